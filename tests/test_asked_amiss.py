"""What a researcher new to kzplan guesses wrong is answered with what to do, and with the rows."""

import inspect
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from odd import Mute, MuteText

import kzplan as kz
from kzplan import counts, progress

LONG = pd.DataFrame(
    {
        "indicator": ["stunting"] * 2 + ["anc"] * 3,
        "year": [2012, 2022, 2012, 2017, 2022],
        "value": [9.1, 6.2, 88, 91.5, 93],
    }
)
ONE = LONG[LONG["indicator"].eq("anc")]
YEARS = [2010, 2020]


def share(frame, **more):
    return kz.series(frame, **{"kind": "proportion", "unit": "%", **more})


@pytest.mark.parametrize(
    ("ask", "shown"),
    [
        (lambda: share(LONG.pivot(index="year", columns="indicator", values="value")), r"frame\.melt"),
        (lambda: share(ONE.set_index("year")), r"frame\.reset_index\(\)"),
        (lambda: share(ONE.rename(columns=str.title)), r"rename\(columns=\{'Year': 'year', 'Value': 'value'\}\)"),
        (
            lambda: share(ONE.rename(columns={"indicator": "Indicator"}), direction={"anc": "up"}),
            r"no column 'indicator', and 'Indicator' .*rename\(columns=\{'Indicator': 'indicator'\}\)",
        ),
        (lambda: share(LONG.rename(columns={"indicator": " indicator "})), "' indicator ' is called almost so"),
        (lambda: share(LONG.rename(columns={"indicator": "INDICATORS"})), "'INDICATORS' is called almost so"),
        (lambda: share(ONE.assign(Numerator=88, Denominator=100)), "'Numerator' is called almost so"),
        (
            lambda: share(ONE.rename(columns={"indicator": "what"}), direction={"anc": "up"}),
            "no column 'indicator', so all its rows are one series; its columns are what, year, value",
        ),
        (lambda: share(ONE.rename(columns={"year": " Year"})), r"rename\(columns=\{' Year': 'year'\}\)"),
        (lambda: share(ONE.set_index("year")["value"]), r"rename_axis\('year'\)"),
        (lambda: share(ONE.drop(columns="value").assign(numerator=5, denominator=9)), r"value=100 \* frame"),
        (lambda: share(ONE.assign(year=pd.to_datetime(ONE["year"].astype(str)))), r"\.dt\.year"),
        (lambda: share(ONE.assign(year=pd.PeriodIndex(ONE["year"].astype(str), freq="Y"))), r"\.dt\.year"),
        (lambda: share(ONE.assign(year=ONE["year"] - 2000)), "4 digits"),
        (lambda: share(ONE[:0]), "no row with a value"),
        (lambda: share(LONG, direction={"stuntin": "down"}), "'stuntin'.*there are stunting, anc"),
        (lambda: share(LONG, direction="lower"), r"up \(more is better\)"),
        (lambda: share(ONE, kind="rate", unit=1000), "unit of 'anc' is text"),
        (lambda: share(ONE, kind="percent"), r"proportion \(a percentage\)"),
        (lambda: share(ONE.assign(numerator=5, denominator=3)), "not 100 × numerator"),
        (lambda: share(ONE.assign(numerator=5, denominator=0)), "denominators above 0"),
        (lambda: share(pd.concat([ONE, ONE[["value"]]], axis=1)), "column 'value' stands twice"),
        (lambda: share(ONE.astype(object).assign(value=10**400)), "text where numbers belong, in column 'value'"),
        (lambda: share(ONE.assign(value=True)), "text where numbers belong, in column 'value'"),
        (lambda: share(ONE.assign(value=ONE["value"] * 1j)), "text where numbers belong, in column 'value'"),
        (lambda: share(ONE.assign(indicator=pd.Series(["\ud800"] * 3, ONE.index, dtype=object))), "no indicator"),
        (lambda: share(ONE, unit="fraction"), "unit of 'anc' is '%'.*got 'fraction'"),
        (lambda: share(ONE.assign(value=[88.0, 0.915, 93.0])), r"of 1 among shares of 100(.|\n)*0\.915"),
        (lambda: share(ONE.assign(value=[99.0, 99.5, 1.0])), "of 1 among shares of 100"),
        (lambda: share(ONE.assign(value=[0.96, 0.99, 1.02]), unit=None), "or about 1(.|\n)*1.02"),
    ],
)
def test_a_table_of_another_form_is_refused_with_what_to_do(ask, shown):
    with pytest.raises(kz.KzplanError, match=shown):
        ask()


