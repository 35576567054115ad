"""What others would say of the same targets: trend verdicts and the bands of official progress methods."""

import numpy as np

from .. import measure, trend

# observed over required change at which a band begins: significant / moderate / insufficient / away from the target
EUROSTAT = (0.0, 0.6, 0.95)  # compound rates; cuts as EUSTAT publishes Eurostat's
SDSN = (0.0, 0.5, 1.0)  # SDSN, SDG Index 2018, methodology section 1.5.3: linear rates


def verdicts(targets):
    """Return a 0/1 answer of each method for each target, as a dict of arrays.

    Parameters
    ----------
    targets : as :func:`~kzplan.calibration.cases.targets_of` gives them.
    """
    good = targets["good"].to_numpy()
    h = (targets["t2"] - targets["t1"]).to_numpy()
    x0, x1, goal = (natural(targets, name) for name in ("z0", "z1", "target"))
    gap = (targets["t1"] - targets["t0"]).to_numpy()
    z0, z1, z = (targets[name].to_numpy() for name in ("z0", "z1", "target"))
    euro, sdsn = ratios(targets)
    return {
        "linear": ((x1 + (x1 - x0) / gap * h - goal) * good >= 0).astype(float),
        "log_linear": ((z1 + (z1 - z0) / gap * h - z) * good >= 0).astype(float),
        "eurostat": (euro >= EUROSTAT[-1]).astype(float),
        "sdsn": (sdsn >= SDSN[-1]).astype(float),
    }


def natural(targets, name):
    """Return a column of link values in each indicator's own unit."""
    values = np.empty(len(targets))
    for kind in targets["kind"].unique():
        rows = (targets["kind"] == kind).to_numpy()
        values[rows] = measure.from_link(targets[name].to_numpy()[rows], kind)
    return values


def ratios(targets):
    """Return observed over required change per year: compound (Eurostat) and linear (SDSN)."""
    x0, x1, goal = (natural(targets, name) for name in ("z0", "z1", "target"))
    gap = (targets["t1"] - targets["t0"]).to_numpy()
    h = (targets["t2"] - targets["t1"]).to_numpy()
    small = 1e-6  # a share of 0 has no compound rate
    first, last, end = (np.maximum(x, small) for x in (x0, x1, goal))
    compound = ((last / first) ** (1 / gap) - 1) / _apart((end / last) ** (1 / h) - 1)
    return compound, ((x1 - x0) / gap) / _apart((goal - x1) / h)


def _apart(required):
    return np.where(np.abs(required) < 1e-12, 1e-12 * np.where(required < 0, -1, 1), required)


def bands(ratio, edges):
    """Return the band number, 0 to 3, of each ratio."""
    return np.digitize(ratio, edges)


def forecasts(targets, cases, parameters, with_class):
    """Return the chance that each target is met, by the public :func:`kzplan.trend.forecast`.

    Parameters
    ----------
    parameters : set name or parameters of the kind, for targets of one kind.
    with_class : whether the class's change is told.
    """
    rows = cases.loc[targets["case"]]
    kind, chance = rows["kind"].iloc[0], np.empty(len(targets))
    for direction, good in (("up", 1), ("down", -1)):
        at = (targets["good"] == good).to_numpy()
        if at.any():
            f = predict(rows[at], kind, direction, parameters, with_class)
            chance[at] = f.probability(natural(targets[at], "target"), direction)
    return chance


def predict(rows, kind, direction, parameters, with_class):
    """Return the forecast of cases of one kind and direction."""
    reference = rows["class_change"].to_numpy(float) if with_class else None
    return trend.forecast(rows[["t0", "t1"]].to_numpy(float), rows[["x0", "x1"]].to_numpy(float),
                          rows["t2"].to_numpy(float), kind, direction, reference_change=reference,
                          parameters=parameters)  # fmt: skip
