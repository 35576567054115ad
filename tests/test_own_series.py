"""A door for one's own series: the same objects and the same numbers as through a plan, and refusals that show the rows."""

import inspect
import math
from dataclasses import replace
from functools import partial

import matplotlib
import numpy as np
import pandas as pd
import pytest

import kzplan as kz
from kzplan.indicator import measure
from kzplan.odds.assumptions import Assumptions
from kzplan.odds.case import cases
from kzplan.odds.projection import projections

matplotlib.use("Agg")
FRAME = pd.DataFrame(
    [
        ("stunting_elsewhere", 2012, 9.1),
        ("stunting_elsewhere", 2022, 6.2),
        ("anc", 2012, 88.0),
        ("anc", 2017, 91.5),
        ("anc", 2022, 93.0),
    ],
    columns=["indicator", "year", "value"],
)
WAYS = {"stunting_elsewhere": "down", "anc": "up"}


@pytest.fixture(scope="module")
def own():
    return kz.series(FRAME, kind="proportion", direction=WAYS, unit="%")


@pytest.mark.parametrize("with_class", [False, True])
def test_every_target_has_the_same_numbers_through_a_plan_and_through_a_frame(plan, with_class):
    listed = cases(plan, Assumptions(reference_class=with_class))
    through_the_plan = projections([replace(case, around=None) for case in listed])  # a frame has no area around
    compared = 0
    for one in through_the_plan:
        target, series = one.case.target, one.case.series
        if not one.drawn or not one.case.comparable:
            continue  # its values are not those of the target
        frame = series.frame().assign(indicator=target.indicator, stratum=target.stratum)
        (mine,) = kz.series(
            frame, kind=str(target.kind), direction=str(target.direction), unit=target.unit or "none"
        ).values()
        nation = {"reference_change": one.case.nation.change_link} if one.case.nation else {}
        again = kz.project(mine, target=target.text, at=2030, births=one.case.births, **nation)
        same = ["median", "p_reach", "p_published"]
        assert [getattr(again, name) for name in same] == pytest.approx(
            [getattr(one, name) for name in same], nan_ok=True
        ), target.code
        assert again.interval(0.8) == pytest.approx(one.interval(0.8)) and again.reason == one.reason, target.code
        compared += not one.reason
    assert compared > 20


def test_a_series_has_odds_a_sentence_a_picture_and_a_face(own):
    p = kz.project(own["stunting_elsewhere"], target="＜5", at=2032)
    low, high = p.interval(0.8)
    assert 0 < p.p_reach < 1 and low < p.median < high
    assert "2032" in p.sentence("zh") and "2032" in p.sentence("en")
    assert len(p.plot().lines) + len(p.plot().collections) > 3 and "<img" in p._repr_html_()


def test_many_series_make_an_outlook_and_a_comparison_of_methods(own):
    table = kz.outlook(own, {"stunting_elsewhere": "＜5", "anc": "≥95"}, at=2032)
    assert table["code"].tolist() == list(own) and table["p_reach"].between(0, 1).all()
    assert len(kz.compare_methods(own, {"stunting_elsewhere": "＜5"}, at=2032)) == 1


def test_series_without_any_target_are_told_so_and_not_answered_with_an_empty_table(own):
    for ask in (kz.outlook, lambda s, at: kz.scenarios(s, {"slow": {"damping": 0.3}}, at=at)):
        with pytest.warns(kz.Unsaid, match="no target is given, so there are no odds") as told:
            table = ask(own, at=2032)
        assert "没有给出目标" in told[0].message.text("zh")
        assert list(table["reason"]) == ["not quantified"] * 2 and set(table["note"]) == {"no target is given"}
    one = kz.outlook(own, {"anc": "≥95"}, at=2032)
    assert one["note"].tolist() == ["no target is given", ""]
    for refused in (kz.compare_methods, kz.views, kz.needed):
        with pytest.raises(kz.KzplanError, match=r"no target is given; kzplan.* needs one, as targets="):
            refused(own, at=2032)


def test_a_target_year_that_is_not_said_is_told_where_the_series_end_in_different_years(own):
    longer = pd.concat([FRAME, pd.DataFrame({"indicator": ["anc"], "year": [2024], "value": [93.5]})])
    apart = kz.series(longer, kind="proportion", direction=WAYS, unit="%")
    targets = {"stunting_elsewhere": "＜5", "anc": "≥95"}
    for ask in (kz.outlook, kz.compare_methods, kz.views, lambda s, tg: kz.needed(s, targets=tg)):
        with pytest.warns(
            kz.Unsaid, match="asked of 2034, .*anc ends in 2024, stunting_elsewhere in 2022.*at=2034"
        ) as told:
            assert ask(apart, targets).attrs["at"] == 2034
        assert "均按2034年测算" in told[0].message.text("zh")
        assert ask(own, targets).attrs["at"] == 2032  # all end in one year: ten years after it, without a word
    with pytest.raises(kz.KzplanError, match=r"no target year is given: .*as at=2032; a year after 2022"):
        kz.project(own["anc"], target="≥95")


