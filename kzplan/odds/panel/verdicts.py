"""What the forecasts of a block come to: the columns of the outlook, worked out for all series at once.

Each rule is that of :mod:`kzplan.odds.verdict`, which judges one case; tests hold the two to the same numbers.
"""

from typing import Any

import numpy as np

from ... import model
from ...indicator import measure
from ...indicator.kind import Kind
from ...indicator.series import DECIMALS as USUAL
from ...indicator.target import IN_WORDS
from ..verdict import BEYOND, EVIDENCE, FEW_EVENTS, LEVELS, LIKELIHOODS, LONG, QUANTILES, SMALL_BODY
from .asked import Asked
from .block import Block, decimals_of
from .classes import OfClass
from .criteria import Criteria, at_limit, criteria_of, starts_at_latest
from .groups import Group, groups
from .methods import tally
from .shown import chances_of_limit, chances_published
from .sought import needed
from .viewed import chances_seen

CENTRE = ("median", *(f"{end}{level}" for level in LEVELS for end in ("lo", "hi")))
CHANCES = ("p_reach", "p_city", "p_published", "p_limit_shown", "p_low", "p_high")
AT_ONCE = 200  # forecasts that take hardly longer than one
NUMBERS = (*CENTRE, *CHANCES, "change_so_far", "change_required", "acceleration", "attainment_year", "needed_value")


def verdicts(block: Block, asked: Asked, of_class: OfClass) -> dict[str, Any]:
    """Return the columns that say what comes of each series, arrays (n,).

    Returns
    -------
    dict : ``NUMBERS`` as numbers, NaN where there is none; status, outlook, evidence, reason and basis as (numbers among
    some words, the words).
    """
    criteria, above = criteria_of(block, asked), criteria_of(block, asked, above=True)
    latest, limit = block.end(block.value, last=True), at_limit(block, asked, criteria)
    found = {name: np.full(len(block), np.nan) for name in NUMBERS}
    margin, modelled = np.zeros(len(block), bool), np.zeros(len(block), bool)
    run = []
    for group in groups(block, asked):
        rows, told = group.chosen, of_class.told(group.counted, group.chosen)
        forecast = group.forecast(np.full(len(rows), float(asked.at)), **told)
        run.append((group, told, forecast))
        modelled[rows] = np.isfinite(forecast.center)
        for name, values in zip(CENTRE, forecast.quantile(QUANTILES).T, strict=True):
            found[name][rows] = values
        for name, asks in (("p_reach", criteria.take(rows)), ("p_city", above.take(rows))):
            found[name][rows] = np.where(asks.known, forecast.chance_between(asks.low, asks.high), np.nan)
        if block.count[rows[0]]:
            margin[rows] = _with_margin(group, criteria.take(rows)) & criteria.take(rows).met(latest[rows])
            found["attainment_year"][rows] = _attained(group, asked, told, criteria.take(rows), latest[rows])
    words = _words(block, asked, criteria.known, modelled, found["p_reach"], margin, limit)
    none = words["reason"][0] > 0
    found["p_reach"][none] = found["attainment_year"][none] = np.nan
    _add_the_rest(found, run, asked, criteria, block.decimals(), none, limit)
    in_words = np.array([one.above.form in IN_WORDS for one in asked.questions])[block.question]
    found["p_city"][in_words & (block.count < 2)] = np.nan  # a direction asked of one value
    found |= _changes(block, asked, criteria, latest)
    of_level = {
        "status": _status(block, asked, criteria, latest),
        "status_city": _status(block, asked, above, latest, True),
    }
    return found | words | of_level | {"methods_on_track": tally(block, asked, criteria)}