@pytest.mark.parametrize(
    ("ask", "shown"),
    [
        (lambda s: kz.project(s["anc"], "≥95", at=2032), "target='≥95'"),
        (lambda s: kz.project(s["anc"], target="≥95", year=2032), "no assumption 'year'; there are at"),
        (lambda s: kz.project(s["anc"], target="≥95", at="2032"), "must be a number"),
        (lambda s: kz.project(s["anc"], target="≥95", at=2032.5), "whole year"),
        (lambda s: kz.project(s["anc"], target="≥95", at=2032, base_year=2030), "no value of anc from 2030"),
        (lambda s: kz.project(s["anc"], target="≥95", at=2032, reference_change="fast"), "link scale"),
        (lambda s: kz.project(s["anc"], target="≥95", at=2032, values={2024: 194}), "194 for 2024"),
        (lambda s: kz.project(s["anc"], target="≥95", at=2032, values=[94]), "by year"),
        (lambda s: kz.project(s["anc"], target="≥95", at=2032).interval("0.8"), "between 0 and 1"),
        (lambda s: kz.project(s["anc"], target="≥95", at=2032).draws(-1), "at least 1"),
        (lambda s: kz.project(s["anc"], target="≥95", at=2332), "at most 30 later"),
        (lambda s: kz.project(kz.load_plan(), "C08", values={2033: 94}), "after the target year 2030"),
        (lambda s: kz.outlook(s, "≥95", reference_change={"anx": 0.05}), "reference_change of 'anx'"),
        (lambda s: kz.outlook(kz.load_plan(), reference_places={"W99": 3}), "reference_places of 'W99'"),
        (lambda s: kz.outlook(s, "≥95", reference_change=0.05, reference_places="many"), "a number of places"),
        (lambda s: kz.outlook(s, "≥95", target="≥90"), "both given"),
        (lambda s: kz.project(LONG, target="≥95", at=2032), r"kzplan\.series\(frame"),
        (lambda s: kz.project("W03", kz.load_plan()), r"kzplan\.load_plan"),
        (lambda s: kz.project(kz.load_plan(), ["W03"]), r"kzplan\.outlook\(plan\)"),
        (lambda s: kz.outlook(LONG), r"kzplan\.series\(frame"),
        (lambda s: kz.outlook(s, ["≥95"]), "targets go by name"),
        (lambda s: kz.compare_methods(LONG), r"kzplan\.series\(frame"),
        (lambda s: kz.scenarios(s, [{"damping": 0.3}]), "a dict of dicts"),
        (lambda s: kz.scenarios(s, {"slow": 0.3}), "a dict of dicts"),
        (lambda s: kz.scenarios(kz.load_plan(), {2020: {2021: 3}}), "no assumption 2021; there are at"),
        (lambda s: kz.scenarios(s, {"slow": {"of": 3}}, "≥95"), "no assumption 'of'; there are at"),
        (lambda s: kz.scenarios(s, {(1, 2): {"damping": 0.3}}, "≥95"), r"name is a text, as 'slow'; got \(1, 2\)"),
        (lambda s: share(ONE.set_axis(["indicator", "year", ["value"]], axis=1)), r"called \['value'\]"),
        (lambda s: share(ONE, direction={pd.NA: "up"}), "direction of <NA>, which is no indicator here"),
        (lambda s: progress.evaluate("sdsn", 2010, Decimal("sNaN"), 2020, 12, 8), "y0 must be a finite number"),
        (lambda s: progress.judge("sdsn", 2010, 22, 2020, 12, 8, direction=range(10**12)), "'up' or 'down'"),
        (lambda s: counts.rate_interval(range(10**12), 100), "events has more than 10,000,000 entries"),
        (lambda s: counts.mean_of(2.5, 0.5), "whole number of events from 0 to 100; got 2.5"),
        (lambda s: counts.mean_of(2, 1.5), "chance must be one finite number, from .*; got 1.5"),
        (lambda s: kz.indicators(kz.load_plan()), "plan=plan"),
        (lambda s: kz.evaluate(kz.load_plan(), "2025"), "got '2025'"),
        (lambda s: kz.needed(s["anc"], target="≥95", at=2032, chance="x"), "chance must lie between 0 and 1; got 'x'"),
        (lambda s: kz.needed(s["anc"], target="≥95", at=2032, year=pd.NA), "year must be a whole year.*got <NA>"),
        (lambda s: kz.needed(s, ["anc"], target="≥95", at=2032), r"code must be .*got \['anc'\]"),
        (lambda s: kz.outlook(s, "≥95", at=pd.NA), "at must be a number; got <NA>"),
        (lambda s: kz.outlook(s, "≥95", at=pd.Index([2032])), "at must be a number; got Index"),
        (
            lambda s: kz.project(s["anc"], target="≥95", at=np.timedelta64(3, "D")),
            "at must be a number; got np.timedelta64",
        ),
        (
            lambda s: kz.project(s["anc"], target="≥95", at=2032, tolerance=10**400),
            "tolerance must be a number; got 1000",
        ),
        (lambda s: kz.project(s["anc"], pd.NA, target="≥95", at=2032), "name of a series; got <NA>"),
        (
            lambda s: kz.project(s["anc"], target="≥95", at=2032, values={2**63: 5}),
            "5 for 9223372036854775808; expected",
        ),
        (lambda s: kz.project(s["anc"], target="≥95", at=2032, values={1e308: 5}), r"5 for 1e\+308; expected"),
        (lambda s: kz.project(s["anc"], target="≥95", at=2032, values={2024: 10**400}), "for 2024; expected a number"),
        (lambda s: kz.project({}), "no series is given"),
        (lambda s: kz.outlook({}), "no series is given"),
        (lambda s: kz.outlook({}, "≥95", at=2032), "no series is given"),
        (lambda s: s[["anc"]], r"no series \['anc'\]; there are"),
        (lambda s: kz.audit("W03"), "plan must be a plan.*got 'W03'"),
        (lambda s: kz.audit(kz.load_plan(), skip=range(10**12)), "no rule 0"),
        (lambda s: kz.districts.load(None), "folder must be the name of a folder.*got None"),
        (lambda s: kz.districts.load(".", workers="x"), "workers must be a number of processes.*got 'x'"),
        (lambda s: kz.districts.load(".", parents=5), "parents must be a dict.*got 5"),
        (lambda s: kz.districts.outlooks(5), "plans must be a dict.*got 5"),
        (lambda s: kz.districts.sister_changes({"a": 5}), "plans must be a dict.*got {'a': 5}"),
        (lambda s: kz.save_figure(5, "one", LONG), "fig must be a figure of matplotlib.*got 5"),
        (lambda s: kz.save_figure(kz.project(s["anc"], at=2032).plot(), "one", 5), "data must be .*got 5"),
        (lambda s: kz.load_plan(5), "path must be a folder.*got 5"),
        (lambda s: kz.set_language(["zh"]), r"language must be one of.*got \['zh'\]"),
        (lambda s: kz.parse_target("＜5", direction=pd.NA), "direction must be 'up', 'down' or None; got <NA>"),
        (lambda s: kz.parse_target("提高", "up", base="2020"), "base must be a whole year.*got '2020'"),
        (lambda s: kz.progress.explain([]), r"no caution \[\]; there are"),
        (lambda s: kz.progress.on_track("sdsn", None), "change must be what .*change_of.* returns; got None"),
        (lambda s: kz.progress.evaluate("sdsn", 2010, np.timedelta64(3, "D"), 2020, 5), "y0 must be a finite number"),
    ],
)
def test_a_question_asked_amiss_is_answered_in_one_line_that_says_what_to_do(ask, shown):
    with pytest.raises(kz.KzplanError, match=shown) as caught:
        ask(share(LONG))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("ask", "shown"),
    [
        (lambda: kz.forecast(LONG, 2032, "proportion"), r"kzplan\.series\(frame(.|\n)*stunting"),
        (lambda: kz.forecast(LONG["year"], LONG["value"], 2032, "proportion"), "stands twice(.|\n)*entry 0 +2012"),
        (lambda: kz.forecast(YEARS, [0.6, 0.8], 2030, "proportion"), "between 0 and 1(.|\n)*entry 0 +0.6"),
        (lambda: kz.forecast(YEARS, [60, pd.NA], 2030, "proportion"), "entry 1 +<NA>"),
        (lambda: kz.forecast(YEARS, [[60, 80], ["x", 1]], 2030, "proportion"), "row 1, column 0 +'x'"),
        (lambda: kz.forecast(["2010", 2020], [60, 80], 2030, "proportion"), "entry 0 +'2010'"),
        (lambda: kz.forecast(YEARS, [60, 80], "2030", "proportion"), "'2030'"),
        (lambda: kz.forecast(pd.to_datetime(["2010", "2020"]), [60, 80], 2030, "proportion"), "years holds dates"),
        (lambda: kz.forecast(YEARS, [[60, 70], [80]], 2030, "proportion"), "unequal length"),
    ],
)
def test_what_is_no_array_of_numbers_is_refused_by_the_forecast_with_its_rows(ask, shown):
    with pytest.raises(kz.KzplanError, match=shown):
        ask()


