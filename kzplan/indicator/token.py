"""One word of a target."""

from dataclasses import dataclass

OF = "的"  # kept with the year before it: 2020年的80% is a share of it, 2020年80% may be far from it


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a target.

    Parameters
    ----------
    letter : what it is, one of ``ROLES`` or n number, f fraction, P points, m multiple, Y year, 5 and 9 middle and end of
        the plan, c span of years, B year it starts from, R value of a year, p the year before, S another series, W
        与…相适应, / per how many, x its number not included.
    text : as it stands.
    value, unit : of a number; of a span the year it ends, or how many years it lasts.
    year : of a year, or None where the base is meant; of a span the year it starts from.
    """

    letter: str
    text: str
    value: float = 0.0
    unit: str = ""
    year: int | None = None
