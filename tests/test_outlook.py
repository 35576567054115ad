import numpy as np
import pytest
from scipy import stats

import kzplan as kz
from kzplan.odds import verdict
from kzplan.odds.reference_class import national_changes


@pytest.fixture(scope="module")
def reference_table(plan):
    return kz.outlook(plan, parameters="reference", reference_class=False).set_index("code")


CONTRACT = """code name_zh name_en plan domain department nature kind direction rule target target_city
base_year base_value latest_year latest_value comparability status status_city
median lo50 hi50 lo80 hi80 lo95 hi95 p_reach p_city p_published
change_so_far change_required change_unit acceleration attainment_year
outlook evidence reason""".split()


def test_the_outlook_has_the_columns_agreed_and_a_row_a_target(plan, table):
    full = kz.outlook(plan)
    assert list(full)[: len(CONTRACT)] == CONTRACT
    assert full["code"].tolist() == plan.targets["code"].tolist()


def test_each_target_has_odds_or_a_reason_and_never_both(table):
    words = {word for _, word in verdict.LIKELIHOODS}
    assert ((table["outlook"] == "") != (table["reason"] == "")).all()
    assert set(table["outlook"]) <= words | {""} and set(table["reason"]) <= set(verdict.REASONS) | {""}
    assert (table["p_reach"].notna() == (table["outlook"] != "")).all()


def test_cells_keep_to_their_vocabulary(table):
    vocabulary = {
        "plan": "women children",
        "nature": "binding expected",
        "comparability": "A B C D N",
        "kind": "rate proportion positive count none",
        "direction": "up down none",
    }
    for column, words in vocabulary.items():
        assert set(table[column]) <= set(words.split()), column
    for column in ("status", "status_city"):
        assert set(table[column]) <= {"met", "not met", "no value"}


def test_no_probability_without_a_comparable_baseline(table):
    unfit = table["comparability"].isin(["C", "D", "N"])
    by_analogy = table["basis"] == "class"
    assert not by_analogy[~unfit].any() and by_analogy.any()
    unfit &= ~by_analogy
    assert table.loc[unfit, ["p_reach", "p_city", "p_published", "median"]].isna().all(axis=None)
    unfit |= by_analogy
    assert (table.loc[unfit, "status"] == "no value").all() and unfit.sum() == 56


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("W11", "ceiling target"),
        ("C21", "ceiling target"),
        ("W10", "no baseline"),
        ("W40", "no baseline"),
        ("C35", "no baseline"),
        ("W21", "no baseline"),
        ("W05a", "not comparable"),
        ("C11", "not comparable"),
        ("W39", "defective baseline"),
        ("C17", "defective baseline"),
        ("W13", "defective baseline"),
        ("W32", "needs reference series"),
        ("W28", "not quantified"),
        ("W22", "not quantified"),
        ("W37", "one value"),
        ("W36", "one value"),
        ("C27", "no model"),
        ("W01", "no model"),
    ],
)
def test_the_first_reason_that_applies_is_given(table, code, reason):
    assert table.loc[code, "reason"] == reason


def test_intervals_nest_around_the_median_within_the_natural_limits(table):
    shown = table[table["median"].notna()]
    ends = shown[["lo95", "lo80", "lo50", "median", "hi50", "hi80", "hi95"]].to_numpy(float)
    assert (np.diff(ends, axis=1) >= 0).all() and (ends >= 0).all() and len(shown) > 20
    assert (ends[shown["kind"] == "proportion"] <= 100).all()


def test_the_reference_odds_of_a_share_are_the_formula_written_out(reference_table):
    z0, z1 = (np.log((x + 0.5) / (100.5 - x)) for x in (54.91, 90.72))
    centre, sigma = z1 + 0.45 * (z1 - z0), np.hypot(0.33, 0.42 * (z1 - z0))
    goal = np.log(94.5 / 6.5)
    assert reference_table.loc["W04", "p_reach"] == pytest.approx(stats.t.sf((goal - centre) / sigma, 3), abs=1e-9)


