"""Shares of 1 in a panel of shares of 100: told by the targets, by the other places and by what is known of an indicator.

A place of 0.3 % is no fault where others lie at 2 % or 5 %: it is their lower end. It is one where nothing lies between it and
them, and times 100 it is among them.
"""

import warnings
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from ...indicator import fractions, measure
from ...indicator.kind import Kind
from ...plan.plan import Plan
from ...plan.usual import usual_levels
from ...words.errors import InputError, TwoReadings
from ..values import refuse_target_of_one
from .asked import Asked, Question
from .block import SHOWN, Block

LOWEST, STEP, BINS = -8.0, 0.25, 64  # logits that the largest values of series are counted in
FEW = 50  # so many are one to be reckoned with: for each of them one place may lie between or beyond by mistake
NEXT = -3.0  # 5 %: larger values up to here adjoin the small ones, however far below FRACTION most of these lie
EXAMPLES = 3  # values that an error shows of an indicator


@dataclass
class Levels:
    """How many places have which level, by its logit, arrays (questions, ``BINS``) of whole numbers.

    Parameters
    ----------
    small : of percentages that may all be of 1, and have no counts to vouch for them.
    other : of all other percentages.
    """

    small: np.ndarray
    other: np.ndarray

    @classmethod
    def none(cls, asked: Asked) -> "Levels":
        """Return that nothing was seen."""
        return cls(*(np.zeros((len(asked.questions), BINS), np.int64) for _ in range(2)))

    def add(self, more: "Levels") -> None:
        """Add those of other places."""
        self.small += more.small
        self.other += more.other


def levels_of(block: Block, asked: Asked) -> Levels:
    """Return the levels of the percentages of a block; those said to be of 1 are not looked at."""
    found = Levels.none(asked)
    series, largest, small = _percentages(block, asked)
    z = (measure.to_logit(largest) - LOWEST) / STEP
    flat = block.question[series] * BINS + np.clip(z, 0, BINS - 1).astype(np.intp)
    for one, chosen in ((found.small, small), (found.other, ~small)):
        one += np.bincount(flat[chosen], minlength=one.size).reshape(one.shape)
    return found


def _percentages(block, asked):
    """(series, their largest values, which of them may be of 1) of the percentages of a block above 0."""
    own = np.array([one.kind is Kind.PROPORTION and one.times == 1 for one in asked.questions])
    known = np.flatnonzero(block.count > 0)
    if not len(known):
        return known, np.zeros(0), np.zeros(0, bool)
    starts = block.first[known]
    largest, smallest = np.maximum.reduceat(block.value, starts), np.minimum.reduceat(block.value, starts)
    counted = np.logical_or.reduceat(block.bottom > 0, starts)
    kept = own[block.question[known]] & (largest > 0)
    small = ~counted & (smallest <= 1) & (largest <= fractions.FRACTION)
    return known[kept], largest[kept], small[kept]


def refuse_shares_of_one(seen: Levels, blocks: Iterable[Block], asked: Asked, plan: Plan | None) -> None:
    """Refuse a panel whose percentages lie where they belong only if they are taken times 100, and targets of which that is true.

    Parameters
    ----------
    seen : the levels of all its places.
    blocks : its places, which are looked through again only to show some of the values.
    asked : what is asked of it.
    plan : whose targets are asked; None: no plan's.

    Raises
    ------
    InputError : with the indicators, the places and what they were set beside; all at once.
    """
    wrong = {q: told for q in range(len(asked.questions)) if (told := _beside(seen, q, asked.questions[q], plan))}
    if wrong:
        shown = _examples(blocks, asked, set(wrong))
        lines = [_line(asked.questions[q], int(seen.small[q].sum()), told, shown[q]) for q, told in wrong.items()]
        more = f"\n… and {len(lines) - SHOWN} more" if len(lines) > SHOWN else ""
        told = "\n".join(lines[:SHOWN]) + more
        raise InputError(f"{fractions.refused('percentages of the panel', _remedy(asked, wrong))}:\n{told}")
    for q, question in enumerate(asked.questions):
        if question.kind is Kind.PROPORTION and (here := seen.small[q] + seen.other[q]).any():
            refuse_target_of_one(question.rule, _percent(int(np.flatnonzero(here)[0])), repr(question.indicator))
    _ask(seen, asked, plan)


