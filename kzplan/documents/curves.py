"""The curve of odds against reported value that the page shows of a target: where its lines and marks lie."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ..odds.case import Case
from ..odds.sentence import needed_sentence
from ..words import labels

WIDTH, HEIGHT, LEFT, TOP = 304, 150, 44, 10  # of the field that is drawn in, in units of the picture
TICKS = 5  # about as many along the values
CHANCES = (0, 0.33, 0.66, 1)  # where the words change, and the ends


@dataclass(frozen=True, slots=True)
class Mark:
    """A place along an axis, and what stands there."""

    at: float
    words: str


@dataclass(frozen=True, slots=True)
class Curve:
    """What a template needs to draw the odds of one target against the value reported for a year.

    Parameters
    ----------
    year, at : the year the value is reported for; the target year.
    points : of the line, as SVG writes them.
    values, chances : ticks of the axes.
    needed, latest, goals : marks of the value needed, the latest value (each None where there is none or it lies outside) and the
        ends of the target.
    said : what it would take, by language.
    figure : whether the chance is the published figure's.
    told : (value, chance) at the ticks, for those who cannot see the picture.
    """

    year: int
    at: int
    points: str
    values: tuple[Mark, ...]
    chances: tuple[Mark, ...]
    needed: Mark | None
    latest: Mark | None
    goals: tuple[Mark, ...]
    said: dict[str, str]
    told: tuple[tuple[str, str], ...]


def curve_of(
    case: Case, line: Mapping, values: np.ndarray, chances: np.ndarray, languages: tuple[str, ...]
) -> Curve | None:
    """Return the :class:`Curve` of a target, or None where no value can be asked for.

    Parameters
    ----------
    case : of the target.
    line : its line of :func:`kzplan.needed`.
    values, chances : arrays (m,) as :func:`kzplan.odds.needed.curves` returns them.
    languages : of the words.
    """
    if len(values) < 2:
        return None
    low, high = float(values[0]), float(values[-1])

    def _mark(value):
        told = low <= value <= high
        return Mark(_across(value, low, high), _number(value)) if told else None

    latest = case.latest.value if case.comparable and case.latest is not None else math.nan
    ends = [] if case.criterion is None else [case.criterion.low, case.criterion.high]
    ticks = [tick for tick in _ticks(low, high) if low <= tick <= high]
    return Curve(
        year=int(line["year"]),
        at=case.at,
        points=" ".join(
            f"{_across(x, low, high):.1f},{_up(p):.1f}" for x, p in zip(values.tolist(), chances.tolist(), strict=True)
        ),
        values=tuple(Mark(_across(tick, low, high), _number(tick)) for tick in ticks),
        chances=tuple(Mark(_up(p), f"{100 * p:.0f} %") for p in CHANCES),
        needed=_mark(line["needed"]),
        latest=_mark(latest),
        goals=tuple(mark for end in ends if (mark := _mark(end)) is not None),
        said={lang: needed_sentence(case, line, lang) for lang in languages},
        told=tuple((_number(tick), labels.percent(float(np.interp(tick, values, chances)))) for tick in ticks),
    )


def _number(value: float) -> str:
    """A value as the axis shows it; thousands apart, so that no number looks like a year."""
    return f"{value:,.0f}" if abs(value) >= 1000 else labels.number(value, 4)


def _across(value: float, low: float, high: float) -> float:
    return LEFT + WIDTH * (value - low) / (high - low)


def _up(chance: float) -> float:
    return TOP + HEIGHT * (1 - chance)


def _ticks(low: float, high: float) -> list[float]:
    """Round numbers from one end to the other: 1, 2 or 5 times a power of ten apart."""
    rough = (high - low) / TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(times * power for times in (1, 2, 5, 10) if times * power >= rough)
    first = math.ceil(low / step - 1e-9)
    return [round(i * step, 10) for i in range(first, math.floor(high / step + 1e-9) + 1)]
