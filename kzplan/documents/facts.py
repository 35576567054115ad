"""The facts of an evaluation that its texts may state: counts, targets by name, plain numbers and words."""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from ..evaluation import comparisons, difficulties, judge, schedule
from ..evaluation.engine import FEW, Evaluation
from ..evaluation.prospects import GOOD, prospects
from ..indicator.kind import Direction
from ..indicator.target import DEFAULT_CONVENTIONS
from ..odds.verdict import LIKELIHOODS
from ..plan import once
from ..plan.births import expected_births
from ..plan.descriptor import district_of, imported
from ..plan.goals import called
from ..plan.period import UNDIVIDED
from ..plan.plan import Plan
from ..plan.printed import UNNAMED
from ..plan.tables import records
from ..retrospect import hindcast, record_of
from ..returns.doubted import doubts_of
from ..words import labels
from ..words.both import Both
from . import prose
from .counted import Counted, counted, counts_of
from .line import Line, lines_of
from .names import names_of, reported
from .said import said_in

MOVED = 5  # points, as printed, by which a chance moves in a year to be named, up or down
COUNTED = {1: ("一", "one"), 2: ("两", "two"), 3: ("三", "three"), 4: ("四", "four")}
WIDEST = 3  # gaps between two groups that are named


@dataclass(frozen=True, slots=True)
class Domain:
    """The targets of one domain: ``lines`` have a value, ``open`` are nearly met or not met, ``worse`` moved the wrong way since the base.

    ``work`` is what the departments wrote of their work whose targets are mostly here: (department, heading, text).
    """

    name: str
    counted: Counted
    work: tuple[tuple[str, str, str], ...]
    lines: tuple[Line, ...]
    met: tuple[Line, ...]
    open: tuple[Line, ...]
    behind: tuple[Line, ...]
    worse: tuple[Line, ...]
    few: tuple[Line, ...]
    no_value: tuple[Line, ...]

    def moved(self, way: int) -> tuple[Line, ...]:
        """Return the targets that did better than the year before (1), as well (0), worse (-1), or of which nobody can say (2)."""
        return tuple(one for one in self.lines if one.moved == way)


@dataclass(frozen=True, slots=True)
class Hard:
    """Targets of one domain that are in doubt, and the departments that answer for them."""

    name: str
    lines: tuple[Line, ...]

    @property
    def departments(self) -> tuple[str, ...]:
        """Each once, in the order of the targets."""
        named = dict.fromkeys(name for one in self.lines for name in one.departments)
        return tuple(name for name in named if name != UNNAMED)


@dataclass(frozen=True, slots=True)
class Local:
    """What is published of the place itself: the latest value of a series, its unit, year and source."""

    value: float
    unit: str
    year: int
    source: str


@dataclass(frozen=True, slots=True)
class Gap:
    """An indicator, and what is said of it: how two groups of it stand to each other, or why it is in doubt."""

    name: str
    said: str


@dataclass(frozen=True, slots=True)
class Prospect:
    """Targets of one prospect: what officials call it, and the targets."""

    name: str
    lines: tuple[Line, ...]


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
        "district_en": district_of(plan.dictionary).en,
        "plan_title": plan.title,
        "called": called(plan),
        "as_of": prose.day(plan.until),
        "as_of_en": plan.until,
        "document": next(iter(plan.source.split()), ""),
        "document_title": plan.source.split("，")[0],
        "own": levels.own.zh,
        "above": levels.above.zh,
        "committee": levels.committee.zh,
        "reported": reported(plan),
        "history": "tables" if plan.decade_rows else "text" if len(plan.tables["prose"]) else "",
        "uncounted": any(target.on_births for target in plan.by_code.values()) and expected_births(plan) is None,
        "own_en": levels.own.en,
        **_audited(plan),
        "above_en": levels.above.en,
        **{name: getattr(period, name) for name in ("start", "base", "first", "last", "midterm")},
        **{name: f"{100 * least:.0f}%" for name, least in _cuts().items()},
    }


