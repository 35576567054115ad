"""The facts of an evaluation that its texts may state: counts, targets by name, plain numbers and words."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import itemgetter

from ..evaluation import comparisons, difficulties, judge, schedule
from ..evaluation.difficulties import UNLIKELY
from ..evaluation.engine import FEW, Evaluation
from ..evaluation.prospects import GOOD, PROSPECTS
from ..indicator.kind import Direction
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
from .said import work_by_domain

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
    lines, rows = lines_of(evaluation, doubts), evaluation.rows
    return (
        facts_of_plan(evaluation.plan)
        | {"year": evaluation.year, "max_age": evaluation.max_age, "oldest": evaluation.year - evaluation.max_age}
        | {"past_odds": past_odds(evaluation.plan) if past is None else past}
        | {"over": evaluation.year >= evaluation.plan.period.last, "doubts": doubts}
        | _titles(evaluation)
        | {"older": _chosen((row for row in rows if row["older"]), lines), "local": _local(evaluation)}
        | _limits(evaluation.plan)
        | counts_of(evaluation.table)
        | {"domains": (found := _domains(evaluation, lines)), "areas": _areas(found)}
        | _pace(rows, lines)
        | _interim(rows, lines)
        | _chances(rows, lines)
        | _compared(evaluation, lines)
        | _missing(rows)
    )


def _titles(evaluation: Evaluation) -> dict[str, object]:
    """What the plans are called that an evaluation is of: in a title, and between 《》 with their years."""
    period = evaluation.plan.period
    names = [
        f"{labels.group(name, 'zh')}发展{called(evaluation.plan)}"
        for name in dict.fromkeys(row["plan"] for row in evaluation.rows)
    ]
    years = f"（{period.first}—{period.last}年）"
    return {
        "part": evaluation.part,
        "plan_names": "、".join(names),
        "plan_titles": "".join(f"《{evaluation.plan.district}{name}{years}》" for name in names),
    }


def _limits(plan: Plan) -> dict[str, object]:
    """The limits that the verdicts apply, and the formulas of the values due."""
    bands, ways = plan.conventions, schedule.formulas(plan)
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


def _chosen(rows: Iterable[Mapping], lines: dict[str, Line]) -> tuple[Line, ...]:
    return tuple(lines[row["code"]] for row in rows)


def _areas(domains: tuple[Domain, ...]) -> int:
    """How many domains the plan prints; 0 where a part of it prints none."""
    undivided = {name for both in UNDIVIDED for name in both}
    return 0 if undivided & {one.name for one in domains} else len(domains)


def _domains(evaluation: Evaluation, lines: dict[str, Line]) -> tuple[Domain, ...]:
    """The domains in the plan's order, each with its targets that are met, not met, behind, worse than at the base, few, without a value."""
    found, work = [], work_by_domain(evaluation)
    for one in counted(evaluation.table, "domain"):
        own = [row for row in evaluation.rows if row["domain"] == one.name]
        parts = (
            [row for row in own if row["value"] == row["value"]],
            [row for row in own if row["verdict"] == "met"],
            [row for row in own if row["verdict"] in ("nearly met", "not met")],
            [row for row in own if row["pace"] == "behind"],
            [row for row in own if Direction(row["direction"]).sign * row["since_base"] < 0],
            [row for row in own if row["few"] or lines[row["code"]].unshown],
            [row for row in own if row["verdict"] == "no value"],
        )
        chosen = (_chosen(part, lines) for part in parts)
        found.append(Domain(one.name, one, tuple(work.get(one.name, ())), *chosen))
    return tuple(found)


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


def _pace(rows: list[dict], lines: dict[str, Line]) -> dict[str, object]:
    paces = [row["pace"] for row in rows if row["pace"]]
    return {
        "paced": len(paces),
        "paces": tuple((name, paces.count(name)) for name in judge.PACES),
        "behind": _chosen((row for row in rows if row["pace"] == "behind"), lines),
    }


def _interim(rows: list[dict], lines: dict[str, Line]) -> dict[str, object]:
    """The targets of which the plan asks something in this very year, by the verdict on that."""
    asked = [row for row in rows if row["verdict_interim"] != judge.NO_TARGET]
    groups = {
        "met": ("met",),
        "open": ("nearly met", "not met"),
        "unjudged": ("cannot be judged",),
        "unknown": ("no value",),
    }
    chosen = {
        f"interim_{name}": _chosen((row for row in asked if row["verdict_interim"] in own), lines)
        for name, own in groups.items()
    }
    return {"interim": _chosen(asked, lines), **chosen}


