"""The report as one self-contained page, Chinese and English."""

import base64
import io

from markupsafe import Markup, escape

from .. import evaluation, findings, retrospect
from ..model.scores import came_true
from ..odds.assumptions import Assumptions
from ..odds.case import cases
from ..odds.methods import evaluate_case
from ..odds.numbered import assumptions, cited
from ..odds.projection import projections
from ..odds.verdict import LIKELIHOODS, REASONS
from ..progress import cautions
from ..words import labels
from . import sentences
from .queries import gathered


def page(table, plan):
    """Return the page for an outlook table as text; figures are inside it, nothing is fetched."""
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("kzplan.documents"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"percent": labels.percent, "number": labels.number}
    environment.globals |= {
        "word": labels.word,
        "methods": labels.methods,
        "unit": labels.unit,
        "domain": labels.domain,
        "status": labels.status,
        "target": labels.target,
        "group": labels.group,
        "verdict": labels.verdict,
    }
    told = projections(cases(plan, Assumptions()))
    doubts = {lang: _doubts(plan, lang) for lang in ("zh", "en")}
    entries = [_entry(projection, doubts) for projection in told]
    pictures = {lang: _overview_pictures(table, lang) for lang in ("zh", "en")}
    summary = {
        "targets": len(table),
        "odds": int((table["outlook"] != "").sum()),
        "reasons": table.loc[table["reason"] != "", "reason"].value_counts().to_dict(),
        "births": told[0].case.births,
        "came_true": [100 * share for share in came_true(0.8)],
    }
    return environment.get_template("index.html.j2").render(
        plan=plan,
        entries=entries,
        pictures=pictures,
        summary=summary,
        langs=("zh", "en"),
        audit=_audit(plan),
        review=_review(plan),
        monitored=_monitored(plan),
        assumptions=assumptions(),
        filters={lang: _filters(table, lang) for lang in ("zh", "en")},
    )


def _audit(plan):
    """The findings, one a row, in both languages; and how many of each kind."""
    shown = {}
    for lang in ("zh", "en"):
        found = gathered(findings.audit(plan, lang=lang), lang)
        shown[lang] = {one: found[found["severity"] == one].to_dict("records") for one in findings.SEVERITIES}
    counts = {severity: len(rows) for severity, rows in shown["zh"].items()}
    return {"rows": shown, "counts": counts, "total": sum(counts.values())}


def _review(plan):
    """The verdicts on the targets for 2020, and their counts by plan and domain."""
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


def _monitored(plan):
    """The evaluation of the latest year that anything was reported for, or None."""
    from .. import figures

    if not len(plan.returned):
        return None
    evaluated = evaluation.evaluate(plan, int(plan.returned["year"].max()))
    counted = evaluation.counts(evaluated.table, "domain")
    total = evaluation.counts(evaluated.table)
    rows = [
        {"group": group, **row} for group, row in [*counted.to_dict("index").items(), *total.to_dict("index").items()]
    ]
    return {
        "sentence": {"zh": sentences.overall(evaluated)[0], "en": sentences.english(evaluated)[0]},
        "rows": rows,
        "verdicts": evaluation.judge.VERDICTS,
        "picture": {lang: _picture(figures.verdict_bars(evaluated, lang=lang)) for lang in ("zh", "en")},
    }


FILTERS = {
    "plan": ("规划", "plan"),
    "domain": ("领域", "domain"),
    "department": ("责任单位", "department"),
    "nature": ("指标属性", "nature"),
    "outlook": ("判断或原因", "outlook or reason"),
}


def _filters(table, lang):
    """What the targets can be filtered by: (name, title, [(value, words)]), values in the plan's order."""
    values = {
        "plan": table["plan"],
        "domain": table["domain"],
        "department": table["department"].str.split("、").explode(),
        "nature": table["nature"],
        "outlook": table["outlook"].where(table["outlook"] != "", table["reason"]),
    }
    order = [word for _, word in LIKELIHOODS] + list(REASONS)
    return [
        (
            name,
            FILTERS[name][lang == "en"],
            [
                (value, labels.group(value, lang))
                for value in (sorted(set(own), key=order.index) if name == "outlook" else dict.fromkeys(own))
            ],
        )
        for name, own in values.items()
    ]


def _tags(row):
    """The attributes that the filters read; a joint target has several departments."""
    tags = {
        "code": row["code"],
        "plan": row["plan"],
        "domain": row["domain"],
        "nature": row["nature"],
        "department": row["department"].replace("、", "|"),
        "outlook": row["outlook"] or row["reason"],
    }
    return Markup(" ".join(f'data-{name}="{escape(value)}"' for name, value in tags.items()))


def _doubts(plan, lang):
    """What the audit doubts, by printed row: (table, row) → sentences, certain ones first."""
    found = findings.audit(plan, lang=lang)
    found = found[found["severity"].isin(["certain", "question"]) & found["family"].ne("text")].drop_duplicates(
        ["finding", "plan", "table", "row"]
    )
    doubts = {}
    for line in found.sort_values("severity", kind="stable").to_dict("records"):
        said = f"{labels.word(line['severity'], lang)}{'：' if lang == 'zh' else ': '}{line['evidence']}"
        doubts.setdefault((f"{line['plan']}_{line['table']}", line["row"]), []).append(said)
    return doubts


def _warnings(target, doubts):
    """What the audit doubts in the rows that a target and its values stand on, at most three."""
    rows = [(target.table, target.row)]
    rows += [
        (name, int(row)) for name, _, row in (part.partition(":") for part in target.source.split("+")) if row.isdigit()
    ]
    return list(dict.fromkeys(said for row in rows for said in doubts.get(row, [])))[:3]


def _cautions(case, lang):
    told = evaluate_case("canada", case)
    return [cautions.published_cases()[name][lang] for name in told.cautions] if told else []


def _entry(projection, doubts):
    """What the page shows of one target, in both languages."""
    row, case = projection.row, projection.case
    drawn = projection.median == projection.median
    return {
        "row": row.to_dict(),
        "tags": _tags(row),
        "history": [
            {
                "year": seen["year"],
                "value": seen["value"],
                "source": seen["source"],
                "events": int(seen["numerator"]) if case.target.of_deaths and seen["numerator"] >= 0 else None,
            }
            for seen in case.series.frame().to_dict("records")
        ],
        "assumptions": cited(projection),
        "warnings": {lang: _warnings(case.target, doubts[lang]) for lang in ("zh", "en")},
        "cautions": {lang: _cautions(case, lang) for lang in ("zh", "en")},
        "unit": projection.case.target.unit,
        "reason_zh": projection.case.target.reason.zh,
        "sentence": {lang: projection.sentence(lang) for lang in ("zh", "en")},
        "picture": {lang: _picture(projection.plot(lang=lang)) for lang in ("zh", "en")} if drawn else None,
    }


def _overview_pictures(table, lang):
    from .. import figures

    return [
        _picture(figures.overview(table, lang)),
        _picture(figures.ladder(table, lang)),
    ]


def _picture(ax):
    """An Axes as a data address."""
    import matplotlib.pyplot as plt

    buffer = io.BytesIO()
    ax.figure.savefig(buffer, format="png", dpi=90, metadata={"Software": None})
    plt.close(ax.figure)
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode("ascii")
