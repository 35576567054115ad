"""An old workbook (.xls, also WPS's .et) as cells: the same things are seen of it as of an .xlsx."""

import io
import struct
from collections.abc import Iterator

import xlrd
from xlrd.biffh import XLRDError, error_text_from_code
from xlrd.compdoc import CompDoc, CompDocError

from .cells import COLUMNS, LETTERS, ROWS, Cell, Sheet, as_shown, rounded, trimmed

MOST = 4_000_000  # bytes: nothing in such a file is packed, and no form comes near
STREAMS = ("Workbook", "Book")  # of the newer and the older kind
FORMULA, SHEET, BEGIN, END = b"\x06\0", b"\x85\0", b"\x09\x08", b"\x0a\0"  # how records begin
SET_ASIDE = b"\x03\0\0\0\0\0\xff\xff"  # a result that is an empty text, which programs also write for none
ENCRYPTED = "encrypted"


def read_xls(content: bytes) -> dict[str, Sheet]:
    """Return the sheets of an .xls workbook by name; nothing in it is executed, and formulas are not worked out.

    Parameters
    ----------
    content : the whole file, at most ``MOST`` bytes.

    Raises
    ------
    XLRDError : no workbook, or an encrypted one (:func:`is_encrypted`); damaged ones raise whatever they make xlrd stumble over.
    """
    book = xlrd.open_workbook(
        file_contents=content,
        logfile=io.StringIO(),
        formatting_info=True,
        ragged_rows=True,
        ignore_workbook_corruption=False,
    )
    open_formulas = dict(_uncalculated(content))
    return {sheet.name: _sheet(book, sheet, open_formulas.get(at, set())) for at, sheet in enumerate(book.sheets())}


def is_encrypted(problem: XLRDError) -> bool:
    """Return whether a workbook could not be read because it has a password.

    >>> is_encrypted(XLRDError("Workbook is encrypted"))
    True
    """
    return ENCRYPTED in str(problem)


def _sheet(book, sheet, without_result):
    covered = {
        (row, first) for top, bottom, first, _ in sheet.merged_cells[:500] for row in range(top + 1, min(bottom, ROWS))
    }
    rows = []
    for y in range(min(sheet.nrows, ROWS)):
        line = []
        width = max([sheet.row_len(y), *(x + 1 for row, x in covered if row == y)])
        for x in range(min(width, COLUMNS)):
            content = _content(book, sheet, y, x)
            line.append(
                Cell(
                    f"{LETTERS[x]}{y + 1}",
                    content,
                    (y, x) in without_result and not content,
                    content is not None and _is_marked(book, sheet, y, x),
                    (y, x) in covered,
                    sheet.cell_note_map[y, x].text if (y, x) in sheet.cell_note_map else "",
                    _rounded(book, sheet, y, x),
                )
            )
        rows.append(trimmed(line, lambda cell: cell.content is None and not cell.uncalculated and not cell.covered))
    return Sheet(trimmed(rows, lambda line: not line), sheet.visibility != 0, sheet.nrows > ROWS)


def _style(book, sheet, y, x):
    """The number format of a cell."""
    return book.format_map[book.xf_list[sheet.cell_xf_index(y, x)].format_key].format_str


def _rounded(book, sheet, y, x):
    number = x < sheet.row_len(y) and sheet.cell_type(y, x) == xlrd.XL_CELL_NUMBER
    return rounded(sheet.cell_value(y, x), _style(book, sheet, y, x)) if number else ""


def _content(book, sheet, y, x):
    if x >= sheet.row_len(y):
        return None
    kind, value = sheet.cell_type(y, x), sheet.cell_value(y, x)
    if kind == xlrd.XL_CELL_NUMBER:
        return as_shown(int(value) if value.is_integer() and abs(value) < 1e15 else value, _style(book, sheet, y, x))
    if kind == xlrd.XL_CELL_DATE:
        return xlrd.xldate_as_datetime(value, book.datemode)
    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(value)
    if kind == xlrd.XL_CELL_ERROR:
        return error_text_from_code.get(value, "#ERROR")
    return value if kind == xlrd.XL_CELL_TEXT and value != "" else None


def _is_marked(book, sheet, y, x):
    """Whether a cell, or a run of its text, is raised, lowered or struck through."""
    runs = [font for _, font in sheet.rich_text_runlist_map.get((y, x), ())]
    fonts = [book.font_list[at] for at in (book.xf_list[sheet.cell_xf_index(y, x)].font_index, *runs)]
    return any(font.struck_out or font.escapement for font in fonts)


def _uncalculated(content: bytes) -> Iterator[tuple[int, set[tuple[int, int]]]]:
    """(position of a sheet, places of its formulas that were written without a result), which xlrd does not tell."""
    found = {}
    sheets, now, depth = {}, None, 0
    for at, kind, body in _records(content):
        if kind == SHEET:
            sheets[struct.unpack_from("<I", body)[0]] = len(sheets)
        elif kind == BEGIN:
            depth += 1
            now = sheets.get(at) if depth == 1 else now
        elif kind == END:
            depth -= 1
        elif kind == FORMULA and len(body) >= 16 and depth == 1 and now is not None:
            row, column, result, options = *struct.unpack_from("<HH", body), body[6:14], body[14]
            if result == SET_ASIDE or (result == bytes(8) and options & 3):  # to be worked out when it is opened
                found.setdefault(now, set()).add((row, column))
    yield from found.items()


def _records(content):
    """(place, kind, body) of the records of a workbook's stream."""
    try:
        document = CompDoc(content, io.StringIO())
    except CompDocError as problem:
        raise XLRDError(str(problem)) from None
    for name in STREAMS:
        stream, start, size = document.locate_named_stream(name)
        if stream:
            break
    else:
        return
    at = start
    while at + 4 <= start + size:
        length = struct.unpack_from("<H", stream, at + 2)[0]
        yield at - start, bytes(stream[at : at + 2]), bytes(stream[at + 4 : at + 4 + length])
        at += 4 + length
