"""Tables that a plan folder gains over the years beside the printed ones: described here, read whole, written whole, one writer at a time."""

import contextlib
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pandas as pd

from ..paper.whole import clear_away, write_csv
from ..words.errors import Fault, FileError, PlanError, Refusal
from ..words.printable import unprintable
from . import tables
from .inert import as_said, inert

GAINED = ("observations", "breaks", "departments", "work")
WAIT = 300  # seconds another writer may take


@cache
def described(name: str) -> dict:
    """Return the description of a table, as the entries of ``datapackage.json``.

    Parameters
    ----------
    name : one of ``GAINED``.

    >>> described("breaks")["path"]
    'breaks.csv'
    """
    return json.loads(Path(__file__).with_name(f"{name}.json").read_text(encoding="utf-8"))


def columns(name: str) -> list[str]:
    """Return the names of a table's columns."""
    return [field["name"] for field in described(name)["schema"]["fields"]]


def read(folder: str | Path, name: str) -> tuple[pd.DataFrame, list[Fault]]:
    """Read a table that a plan folder may have.

    Parameters
    ----------
    folder : plan folder.
    name : one of ``GAINED``.

    Returns
    -------
    (DataFrame, list of :class:`~kzplan.words.errors.Fault`) : with the file's line in ``_line``; empty where the folder
        has no such table, and where there are faults of the whole file.
    """
    frame, faults = None, list[Fault]()
    if (Path(folder) / described(name)["path"]).exists():
        frame, faults = tables.read_table(Path(folder), described(name), strip=True)
    if frame is None:
        return tables.frame_of({one: [] for one in (tables.LINE, *columns(name))}, 0), faults
    return as_said(frame), faults


def read_whole(folder: str | Path, name: str) -> pd.DataFrame:
    """Read a table that a plan folder may have, as :func:`read` does.

    Raises
    ------
    PlanError : with every fault of it.
    """
    frame, faults = read(folder, name)
    if faults:
        raise PlanError(folder, faults)
    return frame


def add_line(folder: str | Path, name: str, line: dict) -> Path:
    """Add a line to a table and write it sorted by its key.

    Parameters
    ----------
    folder : plan folder, locked (:func:`locked`) by the caller.
    name : one of ``GAINED``.
    line : column → value.

    Returns
    -------
    Path of the table.
    """
    known = read_whole(folder, name)
    parts = (known.drop(columns=tables.LINE), pd.DataFrame([line], columns=columns(name)))
    frame = pd.concat([part for part in parts if len(part)])
    path = Path(folder) / described(name)["path"]
    ordered = frame.sort_values(described(name)["schema"]["primaryKey"], kind="stable")
    return write_csv(inert(ordered), path, lasting=True)


def spoken(text: str, name: str) -> str:
    """Return a text that an office gives with a command, without blanks at its ends.

    Parameters
    ----------
    text : as given.
    name : of the option, for the error.

    Raises
    ------
    Refusal : it holds a control character, which no document could print.

    >>> spoken(" 机构改革 ", "--why")
    '机构改革'
    """
    sign = unprintable(re.sub(r"[\t\n\r]", "\x1f", text))  # a text given with a command is one line
    if sign:
        raise Refusal(
            f"{name}: a control character in {text!r}; type the text anew",
            f"{name}：含有不可见的控制字符，请重新录入",
        )
    return text.strip()


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder's lock, and clear away what a writer that was killed left; the lock goes with the process, however that ends.

    Raises
    ------
    Refusal : another command writes into the folder for longer than ``WAIT`` seconds.
    """
    import filelock  # of no use to those who only read

    # 0o666: whoever may write into a shared folder may hold its lock, whoever made the file
    lock = filelock.FileLock(Path(folder) / ".observations.lock", timeout=WAIT, mode=0o666)
    try:
        lock.acquire()
    except filelock.Timeout as problem:
        raise Refusal(
            f"{folder}: another command is writing; nothing was written",
            f"{folder}：另一次写入正在进行；没有写入任何数据",
        ) from problem
    except OSError as problem:
        raise FileError(problem.errno, problem.strerror or str(problem), str(folder)) from problem
    try:
        clear_away(folder)
        yield
    finally:
        lock.release()
