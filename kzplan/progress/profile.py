"""A published method as data: which statistic it takes, where it cuts, what it calls the parts."""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from ..words.both import Both
from ..words.errors import InputError
from ..words.given import shown
from . import statistics
from .change import Change

HERE = Path(__file__).parent
Statistic = Callable[[Change], np.ndarray]


@dataclass(frozen=True)
class Verdict:
    """One word of a method.

    Parameters
    ----------
    basis : "target" or "none": whether it is for series with a target or without.
    least : smallest value of the statistic it stands for (None: only by ``when_met``).
    verdict : the method's own key.
    zh, en : what readers see.
    on_track : whether it says that the target will be, or is, met.
    strict : whether the statistic must lie above ``least``.

    >>> profiles()["cn_schedule"].verdicts[0].en
    'reached ahead of time'
    """

    basis: str
    least: float | None
    verdict: str
    zh: str
    en: str
    on_track: bool
    strict: bool = False


@dataclass(frozen=True)
class Profile:
    """A method of judging progress; ``profiles.csv`` and ``verdicts.csv`` hold the published ones.

    Parameters
    ----------
    name : its key.
    verdicts : its words, highest first within a basis.
    value_to_target, value_without : statistic of a series with and without a target: a function of a
        :class:`~kzplan.progress.change.Change`, or None where the method has no such case.
    judged_to_target : statistic that is cut, where that is not the value.
    cuts_shrink : statistic that multiplies the cuts of a series without a target.
    score_to_target, score_without : statistics of the method's score.
    also : statistics reported beside the value.
    when_met, when_unknown : verdict where the latest value meets the target; where there is no value.
    zero_stand_in : what the method puts in place of a base or a target of 0; None: nothing.
    on_logit : whether its statistic needs the natural limit as the scale of a logit.
    counted : whether it counts among the methods that say "on track".
    confirmed : whether the formula was checked against its original.

    >>> method = profiles()["eurostat"]
    >>> method.counted, [word.verdict for word in method.verdicts if word.basis == "target"][:2]
    (True, ['significant_progress', 'moderate_progress'])
    """

    name: str
    verdicts: tuple[Verdict, ...]
    value_to_target: Statistic | None = None
    value_without: Statistic | None = None
    judged_to_target: Statistic | None = None
    cuts_shrink: Statistic | None = None
    score_to_target: Statistic | None = None
    score_without: Statistic | None = None
    also: tuple[Statistic, ...] = ()
    when_met: str = ""
    when_unknown: str = ""
    zero_stand_in: float | None = None
    on_logit: bool = False
    counted: bool = False
    confirmed: bool = False
    name_zh: str = ""
    name_en: str = ""
    source: str = ""
    note_zh: str = ""
    note_en: str = ""

    def name_in(self, lang: str) -> str:
        """Return its name in a language."""
        return Both(self.name_en, self.name_zh).text(lang)

    def words(self, verdict: str, lang: str, basis: str = "target") -> str:
        """Return a verdict as readers see it, of a series with a target or without ("none"); one without words as it is."""
        return next(
            (Both(v.en, v.zh).text(lang) for v in self.verdicts if (v.verdict, v.basis) == (verdict, basis)), verdict
        )


STATISTICS = ("value_to_target", "value_without", "judged_to_target", "cuts_shrink", "score_to_target", "score_without")


@cache
def profiles() -> dict[str, Profile]:
    """Return the published methods, name → :class:`Profile`, in the order they are reported.

    >>> list(profiles())[:3], profiles()["cn_schedule"].confirmed
    (['canada', 'eurostat', 'un2023'], False)
    """
    words: dict[str, list[Verdict]] = {}
    for row in _rows("verdicts.csv"):
        words.setdefault(row["profile"], []).append(_verdict(row))
    return {row["profile"]: _profile(row, tuple(words[row["profile"]])) for row in _rows("profiles.csv")}


def profile(name: str | Profile) -> Profile:
    """Return a published method by name, or the :class:`Profile` given.

    Raises
    ------
    InputError : no such method; the message lists them.
    """
    if isinstance(name, Profile):
        return name
    if not isinstance(name, str) or name not in profiles():
        raise InputError(
            f"no progress method {shown(name)}; there are {', '.join(profiles())}, or give a Profile of your own"
        )
    return profiles()[name]


def _rows(name):
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _verdict(row):
    least = float(row["least"]) if row["least"] else None
    return Verdict(
        row["basis"], least, row["verdict"], row["zh"], row["en"], row["on_track"] == "yes", row["strict"] == "yes"
    )


def _profile(row, verdicts):
    named = {field: getattr(statistics, row[field]) if row[field] else None for field in STATISTICS}
    texts = {
        field: row[field]
        for field in ("when_met", "when_unknown", "name_zh", "name_en", "source", "note_zh", "note_en")
    }
    also = tuple(getattr(statistics, name) for name in row["also"].split())
    flags = {field: row[field] == "yes" for field in ("on_logit", "counted", "confirmed")}
    tiny = float(row["zero_stand_in"]) if row["zero_stand_in"] else None
    return Profile(row["profile"], verdicts, also=also, zero_stand_in=tiny, **named, **flags, **texts)
