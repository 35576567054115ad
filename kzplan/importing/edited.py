"""What a person changed in a review outside the columns that are theirs: told by cell, never taken for what was printed."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from xlsxwriter import Workbook

from ..words.errors import Fault, Refusal

ORIGINALS = "原样"  # hidden sheet: every row as it was written
HEADINGS = ("表", "序", "内容")
ROW = "_row"  # row of the sheet
_INSTEAD = {  # where a change of a cell belongs
    "指标名称": "改为名称", "目标": "改为目标", "拟用指标": "改为指标", "类型": "改为类型", "良好方向": "改为方向", "责任单位": "补充责任单位",
    "基期来源": "改为来源", "拟定可比性": "改为可比性", "数值": "改为数值", "内容": "改为", "读作": "改为目标", "规划": "改为规划",
}  # fmt: skip
_VALUES = "基期值"  # shown beside a target; its source is another sheet's
_SHOWN = (
    "拟用指标名称",
    "相似度",
    "其他可能",
    "来源名称",
    "名称相似度",
    "来源",
    "原文",
    "说明",
    "序",
)  # nothing is made of them


def write_originals(book: Workbook, rows: Mapping[str, Iterable[Mapping[str, str]]]) -> None:
    """Add the hidden sheet of rows as they are written; ``rows`` by sheet, each with its number under 序 or 项目."""
    sheet = book.add_worksheet(ORIGINALS)
    sheet.hide()
    sheet.write_row(0, 0, HEADINGS)
    lines = [(name, row) for name, listed in rows.items() for row in listed]
    for at, (name, row) in enumerate(lines, start=1):
        sheet.write_row(at, 0, (name, number(row), json.dumps(dict(row), ensure_ascii=False)))


def number(row: Mapping[str, str]) -> str:
    """Return how a row is told from the others of its sheet."""
    return str(row.get("序") or row.get("项目") or "").strip()


def originals(cells: Iterable[Iterable[object]]) -> dict[tuple[str, str], dict[str, str]]:
    """Return the rows as they were written, by sheet and number, of the cells of the hidden sheet.

    Raises
    ------
    Refusal : the hidden sheet was damaged.
    """
    lines = [[str(one) for one in row] for row in cells]
    return {(line[0], line[1]): _row_of(line[2]) for line in lines if len(line) > 2 and line[2].startswith("{")}


def _row_of(text):
    """A row as it was written, by heading."""
    try:
        row = json.loads(text)
    except (ValueError, RecursionError):
        row = None
    if not isinstance(row, dict) or not all(isinstance(cell, str) for cell in row.values()):
        raise Refusal(
            f"the hidden sheet {ORIGINALS} of the review is damaged; go back to a copy that opens well, or run import-plan again",
            f"核对表中隐藏的工作表“{ORIGINALS}”已损坏，请换用完好的副本，或重新运行import-plan",
        )
    return row


def edits(
    sheet: str, rows: Iterable[dict], written: Mapping[tuple[str, str], dict[str, str]], own: Iterable[str]
) -> Iterator[tuple[dict, str, str, str]]:
    """Yield (row, column, as written, as it is) of each cell outside a person's own columns that is not as it was written."""
    for row in rows:
        before = written.get((sheet, number(row)), {})
        for column in [name for name in before if name in row and name not in own and name not in _SHOWN]:
            if _bare(row[column]) != _bare(before[column]):
                yield row, column, before[column].strip(), row[column].strip()


def _bare(text: str) -> str:
    return re.sub(r"\s|_x000D_", "", text)


def misplaced(sheet: str, row: dict, column: str, before: str, now: str, source: str) -> Fault | None:
    """Return the fault of a change that belongs elsewhere; None of one that is made as it stands.

    Parameters
    ----------
    sheet, row, column, before, now : what :func:`edits` gives.
    source : sheet of the figures that a baseline's value comes from.
    """
    found = (f"{now!r}, written as {before!r}", f"“{now}”，原为“{before}”")
    if column == _VALUES:
        expected = ("the value as it was read", "读出的原值")
        remedy = (
            f"Restore the cell; write another value under 改为数值 of {source}.",
            f"请恢复该单元格；数值有误的，在“{source}”表“改为数值”列填写。",
        )
        return Fault(sheet, found, expected, remedy, row[ROW], column)
    instead = _INSTEAD.get(column, "")
    if not instead or instead not in row:
        return None
    remedy = (f"Restore the cell and write it under {instead}.", f"请恢复该单元格，改动写在“{instead}”列。")
    return Fault(sheet, found, ("the cell as it was written", "单元格保持原样"), remedy, row[ROW], column)


def uncalculated(sheet: str, row: int, column: str) -> Fault:
    """Return the fault of a formula without a result."""
    found = ("a formula without a result", "没有计算结果的公式")
    return Fault(sheet, found, ("text", "文字"), ("Write the text itself.", "请直接填写内容。"), row, column)


def deleted(
    sheet: str, rows: Iterable[dict], written: Mapping[tuple[str, str], dict[str, str]]
) -> list[tuple[str, int, str]]:
    """Return (sheet, 0, name) of the rows that were taken out of a sheet."""
    there = {number(row) for row in rows}
    gone = [row for (name, key), row in written.items() if name == sheet and key not in there]
    return [(sheet, 0, row.get("指标名称", "").strip()) for row in gone]
