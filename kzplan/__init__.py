"""Will each 2030 target of a district's women's and children's development plan be reached?"""

from importlib import import_module

__version__ = "0.6.0"

# name -> room; loaded when first used, so that importing kzplan costs little more than pandas
_ROOMS = {
    "load_plan": "plan",
    "Plan": "plan",
    "indicators": "plan",
    "parse_target": "indicator.target",
    "forecast": "model",
    "audit": "findings",
    "review": "retrospect",
    "compare_methods": "evaluation.methods",
    "outlook": "odds.outlook",
    "evaluate": "evaluation",
    "project": "odds.projection",
    "scenarios": "odds.scenarios",
    "series": "indicator.frame",
    "set_language": "words.labels",
    "language": "words.labels",
    "save_figure": "paper.style",
    "KzplanError": "words.errors",
    "PlanError": "words.errors",
    "Refusal": "words.errors",
    "TargetError": "words.errors",
    "UnknownCodeError": "words.errors",
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
