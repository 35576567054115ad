"""What became of the departments that a plan names: renamed, merged, abolished, a function handed over (``departments.csv``)."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from ..words.door import door
from ..words.errors import Fault, Refusal
from . import kept, tables
from .period import Period

if TYPE_CHECKING:
    from .plan import Plan

NAME = "departments"
NO_FILE = '\\/:*?"<>|'  # characters that no name of a file may hold


@dataclass(frozen=True, slots=True)
class Change:
    """One change: the figures of ``start`` and later years are ``successor``'s to report.

    Parameters
    ----------
    department, successor : who reported before, who reports after.
    start : first year of figures.
    code : the one target that is handed over; blank: all of them.
    """

    department: str
    successor: str
    start: int
    code: str = ""


@door
def changes_of(frame: pd.DataFrame) -> tuple[Change, ...]:
    """Return the changes that a table of them lists, in order of the years."""
    listed = [
        Change(row["department"], row["successor"], int(row["from"]), row["code"]) for row in tables.records(frame)
    ]
    return tuple(sorted(listed, key=lambda one: (one.start, one.department, one.successor, one.code)))


def named(changes: Iterable[Change], names: Iterable[str], year: int, code: str) -> tuple[str, ...]:
    """Return what departments are called in a year: those that report in their place by then.

    Parameters
    ----------
    changes : in order of the years.
    names : departments as printed.
    year : year of the figures.
    code : target they report on.

    >>> changes = (Change("区残联", "区残疾人联合会", 2024), Change("区残疾人联合会", "区社会工作部", 2027))
    >>> [named(changes, ["区教委", "区残联"], year, "C26")[1] for year in (2023, 2024, 2028)]
    ['区残联', '区残疾人联合会', '区社会工作部']
    """
    now, own = list(names), [one for one in changes if one.code in ("", code) and one.start <= year]
    for start in sorted({one.start for one in own}):
        these = [one for one in own if one.start == start]
        for _ in these:  # one that is renamed and merged in one year goes through both
            now = [after for name in now for after in _after(these, name)]
    return tuple(dict.fromkeys(now))


def _after(changes, name):
    """Who stands in the place of a department after the changes of one year; what names the target comes before what does not."""
    own = [one for one in changes if one.department == name]
    chosen = [one for one in own if one.code] or own
    return [one.successor for one in chosen] or [name]


@dataclass(frozen=True, slots=True)
class Departments:
    """Who reports what in which year.

    Parameters
    ----------
    printed : code → departments as the plan prints them.
    changes : what became of them, in order of the years.
    """

    printed: dict[str, tuple[str, ...]]
    changes: tuple[Change, ...] = ()

    def responsible(self, code: str, year: int) -> tuple[str, ...]:
        """Return the departments that report a target's figure of a year, as they are called then."""
        return named(self.changes, self.printed.get(code, ()), year, code)

    def known(self) -> tuple[str, ...]:
        """Return every name, printed or taken later."""
        after = [one.successor for one in self.changes]
        return tuple(dict.fromkeys([name for names in self.printed.values() for name in names] + after))

    def called(self, year: int) -> tuple[str, ...]:
        """Return the departments that report a year's figures, as they are called then."""
        return tuple(dict.fromkeys(name for code in self.printed for name in self.responsible(code, year)))

    def stands_for(self, sender: str, code: str, year: int) -> str:
        """Return who a sender is among those that report a target's figure of a year.

        One of its earlier or later names is the same department; one that is not responsible is returned as it is
        called that year; blank is whoever is responsible alone.

        >>> one = Departments({"C26": ("区残联",)}, (Change("区残联", "区残疾人联合会", 2024),))
        >>> one.stands_for("区残联", "C26", 2025), one.stands_for("区残疾人联合会", "C26", 2023)
        ('区残疾人联合会', '区残联')
        """
        responsible = self.responsible(code, year)
        if not sender:
            return responsible[0] if len(responsible) == 1 else ""
        own = named(self.changes, [sender], year, code)
        found = [name for name in responsible if name in own or sender in self._later(name, code)]
        return found[0] if found else sender if sender in responsible else own[0]

    def is_responsible(self, department: str, code: str, year: int) -> bool:
        """Return whether a department reports a target's figure of a year; a figure that names none is the office's own entry."""
        return not department or department in self.responsible(code, year)

    def age(self, name: str) -> int:
        """Return how many changes lie before a name: of two names of one department the later has more."""
        before = {one.department for one in self.changes if one.successor == name} - {name}
        seen, steps = {name}, 0
        while before - seen:
            steps, seen = steps + 1, seen | before
            before = {one.department for one in self.changes if one.successor in before}
        return steps

    def _later(self, name, code):
        """What a department is called in any later year, for one target."""
        found = {name}
        for _ in self.changes:
            found |= {one.successor for one in self.changes if one.department in found and one.code in ("", code)}
        return found


