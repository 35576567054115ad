"""An OpenDocument spreadsheet (.ods, of LibreOffice and WPS) as cells: the same things are seen of it as of an .xlsx."""

import datetime
import re
from typing import IO
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from defusedxml import ElementTree

from .cells import COLUMNS, LETTERS, ROWS, Cell, Sheet, plain_number, trimmed, written

PART = "content.xml"
_NAMES = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_OFFICE, _TABLE, _TEXT, _STYLE = (_NAMES % name for name in ("office", "table", "text", "style"))
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_NUMBERS = ("float", "percentage", "currency")
_HIDDEN = "hidden"


def read_ods(archive: ZipFile) -> dict[str, Sheet]:
    """Return the sheets of an .ods workbook by name; formulas are not worked out.

    Parameters
    ----------
    archive : an open ZipFile that was looked at before: bounded, and without document type declarations.
    """
    with archive.open(PART) as file:
        return _read(file)


def _read(file: IO[bytes]) -> dict[str, Sheet]:
    """The tables of a content part, row by row: what was read is let go."""
    found, styles, depth, rows = {}, {}, 0, _Rows()
    for event, element in ElementTree.iterparse(file, ("start", "end")):
        name = element.tag
        if name == f"{_TABLE}table":
            depth += 1 if event == "start" else -1
            if event == "start" and depth == 1:
                rows = _Rows()
            elif event == "end" and depth == 0:
                hidden = _HIDDEN in styles.get(element.get(f"{_TABLE}style-name"), ())
                found[element.get(f"{_TABLE}name", "")] = rows.sheet(hidden)
                element.clear()
        elif event == "end" and name == f"{_STYLE}style":
            styles[element.get(f"{_STYLE}name")] = _said_by(element)
        elif event == "end" and name == f"{_TABLE}table-row" and depth == 1:
            rows.add(element, styles)
            element.clear()
    return found


class _Rows:
    """The rows of a table so far, and the places that merged cells above cover."""

    def __init__(self):
        self.lines, self.covered, self.at, self.lowest = [], {}, 0, 0

    def add(self, element: Element, styles: dict) -> None:
        """Add a row as often as it is repeated, within bounds; blank rows and cells at the end cost nothing."""
        cells = trimmed(list(_cells(element)), lambda cell: not _has_anything(cell))
        end = self.at + _count(element, "number-rows-repeated")
        if cells:
            self.lowest = end
        for y in range(self.at, min(end, ROWS)):
            width = max([len(cells), *(x + 1 for x in self.covered.get(y, ()))])
            line = [self._cell(cells[x] if x < len(cells) else None, y, x, styles) for x in range(width)]
            self.lines.append(
                trimmed(line, lambda cell: cell.content is None and not cell.uncalculated and not cell.covered)
            )
        self.at = end

    def sheet(self, hidden: bool) -> Sheet:
        """Return what was read as a sheet."""
        return Sheet(trimmed(self.lines, lambda line: not line), hidden, self.lowest > ROWS)

    def _cell(self, cell, y, x, styles):
        place, covered = f"{LETTERS[x]}{y + 1}", x in self.covered.get(y, ())
        if cell is None or not _has_anything(cell):
            return Cell(place, None, covered=covered)
        for row in range(y + 1, min(y + _count(cell, "number-rows-spanned"), ROWS)):
            self.covered.setdefault(row, set()).add(x)
        uncalculated = cell.get(f"{_TABLE}formula") is not None and cell.get(f"{_OFFICE}value-type") is None
        content = None if uncalculated else _content(cell)
        return Cell(
            place,
            content,
            uncalculated,
            content is not None and _is_marked(cell, styles),
            covered,
            "\n".join(_words(part) for note in cell.iter(f"{_OFFICE}annotation") for part in note.iter(f"{_TEXT}p")),
            _rounded(cell),
        )


