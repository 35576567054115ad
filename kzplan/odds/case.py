"""A case: one target with its usable values, its rules made concrete, and everything else but the future."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from .. import model
from ..indicator.kind import Behind, Comparability, Kind
from ..indicator.published import published
from ..indicator.series import Observation, Series
from ..indicator.target import IN_WORDS, Criterion, Rule, parse_target
from ..indicator.unit import multiplier
from ..model.leveldrift import INSIDE
from ..plan.births import expected_births
from ..plan.breaks import Break
from ..plan.classes import ClassValues
from ..plan.period import Period
from ..plan.plan import Plan
from ..plan.target import Target
from ..words.both import Both
from ..words.errors import InputError, TargetError
from ..words.given import is_number, shown
from .assumptions import Assumptions, refuse_stray
from .reference_class import NationalChange, national_change
from .values import checked_values, refuse_shares_of_one, with_own

RETURNED = "observations"  # how the source of a value that was reported begins
RETURNED_OWN = f"{RETURNED} of one's own"


@dataclass(frozen=True)
class Case:
    """One target with its usable values, its rules made concrete, and what is assumed.

    Parameters
    ----------
    target, series : what is asked, and the values it is measured from.
    comparability : of the values that count: the target's, or A once yearly values of its own have come in.
    rule, criterion : the target and what meets it; ``criterion`` None where that is no number.
    criterion_above : the same for the target of the level above.
    births : live births expected in the target year, or None.
    assumptions, period : what was assumed; the plan's years.
    known_to : the latest year that any target of the plan has a value for.
    nation : how the nation moved, or None.
    cite : the document the plan is printed in.
    around : the values of the same indicator in the area around, or None.
    broken : the last change of definition, or None; ``series`` begins with it.
    earlier : the values from before it, shown and never used; None where there are none.
    remarks : what has to be said beside the values.
    """

    target: Target
    series: Series
    comparability: Comparability
    rule: Rule
    criterion: Criterion | None
    criterion_above: Criterion | None
    births: float | None
    assumptions: Assumptions
    period: Period
    known_to: int
    nation: NationalChange | None
    cite: Both
    around: ClassValues | None = None
    broken: Break | None = None
    earlier: Series | None = None
    remarks: tuple[Both, ...] = ()

    @property
    def code(self) -> str:
        """Code of the target."""
        return self.target.code

    @property
    def kind(self) -> Kind:
        """Kind of the indicator."""
        return self.target.kind

    @property
    def at(self) -> int:
        """Target year."""
        return self.assumptions.at or self.period.last

    @cached_property
    def first(self) -> Observation | None:
        """First usable value, or None where there are not two."""
        return self.series.first

    @cached_property
    def latest(self) -> Observation | None:
        """Latest usable value, or None."""
        return self.series.latest

    @property
    def projected_from(self) -> int:
        """The first year of which nothing is known, from which on everything drawn is projected."""
        return max(self.period.first, self.latest.year + 1) if self.latest else self.period.first

    @cached_property
    def published(self) -> float:
        """The latest value as it is published, which is the one judged; NaN where there is none."""
        asked = [one for one in (self.criterion, self.criterion_above) if one is not None]
        return (
            published(self.latest.value, lambda value: [one.met(value) for one in asked]) if self.latest else math.nan
        )

    @cached_property
    def base(self) -> Observation | None:
        """What its changes are measured from: the value of the plan's base year or the last one before it; where 提高
        and the like have none of that year, the first one reported after it."""
        return self.series.latest_to(max(self.rule.starts(self.series.by_year, self.period.base), self.period.base))

    @property
    def from_first_report(self) -> bool:
        """Whether it is measured from the first value reported (以首个报告年为基期)."""
        return self.base is not None and self.base.year > self.period.base

    def starts_at_latest(self, rule: Rule) -> bool:
        """Return whether the latest value is the first one reported, from which a rule in words measures those to come."""
        latest = self.latest
        return (
            latest is not None and latest.year == rule.starts(self.series.by_year, self.period.base) > self.period.base
        )

    @property
    def comparable(self) -> bool:
        """Whether the target may be measured from its values."""
        return self.comparability.usable

    @property
    def earlier_grade(self) -> Comparability:
        """Comparability of the values of before the plan with those that count now: none after a change of definition."""
        target = self.target
        return Comparability.C if self.broken is not None and target.comparable else target.comparability

    @property
    def note(self) -> Both:
        """What is said of its comparability: of the values that count, and of a change of definition since."""
        return self.target.note(self.comparability, self.broken)

    @cached_property
    def alone(self) -> bool:
        """Whether nothing of its own can be used and a number is asked that the area around can speak to."""
        usable = self.comparable and len(self.series) > 0
        asked = self.criterion is not None and self.rule.form not in (*IN_WORDS, "not quantified") and not self.at_limit
        return self.around is not None and self.kind.modelled and asked and not usable

    @property
    def drawn(self) -> Series:
        """The values that a picture shows: its own, or those of the area around where it stands alone on them."""
        if not self.alone or self.around is None:
            return self.series
        values = pd.DataFrame({"year": self.around.years, "value": self.around.values})
        return Series.of(values, self.series.indicator, self.kind, self.target.direction, self.target.unit)

    @property
    def judged(self) -> bool:
        """Whether something can be said of it: from its own values, or from the area around alone."""
        return self.comparable or self.alone

    @cached_property
    def at_limit(self) -> bool:
        """Whether the target is a natural limit of its kind, which any gap misses."""
        low, high = self.kind.limits
        return self.criterion is not None and (self.criterion.low >= high or self.criterion.high <= low)

    @cached_property
    def parameters(self) -> model.LevelDrift | model.Parameters:
        """The parameters of its indicator, sub-class or kind under what is assumed."""
        target, assumed = self.target, self.assumptions
        found = model.parameters_for(target.kind, target.subclass or None, assumed.parameters, target.indicator)
        return found if assumed.damping is None else model.damped(found, assumed.damping)

    @property
    def ceiling(self) -> float:
        """What its values cannot reach, by its parameters; infinite where nothing is known."""
        return self.parameters.ceiling if isinstance(self.parameters, model.LevelDrift) else math.inf

    @property
    def rule_words(self) -> str:
        """The rule in words; a convention is named as one."""
        if self.rule.form != "not quantified" or self.criterion is None:
            return self.rule.words
        low, high = self.criterion.low, self.criterion.high
        return f"convention: >= {low:g}" if math.isfinite(low) else f"convention: <= {high:g}"

    @property
    def next_year(self) -> int | None:
        """The year whose value is asked for next: after the latest known and the mid-term evaluation; None where that is not before the target year."""
        midterm = self.period.midterm if self.period.midterm < self.period.last else self.period.base
        following = max(self.known_to, midterm) + 1
        return following if following < self.at else None

    @cached_property
    def multiplier(self) -> int | None:
        """Multiplier of its unit of rate, or None."""
        return multiplier(self.target.unit)

    @property
    def chance_uncounted(self) -> bool:
        """Whether it rests on the year's births and none are known, so that the chance in few events is left out of its odds."""
        return self.projected and self.target.on_births and not self.births

    @property
    def projected(self) -> bool:
        """Whether the model runs for it."""
        return (len(self.series) > 0 or self.alone) and self.target.projected

    def supposing(self, year: int, value: float) -> "Case":
        """Return the case as it would be had ``value`` been reported for ``year``: the only one where no other is usable."""
        kept = self.series if self.comparable or not len(self.series) else self.series.where(self.series.years < 0)
        series = kept.with_values({year: value}, RETURNED_OWN)
        if self.target.behind is Behind.SEX_AT_BIRTH:  # births that were recovered for a year stay known
            series = series.with_denominators(dict(zip(kept.years.tolist(), kept.denominators.tolist(), strict=True)))
        # a rule that starts from an earlier value has none where that value measures something else
        relative = self.rule.form in (*IN_WORDS, "not quantified") and not self.comparable
        grade = self.comparability if self.comparable else Comparability.A
        return replace(self, series=series, comparability=grade, criterion=None if relative else self.criterion)

    def assuming(self, chosen: Assumptions) -> "Case":
        """Return the case under other assumptions that leave its values and rules as they are; itself where they change nothing."""
        if chosen == self.assumptions:
            return self
        knows = _knows_places(chosen)
        other = replace(
            self, assumptions=chosen, nation=self.nation if knows else None, around=self.around if knows else None
        )
        if (chosen.parameters, chosen.damping) == (self.assumptions.parameters, self.assumptions.damping):
            other.__dict__["parameters"] = self.parameters
        return other

    @property
    def basis(self) -> str:
        """What odds of it rest on: "own" where there are two values or more, "one value", "class", or blank."""
        if self.alone:
            return "class"
        return "" if self.latest is None else "one value" if self.first is None else "own"

    @property
    def given_change(self) -> float | None:
        """The class's change that the assumptions give, or None."""
        return self.assumptions.of_code("reference_change", self.code)

    @property
    def class_change(self) -> float:
        """The class's change per year that enters, on the link scale, or NaN: what is given comes before the nation's."""
        if self.given_change is not None:
            return self.given_change
        return self.nation.change_link if self.nation else math.nan

    @property
    def class_places(self) -> float:
        """How many places the class counts as."""
        places = self.assumptions.of_code("reference_places", self.code)
        return INSIDE if places is None else float(places)

    @property
    def class_spread(self) -> float:
        """How widely the class's places parted, over what the parameters let expect, or NaN."""
        spread = self.assumptions.of_code("reference_spread", self.code)
        return math.nan if spread is None else spread


