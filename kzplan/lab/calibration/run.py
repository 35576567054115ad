"""Calibrate: fit every kind and sub-class, fold by fold, and write parameters, scores and reliability."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from ...model.parameters import FITTED, LevelDrift
from ...words.errors import InputError
from . import edges, fit, score
from .cases import LATE, cases_of, targets_of
from .panel import read_panel

SPLITS = ("place", "decade", "indicator")
LEAST_INDICATORS = 2  # of a kind or sub-class
LEAST_GAIN = 0.01  # log score a case that a sub-class must gain over its kind


def calibrate(
    panel: str | Path,
    output: str | Path | None = None,
    indicators: str | Path | None = None,
    say: Callable[[str], object] = lambda text: None,
) -> dict[str, pd.DataFrame]:
    """Fit the parameters on a panel and score them on what they did not see.

    Parameters
    ----------
    panel : CSV, see :func:`~kzplan.lab.calibration.panel.read_panel`.
    output : folder to write ``shipped.csv``, ``scores.csv``, ``reliability.csv``,
        ``edges.csv`` and ``verdicts.csv`` to; None: write nothing.
    indicators : CSV of the indicators; None: ``<panel>_indicators.csv``.
    say : called with a line of progress.

    Returns
    -------
    dict of DataFrames: ``shipped``, ``scores``, ``reliability``, ``edges``, ``verdicts``.

    Notes
    -----
    Splits: ``place`` fits on one half of the places and scores the other; ``decade`` fits on outcomes up
    to 2010 and scores forecasts made from 2010; ``indicator`` leaves one indicator out at a time. Standard
    errors are the jackknife over indicators. A sub-class ships when it does better than its kind by
    0.01 a case, by the log score on the places left out.
    """
    table = read_panel(panel, indicators)
    cases = cases_of(table)
    say(f"{len(table):,} values, {len(cases):,} cases, {cases['indicator'].nunique()} indicators")
    enough = cases[cases["horizon"] == 10].groupby("kind")["indicator"].nunique() >= LEAST_INDICATORS
    targets = targets_of(cases) if enough.any() else cases[:0]
    if not enough.any() or not len(targets):
        raise InputError(
            f"{panel}: nothing to calibrate on. Expected, for some kind, at least {LEAST_INDICATORS} indicators with values "
            "ten years apart and ten years on, and a good direction (1 or -1) for some of them"
        )
    source = f"{Path(panel).name}: {len(table):,} values, {len(cases):,} cases"
    rows: list[dict] = []
    folds: dict[str, list[fit.Fold]] = {split: [] for split in SPLITS}
    for kind, own in cases.groupby("kind"):
        if own["indicator"].nunique() < LEAST_INDICATORS:
            say(f"{kind}: fewer than {LEAST_INDICATORS} indicators, left out")
            continue
        chosen, errors = _fit_kind(own, kind, folds)
        rows += _rows(chosen, errors, kind, "", own, source)
        say(f"{kind}: level {chosen.level:.4f} per root year, df {chosen.df + 1:.1f} after a decade")
        rows += _subclasses(own, kind, chosen, source, say)
    judged = [score.judge(folds[split], cases, targets, split) for split in SPLITS if folds[split]]
    chances, outcomes = (pd.concat(parts, ignore_index=True) for parts in zip(*judged, strict=True))
    result = {
        "shipped": pd.DataFrame(rows),
        "scores": score.table_of(chances, outcomes),
        "reliability": score.reliability_of(chances),
        "verdicts": score.verdicts_of(targets),
        "edges": pd.concat([edges.edges_of(folds[split], cases, split) for split in SPLITS]),
    }
    if output is not None:
        _write(result, Path(output), say)
    return result


def _fit_kind(own, kind, folds):
    """Fit a kind, tempered by the indicators left out, and append its folds; (parameters, standard errors)."""
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
    ratio = fit.temper(whole, unseen)
    chosen = replace(ratio, witnesses=fit.witnesses(ratio, own))
    for name, parameters in zip(names, left, strict=True):
        # the factor for one indicator comes from the others alone
        others = [fold for other, fold in zip(names, unseen, strict=True) if other != name]
        held = own.index[own["indicator"] == name]
        used = own.index.difference(held)
        folds["indicator"].append(fit.Fold(kind, fit.temper(parameters, others), held, used))
    _other_splits(own, kind, whole, chosen, folds)
    return chosen, _jackknife(left)


def _other_splits(own, kind, whole, chosen, folds):
    """Halves of the places, and the new era, with the tempering of the kind."""
    alone, beside = chosen.level / whole.level, chosen.class_level / whole.class_level

    def refit(rows: pd.DataFrame) -> LevelDrift:
        p = fit.fit_kind(rows, kind, start=whole)
        return replace(p, level=p.level * alone, prior_drift=p.prior_drift / alone, class_level=p.class_level * beside)

    half = own["geo"].map({name: i % 2 for i, name in enumerate(_shuffled(own["geo"].unique()))})
    for side in (0, 1):
        used, held = own[half == side], own[half != side]
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


def _rows(parameters, errors, kind, subclass, cases, source):
    count = {"indicators": cases["indicator"].nunique(), "cases": len(cases)}
    return [
        {
            "kind": kind,
            "subclass": subclass,
            "parameter": name,
            "value": float(f"{getattr(parameters, name):.4g}"),
            "se": float(f"{errors[name]:.2g}") if errors and errors[name] > 0 else None,
            **count,
            "source": source,
        }
        for name in FITTED
    ]


def _subclasses(own, kind, chosen, source, say):
    rows = []
    for subclass, cases in own[own["subclass"] != ""].groupby("subclass"):
        if cases["indicator"].nunique() < LEAST_INDICATORS:
            continue
        gain = _gain(cases, kind, chosen)
        say(f"{kind} {subclass}: {gain:+.3f} a case by log score on places left out")
        if gain < LEAST_GAIN:
            continue
        parameters = fit.fit_kind(cases, kind, start=chosen, towards=chosen)
        left = [
            fit.fit_kind(cases[cases["indicator"] != name], kind, start=parameters, towards=chosen)
            for name in cases["indicator"].unique()
        ]
        rows += _rows(parameters, _jackknife(left), kind, subclass, cases, source)
    return rows


def _gain(cases, kind, chosen):
    """Mean log score of a sub-class's own parameters over its kind's, on the half of the places left out."""
    half = cases["geo"].map({name: i % 2 for i, name in enumerate(_shuffled(cases["geo"].unique()))})
    total = 0.0
    for side in (0, 1):
        used, held = cases[half == side], fit.sample(cases[half != side], fit.MOST)
        if not len(used) or not len(held):
            return 0.0
        own = fit.fit_kind(used, kind, start=chosen, towards=chosen)
        data = fit.data_of(held)
        total += (fit.log_score(own, data) - fit.log_score(chosen, data)) @ data.weight / 2
    return total


def _write(result, folder, say):
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in result.items():
        path = folder / f"{name}.csv"
        numbers = table.select_dtypes("number").columns.difference(["value", "se"])
        table = table.assign(**{c: table[c].round(4) for c in numbers})
        table.to_csv(path, index=False, encoding="utf-8", lineterminator="\n")
        say(f"wrote {path}")
