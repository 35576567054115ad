"""What the page carries of each target, for its article: sentences, values with their sources, the projection, the doubts."""

import math
import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from ..evaluation import comparisons
from ..evaluation.gaps import of_target
from ..odds import fan
from ..odds.case import Case
from ..odds.methods import evaluate_case
from ..odds.numbered import cited
from ..odds.projection import Projection
from ..odds.reading import Reading, reading
from ..odds.sentence import NOT_YET, needed_sentence
from ..plan.plan import Plan
from ..plan.target import Target
from ..progress import cautions
from ..returns.doubted import DOUBTED
from ..words import labels
from ..words.both import LANGUAGES, Both

Doubts = dict[tuple[str, int], list[str]]  # (table, row) → what the audit doubts there
SOURCES = {  # what a value's source is called by, and its words
    r"(?P<plan>\w+?)_(?P<first>\d{4})_(?P<last>\d{4}) row (?P<row>\d+) value_(?P<year>\d{4})": Both(
        "{plan}'s table ({first}–{last}), row {row}, {year}", "{plan}表（{first}—{last}年）第{row}行，{year}年"
    ),
    r"text line (?P<line>\d+)": Both("text, line {line}", "正文第{line}行"),
    r"observations line (?P<line>\d+)": Both("reported values, line {line}", "报送数据第{line}行"),
}
MOST_DOUBTS = 3  # shown of one target
_MARK = Both(f" ({DOUBTED.en})", f"（{DOUBTED.zh}）")
METHOD = "canada"  # the published method whose cautions are shown
DIGITS = 6  # of what is drawn and not told
TOLD = 10  # of what is told with two decimals: fewer would be rounded twice


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


def article(
    projection: Projection, row: Mapping, needed: Mapping, doubts: Mapping[str, Doubts], asked: Mapping[tuple, Both]
) -> dict:
    """Return what the page carries of one target beside its line of the outlook; words by language.

    Parameters
    ----------
    projection : the target with its verdict.
    row : its line of the outlook.
    needed : its line of :func:`kzplan.needed`.
    doubts : what :func:`doubts_of` returns, by language.
    asked : (code, year) → why a reported value is asked about; it is marked (:func:`kzplan.returns.doubted.doubted`).
    """
    case = projection.case
    target = case.target
    criterion = case.criterion
    path = projection.path()
    begins = fan.begins(case, path)
    return {
        "unit": _said(lambda lang: fan.unit_words(case, lang)),
        "after": _said(lambda lang: labels.after_number(target.unit, lang)),
        "target": _said(lambda lang: labels.target(row, lang)),
        "aimed": _said(lambda lang: labels.target_with_unit(row, {target.code: target.unit}, lang)),
        "interim": _said(lambda lang: _interim(target, lang)),
        "domain": _said(lambda lang: labels.domain(target.domain, lang)),
        "departments": list(target.departments),
        "sentence": _said(projection.sentence),
        "history": _history(case, asked),
        "joined": _joined(case),
        "begins": None if begins is None else begins._asdict(),
        "path": rounded(path.to_numpy().tolist(), TOLD),
        "goal": None if criterion is None else rounded([criterion.low, criterion.high]),
        "assumptions": cited(projection),
        "note": _said(case.note.text),
        "graded": not target.since_only(case.comparability),
        "doubts": _said(lambda lang: _asked(case, asked, lang) + _doubted(target, doubts[lang])),
        "cautions": _cautions(case),
        "needed": _needed(projection, needed),
        "because": _said(lambda lang: NOT_YET[projection.reason].text(lang)) if projection.reason else None,
    }


def _interim(target: Target, lang: str) -> dict[int, str]:
    """What is asked of interim years, where anything is."""
    units = {target.code: target.unit}
    asked = ((year, rule) for year, rule in sorted(target.interim.items()) if rule.form != "none")
    rows = {year: {"code": target.code, "target": rule.text, "rule": rule.words} for year, rule in asked}
    return {year: labels.target_with_unit(row, units, lang) for year, row in rows.items()}


def _said(question):
    return {lang: question(lang) for lang in LANGUAGES}


def rounded(numbers: Any, digits: int = DIGITS) -> Any:
    """Return numbers, in lists of any depth, with the digits that a picture needs; None for what is not finite.

    >>> rounded([1.23456789, [math.inf, 2]])
    [1.23457, [None, 2.0]]
    """
    if isinstance(numbers, list | tuple):
        return [rounded(one, digits) for one in numbers]
    return float(f"{numbers:.{digits}g}") if math.isfinite(numbers) else None


