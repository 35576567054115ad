"""Sentences of plans, split into what is measured and what is asked of it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzplan.indicator.clauses import NO_NAME, NOT_READ, OF_A_CHANGE, OTHER_BASE, TWO_DEMANDS, clauses
from kzplan.indicator.target import parse_target

# invented sentences as plans word them, and the names and rules that stand in them
TOLD = [
    ("到2030年，孕产妇死亡率下降到9/10万以下。", [("孕产妇死亡率", "<= 9")]),
    (
        "新生儿、婴儿和5岁以下儿童死亡率分别降至2.5‰、4‰和5‰以下。",
        [("新生儿死亡率", "<= 2.5"), ("婴儿死亡率", "<= 4"), ("5岁以下儿童死亡率", "<= 5")],
    ),
    (
        "5岁以下儿童贫血率和生长迟缓率分别控制在9%和4%以下",
        [("5岁以下儿童贫血率", "<= 9"), ("5岁以下儿童生长迟缓率", "<= 4")],
    ),
    ("巩固率和毛入学率分别达到96%以上、92%以上", [("巩固率", ">= 96"), ("毛入学率", ">= 92")]),
    (
        "小学生近视率降至38%以下，初中生近视率降至60%以下；吸烟率明显下降",
        [("小学生近视率", "<= 38"), ("初中生近视率", "<= 60"), ("吸烟率", "markedly below its baseline")],
    ),
    (
        "3.村“两委”成员和妇联干部中女性比例均达到30%以上",
        [("村“两委”成员中女性比例", ">= 30"), ("妇联干部中女性比例", ">= 30")],
    ),
    ("毛入园率2025年达到90%，2030年达到95%", [("毛入园率", ">= 95 (>= 90 in 2025)")]),
    ("到2025年，婚检率达到80%，到2030年，达到85%。", [("婚检率", ">= 85 (>= 80 in 2025)")]),
    ("到2025年，婚检率达到80%；到2030年，达到85%。", [("婚检率", ">= 85 (>= 80 in 2025)")]),
    ("孕产妇死亡率，到2025年下降到12/10万以下，到2030年下降到10/10万以下", [("孕产妇死亡率", "<= 10 (<= 12 in 2025)")]),
    ("优良率，到2025年达到55%以上；到2030年达到60%以上", [("优良率", ">= 60 (>= 55 in 2025)")]),
    ("5岁以下儿童贫血率：2025年≤8%，2030年≤6%", [("5岁以下儿童贫血率", "<= 6 (<= 8 in 2025)")]),
    ("普及率到2025年达到90%以上，到2030年达到95%以上（2020年为84%）", [("普及率", ">= 95 (>= 90 in 2025)")]),
    ("出生人口性别比由2020年的113.2降到108左右", [("出生人口性别比", "about 108")]),
    ("到2025年和2030年，筛查率分别达到80%和90%", [("筛查率", ">= 90 (>= 80 in 2025)")]),
    (
        "到2025年，筛查率达到80%，参保率达到90%；到2030年，筛查率达到85%，参保率达到95%",
        [("筛查率", ">= 85 (>= 80 in 2025)"), ("参保率", ">= 95 (>= 90 in 2025)")],
    ),
    ("婚检率达到90%，其中残疾儿童不低于80%", [("婚检率", ">= 90"), ("残疾儿童", None)]),
    ("近视率年均下降0.5个百分点，到2030年降至38%以下", [("近视率", None), ("近视率", "<= 38")]),
    ("降低孕产妇死亡率，到2030年控制在10/10万以内", [("孕产妇死亡率", None), ("孕产妇死亡率", "<= 10")]),
    ("（10）2025年，筛查率达到85%；2030年，达到90%。", [("筛查率", ">= 90 (>= 85 in 2025)")]),
    ("性别比下降，2025年降至110，2030年降至107以下", [("性别比", None), ("性别比", "<= 107 (<= 110 in 2025)")]),
    (
        "保持毛入学率95%以上；低体重率：4%以下；死亡率≤9‰（约束性）",
        [("毛入学率", ">= 95"), ("低体重率", "<= 4"), ("死亡率", "<= 9")],
    ),
    ("普及率，2020年为80%，2025年达到85%，2030年达到90%", [("普及率", ">= 90 (>= 85 in 2025)")]),
    ("健康管理率，城市达到95%，农村达到90%", [("健康管理率", "urban >= 95, rural >= 90")]),
    ("艾滋病母婴传播率控制在2%以下，力争1.5%以下", [("艾滋病母婴传播率", "<= 2"), ("艾滋病母婴传播率", None)]),
    ("婴儿死亡率城市小于3‰，农村小于5‰", [("婴儿死亡率", "urban < 3, rural < 5")]),
    ("筛查率达到80%以上，农村达到70%", [("筛查率", ">= 80"), ("筛查率(农村)", ">= 70")]),
    (
        "每千名儿童拥有儿科医生达到1.1名、床位增至3.2张",
        [("每千名儿童拥有儿科医生", ">= 1.1"), ("每千名儿童拥有床位", ">= 3.2")],
    ),
    ("将出生人口性别比控制在107以内", [("出生人口性别比", "<= 107")]),
    ("进一步提高农村卫生厕所普及率", [("农村卫生厕所普及率", "above its baseline")]),
    ("提高参保率至95%", [("参保率", ">= 95")]),
    ("校园欺凌事件零发生", [("校园欺凌事件", "<= 0")]),
    ("孕产妇死亡率达到8/10万", [("孕产妇死亡率", "<= 8")]),
    (
        "Reduce the maternal mortality ratio to less than 60 per 100,000 live births by 2030.",
        [("maternal mortality ratio", "< 60")],
    ),
    (
        "By 2030, cut neonatal mortality to at least as low as 10 per 1,000 live births.",
        [("neonatal mortality", "<= 10")],
    ),
    (
        "At least 95 per cent of pregnant women receive antenatal care.",
        [("pregnant women receive antenatal care", ">= 95")],
    ),
    ("Stunting is reduced by 40% compared with 2012.", [("Stunting", "down by 0.4 of it from 2012")]),
    (
        "Reduce the maternal mortality ratio (MMR) to less than 70 per 100,000 live births by 2030 (baseline 2020: 95)",
        [("maternal mortality ratio", "< 70")],
    ),
    (
        "Increase the proportion of women in local councils from 24 % in 2020 to 40 % by 2030.",
        [("proportion of women in local councils", ">= 40")],
    ),
    (
        "By 2030, reduce under-five mortality (U5MR) to 25 or fewer deaths per 1,000 live births.",
        [("under-five mortality", "<= 25")],
    ),
    (
        "Reduce neonatal mortality to at most 12 per 1,000 live births (from 17 in 2020).",
        [("neonatal mortality", "<= 12")],
    ),
    (
        "At least 90 % of girls aged 9-14 (HPV target group) are vaccinated by 2030.",
        [("girls aged 9-14 (HPV target group) are vaccinated", ">= 90")],
    ),
    (
        "Achieve a gender parity index of at least 0.97 in secondary education.",
        [("gender parity index in secondary education", ">= 0.97")],
    ),
    (
        "No increase in childhood overweight by 2030 (baseline 2020: 8.2 %).",
        [("childhood overweight", "not above its value of 2020")],
    ),
    (
        "40 % reduction in the number of children under five who are stunted by 2030 compared with 2012.",
        [("number of children under five who are stunted", "down by 0.4 of it from 2012")],
    ),
    (
        "Women hold at least 30 % of seats in the county assembly by 2030 (2020: 18 %).",
        [("seats in the county assembly held by women", ">= 30")],
    ),
    (
        "Cut the adolescent birth rate (15–19 years) from 52 to 30 per 1,000 girls by 2030.",
        [("adolescent birth rate (15–19 years)", "<= 30")],
    ),
    ("婴儿死亡率低于5‰（含5‰），新生儿死亡率低于3‰（不含3‰）", [("婴儿死亡率", "<= 5"), ("新生儿死亡率", "< 3")]),
    ("女性平均受教育年限达到十二年", [("女性平均受教育年限", ">= 12")]),
    ("居全国第一。坚持三统一。", []),
    ("Ensure safe water for all. 完善妇幼健康服务体系，加强人才队伍建设。", []),
]


@pytest.mark.parametrize(("text", "told"), TOLD)
def test_a_sentence_is_split_into_names_and_what_is_asked_of_each(text, told):
    assert [(one.name, one.rule and one.rule.words) for one in clauses(text)] == told


def test_a_clause_with_a_number_that_is_not_read_is_handed_back_unread():
    (one,) = clauses("妇女就业率力争接近60%")
    assert (one.name, one.rule) == ("妇女就业率力争接近", None) and "60%" in one.predicate


@pytest.mark.parametrize(
    "text",
    [
        "女性参保率比男性高2个百分点",
        "女性就业率高出全省平均5个百分点",
        "Lower the stillbirth rate to 12 per 1,000 total births, or so they say.",
        "Full immunization coverage of at least 90 % in every district.",
        "Eliminate child marriage.",
    ],
)
def test_what_is_asked_beside_what_is_not_named_or_in_each_place_is_handed_back_unread(text):
    assert [one.rule for one in clauses(text)] == [None]


def test_names_and_numbers_that_do_not_pair_are_not_guessed():
    (one,) = clauses("新生儿、婴儿和儿童死亡率分别降至3‰和5‰以下")
    assert one.rule is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("儿童肥胖率增幅较2010—2020年平均水平下降70%", OF_A_CHANGE),
        ("儿童肥胖率年均增幅较2002—2017年年均增幅下降70%", OF_A_CHANGE),
        ("剖宫产率不高于45%且逐年下降", TWO_DEMANDS),
        ("婚检率达到80%以上，到2030年达到90%以上", TWO_DEMANDS),
        ("努力保持在107以内", NO_NAME),
        ("到2030年达到95%以上", NO_NAME),
        ("溺水人数比上一规划周期下降三分之一", OTHER_BASE),
        ("妇女就业率同比提高2个百分点", OTHER_BASE),
        ("其中正高级达到30%", NO_NAME),
        ("县级领导班子中至少配备1名女干部", NOT_READ),
        ("政协委员中女性比例原则上不低于上一届", NOT_READ),
        ("不发生拐卖儿童案件", NOT_READ),
        ("三分之一以上的村委会主任由女性担任", NOT_READ),
        ("不少于30%的人大代表为女性", NOT_READ),
        ("3岁以下婴幼儿托位新增1000个", NOT_READ),
    ],
)
def test_a_demand_that_does_not_say_one_thing_of_one_indicator_is_refused_with_the_reason(text, why):
    (one,) = clauses(text)
    assert (one.rule, one.why) == (None, why)


def test_the_year_before_the_sentence_is_the_year_it_is_due():
    assert [one.rule.due for one in clauses("到2030年，孕产妇死亡率降至9/10万以下，婴儿死亡率降至4‰以下")] == [
        2030,
        2030,
    ]


def test_what_is_asked_of_two_years_can_be_read_again_without_the_sentence():
    (one,) = clauses("到2025年，筛查率达到85%以上，2030年保持在90%以上")
    assert parse_target(one.predicate, "up").words == one.rule.words == ">= 90 (>= 85 in 2025)"


ENGLISH_VERBS = [  # a sentence, the name without its verb, the rule; None: nothing that is asked
    ("Infant mortality falls to below 5‰ by 2030.", "Infant mortality", "< 5"),
    ("The literacy rate of rural women rises to 95%.", "literacy rate of rural women", ">= 95"),
    ("Insurance coverage of rural women is kept above 95%.", "Insurance coverage of rural women", "> 95"),
    ("Under-five mortality remains below 6 per thousand.", "Under-five mortality", "< 6"),
    ("Screening coverage exceeds 70% by 2030.", "Screening coverage", "> 70"),
    ("The share of women stands at 30% or more by 2030.", "share of women", ">= 30"),
    ("Stunting declines by one third from the 2015 level.", "Stunting", "down by 0.3333 of it from 2015"),
    ("Enrolment increases by 5 percentage points from 2020.", "Enrolment", "up by 5 points from 2020"),
    ("Anaemia should be reduced to 10% or less by 2030.", "Anaemia", "<= 10"),
    ("Infant mortality rises to below 5‰.", None, None),
    ("Screening coverage falls to at least 70%.", None, None),
    ("Coverage has reached 95%.", None, None),
    ("Infant mortality was below 5‰.", None, None),
    ("The rate has been kept at 95%.", None, None),
]


@pytest.mark.parametrize(("sentence", "name", "rule"), ENGLISH_VERBS)
def test_an_english_name_ends_before_its_verb_and_what_was_is_no_target(sentence, name, rule):
    (clause,) = clauses(sentence)
    if rule is None:
        assert clause.rule is None
    else:
        assert (clause.name, clause.rule.words) == (name, rule)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("宫颈癌筛查每三年一次，覆盖率达到70%", [None, None]),
        ("低保标准不低于1000元，年增长不低于5%", [">= 1000", None]),
        ("低保标准达到800元，年递增8%以上", [">= 800", None]),
        ("城乡、区域差距缩小，其中农村控制在12/10万以内", [None, None]),
        ("床位数达到每千名儿童0.5张", [None]),
        ("出生人口性别比3年移动平均不高于107", [None]),
        ("管理率2020年目标为90%，2030年目标为95%", [None, None]),
        ("中小学每1500名学生配备1名心理教师", [None]),
        ("特色学校达到20所，占中小学校总数的30%", [">= 20", None]),
        ("儿童之家在农村建成率80%", [None]),
        ("巩固率达到96%，外来儿童95%", [">= 96", None]),
        ("目前，参保率达到95%", [None]),
        ("预计参保率达到95%", [None]),
        ("2022年参保率为95%", [None]),
        ("参保率不低于前三年平均水平", [None]),
        ("2025年参保率达到95%", [">= 95"]),
        ("村委会成员中女性占30%以上", [">= 30"]),
        ("巩固率达到96%，农村达到95%", [">= 96", ">= 95"]),  # of the stratum of what stands before
        ("女教师占教师总数的比例达到30%", [">= 30"]),
        ("每千名儿童拥有床位数达到3.2张", [">= 3.2"]),
        ("婴儿死亡率降至4‰，孕产妇死亡率降至每10万活产9例", ["<= 4", "<= 9"]),
    ],
)
def test_what_is_cut_where_no_indicator_ends_is_handed_back_unread(text, told):
    assert [one.rule and one.rule.words for one in clauses(text)] == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The share of poor women is up to 5%.", None),
        ("Participation is up to 50%.", None),
        ("Breastfeeding for up to 2 years.", None),
        ("Increase the number of places by 40 to 100.", None),
        ("Coverage is nearly 95%.", None),
        ("Achieve 80% of the national rate.", None),
        ("Reach 80% of last year's coverage by 2030.", None),
        ("Previous coverage of 95%.", None),
        ("Reduce by half the disparity in enrolment.", None),
        ("The national literacy rate reaches 95%.", ">= 95"),
        ("Life expectancy rises above 83 years by 2030.", "> 83"),
        ("Infant mortality falls under 5 per 1000.", "< 5"),
        ("Coverage among women is about 95%.", "about 95"),
    ],
)
def test_an_english_name_holds_no_word_of_a_bound_and_no_other_figure(text, told):
    (one,) = clauses(text)
    assert (one.rule and one.rule.words) == told


def test_the_year_that_a_sentence_begins_with_is_no_part_of_the_name_that_goes_on():
    (one,) = clauses("到2025年女性人均预期寿命达到81岁，到2028年达到82岁，到2030年达到82.5岁以上")
    assert (one.name, one.rule.words) == ("女性人均预期寿命", ">= 82.5")
    assert [year for year, _ in one.earlier] == [2025, 2028]


YEARS = st.lists(st.integers(2021, 2035), min_size=3, max_size=5, unique=True).map(sorted)
SAID = [
    ("到{0}年，{name}{first}", "到{0}年{more}"), ("{name}{0}年{first}", "{0}年{more}"), ("到{0}年{name}{first}", "到{0}年{more}"),
]  # fmt: skip


@given(YEARS, st.sampled_from(SAID), st.sampled_from(["达到", "不低于", "提高到"]), st.booleans())
@settings(deadline=None, max_examples=60)
def test_what_is_asked_of_three_years_or_more_is_the_last_and_interim_ones(years, said, verb, falls):
    values = [60 + at for at in range(len(years))]
    asked = values[::-1] if falls else values
    parts = [f"{verb}{value}%" for value in asked]
    first = said[0].format(years[0], name="高中阶段毛入学率", first=parts[0])
    rest = [said[1].format(year, more=part) for year, part in zip(years[1:], parts[1:], strict=True)]
    found = clauses("，".join([first, *rest]) + "。")
    if falls:  # what asks for less in a later year is no interim target
        assert not [one for one in found if one.earlier] and any(one.rule is None for one in found)
        return
    (one,) = found
    assert (one.name, one.rule.words, one.rule.due) == ("高中阶段毛入学率", f">= {asked[-1]}", years[-1])
    assert [(year, parse_target(text).value) for year, text in one.earlier] == list(zip(years, asked, strict=True))[:-1]


@pytest.mark.parametrize(
    "text",
    [
        "2025年、2028年和2030年高中阶段毛入学率分别达到91%、92%和93%",
        "高中阶段毛入学率到2025年、2028年、2030年分别达到91%、92%、93%",
    ],
)
def test_years_and_numbers_that_pair_are_the_last_and_interim_ones(text):
    (one,) = clauses(text)
    assert (one.name, one.rule.words, [year for year, _ in one.earlier]) == ("高中阶段毛入学率", ">= 93", [2025, 2028])


@pytest.mark.parametrize(
    "text",
    [
        "2025年、2028年和2030年高中阶段毛入学率分别达到91%和93%",
        "高中阶段毛入学率到2025年、2028年、2030年分别达到91%、90%、93%",
    ],
)
def test_years_and_numbers_that_do_not_pair_or_go_back_are_not_read(text):
    assert not [one for one in clauses(text) if one.rule]
