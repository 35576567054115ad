"""The workbook of an evaluation, a sheet a table; and the result sheet that goes back to each department."""

from pathlib import Path

from ..paper.sheet import open_workbook, source_line, write_table

BOOK, RESULT = "评估数据表", "监测评估结果反馈表"
KINDS = {
    "value": "number",
    "number": "number",
    "signed": "number",
    "percent": "number",
    "share": "share",
    "year": "year",
    "blank": "blank",
}
SENT_BACK = ("complete", "schedule", "chances", "hard", "missing")  # tables a department gets its own rows of


def write_book(evaluation, tables, folder):
    """Write every table of an evaluation as one workbook.

    Parameters
    ----------
    evaluation : :class:`~kzplan.evaluation.Evaluation`.
    tables : its official tables by key.
    folder : where to.

    Returns
    -------
    Path; the same evaluation gives the same bytes.
    """
    path = Path(folder) / f"{evaluation.year}年{BOOK}.xlsx"
    book, formats = open_workbook(str(path), f"{evaluation.year}年{BOOK}")
    with book:
        for table in tables.values():
            _write(book, formats, table.title, table, table.frame, evaluation)
    return path


def write_results(evaluation, tables, folder):
    """Write the result sheet of each department: its own targets, what is behind, what is missing.

    Parameters
    ----------
    evaluation, tables : as for :func:`write_book`.
    folder : where to; made if it is not there.

    Returns
    -------
    list of Paths, a workbook a department.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    departments = dict.fromkeys(name for names in evaluation.plan.targets["departments"] for name in names)
    return [_result(evaluation, tables, department, folder) for department in departments]


def _result(evaluation, tables, department, folder):
    path = folder / f"{evaluation.year}年_{department}_{RESULT}.xlsx"
    book, formats = open_workbook(str(path), f"{evaluation.year}年{RESULT}（{department}）")
    own = {code for code, names in evaluation.plan.targets["departments"].items() if department in names}
    with book:
        for key in SENT_BACK:
            table = tables[key]
            _write(
                book,
                formats,
                table.title,
                table,
                table.frame[table.frame["代码"].isin(own)],
                evaluation,
                f"致：{department}",
            )
    return path


def _write(book, formats, title, table, frame, evaluation, *before):
    mark = "（示例数据）" if evaluation.plan.invented else ""
    shown = table.numbers().loc[frame.index].reset_index(drop=True)
    kinds = {name: KINDS[kind] for name, kind in table.kinds.items()}
    about = [*before, *table.about] + ([table.empty] if not len(shown) else [])
    footer = f"{source_line(evaluation.plan)}；数据截止{evaluation.year}年；应达值、可能性与{evaluation.plan.period.last}年值为推算"
    write_table(
        book,
        formats,
        table.title.replace("/", "、"),
        shown,
        table.widths,
        footer,
        kinds,
        f"{title}（{evaluation.year}年）{mark}",
        about,
    )
