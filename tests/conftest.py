"""Fixtures: the shipped plan, its outlook, a copy of its folder to damage, the reference folder."""

import os
import shutil
from pathlib import Path

import pytest

import kzplan as kz
from kzplan.lab.sample import write_merged


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


@pytest.fixture(scope="session")
def example_full(tmp_path_factory):
    """An invented district (示例数据) whose returns of 2021–2025 are all merged."""
    return kz.load_plan(write_merged(tmp_path_factory.mktemp("full")))


@pytest.fixture(scope="session")
def example_partial(tmp_path_factory):
    """The same district with six departments' returns of 2025 and six of 2024."""
    some = {2025: ("区卫生健康委", "区人力社保局", "区医保局", "区人大办", "区公安局", "区司法局"), 2024: ("区公安局", "区教委", "区司法局", "区妇联", "区水利局", "区残联")}
    chosen = lambda path, year: path.name.split("_")[1] in some.get(year, ())  # noqa: E731
    return kz.load_plan(write_merged(tmp_path_factory.mktemp("partial"), chosen=chosen))
