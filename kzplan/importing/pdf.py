"""PDF files with text: tables by their lines, the text between them joined into paragraphs."""

import re
from pathlib import Path

import numpy as np

from .document import ABOVE, Cell, Paragraph, Table, damaged, in_one, locked
from .gaps import PARTED, in_line, pieces, tables_in
from .text import HEADING

PAGES = 600
NEAR = 3.0  # points within which characters stand on one line
_ENDS = re.compile(r"[。；！？：:;]$")


def read_pdf(path: Path) -> list[Paragraph | Table]:
    """Return the paragraphs and tables of a PDF; a scan has neither."""
    import logging

    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of fonts, which is none of the reader's business
    blocks: list[Paragraph | Table] = []
    try:
        with pdfplumber.open(path) as book:
            for number, page in enumerate(book.pages[:PAGES], start=1):
                _page(page, number, blocks)
                page.close()
    except PdfminerException as problem:
        if problem.args and isinstance(problem.args[0], PDFPasswordIncorrect):
            raise locked(path) from None
        raise damaged(path) from None
    return _numbered(_joined(blocks))


def _page(page, number, blocks):
    tables = page.find_tables()
    top = page.bbox[1]
    for table in sorted(tables, key=lambda one: one.bbox[1]):
        _lines(page, top, table.bbox[1], number, blocks)
        rows = _grid(page, table)
        blocks.append(Table(rows, [0] * len(rows), number))
        top = table.bbox[3]
    _lines(page, top, page.bbox[3], number, blocks)


def _lines(page, top, bottom, number, blocks):
    chars = [one for one in page.chars if top - 1 <= (one["top"] + one["bottom"]) / 2 <= bottom + 1]
    lines = [line for line in _by_line(chars) if any(one["text"].strip() for one in line)]
    tables = dict(tables_in(lines))
    at = 0
    while at < len(lines):
        if at in tables:
            rows = [[Cell(text) for text in pieces(line)] for line in lines[at : tables[at]]]
            blocks.append(Table(rows, [0] * len(rows), number))
            at = tables[at]
            continue
        text = in_line(pieces(lines[at]))
        if not re.fullmatch(r"[—\-–\s]*\d{1,4}[—\-–\s]*", text):  # no page number
            blocks.append(Paragraph(text, round(lines[at][-1]["x1"]), number))
        at += 1


def _by_line(chars):
    lines: list[list] = []
    for one in sorted(chars, key=lambda one: (one["top"] + one["bottom"], one["x0"])):
        middle = (one["top"] + one["bottom"]) / 2
        if lines and abs(middle - (lines[-1][0]["top"] + lines[-1][0]["bottom"]) / 2) <= NEAR:
            lines[-1].append(one)
        else:
            lines.append([one])
    return [sorted(line, key=lambda one: one["x0"]) for line in lines]


def _joined(blocks):
    """Lines that a page's width broke, joined; ``line`` holds a line's right edge until here."""
    widest = max((one.line for one in blocks if isinstance(one, Paragraph)), default=0)
    found: list[Paragraph | Table] = []
    full = False
    for one in blocks:
        last = found[-1] if found else None
        apart = isinstance(one, Paragraph) and (HEADING.match(one.text) or PARTED in one.text)
        if isinstance(one, Paragraph) and isinstance(last, Paragraph) and full and not apart:
            found[-1] = Paragraph(last.text + one.text, 0, last.page)
        else:
            found.append(one)
        full = isinstance(one, Paragraph) and one.line > 0.93 * widest and not _goes_on_no_more(one.text)
    return found


def _goes_on_no_more(line):
    """Whether a line ends what it says: it ends a sentence, or is a row of columns."""
    return PARTED in line or bool(_ENDS.search(line))


def _numbered(blocks):
    found, line = [], 0
    for one in blocks:
        if isinstance(one, Paragraph):
            line += 1
            found.append(Paragraph(one.text, line, one.page))
        else:
            found.append(Table(one.rows, list(range(line + 1, line + 1 + len(one.rows))), one.page))
            line += len(one.rows)
    return found


def _grid(page, table):
    """Cells with every character that is printed in them, spaces too; one that spans rows covers those below."""
    chars = page.chars
    across = np.array([(one["x0"] + one["x1"]) / 2 for one in chars])
    down = np.array([(one["top"] + one["bottom"]) / 2 for one in chars])
    rows, wide = [], max(len(row.cells) for row in table.rows)
    for row in table.rows:
        cells = [*row.cells, *[None] * (wide - len(row.cells))]
        rows.append([Cell("", ABOVE) if box is None else Cell(_text(chars, across, down, box)) for box in cells])
    return rows


def _text(chars, across, down, box):
    left, top, right, bottom = box
    inside = (left - 1 <= across) & (across <= right + 1) & (top <= down) & (down <= bottom)
    lines = _by_line([chars[at] for at in np.flatnonzero(inside)])
    return in_one(_in_cell(line) for line in lines)


def _in_cell(line):
    """A line of a cell with its spaces, which set a part of what stands above off; where numbers stand apart, with a sign between."""
    parts = pieces(line)
    return "".join(one["text"] for one in line) if len(parts) < 2 else in_line(parts)
