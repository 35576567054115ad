"""The tables an office expects of an evaluation, each once: for the Word report, the workbook and the page."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from ...evaluation.engine import Evaluation
from ..facts import facts_of
from ..texts import Texts
from .beside import ages_table, city_table, gaps_table, nation_table
from .future import chances_table, small_table, split_table
from .lists import comparable_table, errata_table, hard_table, missing_table
from .notes import notes_table, with_notes
from .table import Official
from .tallies import departments_table, domains_table, overall_table
from .values import complete_table, schedule_table, values_table, work_table

__all__ = ["Official", "official_tables"]

MAKERS: tuple[Callable[[Evaluation], Official], ...] = (
    work_table,
    overall_table,
    domains_table,
    departments_table,
    complete_table,
    schedule_table,
    hard_table,
    gaps_table,
    ages_table,
    city_table,
    nation_table,
    chances_table,
    small_table,
    missing_table,
    split_table,
    comparable_table,
    errata_table,
    values_table,
    notes_table,
)
EMPTY = "空表："  # opens the line that stands in the place of a table without rows


def official_tables(
    evaluation: Evaluation, facts: Mapping[str, object] | None = None, texts: Texts | None = None
) -> dict[str, Official]:
    """Return every table of an evaluation in the order a report refers to them, by key.

    Parameters
    ----------
    evaluation : :class:`~kzplan.evaluation.Evaluation`.
    facts, texts : what :func:`~kzplan.documents.facts.facts_of` returns, and the plan's texts, where they were made
        already; None: made here.

    Raises
    ------
    Refusal : ``tables.txt`` of the plan's own texts cannot be used.
    """
    facts, texts = facts_of(evaluation) if facts is None else facts, texts or Texts(evaluation.plan)
    said = texts.blocks("tables.txt", facts)
    made = [with_notes(make(evaluation), evaluation) for make in MAKERS]
    return {table.key: _with_words(table, said.get(table.key, ())) for table in made}


def _with_words(table: Official, lines: tuple[str, ...]) -> Official:
    """A table with the lines above it, and what stands in its place where it has no row."""
    empty = [line.removeprefix(EMPTY) for line in lines if line.startswith(EMPTY)]
    about = tuple(line for line in lines if not line.startswith(EMPTY))
    return replace(table, about=about, empty=empty[0] if empty else table.empty)