def test_small_percentages_pass_where_the_unit_is_said_or_others_are_larger():
    one = kz.forecast(YEARS, [0.73, 0.38], 2030, "proportion", "down", unit="%")
    two = kz.forecast(YEARS, [[0.73, 0.38], [60, 80]], 2030, "proportion", "down")
    assert one.median[0] == two.median[0] < 0.38
    assert "unit" in inspect.signature(kz.forecast).parameters
    assert "unit : " in kz.forecast.__doc__ and "with the entries" in kz.forecast.__doc__


PANEL = LONG.assign(place="x")


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ({"workers": "x"}, "workers must be a number of processes, from 1 to .*got 'x'"),
        ({"targets": np.nan}, "targets must be a text.*got nan"),
        ({"targets": pd.NA}, "targets must be a text.*got <NA>"),
        ({"unit": 5}, "unit must be a text.*got 5"),
        ({"parents": 5}, "parents must be a dict.*got 5"),
        ({"progress": 5}, "progress must be a function.*got 5"),
        ({"classes": "x"}, "classes must be True or False; got 'x'"),
        ({"parameters": pd.DataFrame()}, "parameters must be the name of a set"),
        ({"data": pd.concat([PANEL, PANEL[["value"]]], axis=1)}, "column 'value' stands twice"),
        ({"data": PANEL.assign(place=[["x"]] * len(PANEL))}, "column 'place' must hold names"),
        ({"data": PANEL.assign(year=pd.to_datetime(PANEL["year"].astype(str)))}, "column 'year' holds datetime64"),
        ({"data": PANEL.assign(value=1j)}, "column 'value' holds complex128"),
        ({"data": PANEL.assign(year=np.nan)}, "the panel has no year"),
    ],
)
def test_what_is_no_panel_or_no_argument_of_one_is_refused_at_the_door(given, shown):
    usual = {"data": PANEL, "targets": "≥95", "kind": "proportion", "direction": "up", "unit": "%", "at": 2032}
    with pytest.raises(kz.KzplanError, match=shown):
        kz.project_panel(**usual | given)


