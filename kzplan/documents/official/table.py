"""A table as an office files it: headings, widths, kinds of columns, and the text that readers see."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import pandas as pd

from ...indicator.published import MOST, USUAL
from ...paper.sheet import Doubted
from ...returns.doubted import DOUBTED
from ...words import labels
from ...words.numbers import half_up

NONE, ABSENT = "—", "无数据"
CODE = "代码"  # heads the column of the targets' codes
HELD = "已达标，保持"  # in the place of a value due
HELD_NARROW = "保持"  # the same in a column of a year, which has no room for more
SIGNED = ("signed", "difference", "points")
DIGITS = {"percent": 1, "points": 0, "value": MOST, "difference": MOST}  # at most, by kind of column; else two


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Parameters
    ----------
    heading : as printed.
    values : one a row.
    width : in characters.
    kind : "text", "value" (of an indicator, in full as it was judged), "difference" (of two such, with its sign), "number",
        "signed", "points" (whole ones, with their sign), "share" (a probability), "percent", "year" (any whole number) or "blank" (to be filled in by an office).
    """

    heading: str
    values: Sequence | str
    width: int
    kind: str = "text"


@dataclass(frozen=True)
class Official:
    """A table as an office files it.

    Parameters
    ----------
    key : short name, for references.
    title : as printed.
    frame : DataFrame; column names are the headings, numbers are numbers.
    widths : {heading: width in characters}.
    kinds : {heading: kind of a :class:`Column`}; text where none is named.
    about : lines above the table: definitions and formulas.
    empty : what to say where the table has no row.
    notes : lines below the table: what has to be said of single values.
    doubted : heading → codes of the targets whose value there is asked about, and marked.
    """

    key: str
    title: str
    frame: pd.DataFrame = field(repr=False)
    widths: dict[str, int]
    kinds: dict[str, str]
    about: tuple[str, ...] = ()
    empty: str = "无"
    notes: tuple[str, ...] = ()
    doubted: Mapping[str, Collection[str]] = field(default_factory=dict)

    def only(self, codes: Iterable[str]) -> "Official":
        """Return the rows of some targets, and the notes on them."""
        wanted = set(codes)
        notes = tuple(note for note in self.notes if any(code in note.split("　")[0] for code in wanted))
        return replace(self, frame=self.frame[self.frame[CODE].isin(wanted)].reset_index(drop=True), notes=notes)

    @cached_property
    def text(self) -> pd.DataFrame:
        """The table as readers see it: every cell a word or a number, none blank."""
        shown = {
            name: [_shown(value, self.kinds.get(name, "text")) for value in self.frame[name].tolist()]
            for name in self.frame
        }
        for heading, doubts in self._doubts().items():
            pairs = zip(shown[heading], doubts, strict=True)
            shown[heading] = [f"{one}（{DOUBTED.zh}）" if mark else one for one, mark in pairs]
        return pd.DataFrame(shown, columns=list(self.frame), dtype=object)

    @cached_property
    def cells(self) -> dict[str, list[Any]]:
        """The columns for a workbook: numbers as numbers, a word where there is none."""
        found = {name: self.frame[name].tolist() for name in self.frame}
        for name, kind in self.kinds.items():
            if kind != "blank":
                word = ABSENT if kind == "value" else NONE
                lacking = self.frame[name].isna().tolist()
                found[name] = [word if lacks else value for value, lacks in zip(found[name], lacking, strict=True)]
        for heading, doubts in self._doubts().items():
            pairs = zip(found[heading], doubts, strict=True)
            found[heading] = [Doubted(one) if mark and not isinstance(one, str) else one for one, mark in pairs]
        return found

    def _doubts(self) -> dict[str, list[bool]]:
        """Heading → whether the value of each row there is asked about."""
        marked = self.doubted.items()
        return {name: [code in codes for code in self.frame[CODE]] for name, codes in marked if name in self.frame}


def table_of(key: str, title: str, columns: Iterable[Column]) -> Official:
    """Return the table that columns make; see :class:`Official`."""
    listed = list(columns)
    return Official(
        key,
        title,
        pd.DataFrame({column.heading: column.values for column in listed}),
        {column.heading: column.width for column in listed},
        {column.heading: column.kind for column in listed if column.kind != "text"},
    )


def indicator_columns(table: pd.DataFrame | Mapping[str, list], width: int, unit: int = 9) -> list[Column]:
    """Return the columns that name an indicator: code, name, unit.

    Parameters
    ----------
    table : with columns code, name_zh and unit.
    width, unit : width of the name's and of the unit's column.
    """
    units = [one or NONE for one in table["unit"]]
    return [Column(CODE, table["code"], 7), Column("指标", table["name_zh"], width), Column("单位", units, unit)]


def due_column(due: pd.Series, held: pd.Series, word: str = HELD) -> pd.Series:
    """Return values due as readers see them: a word where a target was met at its base and is to be held."""
    return due.astype(object).where(~held.astype(bool), word)


def distances(gaps: Iterable[float], values: Iterable[float]) -> list[float | str]:
    """Return distances from a target as readers see them: a dash where there is a value, and nobody can say how far it is.

    >>> distances([0.4, float("nan")], [5.9, 51.2])
    [0.4, '—']
    """
    pairs = zip(gaps, values, strict=True)
    return [NONE if pd.isna(gap) and not pd.isna(value) else gap for gap, value in pairs]


def verdict_words(column: Iterable[str]) -> list[str]:
    """Return verdicts in the official words."""
    return [labels.verdict(name, "zh") for name in column]


def words(column: Iterable[str]) -> list[str]:
    """Return words of the vocabulary in Chinese."""
    return [labels.word(name, "zh") for name in column]


def _shown(value: Any, kind: str) -> str:
    if kind == "blank":
        return ""
    if kind == "text" or isinstance(value, str):
        return str(value) if value else NONE
    if value is None or pd.isna(value):
        return ABSENT if kind == "value" else NONE
    if kind == "year":
        return half_up(float(value), 0)
    if kind == "share":
        return labels.percent(value, "zh")
    text = labels.number(float(value), DIGITS.get(kind, USUAL))
    return f"+{text}" if kind in SIGNED and value > 0 and text != "0" else text
