import pytest
from planting import overwritten

import kzplan as kz
from kzplan.retrospect import decade as retrospect

W, C = "women", "children"
# read off the printed tables by hand: (plan, row): verdict
BY_HAND = {
    (W, 12): "met",  # 10.79 against ＜20
    (W, 57): "missed",  # 25.23 against ＞35
    (W, 87): "missed",  # 26.39 against ＞30
    (W, 90): "missed",  # 45.66 against 50左右
    (W, 7): "about",  # 49.2 against 50左右
    (W, 93): "missed",  # 4.69 against ＞10
    (W, 164): "missed",  # 16.36 against ＞30
    (W, 167): "missed",  # 20 against ＞30
    (W, 10): "moved the wrong way",  # 50.4 → 43.2, 提高
    (W, 59): "moved the wrong way",  # 0.1634 → 0.3352, 减少
    (W, 120): "moved the wrong way",  # 100 → 87.5, 提高
    (C, 21): "at the boundary",  # 2.00 against ＜2
    (C, 52): "missed",  # 85 against 87
    (C, 53): "moved the wrong way",  # 1.026 → 0.9231, 增加
    (C, 57): "missed",  # 1 → 1, 增加
    (C, 30): "already at the ceiling",  # 100 → 100, 提高
    (C, 11): "no baseline",  # 以2010年为基数下降1/6
    (W, 43): "not measurable",  # 控制
    (W, 39): "met",  # 未开展 → 97.13, 提高
    (W, 47): "met",  # 80.1 against 77.5; a number needs no baseline
    (W, 139): "met",  # rose whether 2010 was 0.8 as printed or 8 as corrected
    (C, 62): "met",  # 42 → 251, 提高
}


@pytest.fixture(scope="module")
def reviewed(plan):
    return kz.review(plan, 2020).set_index(["plan", "row"])


@pytest.mark.parametrize("key", BY_HAND)
def test_a_verdict_is_what_the_printed_cells_say(reviewed, key):
    assert reviewed.loc[key, "outcome"] == BY_HAND[key]


def test_every_printed_target_has_one_verdict_and_no_other_row_has(plan, reviewed):
    printed = plan.decade["target_2020"].str.strip()
    targets = {(table.split("_")[0], row) for table, row in printed.index[~printed.isin(["—", ""])]}
    assert set(reviewed.index) == targets and reviewed.index.is_unique
    assert set(reviewed["outcome"]) <= set(retrospect.OUTCOMES)


def test_at_least_nineteen_measurable_targets_were_not_met(reviewed):
    assert reviewed["outcome"].isin(retrospect.NOT_MET).sum() >= 19


@pytest.mark.parametrize(("value", "expected"), [("2.00", "at the boundary"), ("1.99", "met"), ("2.01", "missed")])
def test_a_strict_target_is_not_met_by_its_own_number(plan, value, expected):
    edited = overwritten(plan, {("children_2011_2020", 21, "value_2020"): value})
    assert kz.review(edited).set_index(["plan", "row"]).loc[(C, 21), "outcome"] == expected


def test_a_value_disputed_so_that_the_verdict_would_turn_is_not_measurable(plan):
    edited = overwritten(plan, {("women_2011_2020", 139, "value_2020"): "5"})  # above 0.8, below the corrected 8
    assert kz.review(edited).set_index(["plan", "row"]).loc[(W, 139), "outcome"] == "not measurable"


def test_the_tolerance_of_about_is_the_plans_convention(plan):
    wide = overwritten(plan, {})
    frame = wide.tables["conventions"].copy()
    frame.loc[frame["key"] == "about_tolerance", "value"] = 5.0
    wide.tables["conventions"] = frame
    assert kz.review(wide).set_index(["plan", "row"]).loc[(W, 90), "outcome"] == "about"


def test_the_share_met_counts_only_the_measurable_and_prints_their_number(reviewed):
    total = retrospect.counts(reviewed.reset_index()).loc["all"]
    met, missed = (reviewed["outcome"].isin(group).sum() for group in (retrospect.MET, retrospect.NOT_MET))
    assert (total["met_of_measurable"], total["measurable"], total["targets"]) == (met, met + missed, len(reviewed))
    assert total["share_met"] == pytest.approx(100 * met / (met + missed))


def test_counts_by_domain_add_up_and_a_joint_target_counts_for_each_department(reviewed):
    table = reviewed.reset_index()
    assert retrospect.counts(table, "domain")["targets"].sum() == len(table)
    by_department = retrospect.counts(table, "department")
    assert by_department["targets"].sum() == table["department"].str.split("、").str.len().sum()


def test_a_year_without_printed_targets_is_refused(plan):
    with pytest.raises(ValueError, match="2020"):
        kz.review(plan, 2025)


def test_a_name_stands_on_its_own(reviewed):
    assert not reviewed["name_zh"].str.startswith(("其中", "女性比例", "所占比例")).any()
    assert reviewed.loc[(W, 57), "name_zh"] == "高级专业技术人员，所占比例"
