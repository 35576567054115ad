"""Every public door of the library, and inputs that no one should hand in: what comes back is an answer or a typed error."""

import inspect

import pandas as pd
from hypothesis import strategies as st
from odd import ODD, SCALARS, frames, some

import kzplan as kz
from kzplan import counts, progress
from kzplan.findings import RULES
from kzplan.indicator.target import Criterion, parse_target
from kzplan.progress.change import change_of
from kzplan.words.private import masked


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
    said = some(
        draw, {"kind": "proportion", "direction": {"a": "up", "b": "down"}}, ["kind", "direction", "unit", "none"]
    )
    if draw(st.booleans()):
        said = {"kind": "proportion", "direction": "up", "unit": "%"}
    said.pop("none", None)
    series = kz.series(draw(frames()), **said)
    return kz.outlook(series, draw(st.one_of(st.just("＜5"), st.just({"a": "≥90"}), ODD)))


LONG = pd.DataFrame(
    {"indicator": ["a"] * 3 + ["b"] * 2, "year": [2010, 2015, 2020, 2010, 2020], "value": [10.0, 8, 6, 50, 60]}
)
SERIES = kz.series(LONG, kind="proportion", direction={"a": "down", "b": "up"}, unit="%")
PANEL = pd.concat([LONG.assign(place=place) for place in ("x", "y")])
PANELS = {
    "data": PANEL,
    "targets": {"a": "＜5", "b": "≥90"},
    "kind": "proportion",
    "direction": {"a": "down", "b": "up"},
    "unit": "%",
    "at": 2030,
}
PANELS_MORE = ["classes", "parents", "engine", "workers", "progress", "damping", "tolerance", "parameters"]
TARGETED = {"target": "＜5", "at": 2030}
CHANGE = change_of(2010, 22, 2020, 12, 8, 2030, "down")
SAID = kz.project(SERIES["a"], **TARGETED)


def _panel(draw, plan):
    asked = some(draw, PANELS, [*PANELS, *PANELS_MORE])
    if draw(st.integers(0, 3)) == 0:
        rows = draw(frames())
        places = [draw(st.one_of(st.sampled_from(["x", "y"]), SCALARS)) for _ in range(len(rows))]
        place = pd.Series(places, rows.index, dtype=object)
        names = pd.Index(
            [*rows.columns, "place"], dtype=object
        )  # labels may be of a kind that pandas cannot assign beside
        asked["data"] = pd.concat([rows.set_axis(range(rows.shape[1]), axis=1), place], axis=1)
        asked["data"].columns = names
    workers = asked.get("workers")
    if isinstance(workers, int | float) and workers > 1:
        asked["workers"] = 1  # processes are not begun here
    return kz.project_panel(**asked)


def _language(draw, plan):
    before = kz.language()
    try:
        kz.set_language(draw(ODD))
    finally:
        kz.set_language(before)


def _of_projection(draw, plan):
    asked = draw(st.sampled_from(["interval", "draws", "pooled", "sentence"]))
    if asked == "pooled":
        return kz.project(plan, "W03").pooled(draw(ODD))
    return getattr(SAID, asked)(draw(ODD))


def of_plan(function, *names, assumed=()):
    """A door whose first argument is a plan, with odd ones in its place or beside it."""

    def asked(draw, plan):
        given = (
            {name: draw(ODD) for name in draw(st.lists(st.sampled_from([*names, *assumed]), max_size=2, unique=True))}
            if names or assumed
            else {}
        )
        of = draw(ODD) if not given or draw(st.integers(0, 9)) == 0 else plan
        return function(of, **given)

    return asked


def of_series(function, *names):
    """A door whose first argument is series of one's own, with odd arguments beside it or in its place."""

    def asked(draw, plan):
        given = some(draw, TARGETED, [*TARGETED, *names, *ASSUMED[1:]])
        of = draw(ODD) if draw(st.integers(0, 9)) == 0 else SERIES["a"]
        return function(of, **given)

    return asked


