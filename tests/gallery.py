"""Every picture that the library draws: what the test of lettering looks at."""

from collections.abc import Callable, Iterator
from functools import cache

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

import kzplan as kz
from kzplan import counts, figures, model, retrospect
from kzplan.evaluation import gaps
from kzplan.evaluation.engine import Evaluation
from kzplan.lab import history
from kzplan.lab.nation import nation
from kzplan.model.scores import as_shipped, shipped_table
from kzplan.odds.methods import verdicts_of
from kzplan.odds.ranks import funnel, thirds
from kzplan.words.both import Both

_known: dict = {}  # (what, id of a plan) → the plan, what was made of it


def _once(make: Callable, plan: kz.plan.plan.Plan):
    """Return ``make(plan)``; both languages show one and the same."""
    key = make, id(plan)
    if key not in _known:
        _known[key] = plan, make(plan)
    return _known[key][1]


Picture = tuple[str, Callable[[], Axes | Figure]]
SCENARIOS = {"slow": {"damping": 0.3}, "as fitted": {}, "fast": {"damping": 1}}


def of_the_model(lang: str) -> Iterator[Picture]:
    """What the committed scores show: no plan's."""
    every = shipped_table("scores").query("split == 'indicator' and kind == 'all' and not reference_class")
    yield "reliability", lambda: figures.reliability(as_shipped(), lang)
    yield "skills", lambda: figures.skills(every, lang)
    yield "nation_worth", lambda: figures.nation_worth(shipped_table("nation"), lang)
    yield "verdicts_came_true", lambda: figures.verdicts_came_true(shipped_table("verdicts"), lang)


def of_targets(plan: kz.plan.plan.Plan, lang: str) -> Iterator[Picture]:
    """Each target's own, and some together."""
    told = _once(_told, plan)
    drawn = [one for one in told.values() if one.drawn]
    for code, one in told.items():
        if len(one.case.drawn) or one.drawn:
            yield f"fan {code}", lambda one=one: one.plot(lang=lang)
    for one in drawn:
        yield f"because {one.code}", lambda one=one: figures.because(one, lang)
    for one in drawn:
        if one.case.target.of_deaths and one.case.criterion is not None and np.isfinite(one.case.criterion.high):
            yield (
                f"deaths_allowed {one.code}",
                lambda one=one: figures.deaths_allowed(one, [5000, 6625, 9268, 13000], lang),
            )
    odds = [one for one in drawn if not one.reason]
    yield "small_multiples", lambda: figures.small_multiples(odds, lang)
    yield "small_multiples 3", lambda: figures.small_multiples(odds[:3], lang)
    yield "district_and_nation", lambda: figures.district_and_nation(list(told.values()), plan, lang)
    yield (
        "district_and_nation 2",
        lambda: figures.district_and_nation([told[c] for c in ("C02", "C04") if c in told], plan, lang),
    )


def _told(plan):
    return {code: kz.project(plan, code) for code in plan.targets.index}


def of_an_outlook(plan: kz.plan.plan.Plan, lang: str) -> Iterator[Picture]:
    """What its outlook shows."""
    table = _once(kz.outlook, plan)
    yield "ladder", lambda: figures.ladder(table, lang)
    for by in ("domain", "department", "nature"):
        yield f"overview {by}", lambda by=by: figures.overview(table, lang, by=by)
    for plan_, rows in table.groupby("plan"):
        yield f"domain_page {plan_}", lambda rows=rows: figures.domain_page(rows, lang)
    yield "pace", lambda: figures.pace(table, lang)


def of_tables(plan: kz.plan.plan.Plan, lang: str) -> Iterator[Picture]:
    """What a plan's other tables show."""
    table, told = _once(kz.outlook, plan), _once(_told, plan)
    yield "findings_map", lambda: figures.findings_map(_once(kz.audit, plan), lang)[0]
    yield "verdicts", lambda: figures.verdicts(retrospect.counts(_once(kz.review, plan), "domain"), lang)
    methods = _once(kz.compare_methods, plan)
    rows = methods[methods["methods_on_track"].ne("")]
    yield (
        "method_grid",
        lambda: figures.method_grid(rows, verdicts_of([told[code].case for code in rows["code"]]), lang),
    )
    for words, some in (("all", table["code"]), ("2", table.loc[table["outlook"].ne(""), "code"][:2])):
        yield f"scenarios {words}", lambda some=some: figures.scenarios(_of(_once(_scenarios, plan), some), lang)
    for (pair, unit), rows_ in _once(gaps.strata_gaps, plan).groupby(["pair", "unit"]):
        yield f"strata_gaps {pair} {unit}", lambda rows_=rows_: figures.strata_gaps(rows_, lang)
    yield "own_decade", lambda: figures.own_decade(_once(kz.hindcast, plan), lang)


def _scenarios(plan):
    return kz.scenarios(plan, SCENARIOS)


def _of(runs, codes):
    """Rows of a table of scenarios, with what it says of itself."""
    return runs[runs["code"].isin(list(codes))]


