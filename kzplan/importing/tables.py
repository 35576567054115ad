"""The printed tables of a document: found, joined over page breaks, their cells as they stand."""

import re
import unicodedata
from dataclasses import dataclass, field, replace

from ..plan.printed import split_name, written_unit
from .captions import dated
from .columns import (
    ABOVE_TARGET,
    DEPARTMENT,
    NAME,
    NATURE,
    OTHER,
    TARGET,
    UNIT,
    VALUE,
    Column,
    columns_of,
    is_of_all,
    is_stratum,
    name_at,
    unit_in,
)
from .document import ABOVE, LEFT, Cell, Document, Paragraph, Table
from .parts import part_of

GOALS = (TARGET, ABOVE_TARGET)
BEFORE = 4  # paragraphs before a table that may be its title
NOTE = re.compile(
    r"^\s*(?:(?:注|备注|说明|notes?)(?:\s*\d*[：:]|\s*\d*$|\s*[①-⑳]|\s)|sources?\s*[:：]|[¹²³⁴-⁹*†‡]+\s*[A-Z]|\[[a-z\d]\]\s*[A-Z])",
    re.IGNORECASE,
)
_YEAR_ALONE = re.compile(
    r"(?:到|至)?(?:(?:19|20)\d\d年?(?:底|末)?|[中终]期)(?:目标)?值?|(?:(?:baseline|target|milestone) ?)?(?:values?|years?)|数值|年份"
    r"|(?:(?:baseline|targets?|milestones?|actual) ?)?\(?(?:19|20)\d\d\)?(?: ?(?:baseline|targets?|milestones?))?",
    re.IGNORECASE,
)
_GROUPS = re.compile(
    r"disaggregat|^\s*(?:sex|age(?: ?groups?)?|sub-?groups?|residence)\s*$|分组|人群|年龄组", re.IGNORECASE
)
_OF_ALL = re.compile(
    r"[-—–]+|n/?a|none|all(?: \w+)?|both(?: sexes)?|overall|national|total|合计|全部|总体", re.IGNORECASE
)
_GROUP = re.compile(r"(?:outcome|output|goal|objective|priority|pillar|component|result|impact|sdg)s?\b", re.IGNORECASE)
_ALL_OF = re.compile(r"全[省市州盟县区旗]|county|district|city|prefecture|province", re.IGNORECASE)
_BULLET = re.compile(r"^(\s*)[―—–•·●○■□◆▪-]+\s*(?=[^\s\d])")
_CONTINUED = re.compile(r"^[（(]?\s*续\s*表?")


@dataclass(slots=True)
class Row:
    """A printed row: its cells in the order of the table's columns, its line, its page and the domain that a row above names."""

    cells: list[str]
    line: int
    page: int = 0
    domain: str = ""


@dataclass(slots=True)
class Printed:
    """A printed table.

    Parameters
    ----------
    part : women or children; blank where neither its title nor what stands before says.
    title : the paragraph before it.
    columns : what each column holds.
    rows : its rows.
    amiss : (line, what cannot be taken, in English and Chinese) of rows.
    heads : lines that hold its headings, and words for all rows below them.
    apart : whether its rows were parted by columns of strata.
    """

    part: str
    title: str
    columns: list[Column]
    rows: list[Row]
    amiss: list[tuple[int, str, str, str]] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    apart: bool = False

    @property
    def of_goals(self) -> bool:
        """Whether its targets lie ahead of its values; else it tells how the last plan's were met."""
        values = [one.year for one in self.columns if one.kind == VALUE]
        targets = [one.year for one in self.columns if one.kind == TARGET]
        if not targets:
            return False
        return len(values) < 2 or max(targets) > max(values)

    def cell(self, row: Row, kind: str, year: int | None = None) -> str:
        """Return a row's cell of a kind (and year); blank where there is no such column."""
        for one, text in zip(self.columns, row.cells, strict=True):
            if one.kind == kind and year in (None, one.year):
                return text
        return ""

    def unit(self, row: Row) -> str:
        """Return the unit of a row: of its cell, its name or the heading of its last target."""
        goals = [one for one in self.columns if one.kind == TARGET]
        said = unit_in(max(goals, key=lambda one: one.year).heading) if goals else ""
        return self.cell(row, UNIT).strip() or split_name(self.cell(row, NAME))[1] or said

    def is_of_another_unit(self, row: Row, column: Column) -> bool:
        """Whether the heading of a column names another unit than a row has."""
        own, said = written_unit(self.unit(row)), unit_in(column.heading)
        return bool(own and said and own != said)

    def is_hollow(self, row: Row) -> bool:
        """Whether a row asks (in a table of the past: tells) nothing itself, but its parts below it do."""
        asked = TARGET if self.has(TARGET) else VALUE
        cells = zip(self.columns, row.cells, strict=True)
        return self.apart and not any(text.strip() for one, text in cells if one.kind == asked)

    def has(self, kind: str) -> bool:
        """Whether there is a column of a kind."""
        return any(one.kind == kind for one in self.columns)


