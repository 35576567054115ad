"""The odds that would have been told of the last decade's targets at its start, beside what came true."""

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..indicator.kind import Comparability, Direction, Kind
from ..indicator.series import DECIMALS, Series
from ..odds.batch import run
from ..odds.case import Case
from ..odds.own import case_of
from ..odds.verdict import chances
from ..plan.plan import Plan
from ..words import labels
from ..words.both import Both
from ..words.door import door
from ..words.english import agreed, many
from ..words.given import instance
from .decade import MEASURABLE, MET, verdicts_of

ENDS = (0.1, 0.9)  # of the 80 % interval
HIGH = 0.8  # chances from here on are told apart
IN_WORDS = ("better", "marked", "relative")  # 提高 and its kin: the chance of going the right way
COLUMNS = [
    "plan",
    "row",
    "indicator",
    "name_zh",
    "name_en",
    "kind",
    "target",
    "in_words",
    "met_first",
    "value_first",
    "p",
    "met",
    "lo80",
    "hi80",
    "value_came",
    "inside80",
]


def hindcast(plan: Plan) -> pd.DataFrame:
    """Return the odds that the shipped model gives the last decade's targets from their first value alone, and what came true.

    Parameters
    ----------
    plan : a loaded :class:`~kzplan.plan.plan.Plan`: its printed values of the first year and the base year, and the targets
        that the base year had to meet.

    Returns
    -------
    DataFrame
        One row a target with odds and a verdict (:func:`kzplan.review`), in printed order: ``plan`` and ``row`` it is printed in,
        ``target``, ``in_words`` (提高 and its kin), ``met_first`` (by the first value already), ``value_first``, the chance ``p`` and
        the 80 % interval ``lo80`` to ``hi80`` of the base year's value, whether it was ``met`` (左右 within its tolerance),
        ``value_came`` and whether that lies ``inside80``.

    Notes
    -----
    Of one value no direction is known, so for 提高 the outlook gives no odds; here the model's chance stands all the same,
    for what came true is known. A corrected value (``corrections.csv``) takes the printed one's place; one that is set aside gives no
    odds. The figures are those of the offices that were judged by them, and one decade of one district is one case.

    >>> from kzplan import load_plan
    >>> table = hindcast(load_plan())
    >>> len(table) > 100, bool(table["met"].mean() > table["p"].mean())
    (True, True)
    """
    plan = instance("plan", plan, Plan, "a plan, as kzplan.load_plan() returns it")
    printed, lines = _printed(plan), verdicts_of(plan)
    judged = [line for line in lines if line["outcome"] in MEASURABLE]
    asked = [(line, case) for line in judged if (case := _case(plan, line, printed, plan.decade_rows)) is not None]
    listed = [case for _, case in asked]
    batch = run(listed, [case.at for case in listed])
    told = zip(
        asked,
        chances([case.criterion for case in listed], batch).tolist(),
        batch.quantiles(ENDS, range(len(listed))).tolist(),
        strict=True,
    )
    rows = [_row(line, case, printed, p, *ends) for (line, case), p, ends in told]
    table = pd.DataFrame([row for row in rows if not math.isnan(row["p"])], columns=COLUMNS)
    table.attrs |= {"cite": plan.cite, "start": plan.period.start, "base": plan.period.base}
    return table.astype(dict.fromkeys(("in_words", "met_first", "met", "inside80"), bool))


def _printed(plan: Plan) -> dict:
    """(table, row, year) → the printed value with its counts; without those that are set aside as defective."""
    corrected = plan.tables["corrections"]
    aside = corrected[corrected["corrected"].isna()]
    gone = set(zip(aside["table"], aside["row"], aside["column"].map(plan.period.value_columns), strict=True))
    rows = {(row["table"], row["row"], row["year"]): row for row in plan.printed_values}
    return {key: row for key, row in rows.items() if key not in gone}


def _key(line: dict, year: int) -> tuple[str, int, int]:
    return f"{line['plan']}_{line['table']}", line["row"], year


