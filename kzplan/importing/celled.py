"""Tables whose cells hold targets in sentences: 主要目标 | 责任单位."""

import re
from collections.abc import Iterator

from .columns import DEPARTMENT, DOMAIN, NUMBER, columns_of, kind_of
from .document import Paragraph, Table

_GOAL = re.compile(
    r"(?:主要|发展|具体|量化|预期|工作|任务)?目标(?:任务|内容|要求|与?指标)?|(?:main )?(?:targets?|goals?)",
    re.IGNORECASE,
)
_ITEMS = re.compile(r"(?<=[。；;])\s*(?=[（(]?\d{1,2}[）)]?[.．、])")
_BESIDE = (NUMBER, DEPARTMENT, DOMAIN)  # what may stand beside a sentence and changes nothing in it


def as_sentences(blocks: list[Paragraph | Table]) -> list[Paragraph | Table]:
    """Return the blocks of a document with the tables of targets in sentences as paragraphs, under the heading of their column.

    Parameters
    ----------
    blocks : of a document, in its order; a table with any other column than those of numbers, domains and departments stays one.

    >>> from kzplan.importing.document import Cell
    >>> rows = [["主要目标", "责任单位"], ["婴儿死亡率降至5‰以下。", "县卫生健康委"]]
    >>> [one.text for one in as_sentences([Table([[Cell(text) for text in row] for row in rows], [4, 5])])]
    ['主要目标', '婴儿死亡率降至5‰以下（责任单位：县卫生健康委）。']
    """
    found: list[Paragraph | Table] = []
    for one in blocks:
        at = _goal_at(one) if isinstance(one, Table) else None
        found += [one] if at is None or not isinstance(one, Table) else _paragraphs(one, at)
    return found


def _goal_at(table: Table) -> int | None:
    """The column of targets in sentences; None where the table is another."""
    heads = [re.sub(r"\s", "", cell.text) for cell in table.rows[0]]
    goals = [at for at, text in enumerate(heads) if _GOAL.fullmatch(text)]
    beside = all(kind_of(text) in _BESIDE for at, text in enumerate(heads) if at not in goals)
    return goals[0] if len(goals) == 1 and beside and columns_of(heads) is None else None


def _paragraphs(table: Table, at: int) -> Iterator[Paragraph]:
    heads = [cell.text for cell in table.rows[0]]
    owned = next((column for column, text in enumerate(heads) if kind_of(text) == DEPARTMENT), None)
    yield Paragraph(heads[at].strip(), table.lines[0], table.page)
    for cells, line in zip(table.rows[1:], table.lines[1:], strict=True):
        texts = [cell.text.strip() for cell in cells]
        owners = texts[owned] if owned is not None and owned < len(texts) else ""
        for said in _ITEMS.split(texts[at] if at < len(texts) else ""):
            if said and _GOAL.fullmatch(said) is None:
                yield Paragraph(_with_owners(said, owners), line, table.page)


def _with_owners(said: str, owners: str) -> str:
    """A sentence with the departments of its row, as documents name them behind one."""
    match = re.fullmatch(r"(.*?)([。；;]?)", said)
    return f"{match[1]}（责任单位：{owners}）{match[2] or '。'}" if match and owners else said
