"""Beside what the district's figures stand: the strata inside it, the city's targets, the nation."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from ..indicator.kind import Direction
from ..plan.goals import asked_above
from ..plan.plan import Plan
from ..plan.target import Target
from ..words import labels
from .engine import Evaluation

AGES = ("age_0_5", "age_6_13", "age_14_17")
WHOLE = "total"
NEAR = 3  # years a national value may be away from the year evaluated
NATION = [
    "code",
    "name_zh",
    "name_en",
    "unit",
    "value",
    "year",
    "nation",
    "nation_year",
    "difference",
    "better",
    "broken",
    "second_hand",
    "source",
]
CITY = ["code", "name_zh", "name_en", "unit", "value", "target", "target_city", "verdict", "verdict_city"]


def strata(evaluation: Evaluation) -> pd.DataFrame:
    """Return the gaps between women and men, town and country, for the base year and the year evaluated.

    Returns
    -------
    DataFrame as :func:`kzplan.evaluation.gaps.strata_gaps` returns it: those of the year first, then those of the base year.
    """
    table = evaluation.gaps
    table = table[table["plan"].eq(evaluation.part) | (evaluation.part == "")]
    table = table[table["year"].isin([evaluation.plan.period.base, evaluation.year])]
    return table.sort_values("year", ascending=False, kind="stable", ignore_index=True)


def ages(evaluation: Evaluation) -> pd.DataFrame:
    """Return the values by age group reported for the year: code, name_zh, name_en, unit, total and a column an age group."""
    rows = evaluation.plan.returned
    rows = rows[rows["year"].eq(evaluation.year) & rows["value"].notna() & rows["code"].isin(evaluation.table["code"])]
    wide = (
        rows.pivot(index="code", columns="stratum", values="value")
        .reindex(columns=["total", *AGES])
        .dropna(subset=list(AGES), how="all")
    )
    return (
        evaluation.plan.targets.loc[wide.index, ["code", "name_zh", "name_en", "unit"]]
        .join(wide)
        .reset_index(drop=True)
    )


def city(evaluation: Evaluation) -> pd.DataFrame:
    """Return the targets for which district and city print different numbers or words, with both verdicts."""
    table = evaluation.table
    differ = table["target"].map(_plain) != table["target_city"].map(_plain)
    if not asked_above(evaluation.plan):
        differ[:] = False
    return table.loc[differ, CITY].reset_index(drop=True)


def _plain(text):
    return "".join(str(text).split())


def nation(evaluation: Evaluation) -> pd.DataFrame:
    """Return each target's latest value beside the nation's of the nearest year, where that is known of the same group.

    Returns
    -------
    DataFrame
        Columns ``NATION``: ``value`` and ``year`` the district's latest (the base year's where nothing was reported),
        ``difference`` district less nation in the unit, ``better`` whether that is in the good direction (blank where neither is),
        ``broken`` whether the district's definition was changed, so that neither can be said,
        ``second_hand`` whether the national value was read in a reprint. A target of girls whose national series is that of all
        pupils is left out.
    """
    plan, rows = evaluation.plan, []
    for row in evaluation.rows:
        if pd.isna(row["last_year"]):
            continue
        near = nearest(beside(plan, plan.by_code[row["code"]]), row["last_year"], evaluation.year)
        if near is None:
            continue
        broken = pd.notna(row["break_year"])  # it is no longer what the nation counts
        difference = np.nan if broken else round(row["last_value"] - near["value"], 10)
        found = {
            **{name: row[name] for name in NATION[:4]},
            "value": row["last_value"],
            "year": int(row["last_year"]),
            "nation": near["value"],
            "nation_year": int(near["year"]),
            "difference": difference,
            "better": better(difference, Direction(row["direction"])),
            "broken": broken,
            "second_hand": near["second_hand"] == "yes",
            "source": near["source_title"],
        }
        rows.append(found)
    table = pd.DataFrame(rows, columns=NATION)
    return table.assign(broken=table["broken"].astype(bool))


def beside(plan: Plan, target: Target) -> list[dict]:
    """Return the nation's values of a target's own group, rows of ``external.csv`` in order of the years; none where its series is that of the whole, of which it is a part.

    >>> from kzplan import load_plan
    >>> plan = load_plan()
    >>> len(beside(plan, plan.target("W12"))), len(beside(plan, plan.target("C22"))) > 0  # girls, all pupils
    (0, True)
    """
    if plan.dictionary.get("geo") == plan.nation:  # the nation's own plan has nothing of its own to stand beside
        return []
    series, every = (target.outside, target.indicator), plan.by_code.values()
    part = target.stratum != WHOLE and any(
        one.stratum == WHOLE and (one.outside, one.indicator) == series for one in every
    )
    return [] if part else plan.outside_rows(target.outside)


def nearest(outside: Sequence[Mapping], year: int, until: float = np.inf) -> Mapping | None:
    """Return the national value of the year nearest to ``year`` up to ``until``; None where none is within ``NEAR`` years."""
    near = min((row for row in outside if row["year"] <= until), key=lambda row: abs(row["year"] - year), default=None)
    return near if near is not None and abs(near["year"] - year) <= NEAR else None


def better(difference: float, direction: Direction) -> str:
    """Return whether a difference is in the good direction, "yes" or "no"; blank where neither way is, or there is none."""
    ahead = difference * direction.sign
    return "yes" if ahead > 0 else "no" if ahead < 0 else ""


def pair_words(pair: str, lang: str | None = None) -> str:
    """Return a pair of strata in words.

    >>> pair_words("rural/urban", "zh"), pair_words("girls/boys", "en")
    ('农村/城镇', 'girls/boys')
    """
    zh = {
        "girls": "女童",
        "boys": "男童",
        "women": "女性",
        "men": "男性",
        "rural": "农村",
        "urban": "城镇",
        "village": "乡村",
        "town": "镇区",
    }
    return "/".join(zh[name] for name in pair.split("/")) if labels.language(lang) == "zh" else pair
