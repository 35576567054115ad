"""Figures that departments take back, contradict or have none of: kept on record, and counted once."""

import pandas as pd
import pytest
from loading import reloaded
from returned import DAY, queries_of, typist

from kzplan.plan import store
from kzplan.returns.check import check
from kzplan.returns.merge import Blocked, merge


@pytest.fixture
def form(forms, tmp_path):
    return typist(forms, tmp_path)


def test_joint_targets_with_sources_of_their_own_settle(form, plan_copy):
    paths = [
        form("W31", {"本年值": 40, "数据来源": f"{name}台账"}, None, f"{name}.xlsx", name)
        for name in ("区委组织部", "区国资委")
    ]
    first = merge(paths, reloaded(plan_copy), "甲", today=DAY)
    assert (first.added, first.revised) == (1, 0)
    before = (plan_copy / "observations.csv").read_bytes()
    for _ in range(3):
        assert merge(paths, reloaded(plan_copy), "甲", today=DAY).revised == 0
    assert (plan_copy / "observations.csv").read_bytes() == before


def test_a_department_without_the_figure_does_not_take_anothers_away(form, plan_copy):
    paths = [
        form("W31", {"本年值": 40}, None, "a.xlsx", "区委组织部"),
        form("W31", {"本年值": "无数据"}, None, "b.xlsx", "区国资委"),
    ]
    assert check(paths, reloaded(plan_copy))[1]["severity"].tolist() == ["question"]
    for order in (paths, paths[::-1]):
        merge(order, reloaded(plan_copy), "甲", today=DAY)
        assert reloaded(plan_copy).returned["value"].tolist() == [40]
        (plan_copy / "observations.csv").unlink()
    for path in paths[::-1]:
        merge([path], reloaded(plan_copy), "甲", today=DAY)
    assert reloaded(plan_copy).returned["value"].tolist() == [40]


def test_strata_of_a_total_that_was_revised_without_them_are_withdrawn_but_kept_on_record(form, plan_copy):
    merge([form("C08", {"本年值": 95.0, "城镇": 95.5, "农村": 94.5})], reloaded(plan_copy), "甲", today=DAY)
    merge([form("C08", {"本年值": 90.0}, None, "b.xlsx")], reloaded(plan_copy), "甲", "重新核算", today=DAY)
    frame = store.read(plan_copy)[0]
    assert store.current(frame).dropna(subset=["value"])["stratum"].tolist() == ["total"]
    assert sorted(frame.dropna(subset=["value"])["value"]) == [90.0, 94.5, 95.0, 95.5]


def test_strata_are_withdrawn_once_however_many_totals_come_in(form, plan_copy):
    merge([form("C04", {"本年值": 5.5, "城镇": 5.0, "农村": 6.0})], reloaded(plan_copy), "甲", today=DAY)
    both = [
        form("C04", {"本年值": 2.0}, None, "a.xlsx"),
        form("C04", {"本年值": 2.0, "分子": 15, "分母": 7500}, None, "b.xlsx", "区公安局"),
    ]
    merge(both, reloaded(plan_copy), "甲", "重新核算", today=DAY)
    assert reloaded(plan_copy).returned.dropna(subset=["value"])["stratum"].tolist() == ["total"]
    with pytest.raises(ValueError, match="twice"):
        frame = store.read(plan_copy)[0]
        store.write(pd.concat([frame, frame]), plan_copy)


def test_a_stratum_that_is_now_said_to_have_no_figure_is_withdrawn(form, plan_copy):
    merge([form("C08", {"本年值": 95.0, "城镇": 95.5, "农村": 94.5})], reloaded(plan_copy), "甲", today=DAY)
    merge(
        [form("C08", {"本年值": 95.0, "城镇": "无数据", "农村": "无数据"}, None, "b.xlsx")],
        reloaded(plan_copy),
        "甲",
        "撤回",
        today=DAY,
    )
    assert reloaded(plan_copy).returned.dropna(subset=["value"])["stratum"].tolist() == ["total"]


def test_no_figure_after_a_figure_needs_a_reason_and_a_provisional_one_after_a_final_one_is_asked_about(
    form, plan_copy
):
    merge([form("C08", {"本年值": 95.0, "数据状态": "初步数"})], reloaded(plan_copy), "甲", today=DAY)
    silent = form("C08", {"本年值": "无数据", "数据状态": "核定数"}, None, "b.xlsx")
    assert "以前报送过95" in queries_of(silent, reloaded(plan_copy))["why"].iloc[0]
    with pytest.raises(Blocked, match="C08"):
        merge([silent], reloaded(plan_copy), "甲", today=DAY)
    merge([form("C08", {"本年值": 95.2, "数据状态": "核定数"}, None, "c.xlsx")], reloaded(plan_copy), "甲", today=DAY)
    later = form("C08", {"本年值": 92.2, "数据状态": "初步数"}, None, "d.xlsx")
    assert "入库而不采用" in queries_of(later, reloaded(plan_copy))["why"].iloc[0]


def test_a_plan_loaded_before_another_merge_does_not_hide_a_disagreement(form, plan_copy):
    plan = reloaded(plan_copy)
    merge([form("C04", {"本年值": 5.5})], plan, "甲", today=DAY)
    with pytest.raises(Blocked):
        merge([form("C04", {"本年值": 5.9}, None, "b.xlsx", "区公安局")], plan, "乙", "核对", today=DAY)
