"""Faults between the tables of a plan folder: codes, links, repeated names, cells that cannot be read."""

import math
import re
from collections import Counter
from collections.abc import Iterable
from difflib import get_close_matches
from itertools import accumulate

import pandas as pd

from ..indicator.unit import plain_unit
from ..model.parameters import subclasses
from ..words.errors import Fault
from .asked import target_faults
from .period import PARTS, Period
from .printed import IN_CELL, parse_value, path_of, split_name, written_unit
from .tables import LINE, Tables, set_aside

PLANS = dict(zip(PARTS, ("W", "C"), strict=True))
PROGRAMME = "programme"  # a count that a programme sets, which does not drift
_ON_AVERAGE = re.compile(
    r"每|人均|户均|校均|平均|\bper\b|\baverage\b", re.IGNORECASE
)  # 每千人口…托位数（个）: 1.9 is one
_AROUND_NUMBER, _NESTED = re.compile(r"^[（(]|[）).、]$"), re.compile(r"[0-9]+(?:\.[0-9]+)+")
WHOLE_UNITS = {"人", "例", "件", "个", "所", "人次", "项", "种", "户"}
_CORRECT = ("Correct the cell.", "请更正该单元格。")
_SHIFTED = (
    "A row may have been inserted, deleted or moved; put it back or correct the reference.",
    "可能插入、删除或移动了行；请恢复或更正引用。",
)


def find_faults(tables: Tables, period: Period, strict: bool = True) -> list[Fault]:
    """Return every fault between the tables of a plan folder; tables that are absent are passed over.

    With ``strict`` false, values that can be read but cannot be right are left to the audit.
    """
    printed = (_printed_order, _printed_values, target_faults)
    said = (_codes, _echoes, _links, _indicator_rows, _baselines, _prose)
    doubtful = (_misfits, _parts, _corrected_cells, _source_units) if strict else ()
    return [fault for check in (*printed, *said, *doubtful) for fault in check(tables, period)]


def expected_codes(table: str, frame: pd.DataFrame) -> list[str]:
    """Return the code of each printed row: the plan's letter, the number, a letter where it covers several.

    Parameters
    ----------
    table : name of a table of targets, as women_2021_2030.
    frame : its printed rows, ``number`` blank where the cell is merged.
    """
    # numbers that begin anew with each domain are counted on, and so are rows without any
    printed = frame["number"].tolist()
    numbers = list(accumulate(bool(text) or not any(printed) for text in printed))
    total, seen, codes = Counter(numbers), Counter[int](), []
    for number in numbers:
        seen[number] += 1
        letter = chr(96 + seen[number]) if total[number] > 1 else ""
        codes.append(f"{PLANS[table.split('_')[0]]}{number:02d}{letter}")
    return codes


def _fault(table, row, column, found, expected, remedy=_CORRECT):
    return Fault(path_of(table), found, expected, remedy, int(row[LINE]), column)


def _present(tables, names):
    return [(name, tables[name]) for name in names if name in tables]


def _printed_order(tables, period):
    """Rows run 1, 2, 3 …, numbers run 1, 2, 3 … with blanks for merged cells, first rows are filled."""
    for name, _ in _present(tables, period.decade_tables + period.goal_tables):
        number, rows = 0, tables.rows(name)
        filled = [one for one in ("number", "domain", "nature", "department") if any(row.get(one) for row in rows)]
        for position, row in enumerate(rows, start=1):
            if pd.notna(row["row"]) and row["row"] != position:  # a blank one is told already
                found = (f"row {row['row']}", f"行号{row['row']}")
                yield _fault(name, row, "row", found, (f"{position}", f"{position}"), _SHIFTED)
            shown = _AROUND_NUMBER.sub("", row["number"])
            nested = _NESTED.fullmatch(shown)  # 1.2, which is only read as it stands
            if shown and not nested and shown not in (str(number + 1), "1"):  # 1: it begins anew
                found = (f"number {row['number']!r}", f"序号“{row['number']}”")
                expected = (f"{number + 1}, or blank for a merged cell", f"{number + 1}，合并单元格则留空")
                yield _fault(name, row, "number", found, expected, _SHIFTED)
            number = int(shown) if shown.isdecimal() and len(shown) < 9 else number
            for column in filled if position == 1 else ():
                if not row[column]:
                    found = ("a blank cell", "空白单元格")
                    yield _fault(
                        name, row, column, found, ("a value in the first row", "有内容的单元格（首行不能留空）")
                    )