def of_the_shipped(plan: kz.plan.plan.Plan, lang: str) -> Iterator[Picture]:
    """What notebooks draw of the plan that ships."""
    missed = kz.review(plan).query("outcome == 'missed' and unit == '%'")
    missed = missed.assign(goal=[kz.parse_target(text).value for text in missed["target"]])
    yield "missed_numbers", lambda: figures.missed_numbers(missed, lang)
    births = np.arange(8000, 10501)
    rates = {"maternal mortality": (10.79, 100_000), "infant mortality": (3.45, 1000)}
    misfit = pd.DataFrame(
        {name: counts.misfit([rate], [per], births) for name, (rate, per) in rates.items()}, index=births
    )
    yield "births_that_fit", lambda: figures.births_that_fit(misfit, (9267, 9270), 10234, lang, cite=plan.cite)
    weights = pd.DataFrame(
        {"name": ["insured", "served"], "year": [2010, 2020], "low": [0.3, 0.41], "high": [0.35, 0.44]}
    )
    yield "implied_weights", lambda: figures.implied_weights(weights, {2020: 0.47}, lang, cite=plan.cite)
    names = {
        "孕产妇死亡率": "maternal mortality",
        "婴儿死亡率": "infant mortality",
        "5岁以下儿童死亡率": "under-5 mortality",
    }
    series = {name: history.national_series(plan, zh) for zh, name in names.items()}
    bases = {"from 2010 and 2020": [2010, 2020], "from 2013–2019": range(2013, 2020)}
    tables = {
        (name, words): history.hindcast(one, years, "rate", "down")
        for name, one in series.items()
        for words, years in bases.items()
    }
    units = dict.fromkeys(series, "per 1,000")
    yield "hindcasts", lambda: figures.hindcasts(tables, series, units, lang)[0]
    yield (
        "from_more_values",
        lambda: figures.from_more_values(
            _paths(series["under-5 mortality"]), series["under-5 mortality"], 2035, "per 1,000", lang
        ),
    )


def _paths(series):
    at, paths = np.arange(2025, 2036), {}
    for words, years in {"one value": [2020], "two values": [2010, 2020], "all": series.index.tolist()}.items():
        forecast = model.forecast(years, np.tile(series.loc[years].to_numpy(), (len(at), 1)), at, "rate", "down")
        ends = {
            f"{side}{level}": end
            for level in (50, 80, 95)
            for side, end in zip(("lo", "hi"), forecast.interval(level / 100), strict=True)
        }
        paths[words] = (years, pd.DataFrame({"year": at, "median": forecast.median, **ends}))
    return paths


@cache
def _thousands():
    """A simulated nation (示例数据): its outlook with provinces, the thirds of one rate, and a funnel in which some places stand out."""
    made = nation(places=900, indicators=8)
    table = kz.project_panel(made.panel, **made.asked)
    table["province"] = table["parent"].map(made.parents)
    rates = made.panel[made.panel["indicator"].eq("rate 01") & made.panel["year"].eq(2020)].reset_index(drop=True)
    overall = rates["numerator"].sum() / rates["denominator"].sum()
    more = np.where(np.arange(len(rates)) < 12, np.arange(len(rates)) % 2 * 1.2 + 0.4, 1)
    events = np.random.default_rng(7).poisson(overall * rates["denominator"] * more)
    return table, thirds(table[table["indicator"].eq("rate 01")]), funnel(rates.assign(numerator=events), 1000)


def of_thousands(lang: str) -> Iterator[Picture]:
    """What many places show: no plan's."""
    table, ranked, found = _thousands()
    name, mark = Both("A mortality rate", "某项死亡率"), "示例数据"
    yield "caterpillar", lambda: figures.caterpillar(ranked, name, "‰", lang, mark=mark)
    yield "caterpillar 40", lambda: figures.caterpillar(ranked[:40], name, "‰", lang)
    yield "funnel_plot", lambda: figures.funnel_plot(found, name, "‰", lang, mark=mark)
    yield "funnel_plot 60", lambda: figures.funnel_plot(found[:60], name, "‰", lang)
    yield "likelihood_shares", lambda: figures.likelihood_shares(table, lang=lang, mark=mark)
    yield "likelihood_shares province", lambda: figures.likelihood_shares(table, "province", lang)
    rates = table[table["indicator"].eq("rate 01")]
    yield "provinces", lambda: figures.provinces(rates, "province", lang, mark)
    yield "provinces 2", lambda: figures.provinces(rates[rates["province"].lt("示例省02")], "province", lang)


def of_an_evaluation(now: Evaluation, lang: str) -> Iterator[Picture]:
    """What an evaluation shows."""
    for by in ("plan", "domain", "nature", "department"):
        yield f"verdict_bars {by}", lambda by=by: figures.verdict_bars(now, by, lang)
    yield "department_map", lambda: figures.department_map(now, lang)
    yield "main_indicators", lambda: figures.main_indicators(now, lang=lang)
    yield "schedule", lambda: figures.schedule(now, lang)
    yield "deaths", lambda: figures.deaths(now, lang)
    for name in ("verdicts", "pace", "prospects", "doubts"):
        yield f"{name}_in_brief", lambda name=name: getattr(figures, f"{name}_in_brief")(now, lang)
