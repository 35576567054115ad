"""A report as a list of parts, before it becomes a Word file or a page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as MatplotlibFigure

from ..paper.style import png
from .official import Official


@dataclass(frozen=True)
class Heading:
    """A heading: level 1 (一、) or 2 (（一）); numbered by the report unless it stands outside the count, as 摘要 does."""

    text: str
    level: int = 1
    counted: bool = True


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; ``{key}`` stands for the number of the table or figure of that key, ``**…**`` opens it in bold."""

    text: str

    @property
    def lead(self) -> str:
        """What it opens with in bold; blank where it does not."""
        opened = LEAD.match(self.text)
        return opened[1] if opened else ""

    @property
    def rest(self) -> str:
        """What follows the opening."""
        return LEAD.sub("", self.text)


@dataclass(frozen=True)
class Contents:
    """The list of headings, with their pages."""


@dataclass(frozen=True)
class Signature:
    """Who signs a report, and a blank for the date."""

    office: str


@dataclass(frozen=True)
class Blank:
    """What only an office can write: who is to fill it, and with what."""

    said: str

    @property
    def text(self) -> str:
        """The blank as printed."""
        return f"【{self.said}】"


@dataclass(frozen=True)
class Table:
    """An official table."""

    official: Official

    @property
    def key(self) -> str:
        """Its name for references."""
        return self.official.key

    @property
    def title(self) -> str:
        """As printed."""
        return self.official.title

    @property
    def text(self) -> pd.DataFrame:
        """The cells as readers see them."""
        return self.official.text

    @property
    def wide(self) -> bool:
        """Whether it needs a page that lies across."""
        return len(self.text) > 0 and sum(self.official.widths[name] for name in self.text.columns) > WIDE


@dataclass(frozen=True)
class Figure:
    """A figure as PNG, with its title and a description for those who cannot see it."""

    key: str
    title: str
    png: bytes = field(repr=False)
    description: str


Part = Heading | Paragraph | Blank | Contents | Signature | Table | Figure
DPI = 300
WIDE = 115  # characters that the columns of a table take together; one of more stands on a page that lies across
LEAD = re.compile(r"^\*\*(.+?)\*\*\s*")
KEY = re.compile(r"\{(\w+)\}")  # a citation in a text


def cited(text: str) -> list[str]:
    """Return the keys of the tables and figures that a text cites.

    >>> cited("逐项见{gaps}、{ages}。")
    ['gaps', 'ages']
    """
    return KEY.findall(text)


@dataclass(frozen=True)
class Report:
    """A report.

    Parameters
    ----------
    name : as 中期评估报告.
    title : lines of the title.
    facts : lines under the title: who, cut-off date, source.
    parts : headings, paragraphs, blanks, tables and figures of the body.
    appendix : the same for the appendix, whose tables are numbered 附表1, ….
    english : paragraphs of an English summary; none where it is not asked for.
    mark : what says that the values are invented, printed on every page; blank where they are not.
    """

    name: str
    title: tuple[str, ...]
    facts: tuple[str, ...]
    parts: tuple[Part, ...]
    appendix: tuple[Part, ...]
    english: tuple[str, ...]
    mark: str = ""

    def numbers(self) -> dict[str, str]:
        """Return the printed number of every table and figure by key: 表1, 图2, 附表3."""
        return dict(self._numbers)

    @cached_property
    def _numbers(self) -> dict[str, str]:
        """The same, counted once for all texts that cite them."""
        found: dict[str, str] = {}
        counted: dict[str, int] = {}
        for parts, prefix in ((self.parts, ""), (self.appendix, "附")):
            for part in parts:
                if isinstance(part, Table | Figure):
                    kind = prefix + ("表" if isinstance(part, Table) else "图")
                    counted[kind] = counted.get(kind, 0) + 1
                    found[part.key] = f"{kind}{counted[kind]}"
        return found

    def numbered(self) -> Iterator[tuple[Part, str]]:
        """Yield each part of the body with its heading as printed (一、…, （一）…), blank for other parts."""
        first = second = 0
        for part in self.parts:
            text = ""
            if isinstance(part, Heading) and not part.counted:
                text = part.text
            elif isinstance(part, Heading):
                first, second = (first + 1, 0) if part.level == 1 else (first, second + 1)
                number = f"{chinese_number(first)}、" if part.level == 1 else f"（{chinese_number(second)}）"
                text = f"{number}{part.text}"
            yield part, text

    def resolved(self, text: str) -> str:
        """Return a text with ``{key}`` replaced by the number printed; a key without a part is an error."""
        return KEY.sub(lambda match: self._numbers[match[1]], text)


def picture(key: str, title: str, drawn: Axes | MatplotlibFigure, description: str = "") -> Figure:
    """Return a drawn figure (Axes or Figure) as a part; the same drawing gives the same bytes."""
    return Figure(key, title, png(drawn, DPI), description or title)


def chinese_number(n: int) -> str:
    """Return 1 to 99 in Chinese.

    >>> [chinese_number(n) for n in (1, 10, 12, 20, 35)]
    ['一', '十', '十二', '二十', '三十五']
    """
    digits = "零一二三四五六七八九"
    tens, ones = divmod(n, 10)
    return ("" if not tens else "十" if tens == 1 else f"{digits[tens]}十") + (digits[ones] if ones or not tens else "")
