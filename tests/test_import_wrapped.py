"""A number that the end of a line cuts in two is joined where lines are wrapped, else listed whole; half of it is never read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzplan.importing.document import Paragraph
from kzplan.importing.proposals import proposals_of
from kzplan.importing.reading import read_document
from kzplan.importing.wrapped import CUT, whole

TITLE = "清溪县儿童发展规划（2021—2030年）"
TITLE_EN = "Brookfield County Plan for the Development of Children (2021-2030)"


def read(tmp_path, lines, kind="txt"):
    path = tmp_path / f"plan.{kind}"
    text = "\n".join(lines) if kind == "txt" else "<meta charset=utf-8>" + "".join(f"<p>{one}</p>" for one in lines)
    path.write_text(text, encoding="utf-8")
    found = proposals_of(read_document(path))
    cut = [text for _, _, text, *why in found.left if tuple(why) == CUT]
    return [goal.rule and goal.rule.value for goal in found.goals], cut


@pytest.mark.parametrize("kind", ["txt", "html"])
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1．婴儿死亡率控制在5", ".2‰以内。"),
        ("1．婴儿死亡率控制在5.", "2‰以内。"),
        ("1．学前三年毛入园率达到9", "5%以上。"),
        ("1．孕产妇死亡率控制在1", "2/10万以内。"),
        ("1．近视率控制在38", "%以内。"),
        ("1．高中阶段毛入学率202", "5年达到93%。"),
    ],
)
def test_both_lines_of_a_cut_number_are_listed_and_neither_is_read(tmp_path, kind, first, second):
    values, cut = read(tmp_path, [TITLE, "主要目标：", first, second, "2．肥胖率控制在8%以内。"], kind)
    assert values == [8]
    assert cut == [first, second]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1. Maternal mortality is at most 12 per 100,", "000 live births."),
        ("1. Preschool enrolment reaches 9", "5%."),
        ("1. Infant mortality is at most 5", ".2 per 1,000."),
    ],
)
def test_cut_numbers_in_english_are_listed(tmp_path, first, second):
    values, cut = read(tmp_path, [TITLE_EN, "Targets", first, second, "2. Stunting is at most 5%."])
    assert values == [5]
    assert cut == [first, second]


def test_a_number_cut_in_a_document_of_wrapped_lines_is_joined(tmp_path):
    said = (
        "健全儿童健康服务体系，到2030年，全县婴儿死亡率控制在5.2‰以内，新生儿死亡率控制在3.1‰以内，低出生体重率控制在4.5%以内，"
        "学前三年毛入园率达到95%以上，高中阶段毛入学率达到96%以上，生长迟缓率控制在5%以内，肥胖率控制在10%以内。"
    )
    at = said.index("5.2") + 1
    lines = [TITLE, "主要目标：", *(said[begin : begin + at] for begin in range(0, len(said), at))]
    assert lines[2].endswith("5") and lines[3].startswith(".2")
    values, cut = read(tmp_path, lines)
    assert not cut
    assert values[0] == 5.2


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("By the year 2030", "95% of births are attended. 2．肥胖率控制在8%以内。"),
        ("1．托位数达到1000", "2．肥胖率控制在8%以内。"),
        ("附件1", "2021年数据"),
        ("主要目标（2021—2030", "1．肥胖率控制在8%以内。"),
    ],
)
def test_lines_between_which_no_number_is_cut_stay_as_they_are(first, second):
    blocks = [Paragraph(first, 1), Paragraph(second, 2)]
    assert whole(blocks) == (blocks, [])


@given(st.integers(10, 99999), st.data())
def test_wherever_a_number_is_cut_no_part_of_it_is_read(number, data):
    at = data.draw(st.integers(1, len(str(number)) - 1))
    first, second = Paragraph(f"托位数达到{str(number)[:at]}", 1), Paragraph(f"{str(number)[at:]}个。", 2)
    assert whole([first, second]) == ([], [(1, 0, first.text), (2, 0, second.text)])
