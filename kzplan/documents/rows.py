"""The rows of a Word table as text, read at once: built cell by cell they take nine tenths of a report's time."""

import re
from collections.abc import Iterable, Sequence
from html import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length

ALIGNED = {"text": "", "blank": ""}  # numbers stand at the right
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
    kinds : of the columns; all but "text" and "blank" stand at the right.
    """
    across = [f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="{width.twips}"/></w:tcPr>' for width in widths]
    middle = _opened(across, style, ["center"] * len(widths), HEAD)
    sides = _opened(across, style, [ALIGNED.get(kind, "right") for kind in kinds], BODY)
    parts = [f"<w:tbl {nsdecls('w')}>", _row(head, middle, '<w:tblHeader w:val="true"/>')]
    parts += [_row(line, sides) for line in lines]
    return list(parse_xml("".join([*parts, "</w:tbl>"])))


def _opened(across: Sequence[str], style: str, sides: Sequence[str], bold: str) -> list[str]:
    """What stands before the text of each cell of a row."""
    aligned = [f'<w:jc w:val="{side}"/>' if side else "" for side in sides]
    return [
        f'{cell}<w:p><w:pPr><w:pStyle w:val="{escape(style)}"/>{side}</w:pPr><w:r><w:rPr>{bold}</w:rPr>'
        for cell, side in zip(across, aligned, strict=True)
    ]


def _row(texts: Sequence[str], opened: Sequence[str], more: str = "") -> str:
    cells = [f"{before}{_run(text)}</w:r></w:p></w:tc>" for before, text in zip(opened, texts, strict=True)]
    return f"<w:tr><w:trPr><w:cantSplit/>{more}</w:trPr>{''.join(cells)}</w:tr>"


def _run(text: str) -> str:
    """A text of one run: with its line breaks and tabs, and the blanks at its ends."""
    breaks = ["<w:tab/>" if one == "\t" else "<w:br/>" for one in BREAK.findall(text)]
    words = [_text(one) for one in BREAK.split(text)]
    return "".join(one + after for one, after in zip(words, [*breaks, ""], strict=True))


def _text(words: str) -> str:
    if not words:
        return ""
    kept = ' xml:space="preserve"' if words != words.strip() else ""
    return f"<w:t{kept}>{escape(words, quote=False)}</w:t>"
