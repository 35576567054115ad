"""Write everything an evaluation gives an office into a folder."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

from ..evaluation import Evaluation, evaluate
from ..evaluation.discreet import discreet
from ..paper.whole import EXCEL, folder_at, no_file_at, write_csv, write_text
from ..plan.period import Period
from ..plan.plan import Plan
from ..returns.doubted import doubted, doubts_of
from ..words import labels
from ..words.door import door
from ..words.errors import Refusal
from . import brief, evaluation_book, evaluation_page, midterm, word
from .document import Figure
from .facts import facts_of
from .official import Official, official_tables
from .texts import Texts

RESULTS = "反馈各责任单位"


@door
def write_evaluation(
    plan: Plan,
    year: int,
    folder: Path | str,
    names: Sequence[str] | None = None,
    letterhead: Path | str | None = None,
    max_age: int = 0,
    scopes: Sequence[str] | None = None,
    english: bool = False,
    verbatim: bool = False,
) -> list[Path]:
    """Write the reports, the result on one page, the workbook and the result sheets of a year.

    Parameters
    ----------
    plan : a loaded :class:`~kzplan.plan.plan.Plan`.
    year : a year of the plan.
    folder : where to; made if it is not there.
    names : reports wanted, from :mod:`kzplan.documents.midterm`; None: those the year calls for.
    letterhead : an office's own .docx to write into; None: plain A4.
    max_age : how many years old a value may be and still count; see :func:`kzplan.evaluation.evaluate`.
    scopes : which plans the reports are on: "women", "children", "" for one report on both; None: the annual report on
        each, the others on both.
    english : whether the reports end with a summary in English.
    verbatim : whether people whom departments name, and their telephone numbers, are printed.

    Returns
    -------
    list of Paths. The same inputs give the same bytes. Files of the same name are written anew.

    Raises
    ------
    Refusal : a year outside the plan's, an age below 0, a letterhead or a text that cannot be used; nothing is
        written then.
    """
    _check(plan.period, year, names or (), max_age)
    no_file_at(folder)  # what cannot be written to, or into, is told before the work begins
    word.opened(letterhead)
    evaluation = evaluate(plan, year, max_age)
    evaluation = evaluation if verbatim else discreet(evaluation)
    doubts, texts = doubted(evaluation.plan, range(1, year + 1)), Texts(plan)
    facts = facts_of(evaluation, doubts=doubts_of(evaluation, doubts))
    tables = official_tables(evaluation, facts, texts, asked=doubts)
    chosen = names or midterm.kinds_of(year, plan.period)
    asked = [(name, scope) for name in chosen for scope in (scopes or midterm.scopes_of(name, plan))]
    parts = {scope: _material(evaluation, scope, tables, facts, texts) for _, scope in asked}
    reports = {
        (name, scope): midterm.compose(evaluation.of(scope), name, *parts[scope], texts, english)
        for name, scope in asked
    }
    folder, written = folder_at(folder), []
    for (name, scope), report in reports.items():
        stem = f"{year}年{name}" + (f"（{labels.group(scope, 'zh')}）" if scope else "")
        written.append(word.write_word(report, folder / f"{stem}.docx", letterhead))
        written.append(write_text(evaluation_page.page(report), folder / f"{stem}.html"))
    written += brief.write_brief(brief.brief_of(evaluation, facts, texts), folder, f"{year}年监测评估{brief.NAME}")
    written.append(evaluation_book.write_book(evaluation, tables, folder, texts))
    table = write_csv(evaluation.table, folder / f"{year}年评估数据.csv", EXCEL)
    told = cast("dict", facts["doubts"])
    return [*written, table, *evaluation_book.write_results(evaluation, tables, folder / RESULTS, texts, told)]


def _material(
    evaluation: Evaluation,
    scope: str,
    tables: dict[str, Official],
    facts: dict[str, object],
    texts: Texts,
) -> tuple[dict[str, Official], Mapping[str, Figure], dict[str, object]]:
    """The tables, figures and facts of one of the plans; of both, those that were made already."""
    own, doubts = evaluation.of(scope), cast("dict", facts["doubts"])
    if not scope:
        return tables, midterm.drawings(own, doubts), facts
    told = facts_of(own, str(facts["past_odds"]), doubts)
    return official_tables(own, told, texts, whole=tables), midterm.drawings(own, doubts), told


def _check(period: Period, year: int, names: Sequence[str], max_age: int) -> None:
    """Refuse what cannot be evaluated."""
    period.refuse_outside(year)
    if max_age < 0:
        raise Refusal(f"--max-age counts years, 0 or more; got {max_age}", f"--max-age为年数，不小于0，所给为{max_age}")
    if midterm.FINAL in names and year != period.last:
        raise Refusal(
            f"the final evaluation rests on {period.last}; got {year}",
            f"终期评估以{period.last}年数据为准，所给为{year}年",
        )