def _printed_values(tables, period):
    """Value cells hold a number, or a known word for missing."""
    for name, row, column, _, note in _values(tables, period):
        if note == "unreadable":
            found = (f"{row[column]!r}", f"“{row[column]}”")
            yield _fault(name, row, column, found, ("a number, — or 未开展", "数字、—或未开展"))


def _values(tables, period):
    """Every value cell: (table, row, column, number or None, note)."""
    for name, _ in _present(tables, period.decade_tables):
        for row in tables.rows(name):
            for column in period.value_columns:
                yield name, row, column, *parse_value(row[column])


def _misfits(tables, period):
    """A number fits the unit of its row."""
    gross, known = _gross(tables), set_aside(tables)
    for name, row, column, value, note in _values(tables, period):
        if (name, row["row"], column) in known:
            continue
        beyond, unit = (name, row["row"]) in gross, row["unit"].strip()
        expected = None if value is None else _misfit(value, unit, beyond, bool(_ON_AVERAGE.search(row["name"])))
        if note == IN_CELL and written_unit(row[column])[-1] != written_unit(unit):
            expected = (f"a value in {unit or 'the unit of the row'}", f"以“{unit or '本行单位'}”计的数值")
        if expected:
            remedy = (
                f"The value does not fit the row's unit {row['unit']}; it may stand in the wrong row.",
                f"数值与本行单位“{row['unit']}”不符，可能填错了行。",
            )
            yield _fault(name, row, column, (f"{row[column]!r}", f"“{row[column]}”"), expected, remedy)


def _gross(tables):
    """(table, row) of the gross ratios, which may exceed 100 %; told by the indicator, whatever its name's language."""
    rows = tables.rows("indicators") if "indicators" in tables else ()
    return {(row["table"], row["row"]) for row in rows if "_gross_" in row["indicator"]}


def _misfit(value, unit, gross, on_average):
    if unit in WHOLE_UNITS and (value < 0 or (value != math.floor(value) and not on_average)):
        return ("a whole number", "整数")
    if unit == "%" and not 0 <= value <= 100 and not (gross and value > 0):
        return ("a share from 0 to 100", "0到100之间的比例")
    if unit == "‰" and not -1000 <= value <= 1000:
        return ("a rate of at most 1,000 per 1,000", "不超过1000‰的比率")
    if unit in ("1/10万", "万人", "万册", "万人次", "岁", "小时", "元/人·月") and value < 0:
        return ("a number not below 0", "不小于0的数")
    return None


def _codes(tables, period):
    """targets.csv has each printed target once, in printed order, under its code."""
    if "targets" not in tables:
        return
    targets = tables.rows("targets")
    for name, frame in _present(tables, period.goal_tables):
        codes = expected_codes(name, frame)
        rows = {row["row"]: row for row in reversed(targets) if row["table"] == name}  # of two the first counts
        for code, printed in zip(codes, tables.rows(name), strict=True):
            row = rows.get(printed["row"])
            if row is None:
                found = (f"no line for row {printed['row']}", f"没有第{printed['row']}行对应的条目")
                yield Fault("targets.csv", found, (f"{code} {printed['name']}",) * 2, ("Add it.", "请补上。"))
            elif row["code"] != code:
                found = (f"{row['code']!r}", f"“{row['code']}”")
                yield _fault("targets", row, "code", found, (code, code), _SHIFTED)
        known = set(frame["row"].tolist())
        for row in [one for one in targets if one["table"] == name and one["row"] not in known]:
            found = (f"row {row['row']}", f"第{row['row']}行")
            yield _fault("targets", row, "row", found, (f"a row of {name}", f"{name}中的行"), _SHIFTED)


