"""Printed targets as typed rules: words never silently become numbers."""

import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike

from ..words.errors import TargetError

DEFAULT_CONVENTIONS = {"about_tolerance": 2.5, "marked_decrease": 10.0, "sex_ratio_low": 103.0, "sex_ratio_high": 107.0}

IN_NUMBERS = ("at least", "at most", "between", "about", "ratio", "natural band")  # forms judged by a number
IN_WORDS = ("better", "better every year", "marked", "relative")  # forms measured from an earlier value
FROM_BASE = IN_WORDS[:3]  # those whose words name no year to start from
UP = "提高|增加|提升|增长|上升|增强|改善"
DOWN = "降低|减少|下降|缩小"
NUMBER = r"\d+(?:\.\d+)?"
_ABSENT = re.compile(r"[—–\-－/无]*")
_RATIO = re.compile(rf"({NUMBER}):({NUMBER})")
_RELATIVE = re.compile(
    rf"(?:以|比|较|在)?(\d{{4}})年?(?:为基数|基础上|的基础上)?(?:再)?({UP}|{DOWN})"
    rf"(?:(\d+)/(\d+)|({NUMBER})(%|个百分点))(?:以上)?"
)
_RANGE = re.compile(rf"(?:保持在|稳定在|控制在|在)?({NUMBER})%?[-—–~至到]({NUMBER})\D*?(?:之间)?")
_THRESHOLD = re.compile(
    rf"(?:力争)?(?P<verb>达到|达|保持在|保持|稳定在|维持在|控制在|约)?"
    rf"(?P<sign>>=|<=|[<>≥≤≧≦]|不低于|不少于|不小于|至少|不高于|不超过|不多于|不大于|至多|高于|超过|大于|低于|小于|少于)?"
    rf"(?P<number>{NUMBER})(?P<unit>(?:(?!以上|以下|以内|左右|上下|及以)\D|(?<=/)\d+)*)"
    rf"(?P<suffix>及以上|及以下|以上|以下|以内|左右|上下)?"
)
_UNIT = re.compile(r"%|‰|1?/(?:10)?[万千]|/1000|[一-龥·]{0,6}(?:/[一-龥·]{1,4})?")
_AT_LEAST = {"≥", "≧", ">=", "不低于", "不少于", "不小于", "至少"}
_AT_MOST = {"≤", "≦", "<=", "不高于", "不超过", "不多于", "不大于", "至多"}
_ABOVE, _BELOW = {">", "高于", "超过", "大于"}, {"<", "低于", "小于", "少于"}
_SOFT = "(?:有所|逐步|稳步|不断|持续|进一步|继续|明显|显著|大幅|大幅度|逐年)*"
_NOT_QUANTIFIED = {
    "保持合理比例": "keep_reasonable",
    "得到控制": "under_control",
    "得到有效控制": "under_control",
    "有效控制": "under_control",
    "控制": "under_control",
    "巩固提高": "consolidate",
    "巩固提升": "consolidate",
}


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
        return bool(self.meets(value))

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
    form : "at least", "at most", "between", "about", "better", "better every year", "marked",
        "relative", "ratio", "natural band", "relative to series", "not quantified" or "none".
    text : the target as printed.
    value, high : the number(s) named; for a relative target the share (of 1) or points.
    strict : whether the number itself fails (＜, ＞).
    direction : "up" or "down" where the words say which way, else None.
    base_year : the year a relative target starts from (None: the plan's base year).
    unit : unit that stands with the number, if any; "points" for a relative target in points.
    """

    form: str
    text: str = field(compare=False, default="")
    value: float | None = None
    high: float | None = None
    strict: bool = False
    direction: str | None = None
    base_year: int | None = None
    unit: str = ""

    def criterion(
        self, reference: float | None = None, conventions: Mapping[str, float] | None = None
    ) -> Criterion | None:
        """Return the :class:`Criterion`, or None where the rule names no number that can be had.

        Parameters
        ----------
        reference : value of the base year, for rules that are relative to it.
        conventions : mapping that overrides ``DEFAULT_CONVENTIONS`` (points, per cent, ratio).
            A key "keep_reasonable", "under_control" or "consolidate" makes that wording measurable:
            no worse than ``reference`` by more than the value given.

        >>> parse_target("50左右").criterion(conventions={"about_tolerance": 3})
        Criterion(low=47.0, high=53.0, low_strict=False, high_strict=False)
        """
        with_defaults = {**DEFAULT_CONVENTIONS, **(conventions or {})}
        start = math.nan if reference is None else reference
        known, value = math.isfinite(start), math.nan if self.value is None else self.value
        match self.form:
            case "at least":
                return Criterion(low=value, low_strict=self.strict)
            case "at most":
                return Criterion(high=value, high_strict=self.strict)
            case "ratio":  # compared at two decimals: 2:3 reported as 0.67 is 2:3
                return Criterion(high=math.ceil(100 * value - 1e-9) / 100)
            case "between":
                return Criterion(low=value, high=math.nan if self.high is None else self.high)
            case "about":
                tolerance = with_defaults["about_tolerance"]
                return Criterion(low=value - tolerance, high=value + tolerance)
            case "natural band":
                return Criterion(low=with_defaults["sex_ratio_low"], high=with_defaults["sex_ratio_high"])
            case "better" if known:
                return _beyond(start, self.direction, strict=True)
            case "marked" if known:
                return _beyond(_moved(start, with_defaults["marked_decrease"] / 100, self.direction), self.direction)
            case "relative" if known:
                return _beyond(self._relative_end(start), self.direction)
            case "not quantified" if known:
                return self._by_convention(start, with_defaults)
        return None

    def beside(self, figure: float | None) -> Criterion | None:
        """Return what meets a target that names another series, given that one's figure of the same year; else None.

        “不低于” and “相适应” ask for no less, “不高于” for no more, “高于” and “低于” for more and less.

        >>> parse_target("不低于本地区党员总数中女性比例").beside(30.5)
        Criterion(low=30.5, high=inf, low_strict=False, high_strict=False)
        """
        if self.form != "relative to series" or figure is None:
            return None
        said = _normal(self.text)
        return _beyond(
            figure, "down" if said.startswith(("不高于", "低于")) else "up", said.startswith(("高于", "低于"))
        )

    def starts(self, known: Mapping[int, float], base: int) -> int:
        """Return the year whose value the target is measured from.

        Parameters
        ----------
        known : year → usable value.
        base : the plan's base year; where it has no value, 提高, 降低 and the like start from the first year
            after it that has one (以首个报告年为基期).

        >>> parse_target("提高").starts({2021: 40.0, 2022: 41.0}, 2020), parse_target("提高").starts({2010: 38.0}, 2020)
        (2021, 2020)
        """
        asked = self.base_year or base
        if asked in known or self.form not in FROM_BASE:
            return asked
        return min((year for year in known if year > base), default=asked)

    def _relative_end(self, reference):
        if self.unit == "points":
            return reference + (self.value if self.direction == "up" else -self.value)
        return _moved(reference, self.value, self.direction)

    def _by_convention(self, reference, conventions):
        key = _NOT_QUANTIFIED.get(self.text.strip())
        if key not in conventions:
            return None
        slack = float(conventions[key])
        if key == "under_control":
            return Criterion(high=reference * (1 + slack / 100))
        return Criterion(low=reference - slack)

    @property
    def words(self) -> str:
        """The rule in a few English words, as the outlook's ``rule`` column shows it."""
        number = "" if self.value is None else f"{self.value:g}"
        match self.form:
            case "at least" | "at most":
                sign = {"at least": (">", ">="), "at most": ("<", "<=")}[self.form][0 if self.strict else 1]
                return f"{sign} {number}"
            case "between":
                return f"between {number} and {self.high:g}"
            case "about" | "ratio":
                return f"{self.form} {number}"
            case "better":
                return f"{'above' if self.direction == 'up' else 'below'} its baseline"
            case "better every year":
                return f"{'above' if self.direction == 'up' else 'below'} the year before, every year"
            case "marked":
                return f"markedly {'above' if self.direction == 'up' else 'below'} its baseline"
            case "relative":
                amount = f"{number} points" if self.unit == "points" else f"{self.value:.4g} of it"
                return f"{self.direction} by {amount} from {self.base_year}"
        return self.form


def _moved(reference, share, direction):
    return reference * (1 + share if direction == "up" else 1 - share)


def _beyond(end, direction, strict=False):
    if direction == "up":
        return Criterion(low=end, low_strict=strict)
    return Criterion(high=end, high_strict=strict)


def _normal(text):
    # U+FE30 and its kin are printed for a colon; NFKC alone would turn the first into two dots
    text = re.sub("[︰∶：]", ":", str(text))
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def parse_target(text: str, direction: str | None = None) -> Rule:
    """Read a printed target as a :class:`Rule`.

    Parameters
    ----------
    text : the target as printed, full-width signs and all.
    direction : "up", "down" or None: the indicator's good direction. A number without a sign
        is read as "at least", or as "at most" where lower is better.

    Returns
    -------
    Rule

    Raises
    ------
    TargetError : where no rule reads the text; it names the forms that are read.

    >>> rule = parse_target("＜8")
    >>> rule.form, rule.value, rule.strict
    ('at most', 8.0, True)
    >>> parse_target("逐步提高").form, parse_target("以2010年为基数下降1/6").words
    ('better', 'down by 0.1667 of it from 2010')
    """
    printed = str(text)
    plain = _normal(text)
    if _ABSENT.fullmatch(plain):
        return Rule("none", printed)
    if plain in _NOT_QUANTIFIED:
        return Rule("not quantified", printed)
    for read in (_read_ratio, _read_relative, _read_range, _read_threshold, _read_words):
        found = read(plain, direction)
        if found is not None:
            return Rule(text=printed, **found)
    raise TargetError(
        f"target {printed!r} is not one of the forms that are read: a number with ＜ ≤ ≥ ＞ or none, "
        "不低于/不超过, 以上/以下, 左右, a range, a ratio, 提高/降低 (逐步, 逐年, 明显), "
        "以2010年为基数下降1/6, 趋于平衡, 不低于…比例, 与…相适应, 保持合理比例, 得到控制, 巩固提高"
    )


def _read_ratio(plain, direction):
    match = _RATIO.fullmatch(plain)
    if not match or float(match[2]) == 0:
        return None
    return {"form": "ratio", "value": float(match[1]) / float(match[2])}


def _read_relative(plain, direction):
    match = _RELATIVE.fullmatch(plain)
    if not match:
        return None
    year, verb, top, bottom, number, unit = match.groups()
    way = "up" if re.fullmatch(UP, verb) else "down"
    if top:
        if int(bottom) == 0:
            return None
        amount, unit = int(top) / int(bottom), ""
    else:
        amount, unit = (float(number) / 100, "") if unit == "%" else (float(number), "points")
    return {"form": "relative", "value": amount, "direction": way, "base_year": int(year), "unit": unit}


def _read_range(plain, direction):
    match = _RANGE.fullmatch(plain)
    if not match or float(match[1]) > float(match[2]):
        return None
    return {"form": "between", "value": float(match[1]), "high": float(match[2])}


def _read_threshold(plain, direction):
    match = _THRESHOLD.fullmatch(plain)
    if not match:
        return None
    sign, verb, suffix = match["sign"] or "", match["verb"] or "", match["suffix"] or ""
    number, unit = float(match["number"]), match["unit"]
    if not _UNIT.fullmatch(unit):
        return None
    if suffix in ("左右", "上下") or verb == "约":
        return {"form": "about", "value": number, "unit": unit} if not sign else None
    at_most = sign in _AT_MOST | _BELOW or suffix in ("以下", "以内", "及以下")
    at_least = sign in _AT_LEAST | _ABOVE or suffix in ("以上", "及以上")
    if at_most and at_least:
        return None
    if not (at_most or at_least):
        at_most = verb == "控制在" or direction == "down"
    form = "at most" if at_most else "at least"
    return {"form": form, "value": number, "strict": sign in _ABOVE | _BELOW, "unit": unit}


def _read_words(plain, direction):
    if plain in ("趋于平衡", "趋于正常", "保持正常", "趋于合理"):
        return {"form": "natural band"}
    if re.fullmatch(r"(不低于|不高于)\D*(比例|水平|平均.*)|与.+相适应|(高于|低于)\D*(平均|水平).*", plain):
        return {"form": "relative to series"}
    match = re.fullmatch(rf"({_SOFT})({UP}|{DOWN})", plain)
    if not match:
        return None
    way = "up" if re.fullmatch(UP, match[2]) else "down"
    if "逐年" in match[1]:
        return {"form": "better every year", "direction": way}
    if re.search("明显|显著|大幅", match[1]):
        return {"form": "marked", "direction": way}
    return {"form": "better", "direction": way}
