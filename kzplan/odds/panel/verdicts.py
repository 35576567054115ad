"""What the forecasts of a block come to: the columns of the outlook, worked out for all series at once.

Each rule is that of :mod:`kzplan.odds.verdict`, which judges one case; tests hold the two to the same numbers.
"""

from typing import Any

import numpy as np

from ... import model
from ...indicator import measure
from ...indicator.kind import Kind
from ...indicator.target import FROM_BASE, IN_WORDS
from ..verdict import BEYOND, EVIDENCE, FEW_EVENTS, LEVELS, LIKELIHOODS, LONG, QUANTILES, SMALL_BODY
from .asked import Asked
from .block import Block
from .classes import OfClass
from .groups import Group, groups

CENTRE = ("median", *(f"{end}{level}" for level in LEVELS for end in ("lo", "hi")))
NUMBERS = (*CENTRE, "p_reach", "change_so_far", "change_required", "acceleration", "attainment_year")
DECIMALS = 4  # a figure is judged at


def verdicts(block: Block, asked: Asked, of_class: OfClass) -> dict[str, Any]:
    """Return the columns that say what comes of each series, arrays (n,).

    Returns
    -------
    dict : ``NUMBERS`` as numbers, NaN where there is none; status, outlook, evidence, reason and basis as (numbers among
    some words, the words).
    """
    n = len(block)
    low, high, low_strict, high_strict, known = _criteria(block, asked)
    meets = lambda x, rows: _meets(x, low[rows], high[rows], low_strict[rows], high_strict[rows]) & known[rows]  # noqa: E731
    found = {name: np.full(n, np.nan) for name in NUMBERS}
    margin, modelled = np.zeros(n, bool), np.zeros(n, bool)
    latest = block.end(block.value, last=True)
    for group in groups(block, asked):
        rows = group.chosen
        told = of_class.told(group.counted, rows)
        forecast = group.forecast(np.full(len(rows), float(asked.at)), **told)
        modelled[rows] = np.isfinite(forecast.center)
        for name, values in zip(CENTRE, forecast.quantile(QUANTILES).T, strict=True):
            found[name][rows] = values
        found["p_reach"][rows] = forecast.chance_between(low[rows], high[rows])
        if block.count[rows[0]]:
            margin[rows] = _with_margin(group, low[rows], high[rows]) & meets(latest[rows], rows)
            found["attainment_year"][rows] = _attained(group, asked, told, meets, latest, low, high)
    words = _words(block, asked, known, modelled, found["p_reach"], margin)
    none = words["reason"][0] > 0
    found["p_reach"][none] = found["attainment_year"][none] = np.nan
    found |= _changes(block, asked, low, high, known, latest)
    judged = meets(_as_published(latest), slice(None))
    unjudged = ~known | (block.count == 0) | _starts_at_latest(block, asked)
    return found | words | {"status": (np.where(unjudged, 0, np.where(judged, 1, 2)), ["no value", "met", "not met"])}


def _meets(x, low, high, low_strict, high_strict):
    with np.errstate(invalid="ignore"):
        return np.where(low_strict, x > low, x >= low) & np.where(high_strict, x < high, x <= high)


def _as_published(values):
    """Values as they are judged, at four decimals; the halves as Python rounds them."""
    exact = np.round(values, DECIMALS)
    scaled = np.abs(values) * 10.0**DECIMALS
    with np.errstate(invalid="ignore"):
        near_half = np.flatnonzero(np.abs(scaled - np.floor(scaled) - 0.5) < 1e-4)
    exact[near_half] = [round(value, DECIMALS) for value in values[near_half].tolist()]
    return exact


def _criteria(block, asked):
    """Ends of what meets each series' target, whether each is strict, and whether there is a criterion."""
    low, high = np.full(len(block), -np.inf), np.full(len(block), np.inf)
    low_strict, high_strict, known = (np.zeros(len(block), bool) for _ in range(3))
    for q, question in enumerate(asked.questions):
        rows = np.flatnonzero(block.question == q)
        if not len(rows):
            continue
        for at, criterion in _criteria_of(block, asked, question, rows):
            if criterion is None:
                continue
            known[at] = True
            low[at], high[at] = criterion.low, criterion.high
            low_strict[at], high_strict[at] = criterion.low_strict, criterion.high_strict
    return low, high, low_strict, high_strict, known


