"""Published methods give the published results, and say what they do not tell."""

import csv
import math
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kzplan as kz
from kzplan import cli, progress
from kzplan.progress import cautions, statistics
from kzplan.progress.change import change_of

# profile, x0, y0, x1, y1, target, target year, direction, limit: value, verdict, score. Sources: Statistics Canada
# (Open SDG) and EUSTAT, indicator_calculation_components.yml of their SDG data; UNICEF MENARO, progress_results.
PUBLISHED = [
    ("canada", 2015, 14.5, 2023, 10.2, 7.25, 2030, "down", None, 0.952590, "substantial_progress", 2.51856),
    ("canada", 2015, 90, 2021, 93.2, None, 2030, "up", 100, 0.0058400, "substantial_progress", 2.81539),
    ("canada", 2017, 93.4, 2021, 92.7, None, 2030, "up", 100, -0.00187895, "deterioration", -2.73487),
    ("canada", 2016, 87, 2021, 91, 100, 2030, "up", None, 0.903359, "moderate_progress", 2.16690),
    ("canada", 2015, 38.7, 2024, 33.2, 25.67, 2030, "down", None, 0.625557, "moderate_progress", 0.182593),
    ("canada", 2015, 4.6, 2023, 5.53, 0.92, 2030, "down", None, -0.228851, "deterioration", -3.45355),
    ("canada", 2015, 7.05, 2024, 12.58, 70, 2030, "down", None, -0.401892, "target_achieved", 5.0),
    ("canada", 2015, 81124, 2023, 0, 0.001, 2030, "down", None, 1.42243, "target_achieved", 5.0),
    ("canada", 2016, 99.47, 2024, 99.5, None, 2030, "up", 100, 3.76948e-05, "limited_progress", -1.69174),
    ("canada", 2018, 83.7, 2022, 78.4, 100, 2030, "up", None, -1.08587, "deterioration", -5.0),
    ("eurostat", 2015, 5.3, 2024, 0.0, 70, 2030, "down", None, 5.32651, "significant_progress", 5.0),
    ("eurostat", 2015, 11.8, 2024, 10.7, 2.4, 2030, "down", None, 0.107353, "moderate_deterioration", None),
    ("eurostat", 2016, 16.4, 2022, 16.5, 8.2, 2030, "down", None, -0.0209852, "significant_deterioration", -2.58744),
    ("eurostat", 2015, 7.7, 2024, 7.7, 5.1333, 2030, "down", None, 0.0, "moderate_deterioration", -2.5),
    ("eurostat", 2015, 69.9, 2023, 70.3, None, 2030, "up", None, 0.000713523, "no_progress", 0.178381),
    ("eurostat", 2013, 35.6, 2023, 36.1, None, 2030, "down", None, -0.0013957, "moderate_deterioration", -0.348924),
    ("eurostat", 2016, 98.77, 2023, 99.03, None, 2030, "up", 100, 0.00037563, "moderate_progress", 1.75633),
    ("escap_anticipated", 2008, 24.3, 2014, 16.6, 5, 2030, "down", 100, 9.742372, "Will meet target", None),
    ("escap_current", 2010, 39, 2020, 31.4, 5, 2030, "down", 100, 2.387731, "Slow progress", None),
    ("escap_anticipated", 2004, 6.6, 2021, 1.4, 3, 2030, "down", 100, 10.0, "Will meet target", None),
    ("escap_anticipated", 2000, 99.9, 2004, 98.2, 100, 2030, "up", 100, -0.183795, "No progress expected", None),
    ("escap_anticipated", 2004, 21.91, 2007, 54, 0, 2030, "down", 1000, -14.135994, "No progress expected", None),
    ("cn_level", 2010, 13.1, 2020, 5.4, 10, 2020, "down", None, -7.7, "达标", None),
    ("cn_level", 2010, 91.1, 2020, 95.2, 95, 2020, "up", None, 4.1, "达标", None),
]


@pytest.mark.parametrize("case", PUBLISHED)
def test_a_published_case_comes_out_as_published(case):
    *given_, target, year, direction, limit, value, verdict, score = case
    told = progress.evaluate(*given_, target, year, direction, limit)
    assert told.value == pytest.approx(value, rel=1e-5, abs=1e-9) and told.verdict == verdict
    assert score is None or told.score == pytest.approx(score, rel=1e-5)