def department_faults(frame: pd.DataFrame, codes: set[str], known: set[str], period: Period) -> Iterator[Fault]:
    """Yield the faults of ``departments.csv`` that its columns do not show.

    Parameters
    ----------
    frame : the table.
    codes : of the plan's targets.
    known : departments that the plan prints.
    period : the plan's years.
    """
    remedy = ("Correct the cell; kzplan department writes the table.", "请更正该单元格；该表由kzplan department写入。")
    names = known | set(frame["successor"])
    for row in tables.records(frame):
        where = {"file": kept.described(NAME)["path"], "remedy": remedy, "row": row[tables.LINE]}
        if row["department"] not in names or row["department"] == row["successor"]:
            expected = ("a department of this plan, and another in its place", "本规划的责任单位，且与接替单位不同")
            told = (repr(row["department"]), f"“{row['department']}”")
            yield Fault(found=told, expected=expected, column="department", **where)
        if row["code"] and row["code"] not in codes:
            expected = ("a target code of this plan, or blank", "本规划的指标代码，或空白")
            yield Fault(found=(repr(row["code"]), f"“{row['code']}”"), expected=expected, column="code", **where)
        if pd.notna(row["from"]) and row["from"] not in period.years:  # a blank one is told already
            yield Fault(found=(f"{row['from']}",) * 2, expected=period.a_year, column="from", **where)


@door
def add_department(
    plan: "Plan",
    department: str,
    successor: str,
    start: int,
    codes: Iterable[str] = (),
    why: str = "",
    who: str = "",
    today: datetime.date | None = None,
) -> Path:
    """Record in a plan's folder that a department was renamed, merged or abolished, or hands targets over.

    Parameters
    ----------
    plan : a loaded :class:`~kzplan.plan.plan.Plan`; its folder's ``departments.csv`` is written.
    department : as the plan prints it, or as it was renamed before.
    successor : who reports in its place.
    start : first year whose figures are the successor's.
    codes : names of the targets handed over; none: all.
    why, who : reason, and who records it.
    today : date of the record; None for today's.

    Returns
    -------
    Path of the table. The same record again changes nothing.

    Raises
    ------
    UnknownCodeError : no such target.
    Refusal : a department that the plan does not know, the same name twice, or a year outside the plan.
    """
    chosen = [plan.target(name).code for name in codes] or [""]
    successor, why, who = kept.spoken(successor, "NEW"), kept.spoken(why, "--why"), kept.spoken(who, "--who")
    _refuse(plan, department, successor, start)
    with kept.locked(plan.folder):
        frame = kept.read_whole(plan.folder, NAME)
        known = set(zip(frame["department"], frame["successor"], frame["from"], frame["code"], strict=True))
        for code in chosen:
            if (department, successor, start, code) in known:
                continue
            said = {"department": department, "successor": successor, "from": start, "code": code}
            told = {"reason": why, "who": who}
            kept.add_line(plan.folder, NAME, said | told | {"recorded": (today or datetime.date.today()).isoformat()})
    return Path(plan.folder) / kept.described(NAME)["path"]


def _refuse(plan, department, successor, start):
    listed = plan.departments.known()
    if department not in listed:
        near = get_close_matches(department, listed, n=3, cutoff=0.3) or listed
        raise Refusal(
            f"{department!r} is no department of this plan; there are {'、'.join(near)}",
            f"本规划没有责任单位“{department}”；有{'、'.join(near)}",
        )
    if not successor or successor == department:
        raise Refusal("who reports in its place must be another name", "接替单位须是另一个名称")
    if set(successor) & set(NO_FILE):
        raise Refusal(
            f"a department's name makes the name of its form's file: {successor!r} holds one of {NO_FILE}",
            f"单位名称要用作报送表的文件名，不能含有{NO_FILE}：{successor}",
        )
    plan.period.refuse_outside(start)