def test_what_it_would_take_is_asked_with_targets_as_its_sisters_are(own):
    targets = {"stunting_elsewhere": "＜5", "anc": "≥95"}
    table = kz.needed(own, targets=targets, year=2026, at=2032)
    assert table["needed"].notna().all()
    pd.testing.assert_frame_equal(table, kz.needed(own, target=targets, year=2026, at=2032))
    with pytest.raises(kz.KzplanError, match="targets and target are both given"):
        kz.needed(own, targets=targets, target="≥95", at=2032)
    with pytest.raises(kz.KzplanError, match="targets of series go by name: targets="):
        kz.needed(own, targets, at=2032)


@pytest.mark.parametrize("name", ["series", "many", "targets", "at_year"])
def test_a_word_that_is_no_assumption_is_refused_by_name_whatever_it_is(own, name):
    with pytest.raises(kz.KzplanError, match=f"no assumption '{name}'"):
        kz.project(own["anc"], target="≥95", at=2032, **{name: 3})
    if name != "targets":
        with pytest.raises(kz.KzplanError, match=f"no assumption '{name}'"):
            kz.outlook(own, "≥95", at=2032, **{name: 3})


@pytest.mark.parametrize("year", [2013, 2021])
def test_a_year_that_is_past_is_refused_where_what_is_needed_is_asked(own, plan, year):
    with pytest.raises(
        kz.KzplanError, match=f"{year} is past: anc is known to 2022; give one from 2022 to 2032"
    ) as told:
        kz.needed(own["anc"], target="≥95", year=year, at=2032)
    assert f"{year}年已经过去" in told.value.text("zh")
    if year < 2020:
        with pytest.raises(kz.KzplanError, match="W34a is known to 2020"):
            kz.needed(plan, "W34a", year=year)
    assert len(kz.needed(own["anc"], target="≥95", year=2022, at=2032)) == 1  # the last one may be asked of anew


def test_draws_follow_the_distribution_and_their_seed(own):
    p = kz.project(own["anc"], target="≥95", at=2032)
    draws = p.draws(20_000, seed=1)
    assert np.array_equal(draws, p.draws(20_000, seed=1)) and not np.array_equal(draws, p.draws(20_000, seed=2))
    assert np.mean(draws >= 95) == pytest.approx(p.p_reach, abs=0.01)


def _link(case, x):
    return measure.to_link(x, case.kind, case.ceiling)


def test_the_reasons_of_a_median_sum_to_its_difference_from_the_last_value(plan):
    for code in ("W03", "C08", "W34a", "C02", "W02"):
        p = kz.project(plan, code)
        link = measure.to_logit if p.case.kind == "proportion" else partial(_link, p.case)
        moved = float(link(p.median)) - float(link(p.case.latest.value))
        assert float(p.because().sum()) == pytest.approx(moved, abs=2e-3), code
        assert (p.because()["class"] != 0) == (p.case.nation is not None), code


def test_scenarios_stand_one_under_another(plan):
    table = kz.scenarios(plan, {"none": {"damping": 0}, "all": {"damping": 1}})
    assert len(table) == 2 * len(plan.targets) and next(iter(table)) == "scenario"
    alone = kz.outlook(plan, damping=1)
    assert table[table["scenario"].eq("all")]["p_reach"].dropna().tolist() == alone["p_reach"].dropna().tolist()
    with pytest.raises(kz.KzplanError):
        kz.scenarios(plan, {})


def test_values_of_ones_own_stand_beside_the_plans_and_change_it_not(plan):
    before = kz.project(plan, "C08").p_reach
    assert kz.project(plan, "C08", values={2024: 97.0}).p_reach > before + 0.05
    assert 0 < kz.project(plan, "W07", values={2023: 98.5}).p_reach < 1  # it had no baseline
    assert kz.project(plan, "C08").p_reach == before
    for wrong in ({2024: 140}, {2024.5: 90}, {2024: math.nan}):
        with pytest.raises(kz.KzplanError):
            kz.project(plan, "C08", values=wrong)