def cases(
    plan: Plan,
    assumptions: Assumptions,
    codes: Iterable[str] | None = None,
    values: Mapping[int, float] | None = None,
) -> list[Case]:
    """Return the :class:`Case` of each target, or of ``codes``; the model is not run.

    Parameters
    ----------
    plan : a loaded :class:`~kzplan.plan.plan.Plan`.
    assumptions : :class:`~kzplan.odds.assumptions.Assumptions`, as :func:`~kzplan.odds.assumptions.checked` returns them.
    codes : target codes; None: all, in code order.
    values : values of one's own by year, beside the plan's.
    """
    if not isinstance(values, Mapping | pd.Series | None):
        raise InputError(
            f"values must be a dict of numbers by year, as {{{plan.period.first}: 9.1}}; got {shown(values)}"
        )
    # what is no year is refused where the values are looked at
    given = [year for year in (() if values is None else values.keys()) if is_number(year)]
    births = assumptions.births if assumptions.births is not None else expected_births(plan)
    wanted = assumptions.reference_class and _knows_places(assumptions)
    refuse_stray(vars(assumptions), plan.by_code)
    targets = plan.by_code.values() if codes is None else [plan.target(code) for code in codes]
    known_to = max([plan.period.base, *plan.observations["year"].tolist(), *given])
    return [
        _case(plan, target, assumptions, births, known_to, national_change(plan, target) if wanted else None, values)
        for target in targets
    ]


