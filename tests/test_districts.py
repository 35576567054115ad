"""Many districts: invented ones are marked and reproducible, and each has the others as its class."""

import re
import shutil

import numpy as np
import pandas as pd
import pytest

import kzplan as kz
from kzplan.indicator import measure
from kzplan.lab import examples
from kzplan.odds import districts
from kzplan.odds.panel import apart, classes
from kzplan.odds.sisters import sisters


@pytest.fixture(scope="module")
def plans(tmp_path_factory):
    folders = examples.write_districts(tmp_path_factory.mktemp("districts"), number=3)
    return {folder.name: kz.load_plan(folder) for folder in folders}


@pytest.fixture(scope="module")
def panel(plans):
    """The same districts as a panel; to be read only."""
    pytest.importorskip("pyarrow", reason="panels need pyarrow")
    return districts.load(next(iter(plans.values())).folder.parent)


def test_invented_districts_are_marked_and_hold_no_real_value(plans, plan):
    real = {(seen["code"], seen["value"]) for seen in plan.observations.to_dict("records")}
    for one in plans.values():
        assert examples.MARK in one.dictionary["title"] and "示例" in one.district
        own = {(seen["code"], seen["value"]) for seen in one.observations.to_dict("records")}
        assert len(own) > 20 and not own & real
        assert not len(one.tables["external"]) and not len(one.tables["prose"])


def test_the_reasons_of_an_invented_district_quote_no_figure_of_the_real_one(plans, plan):
    number = re.compile(r"\d[\d.,]*")
    real = {
        found
        for row in plan.decade_rows.values()
        for name in plan.period.value_columns
        for found in number.findall(row[name])
    }

    def quoted(one):
        said = [target.reason.zh for target in one.by_code.values()] + [
            target.reason.en for target in one.by_code.values()
        ]
        found = {value.replace(",", "") for text in said for value in number.findall(text)} & {
            one for one in real if len(one) > 2
        }
        return found | {
            year for year in ("2010年", "2020年") for text in said if f"{year}" in text.replace("2011—2020年表", "")
        }

    assert {"43.2", "2135", "2010年"} <= quoted(plan)
    for one in plans.values():
        assert not quoted(one)
        assert one.target("W34a").reason.zh == "定义一致" and one.target("W13").reason.zh == "以前的值按有误处理"
        assert one.target("C09").reason == plan.target("C09").reason  # what is said of definitions is true of it too


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


@pytest.mark.parametrize("enough", [2, 30])
def test_a_district_is_told_what_a_panel_of_the_same_districts_tells_it(plans, panel, monkeypatch, enough):
    for room in (classes, apart):  # how many others tell how widely they parted
        monkeypatch.setattr(room, "LEAST_APART", enough)
    panel = kz.project_panel(panel, next(iter(plans.values()))).set_index(["place", "code"])
    assert panel["class_spread"].notna().any() == (enough == 2) and panel["class_level"].notna().sum() > 10
    table = districts.outlooks({one.district: one for one in plans.values()}).set_index(["district", "code"])
    same = ["median", "lo50", "hi50", "lo80", "hi80", "lo95", "hi95", "p_reach", "outlook", "attainment_year"]
    ours = table.loc[list(panel.index), same].rename_axis(["place", "code"])
    pd.testing.assert_frame_equal(ours, panel[same], check_exact=True, check_dtype=False)


def test_few_events_of_the_others_make_them_a_small_part_of_their_number(plans):
    _, places = districts.sister_changes(plans)
    row = places.loc[next(iter(plans))]
    assert (
        row["maternal_mortality", "total"] < row["under5_mortality", "total"] < 2 == row["under3_management", "total"]
    )


def test_a_rate_in_another_unit_meets_and_is_told_in_its_own(plans, tmp_path):
    (name, first), other = next(iter(plans.items())), tmp_path / "other"
    shutil.copytree(first.folder, other)
    old = first.observations.query("code == 'C04'")["value"].tolist()
    changed = {
        "printed/children_2021_2030.csv": {"死亡率（‰）,＜4.5,＜4.5": "死亡率（1/10万）,＜450,＜450"},
        "printed/children_2011_2020.csv": {f",‰,{old[0]:.2f},＜11,{old[1]:.2f}": f",1/10万,{100 * old[0]:.0f},＜1100,{100 * old[1]:.0f}"},
        "targets.csv": {"5岁以下儿童死亡率（‰）": "5岁以下儿童死亡率（1/10万）"},
        "indicators.csv": {'Under-five mortality rate,"per 1,000"': 'Under-five mortality rate,"per 100,000"'},
    }  # fmt: skip
    for file, words in changed.items():
        text = (other / file).read_text(encoding="utf-8")
        for before, after in words.items():
            assert before in text
            text = text.replace(before, after)
        (other / file).write_text(text, encoding="utf-8", newline="")
    same, hundred = plans | {name: first}, plans | {name: kz.load_plan(other)}
    assert hundred[name].target("C04").unit == "1/10万"
    key, third = ("under5_mortality", "total"), list(plans)[2]
    ours, told = sisters(same), sisters(hundred)
    for one, times in ((name, 100), (third, 1)):
        assert told[one][key].level == pytest.approx(times * ours[one][key].level)
        assert told[one][key].change == pytest.approx(ours[one][key].change)


def test_a_report_on_invented_districts_says_so_and_names_no_real_source(plans, tmp_path):
    import openpyxl

    from kzplan.documents import write_report

    write_report(next(iter(plans.values())), tmp_path)
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert examples.MARK in page and "开州" not in page and "Kaizhou" not in page
    book = openpyxl.load_workbook(tmp_path / "outlook_2030.xlsx")
    assert all(examples.MARK in sheet.oddFooter.left.text for sheet in book.worksheets[:2])


def blanked(district, folder, *columns):
    """An example district without the values of some columns."""
    shutil.copytree(district.folder, folder)
    for name in ("women_2011_2020", "children_2011_2020"):
        path = folder / "printed" / f"{name}.csv"
        table = pd.read_csv(path, dtype=str, keep_default_na=False)
        table[list(columns)] = "—"
        table.to_csv(path, index=False, encoding="utf-8", lineterminator="\n")
    return kz.load_plan(folder)


@pytest.mark.parametrize("columns", [("value_2010",), ("value_2020",), ("value_2010", "value_2020")])
def test_a_plan_with_hardly_any_value_still_gets_its_answers(plans, tmp_path, columns):
    from kzplan import figures
    from kzplan.documents import html
    from kzplan.evaluation import gaps, missing

    plan = blanked(next(iter(plans.values())), tmp_path / "data", *columns)
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
