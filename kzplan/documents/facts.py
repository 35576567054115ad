"""The facts of an evaluation that its texts may state: counts, targets by name, plain numbers and words."""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from ..evaluation import comparisons, difficulties, judge, schedule, summary
from ..evaluation.engine import FEW, Evaluation
from ..indicator.target import DEFAULT_CONVENTIONS, IN_WORDS
from ..odds.case import Case
from ..odds.verdict import LIKELIHOODS
from ..plan.plan import Plan
from ..retrospect import hindcast, record_of
from .names import names_of
from .texts import figure

MOVED = 0.1  # a chance that moves by so much in a year is named
WIDEST = 3  # gaps between two groups that are named


@dataclass(frozen=True, slots=True)
class Counted:
    """How many targets of a group have which verdict.

    Parameters
    ----------
    name : of the group, as tables hold it ("women", "binding", a domain).
    targets, monitored, met : how many there are, how many can be monitored, how many of those are met.
    share_met : per cent of the monitored; None where there are none.
    judged : (verdict, how many), all verdicts.
    """

    name: str
    targets: int
    monitored: int
    met: int
    share_met: float | None
    judged: tuple[tuple[str, int], ...]

    @property
    def rest(self) -> tuple[tuple[str, int], ...]:
        """(verdict, how many) of the verdicts other than met that there are."""
        return tuple((verdict, n) for verdict, n in self.judged if n and verdict != "met")

    def of(self, verdict: str) -> int:
        """Return how many have a verdict."""
        return dict(self.judged)[verdict]


@dataclass(frozen=True, slots=True)
class Line:
    """One target in the year evaluated; what there is none of is None.

    Parameters
    ----------
    code, name, name_en, unit, target : of the target; the unit as it stands after a number.
    value, gap, base_value, due : the year's value, what it is short of the target, the base's value, what was due.
    year : year of the value where it is an earlier one that counts for the year.
    basis : from which figure a target in words or beside another series is measured, as a sentence has it; blank else.
    near : whether the target is nearly met.
    chance, chance_before : of meeting the target, now and a year before.
    """

    code: str
    name: str
    name_en: str
    unit: str
    target: str
    value: float | None
    gap: float | None
    base_value: float | None
    due: float | None
    year: int | None
    basis: str
    near: bool
    chance: float | None
    chance_before: float | None


@dataclass(frozen=True, slots=True)
class Domain:
    """The targets of one domain: ``open`` are nearly met or not met, ``worse`` moved the wrong way since the base."""

    name: str
    counted: Counted
    met: tuple[Line, ...]
    open: tuple[Line, ...]
    behind: tuple[Line, ...]
    worse: tuple[Line, ...]
    few: tuple[Line, ...]
    no_value: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """Two groups of one indicator and how far they are apart, in percentage points."""

    name: str
    pair: str
    points: float


@dataclass(frozen=True, slots=True)
class Moved:
    """Targets whose chance moved: up or down, by their first report or within a series of reports."""

    first: bool
    up: bool
    lines: tuple[Line, ...]


def facts_of_plan(plan: Plan) -> dict[str, object]:
    """Return what any text may say of a plan: its names, its levels' words, its years."""
    period, levels = plan.period, plan.levels
    return {
        "district": plan.district,
        "district_en": plan.dictionary.get("district_en") or plan.district,
        "plan_title": plan.title,
        "document": plan.source.split()[0],
        "document_title": plan.source.split("，")[0],
        "own": levels.own.zh,
        "above": levels.above.zh,
        "own_en": levels.own.en,
        "above_en": levels.above.en,
        **{name: getattr(period, name) for name in ("start", "base", "first", "last", "midterm")},
        **{name: f"{100 * least:.0f}%" for name, least in _cuts().items()},
    }


def past_odds(plan: Plan) -> str:
    """Return how the odds of the plan's own last decade fared, one sentence; blank where none can be told."""
    return record_of(hindcast(plan)).words.zh


def _cuts() -> dict[str, float]:
    """The chance from which on each likelihood word is used, by the word with _ for blanks."""
    return {f"cut_{word.replace(' ', '_')}": least for least, word in LIKELIHOODS if least > 0}


