"""A full set of invented returns: every number comes back out, every planted mistake is named, nothing real is touched."""

import datetime
import shutil
from pathlib import Path

import pytest

import kzplan as kz
from kzplan.lab import sample
from kzplan.lab.examples import MARK
from kzplan.lab.sample import DAMAGES, reported_years, write_returns
from kzplan.returns.merge import Blocked, merge

DAY = datetime.date(2026, 3, 1)


@pytest.fixture(scope="module")
def clean(tmp_path_factory, example_returns, example_full):
    """The forms as written, and a copy of the district's folder that they are merged into."""
    return example_returns, shutil.copytree(example_full.folder, tmp_path_factory.mktemp("clean") / "example_01")


@pytest.fixture(scope="module")
def damaged(tmp_path_factory, example_returns):
    """The same forms, copied as they were written, with mistakes planted in them."""
    folder = tmp_path_factory.mktemp("damaged")

    def copied(plan, year, where, filled):
        return sorted(Path(shutil.copytree(example_returns / str(year), where)).glob("*.xlsx"))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sample, "write_forms", copied)
        home, planted = write_returns(folder, wrong=0.12)
    return folder, home, planted[planted["damage"] != ""]


def test_every_target_of_every_department_comes_back_out_as_it_was_filled(clean, example_checked):
    folder, home = clean
    years, filled = reported_years(kz.load_plan(home).period), {}
    for year, (files, entries, queries) in zip(years, example_checked, strict=True):
        assert {path.name for path in files} == {path.name for path in (folder / str(year)).glob("*.xlsx")}
        assert not (queries["severity"] == "certain").any(), queries.query("severity == 'certain'").to_string()
        filled |= {(entry.code, entry.year): entry.numbers["value"] for entry in entries}
    plan = kz.load_plan(home)
    series = plan.series().query("table == 'observations' and stratum == 'total'")
    got = series.set_index(["code", "year"])["value"]
    assert all(got[key] == value for key, value in filled.items())
    assert set(series["code"]) == set(plan.targets.index) and set(series["year"]) == set(years)
    assert len(series) == len(plan.targets) * len(years)
    assert set(plan.tables["observations"]["source"]) == {MARK} and MARK in plan.dictionary["title"]
    assert kz.outlook(plan)["outlook"].ne("").sum() > 40  # six and more values where there were one or two


def test_every_planted_mistake_is_named_with_its_cell_and_nothing_is_merged(damaged):
    folder, home, planted = damaged
    assert len(planted) > 30 and set(planted["damage"]) == set(DAMAGES)
    plan = kz.load_plan(home)
    for year, of_year in planted.groupby("year"):
        with pytest.raises(Blocked) as refused:
            merge([folder / str(year) / file for file in of_year["file"].unique()], plan, "区统计局", today=DAY)
        certain = refused.value.queries
        assert set(certain["severity"]) == {"certain"}
        for file, own in of_year.groupby("file"):
            found = certain[certain["file"] == file]
            assert set(own["place"]) <= set(found["place"]), (file, own.to_dict("records"), found.to_string())
    assert not (home / "observations.csv").exists()


def test_joint_targets_that_two_departments_report_alike_are_one_report(clean):
    folder, home = clean
    plan = kz.load_plan(home)
    joint = [code for code, names in plan.targets["departments"].items() if len(names) > 1]
    files = sorted((folder / "2025").glob("*.xlsx"))
    merge(files, plan, "区统计局", today=DAY)
    store = kz.load_plan(home).tables["observations"]
    assert joint and not store.duplicated(["code", "year", "stratum", "status", "revision"]).any()


def test_what_reads_the_printed_tables_reads_them_beside_returns_as_before(example_full, example_returns):
    bare = kz.load_plan(example_returns / "district" / "example_01")
    for read in (kz.audit, kz.review):
        assert len(read(example_full)) == len(read(bare))
