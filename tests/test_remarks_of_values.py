"""Remarks that say a movement or a number of the figure they stand beside: asked about where the figure is another."""

import csv
import datetime
from dataclasses import replace
from pathlib import Path

import pytest
from sending import send

from kzplan.returns.check import check
from kzplan.returns.remarks import Figure, _doubt, _read
from kzplan.returns.spoken import Spoken, against

with Path(__file__).with_name("remarks_of_values.csv").open(encoding="utf-8", newline="") as _file:
    WRITTEN = [(row["code"], row["remark"], row["against"] == "yes") for row in csv.DictReader(_file)]
FIGURES = {
    "W01": Spoken(
        2025, 13.2, 1, "1/10万", ("孕产妇死亡率", "maternal mortality ratio"), "县", {2020: (18.6, 1), 2024: (15.1, 1)}
    ),
    "W02": Spoken(2025, 95.4, 1, "%", ("孕产妇系统管理率", "maternal care"), "县", {2020: (92.7, 1), 2024: (95.9, 1)}),
}


def asks(code, remark):
    """Whether a remark beside the figure of 2025 is asked about."""
    figure = FIGURES[code]
    known = Figure(figure.year, figure.unit, name=figure.names[0], value=figure.value)
    return _doubt(remark, known) is not None or against(*_read(remark, ""), figure) is not None


def test_a_remark_is_asked_about_where_it_says_another_movement_or_number_than_its_figure():
    assert len(WRITTEN) > 70
    assert [remark for code, remark, contradicts in WRITTEN if asks(code, remark) is not contradicts] == []


@pytest.mark.parametrize(
    ("remark", "expected"),
    [
        ("较2020年有所下降", ["本年值与备注所说的升降一致"]),
        ("全年孕产妇系统管理率为90.1%", ["本年值与备注一致"]),
        ("开州区孕产妇系统管理率为97.1%，较2020年有所提高", []),
        ("农村较2020年下降", []),
    ],
)
def test_the_plan_and_the_store_tell_which_way_a_returned_figure_moved(plan, tmp_path, remark, expected):
    (code,) = [code for code, target in plan.by_code.items() if target.name.zh == "孕产妇系统管理率"]
    assert plan.series_of(code).by_year[2020] < 97.1
    path = send(tmp_path, "back", "区卫生健康委", 2024, [{"代码": code, "本年值": 97.1, "备注": remark}])
    found = check([path], plan, today=datetime.date(2025, 3, 1))[1].query("heading == '备注'")
    assert found["expected"].tolist() == expected and set(found["severity"]) <= {"question"}


def test_what_is_said_of_the_whole_is_not_set_against_a_part():
    part = replace(FIGURES["W02"], names=("", ""))
    assert against("全县孕产妇系统管理率为96.4%", "", part) is None and against("本年值为96.4%", "", part) is not None
