"""Every usual shape of a plan: what a folder need not have is needed by no command (invented folders, 示例数据)."""

import json

import pytest
from filling import fill_form
from matplotlib.figure import Figure
from running import run
from shapes import SHAPES, Shape, folder_of

import kzplan as kz
from kzplan import PlanError
from kzplan.plan.births import counted_behind
from kzplan.plan.printed import UNNAMED, split_departments, split_name

REAL = ("city", "nation", "county_alone", "other_county")  # several shapes at once, as real plans are
YEAR = "2027"


def faults(folder):
    with pytest.raises(PlanError) as problem:
        kz.load_plan(folder)
    return problem.value.to_frame()


def changed(folder, change):
    """The county's folder with one change."""
    shape = Shape()
    change(shape)
    return shape.write(folder)


@pytest.mark.parametrize("name", SHAPES)
def test_a_plan_of_every_shape_is_loaded_projected_and_audited(name, tmp_path):
    plan = kz.load_plan(folder_of(name, tmp_path))
    table = kz.outlook(plan)
    assert table["code"].tolist() == plan.targets["code"].tolist()
    assert ((table["outlook"] == "") != (table["reason"] == "")).all()
    assert len(kz.audit(plan))


@pytest.mark.parametrize("name", REAL)
def test_every_command_runs_on_a_plan_of_another_shape(name, tmp_path, unpainted):
    home, forms = folder_of(name, tmp_path / "home"), tmp_path / "forms"
    assert "W01" in run("outlook", "--plan", home)
    run("audit", "--plan", home)
    run("template", "--year", YEAR, "--plan", home, "-o", forms)
    returned = sorted(forms.glob(f"{YEAR}年*.xlsx"))[:1]
    plan = kz.load_plan(home)
    code = next(code for code, target in plan.by_code.items() if target.departments[0] in returned[0].name)
    said = {code: {"本年值": 12.0, "数据状态": "初步数", "数据来源": "示例数据", "填报人": "示例"}}
    fill_form(returned[0], said)[0].save(returned[0])
    run("merge", *returned, "--plan", home, "--who", "示例")
    assert kz.load_plan(home).series_of(code).by_year[int(YEAR)] == 12.0
    report = ("--report", "annual", "--scope", "joint" if len(set(plan.targets["plan"])) > 1 else "women")
    with unpainted(Figure.draw_without_rendering):
        run("midterm", "--year", YEAR, "--plan", home, *report, "-o", tmp_path / "evaluation")
    run("report", "--plan", home, "-o", tmp_path / "report")
    assert (tmp_path / "report" / "index.html").exists() and list((tmp_path / "evaluation").glob("*.docx"))


def test_without_a_table_of_the_past_a_plan_has_targets_and_no_odds(tmp_path):
    table = kz.outlook(kz.load_plan(folder_of("no_decade", tmp_path)))
    assert set(table["reason"]) == {"no baseline"} and table["target"].str.len().all()


def test_a_baseline_of_the_text_alone_is_measured_from(tmp_path):
    plan = kz.load_plan(folder_of("city", tmp_path))
    assert plan.series_of("W01").by_year == {2025: 11.2}
    assert kz.outlook(plan).set_index("code").loc["W01", "latest_value"] == 11.2


def test_a_baseline_of_another_year_than_the_plans_base_is_of_its_own_year(tmp_path):
    def change(shape):
        SHAPES["empty_decade"](shape)
        shape.tables["prose"][0]["year"] = "2022"

    assert kz.load_plan(changed(tmp_path, change)).series_of("W01").by_year == {2022: 11.2}


def test_a_target_that_names_the_nation_is_judged_by_the_nations_figure_of_the_year(tmp_path):
    def change(shape):
        shape.tables["women_2026_2035"][0] |= {"target_district": "达到全国平均水平", "interim_2030": "—"}
        shape.tables["external"] += [
            row | {"year": "2027", "value": "15"}
            for row in shape.tables["external"]
            if row["indicator"] == "Maternal mortality ratio" and row["geo"] == "Exland"
        ][:1]

    home = changed(tmp_path, change)
    returns = tmp_path / "2027.csv"
    returns.write_text(
        "代码,本年值,分子,分母,数据状态,数据来源,填报人\nW01,14.3,1,7000,核定数,示例数据,示例\n", encoding="utf-8"
    )
    run("merge", returns, "--year", YEAR, "--plan", home, "--who", "示例")
    row = kz.evaluate(kz.load_plan(home), int(YEAR)).table.set_index("code").loc["W01"]
    assert (row["verdict"], row["reference_value"]) == ("met", 15.0)


