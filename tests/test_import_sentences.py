"""Which sentences of a plan become targets, under which heading, and why the others do not."""

import pytest

from kzplan.importing.document import Document, Paragraph
from kzplan.importing.likeness import parted
from kzplan.importing.proposals import proposals_of
from kzplan.importing.reading import read_document
from kzplan.importing.sentences import PARTED
from kzplan.indicator.clauses import clauses
from kzplan.words.errors import Refusal

# an invented plan of two parts; the second has no subheads
PLAN = """示例县妇女发展规划（2021—2030年）
一、主要目标
（一）妇女与健康
{women}
示例县儿童发展规划（2021—2030年）
一、规划背景
2020年，全县5岁以下儿童贫血率8.1%，孤儿集中供养率为95%。
二、主要目标
{children}"""


def proposed(women="1.孕产妇死亡率控制在12/10万以下。", children="1.婴儿死亡率控制在5‰以下。"):
    lines = PLAN.format(women=women, children=children).split("\n")
    return proposals_of(Document("示例.txt", [Paragraph(text, at + 1) for at, text in enumerate(lines)]))


def test_figures_of_the_background_are_no_targets_of_the_second_plan_either():
    goals = proposed().goals
    assert [(one.part, one.domain, one.name) for one in goals] == [
        ("women", "妇女与健康", "孕产妇死亡率（1/10万）"),
        ("children", "", "婴儿死亡率（‰）"),
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2020年，全县5岁以下儿童贫血率为8.1%。", "说的是已有情况"),
        ("纯母乳喂养率由2010年的31%上升到2020年的46.5%。", "说的是已有情况"),
        ("到2025年，产前筛查率达到80%以上。", "没有规划末年的目标"),
        ("到2035年，产前筛查率达到80%以上。", "规划末年以后"),
        ("农村妇女人均可支配收入年均增长7%以上。", "年均增速"),
        ("儿童肥胖率年均增幅较2002—2017年年均增幅下降70%。", "增幅"),
        ("每个乡镇至少配备1名儿童督导员。", "不是可识别的写法"),
        ("妇女就业率力争接近60%。", "不是可识别的写法"),
    ],
)
def test_a_sentence_that_is_no_target_of_the_plans_last_year_is_listed_with_the_reason(text, why):
    found = proposed(children=text)
    assert [one.part for one in found.goals] == ["women"]
    assert any(why in reason for *_, reason in found.left)


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("孕产妇死亡率控制在十万分之十以内", "孕产妇死亡率（1/10万）"),
        ("出生缺陷发生率降至万分之十以下", "出生缺陷发生率（1/万）"),
        ("婴儿死亡率控制在千分之十以内", "婴儿死亡率（‰）"),
        ("贫血率控制在百分之十以内", "贫血率（%）"),
    ],
)
def test_the_unit_of_a_number_said_in_words_is_the_one_it_says(asked, name):
    (_, goal) = proposed(children=asked + "。").goals
    assert (goal.name, goal.rule.value) == (name, 10)


def test_an_interim_year_is_not_taken_for_the_last():
    (_, goal) = proposed(children="1.到2025年，产前筛查率达到80%以上；到2030年，达到90%以上。").goals
    assert (goal.rule.final.value, goal.rule.interim[2025].value, goal.rule.due) == (90, 80, 2030)


def test_the_number_of_a_change_gives_no_unit_the_indicator_does():
    first, second = proposed(children="1.儿童伤害死亡率较2020年下降20%。\n2.儿童总体近视率每年降低0.5个百分点。").goals[
        1:
    ]
    assert (first.unit, second.unit) == ("‰", "%")  # the unit of a rate of that very name in the catalogue, marked so


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("公共厕所女性厕位与男性厕位比例", "公共厕所男厕位与女厕位的比例"),
        ("城乡居民基本医疗保险女性参保率", "城乡居民基本医疗保险参保人数，女性比例"),
        ("城乡学前教育毛入园率差距", "学前教育毛入园率"),
    ],
)
def test_names_that_sound_alike_and_measure_another_thing_are_parted(one, other):
    assert parted(one, other)


def test_an_indicator_that_is_good_when_low_is_not_proposed_for_a_target_that_asks_for_more():
    (_, goal) = proposed(children="1.婴儿死亡率不低于5‰。").goals
    assert goal.proposed is None or goal.known.direction != "down"


def test_a_document_without_line_breaks_is_refused_and_not_read_for_minutes(tmp_path):
    (tmp_path / "a.txt").write_text("二、主要目标\n" + "孕产妇死亡率降至8/10万以下，" * 5000, encoding="utf-8")
    with pytest.raises(Refusal, match="no paragraph of a plan"):
        read_document(tmp_path / "a.txt")


