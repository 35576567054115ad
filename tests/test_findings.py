"""Each rule of the audit on a case it must name, and on the same case put right."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from planting import overwritten

import kzplan as kz
from kzplan import findings
from kzplan.findings import strata
from kzplan.findings.book import read_book
from kzplan.findings.relations import bounds, relations

W, C, W30, C30 = "women_2011_2020", "children_2011_2020", "women_2021_2030", "children_2021_2030"


def v(table, row, year, text):
    """Overwrite a value cell."""
    return {(table, row, f"value_{year}"): text}


def t(table, row, text):
    """Overwrite the 2020 target of a decade row, or the district's target of 2030."""
    return {(table, row, "target_2020" if table in (W, C) else "target_district"): text}


# rule: (row it names in the shipped plan, year, edit that puts it right)
PRINTED = {
    "share_against_headcounts": (W, 139, 2010, v(W, 139, 2010, "8")),
    "share_cut_not_rounded": (W, 87, 2020, v(W, 87, 2020, "26.40")),
    "share_of_no_whole_number": (W, 131, 2010, v(W, 131, 2010, "0.15")),
    "small_body": (W, 112, 2020, v(W, 110, 2020, "70") | v(W, 111, 2020, "10")),
    "same_quantity_two_values": (W, 1, 2010, v(W, 1, 2010, "70")),
    "known_in_one_place_only": (W, 111, 2010, v(W, 111, 2010, "2")),
    "outside_value_differs": (W, 45, 2020, v(W, 45, 2020, "1.71")),
    "different_quantities_one_value": (C, 87, 2010, v(C, 87, 2010, "48")),
    "total_outside_strata": (W, 12, 2010, v(W, 13, 2010, "12.5") | v(W, 14, 2010, "25.3")),
    "total_is_one_stratum": (W, 31, 2020, v(W, 31, 2020, "0.98")),
    "head_above_all_parts": (C, 12, 2010, v(C, 12, 2010, "99.1")),
    "weights_disagree": (W, 35, 2010, v(W, 35, 2010, "89.5")),
    "weight_against_register": (W, 12, 2020, v(W, 13, 2020, "28.32")),
    "weights_break_over_time": (W, 40, 2010, v(W, 40, 2010, "55.3") | v(W, 31, 2010, "0.34")),
    "total_is_unweighted_mean": (
        C,
        49,
        2010,
        v(C, 42, 2010, "98.73") | v(C, 45, 2010, "88.42") | v(C, 49, 2010, "81.16"),
    ),
    "smaller_exceeds_larger": (W, 35, 2010, v(W, 34, 2010, "95.18")),
    "cases_exceed_their_kind": (W, 18, 2010, v(W, 18, 2010, "0.13")),
    "cumulative_number_outruns_its_years": (W, 21, 2020, v(W, 21, 2020, "1487")),
    "few_events": (W, 12, 2010, v(W, 12, 2010, "—")),
    "births_differ_from_register": (
        C,
        2,
        2020,
        v(W, 12, 2020, "—") | v(C, 2, 2020, "2.25") | v(C, 3, 2020, "3.42") | v(C, 4, 2020, "6.35"),
    ),
    "shares_of_a_small_sample": (C, 14, 2010, v(C, 14, 2010, "99.37") | v(C, 18, 2010, "98.33")),
    "outside_plausible_range": (C, 11, 2020, v(C, 11, 2020, "0.1184")),
    "above_a_related_rate": (C, 11, 2020, v(C, 11, 2020, "0.1184")),
    "leap": (W, 15, 2020, v(W, 15, 2010, "58")),
    "round_beside_exact": (W, 3, 2020, v(W, 3, 2020, "21003")),
    "unchanged_for_ten_years": (C, 68, 2020, v(C, 68, 2020, "131")),
    "unit_against_name": (W, 113, 2020, {(W, 113, "unit"): "个"}),
    "value_without_unit": (C, 64, 2020, v(C, 64, 2010, "—") | v(C, 64, 2020, "—")),
    "unit_in_cell": (W, 4, 2020, v(W, 4, 2020, "47.40")),
    "nothing_over_nothing": (W, 38, 2020, v(W, 38, 2020, "—")),
    "not_yet_introduced": (W, 39, 2010, v(W, 39, 2010, "—")),
    "name_holds_something_else": (W, 79, 2020, {(W, 79, "name"): "城市低保对象人数"}),
    "one_word_two_definitions": (
        W,
        112,
        2020,
        {(W, 109, "name"): "班子中女性比例", (W, 112, "name"): "班子中女性比例"},
    ),
    "name_of_total_and_part": (W, 47, 2020, {(W, 47, "name"): "女性人均预期寿命"}),
    "name_contradicts_itself": (W, 21, 2020, {(W, 21, "name"): "累计报告艾滋病病毒感染例数"}),
    "persons_in_two_units": (
        W,
        79,
        2020,
        {(W, row, "unit"): "人" for row in (79, 80)}
        | v(W, 79, 2010, "28600")
        | v(W, 79, 2020, "19900")
        | v(W, 80, 2020, "9600"),
    ),
    "binding_without_number": (C30, 41, 2030, t(C30, 41, "≤9")),
    "weaker_than_city": (W30, 23, 2030, t(W30, 23, "提高")),
    "weaker_than_before": (W30, 50, 2030, t(W30, 50, "≥35")),
    "target_without_unit": (W30, 46, 2030, t(W30, 46, "降低")),
    "met_at_the_start": (C, 3, 2020, v(C, 3, 2010, "9.4")),
    "cannot_improve": (C, 30, 2020, v(C, 30, 2010, "97")),
    "baseline_missing": (W, 16, 2020, v(W, 16, 2010, "4.1")),
    "two_indicators_in_one_row": (W30, 23, 2030, {("targets", 23, "name"): "区人大代表中女性比例（%）"}),
    "meaning_changed": (C30, 14, 2030, {("baselines", None, "C11"): "N"}),
    "below_one_event": (W30, 3, 2030, t(W30, 3, "＜15")),
    "text_against_table": (C, 76, 2020, v(C, 76, 2020, "535")),
    "claim_that_all_was_done": (C, 52, 2020, v(C, 52, 2020, "88")),
    "days_against_share": ("women_text", 23, 2020, {("prose", None, "97.3"): ""}),
}
# rule: (row it names once a fault is planted, year, the fault)
PLANTED = {
    "parts_do_not_add_up": (C, 36, 2020, v(C, 36, 2020, "95")),
    "part_exceeds_whole": (W, 86, 2020, v(W, 86, 2020, "2077")),
    "no_whole_events": (C, 2, 2020, v(C, 2, 2020, "2.42")),
    "several_numbers_of_births": (
        C,
        2,
        2010,
        v(W, 12, 2010, "19.3") | v(C, 2, 2010, "6.0") | v(C, 3, 2010, "8.6") | v(C, 4, 2010, "13.5"),
    ),
    "strata_without_whole_events": (W, 13, 2020, v(W, 13, 2020, "9.10")),
    "sex_ratio_without_whole_boys": (W, 46, 2010, v(W, 46, 2010, "101.14999")),
    "implausible_sex_weight": (C, 49, 2020, v(C, 50, 2020, "69.88")),
    "more_than_the_population": (W, 67, 2020, {(W, 67, "value_2020"): "83904"} | v(W, 68, 2020, "—")),
    "impossible_target": (W30, 4, 2030, t(W30, 4, "≥194")),
    "impossible_value": (W, 34, 2020, v(W, 34, 2020, "993.2")),
}