def _links(tables, period):
    """Sub-classes are those of the parameters, and a series from outside is one that external.csv has."""
    if "targets" not in tables:
        return
    outside = set(tables["external"]["indicator"]) if "external" in tables else set()
    known = {"subclass": subclasses() | {PROGRAMME}, "outside": outside}
    for row in tables.rows("targets"):
        for column, names in known.items():
            if not row[column] or row[column] in names or not names:  # a plan without any series from outside has none
                continue
            near = ", ".join(get_close_matches(row[column], names, n=3, cutoff=0.0))
            found = (f"{row[column]!r}", f"“{row[column]}”")
            yield _fault(
                "targets", row, column, found, (f"a known name; nearest: {near}", f"已有的名称，相近的有：{near}")
            )


def _echoes(tables, period):
    """Names that the curated tables repeat equal the printed ones."""
    yield from _repeated(tables, {"targets": ("name", "name"), "indicators": ("name", "name")})


def _corrected_cells(tables, period):
    """A correction is of the cell as it is printed."""
    yield from _repeated(tables, {"corrections": ("printed", None)})


def _repeated(tables, repeated):
    texts = {}
    for curated, (column, printed_column) in repeated.items():
        if curated not in tables:
            continue
        for row in tables.rows(curated):
            frame = tables.get(row["table"])
            if frame is None:
                continue
            cell = printed_column or row["column"]
            if cell not in frame.columns:
                continue  # told already, as a word outside the column's vocabulary
            if (row["table"], cell) not in texts:  # of two rows with one number the first counts
                texts[row["table"], cell] = {one["row"]: one[cell] for one in reversed(tables.rows(row["table"]))}
            text = texts[row["table"], cell].get(row["row"])
            if text != row[column]:
                found = (f"{row[column]!r}", f"“{row[column]}”")
                where = f"{row['table']} row {row['row']}"
                expected = (
                    (f"{text!r} as printed in {where}", f"与{where}所印“{text}”一致")
                    if text is not None
                    else (f"a row that {where} has", f"{where}存在")
                )
                yield _fault(curated, row, column, found, expected, _SHIFTED)


def _indicator_rows(tables, period):
    """indicators.csv describes each printed row of the years up to the base; the rows it refers to exist."""
    if "indicators" not in tables:
        return
    indicators = tables.rows("indicators")
    for name, _ in _present(tables, period.decade_tables):
        described = [row for row in indicators if row["table"] == name]
        rows = {row["row"] for row in tables.rows(name) if pd.notna(row["row"])}
        for row in sorted(rows - {one["row"] for one in described}):
            found = (f"no line for {name} row {row}", f"没有{name}第{row}行对应的条目")
            yield Fault("indicators.csv", found, ("one line a printed row", "每个印刷行一条"), ("Add it.", "请补上。"))
        for column in ("parent_row", "numerator_row", "denominator_row"):
            for one in described:
                if pd.notna(one[column]) and one[column] not in rows:
                    found = (f"row {one[column]}", f"第{one[column]}行")
                    yield _fault("indicators", one, column, found, (f"a row of {name}", f"{name}中的行"), _SHIFTED)


def _parts(tables, period):
    """A count that is part of another is not larger than it, unless corrections.csv says so of the cell."""
    if "indicators" not in tables or "corrections" not in tables:
        return
    known = set_aside(tables)
    parts = [one for one in tables.rows("indicators") if one["kind"] == "count" and pd.notna(one["parent_row"])]
    for name, _ in _present(tables, period.decade_tables):
        cells = {row["row"]: row for row in reversed(tables.rows(name))}  # of two rows with one number the first counts
        for row, parent in ((one["row"], one["parent_row"]) for one in parts if one["table"] == name):
            if row not in cells or parent not in cells or cells[row]["unit"] != cells[parent]["unit"]:
                continue
            for column in period.value_columns:
                part, whole = (parse_value(cells[one][column])[0] for one in (row, parent))
                listed = {(name, row, column), (name, parent, column)} & known
                if part is None or whole is None or part <= whole or listed:
                    continue
                found = (f"{part:g}, more than the {whole:g} of row {parent}", f"{part:g}，大于第{parent}行的{whole:g}")
                expected = (f"at most {whole:g}", f"不大于{whole:g}")
                remedy = (
                    "A value may stand in the wrong row; if it is printed so, list the cell in corrections.csv.",
                    "可能填错了行；如原表如此，请列入corrections.csv。",
                )
                yield _fault(name, cells[row], column, found, expected, remedy)


