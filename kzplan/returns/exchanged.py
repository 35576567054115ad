"""Columns that changed places: a numerator for its denominator, women for men, towns for the country; by their headings or their figures."""

from collections.abc import Iterator
from operator import itemgetter

from ..indicator.kind import Kind
from ..indicator.unit import multiplier
from ..plan import printed
from ..plan.counted import blank
from ..plan.plan import Plan
from ..words.both import Both
from . import layout
from .heading import Form
from .records import Entry, Query, query

PAIRS = (("numerator", "denominator"), ("women", "men"), ("urban", "rural"))
WHOLE_FORM = 8  # columns from which the order is that of the form that was sent, and not of a table of one's own
CLEAR = 0.1  # share of a figure that two strata must lie apart to be told apart
AKIN = 0.2  # share of the distance that is near


def of_headings(form: Form, plan: Plan) -> Iterator[Query]:
    """Yield a question for each pair of columns whose headings stand in the other order than the form's, all others being in its own.

    Parameters
    ----------
    form : a form found in a file.
    plan : a loaded :class:`~kzplan.plan.plan.Plan`.
    """
    sent = [column.field for column in layout.columns(plan, True) if column.field in form.columns]
    stand = sorted(form.columns, key=lambda field: form.columns[field])
    turned = [pair for pair in PAIRS if set(pair) <= set(stand) and stand.index(pair[0]) > stand.index(pair[1])]
    for one, other in turned:
        first, last = stand.index(other), stand.index(one)
        stand[first], stand[last] = one, other
    if len(sent) < WHOLE_FORM or stand != sent:
        return
    for one, other in turned:
        a, b = form.headings[one], form.headings[other]
        why = Both(
            f"in the form that was sent {a} stands before {b}; if only the headings changed places, every figure is in the wrong column",
            f"下发的表里“{a}”在“{b}”之前；如果只是表头对调了，两栏的数就全部颠倒。请核对，整栏移动的请注明",
        )
        found = Both(f"{b} before {a}", f"“{b}”在“{a}”之前")
        expected = Both(f"{a} before {b}", f"“{a}”在“{b}”之前")
        yield Query(form.file, form.sheet, "", "", b, "question", found, expected, why)


def of_counts(entry: Entry, plan: Plan) -> Iterator[Query]:
    """Yield a fault where a value is not its numerator over its denominator and would be with the two exchanged.

    Parameters
    ----------
    entry : with its numbers read.
    plan : a loaded :class:`~kzplan.plan.plan.Plan`.
    """
    value, top, bottom = (entry.numbers.get(field) for field in ("value", "numerator", "denominator"))
    if not value or not top or not bottom or top == bottom:
        return
    target = plan.target(entry.code)
    per = (
        100
        if target.kind is Kind.PROPORTION
        else multiplier(target.unit) or (1 if target.rule.form == "ratio" else None)
    )
    half = 0.51 * 10.0 ** -printed.decimals(entry.texts["value"])
    if per is None or abs(top / bottom * per - value) <= half:
        return
    if abs(bottom / top * per - value) <= half:
        said = f"{bottom:g}／{top:g}＝{value:g}"
        why = Both(
            f"the value is the denominator over the numerator ({said}): the two, or their headings, changed places",
            f"本年值等于分母除以分子（{said}），分子、分母或两栏的表头可能对调了",
        )
        yield query(entry, "numerator", "certain", entry.texts["numerator"], entry.texts["denominator"], why)


def known_before(year: int, plan: Plan) -> dict[tuple[str, str], float]:
    """Return the latest value of each target and stratum that was reported for a year before this one, by (code, stratum)."""
    rows = sorted(plan.returned_rows, key=itemgetter("year"))
    known = (row for row in rows if row["year"] < year and not blank(row["value"]))
    return {(row["code"], row["stratum"]): row["value"] for row in known}


def of_strata(own: list[Entry], known: dict[tuple[str, str], float]) -> Iterator[Query]:
    """Yield a question where the strata of every target that can be told apart have each other's figures of the year before.

    Parameters
    ----------
    own : the entries of one form.
    known : what was reported before, as :func:`known_before` returns it for their year.
    """
    for one, other in PAIRS[1:]:
        told = [turned for entry in own if (turned := _turned(entry, one, other, known)) is not None]
        if told and all(told):
            entry = next(entry for entry in own if _turned(entry, one, other, known))
            before = known[entry.code, one], known[entry.code, other]
            a, b = entry.headings[one], entry.headings[other]
            why = Both(
                f"{a} and {b} have each other's figures of before ({before[0]:g}, {before[1]:g}), in {len(told)} target(s): did the columns or their headings change places?",
                f"“{a}”“{b}”两栏的数与以前（{before[0]:g}、{before[1]:g}）正好颠倒，共{len(told)}项，两栏或其表头可能对调了。请核对",
            )
            found = f"{entry.texts[one]}、{entry.texts[other]}"
            yield query(entry, one, "question", found, Both("each in its own column", "各填各栏"), why)


def _turned(entry, one, other, known):
    """Whether two strata have each other's figures; None where they, or those before, do not lie apart."""
    x, y = entry.numbers.get(one), entry.numbers.get(other)
    a, b = known.get((entry.code, one)), known.get((entry.code, other))
    if x is None or y is None or a is None or b is None:
        return None
    apart = abs(a - b)
    if apart <= CLEAR * max(abs(a), abs(b)) or abs(x - y) <= CLEAR * max(abs(x), abs(y)):
        return None
    own_way, other_way = min(abs(x - a), abs(y - b)), max(abs(x - b), abs(y - a))
    return own_way > (1 - AKIN) * apart and other_way < AKIN * apart
