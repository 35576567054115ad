"""Forecasts from the class: alone where a place has no value of its own, beside few events, and by indicator."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kzplan as kz
from kzplan.model import trend
from kzplan.model.parameters import LevelDrift, parameters_for
from kzplan.odds.sentence import NOT_YET
from kzplan.words.errors import PlanError

NONE = [[np.nan, np.nan]]


def alone(values, kind="proportion", direction="up", at=2030, **more):
    return kz.forecast(
        [2010, 2020], NONE, at, kind, direction, reference_years=[2010, 2020], reference_values=[values], **more
    )


def test_a_place_without_a_value_is_told_from_its_class():
    told = alone([60.0, 75.0])
    own = kz.forecast([2010, 2020], [[60.0, 75.0]], 2030, "proportion", "up")
    assert 75 < told.median[0] < 100 and told.median == pytest.approx(own.median, abs=3)
    wide, narrow = (f.interval(0.8)[1] - f.interval(0.8)[0] for f in (told, own))
    assert wide > narrow


def test_without_values_of_the_class_nothing_is_told():
    assert np.isnan(kz.forecast([2010, 2020], NONE, 2030, "proportion", "up").median).all()
    assert np.isnan(alone([np.nan, np.nan]).median).all()


def test_one_value_of_its_own_takes_the_place_of_the_class():
    told = kz.forecast(
        [2010, 2020],
        [[np.nan, 40.0]],
        2030,
        "proportion",
        "up",
        reference_years=[2010, 2020],
        reference_values=[[60.0, 75.0]],
    )
    bare = kz.forecast([2010, 2020], [[np.nan, 40.0]], 2030, "proportion", "up")
    assert told.median == pytest.approx(bare.median) and told.scale == pytest.approx(bare.scale)


@given(st.floats(1, 98), st.floats(0.5, 20), st.sampled_from(["up", "down"]))
def test_a_better_class_never_lowers_the_odds_from_it(level, step, direction):
    better = min(level + step, 99.5) if direction == "up" else max(level - step, 0.5)
    low, high = (alone([x, x], direction=direction).probability(50.0, direction)[0] for x in (level, better))
    assert high >= low - 1e-9


def test_classes_that_do_not_fit_are_refused_in_words():
    with pytest.raises(kz.KzplanError, match="reference_years"):
        kz.forecast([2010], [[50.0]], 2030, "proportion", reference_values=[[50.0, 60.0]], reference_years=[2010])


def test_the_level_of_no_death_at_all_is_drawn_to_its_class():
    years = [2021, 2022, 2023, 2024, 2025]
    births, zero = np.full((1, 5), 7000.0), np.zeros((1, 5))
    told = [
        kz.forecast(
            years,
            zero,
            2030,
            "rate",
            "down",
            events=zero,
            denominators=births,
            per=100_000,
            reference_years=[2021],
            **known,
        )
        for known in ({}, {"reference_values": [[16.0]]})
    ]
    bare, drawn = (f.probability(8.0, "down")[0] for f in told)
    assert drawn < bare and told[1].median > told[0].median


def test_large_counts_are_hardly_drawn_to_their_class():
    events, births = np.array([[900.0, 800.0]]), np.full((1, 2), 100_000.0)
    told = [
        kz.forecast(
            [2010, 2020], events / births * 1000, 2030, "rate", "down", events=events, denominators=births, per=1000,
            reference_years=[2010], **known
        ).median[0]
        for known in ({}, {"reference_values": [[10.0]]})
    ]  # fmt: skip
    assert told[1] == pytest.approx(told[0], rel=0.03)


def test_a_class_of_few_events_draws_less_as_far_as_its_own_rate_is_chance():
    """The level's part by hand: a class drawn with variance w around which places stray by s, a value of variance v."""
    events, births, p = np.array([[4.0]]), np.array([[1000.0]]), parameters_for("rate")
    v = 1 / (kz.counts.expected_events([2020], events, births)[0, 0] + 0.5)
    for w in (0.0, 0.05, 1.0, 1e9):
        told = trend.because(
            [2020], events, 2020, "rate", "down", events=events, denominators=births, per=1000,
            reference_years=[2020], reference_values=[[8.0]], reference_variances=[[w]],
        )  # fmt: skip
        drawn = v / (v + p.spread**2 + w) * np.log(8.0 / 4.0)
        assert told["level"][0] == pytest.approx(drawn, abs=1e-9)
    with pytest.raises(ValueError, match="reference_variances must not be negative"):
        kz.forecast(
            [2020], events, 2030, "rate", reference_years=[2020], reference_values=[[8.0]], reference_variances=-1
        )


