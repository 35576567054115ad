"""What is asked of a panel: of each indicator and stratum how it is measured, and what meets its target."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from ... import model
from ...indicator.fractions import OF_ONE, WHOLE
from ...indicator.frame import KINDS
from ...indicator.kind import Behind, Direction, Kind
from ...indicator.target import Rule, parse_target
from ...indicator.unit import multiplier, plain_unit
from ...plan.catalogue import Known, known_indicators
from ...plan.descriptor import district_of
from ...plan.plan import Plan
from ...plan.target import Target
from ...words.both import Both
from ...words.errors import InputError
from ...words.given import is_number, shown
from ..assumptions import FARTHEST, Assumptions, known
from ..view import views

ASSUMED = ("parameters", "damping", "tolerance")  # assumptions that hold for all series of a panel
Key = tuple[str, str]  # indicator and stratum
NOWHERE = Both("", "")
Said = str | Mapping[str, str] | None
Set = model.LevelDrift | model.Parameters
PRINTED = ("code", "name_zh", "name_en", "unit", "plan", "domain", "department", "nature", "target_city")


@dataclass(frozen=True)
class Question:
    """What is asked of the series of one indicator and stratum.

    Parameters
    ----------
    indicator, stratum, kind, direction, unit, behind : how it is measured.
    per : multiplier of a rate, or None.
    projected : whether a model of its kind exists.
    rule, above : its target, and that of the level above; form "none" where there is none.
    printed : columns of the outlook that say what is asked: names, the plan's domain, departments and the like.
    parameters : of the model.
    viewed : the same under each of :func:`kzplan.odds.view.views`.
    times : what its values are multiplied by: 100 where they are said to be shares of 1.
    """

    indicator: str
    stratum: str
    kind: Kind
    direction: Direction
    unit: str
    behind: Behind
    per: int | None
    projected: bool
    rule: Rule
    above: Rule
    printed: dict[str, str]
    parameters: Set
    viewed: tuple[Set, ...] = ()
    times: float = 1.0

    @property
    def ceiling(self) -> float:
        """What its values cannot reach; infinite where nothing is known."""
        return self.parameters.ceiling if isinstance(self.parameters, model.LevelDrift) else float("inf")


@dataclass(frozen=True)
class Asked:
    """What is asked of a panel; made by :func:`asked_of`, and sent to whatever works on it.

    Parameters
    ----------
    questions : in the order that rows come out in.
    at : target year.
    base : year that targets in words are measured from; None: each series' latest.
    latest : year of the latest value of any.
    next : year a value is asked for next; None where that is not before the target year.
    conventions : numbers behind words, as 左右.
    above : area → the area it lies in.
    plan_of : the district whose plan's targets are asked; blank where they are of no plan.
    without : code → name of the plan's targets of which the panel has no value.
    """

    questions: tuple[Question, ...]
    at: int
    base: int | None
    latest: int
    next: int | None
    conventions: dict[str, float]
    above: dict[str, str] = field(default_factory=dict)
    plan_of: Both = NOWHERE
    without: dict[str, Both] = field(default_factory=dict)

    @property
    def order(self) -> dict[Key, int]:
        """(indicator, stratum) → its position among the questions."""
        return {(one.indicator, one.stratum): i for i, one in enumerate(self.questions)}


def asked_of(
    keys: Iterable[Key],
    targets: Plan | Said,
    measured: Mapping[str, Said],
    at: int | None,
    latest: int,
    assumed: Mapping,
    above: Mapping[str, str],
) -> Asked:
    """Return what is asked of the indicators and strata of a panel.

    Parameters
    ----------
    keys : (indicator, stratum) of the panel.
    targets : a plan, whose targets are asked of every place; a target for all; by name; None: none.
    measured : "kind", "direction" and "unit", each one for all or by indicator; None: as the catalogue has it. A plan says them
        itself, but for "unit": "1" where the panel has shares of 1.
    at : target year; None: the plan's last.
    latest : year of the latest value of any.
    assumed : fields of :class:`~kzplan.odds.assumptions.Assumptions` named in ``ASSUMED``.
    above : area → the area it lies in.

    Raises
    ------
    InputError : an indicator of which nothing is known, something said of one that is not there, an assumption that is not for
        panels.
    """
    given = _checked(assumed)
    chosen = Assumptions(**{name: value for name, value in given.items() if value is not None})
    plan = targets if isinstance(targets, Plan) else None
    at = at or (plan.period.last if plan else None)
    if at is None or not is_number(at) or at % 1:
        raise InputError(f"at is the target year, a whole number; got {shown(at)}")
    _refuse_stray(keys, targets, measured)
    known = _of_plan(plan, measured) if plan else {key: _said(key, targets, measured, at, latest) for key in keys}
    questions = tuple(_with_parameters(known[key], chosen) for key in keys if key in known)
    if not questions:
        raise InputError(f"no target of the plan is of an indicator of the panel; the panel has {_listed(keys)}")
    conventions = dict(plan.conventions) if plan else {}
    if chosen.tolerance is not None:
        conventions["about_tolerance"] = float(chosen.tolerance)
    base = plan.period.base if plan else None
    years = int(at), base, latest, _next_year(plan, int(at), latest)
    if plan is None:
        return Asked(questions, *years, conventions, dict(above))
    there = set(keys)
    without = {one.code: one.name for one in plan.by_code.values() if (one.indicator, one.stratum) not in there}
    return Asked(questions, *years, conventions, dict(above), district_of(plan.dictionary), without)


def left_out(keys: Iterable[Key], asked: Asked) -> list[str]:
    """Return the indicators of a panel that nothing is asked of, as ``indicator`` or ``indicator:stratum``."""
    return [_name(key) for key in keys if key not in asked.order]


def _refuse_stray(keys, targets, measured):
    """Refuse what is said of something that is not in the panel: it would be passed over without a word."""
    names, indicators = {_name(key) for key in keys}, {indicator for indicator, _ in keys}
    for what, said, there in [
        ("a target", targets, names),
        *((f"{one} ", measured[one], indicators) for one in measured),
    ]:
        stray = [name for name in said if name not in there] if isinstance(said, Mapping) else []
        if stray:
            raise InputError(f"{what.strip()} of {shown(stray[0])}, which is no series here; there are {_listed(keys)}")


def _checked(assumed):
    stray = [name for name in assumed if name not in ASSUMED]
    if stray:
        raise InputError(f"{stray[0]!r} is no assumption of a panel; there are {', '.join(ASSUMED)}")
    told = known(dict(assumed))
    damping, tolerance = told.get("damping"), told.get("tolerance")
    if damping is not None and not 0 <= damping <= 1.5:
        raise InputError(f"damping must lie between 0 (no trend) and 1.5 (1: undamped); got {shown(damping)}")
    if tolerance is not None and not tolerance >= 0:
        raise InputError(f"tolerance must not be negative; got {shown(tolerance)}")
    return told


def _name(key):
    indicator, stratum = key
    return indicator if stratum == "total" else f"{indicator}:{stratum}"


def _listed(keys):
    names = [_name(key) for key in keys]
    return ", ".join(names[:8]) + (f" and {len(names) - 8} more" if len(names) > 8 else "")


def _next_year(plan, at, latest):
    """The year after the latest value of any, and after a plan's mid-term evaluation; None where that is not before ``at``."""
    known = [latest]
    if plan:
        known += [plan.period.base, *[plan.period.midterm] * (plan.period.midterm < plan.period.last)]
    return max(known) + 1 if max(known) + 1 < at else None