def facts_of(evaluation: Evaluation) -> dict[str, object]:
    """Return what the texts of an evaluation may say, name → value; listed in ``texts/README.md``.

    >>> from kzplan import evaluate, load_plan
    >>> facts = facts_of(evaluate(load_plan(), 2025))
    >>> facts["own"], facts["year"], facts["total"].targets, facts["total"].monitored
    ('区', 2025, 93, 0)
    """
    rows = evaluation.table.to_dict("records")
    told = zip(rows, evaluation.told, strict=True)
    lines = {row["code"]: _line(row, _basis(row, one.case, evaluation.plan)) for row, one in told}
    return (
        facts_of_plan(evaluation.plan)
        | {"year": evaluation.year, "max_age": evaluation.max_age, "oldest": evaluation.year - evaluation.max_age}
        | {"past_odds": past_odds(evaluation.plan)}
        | {"over": evaluation.year >= evaluation.plan.period.last}
        | {"older": tuple(lines[row["code"]] for row in rows if row["older"])}
        | _limits(evaluation.plan)
        | _counts(evaluation.table)
        | {"domains": _domains(evaluation.table, lines)}
        | _pace(evaluation.table, lines)
        | _chances(evaluation.table, lines)
        | _compared(evaluation, lines)
        | _missing(evaluation.table)
    )


def _basis(row: dict, case: Case, plan: Plan) -> str:
    """From which figure a target in words is measured: 以首个报告年2021年的84.2为基期, 2020年84.2, the other series' figure."""
    rule, known, unit = case.rule, case.series.by_year, row["unit"].removeprefix("1")
    if rule.form == "relative to series" and row["reference_value"] == row["reference_value"]:
        return f"同年{plan.target(row['reference']).name.zh}{figure(row['reference_value'])}{unit}"
    start = rule.starts(known, case.period.base)
    if rule.form not in IN_WORDS or start not in known:
        return ""
    if row["first_base"]:
        return f"以首个报告年{start}年的{figure(known[start])}{unit}为基期"
    if rule.form == "better every year":
        return "" if pd.isna(row["previous_value"]) else f"上年{figure(row['previous_value'])}{unit}"
    return f"{start}年{figure(known[start])}{unit}"


def _line(row: dict, basis: str) -> Line:
    known = {name: None if pd.isna(row[name]) else row[name] for name in ("value", "gap", "base_value", "due")}
    chances = {name: None if pd.isna(row[name]) else row[name] for name in ("p_reach", "p_before")}
    return Line(
        row["code"],
        row["name_zh"],
        row["name_en"],
        row["unit"].removeprefix("1"),
        row["target"],
        **known,
        year=int(row["value_year"]) if row["older"] else None,
        basis=basis,
        near=row["verdict"] == "nearly met",
        chance=chances["p_reach"],
        chance_before=chances["p_before"],
    )


def _limits(plan: Plan) -> dict[str, object]:
    """The limits that the verdicts apply, and the formulas of the values due."""
    bands = {**DEFAULT_CONVENTIONS, **plan.conventions}
    ways = schedule.formulas(plan.period)
    return {
        "near_share": f"{100 * judge.NEAR_SHARE:g}",
        "near_points": f"{judge.NEAR_POINTS:g}",
        "on_schedule": f"{100 * judge.ON_SCHEDULE:g}",
        "few": FEW,
        "moved_by": f"{100 * MOVED:.0f}",
        "near_years": comparisons.NEAR,
        **{name: f"{bands[name]:g}" for name in ("about_tolerance", "sex_ratio_low", "sex_ratio_high")},
        "formula_proportion": ways["proportion"],
        "formula_other": ways["other"],
    }


def counted(table: pd.DataFrame, by: str | None = None, which: str = "verdict") -> tuple[Counted, ...]:
    """Return the counts of verdicts, one a group; arguments as of :func:`kzplan.evaluation.counts`."""
    return tuple(
        Counted(
            str(name),
            int(row["targets"]),
            int(row["monitored"]),
            int(row["met"]),
            None if pd.isna(row["share_met"]) else float(row["share_met"]),
            tuple((verdict, int(row[verdict])) for verdict in judge.VERDICTS),
        )
        for name, row in summary.counts(table, by, which).iterrows()
    )


