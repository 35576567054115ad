"""A report as a Word file: A4, 黑体 and 仿宋, numbered tables and figures, the same bytes for the same report."""

import datetime
import io
import zipfile
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt

from ..words.errors import Refusal
from .document import Blank, Figure, Heading, Paragraph, Report
from .rows import rows

MOMENT = datetime.datetime(2023, 2, 9)  # fixed, so that the same report gives the same bytes
LATIN, HEI, FANG, KAI = "Times New Roman", "黑体", "仿宋", "楷体"
# name → (Chinese font, size in points, exact line spacing or None, first-line indent in characters, alignment, outline level)
STYLES = {
    "kz题名": (HEI, 22, 34, 0, "center", None),
    "kz题注行": (FANG, 12, 22, 0, "center", None),
    "kz一级": (HEI, 16, 28, 2, "left", 0),
    "kz二级": (KAI, 16, 28, 2, "left", 1),
    "kz正文": (FANG, 16, 28, 2, "both", None),
    "kz图表题": (HEI, 12, 20, 0, "center", None),
    "kz说明": (FANG, 10.5, 16, 0, "left", None),
    "kz表格": (FANG, 9, None, 0, "left", None),
    "kz图": (FANG, 9, None, 0, "center", None),
    "kz间隔": (FANG, 1, 6, 0, "left", None),
}
ALIGN = {"center": WD_ALIGN_PARAGRAPH.CENTER, "left": WD_ALIGN_PARAGRAPH.LEFT, "both": WD_ALIGN_PARAGRAPH.JUSTIFY}
WIDE = 10  # columns; a table of more stands on landscape pages
MARGINS = (Cm(3.7), Cm(2.6), Cm(3.5), Cm(2.8))  # top, right, bottom, left, as official documents have them


def write_word(report: Report, path: Path | str, letterhead: Path | str | None = None) -> Path:
    """Write a report as a Word file.

    Parameters
    ----------
    report : :class:`~kzplan.documents.document.Report`.
    path : of the .docx.
    letterhead : an office's own .docx, whose page, headers, footers and opening text are kept; None: plain A4.

    Returns
    -------
    Path

    Raises
    ------
    Refusal : the letterhead cannot be read as a Word file.
    """
    word = opened(letterhead)
    _add_styles(word)
    if letterhead is None:
        _set_page(word.sections[0])
        _number_pages(word)
    _set_properties(word, report)
    for line in report.title:
        _paragraph(word, line, "kz题名")
    for line in report.facts:
        _paragraph(word, line, "kz题注行")
    _write_parts(word, report, report.numbered())
    _turned(word, WD_ORIENT.LANDSCAPE)
    _paragraph(word, "附录", "kz一级")
    _write_parts(word, report, ((part, "") for part in report.appendix), all_wide=True)
    _portrait(word)
    _paragraph(word, "English summary", "kz一级")
    for text in report.english:
        _paragraph(word, text, "kz正文")
    if report.mark:
        _mark_pages(word, report.mark)
    return _save(word, Path(path))


def opened(letterhead: Path | str | None) -> WordDocument:
    """Return the document to write into: an empty one, or an office's own; a :class:`~kzplan.words.errors.Refusal` where that is none."""
    if letterhead is None:
        return docx.Document()
    try:
        word = docx.Document(str(letterhead))
        fault = "" if len(word.sections) else "no section"
        taken = [style.name for style in word.styles if style.name in STYLES and style.type != WD_STYLE_TYPE.PARAGRAPH]
        fault = f"a style named {taken[0]}" if taken else fault
    except Exception as problem:  # python-docx raises whatever the file makes it stumble over
        fault = type(problem).__name__
    if fault:
        raise Refusal(
            f"{letterhead}: not a Word file (.docx) that can be used as letterhead ({fault})",
            f"{letterhead}：不是可用作模板的Word文件（.docx）",
        )
    return word


def _add_styles(word):
    for name, (font, size, spacing, indent, align, level) in STYLES.items():
        style = (
            word.styles[name]
            if name in [one.name for one in word.styles]
            else word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        )
        style.font.name, style.font.size = LATIN, Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(attribute), None)
        fonts.set(qn("w:eastAsia"), font)
        shape = style.paragraph_format
        shape.alignment, shape.space_before, shape.space_after = ALIGN[align], Pt(0), Pt(0)
        if spacing:
            shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(spacing)
        if indent:
            ind = style.element.get_or_add_pPr().get_or_add_ind()
            ind.set(qn("w:firstLineChars"), str(100 * indent))
            ind.set(qn("w:firstLine"), str(int(20 * size * indent)))
        if level is not None:
            outline = OxmlElement("w:outlineLvl")
            outline.set(qn("w:val"), str(level))
            style.element.get_or_add_pPr().append(outline)
            shape.keep_with_next = True
    word.styles["kz图表题"].paragraph_format.keep_with_next = True
    word.styles["kz图表题"].paragraph_format.space_before = Pt(6)


