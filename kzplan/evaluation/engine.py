"""One row a target for one year: value, changes, verdicts, schedule, and the chance for the target year then and a year before."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import pandas as pd

from ..indicator import measure
from ..indicator.kind import Direction, Kind
from ..indicator.published import MOST, USUAL, published
from ..indicator.target import FROM_BASE
from ..odds import needed
from ..odds.assumptions import checked
from ..odds.case import cases
from ..odds.outlook import table_of
from ..odds.projection import Projection, projections
from ..odds.verdict import reached
from ..plan.plan import Plan
from ..plan.tables import records
from ..words import given
from . import judge
from .gaps import strata_gaps
from .interims import at_interim, criterion_of
from .schedule import goal, number_of, schedule_of

FEW = 10  # events; a rate that rests on fewer moves by chance
COLUMNS = """code name_zh name_en plan domain department nature unit kind direction decimals target target_city
    base_year base_value previous_value value value_year data_status numerator denominator since_base since_base_pct
    since_previous since_previous_pct gap gap_city verdict verdict_city why_not_judged due held covered time_gone to_cover pace
    realised p_reach p_before p_change p_births lo80 hi80 median outlook reason basis change_so_far change_required acceleration
    change_unit few older said first_report first_base reference reference_value last_year last_value
    note break_year base_printed interim verdict_interim gap_interim""".split()
WHOLE = ("base_year", "value_year", "last_year", "break_year")
OF_THE_FUTURE = ("lo80", "hi80", "median", "change_required", "acceleration")  # what a value of the last year ends


@dataclass(frozen=True)
class Evaluation:
    """What the returns of a year say of every target.

    Parameters
    ----------
    plan : the plan as known at the end of the year: later annual values are left out.
    year : year evaluated.
    max_age : how many years old a value may be and still count for the year.
    table : one row a target in code order, columns ``COLUMNS``; see :func:`evaluate`.
    told : the :class:`~kzplan.odds.projection.Projection` of each target, as known at the end of the year.
    part : the plan whose targets these are, "women" or "children"; blank: both.
    whole : what it is a part of, where it is one.
    discreet : whether what is printed of it names no one, as :func:`kzplan.evaluation.discreet.discreet` returns it.
    """

    plan: Plan
    year: int
    max_age: int
    table: pd.DataFrame = field(repr=False)
    told: list[Projection] = field(repr=False)
    part: str = ""
    whole: "Evaluation | None" = field(default=None, repr=False)
    discreet: bool = False

    def of(self, part: str) -> "Evaluation":
        """Return what it says of one of the plans, "women" or "children"; of both where ``part`` is blank."""
        if not part:
            return self
        table = self.table[self.table["plan"] == part].reset_index(drop=True)
        table.attrs = dict(self.table.attrs)
        codes = set(table["code"])
        return replace(self, table=table, told=[one for one in self.told if one.code in codes], part=part, whole=self)

    @cached_property
    def rows(self) -> list[dict]:
        """The rows of the table as dicts; to be read only."""
        return records(self.table)

    @cached_property
    def outlook(self) -> pd.DataFrame:
        """The outlook table as known at the end of the year."""
        return table_of([one.case for one in self.told], [one.verdict for one in self.told])

    @cached_property
    def gaps(self) -> pd.DataFrame:
        """The gaps inside the district, of both plans and every year, as :func:`kzplan.evaluation.gaps.strata_gaps` tells them."""
        return self.whole.gaps if self.whole is not None else strata_gaps(self.plan)

    @cached_property
    def following(self) -> pd.DataFrame:
        """What the next year's value would have to be, as :func:`kzplan.needed` tells it, one row a target in code order."""
        listed = [one.case for one in self.told]
        return needed.table_of(listed, [self.year + 1] * len(listed))

    def projections(self, codes: Iterable[str] | None = None) -> list[Projection]:
        """Return the projection of each target, or of ``codes``."""
        return [one for one in self.told if codes is None or one.code in codes]


