import csv
import hashlib
import json

import pytest

import kzplan as kz


def edit(folder, name, change):
    """Rewrite a CSV after ``change(rows)``; rows are lists, the header first."""
    path = folder / name
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def put(line, column, value):
    def change(rows):
        rows[line - 1][rows[0].index(column)] = value

    return change


def drop_column(column):
    def change(rows):
        at = rows[0].index(column)
        for row in rows:
            del row[at]

    return change


def faults(folder):
    with pytest.raises(kz.PlanError) as caught:
        kz.load_plan(folder)
    return caught.value.faults


def where(found):
    return {(fault.file, fault.row, fault.column) for fault in found}


WOMEN, GOALS = "printed/women_2011_2020.csv", "printed/women_2021_2030.csv"


@pytest.mark.parametrize("name", ["printed/children_2021_2030.csv", "targets.csv", "baselines.csv", "conventions.csv"])
def test_a_missing_file_is_named(plan_copy, name):
    (plan_copy / name).unlink()
    assert (name, 0, "") in where(faults(plan_copy))


def test_a_missing_column_is_named(plan_copy):
    edit(plan_copy, GOALS, drop_column("nature"))
    assert (GOALS, 1, "nature") in where(faults(plan_copy))


@pytest.mark.parametrize("printed", ["0.1079‰", "10.79‰", "10.79%", "10.79/万"])
def test_a_value_in_another_unit_than_its_row_is_named(plan_copy, printed):
    edit(plan_copy, WOMEN, put(13, "value_2020", printed))  # maternal mortality, per 100,000
    assert (WOMEN, 13, "value_2020") in where(faults(plan_copy))


def test_a_footnote_mark_is_no_digit(plan_copy):
    edit(plan_copy, WOMEN, put(13, "value_2020", "10.79①"))
    series = kz.load_plan(plan_copy).series()
    assert series.query("table == 'women_2011_2020' and row == 12 and year == 2020")["value"].tolist() == [10.79]


def test_an_unreadable_target_is_named(plan_copy):
    edit(plan_copy, GOALS, put(4, "target_district", "争取更好"))
    assert where(faults(plan_copy)) == {(GOALS, 4, "target_district")}


def test_a_code_that_stands_twice_is_named(plan_copy):
    edit(plan_copy, "targets.csv", put(3, "code", "W01"))
    assert ("targets.csv", 3, "code") in where(faults(plan_copy))


def test_a_value_of_another_unit_is_named(plan_copy):
    edit(plan_copy, WOMEN, put(86, "value_2010", "19.91"))  # row 85: members of village committees
    edit(plan_copy, WOMEN, put(88, "value_2010", "2135"))  # row 87: women's share of them
    assert where(faults(plan_copy)) >= {(WOMEN, 86, "value_2010"), (WOMEN, 88, "value_2010")}


def test_a_value_moved_to_another_row_leaves_a_blank_that_is_named(plan_copy):
    edit(plan_copy, WOMEN, put(13, "value_2020", ""))
    assert where(faults(plan_copy)) == {(WOMEN, 13, "value_2020")}


def test_two_values_that_changed_places_are_named(plan_copy):
    edit(plan_copy, WOMEN, put(86, "value_2020", "548"))  # members of village committees
    edit(plan_copy, WOMEN, put(87, "value_2020", "2076"))  # women among them
    assert where(faults(plan_copy)) == {(WOMEN, 87, "value_2020")}


def test_a_contradiction_that_is_printed_so_can_be_listed_and_loaded(plan_copy):
    edit(plan_copy, WOMEN, put(87, "value_2020", "2077"))
    edit(
        plan_copy,
        "corrections.csv",
        lambda rows: rows.append(
            ["women_2011_2020", "86", "value_2020", "2077", "", "contradiction", "more than all members", "大于总数"]
        ),
    )
    assert len(kz.load_plan(plan_copy).targets) == 93


def test_a_deleted_row_is_noticed_by_number_name_and_reference(plan_copy):
    edit(plan_copy, WOMEN, lambda rows: rows.pop(12))
    found = faults(plan_copy)
    assert (WOMEN, 13, "row") in where(found)
    assert any(fault.file == "indicators.csv" for fault in found)


def test_a_baseline_that_points_to_another_row_is_named(plan_copy):
    edit(plan_copy, "baselines.csv", put(4, "source", "women_2011_2020:17"))
    assert ("baselines.csv", 4, "source_name") in where(faults(plan_copy))


REFERENCES = (
    "womn_2011_2020:31",
    "external:5",
    "targets:40",
    "women_2011_2020:999",
    "women_2011_2020:",
    ":5",
    "prose:1",
)


@pytest.mark.parametrize("reference", REFERENCES)
def test_a_source_that_names_no_printed_row_is_told_with_its_cell(plan_copy, reference):
    edit(plan_copy, "baselines.csv", put(4, "source", reference))
    edit(plan_copy, "prose.csv", put(2, "table_row", reference.replace("prose", "prosa")))
    told = where(faults(plan_copy))
    assert ("baselines.csv", 4, "source") in told and ("prose.csv", 2, "table_row") in told


