"""Score forecasts by what came true: Brier and log score against climatology, and coverage."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from scipy import special

from ...indicator import measure
from ...model.parameters import damped, parameters_for
from . import rivals
from .fit import Fold

SUFFIX = {"one place": "_one_place", "one value": "_one_value"}  # of the method's name, where it is told less
RESAMPLES, SEED = 1000, 20260101
CLIP = (0.01, 0.99)  # a yes or no has no finite log score
LEVELS = (50, 80, 95)
EDGES = (0, 0.1, 0.2, 0.33, 0.4, 0.5, 0.6, 0.66, 0.8, 0.9, 1)  # of the chances that are told apart
DIRECTIONS: dict[int, str | None] = {1: "up", -1: "down", 0: None}
COLUMNS = [
    "split",
    "kind",
    "reference_class",
    "method",
    "indicators",
    "targets",
    "brier",
    "brier_skill",
    "brier_skill_low",
    "brier_skill_high",
    "log_score",
    "log_skill",
    "coverage50",
    "coverage80",
    "coverage95",
    "coverage80_low",
    "coverage80_high",
]


def judge(
    folds: Sequence[Fold], cases: pd.DataFrame, targets: pd.DataFrame, split: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return each method's chance for each target of the folds, and which intervals each outcome fell into.

    Parameters
    ----------
    folds : see :class:`~kzplan.lab.calibration.fit.Fold`.
    cases, targets : tables of :mod:`kzplan.lab.calibration.cases`.
    split : name of the split, a column of the result.

    Returns
    -------
    (chances, covered) : DataFrames, one row a target and method, and one a case and method.
    """
    chances, covered = [], []
    for kind, parameters, held, used in folds:
        held = held[(cases.loc[held, "horizon"] == 10).to_numpy()]
        here = targets[targets["case"].isin(held)]
        past = targets[targets["case"].isin(used)]
        still = _no_trend(cases.loc[used], kind)
        for method, chosen, told in (
            *(("shipped", parameters, told) for told in ("none", "class", "one place", "one value")),
            *(("reference", "reference", told) for told in ("none", "class")),
            ("no_trend", still, "none"),
        ):
            _tell(chances, covered, cases, held, here, kind, chosen, told, split, method)
        chances += _others(here, past, split)
    return pd.concat(chances, ignore_index=True), pd.concat(covered, ignore_index=True)


