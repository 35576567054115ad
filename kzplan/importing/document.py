"""A document as it is read: paragraphs and tables in their order, whatever file they came in."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from ..words.errors import Refusal

LARGEST = 60_000_000  # bytes of a file that is read
LONGEST = 10_000  # characters of a paragraph
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
    not_shown : (line, page, text) of what is struck out or hidden.
    """

    name: str
    blocks: list[Paragraph | Table]
    not_shown: list[tuple[int, int, str]] = field(default_factory=list)

    @property
    def paragraphs(self) -> list[Paragraph]:
        """The paragraphs alone."""
        return [one for one in self.blocks if isinstance(one, Paragraph)]


def damaged(path: Path) -> Refusal:
    """The refusal of a file that cannot be opened."""
    return Refusal(
        f"{path.name} cannot be opened; it is damaged or no {path.suffix} file. Save it again and try that",
        f"{path.name}无法打开，文件已损坏或并非{path.suffix}格式，请重新保存后再试",
    )


def locked(path: Path) -> Refusal:
    """The refusal of a file under a password."""
    return Refusal(f"{path.name} is under a password; save it without one", f"{path.name}设有密码，请去除密码后再试")
