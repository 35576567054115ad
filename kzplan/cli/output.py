"""What several commands write the same way."""

import csv
import sys
import time
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ..words.both import Both

if TYPE_CHECKING:
    import pandas as pd

WRITING = Both("writing the report", "正在编写报告")
STEPS = {  # of a plan's report, as documents/build.py calls them
    "odds": Both("odds", "推算可能性"),
    "audit": Both("audit", "数据审核"),
    "tables": Both("tables", "汇总表"),
    "workbooks": Both("workbooks", "工作簿"),
    "page": Both("page", "网页"),
}


def write_csv(table: "pd.DataFrame", path: str | Path, lang: str = "en") -> None:
    """Write a table as UTF-8 CSV and say so; in Chinese for a spreadsheet, which needs to be told that it is UTF-8."""
    from ..paper import whole

    whole.write_csv(table, path, whole.EXCEL if lang == "zh" else "utf-8")
    print(f"{path}: {len(table)} lines")


def parents_of(path: str | None) -> dict[str, str] | None:
    """Return the area that each area lies in, of a CSV with columns area and parent; None of no file.

    Raises
    ------
    InputError : a table without the two columns.
    """
    from ..words.errors import InputError

    if path is None:
        return None
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        if not {"area", "parent"} <= set(rows.fieldnames or ()):
            raise InputError(f"{path} has the columns {', '.join(rows.fieldnames or ())}; expected area, parent")
        return {row["area"]: row["parent"] for row in rows}


def by_name(option: str, given: list[str] | None) -> str | dict[str, str] | None:
    """Return what an option says, one for all or by name: ``X`` or ``NAME=X``, each as often as it was given; None: not at all.

    Raises
    ------
    InputError : one for all beside others, one of a name twice, or a blank.

    >>> by_name("--unit", ["anc=1", "stunting=%"]), by_name("--unit", ["1"])
    ({'anc': '1', 'stunting': '%'}, '1')
    """
    from ..words.errors import InputError

    named = [one.rpartition("=") for one in given or ()]
    for one, (name, sign, said) in zip(given or (), named, strict=True):
        if not said.strip() or (sign and not name.strip()):
            raise InputError(f"{option} is one for all, or NAME=… once for each, and never blank; got {one!r}")
    names = [name for name, _, _ in named]
    if not named or names == [""]:
        return named[0][2] if named else None
    if "" in names or len(set(names)) < len(names):
        raise InputError(f"{option} is one for all, or NAME=… once for each; got {', '.join(given or ())}")
    return {name: said for name, _, said in named}


@contextmanager
def left_out_told(lang: str) -> Iterator[None]:
    """Say on stderr, in one line each, what is left out within."""
    from ..words.errors import LeftOut, TwoReadings

    def _say(message, *rest, **more):
        if isinstance(message, LeftOut | TwoReadings):
            print(f"kzplan: {message.text(lang)}", file=sys.stderr)
        else:
            usual(message, *rest, **more)

    with warnings.catch_warnings():
        warnings.simplefilter("always", LeftOut)
        usual, warnings.showwarning = warnings.showwarning, _say
        yield


class Progress:
    """A line on stderr of what is being made and the time left; on a terminal it is written over, elsewhere each is a line.

    Parameters
    ----------
    what : is being done.
    lang : language of the line.
    steps : words for the names of steps; one that has none stands as it is.
    """

    def __init__(self, what: Both = WRITING, lang: str = "en", steps: Mapping[str, Both] = STEPS) -> None:
        self._what, self._lang, self._steps = what.text(lang), lang, steps
        self._start, self._over = time.monotonic(), sys.stderr.isatty()
        self._first: float | None = None  # when the first step began: what came before tells nothing of those to come

    def step(self, name: str, done: float) -> None:
        """Say that a step begins, ``done`` being the share of the work that is behind."""
        self._first = time.monotonic() if self._first is None else self._first
        gone = time.monotonic() - self._first
        seconds = f"{gone * (1 - done) / done:.0f}" if done > 0 else ""
        left = Both(f", about {seconds} s left", f"，约余{seconds}秒").text(self._lang) if seconds else ""
        step = self._steps[name].text(self._lang) if name in self._steps else name
        line = Both(
            f"{self._what}: {step} ({100 * done:.0f} %{left})", f"{self._what}：{step}（{100 * done:.0f}%{left}）"
        )
        self._say(line.text(self._lang))

    def end(self) -> None:
        """Say that all is done, and how long it took."""
        took = f"{time.monotonic() - self._start:.0f}"
        self._say(Both(f"{self._what}: done in {took} s", f"{self._what}：已完成，用时{took}秒").text(self._lang))
        if self._over:
            print(file=sys.stderr)

    def _say(self, line: str) -> None:
        shown, end = (f"\r\033[K{line}", "") if self._over else (line, "\n")
        print(shown, end=end, file=sys.stderr, flush=True)
