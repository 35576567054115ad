"""Write what the page draws with: its charts without data, and Vega as one script; ``python -m kzplan.charts``.

Making them takes longer than all the rest of a report, and they change only with this room, Altair and vl-convert.
"""

import json
from pathlib import Path

from ..words.labels import EDGES
from . import bars, beside, curve, fan, ladder

WEB = Path(__file__).parent.parent / "documents" / "web"
NOTICE = "/* Vega, Vega-Lite, Vega-Embed (University of Washington Interactive Data Lab and contributors): BSD-3-Clause, https://vega.github.io */\n"


def of_page() -> dict[str, dict]:
    """Return the charts of the page by name, each with the names of the tables it is filled with.

    >>> sorted(of_page())
    ['bars', 'beside', 'curve', 'fan', 'ladder']
    """
    made = {
        "ladder": ladder("rungs", EDGES),
        "bars": bars("parts"),
        "fan": fan("path", "values", "goals", "supposed"),
        "beside": beside("lines"),
        "curve": curve("points", "marks", EDGES[1:3]),
    }
    kept = ("$schema", "config")  # an address, and sizes that are given anyway
    return {
        name: {key: value for key, value in chart.to_dict().items() if key not in kept} for name, chart in made.items()
    }


def bundle() -> str:
    """Return Vega, Vega-Lite and their embedding as one script that needs nothing else, with its notice."""
    import vl_convert

    return NOTICE + vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")


if __name__ == "__main__":
    (WEB / "vega.js").write_text(bundle(), encoding="utf-8")
    (WEB / "charts.json").write_text(json.dumps(of_page(), indent=1, sort_keys=True) + "\n", encoding="utf-8")
