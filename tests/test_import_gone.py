"""What a plan tells of the time before it, of the level above and of meetings is no target, however many clauses that goes on for."""

import pytest

from kzplan.importing.document import Document, Paragraph
from kzplan.importing.proposals import proposals_of

HEAD = ["示例县国民经济和社会发展第十四个五年规划（2021—2025年）", "二、主要目标"]


def read(text):
    found = proposals_of(Document("示例.txt", [Paragraph(one, at + 1) for at, one in enumerate([*HEAD, text])]))
    return found, [(goal.name, goal.rule.value) for goal in found.goals]


@pytest.mark.parametrize(
    "when",
    [
        "“十三五”时期，",
        "“十三五”以来，",
        "到“十三五”末，",
        "第十三个五年规划期间，",
        "过去五年，",
        "近年来，",
        "五年来，",
        "上一轮规划期内，",
        "规划实施以来，",
        "目前，",
        "与2015年相比，",
        "全县已建成母婴室35个，",
    ],
)
@pytest.mark.parametrize(
    "more",
    [
        "产前筛查率达到81%，住院分娩率提高到99%。",
        "产前筛查率达到81%；住院分娩率提高到99%。",
        "产前筛查率达到81%。住院分娩率提高到99%。",
    ],
)
def test_what_was_reached_before_the_plan_is_listed_and_not_taken_for_a_target(when, more):
    found, goals = read(when + more)
    assert goals == []
    listed = "".join(text for _, _, text, *_ in found.left) + "".join(
        value for figure in found.figures for value in figure.values.values()
    )
    assert "81%" in listed and "99%" in listed


@pytest.mark.parametrize("turn", ["到2025年，", "“十四五”期间，力争", "今后五年，", "力争", "要确保"])
def test_what_is_asked_behind_what_was_reached_is_read(turn):
    assert read(f"“十三五”时期，产前筛查率达到81%，住院分娩率提高到99%。{turn}孕产妇系统管理率达到95%。")[1] == [
        ("孕产妇系统管理率（%）", 95)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "“十四五”期间，孕产妇系统管理率达到95%以上。",
        "未来五年，孕产妇系统管理率达到95%以上。",
        "与2020年相比，孕产妇系统管理率提高到95%以上。",
        "已婚妇女的孕产妇系统管理率达到95%以上。",
    ],
)
def test_words_of_the_plans_own_years_are_not_taken_for_the_past(text):
    (goal,) = read(text)[1]
    assert goal[1] == 95


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("11.3岁以下儿童系统管理率达到90%。", "3岁以下儿童系统管理率（%）"),
        ("4.0—6岁残疾儿童康复服务率达到90%。", "0—6岁残疾儿童康复服务率（%）"),
        ("12.35-64岁妇女宫颈癌筛查率达到90%。", "35-64岁妇女宫颈癌筛查率（%）"),
        ("9.6个月内婴儿纯母乳喂养率达到90%。", "6个月内婴儿纯母乳喂养率（%）"),
    ],
)
def test_the_number_of_an_item_is_no_part_of_the_age_behind_it(text, name):
    assert read(text)[1] == [(name, 90)]


@pytest.mark.parametrize("when", ["2019年，全县", "2022年，", "2023年", "2024年底，"])
def test_a_sentence_of_a_year_that_is_not_the_plans_last_gives_no_target_of_the_last(when):
    found, goals = read(f"{when}产前筛查率达到81%，住院分娩率达到99%。")
    assert goals == []
    assert sum(number in text for _, _, text, *_ in found.left for number in ("81%", "99%")) == 2


def test_the_number_of_an_item_is_no_part_of_the_year_behind_it():
    assert read("11.2019年，产前筛查率达到81%，住院分娩率达到99%。")[1] == []


def of_county(text):
    lines = ["示例县妇女发展规划（2021—2030年）", "二、主要目标", text]
    found = proposals_of(Document("示例.txt", [Paragraph(one, at) for at, one in enumerate(lines)]))
    return [(goal.name, goal.rule and goal.rule.value) for goal in found.goals], "".join(one[2] for one in found.left)


@pytest.mark.parametrize(
    "above",
    ["全市产前筛查率达到91%", "全国产前筛查率提高到91%", "市级目标：产前筛查率达到91%", "全省产前筛查率不低于91%"],
)
def test_a_target_of_a_level_above_is_listed_and_not_the_plans_own(above):
    goals, left = of_county(f"{above}。孕产妇死亡率控制在10/10万以内。")
    assert goals == [("孕产妇死亡率（1/10万）", 10)]
    assert "91%" in left


@pytest.mark.parametrize(
    "text",
    [
        "全县产前筛查率达到91%。",
        "我县产前筛查率达到91%。",
        "全国产前筛查率2020年为81%，我县达到91%。",
        "全区域产前筛查率达到91%。",
    ],
)
def test_a_target_of_the_own_level_is_read(text):
    ((_, value),) = of_county(text)[0]
    assert value == 91


@pytest.mark.parametrize(
    "asked", ["每年召开妇女工作会议不少于2次", "每年举办技能大赛2场以上", "组织宣传活动达到20场次"]
)
def test_how_often_something_is_held_is_listed_and_no_indicator(asked):
    goals, left = of_county(f"{asked}。产前筛查率达到91%。")
    assert [value for _, value in goals] == [91]
    assert asked[:6] in left


@pytest.mark.parametrize("when", ["到“十四五”末，", "“十四五”期间，", "到十四五期末", "近期目标：", "三年内", "前三年"])
def test_what_is_asked_of_years_on_the_way_is_no_target_of_the_last(when):
    goals, left = of_county(f"{when}产前筛查率达到91%以上。")
    assert goals == []
    assert "91%" in left


@pytest.mark.parametrize("when", ["到“十五五”末，", "“十五五”期末", "到2030年，", "今后五年，"])
def test_the_five_years_that_end_with_the_plan_say_its_last_year(when):
    assert of_county(f"{when}产前筛查率达到91%以上。")[0] == [("产前筛查率（%）", 91)]


def test_two_five_year_plans_give_an_interim_and_a_final_target():
    text = "到“十四五”末，产前筛查率达到85%以上；到“十五五”末，达到90%以上。"
    (goal,) = proposals_of(
        Document(
            "示例.txt",
            [Paragraph(one, at) for at, one in enumerate(["示例县妇女发展规划（2021—2030年）", "二、主要目标", text])],
        )
    ).goals
    assert (goal.rule.final.value, goal.rule.interim[2025].value) == (90, 85)


def test_what_is_due_after_the_plan_is_listed():
    assert read("到“十五五”末，产前筛查率达到91%。")[1] == []
