from dataclasses import replace

import pandas as pd
import pytest
import test_store
from loading import reloaded

import kzplan as kz
from kzplan.documents.facts import past_odds
from kzplan.plan import births, load, printed, store
from kzplan.plan.breaks import add_break
from kzplan.plan.departments import add_department

SERIES = {
    "plan",
    "table",
    "row",
    "indicator",
    "name_zh",
    "name_en",
    "year",
    "value",
    "unit",
    "stratum",
    "numerator",
    "denominator",
    "source",
    "used",
}


def value(plan, code, year):
    seen = plan.observations.query("code == @code and year == @year")
    return seen["value"].item() if len(seen) else None


def test_every_printed_target_has_its_code(plan):
    several = {"W": {5: "ab", 33: "ab", 34: "ab"}, "C": {10: "abcd", 13: "abc", 15: "abc"}}
    expected = [
        f"{letter}{n:02d}{part}"
        for letter, last in (("W", 48), ("C", 35))
        for n in range(1, last + 1)
        for part in several[letter].get(n, [""])
    ]
    assert plan.targets["code"].tolist() == expected and len(expected) == 93


def test_the_series_is_tidy_and_covers_2010_2020_and_2030(plan):
    series = plan.series()
    assert set(series) >= SERIES
    assert series["value"].notna().all() and set(series["year"]) == {2010, 2020, 2030}
    assert not series.duplicated(["table", "row", "year"]).any()
    assert (series.loc[~series["used"], "reason"] != "").all()


def test_a_change_to_the_series_does_not_reach_the_plan(plan):
    series = plan.series()
    series["value"] = 0
    assert plan.series()["value"].max() > 0


def test_a_sum_of_rows_and_a_figure_of_the_text_are_baselines_too(plan):
    assert value(plan, "W36", 2020) == pytest.approx(5.768 + 30.046)
    assert value(plan, "W35", 2020) == 88.1 and value(plan, "W35", 2010) is None


def test_only_the_year_that_can_serve_is_used(plan):
    for code in ("C19", "C07"):
        assert value(plan, code, 2010) is None and value(plan, code, 2020) is not None
    assert value(plan, "W13", 2020) is None and value(plan, "W45", 2020) is None


def test_values_of_another_definition_are_never_baselines(plan):
    other = plan.targets.index[plan.targets["comparability"].isin(["C", "N"])]
    assert not plan.observations["code"].isin(other).any() and len(other) == 52


def test_a_corrected_value_stands_beside_the_printed_one_and_is_not_used(plan):
    row = plan.series().query("table == 'children_2011_2020' and row == 11 and year == 2020").iloc[0]
    assert (row["printed"], row["value"], row["used"]) == ("11.84", 0.1184, False)


def test_deaths_and_births_stand_behind_the_death_rates(plan):
    seen = plan.observations.query("code in ['W03', 'C01', 'C02', 'C04']").set_index(["code", "year"])
    assert seen["numerator"].tolist() == [3, 1, 93, 22, 134, 32, 209, 58]
    assert set(seen["denominator"]) == {15514, 9268}


def test_a_share_has_its_own_numerator_and_denominator(plan):
    seen = plan.observations.query("code == 'W34a'")
    assert seen["numerator"].tolist() == [425, 548] and seen["denominator"].tolist() == [2135, 2076]


def test_joint_departments_are_split_and_merged_cells_filled(plan):
    assert plan.target("W10").departments == ("区发展改革委", "区卫生健康委")
    assert plan.target("C18").departments == ("区公安局", "区教委", "区卫生健康委")
    assert plan.target("C10b").department == "区教委" and plan.target("C10b").nature == "expected"
    assert plan.target("W21").domain == "妇女参与决策管理"


def test_city_and_district_targets_differ_in_twelve_rows(plan):
    assert (plan.targets["target_city"] != plan.targets["target_district"]).sum() == 12


def test_targets_are_found_in_either_language(plan):
    assert kz.indicators(q="孕产妇死亡", plan=plan).index.tolist() == ["W03"]
    assert kz.indicators(q="Stunting", plan=plan).index.tolist() == ["C06"]
    assert len(kz.indicators(plan=plan)) == 93


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("13.00", 13),
        ("47.40%", 47.4),
        ("１２.３", 12.3),
        ("1,234", 1234),
        ("2.00  ", 2),
        ("-2.45", -2.45),
        ("—", None),
        ("未开展", None),
        ("", None),
        ("12.3.4", None),
        ("1,23", None),
        ("nan", None),
    ],
)
def test_a_printed_cell_is_a_number_or_nothing(text, expected):
    assert printed.parse_value(text)[0] == expected


