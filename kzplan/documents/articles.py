"""What the page shows of each target, and what the targets can be filtered by."""

from collections.abc import Mapping

import pandas as pd
from markupsafe import Markup, escape

from ..odds.case import Case
from ..odds.methods import evaluate_case
from ..odds.numbered import cited
from ..odds.projection import Projection
from ..odds.verdict import LIKELIHOODS, REASONS
from ..plan.target import Target
from ..progress import cautions
from ..words import labels
from ..words.both import Both
from .curves import Curve

Doubts = dict[tuple[str, int], list[str]]  # (table, row) → what the audit doubts there
MOST_DOUBTS = 3  # shown of one target
METHOD = "canada"  # the published method whose cautions are shown
FILTERS = {
    "plan": Both("plan", "规划"),
    "domain": Both("domain", "领域"),
    "department": Both("department", "责任单位"),
    "nature": Both("nature", "指标属性"),
    "outlook": Both("outlook or reason", "判断或原因"),
}


def filters_of(table: pd.DataFrame, lang: str) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Return what the targets can be filtered by: (name, title, [(value, words)]), values in the plan's order."""
    values = {
        "plan": table["plan"],
        "domain": table["domain"],
        "department": table["department"].str.split("、").explode(),
        "nature": table["nature"],
        "outlook": table["outlook"].where(table["outlook"] != "", table["reason"]),
    }
    order = [word for _, word in LIKELIHOODS] + list(REASONS)
    found = []
    for name, own in values.items():
        listed = sorted(set(own), key=order.index) if name == "outlook" else dict.fromkeys(own)
        found.append((name, FILTERS[name].text(lang), [(value, labels.group(value, lang)) for value in listed]))
    return found


def doubts_of(found: pd.DataFrame, lang: str) -> Doubts:
    """Return what an audit in ``lang`` doubts, by printed row, certain doubts first."""
    found = found[found["severity"].isin(["certain", "question"]) & found["family"].ne("text")].drop_duplicates(
        ["finding", "plan", "table", "row"]
    )
    doubts: Doubts = {}
    for line in found.sort_values("severity", kind="stable").to_dict("records"):
        said = f"{labels.word(line['severity'], lang)}{'：' if lang == 'zh' else ': '}{line['evidence']}"
        doubts.setdefault((f"{line['plan']}_{line['table']}", line["row"]), []).append(said)
    return doubts


def article(projection: Projection, row: Mapping, curve: Curve | None, doubts: dict[str, Doubts]) -> dict:
    """Return what the page shows of one target, in both languages.

    Parameters
    ----------
    projection : the target with its verdict.
    row : its line of the outlook.
    curve : its odds against the value reported next, or None.
    doubts : what :func:`doubts_of` returns, by language.
    """
    case, languages = projection.case, tuple(doubts)
    target = case.target
    return {
        "row": row,
        "curve": curve,
        "tags": _tags(projection),
        "history": _history(case),
        "assumptions": cited(projection),
        "warnings": {lang: _warnings(target, doubts[lang]) for lang in languages},
        "cautions": {lang: _cautions(case, lang) for lang in languages},
        "unit": target.unit,
        "reason_zh": target.reason.zh,
        "sentence": {lang: projection.sentence(lang) for lang in languages},
    }


def _tags(projection: Projection) -> Markup:
    """The attributes that the filters read; a joint target has several departments."""
    target = projection.case.target
    tags = {
        "code": target.code,
        "plan": target.plan,
        "domain": target.domain,
        "nature": target.nature,
        "department": "|".join(target.departments),
        "outlook": projection.outlook or projection.reason,
    }
    return Markup(" ".join(f'data-{name}="{escape(value)}"' for name, value in tags.items()))


def _history(case: Case) -> list[dict]:
    """The values that count, each with its source, and the deaths behind a rate of them."""
    return [
        {
            "year": seen["year"],
            "value": seen["value"],
            "source": seen["source"],
            "events": int(seen["numerator"]) if case.target.of_deaths and seen["numerator"] >= 0 else None,
        }
        for seen in case.series.frame().to_dict("records")
    ]


def _warnings(target: Target, doubts: Doubts) -> list[str]:
    """What the audit doubts in the rows that a target and its values stand on."""
    rows = [(target.table, target.row), *target.source_rows]
    return list(dict.fromkeys(said for row in rows for said in doubts.get(row, [])))[:MOST_DOUBTS]


def _cautions(case: Case, lang: str) -> list[str]:
    told = evaluate_case(METHOD, case)
    return [cautions.published_cases()[name][lang] for name in told.cautions] if told else []