def _of_plan(plan, measured):
    """What is known of a plan's targets, the sub-class of each and what its values are multiplied by; of two targets of one
    indicator and stratum the first counts."""
    for name in ("kind", "direction"):
        if measured.get(name) is not None:
            raise InputError(f"{name} is said by the plan, in its targets.csv; leave it out, or change it there")
    found = {}
    for target in plan.by_code.values():
        times = _times_beside(target, measured.get("unit"))
        facts = (target.indicator, target.stratum, target.kind, target.direction, target.unit, target.behind)
        told = multiplier(target.unit), target.projected, target.rule, target.rule_above, _printed(target)
        found.setdefault(facts[:2], ((*facts, *told), target.subclass, times))
    return found


def _times_beside(target, said):
    """What the values of a plan's target are multiplied by, where a unit is said beside the plan's: of its shares, or by name."""
    unit = _for(said, target.indicator, None)
    if unit is None or (target.kind is not Kind.PROPORTION and not isinstance(said, Mapping)):
        return 1.0
    if target.kind is not Kind.PROPORTION:
        raise InputError(f"unit of {target.indicator!r} is said by the plan, {target.unit!r}; got {unit!r}")
    return _times(target.indicator, target.kind, unit)


def _times(indicator, kind, unit):
    """What the values of a unit that is said are multiplied by."""
    plain = plain_unit(unit)
    if kind is Kind.PROPORTION and plain not in ("", "%", OF_ONE):
        raise InputError(
            f"unit of {indicator!r} is '%', or '1' for shares of 1, for it is a proportion; got {shown(unit)}"
        )
    if kind is Kind.RATE and plain and multiplier(unit) is None:
        raise InputError(
            f"unit of {indicator!r} says per how many, as '‰' or 'per 100,000', for it is a rate; got {shown(unit)}"
        )
    return WHOLE if kind is Kind.PROPORTION and plain == OF_ONE else 1.0


