"""One target's projection: numbers, path, sentence and picture in one object."""

import math
from dataclasses import dataclass, fields

import numpy as np
import pandas as pd

from ..indicator import counts
from ..indicator.unit import multiplier
from ..words import labels
from ..words.errors import InputError
from . import assess
from .reference_class import given_change, places_of

ELECTED = 2021  # deputies, committees and teams were elected or appointed anew
FASTEST = 0.5  # per year on the link scale; no class of places moves faster
_NOT_YET = {
    "no baseline": ("the plan prints no earlier value of this indicator", "规划没有这一指标的历史数据"),
    "not comparable": ("the earlier figures measure something else", "历史数据口径不同，不可比"),
    "defective baseline": ("the printed baseline contradicts itself", "所印基线数据有误，待核"),
    "needs reference series": ("the target refers to a series that is not printed", "目标所参照的数据规划未给出"),
    "not quantified": ("the plan does not say what would count as success", "规划未说明怎样才算达标"),
    "ceiling target": ("the target is the natural limit, where any gap is a miss", "目标为上限值，任何缺口即未达标"),
    "one value": ("a single value shows no direction", "仅有一期数据，看不出方向"),
    "no model": ("no model of this kind of change is honest on two values", "两期数据不足以支持这类推算"),
}


@dataclass(frozen=True)
class Projection:
    """A target projected to its year; made by :func:`project`.

    Parameters
    ----------
    case : the target with its values, rules and forecast.
    row : its line of the outlook table, as a Series.
    """

    case: assess.Case
    row: pd.Series

    @property
    def code(self):
        """Code of the target."""
        return self.row["code"]

    @property
    def median(self):
        """Median of the true value in the target year; NaN where it cannot be projected."""
        return float(self.row["median"])

    @property
    def p_reach(self):
        """Chance that the true value meets the target; NaN where ``reason`` says why not."""
        return float(self.row["p_reach"])

    @property
    def p_published(self):
        """Chance that the published figure meets it; NaN without births behind the rate."""
        return float(self.row["p_published"])

    @property
    def reason(self):
        """Why there is no probability; blank where there is one."""
        return self.row["reason"]

    @property
    def outlook(self):
        """Likelihood word; blank where ``reason`` says why not."""
        return self.row["outlook"]

    def __repr__(self):
        said = self.reason or f"{self.outlook}, {labels.percent(self.p_reach)}"
        return f"<Projection {self.code} {self.row['name_en']}: {said}>"

    def interval(self, level=0.8):
        """Return the central interval (low, high) of the true value; ``level`` between 0 and 1."""
        if not 0 < level < 1:
            raise InputError(f"level must lie between 0 and 1, got {level!r}")
        if self.median != self.median:
            return math.nan, math.nan
        low, high = self.case.forecast.interval(level)
        return float(low[0]), float(high[0])

    def path(self):
        """Return the projection year by year: columns year, median, lo50, hi50, lo80, hi80, lo95, hi95."""
        columns = ["year", "median", *(f"{end}{level}" for level in assess.LEVELS for end in ("lo", "hi"))]
        if self.median != self.median:
            return pd.DataFrame(columns=columns, dtype=float)
        years = np.arange(int(self.row["latest_year"]), self.case.assumptions.at + 1)
        forecast = assess.path(self.case, years)
        table = {"year": years, "median": forecast.median}
        for level in assess.LEVELS:
            table[f"lo{level}"], table[f"hi{level}"] = forecast.interval(level / 100)
        return pd.DataFrame(table)[columns]

    def pooled(self, years=(1, 3, 5)):
        """Return what the target allows over several years together: the way to judge a rate of few deaths.

        Parameters
        ----------
        years : numbers of years pooled, at the births expected each year.

        Returns
        -------
        DataFrame with columns years, births, deaths_allowed, p_at_median (the chance of so few at the
        median true rate) and p_published (over all true rates); empty without births behind the rate.
        """
        columns = ["years", "births", "deaths_allowed", "p_at_median", "p_published"]
        per, case = multiplier(self.case.target["unit"]), self.case
        if (
            self.reason
            or case.target["counts"] != "live_births"
            or not case.births
            or not math.isfinite(case.criterion.high)
        ):
            return pd.DataFrame(columns=columns, dtype=float)
        births = case.births * np.asarray(years, dtype=float)
        chances = [
            [
                counts.published_rate_probability(rates, np.ones(len(rates)), n, case.criterion, per)
                for rates in (np.array([self.median]), assess.draws(case))
            ]
            for n in births
        ]
        allowed = counts.events_allowed(births, case.criterion, per)
        table = pd.DataFrame({"years": years, "births": births, "deaths_allowed": allowed})
        return table.assign(p_at_median=[p for p, _ in chances], p_published=[p for _, p in chances])[columns]

    def sentence(self, lang=None):
        """Return one plain sentence that says nothing the numbers do not."""
        lang = labels.language(lang)
        return _sentence_zh(self) if lang == "zh" else _sentence_en(self)

    def plot(self, ax=None, lang=None):
        """Draw history, projection, intervals and target; see :func:`kzplan.figures.fan`."""
        from .fan import fan

        return fan(self, ax=ax, lang=lang)

    def summary(self):
        """Return the outlook line as a two-column table, empty cells left out."""
        shown = self.row[[not pd.isna(value) and value != "" for value in self.row]]
        return shown.rename("value").to_frame()


