"""Invented districts (示例数据) to try things on: plan folders whose every printed value is drawn."""

import csv
import json
import re
import shutil
from pathlib import Path

import numpy as np
import pandas as pd

from ..indicator import measure
from ..indicator.kind import Comparability, Direction, Kind
from ..paper.whole import folder_at, named
from ..plan import load_plan
from ..plan.descriptor import DICTIONARY
from ..plan.plan import Plan
from ..words import labels
from ..words.both import Both

MARK = labels.EXAMPLE
REASONED = ["reason_en", "reason_zh", "comparability"]
# change per decade in the good direction on the link scale, shared by all districts and of each alone; spread of levels
SHARED, OWN, LEVEL = 0.5, 0.35, 0.45
EMPTIED = ("corrections.csv", "prose.csv", "external.csv", "classes.csv")
# numbers in a reason that are of names and definitions: the decade of the tables, ages in years and months
_NAMES = re.compile(r"\d+\s*[-–—]\s*\d+( tables?|年表|岁| months|个月)|(under )?\d+( months|岁|个月)")
SAID = {  # of a baseline whose reason quotes values, which are not this district's
    Comparability.A: Both("Same definition", "定义一致"),
    Comparability.B: Both("Comparable, with a difference in definition or source", "可比，定义或来源略有出入"),
    Comparability.C: Both("Another definition", "定义不同"),
    Comparability.D: Both("The earlier value is treated as defective", "以前的值按有误处理"),
    Comparability.N: Both("No earlier value", "没有以前的值"),
}


def write_districts(folder: str | Path, number: int = 12, seed: int = 20260101) -> list[Path]:
    """Write plan folders of invented districts, laid out as ``data/``; the same seed gives the same bytes.

    Parameters
    ----------
    folder : where to; one folder a district is made in it.
    number : how many districts.
    seed : of the draws.

    Returns
    -------
    list of the folders.

    Notes
    -----
    The targets are the shipped plan's; the values of its first and its base year are drawn around them: a
    level, a change that all districts share and one of their own. Only rates and shares that a target is
    measured from have values. Title and source are marked 示例数据, the districts are called 示例区.
    """
    rng = np.random.default_rng(seed)
    plan = load_plan()
    rows = _rows_with_targets(plan)
    shared = {key: SHARED * rng.uniform(0.3, 1.2) for key in rows}
    folder_at(folder)
    with named(folder):
        return [
            _write(Path(folder) / f"example_{i + 1:02d}", f"示例区{i + 1:02d}", plan, rows, shared, rng)
            for i in range(number)
        ]


def _rows_with_targets(plan: Plan) -> dict[tuple[str, int], tuple[Kind, int, float]]:
    """(table, row) of the rows that a numeric target is measured from → (kind, sign of the good direction, number aimed at)."""
    found = {}
    for target in plan.by_code.values():
        aim, usable = target.rule.value, target.comparable and target.kind in (Kind.RATE, Kind.PROPORTION)
        if usable and aim is not None and target.direction is not Direction.NONE and len(target.source_rows) == 1:
            found[target.source_rows[0]] = target.kind, target.direction.sign, aim
    return found


def _write(folder, name, plan, rows, shared, rng):
    shutil.copytree(Path(plan.folder), folder, dirs_exist_ok=True)
    for part in EMPTIED:
        lines = (folder / part).read_text(encoding="utf-8").splitlines()
        (folder / part).write_text(lines[0] + "\n", encoding="utf-8")
    for table in plan.period.decade_tables:
        _draw_values(folder / "printed" / f"{table}.csv", table, plan, rows, shared, rng)
    _forget_the_text(folder / "baselines.csv", plan)
    _forget_the_figures(folder / "baselines.csv")
    _mark(folder, name)
    return folder


def _draw_values(path, table, plan, rows, shared, rng):
    """Invented values where a target is measured from a row, and none elsewhere."""
    columns = list(plan.period.value_columns)
    printed = _read(path)
    keys = [(table, row) for row in printed["row"].astype(int)]
    values = [_drawn(*rows[key], shared[key], rng) if key in rows else ["—"] * len(columns) for key in keys]
    printed[columns] = np.array(values, object)
    _to_csv(printed, path)


def _forget_the_text(path, plan):
    """The text of the plan is not an example's, so no target is measured from it."""
    baselines = _read(path)
    told = baselines["source"].str.startswith("prose")
    grades = ["comparability", *(f"grade_{year}" for year in plan.period.value_columns.values())]
    baselines.loc[told, grades] = str(Comparability.N)
    baselines.loc[told, ["source", "source_name"]] = ""
    _to_csv(baselines, path)


def _forget_the_figures(path):
    """Reasons that quote the shipped plan's figures or speak of its years' values say no more than the grade does."""
    baselines = _read(path)
    told = zip(*(baselines[name] for name in REASONED), strict=True)
    reasons = [[*SAID[Comparability(grade)]] if quotes(en) or quotes(zh) else [en, zh] for en, zh, grade in told]
    baselines[REASONED[:2]] = np.array(reasons, object)
    _to_csv(baselines, path)


def quotes(reason: str) -> bool:
    """Return whether a reason speaks of values: holds a number that is not of a name, or says that values agree.

    >>> [quotes(said) for said in ("定义一致（2135人中425人）", "2010年空缺", "2011—2020年表中没有这一指标", "“0—6个月”改为“6个月内”")]
    [True, True, False, False]
    """
    return any(letter.isdigit() for letter in _NAMES.sub("", reason)) or "values" in reason or "数值" in reason


def _mark(folder, name):
    dictionary = json.loads((folder / DICTIONARY).read_text(encoding="utf-8"))
    dictionary.pop("cite", None)  # an example is not printed in that document
    dictionary |= {
        "title": f"{MARK}：{name}妇女、儿童发展规划指标",
        "district": name,
        "district_en": f"{name} (invented)",
        "geo": name,
        "sources": [{"title": f"{MARK} kzplan.lab.examples（非真实数据 invented values）"}],
    }
    text = f"# {MARK}：{name}\n\n非真实数据。Invented by kzplan.lab.examples.write_districts.\n"
    (folder / "README.md").write_text(text, encoding="utf-8")
    text = json.dumps(dictionary, ensure_ascii=False, indent=1) + "\n"
    (folder / DICTIONARY).write_text(text, encoding="utf-8")


def _read(path):
    return pd.read_csv(path, dtype=str, keep_default_na=False)


def _to_csv(table, path):
    table.to_csv(path, index=False, encoding="utf-8", lineterminator="\n", quoting=csv.QUOTE_MINIMAL)


def _drawn(kind, good, aim, shared, rng):
    """Two invented values around the number aimed at, as they would be printed."""
    aim = min(aim, 99.5) if kind is Kind.PROPORTION else aim
    latest = float(measure.to_link(aim, kind)) + rng.normal(-0.25 * good, LEVEL)
    first = latest - good * (shared + rng.normal(0, OWN))
    return [f"{float(measure.from_link(z, kind)):.2f}" for z in (first, latest)]
