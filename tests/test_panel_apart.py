"""How widely places of a class parted so far tells how widely they will: what is told of it, and what it does to the bands."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from places import panel

import kzplan as kz
from kzplan.lab.nation import coverage, nation
from kzplan.model import leveldrift, parameters_for
from kzplan.model.scores import shipped_table

pytest.importorskip("pyarrow", reason="panels need pyarrow")

from kzplan.odds.panel import apart

ASKED = {"targets": "≥80", "kind": "positive", "direction": "up", "at": 2030}
BANDS = [f"{end}{level}" for level in (50, 80, 95) for end in ("lo", "hi")]


def moved(changes, levels=None):
    """Places of one positive indicator with these changes on the log scale in ten years."""
    levels = np.full(len(changes), 70.0) if levels is None else levels
    values = np.column_stack([levels, levels * np.exp(changes)])
    place = np.repeat([f"p{i:03d}" for i in range(len(changes))], 2)
    return pd.DataFrame(
        {"place": place, "indicator": "x", "year": np.tile([2010, 2020], len(changes)), "value": values.ravel()}
    )


def told(frame, **asked):
    return kz.project_panel(frame, **(ASKED | asked)).set_index("place")


def drawn(n=60, spread=0.05, seed=1):
    return np.random.default_rng(seed).normal(0.03, spread, n)


def test_the_spread_is_that_of_the_other_places_changes_over_the_one_expected():
    changes, p = drawn(), parameters_for("positive")
    found = told(moved(changes))["class_spread"].to_numpy()
    usual = (p.level * p.class_level) ** 2 * (1 / 10 + p.class_drift**2)
    by_hand = [np.delete(changes, i).std(ddof=1) / 10 / np.sqrt(usual) for i in range(len(changes))]
    np.testing.assert_allclose(found, by_hand, rtol=1e-4)


def test_of_fewer_than_thirty_others_nothing_is_told_and_of_the_nearest_area_with_thirty_it_is():
    assert told(moved(drawn(30)))["class_spread"].isna().all() and told(moved(drawn(31)))["class_spread"].notna().all()
    frame = moved(np.append(drawn(40, 0.02), drawn(40, 0.2)))
    frame["parent"] = np.where(frame["place"] < "p040", "calm", "wild")
    by = told(frame).groupby("parent")["class_spread"]
    assert by.max()["calm"] < 0.2 * by.min()["wild"]
    frame["parent"] = frame["place"].str[:3].where(frame["place"] < "p040", "wild")  # tens: they look to all
    assert (told(frame)["class_spread"][:40] > by.max()["calm"] * 3).all()
    assert told(frame, classes=False)["class_spread"].isna().all()


def test_places_that_parted_less_have_narrower_bands_around_the_same_middle():
    changes = drawn()
    one, other = (
        told(moved(np.append(0.03, 0.03 + (changes[1:] - changes[1:].mean()) * by))).iloc[0] for by in (0.2, 2.0)
    )
    assert one["median"] == pytest.approx(other["median"], rel=1e-3)
    for level in (50, 80, 95):
        assert one[f"hi{level}"] - one[f"lo{level}"] < 0.7 * (other[f"hi{level}"] - other[f"lo{level}"])


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10**6), st.floats(0.01, 0.15))
def test_the_spread_is_the_same_bits_in_whatever_order_places_come_and_grows_with_their_changes(seed, spread):
    changes = drawn(45, spread, seed)
    frame = moved(changes)
    found = told(frame)
    order = np.random.default_rng(seed).permutation(found.index)
    turned = told(pd.concat([frame[frame["place"] == name] for name in order])).loc[found.index]
    pd.testing.assert_frame_equal(turned[["class_spread", *BANDS]], found[["class_spread", *BANDS]], check_exact=True)
    doubled = told(moved(2 * changes))["class_spread"]
    np.testing.assert_allclose(doubled, 2 * found["class_spread"], rtol=1e-3)


def test_what_chance_gives_is_no_spread():
    rng, n = np.random.default_rng(3), 400
    births = np.repeat(rng.integers(5_000, 30_000, n), 2).astype(float)
    rate = np.tile([6.0, 5.0], n) / 1000  # alike everywhere
    deaths = rng.poisson(rate * births).astype(float)
    frame = pd.DataFrame(
        {"place": np.repeat([f"p{i:03d}" for i in range(n)], 2), "indicator": "r", "year": np.tile([2010, 2020], n)}
    )
    frame = frame.assign(value=np.round(1000 * deaths / births, 4), numerator=deaths, denominator=births)
    asked = {"kind": "rate", "direction": "down", "unit": "‰", "targets": "≤4"}
    alike = told(frame, **asked)["class_spread"].max()
    apart_ = rng.normal(0, 0.4, n).repeat(2) * np.tile([0, 1], n)
    deaths = rng.poisson(rate * np.exp(apart_) * births).astype(float)
    wide = told(frame.assign(value=np.round(1000 * deaths / births, 4), numerator=deaths), **asked)[
        "class_spread"
    ].min()
    p = parameters_for("rate")
    true = 0.04 / np.sqrt(float(apart.expected(p, 10.0)))
    assert alike < 0.4 * true and wide == pytest.approx(true, rel=0.25)


def test_a_series_with_the_spread_that_its_row_shows_comes_to_the_same_numbers():
    frame, asked = panel(38)
    table = kz.project_panel(frame, **asked)
    checked = 0
    for row in (
        table[table["class_spread"].notna() & table["class_level"].isna() & table["indicator"].isin(asked["targets"])]
        .iloc[::23]
        .to_dict("records")
    ):
        own = frame[frame["place"].eq(row["place"]) & frame["indicator"].eq(row["indicator"])]
        if row["kind"] == "rate" or own["value"].isna().all():
            continue
        measured = {
            name: asked[name][row["indicator"]]
            for name in ("kind", "direction", "unit")
            if row["indicator"] in asked[name]
        }
        known = {f"reference_{name}": row[f"class_{name}"] for name in ("change", "places", "spread")}
        series = kz.series(own.drop(columns=["place", "parent"]), **measured).only
        one = kz.project(series, target=asked["targets"][row["indicator"]], at=asked["at"], **known)
        assert one.median == row["median"] and one.interval(0.8) == (row["lo80"], row["hi80"])
        bare = kz.project(
            series, target=asked["targets"][row["indicator"]], at=asked["at"], **(known | {"reference_spread": None})
        )
        checked += bare.interval(0.8) != one.interval(0.8)
    assert checked > 5


def test_the_spread_counts_as_so_many_degrees_of_freedom_as_the_set_says():
    p = parameters_for("positive")
    t, z = np.array([[2010.0, 2020.0]] * 3), np.log([[70.0, 72.0]] * 3)
    given_ = t, z, np.zeros_like(z), np.full(3, 2030.0), 1.0, p, np.full(3, 0.002), np.full(3, 40.0)
    bare, told_ = leveldrift.project(*given_), leveldrift.project(*given_, apart=np.array([np.nan, 0.5, 4.0]))
    assert p.class_apart > 0 and (told_[0] == bare[0]).all()
    assert told_[1][0] == bare[1][0] and told_[2][0] == bare[2][0]
    np.testing.assert_allclose(told_[2][1:], bare[2][1:] + p.class_apart)
    beyond = told_[1] ** 2 * told_[2] - bare[1] ** 2 * bare[2]
    assert beyond[2] / beyond[1] == pytest.approx(8.0)  # α·R of the filter's variance


@pytest.mark.parametrize("wrong", [-0.1, 100.5, 1e300, float("inf"), "wide"])
def test_a_spread_that_cannot_be_is_refused(plan, wrong):
    with pytest.raises(kz.KzplanError, match="reference_spread"):
        kz.forecast([2010, 2020], [60, 70], 2030, "proportion", "up", reference_change=0.01, reference_spread=wrong)
    with pytest.raises(kz.KzplanError, match="reference_spread"):
        kz.outlook(plan, reference_spread=wrong)


def test_on_places_inside_a_class_that_had_no_part_in_the_fit_the_spread_helps():
    scores = shipped_table("apart").set_index("of")
    inside = scores.loc["inside"]
    assert inside["low"] > 0 and inside["class_apart"] == pytest.approx(parameters_for("rate").class_apart, abs=0.001)
    for level in (50, 80, 95):
        assert abs(100 * inside[f"coverage{level}"] - level) < 2.5


def test_bands_hold_about_as_much_as_they_say_on_simulated_nations():
    held = []
    for seed in range(4):
        made = nation(places=160, indicators=17, seed=seed)
        held.append(coverage(kz.project_panel(made.panel, **made.asked).merge(made.truth, on=["place", "indicator"])))
    several = pd.concat(held).groupby(level=0).mean()
    for of in (
        "all",
        "smallest tenth",
    ):  # what all places share is one draw an indicator: it moves the mean of four by some points
        np.testing.assert_allclose(100 * several.loc[of], [50, 80, 95], atol=6)
