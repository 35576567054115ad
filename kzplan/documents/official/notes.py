"""What has to be said beside the values: remarks of departments, changes of definition, revised base values."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pandas as pd

from ...evaluation import judge
from ...evaluation.engine import Evaluation
from ...plan import tables
from ...plan.counted import blank, counting, standing
from ...returns.departments import unlike
from ...returns.doubted import DOUBTED
from ...words import labels
from ...words.both import Both
from ..line import beside_which
from ..names import names_of
from ..prose import clause, sentence
from .table import CODE, Column, Official, table_of

BIRTHS = "上年底尚无活产数，例数少带来的偶然波动未计入可能性，本次报送后才计入，变化中有{}由此而来，不是进展"
REMARK, BROKEN, REVISED, UNLIKE = "备注", "口径调整", "历史数据修订", "所报不一致"
BASE, BEFORE, TOTAL = "基期值", "上年", "合计"  # headings of values that name no year
_YEAR = re.compile(r"(\d{4})年")
UNMARKED = ("comparable", "errata", "gaps", "notes")  # tables that are not of values, or say it themselves


def notes_table(evaluation: Evaluation) -> Official:
    """Return the remarks of departments year by year, the changes of definition and the revised values."""
    plan, found = evaluation.plan, [*_remarks(evaluation), *_changes(evaluation)]
    order = list(plan.by_code)
    found.sort(key=lambda line: (order.index(line[0]), line[1]))
    columns = [
        Column("代码", [line[0] for line in found], 7),
        Column("指标", [plan.target(line[0]).name.zh for line in found], 28),
        Column("年份", [line[1] for line in found], 8, "year"),
        Column("类别", [line[2] for line in found], 12),
        Column("内容", [line[3] for line in found], 56),
        Column("来源单位", [line[4] for line in found], 18),
    ]
    return table_of("notes", "备注、口径调整和历史数据修订", columns)


def _remarks(evaluation: Evaluation) -> Iterator[tuple[str, int, str, str, str]]:
    """(code, year, kind, text, department) of what stands beside the reports that count; alike ones together."""
    plan = evaluation.plan
    for (code, year), reports in standing(tables.records(plan.tables["observations"]), plan.departments).items():
        said: dict[str, list[str]] = {}
        for one in counting(reports):
            said.setdefault(one.total["note"] or "", []).append(one.department)
        if (told := unlike(reports)) is not None and year <= evaluation.year:
            yield code, year, UNLIKE, told.zh, "、".join(filter(None, dict.fromkeys(one.department for one in reports)))
        for note, departments in said.items():
            if note:
                yield code, year, REMARK, note, "、".join(filter(None, departments))


def _changes(evaluation: Evaluation) -> Iterator[tuple[str, int, str, str, str]]:
    """(code, year, kind, text, who) of changes of definition and revised values."""
    plan = evaluation.plan
    for one in plan.breaks.values():
        yield one.code, one.year, BROKEN, one.words.zh, one.who
    for revision in plan.revised.values():
        yield revision.code, revision.year, REVISED, revision.words.zh, ""
    for row in (one for one in plan.returned_rows if not blank(one["value"]) and one["year"] <= plan.period.base):
        printed, year = plan.target(row["code"]).grades.get(int(row["year"])), int(row["year"])
        if row["stratum"] == "total" and not (printed and printed.usable):
            said = f"{year}年值由责任单位报为{labels.number(row['value'], 4)}，规划所印的口径不同、有误或没有，不用"
            yield row["code"], year, REVISED, said, row["department"] or ""


def _births(evaluation: Evaluation) -> dict[str, str]:
    """By code, what live births that became known with the year's reports did to a chance."""
    rows = evaluation.table[evaluation.table["p_births"].notna()]
    by = [labels.points(*pair) for pair in zip(rows["p_births"], rows["p_before"], strict=True)]
    return {
        code: BIRTHS.format(f"{points:+.0f}个百分点" if points else "不足1个百分点")
        for code, points in zip(rows["code"], by, strict=True)
    }