SYSTEMS = {
    "open-sdg/sdg-build": "canada",
    "EUSTAT": "eurostat",
    "Current Status": "escap_current",
    "Anticipated Progress": "escap_anticipated",
    "达标 (level": "cn_level",
}


def reference_cases():
    folder = os.environ.get("KZPLAN_REFERENCE")
    if not folder:
        return []
    with (Path(folder) / "progress_cases.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = [
        (next((p for start, p in SYSTEMS.items() if start in f"{r['system']} {r['method']}"), None), r) for r in rows
    ]
    return [(profile, row) for profile, row in found if profile]


@pytest.mark.skipif(
    "KZPLAN_REFERENCE" not in os.environ, reason="KZPLAN_REFERENCE names no folder with published cases"
)
def test_every_published_case_of_the_reference_folder_comes_out_as_published():
    cases = reference_cases()
    assert len(cases) > 230
    for profile, row in cases:
        limit = float(row["limit"].removeprefix("scale=")) if row["limit"] else None
        told = progress.evaluate(
            profile,
            *(float(row[k]) for k in ("x0", "y0", "x1", "y1")),
            float(row["target"]) if row["target"] else None,
            float(row["target_year"]),
            row["direction"],
            limit,
        )
        assert told.value == pytest.approx(float(row["expected_value"]), rel=1e-6, abs=1e-9), row
        assert told.verdict == row["expected_verdict"].split("(")[0], row
        assert not row["expected_score"] or told.score == pytest.approx(float(row["expected_score"]), rel=1e-6), row


def test_sdsn_scores_of_2018():
    # SDG Index 2018, results and Annex 4: maternal mortality of Afghanistan, stunting of India, women in China's parliament
    assert progress.sdsn_score(396, 814, 3.4) == pytest.approx(51.5667, abs=1e-3)
    assert progress.sdsn_score([38.7, 60], 50.2, 0) == pytest.approx([22.9084, 0], abs=1e-3)
    assert progress.sdsn_score(24.2, 1.2, 50) == pytest.approx(47.1311, abs=1e-3)


def test_the_rate_that_a_target_requires_is_the_published_one():
    # UN MMEIG, Lancet 2016: 216 in 2015 to 70 in 2030 needs 7.5 % a year, continuously
    told = progress.evaluate("arr", 1990, 385, 2015, 216, 70, 2030, "down")
    assert told.also["required_continuous_rate"] == pytest.approx(0.07512, abs=1e-5)
    plain = progress.evaluate("aarr", 1990, 385, 2015, 216, 70, 2030, "down")
    assert plain.also["required_annual_rate"] == pytest.approx(0.07237, abs=1e-5) and plain.verdict == "some progress"


def test_the_chart_of_the_un_and_the_schedule_by_hand():
    # 22 → 12 in ten years goes on to 6.545 in ten more; of the way from 22 to 8 that is 1.104
    assert progress.evaluate("un2023", 2010, 22, 2020, 12, 8, 2030, "down").value == pytest.approx(
        (144 / 22 - 22) / -14
    )
    assert progress.evaluate("un2023", 2010, 90, 2020, 99.2, 100, 2030, "up", 100).verdict == "met or on track"
    half = progress.evaluate("cn_schedule", 2020, 80, 2025, 84, 90, 2030, "up")
    assert half.value == pytest.approx(0.8) and half.verdict == "滞后"
    assert progress.evaluate("cn_schedule", 2020, 80, 2025, 85, 90, 2030, "up").verdict == "达到预期进度"
    assert progress.evaluate("cn_level", 2020, 80, 2025, 84, 90, 2030, "up").also["realised"] == pytest.approx(84 / 90)
    words = [
        progress.evaluate("sdsn", 2010, a, 2020, b, 90, 2030, "up").verdict
        for a, b in ((80, 92), (92, 92), (95, 92), (80, 79))
    ]
    assert words == ["on track", "maintaining", "decreasing", "decreasing"]


@pytest.mark.parametrize("name", list(cautions.published_cases()))
def test_each_caution_is_raised_by_its_published_case_and_not_by_a_plain_one(name):
    row = cautions.published_cases()[name]
    numbers = [float(row[k]) for k in ("x0", "y0", "x1", "y1", "target", "target_year")]
    told = progress.evaluate(row["profile"], *numbers, row["direction"], float(row["limit"]) if row["limit"] else None)
    assert (
        name in told.cautions
        and row["case_en"] in progress.explain(name, "en")
        and row["case_zh"] in progress.explain(name, "zh")
    )
    assert progress.evaluate("canada", 2010, 22, 2020, 12, 8, 2030, "down").cautions == ()