def _audited(plan: Plan) -> dict[str, str]:
    """What an audit reads of a plan, by what it has: its tables, or the targets that were read from its sentences; its text."""
    prose_too = len(plan.tables["prose"]) > 0
    if imported(plan.dictionary) and not plan.decade_rows:
        return {
            "audited": f"规划各项目标{'和正文所载的数' if prose_too else ''}",
            "audited_en": f"the plan's targets{' and the figures of its text' if prose_too else ''}",
        }
    n = len({table for table, _ in plan.decade_rows} | {target.table for target in plan.by_code.values()})
    zh, en = COUNTED.get(n, (f"{n}", f"{n}"))
    text, text_en = ("和正文", " and the text") if prose_too else ("", "")
    return {"audited": f"{zh}张表{text}", "audited_en": f"the {en} table{'s' if n != 1 else ''}{text_en}"}


def past_odds(plan: Plan) -> str:
    """Return how the odds of the plan's own last decade fared, one sentence; blank where none can be told."""
    return past_words(plan).zh


def past_words(plan: Plan) -> Both:
    """Return the same sentence in both languages."""
    return once.worked_out(plan, "_past_odds", lambda one: record_of(hindcast(one)).words)


def _cuts() -> dict[str, float]:
    """The chance from which on each likelihood word is used, by the word with _ for blanks."""
    return {f"cut_{word.replace(' ', '_')}": least for least, word in LIKELIHOODS if least > 0}


def facts_of(evaluation: Evaluation, past: str | None = None, doubts: dict | None = None) -> dict[str, object]:
    """Return what the texts of an evaluation may say, name → value; listed in ``texts/README.md``.

    Parameters
    ----------
    evaluation : what :func:`kzplan.evaluate` returns.
    past, doubts : what :func:`past_odds` says of its plan and :func:`~kzplan.returns.doubted.doubts_of` of it, where asked already; None: here.

    >>> from kzplan import evaluate, load_plan
    >>> facts = facts_of(evaluate(load_plan(), 2025))
    >>> facts["own"], facts["year"], facts["total"].targets, facts["total"].monitored
    ('区', 2025, 93, 0)
    """
    doubts = doubts_of(evaluation) if doubts is None else doubts
    lines, older = lines_of(evaluation, doubts), evaluation.table[evaluation.table["older"]]
    return (
        facts_of_plan(evaluation.plan)
        | {"year": evaluation.year, "max_age": evaluation.max_age, "oldest": evaluation.year - evaluation.max_age}
        | {"past_odds": past_odds(evaluation.plan) if past is None else past}
        | {"over": evaluation.year >= evaluation.plan.period.last, "doubts": doubts}
        | _titles(evaluation)
        | {"older": _chosen(older, lines), "local": _local(evaluation)}
        | _limits(evaluation.plan)
        | counts_of(evaluation.table)
        | {"domains": (found := _domains(evaluation, lines)), "areas": _areas(found)}
        | _pace(evaluation.table, lines)
        | _interim(evaluation.table, lines)
        | _chances(evaluation.table, lines)
        | _compared(evaluation, lines)
        | _missing(evaluation.table)
    )


def _titles(evaluation: Evaluation) -> dict[str, object]:
    """What the plans are called that an evaluation is of: in a title, and between 《》 with their years."""
    period = evaluation.plan.period
    names = [
        f"{labels.group(name, 'zh')}发展{called(evaluation.plan)}" for name in dict.fromkeys(evaluation.table["plan"])
    ]
    years = f"（{period.first}—{period.last}年）"
    return {
        "part": evaluation.part,
        "plan_names": "、".join(names),
        "plan_titles": "".join(f"《{evaluation.plan.district}{name}{years}》" for name in names),
    }


def _limits(plan: Plan) -> dict[str, object]:
    """The limits that the verdicts apply, and the formulas of the values due."""
    bands = {**DEFAULT_CONVENTIONS, **plan.conventions}
    ways = schedule.formulas(plan)
    return {
        "near_share": f"{100 * judge.NEAR_SHARE:g}",
        "near_points": f"{judge.NEAR_POINTS:g}",
        "staged": any(target.interim for target in plan.by_code.values()),
        "on_schedule": f"{100 * judge.ON_SCHEDULE:g}",
        "few": FEW,
        "moved_by": MOVED,
        "near_years": comparisons.NEAR,
        **{name: f"{bands[name]:g}" for name in ("about_tolerance", "sex_ratio_low", "sex_ratio_high")},
        "formula_proportion": ways["proportion"],
        "formula_other": ways["other"],
    }


def _chosen(rows: pd.DataFrame, lines: dict[str, Line]) -> tuple[Line, ...]:
    return tuple(lines[code] for code in rows["code"])