def _criteria_of(block, asked, question, rows):
    """(series, their criterion) of one question; rules in words are measured from a value of each series."""
    rule = question.rule
    if rule.form not in (*IN_WORDS, "not quantified"):
        return [(rows, rule.criterion(None, asked.conventions))]
    found = []
    for i in rows.tolist():
        by_year = _by_year(block, i)
        latest = max(by_year, default=asked.at)
        if asked.base is not None:
            start = rule.starts(by_year, asked.base)
        else:  # a rule in words that names no year was read as one from the latest of any
            start = latest if rule.form in FROM_BASE and rule.year == asked.latest else rule.year_from(latest)
        found.append((i, rule.criterion(by_year.get(start), asked.conventions, asked.at - start)))
    return found


def _by_year(block, i):
    at = slice(block.first[i], block.first[i] + block.count[i])
    return dict(zip(block.year[at].astype(int).tolist(), block.value[at].tolist(), strict=True))


def _starts_at_latest(block, asked):
    """Whether the latest value is the first one reported after the plan's base year, from which a rule in words measures."""
    found, base = np.zeros(len(block), bool), asked.base
    if base is None:
        return found
    words = np.array([one.rule.form in (*IN_WORDS, "not quantified") for one in asked.questions])
    for i in np.flatnonzero(words[block.question] & (block.count > 0)):
        by_year = _by_year(block, i)
        found[i] = max(by_year) == asked.questions[block.question[i]].rule.starts(by_year, base) > base
    return found


def _with_margin(group: Group, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Whether the latest value lies at least the spread of a decade without change from each end of what meets the target."""
    p, kind = group.parameters, group.asked.kind
    ceiling = p.ceiling if isinstance(p, model.LevelDrift) else np.inf
    latest, far = measure.to_link(group.values[:, -1], kind, ceiling), np.ones(len(low), bool)
    for end in (low, high):
        with np.errstate(invalid="ignore"):
            away = np.abs(measure.to_link(end, kind, ceiling) - latest) >= p.s0
        far &= away | ~np.isfinite(end)
    return far


def _attained(group, asked, told, meets, latest, low, high):
    """The first year whose median meets the target: the latest year where it is met, NaN where none does in time."""
    rows, year = group.chosen, group.years[:, -1]
    met = meets(latest[rows], rows)
    found = np.where(met, year, np.nan)
    left = np.flatnonzero(~met & (np.isfinite(low[rows]) | np.isfinite(high[rows])))
    last = asked.at + BEYOND - 1.0

    def _reached(some, when):
        if not len(some):
            return np.zeros(0, bool)
        return meets(group.forecast(when, some, **told).median, rows[some])

    between = np.isfinite(low[rows[left]]) & np.isfinite(high[rows[left]])
    for when in range(int(year.min()) + 1, int(last) + 1) if between.any() else ():
        some = left[between & (year[left] < when) & np.isnan(found[left])]
        found[some[_reached(some, np.full(len(some), float(when)))]] = when
    left = left[~between]
    first = year[left] + 1
    begins = _reached(left, first)
    found[left[begins]] = first[begins]
    left = left[~begins]
    left = left[_reached(left, np.full(len(left), last))]
    # medians move one way only: the year is between one that is too early and one that is not
    early, late = year[left] + 1, np.full(len(left), last)
    while (open_ := np.flatnonzero(late - early > 1)).size:
        middle = np.floor((early[open_] + late[open_]) / 2)
        ok = _reached(left[open_], middle)
        late[open_[ok]], early[open_[~ok]] = middle[ok], middle[~ok]
    found[left] = late
    return found


def _words(block, asked, known, modelled, p, margin):
    """Reason, outlook, evidence and basis of each series."""
    forms = [one.rule.form for one in asked.questions]
    of = lambda test: np.array([bool(test(one)) for one in forms])[block.question]  # noqa: E731
    in_words, alone = of(lambda form: form in IN_WORDS), modelled & (block.count == 0)
    limit = _at_limit(block, asked)
    reasons = (  # from the last to the first
        ("no model", ~modelled | ~known),
        ("one value", ~alone & (block.count < 2) & (in_words | ~modelled)),
        ("ceiling target", limit & known),
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


def _at_limit(block, asked):
    found = []
    for question in asked.questions:
        criterion = question.rule.criterion(None, asked.conventions)
        low, high = question.kind.limits
        found.append(criterion is not None and (criterion.low >= high or criterion.high <= low))
    return np.array(found)[block.question]


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


def _changes(block, asked, low, high, known, latest):
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
        rows = rows[known[rows]]
        goal = np.minimum(np.maximum(latest[rows], low[rows]), high[rows])
        required[rows] = measure.change_per_year(latest[rows], goal, asked.at - last_year[rows], kind)
    with np.errstate(invalid="ignore", divide="ignore"):
        same_way = (required == 0) | (required * so_far > 0)
        factor = np.where(same_way & (so_far != 0), np.abs(required / so_far), np.nan)
    return {"change_so_far": so_far, "change_required": required, "acceleration": factor}
