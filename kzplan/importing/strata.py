"""Columns of town and country, of boys and girls: each row with them as one of all and rows of its parts."""

import re
from dataclasses import replace

from .columns import DEPARTMENT, NAME, NATURE, OTHER, TARGET, UNIT, VALUE, Column, bare_heading
from .parts import of_age
from .tables import Printed, Row

_OF_ALL = re.compile(r"[全本][省市县区州旗盟]|全体|总体")
_KEPT = (UNIT, NATURE, DEPARTMENT)  # cells that a part of a row has from it
Group = dict[str, int]  # by the word of a stratum ("" of all) the place of its column


def set_apart(table: Printed, own: str = "") -> None:
    """Put what stands in columns of strata in rows of their own below their row, as 其中：农村; columns alone of their kind are not read.

    A row that has numbers of its parts only goes on as their whole, and is no target or value itself.

    Parameters
    ----------
    table : changed in place.
    own : a pattern of the words for all of the plan's own level, as 全县; blank where it is not known.
    """
    groups = _groups(table.columns, own)
    words = list(dict.fromkeys(word for group in groups.values() for word in group if word))
    alone = [
        at
        for at, one in enumerate(table.columns)
        if one.stratum and not any(at in group.values() for group in groups.values())
    ]
    for at in alone:
        table.columns[at] = replace(table.columns[at], kind=OTHER, year=0)
    if not words:
        return
    gone = {at for group in groups.values() for word, at in group.items() if word}
    columns, rows = table.columns, table.rows
    kept = [at for at in range(len(columns)) if at not in gone]
    new = [key for key, group in groups.items() if "" not in group]
    table.columns = [columns[at] for at in kept] + [Column(kind, year, heading) for kind, year, heading in new]
    table.rows = []
    for row in rows:
        whole = replace(row, cells=[row.cells[at] for at in kept] + [""] * len(new))
        parts = {word: _part(word, row, columns, kept, groups, table.part) for word in words}
        of = next((word for word in words if _is_of(table, whole, word)), "")
        if of and not _says(table, whole):  # 农村卫生厕所普及率 under 农村: it is of nothing else
            mine = parts.pop(of)
            at = next(at for at, one in enumerate(table.columns) if one.kind == NAME)
            whole = replace(mine, cells=[*mine.cells[:at], whole.cells[at], *mine.cells[at + 1 :]])
        table.rows += [whole, *(one for one in parts.values() if _says(table, one))]
    table.apart = True


def _groups(columns: list[Column], own: str) -> dict[tuple[str, int, str], Group]:
    """Columns of one kind and year that are of strata, or of all beside them; none where a stratum stands alone or twice."""
    groups: dict[tuple[str, int, str], list[tuple[str, int]]] = {}
    for at, one in enumerate(columns):
        if one.kind in (TARGET, VALUE):
            word = "" if one.stratum in ("", "total") else one.stratum
            bare = _OF_ALL.sub("", bare_heading(one.heading))
            bare = re.sub(own, "", bare, count=1) if own and not one.stratum else bare
            groups.setdefault((one.kind, one.year, bare), []).append((word, at))
    return {
        key: dict(found)
        for key, found in groups.items()
        if len(found) > 1 and len(dict(found)) == len(found) and any(columns[at].stratum for _, at in found)
    }


def _part(
    word: str, row: Row, columns: list[Column], kept: list[int], groups: dict[tuple[str, int, str], Group], part: str
) -> Row:
    """The row of one stratum."""
    name = next(row.cells[at] for at, one in enumerate(columns) if one.kind == NAME)
    cells = []
    for at in kept:
        one = columns[at]
        group = next((group for group in groups.values() if at in group.values()), None)
        own = row.cells[group[word]] if group and word in group else ""
        cells.append(
            _named(word, name, part)
            if one.kind == NAME
            else own
            if group
            else row.cells[at]
            if one.kind in _KEPT
            else ""
        )
    cells += [row.cells[group[word]] if word in group else "" for group in groups.values() if "" not in group]
    return Row(cells, row.line, row.page, row.domain)


def _named(word: str, name: str, part: str) -> str:
    word = of_age(word, name, part)
    return f"of which: {word}" if word.isascii() else f"其中：{word}"


def _says(table: Printed, row: Row) -> bool:
    """Whether a row has a target or a value."""
    cells = zip(table.columns, row.cells, strict=True)
    return any(re.search(r"[^\s—–―/-]", text) for one, text in cells if one.kind in (TARGET, VALUE))


def _is_of(table: Printed, row: Row, word: str) -> bool:
    """Whether a row's own name begins with the word of a stratum."""
    name = table.cell(row, NAME).strip()
    return name.casefold().startswith((word.casefold(), of_age(word, name, table.part).casefold()))
