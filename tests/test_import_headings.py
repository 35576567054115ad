"""What stands under a heading of the past or of another level is no target of the plan, and a figure's name has no item's number."""

import pytest

from kzplan.importing.proposals import proposals_of
from kzplan.importing.reading import read_document


def read(tmp_path, *lines):
    (tmp_path / "plan.txt").write_text("\n".join(lines), encoding="utf-8")
    return proposals_of(read_document(tmp_path / "plan.txt"))


@pytest.mark.parametrize(
    "heading",
    [
        "上一轮规划实施情况",
        "附：上一周期完成情况",
        "二、上期指标完成情况",
        "三、过去十年",
        "主要目标完成情况",
        "存在的主要问题",
        "二、上一个规划期主要目标实现情况",
    ],
)
def test_a_heading_of_the_past_ends_the_targets_and_opens_what_was_reached(tmp_path, heading):
    found = read(
        tmp_path,
        "清溪县儿童发展规划（2021—2030年）",
        "一、儿童与健康",
        "主要目标：",
        "1．婴儿死亡率控制在4‰以内。",
        heading,
        "1．5岁以下儿童死亡率下降到7‰。",
    )
    assert [goal.rule.value for goal in found.goals] == [4]
    assert [(one.full, one.values) for one in found.figures] == [("5岁以下儿童死亡率", {2020: "7‰"})]


@pytest.mark.parametrize("heading", ["National targets", "National goals", "Provincial targets", "The city's targets"])
def test_targets_under_an_english_heading_of_a_higher_level_are_listed_and_not_the_plans(tmp_path, heading):
    found = read(
        tmp_path,
        "Brookfield County Plan for the Development of Children (2021-2030)",
        "Targets",
        "1. Infant mortality is at most 4 per 1,000.",
        heading,
        "1. Under-five mortality is at most 6 per 1,000.",
    )
    assert [goal.rule.value for goal in found.goals] == [4]
    assert any("Under-five mortality" in text for _, _, text, *_ in found.left)


@pytest.mark.parametrize(("title", "own"), [("清溪县", 0), ("清溪市", 1)])
def test_targets_of_the_city_are_a_citys_own_and_not_a_countys(tmp_path, title, own):
    found = read(tmp_path, f"{title}儿童发展规划（2021—2030年）", "全市目标", "1．婴儿死亡率控制在4‰以内。")
    assert len(found.goals) == own


def test_national_targets_are_a_national_plans_own(tmp_path):
    found = read(
        tmp_path,
        "National Programme of Action for Children of Alder (2021-2030)",
        "National targets",
        "1. Infant mortality is at most 4 per 1,000.",
    )
    assert [goal.rule.value for goal in found.goals] == [4]
