"""The usual definitions of indicators, in the words of the plan's own level."""

import csv
import re
from functools import cache

from ..plan.load import data_folder
from .facts import NATION

_ALL = re.compile(r"全区")
_OF_LEVEL = re.compile(r"(?<![社城地市片园校])区(?=党代会|人大|政协|委|政府|级|属|直|妇联)")


def definitions_of(rows: list[dict], own: str) -> list[dict]:
    """Return the usual definition of each target that has one.

    Parameters
    ----------
    rows : targets with ``code``, ``indicator`` and ``stratum``.
    own : word of the plan's own level, as 县; of the nation none that names a body of a level is taken.
    """
    usual = _usual()
    found = []
    for row in rows:
        one = usual.get((row["indicator"], row["stratum"]))
        told = {} if one is None else {column: in_level(text, own) for column, text in one.items()}
        if told and None not in told.values():
            found.append(told | {"code": row["code"]})
    return found


def in_level(text: str, own: str) -> str | None:
    """Return a definition that speaks of a district in the words of another level; None where it has none.

    >>> in_level("区人大代表、区委、全区党员、社区居委会、城区", "县"), in_level("全区党员", "国家"), in_level("区属企业", "国家")
    ('县人大代表、县委、全县党员、社区居委会、城区', '全国党员', None)
    """
    text = _ALL.sub("全国" if own == NATION else f"全{own}", text)
    if own == NATION:
        return None if _OF_LEVEL.search(text) else text
    return _OF_LEVEL.sub(own, text)


@cache
def _usual() -> dict[tuple[str, str], dict[str, str]]:
    """The usual definitions by (id, stratum)."""
    rows = {}
    for name in ("targets", "definitions"):
        with (data_folder() / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows[name] = list(csv.DictReader(file))
    keys = {row["code"]: (row["indicator"], row["stratum"]) for row in rows["targets"]}
    return {keys[row["code"]]: row for row in rows["definitions"]}
