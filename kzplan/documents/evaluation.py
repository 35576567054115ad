"""Write everything an evaluation gives an office into a folder."""

from collections.abc import Sequence
from pathlib import Path

from ..evaluation import evaluate
from ..plan.period import Period
from ..plan.plan import Plan
from ..words.errors import Refusal
from . import evaluation_book, evaluation_page, midterm, word
from .facts import facts_of
from .official import official_tables
from .texts import Texts

RESULTS = "反馈各责任单位"


def write_evaluation(
    plan: Plan,
    year: int,
    folder: Path | str,
    names: Sequence[str] | None = None,
    letterhead: Path | str | None = None,
    max_age: int = 0,
) -> list[Path]:
    """Write the reports, the workbook, the page and the result sheets of a year.

    Parameters
    ----------
    plan : a loaded :class:`~kzplan.plan.plan.Plan`.
    year : a year of the plan.
    folder : where to; made if it is not there.
    names : reports wanted, from :mod:`kzplan.documents.midterm`; None: those the year calls for.
    letterhead : an office's own .docx to write into; None: plain A4.
    max_age : how many years old a value may be and still count; see :func:`kzplan.evaluation.evaluate`.

    Returns
    -------
    list of Paths. The same inputs give the same bytes. Files of the same name are written anew.

    Raises
    ------
    Refusal : a year outside the plan's, an age below 0, a letterhead or a text that cannot be used; nothing is
        written then.
    """
    _check(plan.period, year, names or (), max_age)
    word.opened(letterhead)  # a letterhead that cannot be used is told before the work begins
    evaluation = evaluate(plan, year, max_age)
    facts, texts = facts_of(evaluation), Texts(plan)
    tables, drawn = official_tables(evaluation, facts, texts), midterm.drawings(evaluation)
    chosen = names or midterm.kinds_of(year, plan.period)
    reports = [midterm.compose(evaluation, name, tables, drawn, facts, texts) for name in chosen]
    folder, written = Path(folder), []
    folder.mkdir(parents=True, exist_ok=True)
    for report in reports:
        stem = f"{year}年{report.name}"
        written.append(word.write_word(report, folder / f"{stem}.docx", letterhead))
        written.append(folder / f"{stem}.html")
        written[-1].write_text(evaluation_page.page(report), encoding="utf-8")
    written.append(evaluation_book.write_book(evaluation, tables, folder, texts))
    table = folder / f"{year}年评估数据.csv"
    evaluation.table.to_csv(table, index=False, encoding="utf-8", lineterminator="\n")
    return [*written, table, *evaluation_book.write_results(evaluation, tables, folder / RESULTS, texts)]


def _check(period: Period, year: int, names: Sequence[str], max_age: int) -> None:
    """Refuse what cannot be evaluated."""
    if year not in period.years:
        raise Refusal(
            f"year must be one of the plan's, {period.first} to {period.last}; got {year}",
            f"年份应在{period.first}—{period.last}年之间，所给为{year}",
        )
    if max_age < 0:
        raise Refusal(f"--max-age counts years, 0 or more; got {max_age}", f"--max-age为年数，不小于0，所给为{max_age}")
    if midterm.FINAL in names and year != period.last:
        raise Refusal(
            f"the final evaluation rests on {period.last}; got {year}",
            f"终期评估以{period.last}年数据为准，所给为{year}年",
        )
