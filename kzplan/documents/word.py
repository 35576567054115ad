"""A report as a Word file: numbered tables and figures, landscape pages where a table needs them, the same bytes for the same report."""

import datetime
import io
import zipfile
from itertools import count
from pathlib import Path
from weakref import WeakKeyDictionary

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import nsmap, qn
from docx.parts.story import StoryPart
from docx.shared import Cm, Emu, Pt
from docx.text.paragraph import Paragraph as DocxParagraph
from lxml.etree import XPath

from ..paper.printed import TALLEST_CM
from ..paper.whole import whole
from ..words.both import Both
from ..words.printable import printable
from . import letterhead, styles
from .document import Blank, Contents, Figure, Heading, Paragraph, Report, Signature, Table
from .rows import rows

MOMENT = datetime.datetime(2023, 2, 9)  # fixed, so that the same report gives the same bytes
DATE = "【　　　　年　　月　　日】"
CONTENTS = 22  # headings that a page of contents holds; of a report with more only the first level is listed
TALLEST = Cm(TALLEST_CM)  # of a figure: half a page
ID_OF = XPath("string(w:style[w:name/@w:val = $name]/@w:styleId)", namespaces={"w": nsmap["w"]})
_IDS: WeakKeyDictionary[StoryPart, dict[str, str]] = WeakKeyDictionary()


def write_word(report: Report, path: Path | str, head: Path | str | None = None) -> Path:
    """Write a report as a Word file.

    Parameters
    ----------
    report : :class:`~kzplan.documents.document.Report`.
    path : of the .docx.
    head : an office's own .docx, whose page, headers, footers and opening text are kept; None: plain A4.

    Returns
    -------
    Path

    Raises
    ------
    Refusal : the letterhead cannot be read as a Word file.
    """
    word = opened(head)
    styles.add_styles(word)
    styles.name_substitutes(word)
    if head is None:
        styles.set_page(word.sections[0])
        styles.number_pages(word)
    set_properties(word, "".join(report.title))
    for line in report.title:
        paragraph(word, line, "kz题名")
    for line in report.facts:
        paragraph(word, line, "kz题注行")
    _write_parts(word, report, report.numbered())
    _portrait(word)
    paragraph(word, "附录", "kz题名").paragraph_format.page_break_before = True
    _write_parts(word, report, ((part, part.text if isinstance(part, Heading) else "") for part in report.appendix))
    if report.english:
        _portrait(word)
        paragraph(word, "English summary", "kz一级")
    for text in report.english:
        paragraph(word, text, "kz正文")
    if report.mark:
        mark_pages(word, report.mark)
    return save(word, Path(path))


def opened(path: Path | str | None) -> WordDocument:
    """Return the document to write into: an empty one, or an office's own, in which everything that a report is made of was tried.

    Raises
    ------
    Refusal : a file that is none, or that cannot be written into.
    """
    if path is None:
        return docx.Document()
    tried = letterhead.opened(path)
    try:
        _rehearse(tried)
    except Exception as problem:  # python-docx raises whatever a damaged part makes it stumble over
        raise letterhead.refusal(path, Both(type(problem).__name__, type(problem).__name__)) from None
    return letterhead.opened(path)


def _rehearse(word):
    """Write one of everything."""
    styles.add_styles(word)
    styles.name_substitutes(word)
    set_properties(word, "")
    for style in styles.STYLES:
        paragraph(word, "", style)
    for orientation in (WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT):
        _turned(word, orientation)
        _rule(word.add_table(rows=1, cols=1), [_usable(word.sections[-1])])
    mark_pages(word, " ")
    word.save(io.BytesIO())


def mark_pages(word: WordDocument, mark: str) -> None:
    """The mark of invented data at the head of every page: of every section, and of first and even pages that have their own."""
    even = word.settings.odd_and_even_pages_header_footer
    for i, section in enumerate(word.sections):
        heads = [
            section.header,
            *([section.even_page_header] if even else []),
            *([section.first_page_header] if section.different_first_page_header_footer else []),
        ]
        for head in heads:
            if i and head.is_linked_to_previous:
                continue
            line = head.add_paragraph()
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            line.add_run(mark).font.highlight_color = WD_COLOR_INDEX.YELLOW


