"""The store of annual values in a plan folder: ``observations.csv``, tidy, sorted, every revision kept."""

import json
import os
import tempfile
from functools import cache
from pathlib import Path

import pandas as pd

from ..words.errors import Fault, InputError
from ..words.labels import EXAMPLE
from . import tables

KEY = ["code", "year", "stratum"]
ORDER = [*KEY, "status", "revision"]
FINAL = "核定数"  # checked and final; 初步数 is provisional


@cache
def resource() -> dict:
    """Return the description of the store's table, as the entries of ``datapackage.json``."""
    return json.loads(Path(__file__).with_name("observations.json").read_text(encoding="utf-8"))


def columns() -> list[str]:
    """Return the names of the store's columns.

    >>> columns()[:3]
    ['code', 'year', 'stratum']
    """
    return [field["name"] for field in resource()["schema"]["fields"]]


def read(folder: str | Path) -> tuple[pd.DataFrame, list[Fault]]:
    """Read the store of a plan folder.

    Parameters
    ----------
    folder : plan folder; one without ``observations.csv`` has an empty store.

    Returns
    -------
    (DataFrame, list of :class:`~kzplan.words.errors.Fault`) : every revision, with the file's line in ``_line``;
        the table is empty where there are faults of the whole file.
    """
    if not (Path(folder) / resource()["path"]).exists():
        return pd.DataFrame(columns=[tables.LINE, *columns()]), []
    frame, faults = tables.read_table(Path(folder), resource())
    return (frame if frame is not None else pd.DataFrame(columns=[tables.LINE, *columns()])), faults


def faults_of(frame: pd.DataFrame, kinds: dict[str, str], invented: bool = False) -> list[Fault]:
    """Return the faults of a store that its columns do not show: unknown targets, shares beyond 100, invented values in a real plan.

    Parameters
    ----------
    frame : as :func:`read` returns it.
    kinds : dict of target code → kind.
    invented : whether the plan's own values are invented (示例数据).
    """
    path, faults = resource()["path"], []
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


def current(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that count: of each code, year and stratum the last revision, final before provisional.

    Strata of another status than the total's are left out: they were reported with another total.

    >>> rows = pd.DataFrame({"code": "W03", "year": 2025, "stratum": "total", "status": ["核定数", "初步数", "初步数"],
    ...                      "revision": [1, 1, 2], "value": [9.0, 8.0, 8.5]})
    >>> current(rows)["value"].tolist()
    [9.0]
    """
    if not len(frame):
        return frame
    ranked = frame.assign(final=frame["status"].eq(FINAL)).sort_values([*KEY, "final", "revision"])
    last = ranked.drop_duplicates(KEY, keep="last")
    totals = last[last["stratum"] == "total"].set_index(["code", "year"])["final"]
    of_total = [totals.get((row["code"], row["year"]), row["final"]) == row["final"] for row in tables.records(last)]
    return last[pd.Series(of_total, index=last.index, dtype=bool)].drop(columns="final")


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
    path = Path(folder) / resource()["path"]
    ordered = frame[columns()].sort_values(ORDER, ignore_index=True)
    if ordered.duplicated(ORDER).any():
        raise InputError("a revision stands twice: the store would not load again")
    replace_file(ordered, path)
    return path


def replace_file(table: pd.DataFrame, path: Path) -> None:
    """Write a table as CSV in place of a file, whole or not at all."""
    handle, name = tempfile.mkstemp(prefix=f".{path.stem}-", suffix=".csv", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            table.to_csv(file, index=False, lineterminator="\n")
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
