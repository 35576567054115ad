"""Read a panel: one value of one indicator in one place and year a row."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from ...indicator import measure
from ...words.both import Both
from ...words.door import door
from ...words.errors import Fault, PlanError

COLUMNS = ("indicator", "unit_kind", "geo", "year", "value")
DESCRIPTIONS = ("indicator", "good")
MOST = 20  # faulty rows listed a check


@door
def read_panel(path: str | Path, indicators: str | Path | None = None, more: Sequence[str | Path] = ()) -> pd.DataFrame:
    """Return the panel as a DataFrame, each row with what is known of its indicator.

    Parameters
    ----------
    path : CSV with columns indicator, unit_kind (rate, proportion, positive, count), geo, year, value.
    indicators : CSV with columns indicator, good (1, −1, 0) and, if wanted, subclass and level ("country" or another
        one, whose places lie inside their class); None: ``<path>_indicators.csv`` beside the panel. What is not said
        there of an indicator stands in ``indicators.csv`` of this room.
    more : further panels, whose indicators get a set of their own and have no part in that of their kind.

    Returns
    -------
    DataFrame
        The columns of the panel, and ``good``, ``subclass``, ``level``, ``capped`` (whether the indicator has a ceiling) and
        ``pooled`` (whether it has a part in the set of its kind).

    Raises
    ------
    PlanError : every fault of all files at once, with file, line and column.
    """
    path = Path(path)
    beside = Path(indicators) if indicators else path.with_name(f"{path.stem}_indicators.csv")
    described, faults = _read(beside, DESCRIPTIONS)
    faults = faults or _description_faults(described, beside.name)
    tables = []
    for file in (path, *map(Path, more)):
        table, found = _read(file, COLUMNS)
        found = found or _cell_faults(table, file.name)
        tables, faults = [*tables, table], faults + found
    if not faults:
        known = _known(described)
        faults = [fault for table in tables for fault in _link_faults(table, known, beside.name)]
    if faults:
        raise PlanError(path, faults)
    merged = pd.concat(
        [table[list(COLUMNS)].assign(pooled=table is tables[0]) for table in tables], ignore_index=True
    ).astype({"year": float, "value": float})
    merged = merged.merge(known, on="indicator").assign(good=lambda t: t["good"].astype(float))
    return merged.assign(indicator=merged["name"].where(merged["name"] != "", merged["indicator"])).drop(columns="name")


def _known(described):
    """What is known of each indicator, by the panel's own description first."""
    usual = pd.read_csv(Path(__file__).with_name("indicators.csv"), dtype=str, keep_default_na=False)
    known = described.merge(usual, on="indicator", how="outer", suffixes=("", "_usual")).fillna("")
    for name in ("good", "subclass", "capped"):
        own, ours = known.get(name), known.get(f"{name}_usual")
        known[name] = ours if own is None else own if ours is None else own.where(own != "", ours)
    known = known.assign(level=known.get("level", ""), capped=known["capped"].eq("yes"))
    return known.loc[known["good"] != "", ["indicator", "name", "good", "subclass", "level", "capped"]]


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
