"""What is worked out once for a plan and for all that are the same plan with other annual values."""

from collections.abc import Callable
from functools import cached_property
from typing import Any, TypeVar

T = TypeVar("T")

_FIRST = "_first"  # among what a plan has worked out: the plan that it was made of


def worked_out(plan: Any, name: str, make: Callable[[Any], T]) -> T:
    """Return what modules that a plan knows nothing of make of its printed tables, made once as an :class:`of_the_printed` is.

    Parameters
    ----------
    plan : whose printed tables.
    name : it is kept under with the plan.
    make : makes it of the plan; it must not rest on annual values.
    """
    first = plan.__dict__.get(_FIRST, plan)
    if name not in first.__dict__:
        first.__dict__[name] = make(plan)
    return first.__dict__[name]


class of_the_printed(cached_property):
    """A property that does not rest on annual values: worked out when it is first asked for, by the plan that others were made of."""

    def __get__(self, plan: Any, owner: type | None = None) -> Any:
        """Return what the first of the plans has, which works it out where it has not yet."""
        if plan is None or _FIRST not in plan.__dict__:
            return super().__get__(plan, owner)
        return plan.__dict__.setdefault(self.attrname, getattr(plan.__dict__[_FIRST], str(self.attrname)))

    @staticmethod
    def shared(plan: Any, other: Any) -> Any:
        """Return ``other``, a plan of the same printed tables, with such properties those of ``plan``."""
        other.__dict__[_FIRST] = plan.__dict__.get(_FIRST, plan)
        return other