def printed_tables(document: Document) -> list[Printed]:
    """Return the tables of indicators of a document, in its order, a table that a page breaks as one."""
    found: list[Printed] = []
    before: list[Paragraph] = []
    near: list[str] = []  # what stands between the last table and the next
    last = None  # the table that the next may go on with
    for block in document.blocks:
        if isinstance(block, Paragraph):
            before.append(block)
            near.append(block.text)
            last = last if _CONTINUED.match(block.text) else None
            continue
        heads = _heads(block)
        rows = _padded(block, heads)
        columns = columns_of(dated(_headings(rows, heads), near + _captions(block, heads))) if heads else None
        near = []
        if last is not None and _same(last, columns, rows):
            _append(last, block, rows[heads if columns else 0 :], heads if columns else 0, torn=True)
        elif columns is not None:
            title = _title(before)
            last = Printed(part_of(title, before), title, columns, [])
            _append(last, block, rows[heads:], heads)
            found.append(last)
        else:
            last = None
    for one in found:
        _unindent(one)
    return [one for one in found if one.rows]


def _padded(table, heads):
    """The rows with the cells that their end lacks; rows as wide as the headings, where there are any."""
    wide = max(map(len, table.rows[:heads])) if heads else max(map(len, table.rows))
    return [[*cells, *[Cell("")] * (wide - len(cells))] for cells in table.rows]


def _captions(table, heads):
    """The words over all columns above the headings: 2020年城乡情况."""
    return [cells[0].text for cells in table.rows[:heads] if _is_caption(cells)]


def _is_caption(cells):
    """Whether a row is one cell over all columns."""
    return len(cells) > 1 and bool(cells[0].text.strip()) and all(one.covered == LEFT for one in cells[1:])


def of_indicators(table: Table) -> bool:
    """Whether a table's headings are those of indicators with their targets or values."""
    heads = _heads(table)
    return bool(heads) and columns_of(_headings(_padded(table, heads), heads)) is not None


def of_cells(rows: list[list[Cell]]) -> bool:
    """Whether rows that nothing rules off are a table of indicators: those a sentence is not."""
    return of_indicators(Table(rows, []))


def _heads(table):
    """Rows of headings: the first that names indicators, and those below that its name's cell covers."""
    for at, cells in enumerate(table.rows[:3]):
        name = None if _is_caption(cells) else name_at([one.text for one in cells])
        if name is not None:
            heads = at + 1
            while heads < len(table.rows) and _is_head(table.rows[heads], name):
                heads += 1
            return heads
    return 0


def _is_head(cells, name):
    """Whether a row below the first of the headings is one too: the name's cell covers it, or it has but years and the like."""
    if len(cells) <= name or cells[name].covered == ABOVE:
        return len(cells) > name
    texts = [_plain(one.text) for one in cells if one.text.strip()]
    return (
        bool(texts)
        and not cells[name].text.strip()
        and all(_YEAR_ALONE.fullmatch(one) or is_stratum(one) or _ALL_OF.fullmatch(one) for one in texts)
    )


def _headings(rows, heads):
    texts = []
    for at in range(len(rows[0])):
        parts = []
        for row in [row for row in rows[:heads] if not _is_caption(row)]:
            left = at
            while row[left].covered == LEFT and left:
                left -= 1
            parts.append(row[left].text.strip())
        texts.append("".join(dict.fromkeys(parts)))
    return texts


def _same(last, columns, rows):
    if columns is not None:
        return [_plain(one.heading) for one in columns] == [_plain(one.heading) for one in last.columns]
    return bool(rows) and len(rows[0]) == len(last.columns)


def _plain(text):
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def _title(before):
    for one in reversed(before[-BEFORE:]):
        if len(one.text) <= 60 and re.search(r"专栏|附[件表]|表|指标|indicator", one.text, re.IGNORECASE):
            return one.text
    return ""


