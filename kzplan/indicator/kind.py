"""Facts about an indicator that have a type: its kind, its good direction, what stands behind it, how comparable a value is.

Each is a ``StrEnum``: in a table it is the word that stands there.
"""

import math
from enum import StrEnum


class Kind(StrEnum):
    """What an indicator measures, which sets its scale and its natural limits.

    >>> Kind("proportion").limits, Kind.NONE.modelled
    ((0.0, 100.0), False)
    """

    RATE = "rate"
    PROPORTION = "proportion"
    POSITIVE = "positive"
    COUNT = "count"
    NONE = "none"

    @property
    def modelled(self) -> bool:
        """Whether the model has a scale for it."""
        return self is not Kind.NONE

    @property
    def limits(self) -> tuple[float, float]:
        """Natural limits (low, high) in the indicator's own unit."""
        return {Kind.PROPORTION: (0.0, 100.0), Kind.NONE: (-math.inf, math.inf)}.get(self, (0.0, math.inf))


class Direction(StrEnum):
    """Which way is good.

    >>> Direction("down").sign, Direction("none").good
    (-1, None)
    """

    UP = "up"
    DOWN = "down"
    NONE = "none"

    @property
    def sign(self) -> int:
        """+1, −1, or 0 where neither way is good."""
        return {Direction.UP: 1, Direction.DOWN: -1}.get(self, 0)

    @property
    def good(self) -> str | None:
        """The word the model takes: "up", "down" or None."""
        return None if self is Direction.NONE else self.value


class Comparability(StrEnum):
    """How comparable a value is with the target: A same definition, B with a note, C another one, D defective, N none."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    N = "N"

    @property
    def usable(self) -> bool:
        """Whether the target may be measured from the value."""
        return self in (Comparability.A, Comparability.B)


class Behind(StrEnum):
    """What stands behind a figure: live births, the sexes at birth, an elected body, a whole body, or nothing known.

    >>> Behind("live_births").on_births, Behind("").whole_body
    (True, False)
    """

    LIVE_BIRTHS = "live_births"
    SEX_AT_BIRTH = "sex_at_birth"
    ELECTED = "elected"
    CENSUS = "census"
    NOTHING = ""

    @property
    def on_births(self) -> bool:
        """Whether the year's births make the figure move by chance."""
        return self in (Behind.LIVE_BIRTHS, Behind.SEX_AT_BIRTH)

    @property
    def whole_body(self) -> bool:
        """Whether it is the share of a body that is counted whole."""
        return self in (Behind.ELECTED, Behind.CENSUS)
