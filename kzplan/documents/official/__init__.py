"""The tables an office expects of an evaluation, each once: for the Word report, the workbook and the page."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from ...evaluation.engine import Evaluation
from ...returns.doubted import doubted
from ...words.both import Both
from ...words.door import door
from ..facts import facts_of
from ..texts import Texts
from .beside import ages_table, city_table, gaps_table, nation_table
from .future import chances_table, small_table, split_table
from .lists import comparable_table, definitions_table, errata_table, hard_table, missing_table
from .notes import notes_table, with_notes
from .table import CODE, Official
from .tallies import departments_table, domains_table, overall_table
from .values import complete_table, interim_table, schedule_table, values_table, work_table

__all__ = ["Official", "official_tables"]

MAKERS: dict[str, Callable[[Evaluation], Official]] = {
    "work": work_table,
    "overall": overall_table,
    "domains": domains_table,
    "departments": departments_table,
    "complete": complete_table,
    "interim": interim_table,
    "schedule": schedule_table,
    "hard": hard_table,
    "gaps": gaps_table,
    "ages": ages_table,
    "city": city_table,
    "nation": nation_table,
    "chances": chances_table,
    "small": small_table,
    "missing": missing_table,
    "split": split_table,
    "comparable": comparable_table,
    "definitions": definitions_table,
    "errata": errata_table,
    "values": values_table,
    "notes": notes_table,
}
OF_THE_PLAN = ("errata",)  # tables that say the same of both plans and of one
ANEW = ("gaps",)  # whose rows are not all of a target
EMPTY = "空表："  # opens the line that stands in the place of a table without rows


@door
def official_tables(
    evaluation: Evaluation,
    facts: Mapping[str, object] | None = None,
    texts: Texts | None = None,
    whole: Mapping[str, Official] | None = None,
    asked: Mapping[tuple[str, int], Both] | None = None,
) -> dict[str, Official]:
    """Return every table of an evaluation in the order a report refers to them, by key.

    Parameters
    ----------
    evaluation : :class:`~kzplan.evaluation.Evaluation`.
    facts, texts : what :func:`~kzplan.documents.facts.facts_of` returns, and the plan's texts, where they were made
        already; None: made here.
    whole : the tables of both plans, where those of one are wanted and the others were made already: a table of targets is
        then rows of the whole one.
    asked : what :func:`~kzplan.returns.doubted.doubted` says of the years up to the evaluation's, where asked already.

    Raises
    ------
    Refusal : ``tables.txt`` of the plan's own texts cannot be used.
    """
    facts, texts = facts_of(evaluation) if facts is None else facts, texts or Texts(evaluation.plan)
    said, years = texts.blocks("tables.txt", facts), range(1, evaluation.year + 1)
    if asked is None:
        asked = {} if whole else doubted(evaluation.plan, years)
    made = [
        _of_part(whole, key, evaluation) or with_notes(make(evaluation), evaluation, asked)
        for key, make in MAKERS.items()
    ]
    return {table.key: _with_words(table, said.get(table.key, ())) for table in made}


def _of_part(whole: Mapping[str, Official] | None, key: str, evaluation: Evaluation) -> Official | None:
    """What a table of both plans says of one of them; None where that is to be worked out anew."""
    if not whole or key in ANEW or (key not in OF_THE_PLAN and CODE not in whole[key].frame):
        return None
    return whole[key] if key in OF_THE_PLAN else whole[key].only(evaluation.table["code"])


def _with_words(table: Official, lines: tuple[str, ...]) -> Official:
    """A table with the lines above it, and what stands in its place where it has no row."""
    empty = [line.removeprefix(EMPTY) for line in lines if line.startswith(EMPTY)]
    about = tuple(line for line in lines if not line.startswith(EMPTY))
    return replace(table, about=about, empty=empty[0] if empty else table.empty)