def evaluate(plan: Plan, year: int, max_age: int = 0, **assumptions: Any) -> Evaluation:
    """Evaluate every target of a plan for a year.

    Parameters
    ----------
    plan : a loaded :class:`~kzplan.plan.plan.Plan`.
    year : a year of the plan.
    max_age : how many years old a value may be and still count for the year (a survey every third year);
        0: only the year's own. ``value_year`` says which year a value is of; an older value is set beside the
        year before its own, and against what was due in its own year.
    **assumptions : fields of :class:`~kzplan.odds.assumptions.Assumptions`, for the chances.

    Returns
    -------
    Evaluation
        Its table has a row a target. ``verdict`` and ``verdict_city`` are "met", "nearly met" (within
        assumption A19), "not met", "cannot be judged" (there is a value, but no measurable target:
        ``why_not_judged``) or "no value"; the city's may be "no target". ``since_base`` and
        ``since_previous`` are differences from the base year and from the year before in the indicator's unit, the
        same with ``_pct`` in per cent of the earlier value. ``due`` is the value due that year (推算),
        ``covered`` and ``time_gone`` the shares of the way and of the time since the base (%), ``to_cover`` the share of the
        way that ``covered`` is judged by: of a target with interim ones that of the value due, else the time gone; ``pace`` one of
        "ahead", "held", "faster", "as expected", "behind". ``realised`` is 实现程度 (%). ``p_reach`` is the chance for
        the plan's last year as known at the end of the year, ``p_before`` a year earlier; neither once there is a value
        of the last year. ``p_births`` is what ``p_before`` would have been with the live births that the year's reports made
        known for the first time, of rates on them: what lies between the two is no progress, but chance in few events, which
        was not counted before. ``few`` marks rates on fewer than ten events. ``older`` marks values of an earlier year,
        ``first_report`` targets without a value of the plan's years before this one; ``said`` is what was written in
        place of a value (无数据, 未开展). ``first_base`` marks targets (提高, 降低) whose base year has no usable value,
        so that the first one reported is their base (以首个报告年为基期) in ``base_year`` and ``base_value``; ``reference`` is the
        target whose figure of the same year, ``reference_value``, one is measured from. ``value`` is the figure as it is
        published and judged (:func:`kzplan.indicator.published.published`). ``due`` is empty and ``held`` true where the target was
        met at the base, so that there is only ground to hold (已达标，保持). ``last_year`` and ``last_value`` are the latest
        known at all, where the year has none. ``note`` is what the department remarked, ``break_year`` the year of the last
        change of definition, before which nothing is compared, ``base_printed`` what is printed where a revised value of the
        base year is used. ``interim`` is what the plan asks of this very year, ``verdict_interim`` and ``gap_interim`` are the
        verdict on it and the distance from it; "no target" where it asks nothing of the year.

    Raises
    ------
    InputError : for another year, or an assumption that is out of range.

    Notes
    -----
    实现程度 is value over target, or target over value where lower is better, at most 100 %: the usual way of
    writing it. The schedule is :func:`kzplan.evaluation.schedule.due_values`.

    >>> from kzplan import load_plan
    >>> found = evaluate(load_plan(), 2025).table.set_index("code")
    >>> found.loc["W03", "verdict"], float(found.loc["W03", "base_value"]), round(float(found.loc["W03", "due"]), 2)
    ('no value', 10.79, 9.29)
    """
    period = given.instance("plan", plan, Plan, "a plan, as kzplan.load_plan() returns it").period
    year = given.whole("year", year, period.a_year.en, period.years)
    max_age = given.whole("max_age", max_age, "a number of years, 0 or more", range(100))
    chosen, known, earlier = checked(assumptions, period), plan.known_to(year), plan.known_to(year - 1)
    told, then = projections(cases(known, chosen)), cases(earlier, chosen)
    before = [
        p if one.case.broken == was.broken else math.nan  # of another definition
        for one, was, p in zip(told, then, reached(then), strict=True)
    ]
    counted = {} if not then or then[0].births is not None else _births_counted(told, before, earlier, chosen)
    stored = {(row["code"], row["year"]): row for row in known.returned_rows if row["stratum"] == "total"}
    printed = {code: one.printed for (code, at), one in known.revised.items() if at == period.base}
    seen = {one.code: one.case.series.by_year for one in told if one.case.comparable}
    rows = [
        _row(one, p, year, max_age, stored, _figures_beside(known, one.case, seen))
        | {"base_printed": float(printed.get(one.code, math.nan))}
        | ({"p_births": counted[one.code]} if one.code in counted else {})
        for one, p in zip(told, before, strict=True)
    ]
    columns: dict[str, Any] = {name: [row[name] for row in rows] for name in COLUMNS}
    table = pd.DataFrame(columns | {name: pd.array(columns[name], dtype="Int64") for name in WHOLE})
    table["p_births"] = table["p_births"].where(table["p_change"].notna())
    table.attrs |= {"cite": plan.cite, "first": period.first, "at": period.last, "levels": plan.levels}
    return Evaluation(known, year, max_age, table, told)


