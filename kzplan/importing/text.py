"""Plain text: a tab opens a cell, whether a row stands on one line or each of its cells on a line of its own; so do bars that part every line alike."""

import re
from pathlib import Path

from .document import Cell, Paragraph, Table, damaged, in_one

SOON, SHORT = 8, 24  # lines until the next cell, characters of a line, within which a cell goes on behind a blank line
HEADING = re.compile(
    r"^\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+\s*[.．、](?!\d)|——|专栏|附件|附表|表\s*\d|第[一二三四五六七八九十]+[章节])"
)
_BAR = re.compile(r"[|｜│]")
_RULE = re.compile(r"[\s|｜│:+—─-]+")  # |---|:--:| under the headings
ENCODINGS = ("utf-8-sig", "gb18030")


def read_text(path: Path) -> list[Paragraph | Table]:
    """Return the paragraphs and tables of a text file, UTF-8 or GB 18030."""
    return blocks_of(decoded(path).split("\n"))


def decoded(path: Path) -> str:
    """Return a file's text."""
    content = path.read_bytes()
    for encoding in ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise damaged(path)


def blocks_of(lines: list[str]) -> list[Paragraph | Table]:
    """Return paragraphs and tables of lines of text.

    >>> blocks_of(["一、目标", "序号\\t指标名称\\t单位", "1\\t孕产妇死亡率\\t1/10万"])[1].rows[1][1].text
    '孕产妇死亡率'
    """
    blocks: list[Paragraph | Table] = []
    at = 0
    while at < len(lines):
        if lines[at].startswith("\t"):
            table, at = _cells_on_lines(lines, at)
            blocks.append(table)
        elif lines[at].count("\t") > 1:
            table, at = _rows_on_lines(lines, at)
            blocks.append(table)
        elif barred := _barred(lines, at):
            blocks.append(barred)
            at = barred.lines[-1]
        else:
            if lines[at].strip():
                blocks.append(Paragraph(lines[at].strip(), at + 1))
            at += 1
    return blocks


def _rows_on_lines(lines, at):
    rows, numbers = [], []
    while at < len(lines) and lines[at].count("\t") > 1:
        rows.append([Cell(text) for text in lines[at].split("\t")])
        numbers.append(at + 1)
        at += 1
    return Table(rows, numbers), at


def _barred(lines: list[str], at: int) -> Table | None:
    """The table that bars draw from a line on; None where not all of its lines have as many cells."""
    rows, numbers = [], []
    while at < len(lines) and len(parts := _between_bars(lines[at])) > 1:
        if not _RULE.fullmatch(lines[at]):
            rows.append([Cell(text) for text in parts])
            numbers.append(at + 1)
        at += 1
    return Table(rows, numbers) if len(rows) > 1 and len({len(row) for row in rows}) == 1 else None


def _between_bars(line):
    parts = _BAR.split(line.strip())
    if len(parts) < 3:
        return []
    parts = parts[not parts[0].strip() :]
    parts = parts[: -1 if not parts[-1].strip() else None]
    return [text.rstrip().removeprefix(" ") for text in parts]  # more in front is an indent


def _cells_on_lines(lines, at):
    """A line that a tab opens is a cell, a line without one goes on with it, a blank line before a tab ends the row."""
    if lines[at].count("\t") > 2:
        return _rows_on_lines(lines, at)
    rows, numbers, fresh = [], [], True
    while at < len(lines):
        line = lines[at]
        if line.startswith("\t"):
            if fresh:
                rows.append([])
                numbers.append(at + 1)
            rows[-1].append(line[1:])
            fresh = False
        elif not line:
            fresh = True
        elif not fresh or _goes_on(lines, at, rows[-1][-1]):
            rows[-1][-1] = in_one([rows[-1][-1], line])
            fresh = False
        else:
            break
        at += 1
    return Table([[Cell(text) for text in row] for row in rows], numbers), at


def _goes_on(lines, at, cell):
    """Whether text behind a blank line still belongs to the cell: it is short, and a cell follows soon or it is cut off."""
    ahead = lines[at : at + SOON]
    until = next((place for place, line in enumerate(ahead) if line.startswith("\t")), None)
    between = [line for line in ahead[:until] if line.strip()]
    if HEADING.match(lines[at]) or len(lines[at]) > SHORT:
        return False
    return cell.endswith("、") or (until is not None and all(len(one) <= SHORT for one in between))