def test_numbers_that_begin_anew_are_counted_on(tmp_path):
    codes = [code for code in kz.load_plan(folder_of("restarting", tmp_path)).targets["code"] if code[0] == "W"]
    assert len(codes) == len(set(codes)) and codes == sorted(codes)


def test_a_plan_may_have_more_than_99_targets(tmp_path):
    codes = kz.load_plan(folder_of("many", tmp_path)).targets["code"]
    assert "W109" in set(codes) and len(set(codes)) > 110


def test_who_reports_is_told_however_departments_are_parted(tmp_path):
    plan = kz.load_plan(folder_of("english", tmp_path / "en"))
    assert plan.target("W01").departments == ("Bureau of Health and Care", "Women's Federation")
    assert kz.load_plan(folder_of("no_departments", tmp_path / "no")).target("W01").departments == (UNNAMED,)
    assert kz.load_plan(folder_of("led", tmp_path / "led")).target("W01").departments == ("县卫生健康局",)


@pytest.mark.parametrize(
    ("cell", "departments"),
    [
        ("市教育局/市卫生健康委", ("市教育局", "市卫生健康委")),
        ("市教育局 市卫生健康委", ("市教育局", "市卫生健康委")),
        ("市教育局\n市卫生健康委", ("市教育局", "市卫生健康委")),
        ("牵头单位：市教育局", ("市教育局",)),
        ("市政协办、市委办", ("市政协办", "市委办")),
        ("市教育局（牵头）、市卫生健康委", ("市教育局", "市卫生健康委")),
        ("牵头单位：市教育局　配合单位：市财政局、市妇联", ("市教育局",)),
        ("Health Bureau, Education Bureau", ("Health Bureau", "Education Bureau")),
        (
            "Lead agency: Bureau of Civil Affairs / Women's Federation",
            ("Bureau of Civil Affairs", "Women's Federation"),
        ),
    ],
)
def test_a_cell_of_departments_is_split(cell, departments):
    assert split_departments(cell, "市") == departments


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("孕产妇死亡率(1/10万)", ("孕产妇死亡率", "1/10万")),
        ("孕产妇死亡率（１／１０万）", ("孕产妇死亡率", "1/10万")),
        ("巩固率(％)", ("巩固率", "%")),
        ("Maternal mortality (per 100,000 live births)", ("Maternal mortality", "1/10万")),
        ("Literacy (women)", ("Literacy (women)", "")),
    ],
)
def test_a_unit_is_told_from_a_name_in_brackets_of_either_width(name, parts):
    assert split_name(name) == parts


def test_a_name_in_half_width_brackets_gives_the_same_odds(tmp_path):
    told = kz.outlook(kz.load_plan(folder_of("half_width", tmp_path / "a")))
    wide = kz.outlook(kz.load_plan(Shape().write(tmp_path / "b")))
    assert told["p_reach"].equals(wide["p_reach"]) and told["p_published"].equals(wide["p_published"])


def test_an_interim_value_in_the_words_of_the_target_is_one(tmp_path):
    plan = kz.load_plan(folder_of("town_and_country", tmp_path))
    town = next(
        target for target in plan.by_code.values() if target.stratum == "urban" and target.indicator == "school_meals"
    )
    assert town.rule.words == ">= 98" and town.interim[2030].words == ">= 95"


def test_two_interim_values_that_differ_are_a_fault(tmp_path):
    def change(shape):
        shape.tables["women_2026_2035"][1] |= {
            "target_district": "2030年达到82岁，2035年达到83.5岁",
            "interim_2030": "≥82.5",
        }

    told = faults(changed(tmp_path, change))
    assert told["column"].tolist() == ["interim_2030"] and ">= 82" in told["expected"][0]


def test_a_target_for_town_and_country_in_one_cell_asks_for_two_rows(tmp_path):
    def change(shape):
        shape.tables["women_2026_2035"][1]["target_district"] = "城镇达到84岁，农村达到82岁"

    told = faults(changed(tmp_path, change))
    assert told["column"].tolist() == ["target_district"] and "two rows" in told["expected"][0]


