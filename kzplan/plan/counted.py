"""Which of the reports that came in counts: decided from what they say, never from the order in which they were merged."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import pandas as pd

from . import tables
from .departments import Departments

KEY = ["code", "year", "stratum"]
FINAL = "核定数"  # checked and final; 初步数 is provisional
TOTAL = "total"
FIGURES = ("value", "numerator", "denominator")
NOBODY = Departments({})


@dataclass(frozen=True, slots=True)
class Report:
    """What one department reported at once of one target and year.

    Parameters
    ----------
    department : as it is called in that year, whatever name it signed with.
    responsible : whether the target is its own.
    place : its place among the departments that are responsible.
    status : 初步数 or 核定数.
    since : the date on which its figure came in.
    lines : stratum → line of the store; with those of earlier reports that still hold.
    """

    department: str
    responsible: bool
    place: int
    status: str
    since: str
    lines: dict[str, dict]

    @property
    def total(self) -> dict:
        """The line of the whole."""
        return self.lines[TOTAL]

    @property
    def silent(self) -> bool:
        """Whether it says that there is no figure."""
        return blank(self.total["value"])

    @property
    def final(self) -> bool:
        """Whether its figure was checked and is final."""
        return self.status == FINAL


def blank(number: object) -> bool:
    """Return whether a figure is none."""
    return bool(pd.isna(number))


def same(one: dict, other: dict, fields: tuple[str, ...] = FIGURES) -> bool:
    """Return whether two lines say the same in these fields, however typed.

    >>> same({"value": 5.5, "note": ""}, {"value": 5.5, "note": None}, ("value", "note"))
    True
    """
    said = [["" if pd.isna(line[name]) else line[name] for name in fields] for line in (one, other)]
    return all(a == b or str(a) == str(b) for a, b in zip(*said, strict=True))


def standing(stored: Iterable[dict], departments: Departments) -> dict[tuple[str, int], list[Report]]:
    """Return what each department says by now of each target and year: (code, year) → its last report of either status.

    Parameters
    ----------
    stored : lines of the store, of every report.
    departments : who reports what.

    Notes
    -----
    A department's names are one department. Its reports follow each other by the date of receipt; of one date by the age of
    the name, then by revision. A stratum stays with a total that was reported again as it was, and goes with one that changed.
    """
    # asked again for every stratum
    stands_for, responsible_for = cache(departments.stands_for), cache(departments.responsible)
    age = cache(departments.age)
    chains: dict[tuple, dict[tuple, dict[str, dict]]] = {}
    for line in stored:
        code, year, signed = line["code"], int(line["year"]), line["department"] or ""
        who = stands_for(signed, code, year)
        when = (line["received"], age(signed), signed, int(line["revision"]))
        chain = chains.setdefault((code, year, who, line["status"]), {})
        chain.setdefault(when, {})[line["stratum"]] = line
    found: dict[tuple[str, int], list[Report]] = {}
    for (code, year, who, status), chain in chains.items():
        responsible = responsible_for(code, year)
        place = responsible.index(who) if who in responsible else len(responsible)
        lines, since = _last(chain)
        if TOTAL in lines:
            told = Report(who, not who or who in responsible, place, status, since, lines)
            found.setdefault((code, year), []).append(told)
    return found


def _last(chain):
    """The last of the reports of one department, with the strata of earlier ones whose total it repeats, and since when its figure stands."""
    now: dict[str, dict] = {}
    since = ""
    for when in sorted(chain):
        lines = chain[when]
        repeated = TOTAL not in lines or (TOTAL in now and same(lines[TOTAL], now[TOTAL]))
        now = {**now, **lines} if repeated else dict(lines)
        since = since if repeated and since else when[0]
    return now, since


def of_each(reports: list[Report]) -> list[Report]:
    """Return one report a department: its final one before its provisional one."""
    by: dict[str, Report] = {}
    for one in sorted(reports, key=lambda one: one.final):
        by[one.department] = one
    return list(by.values())


def counting(reports: list[Report]) -> list[Report]:
    """Return the reports of one target and year that say the figure that counts, the one that is named for it first.

    Parameters
    ----------
    reports : as :func:`standing` lists them.

    Notes
    -----
    A responsible department comes before another, a figure before none, a final figure before a provisional one, the one
    received last before the others, one with a reason before one without, the department printed first before the next.
    Departments that agree stand together; the one with counts behind its figure is named first.
    """
    if len(reports) == 1:  # as of most targets and years
        return list(reports)
    order = sorted(of_each(reports), key=_weight)
    first = order[0]
    alike = [
        one
        for one in order
        if (one.responsible, one.status) == (first.responsible, first.status)
        and same(one.total, first.total, ("value",))
    ]
    return sorted(alike, key=lambda one: (blank(one.total["denominator"]), one.place, one.department))


def _weight(one):
    """Sorts first what comes before; dates, which are texts, by their digits."""
    date = int("".join(filter(str.isdigit, one.since)) or 0)
    return (not one.responsible, one.silent, not one.final, -date, not one.total["why"], one.place, one.department)


def current(frame: pd.DataFrame, departments: Departments = NOBODY) -> pd.DataFrame:
    """Return the lines that count: of each code, year and stratum one, under the name the department has that year.

    Parameters
    ----------
    frame : the store, every report.
    departments : who reports what; by default nobody is known to be responsible.

    Returns
    -------
    DataFrame with the columns of ``frame``, sorted by code, year and stratum. Strata come from the reports that say the
    total that counts.
    """
    return table_of(current_lines(tables.records(frame), departments), frame)


def current_lines(stored: Iterable[dict], departments: Departments) -> list[dict]:
    """Return the same of lines.

    Parameters
    ----------
    stored : every line of the store.
    departments : who reports what.
    """
    lines = []
    for _, reports in sorted(standing(stored, departments).items()):
        strata: dict[str, dict] = {}
        for one in counting(reports):
            own = {stratum: line | {"department": one.department} for stratum, line in one.lines.items()}
            strata = {**own, **{name: line for name, line in strata.items() if not _worse(line, own.get(name))}}
        lines += [strata[name] for name in sorted(strata)]
    return lines


def table_of(lines: list[dict], frame: pd.DataFrame) -> pd.DataFrame:
    """Return lines as a table with the columns of ``frame``, which they were read from."""
    if not lines:
        return frame.iloc[:0]
    columns = {name: ([line[name] for line in lines], kind) for name, kind in frame.dtypes.items()}
    typed = {
        name: told if pd.api.types.is_object_dtype(kind) else pd.array(told, dtype=kind)
        for name, (told, kind) in columns.items()
    }
    return tables.frame_of(typed, len(lines))


def _worse(line, other):
    """Whether a line that came first has no figure where another has one."""
    return other is not None and blank(line["value"]) and not blank(other["value"])