def test_bands_of_rare_deaths_hold_beside_a_class_of_few_deaths():
    """Two deaths in five other places: truth and counts drawn from the model itself, its two departures from the filter left out."""
    n, births, usual, others, rng = 4000, 2200.0, 2e-4, 5, np.random.default_rng(3)
    p = replace(parameters_for("rate"), worsening=1.0, cap=1e9)
    level = np.log(usual) + p.spread * rng.standard_normal((n, 1 + others))
    drift = -p.prior_drift * p.level + p.drift * p.level * rng.standard_normal((n, 1))
    steps = np.cumsum(10 * drift + np.sqrt(10) * p.level * rng.standard_normal((n, 2)), axis=1)
    true = np.exp(level[:, [0, 0, 0]] + np.column_stack([np.zeros(n), steps]))
    deaths, around = rng.poisson(true[:, :2] * births), rng.poisson(np.exp(level[:, 1:]) * births).sum(axis=1)
    told = kz.forecast(
        [2010, 2020], deaths / births * 1e5, 2030, "rate", "down", events=deaths, denominators=np.full((n, 2), births),
        per=1e5, parameters=p, reference_years=[2010],
        reference_values=np.where(around > 0, around / (others * births) * 1e5, np.nan)[:, None],
        reference_variances=(p.spread**2 / others + 1 / (around + 0.5))[:, None],
    )  # fmt: skip
    low, high = told.quantile([0.1, 0.9]).T
    inside = ((true[:, 2] * 1e5 >= low) & (true[:, 2] * 1e5 <= high))[np.isfinite(low)].mean()
    assert 0.75 < inside < 0.85  # below 0.7 where the class's rate is taken at its word


def test_an_indicator_of_the_panel_has_parameters_of_its_own_and_a_stranger_those_of_its_kind():
    kind = parameters_for("proportion")
    assert parameters_for("proportion", indicator="stunting") != kind
    assert parameters_for("proportion", indicator="nobody_measures_this") == kind
    assert parameters_for("rate", indicator="stunting") == parameters_for("rate")  # a name of another kind
    assert parameters_for("proportion", indicator="female_judges") == parameters_for("proportion", indicator="w_judges")


def test_years_of_life_grow_more_slowly_towards_their_ceiling():
    chosen = parameters_for("positive", indicator="female_life_expectancy")
    assert isinstance(chosen, LevelDrift) and 88 < chosen.ceiling < 100
    f = kz.forecast(
        [2010, 2020], [[57.0, 60.0], [77.0, 80.0]], 2030, "positive", "up", indicator="female_life_expectancy"
    )
    gains = f.median - [60.0, 80.0]
    assert gains[0] > gains[1] > 0
    assert (f.quantile([0.001, 0.999]) < chosen.ceiling).all()
    assert f.probability([63.0, 83.0], "up")[0] > f.probability([63.0, 83.0], "up")[1]


def test_a_fan_of_years_of_life_has_a_width_at_its_start():
    f = kz.forecast([2020], [[80.1]], 2020, "positive", "up", indicator="female_life_expectancy")
    low, high = f.interval(0.8)
    assert high[0] - low[0] > 0.05


@pytest.fixture(scope="module")
def table():
    return kz.outlook(kz.load_plan())


def test_odds_of_targets_without_a_value_stand_on_the_class_alone(table):
    told = table[table["basis"] == "class"]
    assert len(told) > 5 and set(told["evidence"]) == {"very limited"}
    assert told["base_value"].isna().all() and (told["outlook"] != "very likely").all()
    odds = table[table["p_reach"].notna()]
    assert (odds.loc[odds["comparability"].isin(["C", "D", "N"]), "basis"] == "class").all()
    assert (odds["p_low"] <= odds["p_reach"]).all() and (odds["p_reach"] <= odds["p_high"]).all()


def test_every_row_has_a_word_or_a_reason_and_never_both(table):
    assert ((table["outlook"] == "") != (table["reason"] == "")).all()


def test_a_sentence_from_the_class_begins_with_the_analogy():
    p = kz.project(kz.load_plan(), "C10b")
    assert p.sentence("en").startswith("By analogy with the nation") and p.sentence("zh").startswith("按全国水平类推")
    assert p.plot() is not None and "analogy" in p._repr_html_()


def test_as_soon_as_a_value_comes_in_the_class_gives_way():
    plan = kz.load_plan()
    p = kz.project(plan, "C10b", values={2025: 45.0})
    assert p.row["basis"] == "one value" and "analogy" not in p.sentence("en")
    assert kz.project(plan, "C10b", reference_class=False).reason == "no baseline"
    assert NOT_YET["no baseline"].en in kz.project(plan, "C10b", reference_class=False).sentence("en")


def test_a_class_that_names_no_series_is_refused(tmp_path):
    from kzplan.plan.load import copy_plan

    folder = copy_plan(None, tmp_path / "plan")
    path = folder / "classes.csv"
    rows = pd.read_csv(path, dtype=str)
    rows.loc[0, "indicator"] = "没有这个指标"
    rows.loc[1, "code"] = "W99"
    rows.to_csv(path, index=False)
    with pytest.raises(PlanError) as caught:
        kz.load_plan(folder)
    assert {(fault.file, fault.column) for fault in caught.value.faults} >= {
        ("classes.csv", "indicator"),
        ("classes.csv", "code"),
    }
