"""Figures of many targets that answer when they are pointed at, for notebooks."""

from typing import TYPE_CHECKING

import pandas as pd

from .. import charts
from ..odds.verdict import LIKELIHOODS, WITHHELD, withheld
from ..paper.style import folded
from ..words import labels
from ..words.both import Both

if TYPE_CHECKING:
    import altair as alt

OUTLOOK_COLOURS = {
    "very likely": "#00507d",
    "likely": "#56B4E9",
    "about as likely as not": "#999999",
    "unlikely": "#E69F00",
    "very unlikely": "#D55E00",
}
EDGES = [100 * least for least, _ in reversed(LIKELIHOODS) if least > 0]  # chances at which the words change
WIDTH = 460  # pixels
COLUMNS = {"chance": "p_reach", "low": "p_low", "high": "p_high", "published": "p_published"}


def interactive_ladder(table: pd.DataFrame, lang: str) -> "alt.LayerChart":
    """Return the ladder of the page: the chance of each target with its range over other evidence, most likely first.

    Parameters
    ----------
    table : outlook table, or rows of it.
    lang : "en" or "zh".

    >>> from kzplan import load_plan, outlook
    >>> len(interactive_ladder(outlook(load_plan()), "en").to_dict()["layer"])
    3
    """
    shown = table[table["outlook"] != ""].sort_values("p_reach", ascending=False)
    rows = shown.to_dict("records")
    rungs = pd.DataFrame(
        {
            "code": shown["code"],
            "name": [f"{Both.of(row, 'name_').text(lang)}  {row['code']}" for row in rows],
            **{name: 100 * shown[column] for name, column in COLUMNS.items()},
            "colour": [OUTLOOK_COLOURS[row["outlook"]] for row in rows],
            "tip": [_tip(row, lang) for row in rows],
        }
    )
    charts.drawn_by_the_notebook()
    title = Both(
        "Chance of meeting each target (%). Dot: true value; band: range over other evidence; ◇: published figure",
        "各项目标达标可能性（%）。圆点：真实水平；浅色带：换用其他依据时的范围；◇：公布值",
    )
    return charts.ladder(rungs, EDGES).properties(width=WIDTH, title=folded(title, lang, en=78, zh=42).split("\n"))


def _tip(row, lang):
    """What a rung says of itself."""
    chance, low, high = (labels.percent(row[name], lang) for name in ("p_reach", "p_low", "p_high"))
    word = labels.word(row["outlook"], lang)
    if withheld(row["p_reach"], row["outlook"]):
        word += f"{'，' if lang == 'zh' else ', '}{WITHHELD.text(lang)}"
    said = Both(f"{chance} {word}; on other evidence {low} to {high}", f"{chance}　{word}；换用其他依据：{low}至{high}")
    return said.text(lang)
