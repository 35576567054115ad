"""What is asked of a panel: of each indicator and stratum how it is measured, and what meets its target."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from ... import model
from ...indicator.frame import KINDS
from ...indicator.kind import Behind, Direction, Kind
from ...indicator.target import Rule, parse_target
from ...indicator.unit import multiplier
from ...plan.catalogue import Known, known_indicators
from ...plan.plan import Plan
from ...words.both import Both
from ...words.errors import InputError
from ...words.given import is_number, shown
from ..assumptions import FARTHEST, Assumptions, known

ASSUMED = ("parameters", "damping", "tolerance")  # assumptions that hold for all series of a panel
Key = tuple[str, str]  # indicator and stratum
Said = str | Mapping[str, str] | None


@dataclass(frozen=True)
class Question:
    """What is asked of the series of one indicator and stratum.

    Parameters
    ----------
    indicator, stratum, kind, direction, unit, behind : how it is measured.
    per : multiplier of a rate, or None.
    projected : whether a model of its kind exists.
    parameters : of the model.
    rule : its target; form "none" where there is none.
    """

    indicator: str
    stratum: str
    kind: Kind
    direction: Direction
    unit: str
    behind: Behind
    per: int | None
    projected: bool
    parameters: model.LevelDrift | model.Parameters
    rule: Rule

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
    conventions : numbers behind words, as 左右.
    above : area → the area it lies in.
    """

    questions: tuple[Question, ...]
    at: int
    base: int | None
    latest: int
    conventions: dict[str, float]
    above: dict[str, str] = field(default_factory=dict)

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
    measured : "kind", "direction" and "unit", each one for all or by indicator; None: as the plan or the catalogue has it.
    at : target year; None: the plan's last.
    latest : year of the latest value of any.
    assumed : fields of :class:`~kzplan.odds.assumptions.Assumptions` named in ``ASSUMED``.
    above : area → the area it lies in.

    Raises
    ------
    InputError : an indicator of which nothing is known, a target of one that is not there, an assumption that is not for panels.
    """
    given = _checked(assumed)
    chosen = Assumptions(**{name: value for name, value in given.items() if value is not None})
    plan = targets if isinstance(targets, Plan) else None
    at = at or (plan.period.last if plan else None)
    if at is None or not is_number(at) or at % 1:
        raise InputError(f"at is the target year, a whole number; got {at!r}")
    known = _of_plan(plan) if plan else {key: _said(key, targets, measured, at, latest) for key in keys}
    if isinstance(targets, Mapping):
        stray = [name for name in targets if name not in {_name(key) for key in keys}]
        if stray:
            raise InputError(f"a target of {shown(stray[0])}, which is no series here; there are {_listed(keys)}")
    questions = tuple(_with_parameters(known[key], chosen) for key in keys if key in known)
    if not questions:
        raise InputError(f"no target of the plan is of an indicator of the panel; the panel has {_listed(keys)}")
    conventions = dict(plan.conventions) if plan else {}
    if chosen.tolerance is not None:
        conventions["about_tolerance"] = float(chosen.tolerance)
    return Asked(questions, int(at), plan.period.base if plan else None, latest, conventions, dict(above))


def _checked(assumed):
    stray = [name for name in assumed if name not in ASSUMED]
    if stray:
        raise InputError(f"{stray[0]!r} is no assumption of a panel; there are {', '.join(ASSUMED)}")
    told = known(dict(assumed))
    damping, tolerance = told.get("damping"), told.get("tolerance")
    if damping is not None and not 0 <= damping <= 1.5:
        raise InputError(f"damping must lie between 0 (no trend) and 1.5 (1: undamped); got {damping!r}")
    if tolerance is not None and not tolerance >= 0:
        raise InputError(f"tolerance must not be negative; got {tolerance!r}")
    return told


def _name(key):
    indicator, stratum = key
    return indicator if stratum == "total" else f"{indicator}:{stratum}"


def _listed(keys):
    names = [_name(key) for key in keys]
    return ", ".join(names[:8]) + (f" and {len(names) - 8} more" if len(names) > 8 else "")


def _of_plan(plan):
    """The questions of a plan's targets; of two targets of one indicator and stratum the first counts."""
    found = {}
    for target in plan.by_code.values():
        facts = (target.indicator, target.stratum, target.kind, target.direction, target.unit, target.behind)
        rule, per = target.rule, multiplier(target.unit)
        found.setdefault(
            facts[:2], (Question(*facts, per, target.projected, _nothing(target.kind), rule), target.subclass)
        )
    return found


def _said(key, targets, measured, at, latest):
    """The question of one indicator and stratum, by what is said of it or what the catalogue has."""
    indicator, stratum = key
    named = Known(indicator, stratum, Both(indicator, indicator))
    catalogue = known_indicators()
    known = catalogue.get(key, catalogue.get((indicator, "total"), named))
    own = catalogue.get(key, named)
    said = {name: _for(measured.get(name), indicator, getattr(known, name)) for name in ("kind", "direction", "unit")}
    if said["kind"] not in [one.value for one in Kind if one.modelled]:
        raise InputError(
            f"kind of {indicator!r} must be {KINDS}; got {said['kind']!r}. Say it: kind={{{indicator!r}: …}}"
        )
    if said["direction"] not in ("up", "down", "none", None, ""):
        raise InputError(
            f"direction of {indicator!r} must be up (more is better), down or None; got {said['direction']!r}"
        )
    kind, direction = Kind(said["kind"]), Direction(said["direction"] or "none")
    unit = said["unit"] or ""
    text = targets if isinstance(targets, str) else (targets or {}).get(_name(key), "—")
    rule = parse_target(text, direction.good, unit, latest).at(at)
    question = Question(
        indicator, stratum, kind, direction, unit, own.behind, multiplier(unit), True, _nothing(kind), rule
    )
    return question, own.subclass


def _for(said, indicator, known):
    """What is said of one indicator, else what is known of it."""
    if isinstance(said, Mapping):
        return said.get(indicator, known)
    return known if said is None else said


def _nothing(kind):
    return model.parameters_for(kind) if kind.modelled else model.parameters_for(Kind.POSITIVE)


def _with_parameters(told, assumed):
    question, subclass = told
    if not question.kind.modelled:
        return question
    found = model.parameters_for(question.kind, subclass or None, assumed.parameters, question.indicator)
    if assumed.damping is not None:
        found = model.damped(found, assumed.damping)
    return replace(question, parameters=found)


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
