"""Invented districts (示例数据) to try things on: plan folders whose every value of 2010 and 2020 is drawn."""

import csv
import json
import shutil
from pathlib import Path

import numpy as np
import pandas as pd

from ..indicator import measure
from ..plan import load_plan
from ..words import labels

MARK = labels.EXAMPLE
# change per decade in the good direction on the link scale, shared by all districts and of each alone; spread of levels
SHARED, OWN, LEVEL = 0.5, 0.35, 0.45
EMPTIED = ("corrections.csv", "prose.csv", "external.csv")


def write_districts(folder, number=12, seed=20260101):
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
    The targets are the shipped plan's; the values of 2010 and 2020 are drawn around them: a level, a change
    that all districts share and one of their own. Only rates and shares that a target is measured from have
    values. Title and source are marked 示例数据, the districts are called 示例区.
    """
    rng = np.random.default_rng(seed)
    plan = load_plan()
    rows = _rows_with_targets(plan)
    shared = {key: SHARED * rng.uniform(0.3, 1.2) for key in rows}
    return [
        _write(Path(folder) / f"example_{i + 1:02d}", f"示例区{i + 1:02d}", plan, rows, shared, rng)
        for i in range(number)
    ]


def _rows_with_targets(plan):
    """(table, row) of the rows that a numeric target is measured from → (kind, sign of the good direction, number aimed at)."""
    found = {}
    for target in plan.by_code.values():
        rule, source = target.rule, target.source
        usable = target.comparability in ("A", "B") and target.kind in ("rate", "proportion") and rule.value is not None
        if usable and source.count(":") == 1 and not source.startswith("prose") and target.direction in ("up", "down"):
            table, row = source.split(":")
            found[table, row] = target.kind, 1 if target.direction == "up" else -1, rule.value
    return found


def _write(folder, name, plan, rows, shared, rng):
    shutil.copytree(Path(plan.folder), folder, dirs_exist_ok=True)
    for part in EMPTIED:
        lines = (folder / part).read_text(encoding="utf-8").splitlines()
        (folder / part).write_text(lines[0] + "\n", encoding="utf-8")
    for table in ("women_2011_2020", "children_2011_2020"):
        path = folder / "printed" / f"{table}.csv"
        printed = pd.read_csv(path, dtype=str, keep_default_na=False)
        printed[["value_2010", "value_2020"]] = "—"
        for i, row in enumerate(printed["row"]):
            if (table, row) in rows:
                printed.loc[i, ["value_2010", "value_2020"]] = _drawn(*rows[table, row], shared[table, row], rng)
        printed.to_csv(path, index=False, encoding="utf-8", lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
    baselines = pd.read_csv(folder / "baselines.csv", dtype=str, keep_default_na=False)
    told = baselines["source"].str.startswith("prose")  # the text of the plan is not an example's
    baselines.loc[told, ["comparability", "grade_2010", "grade_2020", "source", "source_name"]] = [
        "N",
        "N",
        "N",
        "",
        "",
    ]
    baselines.to_csv(folder / "baselines.csv", index=False, encoding="utf-8", lineterminator="\n")
    dictionary = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    dictionary.pop("cite", None)  # an example is not printed in that document
    dictionary |= {
        "title": f"{MARK}：{name}妇女、儿童发展规划指标",
        "district": name,
        "district_en": f"{name} (invented)",
        "geo": name,
        "sources": [{"title": f"{MARK} kzplan.examples（非真实数据 invented values）"}],
    }
    (folder / "README.md").write_text(
        f"# {MARK}：{name}\n\n非真实数据。Invented by kzplan.examples.write_districts.\n", encoding="utf-8"
    )
    (folder / "datapackage.json").write_text(
        json.dumps(dictionary, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    return folder


def _drawn(kind, good, aim, shared, rng):
    """Two invented values around the number aimed at, as they would be printed."""
    aim = min(aim, 99.5) if kind == "proportion" else aim
    latest = float(measure.to_link(aim, kind)) + rng.normal(-0.25 * good, LEVEL)
    first = latest - good * (shared + rng.normal(0, OWN))
    return [f"{float(measure.from_link(z, kind)):.2f}" for z in (first, latest)]
