"""Recall and precision of the audit on faults planted in the clean parts of the plan.

``--plants`` sets how many, ``--together`` how many of them in one plan; ``make check-long`` plants ten times as many, each alone.
"""

from collections import Counter
from dataclasses import replace
from itertools import islice, repeat, starmap

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
    """For each planted fault: (family, whether found); and for each bed of them (new findings, false ones among them)."""
    before = signatures(found)
    each = -(-pytestconfig.getoption("--plants") // len(planting.FAMILIES))
    hits, alarms = [], []
    for bed in beds(garden, each, pytestconfig.getoption("--together")):
        cells = {cell: text for _, plant in bed for cell, text in plant.cells.items()}
        audited = signatures(kz.audit(planting.overwritten(plan, cells)))
        new = {key: severity for key, severity in audited.items() if key not in before}
        # a finding that was there before and lost or won a row is neither a hit nor a new alarm
        changed = [key for key in new if any(key[0] == old[0] and key[1] & old[1] for old in before)]
        about = [[key for key in new if key[1] & plant.rows and key not in changed] for _, plant in bed]
        hits += [(family, bool(keys)) for (family, _), keys in zip(bed, about, strict=True)]
        told = {key for keys in about for key in keys}
        alarms.append((len(new), [key[0] for key in new if key not in told and key not in changed]))
    return hits, alarms


def beds(garden, each, together):
    """Choose so many faults of each family: lists of (family, plant); those of a list are planted together and do not touch."""
    rng, found = np.random.default_rng(SEED), []
    for family in planting.FAMILIES:
        for plant in islice(filter(None, starmap(family, repeat((garden, rng)))), each):
            bed = next((bed for bed in found if len(bed) < together and apart(plant, bed)), None)
            if bed is None:
                found.append(bed := [])
            bed.append((family.__name__, plant))
    return found


def apart(plant, bed):
    """Whether a plant is of the same tables' kind as those of a bed, and names no row that they name."""
    decade = {column in planting.KEPT_AS_THEY_ARE for one in (plant, bed[0][1]) for _, _, column in one.cells}
    return len(decade) == 1 and not any(plant.rows & other.rows for _, other in bed)


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
    hits, _ = harvest
    assert len(hits) >= 500 and len({family for family, _ in hits}) == 20


@pytest.mark.parametrize("family", [family.__name__ for family in planting.FAMILIES])
def test_a_planted_fault_is_found(harvest, family):
    found = [hit for name, hit in harvest[0] if name == family]
    print(f"{family}: {sum(found)} of {len(found)}")
    assert np.mean(found) >= 0.95


def test_a_planted_fault_raises_no_alarm_elsewhere(harvest):
    _, alarms = harvest
    new, false = sum(count for count, _ in alarms), Counter(name for _, names in alarms for name in names)
    print(f"{new} new findings, {sum(false.values())} of them elsewhere: {dict(false)}")
    assert sum(false.values()) <= 0.02 * new
