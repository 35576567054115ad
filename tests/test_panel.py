"""Panels: many places at once come to what each series comes to alone, each with the area around it as its class."""

import numpy as np
import pandas as pd
import pytest
from places import panel

import kzplan as kz
from kzplan.indicator import measure

pytest.importorskip("pyarrow", reason="panels need pyarrow")

from kzplan.odds.own import case_of
from kzplan.odds.panel import work

MEASURED = ("kind", "direction", "unit")


SAME = [
    "base_year", "base_value", "latest_year", "latest_value", "status", "median", "lo50", "hi50", "lo80", "hi80", "lo95", "hi95",
    "p_reach", "change_so_far", "change_required", "change_unit", "acceleration", "attainment_year", "outlook", "evidence",
    "reason", "basis", "kind", "direction", "rule", "target", "p_low", "p_high", "p_limit_shown", "methods_on_track",
    "name_zh", "name_en", "status_city", "p_city", "target_city", "plan", "domain", "department", "nature",
]  # fmt: skip


def class_told(row):
    """What a row says of its class, as the assumptions of one series."""
    names = ("change", "places", "spread")
    return {f"reference_{name}": row[f"class_{name}"] for name in names if row[f"class_{name}"] == row[f"class_{name}"]}


def alone(rows, asked, told):
    """The outlook of one place's series as ``kz.outlook`` gives it, with the class the panel found."""
    measured = {
        name: {key: one for key, one in asked[name].items() if key in set(rows["indicator"])}
        for name in ("kind", "direction", "unit")
    }
    series = kz.series(rows, **measured)
    targets = {name: asked["targets"][name] for name in series if name in asked["targets"]}
    known = told.set_index("indicator")["class_change"].dropna()
    given = {
        "reference_change": known.to_dict(),
        "reference_places": told.set_index("indicator")["class_places"].dropna().to_dict(),
        "reference_spread": told.set_index("indicator")["class_spread"].dropna().to_dict(),
    }
    return kz.outlook(series, targets, at=asked["at"], **given).set_index("code")


def test_a_series_of_a_panel_comes_to_what_it_comes_to_alone_to_the_last_bit(nation, nation_told):
    frame, asked = nation
    assert (
        nation_told["reason"].nunique() > 4
        and nation_told["outlook"].nunique() > 4
        and nation_told["basis"].nunique() > 2
    )
    checked = 0
    for place in nation_told["place"].unique()[::5]:
        own = nation_told[nation_told["place"] == place].set_index("indicator", drop=False)
        drawn = own["class_level"].notna()  # to the level of its class, which series of one's own have none of
        by_hand = alone(frame[frame["place"] == place], asked, own.reset_index(drop=True)).loc[own.index]
        for name in SAME:
            one, other = own.loc[~drawn, name], by_hand.loc[~drawn, name]
            pd.testing.assert_series_equal(one, other, check_exact=True, check_dtype=False, check_names=False, obj=name)
        checked += int((~drawn).sum())
    assert checked > 30


def test_a_panel_has_the_outlooks_columns(nation_told):
    from kzplan.odds.columns import names

    assert set(names()) - set(nation_told.columns) == set(work.LEFT_OUT)


def test_what_would_make_a_target_likely_is_what_the_search_of_one_series_finds(nation, nation_told):
    frame, asked = nation
    checked = 0
    for place in nation_told["place"].unique()[::6]:
        own = nation_told[nation_told["place"] == place].set_index("indicator")
        rows = frame[frame["place"] == place]
        measured = {key: {name: asked[key][name] for name in set(rows["indicator"])} for key in MEASURED}
        series = kz.series(rows, **measured)
        year = int(own["needed_year"].max())
        for name in set(series) & set(asked["targets"]):
            row, last = own.loc[name], series[name].latest
            if last.year >= year or row["kind"] == "rate":
                continue
            given = class_told(row)
            one = kz.needed(series[name], target=asked["targets"][name], year=year, at=asked["at"], **given)
            assert row["needed_value"] == pytest.approx(one["needed"].iloc[0], nan_ok=True, abs=1e-12), name
            checked += bool(row["needed_value"] == row["needed_value"])
    assert checked > 20