def set_properties(word: WordDocument, title: str) -> None:
    """Title and language of a file, and a fixed moment."""
    about = word.core_properties
    about.title, about.author, about.comments, about.language = printable(title)[:255], "", "", "zh-CN"
    about.created = about.modified = MOMENT
    about.last_modified_by, about.revision = "", 1


def paragraph(word: WordDocument, text: str, style: str) -> DocxParagraph:
    """Add a paragraph; the style is given by its id, for python-docx looks a name up in every paragraph anew."""
    added = word.add_paragraph(printable(text))
    added._p.style = _style_id(word, style)
    return added


def _style_id(word, name):
    """The id of a style, which is looked for once in a file."""
    known = _IDS.setdefault(word.part, {})
    if not known.get(name):
        known[name] = str(ID_OF(word.styles.element, name=name))
    return known[name]


def _write_parts(word, report, parts):
    """Write parts, each with its heading as printed."""
    numbers, marks = report.numbers(), count(1)
    for part, heading in parts:
        if not isinstance(part, Table):
            _portrait(word)
        match part:
            case Heading():
                style = "kz一级" if part.level == 1 else "kz二级"
                opened = paragraph(word, heading, style if part.counted else "kz篇名")
                _bookmark(opened, f"_kz{next(marks)}")
            case Contents():
                _contents(word, report)
            case Paragraph():
                said(word, report.resolved(part.lead), report.resolved(part.rest))
            case Blank():
                run = paragraph(word, "", "kz正文").add_run(printable(part.text))
                run.font.highlight_color = WD_COLOR_INDEX.YELLOW
            case Signature():
                _signed(word, part.office)
            case Figure():
                _figure(word, part, numbers[part.key])
            case _:
                _table(word, part, numbers[part.key])


def said(word: WordDocument, lead: str, rest: str, style: str = "kz正文") -> None:
    """Add a paragraph, its opening in bold."""
    opened_ = paragraph(word, "", style)
    if lead:
        opened_.add_run(printable(lead)).bold = True
    opened_.add_run(printable(rest))


def _signed(word, office):
    """Office and date at the right, as official documents end; never on a page without a line of the text."""
    if word.paragraphs:
        word.paragraphs[-1].paragraph_format.keep_with_next = True
    signed = paragraph(word, office, "kz落款").paragraph_format
    signed.space_before, signed.keep_with_next = Pt(28), True
    paragraph(word, "", "kz落款").add_run(DATE).font.highlight_color = WD_COLOR_INDEX.YELLOW


def _contents(word, report):
    """The headings with their pages, together on one page behind the summary; a word processor fills in the pages."""
    paragraph(word, "目　录", "kz篇名").paragraph_format.space_before = Pt(28)
    listed = [(part, text) for part, text in report.numbered() if isinstance(part, Heading)]
    deepest = 2 if sum(part.counted for part, _ in listed) <= CONTENTS else 1
    for at, (part, heading) in enumerate(listed, start=1):
        if part.counted and part.level <= deepest:
            word.paragraphs[-1].paragraph_format.keep_with_next = True
            line = paragraph(word, f"{heading}\t", "kz目录一" if part.level == 1 else "kz目录二")
            styles.add_field(line, f"PAGEREF _kz{at} \\h", "…")
    last = word.paragraphs[-1]
    last.add_run().add_break(WD_BREAK.PAGE)


def _bookmark(heading, name):
    """Mark a heading, so that the list of headings finds its page."""
    for kind in ("bookmarkStart", "bookmarkEnd"):
        mark = OxmlElement(f"w:{kind}")
        mark.set(qn("w:id"), name.removeprefix("_kz"))
        if kind == "bookmarkStart":
            mark.set(qn("w:name"), name)
        heading._p.append(mark)


def _usable(section):
    return section.page_width - section.left_margin - section.right_margin