def _case(plan: Plan, line: dict, printed: dict, known: dict) -> Case | None:
    """A past target with its first value as the only one; None where there is none, or no model of its kind.

    ``known``: (table, row) → what is measured, and how.
    """
    start, base = plan.period.start, plan.period.base
    first = printed.get(_key(line, start))
    if first is None:
        return None
    about = known[_key(line, start)[:2]]
    kind, good = Kind(about["kind"]), Direction(about["direction"])
    if not kind.modelled or (kind is not Kind.PROPORTION and not first["value"] > 0):  # no logarithm of 0
        return None
    value, numerator, denominator = (np.array([first[name]], float) for name in ("value", "numerator", "denominator"))
    series = Series(
        indicator=about["indicator"],
        stratum=about["stratum"],
        kind=kind,
        direction=good,
        unit=about["unit"],
        years=np.array([start]),
        values=value,
        numerators=numerator,
        denominators=denominator,
        decimals=np.array([DECIMALS]),
        grades=(Comparability.A,),
        sources=("",),
    )
    return case_of(series, line["target"], base, tolerance=plan.conventions["about_tolerance"])


def _row(line: dict, case: Case, printed: dict, p: float, low: float, high: float) -> dict:
    value, first = printed.get(_key(line, case.at), {}).get("value", math.nan), case.series.values[0]
    return {
        **{name: line[name] for name in ("plan", "row", "indicator", "name_zh", "name_en", "target")},
        "kind": str(case.kind),
        "in_words": case.rule.form in IN_WORDS,
        "met_first": case.criterion is not None and case.criterion.met(first),
        "value_first": first,
        "p": p,
        "met": line["outcome"] in MET,
        "lo80": low,
        "hi80": high,
        "value_came": value,
        "inside80": low <= value <= high,
    }


@dataclass(frozen=True, slots=True)
class Record:
    """How the odds told of a past decade fared; nothing but counts and means.

    Parameters
    ----------
    start, base : the years the odds are told in, and come true or not.
    targets, met : how many have odds, and how many of them were met.
    told : mean chance told; NaN where there are none.
    high, high_met : how many were told at least ``HIGH``, and how many of them were met.
    inside : how many values lay inside their 80 % interval.
    """

    start: int
    base: int
    targets: int
    met: int
    told: float
    high: int
    high_met: int
    inside: int

    @property
    def words(self) -> Both:
        """One sentence that says it, blank where there is nothing to say."""
        if not self.targets:
            return Both("", "")
        told, came, least = (labels.percents(p) for p in (self.told, self.met / self.targets, HIGH))
        en = (
            f"Of this plan's own last decade: {many(self.targets, 'target')} for {self.base} with odds told in {self.start}, {told.en} on average, "
            f"of which {self.met} ({came.en}) {agreed(self.met, 'was', 'were')} met"
        )
        zh = (
            f"本规划上一个十年：按{self.start}年值可给出可能性的{self.base}年目标有{self.targets}项，平均为{told.zh}，"
            f"实际达标{self.met}项（{came.zh}）"
        )
        if self.high:
            en += f"; of the {self.high} told {least.en} or more, {self.high_met}"
            zh += f"；其中可能性在{least.zh}以上的{self.high}项，达标{self.high_met}项"
        return Both(
            f"{en}. It is one decade of one place, in figures of those judged by them.",
            f"{zh}。这只是一地一个十年，数据由责任单位自报。",
        )


@door
def record_of(table: pd.DataFrame) -> Record:
    """Return how the odds of a hindcast fared.

    Parameters
    ----------
    table : what :func:`hindcast` returns, or rows of it.

    >>> from kzplan import load_plan
    >>> record = record_of(hindcast(load_plan()))
    >>> record.high == record.high_met, record.start, record.base
    (True, 2010, 2020)
    """
    high = table[table["p"] >= HIGH]
    return Record(
        table.attrs["start"],
        table.attrs["base"],
        len(table),
        int(table["met"].sum()),
        float(table["p"].mean()),
        len(high),
        int(high["met"].sum()),
        int(table["inside80"].sum()),
    )
