"""Calibrate: fit every kind, sub-class and indicator, fold by fold, and write parameters and scores."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from ...model.parameters import FITTED, LevelDrift
from ...paper.whole import folder_at, whole
from ...plan.load import load_plan
from ...words.door import door
from ...words.errors import InputError
from . import decade, edges, fit, score
from .alone import alone_of
from .apart import apart_of
from .cases import LATE, cases_of, targets_of
from .each import fit_each
from .levels import levels_of
from .panel import read_panel

SPLITS = ("place", "decade", "indicator")
LEAST_INDICATORS = 2  # of a kind or sub-class
LEAST_GAIN = 0.01  # log score a case that a sub-class must gain over its kind


@door
def calibrate(
    panel: str | Path,
    output: str | Path | None = None,
    indicators: str | Path | None = None,
    more: Sequence[str | Path] = (),
    say: Callable[[str], object] = lambda text: None,
) -> dict[str, pd.DataFrame]:
    """Fit the parameters on a panel and score them on what they did not see.

    Parameters
    ----------
    panel : CSV, see :func:`~kzplan.lab.calibration.panel.read_panel`.
    output : folder to write the tables to, each as CSV; None: write nothing.
    indicators : CSV of the indicators; None: ``<panel>_indicators.csv``.
    more : further panels, whose indicators get a set of their own only.
    say : called with a line of progress.

    Returns
    -------
    dict of DataFrames: ``shipped`` (the parameters), ``scores``, ``reliability``, ``edges``, ``verdicts``, ``alone`` (odds from a
        class alone), ``apart`` (what the spread of a class's places is worth), ``china_2010_2020`` (the parameters of the shipped plan's last decade), ``nation`` (what a class that a place lies inside is worth by how many places it counts as) and
        ``levels`` (how forecasts fared by where they started from).

    Notes
    -----
    Splits: ``place`` fits on one half of the places and scores the other; ``decade`` fits on outcomes up
    to 2010 and scores forecasts made from 2010; ``indicator`` leaves one indicator out at a time. Standard
    errors are the jackknife over indicators; of one indicator's set, half the difference between the halves of the places.
    A sub-class ships when it does better than its kind by
    0.01 a case, by the log score on the places left out; odds from a class alone ship for a kind when the interval of their
    skill on places left out lies above 0.
    """
    table = read_panel(panel, indicators, more)
    about = table.drop_duplicates("indicator").set_index("indicator")
    cases = cases_of(table)
    cases["inside"] = ~cases["indicator"].map(about["level"]).isin(["country", ""])
    pooled = cases[cases["indicator"].map(about["pooled"])]
    say(f"{len(table):,} values, {len(cases):,} cases, {cases['indicator'].nunique()} indicators")
    enough = pooled[pooled["horizon"] == 10].groupby("kind")["indicator"].nunique() >= LEAST_INDICATORS
    targets = targets_of(pooled) if enough.any() else cases[:0]
    if not enough.any() or not len(targets):
        raise InputError(
            f"{panel}: nothing to calibrate on. Expected, for some kind, at least {LEAST_INDICATORS} indicators with values "
            "ten years apart and ten years on, and a good direction (1 or -1) for some of them"
        )
    names = ", ".join(Path(one).name for one in (panel, *more))
    source = f"{names}: {len(table):,} values, {len(cases):,} cases"
    capped = set(about.index[about["capped"]])
    half = {name: i % 2 for i, name in enumerate(_shuffled(cases["geo"].unique()))}
    rows, folds, own = _fit_all(cases, pooled, half, capped, source, say)
    alone = alone_of(folds["place"], pooled)
    apart = apart_of(folds["indicator"], pooled)
    result = _scored(folds, own, cases, pooled, targets) | {"alone": alone, "apart": apart}
    result["shipped"] = pd.DataFrame(
        rows + _spreads(alone, source) + _apart(apart, sorted({fold.kind for fold in folds["indicator"]}), source)
    )
    plan = load_plan()
    view = f"china_{plan.period.start}_{plan.period.base}"
    result[view] = decade.fit_decade(decade.pairs_of(plan), result["shipped"])
    if output is not None:
        _write(result, Path(output), say)
    return result


def _fit_all(cases, pooled, half, capped, source, say):
    """Fit every kind, its sub-classes and its indicators: (rows of the table, folds of the kinds, folds of the indicators)."""
    rows: list[dict] = []
    folds: dict[str, list[fit.Fold]] = {split: [] for split in SPLITS}
    own: dict[str, list[fit.Fold]] = {"place": [], "decade": []}
    for kind, here in pooled.groupby("kind"):
        if here["indicator"].nunique() < LEAST_INDICATORS:
            say(f"{kind}: fewer than {LEAST_INDICATORS} indicators, left out")
            continue
        chosen, errors = _fit_kind(here, kind, folds, half)
        rows += _rows(chosen, errors, kind, "", "", here, source)
        say(f"{kind}: level {chosen.level:.4f} per root year, df {chosen.df + 1:.1f} after a decade")
        rows += _subclasses(here, kind, chosen, half, source, say)
        every = cases[cases["kind"] == kind]
        each = fit_each(every, kind, chosen, folds, half, capped)
        for name, found in each.sets.items():
            rows += _rows(found, each.errors[name], kind, "", name, every[every["indicator"] == name], source)
        own = {split: own[split] + each.folds[split] for split in own}
        say(f"{kind}: {len(each.sets)} indicators with a set of their own")
    return rows, folds, own


def _scored(folds, own, cases, pooled, targets):
    """The tables of scores of the kinds' sets and the indicators'."""
    known = set(pooled.index)
    single = {
        split: [fold._replace(held=fold.held.intersection(known)) for fold in listed if fold.held[0] in known]
        for split, listed in own.items()
    }
    judged = [score.judge(folds[split], pooled, targets, split) for split in SPLITS if folds[split]]
    judged += [score.judge_own(single[split], pooled, targets, split) for split in single if single[split]]
    chances, outcomes = (pd.concat(parts, ignore_index=True) for parts in zip(*judged, strict=True))
    return {
        "scores": score.table_of(chances, outcomes),
        "reliability": score.reliability_of(chances),
        "verdicts": score.verdicts_of(targets),
        "edges": pd.concat(
            [edges.edges_of(folds[split], pooled, split) for split in SPLITS]
            + [edges.edges_of(single["place"], pooled, "place", "indicator")]
        ),
        "nation": score.nation_of(folds["indicator"], pooled, targets),
        "levels": levels_of({"shipped": folds["place"], "indicator": own["place"]}, cases, targets),
    }


def _spreads(alone, source):
    """The rows of the spread of places around their class, and of whether odds from it alone have skill on places left out."""
    return [
        {
            "kind": one.kind,
            "subclass": "",
            "indicator": "",
            "parameter": name,
            "value": float(f"{value:.4g}"),
            "se": None,
            "indicators": one.indicators,
            "cases": one.cases,
            "source": source,
        }
        for one in alone[alone["asked"] == "both sides"].itertuples()
        for name, value in (("spread", one.spread), ("alone", float(one.low > 0)))
    ]


def _apart(apart, kinds, source):
    """The rows of what the spread of a class's places is worth, one for all kinds."""
    return [
        {
            "kind": kind,
            "subclass": "",
            "indicator": "",
            "parameter": "class_apart",
            "value": float(f"{one.class_apart:.4g}"),
            "se": None,
            "indicators": one.indicators,
            "cases": one.groups,
            "source": source,
        }
        for one in apart[apart["of"] == "countries"].itertuples()
        for kind in kinds
    ]


