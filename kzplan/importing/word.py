"""Word files: paragraphs and tables, merged cells and indents as they stand."""

from pathlib import Path

from ..paper.packed import amiss
from .document import ABOVE, LEFT, Cell, Paragraph, Table, broken, damaged, in_one, locked
from .marks import gone, hidden, lowered, raised
from .tables import of_indicators

WIDEST = 60  # columns of a table that a cell may span
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # of a file of the old kind, and of a new one under a password
_WRAPPERS = ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")
_STRUCK = ("Fallback", "moveFrom", "del")  # what is shown another way, or no longer
_LOOKS = ("w:strike", "w:dstrike", "w:vanish", "w:vertAlign", "w:color", "w:sz")  # of a style, how its text stands
_WHITE, _SMALLEST = "FFFFFF", 4  # half points of a size that can be read
INDENT = 2  # spaces of an indented cell


def read_word(path: Path) -> list[Paragraph | Table]:
    """Return the paragraphs and tables of a .docx."""
    from docx import Document as open_word

    _looked_at(path)
    try:
        document = open_word(str(path))
        _with_styles(document)
        return _blocks([*_inside(document.element.body), *_notes(document.part)])
    except Exception:  # python-docx raises whatever a damaged part makes it stumble over
        raise damaged(path) from None


def _notes(part):
    """The paragraphs of footnotes and endnotes, which stand behind all else."""
    from docx.oxml import parse_xml

    for one in part.rels.values():
        if one.reltype.rpartition("/")[2] in ("footnotes", "endnotes"):
            for note in parse_xml(one.target_part.blob):
                yield from _inside(note)


def _blocks(elements):
    blocks: list[Paragraph | Table] = []
    line = 0
    for element in elements:
        if element.tag.endswith("}p"):
            for text in broken("".join(_run_texts(element, "\n")), "\n"):  # a line of its own is a paragraph
                line += 1
                blocks.append(Paragraph(text, line))
        elif element.tag.endswith("}tbl"):
            told = _told_in_cells(element)
            for table in (element, *element.iterdescendants(element.tag)):
                if table in told:
                    continue
                rows = _grid(table, told)  # a table in a cell stands behind the one that holds it
                blocks.append(Table(rows, list(range(line + 1, line + 1 + len(rows)))))
                line += len(rows)
    return [one for one in blocks if isinstance(one, Table) or one.text]


def _inside(element):
    """The paragraphs and tables of a body or a cell, those within content controls and marks of a change too."""
    for one in element:
        name = one.tag.rpartition("}")[2] if isinstance(one.tag, str) else ""
        if name in ("p", "tbl"):
            yield one
        elif name in _WRAPPERS:
            yield from _inside(one)


def _looked_at(path):
    """Refuse what cannot be opened, is under a password or would take all memory."""
    with path.open("rb") as file:
        if file.read(8) == _OLE:
            raise locked(path)
    if amiss(path):
        raise damaged(path)


def _told_in_cells(table):
    """The tables that a cell of a table of indicators holds and that have no such headings themselves: they are that cell's words."""
    inside = list(table.iterdescendants(table.tag))
    headed = {one: of_indicators(Table(_grid(one), [])) for one in (table, *inside)} if inside else {}
    told: set = set()
    for one in inside:
        outer = next(one.iterancestors(table.tag))
        if outer in told or (headed[outer] and not headed[one]):
            told.add(one)
    return told


def _grid(table, told=()):
    from docx.oxml.ns import qn

    rows = []
    for row in table.iter(qn("w:tr")):
        if next(row.iterancestors(qn("w:tbl"))) is not table:
            continue  # of a table within a cell
        before = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
        cells = [Cell("")] * (_number(before.get(qn("w:val"))) if before is not None else 0)
        for cell in row.iter(qn("w:tc")):
            if next(cell.iterancestors(qn("w:tr"))) is row:
                cells += _cell(cell, qn, told)
        away = row.find(f"{qn('w:trPr')}/{qn('w:hidden')}")
        if away is not None and away.get(qn("w:val"), "1") not in ("0", "false", "off"):
            cells = [one._replace(text=hidden(one.text)) for one in cells]
        if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None:
            cells = [one._replace(text=gone(one.text)) for one in cells]
        rows.append(cells)
    return rows


