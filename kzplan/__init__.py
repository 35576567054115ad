"""Will each 2030 target of a district's women's and children's development plan be reached?"""

from importlib import import_module

__version__ = "0.4.0"

# name -> room; loaded when first used, so that importing kzplan costs little more than pandas
_ROOMS = {
    "load_plan": "plan",
    "Plan": "plan",
    "indicators": "plan",
    "parse_target": "target",
    "forecast": "trend",
    "audit": "findings",
    "review": "retrospect",
    "compare_methods": "progress",
    "outlook": "assess",
    "evaluate": "evaluation",
    "project": "projection",
    "set_language": "labels",
    "language": "labels",
    "save_figure": "plot",
    "PlanError": "errors",
    "TargetError": "errors",
    "UnknownCodeError": "errors",
}
_MODULES = ("assess", "calibration", "counts", "districts", "evaluation", "examples", "explore", "findings", "gaps", "history", "labels", "measure", "missing", "plan", "plot", "progress", "projection",
            "reference_class", "report", "retrospect", "schedule", "target", "trend")  # fmt: skip

__all__ = [*sorted(_ROOMS), *sorted(_MODULES)]


def __getattr__(name):
    if name in _ROOMS:
        value = getattr(import_module(f".{_ROOMS[name]}", __name__), name)
        globals()[name] = value
        return value
    if name in _MODULES:
        return import_module(f".{name}", __name__)
    raise AttributeError(f"module 'kzplan' has no attribute {name!r}")


def __dir__():
    return __all__