def project(plan, code, **assumptions):
    """Project one target, any assumption changeable in one line.

    Parameters
    ----------
    plan : a loaded :class:`~kzplan.plan.plan.Plan`.
    code : target code, "W03".
    **assumptions : fields of :class:`kzplan.odds.assess.Assumptions`: births, damping, reference_class,
        reference_change, reference_places, base_year, target, tolerance, parameters, at, conventions.

    Returns
    -------
    Projection

    Raises
    ------
    UnknownCodeError : no such code; the message names the nearest.
    ValueError : an assumption that does not exist or is out of range.

    >>> from kzplan import load_plan
    >>> p = project(load_plan(), "W34a")
    >>> round(p.median, 1), p.outlook
    (31.4, 'about as likely as not')
    """
    known = [field.name for field in fields(assess.Assumptions)]
    unknown = [name for name in assumptions if name not in known]
    if unknown:
        raise InputError(f"no assumption {unknown[0]!r}; there are {', '.join(known)}")
    chosen = assess.Assumptions(**assumptions)
    _check(chosen, plan.target(code))
    case = assess.cases(plan, chosen, [code])[0]
    return Projection(case, pd.Series(assess.rows_of([case])[0]))


def _check(chosen, target):
    if chosen.births is not None and not (math.isfinite(chosen.births) and chosen.births >= 1):
        raise InputError(f"births must be a number of live births, at least 1; got {chosen.births!r}")
    changes = (
        chosen.reference_change.values() if isinstance(chosen.reference_change, dict) else [chosen.reference_change]
    )
    if any(change is not None and not abs(change) <= FASTEST for change in changes):
        raise InputError(
            f"reference_change is the change per year on the link scale, from {-FASTEST} to {FASTEST} (−0.05 for a rate that "
            f"falls by 5 % a year); got {chosen.reference_change!r}"
        )
    if chosen.damping is not None and not 0 <= chosen.damping <= 1.5:
        raise InputError(f"damping must lie between 0 (no trend) and 1.5 (1: undamped); got {chosen.damping!r}")
    if chosen.tolerance is not None and not chosen.tolerance >= 0:
        raise InputError(f"tolerance must not be negative; got {chosen.tolerance!r}")
    if not 2021 <= chosen.at <= 2060:
        raise InputError(f"at must be a year from 2021 to 2060; got {chosen.at!r} for {target['code']}")


def _target_words(row, lang):
    if not row["rule"].startswith("convention"):
        return labels.target(row, lang)
    criterion = row["rule"].removeprefix("convention: ")
    return f"{row['target']}（约定为{criterion}）" if lang == "zh" else f"{row['target']} (by convention {criterion})"


def _sentence_en(p):
    row, unit = p.row, labels.unit(p.case.target["unit"], "en")
    name, target = f"{row['name_en']} ({row['code']})", _target_words(row, "en")
    if p.reason:
        return f"{name}, target {target}: no probability is given, because {_NOT_YET[p.reason][0]}.{_shown(p, 'en')}"
    history = (
        f"went from {labels.number(row['base_value'])} in {row['base_year']} to" if p.case.first is not None else "was"
    )
    start = f"{name} {history} {labels.number(row['latest_value'])} {unit} in {row['latest_year']}{_met(p, 'en')}; ".replace(
        "  ", " "
    )
    as_what = (
        "if the next years resemble the past"
        if p.case.first is not None
        else "if it moves as such series have moved elsewhere (one value is known)"
    )
    chance = (
        f"{as_what}, it is {p.outlook} ({labels.percent(p.p_reach)}) that the true value "
        f"meets the target ({target}) in {p.case.assumptions.at}"
    )
    if p.p_published == p.p_published:
        births = f"{p.case.births:,.0f}"
        chance += (
            f", and the chance that the published figure does is {labels.percent(p.p_published)} at {births} births"
        )
    return f"{start}{chance}.{_band(p, 'en')}{_nation(p, 'en')}{_elected(p, 'en')}{_assumed(p, 'en')}"