@pytest.mark.parametrize(
    ("frame", "shown"),
    [
        (pd.concat([FRAME[:2], FRAME[:1]]), "twice"),
        (FRAME.assign(value=FRAME["value"] / 100)[:2], "between 0 and 1"),
        (FRAME.assign(value=FRAME["value"].astype(str) + "x")[:2], "9.1x"),
        (FRAME.assign(value=[101.0, *FRAME["value"][1:]]), "101"),
        (FRAME.drop(columns="year"), "no column 'year'"),
        (FRAME.assign(year=[math.nan, *FRAME["year"][1:]]), "year"),
        ([1, 2], "DataFrame"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_rows(frame, shown):
    unit = None if shown == "between 0 and 1" else "%"
    with pytest.raises(kz.KzplanError, match=shown):
        kz.series(frame, kind="proportion", unit=unit)


def test_a_value_that_is_missing_is_left_out_and_fractions_with_a_unit_are_taken():
    frame = pd.DataFrame({"year": [2010, 2015, 2020], "value": [0.4, pd.NA, 0.2]})
    assert len(kz.series(frame, kind="proportion", unit="%").only) == 2


@pytest.mark.parametrize(
    "ask",
    [
        lambda s: kz.project(s, target="≥95", at=2032),
        lambda s: kz.project(s["anc"], target="≥95"),
        lambda s: kz.project(s["anc"], target="≥95", at=2010),
        lambda s: s["anx"],
        lambda s: kz.outlook(s, {"anx": "≥95"}, at=2032),
    ],
)
def test_what_is_asked_amiss_is_answered_in_one_line(own, ask):
    with pytest.raises(kz.KzplanError) as caught:
        ask(own)
    assert "\n" not in str(caught.value)


def test_assumptions_complete_by_name():
    for function in (kz.project, kz.outlook, kz.compare_methods):
        assert {"damping", "births", "reference_class"} <= set(inspect.signature(function).parameters)


@pytest.mark.parametrize("names", [[1, "1", 1], ["a", "a ", "a"], ["a", "ａ", "a"]], ids=["types", "blanks", "widths"])
def test_one_indicator_written_in_two_ways_is_refused(names):
    frame = pd.DataFrame({"indicator": names, "year": [2010, 2015, 2020], "value": [10.0, 8, 6]})
    with pytest.raises(kz.KzplanError, match="written in two ways"):
        kz.series(frame, kind="proportion")


def leaping(values, kind="rate", unit="per 100,000"):
    frame = pd.DataFrame({"year": range(2012, 2012 + len(values)), "value": values})
    return kz.series(frame, kind=kind, direction="down", unit=unit)


@pytest.mark.parametrize("values", [[2200, 19.0, 18.0], [19.0, 1810.0], [21, 19, 18, 1700, 1650], [0.3, 0.28, 25, 24]])
def test_a_leap_as_between_two_units_is_asked_about_and_taken_as_it_is_written(values):
    with pytest.warns(kz.TwoReadings, match="part .*-fold. Did the unit change") as told:
        assert leaping(values).only.values.tolist() == values
    assert "请先统一单位" in told[0].message.text("zh")


@pytest.mark.parametrize(
    "values", [[66.0, 8.0], [0, 21.6, 0, 10.2], [9.3, 0, 35.1, 2.9, 18], [110, 14, 60, 9, 71], [5.0, 0.7]]
)
def test_a_decade_of_a_small_place_is_no_change_of_unit(values):
    assert len(leaping([one for one in values if one])) == 1  # a warning is an error here
    assert len(leaping([2.0, 60.0], "proportion", "%")) == 1  # a service that begins


def test_no_series_of_the_shipped_plan_is_taken_for_a_change_of_unit(plan):
    looked_at = 0
    for one in cases(plan, Assumptions()):
        if one.kind.modelled and len(one.series) > 1:
            frame = one.series.frame()[["year", "value"]]
            units = {"proportion": "%", "rate": one.target.unit or None}
            looked_at += len(kz.series(frame, kind=str(one.kind), unit=units.get(str(one.kind))))
    assert looked_at > 20


def test_births_that_change_nothing_are_said_to_change_nothing(own, plan):
    p = kz.project(own["anc"], target="≥95", at=2032, births=3)
    assert p.p_reach == kz.project(own["anc"], target="≥95", at=2032).p_reach
    assert "births=3 (without effect here" in p.sentence("en") and "births=3（对本项无影响" in p.sentence("zh")
    assert "without effect" in kz.project(plan, "C08", births=3).sentence("en")
    assert "without effect" not in kz.project(plan, "W03", births=9000).sentence("en")