def _add_the_rest(found, run, asked, criteria, decimals, none, limit):
    """Odds under other views, of published figures, and what would make each target likely."""
    for group, told, forecast in run:
        here = np.flatnonzero(~none[group.chosen])
        if len(here):
            some, known = group.take(here), {name: value[here] for name, value in told.items()}
            rows = some.chosen
            own = found["p_reach"][rows]
            seen = np.vstack([own, chances_seen(some, asked, known, criteria.take(rows))])
            found["p_low"][rows], found["p_high"][rows] = np.fmin.reduce(seen), np.fmax.reduce(seen)
            given = some, forecast.take(here), criteria.take(rows), decimals[rows]
            found["p_published"][rows] = chances_published(*given)
        here = np.flatnonzero(limit[group.chosen] & none[group.chosen])
        rows = group.chosen[here]
        if len(here):
            given = group.take(here), forecast.take(here), criteria.take(rows), _of_latest(group, here)
            found["p_limit_shown"][rows] = chances_of_limit(*given)
        rows = group.chosen[here := np.flatnonzero(~limit[group.chosen])]
        known = {name: value[here] for name, value in told.items()}
        digits = np.where(np.isnan(group.values[here]).all(axis=1), _digits_asked(criteria.take(rows)), decimals[rows])
        eighty = found["lo80"][rows], found["hi80"][rows]
        found["needed_value"][rows] = needed(group.take(here), asked, known, criteria.take(rows), digits, eighty)
    found["needed_year"] = np.where(np.isnan(found["needed_value"]), np.nan, asked.next or np.nan)


def _of_latest(group, rows):
    latest = group.values[rows, -1]
    return decimals_of(np.nan_to_num(latest))


def _digits_asked(criteria):
    """Decimals of a value that nothing like it is known of: one more than its target's, up to the usual two."""
    ends = [np.where(np.isfinite(one), one, 0.0) for one in (criteria.low, criteria.high)]
    printed = np.maximum(*map(decimals_of, ends))
    return np.maximum(printed, np.minimum(printed + 1, USUAL))


def _status(block, asked, criteria, latest, above=False):
    unjudged = ~criteria.known | (block.count == 0) | starts_at_latest(block, asked, above)
    return np.where(unjudged, 0, np.where(criteria.published(latest), 1, 2)), ["no value", "met", "not met"]


def _with_margin(group: Group, criteria: Criteria) -> np.ndarray:
    """Whether the latest value lies at least the spread of a decade without change from each end of what meets the target."""
    p, kind = group.parameters, group.asked.kind
    ceiling = p.ceiling if isinstance(p, model.LevelDrift) else np.inf
    latest, far = measure.to_link(group.values[:, -1], kind, ceiling), np.ones(len(group.chosen), bool)
    for end in (criteria.low, criteria.high):
        with np.errstate(invalid="ignore"):
            away = np.abs(measure.to_link(end, kind, ceiling) - latest) >= p.s0
        far &= away | ~np.isfinite(end)
    return far


def _attained(group, asked, told, criteria, latest):
    """The first year whose median meets the target: the latest year where it is met, NaN where none does in time."""
    low, high, year = criteria.low, criteria.high, group.years[:, -1]
    met = criteria.met(latest)
    found = np.where(met, year, np.nan)

    def _reached(rows, when):
        if not len(rows):
            return np.zeros(0, bool)
        return criteria.take(rows).met(group.forecast(when, rows, **told).median)

    between, last = np.isfinite(low) & np.isfinite(high), asked.at + BEYOND - 1.0
    one_sided = ~between & (np.isfinite(low) | np.isfinite(high))
    for first, some in ((_in_turn, between), (_closed_in, one_sided)):
        rows = np.flatnonzero(~met & some)
        found[rows] = first(_reached, rows, year[rows], last)
    return found


