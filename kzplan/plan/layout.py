"""What the tables of a plan folder must have, whatever its dictionary says of them: names of columns, types, what may stand in them."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from ..words.both import Both
from ..words.errors import Fault
from . import kept
from .descriptor import DICTIONARY
from .period import Period
from .printed import path_of

TABLES = Path(__file__).with_name("tables.json")
CORRECT = Both("Correct the entry.", "请更正该条目。")
COPY = Both("Copy its description from the shipped data folder.", "请从随附的data文件夹复制其说明。")


@cache
def _asked() -> dict[str, dict]:
    """The tables of any plan; {start}, {base} and {interim} stand for its years, {goals} and {decade} for its printed tables."""
    return json.loads(TABLES.read_text(encoding="utf-8"))


OF_EARLIER_FOLDERS = r"[A-Z]\d{2}[a-z]?"  # a code, in plan folders begun before codes of three digits


@cache
def _patterns() -> frozenset[str]:
    """Every pattern that a cell is looked at with: ours, for one that anybody may write can take for ever."""
    ours = [table["fields"] for table in _asked().values()]
    ours += [kept.described(name)["schema"]["fields"] for name in kept.GAINED]
    told = {field.get("constraints", {}).get("pattern", "") for fields in ours for field in fields} - {""}
    return frozenset({*told, OF_EARLIER_FOLDERS})


def as_asked(resources: list[dict], period: Period) -> tuple[list[dict], list[Fault]]:
    """Return the tables that a dictionary describes as they are to be read, and the faults of what it says of them.

    Parameters
    ----------
    resources : of a dictionary that was looked at (:func:`~kzplan.plan.descriptor.read_dictionary`).
    period : the plan's years.
    """
    faults: list[Fault] = []
    found = []
    for at, resource in enumerate(resources):
        place = f"resources[{at}]"
        faults += _foreign_patterns(resource, place)
        kind = _kind(resource["name"], period)
        if kind is None:
            found.append(resource)
            continue
        asked = _fields(kind, period)
        faults += _unlike(resource, asked, place)
        found.append(resource | {"schema": _joined(resource["schema"], kind, asked)})
    return found, faults


def columns_of(table: str, period: Period) -> list[str] | None:
    """Return the columns that are used of a table of this name; None of a table that is the plan's own.

    >>> columns_of("references", Period(2010, 2020, 2021, 2030, 2025))
    ['code', 'reference', 'reason_en', 'reason_zh']
    """
    kind = _kind(table, period)
    return None if kind is None else list(_fields(kind, period))


def _kind(name: str, period: Period) -> str | None:
    if name in period.goal_tables:
        return "goals"
    if name in period.decade_tables:
        return "decade"
    return name if name in _asked() and name not in ("goals", "decade") else None


def _fields(kind: str, period: Period) -> dict[str, dict]:
    """The columns of a kind of table, with the plan's years and tables put in."""
    tables = {"{goals}": period.goal_tables, "{decade}": period.decade_tables}
    found = {}
    for field in _asked()[kind]["fields"]:
        limits = dict(field.get("constraints", {}))
        if "enum" in limits:
            words = [one for word in limits["enum"] for one in tables.get(word, (_dated(word, period),))]
            limits["enum"] = words
        names = period.interim_columns if field["name"] == "{interim}" else [_dated(field["name"], period)]
        found |= {name: {**field, "name": name, "constraints": limits} for name in names}
    return found


def _dated(text: str, period: Period) -> str:
    return text.replace("{start}", str(period.start)).replace("{base}", str(period.base))


def _joined(schema: dict, kind: str, asked: dict[str, dict]) -> dict:
    """A description with what is asked of each column beside what it says itself."""
    fields = []
    for field in schema["fields"]:
        ours = asked.get(field["name"])
        if ours is not None:
            limits = _limits(field.get("constraints", {}), ours["constraints"])
            derived = field.get("derived", False) and ours.get("derived", False)
            field = {"name": field["name"], "type": ours["type"], "constraints": limits, "derived": derived}
        fields.append(field)
    return {"fields": fields, "primaryKey": schema.get("primaryKey", []), "key": _asked()[kind]["key"]}


def _limits(theirs: dict, ours: dict) -> dict:
    """What a cell has to keep to: both."""
    limits = {**theirs, **ours}
    if "enum" in theirs and "enum" in ours:
        limits["enum"] = [word for word in ours["enum"] if word in theirs["enum"]]
    if "minimum" in theirs and "minimum" in ours:
        limits["minimum"] = max(theirs["minimum"], ours["minimum"])
    return limits | {"required": bool(theirs.get("required") or ours.get("required"))}


def _unlike(resource: dict, asked: dict[str, dict], place: str) -> Iterator[Fault]:
    """Faults of a table that is described with other columns, types or another file than the ones that are read."""
    told = {field["name"]: (at, field) for at, field in enumerate(resource["schema"]["fields"])}
    if resource["path"] != path_of(resource["name"]):
        path = path_of(resource["name"])
        yield _fault(f"{place}.path", repr(resource["path"]), Both(path, path))
    for name, field in asked.items():
        if name not in told and not field.get("optional"):
            found = Both(f"no column {name!r} of {resource['name']}", f"{resource['name']}没有列“{name}”")
            yield Fault(DICTIONARY, found, Both(name, name), COPY, column=f"{place}.schema.fields")
        elif name in told and told[name][1]["type"] != field["type"]:
            where = f"{place}.schema.fields[{told[name][0]}].type"
            yield _fault(where, repr(told[name][1]["type"]), Both(repr(field["type"]), f"“{field['type']}”"))


def _foreign_patterns(resource: dict, place: str) -> Iterator[Fault]:
    for at, field in enumerate(resource["schema"]["fields"]):
        pattern = field.get("constraints", {}).get("pattern")
        if pattern is not None and pattern not in _patterns():
            expected = Both(
                f"none, or one of {' '.join(sorted(_patterns()))}", f"不填，或为{'、'.join(sorted(_patterns()))}之一"
            )
            yield _fault(f"{place}.schema.fields[{at}].constraints.pattern", repr(pattern[:60]), expected)


def _fault(place: str, found: str, expected: Both) -> Fault:
    return Fault(DICTIONARY, Both(found, found), expected, CORRECT, column=place)
