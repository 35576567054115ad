"""Lists of indicators with a number for each: of the years said, with the words they share, of strata behind the name."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzplan.indicator.clauses import NO_NAME, clauses

NAMES = {"婴儿死亡率": "down", "新生儿听力筛查率": "up", "剖宫产率": "down", "孕产妇系统管理率": "up"}
BETWEEN = ["{names}{first}年分别{one},{last}年分别{two}", "{names}到{first}年分别{one}；到{last}年分别{two}",
    "到{first}年，{names}分别{one}；到{last}年分别{two}", "{names}，{first}年分别{one}，{last}年分别{two}",
    "{names}在{first}年分别{one}；{last}年力争分别{two}"]  # fmt: skip


def told(text):
    return [(one.name, one.rule and one.rule.words) for one in clauses(text)]


@given(
    st.permutations(sorted(NAMES)).map(lambda names: names[:2]),
    st.sampled_from(BETWEEN),
    st.sampled_from([(2025, 2030), (2027, 2035), (2023, 2028)]),
    st.tuples(st.integers(20, 40), st.integers(20, 40)),
    st.integers(1, 9),
    st.sampled_from(["达到", "为", "控制在"]),
)
@settings(deadline=None, max_examples=60)
def test_a_list_s_numbers_of_two_years_are_the_last_and_the_interim_target_of_each(names, said, years, at, step, verb):
    ways = [-1 if NAMES[name] == "down" or verb == "控制在" else 1 for name in names]
    later = [value + way * step for value, way in zip(at, ways, strict=True)]
    text = said.format(
        names="和".join(names),
        first=years[0],
        last=years[1],
        one=f"{verb}{at[0]}%、{at[1]}%",
        two=f"{verb}{later[0]}%、{later[1]}%",
    )
    found = clauses(text)
    assert [(one.name, one.rule.value, one.rule.value2, one.rule.due) for one in found] == [
        (name, first, last, years[1]) for name, first, last in zip(names, at, later, strict=True)
    ]
    assert {one.rule.bound for one in found} <= {"at least", "at most"}


def test_a_list_s_numbers_of_an_earlier_year_alone_are_due_by_it():
    found = clauses("乳腺癌筛查率、宫颈癌筛查率2025年分别达到60%、70%")
    assert [(one.rule.words, one.rule.due) for one in found] == [(">= 60", 2025), (">= 70", 2025)]


def test_the_year_beside_the_numbers_of_a_list_counts_and_not_that_of_the_sentence():
    found = clauses("到2030年，婴儿死亡率和5岁以下儿童死亡率2025年分别为5‰、7‰，2030年分别为4‰、6‰")
    assert [one.rule.words for one in found] == ["<= 4 (<= 5 in 2025)", "<= 6 (<= 7 in 2025)"]
    (one, other) = clauses("到2030年，剖宫产率、早产率2025年分别降至40%、8%")
    assert one.rule.due == other.rule.due == 2025


@pytest.mark.parametrize(
    "text",
    [
        "妇女常见病筛查率、孕产妇系统管理率2020年分别为70%、95%，2030年分别达到80%、97%。",
        "2030年妇女常见病筛查率、孕产妇系统管理率分别达到80%、97%，2020年分别为70%、95%。",
    ],
)
def test_what_a_list_was_in_a_year_gone_by_is_no_target(text):
    found = [(one.name, one.rule.words, one.rule.due) for one in clauses(text) if one.rule]
    assert found == [("妇女常见病筛查率", ">= 80", 2030), ("孕产妇系统管理率", ">= 97", 2030)]
    assert any(one.rule is None and "70%、95%" in one.predicate for one in clauses(text))


def test_numbers_of_a_list_of_a_year_that_do_not_pair_are_handed_back_whole():
    found = clauses("婴儿死亡率、贫血率2025年分别控制在5‰、12%以内，2030年分别控制在4‰以内")
    assert found[-1].rule is None and "4‰" in found[-1].predicate
    assert [one.rule.due for one in found if one.rule] == [2025, 2025]


SHARED = [
    ("城市、农村婴儿死亡率分别控制在4‰和6‰以内", ["城市婴儿死亡率", "农村婴儿死亡率"]),
    ("城镇、农村学前三年毛入园率分别达到95%和90%", ["城镇学前三年毛入园率", "农村学前三年毛入园率"]),
    ("城市和农村5岁以下儿童死亡率分别降至4‰和6‰", ["城市5岁以下儿童死亡率", "农村5岁以下儿童死亡率"]),
    ("流动儿童、留守儿童健康管理率分别达到90%、95%", ["流动儿童健康管理率", "留守儿童健康管理率"]),
    ("艾滋病、梅毒和乙肝母婴传播率分别控制在2%、1%和1%以下", ["艾滋病母婴传播率", "梅毒母婴传播率", "乙肝母婴传播率"]),
    ("高血压、糖尿病患者规范管理率分别达到60%、70%", ["高血压患者规范管理率", "糖尿病患者规范管理率"]),
    ("宫颈癌、乳腺癌筛查率分别达到70%、60%", ["宫颈癌筛查率", "乳腺癌筛查率"]),
    ("小学、初中学生近视率分别控制在38%、60%以下", ["小学学生近视率", "初中学生近视率"]),
    ("孕产妇死亡率和剖宫产率分别控制在10/10万、40%以内", ["孕产妇死亡率", "剖宫产率"]),
    ("婴儿死亡率、贫血率分别控制在5‰、12%以内", ["婴儿死亡率", "婴儿贫血率"]),
    ("男性、女性平均预期寿命分别达到78岁、83岁", ["男性平均预期寿命", "女性平均预期寿命"]),
    ("村委会成员、居委会成员中女性比例分别达到30%、50%", ["村委会成员中女性比例", "居委会成员中女性比例"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), SHARED)
def test_each_of_a_list_keeps_all_the_words_it_shares(text, names):
    assert [one.name for one in clauses(text) if one.rule] == names


@pytest.mark.parametrize(
    ("text", "told_"),
    [
        (
            "5岁以下儿童死亡率城市和农村分别控制在5‰和7‰以内",
            [("5岁以下儿童死亡率(城市)", "<= 5"), ("5岁以下儿童死亡率(农村)", "<= 7")],
        ),
        ("肥胖率男童和女童分别控制在10%和8%以内", [("肥胖率(男童)", "<= 10"), ("肥胖率(女童)", "<= 8")]),
        ("健康管理率农村、城市分别达到80%、90%", [("健康管理率(农村)", ">= 80"), ("健康管理率(城市)", ">= 90")]),
    ],
)
def test_a_stratum_behind_the_name_is_no_part_of_it(text, told_):
    assert told(text) == told_


def test_both_rates_at_once_are_two_targets_or_none():
    assert told("婚检率和筛查率两率均达到80%") == [("婚检率", ">= 80"), ("筛查率", ">= 80")]
    assert told("孕检率、婚检率和筛查率三率均达到80%") == [(name, ">= 80") for name in ("孕检率", "婚检率", "筛查率")]
    (one,) = clauses("孕检率、婚检率和筛查率两率均达到80%")
    assert (one.rule, one.why) == (None, NO_NAME)
    assert told("两率均达到80%") == [("两率", None)]


@pytest.mark.parametrize(
    ("text", "told_"),
    [
        ("新生儿访视率、产前筛查率到2025年均达到80%，到2030年均达到85%", [("新生儿访视率", ">= 85 (>= 80 in 2025)"), ("产前筛查率", ">= 85 (>= 80 in 2025)")]),
        ("新生儿访视率、产前筛查率达到80%以上", [("新生儿访视率", ">= 80"), ("产前筛查率", ">= 80")]),
        ("儿童近视率年均降低0.5个百分点", [("儿童近视率", "down by 0.5 points a year")]),
        ("城镇和农村妇女就业率达到50%", [("城镇和农村妇女就业率", ">= 50")]),
        ("Infant mortality and under-five mortality are below 5 per 1,000", [("Infant mortality and under-five mortality are below 5 per 1000", None)]),
        ("Overweight and obesity among children is below 10%", [("Overweight and obesity among children", "< 10")]),
        ("Coverage of maternal and child health services reaches 95%", [("Coverage of maternal and child health services", ">= 95")]),
    ],
)  # fmt: skip
def test_two_indicators_with_one_number_are_two_targets_or_none(text, told_):
    assert told(text) == told_


def test_what_is_asked_a_year_keeps_its_words():
    (one,) = clauses("儿童近视率年均降低0.5个百分点")
    assert one.predicate == "年均降低0.5个百分点"


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("婴儿死亡率、贫血率到“十四五”末分别控制在5‰、12%以内，到2030年分别控制在4‰、10%以内", ["<= 4 (<= 5 in 2025)", "<= 10 (<= 12 in 2025)"]),
        ("婴儿死亡率、贫血率到规划中期分别控制在5‰、12%以内，到规划末期分别控制在4‰、10%以内", []),
        ("2027年婴儿死亡率、贫血率分别控制在5‰、12%以内，2030年分别控制在4‰、10%以内", ["<= 4", "<= 10"]),
        ("2028年筛查率、参保率达到60%", []),
        ("2022年筛查率、参保率分别为60%、70%", []),
        ("到2027年婴儿死亡率、贫血率分别控制在5‰、12%以内", ["<= 5", "<= 12"]),
    ],
)  # fmt: skip
def test_a_number_said_of_a_year_before_the_last_is_never_the_last_s(text, rules):
    found = [one for one in clauses(text) if one.rule]
    assert [one.rule.words for one in found] == rules and all(one.rule.due for one in found)
