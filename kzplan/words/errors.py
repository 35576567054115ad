"""Errors for the person who must act: what was found, where, what was expected, what to do."""

import re
from dataclasses import dataclass
from difflib import get_close_matches


class KzplanError(Exception):
    """What kzplan refuses, with what was found, what is expected and what to do; the base of all its errors."""

    def text(self, lang="en"):
        """Return the message in ``lang`` ("en" or "zh"); English where it was written in one language only."""
        return str(self)


class InputError(KzplanError, ValueError):
    """An argument or a table that cannot be used as it is."""


class UnknownNameError(KzplanError, LookupError):
    """A name that is not there; the message says which are."""


@dataclass(frozen=True)
class Fault:
    """One fault of one cell, row or file.

    Parameters
    ----------
    file : file name within the plan folder.
    found, expected, remedy : (English, Chinese) pairs of plain words.
    row : line of the file as a text editor counts it (the header is line 1); 0 for the whole file.
    column : column name; empty for the whole row.
    """

    file: str
    found: tuple[str, str]
    expected: tuple[str, str]
    remedy: tuple[str, str]
    row: int = 0
    column: str = ""

    def text(self, lang="en"):
        """Return the fault as one line in ``lang`` ("en" or "zh")."""
        i = 0 if lang == "en" else 1
        where = self.file
        if self.row:
            where += (f", line {self.row}", f"，第{self.row}行")[i]
        if self.column:
            where += (f", column {self.column}", f"，{self.column}列")[i]
        found, expected, remedy = self.found[i], self.expected[i], self.remedy[i]
        if lang == "en":
            return f"{where}: {found}; expected {expected}. {remedy}"
        return f"{where}：{found}；应为{expected}。{remedy}"


class PlanError(KzplanError, ValueError):
    """Every fault of a plan folder at once; the list stands in ``.faults``."""

    def __init__(self, folder, faults):
        self.folder, self.faults = str(folder), list(faults)
        super().__init__(self.text("en"))

    def text(self, lang="en"):
        """Return all faults, one a line, in ``lang`` ("en" or "zh")."""
        head = (
            f"{self.folder}: {len(self.faults)} fault(s); nothing was loaded."
            if lang == "en"
            else f"{self.folder}：共{len(self.faults)}处错误，未载入任何数据。"
        )
        return "\n".join([head, *(f"  {fault.text(lang)}" for fault in self.faults)])


class Refusal(KzplanError, ValueError):
    """What a command of the annual returns or the evaluation refuses, said in both languages.

    Parameters
    ----------
    en, zh : what was found, what is expected, what to do.
    """

    def __init__(self, en, zh):
        self.en, self.zh = en, zh
        super().__init__(en)

    def text(self, lang="en"):
        """Return the message in ``lang`` ("en" or "zh")."""
        return self.zh if lang == "zh" else self.en


def of_file(problem, lang="en"):
    """Return an error of the file system in plain words.

    Parameters
    ----------
    problem : an OSError.
    lang : "en" or "zh".

    >>> of_file(FileNotFoundError(2, "No such file or directory", "a.xlsx"), "zh")
    'a.xlsx：没有这个文件或文件夹，请核对名称和位置'
    """
    words = {
        FileNotFoundError: (
            "there is no such file or folder; look at its name and place",
            "没有这个文件或文件夹，请核对名称和位置",
        ),
        PermissionError: (
            "may not be read or written; is it open in another program, or the folder read-only?",
            "无法读取或写入，请看是否正被其他程序打开，或文件夹为只读",
        ),
        IsADirectoryError: ("is a folder, not a file", "是文件夹，不是文件"),
        NotADirectoryError: ("is a file, not a folder", "是文件，不是文件夹"),
        FileExistsError: ("is there already", "已经存在"),
    }
    said = next((both for kind, both in words.items() if isinstance(problem, kind)), None)
    if said is None or not problem.filename:
        return str(problem)
    return f"{problem.filename}: {said[0]}" if lang == "en" else f"{problem.filename}：{said[1]}"


class UnknownCodeError(UnknownNameError):
    """A target code that the plan does not have."""

    def __init__(self, code, known):
        known = list(known)
        padded = re.sub(r"^([A-Za-z])(\d)(?!\d)", r"\g<1>0\2", str(code)).upper()
        near = [name for name in known if name.upper().startswith(padded)]
        near = near or get_close_matches(str(code), known, n=3, cutoff=0.5) or known[:3]
        super().__init__(
            f"no target {code!r}. Nearest: {', '.join(near)}. "
            "Search with kzplan.indicators(q=...), for example q='孕产妇' or q='maternal'."
        )

    def __str__(self):
        return self.args[0]


class TargetError(KzplanError, ValueError):
    """A printed target that no rule of the grammar reads."""
