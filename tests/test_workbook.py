"""What people send: read as cells where it is a table, named for what it is where it is not."""

import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from kzplan.returns import layout
from kzplan.returns.workbook import OLE, Unreadable, read_cells


@pytest.fixture
def form(forms):
    return forms["区卫生健康委"]


def contents(rows):
    return [[cell.content for cell in row] for row in rows]


def test_a_form_is_read_as_it_stands(form):
    sheets = read_cells(form)
    assert list(sheets) == [layout.GUIDE, layout.SHEET, layout.WORK, layout.MARK]
    rows = sheets[layout.SHEET].rows
    assert rows[2][0].content == "代码" and rows[2][0].place == "A3" and rows[3][0].content == "W01"


def test_formulas_without_a_result_are_told_from_blanks(tmp_path):
    book = openpyxl.Workbook()
    book.active.append([1, "=A1+1", None, "'=quoted"])
    book.save(tmp_path / "f.xlsx")
    row = read_cells(tmp_path / "f.xlsx")["Sheet"].rows[0]
    assert [cell.uncalculated for cell in row] == [False, True, False, False]
    with xlsxwriter.Workbook(tmp_path / "g.xlsx") as book:
        book.add_worksheet().write_formula(0, 0, "=1+1", None, 2)
    assert read_cells(tmp_path / "g.xlsx")["Sheet1"].rows[0][0].content == 2


@pytest.mark.parametrize(
    ("encoding", "separator"),
    [("utf-8", ","), ("utf-8-sig", ","), ("gb18030", ","), ("gb18030", "\t"), ("utf-16", "\t")],
)
def test_csv_is_read_in_the_encodings_offices_use(tmp_path, encoding, separator):
    lines = [["代码", "本年值"], ["W03", "９.５"]]
    (tmp_path / "t.csv").write_bytes("\n".join(separator.join(line) for line in lines).encode(encoding))
    assert contents(read_cells(tmp_path / "t.csv")["CSV"].rows) == [["代码", "本年值"], ["W03", "９.５"]]


def bomb(path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 40_000_000)


def entities(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "xl/workbook.xml", '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "b">]><workbook>&a;</workbook>'
        )


def hidden_entities(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "xl/workbook.xml",
            f'<?xml version="1.0"?><!--{"x" * 9000}--><!DOCTYPE w [<!ENTITY a "b">]><workbook>&a;</workbook>',
        )


def wide_entities(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "xl/workbook.xml",
            '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE w [<!ENTITY a "b">]><workbook/>'.encode("utf-16"),
        )


