"""What a target may be measured from: the printed row or figure of the text of the same indicator, or of the likest name."""

import re
from collections.abc import Hashable

from ..plan.printed import parse_value, split_name
from .figures import Figure
from .likeness import PART, Names, likeness
from .naming import without_place
from .proposed import Past, Proposals
from .scope import differing, levels_differ
from .spelling import plain

_WHO = re.compile(r"孕|产妇|妇|女|男|婴|幼|儿|童|岁|学生|青少年|未成年|孤|老年|农村|城[镇乡市]|小学|初中|高中")


def give_baselines(found: Proposals) -> None:
    """Give each target the printed row or figure of the same indicator; of its own plan first, then the likest name."""
    alone = [goal for goal in found.goals if goal.baseline is None]
    if not alone:
        return
    every: dict[Hashable, Past | Figure] = dict(enumerate([*found.past, *found.figures]))
    names = Names({at: (one.full,) for at, one in every.items()})
    for goal in alone:
        bare = split_name(goal.name)[0]
        same = [
            one
            for one in found.past
            if goal.proposed
            and one.proposed
            and one.proposed.key == goal.proposed.key
            and _same_unit(goal.unit, one.unit)
            and _has_value(one)
            and not levels_differ(bare, one.full)
        ]
        same.sort(key=lambda one: one.part != goal.part)
        if same:
            alike = 1.0 if _same_name(bare, same[0].full) else likeness(same[0].full, bare)
            goal.baseline = same[0]
            goal.baseline_score = min(alike, PART) if differing(bare, same[0].full) else alike
            continue
        likes = [(every[like.key], like.score) for like in names.nearest(bare, 12)]
        fitting = [
            (one, score)
            for one, score in likes
            if _same_unit(goal.unit, one.unit)
            and not (isinstance(one, Figure) and goal.unit == "%" and not one.unit.strip())
            and _has_value(one)
            and _of_level(bare) == _of_level(one.full)
            and not (isinstance(one, Figure) and _leaves_out_whose(one.full, bare))
        ]
        if fitting:
            goal.baseline, goal.baseline_score = max(fitting, key=lambda like: _nearness(goal, *like))
            goal.earlier = _of_other_years(goal.baseline, found.figures)


def _same_name(name: str, other: str) -> bool:
    """Whether two names of one indicator and stratum are the same, the stratum before the one and behind the other: 农村死亡率, 死亡率，农村."""
    rest, stratum = without_place(name)
    whole, _, word = other.rpartition("，")
    return plain(other) == plain(name) or bool(stratum and word and plain(whole) == plain(rest))


def _of_other_years(one: Past | Figure, figures: list[Figure]) -> tuple[Figure, ...]:
    """Figures that the text gives of the same indicator under the same name, the latest first, one a year."""
    if not isinstance(one, Figure):
        return ()
    same = [other for other in figures if (other.part, other.full, other.unit) == (one.part, one.full, one.unit)]
    by_year = {max(other.values): other for other in same if max(other.values) != max(one.values)}
    return tuple(by_year[year] for year in sorted(by_year, reverse=True))


def _of_level(name):
    """Whether a name is of something itself, and not of its growth or of a gap in it."""
    return not re.search(r"差距|增幅|增速|增长率|之差", name)


def _leaves_out_whose(name, asked):
    """Whether a name in a sentence is the end of the target's without those whom it is of: the sentence may speak of others."""
    whole, end = plain(asked), plain(name)
    return whole != end and whole.endswith(end) and bool(_WHO.search(whole.removesuffix(end)))


def _nearness(goal, one, score):
    """The likest name first; then the target's own sentence, its own plan, the latest year."""
    return score, isinstance(one, Figure) and one.line == goal.line, one.part == goal.part, max(one.values)


def _has_value(one):
    return any(parse_value(text)[0] is not None for text in one.values.values())


def _same_unit(one, other):
    return not one.strip() or not other.strip() or plain(one) == plain(other)