def test_texts_of_any_make_are_names_and_small_shares_pass_beside_their_counts():
    assert list(share(LONG.convert_dtypes(dtype_backend="pyarrow"))) == ["stunting", "anc"]
    rare = ONE.assign(value=[0.5, 45.0, 52.0], numerator=[1, 90, 104], denominator=200)
    assert share(rare)["anc"].values.tolist() == [0.5, 45.0, 52.0]
    assert share(ONE.assign(value=[0.9, 45.0, 88.0]))["anc"].values[0] == 0.9  # what begins small and grows


def test_a_rate_beyond_all_bounds_meets_no_upper_target():
    criterion = kz.parse_target("＜8").criterion()
    assert kz.counts.published_rate_probability([1e308], [1.0], 7000, criterion, 100_000) == 0


def test_an_empty_cell_of_a_column_of_numbers_is_a_gap():
    column = pd.Series([60, None, 80], dtype="Int64")
    gap = kz.forecast([2010, 2015, 2020], column, 2030, "proportion", "up")
    assert gap.median == kz.forecast([2010, 2015, 2020], [60, np.nan, 80], 2030, "proportion", "up").median


def test_a_series_by_year_serves_as_values_and_a_year_as_a_whole_float():
    s = share(ONE, direction="up")
    asked = {"target": "≥95", "values": pd.Series({2024: 94.0})}
    assert kz.project(s, at=2032.0, **asked).p_reach == kz.project(s, at=2032, **asked).p_reach


