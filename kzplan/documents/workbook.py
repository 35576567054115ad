"""The outlook as a workbook an office can read: Chinese headings, one sheet of rows, one of words."""

from pathlib import Path

import pandas as pd
import xlsxwriter

from ..model.scores import came_true
from ..odds import columns
from ..odds.columns import Column
from ..odds.view import views
from ..paper.sheet import open_workbook, write_table
from ..plan.goals import asked_above
from ..plan.plan import Plan
from ..words import labels
from ..words.both import Both
from .facts import facts_of_plan, past_odds
from .names import names_of
from .official.table import NONE
from .texts import Texts

UNIT = Column("unit", "text", Both("unit", "单位"), "", 8)  # stands beside the name; the outlook itself has none
LAST = "reason"  # the widest words, at the right edge of the sheet to print
EVERY = "全部列"
JUDGED = "latest_value"  # the column whose figures have a status beside them
ABOVE = ("target_city", "status_city", "p_city")  # of the level above, where it asks anything
HIGH = 0.8  # chances from here on came true less often than they say
WIDE, WIDTHS = 13, {"name_zh": 34, "note": 40}  # of the columns of the sheet with every column


def write(table: pd.DataFrame, plan: Plan, path: Path) -> None:
    """Write the outlook as ``path``: a sheet to print, a sheet with every column, the words explained.

    Parameters
    ----------
    table : the outlook; its columns are those of ``odds/columns.csv``.
    plan : the plan it is of.
    path : file to write. The same outlook gives the same bytes.
    """
    shown, said = _in_words(table, plan), _said(table, plan)
    listed = tuple(one for one in columns.columns() if one.name not in ABOVE or asked_above(plan))
    with open_workbook(path, plan.title) as (book, formats):
        for name, chosen in ((names_of(plan).chances, _short(listed)), (EVERY, _every(listed))):
            heading = {column.name: column.headed(plan.levels, plan.period).zh for column in chosen}
            write_table(
                book,
                formats,
                name,
                shown[list(heading)].rename(columns=heading),
                {heading[column.name]: width for column, width in chosen.items()},
                "".join(said["footer"]),
                {heading[column.name]: _kind(column) for column in chosen if column.kind not in ("text", "word")},
            )
        _words(book, formats["head"], said["words"])


def _kind(column: Column) -> str:
    """The kind of a column's cells: a value that a verdict stands beside is shown in full."""
    return "value" if column.name == JUDGED else column.kind


def _short(listed: tuple[Column, ...]) -> dict[Column, int]:
    """Columns and widths of the sheet to print: those that ``columns.csv`` gives a width."""
    chosen = [column for column in listed if column.width]
    at = next((i for i, column in enumerate(chosen, start=1) if column.name == "name_zh"), 0)
    chosen = sorted([*chosen[:at], UNIT, *chosen[at:]], key=lambda column: column.name == LAST)
    return {column: column.width for column in chosen}


def _every(listed: tuple[Column, ...]) -> dict[Column, int]:
    return {column: WIDTHS.get(column.name, WIDE) for column in listed}


def _in_words(table: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """The outlook as an office reads it: words of the vocabulary and reasons in Chinese, the unit beside them."""
    targets, grades = [plan.target(code) for code in table["code"]], table["comparability"].tolist()
    shown = table.assign(
        unit=[target.unit for target in targets],
        note=[
            target.note(grade, plan.breaks.get(target.code)).zh for target, grade in zip(targets, grades, strict=True)
        ],
        comparability=[
            NONE if target.since_only(grade) else grade for target, grade in zip(targets, grades, strict=True)
        ],
        status=[labels.status(row) for row in table.to_dict("records")],
        methods_on_track=[labels.methods(tally, "zh") for tally in table["methods_on_track"]],
    )
    words = [column.name for column in columns.columns() if column.kind == "word"]
    spaces = {"basis": "basis"}  # one value says what odds rest on, and elsewhere why there are none
    return shown.assign(**{name: [labels.word(one, "zh", spaces.get(name)) for one in shown[name]] for name in words})


def _said(table: pd.DataFrame, plan: Plan) -> dict[str, tuple[str, ...]]:
    """The footer, and the words that the last sheet explains."""
    low, high = (100 * share for share in came_true(HIGH))
    years = table["needed_year"].dropna()
    values = facts_of_plan(plan) | {
        "came_true_low": low,
        "came_true_high": high,
        "past_odds": past_odds(plan),
        "views": tuple(view.name.zh for view in views()),
        "needed_year": int(years.max()) if len(years) else None,
    }
    return Texts(plan).blocks("outlook_book.txt", values)


def _words(book: xlsxwriter.Workbook, head: xlsxwriter.format.Format, lines: tuple[str, ...]) -> None:
    sheet = book.add_worksheet("用语说明")
    sheet.write_row(0, 0, ["用语", "含义"], head)
    for row, line in enumerate(lines, start=1):
        word, _, meaning = line.partition("：")
        sheet.write_string(row, 0, word)
        sheet.write_string(row, 1, meaning)
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 50)
