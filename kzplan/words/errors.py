"""Errors for the person who must act: what was found, where, what was expected, what to do."""

import errno
import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from .both import Both

if TYPE_CHECKING:
    import pandas as pd

MOST_SHOWN = 500  # faults of a folder that a message lists


class KzplanError(Exception):
    """What kzplan refuses, with what was found, what is expected and what to do; the base of all its errors.

    >>> import kzplan
    >>> try:
    ...     kzplan.forecast([2010, 2020], ["x", 80], 2030, "proportion")
    ... except kzplan.KzplanError as problem:
    ...     print(problem.text())
    no numbers, in values; expected numbers, and NaN for gaps:
    entry 0    'x'
    """

    def text(self, lang: str = "en") -> str:
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
    found: tuple[str, ...]
    expected: tuple[str, ...]
    remedy: tuple[str, ...]
    row: int = 0
    column: str = ""

    def where(self, lang: str = "en") -> str:
        """Return the place in words: file, line and column; of the sheet of a workbook the row."""
        counted = "line" if "." in self.file else "row"
        line = Both(f", {counted} {self.row}", f"，第{self.row}行").text(lang) if self.row else ""
        column = Both(f", column {self.column}", f"，{self.column}列").text(lang) if self.column else ""
        return f"{self.file}{line}{column}"

    def text(self, lang: str = "en") -> str:
        """Return the fault as one line in ``lang`` ("en" or "zh")."""
        found, expected, remedy = (Both(*one).text(lang) for one in (self.found, self.expected, self.remedy))
        if lang == "zh":
            return f"{self.where(lang)}：{found}；应为{expected}。{remedy}"
        return f"{self.where(lang)}: {found}; expected {expected}. {remedy}"


class PlanError(KzplanError, ValueError):
    """Every fault of a plan folder at once; the list stands in ``.faults``.

    Parameters
    ----------
    folder : the plan's.
    faults : list of :class:`Fault`.

    >>> said = ("no code", "没有编码"), ("one a row", "每行一个"), ("Write it.", "请填写。")
    >>> problem = PlanError("here", [Fault("targets.csv", *said, row=3)])
    >>> print(problem)
    here: 1 fault(s); nothing was loaded.
      targets.csv, line 3: no code; expected one a row. Write it.
    >>> problem.to_frame()["row"].tolist()
    [3]
    """

    def __init__(self, folder: str | Path, faults: Iterable[Fault]):
        self.folder, self.faults = str(folder), list(faults)
        super().__init__(self.text("en"))

    def text(self, lang: str = "en") -> str:
        """Return all faults, one a line, in ``lang`` ("en" or "zh")."""
        n = len(self.faults)
        head = Both(
            f"{self.folder}: {n} fault(s); nothing was loaded.", f"{self.folder}：共{n}处错误，未载入任何数据。"
        )
        shown = [head.text(lang), *(f"  {fault.text(lang)}" for fault in self.faults[:MOST_SHOWN])]
        more = Both(f"… and {n - MOST_SHOWN} more; all stand in .faults", f"……另有{n - MOST_SHOWN}处，见.faults")
        return "\n".join(shown if n <= MOST_SHOWN else [*shown, f"  {more.text(lang)}"])

    def to_frame(self, lang: str = "en") -> "pd.DataFrame":
        """Return the faults as a table: file, row (line of the file; 0 for the whole), column, found, expected, remedy."""
        import pandas as pd

        parts = ("found", "expected", "remedy")
        rows = [
            (one.file, one.row, one.column, *(Both(*getattr(one, part)).text(lang) for part in parts))
            for one in self.faults
        ]
        return pd.DataFrame(rows, columns=["file", "row", "column", *parts])


class _InBoth(Exception):
    """What is said in both languages, English first."""

    def __init__(self, en: str, zh: str):
        self.en, self.zh = en, zh
        super().__init__(en)

    def text(self, lang: str = "en") -> str:
        """Return the message in ``lang`` ("en" or "zh")."""
        return Both(self.en, self.zh).text(lang)


