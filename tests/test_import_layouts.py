"""Layouts in which a table is no table of the file: columns of a page without rules, white words, rows that were deleted."""

import docx
import openpyxl
import pytest
from docx.oxml import OxmlElement

from kzplan.importing.document import Cell, Document, Paragraph, Table
from kzplan.importing.pdf import read_pdf
from kzplan.importing.proposals import proposals_of
from kzplan.importing.reading import read_document
from kzplan.importing.review import write_review

TITLE = "清溪县妇女发展规划（2021—2030年）"
ROWS = [("指标", "2020年", "2030年目标"), ("孕产妇系统管理率（%）", "92.5", "95"), ("产前筛查率（%）", "80", "≥85")]


class Page:
    """A page of a PDF whose words stand at (left, top), each sign ten points wide; no line is ruled on it."""

    bbox = (0, 0, 600, 800)

    def __init__(self, words):
        self.chars = [
            {"text": sign, "x0": left + 10 * at, "x1": left + 10 * at + 10, "top": top, "bottom": top + 10, "size": 10}
            for left, top, word in words
            for at, sign in enumerate(word)
        ]

    def find_tables(self):
        return []

    def close(self):
        pass


@pytest.fixture
def page(monkeypatch):
    """Read a page of words as ``read_pdf`` does."""

    def read(words):
        class Book:
            pages = (Page(words),)
            __enter__, __exit__ = (lambda self: self), (lambda *_: None)

        monkeypatch.setattr("pdfplumber.open", lambda path: Book())
        return proposals_of(Document("示例.pdf", read_pdf("示例.pdf")))

    return read


def laid_out(rows, first=60, step=20):
    return [
        (300 * (at > 0) + 100 * at, first + step * down, text)
        for down, row in enumerate(rows)
        for at, text in enumerate(row)
    ]


def asked(found):
    return {goal.name: goal.target for goal in found.goals}


def test_columns_of_a_page_without_rules_are_a_table(page):
    found = page([(0, 20, TITLE), (0, 40, "主要指标如下。"), *laid_out(ROWS)])
    assert asked(found) == {"孕产妇系统管理率（%）": "95", "产前筛查率（%）": "≥85"}
    assert [goal.baseline.values for goal in found.goals] == [{2020: "92.5"}, {2020: "80"}]


@pytest.mark.parametrize(
    "rows",
    [
        [("孕产妇系统管理率（%）", "92.5", "95")],  # no headings
        [*ROWS[:2], ("产前筛查率（%）", "80")],  # a cell is blank, which of them no one knows
    ],
)
def test_numbers_of_two_columns_of_a_page_are_never_one_number(page, rows):
    found = page([(0, 20, TITLE), (0, 40, "主要目标"), *laid_out(rows, 90)])
    assert asked(found) == {}
    assert "孕产妇系统管理率（%）｜92.5｜95" in {text for _, _, text, *_ in found.left}


def test_a_table_without_rules_whose_names_go_on_below_is_not_read_by_halves(page):
    rows = [("指标", "2020年", "2030年目标"), ("农村妇女常见病", "60", "80"), ("产前筛查率（%）", "80", "≥85")]
    found = page([(0, 20, TITLE), *laid_out(rows, 60, 30), (0, 132, "和新生儿疾病")])
    assert asked(found) == {}


def written(tmp_path, cell, style="", after=""):
    """A page with a table of one target."""
    head = f"<style>{style}</style>" if style else ""
    table = f"<table><tr><td>指标</td><td>2030年目标</td></tr><tr><td>婴儿死亡率（‰）</td>{cell}</tr></table>"
    path = tmp_path / "plan.html"
    path.write_text(
        f"<html><head><meta charset='utf-8'>{head}</head><body><p>{TITLE}</p>{table}{after}</body></html>", "utf-8"
    )
    return proposals_of(read_document(path))


@pytest.mark.parametrize(
    ("cell", "style"),
    [
        ("<td><span style='color:#fff'>1</span>5以下</td>", ""),
        ("<td><font color='White'>1</font>5以下</td>", ""),
        ("<td><b class='w'>1</b>5以下</td>", "td .w { color: rgb(255, 255, 255) }"),
        ("<td style='background:#fff'><span style='color: WHITE'>1</span>5以下</td>", ""),
    ],
)
def test_white_words_on_a_white_page_are_not_read(tmp_path, cell, style):
    found = written(tmp_path, cell, style)
    assert [goal.rule for goal in found.goals] == [None]
    assert "1 5" in [text for _, _, text, *_ in found.left]


@pytest.mark.parametrize(
    ("cell", "style"),
    [
        ("<td bgcolor='#003366'><font color='white'>5以下</font></td>", ""),
        ("<td class='w'>5以下</td>", "td.w { color: white } tr { background-color: navy }"),
        ("<td class='w' style='color:black'>5以下</td>", ".w { color: white }"),
    ],
)
def test_white_words_on_a_colour_are_read(tmp_path, cell, style):
    assert asked(written(tmp_path, cell, style)) == {"婴儿死亡率（‰）": "5以下"}


