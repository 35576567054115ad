"""The rows of a CSV file as somebody left it: written by kzplan, by hand, or saved again by a spreadsheet."""

import csv
import io
import re
from pathlib import Path

from ..words.errors import Fault, of_file
from ..words.printable import UNPRINTABLE, printable, unprintable

Rows = list[tuple[int, list[str]]]  # (line of the file on which a row ends, its cells)
MOST_BYTES, MOST_ROWS, SHOWN = 16_000_000, 100_000, 20
SEPARATORS = (",", ";", "\t")  # a spreadsheet's, by the country it is set to
EXPECTED = ("a CSV file in UTF-8", "UTF-8编码的CSV文件")
CONFLICT = re.compile(r"(?m)^(?:<{7}|={7}|>{7})(?= |\r?$)")  # what version control leaves where two changes met
UTF8 = ("Save it again as CSV UTF-8.", "请另存为CSV UTF-8格式。")


def read_rows(path: Path, name: str, columns: list[str], strip: bool = False) -> tuple[Rows, list[Fault]]:
    """Return the rows of a file, its header first; none where there are faults.

    Parameters
    ----------
    path : the file.
    name : its name within the plan folder.
    columns : names that its header is expected to have, by which it is told what parts the cells.
    strip : leave out what no document can print, as earlier stores may hold it; else it is a fault.

    Notes
    -----
    What a spreadsheet does to a file when it saves it is undone: a byte order mark, other ends of lines, semicolons or tabs
    between the cells, blank rows, blank columns at the end.
    """
    text, fault = _text(path, name)
    if fault:
        return [], [fault]
    text = printable(text) if strip else text
    marks = [text.count("\n", 0, match.start()) + 1 for match in CONFLICT.finditer(text)]
    if marks:
        return [], [_conflict(name, line) for line in marks[:SHOWN]]
    try:
        rows = _rows(text, columns)
    except csv.Error as problem:
        remedy = ("Look for an unclosed quotation mark.", "请检查未闭合的引号。")
        return [], [Fault(name, (f"broken CSV ({problem})", f"CSV格式损坏（{problem}）"), EXPECTED, remedy)]
    if not rows:
        told = (f"columns {', '.join(columns)}", f"各列 {', '.join(columns)}")
        return [], [Fault(name, ("an empty file", "空文件"), told, ("Put the table back.", "请恢复该表。"))]
    if len(rows) > MOST_ROWS:
        found = (f"more than {MOST_ROWS:,} rows", f"超过{MOST_ROWS:,}行")
        return [], [Fault(name, found, ("a table of a plan", "规划的表"), ("Put the table back.", "请恢复该表。"))]
    return rows, _unprintable(rows, name) if UNPRINTABLE.search(text) else []


def _text(path: Path, name: str) -> tuple[str, Fault | None]:
    """The text of a file, or a fault of the whole file."""
    if not path.is_file():
        remedy = ("Put it back; a plan is only loaded whole.", "请补齐该文件；规划须完整载入。")
        return "", Fault(name, ("no such file", "没有这个文件"), EXPECTED, remedy)
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= MOST_BYTES else b""
    except OSError as problem:
        found = of_file(problem), of_file(problem, "zh")
        return "", Fault(name, found, EXPECTED, ("Look at who may read it.", "请检查读取权限。"))
    if size > MOST_BYTES:
        found = (f"a file of {size / 1e6:.0f} MB", f"{size / 1e6:.0f}MB的文件")
        return "", Fault(name, found, ("a table of a plan", "规划的表"), ("Put the table back.", "请恢复该表。"))
    try:
        return content.decode("utf-8-sig"), None
    except UnicodeDecodeError as problem:
        return "", Fault(name, _encoding(content, problem), EXPECTED, UTF8)


def _encoding(content: bytes, problem: UnicodeDecodeError) -> tuple[str, str]:
    """What a text that is not UTF-8 may be; never read as that, for a damaged text would be read as another."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("not UTF-8 text but UTF-16", "不是UTF-8文本，而是UTF-16（“Unicode文本”）")
    line = content.count(b"\n", 0, problem.start) + 1
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return (f"not UTF-8 text (line {line})", f"不是UTF-8文本（第{line}行）")
    said = "not UTF-8 text; it may be GBK, in which spreadsheets save plain CSV"
    return (said, "不是UTF-8文本，可能是GBK（表格软件的普通CSV格式）")


def _rows(text: str, columns: list[str]) -> Rows:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text, columns), strict=True)
    rows: Rows = []
    for cells in reader:
        if any(cells):
            rows.append((reader.line_num, cells))
            if len(rows) > MOST_ROWS:
                return rows
    return _without_blank_columns(rows)


def _separator(text: str, columns: list[str]) -> str:
    """What parts the headings that are expected: of the signs a spreadsheet may have put there, the one that finds most."""
    head = text[: max(text.find("\n"), 0) or len(text)].rstrip("\r").replace('"', "")
    return max(SEPARATORS, key=lambda sign: len(set(head.split(sign)) & set(columns)))


def _without_blank_columns(rows: Rows) -> Rows:
    """The rows without columns at the end that have neither a heading nor a cell."""
    head = rows[0][1] if rows else []
    width = len(head)
    while width and not head[width - 1] and not any("".join(cells[width - 1 :]) for _, cells in rows):
        width -= 1
    return [(line, cells[:width]) for line, cells in rows] if width < len(head) else rows


def _unprintable(rows: Rows, name: str) -> list[Fault]:
    head = rows[0][1]
    remedy = ("Delete the character, or type the cell anew.", "请删除该字符，或重新录入该单元格。")
    expected = ("a text without control characters", "不含控制字符的文本")
    found = (
        (line, head[at] if at < len(head) else "", sign)
        for line, cells in rows
        for at, cell in enumerate(cells)
        if (sign := unprintable(cell))
    )
    return [
        Fault(name, (f"a control character ({sign})", f"控制字符（{sign}）"), expected, remedy, line, _shown(column))
        for _, (line, column, sign) in zip(range(SHOWN), found, strict=False)
    ]


def _shown(column: str) -> str:
    return UNPRINTABLE.sub("?", column)[:60]


def _conflict(name: str, line: int) -> Fault:
    found = ("a mark of two changes that met (<<<<<<<, =======, >>>>>>>)", "版本冲突标记（<<<<<<<、=======、>>>>>>>）")
    expected = ("the rows of one version, or of both", "某一版本或两个版本的行")
    remedy = ("Settle the conflict and delete the marks.", "请解决冲突并删去标记。")
    return Fault(name, found, expected, remedy, line)
