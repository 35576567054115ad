"""One table as one sheet of a workbook that prints well on A4."""

import contextlib
import datetime
import io
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ..words import labels
from ..words.printable import printable
from .whole import whole

# a fixed moment, so that the same input gives the same bytes
CREATED = datetime.datetime(2023, 2, 9)
CHANCE = '[<0.01]"<1%";[>0.99]">99%";0{}%'  # as documents print it: never 0 or 100
NUMBER_FORMATS = {
    "percent": "0.0",
    "share": CHANCE.format(""),
    "share 1": CHANCE.format(".0"),
    "share 2": CHANCE.format(".00"),
    "number": "0.00",
    "value": "0.00##",
    "year": "0",
    "doubted": f'0.00##"（{labels.word("question", "zh", "query")}）"',
}  # a chance with the decimals that keep it on its side of a likelihood word; a value in full, as it was judged
FONT = "宋体"
FORBIDDEN, LONGEST = re.compile(r"[\[\]:*?/\\]"), 31  # in the name of a sheet
WIDE = re.compile("[\u2e81-\U0010ffff]")  # characters that take two columns
LINE_HEIGHT = 17  # points, of 11-point Chinese type in the office programs tried
UNTITLED = "规划文本"
MARKED = 17  # characters that a number with the mark needs: one that has no room is not shown at all
FULL = 0.78  # of a column's width is filled before a line wraps, in the office programs tried


Book = tuple[xlsxwriter.Workbook, dict[str, Format]]  # a workbook and its cell formats


@contextlib.contextmanager
def open_workbook(path: Path | str, title: str) -> Iterator[Book]:
    """Yield a workbook in which text never becomes a formula or a link, and its cell formats; it is written when the block ends well.

    Raises
    ------
    OSError : it could not be written; a file that was there before stays as it was.
    """
    # made in memory: of an archive that a full disk cut short, Python would complain once more when it forgets it
    made = io.BytesIO()
    with whole(path) as place:
        book, formats = _new(made, title)
        yield book, formats
        book.close()
        place.write_bytes(made.getvalue())


class Doubted(float):
    """A number that is asked about: it stays a number in its cell, and is shown with a mark."""


class _Printable(Worksheet):
    """A sheet whose texts a spreadsheet can show."""

    def _write_string(self, row: int, col: int, string: str, cell_format: Format | None = None) -> int:
        return super()._write_string(row, col, printable(string), cell_format)


def _new(made: io.BytesIO, title: str) -> Book:
    """A workbook and its cell formats."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}  # no file for each part of it
    book = xlsxwriter.Workbook(made, options)
    book.worksheet_class = _Printable
    book.set_properties({"title": title, "created": CREATED})
    book.formats[0].set_font_name(FONT)
    formats = {
        "title": book.add_format({"bold": True, "font_size": 14, "align": "center", "valign": "vcenter"}),
        "about": book.add_format({"text_wrap": True, "valign": "top"}),
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E8EEF4", "border": 1}),
        "text": book.add_format({"text_wrap": True, "valign": "top", "border": 4}),
        "blank": book.add_format({"text_wrap": True, "valign": "top", "border": 4, "bg_color": "#FFF9E5"}),
    }
    for kind, number_format in NUMBER_FORMATS.items():
        formats[kind] = book.add_format({"num_format": number_format, "valign": "top", "border": 4})
    for one in formats.values():
        one.set_font_name(FONT)
    return book, formats


class Sourced(Protocol):
    """Whatever knows the title of the document it is printed in, as a plan does."""

    @property
    def source(self) -> str:
        """Title of the document."""
        ...


def source_line(plan: Sourced) -> str:
    """Return the source at the foot of a plan's documents."""
    words = plan.source.split()
    return f"来源：{words[0] if words else UNTITLED}"


def sheet_name(text: str) -> str:
    """Return a text as the name of a sheet: at most 31 characters, none that a workbook does not allow there.

    >>> sheet_name("分性别/城乡差距")
    '分性别、城乡差距'
    """
    return FORBIDDEN.sub("、", text).strip("'")[:LONGEST].rstrip("'") or "_"


