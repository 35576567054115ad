"""A baseline that a person writes into the review: its value and its year, where the document gives none that is read."""

import re
from collections.abc import Iterator

from ..plan.printed import parse_value, split_name
from ..words.both import Both
from ..words.errors import Fault
from .edited import ROW

VALUE, YEAR = "补充基期值", "补充基期年份"
OTHER_VALUE = "改为数值"  # in the place of one that was read
CONFIRM, CHANGE, DROP = "确认", "修改", "删除"  # as the review has them
GRADE = "B"  # of a value that a person found: usable, and its source must be said


def typed(row: dict, figures: list[dict], sheet: str, base: int) -> Iterator[Fault]:
    """Put a value that a person wrote beside a target among the figures; yield what is wrong with it.

    Parameters
    ----------
    row, figures : of the target's sheet, and the rows of the figures' sheet, to which one is added.
    sheet, base : name of the target's sheet; last year that a value may be of.
    """
    value, year = row[VALUE].strip(), row[YEAR].strip()
    if not value and not year:
        return
    faults = list(_faults(row, sheet, base))
    if faults:
        yield from faults
        return
    name, unit = split_name(row["name"])
    said = row["理由"].strip()
    one = {
        "序": str(len(figures) + 1), "来源": row["来源"], "规划": row["规划"], "指标名称": name, "单位": unit, "年份": year, "数值": value,
        "value": value, "原文": f"核对人补充：{said}" if said else "核对人补充", "kept": True, "part": row["part"], "indicator": "", "stratum": "", ROW: row[ROW],
    }  # fmt: skip
    figures.append(one)
    row["sources"] = [("figures", one)]
    changed = row["基期决定"].strip() == CHANGE
    row["grade"] = (changed and row["改为可比性"].strip()) or GRADE


def _faults(row: dict, sheet: str, base: int) -> Iterator[Fault]:
    year = row[YEAR].strip()
    yield from no_number(row, sheet, VALUE)
    if not re.fullmatch(r"(?:19|20)\d\d", year) or (base and int(year) > base):
        expected = (f"a year up to {base}", f"不晚于{base}年的年份")
        remedy = ("Write the year of the value.", "请填写该数的年份。")
        yield Fault(sheet, (f"{year!r}", f"“{year}”"), expected, remedy, row[ROW], YEAR)
    if row["基期决定"].strip() not in (CONFIRM, CHANGE):
        choice = row["基期决定"].strip()
        remedy = (
            f"Choose {CONFIRM} under 基期决定, or empty 补充基期值.",
            f"请在“基期决定”列选“{CONFIRM}”，或清空“{VALUE}”“{YEAR}”。",
        )
        found = (f"{choice!r} beside a value written here", f"“{choice}”，而“{VALUE}”已填写")
        yield Fault(sheet, found, (f"{CONFIRM} or {CHANGE}", f"{CONFIRM}或{CHANGE}"), remedy, row[ROW], "基期决定")


def no_number(row: dict, sheet: str, column: str) -> Iterator[Fault]:
    """Yield the fault of a value that a person wrote and that is no number as plans print them."""
    value = row[column].strip()
    if parse_value(value)[0] is None:
        remedy = ("Write the value of the plan's own place.", "请填写本级的一个数值。")
        yield Fault(sheet, (f"{value!r}", f"“{value}”"), ("a number", "一个数"), remedy, row[ROW], column)


def reason_of(row: dict, confirmed: bool) -> Both:
    """Return what is said of a target's baseline where the person who looked at it wrote nothing.

    Parameters
    ----------
    row, confirmed : of the target's sheet, and whether it has a baseline.

    >>> reason_of({VALUE: "", "基期来源": "", "基期决定": ""}, False).zh
    '规划文件中没有读到基期数据'
    """
    if row[VALUE].strip():
        return Both("Written by the person who reviewed the document", "基期数据由核对人填写")
    if confirmed:
        return Both("Confirmed in the review of the document", "导入核对时确认")
    if not row["基期来源"].strip():
        return Both("No baseline was read in the document", "规划文件中没有读到基期数据")
    if row["基期决定"].strip() == DROP:
        return Both("The baseline offered was dropped in the review", "导入核对时不采用所列基期")
    return Both("A baseline was offered and not confirmed in the review", "已列出基期，导入核对时未确认")
