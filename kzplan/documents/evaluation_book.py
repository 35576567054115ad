"""The workbook of an evaluation, a sheet a table; and the result sheet that goes back to each department."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from ..evaluation.engine import Evaluation
from ..paper.filenames import LONGEST, apart, file_name
from ..paper.sheet import open_workbook, write_table
from ..paper.whole import folder_at
from ..words.both import Both
from ..words.labels import EXAMPLE
from .facts import facts_of_plan
from .feedback import feedback
from .official import Official
from .official.table import CODE
from .texts import Texts

BOOK, RESULT = "评估数据表", "监测评估结果反馈表"
KINDS = {
    "value": "value",
    "difference": "value",
    "number": "number",
    "signed": "number",
    "points": "year",
    "percent": "percent",
    "share": "share",
    "year": "year",
    "blank": "blank",
}
SENT_BACK = ("complete", "schedule", "chances", "hard", "missing")  # tables a department gets its own rows of


def write_book(evaluation: Evaluation, tables: Mapping[str, Official], folder: Path | str, texts: Texts) -> Path:
    """Write every table of an evaluation as one workbook.

    Parameters
    ----------
    evaluation : :class:`~kzplan.evaluation.Evaluation`.
    tables : its official tables by key.
    folder : where to.
    texts : the plan's.

    Returns
    -------
    Path; the same evaluation gives the same bytes.
    """
    name = f"{evaluation.year}年{BOOK}"
    path, said = Path(folder) / f"{name}.xlsx", _said(texts, _known(evaluation))
    with open_workbook(path, name) as (book, formats):
        for table in tables.values():
            _write(book, formats, table, table.cells, evaluation, said["footer"], *said["as_of"])
    return path


def write_results(
    evaluation: Evaluation,
    tables: Mapping[str, Official],
    folder: Path | str,
    texts: Texts,
    doubts: Mapping[str, Both] | None = None,
) -> list[Path]:
    """Write the result sheet of each department: what was accepted and is asked, its own targets, what is behind, what is missing.

    Parameters
    ----------
    evaluation, tables, texts : as for :func:`write_book`.
    folder : where to; made if it is not there.
    doubts : what :func:`~kzplan.returns.doubted.doubts_of` says of the evaluation, where asked already; None: here.

    Returns
    -------
    list of Paths, a workbook a department.
    """
    folder = folder_at(folder)
    returned, known = feedback(evaluation, doubts), _known(evaluation)
    files = apart(returned, file_name, LONGEST)
    return [
        _result(
            evaluation,
            tables,
            department,
            folder / f"{evaluation.year}年_{files[department]}_{RESULT}.xlsx",
            _said(texts, known, department),
            own,
        )
        for department, own in returned.items()
    ]


def _result(
    evaluation: Evaluation,
    tables: Mapping[str, Official],
    department: str,
    path: Path,
    said: Mapping[str, tuple[str, ...]],
    first: Official,
) -> Path:
    """The result sheets of a department; ``said``: what stands around its tables, ``first``: what goes back to it first."""
    own = {target.code for target in evaluation.plan.by_code.values() if department in target.departments}
    told = replace(first, about=said["feedback"])
    with open_workbook(path, f"{evaluation.year}年{RESULT}（{department}）") as (book, formats):
        _write(book, formats, told, told.cells, evaluation, said["footer"], *said["to"], *said["as_of"])
        for key in SENT_BACK:
            rows = _of(tables[key], own)
            _write(book, formats, tables[key], rows, evaluation, said["footer"], *said["to"], *said["as_of"])
    return path


def _of(table: Official, codes: set[str]) -> dict[str, list]:
    """The columns of a table, with the rows of some targets."""
    chosen = [at for at, code in enumerate(table.cells[CODE]) if code in codes]
    return {name: [values[at] for at in chosen] for name, values in table.cells.items()}


def _known(evaluation: Evaluation) -> dict[str, object]:
    """What may be said around the tables: of the plan, and the year."""
    return facts_of_plan(evaluation.plan) | {"year": evaluation.year}


def _said(texts: Texts, known: Mapping[str, object], department: str = "") -> dict[str, tuple[str, ...]]:
    """The footer, and to whom a result sheet goes."""
    return texts.blocks("evaluation_book.txt", {**known, "department": department})


def _notes(table, cells):
    """What has to be said of the rows shown; a sheet has no room below its rows, so it stands above them."""
    shown = set(cells.get(CODE, ()))
    return [line for line in table.notes if any(line.startswith(f"注：{code}　") for code in shown)]


def _write(book, formats, table, cells, evaluation, footer, *before):
    mark = f"（{EXAMPLE}）" if evaluation.plan.invented else ""
    rows = len(next(iter(cells.values())))
    write_table(
        book,
        formats,
        table.title,
        cells,
        table.widths,
        "".join(footer),
        {name: KINDS[kind] for name, kind in table.kinds.items()},
        f"{table.title}（{evaluation.year}年）{mark}",
        [*before, *table.about, *_notes(table, cells)] + ([table.empty] if not rows else []),
    )
