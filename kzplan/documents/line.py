"""One target in the year evaluated, as a text tells it: its value, its changes, its distance from the target, what it stands beside."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from ..evaluation import comparisons, judge
from ..evaluation.engine import Evaluation
from ..evaluation.interims import criterion_of
from ..evaluation.prospects import GOOD, PROSPECTS
from ..indicator.published import MOST
from ..indicator.showing import too_few_to_show
from ..indicator.target import IN_NUMBERS, IN_WORDS, Criterion, Rule
from ..odds.case import Case
from ..plan.breaks import Break
from ..plan.plan import Plan
from ..plan.tables import records
from ..returns.doubted import DOUBTED, doubts_of
from ..words import labels
from ..words.both import Both
from . import prose


@dataclass(frozen=True, slots=True)
class Pair:
    """Two groups of one indicator: names, values, first less second."""

    first: str
    second: str
    first_value: float
    second_value: float
    difference: float


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The same indicator in another area: its name, the value, its year."""

    area: str
    value: float
    year: int


@dataclass(frozen=True, slots=True)
class Interim:
    """What the plan asks of this very year: in words, and how the value stands to it (距阶段目标（90%以上）2个百分点)."""

    goal: str
    shortfall: str


@dataclass(frozen=True, slots=True)
class Line:
    """One target in the year evaluated; what there is none of is None.

    Parameters
    ----------
    code, name, name_en, unit, kind, direction, rule, target, goal : of the target; ``goal`` is the target in words.
    within : the values that meet it; None where it cannot be measured.
    value, year : the year's value, and its year where that is an earlier one.
    previous, base, base_year : values of the year before and of the base, and the year of that: the plan's, or that of the
        first report where the plan's has no usable value.
    last : the latest year with a value, and that value.
    gap, verdict, due : distance from the target, verdict, value due.
    basis : from which figure a target in words or beside another series is measured; blank else.
    few, events : whether the rate rests on few events, and how many.
    chance, chance_before, outlook : of meeting the target, now and a year before, and the word for it.
    by_births : by how many points the chance moved only because live births became known; None where they were, or it has none.
    pairs, beside : groups of the year; other areas.
    interim : what the plan asks of this very year; None where it asks nothing of it.
    at_risk, to_show : the year's denominator; how many it would have to be for no event at all to show that the target is
        met, None where it is enough or nothing can be said.
    doubt : why the value is asked about (:func:`kzplan.returns.doubted.doubted`); None where it is not.
    broken : the change of definition that the value was counted after; None where there was none.
    """

    code: str
    name: str
    name_en: str
    unit: str
    kind: str
    direction: str
    rule: Rule
    within: Criterion | None
    target: str
    goal: str
    value: float | None
    year: int | None
    previous: float | None
    base: float | None
    base_year: int
    last: tuple[int, float] | None
    gap: float | None
    verdict: str
    due: float | None
    basis: str
    few: bool
    events: float | None
    chance: float | None
    chance_before: float | None
    outlook: str
    departments: tuple[str, ...]
    pairs: tuple[Pair, ...]
    beside: tuple[Elsewhere, ...]
    interim: Interim | None = None
    doubt: Both | None = None
    at_risk: float | None = None
    to_show: int | None = None
    by_births: float | None = None
    broken: Break | None = None

    @property
    def caution(self) -> str:
        """What has to be said beside the verdict on a value in another definition than the target's; blank where none is."""
        return self.broken.caution.zh if self.broken is not None and self.verdict in judge.JUDGED else ""

    @property
    def chance_moved(self) -> float | None:
        """Points between the chance a year before and now, as the two are printed; None where either is missing."""
        return points_between(self.chance_before, self.chance)

    @property
    def likely(self) -> bool:
        """Whether its chance is good."""
        return self.outlook in PROSPECTS[GOOD]

    @property
    def figure(self) -> str:
        """The value with its unit, and a mark where it is doubted: 86%（待核实）; blank where there is none."""
        return "" if self.value is None else prose.quantity(self.value, self.unit, MOST) + self.mark

    @property
    def mark(self) -> str:
        """What stands behind a value that is doubted; blank behind any other."""
        return f"（{DOUBTED.zh}）" if self.doubt else ""

    @property
    def unshown(self) -> bool:
        """Whether there was no event at all, and still too few at risk to show the target met."""
        return bool(self.to_show) and self.events == 0

    @property
    def said(self) -> str:
        """The value as a sentence has it: 为86%; a ratio close to the one that the target names is about that, 约为2︰3（0.66）."""
        return f"约为{self.goal}（{self.figure}）" if self.close else f"为{self.figure}" if self.figure else ""

    @property
    def aim(self) -> str:
        """The target as a sentence has it: 低于8/10万; one in words alone between quotes, “提高”, for 目标提高 says something else."""
        return self.goal if any(sign.isdigit() for sign in self.goal) else f"“{self.goal}”"

    @property
    def close(self) -> bool:
        """Whether a ratio is, at one decimal, the one that the target names."""
        if self.rule.form != "ratio" or self.value is None or self.rule.value is None:
            return False
        return round(self.value, 1) == round(self.rule.value, 1)

    @property
    def base_said(self) -> str:
        """The latest value known where the year has none: 2020年为10.79/10万; blank where there is none at all."""
        if self.value is not None or self.last is None:
            return ""
        year, value = self.last
        return f"{year}年为{prose.quantity(value, self.unit, MOST)}"

    def since(self, earlier: str, value: float | None) -> str:
        """Return the change from an earlier value, 比上年下降0.3个千分点; blank where either is missing."""
        if self.value is None or value is None:
            return ""
        return prose.since(earlier, self.value - value, self.unit, self.kind, self.direction, MOST)

    @property
    def way(self) -> str:
        """由…升至…, from the base year's value; blank where either is missing."""
        if self.value is None or self.base is None:
            return ""
        return prose.went(self.base, self.value, self.unit, self.kind, MOST) + self.mark

    @property
    def moved(self) -> int:
        """1 where the value is better than the year before, -1 where it is worse, 0 where it is the same; 2 where nobody can say."""
        if self.value is None or self.previous is None or self.direction == "none":
            return 2
        if not prose.changed(self.value - self.previous, self.unit, self.kind, self.direction, MOST):
            return 0
        return 1 if (self.value > self.previous) == (self.direction == "up") else -1

    @property
    def finding(self) -> str:
        """What the year shows, in few words: 孕产妇死亡率下降; the name alone where there is no earlier value."""
        before = self.previous if self.previous is not None else self.base
        if self.value is None or before is None:
            return self.name
        difference = self.value - before
        if not prose.changed(difference, self.unit, self.kind, self.direction, MOST):
            return f"{self.name}{'与上年持平' if self.previous is not None else '保持不变'}"
        return f"{self.name}{prose.verb(difference, self.unit, self.kind, self.direction)}"

    @property
    def shortfall(self) -> str:
        """How the value falls short of the target, 高于目标值（低于8/10万）7.15/10万, or that it does not."""
        if self.value is None:
            return ""
        if self.verdict == "met":
            return f"已达到目标（{self.aim}）"
        if self.verdict == "cannot be judged":
            return f"目标为“{self.target.strip()}”，暂无法评价"
        if self.gap is not None and self.within is not None and self.rule.form in IN_NUMBERS:
            return prose.short_of(self.value, self.gap, self.rule, self.unit, self.goal, self.within, MOST)
        return f"未达到目标（{self.aim}）"

    @property
    def near(self) -> bool:
        """Whether the target is nearly met."""
        return self.verdict == "nearly met"

    @property
    def groups(self) -> tuple[str, ...]:
        """Each pair of groups in words: 农村为97.1%，城镇为99.08%，农村低于城镇1.98个百分点."""
        told = []
        for one in self.pairs:
            values = [prose.quantity(value, self.unit, MOST) for value in (one.first_value, one.second_value)]
            apart = prose.apart(one.first, one.second, one.difference, self.unit, MOST)
            told.append(f"{one.first}为{values[0]}，{one.second}为{values[1]}，{apart}")
        return tuple(told)

    @property
    def elsewhere(self) -> tuple[str, ...]:
        """Each other area in words: 全国（2024年）为14.3/10万."""
        return tuple(f"{one.area}（{one.year}年）为{prose.quantity(one.value, self.unit, MOST)}" for one in self.beside)


