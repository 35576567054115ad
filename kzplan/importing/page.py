"""Web pages: paragraphs and tables, with their spans."""

import re
from pathlib import Path
from typing import Any

from .document import ABOVE, LEFT, Cell, Paragraph, Table
from .text import decoded

_BLOCKS = {
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "section",
    "article",
    "td",
    "th",
    "tr",
    "blockquote",
    "center",
    "dd",
    "dt",
}
_SILENT = {"script", "style", "head", "noscript", "template"}
WIDEST = 60  # columns that a cell may span


def read_page(path: Path) -> list[Paragraph | Table]:
    """Return the paragraphs and tables of an HTML page."""
    from lxml import html

    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", decoded(path))
    if not text.strip():
        return []
    reader = _Reader()
    reader.walk(html.fromstring(text))
    reader.close()
    return reader.blocks


class _Reader:
    def __init__(self):
        self.blocks: list[Paragraph | Table] = []
        self._open: list[str] = []
        self._line = 0

    def close(self) -> None:
        """End the paragraph that is open."""
        text = _collapsed("".join(self._open)).strip()
        self._open = []
        if text:
            self._line += 1
            self.blocks.append(Paragraph(text, self._line))

    def walk(self, element: Any) -> None:
        """Take what an element holds."""
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or tag in _SILENT:
            return
        if tag == "table" and next(element.iterdescendants("table"), None) is None:
            self.close()
            rows = _grid(element)
            self.blocks.append(Table(rows, list(range(self._line + 1, self._line + 1 + len(rows)))))
            self._line += len(rows)
            return
        if tag in _BLOCKS or tag in ("br", "table"):
            self.close()
        self._open.append(element.text or "")
        for child in element:
            self.walk(child)
            self._open.append(child.tail or "")
        if tag in _BLOCKS:
            self.close()


def _collapsed(text):
    """White space as a browser shows it; a hard space is one."""
    return re.sub(r"[ \t\r\n\f]+", " ", text).replace("\xa0", " ")


def _grid(table):
    rows: list[list[Cell]] = []
    down: dict[int, int] = {}  # column → rows that a cell above still covers
    for row in table.iter("tr"):
        cells: list[Cell] = []
        for element in [one for one in row if one.tag in ("td", "th")]:
            _cover(cells, down)
            high, wide = (_span(element.get(name)) for name in ("rowspan", "colspan"))
            for at in range(wide):
                if high > 1:
                    down[len(cells)] = high - 1
                cells.append(Cell("", LEFT) if at else Cell(_cell_text(element)))
        _cover(cells, down)
        rows.append(cells)
    return rows


def _cover(cells, down):
    while down.get(len(cells), 0) > 0:
        down[len(cells)] -= 1
        cells.append(Cell("", ABOVE))


def _span(text):
    return min(int(text), WIDEST) if text and text.strip().isdigit() and int(text) > 0 else 1


def _cell_text(element):
    """Its lines joined, without the white space that only lays out the source; hard spaces stay."""
    parts = [re.sub(r"[ \t\r\n\f]+", " ", part).strip(" ") for part in element.itertext()]
    return "".join(parts).replace("\xa0", " ")
