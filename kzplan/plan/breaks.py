"""Changes of definition (口径调整): years from which a target's values measure something else than before."""

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from ..words.both import Both
from ..words.door import door
from ..words.errors import Fault, Refusal
from . import kept, tables
from .counted import TOTAL, blank
from .period import Period

if TYPE_CHECKING:
    from .plan import Plan

STOPS = ".。;；,，"  # that a reason ends with, and a bracket does not
NAME = "breaks"
_MENTIONED = re.compile(
    r"口径(?!一致|未变|不变|没变|相同|无变化|同(?:上|去|往)年|[与和同](?:上年|去年|往年|以往|规划|目标)(?:的|口径)?(?:一致|相同|一样))"
)


@dataclass(frozen=True, slots=True)
class Break:
    """One change of definition: values before ``year`` are not comparable with those from it on.

    Parameters
    ----------
    code, year : target, and the first year counted in the new way.
    reason : what was changed, in the office's words.
    who, recorded : who recorded it, on which date.

    >>> print(Break("C08", 2024, "分母改为常住人口", "区统计局", "2025-03-01").words.zh)
    2024年口径调整（分母改为常住人口），此前数据不可比
    """

    code: str
    year: int
    reason: str
    who: str
    recorded: str

    @property
    def words(self) -> Both:
        """What stands beside every value it concerns."""
        return Both(
            f"the definition changed in {self.year} ({self.reason.rstrip(STOPS)}), earlier values are not comparable",
            f"{self.year}年口径调整（{self.reason.rstrip(STOPS)}），此前数据不可比",
        )

    @property
    def caution(self) -> Both:
        """What stands beside a verdict on a value counted in the new way, for the target was set for the old one."""
        return Both(
            f"the target was set before the definition changed in {self.year}, the verdict is for reference only",
            f"目标按{self.year}年口径调整前的口径制定，判定仅供参考",
        )

    @property
    def mark(self) -> Both:
        """The same in few words, as a picture has it."""
        return Both(f"{self.year}: new definition", f"{self.year}年口径调整")


def mentions_definition(note: str) -> bool:
    """Return whether a remark speaks of another definition than before.

    >>> [mentions_definition(note) for note in ("口径调整为常住人口", "与上年口径一致", "口径同上年", "同口径", "")]
    [True, False, False, False, False]
    """
    return bool(_MENTIONED.search(note)) and "同口径" not in note


def remarked(reported: Iterable[dict]) -> dict[str, list[tuple[int, str]]]:
    """Return (year, remark) of reported values whose remark speaks of another definition, by code.

    Parameters
    ----------
    reported : lines of the store that count.
    """
    found: dict[str, list[tuple[int, str]]] = {}
    for row in reported:
        if row["stratum"] == TOTAL and not blank(row["value"]) and mentions_definition(row["note"] or ""):
            found.setdefault(row["code"], []).append((int(row["year"]), row["note"]))
    return found


def suspected(year: int, note: str) -> Both:
    """Return what is said of a value whose remark speaks of another definition while no change of definition is recorded."""
    return Both(
        f"the department remarked on the definition in {year} ({note.rstrip(STOPS)}), and no change of definition is recorded",
        f"{year}年备注提到口径（{note.rstrip(STOPS)}），未登记口径调整，与以前的数是否可比待核",
    )


@door
def breaks_of(frame: pd.DataFrame) -> dict[str, Break]:
    """Return the last change of definition of each target of a table of them, by code."""
    listed = [Break(**{name: row[name] for name in kept.columns(NAME)}) for row in tables.records(frame)]
    return {one.code: one for one in sorted(listed, key=lambda one: one.year)}


def break_faults(frame: pd.DataFrame, codes: set[str], period: Period) -> Iterator[Fault]:
    """Yield the faults of ``breaks.csv`` that its columns do not show: unknown targets, years outside the plan."""
    remedy = ("Correct the cell; kzplan break writes the table.", "请更正该单元格；该表由kzplan break写入。")
    for row in tables.records(frame):
        where = {"file": kept.described(NAME)["path"], "remedy": remedy, "row": row[tables.LINE]}
        if row["code"] not in codes:
            expected = ("a target code of this plan", "本规划的指标代码")
            yield Fault(found=(repr(row["code"]), f"“{row['code']}”"), expected=expected, column="code", **where)
        if pd.notna(row["year"]) and row["year"] not in period.years:  # a blank one is told already
            yield Fault(found=(f"{row['year']}",) * 2, expected=period.a_year, column="year", **where)


@door
def add_break(plan: "Plan", name: str, year: int, why: str, who: str, today: datetime.date | None = None) -> Path:
    """Record a change of definition in a plan's folder.

    Parameters
    ----------
    plan : a loaded :class:`~kzplan.plan.plan.Plan`; its folder's ``breaks.csv`` is written.
    name : of the target, as :meth:`~kzplan.plan.plan.Plan.target` takes it.
    year : first year counted in the new way.
    why : what was changed.
    who : who records it.
    today : date of the record; None for today's.

    Returns
    -------
    Path of the table. The same record again changes nothing.

    Raises
    ------
    UnknownCodeError : no such target.
    Refusal : no reason, nobody who records it, a year outside the plan, or another reason recorded for the same year.
    """
    code = plan.target(name).code
    why, who = kept.spoken(why, "--why"), kept.spoken(who, "--who")
    if not why.strip() or not who.strip():
        raise Refusal(
            "a change of definition needs what was changed (--why) and who records it (--who)",
            "口径调整须用--why说明调整内容，用--who注明登记人",
        )
    plan.period.refuse_outside(year)
    with kept.locked(plan.folder):
        frame = kept.read_whole(plan.folder, NAME)
        known = frame[frame["code"].eq(code) & frame["year"].eq(year)].to_dict("records")
        if known and known[0]["reason"] != why:
            raise Refusal(
                f"{code} has a change of definition in {year} already: {known[0]['reason']}; correct breaks.csv by hand",
                f"{code}已登记{year}年口径调整：{known[0]['reason']}；要更正请直接改breaks.csv",
            )
        if not known:
            said = {"code": code, "year": year, "reason": why, "who": who}
            kept.add_line(plan.folder, NAME, said | {"recorded": (today or datetime.date.today()).isoformat()})
    return Path(plan.folder) / kept.described(NAME)["path"]
