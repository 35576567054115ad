"""What a plan folder need not have, filled in as blank: tables, columns, words of levels."""

import pandas as pd

from .period import LEVELS, Period
from .tables import LINE

GOAL = ("domain", "number", "target_city", "nature", "department")  # of a table of targets, beside row, name and target
PRINTED = ("number", "department")  # of a table of earlier values
TEXTS = {
    "corrections": ("table", "row", "column", "printed", "corrected", "family", "reason_en", "reason_zh"),
    "prose": ("id", "plan", "line", "name", "year", "value", "unit", "table_row", "quote"),
    "conventions": ("key", "value", "unit", "applies_to", "reason_en", "reason_zh"),
    "external": (
        *("geo", "indicator", "stratum", "year", "value", "unit", "basis"),
        *("second_hand", "source_title", "source_kind", "note"),
    ),
}
INDICATORS = (
    *("table", "row", "name", "domain", "indicator", "name_en", "unit_en", "kind", "direction", "stratum"),
    *("parent_row", "numerator_row", "denominator_row"),
)
NUMBERS = ("row", "year", "value", "corrected", "parent_row", "numerator_row", "denominator_row")
UNKNOWN = {"reason_en": "No earlier value is printed", "reason_zh": "规划未印基期数据"}
OFFICES = {
    "above": {"en": "level above", "zh": "上级"},
    "statistics": {"en": "the statistics bureau", "zh": "统计局"},
    "committee": {"en": "the office of the committee on women and children", "zh": "妇儿工委办公室"},
}


def with_levels(dictionary: dict) -> dict:
    """Return a dictionary with the words of levels and offices that it leaves out; ``own`` is its to give."""
    given = dictionary.get("levels")
    if not isinstance(given, dict):
        return dictionary
    missing = {name: OFFICES[name] for name in LEVELS if name in OFFICES and name not in given}
    return {**dictionary, "levels": {**given, **missing}}


def completed(frames: dict[str, pd.DataFrame], period: Period, described: set[str]) -> dict[str, pd.DataFrame]:
    """Return the tables of a plan folder with those it need not have, empty, and with blank columns where it has none.

    Parameters
    ----------
    frames : the tables that were read, by name; ``targets`` and one table of targets are the plan's to give.
    period : the plan's years.
    described : tables that the dictionary names: one of them that could not be read stays absent, for it is a fault.
    """
    found = dict(frames)
    asked: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = dict.fromkeys(
        period.goal_tables, (("row", "name", "target_district"), (*GOAL, *period.interim_columns))
    )
    value_columns = (*period.value_columns, period.past_target)
    asked |= dict.fromkeys(period.decade_tables, (("row", "name", "unit"), (*PRINTED, *value_columns)))
    asked |= {name: (columns, ()) for name, columns in TEXTS.items()}
    if not described & set(period.decade_tables):
        asked["indicators"] = (INDICATORS, ())
    for name, (needed, optional) in asked.items():
        given = frames.get(name)
        if given is not None and set(period.interim_columns) & set(given):  # then a year without its column is a fault
            optional = tuple(one for one in optional if one not in period.interim_columns)
        if name in frames or name not in described:
            found[name] = _filled(given, needed, optional)
    if "targets" in found:
        found["targets"] = _filled(found["targets"], (), ("subclass", "counts", "outside"))
        if "baselines" in frames or "baselines" not in described:
            found["baselines"] = _baselines(frames.get("baselines"), found["targets"], period)
    return found


def _filled(frame: pd.DataFrame | None, needed: tuple[str, ...], optional: tuple[str, ...]) -> pd.DataFrame:
    """A table with its optional columns, blank where it had none; an empty one where there is no table."""
    if frame is None:
        frame = pd.DataFrame({name: pd.Series(dtype=_dtype(name)) for name in (LINE, *needed)})
    blank = {name: "" for name in optional if name not in frame}
    return frame.assign(**blank) if blank else frame


def _dtype(name):
    if name == LINE:
        return object
    return ("float64" if name in ("value", "corrected") else "Int64") if name in NUMBERS else object


def _baselines(frame: pd.DataFrame | None, targets: pd.DataFrame, period: Period) -> pd.DataFrame:
    """One line of comparability a target; where the folder has no table of them, none has an earlier value."""
    if frame is None:
        frame = pd.DataFrame({LINE: range(2, len(targets) + 2), "code": targets["code"], "comparability": "N"})
        frame = frame.assign(**UNKNOWN)
    frame = frame.assign(**{name: "" for name in ("source", "source_name", *UNKNOWN) if name not in frame})
    # a year without a column of its own is as comparable as the target
    grades = [f"grade_{year}" for year in period.value_columns.values()]
    return frame.assign(**{name: frame["comparability"] for name in grades if name not in frame})