def _cells(row):
    """The cells of a row, each as often as it is repeated, within bounds."""
    at = 0
    for cell in row:
        again = _count(cell, "number-columns-repeated") if cell.tag in _CELLS else 0
        for _ in range(min(again, COLUMNS - at)):
            yield cell
        at = min(at + again, COLUMNS)


def _count(element, name):
    said = element.get(f"{_TABLE}{name}", "1")
    return max(int(said), 1) if said.isdecimal() and len(said) < 9 else 1


def _has_anything(cell):
    """Whether a cell has a content, a formula, a note, or covers others."""
    told = (f"{_OFFICE}value-type", f"{_TABLE}formula", f"{_TABLE}number-rows-spanned")
    return len(cell) > 0 or any(cell.get(name) is not None for name in told)


def _content(cell):
    """A cell's content as its reader sees it: 0.923 in a percentage format is shown as 92.3 %."""
    kind, shown = cell.get(f"{_OFFICE}value-type"), "\n".join(_words(part) for part in cell.findall(f"{_TEXT}p"))
    if kind in _NUMBERS:
        return _number(cell.get(f"{_OFFICE}value", ""), kind, shown)
    if kind == "date":
        return datetime.date.fromisoformat(cell.get(f"{_OFFICE}date-value", "")[:10])
    if kind == "time":
        return datetime.time()
    if kind == "boolean":
        return cell.get(f"{_OFFICE}boolean-value") == "true"
    return shown or None


def _rounded(cell):
    """The number as a cell shows it, where that is not the one it holds."""
    kind, shown = cell.get(f"{_OFFICE}value-type"), "".join(_words(part) for part in cell.findall(f"{_TEXT}p"))
    if kind not in _NUMBERS or not re.fullmatch(r"-?[\d,]+(\.\d+)?%?", shown):
        return ""
    held = float(cell.get(f"{_OFFICE}value", "nan")) * (100 if kind == "percentage" else 1)
    text = shown.rstrip("%").replace(",", "")
    return text if abs(float(text) - held) > 1e-9 * max(abs(held), 1) else ""


def _number(said, kind, shown):
    value = float(said)
    value = int(value) if value.is_integer() and abs(value) < 1e15 else value
    if kind == "percentage":
        return written(value * 100) + "%"
    if shown.endswith(("%", "‰")):  # a sign that the format only writes there
        return plain_number(value) + shown[-1]
    read = re.fullmatch(r"-?[\d,]+(\.\d+)?", shown)
    if "万" in shown or (read and value and not 0.2 < float(shown.replace(",", "")) / value < 5 and abs(value) > 1):
        return f"{plain_number(value)}（显示为{shown}）"  # shown smaller than it is: nobody can say which was meant
    return value


def _words(paragraph):
    """The words of a paragraph, with its blanks and line breaks, without notes."""
    parts = [paragraph.text or ""]
    for part in paragraph:
        if part.tag == f"{_TEXT}s":
            parts.append(" " * min(int(part.get(f"{_TEXT}c", "1")), 80))
        elif part.tag in (f"{_TEXT}line-break", f"{_TEXT}tab"):
            parts.append("\n" if part.tag.endswith("break") else " ")
        elif part.tag != f"{_OFFICE}annotation":
            parts.append(_words(part))
        parts.append(part.tail or "")
    return "".join(parts)


def _said_by(style):
    """What of a style matters here: whether its text is raised, lowered or struck through, and its table hidden."""
    said = set()
    for properties in style:
        position = properties.get(f"{_STYLE}text-position", "0%").split()[0]
        struck = properties.get(f"{_STYLE}text-line-through-style", "none")
        if struck != "none" or position not in ("0%", "0"):
            said.add("marked")
        if properties.get(f"{_TABLE}display") == "false":
            said.add(_HIDDEN)
    return frozenset(said)


def _is_marked(cell, styles):
    names = [cell.get(f"{_TABLE}style-name"), *(part.get(f"{_TEXT}style-name") for part in cell.iter(f"{_TEXT}span"))]
    return any("marked" in styles.get(name, ()) for name in names)
