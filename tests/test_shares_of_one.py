"""Shares of 1 where percentages belong are refused wherever they come in, true small percentages pass, and nothing is rescaled unasked."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kzplan as kz
from kzplan.odds.panel import source
from kzplan.plan import usual

pytest.importorskip("pyarrow", reason="panels need pyarrow")

YEARS = (2012, 2017, 2022)
shares = st.lists(st.floats(0.3, 0.99).map(lambda x: round(x, 3)), min_size=1, max_size=3)
small = st.lists(st.floats(0.05, 1).map(lambda x: round(x, 3)), min_size=1, max_size=3)


def one(values, unit="%", direction="up", name="mine", **columns):
    frame = pd.DataFrame({"indicator": name, "year": YEARS[: len(values)], "value": values}).assign(**columns)
    return kz.series(frame, "proportion", direction, unit)[name]


def refused(ask, *shown):
    with pytest.raises(kz.KzplanError) as caught:
        ask()
    assert all(text in str(caught.value) for text in shown), str(caught.value)


@given(shares, st.sampled_from(["≥90", "95", "≥80", "60-95", "90左右"]))
@settings(max_examples=40, deadline=None)
def test_shares_of_one_under_a_target_of_hundreds_are_refused_and_are_as_percentages_where_they_are_said_to_be(
    values, target
):
    refused(
        lambda: kz.project(one(values), target=target, at=2030),
        "look like shares of 1",
        f"{values[0]:g} in 2012",
        target,
        "multiply by 100",
        "unit='1'",
    )
    said = kz.project(one(values, unit="1"), target=target, at=2030)
    by_hand = kz.project(one([round(100 * x, 10) for x in values]), target=target, at=2030)
    assert said.p_reach == by_hand.p_reach and said.case.series.unit == "%"


@given(small, st.floats(0.05, 3).map(lambda x: round(x, 2)), st.sampled_from(["＜{}", "≤{}", "{}"]))
@settings(max_examples=40, deadline=None)
@pytest.mark.filterwarnings("ignore::kzplan.words.errors.TwoReadings")
def test_small_percentages_under_a_target_of_their_size_pass(values, number, form):
    p = kz.project(one(values, direction="down"), target=form.format(number), at=2030)
    assert p.case.series.values.tolist() == values


@given(small)
@settings(max_examples=30, deadline=None)
def test_small_percentages_pass_whatever_is_asked_where_counts_stand_behind_them(values):
    bottom = 1_000_000
    counted = one(values, numerator=[round(x * bottom / 100) for x in values], denominator=bottom)
    assert kz.project(counted, target="≥90", at=2030).case.series.values.tolist() == values


def test_what_is_known_of_an_indicator_tells_where_the_target_does_not():
    ask = {"target": "提高", "at": 2030}
    refused(lambda: kz.project(one([0.78, 0.81], name="under3_management"), **ask), "elsewhere")
    assert kz.project(one([0.78, 0.81]), **ask).p_reach > 0  # of it nothing is known
    rare = one([0.3, 0.2], name="hiv_mother_to_child", direction="down")
    assert kz.project(rare, target="＜2", at=2030).verdict.status == "met"


def test_a_target_of_one_above_values_of_hundreds_is_refused():
    refused(lambda: kz.project(one([62.0, 71.0]), target="≥0.95", at=2030), "target ≥0.95", "≥95")
    assert kz.project(one([62.0, 71.0]), target="≥95", at=2030).p_reach > 0


def test_a_value_of_ones_own_beside_a_plan_is_looked_at_as_one_of_a_table(plan):
    refused(lambda: kz.project(plan, "C08", values={2023: 0.915}), "0.915 for 2023", "100 × as much")
    refused(lambda: kz.project(one([62.0, 71.0, 80.0]), target="≥90", at=2030, values={2024: 0.85}), "0.85 for 2024")
    assert kz.project(plan, "C08", values={2023: 91.5}).p_reach > 0


def test_a_forecast_is_told_of_percentages_only():
    with pytest.raises(kz.KzplanError, match="unit must be '%'"):
        kz.forecast([2010, 2020], [0.6, 0.8], 2030, "proportion", unit="1")


ASKED = {"targets": "≥90", "kind": "proportion", "direction": "up", "unit": "%", "at": 2030}


def nation(levels, seed=1, years=(2015, 2020), **columns):
    """A panel of one indicator: each place near its level, a logit."""
    rng = np.random.default_rng(seed)
    z = np.asarray(levels)[:, None] + rng.normal(0, 0.1, (len(levels), len(years))) + 0.05 * np.arange(len(years))
    frame = pd.DataFrame(
        {
            "place": np.repeat([f"p{i:04d}" for i in range(len(levels))], len(years)),
            "year": years * len(levels),
            "value": (100 / (1 + np.exp(-z))).round(3).ravel(),
        }
    )
    return frame.assign(indicator="anc", **columns)


@given(st.floats(-1.5, 3), st.floats(0.05, 0.8), st.integers(1, 60), st.integers(0, 1000))
@settings(max_examples=8, deadline=None)
def test_a_panel_of_shares_of_one_is_refused_and_the_same_panel_of_hundreds_is_not(center, spread, places, seed):
    hundreds = nation(np.random.default_rng(seed).normal(center, spread, places), seed)
    ones = hundreds.assign(value=hundreds["value"] / 100)
    by_hand = kz.project_panel(hundreds, **ASKED)
    assert len(by_hand) == places
    refused(
        lambda: kz.project_panel(ones, **ASKED), "look like shares of 1", f"anc in {places:,} place", "≥90", "p0000"
    )
    told = kz.project_panel(ones, **ASKED | {"unit": {"anc": "1"}})
    pd.testing.assert_frame_equal(told, by_hand)


@given(st.floats(-7, -4.5), st.floats(0.1, 1.2), st.integers(1, 60), st.integers(0, 1000))
@settings(max_examples=8, deadline=None)
def test_a_panel_of_what_is_rare_passes_under_a_target_of_its_size(center, spread, places, seed):
    rare = nation(np.random.default_rng(seed).normal(center, spread, places), seed)
    target = f"≤{100 / (1 + np.exp(-center)):.2f}"
    assert len(kz.project_panel(rare, **ASKED | {"targets": target, "direction": "down"})) == places


@given(st.floats(-4.5, -1.5), st.floats(1, 2), st.integers(200, 400), st.integers(0, 1000))
@settings(max_examples=8, deadline=None)
def test_the_lower_end_of_a_programme_that_begins_passes_under_a_target_of_ninety(center, spread, places, seed):
    begun = nation(center + spread * np.random.default_rng(seed).standard_t(4, places), seed)
    assert len(kz.project_panel(begun, **ASKED)) == places


def test_a_lower_end_most_of_which_lies_far_below_one_percent_passes_where_others_adjoin_it_and_not_where_none_do():
    low, high = [-7.8] * 9, list(np.linspace(-1.5, 0.5, 60))
    assert len(kz.project_panel(nation([*low, -3.9, -3.8, -3.0, *high]), **ASKED)) == 72
    refused(lambda: kz.project_panel(nation([*low, *high]), **ASKED), "anc in 9 places", "in 60 other places")


@given(st.floats(0, 2), st.integers(1, 30), st.integers(30, 60), st.integers(0, 1000))
@settings(max_examples=8, deadline=None)
def test_places_of_shares_of_one_among_others_are_refused_whatever_is_asked(center, wrong, right, seed):
    levels = np.random.default_rng(seed).normal(center, 0.5, wrong + right)
    frame = nation(levels, seed)
    amiss = frame["place"].isin(frame["place"].unique()[:wrong])
    mixed = frame.assign(value=frame["value"].where(~amiss, frame["value"] / 100))
    assert len(kz.project_panel(frame, **ASKED)) == wrong + right
    asked = ASKED | {"targets": "提高"}
    refused(lambda: kz.project_panel(mixed, **asked), f"anc in {wrong:,} place", f"in {right} other places")
    known = kz.project_panel(
        mixed.assign(numerator=np.where(amiss, mixed["value"] * 1e4, np.nan), denominator=np.where(amiss, 1e6, np.nan)),
        **asked,
    )
    assert len(known) == wrong + right  # their counts say that they are so small


def test_what_a_panel_is_refused_for_does_not_hang_on_its_pieces_nor_on_its_classes(tmp_path, monkeypatch):
    ones = nation(np.random.default_rng(3).normal(1, 0.5, 30))
    ones = ones.assign(value=ones["value"] / 100)
    ones.to_parquet(tmp_path / "ones.parquet", row_group_size=8)
    whole = []
    for rows in (200_000, 7):
        monkeypatch.setattr(source, "ROWS", rows)
        for classes in (True, False):
            with pytest.raises(kz.KzplanError) as caught:
                kz.project_panel(tmp_path / "ones.parquet", **ASKED, classes=classes, to=tmp_path / "out")
            whole.append(str(caught.value))
    assert len(set(whole)) == 1 and not (tmp_path / "out").exists()


def test_a_year_of_one_among_years_of_hundreds_is_refused_with_its_row():
    frame = nation([1.0, 2.0], years=(2012, 2017, 2022))
    frame.loc[1, "value"] = 0.735
    refused(lambda: kz.project_panel(frame, **ASKED), "a share of 1 among shares of 100", "p0000, anc, 2017: 0.735")
    frame.loc[1, "value"] = 73.5
    assert len(kz.project_panel(frame, **ASKED)) == 2


def test_a_place_of_many_that_began_small_and_grew_passes():
    frame = nation([-1.7] * 30)
    frame.loc[0, "value"] = 0.14
    assert len(kz.project_panel(frame, **ASKED)) == 30
    high = nation([1.5] * 30)
    high.loc[1, "value"] = 0.82  # the last year of one place, among its own and all others' of 80 %
    refused(lambda: kz.project_panel(high, **ASKED), "a share of 1 among shares of 100", "p0000, anc, 2020: 0.82")


def test_shares_of_one_under_the_targets_of_a_plan_are_refused_and_may_be_said(plan):
    frame = nation([1.0, 1.5, 2.0]).assign(indicator="under3_management")
    ones = frame.assign(value=frame["value"] / 100)
    refused(lambda: kz.project_panel(ones, plan), "under3_management in 3 places", "unit={'under3_management': '1'}")
    pd.testing.assert_frame_equal(kz.project_panel(ones, plan, unit="1"), kz.project_panel(frame, plan))


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ({"unit": "‰"}, "unit of 'anc' is '%', or '1'"),
        ({"kind": "rate", "unit": "多"}, "says per how many"),
        ({"unit": {"anx": "%"}}, "unit of 'anx', which is no series here"),
        ({"kind": {"anc": "proportion", "anx": "rate"}}, "kind of 'anx'"),
        ({"targets": "≥0.9"}, "target ≥0.9 of 'anc' looks like a share of 1"),
    ],
)
def test_what_is_said_of_a_panel_amiss_is_refused_as_of_a_table(given, shown):
    refused(lambda: kz.project_panel(nation([1.0, 2.0]), **ASKED | given), shown)


def test_shares_that_no_unit_target_or_place_tells_of_are_asked_about():
    ones = nation([-5.0, -5.2])
    refused(lambda: kz.project_panel(ones, kind="proportion", at=2030), "beside no unit")
    assert len(kz.project_panel(ones, kind="proportion", unit="%", at=2030)) == 2


def test_kind_and_direction_are_a_plans_own(plan):
    frame = nation([1.0, 1.5]).assign(indicator="under3_management")
    refused(lambda: kz.project_panel(frame, plan, kind="rate"), "kind is said by the plan")
    rates = frame.assign(indicator="maternal_mortality")
    refused(lambda: kz.project_panel(rates, plan, unit={"maternal_mortality": "‰"}), "is said by the plan, '1/10万'")


def test_the_shipped_plan_is_loaded_once_for_the_levels_of_all_its_indicators(monkeypatch):
    loaded = []
    monkeypatch.setattr(usual, "load_plan", lambda: loaded.append(None) or kz.load_plan())
    usual._shipped.cache_clear()
    assert usual.usual_levels("maternal_mortality", "total") and usual.usual_levels("under3_management", "total")
    assert len(loaded) == 1


@pytest.mark.parametrize(
    ("values", "target"), [([0.141, 0.102, 0.068], "＜5"), ([0.14, 0.07], "＜5"), ([0.141, 0.068], "降低")]
)
def test_small_percentages_far_below_their_limit_or_with_many_decimals_are_asked_about_with_both_readings(
    values, target
):
    with pytest.warns(kz.TwoReadings) as told:
        p = kz.project(one(values, direction="down"), target=target, at=2030)
    assert p.case.series.values.tolist() == values  # nothing is rescaled
    for lang in ("zh", "en"):
        said = told[0].message.text(lang)
        assert f"{values[-1]:g}" in said and f"{100 * values[-1]:g}" in said and "unit='1'" in said
    with pytest.warns(kz.TwoReadings, match="target"):
        kz.outlook(one(values, direction="down"), {"mine": target})


def test_what_is_said_of_one_or_has_counts_or_lies_near_its_limit_is_not_asked_about():
    kz.project(one([0.141, 0.068], unit="1", direction="down"), target="＜5", at=2030)
    bottom = 1_000_000
    counted = [round(value * bottom / 100) for value in (0.141, 0.068)]
    kz.project(one([0.141, 0.068], direction="down", numerator=counted, denominator=bottom), target="＜5", at=2030)
    kz.project(one([0.3, 0.2], direction="down"), target="＜2", at=2030)  # true, and rare
    kz.project(one([0.38, 0.31], direction="down", name="stunting"), target="＜5", at=2030)  # so small elsewhere


def test_a_panel_of_small_percentages_far_below_their_limit_is_asked_about_and_not_rescaled():
    rare = nation(np.random.default_rng(4).normal(-7, 0.3, 40))
    with pytest.warns(kz.TwoReadings, match=r"anc \(＜5\).*unit='1'"):
        told = kz.project_panel(rare, **ASKED | {"targets": "＜5", "direction": "down"})
    assert told["latest_value"].max() < 1
    hundreds = rare.assign(value=100 * rare["value"])
    kz.project_panel(hundreds, **ASKED | {"targets": "＜5", "direction": "down"})


def test_a_chance_beyond_what_is_counted_is_said_in_words():
    with pytest.warns(kz.TwoReadings):
        said = kz.project(one([0.141, 0.102, 0.068], direction="down", name="stunting"), target="＜5", at=2030)
    assert "可能性超过99%" in said.sentence("zh") and "约为>" not in said.sentence("zh")