def counted_case(row, rows):
    """A counted rate by hand: births as behind its latest value, its class's change and level around it."""
    from dataclasses import replace

    from kzplan.plan.classes import ClassValues

    series = kz.series(rows, kind="rate", direction="down", unit="‰").only
    known = class_told(row)
    births = float(rows.sort_values("year")["denominator"].iloc[-1])
    case = case_of(series, row["target"], 2030, births=births, **known)
    if np.isnan(row["class_level"]):
        return case
    nearest = inside(ClassValues, {"base_year": rows["year"].min(), **row[["class_level", "class_level_se"]]}, rows)
    return replace(case, around=ClassValues(*nearest))


def test_published_rates_and_values_needed_rest_on_the_births_behind_the_latest_value(nation):
    from kzplan.odds.needed import solve
    from kzplan.odds.verdict import judge

    frame, asked = nation
    frame = frame[frame["indicator"].isin(["i08", "i13"])].replace(
        {"i08": "under5_mortality", "i13": "infant_mortality"}
    )
    targets = {"under5_mortality": "＜6", "infant_mortality": "≤4.25"}
    told = kz.project_panel(frame, targets, at=2030, parents=asked["parents"])
    checked = 0
    for _, row in told[told["reason"].eq("")].iterrows():
        case = counted_case(row, frame[(frame["place"] == row["place"]) & (frame["indicator"] == row["indicator"])])
        verdict = judge([case])[0][1]
        assert row["p_reach"] == pytest.approx(verdict.p_reach, abs=1e-12)
        assert row["p_published"] == pytest.approx(verdict.p_published, abs=0.005)
        if row["latest_year"] < 2022:
            assert row["needed_value"] == pytest.approx(solve([case], [2022])[0][0], abs=1e-12, nan_ok=True)
            checked += 1
    assert checked > 15


def test_a_target_from_a_base_of_nothing_is_a_natural_limit():
    rows = [("a", 2015, 0.0, 0.0, 463.0), ("a", 2020, 1.3532, 1.0, 739.0)]
    frame = pd.DataFrame(rows, columns=["place", "year", "value", "numerator", "denominator"]).assign(indicator="u5")
    asked = {"kind": "rate", "direction": "down", "unit": "‰", "at": 2030}
    told = kz.project_panel(frame, "以2015年为基数下降1/6", **asked).iloc[0]
    assert told["reason"] == "ceiling target" and np.isnan(told["p_reach"]) and 0 <= told["p_limit_shown"] < 1


def test_a_rate_of_few_events_is_drawn_to_the_level_of_its_class(nation, nation_told):
    """By hand: the case of one series of its own, with the class's change and its level around it."""
    from dataclasses import replace

    from kzplan.odds.verdict import judge
    from kzplan.plan.classes import ClassValues

    frame, _ = nation
    row = nation_told[
        nation_told["class_level"].notna() & nation_told["reason"].eq("") & nation_told["basis"].eq("own")
    ].iloc[3]
    rows = frame[(frame["place"] == row["place"]) & (frame["indicator"] == row["indicator"])]
    series = kz.series(rows, kind="rate", direction="down", unit="‰").only
    case = case_of(series, row["target"], 2030, **class_told(row))
    nearest = ClassValues(*inside(ClassValues, row, rows))
    by_hand = judge([replace(case, around=nearest)])[0][1]
    assert by_hand.p_reach == row["p_reach"] and by_hand.hi80 == row["hi80"]
    assert judge([case])[0][1].p_reach != row["p_reach"]


def test_a_level_of_few_events_or_places_says_how_unsure_it_is(nation, nation_told):
    frame, _ = nation
    row = nation_told[nation_told["class_level"].notna() & nation_told["class"].eq(nation_told["parent"])].iloc[0]
    ours = frame[frame["indicator"].eq(row["indicator"]) & frame["parent"].eq(row["class"]) & frame["value"].notna()]
    others = ours[ours["place"].ne(row["place"])]
    year = ours.loc[ours["place"].eq(row["place"]), "year"].min()
    events = others.loc[others["year"].eq(year), "numerator"].sum()
    assert events > 0 and not others.loc[others["year"].eq(year), "denominator"].isna().any()
    several = others.groupby("place").size().ge(2).sum()
    stray = kz.model.parameters_for("rate").spread
    assert row["class_level_se"] == pytest.approx(np.sqrt(1 / (events + 0.5) + stray**2 / several))


