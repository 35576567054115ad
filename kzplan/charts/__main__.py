"""Write what the page draws with: its charts as Vega, without data, and Vega as one script; ``python -m kzplan.charts``.

Making them takes longer than all the rest of a report, and they change only with this room, Altair and vl-convert.
"""

import json
from pathlib import Path
from typing import TYPE_CHECKING

from ..words.labels import EDGES
from . import bars, beside, curve, fan, ladder
from .drawn import BAR, RUNG

if TYPE_CHECKING:
    import altair as alt

WEB = Path(__file__).parent.parent / "documents" / "web"
NOTICE = "/* Vega, Vega-Lite, Vega-Embed (University of Washington Interactive Data Lab and contributors): BSD-3-Clause, https://vega.github.io */\n"

LOOKS = {
    "aria": False,
    "background": None,
    "view": {"stroke": None},
    "axis": {"labelFontSize": 12},
    "axisY": {"domain": False},
}  # in every language and light; what changes with them the page sets


def of_page() -> "dict[str, alt.LayerChart]":
    """Return the charts of the page by name, each with the names of the tables it is filled with.

    Of those with a line a target, or a bar a group, the height is that of one: how many there are is chosen on the page.

    >>> sorted(of_page())
    ['bars', 'beside', 'curve', 'fan', 'ladder']
    """
    return {
        "ladder": ladder("rungs", EDGES).properties(height=RUNG),
        "bars": bars("parts").properties(height=BAR),
        "fan": fan("path", "values", "goals", "supposed"),
        "beside": beside("lines"),
        "curve": curve("points", "marks", EDGES[1:3]),
    }


def in_vega(chart: "alt.LayerChart") -> dict:
    """Return a chart as Vega, which a page draws without turning Vega-Lite into it each time."""
    import vl_convert

    plain = {key: value for key, value in chart.to_dict().items() if key != "config"}  # sizes that are given anyway
    made = vl_convert.vegalite_to_vega(plain, config=LOOKS)
    return {key: value for key, value in made.items() if key != "$schema"}  # an address


def bundle() -> str:
    """Return Vega, Vega-Lite and their embedding as one script that needs nothing else, with its notice."""
    import vl_convert

    return NOTICE + vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")


if __name__ == "__main__":
    (WEB / "vega.js").write_text(bundle(), encoding="utf-8")
    charts = {name: in_vega(chart) for name, chart in of_page().items()}
    (WEB / "charts.json").write_text(json.dumps(charts, indent=1, sort_keys=True) + "\n", encoding="utf-8")
