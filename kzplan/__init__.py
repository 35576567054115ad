"""Will each 2030 target of a district's women's and children's development plan be reached?

What is in it: a plan or series of one's own go in, and come out as odds, figures and sentences. Beside the names below there
are the rooms :mod:`kzplan.indicator.counts` (``kz.counts``), :mod:`kzplan.progress`, :mod:`kzplan.odds.districts`
(``kz.districts``) and :mod:`kzplan.figures`; what they hand out are :class:`kzplan.odds.projection.Projection`,
:class:`kzplan.indicator.series.Series` and tables of pandas. What may be assumed otherwise:
:class:`kzplan.odds.assumptions.Assumptions`.

>>> import kzplan as kz, pandas as pd
>>> values = [("stunting", 2012, 9.1), ("stunting", 2022, 6.2), ("anc", 2012, 88.0), ("anc", 2017, 91.5), ("anc", 2022, 93.0)]
>>> df = pd.DataFrame(values, columns=["indicator", "year", "value"])
>>> s = kz.series(df, kind="proportion", direction={"stunting": "down", "anc": "up"}, unit="%")
>>> p = kz.project(s["stunting"], target="＜5", at=2030)
>>> low, high = p.interval(0.8)
>>> low < p.median < high, 0 < p.p_reach < 1, p.outlook
(True, True, 'about as likely as not')
>>> p.sentence("zh")[:20]
'5岁以下儿童生长迟缓率（stunting'
>>> ax, path = p.plot(), p.path()
>>> len(p.draws(1000, seed=1)), list(p.because().index)
(1000, ['level', 'own drift', 'drift of the kind', 'class'])
>>> kz.outlook(s, {"stunting": "＜5", "anc": "≥95"})["rule"].tolist()
['< 5', '>= 95']
>>> kz.compare_methods(s, {"stunting": "＜5"})["code"].tolist()
['stunting']
>>> kz.needed(s["stunting"], target="＜5", year=2026, at=2030)["code"].tolist()
['stunting']
>>> plan = kz.load_plan()  # a plan is a set of such series with targets
>>> len(kz.outlook(plan))
93
>>> kz.project(plan, "孕产妇死亡率", values={2023: 9.1}).code
'W03'
>>> both = kz.scenarios(plan, {"slow": dict(damping=0.3), "fast": dict(damping=1)})
>>> both["scenario"].unique().tolist()
['slow', 'fast']
"""

from importlib import import_module

__version__ = "0.15.0"

# name -> room; loaded when first used, so that importing kzplan costs little more than pandas
_ROOMS = {
    "load_plan": "plan",
    "Plan": "plan",
    "indicators": "plan",
    "catalogue": "plan.catalogue",
    "parse_target": "indicator.target",
    "forecast": "model.door",
    "audit": "findings",
    "review": "retrospect",
    "hindcast": "retrospect",
    "compare_methods": "evaluation.methods",
    "outlook": "odds.outlook",
    "evaluate": "evaluation",
    "project": "odds.projection",
    "project_panel": "odds.panel",
    "needed": "odds.needed",
    "scenarios": "odds.scenarios",
    "series": "indicator.frame",
    "views": "odds.views",
    "set_language": "words.labels",
    "language": "words.labels",
    "save_figure": "paper.style",
    "KzplanError": "words.errors",
    "LeftOut": "words.errors",
    "TwoReadings": "words.errors",
    "PlanError": "words.errors",
    "Refusal": "words.errors",
    "TargetError": "words.errors",
    "UnknownCodeError": "words.errors",
    "Unsaid": "words.errors",
}
_MODULES = {"counts": "indicator.counts", "districts": "odds.districts", "figures": "figures", "progress": "progress"}

__all__ = ["__version__", *sorted(_ROOMS), *sorted(_MODULES)]


def __getattr__(name):
    if name in _ROOMS:
        value = getattr(import_module(f".{_ROOMS[name]}", __name__), name)
        globals()[name] = value
        return value
    if name in _MODULES:
        return import_module(f".{_MODULES[name]}", __name__)
    raise AttributeError(f"module 'kzplan' has no attribute {name!r}")


def __dir__():
    return __all__
