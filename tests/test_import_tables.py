"""Documents in: the printed tables are read as they stand, from every kind of file."""

import csv
import io
import shutil
import zipfile
from pathlib import Path

import docx
import printing
import pytest

import kzplan as kz
from kzplan.cli import main
from kzplan.importing.document import Cell, Document, Paragraph, Table
from kzplan.importing.proposals import proposals_of
from kzplan.importing.reading import read_document
from kzplan.importing.tables import printed_tables
from kzplan.plan.catalogue import known_indicators

KINDS = {True: "2021_2030", False: "2011_2020"}


def read(path):
    return {f"{one.part}_{KINDS[one.of_goals]}": one for one in printed_tables(read_document(path))}


def cells(table, trim=False):
    return [[text.rstrip(" \u3000") if trim else text for text in row.cells] for row in table.rows]


def test_the_plan_as_published_gives_its_printed_tables_cell_for_cell(reference):
    found = read(reference / "plan.txt")
    assert set(found) == set(printing.TITLES)
    for name, table in found.items():
        with (printing.PRINTED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            assert cells(table) == [list(row.values())[1:] for row in csv.DictReader(file)], name
        assert table.amiss == []


def test_a_word_file_gives_its_tables_with_merged_cells_and_headings_repeated_on_each_page(tmp_path):
    tables = ("women_2021_2030", "children_2011_2020")
    found = read(printing.word(tmp_path / "plan.docx", tables))
    assert {name: cells(table) for name, table in found.items()} == {name: printing.rows_of(name) for name in tables}


def test_a_web_page_gives_its_tables_with_spans_and_hard_spaces(tmp_path):
    found = read(printing.page(tmp_path / "plan.html"))
    assert {name: cells(table) for name, table in found.items()} == {
        name: printing.rows_of(name) for name in printing.TITLES
    }


def test_a_pdf_gives_its_tables_over_page_breaks(tmp_path):
    tables = ("children_2011_2020",)
    path = printing.through_office(printing.word(tmp_path / "plan.docx", tables, broken=False), "pdf")
    found = read(path)
    assert set(found) == set(tables)
    for name, table in found.items():  # a space at a cell's end is not printed
        assert cells(table, trim=True) == [[text.rstrip(" \u3000") for text in row] for row in printing.rows_of(name)]
    assert max(row.page for row in found["children_2011_2020"].rows) > 2


def test_a_file_of_another_office_program_is_read_through_libreoffice(tmp_path):
    path = printing.word(tmp_path / "plan.docx", ("children_2021_2030",)).rename(tmp_path / "plan.wps")
    if shutil.which("soffice") is None:
        pytest.skip("no LibreOffice")
    assert cells(read(path)["children_2021_2030"]) == printing.rows_of("children_2021_2030")


def test_without_libreoffice_a_file_of_another_program_is_refused_with_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr("kzplan.importing.office.PROGRAMS", ("no-such-program",))
    (tmp_path / "plan.doc").write_bytes(b"x")
    with pytest.raises(kz.Refusal, match=r"save plan\.doc as \.docx"):
        read_document(tmp_path / "plan.doc")


def test_a_text_whose_rows_stand_on_lines_is_read(tmp_path):
    rows = [printing.GOALS, *printing.rows_of("children_2021_2030")]
    lines = ["专栏2 儿童发展主要指标", *["\t".join(row) for row in rows], "", "三、重点任务"]
    path = tmp_path / "plan.txt"
    path.write_bytes("\r\n".join(lines).encode("gb18030"))
    assert cells(read(path)["children_2021_2030"]) == rows[1:]


def test_an_indented_part_keeps_its_indent_and_an_indent_of_all_is_none(tmp_path):
    from docx import Document
    from docx.shared import Pt

    document = Document()
    document.add_paragraph("妇女发展主要指标")
    grid = document.add_table(rows=3, cols=3)
    for row, texts in zip(
        grid.rows,
        [("指标名称", "单位", "2030年目标"), ("孕产妇死亡率", "1/10万", "8"), ("农村", "1/10万", "9")],
        strict=True,
    ):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    grid.rows[2].cells[0].paragraphs[0].paragraph_format.left_indent = Pt(21)
    document.save(tmp_path / "plan.docx")
    (table,) = printed_tables(read_document(tmp_path / "plan.docx"))
    assert [row.cells[0] for row in table.rows] == ["孕产妇死亡率", "  农村"]


def test_a_row_that_spans_the_table_is_the_domain_of_those_below_it_and_a_note_is_no_row(tmp_path):
    path = tmp_path / "plan.html"
    rows = "<tr><td colspan=3>（一）儿童与健康</td></tr><tr><td>1</td><td>婴儿死亡率（‰）</td><td>＜5</td></tr><tr><td colspan=3>注：本表数据为示例</td></tr>"
    path.write_text(
        f"<p>儿童发展主要指标</p><table><tr><th>序号</th><th>指标</th><th>2030年</th></tr>{rows}</table>",
        encoding="utf-8",
    )
    path.write_text(
        path.read_text(encoding="utf-8").replace("<th>2030年</th>", "<th>2030年目标值</th>"), encoding="utf-8"
    )
    (table,) = printed_tables(read_document(path))
    assert [(row.domain, row.cells[1]) for row in table.rows] == [("儿童与健康", "婴儿死亡率（‰）")]


def test_a_row_of_another_width_is_told_and_not_taken(tmp_path):
    path = tmp_path / "plan.txt"
    path.write_text(
        "妇女发展主要指标\n序号\t指标名称\t2030年目标\n1\t孕产妇死亡率\t8\n2\t婴儿死亡率\t5\t多\n", encoding="utf-8"
    )
    (table,) = printed_tables(read_document(path))
    assert len(table.rows) == 1 and [(line, zh) for line, _, _, zh in table.amiss] == [(4, "4个单元格，表头为3列")]


def test_a_frame_of_one_cell_is_text(tmp_path):
    path = tmp_path / "plan.html"
    path.write_text("<table><tr><td>孕产妇死亡率控制在8/10万以下。</td></tr></table>", encoding="utf-8")
    assert not any(isinstance(block, Table) for block in read_document(path).blocks)


def locked_pdf():
    """A PDF whose encryption dictionary asks for a password."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[]/Count 0>>",
        b"<</Filter/Standard/V 1/R 2/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">/P -4>>",
    ]
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.4\n")
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj" % number + body + b"endobj\n")
    start = out.tell()
    out.write(b"xref\n0 4\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer<</Size 4/Root 1 0 R/Encrypt 3 0 R/ID[<00><00>]>>\nstartxref\n%d\n%%%%EOF" % start)
    return out.getvalue()


def empty_word():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("hello.txt", "no document")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("plan.docx", b"PK\x03\x04 broken", "cannot be opened"),
        ("plan.docx", empty_word(), "cannot be opened"),
        ("plan.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password"),
        ("plan.pdf", b"%PDF-1.7 broken", "cannot be opened|holds no text"),
        ("plan.pdf", locked_pdf(), "password"),
        ("plan.txt", b"\x00\x01\x02\xff\xfe", "cannot be opened"),
        ("plan.txt", b"  \n ", "holds no text"),
        ("plan.html", b"", "holds no text"),
        ("plan.xyz", b"x", "not read"),
    ],
)
def test_a_document_that_cannot_be_read_is_refused_in_one_sentence(tmp_path, name, content, said):
    path = Path(tmp_path / name)
    path.write_bytes(content)
    with pytest.raises(kz.Refusal, match=said) as caught:
        read_document(path)
    assert "\n" not in str(caught.value) and name in caught.value.text("zh")


SPANNED = """<p>示例县妇女发展规划（2021—2030年）</p><p>妇女发展主要指标</p>
<table><tr><th rowspan=2>指标</th><th rowspan=2>单位</th><th rowspan=2>2020年</th><th colspan=2>目标</th></tr>
<tr><th>2025年</th><th>2030年</th></tr>
<tr><td>孕产妇死亡率</td><td>1/10万</td><td>11</td><td colspan=2>≤10</td></tr>
<tr><td>孕产妇系统管理率</td><td>%</td><td>94</td><td rowspan=2>≥95</td><td rowspan=2>≥96</td></tr>
<tr><td>婚前医学检查率</td><td>%</td><td>70</td></tr>
<tr><td colspan=5>妇女与教育</td></tr>
<tr><td>女童九年义务教育巩固率</td><td>%</td><td>94</td><td>≥95</td><td>≥97</td></tr></table>"""


def test_a_target_that_one_cell_prints_for_two_years_or_two_rows_is_that_of_each(tmp_path):
    (tmp_path / "plan.html").write_text(SPANNED, encoding="utf-8")
    found = proposals_of(read_document(tmp_path / "plan.html"))
    assert [(goal.interim[2025], goal.target, goal.domain) for goal in found.goals] == [
        ("≤10", "≤10", ""),
        ("≥95", "≥96", ""),
        ("≥95", "≥96", ""),
        ("≥95", "≥97", "妇女与教育"),
    ]


def test_a_word_table_within_a_cell_is_read(tmp_path):
    book = docx.Document()
    book.add_paragraph("示例县妇女发展规划（2021—2030年）")
    cell = book.add_table(1, 1).cell(0, 0)
    cell.paragraphs[0].text = "妇女发展主要指标"
    inner = cell.add_table(2, 4)
    rows = [["指标", "单位", "2020年", "2030年目标"], ["孕产妇死亡率", "1/10万", "11", "≤10"]]
    for at, row in enumerate(rows):
        for place, text in enumerate(row):
            inner.cell(at, place).text = text
    book.save(str(tmp_path / "plan.docx"))
    (goal,) = proposals_of(read_document(tmp_path / "plan.docx")).goals
    assert (goal.name, goal.target) == ("孕产妇死亡率（1/10万）", "≤10")


def in_word(path, change):
    """A Word file with a table of three targets, changed."""
    book = docx.Document()
    book.add_paragraph("示例县妇女发展规划（2021—2030年）")
    rows = [
        ["指标", "单位", "2020年", "2030年目标"],
        ["孕产妇死亡率", "1/10万", "14.6", "≤12"],
        ["婚前医学检查率", "%", "61.2", "≥75"],
        ["村委会成员中女性比例", "%", "27.8", "≥30"],
    ]
    table = book.add_table(len(rows), len(rows[0]))
    for at, row in enumerate(rows):
        for place, text in enumerate(row):
            table.cell(at, place).text = text
    change(table)
    book.save(str(path))
    return proposals_of(read_document(path)).goals


def test_a_target_that_stands_in_a_word_table_of_its_own_is_told_as_not_read(tmp_path):
    def nested(table):
        cell = table.cell(1, 3)
        cell.text = ""
        inner = cell.add_table(2, 2)
        for at, words in enumerate(["城镇", "≤10", "农村", "≤14"]):
            inner.cell(at // 2, at % 2).text = words

    goals = in_word(tmp_path / "plan.docx", nested)
    assert [goal.target for goal in goals] == ["〔表格：城镇　≤10；农村　≤14〕", "≥75", "≥30"]
    assert [bool(goal.amiss) for goal in goals] == [True, False, False]


def test_a_cell_that_goes_on_with_the_one_above_and_has_words_of_its_own_is_a_cell(tmp_path):
    def go_on(table):
        for cell in table.rows[1].cells:
            cell._tc.get_or_add_tcPr().append(docx.oxml.OxmlElement("w:vMerge"))

    goals = in_word(tmp_path / "plan.docx", go_on)
    assert [goal.name.partition("（")[0] for goal in goals] == [
        "孕产妇死亡率",
        "婚前医学检查率",
        "村委会成员中女性比例",
    ]
    assert goals[0].target == "≤12"


def controlled(element):
    """An element put into a content control."""
    control, inside = docx.oxml.OxmlElement("w:sdt"), docx.oxml.OxmlElement("w:sdtContent")
    element.addprevious(control)
    control.append(inside)
    inside.append(element)


def test_what_stands_in_content_controls_of_word_is_read(tmp_path):
    book = docx.Document()
    for text in (
        "示例县妇女发展规划（2021—2030年）",
        "主要目标",
        "1．婚前医学检查率达到75%。",
        "2．高中阶段毛入学率达到97%。",
    ):
        book.add_paragraph(text)
    controlled(book.paragraphs[2]._p)
    controlled(book.paragraphs[-1].runs[0]._r)
    table = book.add_table(2, 3)
    for at, text in enumerate(["指标", "2030年目标", "2020年", "孕产妇死亡率（1/10万）", "≤12", "14.6"]):
        table.cell(at // 3, at % 3).text = text
    controlled(table.cell(1, 1).paragraphs[0]._p)
    controlled(table.rows[1].cells[2]._tc)
    controlled(table.rows[1]._tr)
    controlled(table._tbl)
    book.save(str(tmp_path / "plan.docx"))
    goals = proposals_of(read_document(tmp_path / "plan.docx")).goals
    assert [(goal.name, goal.target) for goal in goals] == [
        ("孕产妇死亡率（1/10万）", "≤12"),
        ("婚前医学检查率（%）", "达到75%"),
        ("高中阶段毛入学率（%）", "达到97%"),
    ]
    assert goals[0].baseline.values == {2020: "14.6"}


def test_lines_of_one_word_paragraph_are_told_apart_and_what_was_moved_away_is_gone(tmp_path):
    book = docx.Document()
    book.add_paragraph("示例县妇女发展规划（2021—2030年）")
    book.add_paragraph("主要目标")
    book.add_paragraph("1．每千名妇女托位数达到12\n3．婚前医学检查率达到75%")
    moved = docx.oxml.OxmlElement("w:moveFrom")
    run = book.add_paragraph("4．高中阶段毛入学率达到97%。").add_run("5．剖宫产率降至30%。")._r
    run.addprevious(moved)
    moved.append(run)
    book.save(str(tmp_path / "plan.docx"))
    goals = proposals_of(read_document(tmp_path / "plan.docx")).goals
    assert [goal.target for goal in goals] == ["达到12", "达到75%", "达到97%"]


def test_a_footnote_with_a_number_is_listed(tmp_path):
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    book = docx.Document()
    for text in ("示例县妇女发展规划（2021—2030年）", "主要目标", "1．婚前医学检查率达到75%。", "策略措施"):
        book.add_paragraph(text)
    note = "<w:footnote w:id='1'><w:p><w:r><w:t>2020年全县婚前医学检查率为61.2%。</w:t></w:r></w:p></w:footnote>"
    xml = f"<w:footnotes {docx.oxml.ns.nsdecls('w')}>{note}</w:footnotes>".encode()
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, xml, book.part.package)
    book.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    book.save(str(tmp_path / "plan.docx"))
    left = proposals_of(read_document(tmp_path / "plan.docx")).left
    assert [text for _, _, text, _, _ in left] == ["2020年全县婚前医学检查率为61.2%。"]


INNER = "<table><tr><td>城镇</td><td>≤10</td></tr><tr><td>农村</td><td>≤14</td></tr></table>"


def test_a_target_in_a_table_of_its_own_of_a_web_page_is_told_as_not_read(tmp_path):
    page = SPANNED.replace("<td colspan=2>≤10</td>", f"<td>≤11</td><td>{INNER}</td>")
    (tmp_path / "plan.html").write_text(page, encoding="utf-8")
    goals = proposals_of(read_document(tmp_path / "plan.html")).goals
    assert [goal.target for goal in goals] == ["〔表格：城镇　≤10；农村　≤14〕", "≥96", "≥96", "≥97"]
    assert [bool(goal.amiss) for goal in goals] == [True, False, False, False]


def test_a_table_of_indicators_in_a_cell_of_a_web_pages_layout_is_read(tmp_path):
    framed = SPANNED.replace("<table>", "<table><tr><td>左栏</td><td><table>", 1) + "</td></tr></table>"
    (tmp_path / "plan.html").write_text(framed, encoding="utf-8")
    assert [goal.target for goal in proposals_of(read_document(tmp_path / "plan.html")).goals] == [
        "≤10",
        "≥96",
        "≥96",
        "≥97",
    ]


def test_a_web_page_is_read_however_deep_it_is_nested_or_refused(tmp_path):
    for deep in (300, 1500):
        page = f"{'<div>' * deep}<p>示例县妇女发展规划</p><p>孕产妇死亡率控制在12/10万以下。</p>{'</div>' * deep}"
        (tmp_path / "plan.html").write_text(page, encoding="utf-8")
        assert [one.text for one in read_document(tmp_path / "plan.html").paragraphs] == [
            "示例县妇女发展规划",
            "孕产妇死亡率控制在12/10万以下。",
        ]
    (tmp_path / "plan.html").write_text(f"{'<div>' * 5000}孕产妇死亡率控制在12/10万以下。", encoding="utf-8")
    with pytest.raises(kz.Refusal, match="nested too deeply"):
        read_document(tmp_path / "plan.html")


def test_what_is_not_read_is_told_in_a_line_of_a_screen(tmp_path, capsys):
    (tmp_path / "plan.html").write_text(SPANNED.replace("≥97", "≥75" * 5000), encoding="utf-8")
    assert main(["import-plan", str(tmp_path / "plan.html"), "-o", str(tmp_path / "out"), "--lang", "en"]) == 0
    lines = capsys.readouterr().out.splitlines()
    (line,) = [line for line in lines if line.startswith("not read")]
    assert line.endswith("…") and len(line) < 200


@pytest.mark.parametrize(
    ("name", "wrong", "right"),
    [
        ("婴儿死亡率", "人", "‰"),
        ("孕产妇死亡率", "例", "1/10万"),
        ("高中阶段毛入学率", "人", "%"),
        ("女性基本医疗保险参保人数", "%", "万人"),
    ],
)
def test_a_row_of_past_values_in_a_unit_that_does_not_fit_is_not_the_rate_or_count_of_its_name(name, wrong, right):
    for unit, fits in ((wrong, False), (right, True)):
        rows = [["指标", "单位", "2010年", "2020年"], [name, unit, "12", "9"]]
        table = Table([[Cell(text) for text in row] for row in rows], [2, 3])
        (row,) = proposals_of(Document("示例.docx", [Paragraph("清溪县儿童发展规划（2021—2030年）", 1), table])).past
        kind = known_indicators()[row.proposed.key].kind if row.proposed else ""
        counts = right in ("万人",)
        assert (kind == "count" if counts else kind in ("rate", "proportion")) == fits, (unit, row.proposed)