def _births_counted(told, before, earlier, chosen):
    """Code → the chance a year before, had the births been known that the year first made known; empty where it did not."""
    births = told[0].case.births
    if births is None:
        return {}
    again = reached(cases(earlier, replace(chosen, births=births)))
    return {
        now.code: p
        for now, was, p in zip(told, before, again, strict=True)
        if now.case.target.on_births and not math.isnan(was) and not math.isnan(now.p_reach)
    }


def _figures_beside(plan, case, seen):
    """Year → figure that a target is measured from: another target's, or the nation's where its words name the nation."""
    target = case.target
    if target.reference or not (case.rule.names_nation and target.outside):
        return seen.get(target.reference, {})
    return {row["year"]: row["value"] for row in plan.outside_rows(target.outside)}


def _row(now, before, year, max_age, stored, others):
    """One line of the evaluation's table: what is known of the target, the year's value, and what it comes to.

    ``before``: its chance a year before; ``others``: year → figure of the target that it is measured from.
    """
    case, target = now.case, now.case.target
    series = case.series if case.comparable else case.series.up_to(-1)
    known, first = series.by_year, case.period.first
    seen = next((at for at in range(year, max(year - max_age, first) - 1, -1) if at in known), None)
    last, previous, reference = max(known, default=None), known.get((seen or year) - 1), others.get(seen)
    value = _published(case, known, seen, reference)
    current = replace(series.at(seen), value=value) if seen is not None else None
    base = case.base.year if case.base is not None and case.from_first_report else case.period.base
    return {
        **_about(target),
        "target": case.rule.text,
        "target_city": target.text_above,
        "value": value,
        "value_year": seen,
        "previous_value": previous,
        "last_year": last,
        "last_value": known.get(last),
        "decimals": int(series.decimals.max()) if len(series) else 0,
        "data_status": stored.get((target.code, seen), {}).get("status", ""),
        "said": "" if seen is not None else str(stored.get((target.code, year), {}).get("printed", "")),
        "first_report": not any(first <= at < year for at in known),
        "first_base": base > case.period.base,
        "reference": target.reference,
        "reference_value": math.nan if reference is None else reference,
        "numerator": current.numerator if current else math.nan,
        "denominator": current.denominator if current else math.nan,
        "older": seen is not None and seen != year,
        "few": bool(target.kind is Kind.RATE and current and current.numerator < FEW),
        **_beside(case, stored.get((target.code, seen or year), {})),
        **_change("base", known.get(base) if base != seen else None, value),
        **_change("previous", previous, value),
        **_verdicts(case, known, seen, value, reference),
        **at_interim(case, value, year),
        **_on_schedule(case, series, current, seen or year),
        **_chances(now, before, case.period.last in known, reference),
        "p_births": math.nan,
    }


def _about(target):
    """What stands in the plan's own tables."""
    return {
        **target.named,
        "unit": target.unit,
        "kind": str(target.kind),
        "direction": str(target.direction),
    }


def _beside(case, reported):
    """What has to be said beside the value."""
    return {"note": reported.get("note", ""), "break_year": case.broken.year if case.broken else None}


def _change(name, before, value):
    """The difference from an earlier value, and the same in per cent of it; NaN where either is missing."""
    if before is None or value is None:
        return {f"since_{name}": math.nan, f"since_{name}_pct": math.nan}
    share = 100 * (value - before) / before if before else math.nan
    return {f"since_{name}": round(value - before, 10), f"since_{name}_pct": share}


def _published(case, known, seen, reference):
    """The figure of a year as it is published, which is the one judged, and the one set beside the base and the year before."""
    if seen is None:
        return None
    base = case.rule.starts(known, case.period.base)
    earlier = [round(known[at], MOST) for at in {base, seen - 1} if at in known and at != seen]

    def judged(value: float) -> list[object]:
        moved = [(value > before) - (value < before) for before in earlier]
        return [*(_judged(case, rule, known, seen, value, reference)[0] for rule in _asked(case)), *moved]

    return published(known[seen], judged)


def _asked(case):
    """What the plan's own level asks, and what the level above does."""
    return (case.rule, case.target.rule_above)


def _judged(case, rule, known, seen, value, reference):
    """(verdict, criterion) of a value under a rule."""
    start, base = rule.starts(known, case.period.base), case.period.base
    criterion = case.criterion if rule is case.rule else case.criterion_above
    if rule.form == "relative to series":
        criterion = rule.beside(reference)
    if rule.form == "per year" and criterion is not None:  # what is due of this year, not of the last
        criterion = rule.criterion(known.get(start), years=seen - start)
    told = judge.verdict(value, criterion, rule.form, case.kind)
    if rule.form in FROM_BASE and seen == start > base:  # nothing to be measured from but itself
        return "cannot be judged" if told in judge.JUDGED else told, None
    if told == "cannot be judged" and rule.form == "better every year":
        better = judge.every_year_better({**known, seen: value}, seen, rule.direction, start)
        told = told if better is None else "met" if better else "not met"
    return told, criterion


