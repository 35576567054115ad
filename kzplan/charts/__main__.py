"""Write what the page draws with: its charts without data, and Vega as one script; ``python -m kzplan.charts``.

Making them takes longer than all the rest of a report, and they change only with this room, Altair and vl-convert.
"""

import json
from pathlib import Path

from . import bars, beside, curve, fan, ladder

WEB = Path(__file__).parent.parent / "documents" / "web"
NOTICE = "/* Vega, Vega-Lite, Vega-Embed (University of Washington Interactive Data Lab and contributors): BSD-3-Clause, https://vega.github.io */\n"
EDGES = (10, 33, 66, 90)  # per cent: chances at which the likelihood words change (kzplan.odds.verdict)


def of_page() -> dict[str, dict]:
    """Return the charts of the page by name, each with the names of the tables it is filled with.

    >>> sorted(of_page())
    ['bars', 'bars_narrow', 'beside', 'curve', 'fan', 'ladder', 'ladder_narrow']
    """
    made = {
        "ladder": ladder("rungs", EDGES),
        "ladder_narrow": ladder("rungs", EDGES, narrow=True),
        "bars": bars("parts"),
        "bars_narrow": bars("parts", narrow=True),
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
