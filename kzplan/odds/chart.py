"""One target as a chart that answers when it is pointed at, in a notebook: the one that the page draws."""

import math
from typing import TYPE_CHECKING

import pandas as pd

from .. import charts
from ..words import labels
from ..words.both import Both
from . import fan, window

if TYPE_CHECKING:
    import altair as alt

    from .projection import Projection

WIDTH = 620  # pixels, for a title of two lines


def chart(projection: "Projection", lang: str) -> "alt.LayerChart":
    """Return history, projection and target of a projection as an Altair chart.

    Parameters
    ----------
    projection : what is drawn.
    lang : "en" or "zh".

    >>> from kzplan import load_plan, project
    >>> made = project(load_plan(), "W03").chart("en")
    >>> made.to_dict()["title"]["text"][0]
    'Maternal mortality ratio: meeting ＜8 in 2030 is about as likely as not (39 %)'
    """
    import altair as alt

    charts.drawn_by_the_notebook()
    case = projection.case
    goals = _goals(case, lang)
    path = projection.path()
    path["tip"] = [_path_tip(row, lang) for row in path.to_dict("records")]
    low, high = window.limits(case, path) or (0.0, 1.0)
    first, last = window.span(case)
    nothing = pd.DataFrame(columns=["year", "value", "tip"])
    made = charts.fan(path, _values(case, lang), goals, nothing, (first, last, low, high))
    cut = window.beyond(case, path)
    under = alt.Undefined if cut is None else cut.text(lang)
    title = alt.TitleParams(fan.title(projection, lang).split("\n"), anchor="start", fontSize=13, subtitle=under)
    return made.properties(title=title, width=WIDTH)


def _values(case, lang):
    """The values in sight, those from before a change of definition apart."""
    named = fan.values_name(case, lang)
    lines = [(named, int(case.alone), case.drawn)]
    if case.earlier is not None and case.broken is not None:
        lines.append((case.broken.mark.text(lang), 1, case.earlier))
    rows = [
        {"year": int(year), "value": float(value), "joined": who, "hollow": hollow}
        for who, hollow, series in lines
        for year, value in zip(series.years, series.values, strict=True)
    ]
    table = pd.DataFrame(rows, columns=["year", "value", "joined", "hollow"])
    return table.assign(
        tip=[f"{row['joined']} {row['year']}: {labels.number(row['value'], 4)}" for row in table.to_dict("records")]
    )


def _goals(case, lang):
    if case.criterion is None:
        return pd.DataFrame(columns=["low", "high", "tip"])
    ends = [end if math.isfinite(end) else None for end in (case.criterion.low, case.criterion.high)]
    tip = f"{labels.word('target', lang)} {fan.target_words(case, lang)}"
    return pd.DataFrame([[*ends, tip]], columns=["low", "high", "tip"])


def _path_tip(row, lang):
    low, high = labels.number(row["lo80"]), labels.number(row["hi80"])
    median = labels.number(row["median"])
    said = Both(
        f"{row['year']:.0f}: median {median}; 80 % interval {low} to {high}",
        f"{row['year']:.0f}年：中位数{median}；80%区间{low}至{high}",
    )
    return said.text(lang)
