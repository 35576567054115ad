"""Remarks as offices write them, of 2024: those that speak against their figure are asked about, the others are not."""

import csv
from pathlib import Path

import pytest
from test_remarks import asked

from kzplan.returns.remarks import Figure, _doubt, doubt_of

with Path(__file__).with_name("remarks_written.csv").open(encoding="utf-8", newline="") as _file:
    WRITTEN = [(row["remark"], row["against"] == "yes") for row in csv.DictReader(_file)]


def test_a_remark_as_offices_write_it_is_asked_about_if_it_speaks_against_its_figure():
    assert len(WRITTEN) > 250
    assert [remark for remark, against in WRITTEN if (doubt_of(remark, 2024, "%") is not None) is not against] == []


@pytest.mark.parametrize(
    ("remark", "figure", "against"),
    [
        ("开州区数据", Figure(2024, place="开州区"), False),
        ("万州区数据", Figure(2024, place="开州区"), True),
        ("为毛入学率", Figure(2024, name="高中阶段毛入学率"), False),
        ("为毛入学率", Figure(2024, name="小学净入学率"), True),
        ("附件中为91.2", Figure(2024, value=91.2), False),
        ("附件中为91.2", Figure(2024, value=92.1), True),
        ("2023—2024学年数据", Figure(2024), False),
        ("2024/25 school year", Figure(2024), False),
        ("2021-2022学年数据", Figure(2024), True),
        ("school year 2021/22", Figure(2024), True),
        ("比2021—2022学年提高1个百分点", Figure(2024), False),
    ],
)
def test_what_is_the_figures_own_place_measure_number_or_school_year_is_no_doubt(remark, figure, against):
    assert (_doubt(remark, figure) is not None) is against


def test_the_place_and_the_name_are_those_of_the_plan(plan, tmp_path):
    assert asked(tmp_path, plan, {"备注": "开州区数据"}).empty
    assert asked(tmp_path, plan, {"备注": "万州区数据"})["expected"].tolist() == ["本区（县、市）的数"]
