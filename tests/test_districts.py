"""Many districts: invented ones are marked and reproducible, and each has the others as its class."""

import numpy as np
import pandas as pd
import pytest

import kzplan as kz
from kzplan.indicator import measure
from kzplan.lab import examples
from kzplan.odds import districts


@pytest.fixture(scope="module")
def plans(tmp_path_factory):
    folders = examples.write_districts(tmp_path_factory.mktemp("districts"), number=3)
    return {folder.name: kz.load_plan(folder) for folder in folders}


def test_invented_districts_are_marked_and_hold_no_real_value(plans, plan):
    real = {(seen["code"], seen["value"]) for seen in plan.observations.to_dict("records")}
    for one in plans.values():
        assert examples.MARK in one.dictionary["title"] and "示例" in one.district
        own = {(seen["code"], seen["value"]) for seen in one.observations.to_dict("records")}
        assert len(own) > 20 and not own & real
        assert not len(one.tables["external"]) and not len(one.tables["prose"])


def test_the_same_seed_writes_the_same_bytes(tmp_path):
    first, second = (examples.write_districts(tmp_path / name, number=1, seed=5)[0] for name in "ab")
    for path in sorted(first.rglob("*.*")):
        assert path.read_bytes() == (second / path.relative_to(first)).read_bytes()


def test_a_district_is_no_witness_of_itself(plans):
    changes, places = districts.sister_changes(plans)
    names, key = list(plans), (plans[next(iter(plans))].target("C08").indicator, "total")
    others = []
    for name in names[1:]:
        case = kz.project(plans[name], "C08").case
        z = measure.to_link(case.series.values, "proportion")
        others.append((z[-1] - z[0]) / 10)
    assert changes.loc[names[0], key] == pytest.approx(np.mean(others)) and places.loc[names[0], key] == 2


def test_sisters_enter_as_one_call_by_hand_would_have_them(plans):
    table = districts.outlooks(plans).set_index(["district", "code"])
    changes, _ = districts.sister_changes(plans)
    name = list(plans)[1]
    key = (plans[name].target("C08").indicator, "total")
    by_hand = kz.project(plans[name], "C08", reference_change=changes.loc[name, key], reference_places=2)
    assert table.loc[(name, "C08"), "p_reach"] == pytest.approx(by_hand.p_reach)
    assert "A reference class" in by_hand.sentence("en")
    alone = districts.outlooks(plans, sisters=False).set_index(["district", "code"])
    assert alone.loc[(name, "C08"), "p_reach"] == pytest.approx(kz.project(plans[name], "C08").p_reach)


def test_a_report_on_invented_districts_says_so_and_names_no_real_source(plans, tmp_path):
    import openpyxl

    from kzplan.documents import write_report

    write_report(next(iter(plans.values())), tmp_path)
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert examples.MARK in page and "开州" not in page and "Kaizhou" not in page
    book = openpyxl.load_workbook(tmp_path / "outlook_2030.xlsx")
    assert all(examples.MARK in sheet.oddFooter.left.text for sheet in book.worksheets[:2])


def blanked(folder, *columns):
    """An example district without the values of some columns."""
    for name in ("women_2011_2020", "children_2011_2020"):
        path = folder / "printed" / f"{name}.csv"
        table = pd.read_csv(path, dtype=str, keep_default_na=False)
        table[list(columns)] = "—"
        table.to_csv(path, index=False, encoding="utf-8", lineterminator="\n")
    return kz.load_plan(folder)


@pytest.mark.parametrize("columns", [("value_2010",), ("value_2020",), ("value_2010", "value_2020")])
def test_a_plan_with_hardly_any_value_still_gets_its_answers(tmp_path, columns):
    from kzplan import figures
    from kzplan.documents import html
    from kzplan.evaluation import gaps, missing

    plan = blanked(examples.write_districts(tmp_path, number=1)[0], *columns)
    table = kz.outlook(plan)
    assert len(table) == len(plan.targets) and (len(columns) == 1 or (table["outlook"] == "").all())
    assert list(kz.compare_methods(plan))[:2] == ["code", "name_zh"]
    assert len(missing.to_collect(plan, table)) > 40 and len(gaps.strata_gaps(plan)) == 0
    assert "nan" not in html.page(table, plan).split("<main>")[1][:20000]
    with pytest.raises(ValueError, match="no indicator"):
        figures.strata_gaps(gaps.strata_gaps(plan))
    with pytest.raises(ValueError, match="no target"):
        figures.district_and_nation([kz.project(plan, "C02")], plan)
    with pytest.raises(ValueError, match="no target"):
        figures.pace(table[table["outlook"] == ""])


def test_sisters_are_the_class_and_nothing_else(plans, plan):
    both = {"开州": plan, **plans}
    table = districts.outlooks(both).set_index(["district", "code"])
    assert (
        table.loc[("开州", "W02"), "p_reach"] == kz.project(plan, "W02", reference_class=False).p_reach
    )  # no sister has W02
    with pytest.raises(ValueError, match="sisters=False"):
        districts.outlooks(both, reference_change=0.01)
