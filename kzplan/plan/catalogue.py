"""The catalogue: what is known of an indicator by its id, so that a plan's own row need not say it again."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd

from ..indicator.kind import Behind
from ..model.parameters import panel_indicator
from ..words.both import Both
from ..words.given import text

TABLE = Path(__file__).with_name("catalogue.csv")
JOINT = "；"  # between further names
TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an indicator, or of one of its strata.

    Parameters
    ----------
    indicator, stratum : its id, and of whom it is; "total" of all.
    name : in both languages, without a unit.
    aliases : further names it goes by in such plans.
    kind, direction, unit, unit_en : as in a plan's ``targets.csv``; the unit as Chinese plans print it.
    low, high : natural limits; None where there is none.
    subclass, behind, outside : facts for the model.
    whole, numerator, denominator : what it is a part of or worked out from, as "id:stratum".
    origin : "plan" (a target of the shipped plan), "decade" (a row of its last decade) or "outline" (the national outlines
        and such plans in general).
    """

    indicator: str
    stratum: str
    name: Both
    aliases: tuple[str, ...] = ()
    kind: str = ""
    direction: str = ""
    unit: str = ""
    unit_en: str = ""
    low: float | None = None
    high: float | None = None
    subclass: str = ""
    behind: Behind = Behind.NOTHING
    outside: str = ""
    whole: str = ""
    numerator: str = ""
    denominator: str = ""
    origin: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Everything it is called."""
        return (*self.name, *self.aliases)


@cache
def known_indicators() -> dict[tuple[str, str], Known]:
    """Return what is known by (id, stratum).

    >>> known_indicators()["maternal_mortality", "total"].behind.on_births
    True
    """
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {(row["indicator"], row["stratum"]): _known(row) for row in csv.DictReader(file)}


def _known(row):
    limits = {name: float(text) if (text := row.pop(name)) else None for name in ("low", "high")}
    name = Both(row.pop("name_en"), row.pop("name_zh"))
    aliases = tuple(part for part in row.pop("aliases").split(JOINT) if part)
    return Known(name=name, aliases=aliases, behind=Behind(row.pop("counts")), **limits, **row)


@cache
def known_names() -> dict[str, tuple[str, ...]]:
    """Return the names of each id, of all its strata, without units, in both languages.

    >>> known_names()["maternal_mortality"][1]
    '孕产妇死亡率'
    """
    found: dict[str, list[str]] = {}
    for (indicator, _), one in known_indicators().items():
        found.setdefault(indicator, []).extend(one.names)
    return {name: tuple(dict.fromkeys(told)) for name, told in found.items()}


def catalogue(q: str | None = None) -> pd.DataFrame:
    """List the indicators that are known by an id, or those of whose names, aliases or id one holds ``q``.

    Parameters
    ----------
    q : text to look for; None: all.

    Returns
    -------
    DataFrame, one row an indicator and stratum: indicator, stratum, name_zh, name_en, aliases, kind, direction, unit,
    unit_en, low, high (natural limits), subclass, counts, outside (as in ``targets.csv``), whole, numerator, denominator
    ("id:stratum" of what it is a part of or worked out from), panel (the indicator whose parameters it is told by; blank:
    its sub-class's or kind's) and origin: "plan", "decade" (the shipped plan's targets and rows of its last decade) or
    "outline" (national outlines).

    Raises
    ------
    InputError : ``q`` is no text.

    >>> catalogue("近视")["indicator"].tolist()[:2], len(catalogue()) > 400
    (['myopia_primary', 'myopia_lower_secondary'], True)
    """
    q = text("q", q, "text to look for")
    chosen = [one for one in known_indicators().values() if not q or _speaks_of(one, q.casefold())]
    return pd.DataFrame([_row(one) for one in chosen], columns=COLUMNS)


COLUMNS = """indicator stratum name_zh name_en aliases kind direction unit unit_en low high subclass counts outside
    whole numerator denominator panel origin""".split()


def _speaks_of(one, text):
    return any(text in name.casefold() for name in (one.indicator, *one.names))


def _row(one):
    plain = {name: getattr(one, name) for name in COLUMNS if hasattr(one, name)}
    return {
        **plain,
        "name_zh": one.name.zh,
        "name_en": one.name.en,
        "aliases": JOINT.join(one.aliases),
        "counts": str(one.behind),
        "panel": panel_indicator(one.indicator),
    }