def inside(of, row, rows):
    """The class's value beside a series, as the fields of what a plan's class is."""
    from dataclasses import fields

    given = {"years": np.array([int(row["base_year"])]), "values": np.array([row["class_level"]])}
    given["variances"] = np.array([row["class_level_se"] ** 2])
    return [given.get(field.name, "") for field in fields(of)]


def test_the_class_is_the_other_places_of_the_nearest_area_with_enough_of_them(nation, nation_told):
    frame, asked = nation
    row = nation_told[(nation_told["indicator"] == "i00") & nation_told["class"].eq("city 1")].iloc[0]
    same = nation_told[
        (nation_told["parent"] == "city 1") & (nation_told["indicator"] == "i00") & nation_told["basis"].eq("own")
    ]
    others = same[same["place"] != row["place"]]
    change = np.diff(measure.to_link(others[["base_value", "latest_value"]].to_numpy(), "proportion"))[:, 0]
    change /= (others["latest_year"] - others["base_year"]).to_numpy(float)
    assert row["class_places"] == len(others) >= 5 and row["class_change"] == pytest.approx(change.mean(), abs=1e-8)
    # the last city has five places, too few: its counties look to the province, and beyond it to all
    assert set(nation_told[nation_told["parent"] == "city 2"]["class"]) <= {"province 0", "all"}
    alone = kz.project_panel(frame, **asked, classes=False)
    assert (alone["class"] == "").all() and alone["class_change"].isna().all() and (alone["class_basis"] == "").all()
    lone = kz.project_panel(frame[frame["parent"].eq("city 2")].iloc[::-1], **asked)  # five places: four others
    assert set(lone["class_basis"]) == {"few places"} and set(nation_told.loc[row.name, ["class_basis"]]) == {
        "enough places"
    }
    assert (alone["p_reach"] - nation_told["p_reach"]).abs().max() > 0.05


def test_a_place_without_a_value_is_told_from_its_class_alone_where_that_has_been_earned():
    frame, asked = panel(12)
    asked |= {"targets": "≥70", "kind": "proportion", "direction": "up", "unit": "%"}
    frame = frame[frame["indicator"] == "i00"].drop(columns=["numerator", "denominator"])
    bare = frame[frame["place"] == "county 003"].head(1).assign(value=np.nan)
    told = kz.project_panel(pd.concat([frame[frame["place"] != "county 003"], bare]), **asked).set_index("place")
    row = told.loc["county 003"]
    assert row["basis"] == "" and row["reason"] == "no baseline" and np.isnan(row["p_reach"])
    assert 0 < row["class_p_reach"] < 1 and row["class_p_reach"] == told.loc["county 004", "class_p_reach"]


def test_targets_of_a_plan_are_asked_of_every_place(plan, table):
    rows = [
        {
            "place": f"区 {i}",
            "indicator": target.indicator,
            "stratum": target.stratum,
            "year": one.year,
            "value": one.value,
        }
        for i in range(3)
        for target in plan.by_code.values()
        if target.comparable
        for one in plan.series_of(target.code)
    ]
    frame = pd.DataFrame(rows).drop_duplicates(["place", "indicator", "stratum", "year"])
    told = kz.project_panel(frame, plan, classes=False)
    assert set(told["place"]) == {"区 0", "区 1", "区 2"} and told["target"].isin(table["target"]).all()
    own = told[told["place"] == "区 1"].set_index(["indicator", "stratum"])
    same = 0
    for code, target in plan.by_code.items():
        given = table.loc[code]
        if target.on_births or (target.indicator, target.stratum) not in own.index or given["reason"]:
            continue
        by_itself = kz.project(plan, code, reference_class=False)
        row = own.loc[(target.indicator, target.stratum)]
        if row["target"] == given["target"] and "B" not in by_itself.case.series.grades:
            assert row["median"] == by_itself.median and row["p_reach"] == by_itself.p_reach, code
            assert row["status"] == given["status"] and row["name_zh"] == given["name_zh"], code
            assert row["target_city"] == given["target_city"] and row["status_city"] == given["status_city"], code
            np.testing.assert_array_equal([row["p_city"]], [by_itself.verdict.p_above], err_msg=code)
            assert row["needed_year"] is pd.NA or row["needed_year"] == plan.period.midterm + 1
            same += 1
    assert same > 10