def test_a_published_figure_has_odds_where_births_stand_behind_it(table):
    odds = table[table["reason"] == ""]
    assert set(odds.index[odds["p_published"].notna()]) == {"W03", "W42", "C01", "C02", "C04"}


def test_one_value_has_odds_where_the_target_is_a_number_and_none_where_it_is_a_direction(table, reference_table):
    assert set(table.index[table["basis"] == "one value"]) == {"W02", "W35", "C07", "C19"}
    assert (table.loc[["W02", "W35", "C07", "C19"], "evidence"] == "very limited").all()
    assert (table.loc[["W36", "W37", "W38"], "reason"] == "one value").all()
    assert table.loc[["W36", "W37", "W38"], "p_city"].isna().all()  # symmetry alone would give one half
    assert (reference_table.loc[["W02", "W35", "C07", "C19"], "reason"] == "one value").all()


def test_the_nation_enters_where_its_series_is_known_and_can_be_switched_off(plan, table):
    alone = kz.outlook(plan, reference_class=False).set_index("code")
    known = table.index[table["median"].notna() & table["basis"].ne("class")]
    centres = {
        code: [kz.project(plan, code, reference_class=on).forecast.center[0] for on in (True, False)] for code in known
    }
    moved = {code for code, (with_nation, without) in centres.items() if abs(with_nation - without) > 1e-9}
    near = {code for code in known if plan.class_of(code) is not None}  # the area's level, for few deaths
    assert moved == (set(national_changes(plan)["code"]) | near) & set(known)
    assert table.loc["C02", "median"] < alone.loc["C02", "median"]  # infant mortality fell faster in the nation


def test_nothing_is_very_likely_unless_met_with_margin(table):
    sure = table[table["outlook"] == "very likely"]
    assert (sure["status"] == "met").all()
    assert verdict.likelihood(0.99, False) == "likely" and verdict.likelihood(0.99, True) == "very likely"


def test_a_target_met_today_needs_no_change_and_is_attained_already(table):
    assert table.loc["C06", "status"] == "met" and table.loc["C06", "change_required"] == 0
    assert table.loc["C06", "attainment_year"] == 2020


def test_required_and_achieved_pace_are_per_year(plan, table):
    row = table.loc["W34a"]
    assert row["change_so_far"] == pytest.approx((26.39 - 19.91) / 10)
    assert row["change_required"] == pytest.approx((30 - 26.39) / 10)
    assert row["acceleration"] == pytest.approx(row["change_required"] / row["change_so_far"])
    assert row["change_unit"] == "points/year"
    path = kz.project(plan, "W34a").path().set_index("year")["median"]
    assert row["attainment_year"] == path.index[path >= 30][0]
    assert table.loc["W03", "change_so_far"] == pytest.approx(100 * ((10.79 / 19.34) ** 0.1 - 1))


def test_a_past_worsening_has_no_acceleration_and_no_year_of_attainment(table):
    assert table.loc[["C05"], ["acceleration", "attainment_year"]].isna().all(axis=None)


def test_conventions_are_used_only_when_asked_for(plan, table):
    asked = kz.outlook(plan, conventions=True).set_index("code")
    changed = asked.index[asked["reason"] != table["reason"]]
    assert set(changed) == {"W22", "W23", "W26", "W28", "W29", "W46", "W47"}
    assert (table.loc[changed, "reason"] == "not quantified").all()
    assert asked.loc["W28", "rule"].startswith("convention")


def test_nested_death_rates_keep_their_order(table):
    assert table.loc["C01", "median"] < table.loc["C02", "median"] < table.loc["C04", "median"]


def test_targets_at_the_limit_have_no_odds_but_the_chance_that_the_figure_shows_it(plan, table):
    shown = table["p_limit_shown"].dropna()
    assert set(shown.index) == {"W11", "C21"} == set(table.index[table["reason"] == "ceiling target"])
    assert shown.between(0.05, 0.95).all() and table.loc[shown.index, "p_reach"].isna().all()
    for lang, sign in (("en", " %"), ("zh", "%")):
        assert f"{100 * shown['W11']:.0f}{sign}" in kz.project(plan, "W11").sentence(lang)
