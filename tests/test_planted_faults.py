"""Recall and precision of the audit on faults planted in the clean parts of the plan.

``--plants`` sets how many; ``make check-long`` plants ten times as many.
"""

from collections import Counter
from dataclasses import replace

import numpy as np
import planting
import pytest

import kzplan as kz

SEED = 20201


def signatures(found):
    """{(rule, rows): severity} of every finding."""
    told, rows = {}, {}
    for line in found[["finding", "rule", "severity", "plan", "table", "row"]].itertuples(index=False):
        told.setdefault(line.finding, (line.rule, line.severity))
        rows.setdefault(line.finding, set()).add((f"{line.plan}_{line.table}", line.row))
    return {(rule, frozenset(rows[finding])): severity for finding, (rule, severity) in told.items()}


@pytest.fixture(scope="module")
def found(plan):
    return kz.audit(plan)


@pytest.fixture(scope="module")
def garden(plan, found):
    return planting.Garden(plan, found)


@pytest.fixture(scope="module")
def harvest(plan, found, garden, pytestconfig):
    """For each planted fault: (family, whether found, new findings, false ones among them)."""
    before = signatures(found)
    rng, results = np.random.default_rng(SEED), []
    each = -(-pytestconfig.getoption("--plants") // len(planting.FAMILIES))
    for family in planting.FAMILIES:
        planted = 0
        while planted < each:
            plant = family(garden, rng)
            if plant is None:
                continue
            planted += 1
            new = {
                key: severity
                for key, severity in signatures(kz.audit(planting.overwritten(plan, plant.cells))).items()
                if key not in before
            }
            # a finding that was there before and lost or won a row is neither a hit nor a new alarm
            changed = [key for key in new if any(key[0] == old[0] and key[1] & old[1] for old in before)]
            about = [key for key in new if key[1] & plant.rows and key not in changed]
            false = [key for key in new if key not in about and key not in changed]
            results.append((family.__name__, bool(about), len(new), [key[0] for key in false]))
    return results


@pytest.mark.parametrize("family", planting.FAMILIES)
def test_a_plan_with_a_fault_planted_is_what_its_tables_make(plan, garden, family):
    rng, plant = np.random.default_rng(SEED), None
    while plant is None:
        plant = family(garden, rng)
    planted = planting.overwritten(plan, plant.cells)
    made = replace(planted)  # with nothing worked out yet
    assert made.decade.equals(planted.decade) and list(made.decade_rows.values()) == list(planted.decade_rows.values())
    assert made.past_rules == planted.past_rules and made.by_code == planted.by_code
    assert made.recovered == planted.recovered and made.series().equals(planted.series())


def test_at_least_five_hundred_faults_are_planted_in_twenty_families(harvest):
    assert len(harvest) >= 500 and len({family for family, *_ in harvest}) == 20


@pytest.mark.parametrize("family", [family.__name__ for family in planting.FAMILIES])
def test_a_planted_fault_is_found(harvest, family):
    found = [hit for name, hit, *_ in harvest if name == family]
    print(f"{family}: {sum(found)} of {len(found)}")
    assert np.mean(found) >= 0.95


def test_a_planted_fault_raises_no_alarm_elsewhere(harvest):
    new, false = sum(n for *_, n, _ in harvest), Counter(name for *_, names in harvest for name in names)
    print(f"{new} new findings, {sum(false.values())} of them elsewhere: {dict(false)}")
    assert sum(false.values()) <= 0.02 * new
