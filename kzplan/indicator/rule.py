"""A target as a typed rule, and the values that meet it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ..words.errors import TargetError
from ..words.numbers import plain

DEFAULT_CONVENTIONS = {"about_tolerance": 2.5, "marked_decrease": 10.0, "sex_ratio_low": 103.0, "sex_ratio_high": 107.0}
IN_NUMBERS = ("at least", "at most", "between", "about", "ratio", "natural band")  # forms judged by a number
# forms measured from an earlier value
IN_WORDS = ("better", "better every year", "marked", "relative", "not worse than", "per year")
FROM_BASE = IN_WORDS[:3]  # those whose words name no year to start from
NATION = ("全国", "国家", "national", "the national")  # how the words for the nation's figure begin
SUITED = ("相适应", "相匹配", "相协调", "持平", "相当", "一致", "相等", "同步")
POINTS = "points"  # an amount in the indicator's own unit, as percentage points are
# wordings that become measurable by a convention only, and its name
BY_CONVENTION = {
    "保持合理比例": "keep_reasonable",
    "得到控制": "under_control",
    "得到有效控制": "under_control",
    "有效控制": "under_control",
    "控制": "under_control",
    "巩固提高": "consolidate",
    "巩固提升": "consolidate",
}


LEVELS = ("at least", "at most", "between", "about", "ratio")  # forms whose number is one of the indicator's values


@dataclass(frozen=True)
class Criterion:
    """The values that meet a target: an interval, each end strict or not."""

    low: float = -math.inf
    high: float = math.inf
    low_strict: bool = False
    high_strict: bool = False

    def met(self, value: float) -> bool:
        """Return whether ``value`` meets the target.

        >>> Criterion(high=2, high_strict=True).met(2.0)
        False
        """
        above = value > self.low if self.low_strict else value >= self.low
        return bool(above and (value < self.high if self.high_strict else value <= self.high))

    def meets(self, values: ArrayLike) -> np.ndarray:
        """Return which of an array of values meet the target; NaN does not."""
        x = np.asarray(values, dtype=float)
        above = x > self.low if self.low_strict else x >= self.low
        below = x < self.high if self.high_strict else x <= self.high
        return above & below


@dataclass(frozen=True)
class Rule:
    """A printed target as a typed rule.

    Parameters
    ----------
    form : "at least", "at most", "between", "about", "better", "better every year", "marked", "relative", "not worse
        than", "per year", "ratio", "natural band", "relative to series", "interim", "strata", "not quantified" or "none".
    text : the target as printed.
    value : the number named, in the unit asked for; for "relative" and "per year" the share (of 1) or, with ``unit``
        "points", the amount; for "interim" the number of the interim year, for "strata" that of the town.
    value2 : the upper end of "between"; the final number of "interim"; the country's of "strata".
    year : the year that is named: the base of "better", "relative" and "not worse than", the interim year of "interim",
        else the year by which the target is due; None where none is.
    strict : whether the number itself fails (＜, ＞).
    direction : "up" or "down" where the words say which way, or the indicator's good one where the form needs one.
    unit : unit of the number, if any; "points" for an amount in the indicator's own unit.
    due : the year by which it is due, if named.
    bound : "at least" or "at most" for the numbers of "interim" and "strata".
    series : what "relative to series" is measured by, in the words printed.

    >>> Rule("at most", value=8.0, strict=True).words
    '< 8'
    """

    form: str
    text: str = field(compare=False, default="")
    value: float | None = None
    value2: float | None = None
    year: int | None = None
    strict: bool = False
    direction: str | None = None
    unit: str = ""
    due: int | None = None
    bound: str = ""
    series: str = ""

    @property
    def level(self) -> float | None:
        """The number that a value can be set beside; None where the number named is a change, or of one stratum.

        >>> Rule("at most", value=8.0).level, Rule("relative", value=0.1).level
        (8.0, None)
        """
        asked = self.final
        return asked.value if asked.form in LEVELS else None

    @property
    def final(self) -> "Rule":
        """What is asked at the end: of "interim" the final number, else itself.

        >>> Rule("interim", value=90.0, value2=95.0, year=2025, bound="at least").final.words
        '>= 95'
        """
        if self.form != "interim":
            return self
        return replace(self, form=self.bound, value=self.value2, value2=None, year=self.due, bound="")

    @property
    def interim(self) -> dict[int, "Rule"]:
        """Year → rule of the interim target that the text names; empty where it names none."""
        if self.form != "interim" or self.year is None:
            return {}
        return {self.year: replace(self, form=self.bound, value2=None, due=self.year, bound="")}

    @property
    def strata(self) -> dict[str, "Rule"]:
        """What each stratum is asked: "urban" and "rural"; empty where the text parts none.

        >>> {name: rule.words for name, rule in Rule("strata", value=98.0, value2=92.0, bound="at least").strata.items()}
        {'urban': '>= 98', 'rural': '>= 92'}
        """
        if self.form != "strata":
            return {}
        numbers = {"urban": self.value, "rural": self.value2}
        return {name: replace(self, form=self.bound, value=one, value2=None, bound="") for name, one in numbers.items()}

    def at(self, year: int) -> "Rule":
        """Return what is asked of one figure of a year, as :meth:`criterion` takes it.

        Parameters
        ----------
        year : the target year, or one with an interim target.

        Raises
        ------
        TargetError : it is due by another year, or asks one thing of the town and another of the country.

        >>> Rule("interim", value=90.0, value2=95.0, year=2025, due=2030, bound="at least").at(2025).words
        '>= 90'
        """
        if self.form == "strata":
            raise TargetError(
                self.text,
                "one number for the town and one for the country: write two rows, or two series",
                "城镇、农村各有一个数，请分两行（两个指标）填写",
            )
        asked = self.interim.get(year, self.final)
        if asked.due is not None and asked.due != year:
            raise TargetError(self.text, f"due by {asked.due}, asked of {year}", f"要求{asked.due}年达到，不是{year}年")
        return asked

    def criterion(
        self,
        reference: float | None = None,
        conventions: Mapping[str, float] | None = None,
        years: float | None = None,
    ) -> Criterion | None:
        """Return the :class:`Criterion`, or None where the rule names no number that can be had.

        Parameters
        ----------
        reference : value of the base year, for rules that are relative to it.
        conventions : mapping that overrides ``DEFAULT_CONVENTIONS`` (points, per cent, ratio).
            A key "keep_reasonable", "under_control" or "consolidate" makes that wording measurable:
            no worse than ``reference`` by more than the value given.
        years : years from the base to the year that is judged, over which a change per year adds up.

        >>> Rule("about", value=50.0).criterion(conventions={"about_tolerance": 3})
        Criterion(low=47.0, high=53.0, low_strict=False, high_strict=False)
        >>> Rule("per year", value=0.5, unit="points", direction="down").criterion(60, years=10).high
        55.0
        """
        if self.form in (*IN_WORDS, "not quantified"):
            known = reference is not None and math.isfinite(reference)
            return self.measured(reference, years, conventions) if known else None
        with_defaults = {**DEFAULT_CONVENTIONS, **(conventions or {})}
        value = math.nan if self.value is None else self.value
        match self.form:
            case "at least":
                return Criterion(low=value, low_strict=self.strict)
            case "at most":
                return Criterion(high=value, high_strict=self.strict)
            case "ratio" if self.direction == "up":  # compared at two decimals: 2:3 reported as 0.67 or 0.66 is 2:3
                return Criterion(low=math.floor(100 * value + 1e-9) / 100, low_strict=self.strict)
            case "ratio" if self.direction == "down":
                return Criterion(high=math.ceil(100 * value - 1e-9) / 100, high_strict=self.strict)
            case "between":
                upper = math.nan if self.value2 is None else self.value2
                return Criterion(low=value, high=upper, low_strict=self.strict, high_strict=self.strict)
            case "about":
                tolerance = with_defaults["about_tolerance"]
                return Criterion(low=value - tolerance, high=value + tolerance)
            case "natural band":
                return Criterion(low=with_defaults["sex_ratio_low"], high=with_defaults["sex_ratio_high"])
            case "interim":
                return self.final.criterion()
        return None

    def measured(
        self,
        start: Any,
        years: float | None = None,
        conventions: Mapping[str, float] | None = None,
    ) -> Criterion | None:
        """Return what meets a target in words, measured from an earlier value; of an array of values, with arrays as ends.

        Parameters
        ----------
        start : the earlier value or values, each a number.
        conventions, years : as for :meth:`criterion`.
        """
        conventions = {**DEFAULT_CONVENTIONS, **(conventions or {})}
        match self.form:
            case "better":
                return _beyond(start, self.direction, strict=True)
            case "not worse than":
                return _beyond(start, self.direction)
            case "marked":
                return _beyond(_moved(start, conventions["marked_decrease"] / 100, self.direction), self.direction)
            case "relative":
                return _beyond(self._moved_on(start, 1), self.direction, self.strict)
            case "per year" if years is not None and years > 0:
                return _beyond(self._moved_on(start, years), self.direction)
            case "not quantified":
                return self._by_convention(start, conventions)
        return None

    def _moved_on(self, start, years):
        """The value after so many years of the change named."""
        if self.unit == POINTS:
            return start + years * (self.value if self.direction == "up" else -self.value)
        return start * (1 + self.value if self.direction == "up" else 1 - self.value) ** years

    def _by_convention(self, reference, conventions):
        key = BY_CONVENTION.get(plain(self.text))
        if key not in conventions:
            return None
        slack = float(conventions[key])
        if key == "under_control":
            return Criterion(high=reference * (1 + slack / 100))
        return Criterion(low=reference - slack)

    def beside(self, figure: float | None) -> Criterion | None:
        """Return what meets a target that names another series, given that one's figure of the same year; else None.

        “不低于” and “相适应” ask for no less, “不高于” for no more, “高于” and “低于” for more and less; “达到” asks for
        what is good of the indicator.

        >>> Rule("relative to series", direction="up").beside(30.5)
        Criterion(low=30.5, high=inf, low_strict=False, high_strict=False)
        """
        if self.form != "relative to series" or figure is None or self.direction is None:
            return None
        return _beyond(figure, self.direction, self.strict)

    def year_from(self, base: int) -> int:
        """Return the year that a target measured from an earlier value names, or ``base``."""
        return base if self.year is None or self.form not in IN_WORDS else self.year

    @property
    def only_suited(self) -> bool:
        """Whether its words ask that two figures go together and not which way: that it is no worse is then a convention.

        >>> [Rule("relative to series", series=said).only_suited for said in ("与女职工比例相适应", "与男性持平", "全国平均水平")]
        [True, True, False]
        """
        return self.form == "relative to series" and self.series.endswith(SUITED)

    @property
    def names_nation(self) -> bool:
        """Whether it is measured from the nation's figure: 达到全国平均水平.

        >>> Rule("relative to series", series="全国平均水平").names_nation, Rule("relative to series", series="全市平均").names_nation
        (True, False)
        """
        return self.series.lower().startswith(NATION)

    def starts(self, known: Mapping[int, float], base: int) -> int:
        """Return the year whose value the target is measured from.

        Parameters
        ----------
        known : year → usable value.
        base : the plan's base year; where it has no value, 提高, 降低 and the like start from the first year
            after it that has one (以首个报告年为基期).

        >>> better = Rule("better", direction="up")
        >>> better.starts({2021: 40.0, 2022: 41.0}, 2020), better.starts({2010: 38.0}, 2020)
        (2021, 2020)
        """
        asked = self.year_from(base)
        if asked in known or self.form not in FROM_BASE:
            return asked
        return min((year for year in known if year > base), default=asked)

    @property
    def words(self) -> str:
        """The rule in a few English words, as the outlook's ``rule`` column shows it."""
        number = "" if self.value is None else f"{self.value:g}"
        beyond = "above" if self.direction == "up" else "below"
        match self.form:
            case "at least" | "at most":
                sign = {"at least": (">", ">="), "at most": ("<", "<=")}[self.form][0 if self.strict else 1]
                return f"{sign} {number}"
            case "between":
                return f"between {number} and {self.value2:g}"
            case "about" | "ratio":
                return f"{self.form} {number}"
            case "better":
                return f"{beyond} its baseline"
            case "better every year":
                return f"{beyond} the year before, every year"
            case "marked":
                return f"markedly {beyond} its baseline"
            case "not worse than":
                return f"not {'below' if self.direction == 'up' else 'above'} its value of {self.year}"
            case "relative" | "per year":
                amount = f"{number} {POINTS}" if self.unit == POINTS else f"{self.value:.4g} of it"
                return f"{self.direction} by {amount} " + (f"from {self.year}" if self.form == "relative" else "a year")
            case "interim":
                before = replace(self, form=self.bound, value2=None, bound="").words
                return f"{self.final.words} ({before} in {self.year or 'the middle'})"
            case "strata":
                return ", ".join(f"{name} {rule.words}" for name, rule in self.strata.items())
        return self.form


def _moved(reference, share, direction):
    return reference * (1 + share if direction == "up" else 1 - share)


def _beyond(end, direction, strict=False):
    if direction == "up":
        return Criterion(low=end, low_strict=strict)
    return Criterion(high=end, high_strict=strict)
