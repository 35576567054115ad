"""Series of a block that the model runs for together, and what it is told of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ... import model
from ...indicator.kind import Kind
from ...model.leveldrift import some
from ...model.predictive import Forecast
from ..batch import noise_behind
from .asked import Asked, Question, Set
from .block import Block


@dataclass(frozen=True)
class Group:
    """Series of one kind, direction and number of values.

    Parameters
    ----------
    chosen : their positions in the block.
    question : which question each answers.
    asked : one of their questions, which stands for all in kind, direction and what is behind.
    parameters : of the model, one a series or one for all.
    years, values, tops, bottoms : arrays (n, k), years rising along each row; NaN for counts that are not known.
    per : multipliers of rates, array (n,); NaN where there is none.
    """

    chosen: np.ndarray
    question: np.ndarray
    asked: Question
    parameters: model.LevelDrift | model.Parameters
    years: np.ndarray
    values: np.ndarray
    tops: np.ndarray
    bottoms: np.ndarray
    per: np.ndarray

    @property
    def counted(self) -> np.ndarray:
        """Which of them are rates with counts behind them, array (n,)."""
        if self.asked.kind is not Kind.RATE:
            return np.zeros(len(self.chosen), bool)
        return (np.isfinite(self.tops) & (self.bottoms > 0)).any(axis=1)

    @property
    def noise(self) -> dict[str, Any]:
        """What the model is told of their noise."""
        return noise_behind(self.asked.kind, self.asked.behind, self.values, self.tops, self.bottoms, self.per)

    def forecast(self, at: np.ndarray, rows: np.ndarray | slice = slice(None), **known: Any) -> Forecast:
        """Return the forecast of some of the series at a year each; ``known`` as for :func:`kzplan.model.forecast`."""
        told = {name: value[rows] for name, value in (self.noise | known).items()}
        chosen = self.parameters if isinstance(rows, slice) else some(self.parameters, rows)
        good = self.asked.direction.good
        return model.forecast(self.years[rows], self.values[rows], at, self.asked.kind, good, parameters=chosen, **told)

    def take(self, rows: np.ndarray) -> "Group":
        """Return some of the series; itself where they are all in their order."""
        if len(rows) == len(self.chosen) and (rows == np.arange(len(rows))).all():
            return self
        arrays = ("chosen", "question", "years", "values", "tops", "bottoms", "per")
        own = {name: getattr(self, name)[rows] for name in arrays}
        return replace(self, parameters=some(self.parameters, rows), **own)


def groups(block: Block, asked: Asked) -> Iterator[Group]:
    """Yield the groups of a block; series of which nothing is projected are in none."""
    alike: dict[tuple, int] = {}
    of = np.array([alike.setdefault(_alike(one), len(alike)) if one.projected else -1 for one in asked.questions])
    group, longest = of[block.question], int(block.count.max(initial=0)) + 1
    together = group * longest + block.count
    order = np.argsort(together, kind="stable")
    sorted_ = together[order]
    starts = np.flatnonzero(np.append(True, sorted_[1:] != sorted_[:-1])) if len(order) else []
    for chosen in np.split(order, starts[1:]) if len(order) else ():
        if group[chosen[0]] >= 0:
            yield _group(block, asked, chosen)


def _group(block, asked, chosen):
    question = block.question[chosen]
    of = asked.questions[question[0]]
    parameters = one_a_series([one.parameters for one in asked.questions], question)
    per = np.array([one.per or np.nan for one in asked.questions])[question]
    if block.count[chosen[0]]:
        at = block.rows(chosen)
        values = [one[at] for one in (block.year, block.value, block.top, block.bottom)]
    else:  # nothing of their own is known: a year without a value stands for it
        values = [np.full((len(chosen), 1), float(asked.at)), *(np.full((len(chosen), 1), np.nan) for _ in range(3))]
    return Group(chosen, question, of, parameters, *values, per)


def _alike(question):
    """What series that are run together share; each has its own parameters of the same form."""
    chosen = question.parameters
    form = chosen.damping if isinstance(chosen, model.LevelDrift) else chosen
    return question.kind, question.direction, question.behind, form


def one_a_series(sets: Sequence[Set], question: np.ndarray) -> Set:
    """Return the parameters of series by what each answers: one set with arrays; the reference form is one for all."""
    known, rows = np.unique(question, return_inverse=True)
    chosen = [sets[i] for i in known]
    return model.stacked(chosen, rows) if isinstance(chosen[0], model.LevelDrift) else chosen[0]
