"""Which stored figures a check would still ask about: what an office merged all the same is marked where it is printed."""

from collections.abc import Collection, Mapping

from ..evaluation.engine import Evaluation
from ..plan import tables
from ..plan.counted import blank, counting, standing
from ..plan.plan import Plan
from ..words.both import Both
from . import layout, remarks
from .check import questions
from .records import FIGURES, Entry, text_of

DOUBTED = Both("to be verified", "待核实")  # stands behind such a value wherever it is printed
HEADINGS = {"value": "本年值", "numerator": "分子", "denominator": "分母", "note": "备注", "source": "数据来源"}


def doubted(plan: Plan, years: Collection[int]) -> dict[tuple[str, int], Both]:
    """Return why the reported values that count are asked about, by code and year.

    Parameters
    ----------
    plan : a loaded :class:`~kzplan.plan.plan.Plan`, with what was reported.
    years : whose values are looked at.

    Notes
    -----
    What only a file shows, such as a formula or a merged cell, was settled before the merge; what the figures and remarks
    themselves say is asked until they are reported anew, or a remark that gives the reason settles it.

    >>> from kzplan import load_plan
    >>> doubted(load_plan(), [2025])
    {}
    """
    entries = _entries(plan, years)
    asked = [one for entry in entries for one in remarks.of_entry(entry, plan)]
    for year in sorted({entry.year for entry in entries}):
        asked += questions([entry for entry in entries if entry.year == year], plan)
    why: dict[tuple[str, int], list[Both]] = {}
    for one in asked:
        if one.code:
            said = Both(text_of(one.why, "en"), text_of(one.why, "zh"))
            why.setdefault((one.code, int(one.file)), []).append(said)
    return {
        key: Both("; ".join(dict.fromkeys(one.en for one in told)), "；".join(dict.fromkeys(one.zh for one in told)))
        for key, told in why.items()
    }


def doubts_of(evaluation: Evaluation, asked: Mapping[tuple[str, int], Both] | None = None) -> dict[str, Both]:
    """Return why the values that an evaluation rests on are asked about, by code.

    Parameters
    ----------
    evaluation : :class:`~kzplan.evaluation.Evaluation`.
    asked : what :func:`doubted` says of its plan in all years up to its own, where asked already; None: of those it rests on, here.
    """
    table = evaluation.table[evaluation.table["value"].notna()]
    years = dict(zip(table["code"], table["value_year"].astype(int), strict=True))
    why = doubted(evaluation.plan, set(years.values())) if asked is None else asked
    return {code: why[code, year] for code, year in years.items() if (code, year) in why}


def _entries(plan, years):
    """The reports that count and say a figure, as forms say them; the file of each is its year."""
    reported = standing(tables.records(plan.tables["observations"]), plan.departments)
    return [
        _entry(code, year, report)
        for (code, year), reports in reported.items()
        for report in counting(reports)[:1]
        if year in years and not report.silent
    ]


def _entry(code, year, report):
    total, strata = report.total, {**layout.STRATA, **layout.AGES}
    numbers = {name: float(total[name]) for name in FIGURES if not blank(total[name])}
    for stratum in strata.values():
        line = report.lines.get(stratum)
        if line is not None and not blank(line["value"]):
            numbers[stratum] = float(line["value"])
    texts = {name: f"{number:g}" for name, number in numbers.items()}
    texts |= {name: str(total[name] or "") for name in ("note", "source", "status")} | {"value": str(total["printed"])}
    headings = HEADINGS | {stratum: heading for heading, stratum in strata.items()}
    return Entry(code, year, total["status"], numbers, texts, {}, headings, str(year), "", report.department)
