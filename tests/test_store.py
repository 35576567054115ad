"""Annual values in a plan folder: read beside the printed ones, the revision that counts, whole or not at all."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kzplan as kz
from kzplan.paper import whole
from kzplan.plan import store, tables
from kzplan.plan.departments import Change, Departments
from kzplan.returns.stored import add


def rows(*given_):
    filled = {
        "stratum": "total",
        "status": "核定数",
        "revision": 1,
        "department": "区卫生健康委",
        "numerator": None,
        "denominator": None,
        "source": "s",
        "note": "",
        "filled_by": "甲",
        "checked_by": "乙",
        "received": "2026-03-01",
        "origin": "form.xlsx",
        "why": "",
    }
    return pd.DataFrame([{**filled, "printed": f"{one['value']:g}", **one} for one in given_])


MATERNAL = [
    {"code": "W03", "year": y, "value": v, "numerator": n, "denominator": b}
    for y, v, n, b in ((2021, 11.24, 1, 8900), (2022, 0.0, 0, 8000), (2023, 14.08, 1, 7102), (2025, 13.0, 1, 7690))
]


def test_annual_values_stand_beside_the_printed_ones(plan_copy):
    store.write(rows(*MATERNAL, {"code": "C09", "year": 2025, "value": 93.5}), plan_copy)
    plan = kz.load_plan(plan_copy)
    series = plan.series()
    own = series[series["indicator"].eq("maternal_mortality") & series["stratum"].eq("total")]
    assert own["year"].tolist() == [2010, 2020, 2021, 2022, 2023, 2025, 2030]
    assert own[own["table"] == "observations"]["numerator"].tolist() == [1, 0, 1, 1]
    projection = kz.project(plan, "W03")
    assert projection.row["latest_year"] == 2025
    before = kz.project(kz.load_plan(), "W03").interval(0.8)
    assert (
        projection.interval(0.8)[1] / projection.interval(0.8)[0] < before[1] / before[0]
    )  # six values say more than two


def test_a_target_without_a_baseline_can_be_followed_once_values_come_in(plan_copy):
    store.write(
        rows({"code": "W07", "year": 2023, "value": 97.1}, {"code": "W07", "year": 2025, "value": 98.4}), plan_copy
    )
    row = kz.outlook(kz.load_plan(plan_copy)).set_index("code").loc["W07"]
    assert row["reason"] == "" and row["status"] == "met" and row["base_year"] == 2023
    assert kz.outlook(kz.load_plan()).set_index("code").loc["W07", "basis"] == "class"


def test_final_figures_come_before_provisional_ones_and_later_revisions_before_earlier(plan_copy):
    one = {"code": "C09", "year": 2025}
    store.write(
        rows({**one, "value": 90.0, "status": "初步数"}, {**one, "value": 91.0, "status": "初步数", "revision": 2}),
        plan_copy,
    )
    assert kz.project(kz.load_plan(plan_copy), "C09").row["latest_value"] == 91.0
    frame, faults = store.read(plan_copy)
    final = pd.concat([frame, rows({**one, "value": 92.0})])
    store.write(final, plan_copy)
    assert not faults and kz.project(kz.load_plan(plan_copy), "C09").row["latest_value"] == 92.0
    assert len(store.read(plan_copy)[0]) == 3  # what was reported before is kept


def test_a_value_from_after_the_election_is_not_called_a_term_old(plan_copy):
    assert "a term old" in kz.project(kz.load_plan(), "W34a").sentence("en")
    store.write(rows({"code": "W34a", "year": 2025, "value": 29.1}), plan_copy)
    assert "a term old" not in kz.project(kz.load_plan(plan_copy), "W34a").sentence("en")


def test_every_fault_of_a_store_is_told_with_its_line(plan_copy):
    store.write(
        rows({"code": "W99", "year": 2025, "value": 1.0}, {"code": "C09", "year": 2025, "value": 193.0}), plan_copy
    )
    text = (plan_copy / "observations.csv").read_text(encoding="utf-8").replace("核定数", "核定", 1)
    (plan_copy / "observations.csv").write_text(text, encoding="utf-8")
    with pytest.raises(kz.PlanError) as caught:
        kz.load_plan(plan_copy)
    assert {(fault.row, fault.column) for fault in caught.value.faults} == {(2, "value"), (2, "status"), (3, "code")}


def test_an_interrupted_write_leaves_the_old_store(plan_copy, monkeypatch):
    store.write(rows({"code": "C09", "year": 2025, "value": 92.0}), plan_copy)
    before = (plan_copy / "observations.csv").read_bytes()

    def broken(*_):
        raise OSError("no space left")

    monkeypatch.setattr(whole.os, "replace", broken)
    with pytest.raises(OSError, match="no space"):
        store.write(rows({"code": "C09", "year": 2025, "value": 93.0}), plan_copy)
    assert (plan_copy / "observations.csv").read_bytes() == before
    assert sorted(path.name for path in plan_copy.glob(".observations*")) == []


@settings(max_examples=25, deadline=None, derandomize=True)
@given(
    st.lists(
        st.tuples(st.sampled_from(["W03", "C09", "C21"]), st.integers(2021, 2029), st.floats(0, 100)),
        max_size=12,
        unique_by=lambda t: t[:2],
    )
)
def test_what_is_written_is_what_is_read(tmp_path_factory, listed):
    folder = tmp_path_factory.mktemp("store")
    frame = (
        rows(*({"code": code, "year": year, "value": value} for code, year, value in listed))
        if listed
        else pd.DataFrame(columns=store.columns())
    )
    store.write(frame, folder)
    back, faults = store.read(folder)
    assert not faults and sorted(zip(back["code"], back["year"], back["value"], strict=True)) == sorted(listed)


WHO = Departments({"C04": ("区卫生健康委", "区公安局")}, (Change("区公安局", "区政法局", 2024),))
DAYS = [f"2026-03-{day:02d}" for day in range(1, 7)]
REPORTS = st.lists(
    st.tuples(
        st.sampled_from(["区卫生健康委", "区公安局", "区政法局", "区教委"]),
        st.sampled_from(["初步数", "核定数"]),
        st.sampled_from(DAYS),
        st.sampled_from([None, 5.0, 5.5, 6.0]),
        st.booleans(),
    ),
    min_size=1,
    max_size=4,
    # nobody says the same twice, under either name: a repetition is not stored again; nor two things on one day: the later counts
    unique_by=tuple(lambda one, at=at: (one[0].replace("政法", "公安"), one[1], one[at]) for at in (2, 3)),
)


def report_of(department, status, day, value, with_strata):
    total = rows({"code": "C04", "year": 2025, "value": value or 0.0, "status": status}).to_dict("records")[0]
    total |= {"department": department, "received": day, "value": value, "printed": f"{value or '无数据'}"}
    urban = total | {"stratum": "urban", "value": value and value - 0.5}
    return {"total": total, **({"urban": urban} if with_strata and value else {})}


@settings(max_examples=30, deadline=None, derandomize=True)
@given(REPORTS, st.randoms(use_true_random=False))
def test_what_is_stored_and_what_counts_never_hang_on_the_order_reports_are_added_in(listed, order):
    def stored(reports):
        frame = pd.DataFrame(columns=[tables.LINE, *store.columns()])
        for one in reports:
            added, _ = add(frame, [report_of(*one)], WHO)
            if added is not None:
                ordered = added.sort_values(store.ORDER, ignore_index=True)
                frame = ordered.assign(**{tables.LINE: range(2, len(ordered) + 2)})
        return frame

    other = list(listed)
    order.shuffle(other)
    one, two = stored(listed), stored(other)
    pd.testing.assert_frame_equal(one, two, check_dtype=False)
    counting = [
        store.current(frame, WHO)[["stratum", "value", "department"]].to_numpy().tolist() for frame in (one, two)
    ]
    assert str(counting[0]) == str(counting[1])