def _baselines(tables, period):
    """Each target has one line of comparability, and its source is a row with the same name and unit."""
    if "baselines" not in tables or "targets" not in tables:
        return
    baselines, targets = tables["baselines"], tables["targets"]
    codes, described = targets["code"].tolist(), set(baselines["code"])
    known, grades = set(codes), [f"grade_{year}" for year in period.value_columns.values()]
    for code in codes:
        if code not in described:
            found = (f"no line for {code}", f"没有{code}的条目")
            yield Fault("baselines.csv", found, ("one line a target", "每个目标一条"), ("Add it.", "请补上。"))
    for row in tables.rows("baselines"):
        if row["code"] not in known:
            found = (f"{row['code']!r}", f"“{row['code']}”")
            yield _fault("baselines", row, "code", found, ("a code of targets.csv", "targets.csv中的代码"))
            continue
        if not row["source"]:
            if {row[grade] for grade in grades} & {"A", "B"}:
                found = ("no source", "没有来源")
                expected = ("a row to read the usable value from", "可用值所在的行")
                yield _fault("baselines", row, "source", found, expected)
            continue
        names = []
        for reference in row["source"].split(" + "):
            if _names_none(tables, period, reference):
                found = (f"{reference!r}", f"“{reference}”")
                expected = ("table:row of a printed row, or prose:id", "印刷表的 表名:行号，或 prose:编号")
                yield _fault("baselines", row, "source", found, expected, _SHIFTED)
            elif printed := tables.source(reference):
                names.append(printed["name"].strip())
        if len(names) == len(row["source"].split(" + ")) and " + ".join(names) != row["source_name"]:
            found = (f"{row['source_name']!r}", f"“{row['source_name']}”")
            expected = (
                f"{' + '.join(names)!r}, the name of {row['source']}",
                f"“{' + '.join(names)}”（{row['source']}）",
            )
            yield _fault("baselines", row, "source_name", found, expected, _SHIFTED)


def _names_none(tables, period, reference):
    """Whether a reference names no row; of a table that could not be read nothing is said, for that is told already."""
    unread = {*period.decade_tables, *period.goal_tables, "prose"} - tables.keys()
    return reference.partition(":")[0] not in unread and tables.source(reference) is None


def _source_units(tables, period):
    """A source has the unit of its target."""
    if "baselines" not in tables or "targets" not in tables:
        return
    targets = tables["targets"]
    units = {code: split_name(name)[1] for code, name in zip(targets["code"], targets["name"], strict=True)}
    for row in tables.rows("baselines"):
        for reference in row["source"].split(" + ") if row["source"] and row["code"] in units else ():
            printed = tables.source(reference)
            if printed is not None:
                yield from _unit_fault(row, printed, units[row["code"]])


def _unit_fault(row, printed, unit):
    if unit and plain_unit(unit) != plain_unit(printed["unit"]):
        shown = printed["unit"].strip()
        found = (f"a source in {shown}", f"来源单位为{shown}") if shown else ("a source without a unit", "来源没有单位")
        yield _fault("baselines", row, "source", found, (f"the target's unit {unit}", f"目标的单位{unit}"), _SHIFTED)


def _prose(tables, period):
    """Figures of the text that refer to a printed row refer to one that exists."""
    if "prose" not in tables:
        return
    for row in tables.rows("prose"):
        reference = row["table_row"]
        if reference and _names_none(tables, period, reference):
            found = (f"{reference!r}", f"“{reference}”")
            expected = ("table:row of a printed row", "印刷表的 表名:行号")
            yield _fault("prose", row, "table_row", found, expected, _SHIFTED)


def undescribed(names: Iterable[str]) -> list[Fault]:
    """Faults for tables that the dictionary itself does not name."""
    return [
        Fault(
            "datapackage.json",
            (f"no resource {name!r}", f"没有资源“{name}”"),
            ("every table of a plan folder", "规划文件夹的每一张表"),
            ("Copy its description from the shipped data folder.", "请从随附的data文件夹复制其说明。"),
        )
        for name in sorted(names)
    ]
