"""A heading speaks for what stands under it, and for nothing behind: of which plan a target is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzplan.importing.proposals import proposals_of
from kzplan.importing.reading import Document
from kzplan.importing.text import blocks_of

BOTH = "清溪县妇女儿童发展规划（2021—2030年）"


def parts(*lines):
    """(plan, name) of every target."""
    found = proposals_of(Document("示例.txt", blocks_of([BOTH, *lines])))
    return [(goal.part, goal.name) for goal in found.goals]


@settings(deadline=None, max_examples=20)
@given(st.permutations(["妇女", "儿童"]), st.sampled_from(["事业发展", "与健康", "发展成就"]))
def test_a_heading_of_what_was_reached_says_nothing_of_the_goals_behind(order, word):
    past = [f"（{at}）{whose}{word}" for at, whose in zip("一二", order, strict=True)]
    found = parts(
        "一、发展基础",
        past[0],
        "事业发展良好。",
        past[1],
        "事业发展良好。",
        "二、主要目标",
        "1．居民满意度达到91%。",
        "2．孕产妇死亡率降至10/10万以下。",
        "3．婴儿死亡率降至4‰以下。",
    )
    assert [part for part, _ in found][1:] == ["women", "children"]
    assert found == parts(
        "一、发展基础",
        "事业发展良好。",
        "二、主要目标",
        "1．居民满意度达到91%。",
        "2．孕产妇死亡率降至10/10万以下。",
        "3．婴儿死亡率降至4‰以下。",
    )


@settings(deadline=None, max_examples=20)
@given(
    st.permutations(["妇女", "儿童"]),
    st.lists(st.sampled_from(["（一）健康", "（二）教育", "（三）环境"]), min_size=1, max_size=3, unique=True),
)
def test_headings_within_a_plan_leave_it_its_own(order, inside):
    named = {"妇女": "women", "儿童": "children"}
    lines = [
        line
        for whose in order
        for line in (f"{whose}发展目标", *(text for head in inside for text in (head, f"1．{head[3:]}满意度达到92%。")))
    ]
    assert [part for part, _ in parts(*lines)] == [named[whose] for whose in order for _ in inside]


@pytest.mark.parametrize(
    "first, second",
    [
        ("第一篇 妇女发展", "第二篇 儿童发展"),
        ("一、妇女与健康", "二、儿童与健康"),
        ("（一）妇女发展", "（二）儿童发展"),
    ],
)
def test_headings_of_a_rank_part_the_plans(first, second):
    found = parts(first, "主要目标", "1．居民满意度达到92%。", second, "主要目标", "1．居民满意度达到92%。")
    assert [part for part, _ in found] == ["women", "children"]