def test_a_target_in_another_unit_is_named(plan_copy):
    edit(plan_copy, GOALS, put(5, "target_city", "≥94‰"))
    assert where(faults(plan_copy)) == {(GOALS, 5, "target_city")}


def test_every_fault_is_told_at_once_in_both_languages(plan_copy):
    (plan_copy / "prose.csv").unlink()
    edit(plan_copy, GOALS, put(4, "target_district", "争取更好"))
    edit(plan_copy, WOMEN, put(20, "value_2010", "六十一"))
    edit(plan_copy, "conventions.csv", put(2, "value", "two"))
    edit(plan_copy, "external.csv", drop_column("unit"))
    expected = {
        ("prose.csv", 0, ""),
        (GOALS, 4, "target_district"),
        (WOMEN, 20, "value_2010"),
        ("conventions.csv", 2, "value"),
        ("external.csv", 1, "unit"),
    }
    found = faults(plan_copy)
    assert where(found) == expected
    error = kz.PlanError(plan_copy, found)
    for lang in ("en", "zh"):
        assert all(fault.file in error.text(lang) for fault in found)
        assert len(error.text(lang).splitlines()) == len(found) + 1


def test_broken_files_are_told_as_such(plan_copy):
    (plan_copy / "targets.csv").write_bytes("指标".encode("gb18030"))
    with (plan_copy / WOMEN).open("a", encoding="utf-8") as file:
        file.write("171,85,x\n")
    (plan_copy / "prose.csv").write_text("", encoding="utf-8")
    assert where(faults(plan_copy)) >= {("targets.csv", 0, ""), (WOMEN, 172, ""), ("prose.csv", 0, "")}


def test_a_folder_without_a_dictionary_is_told(tmp_path, plan_copy):
    assert where(faults(tmp_path / "none")) == {("datapackage.json", 0, "")}
    (plan_copy / "datapackage.json").write_text("{", encoding="utf-8")
    assert where(faults(plan_copy)) == {("datapackage.json", 0, "")}


def test_a_table_the_dictionary_forgets_is_told(plan_copy):
    path = plan_copy / "datapackage.json"
    dictionary = json.loads(path.read_text(encoding="utf-8"))
    dictionary["resources"] = [r for r in dictionary["resources"] if r["name"] != "external"]
    path.write_text(json.dumps(dictionary), encoding="utf-8")
    assert where(faults(plan_copy)) == {("datapackage.json", 0, "")}


def test_loading_changes_no_file(plan_copy):
    def fingerprint():
        return {p: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(plan_copy.rglob("*")) if p.is_file()}

    before = fingerprint()
    kz.outlook(kz.load_plan(plan_copy))
    assert fingerprint() == before


@pytest.mark.parametrize(
    ("name", "line", "column", "value"),
    [
        (WOMEN, 5, "row", ""),
        (WOMEN, 5, "row", "x"),
        (WOMEN, 5, "number", "²"),
        (GOALS, 5, "number", "²"),
        ("corrections.csv", 9, "column", "99999"),
    ],
)
def test_a_damaged_cell_is_named_and_breaks_nothing(plan_copy, name, line, column, value):
    edit(plan_copy, name, put(line, column, value))
    assert (name, line, column) in where(faults(plan_copy))


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "null",
        "3",
        '{"resources": null}',
        '{"resources": 3.7}',
        '{"resources": true}',
        '{"resources": [{}]}',
        '{"resources": [3]}',
    ],
)
def test_a_dictionary_of_another_shape_is_told(plan_copy, text):
    (plan_copy / "datapackage.json").write_text(text, encoding="utf-8")
    assert {fault.file for fault in faults(plan_copy)} == {"datapackage.json"}


@pytest.mark.parametrize(
    ("column", "typo", "near"),
    [("subclass", "women_in_ofice", "women_in_office"), ("outside", "孕产妇死亡", "孕产妇死亡率")],
)
def test_a_misspelt_name_that_would_change_the_odds_is_refused_with_the_nearest(plan_copy, column, typo, near):
    edit(plan_copy, "targets.csv", put(4, column, typo))
    (fault,) = faults(plan_copy)
    assert (fault.file, fault.row, fault.column) == ("targets.csv", 4, column) and near in fault.text("en")


@pytest.mark.parametrize(
    ("period", "wrong"),
    [
        ({"interim": 2025}, "interim"),
        ({"interim": [2040]}, "interim"),
        ({"midterm": 2040}, "midterm"),
        ({"base": "2020"}, "base"),
    ],
)
def test_years_that_do_not_follow_one_another_are_refused(plan_copy, period, wrong):
    path = plan_copy / "datapackage.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    told["period"] |= period
    path.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    assert {(fault.file, fault.column) for fault in faults(plan_copy)} == {("datapackage.json", "period")}, wrong