@pytest.mark.parametrize(
    ("table", "row", "column", "to", "word"),
    [
        ("women_2026_2035", 0, "target_district", "≥95%", "where the row is in"),
        ("women_2026_2035", 0, "target_district", "提高", "what is good of the indicator"),
        ("women_2026_2035", 0, "target_district", "＜12（2030年）", "due by 2030"),
        ("women_2026_2035", 1, "target_district", "2035年", "known wording"),
    ],
)
def test_a_target_that_is_not_the_rows_own_is_a_fault_of_its_cell(table, row, column, to, word, tmp_path):
    told = faults(changed(tmp_path, lambda shape: shape.tables[table][row].update({column: to})))
    assert told["file"].tolist() == [f"printed/{table}.csv"] and told["row"].tolist() == [row + 2]
    assert told["column"].tolist() == [column] and word in told["expected"][0]


def test_a_target_in_a_unit_of_its_own_is_judged_in_that_of_its_row(tmp_path):
    plan = kz.load_plan(
        changed(tmp_path, lambda shape: shape.tables["women_2026_2035"][0].update(target_district="＜0.12‰"))
    )
    assert plan.target("W01").rule.value == 12


def test_a_rate_that_does_not_say_per_how_many_is_a_fault(tmp_path):
    def change(shape):
        for name in ("women_2026_2035", "targets"):
            shape.tables[name][0]["name"] = "Maternal mortality ratio"

    told = faults(changed(tmp_path, change))
    assert "per how many" in " ".join(told["expected"]) and set(told["file"]) >= {"printed/women_2026_2035.csv"}


def test_a_row_linked_to_another_indicator_is_a_fault_that_names_both(tmp_path):
    def change(shape):
        rows = {row["code"]: row for row in shape.tables["targets"]}
        rows["C01"]["indicator"], rows["C02"]["indicator"] = rows["C02"]["indicator"], rows["C01"]["indicator"]

    told = faults(changed(tmp_path, change))
    assert told["column"].tolist() == ["indicator", "indicator"] and "infant_mortality" in told["found"][0]


def test_births_are_counted_only_where_one_number_fits_or_they_are_given():
    rates, per = [5.99, 8.64, 13.47, 19.34], [1000, 1000, 1000, 100_000]
    assert counted_behind(rates, per, [2] * 4) == (None, True)  # whole multiples fit as well
    assert counted_behind(rates, per, [2] * 4, near=12_000)[0].denominator == 15_514
    assert counted_behind(rates, per, [2] * 4, given=15_200)[0].events == (93, 134, 209, 3)
    assert counted_behind([3.4, 5.1], [1000, 1000], [1, 1])[0] is None


def test_a_nation_of_millions_of_births_is_not_told_of_thousands(tmp_path):
    def change(shape):
        shape.tables["external"] = [row for row in shape.tables["external"] if "出生人数" not in row["indicator"]]
        for name, row in (
            ("women_2016_2025", 0),
            ("children_2016_2025", 0),
            ("children_2016_2025", 1),
            ("children_2016_2025", 2),
        ):
            line = shape.tables[name][row]
            line |= {"value_2015": f"{float(line['value_2015']):.1f}", "value_2025": f"{float(line['value_2025']):.1f}"}

    plan = kz.load_plan(changed(tmp_path, change))
    assert plan.recovered == {} and kz.project(plan, "W01").case.births is None
    assert kz.audit(plan)["rule"].eq("several_numbers_of_births").any()


def test_births_given_in_ten_thousands_are_persons(tmp_path):
    def change(shape):
        for row in shape.tables["external"]:
            if "出生人数" in row["indicator"]:
                row |= {"value": str(float(row["value"]) / 10_000), "unit": "万人"}

    told, persons = kz.load_plan(changed(tmp_path, change)), kz.load_plan(Shape().write(tmp_path / "same"))
    assert {year: found.events for year, (_, found) in told.recovered.items()} == {
        year: found.events for year, (_, found) in persons.recovered.items()
    }


def test_a_folder_that_does_without_says_so_in_its_dictionary_alone(tmp_path):
    folder = folder_of("no_decade", tmp_path)
    named = {one["name"] for one in json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["resources"]}
    assert named == {"women_2026_2035", "children_2026_2035", "targets"}


def test_a_table_that_is_named_and_not_there_is_still_a_fault(tmp_path):
    folder = Shape().write(tmp_path)
    (folder / "printed" / "women_2016_2025.csv").unlink()
    assert "printed/women_2016_2025.csv" in faults(folder)["file"].tolist()
