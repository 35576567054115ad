"""Views: other evidence that the odds could rest on, each a change of assumptions with a name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from ..model import parameter_sets
from ..words.both import Both
from .assumptions import Assumptions
from .case import Case


@dataclass(frozen=True, slots=True)
class View:
    """One view.

    Parameters
    ----------
    key : its name as a column.
    name : in words.
    assumed : the fields of :class:`~kzplan.odds.assumptions.Assumptions` that it changes.
    """

    key: str
    name: Both
    assumed: Mapping

    @property
    def known(self) -> bool:
        """Whether the set of parameters that it names is there."""
        return self.assumed.get("parameters") in (None, *parameter_sets())


def _view(key: str, en: str, zh: str, **assumed: object) -> View:
    return View(key, Both(en, zh), MappingProxyType(assumed))


VIEWS = (
    _view("class_1", "the class counts as one place", "参照类别按1个地区计", reference_places=1),
    _view("class_3", "the class counts as 3 places", "参照类别按3个地区计", reference_places=3),
    _view("class_10", "the class counts as 10 places", "参照类别按10个地区计", reference_places=10),
    _view("china", "as China moved in its last decade", "按全国上一个十年的变化", parameters="china_2010_2020"),
    _view("reference", "the reference set of parameters", "参照参数组", parameters="reference"),
)


def views() -> tuple[View, ...]:
    """Return the views whose parameters are there, in their order.

    >>> [view.key for view in views()][:3]
    ['class_1', 'class_3', 'class_10']
    """
    return tuple(view for view in VIEWS if view.known)


def seen(cases: Sequence[Case]) -> list[list[Case]]:
    """Return each case under each of :func:`views`, in their order; one that assumes what the view does is itself."""
    shown, changed, found = views(), dict[int, list[Assumptions]](), []
    for case in cases:
        own = case.assumptions  # a table's cases have theirs in common
        if id(own) not in changed:
            changed[id(own)] = [replace(own, **view.assumed) for view in shown]
        found.append([case.assuming(chosen) for chosen in changed[id(own)]])
    return found