def _fit_kind(own, kind, folds, half):
    """Fit a kind, its spread widened to what indicators left out ask for, and append its folds; (parameters, standard errors)."""
    whole = fit.fit_kind(own, kind)
    names = own["indicator"].unique()
    sampled = fit.sample(own, fit.MOST)
    weight = pd.Series(fit.weights(sampled), sampled.index)
    left, unseen = [], []
    for name in names:
        rest, out = own[own["indicator"] != name], sampled[sampled["indicator"] == name]
        parameters = fit.fit_kind(rest, kind, start=whole)
        left.append(parameters)
        alone = fit.data_of(out, weight[out.index].to_numpy())
        unseen.append((parameters, alone, alone.within(out["class_change"].to_numpy(float))))
    factors = fit.widening(unseen)
    ratio = fit.widened(whole, factors)
    chosen = replace(ratio, witnesses=fit.witnesses(ratio, own))
    for name, parameters in zip(names, left, strict=True):
        # the factor for one indicator comes from the others alone
        others = [fold for other, fold in zip(names, unseen, strict=True) if other != name]
        held = own.index[own["indicator"] == name]
        used = own.index.difference(held)
        folds["indicator"].append(fit.Fold(kind, fit.widened(parameters, fit.widening(others)), held, used))
    _other_splits(own, kind, whole, factors, folds, half)
    return chosen, _jackknife(left)


