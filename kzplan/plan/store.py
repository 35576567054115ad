"""The store of annual values in a plan folder: ``observations.csv``, tidy, sorted, every revision kept."""

from pathlib import Path

import pandas as pd

from ..paper.whole import write_csv
from ..words.both import Both
from ..words.errors import Fault, InputError
from ..words.labels import EXAMPLE
from . import kept, tables
from .counted import FINAL, KEY, current
from .inert import inert
from .printed import parse_value

__all__ = ["FINAL", "KEY", "ORDER", "columns", "current", "faults_of", "read", "write"]

NAME = "observations"
ROUNDED = 1e-3  # of a value, by which what was printed of it may differ
SHOWN = 40  # characters of a cell that a message shows
ORDER = [*KEY, "status", "revision"]


def columns() -> list[str]:
    """Return the names of the store's columns.

    >>> columns()[:3]
    ['code', 'year', 'stratum']
    """
    return kept.columns(NAME)


def read(folder: str | Path) -> tuple[pd.DataFrame, list[Fault]]:
    """Read the store of a plan folder, as :func:`~kzplan.plan.kept.read` does: every report, whether it counts or not."""
    return kept.read(folder, NAME)


def faults_of(frame: pd.DataFrame, kinds: dict[str, str], last: int, invented: bool = False) -> list[Fault]:
    """Return the faults of a store that its columns do not show: unknown targets, years after the plan, shares beyond 100, a value
    that is not the one printed beside it, invented values in a real plan.

    Parameters
    ----------
    frame : as :func:`read` returns it.
    kinds : dict of target code → kind.
    last : last year of the plan.
    invented : whether the plan's own values are invented (示例数据).
    """
    path, faults = kept.described(NAME)["path"], []
    remedy = (
        "Undo the last change of the file by hand; it is written by kzplan merge.",
        "请撤销对该文件的手工修改；它由kzplan merge写入。",
    )
    for row in tables.records(frame):
        wrong = _wrong(row, kinds, last, invented)
        if wrong:
            found, expected, column = wrong
            faults.append(Fault(path, found, expected, remedy, row[tables.LINE], column))
    return faults


def _wrong(row: dict, kinds: dict[str, str], last: int, invented: bool) -> tuple[Both, Both, str] | None:
    """What is wrong with a line: what was found, what is expected, in which column."""
    value, said = row["value"], Both(f"{row['value']:g}", f"{row['value']:g}")
    if row["code"] not in kinds:
        found = Both(repr(row["code"]), f"“{row['code']}”")
        return found, Both("a target code of this plan", "本规划的指标代码"), "code"
    if pd.notna(row["year"]) and row["year"] > last:
        expected = Both(f"a year up to {last}, the plan's last", f"不晚于规划末年{last}年")
        return Both(str(row["year"]), str(row["year"])), expected, "year"
    if value < 0 or (kinds[row["code"]] == "proportion" and value > 100):
        return said, Both("0 or more; a share at most 100", "不小于0；比例不大于100"), "value"
    printed = parse_value(row["printed"])[0]
    if printed is not None and value == value and abs(printed - value) > ROUNDED * max(abs(value), 1.0):
        shown = row["printed"][:SHOWN]
        return said, Both(f"{shown}, as it was reported", f"与所报的{shown}一致"), "value"
    if not invented and EXAMPLE in f"{row['source']}{row['note']}{row['origin']}":
        found = Both("an invented value (示例数据)", "示例数据")
        return found, Both("a reported figure", "实际报送的数据"), "source"
    return None


def write(frame: pd.DataFrame, folder: str | Path) -> Path:
    """Write the store whole or not at all: a reader sees the old file or the new one, never a part.

    Parameters
    ----------
    frame : every revision, columns as :func:`columns`.
    folder : plan folder.

    Returns
    -------
    Path of the store.

    Raises
    ------
    ValueError : two rows are the same revision.
    """
    path = Path(folder) / kept.described(NAME)["path"]
    keys = list(zip(*(frame[name].tolist() for name in ORDER), strict=True))
    if len(set(keys)) < len(keys):
        raise InputError("a revision stands twice: the store would not load again")
    ordered = frame[columns()].take(sorted(range(len(keys)), key=keys.__getitem__))
    return write_csv(inert(ordered), path, lasting=True)