class Refusal(_InBoth, KzplanError, ValueError):
    """What a command of the annual returns or the evaluation refuses, said in both languages.

    Parameters
    ----------
    en, zh : what was found, what is expected, what to do.

    >>> Refusal("there is no form here", "这里没有报送表").text("zh")
    '这里没有报送表'
    """


class TwoReadings(_InBoth, UserWarning):
    """A warning of values that may be meant in two ways, said in both languages; they are taken as they are written.

    Parameters
    ----------
    en, zh : which values, and both readings.

    >>> TwoReadings("0.14 % or 14 %?", "0.14%还是14%？").text("zh")
    '0.14%还是14%？'
    """


class LeftOut(_InBoth, UserWarning):
    """A warning of what was left out of a result, said in both languages.

    Parameters
    ----------
    en, zh : what, and why.

    >>> LeftOut("left out: anc", "未推算：anc").text("zh")
    '未推算：anc'
    """


class Unsaid(_InBoth, UserWarning):
    """A warning of what was not said and is taken for granted, said in both languages.

    Parameters
    ----------
    en, zh : what is taken, and how to say another.

    >>> Unsaid("no target year: 2034", "没有目标年份，按2034年").text("zh")
    '没有目标年份，按2034年'
    """


_SAID = {
    errno.ENOENT: (
        "there is no such file or folder; look at its name and place",
        "没有这个文件或文件夹，请核对名称和位置",
    ),
    errno.EACCES: (
        "may not be read or written; is it open in another program, or the folder read-only?",
        "无法读取或写入，请看是否正被其他程序打开，或文件夹为只读",
    ),
    errno.EINVAL: ("is no name that a file or folder can have", "不能用作文件或文件夹的名称"),
    errno.EISDIR: ("is a folder, not a file", "是文件夹，不是文件"),
    errno.ENOTDIR: ("is a file, not a folder", "是文件，不是文件夹"),
    errno.EEXIST: ("is there already", "已经存在"),
    errno.ENOTEMPTY: ("is there already, and not empty", "已经存在且不为空"),
    errno.ENAMETOOLONG: ("is too long a name; give a shorter one", "名称过长，请换一个较短的名称"),
    errno.ENOSPC: ("the disk is full; make room and try again", "磁盘已满，请腾出空间后再试"),
}
_SAME = {errno.EPERM: errno.EACCES, errno.EROFS: errno.EACCES, errno.EDQUOT: errno.ENOSPC, errno.EFBIG: errno.ENOSPC}


def of_file(problem: OSError, lang: str = "en") -> str:
    """Return an error of the file system in plain words.

    Parameters
    ----------
    problem : an OSError.
    lang : "en" or "zh".

    >>> of_file(FileNotFoundError(2, "No such file or directory", "a.xlsx"), "zh")
    'a.xlsx：没有这个文件或文件夹，请核对名称和位置'
    """
    number = problem.errno or 0
    said = _SAID.get(_SAME.get(number, number))
    if said is None or not problem.filename:
        return f"{problem.filename}: {problem.strerror}" if problem.filename else " ".join(map(str, problem.args[-1:]))
    return Both(f"{problem.filename}: {said[0]}", f"{problem.filename}：{said[1]}").text(lang)


class FileError(KzplanError, OSError):
    """A file or folder that could not be written: which, why, and what to do, in both languages.

    Parameters
    ----------
    errno, strerror, filename : as of any ``OSError``.

    >>> print(FileError(28, "No space left on device", "a.xlsx"))
    a.xlsx: the disk is full; make room and try again
    """

    def text(self, lang: str = "en") -> str:
        """Return the message in ``lang`` ("en" or "zh")."""
        return of_file(self, lang)

    def __str__(self) -> str:
        return self.text()