DOORS = {
    "forecast": lambda draw, plan: kz.forecast(**some(draw, FORECAST, [*FORECAST, *MORE])),
    "project": lambda draw, plan: kz.project(plan, draw(st.sampled_from(["W03", "W05a", "C01"])), **{
        name: draw(ODD) for name in draw(st.lists(st.sampled_from(ASSUMED), min_size=1, max_size=2, unique=True))
    }),
    "a code": lambda draw, plan: kz.project(plan, draw(st.one_of(ODD, st.sampled_from([*plan.by_code, "孕产妇死亡率", "anc"])))),
    "series": _own,
    "a series": of_series(kz.project, "name", "values"),
    "outlook of a series": of_series(kz.outlook, "targets"),
    "needed of a series": of_series(kz.needed, "code", "year", "chance"),
    "views of a series": of_series(kz.views),
    "methods of a series": of_series(kz.compare_methods),
    "scenarios": of_series(lambda of, **given: kz.scenarios(of, **{"named": {"slow": {"damping": 0.3}}, **given}), "named"),
    "outlook": of_plan(kz.outlook, assumed=ASSUMED),
    "needed": of_plan(lambda of, **given: kz.needed(of, **{"code": "W03", **given}), "code", "year", "chance", assumed=ASSUMED),
    "audit": of_plan(lambda of, **given: kz.audit(of, **{"skip": list(RULES), **given}), "skip", "lang"),
    "evaluate": of_plan(lambda of, **given: kz.evaluate(of, **{"year": "no year", **given}), "year", "max_age"),
    "review": of_plan(kz.review, "year"),
    "hindcast": of_plan(kz.hindcast),
    "indicators": lambda draw, plan: kz.indicators(draw(ODD), draw(st.one_of(st.just(plan), ODD))),
    "catalogue": lambda draw, plan: kz.catalogue(draw(ODD)),
    "load_plan": lambda draw, plan: kz.load_plan(draw(ODD)),
    "language": _language,
    "a projection": _of_projection,
    "panel": _panel,
    "parse_target": by_name(parse_target, {"text": "＜8", "direction": "down", "unit": "1/10万", "base": 2020}),
    "a target's text": lambda draw, plan: parse_target(draw(st.text("＜≤≥<>0123456789.%‰/万年降提高达到以上下不低于、，。()（）①¹ ", max_size=14))),
    "progress": by_name(progress.evaluate, PROGRESS),
    "progress of many": by_name(progress.judge, PROGRESS),
    "explained": lambda draw, plan: progress.explain(draw(st.one_of(st.just("a zero"), ODD))),
    "on track": by_name(progress.on_track, {"profile": "sdsn", "change": CHANGE}),
    "lacking": by_name(progress.lacking, {"profile": "sdsn", "target": 8, "limit": 100}),
    "score": by_name(progress.sdsn_score, {"value": 396, "worst": 814, "best": 3.4}),
    "rate_interval": by_name(counts.rate_interval, {"events": 1, "denominator": 100, "per": 1000}),
    "share_interval": by_name(counts.share_interval, {"events": 1, "n": 100}),
    "mean_of": by_name(counts.mean_of, {"most": 3, "chance": 0.5}),
    "misfit": by_name(counts.misfit, {"rates": [3.45], "per": [1000], "denominators": [9268], "decimals": 2}),
    "recover_counts": by_name(counts.recover_counts, {"rates": [3.45, 10.79], "per": [1000, 100000]}),
    "expected_events": by_name(counts.expected_events, {"years": [[2010]], "events": [[3]], "denominators": [[900]], "drift_sd": 0.3}),
    "events_allowed": by_name(counts.events_allowed, {"denominators": [900], "criterion": BELOW, "per": 1000, "decimals": 2}),
    "published_rate": by_name(counts.published_rate_probability, {"rates": [8.0], "weights": [1.0], "denominator": 700, "criterion": BELOW, "per": 1000, "decimals": 2}),
    "published_ratio": by_name(counts.published_ratio_probability, {"ratios": [105.0], "weights": [1.0], "births": 700, "criterion": BELOW, "decimals": 2}),
    "ratio_variance": by_name(counts.ratio_variance, {"births": 900, "ratio": 105.0}),
    "masked": lambda draw, plan: masked(draw(st.text("0123456789-xX@.联系人：王小芳电话 ", max_size=40))),
}  # fmt: skip
