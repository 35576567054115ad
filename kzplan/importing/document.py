"""A document as it is read: paragraphs and tables in their order, whatever file they came in."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from ..words.errors import Refusal

LARGEST = 60_000_000  # bytes of a file that is read
LONGEST = 10_000  # characters of a paragraph
BEGINS = re.compile(r"\d{1,2}[.．、)）](?!\d)|(?:19|20)\d\d\s?年")  # an item, or a sentence that names its year
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
    cut : (line, page, text) of lines between which a number is cut in two.
    """

    name: str
    blocks: list[Paragraph | Table]
    not_shown: list[tuple[int, int, str]] = field(default_factory=list)
    cut: list[tuple[int, int, str]] = field(default_factory=list)

    @property
    def paragraphs(self) -> list[Paragraph]:
        """The paragraphs alone."""
        return [one for one in self.blocks if isinstance(one, Paragraph)]


def in_one(lines: Iterable[str]) -> str:
    """Return the lines of a cell as one text; a blank stays where a line begins with a digit behind another: 12 and 10 are not 1210.

    >>> in_one(["农村自来水", "普及率"]), in_one(["12", "10"]), in_one(["1/10", "万"])
    ('农村自来水普及率', '12 10', '1/10万')
    """
    said = ""
    for line in lines:
        said += " " * (_is_digit(said[-1:]) and _is_digit(line[:1])) + line
    return said


def broken(text: str, sign: str) -> list[str]:
    """Return the lines of a paragraph; those that part a number from the digits behind it stay one, with a blank between.

    Parameters
    ----------
    text, sign : the paragraph, and the sign that breaks its lines.

    >>> broken("一、目标|建成20|0个|2．近视率降至45%", "|")
    ['一、目标', '建成20 0个', '2．近视率降至45%']
    """
    lines: list[str] = []
    for line in map(str.strip, text.split(sign)):
        if lines and _is_digit(lines[-1][-1:]) and _is_digit(line[:1]) and not BEGINS.match(line):
            lines[-1] = in_one([lines[-1], line])
        else:
            lines.append(line)
    return lines


def _is_digit(sign: str) -> bool:
    return unicodedata.normalize("NFKC", sign).isdecimal()


def damaged(path: Path) -> Refusal:
    """The refusal of a file that cannot be opened."""
    return Refusal(
        f"{path.name} cannot be opened; it is damaged or no {path.suffix} file. Save it again and try that",
        f"{path.name}无法打开，文件已损坏或并非{path.suffix}格式，请重新保存后再试",
    )


def locked(path: Path) -> Refusal:
    """The refusal of a file under a password."""
    return Refusal(f"{path.name} is under a password; save it without one", f"{path.name}设有密码，请去除密码后再试")