def _areas(domains: tuple[Domain, ...]) -> int:
    """How many domains the plan prints; 0 where a part of it prints none."""
    undivided = {name for both in UNDIVIDED for name in both}
    return 0 if undivided & {one.name for one in domains} else len(domains)


def _domains(evaluation: Evaluation, lines: dict[str, Line]) -> tuple[Domain, ...]:
    """The domains in the plan's order, each with its targets that are met, not met, behind, worse than at the base, few, without a value."""
    found, work = [], _work(evaluation)
    rows = records(evaluation.table)
    for one in counted(evaluation.table, "domain"):
        own = [row for row in rows if row["domain"] == one.name]
        parts = (
            [row for row in own if row["value"] == row["value"]],
            [row for row in own if row["verdict"] == "met"],
            [row for row in own if row["verdict"] in ("nearly met", "not met")],
            [row for row in own if row["pace"] == "behind"],
            [row for row in own if Direction(row["direction"]).sign * row["since_base"] < 0],
            [row for row in own if row["few"] or lines[row["code"]].unshown],
            [row for row in own if row["verdict"] == "no value"],
        )
        chosen = (tuple(lines[row["code"]] for row in part) for part in parts)
        found.append(Domain(one.name, one, tuple(work.get(one.name, ())), *chosen))
    return tuple(found)


def _work(evaluation: Evaluation) -> dict[str, list[tuple[str, str, str]]]:
    """What departments wrote of their work, by the domain that most of their targets are in: (department, heading, text)."""
    owned = evaluation.table.assign(department=evaluation.table["department"].str.split("、")).explode("department")
    most = (
        owned.groupby("department")["domain"].agg(lambda domains: domains.value_counts(sort=False).idxmax()).to_dict()
    )
    found: dict[str, list[tuple[str, str, str]]] = {}
    for department, texts in said_in(evaluation).to_dict("index").items():
        told = [(department, heading.split("（")[0], text) for heading, text in texts.items() if text]
        if department in most:
            found.setdefault(most[department], []).extend(told)
    return found


def _local(evaluation: Evaluation) -> dict[str, Local]:
    """The latest published values of the place itself up to the year, by the name of the series."""
    plan = evaluation.plan
    rows = plan.tables["external"]
    rows = rows[
        (rows["geo"] == plan.dictionary.get("geo")) & (rows["stratum"] == "") & (rows["year"] <= evaluation.year)
    ]
    latest = rows.sort_values("year", kind="stable").drop_duplicates("indicator", keep="last")
    return {
        row["indicator"]: Local(float(row["value"]), row["unit"], int(row["year"]), row["source_title"])
        for row in records(latest)
    }


def _pace(table: pd.DataFrame, lines: dict[str, Line]) -> dict[str, object]:
    paced = table[table["pace"] != ""]
    return {
        "paced": len(paced),
        "paces": tuple((name, int((paced["pace"] == name).sum())) for name in judge.PACES),
        "behind": _chosen(paced[paced["pace"] == "behind"], lines),
    }


def _interim(table: pd.DataFrame, lines: dict[str, Line]) -> dict[str, object]:
    """The targets of which the plan asks something in this very year, by the verdict on that."""
    asked = table[table["verdict_interim"] != judge.NO_TARGET]
    groups = {
        "met": ("met",),
        "open": ("nearly met", "not met"),
        "unjudged": ("cannot be judged",),
        "unknown": ("no value",),
    }
    chosen = {
        f"interim_{name}": _chosen(asked[asked["verdict_interim"].isin(own)], lines) for name, own in groups.items()
    }
    return {"interim": _chosen(asked, lines), **chosen}


def _chances(table: pd.DataFrame, lines: dict[str, Line]) -> dict[str, object]:
    given = table[table["outlook"] != ""]
    low = given[given["outlook"].isin(("unlikely", "very unlikely"))].sort_values("p_reach", kind="stable")
    moves = given["code"].map({code: line.chance_moved or 0.0 for code, line in lines.items()}).astype(float)
    moved, groups = given[moves.abs() >= MOVED], []
    for first in (False, True):
        own = moved[moved["first_report"] == first]
        groups += [Moved(first, True, _chosen(own[own["p_change"] > 0], lines))]
        groups += [Moved(first, False, _chosen(own[own["p_change"] < 0], lines))]
    counts = [(word, int((given["outlook"] == word).sum())) for _, word in LIKELIHOODS]
    return {
        "with_odds": len(given),
        "without_odds": int(table["verdict"].ne(judge.NO_TARGET).sum()) - len(given),
        "likelihoods": tuple((word, n) for word, n in counts if n),
        "likely": int(given["outlook"].isin(("likely", "very likely")).sum()),
        "unlikely": _chosen(low, lines),
        "prospects": tuple(Prospect(name.zh, _chosen(rows, lines)) for name, rows in prospects(given).items()),
        "moved": tuple(one for one in groups if one.lines),
        "births_counted": _chosen(given[given["p_births"].notna()], lines),
    }