def edited(plan, cells):
    """A plan with cells overwritten, in printed and in curated tables."""
    printed = {key: text for key, text in cells.items() if key[1] is not None and key[0] != "targets"}
    changed = overwritten(plan, printed)
    for (table, row, column), text in cells.items():
        frame = changed.tables[table]
        if table == "targets":
            frame = frame.copy()
            frame.loc[(frame["table"] == W30) & (frame["row"] == row), column] = text
        elif table == "baselines":
            frame = frame.copy()
            frame.loc[frame["code"] == column, ["comparability", "grade_2010", "grade_2020"]] = text
        elif table == "prose":
            frame = frame.copy()
            frame.loc[frame["name"] == "空气优良率", "value"] = column
        changed.tables[table] = frame
    return changed


def named(plan, rule):
    """Rows and years that a rule names."""
    found = kz.audit(plan, skip=[name for name in findings.RULES if name != rule])
    return set(zip(found["plan"] + "_" + found["table"], found["row"], found["year"], strict=True))


def test_every_rule_has_a_case_it_names_and_one_it_leaves_alone():
    assert set(PRINTED) | set(PLANTED) == set(findings.RULES) and not set(PRINTED) & set(PLANTED)


@pytest.mark.parametrize("rule", PRINTED)
def test_a_rule_names_its_case_in_the_printed_tables_and_is_silent_when_it_is_put_right(plan, rule):
    table, row, year, repair = PRINTED[rule]
    assert (table, row, year) in named(plan, rule)
    assert (table, row, year) not in named(edited(plan, repair), rule)