def _history(case: Case, asked: Mapping[tuple, Both]) -> list[dict]:
    """The values that count, each with its source and a mark where it is asked about, and the deaths behind a rate of them."""
    return [
        {
            "year": seen.year,
            "value": seen.value,
            "source": _said(
                lambda lang, seen=seen: (
                    source_words(seen.source, lang) + (_MARK.text(lang) if (case.code, seen.year) in asked else "")
                )
            ),
            "events": int(seen.numerator) if case.target.of_deaths and seen.numerator >= 0 else None,
        }
        for seen in case.series
    ]


def _asked(case: Case, asked: Mapping[tuple, Both], lang: str) -> list[str]:
    """Why reported values are asked about, year by year."""
    head = Both("{year}, {mark}: {why}", "{year}年，{mark}：{why}").text(lang)
    mark, years = DOUBTED.text(lang), [seen.year for seen in case.series if (case.code, seen.year) in asked]
    return [head.format(year=year, mark=mark, why=asked[case.code, year].text(lang)) for year in years]


def source_words(source: str, lang: str) -> str:
    """Return where a value stands, as a reader would be told to look it up.

    Parameters
    ----------
    source : as :meth:`kzplan.plan.plan.Plan.series` has it.
    lang : "en" or "zh".

    >>> source_words("women_2011_2020 row 40 value_2010", "zh"), source_words("text line 12 + observations line 3", "en")
    ('妇女表（2011—2020年）第40行，2010年', 'text, line 12; reported values, line 3')
    """
    told = [_place(part, lang) for part in source.split(" + ")]
    return "；".join(told) if lang == "zh" else "; ".join(told)


def _place(part: str, lang: str) -> str:
    for pattern, words in SOURCES.items():
        if found := re.fullmatch(pattern, part):
            named = found.groupdict()
            return words.text(lang).format(**named | {"plan": labels.word(named.get("plan", ""), lang)})
    return part


def _joined(case: Case) -> list[dict]:
    """The lines that a picture shows: its own values, or the area's around; those from before a change of definition."""
    drawn = case.drawn
    lines = [
        {
            "who": _said(lambda lang: fan.values_name(case, lang)),
            "hollow": case.alone,
            "values": _pairs(drawn.years, drawn.values),
        }
    ]
    if case.earlier is not None and case.broken is not None:
        broken = case.broken
        before = {"who": _said(broken.mark.text), "hollow": True}
        lines.append({**before, "values": _pairs(case.earlier.years, case.earlier.values)})
    return [line for line in lines if line["values"]]


def _pairs(years, values):
    return [[int(year), float(value)] for year, value in zip(years, values, strict=True)]


def _needed(projection: Projection, line: Mapping) -> dict | None:
    """What it would take, in a sentence, and the number where that is told; None where nothing can be asked."""
    case, now = projection.case, projection.p_reach
    if math.isnan(line["best_chance"]):
        return None
    return {
        "year": int(line["year"]),
        "value": float(line["needed"]) if reading(case, line, now) is Reading.VALUE else None,
        "said": _said(lambda lang: needed_sentence(case, line, lang, now=now)),
    }


def _doubted(target: Target, doubts: Doubts) -> list[str]:
    """What the audit doubts in the rows that a target and its values stand on."""
    rows = [(target.table, target.row), *target.source_rows]
    return list(dict.fromkeys(said for row in rows for said in doubts.get(row, [])))[:MOST_DOUBTS]


def _cautions(case: Case) -> dict[str, list[str]]:
    """What its method is known for on published cases, where it was asked of this one."""
    told = evaluate_case(METHOD, case)
    return _said(lambda lang: [cautions.published_cases()[name][lang] for name in told.cautions] if told else [])


def beside(plan: Plan, target: Target, gaps: list[dict]) -> list[dict]:
    """Return the series that stand beside a target's own: groups that are printed in pairs, and the nation's.

    Parameters
    ----------
    plan, target : of the target.
    gaps : the rows of what :func:`kzplan.evaluation.gaps.strata_gaps` returns of the plan.
    """
    lines, own = [], of_target(gaps, target)
    for pair in dict.fromkeys(row["pair"] for row in own):
        rows = [row for row in own if row["pair"] == pair]
        for part, column in enumerate(("first", "second")):
            who = _said(lambda lang, pair=pair, part=part: comparisons.pair_words(pair, lang).split("/")[part])
            values = [[row["year"], row[column]] for row in rows]
            doubted = any(row["contradicted"] for row in rows)
            lines.append({"who": who, "kind": pair, "part": part, "values": values, "doubted": doubted})
    nation = comparisons.beside(plan, target)
    if nation:
        who = {"zh": plan.nation, "en": "nation"}
        values = [[row["year"], row["value"]] for row in nation]
        lines.append({"who": who, "kind": "nation", "part": 0, "values": values, "doubted": False})
    return lines
