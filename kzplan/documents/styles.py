"""Type, page and page numbers of a report, as GB/T 9704 (official documents of party and government organs) has them."""

from typing import cast

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.oxml import serialize_part_xml
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Cm, Pt
from docx.styles.style import ParagraphStyle, StyleFactory
from docx.text.paragraph import Paragraph

LATIN, TITLE, HEI, FANG, KAI, SONG = "Times New Roman", "方正小标宋简体", "黑体", "仿宋", "楷体", "宋体"
# fonts that a machine may lack → those a word processor takes instead, in this order
SUBSTITUTES = {TITLE: "小标宋体,华文中宋,宋体", FANG: "仿宋_GB2312,华文仿宋,宋体", KAI: "楷体_GB2312,华文楷体,宋体"}
MARGINS = (Cm(3.7), Cm(2.6), Cm(3.5), Cm(2.8))  # top, right, bottom, left
A4 = (Cm(21.0), Cm(29.7))
NUMBER = Pt(14)  # of page numbers: 四号
# name → (Chinese font, size in points, exact line spacing or None, first-line indent in characters, alignment, outline level)
STYLES = {
    "kz题名": (TITLE, 22, 34, 0, "center", None),
    "kz篇名": (HEI, 16, 40, 0, "center", 0),
    "kz目录一": (FANG, 14, 26, 0, "left", None),
    "kz目录二": (FANG, 14, 26, 2, "left", None),
    "kz落款": (FANG, 16, 28, 0, "right", None),
    "kz题注行": (FANG, 12, 22, 0, "center", None),
    "kz一级": (HEI, 16, 28, 2, "left", 0),
    "kz二级": (KAI, 16, 28, 2, "left", 1),
    "kz正文": (FANG, 16, 28, 2, "both", None),
    "kz简报": (FANG, 12, 18, 0, "both", None),
    "kz图表题": (HEI, 12, 20, 0, "center", None),
    "kz说明": (FANG, 10.5, 16, 0, "left", None),
    "kz表格": (SONG, 9, None, 0, "left", None),
    "kz图": (FANG, 9, None, 0, "center", None),
    "kz间隔": (FANG, 1, 6, 0, "left", None),
}
ALIGN = {
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


def add_styles(word: WordDocument) -> None:
    """Add the styles of a report to a document."""
    listed = word.styles.element  # asked itself: python-docx looks through all styles for each that is added
    own = {one.name_val: one for one in listed.style_lst}
    for name, (font, size, spacing, indent, align, level) in STYLES.items():
        added = own[name] if name in own else listed.add_style_of_type(name, WD_STYLE_TYPE.PARAGRAPH, False)
        style = cast(ParagraphStyle, StyleFactory(added))
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
    for name, at in (("kz目录一", Cm(15.5)), ("kz目录二", Cm(15.5))):
        word.styles[name].paragraph_format.tab_stops.add_tab_stop(at, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    word.styles["kz图表题"].paragraph_format.keep_with_next = True
    word.styles["kz图表题"].paragraph_format.space_before = Pt(6)


def set_page(section: Section) -> None:
    """Make a section's pages A4 with the margins of official documents."""
    section.page_width, section.page_height = A4
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = MARGINS


def number_pages(word: WordDocument) -> None:
    """Number the pages at the foot, at the outer side: right on odd pages, left on even ones."""
    word.settings.odd_and_even_pages_header_footer = True
    section = word.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        foot = footer.paragraphs[0]
        foot.alignment = ALIGN[side]
        # one character in from the edge of the text
        indent = "right_indent" if side == "right" else "left_indent"
        setattr(foot.paragraph_format, indent, NUMBER)
        foot.add_run("— ")
        add_field(foot, "PAGE", "1")
        foot.add_run(" —")
        for run in foot.runs:
            run.font.name, run.font.size = LATIN, NUMBER


def add_field(paragraph: Paragraph, code: str, shown: str) -> None:
    """Add a field, which a word processor works out when it opens the file.

    Parameters
    ----------
    paragraph : that it stands in.
    code : of the field, as "PAGE".
    shown : what stands there until then.
    """
    for kind in ("begin", "instr", "separate", "text", "end"):
        run = paragraph.add_run()
        if kind == "text":
            run.text = shown
            continue
        if kind == "instr":
            part = OxmlElement("w:instrText")
            part.set(qn("xml:space"), "preserve")
            part.text = code
        else:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
            if kind == "begin" and code != "PAGE":
                part.set(qn("w:dirty"), "true")
        run._r.append(part)


def name_substitutes(word: WordDocument) -> None:
    """Name in the file's table of fonts what stands in for a font that a machine lacks."""
    table = next((part for part in word.part.package.iter_parts() if part.partname == "/word/fontTable.xml"), None)
    if table is None:  # an office's own file may have none
        return
    fonts = parse_xml(table.blob)
    listed = {font.get(qn("w:name")) for font in fonts}
    for name, others in SUBSTITUTES.items():
        if name not in listed:
            fonts.append(
                parse_xml(
                    f'<w:font {nsdecls("w")} w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/></w:font>'
                )
            )
    table._blob = serialize_part_xml(fonts)