def _printed(target: Target) -> dict[str, str]:
    parts = target.code, target.name.zh, target.name.en, target.unit, target.plan, target.domain, target.department
    return dict(zip(PRINTED, (*parts, target.nature, target.text_above), strict=True))


def _said(key, targets, measured, at, latest):
    """The question of one indicator and stratum, by what is said of it or what the catalogue has."""
    indicator, stratum = key
    named = Known(indicator, stratum, Both(indicator, indicator))
    catalogue = known_indicators()
    known = catalogue.get(key, catalogue.get((indicator, "total"), named))
    own = catalogue.get(key, named)  # what is of its stratum only
    said = {name: _for(measured.get(name), indicator, getattr(known, name)) for name in ("kind", "direction", "unit")}
    if said["kind"] not in [one.value for one in Kind if one.modelled]:
        raise InputError(
            f"kind of {indicator!r} must be {KINDS}; got {shown(said['kind'])}. Say it: kind={{{indicator!r}: …}}"
        )
    if said["direction"] not in ("up", "down", "none", None, ""):
        raise InputError(
            f"direction of {indicator!r} must be up (more is better), down or None; got {shown(said['direction'])}"
        )
    kind, direction = Kind(said["kind"]), Direction(said["direction"] or "none")
    times = _times(indicator, kind, said["unit"] or "")
    unit = "%" if times != 1 else said["unit"] or ""
    text = targets if isinstance(targets, str) else (targets or {}).get(_name(key), "—")
    rule = parse_target(text, direction.good, unit, latest).at(at)
    printed = dict.fromkeys(PRINTED, "") | {"code": _name(key), "unit": unit}
    printed |= {"name_zh": own.name.zh, "name_en": own.name.en}
    facts = (indicator, stratum, kind, direction, unit, own.behind, multiplier(unit), True)
    return (*facts, rule, parse_target("—"), printed), own.subclass, times


def _for(said, indicator, known):
    """What is said of one indicator, else what is known of it."""
    if isinstance(said, Mapping):
        return said.get(indicator, known)
    return known if said is None else said


def _with_parameters(told, assumed):
    facts, subclass, times = told
    question = Question(*facts, model.parameters_for(Kind.POSITIVE), times=times)
    if not question.kind.modelled:
        return question

    def _set(name):
        found = model.parameters_for(question.kind, subclass or None, name, question.indicator)
        return found if assumed.damping is None else model.damped(found, assumed.damping)

    viewed = tuple(_set(view.assumed.get("parameters", assumed.parameters)) for view in views())
    return replace(question, parameters=_set(assumed.parameters), viewed=viewed)


def check_years(asked: Asked, latest: int) -> None:
    """Refuse a target year that does not lie after the last value of the panel.

    Raises
    ------
    InputError : naming both years.
    """
    if not latest < asked.at <= latest + FARTHEST:
        raise InputError(
            f"at must be a year after {latest}, the last value, and at most {FARTHEST} later; got {asked.at}"
        )
