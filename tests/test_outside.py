"""What comes from outside a plan is of the area, in the unit and within the limits that the plan's own tables say, or the folder is refused."""

import pandas as pd
import pytest

import kzplan as kz


def changed(folder, name, old, new):
    """A plan folder of which one file reads otherwise."""
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")
    return folder


CASES = {
    "a nation of another name": ("datapackage.json", '"nation": "全国"', '"nation": "中国"', "datapackage.json", "('全国', line 2)"),
    "no nation": ("datapackage.json", '"nation": "全国"', '"nation": ""', "datapackage.json", "('全国', line 2)"),
    "another unit": ("external.csv", "1/10万", "‰", "external.csv", "1/10万, as target W03"),
    "ends exchanged": ("conventions.csv", "sex_ratio_low,103", "sex_ratio_low,113", "conventions.csv", "below sex_ratio_high, 107"),
    "a convention misspelt": ("conventions.csv", "about_tolerance,", "about_tolerence,", "conventions.csv", "nearest: about_tolerance"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_would_change_odds_without_a_word_is_a_fault_with_its_place(case, plan_copy):
    name, old, new, file, expected = CASES[case]
    with pytest.raises(kz.PlanError) as problem:
        kz.load_plan(changed(plan_copy, name, old, new))
    found = problem.value.to_frame()
    assert set(found["file"]) == {file} and found["expected"].str.contains(expected, regex=False).any()
    assert found["remedy"].str.len().gt(0).all() and problem.value.text("zh") != problem.value.text("en")


def test_a_unit_written_another_way_is_the_same_unit(plan_copy):
    kz.load_plan(changed(plan_copy, "external.csv", "1/10万", "per 100,000".replace(",", "")))


@pytest.mark.parametrize("kept", [0, 3])
def test_a_plan_that_lists_no_convention_is_judged_by_the_usual_ones(plan_copy, plan, kept):
    path = plan_copy / "conventions.csv"
    path.write_text("".join(path.read_text(encoding="utf-8").splitlines(keepends=True)[: 1 + kept]), encoding="utf-8")
    bare = kz.load_plan(plan_copy)
    assert len(bare.tables["conventions"]) == kept and bare.conventions == plan.conventions
    for answer in (kz.outlook, kz.review, kz.audit):
        pd.testing.assert_frame_equal(answer(bare), answer(plan))


def test_a_plan_that_asks_for_no_series_of_the_nation_needs_none(plan_copy):
    for name, kept in (
        ("external.csv", lambda table: table[table["geo"] != "全国"]),
        ("classes.csv", lambda table: table[:0]),
    ):
        kept(pd.read_csv(plan_copy / name, dtype=str, keep_default_na=False)).to_csv(plan_copy / name, index=False)
    targets = pd.read_csv(plan_copy / "targets.csv", dtype=str, keep_default_na=False)
    targets.assign(outside="").to_csv(plan_copy / "targets.csv", index=False)
    assert len(kz.load_plan(plan_copy).targets) == 93


def test_columns_of_targets_that_were_exchanged_are_suspected_by_the_audit(plan_copy):
    for table in ("women", "children"):
        path = plan_copy / "printed" / f"{table}_2021_2030.csv"
        head, _, rows = path.read_text(encoding="utf-8").partition("\n")
        names = {"target_city": "target_district", "target_district": "target_city"}
        path.write_text(",".join(names.get(name, name) for name in head.split(",")) + "\n" + rows, encoding="utf-8")
    others = ["weaker_than_before", "met_at_the_start"]
    found = [kz.audit(plan, skip=others) for plan in (kz.load_plan(plan_copy, strict=False), kz.load_plan())]
    suspected = [table[table["rule"].eq("weaker_than_city")]["action"].str.contains("exchanged") for table in found]
    assert len(suspected[0]) == suspected[0].sum() > 5 and not suspected[1].any()
