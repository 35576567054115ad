"""Web pages: paragraphs and tables, with their spans."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..words.errors import Refusal
from .document import ABOVE, LEFT, Cell, Paragraph, Table, broken, in_one
from .looks import put_beside
from .marks import gone, hidden, lowered, raised
from .tables import of_indicators
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
_STRUCK = {"del", "s", "strike"}
_NOT_SEEN = re.compile(  # white space taken out
    r"display:none|visibility:hidden|font-size:0*(?:\.0+)?(?:[a-z%]|[;!]|$)|opacity:0*(?:\.0+)?%?(?:[;!]|$)"
    r"|(?<![\w-])(?:left|right|top|bottom|text-indent|margin-left):-\d{3,}"
)
_WHITE = r"(?:white|#f{3}(?:f{3})?|rgba?\(255,255,255[^)]*\))"
_NO_COLOUR = re.compile(rf"{_WHITE}|none|transparent|inherit|initial|unset|")
BREAK = "\u2028"  # where a line ends
WIDEST = 60  # columns that a cell may span


def read_page(path: Path) -> list[Paragraph | Table]:
    """Return the paragraphs and tables of an HTML page."""
    from lxml import html

    parser = html.HTMLParser(huge_tree=True)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", decoded(path))
    if not text.strip():
        return []
    reader = _Reader()
    page = html.fromstring(text, parser=parser)
    if any("depth" in one.message for one in parser.error_log):  # what lies deeper was dropped
        raise Refusal(
            f"{path.name} is nested too deeply to be read; save it as .docx or .txt",
            f"{path.name}嵌套层数过多，无法读取，请另存为.docx或.txt",
        )
    put_beside(page)
    reader.walk(page)
    reader.close()
    return reader.blocks


class _Reader:
    def __init__(self):
        self.blocks: list[Paragraph | Table] = []
        self._open: list[str] = []
        self._line = 0

    def close(self) -> None:
        """End the paragraph that is open."""
        lines = broken(_collapsed("".join(self._open)), BREAK)
        self._open = []
        for text in filter(None, lines):
            self._line += 1
            self.blocks.append(Paragraph(text, self._line))

    def walk(self, element: Any) -> None:
        """Take what an element holds, however deep."""
        from lxml.etree import iterwalk

        steps = iterwalk(element, events=("start", "end", "comment", "pi"))
        for event, one in steps:
            if event == "start" and not self._begin(one):
                steps.skip_subtree()
            if event == "end" and one.tag in _BLOCKS:
                self.close()
            if event != "start":
                self._open.append(one.tail or "")

    def _begin(self, element: Any) -> bool:
        """Take what stands before an element's children; False where these are not looked at."""
        tag = element.tag
        if tag in _SILENT:
            return False
        apart = _set_apart(element)
        if apart is not None:
            self._open.append(apart)
            return False
        if tag == "table" and _is_whole(element):
            self.close()
            self._table(element)
            return False
        if tag in _BLOCKS or tag == "table":
            self.close()
        if tag == "br":
            self._open.append(BREAK)
        self._open.append(element.text or "")
        return True

    def _table(self, element: Any) -> None:
        """Take a table, and behind it those in its cells that have headings of their own."""
        rows = _grid(element)
        self.blocks.append(Table(rows, list(range(self._line + 1, self._line + 1 + len(rows)))))
        self._line += len(rows)
        for inner in _own(element, "table"):
            if _of_indicators(inner):
                self._table(inner)


def _set_apart(element: Any) -> str | None:
    """The text of what is raised, lowered, struck out or hidden; None of all else."""
    style = re.sub(r"\s", "", element.get("style") or "").casefold()
    if element.get("hidden") is not None or _NOT_SEEN.search(style) or _white_on_white(element, style):
        return hidden("".join(element.itertext()))
    if element.tag in _STRUCK or "line-through" in style:
        return gone("".join(element.itertext()))
    if element.tag == "sup" or "vertical-align:super" in style:
        return raised("".join(element.itertext()))
    return lowered("".join(element.itertext())) if element.tag == "sub" or "vertical-align:sub" in style else None