def judge_own(
    folds: Sequence[Fold], cases: pd.DataFrame, targets: pd.DataFrame, split: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the same for sets of single indicators, as method "indicator"; one fold an indicator and split.

    Parameters
    ----------
    folds, cases, targets, split : as for :func:`judge`, which gives the climatology that they are held against.
    """
    chances: list[pd.DataFrame] = []
    covered: list[pd.DataFrame] = []
    for kind, parameters, held, _ in folds:
        held = held[(cases.loc[held, "horizon"] == 10).to_numpy()]
        here = targets[targets["case"].isin(held)]
        for told in ("none", "class", "one value"):
            _tell(chances, covered, cases, held, here, kind, parameters, told, split, "indicator")
    return pd.concat(chances, ignore_index=True), pd.concat(covered, ignore_index=True)


def nation_of(folds: Sequence[Fold], cases: pd.DataFrame, targets: pd.DataFrame) -> pd.DataFrame:
    """Return what a class that its places lie inside is worth, by how many places it counts as, on indicators left out.

    Parameters
    ----------
    folds : of the split by indicator.
    cases : with the column ``inside``; a district's nation is such a class.
    targets : as for :func:`judge`.

    Returns
    -------
    DataFrame
        One row for each ``counted_as`` ("none", "1", "3", "10", "many"): indicators, targets, Brier skill against climatology,
        and its gain over one place with its 95 % interval over indicators.
    """
    counted = {"none": "none", "1": "class as 1", "3": "class as 3", "10": "class as 10", "many": "class as many"}
    chances: list[pd.DataFrame] = []
    for _, parameters, held, used in folds:
        rows = cases.loc[held]
        rows = rows[rows["inside"] & (rows["horizon"] == 10) & rows["class_change"].notna()]
        here, past = targets[targets["case"].isin(rows.index)], targets[targets["case"].isin(used)]
        if not len(here):
            continue
        usual = past.groupby("indicator")["hit"].mean().mean()
        chances.append(_tagged(here, usual, counted_as="climatology"))
        for name, told in counted.items():
            chances.append(_tagged(here, rivals.forecasts(here, cases, parameters, told), counted_as=name))
    if not chances:
        return pd.DataFrame(
            columns=["counted_as", "indicators", "targets", "brier_skill", "gain", "gain_low", "gain_high"]
        )
    table = pd.concat(chances).assign(brier=lambda t: (t["chance"] - t["hit"]) ** 2)
    each = table.groupby(["indicator", "counted_as"])["brier"].mean().unstack()
    drawn = np.random.default_rng(SEED).integers(0, len(each), (RESAMPLES, len(each)))
    base = each["climatology"].to_numpy()
    rows = []
    for name in counted:
        better = each["1"].to_numpy() - each[name].to_numpy()
        ends = np.quantile(better[drawn].mean(1) / base[drawn].mean(1), [0.025, 0.975])
        skill = 1 - each[name].mean() / base.mean()
        rows.append(
            (name, len(each), int((table["counted_as"] == name).sum()), skill, better.mean() / base.mean(), *ends)
        )
    return pd.DataFrame(
        rows, columns=["counted_as", "indicators", "targets", "brier_skill", "gain", "gain_low", "gain_high"]
    )


def _tell(chances, covered, cases, held, here, kind, chosen, told, split, method):
    """Append what a method says of the cases held out, and of the targets set on them, when it is told ``told``."""
    with_class = rivals.TOLD[told][0] is not None
    rows = cases.loc[held]
    rows = rows[np.isfinite(rivals.class_change(rows, told))] if with_class else rows
    asked = here[here["case"].isin(rows.index)]
    tag = {"split": split, "reference_class": with_class, "method": method + SUFFIX.get(told, "")}
    covered.append(_covered(rows, kind, chosen, told).assign(**tag))
    if len(asked):
        chances.append(_tagged(asked, rivals.forecasts(asked, cases, chosen, told), **tag))


def _no_trend(used, kind):
    """The reference formula without a drift, its spread set so that 80 % intervals hold on the cases fitted on."""
    still = damped(parameters_for(kind, parameters="reference"), 0)
    used = used[used["horizon"] == 10]
    if not len(used):
        return still
    f = rivals.predict(used, kind, None, still, "none")
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
    before = rivals.verdicts(past) if len(past) else {}
    for name, said in rivals.verdicts(here).items():
        known = said["on_track"].notna().to_numpy()
        parts.append(_tagged(here[known], said["on_track"][known].to_numpy(), method=f"{name}_verdict", **tag))
        if name in before:
            rate = past["hit"].groupby(before[name]["verdict"]).mean()
            answer = said["verdict"].map(rate).fillna(usual).to_numpy()
            parts.append(_tagged(here[known], answer[known], method=f"{name}_bands", **tag))
    return parts


def verdicts_of(targets: pd.DataFrame) -> pd.DataFrame:
    """Return how often targets came true by what each published method said of them.

    Parameters
    ----------
    targets : as :func:`~kzplan.lab.calibration.cases.targets_of` gives them.

    Returns
    -------
    DataFrame
        One row a method and word: ``method, verdict, on_track, indicators, targets, share`` (of the targets
        that the method judged) and ``came_true``; each indicator counts the same.
    """
    parts = []
    for name, said in rivals.verdicts(targets).items():
        known = said["on_track"].notna()
        table = targets.loc[known, ["indicator", "hit"]].join(said[known])
        table["w"] = 1 / table.groupby("indicator")["hit"].transform("size")
        groups = table.assign(hits=table["w"] * table["hit"]).groupby(["verdict", "on_track"])
        sums = groups[["w", "hits"]].sum()
        parts.append(
            pd.DataFrame(
                {
                    "indicators": groups["indicator"].nunique(),
                    "targets": groups.size(),
                    "share": sums["w"] / table["w"].sum(),
                    "came_true": sums["hits"] / sums["w"],
                }
            )
            .reset_index()
            .assign(method=name)
        )
    return pd.concat(parts, ignore_index=True)[
        ["method", "verdict", "on_track", "indicators", "targets", "share", "came_true"]
    ]


def _covered(rows, kind, parameters, told):
    parts = []
    for good, group in rows.groupby("good"):
        f = rivals.predict(group, kind, DIRECTIONS[int(good)], parameters, told)
        x = group["x2"].to_numpy(float)
        ends = {f"coverage{level}": f.interval(level / 100) for level in LEVELS}
        inside = {name: (low <= x) & (x <= high) for name, (low, high) in ends.items()}
        parts.append(group[["kind", "indicator"]].assign(**inside))
    return pd.concat(parts) if parts else pd.DataFrame(columns=["kind", "indicator", *(f"coverage{n}" for n in LEVELS)])


def table_of(chances: pd.DataFrame, outcomes: pd.DataFrame) -> pd.DataFrame:
    """Return the score table: one row a split, kind ("all" too), method and with or without the class.

    Each indicator counts the same. Skill is one minus the ratio to climatology's score on the same targets;
    ``brier_skill_low`` and ``brier_skill_high`` are its 95 % interval over other indicators that might have
    been drawn (bootstrap over indicators).
    """
    low, high = CLIP
    p = chances["chance"].clip(low, high)
    chances = chances.assign(
        brier=(chances["chance"] - chances["hit"]) ** 2, log=-np.log(np.where(chances["hit"] == 1, p, 1 - p))
    )
    keys = ["split", "kind", "reference_class", "method"]
    each = chances.groupby([*keys, "indicator"])[["brier", "log"]].mean()
    each["targets"] = chances.groupby([*keys, "indicator"]).size()
    base = each.xs("climatology", level="method").xs(False, level="reference_class")
    each = each.join(base[["brier", "log"]].add_suffix("_base"), on=["split", "kind", "indicator"])
    covered = _coverage(outcomes, keys)
    every = [_summed(each, covered, keys), _summed(each, covered, ["split", "reference_class", "method"])]
    table = pd.concat([part.reset_index() for part in every])
    return table.assign(kind=table["kind"].fillna("all")).sort_values(["split", "kind", "reference_class", "method"])[
        COLUMNS
    ]


def _coverage(outcomes, keys):
    names = [f"coverage{level}" for level in LEVELS]
    return outcomes.astype(dict.fromkeys(names, float)).groupby([*keys, "indicator"])[names].mean()


def _summed(each, covered, keys):
    groups = each.groupby(keys)
    out = groups[["brier", "log"]].mean().rename(columns={"log": "log_score"})
    for name, base in (("brier", "brier_base"), ("log", "log_base")):
        out[f"{name}_skill"] = 1 - groups[name].mean() / groups[base].mean()
    ends = groups[["brier", "brier_base"]].apply(_skill_interval)
    out["brier_skill_low"], out["brier_skill_high"] = ends.str[0], ends.str[1]
    out["targets"] = groups["targets"].sum()
    shares = covered.groupby(keys)
    out = out.join(shares.mean(), how="outer")
    out["coverage80_low"] = shares["coverage80"].quantile(0.1)
    out["coverage80_high"] = shares["coverage80"].quantile(0.9)
    out["indicators"] = shares.size().reindex(out.index).fillna(groups.size().reindex(out.index))
    return out


def _skill_interval(scores):
    """The 2.5 and 97.5 % points of the skill over indicators drawn again with replacement."""
    own, base = scores.to_numpy().T
    drawn = np.random.default_rng(SEED).integers(0, len(own), (RESAMPLES, len(own)))
    return tuple(np.quantile(1 - own[drawn].mean(1) / base[drawn].mean(1), [0.025, 0.975]))


def reliability_of(chances: pd.DataFrame, edges: Sequence[float] = EDGES) -> pd.DataFrame:
    """Return how often targets came true by the chance they were given, each indicator counting the same."""
    told = chances[chances["method"].isin(["shipped", "reference", "indicator"])]
    each = 1 / told.groupby(["split", "reference_class", "method", "indicator"])["hit"].transform("size")
    band = pd.cut(told["chance"], edges, include_lowest=True)
    told = told.assign(
        w=each,
        p=each * told["chance"],
        o=each * told["hit"],
        low=band.map(lambda b: max(b.left, 0)).astype(float),
        high=band.map(lambda b: b.right).astype(float),
    )
    keys = ["split", "reference_class", "method", "low", "high"]
    sums = told.groupby(keys, observed=True)[["w", "p", "o"]].sum()
    out = pd.DataFrame(
        {
            "targets": told.groupby(keys, observed=True).size(),
            "chance": sums["p"] / sums["w"],
            "came_true": sums["o"] / sums["w"],
        }
    )
    return out.reset_index()
