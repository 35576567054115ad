"""What people send: old and open formats read as .xlsx is, everything else refused with what to do, what programs leave passed over."""

import io
import struct
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest
from filling import fill_form

from kzplan.cli import main
from kzplan.returns import kinds, layout, workbook, xls
from kzplan.returns.check import check
from kzplan.returns.files import expand
from kzplan.returns.merge import merge
from kzplan.words.errors import Refusal

SENT = Path(__file__).with_name("sent")  # one form, saved as .xlsx, .xls and .ods by LibreOffice
FORMATS = ("xls", "ods")


def seen(entries):
    """What is read of a file, without its name."""
    return [(one.code, one.year, one.status, one.numbers, one.department) for one in entries]


def refusal(path, plan):
    """(what a file is, what to do) of a file that is not read."""
    entries, found = check([path], plan)
    assert not entries and found["severity"].tolist() == ["certain"]
    return found.loc[0, "found"], found.loc[0, "why"]


@pytest.mark.parametrize("format_", FORMATS)
def test_an_old_or_open_workbook_is_read_as_the_new_one_is(plan, format_):
    entries, found = check([SENT / f"sent.{format_}"], plan)
    as_xlsx, expected = check([SENT / "sent.xlsx"], plan)
    assert (
        seen(entries) == seen(as_xlsx)
        and {"W04": 92.3, "W06": 1.5}.items() <= {one.code: one.numbers.get("value") for one in entries}.items()
    )
    columns = ["severity", "place", "code", "heading", "why"]  # struck out, merged, a date, an error, a note
    assert found[columns].values.tolist() == expected[columns].values.tolist() and len(found) == 6


@pytest.mark.parametrize("format_", FORMATS)
def test_what_is_written_of_the_work_comes_in_from_them_too(plan_copy, format_):
    import kzplan as kz

    sheets = workbook.read_cells(SENT / f"sent.{format_}")
    assert sheets[layout.MARK].hidden and not sheets[layout.SHEET].hidden
    from kzplan.returns.work import read_work

    assert "开展宣传" in "".join(read_work(sheets).values())
    assert kz.load_plan(plan_copy).returned.empty


def without_results(content, kind=b"\x03\0\0\0\0\0\xff\xff"):
    """An .xls whose formulas were written without results, as libraries do it."""
    changed = bytearray(content)
    for _, code, body in xls._records(content):
        if code == xls.FORMULA:
            place = content.index(body)
            changed[place + 6 : place + 14], changed[place + 14] = kind, changed[place + 14] | 2
    assert bytes(changed) != content
    return bytes(changed)


@pytest.mark.parametrize("kind", [b"\x03\0\0\0\0\0\xff\xff", bytes(8)])
def test_a_formula_without_a_result_is_named_in_an_old_workbook(plan, tmp_path, kind):
    (tmp_path / "a.xls").write_bytes(without_results((SENT / "sent.xls").read_bytes(), kind))
    _, found = check([tmp_path / "a.xls"], plan)
    own = found[found["code"].isin(["W06", "W05a"])]
    assert own["found"].tolist() == ["公式没有计算结果"] * 2 and set(own["severity"]) == {"certain"}


def changed_ods(path, made, *changes):
    """An .ods with parts of its content replaced."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "content.xml":
                for before, after in changes:
                    assert before in content
                    content = content.replace(before, after)
            new.writestr(part, content)
    return made


def test_a_formula_without_a_result_is_named_in_an_open_workbook(plan, tmp_path):
    path = changed_ods(
        SENT / "sent.ods",
        tmp_path / "a.ods",
        (b'office:value-type="float" office:value="1.5" calcext:value-type="float"', b""),
    )
    _, found = check([path], plan)
    assert found[found["code"] == "W06"]["found"].tolist() == ["公式没有计算结果"]


def test_an_open_workbook_that_repeats_rows_without_end_is_read_within_bounds(plan, tmp_path):
    more = b'<table:table-row table:number-rows-repeated="99999999"><table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="99999999"/></table:table-row></table:table>'
    path = changed_ods(SENT / "sent.ods", tmp_path / "a.ods", (b"</table:table>", more))
    sheets = workbook.read_cells(path)
    assert all(len(sheet.rows) <= workbook.ROWS and sheet.beyond for sheet in sheets.values())
    assert max(len(row) for sheet in sheets.values() for row in sheet.rows) <= workbook.COLUMNS
    assert "以后还有内容" in check([path], plan)[1].loc[0, "found"]


def test_an_open_workbook_with_a_document_type_is_refused(plan, tmp_path):
    path = changed_ods(
        SENT / "sent.ods",
        tmp_path / "a.ods",
        (b"<office:document-content", b"<!DOCTYPE a [<!ENTITY b 'c'>]><office:document-content"),
    )
    assert "文档类型声明" in refusal(path, plan)[0]


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("cut", [600, 5000, -2000])
def test_half_a_workbook_is_refused_as_damaged(plan, tmp_path, format_, cut):
    path = tmp_path / f"a.{format_}"
    path.write_bytes((SENT / f"sent.{format_}").read_bytes()[:cut])
    said, todo = refusal(path, plan)
    assert "损坏" in said or "不是" in said, said
    assert "请" in todo


def test_an_old_workbook_beyond_any_form_is_refused_before_it_is_read(plan, tmp_path):
    path = tmp_path / "a.xls"
    path.write_bytes((SENT / "sent.xls").read_bytes() + bytes(xls.MOST))
    assert "远超" in refusal(path, plan)[0]


def strict(path, made):
    """A workbook in the strict form of .xlsx."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            for name, usual in kinds.STRICT:
                content = content.replace(usual, name)
            new.writestr(part, content)
    return made