def _counts(table: pd.DataFrame) -> dict[str, object]:
    return {
        "total": counted(table)[0],
        "total_above": counted(table, None, "verdict_city")[0],
        "by_plan": counted(table, "plan"),
        "by_nature": counted(table, "nature"),
    }


def _chosen(rows: pd.DataFrame, lines: dict[str, Line]) -> tuple[Line, ...]:
    return tuple(lines[code] for code in rows["code"])


def _domains(table: pd.DataFrame, lines: dict[str, Line]) -> tuple[Domain, ...]:
    count = {one.name: one for one in counted(table, "domain")}
    found = []
    for name, rows in table.groupby("domain", sort=False):
        wrong = rows["direction"].map({"up": -1, "down": 1}) * rows["since_base"] > 0
        parts = (
            rows["verdict"] == "met",
            rows["verdict"].isin(["nearly met", "not met"]),
            rows["pace"] == "behind",
            wrong,
            rows["few"],
            rows["verdict"] == "no value",
        )
        found.append(Domain(name, count[name], *(_chosen(rows[part], lines) for part in parts)))
    return tuple(found)


def _pace(table: pd.DataFrame, lines: dict[str, Line]) -> dict[str, object]:
    paced = table[table["pace"] != ""]
    return {
        "paced": len(paced),
        "paces": tuple((name, int((paced["pace"] == name).sum())) for name in judge.PACES),
        "behind": _chosen(paced[paced["pace"] == "behind"], lines),
    }


def _chances(table: pd.DataFrame, lines: dict[str, Line]) -> dict[str, object]:
    given = table[table["outlook"] != ""]
    low = given[given["outlook"].isin(("unlikely", "very unlikely"))].sort_values("p_reach", kind="stable")
    moved = given[given["p_change"].abs() >= MOVED]
    groups = []
    for first in (False, True):
        own = moved[moved["first_report"] == first]
        groups += [Moved(first, True, _chosen(own[own["p_change"] > 0], lines))]
        groups += [Moved(first, False, _chosen(own[own["p_change"] < 0], lines))]
    counts = [(word, int((given["outlook"] == word).sum())) for _, word in LIKELIHOODS]
    return {
        "with_odds": len(given),
        "without_odds": len(table) - len(given),
        "likelihoods": tuple((word, n) for word, n in counts if n),
        "likely": int(given["outlook"].isin(("likely", "very likely")).sum()),
        "unlikely": _chosen(low, lines),
        "moved": tuple(one for one in groups if one.lines),
    }


def _compared(evaluation: Evaluation, lines: dict[str, Line]) -> dict[str, object]:
    """Targets in doubt, gaps between groups, the level above, the nation."""
    hard = difficulties(evaluation)
    strata = comparisons.strata(evaluation)
    own = strata[strata["year"] == evaluation.year]
    differ, nation = comparisons.city(evaluation), comparisons.nation(evaluation)
    unlike = differ[differ["verdict"] != differ["verdict_city"]]
    unlike = unlike[unlike["verdict"].isin(judge.JUDGED) & unlike["verdict_city"].isin(judge.JUDGED)]
    return {
        "hard": _chosen(hard, lines),
        "hard_binding": _chosen(hard[hard["nature"] == "binding"], lines),
        "gaps": len(own),
        "wide_gaps": tuple(_wide(own)),
        "doubtful_gaps": int(own["contradicted"].sum()),
        "different": len(differ),
        "different_verdicts": _chosen(unlike, lines),
        "with_nation": len(nation),
        "better_than_nation": int((nation["better"] == "yes").sum()),
        "here": names_of(evaluation.plan).here,
    }


def _wide(own: pd.DataFrame) -> Iterable[Gap]:
    """The widest gaps of shares."""
    shares = own[own["unit"] == "%"]
    for at in shares["gap"].abs().sort_values(ascending=False, kind="stable").index[:WIDEST]:
        row = shares.loc[at]
        yield Gap(row["name_zh"], comparisons.pair_words(row["pair"], "zh"), abs(row["gap"]))


def _missing(table: pd.DataFrame) -> dict[str, object]:
    lacking = table[table["verdict"] == "no value"]
    owed = lacking["department"].str.split("、").explode().value_counts(sort=False)
    owed = owed.sort_values(ascending=False, kind="stable")
    return {"lacking": len(lacking), "lacking_by_department": tuple((name, int(n)) for name, n in owed.items())}