def _cell(cell, qn, told):
    properties = cell.find(qn("w:tcPr"))
    span, merged = (
        (None, None) if properties is None else (properties.find(qn(name)) for name in ("w:gridSpan", "w:vMerge"))
    )
    covered = merged is not None and merged.get(qn("w:val"), "continue") == "continue"
    inside = list(_inside(cell))
    text = in_one(_paragraph(one, qn) for one in inside if one.tag == qn("w:p"))
    text += "".join(_in_one_line(one, qn) for one in inside if one in told)
    covered = covered and not text.strip()  # words of its own make it a cell, whatever it goes on with
    wide = max(_number(span.get(qn("w:val"))), 1) if span is not None else 1
    return [Cell(text, ABOVE if covered else ""), *[Cell("", LEFT)] * (wide - 1)]


def _in_one_line(table, qn):
    """A table's words in brackets: a person must read what they ask."""
    rows = ["　".join("".join(_run_texts(cell)) for cell in row.iter(qn("w:tc"))) for row in table.iter(qn("w:tr"))]
    return f"〔表格：{'；'.join(rows)}〕"


def _number(text):
    """A whole number of an attribute, within bounds; 0 where there is none."""
    return min(int(text), WIDEST) if text and text.isascii() and text.isdecimal() and len(text) < 9 else 0


def _paragraph(paragraph, qn):
    text = in_one("".join(_run_texts(paragraph, "\n")).split("\n"))
    indent = paragraph.find(f"{qn('w:pPr')}/{qn('w:ind')}")
    if indent is None or not text.strip() or text[0].isspace():
        return text
    moved = any(_number(indent.get(qn(f"w:{name}"))) > 0 for name in ("left", "firstLine", "firstLineChars", "start"))
    return " " * INDENT + text if moved else text


def _run_texts(paragraph, joint=""):
    """Text of a paragraph, without what was struck out or moved away under change tracking; ``joint`` between its lines."""
    for element in paragraph:
        name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
        if name == "t":
            yield element.text or ""
        elif name == "tab" and element.getparent().tag.endswith("}r"):
            yield " "
        elif name in ("br", "cr"):
            yield joint
        elif name == "r" and (apart := _set_apart(element)):
            yield apart("".join(_run_texts(element, joint)))
        elif name not in _STRUCK:
            yield from _run_texts(element, joint)


def _set_apart(run):
    """How the text of a run is read that is struck out, hidden, raised or lowered; None of all others."""
    from docx.oxml.ns import qn

    properties = run.find(qn("w:rPr"))
    if properties is None:
        return None
    told = {one.tag.rpartition("}")[2]: one.get(qn("w:val"), "1") for one in properties if isinstance(one.tag, str)}
    on = [name for name in ("strike", "dstrike", "vanish") if told.get(name, "0") not in ("0", "false", "off")]
    size = told.get("sz", "")
    if (
        "vanish" in on
        or (size.isdecimal() and int(size) < _SMALLEST)
        or (_white(told.get("color")) and not _shaded(run, qn))
    ):
        return hidden
    if on:
        return gone
    return {"superscript": raised, "subscript": lowered}.get(told.get("vertAlign"))


def _white(color):
    return (color or "").upper() == _WHITE


def _shaded(run, qn):
    """Whether a run stands on a colour: its own, its paragraph's or cell's, or one that its table's look may give."""
    around = [run, *run.iterancestors()]
    fills = [one.get(qn("w:fill")) for each in around for one in each.iterfind(f"./*/{qn('w:shd')}")]
    tables = [one for one in around if one.tag == qn("w:tbl")]
    styled = any(one.find(f"{qn('w:tblPr')}/{qn('w:tblStyle')}") is not None for one in tables)
    return styled or any((fill or "auto").upper() not in ("AUTO", _WHITE) for fill in fills)


def _with_styles(document):
    """Give the runs of a document what the styles that they and their paragraphs have say of how they stand: raised, hidden."""
    from copy import deepcopy

    from docx.oxml.ns import qn

    looks = {one.style_id: _looks(one, qn) for one in document.styles}
    for run in document.element.body.iter(qn("w:r")):
        paragraph = next(run.iterancestors(qn("w:p")), None)
        named = [run.find(f"{qn('w:rPr')}/{qn('w:rStyle')}")]
        named += [paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")] if paragraph is not None else []
        for style in [one for one in named if one is not None]:
            for look in looks.get(style.get(qn("w:val")), ()):
                own = run.get_or_add_rPr()
                if own.find(look.tag) is None:
                    own.append(deepcopy(look))


def _looks(style, qn):
    """What a style, or else the one it is based on, says of whether its text is shown and how it stands."""
    found, seen = {}, set()
    while style is not None and style.style_id not in seen:
        seen.add(style.style_id)
        properties = style.element.find(qn("w:rPr"))
        for one in properties if properties is not None else ():
            if one.tag in map(qn, _LOOKS):
                found.setdefault(one.tag, one)
        style = getattr(style, "base_style", None)
    return found.values()
