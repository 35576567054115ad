"""Files written whole or not at all: beside their place first, then renamed into it."""

import contextlib
import errno
import os
import re
import secrets
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from ..words.errors import FileError
from ..words.printable import printable, unprintable

MARK = ".kzplan-"  # how the name begins of a file that is not whole yet
EXCEL = "utf-8-sig"  # a spreadsheet takes UTF-8 for what it is only where a byte order mark says so


@contextlib.contextmanager
def named(path: str | Path) -> Iterator[None]:
    """Say of what the file system refuses within the block that it is ``path`` which cannot be written.

    Raises
    ------
    FileError : with the name of ``path``, whatever name was being worked with.

    >>> with named("report"):
    ...     raise NotADirectoryError(20, "Not a directory", ".kzplan-1")
    Traceback (most recent call last):
    kzplan.words.errors.FileError: report: is a file, not a folder
    """
    try:
        yield
    except FileError:
        raise
    except OSError as problem:
        of_many = re.search(r"\[Errno (\d+)\]", str(problem))  # shutil tells what it could not copy as a list, in words
        number = problem.errno or int(of_many[1] if of_many else 0)
        told = problem.strerror or (os.strerror(number) if number else str(problem))
        raise FileError(number, told, str(path)) from problem
    except ValueError as problem:
        if "\0" not in os.fspath(path):
            raise
        raise FileError(errno.EINVAL, os.strerror(errno.EINVAL), repr(os.fspath(path))) from problem


def folder_at(path: str | os.PathLike) -> Path:
    """Make a folder, and those around it, where there is none; return its path.

    Raises
    ------
    FileError : a file is in the way, or may not be written there.

    >>> import tempfile
    >>> folder_at(Path(tempfile.mkdtemp()) / "of" / "forms").is_dir()
    True
    """
    path = Path(path)
    no_file_at(path)
    with named(path):
        path.mkdir(parents=True, exist_ok=True)
    return path


def no_file_at(path: str | os.PathLike) -> None:
    """Refuse a folder's place where a file stands there, or around it: before work begins on what is to go into the folder.

    Raises
    ------
    FileError : with the name of the file.

    >>> no_file_at(__file__)
    Traceback (most recent call last):
    kzplan.words.errors.FileError: ...: is a file, not a folder
    """
    path = Path(path)
    with named(path):
        in_the_way = next((one for one in (path, *path.parents) if one.exists() and not one.is_dir()), None)
        if in_the_way is not None:
            raise FileError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(in_the_way))


@contextlib.contextmanager
def whole(path: str | Path, lasting: bool = False) -> Iterator[Path]:
    """Yield a path to write to, in the folder of ``path``; what is there takes the place of ``path`` when the block ends well.

    Parameters
    ----------
    path : file to make or to replace.
    lasting : whether it must be on the disk, not only on its way there, before it takes its place: for what cannot be made anew.

    Raises
    ------
    FileError : with the name of ``path``; the file that was there stays as it was.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> with whole(folder / "a.txt") as place:
    ...     _ = place.write_text("all of it", encoding="utf-8")
    >>> [one.name for one in folder.iterdir()]
    ['a.txt']
    """
    path = Path(path)
    with named(path):
        is_folder, has_folder = not path.name or path.is_dir(), path.parent.is_dir()
    if is_folder:
        raise FileError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not has_folder:
        raise FileError(errno.ENOENT, os.strerror(errno.ENOENT), str(path.parent))
    place = path.with_name(f"{MARK}{secrets.token_hex(4)}{path.suffix}")
    # the reader knows the file that was to be written, not the one beside it
    with named(path):
        try:
            yield place
            if lasting:
                with open(place, "r+b") as file:
                    os.fsync(file.fileno())
            os.replace(place, path)
        finally:
            place.unlink(missing_ok=True)


def write_text(text: str, path: str | Path) -> Path:
    """Write a text as UTF-8, whole or not at all; return its path."""
    with whole(path) as place:
        place.write_text(text, encoding="utf-8", newline="\n")
    return Path(path)


def write_csv(table: pd.DataFrame, path: str | Path, encoding: str = "utf-8", lasting: bool = False) -> Path:
    """Write a table as CSV, whole or not at all.

    Parameters
    ----------
    table, path : what, and where to.
    encoding : "utf-8", or ``EXCEL`` for what an office opens in a spreadsheet.
    lasting : see :func:`whole`.

    Returns
    -------
    Path of the file.
    """
    with whole(path, lasting) as place:
        _printable(table).to_csv(place, index=False, encoding=encoding, lineterminator="\n")
    return Path(path)


def _printable(table):
    """The table without what no document can print in its texts."""
    columns = {}
    for name, column in table.items():
        cells = () if pd.api.types.is_numeric_dtype(column) else column.tolist()
        if unprintable("".join(cell for cell in cells if isinstance(cell, str))):
            columns[name] = [printable(cell) if isinstance(cell, str) else cell for cell in cells]
    return table.assign(**columns) if columns and all(isinstance(name, str) for name in columns) else table


def clear_away(folder: str | Path) -> None:
    """Delete what writers that were killed left in a folder; its writers' lock must be held."""
    for left in Path(folder).glob(f"{MARK}*"):
        left.unlink(missing_ok=True)