@pytest.mark.parametrize(
    "sentence",
    [
        "Reduce stunting to below 15% and wasting to below 5%, and increase exclusive breastfeeding to at least 50%.",
        "Reduce the adolescent birth rate, increase contraceptive prevalence to 60%.",
        "Reduce neonatal mortality by 30% and stillbirths by 20% by 2030.",
        "以2015年为基数，儿童伤害死亡率下降20%，5岁以下儿童伤害死亡率下降15%。",
        "与2018年相比，出生缺陷发生率下降10%。",
        "县、乡、村三级家长学校建成率分别达到100%、90%、80%以上",
        "到2030年，分别达到95%和97%。",
    ],
)
def test_what_the_rest_of_a_sentence_changes_is_not_taken_for_read(sentence):
    assert not [clause for clause in clauses(sentence) if clause.rule is not None]


@pytest.mark.parametrize(
    "row",
    [
        "孕产妇死亡率 12 10",
        "托位数 1000 2000",
        "女党员比例\u3000２５.１\u3000３０",
        "妇女之家 100 200",
        "剖宫产率 38 35%",
        "产前筛查率 85% 90%",
        "HPV疫苗接种率 35 ≥90",
        "近视率 52.1 ＜45",
        "1. 新生儿死亡率 2.5 2",
    ],
)
def test_numbers_that_blanks_part_are_of_several_columns_and_are_not_read(row):
    told = [Paragraph("清溪县妇女发展规划（2021—2030年）", 1), Paragraph("一、主要目标", 2)]
    found = proposals_of(Document("规划.txt", [*told, Paragraph(row, 3)]))
    assert found.goals == []
    assert [why for line, *_, why in found.left if line == 3] == [PARTED.zh]


def test_values_that_blanks_part_are_not_read():
    told = [
        "清溪县儿童发展规划（2021—2030年）",
        "一、发展基础",
        "2020年，婴儿死亡率 4.5 3.8‰。",
        "二、主要目标",
        "婴儿死亡率降至4‰以下。",
    ]
    found = proposals_of(Document("规划.txt", [Paragraph(text, at) for at, text in enumerate(told, 1)]))
    assert found.figures == []
    assert any("4.5 3.8" in text for _, _, text, *_ in found.left)


def joint(*lines):
    return proposals_of(Document("x.txt", [Paragraph(text, at) for at, text in enumerate(lines, 1)]))


def test_the_sentences_of_a_joint_plan_are_each_of_the_plan_that_they_speak_of():
    found = joint(
        "安宁县妇女儿童发展规划（2021—2030年）",
        "一、主要目标",
        "1.孕产妇死亡率控制在12/10万以下。",
        "2.婴儿死亡率由2020年的4.5‰降至4‰。",
        "3.学前三年毛入园率达到95%。",
        "4.住院分娩率达到99%。",
        "5.儿童总体近视率降至45%。",
        "6.流动人口子女就近入学率达到98%。",
    )
    assert [goal.part for goal in found.goals] == [
        "women",
        "children",
        "children",
        "women",
        "children",
        "children",
    ]
    assert {figure.part for figure in found.figures} == {"children"}


def test_a_heading_of_a_joint_english_plan_says_whose_its_targets_are():
    found = joint(
        "Riverside County Plan for Women and Children 2021-2030",
        "2. Targets",
        "2.1 Women and health",
        "- Life expectancy of women reaches 83 years.",
        "2.2 Children and health",
        "- Anaemia rate falls to 8%.",
    )
    assert [goal.part for goal in found.goals] == ["women", "children"]


def test_every_sentence_of_a_plan_of_women_alone_is_of_it():
    found = joint("安宁县妇女发展规划（2021—2030年）", "一、主要目标", "1.婴儿死亡率降至4‰。", "2.近视率降至45%。")
    assert {goal.part for goal in found.goals} == {"women"}


@pytest.mark.parametrize(
    ("said", "indicator"),
    [
        ("托位数达到1500个", "nursery_places_total"),
        ("每千人口托位数达到4.6个", "nursery_places"),
        ("托位数达到4.6个/千人", "nursery_places"),
    ],
)
def test_the_unit_decides_between_a_number_and_a_number_per_thousand(said, indicator):
    assert proposed(children=f"1.{said}。").goals[-1].proposed.key[0] == indicator


def test_a_rate_of_unemployment_is_not_proposed_as_the_share_of_women_among_the_unemployed():
    assert proposed(women="1.城镇登记失业率控制在5.5%以内。").goals[0].proposed is None


@pytest.mark.parametrize("name", ["早期新生儿死亡率", "初产妇剖宫产率", "神经管缺陷发生率"])
def test_a_name_of_some_cases_is_proposed_to_be_checked(name):
    assert proposed(children=f"1.{name}降至2‰。").goals[-1].narrower == ("case",)
