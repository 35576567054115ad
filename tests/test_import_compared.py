"""Past values that a sentence only compares with, and what is said of a sentence that is read in part."""

import pytest

from kzplan.importing.document import Document, Paragraph
from kzplan.importing.proposals import proposals_of
from kzplan.importing.reached import Reached, Reader
from kzplan.importing.told import prose

PLAN = "清溪县儿童发展规划（2021—2030年）\n一、发展现状\n{}\n二、主要目标\n1．婴儿死亡率控制在4‰以下。\n2．孕产妇死亡率控制在12/10万以下。"


def read(text):
    said = Reader("县", "清溪县", 2020, 0).read(text)
    return {(one.name, one.year): one.value for one in said if isinstance(one, Reached)}


def proposed(text):
    lines = PLAN.format(text).split("\n")
    return proposals_of(Document("示例.txt", [Paragraph(line, at + 1) for at, line in enumerate(lines)]))


@pytest.mark.parametrize(
    "said",
    [
        "2020年，全县孕产妇死亡率为18.6/10万，较2010年的32.4/10万大幅下降。",
        "2020年，全县孕产妇死亡率为18.6/10万，比2010年（32.4/10万）明显降低。",
        "2020年，全县孕产妇死亡率较2010年的32.4/10万大幅下降到18.6/10万。",
    ],
)
def test_the_value_of_a_named_year_that_a_figure_is_compared_with_is_a_figure_of_that_year(said):
    assert read(said) == {("孕产妇死亡率", 2020): "18.6", ("孕产妇死亡率", 2010): "32.4"}
    found = proposed(said)
    goal = next(one for one in found.goals if one.name.startswith("孕产妇"))
    assert goal.baseline.values == {2020: "18.6"} and [one.values for one in goal.earlier] == [{2010: "32.4"}]
    assert not found.left


@pytest.mark.parametrize(
    "said",
    [
        "2020年，贫血率为3%，全市为4%，较2010年的8%下降。",
        "2020年，贫血率为3%，较2010年的8‰下降。",
        "2020年，贫血率为3%，较2030年的2%高。",
        "2020年，贫血率为3%，较上年的4%下降。",
    ],
)
def test_what_is_compared_with_another_place_unit_or_no_past_year_is_not_read(said):
    assert read(said) == {("贫血率", 2020): "3%"}


def test_english_figures_may_say_what_they_came_down_from():
    said = prose("In 2020, infant mortality was 4.1 per 1,000, down from 9.8 per 1,000 in 2010.", 2020)
    assert {one.year: one.value for one in said} == {2020: "4.1", 2010: "9.8"}


def test_of_a_sentence_that_is_read_in_part_only_the_number_that_is_not_read_is_named():
    found = proposed("2020年，全县婴儿死亡率由9.8‰下降到4.7‰。")
    assert [one.values for one in found.figures] == [{2020: "4.7‰"}]
    ((_, _, text, en, zh),) = found.left
    assert "9.8" in zh and "9.8" in en and "4.7" not in zh + en and "9.8" in text


def test_a_number_that_another_sentence_is_read_for_is_not_told_as_read_of_this_one():
    found = proposed("2020年，全县贫血率约由5‰降到4.7‰左右。\n2020年，全县婴儿死亡率为4.7‰。")
    assert not any("其余数字已读入" in one[-1] for one in found.left) and found.left
