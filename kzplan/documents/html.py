"""The report as one self-contained page, Chinese and English; its script draws it from data that it carries."""

import base64
import hashlib
from collections.abc import Mapping

import pandas as pd
from markupsafe import Markup

from .. import evaluation, findings, retrospect
from ..model.scores import came_true
from ..odds.assumptions import Assumptions
from ..odds.case import cases
from ..odds.numbered import assumptions
from ..odds.projection import Projection, projections
from ..odds.verdict import LIKELIHOODS
from ..plan.period import Period
from ..plan.plan import Plan
from ..retrospect.decade import MET
from ..words import labels
from ..words.both import LANGUAGES
from . import standing
from .answer import counted, worries
from .articles import doubts_of
from .carried import WEB, carried, words
from .facts import facts_of, facts_of_plan, past_words
from .gathering import gathered
from .page import environment, prose
from .texts import Texts

HIGH = 0.8  # chances from here on came true less often than they say
SCRIPT = (
    "words",
    "odds",
    "fan",
    "address",
    "elements",
    "standing",
    "charts",
    "list",
    "figures",
    "article",
    "supposing",
    "facts",
    "compare",
    "start",
)  # files of the page's script, in the order in which they stand in it
COMPLETED = (
    "if_reported",
    "if_reported_limit",
    "before",
    "expected",
    "cannot_suppose",
    "worry_rule",
)  # sentences of the script's


def page(
    table: pd.DataFrame,
    plan: Plan,
    told: list[Projection] | None = None,
    found: Mapping[str, pd.DataFrame] | None = None,
) -> str:
    """Return the page for an outlook table as text; all that it needs is inside it, nothing is fetched.

    Parameters
    ----------
    table : the outlook.
    plan : the plan it is of.
    told, found : its projections, and its audits by language, where they were made already; None: made here.
    """
    told = projections(cases(plan, Assumptions())) if told is None else told
    found = findings.audits(plan) if found is None else found
    doubts = {lang: doubts_of(found[lang], lang) for lang in LANGUAGES}
    audited, reviewed, texts = _audit(found, plan.period), _review(plan), Texts(plan)
    past = past_words(plan)
    values = facts_of_plan(plan) | _facts(table, told, audited, reviewed)
    blocks = {
        lang: texts.blocks(f"page.{lang}.txt", values | {"past_odds": past.text(lang)}) for lang in reversed(LANGUAGES)
    }
    sentences = {lang: {key: "".join(said[key]) for key in COMPLETED} for lang, said in blocks.items()}
    scripts = {"vega": (WEB / "vega.js").read_text(encoding="utf-8"), "page": script()}
    outlooks = standing.outlooks(words()["without"])
    return (
        environment()
        .get_template("index.html.j2")
        .render(
            plan=plan,
            period=plan.period,
            levels=plan.levels,
            words=words(),
            said={lang: prose(said) for lang, said in blocks.items()},
            langs=tuple(blocks),
            answer=counted(table),
            units=table.attrs.get("units", {}),
            rungs=standing.rungs(table),
            edges=labels.EDGES,
            outlooks=outlooks,
            domains=standing.bars(table, "domain", "outlook", outlooks),
            worries=table.set_index("code", drop=False).loc[worries(table)].to_dict("records"),
            audit=audited,
            review=reviewed,
            monitored=_monitored(plan, texts),
            scale=LIKELIHOODS,
            assumptions={number: said._asdict() for number, said in assumptions(plan.period).items()},
            style=Markup((WEB / "page.css").read_text(encoding="utf-8")),
            scripts={name: Markup(script) for name, script in scripts.items()},
            hashes=[_hash(script) for script in scripts.values()],
            data=Markup(carried(table, plan, told, doubts, sentences)),
        )
    )


def script() -> str:
    """Return the page's own script: its files one after the other, as one module."""
    return "\n".join((WEB / "page" / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPT)


def _hash(script: str) -> str:
    """What the page's policy allows a script by."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii")


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
    counts = {
        by: [{"group": group, **row} for group, row in retrospect.counts(reviewed, by).to_dict("index").items()]
        for by in (None, "domain", "department")
    }
    rows = reviewed.to_dict("records")
    return {
        "rows": [row for row in rows if row["outcome"] not in MET],
        "met": [row for row in rows if row["outcome"] in MET],
        "total": counts[None][0],
        "by": {by: counts[by] for by in ("domain", "department")},
    }


def _monitored(plan: Plan, texts: Texts) -> dict | None:
    """The evaluation of the latest year that anything was reported for, or None."""
    latest = max((row["year"] for row in plan.returned_rows), default=0)
    if latest < plan.period.first:  # what came in revises what is printed
        return None
    evaluated = evaluation.evaluate(plan, latest)
    counts = evaluation.counts(evaluated.table, "domain").to_dict("index")
    counts |= evaluation.counts(evaluated.table).to_dict("index")
    values = facts_of(evaluated)
    return {
        "sentence": {
            "zh": "".join(texts.lines("monitored.txt", values)),
            "en": texts.lines("english.txt", values)[0],
        },
        "rows": [{"group": group, **row} for group, row in counts.items()],
        "verdicts": evaluation.judge.VERDICTS,
        "parts": standing.verdicts(),
        "bars": standing.bars(evaluated.table, "domain", "verdict", standing.verdicts()),
    }