def lines_of(evaluation: Evaluation, doubts: Mapping[str, Both] | None = None) -> dict[str, Line]:
    """Return the line of every target by code.

    Parameters
    ----------
    evaluation : what :func:`kzplan.evaluate` returns.
    doubts : what :func:`doubts_of` says of it; None: asked here.

    >>> from kzplan import evaluate, load_plan
    >>> line = lines_of(evaluate(load_plan(), 2025))["W03"]
    >>> line.goal, line.said
    ('低于8/10万', '')
    """
    plan, pairs, around = evaluation.plan, _pairs(evaluation), _around(evaluation)
    doubts, lines = doubts_of(evaluation) if doubts is None else doubts, {}
    for row, one in zip(evaluation.rows, evaluation.told, strict=True):
        code = row["code"]
        beside = _line(row, one.case, plan, pairs.get(code, ()), around.get(code, ()))
        lines[code] = replace(
            beside,
            interim=_interim(row, one.case, evaluation.year),
            doubt=doubts.get(code),
            at_risk=None if pd.isna(row["denominator"]) else float(row["denominator"]),
            to_show=to_show(row, one.case),
            broken=one.case.broken,
        )
    return lines


def to_show(row: Mapping, case: Case) -> int | None:
    """Return among how many no event at all would show that a target is met; None where those of the year are enough, or none is asked."""
    return None if case.criterion is None else too_few_to_show(case.criterion.high, row["unit"], row["denominator"])