def test_the_plan_that_ships_is_the_one_loaded_without_a_folder(plan):
    assert kz.load_plan(load.data_folder()).targets.equals(plan.targets)


def test_headcounts_behind_a_share_are_persons_whatever_unit_is_printed(plan):
    seen = plan.observations.set_index(["code", "year"]).loc[("W18", 2020)]
    assert (seen["numerator"], seen["denominator"]) == (779, 3087)  # printed in 万人
    known = plan.observations.dropna(subset=["denominator"])
    known = known[known["code"].map(plan.targets["kind"]) == "proportion"]
    assert (known["denominator"] >= 20).all() and (
        known["numerator"] / known["denominator"] * 100 - known["value"]
    ).abs().max() < 6


def test_every_path_starts_near_its_latest_value(plan):
    import kzplan as kz

    for code in plan.targets.index:
        p = kz.project(plan, code)
        if p.case.kind == "proportion" and p.median == p.median:
            path = p.path().set_index("year")["median"]
            assert abs(path.iloc[0] - p.case.drawn[-1].value) < 2, code
            assert path.diff().abs().max() < 2.5, code  # no leaps between neighbouring years


def test_a_folder_read_again_by_the_tests_is_the_plan_that_loading_it_gives(plan_copy):
    reloaded(plan_copy)  # what is printed is read
    store.write(test_store.rows({"code": "C09", "year": 2024, "value": 91.0}), plan_copy)
    add_department(reloaded(plan_copy), "区残联", "区残疾人联合会", 2024)
    add_break(reloaded(plan_copy), "C08", 2023, "分母由在册改为常住", "区统计局")
    quick, whole = reloaded(plan_copy), kz.load_plan(plan_copy)
    assert quick.folder == whole.folder and list(quick.tables) == list(whole.tables)
    for name, table in whole.tables.items():
        pd.testing.assert_frame_equal(quick.tables[name], table)
    pd.testing.assert_frame_equal(kz.outlook(quick), kz.outlook(whole))
    pd.testing.assert_frame_equal(kz.evaluate(quick, 2025).table, kz.evaluate(whole, 2025).table)
    assert quick.breaks and "区残疾人联合会" in quick.by_code["C26"].departments
    (plan_copy / "observations.csv").write_text("code\nW01\n", encoding="utf-8")
    with pytest.raises(kz.PlanError):
        reloaded(plan_copy)


def test_what_rests_on_the_printed_tables_is_worked_out_once_and_not_before_it_is_asked_for():
    plan = kz.load_plan()
    later = plan.known_to(2022)
    blank = later.with_reports(later.tables["observations"].iloc[:0])
    assert not {"recovered", "decade"} & {*plan.__dict__, *later.__dict__, *blank.__dict__}
    assert blank.recovered is later.recovered is plan.recovered and blank.decade is plan.decade
    assert blank.returned is not plan.returned


def test_how_the_odds_of_the_last_decade_fared_rests_on_no_annual_value(example_full):
    reported, bare = past_odds(example_full), example_full.with_reports(example_full.returned.iloc[:0])
    assert past_odds(bare) is reported  # worked out once
    alone = replace(bare)  # the same plan, of which nothing was worked out before
    assert past_odds(alone) == reported and past_odds(alone) is not reported


def test_births_of_a_year_are_the_most_that_any_department_counted(plan):
    counted = {"W03": (2021, 7700.0), "C01": (2021, 7737.0), "C02": (2022, 7446.0), "W01": (2022, 9000.0)}
    lines = [
        {"code": code, "year": year, "stratum": "total", "department": "", "status": store.FINAL, "revision": 1}
        | {"value": 1.0, "denominator": many, "received": "2023-01-01", "why": "", "note": ""}
        for code, (year, many) in counted.items()
    ]
    blank = [lines[0] | {"year": 2023, "denominator": float("nan")}, lines[0] | {"year": 2020}]
    told = plan.with_reports(pd.DataFrame(lines + blank).assign(year=lambda frame: frame["year"].astype("Int64")))
    assert births.reported_births(told) == {2021: 7737.0, 2022: 7446.0}
    assert births.reported_births(plan) == {}