def _in_turn(reached, rows, year, last):
    """The first year after ``year`` that is reached, array (m,), by asking for one after the other; NaN where none is."""
    found, when = np.full(len(rows), np.nan), year.min(initial=last) + 1
    while when <= last and (left := np.flatnonzero(np.isnan(found))).size:
        years = np.arange(when, min(when + max(AT_ONCE // len(left), 1), last + 1))
        of, asks = np.repeat(left, len(years)), np.tile(years, len(left))
        ok = ((year[of] < asks) & reached(rows[of], asks)).reshape(len(left), -1)
        some = ok.any(axis=1)
        found[left[some]], when = years[ok[some].argmax(axis=1)], years[-1] + 1
    return found


def _closed_in(reached, rows, year, last):
    """The same where medians move one way only: the year is between one that is too early and one that is not."""
    if len(rows) * (last - year.min(initial=last)) <= AT_ONCE:
        return _in_turn(reached, rows, year, last)
    found = np.where(reached(rows, year + 1), year + 1, np.nan)
    left = np.flatnonzero(np.isnan(found))
    left = left[reached(rows[left], np.full(len(left), last))]
    early, late = year[left] + 1, np.full(len(left), last)
    while (open_ := np.flatnonzero(late - early > 1)).size:
        begin, end = early[open_, None], late[open_, None]
        n = min(max(AT_ONCE // len(open_), 1), int((end - begin).max()) - 1)  # of few series all years at once
        middle = np.floor(begin + (end - begin) * np.arange(1, n + 1) / (n + 1))
        ok = reached(np.repeat(rows[left[open_]], n), middle.ravel()).reshape(middle.shape)
        late[open_], early[open_] = np.where(ok, middle, end).min(axis=1), np.where(ok, begin, middle).max(axis=1)
    found[left] = late
    return found


def _words(block, asked, known, modelled, p, margin, limit):
    """Reason, outlook, evidence and basis of each series."""
    forms = [one.rule.form for one in asked.questions]
    of = lambda test: np.array([bool(test(one)) for one in forms])[block.question]  # noqa: E731
    in_words, alone = of(lambda form: form in IN_WORDS), modelled & (block.count == 0)
    reasons = (  # from the last to the first
        ("no model", ~modelled | ~known),
        ("one value", ~alone & (block.count < 2) & (in_words | ~modelled)),
        ("ceiling target", limit),
        ("not quantified", of(lambda form: form in ("not quantified", "none")) & ~known),
        ("needs reference series", of(lambda form: form == "relative to series")),
        ("no baseline", ~alone & (block.count == 0)),
    )
    reason, outlook = np.zeros(len(block), np.intp), np.zeros(len(block), np.intp)
    for i, (_, applies) in enumerate(reasons, 1):
        reason[applies] = i
    told, words = reason == 0, ["", *(word for _, word in LIKELIHOODS)]
    for i in range(len(LIKELIHOODS), 0, -1):
        outlook[told & (p >= LIKELIHOODS[i - 1][0])] = i
    outlook[(outlook == words.index("very likely")) & ~margin] = words.index("likely")
    return {
        "reason": (reason, ["", *(word for word, _ in reasons)]),
        "outlook": (outlook, words),
        "evidence": _evidence(block, asked, alone),
        "basis": (np.where(told, np.minimum(block.count, 2), 3), ["class", "one value", "own", ""]),
    }


def _evidence(block, asked, alone):
    """Grade of what each series rests on; see :func:`kzplan.odds.verdict.evidence`."""
    rate = np.array([one.kind is Kind.RATE for one in asked.questions])[block.question]
    projected = np.array([one.projected for one in asked.questions])[block.question]
    first, last = (block.end(block.year, last=end) for end in (False, True))
    top, bottom = block.end(block.top, last=True), block.end(block.bottom, last=True)
    with np.errstate(invalid="ignore"):
        few = np.where(rate, top < FEW_EVENTS, bottom < SMALL_BODY)
        longer = asked.at - last > last - first
    steps = np.where(block.count >= LONG, 3, 2) - longer - few
    steps = np.where(block.count > 1, np.maximum(steps, 0), 0)
    none = (block.count == 0) & ~alone | (block.count == 1) & ~projected
    return np.where(none, len(EVIDENCE), steps), [*EVIDENCE, ""]


def _changes(block, asked, criteria, latest):
    """Change so far, change required from now, and the one over the other."""
    n = len(block)
    so_far, required, factor = (np.full(n, np.nan) for _ in range(3))
    first_year, last_year = (block.end(block.year, last=end) for end in (False, True))
    first = block.end(block.value, last=False)
    kinds = np.array([list(Kind).index(one.kind) for one in asked.questions])[block.question]
    for kind in (one for one in Kind if one.modelled):
        rows = np.flatnonzero((kinds == list(Kind).index(kind)) & (block.count > 1))
        if not len(rows):
            continue
        so_far[rows] = measure.change_per_year(first[rows], latest[rows], last_year[rows] - first_year[rows], kind)
        rows = rows[criteria.known[rows]]
        goal = np.minimum(np.maximum(latest[rows], criteria.low[rows]), criteria.high[rows])
        required[rows] = measure.change_per_year(latest[rows], goal, asked.at - last_year[rows], kind)
    with np.errstate(invalid="ignore", divide="ignore"):
        same_way = (required == 0) | (required * so_far > 0)
        factor = np.where(same_way & (so_far != 0), np.abs(required / so_far), np.nan)
    return {"change_so_far": so_far, "change_required": required, "acceleration": factor}