def with_notes(table: Official, evaluation: Evaluation, doubts: Mapping[tuple[str, int], Both]) -> Official:
    """Return a table with what has to be said of its values below it; of a table of the year's values, its remarks too.

    Parameters
    ----------
    table, evaluation : whose values.
    doubts : (code, year) → why the value is asked about; it is marked where it stands.
    """
    if table.key in UNMARKED or "代码" not in table.frame:
        return table
    plan, lines, rows = evaluation.plan, [], evaluation.table
    beside = {code: (note, value) for code, note, value in zip(rows["code"], rows["note"], rows["value"], strict=True)}
    births = _births(evaluation) if table.key == "chances" else {}
    judged = _judged_how(table, evaluation)
    marked = _marked(table, evaluation, doubts)
    asked = sorted({one for heading in marked.values() for one in heading.items()})
    for code in dict.fromkeys(table.frame["代码"]):
        told = [one.zh for one in plan.remarks(code)]
        told += judged.get(code, [])
        note, value = beside[code]
        told += [f"{year}年值{DOUBTED.zh}：{doubts[code, year].zh}" for one, year in asked if one == code]
        if table.key == "complete" and note and value == value and not any(clause(note) in one for one in told):
            told.append(f"备注：{note}")
        if code in births:
            told.append(births[code])
        said = "；".join([*map(clause, told[:-1]), *told[-1:]])
        lines += [sentence(f"注：{code}　{said}")] if told else []
    return replace(table, notes=tuple(lines), doubted=marked)


def _judged_how(table: Official, evaluation: Evaluation) -> dict[str, list[str]]:
    """What stands beside the verdicts of a table, by code: another definition than the target's, the figure of another series."""
    if not any(heading.endswith("判定") for heading in table.frame):
        return {}
    plan, found = evaluation.plan, {}
    for row, one in zip(evaluation.rows, evaluation.told, strict=True):
        if row["verdict"] in judge.JUDGED:
            changed = [plan.breaks[row["code"]].caution.zh] if row["code"] in plan.breaks else []
            beside = beside_which(row, one.case, plan)
            found[row["code"]] = changed + ([f"参照{beside}"] if beside else [])
    return found


def _marked(
    table: Official, evaluation: Evaluation, doubts: Mapping[tuple[str, int], Both]
) -> dict[str, dict[str, int]]:
    """Heading → the targets whose value there is asked about, each with the year of that value."""
    if not doubts:
        return {}
    rows, found = evaluation.table[["code", "base_year", "value_year"]].set_index("code"), {}
    own = rows.loc[list(table.frame[CODE])]
    for heading in (name for name, kind in table.kinds.items() if kind == "value"):
        years = _years(table, heading, evaluation, own)
        told = {code: year for code, year in years.items() if (code, year) in doubts}
        found |= {heading: told} if told else {}
    return found


def _years(table: Official, heading: str, evaluation: Evaluation, own: pd.DataFrame) -> dict[str, int]:
    """Code → the year of the value that stands under a heading; ``own``: the years of the base and of the value of each row, which may be an older one."""
    named, year = _YEAR.fullmatch(heading), evaluation.year
    if heading == names_of(evaluation.plan).here and f"{heading}年份" in table.frame:
        years = table.frame[f"{heading}年份"].set_axis(own.index)
    elif heading == BASE:
        years = own["base_year"]
    elif heading == BEFORE:
        years = own["value_year"].fillna(year) - 1
    elif named is None:
        years = own["value_year"] if heading == TOTAL else own["value_year"].iloc[:0]
    else:
        used = int(named[1]) == year and table.key != "values"  # where every value stands under its own year
        years = own["value_year"] if used else pd.Series(int(named[1]), own.index)
    return years.dropna().astype(int).to_dict()
