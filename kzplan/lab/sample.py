"""A full set of invented returns (示例数据): forms of 2021–2025 filled from a seed, with mistakes planted and listed."""

import datetime
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd

from ..indicator import measure
from ..indicator.unit import multiplier
from ..plan import load_plan
from ..plan.consistency import WHOLE_UNITS
from ..returns import layout
from ..returns.form import write_forms
from ..returns.merge import merge
from .examples import MARK, write_districts

YEARS = range(2021, 2026)
STARTS = {
    "sex_at_birth": 109.0,
    "proportion": 50.0,
    ("proportion", "down"): 3.0,
    ("proportion", "up"): 85.0,
    "rate": 0.3,
    "count": 120.0,
}  # where neither a value nor a number to reach is printed
BIRTHS = 7500.0  # invented; fewer every year
WRONG = 0.04  # share of the filled cells with a planted mistake

# what people do to a number: name → what is written in its place
DAMAGES = {
    "words": lambda value: "约" + str(value),
    "two numbers": lambda value: f"{value}/{value}",
    "a formula without a result": lambda value: "=A1",
    "a formula in error": lambda value: "#DIV/0!",
    "a unit in words": lambda value: f"{value}个百分点",
    "a question mark": lambda value: f"{value}?",
    "a range": lambda value: f"{value}—{value}",
    "negative": lambda value: -abs(float(value)) - 1,
}


def write_returns(folder, seed=20260101, wrong=WRONG):
    """Write a plan folder of an invented district and its departments' filled forms of 2021–2025.

    Parameters
    ----------
    folder : where to; ``plan/`` and a folder a year are made in it.
    seed : of the draws; the same seed plants the same mistakes in the same cells.
    wrong : share of the filled cells with a planted mistake.

    Returns
    -------
    (plan folder, DataFrame of forms and mistakes) : one row a filled form and planted mistake: year, file,
        code, place, damage; ``damage`` is blank for a form without any.
    """
    folder, rng = Path(folder), np.random.default_rng(seed)
    home = write_districts(folder / "district", number=1, seed=seed)[0]
    plan, planted = load_plan(home), []
    births = {year: float(round(BIRTHS * 0.97 ** (year - YEARS[0]) * rng.normal(1, 0.02))) for year in YEARS}
    paths = {code: _reported(target, _path(target, plan, rng), births, rng) for code, target in plan.by_code.items()}
    for year in YEARS:
        for path in write_forms(plan, year, folder / str(year)):
            planted += _fill(path, year, paths, rng, wrong)
    return home, pd.DataFrame(planted, columns=["year", "file", "code", "place", "damage"])


def write_merged(folder, seed=20260101, chosen=lambda path, year: True):
    """Write a plan folder of an invented district whose returns, free of mistakes, are merged.

    Parameters
    ----------
    folder : where to, as for :func:`write_returns`.
    seed : of the draws.
    chosen : which forms come in, called with a form's path and year; all of them where none is given.

    Returns
    -------
    Path of the plan folder; its title and every value carry the mark 示例数据.
    """
    home, _ = write_returns(folder, seed, wrong=0)
    for year in YEARS:
        files = [path for path in sorted((Path(folder) / str(year)).glob("*.xlsx")) if chosen(path, year)]
        if files:
            merge(files, load_plan(home), MARK, today=datetime.date(year + 1, 3, 1))
    return home


def _path(target, plan, rng):
    """Invented yearly values of a target, 2021–2025, rounded as they would be reported."""
    seen = plan.observations.loc[plan.observations["code"] == target.code, "value"]
    rule, kind = target.rule, target.kind if target.kind in measure.KINDS else "proportion"
    asked = (kind, target.direction)
    start = (
        seen.iloc[-1]
        if len(seen)
        else rule.value or STARTS.get(target.behind, STARTS.get(asked, STARTS.get(kind, 10.0)))
    )
    z = float(measure.to_link(min(max(start, 0.5), 99.0) if kind == "proportion" else max(start, 0.05), kind))
    way = {"up": 1, "down": -1}.get(target.direction, 0)
    scale = 0.002 if kind == "positive" else 0.03
    return {
        year: round(float(measure.from_link(z + step, kind)), 2)
        for year, step in zip(YEARS, np.cumsum(rng.normal(scale * way, scale, len(YEARS))), strict=True)
    }


def _reported(target, path, births, rng):
    """What a department would write of a target: {year: {heading: number}}, counts and strata that agree with the value."""
    per, gap = multiplier(target.unit), rng.uniform(0.2, 2.0)
    said = {}
    for year, value in path.items():
        if target.behind == "live_births":
            deaths = round(value / per * births[year])
            said[year] = {"本年值": round(deaths / births[year] * per, 2), "分子": deaths, "分母": births[year]}
        elif target.unit in WHOLE_UNITS:
            said[year] = {"本年值": float(round(value))}
        elif target.kind == "proportion" and not target.behind and gap < value < 100 - gap:
            said[year] = {"本年值": value, "城镇": round(value + gap / 2, 2), "农村": round(value - gap / 2, 2)}
        else:
            said[year] = {"本年值": value}
    return said


def _fill(path, year, paths, rng, wrong):
    book = openpyxl.load_workbook(path)
    sheet, planted = book[layout.SHEET], []
    at = {cell.value: cell.column for cell in sheet[3]}
    for row in list(sheet.iter_rows(min_row=4)):
        code = row[0].value
        cell = sheet.cell(row[0].row, at["本年值"])
        for heading, number in paths[code][year].items():
            sheet.cell(row[0].row, at[heading]).value = number
        for heading, said in (("数据状态", layout.STATUSES[int(year < 2025)]), ("数据来源", MARK), ("填报人", "示例")):
            sheet.cell(row[0].row, at[heading]).value = said
        if rng.random() < wrong:
            damage = sorted(DAMAGES)[rng.integers(len(DAMAGES))]
            cell.value = DAMAGES[damage](cell.value)
            planted.append((year, path.name, code, cell.coordinate, damage))
    book.save(path)
    return planted or [(year, path.name, "", "", "")]


if __name__ == "__main__":
    import sys

    made, mistakes = write_returns(sys.argv[1])
    write_returns(
        Path(sys.argv[1]) / "corrected", wrong=0
    )  # the same values, as they would come back after the queries
    mistakes.to_csv(Path(sys.argv[1]) / "planted.csv", index=False, encoding="utf-8", lineterminator="\n")
    print(
        f"{made}: {len(mistakes['file'].unique())} forms, {mistakes['damage'].ne('').sum()} planted mistakes ({MARK})"
    )
