"""Reading the tables of a plan folder against what is said of their columns."""

import datetime
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ..indicator.target import Rule, parse_target
from ..words.errors import Fault
from .rows import read_rows

LINE = "_line"  # column with the line of the file, for error messages
DERIVED = (
    "derived"  # marks a field whose cells may be blank, and its column absent, where others tell what stands in them
)
# how a number is written; what else Python would take for one (1_000, ١٢, nan) is none
CASTS = {
    "integer": (re.compile(r"[-+]?[0-9]{1,15}"), int, ("a whole number", "整数")),
    "number": (re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?"), float, ("a number", "数字")),
}
DATE = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?(?: 0?0:00(?::00)?)?")


def records(frame: pd.DataFrame) -> list[dict]:
    """Return the rows of a table as dicts, as ``to_dict("records")`` does, in a quarter of its time.

    >>> records(pd.DataFrame({"code": ["W01", "W02"], "year": [2010, 2020]}))
    [{'code': 'W01', 'year': 2010}, {'code': 'W02', 'year': 2020}]
    """
    names = list(frame)
    return [dict(zip(names, row, strict=True)) for row in frame.to_numpy(object).tolist()]


# a printed target, its indicator's good direction and unit, the year it counts from
Asked = tuple[str, str | None, str, int]


class Rules(dict[Asked, Rule]):
    """Printed targets as rules; many cells of a plan say the same, and each wording is read once."""

    def __missing__(self, asked: Asked) -> Rule:
        """Read one that was not asked for before; raise TargetError where no rule reads it."""
        rule = self[asked] = parse_target(*asked)
        return rule


class Tables(dict[str, pd.DataFrame]):
    """The tables of a plan folder, whose rows are made once, for all who look; what is filled in, is in the rows and the table."""

    def __init__(self, tables: Mapping[str, pd.DataFrame]):
        super().__init__(tables)
        self.rules = Rules()
        self._rows: dict[str, list[dict]] = {}
        self._named: dict[str, dict[str, list[dict]]] = {}

    def rows(self, name: str) -> list[dict]:
        """Return the rows of a table as :func:`records` does; to be read only."""
        if name not in self._rows:
            self._rows[name] = records(self[name])
        return self._rows[name]

    def fill(self, name: str, columns: Iterable[str], dtype: type | None = None) -> None:
        """Take over into a table what was filled into some columns of its rows; ``dtype`` of the columns, None: their own."""
        frame, rows = self[name], self.rows(name)
        for column in columns:
            kind = frame[column].dtype if dtype is None else dtype
            frame[column] = pd.Series([row[column] for row in rows], index=frame.index, dtype=kind)

    def source(self, reference: str) -> dict | None:
        """Return the row that ``table:row`` or ``prose:id`` names, or None where there is not just one."""
        table, _, key = reference.partition(":")
        column = "id" if table == "prose" else "row"
        if table not in self or column not in self[table] or "table" in self[table]:  # one that names rows of others
            return None
        if table not in self._named:
            by = self._named[table] = {}
            for row in self.rows(table):
                by.setdefault(str(row[column]), []).append(row)
        rows = self._named[table].get(key, ())
        return rows[0] if len(rows) == 1 else None


def set_aside(tables: dict[str, pd.DataFrame]) -> set[tuple[str, int, str]]:
    """Return (table, row, column) of the printed cells that ``corrections.csv`` keeps out of trends."""
    if "corrections" not in tables:
        return set()
    cells = tables["corrections"]
    return set(zip(*(cells[name].tolist() for name in ("table", "row", "column")), strict=True))


def read_tables(folder: Path, resources: list[dict]) -> tuple[dict[str, pd.DataFrame], list[Fault]]:
    """Read every table of a plan folder.

    Parameters
    ----------
    folder : plan folder.
    resources : descriptions of the tables, as :func:`~kzplan.plan.layout.as_asked` returns them.

    Returns
    -------
    (tables, faults) : DataFrames by name (absent where a table could not be read), and every fault found. Each frame carries
        a ``_line`` column: the line of the file as a text editor counts it.
    """
    faults, tables = [], {}
    for resource in resources:
        frame, found = read_table(folder, resource)
        faults += found
        if frame is not None:
            tables[resource["name"]] = frame
    return tables, faults


def read_table(folder: Path, resource: dict, strip: bool = False) -> tuple[pd.DataFrame | None, list[Fault]]:
    """Read one table.

    Parameters
    ----------
    folder : plan folder.
    resource : its description, which was looked at.
    strip : leave out what no document can print; else it is a fault.

    Returns
    -------
    (DataFrame or None where the file cannot be read, faults)
    """
    path, fields = resource["path"], resource["schema"]["fields"]
    names = [field["name"] for field in fields]
    rows, faults = read_rows(folder / path, path, names, strip)
    if faults:
        return None, faults
    (_, header), *body = rows
    faults = _header_faults(path, header, names, {one["name"] for one in fields if one.get(DERIVED)})
    if faults:
        return None, faults
    whole = [(line, cells) for line, cells in body if len(cells) == len(header)]
    faults += [_width_fault(path, line, len(cells), len(header)) for line, cells in body if len(cells) != len(header)]
    lines = [line for line, _ in whole]
    texts = dict(zip(header, zip(*(cells for _, cells in whole), strict=True), strict=True)) if whole else {}
    columns = {LINE: lines}
    for field in fields:
        cells = texts.get(field["name"], ("",) * len(lines))
        columns[field["name"]], found = _cast(lines, cells, field, path)
        faults += found
    return frame_of(columns, len(lines)), faults + _key_faults(columns, resource)


def frame_of(columns: Mapping[str, Any], length: int) -> pd.DataFrame:
    """Return a table of lists, each a column of objects, and of arrays, each of its own type.

    >>> frame_of({"code": ["W01", "W02"], "value": np.array([1.5, 2.0])}, 2).dtypes.astype(str).to_dict()
    {'code': 'object', 'value': 'float64'}
    >>> frame_of({"names": [("W01",), ("W02",)]}, 2)["names"].tolist()
    [('W01',), ('W02',)]
    """
    block = np.empty((len(columns), length), dtype=object)  # one for all is quicker
    for at, values in enumerate(columns.values()):
        if isinstance(values, list):
            block[at] = np.fromiter(values, object, length)  # tuples stay tuples
    frame = pd.DataFrame(block.T, columns=list(columns), dtype=object, copy=False)
    for at, values in enumerate(columns.values()):
        if not isinstance(values, list):
            frame.isetitem(at, values)
    return frame


def _header_faults(name, header, names, derived=frozenset()):
    faults = []
    for column in names:
        if column not in header and column not in derived:
            faults.append(
                Fault(
                    name,
                    ("the column is missing", "缺少该列"),
                    (f"columns {', '.join(names)}", f"各列 {', '.join(names)}"),
                    ("Add it, or correct its heading.", "请补上该列或更正列名。"),
                    1,
                    column,
                )
            )
    for column in dict.fromkeys(header):
        if column not in names or header.count(column) > 1:
            found = ("an unknown column", "未知的列") if column not in names else ("the column twice", "该列出现两次")
            expected = (f"columns {', '.join(names)}", f"各列 {', '.join(names)}")
            faults.append(Fault(name, found, expected, ("Remove it.", "请删除。"), 1, column))
    return faults


def _width_fault(name, line, found, expected):
    return Fault(
        name,
        (f"{found} cells", f"{found}个单元格"),
        (f"{expected} cells", f"{expected}个单元格"),
        ("Look for a comma too many or too few.", "请检查多余或缺少的逗号。"),
        line,
    )


def _cast(lines, texts, field, path):
    """A column in its type, with a fault for every cell that does not fit the dictionary."""
    limits, kind = field.get("constraints", {}), field["type"]
    if kind == "string" and not limits.keys() & {"enum", "pattern"} and ("" not in texts or not limits.get("required")):
        return list(texts), []  # any text fits
    read = {text: _cell(text, kind, limits, field.get(DERIVED, False)) for text in dict.fromkeys(texts)}
    values, faults = [read[text][0] for text in texts], []
    for line, text in zip(lines, texts, strict=True) if any(problem for _, problem in read.values()) else ():
        problem = read[text][1]
        if problem:
            found = (f"{text!r}", f"“{text}”") if text else ("a blank cell", "空白单元格")
            remedy = ("Correct the cell.", "请更正该单元格。")
            faults.append(Fault(path, found, problem, remedy, line, field["name"]))
    if kind == "integer":
        blank = np.array([value is None for value in values], dtype=bool)
        return pd.arrays.IntegerArray(np.array([value or 0 for value in values], dtype="int64"), blank), faults
    if kind == "number":
        return np.array(values, dtype=float), faults
    return values, faults


def _cell(text, kind, limits, derived=False):
    """The cell's value and, where it does not fit, what was expected (English, Chinese)."""
    empty = None if kind in CASTS else ""
    if text == "":
        return empty, ("a value", "有值") if limits.get("required") and not derived else None
    value = text
    if kind in CASTS:
        written, cast, expected = CASTS[kind]
        if not written.fullmatch(text):
            return empty, expected
        value = cast(text)
        if abs(value) == float("inf"):
            return empty, ("a finite number", "有限数值")
        if value < limits.get("minimum", value):
            return value, (f"at least {limits['minimum']}", f"不小于{limits['minimum']}")
    elif kind == "date":
        value = _date(text)
        return value or text, None if value else ("a date as YYYY-MM-DD", "形如YYYY-MM-DD的日期")
    elif "enum" in limits and text not in limits["enum"]:
        return value, (f"one of {', '.join(limits['enum'])}", f"{'、'.join(limits['enum'])}之一")
    elif "pattern" in limits and not re.fullmatch(limits["pattern"], text):
        return value, (f"a text of the form {limits['pattern']}", f"形如{limits['pattern']}的文本")
    return value, None


def _date(text):
    """A date as 2026-03-31, also of 2026/3/31 as a spreadsheet leaves it; None where it is none."""
    match = DATE.fullmatch(text)
    try:
        return datetime.date(*map(int, match.groups())).isoformat() if match else None
    except ValueError:
        return None


def _key_faults(columns, resource):
    schema = resource["schema"]
    keys = {tuple(schema.get("primaryKey", [])), tuple(schema.get("key", []))}
    keys |= {(f["name"],) for f in schema["fields"] if f.get("constraints", {}).get("unique")}
    # a blank one that follows from others, or is told already, is none; of other columns blank is a word like any other
    said = {f["name"] for f in schema["fields"] if f.get(DERIVED) or f.get("constraints", {}).get("required")}
    faults = []
    for key in sorted(key for key in keys if key):
        rows = list(zip(*(list(columns[name]) for name in key), strict=True))
        if len(set(rows)) == len(rows):
            continue
        first: dict[tuple, int] = {}
        for line, cells in zip(columns[LINE], rows, strict=True):
            if any(name in said and (pd.isna(cell) or cell == "") for name, cell in zip(key, cells, strict=True)):
                continue
            if first.setdefault(cells, line) != line:
                faults.append(_again(resource["path"], ", ".join(map(str, cells)), first[cells], line, key))
    return faults


def _again(path, value, first, line, key):
    found = (f"{value} again (first on line {first})", f"“{value}”重复（首见第{first}行）")
    remedy = ("Remove or renumber one of them.", "请删除或重新编号其中之一。")
    return Fault(path, found, ("each once", "只出现一次"), remedy, line, ", ".join(key))
