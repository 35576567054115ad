"""What is asked, as cases: a plan's targets, or series of one's own with theirs."""

from collections.abc import Mapping

from ..indicator.frame import SeriesSet
from ..indicator.series import Series
from ..plan.plan import Plan
from ..words.errors import InputError
from ..words.given import shown
from .assumptions import checked
from .case import Case, cases
from .own import cases_of, many_of

DECADE = 10  # years after the last value, where no target year is said


def cases_asked(
    of: Plan | Series | SeriesSet,
    targets: str | Mapping[str, str] | None,
    assumptions: Mapping,
    code: str | None = None,
) -> list[Case]:
    """Return the cases of a plan, or of series of one's own with their targets; see :func:`kzplan.outlook`.

    Parameters
    ----------
    of, targets : a plan, or series and name → target, or one target for all.
    assumptions : fields of :class:`~kzplan.odds.assumptions.Assumptions`.
    code : one target or series; None: all.

    Raises
    ------
    InputError : targets of a plan, which has its own; a target of a series that is not there.
    """
    if isinstance(of, Plan):
        if targets is not None:
            raise InputError("a plan has its own targets; change one by kzplan.project(plan, code, target=…)")
        return cases(of, checked(dict(assumptions), of.period), None if code is None else [code])
    many: Mapping[str, Series] = many_of(of)
    if code is not None:
        many = {code: many[code]}
    given = dict(assumptions)
    for_all = given.pop("target", None)
    if targets is not None and for_all is not None:
        raise InputError(f"targets and target are both given: {shown(targets)} and {shown(for_all)}; give one of them")
    targets = for_all if targets is None else targets
    told = {} if targets is None else dict.fromkeys(many, targets) if isinstance(targets, str) else targets
    if code is not None and isinstance(told, Mapping):
        told = {name: text for name, text in told.items() if name == code}
    at = given.pop("at", None)
    if at is None:  # series without a value are refused with the others
        at = max((int(one.years[-1]) for one in many.values() if len(one)), default=0) + DECADE
    return cases_of(many, told, at, **given)
