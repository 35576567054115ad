"""The plan folder of what was confirmed: whole and loaded once, or not at all."""

import csv
import json
import re
import tempfile
from pathlib import Path

import pandas as pd

from ..paper.whole import folder_at, named
from ..plan.catalogue import known_indicators
from ..plan.consistency import expected_codes
from ..plan.descriptor import IMPORTED
from ..plan.load import data_folder, load_plan
from ..plan.period import PARTS, UNDIVIDED, Period, read_period
from ..plan.plan import Plan
from ..plan.printed import parse_value, split_name
from ..words.both import Both
from ..words.door import door
from ..words.errors import PlanError, Refusal
from .births import external_of
from .confirmed import Confirmed
from .defined import definitions_of
from .facts import Facts
from .traced import in_review
from .typed import reason_of
from .wanted import kind_of

GOAL_COLUMNS = ["row", "domain", "number", "name", "target_city", "target_district", "nature", "department"]
SET_ASIDE = "set aside on import"  # family of corrections that no person has looked at
OPTIONAL = ("classes", "references")  # tables that a document does not give
DOMAINS, DOMAINS_EN = (
    {part: one.text(lang) for part, one in zip(PARTS, UNDIVIDED, strict=True)} for lang in ("zh", "en")
)


@door
def write_folder(done: Confirmed, folder: str | Path) -> Plan:
    """Write a plan folder and load it.

    Parameters
    ----------
    done : what :func:`kzplan.importing.confirmed.read_review` returns.
    folder : where to; must not be there, or be empty.

    Returns
    -------
    Plan : as loaded from the folder.

    Raises
    ------
    Refusal : the folder holds something already.
    PlanError : the folder would not load; nothing is left of it. The faults name the review's sheets, rows and columns.
    """
    folder = Path(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refusal(
            f"{folder} is there already and not empty; give another name", f"{folder}已经存在且不为空，请换一个名称"
        )
    period = _period(done)
    tables = _tables(done, period)
    folder_at(folder.parent)
    # beside it, so that it comes to its place in one step
    with named(folder), tempfile.TemporaryDirectory(dir=folder.parent) as place:
        made = Path(place) / folder.name
        (made / "printed").mkdir(parents=True)
        dictionary = _dictionary(done.facts, period, tables)
        (made / "datapackage.json").write_text(
            json.dumps(dictionary, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
        for resource in dictionary["resources"]:
            columns = [one["name"] for one in resource["schema"]["fields"]]
            _write(made / resource["path"], columns, tables[resource["name"]])
        try:
            _loads(made, dictionary, tables)
        except PlanError as problem:
            raise in_review(problem, done) from None
        if folder.exists():
            folder.rmdir()
        made.rename(folder)
    return load_plan(folder)


def _loads(made, dictionary, tables):
    """Load what was made; cells that cannot be right are kept out of trends, as corrections.csv does, before it is refused."""
    try:
        load_plan(made)
    except PlanError as problem:
        resource = next(one for one in dictionary["resources"] if one["name"] == "corrections")
        columns = [one["name"] for one in resource["schema"]["fields"]]
        doubtful = [row for fault in problem.faults if (row := _doubtful(fault, tables))]
        if not doubtful:
            raise
        _write(made / resource["path"], columns, doubtful)
        load_plan(made)


def _doubtful(fault, tables):
    """The line of corrections.csv of a printed value that is at fault, or None."""
    name = Path(fault.file).stem
    if not fault.file.startswith("printed/") or not fault.column.startswith("value_") or fault.row < 2:
        return None
    row = tables[name][fault.row - 2]
    said = (
        [Both(*fault.found).text(lang) for lang in ("en", "zh")],
        [Both(*fault.expected).text(lang) for lang in ("en", "zh")],
    )
    (found_en, found_zh), (expected_en, expected_zh) = said
    return {
        "table": name,
        "row": row["row"],
        "column": fault.column,
        "printed": row[fault.column],
        "family": SET_ASIDE,
        "reason_en": f"Printed {found_en}; expected {expected_en}. Set aside when the document was read",
        "reason_zh": f"印为{found_zh}，应为{expected_zh}；导入时暂不采用",
    }


def _write(path, columns, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _period(done):
    facts = done.facts
    interim = sorted(
        {
            int(name[:4])
            for row in done.goals
            for name in row
            if isinstance(name, str) and re.fullmatch(r"\d{4}年目标", name)
        }
    )
    return Period(facts.start, facts.base, facts.first, facts.last, facts.midterm, None, tuple(interim))


def _tables(done: Confirmed, period: Period) -> dict[str, list[dict]]:
    """Every table of the folder by name, as rows."""
    tables: dict[str, list[dict]] = {}
    for part, name in zip(PARTS, period.goal_tables, strict=True):
        tables[name] = _goals([row for row in done.goals if row["part"] == part], name, period)
    for part, name in zip(PARTS, period.decade_tables, strict=True):
        tables[name] = _decade([row for row in done.past if row["part"] == part], name, period)
    figures = [row for row in done.figures if row["kept"]]
    tables["prose"] = [_figure(at, row) for at, row in enumerate(figures, start=1)]
    goals = [row for row in done.goals if row["kept"]]
    tables["targets"] = [_target(row) for row in goals]
    tables["baselines"] = [_baseline(row, period) for row in goals]
    tables["indicators"] = _indicators([row for row in done.past if row["kept"]], goals, period)
    tables["corrections"], tables["external"] = [], external_of(done.facts)
    tables["conventions"] = _shipped("conventions")
    tables["definitions"] = definitions_of(goals, done.facts.own)
    return tables


def _carried(rows, columns):
    """The rows that stay; what a merged cell of a row that goes holds passes to the next."""
    kept, held = [], dict.fromkeys(columns, "")
    for row in rows:
        if row["kept"]:
            for column in columns:
                row[column] = row[column] if row[column].strip() else held[column]
            held = dict.fromkeys(columns, "")
            kept.append(row)
        else:
            held = {column: row[column] if row[column].strip() else held[column] for column in columns}
    return kept


def _numbered(rows):
    """Printed numbers as they are where they run 1, 2, 3 …; counted anew where they do not."""
    said = [row["序号"].strip() for row in rows]
    if [one for one in said if one] == [str(at) for at in range(1, sum(map(bool, said)) + 1)] and said and said[0]:
        return
    count = 0
    for row, one in zip(rows, said, strict=True):
        count += 1 if one or not any(said) or not count else 0
        row["序号"] = str(count) if one or not any(said) or (count == 1 and row is rows[0]) else ""


def _in_table(rows, table, merged):
    """The rows that stay, numbered, each with its place in a printed table."""
    kept = _carried(rows, merged)
    _numbered(kept)
    for at, row in enumerate(kept, start=1):
        row["table"], row["row"] = table, at
    return kept


def _goals(rows, table, period):
    rows = _in_table(rows, table, ("序号", "类别", "属性", "责任单位"))
    printed = []
    for row in rows:
        cells = {
            "row": row["row"],
            "number": row["序号"],
            "domain": row["类别"],
            "name": row["name"],
            "nature": row["属性"],
            "department": row["责任单位"],
        }
        cells |= {"target_city": row["上级目标"] or "—", "target_district": row["target"]}
        cells |= {f"interim_{year}": row.get(f"{year}年目标") or "—" for year in period.interim}
        printed.append(cells)
    if printed and not printed[0]["domain"]:
        printed[0]["domain"] = _domain(table.split("_")[0], printed[0]["name"])
    for row, code in zip(rows, expected_codes(table, pd.DataFrame(printed, columns=["number"])), strict=True):
        row["code"] = code
    return printed


def _domain(part, name):
    """A word for all of a part's indicators, of a document that has no headings, in its language."""
    return (DOMAINS_EN if name.isascii() else DOMAINS)[part]


def _decade(rows, table, period):
    printed = []
    for row in _in_table(rows, table, ("序号", "责任单位")):
        cells = {
            "row": row["row"],
            "number": row["序号"],
            "name": row["指标名称"],
            "unit": row["单位"] or "—",
            "department": row["责任单位"],
        }
        cells |= {column: row.get(f"{year}年值") or "—" for column, year in period.value_columns.items()}
        printed.append(cells | {period.past_target: row["规划目标"] or "—"})
    return printed


def _figure(at, row):
    row["id"] = f"P{at:02d}"
    line = re.search(r"第(\d+)行", row["来源"])
    return {
        "id": row["id"],
        "plan": row["part"],
        "line": int(line[1]) if line else 1,
        "name": row["指标名称"],
        "year": row["年份"],
        "value": row["value"],
        "unit": row["单位"],
        "quote": row["原文"],
    }


def _target(row):
    said = {
        "code": row["code"],
        "table": row["table"],
        "row": row["row"],
        "name": row["name"],
        "indicator": row["indicator"],
    }
    said["stratum"] = "" if row["stratum"] == "total" else row["stratum"]
    return said | ({"kind": row["kind"], "direction": row["direction"]} if row["other"] else {})


def _baseline(row, period):
    places, names, years = [], [], {}
    for name, one in row["sources"]:
        places.append(f"{one['table']}:{one['row']}" if name == "past" else f"prose:{one['id']}")
        names.append(one["指标名称"].strip())
        # figures of the text under one name are its values of several years; all else is summed, year by year
        series = years.setdefault(names[-1] if name == "figures" else places[-1], set())
        series |= {int(one["年份"])} if name == "figures" else _valued(one, period)
    known = set.intersection(*years.values()) if years else set()
    usable = row["grade"] in ("A", "B")
    grades = {
        f"grade_{year}": row["grade"] if year in known or not usable else "N" for year in period.value_columns.values()
    }
    own = row["理由"].strip()
    usual = reason_of(row, bool(places))
    grade = row["grade"] if not usable or known else "N"  # a figure of the text may be of a year that no table has
    return {
        "code": row["code"],
        "comparability": grade,
        **grades,
        "source": " + ".join(places),
        "source_name": " + ".join(names),
        "reason_en": own or usual.en,
        "reason_zh": own or usual.zh,
    }


def _valued(row, period):
    """The years whose cell of a printed row holds a number."""
    years = period.value_columns.values()
    return {year for year in years if parse_value(row.get(f"{year}年值", ""))[0] is not None}


def _indicators(past, goals, period):
    """What each printed row up to the base is about; its whole and the parts of a share by the catalogue."""
    domains = {(row["part"], row["indicator"]): row["类别"] for row in _filled(goals)}
    places = {(row["table"], row["indicator"], row["stratum"]): row["row"] for row in past[::-1]}
    rows = []
    for row in past:
        known = known_indicators().get((row["indicator"], row["stratum"]))
        said = {"table": row["table"], "row": row["row"], "name": row["指标名称"], "stratum": row["stratum"]}
        said["indicator"] = row["indicator"] or f"{row['table']}_row_{row['row']}"
        said["domain"] = domains.get((row["part"], row["indicator"])) or _domain(row["part"], row["指标名称"])
        if known is None:
            said |= {"kind": kind_of(row["单位"].strip()), "direction": "none"}
        else:
            for column, other in (
                ("parent_row", known.whole),
                ("numerator_row", known.numerator),
                ("denominator_row", known.denominator),
            ):
                said[column] = places.get((row["table"], *other.split(":")), "") if other else ""
        rows.append(said)
    return rows


def _filled(goals):
    domain = ""
    for row in goals:
        domain = row["类别"].strip() or domain
        yield row | {"类别": domain}


def _shipped(name):
    with (data_folder() / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _dictionary(facts: Facts, period: Period, tables: dict[str, list[dict]]) -> dict:
    """The dictionary of the shipped plan with this one's years, names and tables."""
    text = (data_folder() / "datapackage.json").read_text(encoding="utf-8")
    usual = read_period(json.loads(text))
    renamed = dict(
        zip((*usual.goal_tables, *usual.decade_tables), (*period.goal_tables, *period.decade_tables), strict=True)
    )
    for old, new in zip(usual.value_columns.values(), period.value_columns.values(), strict=True):
        renamed |= {f"value_{old}": f"value_{new}", f"grade_{old}": f"grade_{new}"}
    renamed[usual.past_target] = period.past_target
    renamed[json.loads(text)["district"]] = facts.district
    text = re.sub(
        "|".join(map(re.escape, renamed)), lambda match: json.dumps(renamed[match[0]], ensure_ascii=False)[1:-1], text
    )
    found = json.loads(text)
    printed = (*period.goal_tables, *period.decade_tables)
    resources = [
        one
        for one in found["resources"]
        if one["name"] not in OPTIONAL and (tables[one["name"]] or one["name"] not in (*printed, "definitions"))
    ]
    for one in resources:
        if one["name"] in printed:
            one["title"] = facts.title
        if one["name"] in period.goal_tables:
            one["schema"]["fields"] += [
                {"name": name, "type": "string", "description": "Target of an interim year"}
                for name in period.interim_columns
            ]
    return _about(facts, period) | {"resources": resources}


def _about(facts, period):
    names = ("start", "base", "first", "last", "midterm")
    levels = {"own": {"en": facts.own_en, "zh": facts.own}}
    if facts.above:
        levels["above"] = {"en": facts.above_en or "level above", "zh": facts.above}
    if facts.statistics:
        levels["statistics"] = {"en": f"the {facts.own_en}'s statistics bureau", "zh": facts.statistics}
    if facts.committee:
        office = f"the office of the {facts.own_en}'s committee on women and children"
        levels["committee"] = {"en": office, "zh": facts.committee}
    # an English page cannot cite a Chinese title; whose plan it is, it can say
    named = facts.district_en and facts.district_en.isascii() and not facts.source.isascii()
    cite = {"cite": {"en": f"Plan of {facts.district_en}, {facts.first}-{facts.last}"}} if named else {}
    return cite | {
        "name": IMPORTED,
        "title": facts.title,
        "description": "Read from the document as published; each row was confirmed by a person.",
        "version": "1.0.0",
        "geo": facts.district,
        "district": facts.district,
        "district_en": facts.district_en or facts.district,
        "nation": "",
        "areas": {},
        "period": {name: getattr(period, name) for name in names}
        | ({"interim": list(period.interim)} if period.interim else {}),
        "levels": levels,
        "sources": [{"title": facts.source}],
    }


__all__ = ["split_name", "write_folder"]
