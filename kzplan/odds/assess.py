"""One row per target: status, projection, probability in words, or the reason why there is none."""

import math
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from .. import model
from ..indicator import counts, measure
from ..indicator.target import IN_WORDS, Criterion, Rule, parse_target
from ..indicator.unit import multiplier
from ..plan.births import expected_births
from .methods import tally
from .reference_class import change_of, national_changes, places_of

HORIZON = 2030
LAST_ATTAINMENT = 2045
LEVELS = (50, 80, 95)
LIKELIHOODS = (
    (0.90, "very likely"),
    (0.66, "likely"),
    (0.33, "about as likely as not"),
    (0.10, "unlikely"),
    (-1.0, "very unlikely"),
)
REASONS = (
    "no baseline",
    "not comparable",
    "defective baseline",
    "needs reference series",
    "not quantified",
    "ceiling target",
    "one value",
    "no model",
)
EVIDENCE = ("very limited", "limited", "moderate", "strong")
COLUMNS = [
    "code",
    "name_zh",
    "name_en",
    "plan",
    "domain",
    "department",
    "nature",
    "kind",
    "direction",
    "rule",
    "target",
    "target_city",
    "base_year",
    "base_value",
    "latest_year",
    "latest_value",
    "comparability",
    "status",
    "status_city",
    "median",
    "lo50",
    "hi50",
    "lo80",
    "hi80",
    "lo95",
    "hi95",
    "p_reach",
    "p_city",
    "p_published",
    "change_so_far",
    "change_required",
    "change_unit",
    "acceleration",
    "attainment_year",
    "outlook",
    "evidence",
    "reason",
    "methods_on_track",
    "p_limit_shown",
    "note",
]
DRAWS = 4000  # equally likely points of the predictive distribution, for published figures


@dataclass(frozen=True)
class Assumptions:
    """What an assessment rests on and a user may change in one line.

    Parameters
    ----------
    at : target year.
    parameters : name of a parameter set, path of one that ``kzplan calibrate`` wrote, a set's row, or None
        for the one that ships.
    damping : share of the past change that goes on, in place of the set's φ.
    births : live births expected in the target year; None: from the registers (assumption A1).
    reference_class : whether the nation's change in the nearest years enters, where it is known; never
        with the reference set.
    reference_change : a reference class's change per year on the link scale (about −0.05 for a rate that
        falls by 5 % a year), in place of the nation's; or a dict of it by target code.
    reference_places : how many places ``reference_change`` is the mean of; or a dict by target code.
    base_year : first year used; earlier values are left out.
    target : a target in the plan's own forms, in place of the printed one.
    tolerance : half-width of 左右, in points.
    conventions : True judges 保持合理比例, 得到控制 and 巩固提高 by ``data/conventions.csv``.
    """

    at: int = HORIZON
    parameters: str | model.LevelDrift | model.Parameters | None = None
    damping: float | None = None
    births: float | None = None
    reference_class: bool = True
    reference_change: float | dict | None = None
    reference_places: float | dict = 1
    base_year: int | None = None
    target: str | None = None
    tolerance: float | None = None
    conventions: bool = False


@dataclass(frozen=True)
class Case:
    """One target with its usable values, its rules made concrete, and its projection."""

    target: pd.Series
    values: pd.DataFrame
    rule: Rule
    criterion: Criterion | None
    criterion_city: Criterion | None
    births: float | None
    assumptions: Assumptions
    national: dict | None = None
    source: str | None = None
    reason: str = ""
    forecast: model.Forecast | None = field(default=None, repr=False)

    @property
    def kind(self):
        """Kind of the indicator."""
        return self.target["kind"]

    @property
    def first(self):
        """First usable value, or None where there are not two."""
        return self.values.iloc[0] if len(self.values) > 1 else None

    @property
    def latest(self):
        """Latest usable value, or None."""
        return self.values.iloc[-1] if len(self.values) else None


def outlook(plan, **assumptions):
    """Return the outlook: one row per target, in code order.

    Parameters
    ----------
    plan : a loaded :class:`~kzplan.plan.plan.Plan`.
    **assumptions : fields of :class:`Assumptions`.

    Returns
    -------
    DataFrame
        The columns are explained in ``data/README.md``. Each row has either an outlook word or a
        reason word. ``change_so_far`` and ``change_required`` are per year: percentage points for
        proportions, per cent otherwise.

    >>> from kzplan import load_plan
    >>> table = outlook(load_plan())
    >>> len(table), table.set_index("code").loc["W05a", "reason"]
    (93, 'not comparable')
    """
    chosen = Assumptions(**assumptions)
    table = pd.DataFrame(rows_of(cases(plan, chosen)), columns=COLUMNS)
    return table.astype(dict.fromkeys(("base_year", "latest_year", "attainment_year"), "Int64"))