def _knows_places(assumptions):
    """The reference set cannot tell one place from the mean of many, so the nation does not enter it."""
    return isinstance(model.parameters_for(Kind.RATE, None, assumptions.parameters), model.LevelDrift)


def _case(plan, target, assumptions, births, known_to, nation, values):
    if values is not None:
        values = checked_values(values, target.code, target.kind, assumptions.at or plan.period.last)
    series, grade = _values(plan, target, assumptions.base_year, values)
    conventions = dict(plan.conventions)
    if assumptions.tolerance is not None:
        conventions["about_tolerance"] = float(assumptions.tolerance)
    if assumptions.conventions:
        conventions |= plan.wording_conventions
    good, known = target.direction.good, series.by_year
    base, at = plan.period.base, assumptions.at or plan.period.last
    rule = target.rule if assumptions.target is None else _asked(assumptions.target, good, target.unit, base, at)
    criteria = [
        one.criterion(known.get(start := one.starts(known, base)), conventions, at - start)
        for one in (rule, target.rule_above)
    ]
    around = plan.class_of(target.code) if assumptions.reference_class and _knows_places(assumptions) else None
    earlier = plan.earlier(target.code) if target.code in plan.breaks else ()
    about = (criteria[0], criteria[1], births, assumptions, plan.period, known_to, nation, plan.cite, around)
    told = (plan.breaks.get(target.code), earlier if len(earlier) else None, plan.remarks(target.code))
    found = Case(target, series, grade, rule, *about, *told)
    if values is not None:
        refuse_shares_of_one(found, [] if around is None else around.values.tolist())
    return found


def _asked(text, good, unit, base, at):
    """The rule that is assumed in place of the printed one."""
    try:
        return parse_target(text, good, unit, base).at(at)
    except TargetError:  # no plan asks for what is worse, but one may ask how likely it is
        return parse_target(text, None, unit, base).at(at)


def _values(plan, target, base_year, given):
    """(series, comparability) that a target is measured from."""
    series, grade = plan.series_of(target.code), target.comparability
    if given is not None:
        series = with_own(series, given, target.code, RETURNED_OWN)
    if target.code in plan.breaks:  # nothing before is left, and nothing yet may have come after
        grade = Comparability.A if len(series) else Comparability.C if grade.usable else grade
    elif not grade.usable:
        returned = [source.startswith(RETURNED) for source in series.sources]
        if any(
            returned
        ):  # its printed values are of no use, but yearly ones in the target's own definition have come in
            series, grade = series.where(np.array(returned)), Comparability.A
    if base_year is not None:
        series = series.since(base_year)
    if target.behind is Behind.SEX_AT_BIRTH:
        series = series.with_denominators({year: found.denominator for year, (_, found) in plan.recovered.items()})
    return series, grade