def _compared(evaluation: Evaluation, lines: dict[str, Line]) -> dict[str, object]:
    """Targets in doubt, gaps between groups, the level above, the nation."""
    hard = difficulties(evaluation)
    strata = comparisons.strata(evaluation)
    own = strata[strata["year"] == evaluation.year]
    differ, nation = comparisons.city(evaluation), comparisons.nation(evaluation)
    alone = differ["verdict"].eq(judge.NO_TARGET) | differ["verdict_city"].eq(judge.NO_TARGET)
    unlike = differ[differ["verdict"] != differ["verdict_city"]]
    unlike = unlike[unlike["verdict"].isin(judge.JUDGED) & unlike["verdict_city"].isin(judge.JUDGED)]
    return {
        "hard": _chosen(hard, lines),
        "hard_likely": tuple(_though(evaluation, hard, lines)),
        "hard_groups": (groups := tuple(_by_domain(evaluation.table, hard, lines))),
        "hard_domains": tuple(one.name for one in sorted(groups, key=lambda one: -len(one.lines))),
        "improved": _improved(evaluation.table, lines),
        "hard_binding": _chosen(hard[hard["nature"] == "binding"], lines),
        "gaps": len(own),
        "wide_gaps": tuple(_wide(own)),
        "doubtful_gaps": int(own["contradicted"].sum()),
        "different": int((~alone).sum()),
        "one_sided": int(alone.sum()),
        "different_verdicts": _chosen(unlike, lines),
        "with_nation": int((~nation["broken"]).sum()),
        "better_than_nation": int((nation["better"] == "yes").sum()),
        "here": names_of(evaluation.plan).here,
    }


def _though(evaluation: Evaluation, hard: pd.DataFrame, lines: dict[str, Line]) -> Iterable[Gap]:
    """The targets in doubt whose chance is good all the same, each with why it is in doubt."""
    good = prospects(evaluation.table)[GOOD]["code"]
    for row in records(hard[hard["code"].isin(good)]):
        yield Gap(lines[row["code"]].name, "、".join(labels.word(why, "zh") for why in row["reasons"]))


def _by_domain(table: pd.DataFrame, hard: pd.DataFrame, lines: dict[str, Line]) -> Iterable[Hard]:
    """The targets in doubt, domain by domain in the plan's order."""
    doubtful = table[table["code"].isin(hard["code"])]
    for name, rows in doubtful.groupby("domain", sort=False):
        yield Hard(str(name), _chosen(rows, lines))


def _improved(table: pd.DataFrame, lines: dict[str, Line]) -> tuple[Line, ...]:
    """The targets whose value is better than that of the base: binding ones first, then those that moved most of it."""
    better = table[table["direction"].map({"up": 1, "down": -1}) * table["since_base"] > 0]
    order = better.assign(expected=better["nature"] != "binding", far=-better["since_base_pct"].abs())
    return _chosen(better.loc[order.sort_values(["expected", "far"], kind="stable").index], lines)


def _wide(own: pd.DataFrame) -> Iterable[Gap]:
    """The widest gaps of shares."""
    shares = own[own["unit"] == "%"]
    for at in shares["gap"].abs().sort_values(ascending=False, kind="stable").index[:WIDEST]:
        row = shares.loc[at]
        first, second = comparisons.pair_words(row["pair"], "zh").split("/")
        yield Gap(row["name_zh"], prose.apart(first, second, row["gap"], row["unit"]))


def _missing(table: pd.DataFrame) -> dict[str, object]:
    lacking = table[table["verdict"] == "no value"]
    owed = lacking["department"].str.split("、").explode().value_counts(sort=False)
    owed = owed.sort_values(ascending=False, kind="stable")
    named = tuple((name, int(n)) for name, n in owed.items() if name != UNNAMED)
    return {
        "lacking": len(lacking),
        "lacking_by_department": named,
        "lacking_unnamed": int(owed.get(UNNAMED, 0)),
    }