def _other_splits(own, kind, whole, factors, folds, half):
    """Halves of the places, and the new era, with the widening of the kind."""

    def refit(rows: pd.DataFrame) -> LevelDrift:
        return fit.widened(fit.fit_kind(rows, kind, start=whole), factors)

    side = own["geo"].map(half)
    for i in (0, 1):
        used, held = own[side == i], own[side != i]
        folds["place"].append(fit.Fold(kind, refit(used), held.index, used.index))
    used, held = own[own["t2"] <= LATE], own[own["t1"] >= LATE]
    if used["indicator"].nunique() >= LEAST_INDICATORS and len(held):
        folds["decade"].append(fit.Fold(kind, refit(used), held.index, used.index))


def _shuffled(names):
    return np.random.default_rng(7).permutation(np.sort(names))


def _jackknife(left):
    values = np.array([[getattr(p, name) for name in FITTED] for p in left])
    spread = np.sqrt((len(left) - 1) / len(left) * ((values - values.mean(0)) ** 2).sum(0))
    return dict(zip(FITTED, spread, strict=True))


def _rows(parameters, errors, kind, subclass, indicator, cases, source):
    count = {"indicators": cases["indicator"].nunique(), "cases": len(cases)}
    return [
        {
            "kind": kind,
            "subclass": subclass,
            "indicator": indicator,
            "parameter": name,
            "value": float(f"{getattr(parameters, name):.4g}"),
            "se": float(f"{errors[name]:.2g}") if errors.get(name, 0) > 0 else None,
            **count,
            "source": source,
        }
        for name in (*FITTED, *(["ceiling"] if np.isfinite(parameters.ceiling) else []))
    ]


def _subclasses(own, kind, chosen, half, source, say):
    rows = []
    for subclass, cases in own[own["subclass"] != ""].groupby("subclass"):
        if cases["indicator"].nunique() < LEAST_INDICATORS:
            continue
        gain = _gain(cases, kind, chosen, half)
        say(f"{kind} {subclass}: {gain:+.3f} a case by log score on places left out")
        if gain < LEAST_GAIN:
            continue
        parameters = fit.fit_kind(cases, kind, start=chosen, towards=chosen)
        left = [
            fit.fit_kind(cases[cases["indicator"] != name], kind, start=parameters, towards=chosen)
            for name in cases["indicator"].unique()
        ]
        rows += _rows(parameters, _jackknife(left), kind, subclass, "", cases, source)
    return rows


def _gain(cases, kind, chosen, half):
    """Mean log score of a sub-class's own parameters over its kind's, on the half of the places left out."""
    own_side, total = cases["geo"].map(half), 0.0
    for side in (0, 1):
        used, held = cases[own_side == side], fit.sample(cases[own_side != side], fit.MOST)
        if not len(used) or not len(held):
            return 0.0
        own = fit.fit_kind(used, kind, start=chosen, towards=chosen)
        data = fit.data_of(held)
        total += (fit.log_score(own, data) - fit.log_score(chosen, data)) @ data.weight / 2
    return total


def _write(result, folder, say):
    folder_at(folder)
    for name, table in result.items():
        path = folder / f"{name}.csv"
        numbers = table.select_dtypes("number").columns.difference(["value", "se"])
        table = table.assign(**{c: table[c].round(4) for c in numbers})
        with whole(path) as place:
            table.to_csv(place, index=False, encoding="utf-8", lineterminator="\n")
        say(f"wrote {path}")
