"""One cell of a form as a number: what is read, what is no data, and what is no number."""

import math
import re
import unicodedata

from ..indicator.kind import Behind
from ..plan import printed
from ..plan.target import Target
from ..words.both import Both
from .records import COUNTED
from .workbook import Cell

NONE_WORDS = ("无数据", "未开展", "暂无数据", "暂无", "暂缺", "无此数据", "不适用", "无", "N/A", "NA", "/", "")
DASHES = "-—–―─－﹣−"  # typed where there is nothing to report
COUNTERS = "人名例个件户张所家处项次起宗"  # written by hand behind a number of whole things
EXACT = 10  # decimals; behind them stands only what a program left, as in 92.30000000000001
_GROUPED = re.compile(r"\d{1,3}(?:[ \u3000]\d{3})+(?:\.\d+)?[^\d\s]*$")
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff]")
_NONE = (None, None)
Fault = tuple[str | Both, str | Both, str | Both]  # found, expected, why
A_NUMBER, EACH_ROW = Both("a number", "数字"), Both("each row filled for itself", "各行分别填报")
NUMBER_OR_NONE = Both("a number, or “无数据” or “未开展”", "数字，或“无数据”“未开展”")


def plain(content: object) -> str:
    """Return a cell's content as plain text: full-width signs narrowed, spaces and line breaks gone."""
    text = "" if content is None else str(content)
    return "".join(text.split() if text.isascii() else _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).split())


def says_nothing(content: object) -> bool:
    """Whether a cell says in words or by a dash that there is no figure.

    >>> [says_nothing(text) for text in ("—", "未开展。", "（无数据）", "", "0", "-2")]
    [True, True, True, True, False, False]
    """
    text = plain(content).upper().strip("。.()[]")
    return text in NONE_WORDS or set(text) <= set(DASHES)


def read_number(cell: Cell, target: Target, field: str) -> tuple[float | None, Fault | None]:
    """Read a cell of a form.

    Parameters
    ----------
    cell : :class:`~kzplan.returns.workbook.Cell`.
    target : the target that the cell belongs to.
    field : column it stands in.

    Returns
    -------
    (number or None, fault or None) : a fault is (found, expected, why); neither where the cell says there is no figure.
    """
    content, fault = cell.content, _of_cell(cell)
    if fault is not None:
        return None, fault
    if isinstance(content, int | float):
        return _in_range(float(content), content)
    raw = _INVISIBLE.sub("", str(content)).strip()
    if says_nothing(raw):
        return _NONE
    if raw.startswith("#"):
        return None, (f"“{content}”", A_NUMBER, Both("a formula in error", "公式出错"))
    if _narrowed_digits(raw):
        why = Both("a raised or circled figure: is it a part of the number?", "含上标或圈码，不知是否为数字的一部分")
        return None, (f"“{content}”", NUMBER_OR_NONE, why)
    if re.search(r"\d\s+[\d.]|\.\s+\d", raw) and not _GROUPED.match(unicodedata.normalize("NFKC", raw)):
        why = Both("two numbers in one cell, it seems", "一格里像有两个数")
        return None, (f"“{content}”", Both("one number", "一个数字"), why)
    return _of_text(plain(raw).rstrip("。"), content, target, field)


def _of_cell(cell: Cell) -> Fault | None:
    """What makes a cell no number whatever is written in it."""
    written = f"“{cell.content}”"
    if cell.uncalculated:
        why = Both(
            "calculate and save it in Excel again, or write the number", "请在Excel中重新计算并保存，或直接填数字"
        )
        return Both("a formula without a result", "公式没有计算结果"), A_NUMBER, why
    if cell.covered:
        why = Both("nobody can say whether the merged number goes for this row", "不知合并的数是否适用于本行")
        return Both("a cell merged with the row above", "与上一行合并的单元格"), EACH_ROW, why
    if cell.marked and not says_nothing(cell.content):
        why = Both(
            "raised, lowered or struck through: void, or a part of the number?",
            "含上标、下标或删除线，不知是否作废或为数字的一部分",
        )
        return written, NUMBER_OR_NONE, why
    if isinstance(cell.content, bool) or hasattr(cell.content, "year") or hasattr(cell.content, "hour"):
        why = Both(
            "taken for a date, a time or true and false; format the cell as text and write it again",
            "单元格被识别为日期、时间或逻辑值，请改为文本格式重填",
        )
        return written, A_NUMBER, why
    return None


def _of_text(text, content, target, field):
    unit = "" if field in COUNTED else target.unit
    sign = text[-1] if text[-1] in "%‰" else ""
    if sign and sign != unit:
        return None, (
            f"“{content}”",
            Both(f"a number in {unit or 'persons (cases)'}", f"以“{unit or '人（例）数'}”计的数字"),
            Both("written in another unit than the column's; convert it", "所填单位与本栏单位不同，请换算后填报"),
        )
    number = printed.parse_value(_bare(text, unit, field in COUNTED))[0]
    if number is None and field not in COUNTED:
        number = _ratio(text, target)
    if number is None:
        return None, (f"“{content}”", NUMBER_OR_NONE, Both("not read as a number", "不能识别为数字"))
    return _in_range(number, content)


def _narrowed_digits(raw):
    """Whether a sign that is no digit, such as ① or ², would become one."""
    return any(
        not character.isdecimal() and re.search(r"\d", unicodedata.normalize("NFKC", character)) for character in raw
    )


def _bare(text, unit, counted):
    """A number without the unit somebody wrote behind it, and out of the form 1.2E+03 that spreadsheets write into CSV.

    >>> _bare("20个", "个", False), _bare("1例", "", True), _bare("1例", "1/10万", False), _bare("8.5/10万", "1/10万", False)
    ('20', '1', '1例', '8.5')
    >>> _bare("23.1万", "万人", False), _bare("12起", "件", False), _bare("1.02E+04", "", False)
    ('23.1', '12', '10200')
    """
    endings = [
        unit.removeprefix("1"),
        *(("万",) if unit == "万人" else ()),
        *(("起", "宗") if unit == "件" else ()),
        *(("名",) if unit == "人" else ()),
    ]
    for ending in endings:
        if ending and ending not in "%‰" and text.endswith(ending):
            return text.removesuffix(ending)
    if counted and text[-1] in COUNTERS and text[:-1].isdecimal():
        return text[:-1]
    if re.fullmatch(r"\.\d+", text):
        return f"0{text}"
    if re.fullmatch(r"\d(\.\d+)?E[+-]?\d{1,2}", text):
        return f"{float(text):.10f}".rstrip("0").rstrip(".")
    return text


def _ratio(text, target):
    """2:3 as the target is printed, or 106.5:100 of boys and girls at birth; None for anything else."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)[:∶︰](\d+(?:\.\d+)?)", text)
    if not match or not float(match[2]):
        return None
    if target.behind is Behind.SEX_AT_BIRTH:
        return round(100 * float(match[1]) / float(match[2]), 4)
    return round(float(match[1]) / float(match[2]), 4) if target.rule.form == "ratio" else None


def _in_range(number, content):
    """No value, count or body of these forms lies below zero or beyond all bounds."""
    if not math.isfinite(number) or number > 1e12:
        return None, (f"“{content}”", Both("a number of some sense", "合理的数字"), Both("far too large", "数值过大"))
    if number < 0:
        return None, (
            f"“{content}”",
            Both("a number not below 0", "不小于0的数"),
            Both("nothing here can be negative", "不可能为负数"),
        )
    return round(number, EXACT), None
