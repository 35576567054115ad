"""What would be due each year, and the two lists that go out with the forms."""

import itertools

import openpyxl
import pytest

import kzplan as kz
from kzplan.evaluation import schedule
from kzplan.returns.lists import LACKING, SPLIT, write_lists


@pytest.fixture(scope="module")
def due(plan):
    return schedule.due_values(plan).set_index("code")


def test_the_way_ends_at_the_target_and_starts_next_to_the_base(plan, due):
    for code, row in due.iterrows():
        steps = [row["base_value"], *(row[year] for year in range(2021, 2031))]
        case = kz.project(plan, code).case
        assert row["held"] == case.criterion.met(row["base_value"])
        if row["held"]:  # a number short of the base would be a path down to the target
            assert all(step != step for step in steps[1:])
        else:
            assert row[2030] == pytest.approx(row["target"]), code
            signs = {b > a for a, b in itertools.pairwise(steps)}
            assert len(signs) == 1, code


def test_shares_go_in_equal_steps_and_rates_at_an_equal_rate(due):
    share, rate = due.loc["C08"], due.loc["W03"]
    assert share[2025] - share[2024] == pytest.approx((94 - 87.92) / 10)
    assert rate[2025] / rate[2024] == pytest.approx((8 / 10.79) ** 0.1)


def test_only_numbers_with_a_base_are_due(plan, due):
    assert "W07" not in due.index and "W22" not in due.index and "W34b" in due.index and due.loc["W34b", 2030] == 50
    assert set(due.index) <= set(plan.targets.index) and len(due) > 15


def test_the_lists_mark_what_is_projected_and_leave_no_blank(plan, tmp_path):
    lacking, split = write_lists(plan, tmp_path)
    assert (lacking.stem, split.stem) == (LACKING, SPLIT)
    book = openpyxl.load_workbook(split)
    first = book["全部"]
    assert "推算" in first["A1"].value and "应达值" in first["A3"].value
    for sheet in openpyxl.load_workbook(lacking):
        for row in sheet.iter_rows(min_row=3):
            cells = [cell.value for cell in row]
            if str(cells[0]) in plan.targets.index:
                assert all(cells[i] for i in (0, 1, 3, 4, 5, 6)), (sheet.title, cells)
    for path in write_lists(plan, tmp_path / "again"):
        assert path.read_bytes() == (tmp_path / path.name).read_bytes()