def _sentence_zh(p):
    row, unit = p.row, p.case.target["unit"]
    name, target = f"{row['name_zh']}（{row['code']}）", _target_words(row, "zh")
    if p.reason:
        return f"{name}，目标“{target}”：不给出概率，因为{_NOT_YET[p.reason][1]}。{_shown(p, 'zh')}"
    history = f"由{row['base_year']}年的{labels.number(row['base_value'])}变为" if p.case.first is not None else "为"
    year = f"{row['latest_year']}年的" if p.case.first is not None else f"（{row['latest_year']}年）"
    start = f"{name}{history}{year}{labels.number(row['latest_value'])}（{unit or '无单位'}）{_met(p, 'zh')}；"
    chance = (
        f"{'若今后的变化与以往相似' if p.case.first is not None else '仅有一期数据，若与其他地区同类指标变化相似'}，{p.case.assumptions.at}年真实水平达到目标“{target}”的可能性约为"
        f"{labels.percent(p.p_reach)}（{labels.word(p.outlook, 'zh')}）"
    )
    if p.p_published == p.p_published:
        chance += f"，按{p.case.births:,.0f}名活产计，当年公布值达标的可能性约为{labels.percent(p.p_published)}"
    return f"{start}{chance}。{_band(p, 'zh')}{_nation(p, 'zh')}{_elected(p, 'zh')}{_assumed(p, 'zh')}"


def _band(p, lang):
    """Of a target that can be missed on either side: on which side it may be; blank elsewhere."""
    low, high = (p.case.criterion.low, p.case.criterion.high) if p.case.criterion else (-math.inf, math.inf)
    if not (math.isfinite(low) and math.isfinite(high)):
        return ""
    below, above = (
        labels.percent(float(p.case.forecast.under(low)[0])),
        labels.percent(1 - float(p.case.forecast.cdf(high)[0])),
    )
    band = (
        f"{labels.number(low)}—{labels.number(high)}"
        if lang == "zh"
        else f"{labels.number(low)} to {labels.number(high)}"
    )
    return (
        f"以{band}计：低于的可能性{below}，高于的可能性{above}。"
        if lang == "zh"
        else f" Counted as {band}: the chance of less is {below}, of more {above}."
    )


def _assumed(p, lang):
    """The assumptions that were changed, so that a quoted sentence does not hide them; blank as shipped."""
    shipped, mine = assess.Assumptions(), p.case.assumptions
    names = [
        field.name
        for field in fields(assess.Assumptions)
        if field.name not in ("at", "target", "reference_change", "reference_places")
    ]
    changed = [f"{name}={getattr(mine, name)!r}" for name in names if getattr(mine, name) != getattr(shipped, name)]
    if not changed:
        return ""
    return f"假设另设：{'，'.join(changed)}。" if lang == "zh" else f" Assumed: {', '.join(changed)}."


def _met(p, lang):
    """That the latest value meets the target already; blank where it does not."""
    return ("，该值已达标" if lang == "zh" else ", which meets the target") if p.row["status"] == "met" else ""


def _shown(p, lang):
    """The chance that the printed figure shows a target at the natural limit; blank elsewhere."""
    chance = p.row["p_limit_shown"]
    if chance != chance:
        return ""
    year, decimals, told = p.case.assumptions.at, int(p.case.latest["decimals"]), labels.percent(chance)
    return (
        f"{year}年公布值（保留{decimals}位小数）恰为该值的可能性约为{told}。"
        if lang == "zh"
        else f" The chance that the figure of {year}, printed with {decimals} decimals, shows it is {told}."
    )


def _elected(p, lang):
    """A body that is elected does not drift: what a sentence says of a value from before the last election."""
    if p.case.target["counts"] != "elected" or p.row["latest_year"] >= ELECTED:
        return ""
    if lang == "zh":
        return f"届别指标：届内不变，{p.row['latest_year']}年值属换届前。"
    return f" It moves only when the body is elected or appointed anew, and the value of {p.row['latest_year']} is a term old."


def _nation(p, lang):
    """What the reference class adds to a sentence; blank where none enters."""
    nation, given = p.case.national, given_change(p.case)
    if given is not None:
        places = f"{places_of(p.case):g}"
        return (
            f"参照类别年变化{given:+.3f}（连接尺度，按{places}个地区计）。"
            if lang == "zh"
            else f" A reference class's {given:+.3f} a year on the link scale enters, as {places} place(s)."
        )
    if nation is None:
        return ""
    years, change = f"{nation['from_year']}–{nation['to_year']}", nation["change"]
    unit = labels.word(nation["change_unit"], lang)
    if lang == "zh":
        return f"参照全国相近年份（{years.replace('–', '—')}年）年均变化{change:+.1f}{unit}。"
    return f" The nation moved by {change:+.1f} {unit} ({years}), which enters as one witness."
