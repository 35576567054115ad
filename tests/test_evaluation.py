"""The evaluation of a year: verdicts, changes, schedule, odds then and a year before; nothing met without a value."""

import math

import pandas as pd
import pytest
import test_store
from loading import reloaded

import kzplan as kz
from kzplan.evaluation import counts, difficulties, judge, schedule
from kzplan.plan import store
from kzplan.plan.births import expected_births


def with_values(plan_copy, *rows):
    store.write(test_store.rows(*rows), plan_copy)
    return reloaded(plan_copy)


def yearly(code, values, **more):
    return [{"code": code, "year": year, "value": value, **more} for year, value in values.items()]


def test_without_returns_nothing_is_judged_and_everything_is_said_to_be_missing(plan):
    table = kz.evaluate(plan, 2025).table
    assert set(table["verdict"]) == {"no value"} and table["value"].isna().all() and len(table) == 93
    total = counts(table).loc["all"]
    assert total["monitored"] == 0 and math.isnan(total["share_met"]) and total["no value"] == 93


def test_changes_verdicts_schedule_and_odds_of_one_target(plan_copy):
    plan = with_values(plan_copy, *yearly("W04", {2024: 92.5, 2025: 93.2}), *yearly("C09", {2025: 93.5}))
    row = kz.evaluate(plan, 2025).table.set_index("code").loc["W04"]
    base = kz.load_plan().observations.query("code == 'W04' and year == 2020")["value"].iloc[0]
    assert row["since_base"] == pytest.approx(93.2 - base) and row["since_previous"] == pytest.approx(0.7)
    assert (row["verdict"], row["gap"]) == ("nearly met", pytest.approx(0.8))  # within one point of 94
    due = schedule.due_values(plan).set_index("code").loc["W04", 2025]
    assert row["due"] == due and row["pace"] == ("faster" if row["covered"] > 52.5 else "as expected")
    assert row["covered"] == pytest.approx(100 * (93.2 - base) / (94 - base)) and row["time_gone"] == 50
    assert row["realised"] == pytest.approx(100 * 93.2 / 94)
    assert row["p_reach"] == kz.outlook(plan).set_index("code").loc["W04", "p_reach"]
    assert row["p_change"] == pytest.approx(row["p_reach"] - row["p_before"]) and row["p_change"] > 0
    assert kz.evaluate(plan, 2025).table.set_index("code").loc["C09", ["verdict", "pace"]].tolist() == ["met", "ahead"]


def test_a_year_is_judged_by_its_own_values_unless_older_ones_are_allowed(plan_copy):
    plan = with_values(plan_copy, *yearly("C09", {2023: 93.5}))
    strict, allowed = (kz.evaluate(plan, 2025, age).table.set_index("code").loc["C09"] for age in (0, 2))
    assert (
        strict["verdict"] == "no value"
        and pd.isna(strict["value"])
        and (strict["last_year"], strict["last_value"]) == (2023, 93.5)
    )
    assert allowed["verdict"] == "met" and allowed["value_year"] == 2023
    assert kz.evaluate(plan, 2025, 1).table.set_index("code").loc["C09", "verdict"] == "no value"


def test_later_values_do_not_reach_an_earlier_year(plan_copy):
    plan = with_values(plan_copy, *yearly("C09", {2023: 91.0, 2026: 80.0}))
    before = with_values(plan_copy, *yearly("C09", {2023: 91.0}))
    a, b = (kz.evaluate(one, 2023).table for one in (plan, before))
    pd.testing.assert_frame_equal(a, b)


def test_district_and_city_are_judged_by_their_own_targets(plan_copy):
    plan = with_values(plan_copy, *yearly("W05a", {2025: 75.0}), *yearly("C30", {2025: 93.0}))
    table = kz.evaluate(plan, 2025).table.set_index("code")
    assert table.loc["W05a", ["verdict", "verdict_city"]].tolist() == ["not met", "met"]  # 80 and 70
    assert table.loc["C30", "verdict_city"] == "no target"
    assert counts(table.reset_index(), None, "verdict_city").loc["all", "targets"] == 92


