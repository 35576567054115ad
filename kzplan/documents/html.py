"""The report as one self-contained page, Chinese and English."""

import math

import pandas as pd

from .. import evaluation, figures, findings, retrospect
from ..model.scores import came_true
from ..odds import needed
from ..odds.assumptions import Assumptions
from ..odds.case import cases
from ..odds.numbered import assumptions
from ..odds.projection import Projection, projections
from ..plan.plan import Plan
from .articles import article, doubts_of, filters_of, picture_of
from .curves import Curve, curve_of
from .facts import facts_of, facts_of_plan
from .gathering import gathered
from .page import environment, prose
from .texts import Texts

LANGUAGES = ("zh", "en")
HIGH = 0.8  # chances from here on came true less often than they say


def page(table: pd.DataFrame, plan: Plan) -> str:
    """Return the page for an outlook table as text; figures are inside it, nothing is fetched."""
    told = projections(cases(plan, Assumptions()))
    doubts = {lang: doubts_of(plan, lang) for lang in LANGUAGES}
    audited, reviewed, texts = _audit(plan), _review(plan), Texts(plan)
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
            entries=[article(*shown, doubts) for shown in zip(told, _rows(table), _curves(told), strict=True)],
            pictures={lang: _overview_pictures(table, lang) for lang in LANGUAGES},
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


def _audit(plan: Plan) -> dict:
    """The findings, one a row, in both languages; and how many of each kind."""
    shown = {}
    for lang in LANGUAGES:
        found = gathered(findings.audit(plan, lang=lang), plan.period, lang)
        shown[lang] = {one: found[found["severity"] == one].to_dict("records") for one in findings.SEVERITIES}
    return {"rows": shown, "counts": {severity: len(rows) for severity, rows in shown["zh"].items()}}


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
    if not len(plan.returned):
        return None
    evaluated = evaluation.evaluate(plan, int(plan.returned["year"].max()))
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
        "picture": {lang: picture_of(figures.verdict_bars(evaluated, lang=lang)) for lang in LANGUAGES},
    }


def _overview_pictures(table: pd.DataFrame, lang: str) -> list[str]:
    return [picture_of(figures.overview(table, lang)), picture_of(figures.ladder(table, lang))]
