"""How far the odds move with the evidence they rest on: named views, their range, and what the words make of it."""

import numpy as np
import pandas as pd
import pytest

import kzplan as kz
from kzplan.odds import verdict, view
from kzplan.odds.asked import cases_asked


@pytest.fixture(scope="module")
def odds(table):
    return table[table["outlook"] != ""]


def test_the_odds_lie_within_their_range_and_most_ranges_have_a_width(odds):
    assert (odds["p_low"] <= odds["p_reach"]).all() and (odds["p_reach"] <= odds["p_high"]).all()
    assert (odds["p_high"] - odds["p_low"] > 1e-6).mean() > 0.7


def test_where_there_are_no_odds_there_is_no_range_and_no_basis(table, odds):
    rest = table.drop(odds.index)
    assert rest[["p_low", "p_high"]].isna().all(axis=None) and (rest["basis"] == "").all()
    assert odds["basis"].isin(["one value", "class"]).equals(odds["base_year"].isna()) and set(odds["basis"]) <= {
        "own",
        "one value",
        "class",
    }


@pytest.mark.parametrize(
    "one", [one for one in view.views() if "parameters" not in one.assumed], ids=lambda one: one.key
)
def test_a_view_is_the_odds_under_its_assumption(plan, one):
    table = kz.views(plan).set_index("code")
    asked = kz.outlook(plan, **one.assumed).set_index("code")["p_reach"]
    np.testing.assert_allclose(table[one.key], asked.loc[table.index], atol=1e-12)


def test_a_view_of_another_set_is_the_odds_of_that_set_where_it_can_judge(plan):
    table = kz.views(plan).set_index("code")
    for one in view.views():
        if "parameters" in one.assumed:
            asked = kz.outlook(plan, **one.assumed).set_index("code")["p_reach"].reindex(table.index)
            known = table[one.key].notna()
            np.testing.assert_allclose(table.loc[known, one.key], asked[known], atol=1e-12)
            assert known.sum() > 10


def test_the_range_is_from_the_lowest_to_the_highest_view_the_odds_told_among_them(plan, odds):
    table = kz.views(plan).set_index("code")
    every = table[["p_reach", *(one.key for one in view.views())]]
    pd.testing.assert_series_equal(table["p_low"], every.min(axis=1), check_names=False)
    pd.testing.assert_series_equal(table["p_high"], odds["p_high"], check_names=False)
    assert list(table.index) == list(odds.index)


def test_a_class_of_more_places_counts_for_more(plan):
    table = kz.views(plan).set_index("code")
    moved = table.loc[["W03", "C02", "C04"]]  # the nation fell faster than the district needs
    assert (moved["class_1"] < moved["class_3"]).all() and (moved["class_3"] < moved["class_10"]).all()


def test_a_view_of_a_set_of_parameters_that_is_not_there_is_left_out():
    assert not view.View("other", view.VIEWS[0].name, {"parameters": "no such set"}).known
    assert all(one.known for one in view.views())


def test_the_sentence_names_the_range_only_where_the_word_would_change(plan, odds):
    for code, row in odds.iterrows():
        projection = kz.project(plan, code)
        margin = verdict.met_with_margin(projection.case)
        changes = verdict.likelihood(row["p_low"], margin) != verdict.likelihood(row["p_high"], margin)
        assert ("other evidence" in projection.sentence("en")) == changes, code
        assert ("换用其他依据" in projection.sentence("zh")) == changes, code
    assert changes in (True, False) and "W04" in odds.index


def test_series_of_ones_own_have_views_and_a_range():
    frame = pd.DataFrame({"indicator": "stunting", "year": [2012, 2017, 2022], "value": [9.1, 7.4, 6.2]})
    s = kz.series(frame, kind="proportion", direction="down", unit="%")
    row = kz.views(s, {"stunting": "＜5"}).iloc[0]
    told = kz.outlook(s, {"stunting": "＜5"}).iloc[0]
    assert row["p_low"] == told["p_low"] <= told["p_reach"] <= told["p_high"]
    assert told["basis"] == "own" and told["needed_year"] == 2023


def test_a_projections_line_is_the_outlooks(plan, table):
    for code in ("W03", "W16", "C10b", "W09"):
        line, row = kz.project(plan, code).row, table.loc[code]
        for name in table.columns:
            same = line[name] == row[name] if not pd.isna(row[name]) else pd.isna(line[name])
            assert same or abs(line[name] - row[name]) < 1e-12, (code, name)


def test_the_year_asked_for_next_follows_what_was_reported(plan):
    assert {case.next_year for case in cases_asked(plan, None, {})} == {plan.period.midterm + 1}
    later = kz.project(plan, "W04", values={plan.period.midterm + 2: 93.0}).case
    assert later.next_year == plan.period.midterm + 3
    nearly_over = kz.project(plan, "W04", values={plan.period.last - 1: 93.0})
    assert nearly_over.case.next_year is None and pd.isna(
        nearly_over.row["needed_value"]
    )  # its own year's value decides


def test_the_ladder_shows_the_range_of_each_rung(plan):
    figure = kz.figures.ladder(kz.outlook(plan), lang="en").figure
    legends = [legend for legend in (*figure.legends, *(ax.get_legend() for ax in figure.axes)) if legend]
    assert any("other evidence" in text.get_text() for legend in legends for text in legend.get_texts())
