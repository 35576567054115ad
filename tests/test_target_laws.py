"""Laws of reading targets: what a wording is made of says what it asks, whatever it is combined with."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kzplan import TargetError, parse_target
from kzplan.indicator.tokens import tokens
from kzplan.words.numbers import plain

CHINESE_DIGITS = "零一二三四五六七八九"
HOPES = ["", "力争", "原则上", "确保", "应", "要", "均", "一般"]
NOT_BELOW = [
    "不低于",
    "不得低于",
    "不少于",
    "不能少于",
    "不应低于",
    "≥",
    "大于或等于",
    "大于等于",
    "至少",
    "不小于",
    "最低不低于",
]
NOT_ABOVE = [
    "不高于",
    "不得超过",
    "不超过",
    "不能高于",
    "不应超过",
    "≤",
    "小于或等于",
    "小于等于",
    "至多",
    "不大于",
    "最高不超过",
]
ABOVE, BELOW = (
    ["超过", "高于", "＞", "超", "突破", "逾", "大于", "多于"],
    ["低于", "＜", "小于", "不足", "少于", "不到"],
)
REACH, RAISE = ["达到", "保持在", "稳定在", "维持在", "达到并保持在"], ["提高到", "提升至", "增加到", "上升到", "增至"]
LOWER = ["降至", "下降到", "降低到", "控制在", "减少到", "压减到"]
UP_TO, DOWN_TO = ["以上", "及以上", "（含）以上", "或以上", "+"], ["以下", "及以下", "（含）以下", "以内", "之内"]
DUE = [("到{}年，", ""), ("{}年", ""), ("至{}年底", ""), ("力争到{}年", ""), ("", "（{}年）"), ("", "（到{}年）")]
BASES = [
    "以{}年为基数",
    "以{}年数据为基数，",
    "以{}年为基点，",
    "比{}年",
    "较{}年",
    "与{}年相比",
    "与{}年比",
    "相对于{}年",
    "在{}年基础上",
]
MORE, LESS = ["提高", "增加", "增长", "上升", "累计提高"], ["下降", "降低", "减少", "累计下降"]
AT_LEAST_BY = [("", ""), ("", "以上"), ("至少", ""), ("不少于", ""), ("不低于", "")]
numbers = st.integers(10, 990).map(lambda tenths: tenths / 10)
years = st.integers(2021, 2035)


def in_chinese(number: float) -> str:
    """A number below 100 in Chinese numerals."""
    whole, tenth = divmod(round(10 * number), 10)
    tens, ones = divmod(whole, 10)
    head = "" if not tens else ("" if tens == 1 else CHINESE_DIGITS[tens]) + "十"
    return (head + (CHINESE_DIGITS[ones] if ones or not tens else "")) + (f"点{CHINESE_DIGITS[tenth]}" if tenth else "")


def forms(number: float, unit: str = "%") -> st.SearchStrategy[str]:
    """A number as plans print it."""
    printed = [f"{number:g}%", f"{number:g}％", f"{number:g}", f"百分之{number:g}", f"百分之{in_chinese(number)}"]
    return st.sampled_from(printed if unit == "%" else [f"{number:g}{unit}"])


@given(st.data(), numbers, years, st.sampled_from(HOPES), st.sampled_from(DUE))
def test_a_bound_is_what_its_signs_say_whatever_stands_around_it(data, number, year, hope, due):
    signs = data.draw(
        st.sampled_from([("up", NOT_BELOW, UP_TO, REACH + RAISE), ("down", NOT_ABOVE, DOWN_TO, REACH + LOWER)])
    )
    way, named, ends, verbs = signs
    strict = data.draw(st.booleans())
    asked = {"up": ABOVE, "down": BELOW}[way] if strict else named
    shape = data.draw(
        st.sampled_from(["sign", "verb and end", "end", "verb and sign"] if not strict else ["sign", "verb and sign"])
    )
    sign = data.draw(st.sampled_from(asked)) if "sign" in shape else ""
    verb = data.draw(st.sampled_from(verbs)) if "verb" in shape else ""
    end = data.draw(st.sampled_from(ends)) if "end" in shape else ""
    before, after = (part.format(year) for part in due)
    text = f"{before}{hope}{verb}{sign}{data.draw(forms(number))}{end}{after}"
    rule = parse_target(text, way, "%")
    assert (rule.form, rule.value, rule.strict, rule.due) == (
        {"up": "at least", "down": "at most"}[way],
        pytest.approx(number),
        strict,
        year,
    )


@given(st.data(), numbers, st.sampled_from(HOPES))
def test_a_bound_that_asks_for_what_is_bad_of_the_indicator_is_refused(data, number, hope):
    way, words = data.draw(
        st.sampled_from(
            [("down", NOT_BELOW + ABOVE + RAISE), ("up", NOT_ABOVE + BELOW + LOWER), ("down", MORE), ("up", LESS)]
        )
    )
    text = f"{hope}{data.draw(st.sampled_from(words))}{number:g}" + ("个百分点" if words in (MORE, LESS) else "%")
    with pytest.raises(TargetError, match="what is good"):
        parse_target(text, way, "%")
    assert parse_target(text, None, "%").form in ("at least", "at most", "relative")


@given(st.data(), st.integers(2000, 2020), st.integers(1, 90), st.sampled_from(AT_LEAST_BY))
def test_a_change_from_a_year_is_read_with_its_base_its_way_and_its_amount(data, base, amount, around):
    way, verbs = data.draw(st.sampled_from([("up", MORE), ("down", LESS)]))
    since = data.draw(st.sampled_from(BASES)).format(base)
    verb = data.draw(st.sampled_from(verbs))
    unit, value, row = data.draw(
        st.sampled_from([("%", amount / 100, "例"), ("个百分点", amount, "%"), ("例", amount, "例")])
    )
    for text in (
        f"{since}{verb}{around[0]}{amount}{unit}{around[1]}",
        f"{since}{around[0]}{verb}{amount}{unit}{around[1]}",
    ):
        rule = parse_target(text, way, row)
        assert (rule.form, rule.value, rule.direction, rule.year) == ("relative", pytest.approx(value), way, base)
        assert rule.unit == ("" if unit == "%" else "points")


@given(st.data(), numbers, numbers, st.booleans())
def test_the_start_of_a_change_agrees_with_its_verb_or_the_text_is_refused(data, first, last, up):
    assume(first != last)
    verb = data.draw(st.sampled_from(RAISE if up else ["降至", "下降到", "降低到"]))
    text = f"{data.draw(st.sampled_from(['由', '从']))}{first:g}%{verb}{last:g}%"
    if (last > first) is up:
        rule = parse_target(text, "up" if up else "down", "%")
        assert (rule.form, rule.value) == ("at least" if up else "at most", last)
    else:
        with pytest.raises(TargetError):
            parse_target(text, None, "%")


@given(
    numbers,
    numbers,
    st.sampled_from(
        [
            "{0}年{2}%，{1}年{3}%",
            "到{0}年达到{2}%，到{1}年达到{3}%",
            "{2}%（{0}年）、{3}%（{1}年）",
            "{0}: {2}%; {1}: {3}%",
            "by {0} {2}%, by {1} {3}%",
            "by {0} at least {2}%, by {1} {3}%",
            "by {0} {2}%, by {1} at least {3}%",
            "by {0} at least {2}%, by {1} at least {3}%",
        ]
    ),
)
def test_the_later_of_two_years_asks_for_no_less(first, last, wording):
    text = wording.format(2025, 2030, f"{first:g}", f"{last:g}")
    if first > last:
        with pytest.raises(TargetError):
            parse_target(text, "up", "%")
    else:
        rule = parse_target(text, "up", "%")
        assert (rule.form, rule.value, rule.value2, rule.year, rule.due) == ("interim", first, last, 2025, 2030)


@given(
    numbers,
    numbers,
    st.sampled_from(
        [
            "城镇{0}%，农村{1}%",
            "城市达到{0}%、农村达到{1}%",
            "城镇：{0}%；农村：{1}%",
            "农村{1}%，城镇{0}%",
            "城镇和农村分别达到{0}%和{1}%",
            "{0}% (urban), {1}% (rural)",
            "urban {0}%, rural {1}%",
            "城市（{0}%）、农村（{1}%）",
        ]
    ),
)
def test_town_and_country_each_have_their_own_number(town, country, wording):
    rule = parse_target(wording.format(f"{town:g}", f"{country:g}"), "up", "%")
    assert (rule.form, rule.value, rule.value2) == ("strata", town, country)


WORDS = [
    "达到",
    "提高到",
    "降至",
    "控制在",
    "不低于",
    "不得超过",
    "超过",
    "低于",
    "至少",
    "以上",
    "以下",
    "左右",
    "以内",
    "（含）",
    "到2030年",
    "2025年",
    "比2020年",
    "提高",
    "下降",
    "累计",
    "每年",
    "年均",
    "逐年",
    "力争",
    "，",
    "和",
    "分别",
    "不",
    "城镇",
    "农村",
    "95%",
    "5",
    "30%",
    "3个百分点",
    "1/3",
    "2倍",
    "一半",
    "由",
    "至",
    "—",
    "±",
    "全国平均水平",
    "2020年水平",
    "降幅",
    "（",
    "）",
]
UPWARD, DOWNWARD = re.compile("提高到|不低于|至少|(?<!得)超过|以上"), re.compile("降至|不得超过|低于|以下|以内")


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map("".join))
def test_whatever_is_read_has_no_word_that_says_otherwise(text):
    try:
        rule = parse_target(text, None, "%")
    except TargetError:
        return
    bare = text.replace("不低于", "至少")
    if rule.form == "at least":
        assert not DOWNWARD.search(bare)
    if rule.form == "at most":
        assert not re.search("提高到|至少|(?<!得)超过", bare)
    if rule.form in ("at least", "at most", "about"):
        (number,) = {
            word.value * (100 if word.letter == "f" else 1) for word in tokens(plain(text)) if word.letter in "nfP"
        }
        assert rule.value == pytest.approx(number)


@given(
    st.sampled_from(
        [
            "不低于95%",
            "降至5%以下",
            "比2020年下降20%",
            "2025年达到90%，2030年达到95%",
            "每年降低0.5个百分点",
            "2030年提高到95%以上",
        ]
    ),
    st.data(),
)
def test_a_word_that_is_not_known_leaves_no_part_of_a_target_read(text, data):
    at = data.draw(st.integers(0, len(text)))
    with pytest.raises(TargetError):
        parse_target(text[:at] + data.draw(st.sampled_from(["某某", "甲", "除外", "基本", "?"])) + text[at:])


def wide(number: int) -> str:
    """A number in wide figures, its thousands parted by wide commas."""
    return f"{number:,}".translate({ord(narrow): chr(ord(narrow) + 0xFEE0) for narrow in "0123456789,"})


@given(
    st.integers(2_101, 999_999_999), st.sampled_from(["", "以上", "人", "名"]), st.sampled_from(["", "达到", "不低于"])
)
def test_thousands_apart_in_wide_signs_are_one_number(number, end, verb):
    assert parse_target(f"{verb}{wide(number)}{end}", "up", "人").value == number


@given(st.integers(1, 999), st.integers(100, 999))
def test_two_numbers_of_a_list_are_not_made_one(first, second):
    with pytest.raises(TargetError):
        parse_target(f"{first}，{second}人", "up", "人")


PER = {"百": ("%", 100), "千": ("‰", 1000), "万": ("1/万", 10_000), "十万": ("1/10万", 100_000)}
IN_FIGURES = {"百": "100", "千": "1000", "万": "1万", "十万": "10万"}
IN_WORDS = {"千": "thousand", "万": "ten thousand", "十万": "hundred thousand"}


@given(numbers, st.sampled_from(sorted(PER)), st.sampled_from(["降至{}", "不超过{}", "{}以下"]))
def test_per_how_many_is_one_in_words_and_in_figures(number, per, around):
    unit = PER[per][0]
    texts = [around.format(f"{many}分之{number:g}") for many in (per, IN_FIGURES[per])]
    if per in IN_WORDS:
        texts.append(f"at most {number:g} per {IN_WORDS[per]}")
    assert [parse_target(text, "down", unit).value for text in texts] == [pytest.approx(number)] * len(texts)


@given(numbers, st.sampled_from(["{}‰以内", "不超过{}‰", "控制在{}‰以下", "at most {}‰", "at most {} per thousand"]))
def test_a_share_kept_below_so_many_in_a_thousand_is_turned_into_per_cent(number, wording):
    assert parse_target(wording.format(f"{number:g}"), "down", "%").value == pytest.approx(number / 10)
    for bare in (f"{number:g}‰", f"达到{number:g}‰"):
        with pytest.raises(TargetError):
            parse_target(bare, "down", "%")


@given(st.integers(1, 9), st.integers(1, 9), st.sampled_from(["", "以上", "左右"]))
def test_thousands_left_out_behind_ten_thousands_are_thousands(tens, thousands, end):
    text = f"{CHINESE_DIGITS[tens]}万{CHINESE_DIGITS[thousands]}"
    assert parse_target(f"{text}{end}", "up", "人").value == 10_000 * tens + 1000 * thousands
    with pytest.raises(TargetError):
        parse_target(f"{text}人{end}", "up", "人")


ONE_NAME = ["孕产妇系统管理率", "5岁以下儿童健康管理率", "村委会成员中女性比例", "女性占全部就业人员的比例"]
OTHER_NAME = [
    "农村孕产妇系统管理率",
    "孕产妇系统管理率和健康管理率",
    "人均收入增长率",
    "目标完成率",
    "女性",
    "宫颈癌和乳腺癌筛查率",
]
SOFT_ENDS = ["，并持续改善", "并不断改善", "，并且进一步改善"]


@given(numbers, st.sampled_from(["达到{}%", "≥{}%", "{}%以上", "到2030年达到{}%"]), st.sampled_from(["", "：", "应"]))
def test_one_name_before_what_is_asked_changes_nothing_and_any_other_is_refused(number, wording, between):
    asked = wording.format(f"{number:g}")
    for name in ONE_NAME:
        assert parse_target(f"{name}{between}{asked}", "up", "%") == parse_target(asked, "up", "%")
    for name in OTHER_NAME:
        with pytest.raises(TargetError):
            parse_target(f"{name}{between}{asked}", "up", "%")


@given(numbers, st.sampled_from(["达到{}%", "≥{}%", "{}%以上", "2025年{}%，2030年{}%"]), st.sampled_from(SOFT_ENDS))
def test_to_go_on_improving_names_nothing_to_be_met_and_to_go_on_rising_does(number, wording, end):
    asked = wording.format(f"{number:g}", f"{number:g}")
    assert parse_target(asked + end, "up", "%") == parse_target(asked, "up", "%")
    with pytest.raises(TargetError):
        parse_target(asked + end.replace("改善", "提高"), "up", "%")


@given(
    st.sampled_from(["目前", "现有", "预计", "基期", "十三五末", "2022年", "未", "全省", "邻县", "部分", "流动人口"]),
    st.sampled_from(["95%", "达到95%", "为95%", "不低于95%"]),
)
def test_the_figure_of_another_time_place_or_group_is_no_target(whose, asked):
    with pytest.raises(TargetError):
        parse_target(f"{whose}参保率{asked}", "up", "%")
    assert parse_target(f"参保率{asked}", "up", "%").value == 95
