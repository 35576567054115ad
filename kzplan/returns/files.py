"""Which files are meant: folders and patterns expanded, and what programs leave beside the forms passed over."""

import glob
from collections.abc import Iterable
from pathlib import Path

from ..words.errors import Refusal
from ..words.printable import printable

LEFT_BY = {  # how a name begins → what left it there
    "~$": ("of an open workbook", "打开工作簿时的临时文件"),
    ".~lock": ("of an open workbook", "打开工作簿时的临时文件"),
    "._": ("of macOS", "苹果系统的附属文件"),
    "thumbs.db": ("of Windows", "系统缩略图文件"),
    "desktop.ini": ("of Windows", "系统文件"),
    ".ds_store": ("of macOS", "苹果系统文件"),
    "__macosx": ("of macOS", "苹果系统的附属文件"),
    ".": ("hidden", "隐藏文件"),
}


def expand(given: Iterable[str | Path]) -> tuple[list[Path], list[tuple[Path, str, str]]]:
    """Return the files that are meant, each once and in order, and those passed over with what they are.

    Parameters
    ----------
    given : files, folders (all in them, also in folders inside) and patterns (``returned/*.xlsx``), which not every shell expands.

    Returns
    -------
    (files, passed over) : the second as (path, English, Chinese).

    Raises
    ------
    Refusal : a folder or a pattern without any file.
    """
    found, passed = {}, []
    for one in given:
        for path, root in _of_one(Path(one)):
            left = _left_by(path, root)
            if left:
                passed.append((path, *left))
            else:
                found.setdefault(path.resolve(), path)
    return list(found.values()), passed


def labels(paths: Iterable[Path]) -> dict[Path, str]:
    """Return what each file is called where it is named: its name, with its folder's before it where two have the same.

    >>> list(labels([Path("a/报送表.xlsx"), Path("b/报送表.xlsx"), Path("b/区残联.xlsx")]).values())
    ['a/报送表.xlsx', 'b/报送表.xlsx', '区残联.xlsx']
    """
    listed = list(paths)
    names = [path.name for path in listed]
    shown = {path: path.name if names.count(path.name) == 1 else f"{path.parent.name}/{path.name}" for path in listed}
    return {path: printable(name) for path, name in shown.items()}


def _of_one(path):
    """(file, the folder it was looked for in) of one thing given."""
    if path.is_dir():
        files = sorted(file for file in path.rglob("*") if file.is_file())
        if not files:
            raise Refusal(f"there is no file in {path}", f"{path}中没有文件")
        return [(file, path) for file in files]
    if not path.exists() and glob.has_magic(str(path)):
        files = [Path(name) for name in sorted(glob.glob(str(path), recursive=True))]
        if not files:
            raise Refusal(f"no file matches {path}", f"没有与“{path}”相符的文件")
        return [pair for file in files for pair in (_of_one(file) if file.is_dir() else [(file, file.parent)])]
    return [(path, path.parent)]


def _left_by(path, root):
    """What left a file or its folder there, where it is none that somebody sent."""
    for name in path.relative_to(root).parts:
        for start, left in LEFT_BY.items():
            if name.casefold().startswith(start):
                return left
    return None
