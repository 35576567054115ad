"""Gaps inside the district: girls and boys, women and men, town and country, where both are printed."""

from itertools import takewhile

import numpy as np
import pandas as pd

from ..findings.book import read_book
from ..findings.strata import breaks
from ..plan.plan import Plan
from ..plan.tables import records
from ..plan.target import Target

PAIRS = (("girls", "boys"), ("women", "men"), ("rural", "urban"), ("village", "town"))
KINDS = ("rate", "proportion", "positive")  # a number of schools in the country and one in town are no gap
KEYS = ["plan", "indicator", "code", "year"]
WHOLE = "total"
LEAST = 2  # characters that the names of two strata must differ by, for what they share to be said once
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
    series = plan.series()
    described = plan.tables["indicators"]
    kinds = {
        **dict(zip(plan.targets["indicator"], plan.targets["kind"], strict=True)),
        **dict(zip(described["indicator"], described["kind"], strict=True)),
    }
    series = _of_targets(series[series["reason"] != "target"], plan)  # a target is no value of its year
    seen = series[series["used"] & series["value"].notna() & series["indicator"].map(kinds).isin(KINDS)]
    whole = series[series["stratum"].eq(WHOLE) & series["value"].notna()].drop_duplicates(KEYS)
    totals = whole.set_index(KEYS)["value"].to_dict()
    table = _paired(seen.drop_duplicates([*KEYS, "stratum"]))
    names = series[series["stratum"] == WHOLE].drop_duplicates("indicator").set_index("indicator")
    for lang in ("zh", "en"):
        table[f"name_{lang}"] = [_name(row, plan, names, lang) for row in records(table)]
    table["total"] = [totals.get(key, np.nan) for key in zip(*(table[key] for key in KEYS), strict=True)]
    ends = table[["first", "second"]]
    table["contradicted"] = (table["total"] < ends.min(axis=1)) | (table["total"] > ends.max(axis=1))
    table["gap"] = (table["first"] - table["second"]).round(10)
    redrawn = _redrawn(plan)
    pairs = zip(table["indicator"], table["pair"], strict=True)
    changed = {plan.target(code).indicator for code in plan.breaks}
    table["broken"] = [
        indicator in changed or (indicator, frozenset(pair.split("/"))) in redrawn for indicator, pair in pairs
    ]
    found = table.drop_duplicates(["indicator", "code", "pair", "year"]).reset_index(drop=True)[COLUMNS]
    found.attrs["cite"] = plan.cite
    return found


def of_target(table: pd.DataFrame, target: Target) -> pd.DataFrame:
    """Return the rows of :func:`strata_gaps` that stand beside a target: its own parts, or the pair that it is a part of.

    Parameters
    ----------
    table, target : the gaps, and the target that they may be of.
    """
    own = [
        code == target.code or (indicator == target.indicator and (code == "" or target.stratum in pair.split("/")))
        for code, indicator, pair in zip(table["code"], table["indicator"], table["pair"], strict=True)
    ]
    return table[np.array(own, dtype=bool)]


def _of_targets(series, plan):
    """The values with the code of the target whose parts they are: of printed ones the target of the whole that they serve."""
    whole = {
        one.indicator: one.code for one in reversed(plan.by_code.values()) if one.stratum == WHOLE and one.comparable
    }
    serve = [whole.get(one, "") for one in series["indicator"]]
    return series.assign(code=series["code"].where(series["code"] != "", serve))


def _name(row, plan, names, lang):
    """What a pair is of: the target's name, else the printed one of the total, else what the names of the two come to."""
    if row["code"]:
        return plan.target(row["code"]).name.text(lang)
    if row["indicator"] in names.index:
        return names.loc[row["indicator"], f"name_{lang}"].strip()
    own, other = row[f"name_{lang}"].strip(), row[f"name_{lang}_second"].strip()
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


def _paired(seen):
    """Two strata of one indicator and year in one line, where both are printed in one unit; in the order they are printed in."""
    keys = list(zip(*(seen[name] for name in KEYS), strict=True))
    at = {key: i for i, key in enumerate(zip(keys, seen["stratum"], strict=True))}
    found = [
        (at[key, first], at[key, second], f"{first}/{second}")
        for key in dict.fromkeys(keys)
        for first, second in PAIRS
        if (key, first) in at and (key, second) in at
    ]
    left, right = (seen.iloc[[one[side] for one in found]].reset_index(drop=True) for side in (0, 1))
    beside = {f"{name}_second": right[name] for name in ("name_zh", "name_en")}
    pairs = pd.Series([pair for *_, pair in found], dtype="str")
    both = left.assign(first=left["value"], second=right["value"], pair=pairs, **beside)
    return both[left["unit"] == right["unit"]].reset_index(drop=True)