def test_words_need_a_base_and_every_year_needs_every_year(plan_copy):
    every = {year: 50.0 + year - 2020 for year in range(2021, 2026)}
    plan = with_values(plan_copy, *yearly("W01", {2025: 60.0}), *yearly("W09", {2025: 60.0}))
    table = kz.evaluate(plan, 2025).table.set_index("code")
    assert table.loc["W01", ["verdict", "why_not_judged"]].tolist() == ["cannot be judged", "a year's value is missing"]
    assert table.loc["W09", ["verdict", "why_not_judged"]].tolist() == [
        "cannot be judged",
        "the first report is the base",
    ]
    base = plan.observations.query("code == 'W01' and year == 2020")["value"].iloc[0]
    rising = with_values(plan_copy, *yearly("W01", {year: base + value - 50 for year, value in every.items()}))
    assert kz.evaluate(rising, 2025).table.set_index("code").loc["W01", "verdict"] == "met"
    falling = with_values(plan_copy, *yearly("W01", {2021: base + 1, 2022: base + 0.5}))
    assert kz.evaluate(falling, 2022).table.set_index("code").loc["W01", "verdict"] == "not met"


def test_a_year_outside_the_plan_is_refused(plan):
    for year in (2020, 2031):
        with pytest.raises(ValueError, match="2021 to 2030"):
            kz.evaluate(plan, year)
    with pytest.raises(ValueError, match="max_age"):
        kz.evaluate(plan, 2025, -1)


def test_every_group_adds_up_and_the_share_is_of_the_monitored(full_2025):
    table = full_2025.evaluation.table
    total = counts(table).loc["all"]
    for by in ("plan", "domain", "nature", ["plan", "nature"]):
        counted = counts(table, by)
        assert (
            counted.sum()[["targets", *judge.VERDICTS, "monitored"]] == total[["targets", *judge.VERDICTS, "monitored"]]
        ).all()
    by = counts(table, "department")
    assert (by[list(judge.VERDICTS)].sum(axis=1) == by["targets"]).all() and by["targets"].sum() > total["targets"]
    assert (by["share_met"].dropna() == (100 * by["met"] / by["monitored"]).dropna()).all()
    assert total["monitored"] == total[list(judge.JUDGED)].sum() and total["share_met"] == pytest.approx(
        100 * total["met"] / total["monitored"]
    )


def test_a_target_in_doubt_says_why_and_one_without_reason_is_not_listed(full_2025):
    evaluation = full_2025.evaluation
    found, table = difficulties(evaluation), evaluation.table.set_index("code")
    assert len(found) and all(found["reasons"].map(len))
    for row in found.to_dict("records"):
        own = table.loc[row["code"]]
        assert ("unlikely by 2030" in row["reasons"]) == (own["outlook"] in ("unlikely", "very unlikely"))
        assert ("binding and not met" in row["reasons"]) == (
            own["nature"] == "binding" and own["verdict"] in ("nearly met", "not met")
        )
        assert ("behind schedule" in row["reasons"]) == (
            own["pace"] == "behind" and own["verdict"] in ("nearly met", "not met")
        )
    quiet = table[~table.index.isin(found["code"])]
    assert not (quiet["nature"].eq("binding") & quiet["verdict"].isin(["nearly met", "not met"])).any()
    assert not quiet["outlook"].isin(["unlikely", "very unlikely"]).any()
    assert not (quiet["pace"].eq("behind") & quiet["verdict"].isin(["nearly met", "not met"])).any()


def test_rates_on_few_deaths_are_marked(plan_copy):
    plan = with_values(
        plan_copy,
        {"code": "W03", "year": 2025, "value": 13.0, "numerator": 1, "denominator": 7690},
        {"code": "C04", "year": 2025, "value": 5.5, "numerator": 42, "denominator": 7690},
    )
    few = kz.evaluate(plan, 2025).table.set_index("code")["few"]
    assert few["W03"] and not few["C04"] and few.sum() == 1


def test_births_that_departments_report_come_before_those_of_the_register(plan_copy):

    before = expected_births(reloaded(plan_copy))
    rows = [
        {"code": "W03", "year": year, "value": 0.0, "numerator": 0, "denominator": births}
        for year, births in ((2023, 7000), (2024, 6800), (2025, 6600))
    ]
    assert expected_births(with_values(plan_copy, *rows)) == 6700 != before


def test_an_example_never_enters_a_real_plan(plan_copy):
    store.write(test_store.rows({"code": "C09", "year": 2025, "value": 93.5, "source": "示例数据"}), plan_copy)
    with pytest.raises(kz.PlanError, match="示例数据"):
        reloaded(plan_copy)