def endless_comment(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<!--" + "x" * 200_000 + "--><workbook/>")


def damaged(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook")


def archive_of_nothing(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "hello")


HOSTILE = {
    "old.xls": (lambda path: path.write_bytes(OLE + b"\0" * 2000), ".xls"),
    "locked.xlsx": (
        lambda path: path.write_bytes(OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")),
        "encrypted",
    ),
    "bomb.xlsx": (bomb, "unpacks to 40 MB"),
    "entities.xlsx": (entities, "document type"),
    "hidden.xlsx": (hidden_entities, "document type"),
    "wide.xlsx": (wide_entities, "document type"),
    "comment.xlsx": (endless_comment, "document type"),
    "damaged.xlsx": (damaged, "damaged"),
    "cut.xlsx": (lambda path: path.write_bytes(b"PK\x03\x04 not a zip"), "damaged"),
    "archive.xlsx": (archive_of_nothing, "a packed file"),
    "picture.xlsx": (lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0\1" * 400), "a picture"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_form_is_refused_by_its_name(tmp_path, name):
    make, said = HOSTILE[name]
    make(tmp_path / name)
    before = (tmp_path / name).read_bytes()
    with pytest.raises(Unreadable, match=said) as caught:
        read_cells(tmp_path / name)
    assert caught.value.zh.endswith("。") and caught.value.zh[0] >= "\u4e00"
    assert (tmp_path / name).read_bytes() == before


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no /proc to read the memory from")
def test_a_cell_at_the_far_corner_costs_little_memory(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "代码", 1
    book.save(tmp_path / "far.xlsx")
    # the high-water mark of its own memory: getrusage would count what the parent had before the program was replaced
    script = (
        "import sys; from kzplan.returns.workbook import read_cells; sheet = read_cells(sys.argv[1])['Sheet'];"
        "peak = next(line for line in open('/proc/self/status') if line.startswith('VmHWM'));"
        "print(len(sheet.rows), int(sheet.beyond), int(peak.split()[1]) // 1024)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "far.xlsx")],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    rows, beyond, megabytes = map(int, done.stdout.split())
    assert rows == 1 and beyond and megabytes < 300


def with_part(path, name, text):
    """A form with one part replaced or added."""
    book = openpyxl.Workbook()
    book.active.append(["代码", "本年值"])
    book.save(path)
    with zipfile.ZipFile(path) as old:
        parts = {part: old.read(part) for part in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for part, content in (parts | {name: text.encode()}).items():
            new.writestr(part, content)


MANY = {
    "xl/workbook.xml": "<workbook><definedNames>"
    + "".join(f'<definedName name="n{i}">A1</definedName>' for i in range(60_000))
    + "</definedNames></workbook>",
    "xl/styles.xml": "<styleSheet><cellXfs>"
    + '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>' * 100_000
    + "</cellXfs></styleSheet>",
    "xl/sharedStrings.xml": "<sst>" + "".join(f"<si><t>{i}</t></si>" for i in range(400_000)) + "</sst>",
}


@pytest.mark.parametrize("part", MANY)
def test_parts_that_grow_when_read_are_refused_unread(tmp_path, part):
    with_part(tmp_path / "m.xlsx", part, MANY[part])
    with pytest.raises(Unreadable, match="unpacks"):
        read_cells(tmp_path / "m.xlsx")


def test_a_declaration_that_no_look_finds_is_refused_where_a_sheet_is_read(tmp_path):
    sheet = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE w [<!ENTITY a "b">]><worksheet>&a;</worksheet>'
    # two bytes a sign, and no mark that says so
    with_part(tmp_path / "d.xlsx", "xl/worksheets/sheet1.xml", sheet.encode("utf-16-le").decode())
    with pytest.raises(Unreadable, match="damaged"):
        read_cells(tmp_path / "d.xlsx")


def test_rules_and_settings_behind_the_cells_keep_no_form_from_being_read(form, tmp_path):
    path = tmp_path / "rules.xlsx"
    with zipfile.ZipFile(form) as old, zipfile.ZipFile(path, "w") as new:
        for part in old.namelist():
            new.writestr(part, old.read(part).replace(b'type="list"', b'type="of another program"'))
    assert read_cells(path) == read_cells(form)


def test_sheets_beside_the_form_are_read_no_further_than_their_top(tmp_path):
    book = openpyxl.Workbook()
    for i in range(3000):
        book.active.append([f"台账{i}", i])
    book.save(tmp_path / "t.xlsx")
    assert len(read_cells(tmp_path / "t.xlsx", lambda rows: False)["Sheet"].rows) == 60


def test_text_that_looks_like_a_formula_stays_text(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "t.xlsx", {"strings_to_formulas": False}) as book:
        book.add_worksheet().write_row(0, 0, ["=1+1", "@SUM(A1)", "+cmd", "-2"])
    assert contents(read_cells(tmp_path / "t.xlsx")["Sheet1"].rows) == [["=1+1", "@SUM(A1)", "+cmd", "-2"]]


def test_macros_and_links_to_other_files_are_neither_run_nor_followed(form, tmp_path):
    path = tmp_path / "macro.xlsm"
    with zipfile.ZipFile(form) as old, zipfile.ZipFile(path, "w") as new:
        for part in old.infolist():
            new.writestr(part, old.read(part))
        new.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 macro")
        new.writestr(
            "xl/externalLinks/externalLink1.xml",
            '<externalLink xmlns="x"><externalBook r:id="rId1" xmlns:r="y"/></externalLink>',
        )
        new.writestr(
            "xl/externalLinks/_rels/externalLink1.xml.rels",
            '<Relationships><Relationship Id="rId1" Target="file:///etc/passwd" TargetMode="External"/></Relationships>',
        )
    assert contents(read_cells(path)[layout.SHEET].rows) == contents(read_cells(form)[layout.SHEET].rows)
