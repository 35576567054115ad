"""The report as one self-contained page, Chinese and English."""

import base64
import io

from .. import assess, findings, labels, retrospect
from ..calibration import came_true
from ..projection import Projection
from .queries import gathered


def page(table, plan):
    """Return the page for an outlook table as text; figures are inside it, nothing is fetched."""
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("kzplan.report"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"percent": labels.percent, "number": labels.number}
    environment.globals |= {"word": labels.word, "methods": labels.methods, "unit": labels.unit, "domain": labels.domain, "status": labels.status,
                            "target": labels.target, "group": labels.group}  # fmt: skip
    found = assess.cases(plan, assess.Assumptions())
    entries = [_entry(Projection(case, row)) for case, (_, row) in zip(found, table.iterrows(), strict=True)]
    pictures = {lang: _overview_pictures(table, lang) for lang in ("zh", "en")}
    summary = {"targets": len(table), "odds": int((table["outlook"] != "").sum()),
               "reasons": table.loc[table["reason"] != "", "reason"].value_counts().to_dict(),
               "births": found[0].births, "came_true": [100 * share for share in came_true(0.8)]}  # fmt: skip
    return environment.get_template("index.html.j2").render(
        plan=plan, entries=entries, pictures=pictures, summary=summary, langs=("zh", "en"),
        audit=_audit(plan), review=_review(plan),
    )  # fmt: skip


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
    counted = {by: [{"group": group, **row} for group, row in retrospect.counts(reviewed, by).to_dict("index").items()]
               for by in (None, "domain", "department")}  # fmt: skip
    rows = reviewed.to_dict("records")
    return {"rows": [row for row in rows if row["outcome"] != "met"], "met": [row for row in rows if row["outcome"] == "met"],
            "total": counted[None][0], "by": {by: counted[by] for by in ("domain", "department")}}  # fmt: skip


def _entry(projection):
    """What the page shows of one target, in both languages."""
    row = projection.row
    drawn = projection.median == projection.median
    return {
        "row": row.to_dict(),
        "unit": projection.case.target["unit"],
        "reason_zh": projection.case.target["reason_zh"],
        "source": list(projection.case.values["source"]),
        "sentence": {lang: projection.sentence(lang) for lang in ("zh", "en")},
        "picture": {lang: _picture(projection.plot(lang=lang)) for lang in ("zh", "en")} if drawn else None,
    }


def _overview_pictures(table, lang):
    from .. import plot

    return [_picture(plot.overview(table, lang)), _picture(plot.ladder(table, lang))]


def _picture(ax):
    """An Axes as a data address."""
    import matplotlib.pyplot as plt

    buffer = io.BytesIO()
    ax.figure.savefig(buffer, format="png", dpi=90, metadata={"Software": None})
    plt.close(ax.figure)
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode("ascii")