def cases(plan, assumptions, codes=None):
    """Return the :class:`Case` of each target (or of ``codes``), projected kind by kind at once."""
    births = assumptions.births if assumptions.births is not None else expected_births(plan)
    codes = list(plan.targets.index) if codes is None else codes
    # the reference set cannot tell one place from the mean of many, so the nation does not enter it
    knows_places = isinstance(model.parameters_for("rate", None, assumptions.parameters), model.LevelDrift)
    wanted = assumptions.reference_class and knows_places
    changes = national_changes(plan, codes).set_index("code").to_dict("index") if wanted else {}
    listed = [_case(plan, plan.target(code), assumptions, births, changes.get(code)) for code in codes]
    groups = {}
    for position, case in enumerate(listed):
        if case.latest is not None and case.kind in measure.KINDS and case.target["subclass"] != "programme":
            groups.setdefault((case.kind, case.target["subclass"]), []).append(position)
    for (kind, subclass), positions in groups.items():
        for way in ("up", "down", "none"):
            chosen = [p for p in positions if listed[p].target["direction"] == way]
            if chosen:
                projected = _project([listed[p] for p in chosen], kind, subclass, way, assumptions, assumptions.at)
                for i, position in enumerate(chosen):
                    listed[position] = replace(listed[position], forecast=projected.take(slice(i, i + 1)))
    return [replace(case, reason=_reason(case)) for case in listed]


def path(case, years):
    """Return the projection of one case at several years, as a Forecast with one row a year."""
    repeated = [case] * len(years)
    kind, subclass, way = case.kind, case.target["subclass"], case.target["direction"]
    return _project(repeated, kind, subclass, way, case.assumptions, np.asarray(years, dtype=float))


def _project(listed, kind, subclass, way, assumptions, at):
    years = sorted({int(year) for case in listed for year in case.values["year"]})
    table = _values_by_year(listed, years)
    sets = model.parameters_for(kind, subclass or None, assumptions.parameters)
    if assumptions.damping is not None:
        sets = model.damped(sets, assumptions.damping)
    extra, behind = {}, listed[0].target["counts"]
    if kind == "proportion":
        extra = {"denominators": table["denominator"]}  # a body of few is told from 0 or 100 % by half a person
    elif kind == "rate":
        extra = _counts_behind(table, listed)
    elif behind == "sex_at_birth":
        extra = {"variances": np.array([[_ratio_noise(case, year) for year in years] for case in listed])}
    direction = way if way in ("up", "down") else None
    changes = np.array([change_of(case) for case in listed])
    if np.isfinite(changes).any():
        extra |= {"reference_change": changes, "reference_places": np.array([places_of(case) for case in listed])}
    return model.forecast(years, table["value"], at, kind, direction, parameters=sets, **extra)


def _values_by_year(listed, years):
    """Values, numerators and denominators of the cases, arrays (cases, years), NaN for gaps; a case that stands again is read once."""
    at, known, rows = {year: i for i, year in enumerate(years)}, {}, []
    for case in listed:
        if id(case) not in known:
            own = np.full((3, len(years)), np.nan)
            own[:, [at[int(year)] for year in case.values["year"]]] = (
                case.values[["value", "numerator", "denominator"]].to_numpy(float).T
            )
            known[id(case)] = own
        rows.append(known[id(case)])
    return dict(zip(("value", "numerator", "denominator"), np.array(rows).transpose(1, 0, 2), strict=True))


def _counts_behind(table, listed):
    """Events and denominators behind rates; one on births that is reported without them rests on as many births as are expected."""
    births = [case.births if case.births and case.target["counts"] == "live_births" else math.nan for case in listed]
    per = np.array([multiplier(case.target["unit"]) or math.nan for case in listed])
    bare = ~(table["denominator"] > 0) & np.isfinite(births)[:, None]
    denominators = np.where(bare, np.array(births)[:, None], table["denominator"])
    events = np.where(bare, table["value"] * denominators / per[:, None], table["numerator"])
    return {"events": events, "denominators": denominators, "per": per}


def _ratio_noise(case, year):
    births = dict(zip(case.values["year"], case.values["denominator"], strict=True)).get(year, np.nan)
    return counts.ratio_variance(births) if births > 0 else np.nan