def _append(table, block, rows, heads, torn=False):
    """Add rows; ``torn`` where a page may have broken the row before."""
    name = next(at for at, one in enumerate(table.columns) if one.kind == NAME)
    table.heads += block.lines[:heads]
    domain = table.rows[-1].domain if table.rows else ""
    for at, (cells, printed, line) in enumerate(zip(rows, block.rows[heads:], block.lines[heads:], strict=True)):
        texts = [one.text for one in cells]
        texts[name] = _BULLET.sub(r"\1", texts[name])
        filled = [text for text in texts if text.strip()]
        alone = len(filled) == 1 and (
            sum(one.covered == LEFT for one in cells) >= len(cells) - 2 or bool(_GROUP.match(filled[0].strip()))
        )
        if not filled or (NOTE.match(filled[0]) and (alone or len(filled) == 1)):
            continue
        if alone:
            domain = re.sub(r"^[（(]?[一二三四五六七八九十]+[）)、.．]\s*", "", filled[0].strip())
        elif len(printed) != len(table.columns):
            wide, found = len(table.columns), len(printed)
            table.amiss.append(
                (
                    line,
                    "；".join(filled),
                    f"{found} cells in a table of {wide} columns",
                    f"{found}个单元格，表头为{wide}列",
                )
            )
        elif torn and at == 0 and table.rows and _is_rest(texts, table.columns):
            table.rows[-1].cells = [one + more for one, more in zip(table.rows[-1].cells, texts, strict=True)]
            table.heads.append(line)
        elif not texts[name].strip() and not (table.rows and _stratum_at(texts, table.columns) is not None):
            table.amiss.append((line, "；".join(filled), "a row without a name", "该行没有指标名称"))
        elif apart := _other_part(texts, table.columns):
            table.amiss.append((line, "；".join(filled), *_of_a_part(apart)))
        else:
            table.rows += _parts(table, Row(_shared(cells, table, texts), line, block.page, domain), name)


def _stratum_at(texts, columns):
    """The place of a cell that says of whom a row is: Indicator | Sex | Baseline | Target; None where there is none."""
    return next((at for at, one in enumerate(columns) if one.kind == OTHER and is_stratum(texts[at])), None)


def _other_part(texts, columns):
    """What a column of groups says that a row is of, where that is neither all of them nor town or country or one sex."""
    cells = [text.strip() for one, text in zip(columns, texts, strict=True) if _GROUPS.search(one.heading)]
    return next((text for text in cells if text and not is_stratum(text) and not _OF_ALL.fullmatch(text)), "")


def _of_a_part(word):
    return (
        f"is of a part of its indicator only ({word}); write it in the review or the document with a name of its own",
        f"只是该指标的一部分（{word}），没有读入；请在文件中用完整的指标名称写出后重新导入",
    )


def _parts(table: Printed, row: Row, name: int) -> list[Row]:
    """A row, or the part of its indicator that a cell of its own says it is, below the name of the whole."""
    at = _stratum_at(row.cells, table.columns)
    word = row.cells[at].strip() if at is not None else ""
    if not word or is_of_all(word):
        return [row]
    table.apart = True
    part = replace(row, cells=[*row.cells[:name], f"of which: {word}", *row.cells[name + 1 :]])
    if not row.cells[name].strip():
        return [part]
    figures = (VALUE, *GOALS)
    whole = ["" if one.kind in figures else text for one, text in zip(table.columns, row.cells, strict=True)]
    return [replace(row, cells=whole), part]


def _shared(cells, table, texts):
    """Texts of a row's cells, those of targets and values (in a table of both plans of natures and departments too) that one cell prints for several columns or rows in each of them."""
    above = table.rows[-1].cells if table.rows else texts
    for at, (one, column) in enumerate(zip(cells, table.columns, strict=True)):
        alike = next((group for group in (GOALS, (VALUE,)) if column.kind in group), ())
        if one.covered == LEFT and at and table.columns[at - 1].kind in alike:
            texts[at] = texts[at - 1]
        elif one.covered == ABOVE and (alike is GOALS or (column.kind in (NATURE, DEPARTMENT) and not table.part)):
            texts[at] = above[at]
    return texts


def _is_rest(texts, columns):
    """Whether the first row of a page is the rest of the last row of the page before: it has neither values nor targets."""
    figures = [text for text, one in zip(texts, columns, strict=True) if one.kind in (VALUE, *GOALS)]
    return not any(text.strip() for text in figures)


def _unindent(table):
    """Take away the space that every name begins with: an indent that sets off all rows sets off none."""
    at = next(at for at, one in enumerate(table.columns) if one.kind == NAME)
    names = [row.cells[at] for row in table.rows]
    common = min((len(name) - len(name.lstrip(" ")) for name in names), default=0)
    for row in table.rows if common else ():
        row.cells[at] = row.cells[at][common:]
