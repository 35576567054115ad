"""The report as one self-contained page, Chinese and English."""

import math
from collections.abc import Mapping

import pandas as pd
from markupsafe import Markup

from .. import evaluation, figures, findings, retrospect
from ..figures.vector import fan_drawing
from ..model.scores import came_true
from ..odds import needed
from ..odds.assumptions import Assumptions
from ..odds.case import cases
from ..odds.numbered import assumptions
from ..odds.projection import Projection, projections
from ..paper.style import png
from ..paper.svg import Drawing
from ..plan.period import Period
from ..plan.plan import Plan
from .articles import article, doubts_of, filters_of
from .curves import Curve, curve_of
from .facts import facts_of, facts_of_plan
from .gathering import gathered
from .page import address, environment, prose
from .texts import Texts

Picture = bytes | Drawing  # a PNG, or a drawing of lines
LANGUAGES = ("zh", "en")
DPI = 90
HIGH = 0.8  # chances from here on came true less often than they say


def page(
    table: pd.DataFrame,
    plan: Plan,
    told: list[Projection] | None = None,
    found: Mapping[str, pd.DataFrame] | None = None,
    drawn: Mapping[str, Picture] | None = None,
) -> str:
    """Return the page for an outlook table as text; figures are inside it, nothing is fetched.

    Parameters
    ----------
    table : the outlook.
    plan : the plan it is of.
    told, found, drawn : its projections, its audits by language, and what :func:`pictures` returns, where they were made
        already; None: made here.
    """
    told = projections(cases(plan, Assumptions())) if told is None else told
    found = {lang: findings.audit(plan, lang=lang) for lang in LANGUAGES} if found is None else found
    drawn = pictures(table, told) if drawn is None else drawn
    doubts = {lang: doubts_of(found[lang], lang) for lang in LANGUAGES}
    audited, reviewed, texts = _audit(found, plan.period), _review(plan), Texts(plan)
    past = retrospect.record_of(retrospect.hindcast(plan)).words
    values = facts_of_plan(plan) | _facts(table, told, audited, reviewed)
    return (
        environment()
        .get_template("index.html.j2")
        .render(
            plan=plan,
            period=plan.period,
            levels=plan.levels,
            said={
                lang: prose(texts.blocks(f"page.{lang}.txt", values | {"past_odds": past.text(lang)}))
                for lang in LANGUAGES
            },
            entries=[article(*shown_of, doubts) for shown_of in zip(told, _rows(table), _curves(told), strict=True)],
            drawn={name: shown(picture) for name, picture in drawn.items()},
            langs=LANGUAGES,
            audit=audited,
            review=reviewed,
            monitored=_monitored(plan, texts),
            assumptions={number: said._asdict() for number, said in assumptions(plan.period).items()},
            filters={lang: filters_of(table, lang) for lang in LANGUAGES},
        )
    )


def _rows(table: pd.DataFrame) -> list[dict]:
    """The lines of the outlook, NaN wherever there is none."""
    return table.astype(object).where(table.notna(), math.nan).to_dict("records")


def _curves(told: list[Projection]) -> list[Curve | None]:
    """The odds of each target against the value that is reported for it next."""
    listed = [projection.case for projection in told]
    years = [case.next_year for case in listed]
    lines = needed.table_of(listed, years).to_dict("records")
    drawn = zip(listed, lines, needed.curves(listed, years), strict=True)
    return [curve_of(case, line, *points, LANGUAGES) for case, line, points in drawn]


def _facts(table: pd.DataFrame, told: list[Projection], audited: dict, reviewed: dict) -> dict[str, object]:
    """What the page's own sentences may say."""
    low, high = (100 * share for share in came_true(HIGH))
    reasons = table.loc[table["reason"] != "", "reason"].value_counts()
    return {
        "targets": len(table),
        "with_odds": int((table["outlook"] != "").sum()),
        "reasons": tuple((reason, int(n)) for reason, n in reasons.items()),
        "births": told[0].case.births if told else None,
        "came_true_low": low,
        "came_true_high": high,
        "review": {name.replace(" ", "_"): value for name, value in reviewed["total"].items()},
        "doubts": audited["counts"] | {"total": sum(audited["counts"].values())},
    }


def _audit(found: Mapping[str, pd.DataFrame], period: Period) -> dict:
    """The findings, one a row, in both languages; and how many of each kind."""
    rows: dict[str, dict[str, list]] = {}
    for lang, audited in found.items():
        rows[lang] = {severity: [] for severity in findings.SEVERITIES}
        for row in gathered(audited, period, lang).to_dict("records"):
            rows[lang][row["severity"]].append(row)
    return {"rows": rows, "counts": {severity: len(listed) for severity, listed in rows["zh"].items()}}


def _review(plan: Plan) -> dict:
    """The verdicts on the targets that the base year had to meet, and their counts by plan and domain."""
    reviewed = retrospect.review(plan)
    counted = {
        by: [{"group": group, **row} for group, row in retrospect.counts(reviewed, by).to_dict("index").items()]
        for by in (None, "domain", "department")
    }
    rows = reviewed.to_dict("records")
    return {
        "rows": [row for row in rows if row["outcome"] != "met"],
        "met": [row for row in rows if row["outcome"] == "met"],
        "total": counted[None][0],
        "by": {by: counted[by] for by in ("domain", "department")},
    }


def _monitored(plan: Plan, texts: Texts) -> dict | None:
    """The evaluation of the latest year that anything was reported for, or None."""
    years = plan.returned["year"][plan.returned["year"] >= plan.period.first]  # others revise what is printed
    if not len(years):
        return None
    evaluated = evaluation.evaluate(plan, int(years.max()))
    counted = evaluation.counts(evaluated.table, "domain").to_dict("index")
    counted |= evaluation.counts(evaluated.table).to_dict("index")
    values = facts_of(evaluated)
    return {
        "sentence": {
            "zh": "".join(texts.lines("monitored.txt", values)),
            "en": texts.lines("english.txt", values)[0],
        },
        "rows": [{"group": group, **row} for group, row in counted.items()],
        "verdicts": evaluation.judge.VERDICTS,
        "picture": {lang: address(png(figures.verdict_bars(evaluated, lang=lang), DPI)) for lang in LANGUAGES},
    }


def pictures(table: pd.DataFrame, told: list[Projection]) -> dict[str, Picture]:
    """Return the pictures of the page by name and language: two of all targets, one of each that can be projected.

    >>> from kzplan import load_plan, outlook
    >>> sorted(pictures(outlook(load_plan()), []))
    ['ladder_en', 'ladder_zh', 'overview_en', 'overview_zh']
    """
    drawn: dict[str, Picture] = {}
    for lang in LANGUAGES:
        drawn[f"overview_{lang}"] = png(figures.overview(table, lang), DPI)
        drawn[f"ladder_{lang}"] = png(figures.ladder(table, lang), DPI)
    projected = [one for one in told if one.drawn]
    return drawn | {f"{one.code}_{lang}": fan_drawing(one, lang) for one in projected for lang in LANGUAGES}


def shown(picture: Picture) -> str:
    """Return a picture as it stands in a page: an address, or the drawing itself."""
    return address(picture) if isinstance(picture, bytes) else Markup(picture.svg(alone=False))