def _case(plan, target, assumptions, births, national):
    values = plan.values_of(target["code"])
    returned = values["source"].str.startswith("observations")
    if target["comparability"] not in ("A", "B") and returned.any():
        # its printed values are of no use, but yearly ones in the target's own definition have come in
        values, target = values[returned], target.copy()
        target["comparability"] = "A"
    if assumptions.base_year is not None:
        values = values[values["year"] >= assumptions.base_year]
    if target["counts"] == "sex_at_birth":
        known = {year: found.denominator for year, (_, found) in plan.recovered.items()}
        values = values.assign(denominator=values["year"].map(known))
    conventions = dict(plan.conventions)
    if assumptions.tolerance is not None:
        conventions["about_tolerance"] = float(assumptions.tolerance)
    if assumptions.conventions:
        conventions |= plan.wording_conventions
    way = target["direction"] if target["direction"] != "none" else None
    rule = target["rule_district"] if assumptions.target is None else parse_target(assumptions.target, way)
    known = dict(zip(values["year"], values["value"], strict=True))
    return Case(
        target=target,
        values=values,
        rule=rule,
        criterion=rule.criterion(known.get(rule.base_year or 2020), conventions),
        criterion_city=target["rule_city"].criterion(known.get(target["rule_city"].base_year or 2020), conventions),
        births=births,
        assumptions=assumptions,
        national=national,
        source=plan.source,
    )


def _reason(case):
    """The first reason, in the order of ``REASONS``, why no probability is given; blank where one is."""
    grade, form = case.target["comparability"], case.rule.form
    reasons = {
        "no baseline": grade == "N",
        "not comparable": grade == "C",
        "defective baseline": grade == "D",
        "needs reference series": form == "relative to series",
        "not quantified": form in ("not quantified", "none") and case.criterion is None,
        "ceiling target": case.criterion is not None and _at_limit(case),
        "one value": case.first is None
        and (form in IN_WORDS or case.forecast is None or np.isnan(case.forecast.center[0])),
        "no model": case.forecast is None or case.criterion is None or np.isnan(case.forecast.center[0]),
    }
    return next((reason for reason in REASONS if reasons[reason]), "")


def _at_limit(case):
    low, high = measure.limits(case.kind) if case.kind in measure.KINDS else (-math.inf, math.inf)
    return case.criterion.low >= high or case.criterion.high <= low


def chance(case, criterion):
    """Return the chance that the true value meets ``criterion``, or NaN."""
    if criterion is None or case.forecast is None or case.target["comparability"] not in ("A", "B"):
        return math.nan
    return float(case.forecast.chance_between(criterion.low, criterion.high)[0])


def chance_published(case):
    """Return the chance that the published figure meets the target, or NaN where no births stand behind it."""
    behind = case.target["counts"]
    if case.reason or behind not in ("live_births", "sex_at_birth") or not case.births:
        return math.nan
    true_values, weights = draws(case), np.ones(DRAWS)
    digits = int(case.values["decimals"].max())
    if behind == "sex_at_birth":
        return counts.published_ratio_probability(true_values, weights, case.births, case.criterion, digits)
    per = multiplier(case.target["unit"])
    return counts.published_rate_probability(true_values, weights, case.births, case.criterion, per, digits)


def chance_limit_shown(case):
    """Return the chance that the figure, rounded as printed so far, shows a target at the natural limit; else NaN."""
    if case.reason != "ceiling target" or case.forecast is None:
        return math.nan
    goal, direction = (case.criterion.low, "up") if math.isfinite(case.criterion.low) else (case.criterion.high, "down")
    return float(case.forecast.probability(goal, direction, int(case.latest["decimals"]))[0])


def draws(case):
    """Return equally likely true values of the target year, in rising order: array (``DRAWS``,)."""
    return case.forecast.quantile((np.arange(DRAWS) + 0.5) / DRAWS)[0]


def likelihood(p, with_margin):
    """Return the likelihood word of a probability (IPCC scale).

    Parameters
    ----------
    p : probability.
    with_margin : whether the latest value meets the target with margin; without it nothing is
        called "very likely", which the model has not earned out of sample.

    >>> likelihood(0.95, True), likelihood(0.95, False), likelihood(0.5, False)
    ('very likely', 'likely', 'about as likely as not')
    """
    word = next(word for least, word in LIKELIHOODS if p >= least)
    return "likely" if word == "very likely" and not with_margin else word


def met_with_margin(case):
    """Whether the latest value meets the target by at least the spread of a decade without change."""
    if case.latest is None or case.criterion is None or not case.criterion.met(case.latest["value"]):
        return False
    spread = model.parameters_for(case.kind, case.target["subclass"] or None, case.assumptions.parameters).s0
    z = float(measure.to_link(case.latest["value"], case.kind))
    ends = [
        float(measure.to_link(end, case.kind))
        for end in (case.criterion.low, case.criterion.high)
        if math.isfinite(end)
    ]
    return all(abs(z - end) >= spread for end in ends)


