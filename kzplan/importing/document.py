"""A document as it is read: paragraphs and tables in their order, whatever file they came in."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from ..words.errors import Refusal

LARGEST = 60_000_000  # bytes of a file that is read
ABOVE, LEFT = "above", "left"


class Cell(NamedTuple):
    """A cell: its text, line breaks dropped, and whether one above or left of it covers it."""

    text: str
    covered: str = ""


class Paragraph(NamedTuple):
    """A paragraph: its text, its line (of a text file; else its number in the document), and the page where there are pages."""

    text: str
    line: int
    page: int = 0


class Table(NamedTuple):
    """A table: its rows of cells, the line of each and the page it begins on."""

    rows: list[list[Cell]]
    lines: list[int]
    page: int = 0


@dataclass(frozen=True)
class Document:
    """What was read.

    Parameters
    ----------
    name : of the file.
    blocks : paragraphs and tables in the order they stand in.
    """

    name: str
    blocks: list[Paragraph | Table]

    @property
    def paragraphs(self) -> list[Paragraph]:
        """The paragraphs alone."""
        return [one for one in self.blocks if isinstance(one, Paragraph)]


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
    Refusal : of another kind, damaged, under a password, without any text; in one sentence.
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
    document = Document(path.name, _opened(_READERS[kind](path)))
    if not any(isinstance(one, Table) or one.text.strip() for one in document.blocks):
        raise Refusal(
            f"{path.name} holds no text (a scan?); give the text itself",
            f"{path.name}没有文字（可能是扫描件），请提供文字版",
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


def damaged(path: Path) -> Refusal:
    """The refusal of a file that cannot be opened."""
    return Refusal(
        f"{path.name} cannot be opened; it is damaged or no {path.suffix} file. Save it again and try that",
        f"{path.name}无法打开，文件已损坏或并非{path.suffix}格式，请重新保存后再试",
    )


def locked(path: Path) -> Refusal:
    """The refusal of a file under a password."""
    return Refusal(f"{path.name} is under a password; save it without one", f"{path.name}设有密码，请去除密码后再试")
