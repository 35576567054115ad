"""The rows of a Word table as text, read at once: built cell by cell they take nine tenths of a report's time."""

import re
from collections.abc import Iterable, Sequence
from html import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length

from ..words.printable import printable

WORDS = ("text", "blank")  # kinds of columns that hold no numbers
NUMBER = re.compile(r"[+<>-]?\d+((?:\.\d+)?)(%?)")
DIGIT, POINT, PERCENT = 90, 45, 150  # twips, of 小五 in a font of Times' measures
MARGINS = 100  # twips, of a cell
HEAD, BODY = "<w:b/>", '<w:b w:val="0"/>'
BREAK = re.compile("[\t\n\r]")


def rows(
    head: Sequence[str], lines: Iterable[Sequence[str]], widths: Sequence[Length], style: str, kinds: Sequence[str]
) -> list[BaseOxmlElement]:
    """Return the rows of a table: its headings, which every page repeats, and its lines; no row is cut by a page's end.

    Parameters
    ----------
    head, lines : texts of the headings, and of each line.
    widths : of the columns.
    style : id of the paragraphs' style.
    kinds : of the columns; in all but "text" and "blank" numbers stand with their points below each other, words at the right.
    """
    across = [f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="{width.twips}"/></w:tcPr>' for width in widths]
    listed = list(lines)
    middle = _opened(across, style, ['<w:jc w:val="center"/>'] * len(widths), HEAD)
    left = _opened(across, style, ["" if kind in WORDS else '<w:jc w:val="right"/>' for kind in kinds], BODY)
    columns = zip(*listed, strict=True) if listed else [()] * len(widths)
    stops = [_stop(column, width) for column, width in zip(columns, widths, strict=True)]
    at_point = _opened(across, style, stops, BODY)
    parts = [f"<w:tbl {nsdecls('w')}>", _row(head, middle, '<w:tblHeader w:val="true"/>')]
    for line in listed:
        number = [kind not in WORDS and NUMBER.fullmatch(text) for kind, text in zip(kinds, line, strict=True)]
        chosen = [point if yes else plain for yes, point, plain in zip(number, at_point, left, strict=True)]
        parts.append(_row(line, chosen))
    return list(parse_xml(printable("".join([*parts, "</w:tbl>"]))))


def _stop(column: Sequence[str], width: Length) -> str:
    """Where the points of a column's numbers stand: what follows the longest ends at the cell's right; a table's cell needs no tab for it."""
    after = [
        DIGIT * len(found[1][1:]) + POINT * bool(found[1]) + PERCENT * bool(found[2])
        for found in map(NUMBER.fullmatch, column)
        if found
    ]
    at = width.twips - MARGINS - max(after, default=0)
    return f'<w:tabs><w:tab w:val="decimal" w:pos="{at}"/></w:tabs>'


def _opened(across: Sequence[str], style: str, placed: Sequence[str], bold: str) -> list[str]:
    """What stands before the text of each cell of a row."""
    return [
        f'{cell}<w:p><w:pPr><w:pStyle w:val="{escape(style)}"/>{place}</w:pPr><w:r><w:rPr>{bold}</w:rPr>'
        for cell, place in zip(across, placed, strict=True)
    ]


def _row(texts: Sequence[str], opened: Sequence[str], more: str = "") -> str:
    cells = [f"{before}{_run(text)}</w:r></w:p></w:tc>" for before, text in zip(opened, texts, strict=True)]
    return f"<w:tr><w:trPr><w:cantSplit/>{more}</w:trPr>{''.join(cells)}</w:tr>"


def _run(text: str) -> str:
    """A text of one run: with its line breaks and tabs, and the blanks at its ends."""
    if BREAK.search(text) is None:
        return _text(text)
    breaks = ["<w:tab/>" if one == "\t" else "<w:br/>" for one in BREAK.findall(text)]
    words = [_text(one) for one in BREAK.split(text)]
    return "".join(one + after for one, after in zip(words, [*breaks, ""], strict=True))


def _text(words: str) -> str:
    if not words:
        return ""
    kept = ' xml:space="preserve"' if words != words.strip() else ""
    return f"<w:t{kept}>{escape(words, quote=False)}</w:t>"
