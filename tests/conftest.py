"""Fixtures: the shipped plan, its outlook, a copy of its folder to damage, the reference folder."""

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
