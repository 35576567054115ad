"""What the field knows of how indicators relate, from ``relations.csv`` and ``bounds.csv`` beside this file."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Relation:
    """One line of ``relations.csv``.

    Parameters
    ----------
    relation : at_most, same, outside_same, outside_at_most, cases_at_most, remainder or yearly_of.
    severity : of a finding: certain where the two cannot both be right, question where it is unlikely.
    slack : factor by which at_most may be exceeded before anything is said.
    left, right : ``indicator`` or ``indicator:stratum``; for outside_… the right is a name in ``external.csv``.
    reason_en, reason_zh : why.
    """

    relation: str
    severity: str
    slack: float
    left: str
    right: str
    reason_en: str
    reason_zh: str


@dataclass(frozen=True, slots=True)
class Bound:
    """One line of ``bounds.csv``: the range an indicator can plausibly take, in its printed unit; ``countries``: whether it holds all countries."""

    indicator: str
    unit: str
    low: float
    high: float
    reason_en: str
    reason_zh: str
    countries: str


@cache
def relations(kind: str) -> tuple[Relation, ...]:
    """Return the relations of one kind as a tuple."""
    return tuple(one for one in _read("relations.csv", Relation) if one.relation == kind)


@cache
def bounds() -> tuple[Bound, ...]:
    """Return all bounds as a tuple."""
    return tuple(_read("bounds.csv", Bound))


def _read(name, kind):
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            fields = kind.__dataclass_fields__
            yield kind(**{key: float(text) if fields[key].type is float else text for key, text in line.items()})