@pytest.mark.parametrize("rule", PLANTED)
def test_a_rule_is_silent_on_the_printed_tables_and_names_a_fault_put_there(plan, rule):
    table, row, year, fault = PLANTED[rule]
    assert (table, row, year) not in named(plan, rule)
    assert (table, row, year) in named(edited(plan, fault), rule)


def test_every_rule_says_why_it_holds():
    table = findings.rules()
    assert (table["reasoning"].str.len() > 50).all() and table["rule"].is_unique
    assert set(table["family"]) == {
        "share",
        "repetition",
        "strata",
        "nesting",
        "reconstruction",
        "magnitude",
        "coding",
        "targets",
        "text",
    }


def test_a_rule_can_be_switched_off_and_an_unknown_one_is_refused_with_the_nearest(plan):
    assert "leap" not in set(kz.audit(plan, skip=["leap"])["rule"])
    with pytest.raises(LookupError, match="total_outside_strata"):
        kz.audit(plan, skip=["total_outside_stratum"])


def test_the_table_of_findings_has_a_line_a_row_and_says_all_a_reader_needs(plan):
    table = kz.audit(plan)
    assert list(table) == findings.COLUMNS
    assert set(table["severity"]) == set(findings.SEVERITIES)
    assert set(table["plan"]) == {"women", "children"} and set(table["table"]) == {"2011_2020", "2021_2030", "text"}
    in_tables = table[table["table"] != "text"]
    assert (in_tables[["printed", "evidence", "action", "department", "name"]] != "").all().all()
    assert not table.duplicated(["finding", "plan", "table", "row", "column"]).any()
    assert (table.groupby("finding")["evidence"].nunique() == 1).all()


def test_evidence_is_told_in_the_language_asked_for(plan):
    english, chinese = kz.audit(plan, lang="en"), kz.audit(plan, lang="zh")
    assert english["rule"].equals(chinese["rule"])
    assert not english["action"].str.contains("请").any()
    assert (
        chinese["action"].str.contains("[\u4e00-\u9fff]").all()
        and chinese["evidence"].str.contains("[\u4e00-\u9fff%/→]").all()
    )


def test_the_audit_changes_nothing_in_the_plan(plan):
    before = {name: frame.copy() for name, frame in plan.tables.items()}
    kz.audit(plan)
    assert all(plan.tables[name].equals(frame) for name, frame in before.items())


def test_a_cell_that_corrections_already_set_aside_is_marked(plan):
    found = kz.audit(plan).query("rule == 'share_against_headcounts' and row == 139")
    assert found["set_aside"].tolist() == [True]


def test_a_plan_that_load_refuses_can_still_be_audited(plan_copy):
    path = plan_copy / "printed" / "women_2011_2020.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("86,,  其中：女性,人,425,—,548,", "86,,  其中：女性,人,425,—,5480,"),
        encoding="utf-8",
    )
    with pytest.raises(kz.PlanError):
        kz.load_plan(plan_copy)
    found = kz.audit(kz.load_plan(plan_copy, strict=False))
    assert "part_exceeds_whole" in set(found.loc[found["row"] == 86, "rule"])


