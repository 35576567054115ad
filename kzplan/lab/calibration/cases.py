"""Cases: forecasts that could have been made, with what came true, and targets to be judged on them."""

import numpy as np
import pandas as pd

from ...indicator import measure

HISTORY, LOOSE = 10, 2  # years from the first value to the second, give or take
HORIZONS = {3: 1, 5: 1, 10: 2}  # years ahead: give or take
BAND = 5  # origins within so many years have one reference class
LEAST = 6  # places that make a class
LATE = 2010  # outcomes after it are a new era
SEED = 20260101


def cases_of(panel: pd.DataFrame) -> pd.DataFrame:
    """Return one row a case: two values about ten years apart, and a later one.

    Parameters
    ----------
    panel : as :func:`~kzplan.lab.calibration.panel.read_panel` returns it.

    Returns
    -------
    DataFrame
        ``t0, t1, t2`` and ``x0, x1, x2`` years and values, ``z0, z1, z2`` on the link scale,
        ``horizon`` 3, 5 or 10, ``change`` per year, ``class_change`` the mean change per year of the
        other places of the indicator and era, ``one_change`` that of one other place.
    """
    rows = []
    for key, group in panel.sort_values("year").groupby(["unit_kind", "indicator", "geo"], sort=True):
        t, x = group["year"].to_numpy(), group["value"].to_numpy()
        rows += [(*key, group["good"].iloc[0], group["subclass"].iloc[0], *case) for case in _triples(t, x)]
    names = ["kind", "indicator", "geo", "good", "subclass", "horizon", "t0", "t1", "t2", "x0", "x1", "x2"]
    table = pd.DataFrame(rows, columns=names)
    for i in "012":
        links = [measure.to_link(group, kind) for kind, group in table.groupby("kind", sort=False)[f"x{i}"]]
        index = [group.index.to_numpy() for _, group in table.groupby("kind", sort=False)]
        table[f"z{i}"] = pd.Series(np.concatenate(links), np.concatenate(index)) if links else np.nan
    table = table.dropna(subset=["z0", "z1", "z2"]).reset_index(drop=True)
    table["change"] = (table["z1"] - table["z0"]) / (table["t1"] - table["t0"])
    return _with_class(table)


def _triples(t, x):
    for j in range(len(t)):
        past = np.abs(t[j] - t - HISTORY)
        i = int(np.argmin(past))
        if past[i] > LOOSE:
            continue
        for horizon, loose in HORIZONS.items():
            ahead = np.abs(t - t[j] - horizon)
            k = int(np.argmin(ahead))
            if ahead[k] <= loose:
                yield horizon, t[i], t[j], t[k], x[i], x[j], x[k]


def _with_class(table):
    """Add the change of the class and that of one other place, drawn at random."""
    rng = np.random.default_rng(SEED)
    table = table.assign(band=table["t1"] // BAND)
    groups = table.groupby(["indicator", "horizon", "band"])["change"]
    size, total = groups.transform("size"), groups.transform("sum")
    own = table.groupby(["indicator", "horizon", "band", "geo"])["change"]
    others = size - own.transform("size")
    mean = (total - own.transform("sum")) / others.clip(lower=1)
    table["class_change"] = mean.where(others >= LEAST - 1)
    change, geo = table["change"].to_numpy(), table["geo"].to_numpy()
    one = np.full(len(table), np.nan)
    for rows in groups.indices.values():
        shuffled = rng.permutation(rows)
        other = np.roll(shuffled, 1)
        one[shuffled] = np.where(geo[shuffled] == geo[other], np.nan, change[other])
    table["one_change"] = np.where(table["class_change"].notna(), one, np.nan)
    table["draw"] = rng.random(len(table))
    return table


def sample(cases: pd.DataFrame, most: int) -> pd.DataFrame:
    """Return at most ``most`` cases of each indicator and horizon, always the same ones."""
    return cases[cases.groupby(["indicator", "horizon"])["draw"].rank() <= most]


def targets_of(cases: pd.DataFrame) -> pd.DataFrame:
    """Return targets ten years ahead for the cases with a good direction, and whether they came true.

    Notes
    -----
    A: the required change is U(0.2, 2) times the place's own past change in the good direction. B: that
    times the median past change of the indicator. C: today's best quartile of the indicator and era, for
    those below it. Link-scale targets that no value can reach are left out.
    """
    rng = np.random.default_rng(SEED)
    late = cases[(cases["horizon"] == 10) & (cases["good"] != 0)]
    good, z, decades = (late[name].to_numpy() for name in ("good", "z1", "t2"))
    decades = (decades - late["t1"].to_numpy()) / 10
    past = (late["z1"] - late["z0"]).to_numpy() * good
    usual = late.assign(past=past).groupby("indicator")["past"].transform("median").to_numpy()
    best = late.assign(s=z * good).groupby(["indicator", "band"])["s"].transform(lambda s: s.quantile(0.75)).to_numpy()
    wanted = {
        "A": np.abs(past) * rng.uniform(0.2, 2, len(late)) * decades,
        "B": usual * rng.uniform(0.2, 2, len(late)) * decades,
        "C": best - z * good,
    }
    parts = [
        pd.DataFrame({"case": late.index[step > 0], "type": kind, "target": (z + good * step)[step > 0]})
        for kind, step in wanted.items()
    ]
    table = pd.concat(parts, ignore_index=True)
    joined = late.loc[table["case"], ["kind", "indicator", "geo", "good", "t0", "t1", "t2", "z0", "z1", "z2"]]
    table = pd.concat([table, joined.reset_index(drop=True)], axis=1)
    limit = float(measure.to_link(100.0, "proportion"))
    table = table[(table["kind"] != "proportion") | (table["target"].abs() < limit)]
    hit = table["z2"] * table["good"] >= table["target"] * table["good"]
    return table.assign(hit=hit.astype(float)).reset_index(drop=True)
