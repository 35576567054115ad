"""Fixtures: the shipped plan, its outlook, a copy of its folder to damage, the reference folder."""

import datetime
import os
import shutil
from pathlib import Path

import pytest

import kzplan as kz


def pytest_addoption(parser):
    parser.addoption("--kills", type=int, default=4, help="merges to kill (test_returns)")
    parser.addoption("--plants", type=int, default=500, help="faults to plant in the plan (test_planted_faults)")


DATA = Path(__file__).parent.parent / "data"


@pytest.fixture(scope="session")
def plan():
    return kz.load_plan()


@pytest.fixture(scope="session")
def table(plan):
    return kz.outlook(plan).set_index("code")


@pytest.fixture
def plan_copy(tmp_path):
    return Path(shutil.copytree(DATA, tmp_path / "data"))


@pytest.fixture(scope="session")
def reference():
    folder = os.environ.get("KZPLAN_REFERENCE")
    if not folder or not Path(folder).is_dir():
        pytest.skip("no reference folder (KZPLAN_REFERENCE)")
    return Path(folder)


def merged_example(folder, files_of):
    """An invented district (示例数据) whose returns, as ``files_of`` picks them a year, are merged."""
    from kzplan.returns.merge import merge
    from kzplan.returns.sample import YEARS, write_returns

    home, _ = write_returns(folder, wrong=0)
    for year in YEARS:
        files = files_of(sorted((folder / str(year)).glob("*.xlsx")), year)
        if files:
            merge(files, kz.load_plan(home), "示例", today=datetime.date(2026, 3, 1))
    return kz.load_plan(home)


@pytest.fixture(scope="session")
def example_full(tmp_path_factory):
    return merged_example(tmp_path_factory.mktemp("full"), lambda files, year: files)


@pytest.fixture(scope="session")
def example_partial(tmp_path_factory):
    return merged_example(tmp_path_factory.mktemp("partial"), lambda files, year: files[:6] if year == 2025 else files[3:9] if year == 2024 else [])
