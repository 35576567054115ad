"""Every public door of the library, and inputs that no one should hand in: what comes back is an answer or a typed error."""

import datetime
import decimal
import fractions
import inspect

import numpy as np
import pandas as pd
from hypothesis import strategies as st

import kzplan as kz
from kzplan import counts, progress
from kzplan.indicator.target import Criterion, parse_target
from kzplan.words.private import masked

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 3000),
    st.integers(-(10**25), 10**25),
    st.floats(),
    st.floats(0, 100),
    st.text(max_size=8),
    st.sampled_from(
        [
            pd.NA, pd.NaT, np.nan, np.datetime64("2020"), datetime.date(2020, 1, 1), decimal.Decimal("NaN"),
            decimal.Decimal("9.5"), fractions.Fraction(1, 3), 1j, b"8", object(), np.float32(9.5), np.bool_(True),
            "", "8", "＜8", "2020", "up", "down", "proportion", "rate", "1/10万", 1e300, -0.0, range(3), {}, {"a": 1},
        ]
    ),
)  # fmt: skip
LISTS = st.one_of(
    st.lists(SCALARS, max_size=4),
    st.lists(st.lists(SCALARS, max_size=3), max_size=3),
    st.lists(st.floats(0, 100), max_size=4).map(np.array),
    st.lists(st.integers(2000, 2030), max_size=4),
    st.lists(SCALARS, max_size=3).map(lambda cells: pd.Series(cells, dtype=object)),
    st.lists(SCALARS, max_size=3).map(lambda cells: pd.DataFrame({"value": pd.Series(cells, dtype=object)})),
)
ODD = st.one_of(SCALARS, LISTS)


def frames():
    """Long tables with the columns of kz.series and cells of any kind."""
    usual = {
        "indicator": st.sampled_from(["a", "b"]),
        "year": st.integers(2000, 2025),
        "value": st.floats(0, 100),
        "stratum": st.sampled_from(["", "urban", "total"]),
        "numerator": st.integers(0, 50),
        "denominator": st.integers(1, 9000),
    }

    @st.composite
    def made(draw):
        names = draw(st.lists(st.sampled_from([*usual, "other"]), unique=True))
        rows = draw(st.integers(0, 4))
        cells = {
            name: [draw(usual.get(name, SCALARS) if draw(st.booleans()) else SCALARS) for _ in range(rows)]
            for name in names
        }
        return pd.DataFrame({name: pd.Series(column, dtype=object) for name, column in cells.items()})

    return made()


def some(draw, good, names=None):
    """Arguments that work, some of them replaced by odd ones."""
    chosen = draw(st.lists(st.sampled_from(names or sorted(good)), min_size=1, max_size=3, unique=True))
    return {**good, **{name: draw(ODD) for name in chosen}}


def by_name(function, good):
    """A door that takes ``good`` and any odd ones in their place."""
    return lambda draw, plan: function(**some(draw, good))


BELOW = Criterion(high=8, high_strict=True)
FORECAST = {"years": [2010, 2020], "values": [9.0, 6.0], "at": 2030, "kind": "proportion"}
MORE = [name for name in inspect.signature(kz.forecast).parameters if name not in FORECAST]
PROGRESS = {
    "profile": "sdsn",
    "x0": 2010,
    "y0": 22,
    "x1": 2020,
    "y1": 12,
    "target": 8,
    "target_year": 2030,
    "direction": "down",
    "limit": 100,
}
ASSUMED = sorted(name for name in inspect.signature(kz.project).parameters if name not in ("of", "name"))


def _own(draw, plan):
    series = kz.series(draw(frames()), kind=draw(st.one_of(st.just("proportion"), ODD)), direction=draw(ODD))
    return kz.outlook(series, draw(ODD))


DOORS = {
    "forecast": lambda draw, plan: kz.forecast(**some(draw, FORECAST, [*FORECAST, *MORE])),
    "project": lambda draw, plan: kz.project(plan, draw(st.sampled_from(["W03", "W05a", "C01"])), **{
        name: draw(ODD) for name in draw(st.lists(st.sampled_from(ASSUMED), min_size=1, max_size=2, unique=True))
    }),
    "a code": lambda draw, plan: kz.project(plan, draw(ODD)),
    "series": _own,
    "parse_target": lambda draw, plan: parse_target(draw(ODD)),
    "a target's text": lambda draw, plan: parse_target(draw(st.text("＜≤≥<>0123456789.%‰/万年降提高达到以上下不低于、，。()（）①¹ ", max_size=14))),
    "progress": by_name(progress.evaluate, PROGRESS),
    "progress of many": by_name(progress.judge, PROGRESS),
    "score": by_name(progress.sdsn_score, {"value": 396, "worst": 814, "best": 3.4}),
    "rate_interval": by_name(counts.rate_interval, {"events": 1, "denominator": 100, "per": 1000}),
    "share_interval": by_name(counts.share_interval, {"events": 1, "n": 100}),
    "misfit": by_name(counts.misfit, {"rates": [3.45], "per": [1000], "denominators": [9268], "decimals": 2}),
    "recover_counts": by_name(counts.recover_counts, {"rates": [3.45, 10.79], "per": [1000, 100000]}),
    "expected_events": by_name(counts.expected_events, {"years": [[2010]], "events": [[3]], "denominators": [[900]], "drift_sd": 0.3}),
    "events_allowed": by_name(counts.events_allowed, {"denominators": [900], "criterion": BELOW, "per": 1000, "decimals": 2}),
    "published_rate": by_name(counts.published_rate_probability, {"rates": [8.0], "weights": [1.0], "denominator": 700, "criterion": BELOW, "per": 1000, "decimals": 2}),
    "published_ratio": by_name(counts.published_ratio_probability, {"ratios": [105.0], "weights": [1.0], "births": 700, "criterion": BELOW, "decimals": 2}),
    "ratio_variance": by_name(counts.ratio_variance, {"births": 900, "ratio": 105.0}),
    "masked": lambda draw, plan: masked(draw(st.text("0123456789-xX@.联系人：王小芳电话 ", max_size=40))),
}  # fmt: skip
