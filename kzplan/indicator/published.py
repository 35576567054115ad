"""The figure that is published: as many decimals as it takes to read it the way it is judged."""

from collections.abc import Callable

from ..words import labels
from ..words.numbers import half_up

USUAL, MOST = 2, 4  # decimals: as a rule, and at most


def published(value: float, judged: Callable[[float], object]) -> float:
    """Return a value as it is published: rounded to two decimals, or to three or four where fewer would be judged otherwise.

    Parameters
    ----------
    value : as reported.
    judged : what is said of a figure; the figure published is the one judged, so no document says one thing of a
        value and prints another.

    >>> published(7.996, lambda value: value < 8), published(7.99999, lambda value: value < 8), published(6.2468, lambda value: value < 8)
    (7.996, 8.0, 6.25)
    """
    exact = float(half_up(value, MOST))
    told = judged(exact)
    return next(
        (short for digits in range(USUAL, MOST) if judged(short := float(half_up(value, digits))) == told), exact
    )


def told_apart(one: float, other: float) -> tuple[str, str] | None:
    """Return two numbers as they are printed, with more decimals where two would print them alike; None where four do.

    >>> told_apart(13.737, 10.79), told_apart(0.8712, 0.8689), told_apart(16.9, 16.899999999999995)
    (('13.74', '10.79'), ('0.871', '0.869'), None)
    """
    pairs = ((labels.number(one, digits), labels.number(other, digits)) for digits in range(USUAL, MOST + 1))
    return next((pair for pair in pairs if pair[0] != pair[1]), None)
