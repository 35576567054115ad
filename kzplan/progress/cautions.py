"""What a verdict does not tell: cautions that published methods lack, each with the published case that shows it."""

import csv
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike

from ..words import labels
from ..words.both import Both
from ..words.errors import UnknownNameError
from ..words.given import shown
from .change import Change

NEAR = 0.05  # share of the base: a target nearer to it is next to it
SHORT = 3  # years
FAR = 2  # times the years observed


@cache
def published_cases() -> dict[str, dict[str, str]]:
    """Return the cautions: name → row of ``cautions.csv``, with its published case."""
    path = Path(__file__).with_name("cautions.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return {row["caution"]: row for row in csv.DictReader(file)}


def apply(change: Change, on_track: ArrayLike | None) -> dict[str, np.ndarray]:
    """Return which cautions apply: name → array (n,) of booleans.

    Parameters
    ----------
    change : what is judged.
    on_track : what the method says, (n,); None where it says nothing.
    """
    c, aimed = change, np.isfinite(change.target)
    said = np.array([x is True or x == 1 for x in np.asarray(on_track, dtype=object).ravel()])
    with np.errstate(all="ignore"):
        found = {
            "base next to target": aimed & (np.abs(c.target - c.y0) <= NEAR * np.abs(c.y0)),
            "window under three years": c.x1 - c.x0 < SHORT,
            "target met at the start": aimed & c.met_at_start,
            "a zero": (c.y0 == 0) | (c.y1 == 0) | (c.target == 0),
            "a fall that achievement hides": c.met & (c.way * (c.y1 - c.y0) < 0) & said,
            "reach beyond the window": aimed & (c.target_year - c.x1 > FAR * (c.x1 - c.x0)),
        }
    return found


def explain(caution: str, lang: str | None = None) -> str:
    """Return a caution in words, with its published case.

    Parameters
    ----------
    caution : its name, as :class:`~kzplan.progress.engine.Assessment` lists them.
    lang : "en", "zh" or None (language set).

    Raises
    ------
    UnknownNameError : no such caution.

    >>> explain("window under three years", "en").split(": ")[0]
    'Under three years between the values'
    """
    if not isinstance(caution, str) or caution not in published_cases():
        raise UnknownNameError(f"no caution {shown(caution)}; there are {', '.join(published_cases())}")
    row = published_cases()[caution]
    said = Both(f"{row['en']}. Example: {row['case_en']}.", f"{row['zh']}。例：{row['case_zh']}。")
    return said.text(labels.language(lang))
