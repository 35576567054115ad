"""What a fast reader of workbooks leaves out of a sheet: marks of inline text, merged cells, notes, cells far below."""

import posixpath
import re
from dataclasses import dataclass, field
from xml.etree import ElementTree
from zipfile import ZipFile

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_WIDE = (b"\xff\xfe", b"\xfe\xff")  # UTF-16, in which nothing is looked for
_COMMENTS = "/relationships/comments"


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
    calculated : whether it may hold a formula.
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
    text = archive.read(part)
    marked = set()
    if b"inlineStr" in text and (b"<vertAlign" in text or b"<strike" in text):
        cells = re.findall(rb'<c r="([A-Z]+[0-9]+)"[^>]*inlineStr"[^>]*>(.*?)</c>', text, re.DOTALL)
        marked = {place.decode() for place, inside in cells if b"<vertAlign" in inside or b"<strike" in inside}
    covered = set()
    for corners in re.findall(rb'<mergeCell ref="([A-Z]{1,3}\d{1,5}):([A-Z]{1,3}\d{1,5})"', text)[:500]:
        covered |= _beneath(*(corner.decode() for corner in corners))
    rows = re.findall(rb'<c r="[A-Z]{1,3}(\d{4,7})"[^>]*>\s*<(?:v|is|f)', text)
    comments = [
        part_
        for kind, part_ in _relations(archive, part, names).values()
        if kind.endswith(_COMMENTS) and part_ in names
    ]
    notes = {place: said for one in comments for place, said in _notes(archive.read(one))}
    calculated = text[:2] in _WIDE or re.search(rb"<(?:[\w.-]+:)?f[\s/>]", text) is not None
    return Raw(hidden, frozenset(marked), frozenset(covered), notes, max(map(int, rows), default=0), calculated)


def _beneath(first, last):
    """Places of a merged range in the rows below its first, in its first column: figures that would belong to several rows."""
    column, top = re.fullmatch(r"([A-Z]+)(\d+)", first).groups()
    bottom = int(re.search(r"\d+", last)[0])
    return {f"{column}{row}" for row in range(int(top) + 1, min(bottom, int(top) + 200) + 1)}


def _notes(text):
    for one in (ElementTree.fromstring(text) if text.strip() else ElementTree.Element("none")).iter(f"{_MAIN}comment"):
        yield one.get("ref"), "".join(part.text or "" for part in one.iter(f"{_MAIN}t"))
