"""The result on one page, for a meeting: one sheet of A4 with ten lines and four figures, as a Word file and as a page."""

import io
from dataclasses import dataclass, field
from pathlib import Path

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_COLOR_INDEX
from docx.shared import Cm, Pt

from .. import figures
from ..evaluation.engine import Evaluation
from ..paper.whole import write_text
from ..words import labels
from . import styles, word
from .document import Figure, Paragraph, picture
from .page import address, environment
from .texts import Texts

NAME = "一页纸"
MARGIN, ABOVE = Cm(2.2), Cm(1.8)  # beside the text; above and below it, so that twenty lines and the figures fit
WIDTH = Cm(8.1)  # of a figure: two beside each other
FIGURES = {
    "verdicts_in_brief": figures.verdicts_in_brief,
    "pace_in_brief": figures.pace_in_brief,
    "prospects_in_brief": figures.prospects_in_brief,
    "doubts_in_brief": figures.doubts_in_brief,
}


@dataclass(frozen=True)
class Brief:
    """What stands on the sheet: title, lines, what the meeting is asked, figures, and the mark of invented data."""

    title: tuple[str, ...]
    lines: tuple[Paragraph, ...]
    asked: tuple[str, ...]
    drawn: tuple[Figure, ...] = field(repr=False)
    mark: str = ""


def brief_of(evaluation: Evaluation, facts: dict[str, object], texts: Texts) -> Brief:
    """Return the result of an evaluation on one page.

    Parameters
    ----------
    evaluation : :class:`~kzplan.evaluation.Evaluation`.
    facts : what :func:`~kzplan.documents.facts.facts_of` returns.
    texts : the plan's.

    Raises
    ------
    Refusal : ``brief.txt`` of the plan's own texts cannot be used.
    """
    said = texts.blocks("brief.txt", facts)
    mark = texts.blocks("cover.txt", facts | {"report": NAME, "writer": "", "usual_year": True})["mark"]
    axes = {key: draw(evaluation, "zh") for key, draw in FIGURES.items()}
    drawn = tuple(picture(key, ax.get_title(loc="left"), ax) for key, ax in axes.items())
    example = f"{labels.EXAMPLE}：{''.join(mark)}" if evaluation.plan.invented else ""
    return Brief(said["title"], tuple(Paragraph(line) for line in said["lines"]), said["asked"], drawn, example)


def write_brief(brief: Brief, folder: Path, stem: str) -> list[Path]:
    """Write the sheet as a Word file and as a page.

    Parameters
    ----------
    brief : what :func:`brief_of` returns.
    folder, stem : where to, and the files' name without ending.

    Returns
    -------
    list of Paths; the same result gives the same bytes.
    """
    pictures = [(address(one.png), one.title) for one in brief.drawn]
    page = environment().get_template("brief.html.j2").render(brief=brief, pictures=pictures)
    return [_write_word(brief, folder / f"{stem}.docx"), write_text(page, folder / f"{stem}.html")]


def _write_word(brief: Brief, path: Path) -> Path:
    sheet = docx.Document()
    styles.add_styles(sheet)
    styles.name_substitutes(sheet)
    section = sheet.sections[0]
    section.page_width, section.page_height = styles.A4
    section.top_margin = section.bottom_margin = ABOVE
    section.left_margin = section.right_margin = MARGIN
    for line in brief.title:
        word.paragraph(sheet, line, "kz篇名").paragraph_format.line_spacing = Pt(24)
    for one in brief.lines:
        word.said(sheet, one.lead, one.rest, "kz简报")
    for text in brief.asked:
        word.paragraph(sheet, "", "kz简报").add_run(f"【{text}】").font.highlight_color = WD_COLOR_INDEX.YELLOW
    grid = sheet.add_table(rows=2, cols=2)
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    for at, figure in enumerate(brief.drawn):
        holder = grid.cell(at // 2, at % 2).paragraphs[0]
        shape = holder.add_run().add_picture(io.BytesIO(figure.png), width=WIDTH)
        shape._inline.docPr.set("descr", figure.description)
    if brief.mark:
        word.mark_pages(sheet, brief.mark)
    word.set_properties(sheet, "".join(brief.title))
    return word.save(sheet, path)
