"""Text that a reader does not see is listed as hidden, however it is hidden, and a number it touches is not read."""

import time

import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from marked import page, values, word

from kzplan.importing import marks

TITLE = "清溪县儿童发展规划（2021—2030年）"
LOOKS = ["display:none", "visibility: hidden", "font-size:0", "font-size: 0px", "font-size:0.0em", "opacity:0", "opacity: 0.0", "position:absolute;left:-9999px", "text-indent:-999em"]  # fmt: skip
SEEN = ["font-size:0.8em", "opacity:0.9", "font-size:10px", "left:-5px", "color:red"]


def hidden(found):
    return [text for _, _, text, why, _ in found.left if "hidden" in why]


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("by_class", [False, True])
def test_a_number_that_hidden_digits_of_a_page_touch_is_not_read(tmp_path, look, by_class):
    mark = "class=h" if by_class else f"style='{look}'"
    body = f"<p>1．近视率控制在<span {mark}>8</span>40%以内。</p><p>2．肥胖率控制在<span {mark}>约</span>10%以内。</p>"
    found = page(tmp_path, body, f".h {{ {look} }}")
    assert values(found) == [10]
    assert "8 40" in hidden(found)


@pytest.mark.parametrize("look", SEEN)
def test_what_a_page_shows_small_or_pale_is_read(tmp_path, look):
    found = page(tmp_path, f"<p>1．近视率控制在<span style='{look}'>4</span>0%以内。</p>", f".h {{ {look} }}")
    assert values(found) == [40]


@pytest.mark.parametrize("mark", ["hidden", "style='display:none'"])
def test_a_hidden_row_of_a_pages_table_is_listed_and_not_read(tmp_path, mark):
    rows = f"<tr><td>贫血率（%）<td>8</tr><tr {mark}><td>肥胖率（%）<td>10</tr>"
    found = page(tmp_path, f"<table><tr><td>指标<td>2030年目标</tr>{rows}</table>")
    assert values(found) == [8]
    assert any("肥胖率" in text for text in hidden(found))


@pytest.mark.parametrize(
    "hide",
    [
        lambda run: setattr(run.font.color, "rgb", RGBColor(255, 255, 255)),
        lambda run: setattr(run.font, "size", Pt(1)),
        lambda run: setattr(run.font, "hidden", True),
    ],
)
def test_white_and_tiny_text_of_a_word_file_is_hidden(tmp_path, hide):
    def fill(document):
        paragraph = document.add_paragraph("1．肥胖率控制在")
        hide(paragraph.add_run("9"))
        paragraph.add_run("8%以内。")
        hide(document.add_paragraph().add_run("2．近视率控制在40%以内。"))
        document.add_paragraph("3．贫血率控制在10%以内。")

    found = word(tmp_path, fill)
    assert values(found) == [10]
    assert {"9 8", "2．近视率控制在40%以内。"} <= set(hidden(found))


def test_tiny_text_of_a_style_is_hidden_too(tmp_path):
    def fill(document):
        document.styles.add_style("Tiny", WD_STYLE_TYPE.CHARACTER).font.size = Pt(1)
        document.add_paragraph("1．贫血率控制在").add_run("10%以内。", style="Tiny")

    assert values(word(tmp_path, fill)) == []


def table(document, rows):
    made = document.add_table(len(rows), len(rows[0]))
    for cells, texts in zip(made.rows, rows, strict=True):
        for cell, text in zip(cells.cells, texts, strict=True):
            cell.text = text
    return made


def test_white_text_on_a_coloured_cell_is_read(tmp_path):
    def fill(document):
        made = table(document, [["指标", "2030年目标"], ["贫血率（%）", "10"]])
        for cell in made.rows[0].cells:
            cell.paragraphs[0].runs[0].font.color.rgb = RGBColor(255, 255, 255)
            shade = OxmlElement("w:shd")
            shade.set(qn("w:fill"), "1F4E79")
            cell._tc.get_or_add_tcPr().append(shade)

    assert values(word(tmp_path, fill)) == [10]


def test_a_hidden_row_of_a_word_table_is_listed_and_not_read(tmp_path):
    def fill(document):
        made = table(document, [["指标", "2030年目标"], ["贫血率（%）", "10"], ["肥胖率（%）", "8"]])
        made.rows[2]._tr.get_or_add_trPr().append(OxmlElement("w:hidden"))

    found = word(tmp_path, fill)
    assert values(found) == [10]
    assert any("肥胖率" in text for text in hidden(found))


@pytest.mark.parametrize("run", ["1" * 200_000, "1.5" * 60_000])
def test_a_long_run_of_figures_is_read_at_once(run):
    begun = time.process_time()
    assert marks.shown(run) == run and marks.not_shown(run) == ""
    assert marks.shown(f"{run}{marks.hidden('9')}%") == "□%"
    assert time.process_time() - begun < 5
