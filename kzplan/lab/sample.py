"""A full set of invented returns (示例数据): forms of a plan's first years filled from a seed, with mistakes planted and listed."""

import datetime
import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd

from ..indicator.kind import Behind, Direction, Kind
from ..indicator.measure import from_link, to_link
from ..indicator.unit import multiplier
from ..paper.whole import whole
from ..plan import load_plan
from ..plan.consistency import WHOLE_UNITS
from ..plan.period import Period
from ..plan.plan import Plan
from ..plan.target import Target
from ..returns import layout
from ..returns.form import write_forms
from ..returns.merge import merge
from .examples import MARK, write_districts

# where neither a value nor a number to reach is printed
STARTS = {
    Behind.SEX_AT_BIRTH: 109.0,
    Kind.PROPORTION: 50.0,
    (Kind.PROPORTION, Direction.DOWN): 3.0,
    (Kind.PROPORTION, Direction.UP): 85.0,
    Kind.RATE: 0.3,
    Kind.COUNT: 120.0,
}
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


def reported_years(period: Period) -> range:
    """Return the years whose returns are invented: from the plan's first year to its mid-term.

    >>> list(reported_years(Period(2010, 2020, 2021, 2030, 2025)))
    [2021, 2022, 2023, 2024, 2025]
    """
    return range(period.first, period.midterm + 1)


def write_returns(folder: str | Path, seed: int = 20260101, wrong: float = WRONG) -> tuple[Path, pd.DataFrame]:
    """Write a plan folder of an invented district and its departments' filled forms up to the mid-term year.

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
    years = reported_years(plan.period)
    births = {year: float(round(BIRTHS * 0.97 ** (year - years[0]) * rng.normal(1, 0.02))) for year in years}
    paths = {
        code: _reported(target, _path(target, plan, years, rng), births, rng) for code, target in plan.by_code.items()
    }
    for year in years:
        status = layout.STATUSES[int(year < years[-1])]  # the last year's figures are provisional still
        said = {"数据状态": status, "数据来源": MARK, "填报人": "示例"}
        filled = {code: reported[year] | said for code, reported in paths.items()}
        for path in write_forms(plan, year, folder / str(year), filled=filled):
            planted += _damaged(path, year, rng, wrong) or [(year, path.name, "", "", "")]
    return home, pd.DataFrame(planted, columns=["year", "file", "code", "place", "damage"])


def write_merged(
    folder: str | Path, seed: int = 20260101, chosen: Callable[[Path, int], bool] = lambda path, year: True
) -> Path:
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
    for year in reported_years(load_plan(home).period):
        files = [path for path in sorted((Path(folder) / str(year)).glob("*.xlsx")) if chosen(path, year)]
        if files:
            merge(files, load_plan(home), MARK, today=datetime.date(year + 1, 3, 1))
    return home


def _path(target: Target, plan: Plan, years: range, rng: np.random.Generator) -> dict[int, float]:
    """Invented yearly values of a target, rounded as they would be reported."""
    kind = target.kind if target.kind.modelled else Kind.PROPORTION
    start = _start(target, plan, kind)
    z = float(to_link(min(max(start, 0.5), 99.0) if kind is Kind.PROPORTION else max(start, 0.05), kind))
    scale = 0.002 if kind is Kind.POSITIVE else 0.03
    steps = np.cumsum(rng.normal(scale * target.direction.sign, scale, len(years)))
    return {year: round(float(from_link(z + step, kind)), 2) for year, step in zip(years, steps, strict=True)}


def _start(target, plan, kind):
    """Where the invented values begin: the latest known, the number to reach, or what is usual of such a target."""
    latest = plan.series_of(target.code).latest
    if latest is not None:
        return latest.value
    usual = STARTS.get((kind, target.direction), STARTS.get(kind, 10.0))
    return target.rule.value or STARTS.get(target.behind, usual)


def _reported(
    target: Target, path: dict[int, float], births: dict[int, float], rng: np.random.Generator
) -> dict[int, dict[str, float]]:
    """What a department would write of a target: {year: {heading: number}}, counts and strata that agree with the value."""
    per, gap = multiplier(target.unit) or math.nan, rng.uniform(0.2, 2.0)
    said = {}
    for year, value in path.items():
        if target.of_deaths:
            deaths = round(value / per * births[year])
            said[year] = {"本年值": round(deaths / births[year] * per, 2), "分子": deaths, "分母": births[year]}
        elif target.unit in WHOLE_UNITS:
            said[year] = {"本年值": float(round(value))}
        elif target.kind is Kind.PROPORTION and target.behind is Behind.NOTHING and gap < value < 100 - gap:
            said[year] = {"本年值": value, "城镇": round(value + gap / 2, 2), "农村": round(value - gap / 2, 2)}
        else:
            said[year] = {"本年值": value}
    return said


def _damaged(path, year, rng, wrong):
    """Plant mistakes in a filled form; (year, file, code, place, damage) of each."""
    if not wrong:
        return []
    book = openpyxl.load_workbook(path)
    sheet, planted = book[layout.SHEET], []
    at = {cell.value: cell.column for cell in sheet[3]}
    for row in list(sheet.iter_rows(min_row=4)):
        if rng.random() < wrong:
            code, cell = row[0].value, row[at["本年值"] - 1]
            damage = sorted(DAMAGES)[rng.integers(len(DAMAGES))]
            cell.value = DAMAGES[damage](cell.value)
            planted.append((year, path.name, code, cell.coordinate, damage))
    if planted:
        with whole(path) as place:
            book.save(place)
    return planted


if __name__ == "__main__":
    import sys

    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        sys.exit("python -m kzplan.lab.sample DIR: invented returns (示例数据) are written into DIR")
    made, mistakes = write_returns(sys.argv[1])
    # the same values, as they would come back after the queries
    write_returns(Path(sys.argv[1]) / "corrected", wrong=0)
    mistakes.to_csv(Path(sys.argv[1]) / "planted.csv", index=False, encoding="utf-8", lineterminator="\n")
    print(
        f"{made}: {len(mistakes['file'].unique())} forms, {mistakes['damage'].ne('').sum()} planted mistakes ({MARK})"
    )