def test_a_strict_workbook_is_read_as_a_usual_one(plan, tmp_path):
    path = strict(SENT / "sent.xlsx", tmp_path / "strict.xlsx")
    entries, found = check([path], plan)
    as_usual, expected = check([SENT / "sent.xlsx"], plan)
    assert seen(entries) == seen(as_usual) and found["why"].tolist() == expected["why"].tolist()


def packed(*names):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return made.getvalue()


OTHERS = [
    ("a.pdf", b"%PDF-1.7 ...", "PDF", "报送表"),
    ("a.jpg", b"\xff\xd8\xff\xe0....", "图片", "报送表"),
    ("a.rar", b"Rar!\x1a\x07\0....", "压缩文件", "解压"),
    ("a.7z", b"7z\xbc\xaf\x27\x1c....", "压缩文件", "解压"),
    ("a.zip", packed("区教委.xlsx", "区残联.xlsx"), "区教委.xlsx", "解压"),
    ("a.docx", packed("word/document.xml"), "文字", "报送表"),
    ("a.xlsb", packed("xl/workbook.bin"), "xlsb", "另存为.xlsx"),
    ("a.xls", b"\n<html><table><tr><td>x</td></tr></table></html>", "网页", "另存为.xlsx"),
    ("b.xls", b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', "XML", "另存为.xlsx"),
    ("c.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000), "", "另存为.xlsx"),
    ("a.xlsx", b"", "空文件", "重新报送"),
    ("b.xlsx", bytes(3000), "空文件", "重新报送"),
]


@pytest.mark.parametrize(("name", "content", "what", "todo"), OTHERS, ids=[one[0] for one in OTHERS])
def test_what_is_no_form_is_refused_by_name_with_what_to_do(plan, tmp_path, name, content, what, todo):
    (tmp_path / name).write_bytes(content)
    said, remedy = refusal(tmp_path / name, plan)
    assert what in said and todo in remedy


def test_chinese_names_in_a_packed_file_are_named_as_they_read(plan, tmp_path):
    content = packed("aaaa.xlsx").replace(b"aaaa", "教委".encode("gb18030"))
    (tmp_path / "a.zip").write_bytes(content)
    assert "教委.xlsx" in refusal(tmp_path / "a.zip", plan)[0]


CSV = "报送单位：区卫生健康委;报送年份：2025年\n代码;数据状态;本年值;分子;分母\nW03;核定数;13.0;1;7690\nC08;核定数;90.1;;\n"


@pytest.mark.parametrize("separator", [";", "|", "\t", ","])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_text_is_read_whatever_parts_its_cells(plan, tmp_path, separator, encoding):
    path = tmp_path / "a.csv"
    path.write_bytes(CSV.replace(";", separator).encode(encoding))
    entries, found = check([path], plan)
    assert {one.code: one.numbers["value"] for one in entries} == {"W03": 13.0, "C08": 90.1}
    assert not (found["severity"] == "certain").any()


@pytest.mark.parametrize("written", ["92,3", "1,234"])
def test_a_comma_in_a_number_of_a_text_parted_by_semicolons_is_asked_about(plan, tmp_path, written):
    path = tmp_path / "a.csv"
    path.write_text(CSV.replace("90.1", written), encoding="utf-8")
    found = check([path], plan)[1]
    assert found[found["code"] == "C08"]["severity"].iloc[0] == "certain"


@pytest.fixture
def together(forms, tmp_path):
    """One workbook with a sheet for each of two departments."""

    def made(*departments, title=str):
        book = openpyxl.Workbook()
        book.remove(book.active)
        for i, department in enumerate(departments):
            values = {"C26": {"本年值": 90.1 + i, "数据状态": "核定数"}, "W43": {"本年值": "2:3"}}
            source = fill_form(forms[department], values)[1]
            sheet = book.create_sheet(title(f"{department}{i}"))
            for row in source.iter_rows():
                for cell in row:
                    if cell.value is not None:
                        sheet[cell.coordinate] = cell.value
        book.save(tmp_path / "all.xlsx")
        return tmp_path / "all.xlsx"

    return made


def test_a_workbook_with_a_sheet_for_each_department_is_as_many_forms(plan, together, plan_copy):
    import kzplan as kz

    path = together("区残联", "区城管局")
    entries, found = check([path], plan)
    assert {(one.code, one.department, one.year) for one in entries} == {
        ("C26", "区残联", 2025),
        ("W43", "区城管局", 2025),
    }
    assert not (found["severity"] == "certain").any()
    merge([path], kz.load_plan(plan_copy), "区统计局")
    assert set(kz.load_plan(plan_copy).returned["department"]) == {"区残联", "区城管局"}


def test_two_sheets_of_one_department_are_still_refused(plan, together):
    found = check([together("区残联", "区残联")], plan)[1]
    assert found["severity"].tolist() == ["certain"] and "又一张报送表" in found.loc[0, "found"]


LEFT = (
    "~$区残联.xlsx",
    "._区残联.xlsx",
    "Thumbs.db",
    ".DS_Store",
    "__MACOSX/x.xlsx",
    ".~lock.区残联.xlsx#",
    "desktop.ini",
)


@pytest.fixture
def returned(forms, tmp_path):
    folder = tmp_path / "returned"
    for i, department in enumerate(("区残联", "区城管局")):
        where = folder / ("inside" if i else ".")
        where.mkdir(parents=True, exist_ok=True)
        book, *_ = fill_form(forms[department], {"C26": {"本年值": 90.1}, "W43": {"本年值": "2:3"}})
        book.save(where / f"{department}.xlsx")
    for name in LEFT:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"\0\0")
    return folder


def test_a_folder_is_taken_whole_and_what_programs_left_is_passed_over(returned):
    files, passed = expand([returned])
    assert [path.name for path in files] == ["区城管局.xlsx", "区残联.xlsx"]
    assert len(passed) == len(LEFT) and all(zh for _, _, zh in passed)


def test_patterns_are_expanded_and_nothing_is_taken_twice(returned):
    files, passed = expand([f"{returned}/*.xlsx", returned / "区残联.xlsx", f"{returned}/inside/*"])
    assert [path.name for path in files] == ["区残联.xlsx", "区城管局.xlsx"]
    assert {path.name for path, *_ in passed} >= {"~$区残联.xlsx"}
    with pytest.raises(Refusal, match="no file matches"):
        expand([f"{returned}/*.ods"])
    (returned / "empty").mkdir()
    with pytest.raises(Refusal, match="there is no file"):
        expand([returned / "empty"])


def test_check_and_merge_take_a_folder_and_say_what_they_passed_over(returned, plan_copy, capsys):
    assert main(["check", str(returned), "--plan", str(plan_copy), "--lang", "zh"]) == 0
    assert "~$区残联.xlsx：打开工作簿时的临时文件" in capsys.readouterr().err
    assert main(["merge", str(returned), "--plan", str(plan_copy), "--who", "区统计局"]) == 0
    assert (plan_copy / "observations.csv").read_text(encoding="utf-8").count("\n") == 3


def test_no_record_of_an_old_workbook_reaches_beyond_it():
    content = (SENT / "sent.xls").read_bytes()
    kinds_seen = [kind for _, kind, _ in xls._records(content)]
    assert kinds_seen.count(xls.FORMULA) == 2 and kinds_seen.count(xls.SHEET) == 4
    assert struct.calcsize("<HH") == 4


def test_files_of_one_name_in_two_folders_stay_apart(forms, plan, tmp_path):
    for department in ("区残联", "区城管局"):
        (tmp_path / department).mkdir()
        book, *_ = fill_form(forms[department], {"C26": {"本年值": 90.1}, "W43": {"本年值": "约2:3"}})
        book.save(tmp_path / department / "报送表.xlsx")
    entries, found = check(expand([tmp_path])[0], plan)
    assert {one.file for one in entries} == {"区残联/报送表.xlsx", "区城管局/报送表.xlsx"}
    assert set(found["file"]) == {"区城管局/报送表.xlsx"}


def test_a_part_made_to_take_for_ever_is_read_at_once(plan, tmp_path):
    attributes = " ".join(f'a{i}="inlineStr"' for i in range(20_000))
    more = f'<row r="9"><c r="A9" {attributes}/></row><!-- <vertAlign {"x" * 400_000} --></sheetData>'.encode()
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(SENT / "sent.xlsx") as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace(b"</sheetData>", more) if name.endswith("sheet1.xml") else content)
    start = time.monotonic()
    assert {one.code for one in check([path], plan)[0]} >= {"W03", "W04"}
    assert time.monotonic() - start < 30


def test_a_text_of_nothing_but_line_breaks_is_read_at_once(plan, tmp_path):
    path, start = tmp_path / "a.csv", time.monotonic()
    path.write_text('代码,本年值\nW03,"' + "\n" * 400_000 + '"\n', encoding="utf-8")
    check([path], plan)
    assert time.monotonic() - start < 30