def test_a_year_without_a_death_is_an_ordinary_year(plan_copy, tmp_path, unpainted):
    from kzplan.documents.evaluation import midterm, write_evaluation

    plan = with_values(plan_copy, {"code": "W03", "year": 2025, "value": 0.0, "numerator": 0, "denominator": 7000})
    row = kz.evaluate(plan, 2025).table.set_index("code").loc["W03"]
    assert row["verdict"] == "met" and math.isnan(row["covered"]) and row["p_change"] > 0
    reports = [midterm.ANNUAL, midterm.MIDTERM]  # on the plan that has the rate
    with unpainted():
        written = write_evaluation(plan, 2025, tmp_path / "out", reports, scopes=["women"])
    assert all(path.exists() for path in written)


@pytest.mark.parametrize("code", ["W03", "C01", "C04"])
def test_fewer_deaths_never_lower_the_chance(plan_copy, code):
    per, births = (100_000, 7000) if code == "W03" else (1000, 7000)
    usual = {"W03": 1, "C01": 16, "C04": 40}[code]
    chances = []
    for deaths in (0, usual // 2, usual, 2 * usual):
        plan = with_values(
            plan_copy,
            {"code": code, "year": 2025, "value": deaths / births * per, "numerator": deaths, "denominator": births},
        )
        chances.append(kz.project(plan, code).p_reach)
    if code == "W03":  # with tens of deaths expected, none at all is a broken report, and weighs little
        assert chances == sorted(chances, reverse=True)
    assert chances[1:] == sorted(chances[1:], reverse=True)


def test_a_rate_without_its_counts_is_no_more_certain_than_with_them(plan_copy):
    bare = with_values(plan_copy, {"code": "W03", "year": 2025, "value": 14.29})
    births = expected_births(bare)
    counted = with_values(
        plan_copy,
        {"code": "W03", "year": 2025, "value": 14.29, "numerator": 14.29 * births / 100_000, "denominator": births},
    )
    assert kz.project(bare, "W03").p_reach == pytest.approx(kz.project(counted, "W03").p_reach, abs=0.01)


def test_a_ratio_reported_as_the_target_is_printed_meets_it(plan_copy):
    for value, told in ((0.6667, "met"), (0.67, "met"), (0.68, "not met")):
        assert (
            kz.evaluate(with_values(plan_copy, *yearly("W43", {2025: value})), 2025)
            .table.set_index("code")
            .loc["W43", "verdict"]
            == told
        )


def test_an_older_value_is_set_beside_its_own_year(plan_copy):
    plan = with_values(plan_copy, *yearly("C09", {2023: 90.0, 2024: 91.9}))
    row = kz.evaluate(plan, 2025, 2).table.set_index("code").loc["C09"]
    assert row["older"] and row["since_previous"] == pytest.approx(1.9) and row["previous_value"] == 90.0
    assert row["due"] == schedule.due_values(plan).set_index("code").loc["C09", 2024] and row["time_gone"] == 40


def test_beyond_the_band_on_the_other_side_there_is_no_schedule(plan_copy):
    row = kz.evaluate(with_values(plan_copy, *yearly("W34b", {2025: 58.0})), 2025).table.set_index("code").loc["W34b"]
    assert row["verdict"] == "not met" and row["pace"] == "" and math.isnan(row["covered"])


def test_small_targets_are_not_nearly_met_at_twice_the_limit(plan_copy):
    table = kz.evaluate(
        with_values(plan_copy, *yearly("C06", {2025: 2.0}), *yearly("W04", {2025: 93.2})), 2025
    ).table.set_index("code")
    assert table.loc[["C06", "W04"], "verdict"].tolist() == ["not met", "nearly met"]


def test_what_happened_needs_no_odds(plan_copy):
    plan = with_values(plan_copy, *yearly("C09", {2030: 91.9}), *yearly("C08", {2030: 94.1}))
    evaluation = kz.evaluate(plan, 2030)
    table = evaluation.table.set_index("code")
    assert table.loc[["C08", "C09"], "outlook"].tolist() == ["", ""] and table.loc["C08", "verdict"] == "met"
    assert not math.isinf(table["acceleration"].fillna(0).max()) and "C08" not in set(difficulties(evaluation)["code"])


def test_births_stand_behind_the_rates_on_births_alone(plan_copy):
    """C17, an injury rate, is projected together with the rates on births and keeps its own certainty."""
    rows = yearly("C17", dict.fromkeys(range(2021, 2026), 0.09))
    alone = kz.project(with_values(plan_copy, *rows), "C17").p_reach
    beside = kz.outlook(reloaded(plan_copy)).set_index("code").loc["C17", "p_reach"]
    assert beside == pytest.approx(alone) and alone > 0.8