class UnknownCodeError(UnknownNameError):
    """A target that the plan does not have.

    Parameters
    ----------
    name : what was asked for.
    known : every code and name there is.

    >>> print(UnknownCodeError("W3", ["W03", "W13"]))
    no target 'W3'. Nearest: W03. Search with kzplan.indicators(q=...), for example q='孕产妇' or q='maternal'.
    """

    def __init__(self, name: str, known: Iterable[str]):
        known = list(dict.fromkeys(known))
        padded = re.sub(r"^([A-Za-z])(\d)(?!\d)", r"\g<1>0\2", str(name)).upper()  # W3 for W03
        near = [one for one in known if one.upper().startswith(padded)]
        near = near[:3] or get_close_matches(str(name), known, n=3, cutoff=0.0)
        self.asked, self.near = name, near
        super().__init__(self.text())

    def text(self, lang: str = "en") -> str:
        """Return the message in ``lang`` ("en" or "zh")."""
        return Both(
            f"no target {self.asked!r}. Nearest: {', '.join(self.near)}. "
            "Search with kzplan.indicators(q=...), for example q='孕产妇' or q='maternal'.",
            f"规划中没有目标“{self.asked}”，相近的有：{'、'.join(self.near)}。目标代码和名称可用kzplan outlook --lang zh列出",
        ).text(lang)

    def __str__(self) -> str:
        return self.text()


class TargetError(KzplanError, ValueError):
    """A printed target that no rule of the grammar reads.

    Parameters
    ----------
    target : as printed.
    why_en, why_zh : what is not sure; blank where the wording is not known at all.

    >>> import kzplan
    >>> try:
    ...     kzplan.parse_target("由2降到8")
    ... except TargetError as problem:
    ...     print(str(problem).partition(". ")[0])
    target '由2降到8' is not read: the number it is to come from lies beyond the one to reach
    """

    FORMS = Both(
        "a number with ＜ ≤ ≥ ＞ or none, 不低于/不超过, 以上/以下, 达到/降至/提高到, 左右, a range, a ratio, 提高/降低 (逐步, 逐年, 明显), "
        "以2010年为基数下降1/6, 每年降低0.5个百分点, 不低于2020年水平, two years or 城镇/农村 with a number each, 全覆盖, "
        "趋于平衡, 达到全国平均水平, 不低于…比例, 与…相适应, 保持合理比例, 得到控制, 巩固提高; in English, as 'at least 95%', "
        "'reduce to below 12 per 100,000 by 2030', 'reduce by one third from the 2015 level'",
        "带＜≤≥＞或不带符号的数、不低于/不超过、以上/以下、达到/降至/提高到、左右、区间、比值、提高/降低（逐步、逐年、明显）、"
        "以某年为基数下降若干、每年降低若干个百分点、不低于某年水平、分年或分城乡的数、全覆盖、趋于平衡、达到全国平均水平、"
        "不低于…比例、与…相适应、保持合理比例、得到控制、巩固提高",
    )

    def __init__(self, target: str, why_en: str = "", why_zh: str = ""):
        self.target, self.why = target, Both(why_en, why_zh)
        super().__init__(self.text("en"))

    def text(self, lang: str = "en") -> str:
        """Return the message in ``lang`` ("en" or "zh")."""
        if not self.why.text(lang):
            en = f"target {self.target!r} is not one of the forms that are read: {self.FORMS.en}"
            return Both(en, f"目标“{self.target}”不在可识别的写法之内：{self.FORMS.zh}").text(lang)
        why = Both(
            *(
                told if told.endswith(("?", "？")) else told + stop
                for told, stop in ((self.why.en, "."), (self.why.zh, "。"))
            )
        )
        return Both(
            f"target {self.target!r} is not read: {why.en} The forms that are read: {self.FORMS.en}",
            f"目标“{self.target}”未能读出：{why.zh}可识别的写法：{self.FORMS.zh}",
        ).text(lang)