def _set_page(section):
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = MARGINS


def _number_pages(word):
    """Page numbers at the foot of our own pages; a letterhead keeps its own."""
    foot = word.sections[0].footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    foot.add_run("— ")
    _add_field(foot, "PAGE")
    foot.add_run(" —")


def _mark_pages(word, mark):
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
            paragraph = head.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.add_run(mark).font.highlight_color = WD_COLOR_INDEX.YELLOW


def _add_field(paragraph, name):
    for kind in ("begin", None, "end"):
        run = paragraph.add_run()
        if kind is None:
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = name
        else:
            code = OxmlElement("w:fldChar")
            code.set(qn("w:fldCharType"), kind)
        run._r.append(code)


def _set_properties(word, report):
    about = word.core_properties
    about.title, about.author, about.comments, about.language = "".join(report.title), "", "", "zh-CN"
    about.created = about.modified = MOMENT
    about.last_modified_by, about.revision = "", 1


def _paragraph(word, text, style):
    """Add a paragraph; the style is given by its id, for python-docx looks a name up in every paragraph anew."""
    paragraph = word.add_paragraph(text)
    paragraph._p.style = _style_id(word, style)
    return paragraph


def _style_id(word, name):
    return word.styles.element.get_by_name(name).styleId


def _write_parts(word, report, parts, all_wide=False):
    """Write parts, each with its heading as printed."""
    numbers = report.numbers()
    for part, heading in parts:
        if isinstance(part, Heading):
            _portrait(word)
            _paragraph(word, heading, "kz一级" if part.level == 1 else "kz二级")
        elif isinstance(part, Paragraph):
            _portrait(word)
            _paragraph(word, report.resolved(part.text), "kz正文")
        elif isinstance(part, Blank):
            _portrait(word)
            run = _paragraph(word, "", "kz正文").add_run(part.text)
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
        elif isinstance(part, Figure):
            _portrait(word)
            _figure(word, part, numbers[part.key])
        else:
            _table(word, part, numbers[part.key], all_wide)


def _usable(section):
    return section.page_width - section.left_margin - section.right_margin


def _upright_margins(word):
    """Margins of the first upright page, top, right, bottom, left; those of official documents where there is none."""
    for section in word.sections:
        if section.page_width <= section.page_height:
            return section.top_margin, section.right_margin, section.bottom_margin, section.left_margin
    return MARGINS


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
    holder = _paragraph(word, "", "kz图")
    holder.paragraph_format.keep_with_next = True
    shape = holder.add_run().add_picture(io.BytesIO(figure.png))
    room, height = _usable(word.sections[-1]), Cm(17.5)
    scale = min(room / shape.width, height / shape.height, 1.0)
    shape.width, shape.height = Emu(int(shape.width * scale)), Emu(int(shape.height * scale))
    shape._inline.docPr.set("descr", figure.description)
    _paragraph(word, f"{number}　{figure.title}", "kz图表题").paragraph_format.keep_with_next = False


def _table(word, part, number, wide):
    shown = part.text
    wide = wide or (shown.shape[1] > WIDE and len(shown))
    _turned(word, WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT)
    _paragraph(word, f"{number}　{part.title}", "kz图表题")
    for line in part.official.about:
        _paragraph(word, line, "kz说明").paragraph_format.keep_with_next = True
    if not len(shown):
        _paragraph(word, part.official.empty, "kz说明")
        return
    table = word.add_table(rows=0, cols=shown.shape[1])
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    widths = [part.official.widths[name] for name in shown.columns]
    room = _usable(word.sections[-1])
    widths = [Emu(int(room * width / sum(widths))) for width in widths]
    _rule(table, widths)
    kinds = [part.official.kinds.get(name, "text") for name in shown.columns]
    lines = shown.itertuples(index=False, name=None)
    table._tbl.extend(rows(list(shown.columns), lines, widths, _style_id(word, "kz表格"), kinds))
    for line in part.official.notes:
        _paragraph(word, line, "kz说明")
    _paragraph(word, "", "kz间隔")


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


def _save(word, path):
    """Write the file with a fixed moment in every entry of its archive."""
    raw = io.BytesIO()
    word.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda one: (one != "[Content_Types].xml", one)):
            entry = zipfile.ZipInfo(name, MOMENT.timetuple()[:6])
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            new.writestr(entry, old.read(name))
    return path
