"""What checked reports add to the store: every report once, numbered by the date it came in, whatever the order they are merged in."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd

from ..plan import store, tables
from ..plan.counted import FIGURES, TOTAL, Report, blank, counting, same, standing
from ..plan.departments import Departments
from .records import Entry

SAME = (*FIGURES, "source", "note")  # what makes two reports the same, however typed
GROUP = ("code", "year", "status")
Lines = dict[str, dict]  # stratum → line of the store


@dataclass
class Added:
    """What a batch of reports adds.

    Parameters
    ----------
    added, revised, unchanged : how many figures are new, take the place of others, were there already.
    changed : "C08（2024）" of what takes the place of something else.
    """

    added: int = 0
    revised: int = 0
    unchanged: int = 0
    changed: set[str] = field(default_factory=set)


def add(known: pd.DataFrame, reports: Iterable[Lines], departments: Departments) -> tuple[pd.DataFrame | None, Added]:
    """Add reports to what is stored.

    Parameters
    ----------
    known : the store, every report.
    reports : each a line a stratum, the total among them.
    departments : who reports what.

    Returns
    -------
    (DataFrame of the store as it is to be written or None where nothing is new, :class:`Added`)
    """
    stored: dict[tuple, list[dict]] = {}
    for line in tables.records(known.drop(columns=tables.LINE)):
        stored.setdefault((line["code"], int(line["year"])), []).append(line)
    told, touched = Added(), set()
    for lines in reports:
        one = next(iter(lines.values()))
        own = stored.setdefault((one["code"], int(one["year"])), [])
        fresh = _fresh(lines, own, departments, told)
        if fresh:
            own += fresh
            touched.add(tuple(one[name] for name in GROUP))
    if not touched:
        return None, told
    for code, year, status in touched:
        _number([line for line in stored[code, year] if line["status"] == status], departments)
    return pd.DataFrame([line for own in stored.values() for line in own], columns=store.columns()), told


def _number(lines, departments):
    """Number the reports of one target, year and status by the date they came in, then by department and by turn."""

    def _when(line):
        # a department that was renamed is one department, whichever name a form of the day bears
        who = departments.stands_for(line["department"], line["code"], int(line["year"]))
        return line["received"], who or "", line["revision"]

    numbers = {key: at for at, key in enumerate(sorted({_when(line) for line in lines}), start=1)}
    for line, number in [(line, numbers[_when(line)]) for line in lines]:
        line["revision"] = number


def _fresh(lines: Lines, own: list[dict], departments: Departments, told: Added) -> list[dict]:
    """The lines of a report that say more than its department's last one; what they change is counted."""
    one = next(iter(lines.values()))
    who = departments.stands_for(one["department"], one["code"], int(one["year"]))
    earlier = [line for line in own if line["received"] <= one["received"]]
    mine = [report for report in _reports(earlier, departments) if report.department == who]
    old = next((report.lines for report in mine if report.status == one["status"]), {})
    others = [report for report in _reports(own, departments) if report.department != who]
    moved = TOTAL in old and not same(old[TOTAL], lines[TOTAL])
    kept = []
    for stratum, line in lines.items():
        before = old.get(stratum)
        if before is None and blank(line["value"]) and stratum != TOTAL:
            continue  # a stratum without a figure, then and now
        fields = (*SAME, "printed") if blank(line["value"]) else SAME
        again = before is not None and same(before, line, fields)
        revised = not again and (before is not None or _takes_away(line, mine, stratum))
        _count(told, line, again or (before is None and _said(line, others, stratum)), revised)
        if not again or moved:
            kept.append(line | {"revision": 1 + max((int(seen["revision"]) for seen in own), default=0)})
    if moved:  # strata that were reported with the old total go with it
        for stratum in [name for name in old if name not in lines and not blank(old[name]["value"])]:
            _count(told, lines[TOTAL] | {"stratum": stratum}, False, True)
    if kept and _displaces(lines[TOTAL], who, others, departments):
        told.changed.add(_name(one))
    return kept


def _reports(lines, departments) -> list[Report]:
    return [report for reports in standing(lines, departments).values() for report in reports]


def _count(told, line, again, revised):
    told.unchanged += again
    told.revised += revised
    told.added += not again and not revised
    if revised:
        told.changed.add(_name(line))


def _name(line):
    return f"{line['code']}（{line['year']}）"


def _takes_away(line, mine, stratum):
    """Whether a final report of no figure takes the place of its department's provisional figure."""
    said = [one.lines[stratum] for one in mine if one.status != line["status"] and stratum in one.lines]
    return line["status"] == store.FINAL and blank(line["value"]) and any(not blank(one["value"]) for one in said)


def _said(line, others, stratum):
    """Whether another department says the same already, or a figure where this one has none."""
    said = [one.lines[stratum] for one in others if one.status == line["status"] and stratum in one.lines]
    return any(same(one, line) for one in said) or (blank(line["value"]) and bool(said))


def _displaces(line, who, others, departments):
    """Whether a responsible department's figure takes the place of one that another department sent."""
    if blank(line["value"]) or not others or not departments.is_responsible(who, line["code"], int(line["year"])):
        return False
    was = counting(others)[0]
    return (
        not was.responsible
        and was.status == line["status"]
        and not same(was.total, line, ("value",))
        and not was.silent
    )


def lines_of(entry: Entry, who: str, why: str, received: str, strata: Iterable[str]) -> Lines:
    """Return the store's lines of an entry: the total, and a stratum each where one was given.

    Parameters
    ----------
    entry : what a form says of one target.
    who, why, received : who merges it, why a figure is revised, the date of receipt.
    strata : those that a form asks for.
    """
    texts, numbers = entry.texts, entry.numbers
    common = {
        "code": entry.code,
        "year": entry.year,
        "status": entry.status,
        "department": entry.department,
        "source": texts.get("source", ""),
        "note": texts.get("note", ""),
        "filled_by": texts.get("filled_by", ""),
        "checked_by": texts.get("checked_by") or who,
        "received": received,
        "origin": entry.file,
        "why": why,
    }
    lines = {}
    if texts.get("value"):
        figures = {name: numbers.get(name) for name in FIGURES}
        lines[TOTAL] = common | {"stratum": TOTAL, "printed": texts["value"]} | figures
    for stratum in strata:
        # a figure, or words that there is none
        if stratum in numbers or (texts.get("value") and texts.get(stratum)):
            alone = {"value": numbers.get(stratum), "numerator": None, "denominator": None}
            lines[stratum] = common | {"stratum": stratum, "printed": texts[stratum]} | alone
    return lines