values = st.floats(0.5, 99.5)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(
    profile=st.sampled_from(list(progress.profiles())),
    y0=values,
    y1=values,
    target=values,
    way=st.sampled_from(["up", "down"]),
)
def test_every_method_has_one_word_for_every_series(profile, y0, y1, target, way):
    told = progress.evaluate(profile, 2010, y0, 2020, y1, target, 2030, way, 100)
    assert told.verdict and told.zh and told.en
    words = {v.verdict for v in progress.profiles()[profile].verdicts}
    assert told.verdict in words or (
        math.isnan(told.value) and told.verdict == progress.profiles()[profile].when_unknown
    )
    many = progress.judge(profile, 2010, [y0, y0], 2020, [y1, y1], [target, np.nan], 2030, way, 100)
    assert many["verdict"][0] == told.verdict and many["value"][0] == pytest.approx(told.value, nan_ok=True)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    y0=values,
    y1=values,
    target=values,
    factor=st.floats(0.01, 100),
    way=st.sampled_from(["up", "down"]),
    profile=st.sampled_from(["canada", "eurostat", "un2023", "sdsn", "cn_schedule", "aarr", "arr"]),
)
def test_units_change_no_verdict(profile, y0, y1, target, factor, way):
    one = progress.evaluate(profile, 2010, y0, 2020, y1, target, 2030, way)
    other = progress.evaluate(profile, 2010, y0 * factor, 2020, y1 * factor, target * factor, 2030, way)
    close = pytest.approx(one.value, rel=1e-6, abs=1e-9, nan_ok=True)
    assert other.value == close
    assert (
        one.verdict == other.verdict
        or min(abs(one.value - cut) for cut in (0, 0.1, 0.5, 0.6, 0.95, 1)) < 1e-6
        or y1 == target
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"profile": "who"},
        {"direction": "sideways"},
        {"x1": 2010},
        {"y1": None},
        {"y0": math.nan},
        {"target": math.inf},
        {"target_year": 2005},
        {"limit": -1},
        {"profile": "sdsn", "target": None},
        {"profile": "escap_current"},
    ],
)
def test_what_cannot_be_judged_is_refused_in_words(wrong):
    arguments = {
        "profile": "canada",
        "x0": 2010,
        "y0": 22,
        "x1": 2020,
        "y1": 12,
        "target": 8,
        "target_year": 2030,
        "direction": "down",
        "limit": None,
    } | wrong
    with pytest.raises(ValueError, match=r"\w+ .*\w+"):
        progress.evaluate(**arguments)


def test_a_method_of_ones_own_is_a_row_of_words_and_a_function():
    own = progress.Profile(
        "doubling",
        (
            progress.Verdict("target", 2.0, "doubled", "翻番", "doubled", True),
            progress.Verdict("target", -math.inf, "not doubled", "未翻番", "not doubled", False),
        ),
        value_to_target=lambda c: c.y1 / c.y0,
    )
    assert progress.evaluate(own, 2010, 10, 2020, 25, 40).verdict == "doubled"
    assert progress.judge(own, 2010, [10, 10], 2020, [25, 12], 40)["on_track"].tolist() == [True, False]


def test_unconfirmed_formulas_say_so():
    doubtful = [p for p in progress.profiles().values() if not p.confirmed]
    assert {p.name for p in doubtful} >= {"cn_schedule", "cn_level", "un2023"}
    assert all(p.note_zh and p.note_en for p in doubtful) and all(p.source for p in progress.profiles().values())


def test_the_outlook_counts_the_methods_and_the_comparison_names_them():
    plan = kz.load_plan()
    outlook = kz.outlook(plan).set_index("code")["methods_on_track"]
    table = kz.compare_methods(plan).set_index("code")
    assert (outlook[outlook != ""].index == table.index).all() and len(table) >= 15
    assert table["methods_on_track"].eq(outlook[table.index]).all()
    counted = [p.name for p in progress.profiles().values() if p.counted]
    for code, row in table.iterrows():
        yes, n = map(int, row["methods_on_track"].split(" of "))
        assert n == sum(row[name] != "" for name in counted) and 0 <= yes <= n, code
    assert kz.project(plan, "W03").row["methods_on_track"] == outlook["W03"]
    assert outlook["C05"].startswith("0 of")