def _chances(rows: list[dict], lines: dict[str, Line]) -> dict[str, object]:
    given = [row for row in rows if row["outlook"]]
    low = sorted((row for row in given if row["outlook"] in UNLIKELY), key=itemgetter("p_reach"))
    moved = [row for row in given if abs(lines[row["code"]].chance_moved or 0.0) >= MOVED]
    groups = [
        Moved(first, way > 0, _chosen((row for row in own if way * row["p_change"] > 0), lines))
        for first in (False, True)
        if (own := [row for row in moved if row["first_report"] == first])
        for way in (1, -1)
    ]
    words = Counter(row["outlook"] for row in given)
    return {
        "with_odds": len(given),
        "without_odds": sum(row["verdict"] != judge.NO_TARGET for row in rows) - len(given),
        "likelihoods": tuple((word, words[word]) for _, word in LIKELIHOODS if words[word]),
        "likely": sum(words[word] for word in PROSPECTS[GOOD]),
        "unlikely": _chosen(low, lines),
        "prospects": tuple(
            Prospect(name.zh, _chosen((row for row in given if row["outlook"] in own), lines))
            for name, own in PROSPECTS.items()
        ),
        "moved": tuple(one for one in groups if one.lines),
        "births_counted": _chosen((row for row in given if row["p_births"] == row["p_births"]), lines),
    }


def _compared(evaluation: Evaluation, lines: dict[str, Line]) -> dict[str, object]:
    """Targets in doubt, gaps between groups, the level above, the nation."""
    hard = records(difficulties(evaluation))
    own = [row for row in records(comparisons.strata(evaluation)) if row["year"] == evaluation.year]
    differ, nation = records(comparisons.city(evaluation)), comparisons.nation(evaluation)
    alone = sum(judge.NO_TARGET in (row["verdict"], row["verdict_city"]) for row in differ)
    unlike = [
        row
        for row in differ
        if row["verdict"] != row["verdict_city"] and {row["verdict"], row["verdict_city"]} <= set(judge.JUDGED)
    ]
    return {
        "hard": _chosen(hard, lines),
        "hard_likely": tuple(_though(evaluation, hard, lines)),
        "hard_groups": (groups := tuple(_by_domain(evaluation.rows, hard, lines))),
        "hard_domains": tuple(one.name for one in sorted(groups, key=lambda one: -len(one.lines))),
        "improved": _improved(evaluation.rows, lines),
        "hard_binding": _chosen((row for row in hard if row["nature"] == "binding"), lines),
        "gaps": len(own),
        "wide_gaps": tuple(_wide(own)),
        "doubtful_gaps": sum(row["contradicted"] for row in own),
        "different": len(differ) - alone,
        "one_sided": alone,
        "different_verdicts": _chosen(unlike, lines),
        "with_nation": int((~nation["broken"]).sum()),
        "better_than_nation": int((nation["better"] == "yes").sum()),
        "here": names_of(evaluation.plan).here,
    }


def _though(evaluation: Evaluation, hard: list[dict], lines: dict[str, Line]) -> Iterable[Gap]:
    """The targets in doubt whose chance is good all the same, each with why it is in doubt."""
    good = {row["code"] for row in evaluation.rows if row["outlook"] in PROSPECTS[GOOD]}
    for row in hard:
        if row["code"] in good:
            yield Gap(lines[row["code"]].name, "、".join(labels.word(why, "zh") for why in row["reasons"]))


def _by_domain(rows: list[dict], hard: list[dict], lines: dict[str, Line]) -> Iterable[Hard]:
    """The targets in doubt, domain by domain in the plan's order."""
    doubtful: dict[str, list[dict]] = {}
    codes = {row["code"] for row in hard}
    for row in rows:
        if row["code"] in codes:
            doubtful.setdefault(row["domain"], []).append(row)
    for name, own in doubtful.items():
        yield Hard(name, _chosen(own, lines))


def _improved(rows: list[dict], lines: dict[str, Line]) -> tuple[Line, ...]:
    """The targets whose value is better than that of the base: binding ones first, then those that moved most of it."""
    better = [row for row in rows if Direction(row["direction"]).sign * row["since_base"] > 0]

    def order(row: Mapping) -> tuple[bool, bool, float]:
        far = row["since_base_pct"]
        return row["nature"] != "binding", far != far, -abs(far)

    return _chosen(sorted(better, key=order), lines)


def _wide(own: list[dict]) -> Iterable[Gap]:
    """The widest gaps of shares."""
    shares = sorted((row for row in own if row["unit"] == "%"), key=lambda row: -abs(row["gap"]))
    for row in shares[:WIDEST]:
        first, second = comparisons.pair_words(row["pair"], "zh").split("/")
        yield Gap(row["name_zh"], prose.apart(first, second, row["gap"], row["unit"]))


def _missing(rows: list[dict]) -> dict[str, object]:
    lacking = [row for row in rows if row["verdict"] == "no value"]
    owed = Counter(name for row in lacking for name in row["department"].split("、"))
    return {
        "lacking": len(lacking),
        "lacking_by_department": tuple((name, n) for name, n in owed.most_common() if name != UNNAMED),
        "lacking_unnamed": owed[UNNAMED],
    }
