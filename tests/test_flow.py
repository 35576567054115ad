"""What flows through the house: building cases runs no model, the model runs once a table, targets are found by any name."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

import kzplan as kz
from kzplan import cli, model
from kzplan.indicator import counts
from kzplan.indicator.kind import Behind, Comparability, Direction, Kind
from kzplan.indicator.series import Series
from kzplan.indicator.target import Criterion
from kzplan.odds import batch
from kzplan.odds.assumptions import Assumptions
from kzplan.odds.case import cases
from kzplan.odds.needed import solve
from kzplan.odds.projection import projections
from kzplan.odds.verdict import evidence, judge, reached
from kzplan.odds.view import views


@pytest.fixture
def calls(monkeypatch):
    """How often the model was run."""
    seen = []

    def counted(*args, **kwargs):
        seen.append(args)
        return model.trend.forecast(*args, **kwargs)

    monkeypatch.setattr(batch.model, "forecast", counted)
    return seen


def test_building_cases_runs_no_model(plan, calls):
    assert len(cases(plan, Assumptions())) == 93 and not calls


def kinds_of(plan):
    """What targets that are run together share."""
    return {
        (t.kind, t.subclass, t.direction) for t in plan.by_code.values() if t.projected and len(plan.series_of(t.code))
    }


def test_the_model_runs_once_for_each_kind_and_direction_of_a_table_and_each_set_of_parameters(plan, calls):
    judge(cases(plan, Assumptions()))
    sets = 1 + sum("parameters" in view.assumed for view in views())
    assert len(kinds_of(plan)) <= len(calls) <= sets * len(kinds_of(plan))


def test_needed_values_of_a_table_take_a_few_calls_for_each_kind_and_direction(plan, calls):
    listed = cases(plan, Assumptions())
    solve(listed, [2026] * len(listed))
    groups = {(case.kind, case.target.subclass, case.target.direction) for case in listed if case.target.projected}
    assert 0 < len(calls) <= 4 * len(groups)


def test_an_evaluation_runs_the_model_as_a_table_and_for_the_chances_of_a_year_before(plan, calls):
    listed = cases(plan, Assumptions())
    judge(listed)
    table = len(calls)
    reached(listed)
    chances = len(calls) - table
    assert 0 < chances < table  # no views
    kz.evaluate(plan, 2025)
    assert len(calls) == 2 * (table + chances)


def test_chances_alone_are_those_of_the_verdicts(plan):
    listed = cases(plan, Assumptions())
    np.testing.assert_array_equal(reached(listed), [verdict.p_reach for _, verdict in judge(listed)])


def test_a_table_and_a_target_alone_give_the_same_numbers(plan):
    for together in projections(cases(plan, Assumptions())):
        alone = kz.project(plan, together.code)
        for name in ("median", "p_reach", "p_published", "reason", "outlook"):
            a, b = getattr(alone, name), getattr(together, name)
            assert a == b or (isinstance(a, float) and math.isnan(a) and math.isnan(b)), together.code


@pytest.mark.parametrize(
    "name", ["W03", "maternal_mortality", "孕产妇死亡率", "Maternal mortality ratio", "w03", " 孕产妇死亡率 "]
)
def test_a_target_is_found_by_code_id_or_either_name(plan, name):
    assert kz.project(plan, name).code == "W03"


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("maternal_mortalty", "maternal_mortality"),
        ("孕产妇死亡", "孕产妇死亡率"),
        ("W3", "W03"),
        ("stuntng", "stunting"),
    ],
)
def test_a_miss_names_the_nearest_by_spelling(plan, asked, near):
    with pytest.raises(kz.UnknownCodeError, match=f"Nearest: {near}"):
        kz.project(plan, asked)


@pytest.mark.parametrize(
    "ask",
    [
        kz.outlook,
        kz.compare_methods,
        lambda plan, **kw: kz.evaluate(plan, 2025, **kw),
        lambda plan, **kw: kz.project(plan, "W03", **kw),
    ],
)
@pytest.mark.parametrize(
    "wrong",
    [{"damping": -3}, {"births": 0}, {"tolerance": -1}, {"at": 1990}, {"speed": 3}, {"births": "9000"}, {"at": "2030"}],
)
def test_the_same_checks_stand_before_every_question(plan, ask, wrong):
    with pytest.raises(kz.KzplanError):
        ask(plan, **wrong)


def test_only_errors_of_its_own_are_shown_without_a_traceback(monkeypatch, capsys):
    def broken(*args, **kwargs):
        return {}["chances"]

    monkeypatch.setattr("kzplan.odds.outlook.outlook", broken)
    with pytest.raises(KeyError):
        cli.main(["outlook"])
    assert cli.main(["project", "W3"]) == 2 and "Nearest: W03" in capsys.readouterr().err


def test_faults_of_a_plan_come_as_a_table_in_either_language(plan_copy):
    (plan_copy / "targets.csv").unlink()
    with pytest.raises(kz.PlanError) as caught:
        kz.load_plan(plan_copy)
    for lang in ("en", "zh"):
        table = caught.value.to_frame(lang)
        assert list(table) == ["file", "row", "column", "found", "expected", "remedy"] and "targets.csv" in set(
            table["file"]
        )


@pytest.mark.parametrize("entry", ["period", "levels"])
def test_a_plan_without_its_years_or_levels_is_told_what_to_write(plan_copy, entry):
    path = plan_copy / "datapackage.json"
    path.write_text(path.read_text(encoding="utf-8").replace(f'"{entry}": {{', f'"{entry}_": {{'), encoding="utf-8")
    with pytest.raises(kz.PlanError, match=f"column {entry}"):
        kz.load_plan(plan_copy)


def test_kinds_answer_questions_about_themselves():
    assert Kind("proportion").limits == (0.0, 100.0) and not Kind("none").modelled
    assert [Direction(way).sign for way in ("up", "down", "none")] == [1, -1, 0]
    assert [grade.usable for grade in Comparability] == [True, True, False, False, False]
    assert Behind("live_births").on_births and Behind("sex_at_birth").on_births and not Behind("elected").on_births


@given(
    st.lists(
        st.tuples(st.integers(1990, 2030), st.floats(0, 100)), min_size=1, max_size=9, unique_by=lambda pair: pair[0]
    )
)
def test_a_series_stands_in_order_of_its_years_whatever_order_it_came_in(pairs):
    import pandas as pd

    series = Series.of(pd.DataFrame(pairs, columns=["year", "value"]))
    assert list(series.by_year.items()) == sorted(pairs) and series.latest.year == max(pairs)[0]
    assert (series.first is None) == (len(pairs) == 1) and len(series.up_to(series.latest.year)) == len(pairs)


@pytest.mark.parametrize("strict", [False, True])
def test_a_sex_ratio_on_a_strict_bound_is_outside(strict):
    births = 200  # 100 boys: exactly 100 per 100 girls
    criterion = Criterion(low=100, high=102, low_strict=strict)
    boys = [b for b in range(1, births) if criterion.met(round(100 * b / (births - b), 2))]
    assert (100 in boys) == (not strict)
    expected = stats.binom.pmf(boys, births, 105 / 205).sum()
    assert counts.published_ratio_probability([105.0], [1.0], births, criterion) == pytest.approx(expected, abs=1e-12)


def test_deaths_allowed_by_a_target_without_an_upper_end_are_refused():
    with pytest.raises(kz.KzplanError, match="upper end"):
        counts.events_allowed([9268], Criterion(low=8))


def test_a_number_to_be_kept_within_is_an_upper_one():
    rule = kz.parse_target("控制在8")
    assert (rule.form, rule.value, rule.strict) == ("at most", 8.0, False)
    assert rule.criterion().met(8.0) and not rule.criterion().met(8.01)


def test_ten_events_are_not_few_and_nine_are(plan):
    from dataclasses import replace

    case = kz.project(plan, "C02").case
    grades = []
    for events in (9, 10):
        numerators = np.array([*case.series.numerators[:-1], events], dtype=float)
        grades.append(evidence(replace(case, series=replace(case.series, numerators=numerators))))
    assert grades[0] != grades[1]
