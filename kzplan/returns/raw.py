"""What a fast reader of workbooks leaves out of a sheet: marks of inline text, merged cells, notes, cells far below."""

import posixpath
import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, XMLParser
from zipfile import ZipFile

from defusedxml import ElementTree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_COMMENTS = "/relationships/comments"
_CELL, _ROW, _MERGED = f"{_MAIN}c", f"{_MAIN}row", f"{_MAIN}mergeCell"
_FORMULA = f"{_MAIN}f"
_CONTENTS = (f"{_MAIN}v", f"{_MAIN}is", _FORMULA)
_MARKS = (f"{_MAIN}vertAlign", f"{_MAIN}strike")
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
MERGED = 500  # merged cells that are looked at
PIECE = 65536  # bytes of a part that are read at a time


@dataclass(frozen=True, slots=True)
class Raw:
    """What stands in a sheet's part beside its values.

    Parameters
    ----------
    hidden : whether the sheet is hidden.
    marked : places whose own text has raised or struck characters.
    covered : places that a merged cell covers, without the one that holds its content.
    notes : place → text of the note attached to it.
    lowest : the last row that holds anything.
    calculated : whether it holds a formula.
    """

    hidden: bool = False
    marked: frozenset[str] = frozenset()
    covered: frozenset[str] = frozenset()
    notes: dict[str, str] = field(default_factory=dict)
    lowest: int = 0
    calculated: bool = False


def read_raw(archive: ZipFile) -> dict[str, Raw]:
    """Return the :class:`Raw` of every sheet by name.

    Parameters
    ----------
    archive : an open ZipFile that was looked at before: bounded, and without document type declarations.
    """
    names = set(archive.namelist())
    targets = _relations(archive, "xl/workbook.xml", names)
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    found = {}
    for sheet in book.iter(f"{_MAIN}sheet"):
        part = targets.get(sheet.get(_ID), ("", ""))[1]
        hidden = sheet.get("state", "visible") != "visible"
        found[sheet.get("name", "")] = _sheet(archive, part, hidden, names) if part in names else Raw(hidden)
    return found


def _relations(archive, part, names):
    """id → (type, part) of what a part refers to."""
    folder, _, name = part.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels"
    if rels not in names:
        return {}
    root = ElementTree.fromstring(archive.read(rels))
    return {one.get("Id"): (one.get("Type", ""), _part(folder, one.get("Target", ""))) for one in root}


def _part(folder, target):
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))


def _sheet(archive, part, hidden, names):
    told = _Told()
    parser = XMLParser(target=told)
    with archive.open(part) as file:
        # one pass, and nothing is kept: patterns over the text of a part can take for ever on a hostile one
        while read := file.read(PIECE):
            parser.feed(read)
        parser.close()
    comments = [
        part_
        for kind, part_ in _relations(archive, part, names).values()
        if kind.endswith(_COMMENTS) and part_ in names
    ]
    notes = {place: said for one in comments for place, said in _notes(archive.read(one))}
    covered = frozenset(told.covered)
    return Raw(hidden, frozenset(told.marked), covered, notes, told.lowest, told.calculated)


class _Told:
    """Hears the elements of a sheet's part as they are read, and keeps what :class:`Raw` says of them."""

    def __init__(self) -> None:
        self.marked: set[str] = set()
        self.covered: set[str] = set()
        self.merged, self.lowest, self.calculated = 0, 0, False
        self._row, self._inline = 0, False
        self._place: re.Match[str] | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """A row, a cell or something in one begins."""
        if tag == _ROW:
            self._row = int(float(attributes.get("r", self._row + 1)))
        elif tag == _CELL:
            self._place = _PLACE.fullmatch(attributes.get("r", ""))
            self._inline = attributes.get("t") == "inlineStr"
        elif tag in _CONTENTS:
            self.lowest = max(self.lowest, self._row)
            self.calculated = self.calculated or tag == _FORMULA
        elif tag in _MARKS and self._place and self._inline:
            self.marked.add(self._place[0])
        elif tag == _MERGED and self.merged < MERGED:
            self.merged += 1
            corners = attributes.get("ref", "").split(":")
            if len(corners) == 2 and all(map(_PLACE.fullmatch, corners)):
                self.covered |= _beneath(*corners)

    def end(self, tag: str) -> None:
        """What stands behind a cell is not in it."""
        if tag == _CELL:
            self._place = None

    def doctype(self, *declared: str | None) -> None:
        """What could grow without bounds is refused, should it be hidden from the look before."""
        raise ValueError("a document type declaration")


def _beneath(first, last):
    """Places of a merged range in the rows below its first, in its first column: figures that would belong to several rows."""
    column, top = re.fullmatch(r"([A-Z]+)(\d+)", first).groups()
    bottom = int(re.search(r"\d+", last)[0])
    return {f"{column}{row}" for row in range(int(top) + 1, min(bottom, int(top) + 200) + 1)}


def _notes(text):
    for one in (ElementTree.fromstring(text) if text.strip() else Element("none")).iter(f"{_MAIN}comment"):
        yield one.get("ref"), "".join(part.text or "" for part in one.iter(f"{_MAIN}t"))