def _ask(seen, asked, plan):
    """Warn of indicators whose percentages are all small and may be of 1, where nothing is known that would tell."""
    told = []
    for q, question in enumerate(asked.questions):
        if not seen.small[q].any() or seen.other[q].any():
            continue
        largest = np.array([_percent(int(np.flatnonzero(seen.small[q])[-1]) + 0.5)])
        known = fractions.known_so_small(largest, usual_levels(question.indicator, question.stratum, plan))
        if fractions.far_below(float(largest[0]), [question.rule]) and not known:
            told.append(f"{question.indicator} ({question.rule.text})")
    if told:
        shown, rest = told[:EXAMPLES], len(told) - EXAMPLES
        en, zh = (f" and {rest} more", f"等{len(told)}项") if rest > 0 else ("", "")
        warning = TwoReadings(
            f"values of {', '.join(shown)}{en} all lie below 1, far below the target; they are taken as per cent. Are they shares "
            "of 1? Then multiply by 100, or say unit='1'; where they are so small, give numerator and denominator",
            f"{'、'.join(shown)}{zh}各值均小于1，远低于目标，现按百分数计。如为以1计的份额，请乘以100，或写明unit='1'；确实这样小的，请给出分子、分母",
        )
        warnings.warn(warning, stacklevel=2)


def _beside(seen, q, question, plan):
    """What the small values of an indicator were set beside that says they are of 1; blank where nothing does."""
    small, other = seen.small[q], seen.other[q]
    number, others = int(small.sum()), int(other.sum())
    if not number:
        return ""
    value = _median(small)
    as_is, scaled = fractions.logits(value)
    between = int(other[: _bin(max((as_is + scaled) / 2, NEXT))].sum())
    if between * FEW > number:
        return ""  # small values go over into larger ones without a gap
    levels = usual_levels(question.indicator, question.stratum, plan)
    told = fractions.elsewhere(levels)
    if others * FEW > number:
        levels = [*levels, _median(other)]
        told.append(f"about {_median(other):.0f} in {others:,} other place{'s' * (others > 1)}")
    rules = [rule for rule in (question.rule, question.above) if rule.level is not None]
    told += [f"the target {rules[0].text}"] if rules else []
    if fractions.told_of_one(value, levels, rules):
        return " and ".join(told)
    return "no unit" if not question.unit and not others else ""


def _bin(logit):
    return int(np.clip((logit - LOWEST) / STEP, 0, BINS - 1))


def _median(counts):
    """The median of some levels in %, from the middle of its bin."""
    middle = int(np.searchsorted(np.cumsum(counts), counts.sum() / 2))
    return _percent(middle + 0.5)


def _percent(place):
    """The percentage at a place along the bins."""
    return 100 * float(measure.expit(np.array(LOWEST + STEP * place)))


def _examples(blocks, asked, wrong):
    """Some small values of each indicator: place, year, value."""
    found: dict[int, list[str]] = {q: [] for q in wrong}
    for block in blocks:
        series, _, small = _percentages(block, asked)
        for i in series[small].tolist():
            told = found.get(int(block.question[i]), [])
            if int(block.question[i]) in found and len(told) < EXAMPLES:
                last = block.first[i] + block.count[i] - 1
                told.append(f"{block.places[block.place[i]]}, {block.year[last]:g}: {block.value[last]:g}")
        if all(len(told) == EXAMPLES for told in found.values()):
            break
    return found


def _line(question: Question, number, told, examples):
    name = question.indicator if question.stratum == "total" else f"{question.indicator}:{question.stratum}"
    return f"{name} in {number:,} place{'s' * (number > 1)}, beside {told}: {'; '.join(examples)}"


def _remedy(asked, wrong):
    names = {asked.questions[q].indicator: fractions.OF_ONE for q in wrong}
    told = f"unit={names}" if len(names) <= EXAMPLES else "unit={'…': '1'}"
    return fractions.REMEDY.replace("unit='1'", told)