def write_table(
    book: xlsxwriter.Workbook,
    formats: dict[str, Format],
    name: str,
    table: pd.DataFrame | Mapping[str, Sequence],
    widths: Mapping[str, float],
    footer: str,
    kinds: Mapping[str, str] | None = None,
    title: str = "",
    about: Sequence[str] = (),
) -> Worksheet:
    """Write a table as a sheet.

    Parameters
    ----------
    book, formats : what :func:`open_workbook` yields.
    name : of the sheet; see :func:`sheet_name`.
    table : DataFrame whose column names are the headings, or its columns by heading.
    widths : {heading: width in characters}.
    footer : text at the foot of every printed page.
    kinds : {heading: "share", "percent", "number", "value", "year" or "blank" (to be filled in)}; text where none is named.
    title, about : a heading line and lines under it, above the table.
    """
    sheet, kinds = book.add_worksheet(sheet_name(name)), kinds or {}
    columns = {heading: list(table[heading]) for heading in table}
    top = _write_top(sheet, columns, widths, formats, title, about)
    for column, (heading, values) in enumerate(columns.items()):
        sheet.write_string(top, column, heading, formats["head"])
        marked = any(isinstance(value, Doubted) for value in values)
        sheet.set_column(column, column, max(widths[heading], MARKED) if marked else widths[heading])
        kind = kinds.get(heading, "text")
        for row, value in enumerate(values, start=top + 1):
            _cell(sheet, row, column, value, kind, formats)
    _set_heights(sheet, columns, widths, top)
    sheet.freeze_panes(top + 1, 2)
    if rows := max(map(len, columns.values()), default=0):
        sheet.autofilter(top, 0, top + rows, len(columns) - 1)
    sheet.repeat_rows(top)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(0.4, 0.4, 0.5, 0.5)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L{footer}&R第&P页/共&N页")
    return sheet


def _write_top(sheet, columns, widths, formats, title, about):
    """Write what stands above the table; return the row of its headings."""
    top, right = 0, len(columns) - 1
    if title:
        sheet.merge_range(0, 0, 0, right, title, formats["title"])
        sheet.set_row(0, 28)
        top = 1
    room = FULL * sum(widths[heading] for heading in columns)
    for line in about:
        sheet.merge_range(top, 0, top, right, line, formats["about"])
        sheet.set_row(top, LINE_HEIGHT * math.ceil(_width(line) / room))
        top += 1
    return top


def _set_heights(sheet, columns, widths, top):
    # wrapped text does not make a row higher by itself in every office program
    head = max(math.ceil(_width(heading) / (FULL * widths[heading])) for heading in columns)
    sheet.set_row(top, LINE_HEIGHT * head)
    taken = [_lines(values, FULL * widths[heading]) for heading, values in columns.items()]
    for row, lines in enumerate(zip(*taken, strict=True), start=top + 1):
        sheet.set_row(row, min(LINE_HEIGHT * (max(lines) or 1), 400))


def _lines(values, room):
    """Lines that each cell of a column takes; 0 for a number, which never wraps."""
    return [
        sum(max(math.ceil(_width(part) / room), 1) for part in value.split("\n")) if isinstance(value, str) else 0
        for value in values
    ]


def _width(value):
    """Width of a text in columns; a Chinese character takes two."""
    return len(value) + len(WIDE.findall(value)) + 1 if isinstance(value, str) else 1


def _cell(sheet, row, column, value, kind, formats):
    if kind in NUMBER_FORMATS and not isinstance(value, str) and not pd.isna(value):
        sheet.write_number(row, column, float(value), formats[_shown_as(value, kind)])
    elif isinstance(value, str) and value:
        sheet.write_string(row, column, value, formats["text"])
    elif isinstance(value, str) or pd.isna(value):
        sheet.write_blank(row, column, None, formats["blank" if kind == "blank" else "text"])
    else:
        sheet.write_number(row, column, float(value), formats["number" if kind == "text" else kind])


def _shown_as(value, kind):
    """The format of a number, so that a spreadsheet rounds it as every other document does."""
    if isinstance(value, Doubted):
        return "doubted"
    decimals = labels.percent(float(value), "zh").partition(".")[2] if kind == "share" else ""
    return f"share {min(len(decimals) - 1, 2)}" if decimals else kind