def evidence(case):
    """Grade what an assessment rests on: strong, moderate, limited or very limited.

    Notes
    -----
    One value is very limited, two are moderate, five or more strong. One step down each for: comparability B; a horizon
    longer than the history; fewer than ten events expected behind the latest rate, or a body of fewer
    than a hundred.
    """
    if case.first is None:
        return "" if case.latest is None or case.forecast is None else EVIDENCE[0]
    steps = 3 if len(case.values) >= 5 else 2
    steps -= (case.values["grade"] == "B").any()
    history = case.latest["year"] - case.first["year"]
    steps -= case.assumptions.at - case.latest["year"] > history
    events, body = case.latest["numerator"], case.latest["denominator"]
    few = events < 10 if case.kind == "rate" else body < 100
    return EVIDENCE[max(int(steps - bool(few)), 0)]


def _status(value, criterion):
    return "no value" if value is None or criterion is None else "met" if criterion.met(value) else "not met"


def rule_words(case):
    """Return the rule in words; a convention is named as one."""
    if case.rule.form != "not quantified" or case.criterion is None:
        return case.rule.words
    low, high = case.criterion.low, case.criterion.high
    return f"convention: >= {low:g}" if math.isfinite(low) else f"convention: <= {high:g}"


def _changes(case):
    """Change so far, change required from now, acceleration; NaN where there is none."""
    if case.first is None or case.kind not in measure.KINDS:
        return math.nan, math.nan, math.nan
    gap = case.latest["year"] - case.first["year"]
    so_far = float(measure.change_per_year(case.first["value"], case.latest["value"], gap, case.kind))
    if case.criterion is None:
        return so_far, math.nan, math.nan
    value = case.latest["value"]
    goal = min(max(value, case.criterion.low), case.criterion.high)
    left = case.assumptions.at - case.latest["year"]
    if left <= 0:
        return so_far, math.nan, math.nan
    required = float(measure.change_per_year(value, goal, left, case.kind))
    same_way = required == 0 or required * so_far > 0
    return so_far, required, abs(required / so_far) if same_way and so_far else math.nan


def attainment_year(case):
    """Return the first year whose median meets the target, the latest year if met; NaN if not before 2045."""
    if case.criterion is None or case.latest is None or case.reason:
        return math.nan
    if case.criterion.met(case.latest["value"]):
        return float(case.latest["year"])
    years = np.arange(int(case.latest["year"]) + 1, LAST_ATTAINMENT)
    met = [case.criterion.met(median) for median in path(case, years).median]
    return float(years[met.index(True)]) if True in met else math.nan


def rows_of(listed):
    """Return the outlook lines of cases, dicts in the order of ``COLUMNS``."""
    rows = [_row(case) | {"methods_on_track": told} for case, told in zip(listed, tally(listed), strict=True)]
    return [{name: row[name] for name in COLUMNS} for row in rows]


def _row(case):
    target, first, latest = case.target, case.first, case.latest
    fit = case.target["comparability"] in ("A", "B")
    value = latest["value"] if latest is not None and fit else None
    shown = fit and case.forecast is not None
    row = {
        name: target[name]
        for name in (
            "code",
            "name_zh",
            "name_en",
            "plan",
            "domain",
            "department",
            "nature",
            "kind",
            "direction",
            "comparability",
        )
    }
    row |= {
        "rule": rule_words(case),
        "target": case.rule.text,
        "target_city": target["target_city"],
        "base_year": first["year"] if fit and first is not None else pd.NA,
        "base_value": first["value"] if fit and first is not None else math.nan,
        "latest_year": latest["year"] if value is not None else pd.NA,
        "latest_value": math.nan if value is None else value,
        "status": _status(value, case.criterion),
        "status_city": _status(value, case.criterion_city),
        "median": float(case.forecast.median[0]) if shown else math.nan,
        "note": target["reason_en"],
        "reason": case.reason,
    }
    for level in LEVELS:
        low, high = case.forecast.interval(level / 100) if shown else ([math.nan], [math.nan])
        row[f"lo{level}"], row[f"hi{level}"] = float(low[0]), float(high[0])
    row["p_reach"] = math.nan if case.reason else chance(case, case.criterion)
    from_itself = case.first is None and target["rule_city"].form in IN_WORDS  # a direction asked of one value
    row["p_city"] = math.nan if from_itself else chance(case, case.criterion_city)
    row["p_published"], row["p_limit_shown"] = chance_published(case), chance_limit_shown(case)
    so_far, required, factor = _changes(case) if fit else (math.nan,) * 3
    row |= {"change_so_far": so_far, "change_required": required, "acceleration": factor}
    row["change_unit"] = measure.change_unit(case.kind) if case.kind in measure.KINDS else ""
    row["attainment_year"] = attainment_year(case)
    row["outlook"] = "" if case.reason else likelihood(row["p_reach"], met_with_margin(case))
    return row | {"evidence": evidence(case) if fit else ""}
