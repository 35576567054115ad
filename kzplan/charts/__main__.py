"""Write the charts of the page, without data, to the file it is made from: ``python -m kzplan.charts``.

Making them takes Altair, whose loading takes as long as all the rest of a report; they change only with this room.
"""

import json
from pathlib import Path

from . import bars, beside, curve, fan, ladder

PAGE = Path(__file__).parent.parent / "documents" / "web" / "charts.json"
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


if __name__ == "__main__":
    PAGE.write_text(json.dumps(of_page(), indent=1, sort_keys=True) + "\n", encoding="utf-8")