# what an outside test found: verdicts that a published formula gives by dividing by nothing, or by rounding
@pytest.mark.parametrize(
    ("profile", "given", "verdict"),
    [
        ("sdsn", (2010, 10, 2020, 12, 10, 2030, "down"), "decreasing"),
        ("un2023", (2010, 95, 2020, 85, 90, 2030, "up"), "stagnation or regression"),
        ("cn_schedule", (2010, 95, 2020, 85, 90, 2030, "up"), "滞后"),
        ("cn_schedule", (2020, 1.0, 2025, 1.4, 1.8, 2030, "up"), "达到预期进度"),
        ("cn_schedule", (2010, 22, 2022, 7, 8, 2020, "down"), "达到预期进度"),
        ("cn_schedule", (2010, 22, 2018, 7, 8, 2020, "down"), "提前实现"),
        ("canada", (2014, 100, 2020, 100, None, 2030, "up", 100), "substantial_progress"),
        ("canada", (2014, -10, 2015, 5, None, 2030, "up"), "not_available"),
        ("canada", (2010, 10, 2020, 0.0005, 0, 2030, "down"), "target_achieved"),
        ("un2023", (2010, 1.1, 2020, 0.9, 0, 2030, "down", 1000), "fair progress, acceleration needed"),
        ("escap_current", (2015, 9, 2025, 0, 5, 2030, "down", 100), "On-track"),
        ("aarr", (2010, 22, 2020, 12, 8, 2018, "down"), ""),
        ("un2023", (2015, 0, 2020, 0.1, 100, 2030, "up"), ""),
    ],
)
def test_the_edges_of_a_formula_have_a_sensible_word(profile, given, verdict):
    told = progress.evaluate(profile, *given)
    assert told.verdict == verdict and (told.on_track is None) == (verdict in ("", "not_available"))
    assert told.zh and told.en


def test_the_command_takes_numbers_of_ones_own_and_refuses_half_of_them(capsys):
    assert cli.main(["progress", "--from", "2010", "22", "--to", "2020", "12"]) == 0
    assert "movement away" not in capsys.readouterr().out  # that is the word for a series with a target
    for wrong in (
        ["--target", "8"],
        ["--from", "2010", "22"],
        ["W99"],
        ["--from", "2010", "22", "--to", "2020", "12", "--csv", "x.csv"],
    ):
        assert cli.main(["progress", *wrong]) == 2
        told = capsys.readouterr()
        assert told.err and not told.out and "Traceback" not in told.err


def test_no_rate_comes_out_of_nothing():
    for name in ("arr", "aarr"):
        for y0, y1 in ((0, 5), (5, 0)):
            told = progress.evaluate(name, 2010, y0, 2020, y1, 8, 2030, "up")
            assert math.isnan(told.value) or told.verdict, (name, y0, y1)


def test_cuts_shrink_alike_on_either_side_of_a_limit_and_not_without_one():
    # sdg-build: |1 − (distance from 0, or from twice the limit, over the limit)^4.44|
    bases, shares = [50, 150, -50, 80, 100, 200, 250, 0], [0.5, 0.5, 0.5, 0.8, 1, 0, 0, 0]
    told = statistics.room(change_of(2010, bases, 2020, 1, limit=100))
    assert told == pytest.approx([1 - share**4.44 for share in shares])
    assert statistics.room(change_of(2010, [50, 50], 2020, 1, limit=[0, math.nan])).tolist() == [1, 1]


def test_what_a_statistic_says_is_what_its_formula_says():
    rising = change_of(2010, 40.0, 2020, 50.0, 80.0, 2030, "up")
    falling = change_of(2010, 40.0, 2020, 30.0, 10.0, 2030, "down")
    assert statistics.change(falling) == [-10]
    assert statistics.linear_ratio(rising) == pytest.approx([0.5])  # 1 a year of 2
    assert statistics.annual_rate(rising) == pytest.approx([1.25**0.1 - 1])
    assert statistics.annual_rate(falling) == pytest.approx([1 - 0.75**0.1])
    assert statistics.required_annual_rate(falling) == pytest.approx([1 - (1 / 3) ** 0.1])
    assert statistics.continuous_rate(rising) == pytest.approx([math.log(1.25) / 10])
    assert statistics.required_continuous_rate(rising) == pytest.approx([math.log(1.6) / 10])
    assert statistics.annual_rate_ratio(rising) == pytest.approx([(1.25**0.1 - 1) / (1.6**0.1 - 1)])
    assert statistics.compound_ratio(rising) == pytest.approx([(1.25**0.1 - 1) / (2**0.05 - 1)])
    assert statistics.anticipated_share(rising) == pytest.approx([(62.5 - 40) / 40])
    assert statistics.realised(rising) == pytest.approx([50 / 80])
    assert statistics.realised(falling) == pytest.approx([10 / 30])


