"""Marks in documents: what is raised, lowered, struck out or hidden is never read as part of a number."""

import docx
import pytest

from kzplan.importing.proposals import proposals_of
from kzplan.importing.reading import read_document

TITLE = "清溪县妇女发展规划（2021—2030年）"


def targets(found):
    return {goal.name.partition("（")[0]: goal.rule and goal.rule.words for goal in found.goals}


def page(folder, *lines):
    path = folder / "规划.html"
    path.write_text(f"<meta charset='utf-8'><h1>{TITLE}</h1><h2>一、主要目标</h2>" + "".join(lines), encoding="utf-8")
    return proposals_of(read_document(path))


def word(folder, how, *parts):
    """What is proposed for a target in a sentence and one in a table, of whose runs the second is set off."""
    document = docx.Document()
    document.add_heading(TITLE, 0)
    document.add_paragraph("一、主要目标")
    table = document.add_table(rows=2, cols=3)
    for cell, text in zip(table._cells, ["指标", "2020年", "2030年目标", "产前筛查率（%）", "", ""], strict=True):
        cell.text = text
    for paragraph in (document.add_paragraph("1．剖宫产率控制在"), *(cell.paragraphs[0] for cell in table._cells[4:])):
        for at, text in enumerate(parts):
            how(paragraph.add_run(text)) if at == 1 else paragraph.add_run(text)
    path = folder / "规划.docx"
    document.save(path)
    return proposals_of(read_document(path))


def of_font(name):
    return lambda run: setattr(run.font, name, True)


def of_style(run):
    styles = run.part.document.styles
    if "脚注标记" not in [one.name for one in styles]:
        styles.add_style("脚注标记", 2).font.superscript = True
    run.style = "脚注标记"


@pytest.mark.parametrize("how", [of_font("superscript"), of_font("subscript"), of_style])
@pytest.mark.parametrize("mark", ["2", "[1]", "①", "*", "注1"])
def test_a_mark_of_a_note_behind_a_number_is_none_of_its_figures(tmp_path, how, mark):
    found = word(tmp_path, how, "85", mark)
    assert targets(found) == {"产前筛查率": ">= 85"} | {"剖宫产率": "<= 85"}
    assert found.goals[0].baseline.values[2020].startswith("85")
    assert "852" not in found.goals[0].baseline.values[2020]


@pytest.mark.parametrize("name", ["strike", "double_strike"])
def test_what_is_struck_out_is_not_read_and_told(tmp_path, name):
    found = word(tmp_path, of_font(name), "8", "0", "5%")
    assert set(targets(found).values()) == {">= 85", "<= 85"}
    assert [text for _, _, text, en, _ in found.left if "struck out" in en] == ["0；0", "0"]


@pytest.mark.parametrize(
    "element",
    [
        "<del>8</del>",
        "<s>8</s>",
        "<strike>8</strike>",
        "<b style='text-decoration:line-through'>8</b>",
    ],
)
def test_what_a_page_strikes_out_is_not_read_and_told(tmp_path, element):
    table = f"<table><tr><td>指标<td>单位<td>2030年目标<tr><td>产前筛查率<td>%<td>{element}90</table>"
    found = page(tmp_path, f"<p>1．剖宫产率控制在{element}10%以下。</p>", table)
    assert targets(found) == {"剖宫产率": "<= 10", "产前筛查率": ">= 90"}
    assert [text for _, _, text, en, _ in found.left if "struck out" in en] == ["8", "8"]


def test_marks_of_a_page_leave_its_numbers_as_they_are(tmp_path):
    found = page(
        tmp_path,
        "<p>1．低出生体重率控制在4<sup>2</sup>%。</p><p>2．妇女平均预期寿命达到82<sup><a>[1]</a></sup>岁。</p>",
        "<p>3．PM<sub>2.5</sub>达标率达到95<sub>1</sub>%。</p>",
    )
    assert targets(found) == {"低出生体重率": "<= 4", "妇女平均预期寿命": ">= 82", "PM2.5达标率": ">= 95"}


def test_a_raised_figure_behind_10_is_its_power_where_it_says_of_how_many(tmp_path):
    found = page(tmp_path, "<p>1．孕产妇死亡率降至8/10<sup>5</sup>以下。</p>")
    assert [(goal.unit, goal.rule.words) for goal in found.goals] == [("1/10万", "<= 8")]