def _interim(row: Mapping, case: Case, year: int) -> Interim | None:
    rule, within, value = case.target.interim.get(year), criterion_of(case, year), row["value"]
    if rule is None or row["verdict_interim"] == judge.NO_TARGET:
        return None
    goal = prose.goal(rule, row["unit"])
    if pd.isna(row["gap_interim"]) or within is None or rule.form not in IN_NUMBERS or row["verdict_interim"] == "met":
        return Interim(goal, "")
    return Interim(goal, prose.short_of(value, row["gap_interim"], rule, row["unit"], goal, within, MOST))


def _basis(row: Mapping, case: Case, plan: Plan) -> str:
    """From which figure a target in words is measured: 以首个报告年2021年的84.2%为基期, 2020年84.2%, the other series' figure."""
    rule, known, unit = case.rule, case.series.by_year, row["unit"]
    if said := beside_which(row, case, plan):
        return said
    start = rule.starts(known, case.period.base)
    if rule.form not in IN_WORDS or start not in known:
        return ""
    if row["first_base"]:
        return f"以首个报告年{start}年的{prose.quantity(known[start], unit, MOST)}为基期"
    if rule.form == "better every year":
        before = row["previous_value"]
        return "" if pd.isna(before) else f"上年{prose.quantity(before, unit, MOST)}"
    return f"{start}年{prose.quantity(known[start], unit, MOST)}"


def beside_which(row: Mapping, case: Case, plan: Plan) -> str:
    """Return the other series' figure that a target is judged by, and how where its words do not say; blank where none is."""
    rule, figure = case.rule, row["reference_value"]
    if rule.form != "relative to series" or pd.isna(figure):
        return ""
    whose = plan.target(row["reference"]).name.zh if row["reference"] else plan.nation
    how = "不低于" if rule.direction == "up" else "不高于"
    return f"同年{whose}{prose.quantity(figure, row['unit'], MOST)}" + (
        f"，约定按{how}该数判定" if rule.only_suited else ""
    )


def _line(row: Mapping, case: Case, plan: Plan, pairs: tuple[Pair, ...], beside: tuple[Elsewhere, ...]) -> Line:
    band = plan.conventions["sex_ratio_low"], plan.conventions["sex_ratio_high"]
    numbers = ("value", "since_base", "previous_value", "gap", "due", "numerator", "p_reach", "p_before", "p_births")
    known = {name: None if pd.isna(row[name]) else float(row[name]) for name in numbers}
    value, since = known["value"], known["since_base"]
    return Line(
        row["code"],
        row["name_zh"],
        row["name_en"],
        row["unit"],
        row["kind"],
        row["direction"],
        case.rule,
        case.criterion,
        row["target"],
        prose.goal(case.rule, row["unit"], band),
        value,
        int(row["value_year"]) if row["older"] else None,
        known["previous_value"],
        None if value is None or since is None else value - since,
        int(row["base_year"]) if row["first_base"] else plan.period.base,
        None if pd.isna(row["last_year"]) else (int(row["last_year"]), float(row["last_value"])),
        known["gap"],
        row["verdict"],
        known["due"],
        _basis(row, case, plan),
        bool(row["few"]),
        known["numerator"],
        known["p_reach"],
        known["p_before"],
        row["outlook"],
        tuple(row["department"].split("、")),
        pairs,
        beside,
        by_births=points_between(known["p_before"], known["p_births"]),
    )


def points_between(before: float | None, now: float | None) -> float | None:
    """Return whole points from one chance to another, as the two are printed; None where either is missing.

    >>> points_between(0.31, 0.46), points_between(None, 0.46)
    (15.0, None)
    """
    return None if before is None or now is None else labels.points(now, before)


def _pairs(evaluation: Evaluation) -> dict[str, tuple[Pair, ...]]:
    """The groups of the year, by the code of the target that they are parts of."""
    strata = comparisons.strata(evaluation)
    found: dict[str, tuple[Pair, ...]] = {}
    for row in records(strata[strata["year"] == evaluation.year]):
        first, second = comparisons.pair_words(row["pair"], "zh").split("/")
        pair = Pair(first, second, row["first"], row["second"], row["gap"])
        if row["code"]:
            found[row["code"]] = (*found.get(row["code"], ()), pair)
    return found


def _around(evaluation: Evaluation) -> dict[str, tuple[Elsewhere, ...]]:
    """The values of the areas around near the year, the nearer area first, by code."""
    plan, table = evaluation.plan, comparisons.nation(evaluation)
    near = records(table[table["year"].eq(evaluation.year) & ~table["broken"]])
    found: dict[str, tuple[Elsewhere, ...]] = {}
    for row in near:
        found[row["code"]] = (Elsewhere(plan.nation, row["nation"], row["nation_year"]),)
    for code in evaluation.table["code"]:
        around = plan.class_of(code)
        if around is None or around.geo == plan.nation or code in plan.breaks:
            continue
        apart = [abs(int(year) - evaluation.year) for year in around.years]
        at = apart.index(min(apart))
        if apart[at] <= comparisons.NEAR:
            nearer = Elsewhere(around.geo, float(around.values[at]), int(around.years[at]))
            found[code] = (nearer, *found.get(code, ()))
    return found
