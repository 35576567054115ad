"""Gaps inside the district: girls and boys, women and men, town and country, where both are printed."""

from itertools import takewhile

import numpy as np
import pandas as pd

from ..findings.book import read_book
from ..findings.strata import breaks
from ..plan.long import returned_values
from ..plan.once import worked_out
from ..plan.plan import Plan
from ..plan.tables import records
from ..plan.target import Target

PAIRS = (("girls", "boys"), ("women", "men"), ("rural", "urban"), ("village", "town"))
KINDS = ("rate", "proportion", "positive")  # a number of schools in the country and one in town are no gap
KEYS = ["plan", "indicator", "code", "year"]
WHOLE = "total"
LEAST = 2  # characters that the names of two strata must differ by, for what they share to be said once
TYPES = {"year": int, **dict.fromkeys(("first", "second", "total"), float), "contradicted": bool, "broken": bool}
COLUMNS = [
    "code",
    "plan",
    "indicator",
    "name_zh",
    "name_en",
    "unit",
    "pair",
    "year",
    "first",
    "second",
    "total",
    "gap",
    "contradicted",
    "broken",
]


def strata_gaps(plan: Plan) -> pd.DataFrame:
    """Return the printed values of two strata of one indicator side by side.

    Parameters
    ----------
    plan : a loaded :class:`~kzplan.plan.plan.Plan`.

    Returns
    -------
    DataFrame
        One row an indicator, pair of strata and year in which both are printed and may be used: ``code`` of the target whose
        parts they are, of girls alone where it is theirs, blank where they are of none, and its names; ``pair``
        as "girls/boys", ``first`` and ``second`` value, ``total`` where printed, ``gap`` first less second
        in the indicator's unit, ``contradicted`` where the printed total lies outside its two parts, ``broken`` where the totals
        show that the line between the two was redrawn between the printed years, so that the gaps of different years cannot be
        compared (:func:`kzplan.findings.strata.breaks`), or a change of definition is recorded; shares, rates and amounts, not
        counts. An indicator that both plans print is listed once.

    >>> from kzplan import load_plan
    >>> table = strata_gaps(load_plan())
    >>> row = table[(table["indicator"] == "compulsory_retention") & (table["year"] == 2020)].iloc[0]
    >>> row["pair"], float(row["first"]), float(row["second"])
    ('girls/boys', 99.82, 99.88)
    """
    values = _of_targets([*plan.printed_values, *returned_values(plan)], plan)
    kinds = dict(zip(plan.targets["indicator"], plan.targets["kind"], strict=True))
    kinds |= {row["indicator"]: row["kind"] for row in records(plan.tables["indicators"])}
    names, totals, seen = {}, {}, {}
    for row in values:
        key = tuple(row[name] for name in KEYS)
        if row["stratum"] == WHOLE:
            names.setdefault(row["indicator"], row)
            totals.setdefault(key, row["value"])
        if row["used"] and kinds.get(row["indicator"]) in KINDS:
            seen.setdefault(key, {}).setdefault(row["stratum"], row)
    redrawn = set(worked_out(plan, "_redrawn", _redrawn))
    redrawn |= {(plan.target(code).indicator, frozenset(pair)) for code in plan.breaks for pair in PAIRS}
    rows = [
        _row(strata[first], strata[second], (first, second), totals.get(key, np.nan), plan, names, redrawn)
        for key, strata in seen.items()
        for first, second in PAIRS
        if first in strata and second in strata and strata[first]["unit"] == strata[second]["unit"]
    ]
    table = pd.DataFrame(rows, columns=COLUMNS).astype(TYPES)
    table["gap"] = (table["first"] - table["second"]).round(10)
    found = table.drop_duplicates(["indicator", "code", "pair", "year"], ignore_index=True)
    found.attrs["cite"] = plan.cite
    return found


def _row(first, second, pair, total, plan, names, redrawn):
    """Two strata of one indicator and year in one line."""
    ends = sorted((first["value"], second["value"]))
    return {
        **{name: first[name] for name in ("code", "plan", "indicator", "unit", "year")},
        **{f"name_{lang}": _name(first, second, plan, names, lang) for lang in ("zh", "en")},
        "pair": "/".join(pair),
        "first": first["value"],
        "second": second["value"],
        "total": total,
        "contradicted": total < ends[0] or total > ends[1],
        "broken": (first["indicator"], frozenset(pair)) in redrawn,
    }


def of_target(rows: list[dict], target: Target) -> list[dict]:
    """Return the rows of :func:`strata_gaps` that stand beside a target: its own parts, or the pair that it is a part of.

    Parameters
    ----------
    rows, target : the gaps, a dict each, and the target that they may be of.
    """
    return [
        row
        for row in rows
        if row["code"] == target.code
        or (row["indicator"] == target.indicator and (row["code"] == "" or target.stratum in row["pair"].split("/")))
    ]


def _of_targets(values, plan):
    """The values with the code of the target whose parts they are: of printed ones the target of the whole that they serve."""
    whole = {
        one.indicator: one.code for one in reversed(plan.by_code.values()) if one.stratum == WHOLE and one.comparable
    }
    return [row | {"code": row["code"] or whole.get(row["indicator"], "")} for row in values]


def _name(first, second, plan, names, lang):
    """What a pair is of: the target's name, else the printed one of the total, else what the names of the two come to."""
    if first["code"]:
        return plan.target(first["code"]).name.text(lang)
    if first["indicator"] in names:
        return names[first["indicator"]][f"name_{lang}"].strip()
    own, other = (row[f"name_{lang}"].strip() for row in (first, second))
    return of_both(own, other) if lang == "zh" else own if own == other else f"{own}; {other}"


def of_both(first: str, second: str) -> str:
    """Return one name for two strata that are printed under names of their own; what they share is said once.

    >>> of_both("农村居民最低生活保障平均标准", "城市居民最低生活保障平均标准"), of_both("男童入学率", "女童入学率")
    ('农村、城市居民最低生活保障平均标准', '男童入学率、女童入学率')
    """
    start = _alike(first, second)
    ends = [text[start:] for text in (first, second)]
    same = _alike(*(end[::-1] for end in ends))
    parts = [end[: len(end) - same] for end in ends]
    if min(map(len, parts)) < LEAST:
        return first if first == second else f"{first}、{second}"
    return f"{first[:start]}{'、'.join(parts)}{first[len(first) - same :] if same else ''}"


def _alike(first, second):
    """How many characters two texts begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False)))


def _redrawn(plan):
    """(indicator, its two strata) wherever the department that counts it redrew the line between them."""
    book = read_book(plan)
    told = {(frozenset(pair), weight.row.department) for pair, weights in breaks(book) for weight in weights}
    return {
        (row.indicator, pair) for row in book.rows.values() for pair, department in told if row.department == department
    }