def _upright_margins(word):
    """Margins of the first upright page, top, right, bottom, left; those of official documents where there is none."""
    for section in word.sections:
        if section.page_width <= section.page_height:
            return section.top_margin, section.right_margin, section.bottom_margin, section.left_margin
    return styles.MARGINS


def _turned(word, orientation):
    """Start a section of the other orientation, unless the page lies so already."""
    section = word.sections[-1]
    # a letterhead may lie across without saying so
    lies = WD_ORIENT.LANDSCAPE if section.page_width > section.page_height else WD_ORIENT.PORTRAIT
    if lies == orientation:
        return
    upright = _upright_margins(word)
    last = word.paragraphs[-1]._p if word.paragraphs else None
    if last is not None and last.getprevious() is not None and word.paragraphs[-1].style.name == "kz间隔":
        last.getparent().remove(last)  # the break has a paragraph of its own, and two could fill another page
    new = word.add_section()
    word.paragraphs[-1].style = "kz间隔"
    new.orientation = orientation
    new.page_width, new.page_height = section.page_height, section.page_width
    if orientation == WD_ORIENT.LANDSCAPE:
        new.top_margin, new.bottom_margin, new.left_margin, new.right_margin = Cm(2.5), Cm(2.2), Cm(2.2), Cm(2.2)
    else:
        new.top_margin, new.right_margin, new.bottom_margin, new.left_margin = upright


def _portrait(word):
    _turned(word, WD_ORIENT.PORTRAIT)


def _figure(word, figure, number):
    holder = paragraph(word, "", "kz图")
    holder.paragraph_format.keep_with_next = True
    holder.paragraph_format.space_before = Pt(8)
    shape = holder.add_run().add_picture(io.BytesIO(figure.png))
    room, height = _usable(word.sections[-1]), TALLEST
    scale = min(room / shape.width, height / shape.height, 1.0)
    shape.width, shape.height = Emu(int(shape.width * scale)), Emu(int(shape.height * scale))
    shape._inline.docPr.set("descr", figure.description)
    for side in "TBLR":  # left out, a word processor may take an eighth of an inch
        shape._inline.set(f"dist{side}", "0")
    paragraph(word, f"{number}　{figure.title}", "kz图表题").paragraph_format.keep_with_next = False


def _table(word, part, number):
    shown = part.text
    _turned(word, WD_ORIENT.LANDSCAPE if part.wide else WD_ORIENT.PORTRAIT)
    paragraph(word, f"{number}　{part.title}", "kz图表题")
    for line in part.official.about:
        paragraph(word, line, "kz说明").paragraph_format.keep_with_next = True
    if not len(shown):
        paragraph(word, part.official.empty, "kz说明")
        return
    table = word.add_table(rows=0, cols=shown.shape[1])
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    widths = [part.official.widths[name] for name in shown.columns]
    room = _usable(word.sections[-1])
    widths = [Emu(int(room * width / sum(widths))) for width in widths]
    _rule(table, widths)
    kinds = [part.official.kinds.get(name, "text") for name in shown.columns]
    lines = shown.to_numpy(object).tolist()
    table._tbl.extend(rows(list(shown.columns), lines, widths, _style_id(word, "kz表格"), kinds))
    for line in part.official.notes:
        paragraph(word, line, "kz说明")
    paragraph(word, "", "kz间隔")


def _rule(table, widths):
    """Thin borders, narrow margins and the columns' widths, whatever styles a letterhead brings along."""
    about = table._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "808080")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        one = OxmlElement(f"w:{side}")
        one.set(qn("w:w"), "50")
        one.set(qn("w:type"), "dxa")
        margins.append(one)
    about.append(borders)
    about.append(margins)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width


def save(word: WordDocument, path: Path) -> Path:
    """Write the file with a fixed moment in every entry of its archive."""
    raw, made = io.BytesIO(), io.BytesIO()
    word.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda one: (one != "[Content_Types].xml", one)):
            entry = zipfile.ZipInfo(name, MOMENT.timetuple()[:6])
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            new.writestr(entry, old.read(name))
    with whole(path) as place:
        place.write_bytes(made.getvalue())
    return path
