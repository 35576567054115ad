"""What no one should hand in: numbers beyond all bounds, dates, tables, things of other kinds; drawn by hypothesis."""

import datetime
import decimal
import fractions

import numpy as np
import pandas as pd
from hypothesis import strategies as st


class Mute:
    """A thing that cannot tell what it is."""

    def __repr__(self):
        raise RuntimeError("no words")


class MuteText(str):
    """A text that cannot tell what it is."""

    __repr__ = __str__ = Mute.__repr__


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
            np.timedelta64(3, "D"), pd.Timedelta(3, "D"), datetime.timedelta(3), pd.Timestamp("2020"), pd.Period("2030"),
            10**400, -(10**400), 10**5000, 2**63, 1e308, -1e308, 1e-320, np.inf, set(), {"a": "＜5"}, {2023: 5}, {1e308: 5},
            {2**63: 5}, {2023: 10**400}, {2023: pd.NA}, {"a": pd.NA}, len, type, Ellipsis, pd.NA, "\x00", "\ud800", "٣", "²",
            np.array([]), np.array(5), np.array([[5]]), pd.Series([5]), pd.Series([], dtype=float), pd.DataFrame(),
            pd.Categorical(["5"]), pd.Index([5]), pd.Interval(0, 1), (1, 2), decimal.Decimal("sNaN"), Mute(), MuteText("＜5"), MuteText("W99"), {"a": Mute()}, {Mute(): "＜5"}, [Mute()], range(10**12), {pd.NA: "up"}, {2020: {2021: 3}}, [], "zh", "fraction", "W03", 2025, 2026,
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
        if draw(st.booleans()):  # a table that works, but for one cell at most
            return one_odd(draw, usual)
        names = draw(st.lists(st.sampled_from([*usual, "other"]), unique=True))
        names = list(usual) if draw(st.booleans()) else names
        rows = draw(st.integers(0, 4))
        cells = {
            name: [draw(usual.get(name, SCALARS) if draw(st.booleans()) else SCALARS) for _ in range(rows)]
            for name in names
        }
        frame = pd.DataFrame({name: pd.Series(column, dtype=object) for name, column in cells.items()})
        twice = draw(st.sampled_from([*names, "", "", ""])) if names else ""
        if names and draw(st.integers(0, 9)) == 0:  # a label that is no name
            frame.columns = pd.Index([draw(st.sampled_from([["x"], {}, pd.NA])), *names[1:]], dtype=object)
            return frame
        return pd.concat([frame, frame[[twice]]], axis=1) if twice else frame

    return made()


def one_odd(draw, usual):
    """A long table of the usual cells, of years that differ, with one odd cell or none."""
    years = draw(st.lists(usual["year"], min_size=1, max_size=4, unique=True))
    cells = {name: [draw(cell) for _ in years] for name, cell in usual.items() if name not in ("numerator", "stratum")}
    cells |= {"year": list(years), "indicator": ["a"] * len(years)}
    if draw(st.booleans()):
        name = draw(st.sampled_from(sorted(cells)))
        cells[name][draw(st.integers(0, len(years) - 1))] = draw(SCALARS)
    return pd.DataFrame({name: pd.Series(column, dtype=object) for name, column in cells.items()})


def some(draw, good, names=None):
    """Arguments that work, some of them replaced by odd ones; a name without one that works is left out or odd."""
    chosen = draw(
        st.lists(
            st.sampled_from(names or sorted(good)), min_size=1, max_size=draw(st.sampled_from([1, 1, 3])), unique=True
        )
    )
    return {**good, **{name: draw(ODD) for name in chosen}}