def test_the_urban_weight_is_worked_out_from_total_and_strata_with_their_rounding(plan):
    # 2010: 54.91 = w·55.7 + (1 − w)·54.86, so w = 0.05 / 0.84; 2020: 10.79 / 20.88
    found = {(w.row.key[1], w.year): w for _, w in strata.weights(read_book(plan)) if w.row.key[0] == W}
    assert found[40, 2010].low < 0.05 / 0.84 < found[40, 2010].high
    assert found[12, 2020].low < 10.79 / 20.88 < found[12, 2020].high
    # 93.49 with rural 88.9: even urban 100 % leaves urban at least (93.49 − 88.9) / (100 − 88.9)
    assert found[35, 2010].one_sided and found[35, 2010].low == pytest.approx(
        (93.485 - 88.95) / (100 - 88.85), abs=0.01
    )


def test_the_relations_and_bounds_name_indicators_that_some_table_has(plan):
    book = read_book(plan)
    known = {row.indicator for row in book.rows.values()} | {goal.indicator for goal in book.goals}
    for kind in ("at_most", "same", "outside_same", "outside_at_most", "cases_at_most", "remainder", "yearly_of"):
        assert relations(kind)
        for one in relations(kind):
            assert one.left.partition(":")[0] in known
            assert kind.startswith("outside") or one.right.partition(":")[0] in known
    assert {bound.indicator for bound in bounds()} <= known and all(bound.low < bound.high for bound in bounds())


HOSTILE = ["—", "", "未开展", "0", "100", "0.00", "-5", "99999999", "0.0001", "12.3%", "１２", "1,234", "-0", "50"]
UNITS = ["%", "‰", "1/10万", "人", "万人", "个", "", "—", "岁", "X:100"]
TARGETS = [
    "提高",
    "＞85",
    "—",
    "50左右",
    "降低",
    "以2010年为基数下降1/6",
    "控制",
    "0",
    "＜0",
    "3︰2",
    "趋于平衡",
    "80-90",
    "逐年提高",
]
CELL = st.tuples(st.sampled_from([W, C]), st.integers(1, 89), st.sampled_from(["value_2010", "value_2020"]))
HOSTILE_CELLS = st.fixed_dictionaries(
    {
        "values": st.dictionaries(CELL, st.sampled_from(HOSTILE), min_size=1, max_size=40),
        "units": st.dictionaries(
            st.tuples(st.sampled_from([W, C]), st.integers(1, 89)), st.sampled_from(UNITS), max_size=6
        ),
        "past": st.dictionaries(
            st.tuples(st.sampled_from([W, C]), st.integers(1, 89)), st.sampled_from(TARGETS), max_size=6
        ),
        "goals": st.dictionaries(
            st.tuples(st.sampled_from([W30, C30]), st.integers(1, 42)), st.sampled_from(TARGETS), max_size=6
        ),
    }
)


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(HOSTILE_CELLS)
def test_whatever_the_cells_hold_the_audit_and_the_review_come_back_with_an_answer_or_name_the_target(plan, hostile):
    cells = dict(hostile["values"]) | {(*key, "unit"): text for key, text in hostile["units"].items()}
    cells |= {(*key, "target_2020"): text for key, text in hostile["past"].items()}
    cells |= {(*key, "target_district"): text for key, text in hostile["goals"].items()}
    edited_plan = overwritten(plan, cells)
    try:
        assert len(kz.audit(edited_plan)) and len(kz.review(edited_plan))
    except kz.TargetError as refused:  # a target that asks for the opposite of what is good; loading names it so
        assert "against what is good" in str(refused) or "should rise" in str(refused)


def test_a_plan_without_text_corrections_or_outside_figures_is_audited_all_the_same(plan_copy):
    for name in ("corrections.csv", "prose.csv", "external.csv", "classes.csv"):
        path = plan_copy / name
        path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    baselines = (plan_copy / "baselines.csv").read_text(encoding="utf-8")
    old = next(line for line in baselines.splitlines() if line.startswith("W35,"))
    gone = "W35,N,N,N,,,no text in this plan,此规划无正文"
    (plan_copy / "baselines.csv").write_text(baselines.replace(old, gone), encoding="utf-8")
    found = kz.audit(kz.load_plan(plan_copy, strict=False))
    assert {"share_against_headcounts", "total_outside_strata"} <= set(found["rule"]) and "text" not in set(
        found["family"]
    )
    assert not found["set_aside"].any()
