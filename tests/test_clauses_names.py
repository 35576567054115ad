"""What no name of a target holds: a number of its own, another level's figure, nothing at all; what goes on behind a semicolon."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzplan.indicator.clauses import clauses


def told(text):
    return [(one.name, one.rule and one.rule.words) for one in clauses(text)]


@pytest.mark.parametrize(
    ("text", "told_"),
    [
        ("Neonatal mortality (per 1,000): 3 by 2025; 2.5 by 2030.", ("Neonatal mortality (per 1000)", "<= 2.5 (<= 3 in 2025)")),
        ("Preschool enrolment (3 years): 92% by 2025; 95% by 2030.", ("Preschool enrolment (3 years)", ">= 95 (>= 92 in 2025)")),
        ("By 2025, neonatal mortality is at most 3 per 1,000; by 2030, 2.5 per 1,000.", ("neonatal mortality", "<= 2.5 (<= 3 in 2025)")),
        ("Screening coverage reaches 80% by 2025; and 90% by 2030.", ("Screening coverage", ">= 90 (>= 80 in 2025)")),
    ],
)  # fmt: skip
def test_a_number_behind_a_semicolon_is_the_later_year_s(text, told_):
    (one,) = clauses(text)
    assert (one.name, one.rule.words, one.rule.due) == (*told_, 2030)


@pytest.mark.parametrize(
    "text",
    [
        "Neonatal mortality: 3 per 1,000; 2.5 by 2030.",
        "Infant mortality is below 5 per 1,000 by 2025; 4 per 1,000 by 2030.",
        "Screening coverage reaches 90% by 2025; 80% by 2030.",
    ],
)
def test_a_number_behind_a_semicolon_that_does_not_go_on_leaves_the_whole_unread(text):
    (one,) = clauses(text)
    assert one.rule is None
    assert all(
        number in one.name + one.predicate for number in re.findall(r"\d[\d.]*\d|\d+(?=%)", text.replace(",", ""))
    )


def test_the_numbers_of_a_list_behind_a_semicolon_are_handed_back_and_those_before_keep_their_year():
    found = clauses(
        "By 2025, preschool and senior secondary enrolment reach 92% and 94% respectively; by 2030, 95% and 96% respectively."
    )
    assert [(one.name, one.rule.due) for one in found if one.rule] == [
        ("preschool enrolment", 2025),
        ("senior secondary enrolment", 2025),
    ]
    assert found[-1].rule is None and "95% and 96%" in found[-1].name


LEVELS = ["national", "provincial", "city's", "county", "province's", "municipal", "district", "regional"]
FIGURES = ["rate", "target", "average", "figure", "level", "average rate"]


@given(
    st.sampled_from(LEVELS),
    st.sampled_from(FIGURES),
    st.sampled_from(["is {}%", "reaches {}%", "is at least {}%"]),
    st.integers(2, 98),
)
@settings(deadline=None, max_examples=60)
def test_the_figure_of_a_level_is_no_indicator(level, figure, asked, number):
    text = f"The {level} {figure} {asked.format(number)}"
    (one,) = clauses(f"{text}.")
    assert one.rule is None and f"{number}%" in one.name + one.predicate
    first, *rest = clauses(f"Stunting falls to 5% by 2030; {text[0].lower()}{text[1:]}.")
    assert (first.name, first.rule.words) == ("Stunting", "<= 5") and not [one for one in rest if one.rule]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("The city's infant mortality is 5 per 1,000.", None),
        ("The provincial infant mortality rate is 5 per 1,000.", None),
        ("In the province, stunting is 5%.", None),
        ("Nationally, stunting is 5%.", None),
        ("Infant mortality in the province is 5 per 1,000.", None),
        ("The rate in the province is 85%.", None),
        ("The target of the province reaches 4%.", None),
        ("Infant mortality in the county is at most 5 per 1,000.", "<= 5"),
        ("The county's infant mortality falls to 5 per 1,000 by 2030.", "<= 5"),
        ("The city's infant mortality is at most 5 per 1,000.", "<= 5"),
        ("The national literacy rate reaches 95%.", ">= 95"),
        ("District hospitals with a paediatric ward: 95%.", ">= 95"),
        ("Women's share of seats is 30%.", ">= 30"),
        ("Rate of caesarean sections below WHO's 15%.", None),
    ],
)
def test_what_is_told_of_a_level_is_no_target_and_what_is_asked_of_one_is(text, rule):
    assert [one.rule and one.rule.words for one in clauses(text)] == [rule]


@pytest.mark.parametrize(
    "text",
    [
        "2.5 paediatric beds per 1,000 children.",
        "Have 4.5 childcare places per 1,000 population by 2030.",
        "Among girls 4%.",
        "Girls 4%.",
        "The infant mortality rate should be under 4.5‰ and stunting under 5%.",
        "Both wasting and overweight are below 5%.",
        "Wasting and overweight are each kept below 3%.",
        "每万名儿童拥有社会工作者2名、每千名儿童床位2.5张。",
        "每千名儿童床位2.5张、医生0.7名。",
    ],
)
def test_what_names_no_one_indicator_is_handed_back_whole(text):
    (one,) = clauses(text)
    said = one.name + one.predicate
    assert one.rule is None and all(number in said for number in re.findall(r"\d\.\d|\d%", text))


@pytest.mark.parametrize(
    ("text", "told_"),
    [
        ("15-49-year-old women with anaemia: below 10%", ("15-49-year-old women with anaemia", "< 10")),
        ("3-year preschool enrolment reaches 95%", ("3-year preschool enrolment", ">= 95")),
        ("For girls, enrolment reaches 95%", ("For girls, enrolment", ">= 95")),
        ("Girls in school: 95%", ("Girls in school", ">= 95")),
        ("In rural areas, stunting falls to 5%", ("In rural areas, stunting", "<= 5")),
        ("Number of paediatric beds per 1,000 children: 2.5", ("Number of paediatric beds per 1000 children", ">= 2.5")),
        ("Stunting among girls is reduced to 4%", ("Stunting among girls", "<= 4")),
        ("6—24个月婴幼儿贫血率控制在10%以内", ("6—24个月婴幼儿贫血率", "<= 10")),
        ("500名以上学生的学校校医配备率达到90%", ("500名以上学生的学校校医配备率", ">= 90")),
        ("Reduce by 20% the number of injuries to children compared with 2020", ("number of injuries to children", "down by 0.2 of it from 2020")),
        ("Increase to 60% the share of infants exclusively breastfed by 2030", ("share of infants exclusively breastfed", ">= 60")),
    ],
)  # fmt: skip
def test_a_name_may_hold_an_age_or_per_how_many(text, told_):
    assert told(text) == [told_]


def test_a_number_that_can_be_no_count_is_for_as_many_as_that_before_it():
    assert told("每千名儿童床位数增加到2.2张，儿科医生数达到0.69名")[1] == ("每千名儿童儿科医生数", ">= 0.69")
    assert told("每千名儿童床位数增加到2.2张，儿科医生数达到1名")[1] == ("儿科医生数", None)
    assert told("每千名儿童床位数增加到2.2张，儿童之家达到50个")[1] == ("儿童之家", ">= 50")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Urban and rural infant mortality is kept below 3 and 5 per 1,000 respectively", ["Urban infant mortality", "rural infant mortality"]),
        ("Urban and rural sanitary toilet coverage reaches 99% and 90% respectively", ["Urban sanitary toilet coverage", "rural sanitary toilet coverage"]),
        ("Measles and HPV vaccination coverage reach 98% and 90% respectively", ["Measles vaccination coverage", "HPV vaccination coverage"]),
        ("Infant and under-five mortality fall to 5 and 6 per 1,000 respectively", ["Infant mortality", "under-five mortality"]),
        ("Breast and village school toilet coverage reach 98% and 90% respectively", []),
    ],
)  # fmt: skip
def test_each_of_an_english_list_keeps_all_the_words_it_shares_or_none_is_read(text, names):
    assert [one.name for one in clauses(text) if one.rule] == names


ENGLISH = st.sampled_from(["infant mortality", "stunting", "screening coverage", "enrolment of girls aged 6-14"])
CHINESE = st.sampled_from(["婴儿死亡率", "5岁以下儿童贫血率", "每千名儿童床位数", "宫颈癌筛查率", "社会工作者"])
VALUE_EN = st.builds("{}{}".format, st.sampled_from(["2.5", "4", "60"]), st.sampled_from(["%", "‰", " per 1,000"]))
VALUE_ZH = st.builds(
    "{}{}".format, st.sampled_from(["2.5", "4", "60"]), st.sampled_from(["%", "‰", "/10万", "张", "名"])
)
WITHIN = re.compile(r"\d\s*(?:%|‰|/10万|[张名](?!以)|per \d)")


@given(ENGLISH, ENGLISH, VALUE_EN, VALUE_EN, st.sampled_from(
    ["The {0} should be under {2} and {1} under {3}.", "{0} is {2}, {1} {3}.", "By 2030 {0} {2} and {1} at least {3}.", "{2} {0} and {3} {1}."]
))  # fmt: skip
@settings(deadline=None, max_examples=80)
def test_no_english_name_that_is_read_holds_a_number_of_what_is_asked(one, other, first, second, said):
    for clause in clauses(said.format(one, other, first, second)):
        assert clause.rule is None or not WITHIN.search(clause.name)


@given(
    CHINESE,
    CHINESE,
    VALUE_ZH,
    VALUE_ZH,
    st.sampled_from(["{0}{2}、{1}{3}", "{0}为{2}、{1}达到{3}以上", "{0}{2}和{1}{3}", "{0}达到{2},{1}{3}"]),
)
@settings(deadline=None, max_examples=80)
def test_no_chinese_name_that_is_read_holds_a_number_of_what_is_asked(one, other, first, second, said):
    for clause in clauses(said.format(one, other, first, second)):
        assert clause.rule is None or not WITHIN.search(re.sub("每千名", "", clause.name))


@pytest.mark.parametrize(
    ("text", "told_"),
    [
        ("地区生产总值年均增长6.5%左右，到2030年突破500亿元。", "地区生产总值"),
        ("托位数每年增加10%左右，到2030年达到500个。", "托位数"),
        ("产前筛查率比全市平均水平高3个百分点，达到88%。", "产前筛查率"),
        ("孕产妇死亡率保持在全省较低水平，不超过10/10万。", "孕产妇死亡率"),
        ("经济总量突破300亿元。", "经济总量"),
        ("产前筛查率以每年1个百分点的速度提高，到2030年达到88%。", "产前筛查率"),
        ("在校学生总数达到5000人。", "在校学生总数"),
    ],
)
def test_a_level_is_of_the_indicator_and_not_of_its_growth_or_of_a_word_cut_in_two(text, told_):
    assert [one.name for one in clauses(text) if one.rule] == [told_]


@pytest.mark.parametrize(
    "text",
    [
        "宫颈癌早诊早治率达90%以上，其死亡率下降10%。",
        "婴儿死亡率降到4‰，最低不高于5‰。",
        "全国产前筛查率达到90%，我县达到92%。",
        "产前筛查率达到90%，住院分娩率达到全市平均水平95%以上。",
        "产前筛查率达到90%，住院分娩率三年达到99%。",
        "产前筛查率达到90%，住院分娩率预计达到99%。",
        "产前筛查率达到90%，提前两年实现住院分娩率达到99%。",
    ],
)
def test_what_stands_for_another_name_or_is_expected_is_no_target_of_its_own(text):
    first, second = clauses(text)
    assert first.rule is not None
    assert second.rule is None


@pytest.mark.parametrize(
    "text", ["男生肥胖率和女生肥胖率年均增幅均控制在1个百分点以内。", "低体重率、贫血率增幅都不超过2%。"]
)
def test_a_change_of_several_indicators_is_read_as_a_level_of_none(text):
    assert [one.rule for one in clauses(text)] == [None, None]


def test_the_years_to_come_are_no_number_asked_for():
    assert told("未来五年，产前筛查率达到81%。") == told("今后5年产前筛查率达到81%。") == [("产前筛查率", ">= 81")]


def test_the_numbers_of_items_within_a_sentence_are_no_part_of_names():
    text = "1、产前筛查率达到85%，2、住院分娩率达到99%，3、婴儿死亡率降至5‰。"
    assert [name for name, _ in told(text)] == ["产前筛查率", "住院分娩率", "婴儿死亡率"]