def _verdicts(case, known, seen, value, reference):
    """The verdicts for the own level and the one above, how far it is to go, and why a value could not be judged."""
    found = {"why_not_judged": ""}
    for name, rule in zip(("", "_city"), _asked(case), strict=True):
        told, criterion = _judged(case, rule, known, seen, value, reference)
        found[f"verdict{name}"] = told
        judged = told in judge.JUDGED and criterion is not None
        found[f"gap{name}"] = round(judge.shortfall(value, criterion), 10) if judged else math.nan
    if found["verdict"] == "cannot be judged":
        first = case.from_first_report and case.base.year == seen
        found["why_not_judged"] = "the first report is the base" if first else _why(case.rule.form)
    return found


def _why(form):
    if form in ("better", "marked", "relative", "not worse than", "per year"):
        return "no comparable value of the base year"
    if form == "better every year":
        return "a year's value is missing"
    return "needs reference series" if form == "relative to series" else "not quantified"


def _on_schedule(case, series, current, year):
    """Value due, shares of way and time, pace, degree of realisation; empty where there is no number to reach."""
    blank = dict.fromkeys(("base_value", "due", "covered", "time_gone", "to_cover", "realised"), math.nan)
    found = blank | {"base_year": None, "pace": "", "held": False}
    way, number, base = schedule_of(case), goal(case), case.base if len(series) else None
    if way is None or way.base_year >= year:
        found |= {"base_year": base.year, "base_value": base.value} if base else {}
        asked = number_of(case.target.interim[year], criterion_of(case, year)) if year in case.target.interim else None
        found |= {} if asked is None else {"due": asked}
        return found | ({"realised": _realised(case, current.value, number)} if current and number is not None else {})
    gone = (year - way.base_year) / (case.period.last - way.base_year)
    found |= {"base_year": way.base_year, "base_value": way.base_value, "held": way.held, "time_gone": 100 * gone}
    found["due"] = math.nan if way.held else way.due[year]
    if current is None:
        return found
    value = current.value
    covered = judge.way_covered(way.base_value, value, way.goal, case.kind)
    met = case.criterion.met(value)
    # beyond the band on the other side: no schedule leads there
    if case.rule.form == "about" and covered > 1 and not met:
        return found
    if way.held:
        covered = math.nan  # the target was met at the base: there is no way to go, only ground to hold
    half = 0.5 * 10.0 ** -min(current.decimals, USUAL)  # the value due is printed with two
    asked = judge.way_covered(way.base_value, way.due[year], way.goal, case.kind) if case.target.interim else gone
    pace = judge.pace(value, way.due[year], half, covered, asked, met, way.held)
    found["to_cover"] = math.nan if way.held else 100 * asked
    return found | {"covered": 100 * covered, "pace": pace, "realised": _realised(case, value, way.goal)}


def _realised(case, value, number):
    """实现程度 in per cent; NaN for targets that have no good direction."""
    good = case.target.direction
    if good is Direction.NONE or case.criterion is None or case.rule.form == "about":
        return math.nan
    if case.criterion.met(value):
        return 100.0
    above, below = (value, number) if good is Direction.UP else (number, value)
    return min(100.0, 100.0 * above / below) if below > 0 else math.nan


def _chances(now, before, over, reference):
    """What the odds say now and said a year before; nothing once the last year has a value. ``reference``: the figure measured from."""
    told, p = now.verdict, now.p_reach
    found = {name: getattr(told, name) for name in (*OF_THE_FUTURE, "outlook", "reason", "basis", "change_so_far")}
    found |= {"p_reach": p, "p_before": before, "p_change": p - before}
    found["change_unit"] = measure.change_unit(now.case.kind) if now.case.kind.modelled else ""
    if (
        told.reason == "needs reference series" and reference is not None
    ):  # it has come in: what is not known is its future
        found["reason"] = "moves with its reference"
    if over:  # what happened needs no odds
        found |= dict.fromkeys(("p_reach", "p_before", "p_change", *OF_THE_FUTURE), math.nan)
        found |= {"outlook": "", "reason": "the year has come", "basis": ""}
    return found
