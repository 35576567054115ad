"""Numbers that a line break parts are not one number, and what a document does not show is not read."""

import pytest
from docx.enum.style import WD_STYLE_TYPE
from marked import page, values, word

HIDDEN = "display: none", "visibility:hidden", "text-decoration: line-through", "color:red; DISPLAY:NONE"


@pytest.mark.parametrize("sign", ["<br>", "<br/>\n", "<span><br></span>"])
def test_a_number_cut_by_a_line_break_of_a_page_is_listed_and_not_read_in_part(tmp_path, sign):
    found = page(tmp_path, f"<p>1．建成儿童之家20{sign}0个。</p><p>2．婴儿死亡率降至5‰以下。</p>")
    assert values(found) == [5]
    assert any("20" in text and "0个" in text for _, _, text, _, _ in found.left)


@pytest.mark.parametrize("cell", ["9<br>5", "<p>9</p><p>5</p>", "9<div>5</div>"])
def test_numbers_on_two_lines_of_a_cell_are_not_one(tmp_path, cell):
    table = f"<table><tr><td>指标</td><td>2030年目标</td></tr><tr><td>农村自来水<br>普及率（%）</td><td>{cell}</td></tr></table>"
    (goal,) = page(tmp_path, table).goals
    assert goal.rule is None and goal.name == "农村自来水普及率（%）"


def test_numbers_on_two_lines_of_a_word_file_are_not_one(tmp_path):
    def fill(document):
        paragraph = document.add_paragraph("1．建成儿童之家20")
        paragraph.add_run().add_break()
        paragraph.add_run("0个。")
        table = document.add_table(2, 2)
        for at, text in enumerate(("指标", "2030年目标", "农村自来水普及率（%）", "9")):
            table.cell(at // 2, at % 2).text = text
        table.cell(1, 1).add_paragraph("5")

    found = word(tmp_path, fill)
    assert values(found) == [None] and any("20 0个" in text for _, _, text, _, _ in found.left)


@pytest.mark.parametrize("look", HIDDEN)
@pytest.mark.parametrize("selector", [".old", "p.old", "#gone p", "div .old", ".new, .old"])
def test_what_the_style_sheet_of_a_page_hides_is_listed_as_hidden(tmp_path, look, selector):
    body = "<div id='gone'><p class='x old'>1．孕产妇死亡率降至7/10万以下。</p></div><p>2．婴儿死亡率降至5‰以下。</p>"
    found = page(tmp_path, body, f"p {{margin:0}} {selector} {{ {look} }}")
    assert values(found) == [5]
    assert any("7/10万" in text and "hidden" in why for _, _, text, why, _ in found.left)


def test_style_for_print_or_of_other_elements_hides_nothing(tmp_path):
    style = "@media print { p {display:none} } .menu p, p:hover, p > b {display:none} /* p {display:none} */"
    assert values(page(tmp_path, "<p>1．婴儿死亡率降至5‰以下。</p>", style)) == [5]


def test_what_a_style_of_a_word_file_hides_is_listed_as_hidden(tmp_path):
    def fill(document):
        styles = document.styles
        base = styles.add_style("Old", WD_STYLE_TYPE.PARAGRAPH)
        base.font.hidden = True
        styles.add_style("Older", WD_STYLE_TYPE.PARAGRAPH).base_style = base
        styles.add_style("Gone", WD_STYLE_TYPE.CHARACTER).font.hidden = True
        document.add_paragraph("1．孕产妇死亡率降至7/10万以下。", style="Old")
        document.add_paragraph("2．妇女常见病筛查率达到82%。", style="Older")
        paragraph = document.add_paragraph("3．婴儿死亡率降至")
        paragraph.add_run("8", style="Gone")
        paragraph.add_run("5‰以下。")

    found = word(tmp_path, fill)
    assert values(found) == []
    hidden = "".join(text for _, _, text, why, _ in found.left if "hidden" in why)
    assert "7/10万" in hidden and "82%" in hidden and "8" in hidden