def test_a_row_that_was_deleted_under_change_tracking_is_listed_and_not_read(tmp_path):
    document = docx.Document()
    document.add_paragraph(TITLE)
    table = document.add_table(3, 3)
    for row, texts in zip(table.rows, ROWS, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.rows[2]._tr.get_or_add_trPr().append(OxmlElement("w:del"))
    document.save(str(tmp_path / "plan.docx"))
    found = proposals_of(read_document(tmp_path / "plan.docx"))
    assert asked(found) == {"孕产妇系统管理率（%）": "95"}
    assert "产前筛查率（%）；80；≥85" in [text for _, _, text, *_ in found.left]


def table(*rows):
    cells = [[Cell(text) for text in row] for row in rows]
    return proposals_of(Document("示例.txt", [Paragraph(TITLE, 1), Table(cells, [*range(2, 2 + len(rows))])]))


def test_targets_that_stand_under_main_targets_with_years_beside_them_are_a_table():
    found = table(("序号", "主要目标", "2020年", "2030年"), ("1", "孕产妇系统管理率（%）", "92.5", "95%"))
    assert asked(found) == {"孕产妇系统管理率（%）": "95%"}
    assert found.goals[0].baseline.values == {2020: "92.5"}


@pytest.mark.parametrize(
    ("unit", "target", "asks"),
    [("‰", "0.4%以下", 4), ("1/10万", "0.1‰以下", 10), ("‰", "4‰以下", 4), ("个", "4.5个以上", 4.5)],
)
def test_a_target_in_another_unit_is_shown_in_that_of_its_row(unit, target, asks):
    found = table(
        ("指标", "单位", "2030年目标"),
        ("婴儿死亡率" if unit == "‰" else "孕产妇死亡率" if "万" in unit else "每千人口托位数", unit, target),
    )
    assert found.goals[0].rule.value == asks


@pytest.mark.parametrize(
    ("unit", "value", "read"),
    [("‰", "0.51%", None), ("‰", "5.1‰", "5.1‰"), ("1/10万", "9.5/10万", "9.5"), ("%", "9.5/10万", None)],
)
def test_an_earlier_value_in_another_unit_is_listed_and_not_read(unit, value, read):
    found = table(("指标", "单位", "2020年", "2030年目标"), ("农村示范率", unit, value, "不低于8"))
    assert (found.goals[0].baseline and found.goals[0].baseline.values[2020]) == read
    assert (read is None) == any(value in text for _, _, text, *_ in found.left)


def test_a_note_below_a_table_is_listed_and_asks_nothing():
    note = "注：孕产妇死亡率为三年平均。2020年宫颈癌筛查率为50%。"
    found = proposals_of(
        Document(
            "示例.txt",
            [Paragraph(TITLE, 1), Paragraph("主要目标", 2), Paragraph("1．产前筛查率达到85%。", 3), Paragraph(note, 4)],
        )
    )
    assert asked(found) == {"产前筛查率（%）": "达到85%"}
    assert found.figures == [] and [text for _, _, text, *_ in found.left] == [note]


def test_a_target_of_which_nothing_says_the_plan_goes_with_the_row_before_and_asks_to_be_checked(tmp_path):
    both = "清溪县妇女儿童发展规划（2021—2030年）"
    rows = [
        ("指标", "2030年目标"),
        ("婴儿死亡率（‰）", "≤4"),
        ("社区健康驿站覆盖率（%）", "≥80"),
        ("孕产妇死亡率（1/10万）", "≤8"),
    ]
    cells = [[Cell(text) for text in row] for row in rows]
    found = proposals_of(Document("示例.txt", [Paragraph(both, 1), Table(cells, [2, 3, 4, 5])]))
    assert [goal.part for goal in found.goals] == ["children", "children", "women"]
    sheet = openpyxl.load_workbook(write_review(found, tmp_path / "核对.xlsx"))["目标"]
    asks = [
        "暂按上一行拟定，请核对“规划”列" in str([cell.value for cell in row])
        for row in sheet.iter_rows()
        if row[0].value in ("1", "2", "3")
    ]
    assert asks == [False, True, False]


@pytest.mark.parametrize(("other", "read"), [("完成情况", "52"), ("2020年监测值", None), ("现状", "52")])
def test_of_two_columns_of_values_of_a_year_the_one_that_names_it_is_read(other, read):
    found = table(
        ("指标", "2020年目标", "2020年实际", other, "2030年目标"), ("宫颈癌筛查率（%）", "80", "52", "51", "70")
    )
    assert (found.goals[0].baseline and found.goals[0].baseline.values[2020]) == read
    assert any("51" in text for _, _, text, *_ in found.left)


@pytest.mark.parametrize("scope", ["第1类地区", "山区", "小学"])
def test_a_scope_in_brackets_behind_a_name_is_no_unit_that_its_target_contradicts(scope):
    found = table(("指标", "2030年目标"), (f"宫颈癌筛查率（{scope}）", "50%以上"))
    assert found.goals[0].rule.value == 50
