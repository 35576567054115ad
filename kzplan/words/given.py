"""What is handed in as an argument, made into the number, year or text that it means; or refused, saying what was found."""

from collections.abc import Iterable
from numbers import Integral, Real
from typing import TypeVar

from .errors import InputError

Kind = TypeVar("Kind")
SHOWN = 80  # characters of what was found that a message holds
YEARS = range(1000, 10_000)  # a year is written with four digits; smaller numbers are positions


def shown(given: object) -> str:
    """Return what was given in one short line.

    >>> shown(["≥95"]), len(shown("x" * 1000))
    ("['≥95']", 80)
    """
    try:
        return " ".join(repr(given).split())[:SHOWN]
    except Exception:  # a whole number of thousands of digits, or a thing that cannot tell what it is
        return f"<{type(given).__name__}>"


def written(given: object) -> str:
    """Return what was given as text; a number of thousands of digits cannot be written out, nor what cannot tell what it is.

    >>> written(8.0), written(10**5000)
    ('8.0', '<int>')
    """
    try:
        return str(given)
    except Exception:  # whatever a thing raises when it is asked
        return shown(given)


def is_number(given: object) -> bool:
    """Whether something is a number that arithmetic can take: no truth value, no span of time, none beyond all bounds.

    >>> is_number(2.5), is_number("2.5"), is_number(True), is_number(10**400)
    (True, False, False, False)
    """
    if isinstance(given, bool) or not isinstance(given, Real) or _span(given):
        return False
    try:
        float(given)
    except (OverflowError, TypeError, ValueError):
        return False
    return True


def _span(given):
    """Whether it is a span of time, which numpy counts among the whole numbers."""
    return getattr(getattr(given, "dtype", None), "kind", "") == "m"


def is_key(given: object) -> bool:
    """Whether something may be a key or a label: a list may not, nor may Decimal("sNaN"), which cannot even be compared.

    >>> is_key("year"), is_key(["year"])
    (True, False)
    """
    try:
        hash(given)
    except Exception:  # whatever a thing raises when it is asked
        return False
    return True


def writable(text: str) -> bool:
    """Whether a text can be written to a file: half a pair of signs cannot.

    >>> writable("率"), writable("\\ud800")
    (True, False)
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def number(name: str, given: object, expected: str = "a number") -> float:
    """Return what was given as a plain number, whole ones as they are.

    Parameters
    ----------
    name, expected : what it is and what it should be, for the error.

    Raises
    ------
    InputError : anything else than a number.

    >>> number("damping", 0.5)
    0.5
    """
    if not is_number(given):
        raise InputError(f"{name} must be {expected}; got {shown(given)}")
    return int(given) if isinstance(given, Integral) else float(given)  # type: ignore[arg-type]


def between(name: str, given: object, low: float, high: float) -> float:
    """Return what was given as a number above ``low`` and below ``high``.

    Raises
    ------
    InputError : anything else.

    >>> between("chance", 0.5, 0, 1)
    0.5
    """
    if not (is_number(given) and low < given < high):  # type: ignore[operator]
        raise InputError(f"{name} must lie between {low:g} and {high:g}; got {shown(given)}")
    return float(given)  # type: ignore[arg-type]


def whole(name: str, given: object, expected: str = "a whole number", within: range | None = None) -> int:
    """Return what was given as a whole number: 2030, 2030.0.

    Parameters
    ----------
    name, expected : what it is and what it should be, for the error.
    within : where it must lie; None: anywhere.

    Raises
    ------
    InputError : anything else.

    >>> whole("workers", 2.0, within=range(1, 100))
    2
    """
    if not is_number(given) or given % 1 or (within is not None and int(given) not in within):  # type: ignore
        raise InputError(f"{name} must be {expected}; got {shown(given)}")
    return int(given)  # type: ignore[call-overload]


def year(name: str, given: object, expected: str = "a whole year of 4 digits") -> int:
    """Return what was given as a year: 2030, 2030.0.

    Raises
    ------
    InputError : anything else.

    >>> year("at", 2030.0)
    2030
    """
    return whole(name, given, expected, YEARS)


def text(name: str, given: object, expected: str = "a text") -> str | None:
    """Return a text as it is, and None.

    Raises
    ------
    InputError : anything else.

    >>> text("unit", "%"), text("unit", None)
    ('%', None)
    """
    if not isinstance(given, str | None):
        raise InputError(f"{name} must be {expected}; got {shown(given)}")
    return given


def instance(name: str, given: object, kind: type[Kind], expected: str) -> Kind:
    """Return what was given where it is of a kind.

    Raises
    ------
    InputError : anything else.

    >>> instance("folder", "data", str, "the name of a folder")
    'data'
    """
    if not isinstance(given, kind):
        raise InputError(f"{name} must be {expected}; got {shown(given)}")
    return given


def one_of(name: str, given: object, known: Iterable[str | None], expected: str) -> str | None:
    """Return one of some words, or None where that is among them.

    Raises
    ------
    InputError : anything else.

    >>> one_of("direction", "up", ("up", "down", None), "'up', 'down' or None")
    'up'
    """
    if not isinstance(given, str | None) or given not in tuple(known):
        raise InputError(f"{name} must be {expected}; got {shown(given)}")
    return given