def test_a_year_without_an_event_needs_its_counts():
    bare = pd.DataFrame({"year": [2012, 2017, 2022], "value": [20.0, 10.0, 0.0]})
    counted = bare.assign(numerator=[2, 1, 0], denominator=10_000)
    ask = {"kind": "rate", "direction": "down", "unit": "per 100,000"}
    assert kz.project(kz.series(counted, **ask), target="<8", at=2032).drawn
    with pytest.raises(kz.KzplanError, match="is 0 in 2022"):
        kz.project(kz.series(bare, **ask), target="<8", at=2032)


def test_the_source_of_a_table_of_ones_own_signs_its_figure_and_its_name_stands_once():
    p = kz.project(share(ONE.assign(source="Survey 2023"), direction="up"), target="≥95", at=2032)
    assert any("Survey 2023" in text.get_text() for text in p.plot(lang="en").texts)
    assert p.sentence("en").startswith("anc went from")
    assert "own series" in str([text.get_text() for text in kz.project(share(ONE), at=2032).plot(lang="en").texts])


def test_one_target_for_all_may_be_called_target_or_targets_and_differ_by_scenario():
    s = share(LONG, direction="up")
    assert kz.outlook(s, target="≥95")["p_reach"].tolist() == kz.outlook(s, "≥95")["p_reach"].tolist()
    runs = kz.scenarios(s["anc"], {"low": {"target": "≥95"}, "high": {"target": "≥97"}}, at=2032)
    assert runs["p_reach"].is_monotonic_decreasing and runs["rule"].tolist() == [">= 95", ">= 97"]


def test_assumptions_that_all_scenarios_share_are_given_once():
    table = kz.scenarios(share(ONE, direction="up"), {"slow": {"damping": 0.3}, "far": {"at": 2040}}, "≥95", at=2032)
    assert table.set_index("scenario")["rule"].tolist() == [">= 95"] * 2
    alone = kz.outlook(share(ONE, direction="up"), "≥95", at=2040)
    assert table["p_reach"].tolist()[1] == alone["p_reach"][0]


@pytest.mark.parametrize("name", ["indicator", "stratum", "year", "value", "numerator", "denominator", "source"])
def test_a_cell_that_cannot_be_compared_is_refused_with_its_row(name):
    with pytest.raises(kz.KzplanError, match=rf"in column '{name}'; expected(.|\n)*Decimal\('sNaN'\)"):
        share(ONE.assign(**{name: Decimal("sNaN")}))


def test_rows_with_something_that_cannot_tell_what_it_is_are_shown_all_the_same():
    with pytest.raises(kz.KzplanError, match=r"a year stands twice(.|\n)*anc(.|\n)*<Mute>"):
        share(pd.concat([ONE, ONE]).assign(source=[Mute()] * 6))


@pytest.mark.parametrize(
    "ask",
    [
        lambda s: kz.project(kz.load_plan(), "W03", target=MuteText("甚好")),
        lambda s: kz.project(kz.load_plan(), MuteText("W99")),
        lambda s: kz.project(s["anc"], target=MuteText("＜5"), at=2032),
        lambda s: kz.outlook(s, {"anc": Mute()}),
        lambda s: kz.outlook(s, {Mute(): "＜5"}),
        lambda s: share(LONG, unit=MuteText("多")),
        lambda s: kz.project_panel(LONG.assign(place="x"), "≥95", kind="proportion", unit=MuteText("多"), at=2032),
        lambda s: kz.forecast(YEARS, [60, 80], 2030, MuteText("多")),
        lambda s: kz.forecast(YEARS, [60, 80], 2030, "proportion", MuteText("多")),
        lambda s: kz.forecast(YEARS, [60, 80], 2030, "proportion", unit=pd.Series(["%"])),
        lambda s: kz.forecast(YEARS, [60, MuteText("80")], 2030, "proportion"),
        lambda s: kz.load_plan(MuteText("nowhere")),
    ],
)
def test_what_cannot_tell_what_it_is_is_refused_in_words(ask):
    with pytest.raises(kz.KzplanError) as caught:
        ask(share(LONG))
    assert str(caught.value)
