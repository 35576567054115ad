"""The store of annual values in a plan folder: ``observations.csv``, tidy, sorted, every revision kept."""

from pathlib import Path

import pandas as pd

from ..paper.whole import write_csv
from ..words.errors import Fault, InputError
from ..words.labels import EXAMPLE
from . import kept, tables
from .counted import FINAL, KEY, current
from .inert import inert

__all__ = ["FINAL", "KEY", "ORDER", "columns", "current", "faults_of", "read", "write"]

NAME = "observations"
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


def faults_of(frame: pd.DataFrame, kinds: dict[str, str], invented: bool = False) -> list[Fault]:
    """Return the faults of a store that its columns do not show: unknown targets, shares beyond 100, invented values in a real plan.

    Parameters
    ----------
    frame : as :func:`read` returns it.
    kinds : dict of target code → kind.
    invented : whether the plan's own values are invented (示例数据).
    """
    path, faults = kept.described(NAME)["path"], []
    for row in tables.records(frame):
        remedy = (
            "Undo the last change of the file by hand; it is written by kzplan merge.",
            "请撤销对该文件的手工修改；它由kzplan merge写入。",
        )
        if row["code"] not in kinds:
            found, expected, column = (
                (row["code"], f"“{row['code']}”"),
                ("a target code of this plan", "本规划的指标代码"),
                "code",
            )
        elif row["value"] == row["value"] and (
            row["value"] < 0 or (kinds[row["code"]] == "proportion" and row["value"] > 100)
        ):
            found, expected, column = (
                (f"{row['value']:g}", f"{row['value']:g}"),
                ("0 or more; a share at most 100", "不小于0；比例不大于100"),
                "value",
            )
        elif not invented and EXAMPLE in f"{row['source']}{row['note']}{row['origin']}":
            found, expected, column = (
                ("an invented value (示例数据)", "示例数据"),
                ("a reported figure", "实际报送的数据"),
                "source",
            )
        else:
            continue
        faults.append(Fault(path, found, expected, remedy, row[tables.LINE], column))
    return faults


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
    ordered = frame[columns()].sort_values(ORDER, ignore_index=True)
    if ordered.duplicated(ORDER).any():
        raise InputError("a revision stands twice: the store would not load again")
    return write_csv(inert(ordered), path, lasting=True)
