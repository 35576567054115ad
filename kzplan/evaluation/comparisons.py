"""Beside what the district's figures stand: the strata inside it, the city's targets, the nation."""

import pandas as pd

from ..indicator.kind import Direction
from ..words import labels
from . import gaps
from .engine import Evaluation

AGES = ("age_0_5", "age_6_13", "age_14_17")
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
    "second_hand",
    "source",
]
CITY = ["code", "name_zh", "name_en", "unit", "value", "target", "target_city", "verdict", "verdict_city"]


def strata(evaluation: Evaluation) -> pd.DataFrame:
    """Return the gaps between women and men, town and country, for the base year and the year evaluated.

    Returns
    -------
    DataFrame as :func:`kzplan.evaluation.gaps.strata_gaps` returns it, of the base year and of the year.
    """
    table = gaps.strata_gaps(evaluation.plan)
    return table[table["year"].isin([evaluation.plan.period.base, evaluation.year])].reset_index(drop=True)


def ages(evaluation: Evaluation) -> pd.DataFrame:
    """Return the values by age group reported for the year: code, name_zh, name_en, unit, total and a column an age group."""
    rows = evaluation.plan.returned
    rows = rows[rows["year"].eq(evaluation.year) & rows["value"].notna()]
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
    return table.loc[differ, CITY].reset_index(drop=True)


def _plain(text):
    return "".join(str(text).split())


def nation(evaluation: Evaluation) -> pd.DataFrame:
    """Return each target's latest value beside the nation's of the nearest year, where that is known.

    Returns
    -------
    DataFrame
        Columns ``NATION``: ``value`` and ``year`` the district's latest (the base year's where nothing was reported),
        ``difference`` district less nation in the unit, ``better`` whether that is in the good direction (blank where neither is),
        ``second_hand`` whether the national value was read in a reprint.
    """
    plan, rows = evaluation.plan, []
    for row in evaluation.table.to_dict("records"):
        outside = plan.outside(plan.target(row["code"]).outside)
        outside = outside[outside["year"] <= evaluation.year]
        if not len(outside) or pd.isna(row["last_year"]):
            continue
        near = outside.iloc[(outside["year"] - row["last_year"]).abs().argmin()]
        if abs(near["year"] - row["last_year"]) > NEAR:
            continue
        difference = round(row["last_value"] - near["value"], 10)
        found = {
            **{name: row[name] for name in NATION[:4]},
            "value": row["last_value"],
            "year": int(row["last_year"]),
            "nation": near["value"],
            "nation_year": int(near["year"]),
            "difference": difference,
            "better": _better(difference, Direction(row["direction"])),
            "second_hand": near["second_hand"] == "yes",
            "source": near["source_title"],
        }
        rows.append(found)
    return pd.DataFrame(rows, columns=NATION)


def _better(difference, direction):
    """Whether a difference is in the good direction, "yes" or "no"; blank where neither way is, or there is none."""
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
