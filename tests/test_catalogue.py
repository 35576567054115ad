"""The catalogue of indicators, and what a plan folder need not say because it does."""

import csv
import json

import pandas as pd
import pytest

import kzplan as kz
from kzplan.plan.catalogue import known_indicators
from kzplan.plan.tables import DERIVED

FROM_CATALOGUE = ("name_en", "kind", "direction", "subclass", "counts", "outside")


def said(folder, name):
    return pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)


def write(frame, folder, name):
    frame.to_csv(folder / f"{name}.csv", index=False, encoding="utf-8")


def derivable(folder):
    resources = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    fields = {one["name"]: one["schema"]["fields"] for one in resources}
    return {name: [one["name"] for one in fields[name] if one.get(DERIVED)] for name in fields}


def test_an_indicator_stands_once_and_its_parts_and_wholes_are_there():
    table = kz.catalogue()
    assert not table.duplicated(["indicator", "stratum"]).any()
    keys = set(table["indicator"] + ":" + table["stratum"])
    for column in ("whole", "numerator", "denominator"):
        assert set(table[column]) - {""} <= keys
    assert set(table["kind"]) == {"rate", "proportion", "positive", "count", "none"}
    assert (table["name_zh"] != "").all() and (table["name_en"] != "").all()
    assert (table["high"].isna() | (table["low"] < table["high"])).all()


def test_a_name_in_the_catalogue_is_of_one_indicator_only():
    owner: dict[str, str] = {}
    for one in known_indicators().values():
        for name in (one.name.zh, *one.aliases):
            assert (
                owner.setdefault(name.casefold(), f"{one.indicator}:{one.stratum}") == f"{one.indicator}:{one.stratum}"
            )


def test_the_shipped_plans_derivable_cells_are_the_catalogues(plan):
    known = known_indicators()
    for row in plan.tables["targets"].to_dict("records"):
        one = known[row["indicator"], row["stratum"]]
        told = (one.name.en, one.kind, one.direction, one.subclass, str(one.behind), one.outside)
        assert tuple(row[name] for name in FROM_CATALOGUE) == told, row["code"]
    for row in plan.tables["indicators"].to_dict("records"):
        one = known[row["indicator"], row["stratum"]]
        assert (row["kind"], row["direction"]) == (one.kind, one.direction)
        assert row["name_en"] in one.names


def test_a_plan_folder_without_its_derivable_columns_is_the_same_plan(plan, plan_copy):
    columns = derivable(plan_copy)
    targets = said(plan_copy, "targets").drop(columns=[one for one in columns["targets"] if one != "code"])
    targets["stratum"] = plan.tables["targets"]["stratum"].replace("total", "")
    write(targets, plan_copy, "targets")
    write(said(plan_copy, "baselines").drop(columns=["comparability", "source_name"]), plan_copy, "baselines")
    bare = kz.load_plan(plan_copy)
    pd.testing.assert_frame_equal(bare.tables["targets"], plan.tables["targets"])
    assert bare.tables["baselines"]["source_name"].tolist() == plan.tables["baselines"]["source_name"].tolist()


def test_a_plan_folder_with_its_derivable_cells_blank_has_the_same_outlook(plan_copy, table):
    columns = derivable(plan_copy)
    for name in ("targets", "indicators"):
        frame = said(plan_copy, name)
        blank = [one for one in columns[name] if one not in ("table", "row", "stratum")]
        frame[blank] = ""
        write(frame, plan_copy, name)
    again = kz.outlook(kz.load_plan(plan_copy)).set_index("code")
    pd.testing.assert_frame_equal(again, table)


def test_a_row_needs_one_id_and_nothing_else_that_is_known(plan_copy):
    path = plan_copy / "targets.csv"
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = list(csv.reader(file))
    keep = {"table", "row", "indicator", "stratum"}
    wanted = [[cell if name in keep else "" for name, cell in zip(header, row, strict=True)] for row in rows]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *wanted])
    assert kz.load_plan(plan_copy).target("W03").direction == "down"


def test_a_blank_cell_that_the_catalogue_cannot_fill_is_a_fault_with_the_nearest_ids(plan_copy):
    frame = said(plan_copy, "targets")
    frame.loc[2, ["indicator", "kind"]] = ["maternal_mortalty", ""]
    write(frame, plan_copy, "targets")
    with pytest.raises(kz.PlanError) as caught:
        kz.load_plan(plan_copy)
    (fault,) = [one for one in caught.value.faults if one.column == "kind"]
    assert fault.row == 4 and "maternal_mortality" in fault.text("en") and "目录" in fault.text("zh")


def test_the_catalogue_is_searched_by_name_alias_and_id():
    assert "maternal_mortality" in set(kz.catalogue("孕产妇死亡")["indicator"])
    assert set(kz.catalogue("婚检率")["indicator"]) == {"premarital_checkup"}
    assert kz.catalogue("stunting")["panel"].tolist() == ["stunting"]
    with pytest.raises(kz.KzplanError, match="text to look for"):
        kz.catalogue(3)
