"""Score forecasts by what came true: Brier and log score against climatology, and coverage."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import special

from .. import measure
from ..parameters import damped, parameters_for
from . import rivals

CLIP = (0.01, 0.99)  # a yes or no has no finite log score
LEVELS = (50, 80, 95)
DIRECTIONS = {1: "up", -1: "down", 0: None}
COLUMNS = ["split", "kind", "reference_class", "method", "indicators", "targets", "brier", "brier_skill", "log_score", "log_skill", "coverage50", "coverage80", "coverage95", "coverage80_low", "coverage80_high"]


def shipped_scores():
    """Return the scores of the shipped set and of its rivals, and its reliability, as committed.

    Returns
    -------
    (scores, reliability) : the tables that :func:`~kzplan.calibration.run.calibrate` wrote for it.

    >>> scores, reliability = shipped_scores()
    >>> sorted(scores["split"].unique())
    ['decade', 'indicator', 'place']
    """
    here = Path(__file__)
    return tuple(pd.read_csv(here.with_name(name)) for name in ("scores.csv", "reliability.csv"))


def came_true(least):
    """Return the share of targets given at least the chance ``least`` that came true: (lowest, highest) over splits.

    Without a class, from the committed reliability; ``least`` one of the edges of its bands.

    >>> low, high = came_true(0.66)
    >>> 0.5 < low < high < 0.8
    True
    """
    table = shipped_scores()[1]
    rows = table[table["method"].eq("shipped") & ~table["reference_class"] & (table["low"] >= least)]
    hits = (rows["came_true"] * rows["targets"]).groupby(rows["split"]).sum() / rows.groupby("split")["targets"].sum()
    return float(hits.min()), float(hits.max())


def judge(folds, cases, targets, split):
    """Return each method's chance for each target of the folds, and where each outcome fell.

    Parameters
    ----------
    folds : list of (kind, parameters, index of the cases held out, index of those fitted on).
    cases, targets : tables of :mod:`kzplan.calibration.cases`.
    split : name of the split, a column of the result.

    Returns
    -------
    (chances, positions) : DataFrames, one row a target and method, and one a case and method.
    """
    chances, positions = [], []
    for kind, parameters, held, used in folds:
        sets = {"shipped": parameters, "no_trend": _no_trend(cases.loc[used], kind), "reference": "reference"}
        held = held[(cases.loc[held, "horizon"] == 10).to_numpy()]
        here = targets[targets["case"].isin(held)]
        past = targets[targets["case"].isin(used)]
        for with_class in (False, True):
            known = cases.loc[held, "class_change"].notna().to_numpy() if with_class else np.ones(len(held), bool)
            rows = cases.loc[held[known]]
            asked = here[here["case"].isin(rows.index)]
            for method, chosen in sets.items():
                if with_class and method == "no_trend":
                    continue
                tag = {"split": split, "reference_class": with_class, "method": method}
                positions.append(_positions(rows, kind, chosen, with_class).assign(**tag))
                if len(asked):
                    chance = rivals.forecasts(asked, cases, chosen, with_class)
                    chances.append(_tagged(asked, chance, **tag))
        chances += _others(here, past, split)
    return pd.concat(chances, ignore_index=True), pd.concat(positions, ignore_index=True)


def _no_trend(used, kind):
    """The reference formula without a drift, its spread set so that 80 % intervals hold on the cases fitted on."""
    still = damped(parameters_for(kind, parameters="reference"), 0)
    used = used[used["horizon"] == 10]
    if not len(used):
        return still
    f = rivals.predict(used, kind, None, still, False)
    distance = np.abs(measure.to_link(used["x2"].to_numpy(), kind) - f.center) / f.scale
    share = (1 / used.groupby("indicator")["z1"].transform("size")).to_numpy()
    order = np.argsort(distance)
    reached = np.searchsorted(np.cumsum(share[order]), 0.8 * share.sum())
    wide = distance[order][reached] / special.stdtrit(still.df, 0.9)
    return replace(still, s0=still.s0 * wide, k=still.k * wide)


def _tagged(targets, chance, **tag):
    return targets[["kind", "indicator", "type", "hit"]].assign(chance=chance, **tag)


def _others(here, past, split):
    """Climatology, verdicts and bands, whose frequencies come from the targets fitted on."""
    if not len(here):
        return []
    tag = {"split": split, "reference_class": False}
    usual = past.groupby("indicator")["hit"].mean().mean() if len(past) else 0.5
    parts = [_tagged(here, usual, method="climatology", **tag)]
    parts += [_tagged(here, answer, method=f"{name}_verdict", **tag) for name, answer in rivals.verdicts(here).items()]
    if len(past):
        pairs = zip(("eurostat", "sdsn"), rivals.ratios(past), rivals.ratios(here),
                    (rivals.EUROSTAT, rivals.SDSN), strict=True)  # fmt: skip
        for name, before, now, edges in pairs:
            rate = past["hit"].groupby(rivals.bands(before, edges)).mean()
            answer = rate.reindex(rivals.bands(now, edges)).fillna(usual).to_numpy()
            parts.append(_tagged(here, answer, method=f"{name}_bands", **tag))
    return parts


def _positions(rows, kind, parameters, with_class):
    parts = []
    for good, group in rows.groupby("good"):
        f = rivals.predict(group, kind, DIRECTIONS[int(good)], parameters, with_class)
        parts.append(group[["kind", "indicator"]].assign(position=f.cdf(group["x2"].to_numpy(float))))
    return pd.concat(parts) if parts else pd.DataFrame(columns=["kind", "indicator", "position"])


def table_of(chances, positions):
    """Return the score table: one row a split, kind ("all" too), method and with or without the class.

    Each indicator counts the same. Skill is one minus the ratio to climatology's score on the same targets.
    """
    low, high = CLIP
    p = chances["chance"].clip(low, high)
    chances = chances.assign(brier=(chances["chance"] - chances["hit"]) ** 2,
                             log=-np.log(np.where(chances["hit"] == 1, p, 1 - p)))  # fmt: skip
    keys = ["split", "kind", "reference_class", "method"]
    each = chances.groupby([*keys, "indicator"])[["brier", "log"]].mean()
    each["targets"] = chances.groupby([*keys, "indicator"]).size()
    base = each.xs("climatology", level="method").xs(False, level="reference_class")
    each = each.join(base[["brier", "log"]].add_suffix("_base"), on=["split", "kind", "indicator"])
    covered = _coverage(positions, keys)
    every = [_summed(each, covered, keys), _summed(each, covered, ["split", "reference_class", "method"])]
    table = pd.concat([part.reset_index() for part in every])
    return table.assign(kind=table["kind"].fillna("all")).sort_values(["split", "kind", "reference_class", "method"])[COLUMNS]


def _coverage(positions, keys):
    inside = {f"coverage{level}": (positions["position"] - 0.5).abs() <= level / 200 for level in LEVELS}
    return positions.assign(**inside).groupby([*keys, "indicator"])[list(inside)].mean()


def _summed(each, covered, keys):
    groups = each.groupby(keys)
    out = groups[["brier", "log"]].mean().rename(columns={"log": "log_score"})
    for name, base in (("brier", "brier_base"), ("log", "log_base")):
        out[f"{name}_skill"] = 1 - groups[name].mean() / groups[base].mean()
    out["targets"] = groups["targets"].sum()
    shares = covered.groupby(keys)
    out = out.join(shares.mean(), how="outer")
    out["coverage80_low"] = shares["coverage80"].quantile(0.1)
    out["coverage80_high"] = shares["coverage80"].quantile(0.9)
    out["indicators"] = shares.size().reindex(out.index).fillna(groups.size().reindex(out.index))
    return out


def reliability_of(chances, edges=(0, 0.1, 0.2, 0.33, 0.4, 0.5, 0.6, 0.66, 0.8, 0.9, 1)):
    """Return how often targets came true by the chance they were given, each indicator counting the same."""
    told = chances[chances["method"].isin(["shipped", "reference"])]
    each = 1 / told.groupby(["split", "reference_class", "method", "indicator"])["hit"].transform("size")
    band = pd.cut(told["chance"], edges, include_lowest=True)
    told = told.assign(w=each, p=each * told["chance"], o=each * told["hit"], low=band.map(lambda b: max(b.left, 0)).astype(float),
                       high=band.map(lambda b: b.right).astype(float))  # fmt: skip
    keys = ["split", "reference_class", "method", "low", "high"]
    sums = told.groupby(keys, observed=True)[["w", "p", "o"]].sum()
    out = pd.DataFrame({"targets": told.groupby(keys, observed=True).size(), "chance": sums["p"] / sums["w"],
                        "came_true": sums["o"] / sums["w"]})  # fmt: skip
    return out.reset_index()
