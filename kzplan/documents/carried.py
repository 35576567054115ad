"""What the page carries, once: the outlook, the articles, and the odds at values that might be reported; as one JSON."""

import csv
import json
import math
from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from ..evaluation import gaps
from ..indicator.kind import Kind
from ..odds import needed
from ..odds.columns import columns
from ..odds.projection import Projection
from ..odds.supposed import Supposed, supposed, sure_of
from ..odds.verdict import LIKELIHOODS, REASONS
from ..plan.plan import Plan
from ..returns.doubted import doubted
from ..words import labels
from ..words.both import LANGUAGES
from .answer import ANSWERS
from .articles import Doubts, article, beside, rounded
from .names import reported

WEB = Path(__file__).with_name("web")
FILTERS = ("plan", "domain", "department", "nature", "outlook")
SPACES = (
    "outlook",
    "reason",
    "status",
    "evidence",
    "nature",
    "unit of change",
    "plan",
)  # of the table of words, that the script uses


def words() -> dict[str, dict[str, str]]:
    """Return the words of the page's own, key → language → words, ``{name}`` standing for a value.

    >>> words()["compare"]["zh"]
    '比较'
    """
    with (WEB / "words.csv").open(encoding="utf-8", newline="") as file:
        return {row["key"]: {lang: row[lang] for lang in LANGUAGES} for row in csv.DictReader(file)}


def carried(
    table: pd.DataFrame, plan: Plan, told: list[Projection], doubts: Mapping[str, Doubts], said: Mapping[str, Mapping]
) -> str:
    """Return all that the page's script reads, as JSON that can stand in a page.

    Parameters
    ----------
    table, told : the outlook and its projections.
    plan : the plan it is of.
    doubts : what the audit doubts by language (:func:`~kzplan.documents.articles.doubts_of`).
    said : sentences of the page that the script completes, by language and key.
    """
    cases = [one.case for one in told]
    lines = needed.table_of(cases, [case.next_year for case in cases]).to_dict("records")
    rows = table.astype(object).where(table.notna(), None).to_dict("records")
    pairs = gaps.strata_gaps(plan).to_dict("records")
    asked = doubted(plan, {row["year"] for row in plan.returned_rows})
    articles = {
        one.code: article(one, row, line, doubts, asked) | {"beside": beside(plan, one.case.target, pairs)}
        for one, row, line in zip(told, table.to_dict("records"), lines, strict=True)
    }
    return _json(
        {
            "period": {name: getattr(plan.period, name) for name in ("start", "base", "first", "last")},
            "cite": plan.cite._asdict(),
            "reported": reported(plan),
            "columns": list(table.columns),
            "rows": [list(row.values()) for row in rows],
            "headings": {one.name: one.headed(plan.levels, plan.period)._asdict() for one in columns()},
            "filters": filters_of(table),
            "vocabulary": {key: both._asdict() for (space, key), both in labels.words().items() if space in SPACES},
            "answers": ANSWERS,
            "likelihoods": LIKELIHOODS,
            "words": words() | {key: {lang: said[lang][key] for lang in LANGUAGES} for key in said[LANGUAGES[0]]},
            "targets": articles,
            "supposed": _supposed(supposed(cases, plan.period.years)),
            "charts": charts(),
        }
    )


def filters_of(table: pd.DataFrame) -> dict[str, dict[str, dict[str, str]]]:
    """Return what the targets can be filtered by: name → value → words by language, values in the plan's order."""
    values = {name: table[name] for name in FILTERS}
    values["department"] = table["department"].str.split("、").explode()
    values["outlook"] = table["outlook"].where(table["outlook"] != "", table["reason"])
    order = [word for _, word in LIKELIHOODS] + list(REASONS)
    return {
        name: {
            value: {lang: labels.group(value, lang) for lang in LANGUAGES}
            for value in (sorted(set(own), key=order.index) if name == "outlook" else dict.fromkeys(own))
        }
        for name, own in values.items()
    }


def charts() -> dict[str, dict]:
    """Return the page's charts as Vega, without data; ``python -m kzplan.charts`` writes them."""
    return json.loads((WEB / "charts.json").read_text(encoding="utf-8"))


def _supposed(found: Iterable[Supposed]) -> dict[str, dict]:
    """The odds at values that might be reported, by target: what is the same for all years, and each year's."""
    told: dict[str, dict] = {}
    for one in found:
        case = one.case
        if case.code not in told:
            sure = sure_of(case)
            told[case.code] = {
                "edge": getattr(case.parameters, "edge", None) if case.kind is Kind.PROPORTION else None,
                "ceiling": rounded(case.ceiling),
                "step": one.step,
                "births": case.births if one.step else None,
                "shown": case.at_limit,
                "sure": rounded(sure) if sure else None,
                "years": {},
            }
        told[case.code]["years"][one.year] = {
            "low": one.low,
            "high": one.high,
            "df": one.df,
            "reach": rounded(one.reach),
            "ends": rounded(one.ends),
            "horizons": one.horizons,
            "links": [round(link, 4) for link in one.links.tolist()],
            "centers": _compact(one.centers),
            "scales": _compact(one.scales),
            "without": None if one.without is None else _compact(one.without),
        }
    return told


def _compact(numbers):
    """Five digits of each, which no chance notices."""
    return [[float(f"{one:.5g}") for one in column] for column in numbers.T.tolist()]


def _json(of):
    """JSON that no markup can end; what is no number is refused."""
    told = json.dumps(of, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_plain)
    return told.replace("<", "\\u003c")


def _plain(value):
    """Numbers of numpy and of pandas as Python's own."""
    number = value.item()
    return None if isinstance(number, float) and math.isnan(number) else number