def test_a_target_that_is_met_needs_no_more_and_one_that_was_lost_is_worst():
    met = change_of(2010, 40.0, [2020, 2030], 85.0, 80.0, 2030, "up")
    lost = change_of(2010, 85.0, 2020, 75.0, 80.0, 2030, "up")
    assert statistics.schedule_ratio(met).tolist() == [math.inf, 1] and statistics.schedule_ratio(lost) == [-math.inf]
    assert statistics.realised(met).tolist() == [1, 1]
    assert statistics.score_ratio(met).tolist() == [1, 1] and statistics.score_ratio(lost) == [-math.inf]
    assert statistics.score_ratio(change_of(2010, 85.0, 2020, 85.0, 80.0, 2030, "up")) == [math.inf]
    assert statistics.score_to_target(met).tolist() == [5, 5]
    assert statistics.anticipated_share_or_near_limit(lost) == [-math.inf]


def test_no_rate_is_required_after_the_target_year_or_towards_nothing():
    late = change_of(2010, 40.0, 2020, 50.0, 80.0, [2020, 2019, 2021], "up")
    nothing = change_of(2010, 40.0, 2020, 30.0, 0.0, 2030, "down")
    for required in (statistics.required_annual_rate, statistics.required_continuous_rate):
        assert np.isfinite(required(late)).tolist() == [False, False, True] and np.isnan(required(nothing))


def test_growth_scores_steeper_the_nearer_its_limit():
    left = 1 - 0.5**4.44  # a base half way to its limit
    for growth, score in (
        (0.003, 500 * 0.003 / left - 2.5),
        (0.010, 250 * 0.010 / left - 1.25),
        (0.016, 500 * 0.016 / left - 5),
        (0.050, 5),
        (-0.010, -125 * 0.010 - 2.5),
        (-0.050, -5),
    ):
        grown = change_of(2010, 50.0, 2020, 50 * (1 + growth) ** 10, limit=100)
        assert statistics.score_of_growth(grown) == pytest.approx([score]), growth


def test_only_a_target_of_none_or_all_counts_as_met_within_a_point():
    def told(y0, y1, target, way, limit=100):
        return statistics.anticipated_share_or_near_limit(change_of(2010, y0, 2020, y1, target, 2030, way, limit))[0]

    assert told(60.0, 99.0, 100, "up") == told(10.0, 1.0, 0, "down") == math.inf
    for row in (
        (60.0, 98.9, 100, "up"),
        (10.0, 1.1, 0, "down"),
        (60.0, 79.5, 80, "up"),
        (10.0, 0.5, 0, "down", 1000),
    ):
        assert math.isfinite(told(*row)), row


def test_the_scores_of_canada_and_eustat_are_two_lines_that_meet_at_three_fifths():
    for ratio in (-0.4, 0.3, 0.59, 0.61, 1.0, 1.2):
        way = change_of(2010, 40.0, 2020, 40 * 2 ** (ratio / 2), 80.0, 2030, "up")  # needs 2^(1/20) a year
        got = statistics.compound_ratio(way)[0]
        steep = got >= 0.6
        exact = 50 / 7 * got - 30 / 7 if steep else 25 / 6 * got - 2.5
        rounded = 7.1429 * got - 4.2857 if steep else 4.1667 * got - 2.5
        assert statistics.score_to_target_eurostat(way) == pytest.approx([min(max(exact, -5), 5)]), ratio
        assert statistics.score_to_target(way) == pytest.approx([min(max(rounded, -5), 5)]), ratio


def test_the_methods_counted_are_told_from_those_listed_beside(capsys):
    assert cli.main(["progress", "W03", "--lang", "zh"]) == 0
    head, *methods = capsys.readouterr().out.splitlines()
    counted = [profile for profile in progress.profiles().values() if profile.counted]
    assert f"判断进度的{len(counted)}种方法中" in head and len(methods) == len(progress.profiles())
    apart = [line for line in methods if line.endswith("（不计入）")]
    assert len(methods) - len(apart) == len(counted) and any("达标判定" in line for line in apart)
    assert cli.main(["progress", "W03", "--lang", "en"]) == 0
    assert f"of the {len(counted)} methods that judge the pace" in capsys.readouterr().out
