"""Reading a document of any kind that is read."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from ..words.door import door
from ..words.errors import Refusal
from .celled import as_sentences
from .document import LARGEST, LONGEST, Document, Paragraph, Table
from .marks import not_shown, shown
from .wrapped import whole


@door
def read_document(path: str | Path) -> Document:
    """Read a plan as published.

    Parameters
    ----------
    path : .docx, .html, .htm, .pdf with text, .txt; .doc, .wps, .rtf, .odt where LibreOffice is installed.

    Returns
    -------
    Document

    Raises
    ------
    Refusal : of another kind, damaged, under a password, without any text or any line break; in one sentence.
    """
    path = Path(path)
    kind = path.suffix.lower()
    if kind not in _READERS:
        kinds = ", ".join(_READERS)
        raise Refusal(
            f"{path.name} is of a kind that is not read; read are {kinds}", f"{path.name}的格式无法读取，可读{kinds}"
        )
    if path.stat().st_size > LARGEST:
        most = LARGEST // 1_000_000
        raise Refusal(f"{path.name} is larger than {most} MB", f"{path.name}超过{most}MB，请另存为只含规划正文的文件")
    document = _as_shown(path.name, _opened(_READERS[kind](path)))
    if not any(isinstance(one, Table) or one.text.strip() for one in document.blocks):
        raise Refusal(
            f"{path.name} holds no text (a scan?); give the text itself",
            f"{path.name}没有文字（可能是扫描件），请提供文字版",
        )
    for one in document.paragraphs:
        if len(one.text) > LONGEST:
            raise Refusal(
                f"{path.name}: paragraph {one.line} has {len(one.text):,} characters, which is no paragraph of a plan; "
                "save the document with its line breaks",
                f"{path.name}：第{one.line}段有{len(one.text):,}个字，不像规划中的一段，请按原文分段后另存",
            )
    return document


def _opened(blocks):
    """The blocks with frames of one column, which hold text and no table, as paragraphs."""
    found: list[Paragraph | Table] = []
    for one in blocks:
        if isinstance(one, Table) and max(map(len, one.rows), default=0) < 2:
            texts = zip(one.lines, one.rows, strict=True)
            found += [
                Paragraph(cells[0].text.strip(), line, one.page)
                for line, cells in texts
                if cells and cells[0].text.strip()
            ]
        else:
            found.append(one)
    return found


def _as_shown(name, blocks):
    """The document without what is struck out or hidden in it, which is told apart."""
    document = Document(name, [])
    for one in blocks:
        lines = one.lines if isinstance(one, Table) else [one.line]
        rows = one.rows if isinstance(one, Table) else [[one]]
        for line, cells in zip(lines, rows, strict=True):
            struck = "；".join(filter(None, (not_shown(cell.text) for cell in cells)))
            if struck:
                document.not_shown.append((line, one.page, struck))
        if isinstance(one, Table):
            rows = [[cell._replace(text=shown(cell.text)) for cell in cells] for cells in rows]
            document.blocks.append(one._replace(rows=rows))
        elif shown(one.text).strip():
            document.blocks.append(one._replace(text=shown(one.text).strip()))
    blocks, cut = whole(document.blocks)
    return replace(document, blocks=as_sentences(blocks), cut=cut)


def _text(path):
    from .text import read_text

    return read_text(path)


def _word(path):
    from .word import read_word

    return read_word(path)


def _page(path):
    from .page import read_page

    return read_page(path)


def _pdf(path):
    from .pdf import read_pdf

    return read_pdf(path)


def _office(path):
    from .office import read_office

    return read_office(path)


_READERS: dict[str, Callable[[Path], list[Paragraph | Table]]] = {
    ".docx": _word,
    ".html": _page,
    ".htm": _page,
    ".pdf": _pdf,
    ".txt": _text,
    **dict.fromkeys((".doc", ".wps", ".rtf", ".odt"), _office),
}
