"""The columns of a panel: which there must be, what they hold, and names that are one name written in two ways."""

import unicodedata
from collections.abc import Iterable, Mapping
from itertools import groupby

import pyarrow as pa

from ...words.errors import InputError
from .block import NEEDED, NUMBERS, SHOWN, TEXTS

EITHER_CASE = ("indicator", "stratum")  # anc and ANC are one; a and A may be codes of two places


def check_columns(names: list, where: str = "") -> None:
    """Refuse a table that lacks a column or has one twice; ``where`` says which table, for the error.

    Raises
    ------
    InputError : naming the columns.

    >>> check_columns(["place", "year", "year", "value"])
    Traceback (most recent call last):
    kzplan.words.errors.InputError: no column 'indicator'; column 'year' stands twice; expected place, indicator, year, value and, if wanted, parent, stratum, numerator, denominator, each once; got place, year, year, value
    """
    known = (*TEXTS, *NUMBERS)
    faults = [f"no column {name!r}{where}" for name in NEEDED if name not in names]
    faults += [f"column {name!r}{where} stands twice" for name in known if names.count(name) > 1]
    if faults:
        others = ", ".join(name for name in known if name not in NEEDED)
        expected = f"expected {', '.join(NEEDED)} and, if wanted, {others}, each once"
        raise InputError(f"{'; '.join(faults)}; {expected}; got {', '.join(map(str, names))}")


def check_types(schema: pa.Schema, where: str = "") -> None:
    """Refuse columns that hold neither names nor numbers; ``where`` says which table, for the error.

    Raises
    ------
    InputError : naming the columns.

    >>> check_types(pa.schema([("year", pa.date32())]))
    Traceback (most recent call last):
    kzplan.words.errors.InputError: column 'year' holds date32[day]; expected numbers, years of 4 digits
    """
    faults = []
    for field in schema:
        number = any(test(field.type) for test in (pa.types.is_integer, pa.types.is_floating, pa.types.is_decimal))
        held = f"column {field.name!r}{where} holds {field.type}; expected"
        if field.name in TEXTS and not (number or is_text(field.type)):
            faults.append(f"{held} names")
        if field.name in NUMBERS and not (number or pa.types.is_null(field.type)):
            faults.append(f"{held} numbers, years of 4 digits")
    if faults:
        raise InputError("\n".join(faults))


def is_text(kind: pa.DataType) -> bool:
    """Whether a column of Arrow holds texts, or nothing.

    >>> is_text(pa.dictionary(pa.int32(), pa.string())), is_text(pa.list_(pa.string()))
    (True, False)
    """
    of = kind.value_type if pa.types.is_dictionary(kind) else kind
    return pa.types.is_string(of) or pa.types.is_large_string(of) or pa.types.is_string_view(of) or pa.types.is_null(of)


def check_ways(names: Mapping[str, Iterable[str]]) -> None:
    """Refuse names of which one is another but for blanks, width or case: they would be two series.

    Parameters
    ----------
    names : column → the names in it.

    Raises
    ------
    InputError : showing the ways of the first names, of all columns.

    >>> check_ways({"place": ["a", "b", " a"]})
    Traceback (most recent call last):
    kzplan.words.errors.InputError: a name in column 'place' written in two ways; expected one way, without blanks around it: ' a', 'a'
    """
    faults = []
    for column, every in names.items():
        plain = {one: _plain(one, column in EITHER_CASE) for one in sorted(set(every))}
        if len(set(plain.values())) == len(plain):
            continue
        alike = [list(group) for _, group in groupby(sorted(plain, key=lambda one: (plain[one], one)), plain.get)]
        apart = [", ".join(map(repr, group)) for group in alike if len(group) > 1]
        more = f"; and {len(apart) - SHOWN} more" if len(apart) > SHOWN else ""
        expected = "expected one way, without blanks around it"
        faults.append(f"a name in column {column!r} written in two ways; {expected}: {'; '.join(apart[:SHOWN])}{more}")
    if faults:
        raise InputError("\n".join(faults))


def _plain(name, either_case):
    text = unicodedata.normalize("NFKC", name).strip()
    return text.casefold() if either_case else text
