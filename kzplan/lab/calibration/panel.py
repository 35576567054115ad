"""Read a panel: one value of one indicator in one place and year a row."""

from pathlib import Path

import numpy as np
import pandas as pd

from ...indicator import measure
from ...words.both import Both
from ...words.errors import Fault, PlanError

COLUMNS = ("indicator", "unit_kind", "geo", "year", "value")
DESCRIPTIONS = ("indicator", "good")
MOST = 20  # faulty rows listed a check


def read_panel(path: str | Path, indicators: str | Path | None = None) -> pd.DataFrame:
    """Return the panel as a DataFrame, each row with its indicator's good direction and sub-class.

    Parameters
    ----------
    path : CSV with columns indicator, unit_kind (rate, proportion, positive, count), geo, year, value.
    indicators : CSV with columns indicator, good (1, −1, 0) and, if wanted, subclass; None:
        ``<path>_indicators.csv`` beside the panel. Without that column: ``subclasses.csv`` of this room.

    Raises
    ------
    PlanError : every fault of both files at once, with file, line and column.
    """
    path = Path(path)
    beside = Path(indicators) if indicators else path.with_name(f"{path.stem}_indicators.csv")
    panel, faults = _read(path, COLUMNS)
    described, more = _read(beside, DESCRIPTIONS)
    faults += more
    if not faults:
        faults = _cell_faults(panel, path.name) + _description_faults(described, beside.name)
    if not faults:
        faults = _link_faults(panel, described, beside.name)
    if faults:
        raise PlanError(path, faults)
    keep = [name for name in ("indicator", "good", "subclass") if name in described]
    panel = panel[list(COLUMNS)].astype({"year": float, "value": float})
    merged = panel.merge(described[keep].astype({"good": float}), on="indicator")
    if "subclass" not in merged:
        usual = pd.read_csv(Path(__file__).with_name("subclasses.csv"))
        merged = merged.merge(usual, on="indicator", how="left")
    return merged.assign(subclass=merged["subclass"].fillna(""))


def _read(path, columns):
    try:
        table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except FileNotFoundError:
        return None, [_fault(path.name, "no such file", "没有此文件", f"columns {', '.join(columns)}")]
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as problem:
        return None, [_fault(path.name, f"not a table ({problem})", "不是表格", "a UTF-8 CSV")]
    missing = [name for name in columns if name not in table]
    return table, [_fault(path.name, "column missing", "缺少此列", "this column", column=name) for name in missing]


def _fault(file, found, found_zh, expected, row=0, column=""):
    remedy = Both("See kzplan calibrate --help.", "参见 kzplan calibrate --help。")
    return Fault(file, Both(found, found_zh), Both(expected, expected), remedy, row, column)


def _cell_faults(panel, file):
    value = pd.to_numeric(panel["value"], errors="coerce").to_numpy(float)
    year = pd.to_numeric(panel["year"], errors="coerce").to_numpy(float)
    share = (panel["unit_kind"] == "proportion").to_numpy()
    twice = panel.duplicated(["indicator", "geo", "year"]).to_numpy()
    kinds = panel.groupby("indicator")["unit_kind"].transform("nunique").to_numpy()
    checks = (
        ("unit_kind", ~panel["unit_kind"].isin(measure.KINDS).to_numpy(), ", ".join(measure.KINDS)),
        ("unit_kind", kinds > 1, "one kind for every row of an indicator"),
        ("year", ~(np.isfinite(year) & (year == np.round(year))), "a year"),
        ("value", ~np.isfinite(value), "a number"),
        (
            "value",
            np.isfinite(value) & ((value < 0) | (share & (value > 100))),
            "0 or more, and at most 100 for a proportion",
        ),
        ("year", twice, "one row for an indicator, place and year"),
    )
    return [fault for column, wrong, expected in checks for fault in _listed(panel, file, column, wrong, expected)]


def _listed(table, file, column, wrong, expected):
    rows = np.flatnonzero(wrong)
    cells = table[column].to_numpy()
    faults = [
        _fault(file, f"{cells[i]!r}", f"“{cells[i]}”", expected, row=int(i) + 2, column=column) for i in rows[:MOST]
    ]
    if len(rows) > MOST:
        rest = len(rows) - MOST
        faults.append(_fault(file, f"{rest} more such rows", f"另有{rest}行", expected, column=column))
    return faults


def _description_faults(described, file):
    good = pd.to_numeric(described["good"], errors="coerce")
    twice = described.duplicated("indicator").to_numpy()
    return [
        *_listed(described, file, "good", ~good.isin([-1, 0, 1]).to_numpy(), "1 (up), -1 (down) or 0"),
        *_listed(described, file, "indicator", twice, "one row an indicator"),
    ]


def _link_faults(panel, described, file):
    absent = sorted(set(panel["indicator"]) - set(described["indicator"]))
    return [
        _fault(file, f"no row for {name!r}", f"没有“{name}”一行", "every indicator of the panel") for name in absent
    ]