def _white_on_white(element: Any, style: str) -> bool:
    """Whether the text of an element is white, and nothing says that it, or what it lies in, has a colour behind it."""
    said = re.findall(r"(?<![\w-])color:([^;!]*)", style)
    colour = said[-1] if said else (element.get("color") or "").strip().casefold()
    if not re.fullmatch(_WHITE, colour) or element.tag in ("body", "html"):
        return False
    return not any(map(_coloured, [element, *element.iterancestors()]))


def _coloured(element: Any) -> bool:
    """Whether an element has a colour or a picture behind its text."""
    style = re.sub(r"\s", "", element.get("style") or "").casefold()
    behind = [element.get("bgcolor") or "", *re.findall(r"background(?:-color|-image)?:([^;!]*)", style)]
    return any(not _NO_COLOUR.fullmatch(one.strip().casefold()) for one in behind)


def _own(table: Any, tag: str) -> Iterator[Any]:
    """The elements of a kind that lie in a table and in no other within it."""
    from lxml.etree import iterwalk

    steps = iterwalk(table, events=("start",))
    for _, one in steps:
        if one is not table and one.tag == tag:
            yield one
        if one is not table and one.tag == "table":
            steps.skip_subtree()


def _is_whole(table: Any) -> bool:
    """Whether a table is no frame of the page's layout: none lies in it, or its own headings are of indicators."""
    return next(table.iterdescendants("table"), None) is None or _of_indicators(table)


def _of_indicators(table: Any) -> bool:
    return of_indicators(Table(_grid(table, shallow=True), []))


def _collapsed(text):
    """White space as a browser shows it; a hard space is one."""
    return re.sub(r"[ \t\r\n\f]+", " ", text).replace("\xa0", " ")


def _grid(table, shallow=False):
    rows: list[list[Cell]] = []
    down: dict[int, int] = {}  # column → rows that a cell above still covers
    for row in _own(table, "tr"):
        cells: list[Cell] = []
        for element in [one for one in row if one.tag in ("td", "th")]:
            _cover(cells, down)
            high, wide = (_span(element.get(name)) for name in ("rowspan", "colspan"))
            for at in range(wide):
                if high > 1:
                    down[len(cells)] = high - 1
                cells.append(Cell("", LEFT) if at else Cell(_as_row(row, _cell_text(element, shallow))))
        _cover(cells, down)
        rows.append(cells)
    return rows


def _as_row(row, text):
    """The text of a cell, hidden where its row, or what holds the row, is."""
    apart = [one for one in (row, row.getparent()) if one is not None and one.tag != "table" and _set_apart(one)]
    return hidden(text) if apart else text


def _cover(cells, down):
    while down.get(len(cells), 0) > 0:
        down[len(cells)] -= 1
        cells.append(Cell("", ABOVE))


def _span(text):
    return min(int(text), WIDEST) if text and text.strip().isdigit() and int(text) > 0 else 1


def _cell_text(element, shallow):
    """Its lines joined, without the white space that only lays out the source; hard spaces stay."""
    parts = [re.sub(r"[ \t\r\n\f]+", " ", part).strip(" ") for part in _texts(element, shallow)]
    return in_one("".join(parts).split(BREAK)).replace("\xa0", " ")


def _texts(element, shallow):
    """The texts of a cell; of a table in it that has no headings of its own the words in brackets: a person must read what they ask."""
    from lxml.etree import iterwalk

    steps = iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, one in steps:
        if event == "start" and one is not element and one.tag == "table":
            if not shallow and not _of_indicators(one):
                yield _in_one_line(one)
            steps.skip_subtree()
        elif event == "start" and (one.tag in _SILENT or (apart := _set_apart(one)) is not None):
            if one.tag not in _SILENT:
                yield apart
            steps.skip_subtree()
        elif event == "start":
            yield BREAK if one.tag in (*_BLOCKS, "br") and one is not element else ""
            yield one.text or ""
        elif one is not element:
            yield one.tail or ""


def _in_one_line(table):
    rows = [
        "　".join(_collapsed("".join(cell.itertext())).strip() for cell in row if cell.tag in ("td", "th"))
        for row in table.iter("tr")
    ]
    return f"〔表格：{'；'.join(rows)}〕"
