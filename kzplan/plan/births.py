"""Live births: recovered behind the printed death rates, and expected in the target year."""

from typing import TYPE_CHECKING

from ..indicator import counts
from ..indicator.unit import multiplier
from . import printed
from .tables import records

if TYPE_CHECKING:
    from .plan import Plan

REGISTERED = "出生人数(户籍,当年)"


def recover_births(plan: "Plan") -> dict[int, tuple[tuple[str, ...], counts.Recovery]]:
    """Recover whole deaths and live births behind the rates that share live births as denominator.

    Parameters
    ----------
    plan : a loaded :class:`~kzplan.plan.plan.Plan`.

    Returns
    -------
    dict
        {year: (codes, Recovery)} for years in which two or more such rates are printed and fit. Of
        several solutions the one nearest to the registered births of that year is taken, or the one
        with the fewest events where none are known; the others stand in ``Recovery.alternatives``.
    """
    rates = [target for target in plan.by_code.values() if target.of_deaths]
    registered, found = registered_births(plan), {}
    sources = {(*target.source_rows, (None, None))[0] for target in rates}
    rows = {
        (table, row["row"]): row
        for table in {table for table, _ in sources} & set(plan.tables)
        for row in records(plan.tables[table])
    }
    for column, year in plan.period.value_columns.items():
        cells = {}
        for target in rates:
            table, row = (*target.source_rows, (None, None))[0]
            if table not in plan.tables or not target.grades[year].usable:
                continue
            text = rows[table, row][column]
            value = printed.parse_value(text)[0]
            if value is not None:
                cells[target.code] = (value, multiplier(target.unit), printed.decimals(text))
        if len(cells) < 2:
            continue
        values, per, digits = zip(*cells.values(), strict=True)
        recovery = nearest(counts.recover_counts(values, per, digits), registered.get(year))
        if recovery is not None:
            found[year] = tuple(cells), recovery
    return found


def nearest(recovery: counts.Recovery | None, births: float | None) -> counts.Recovery | None:
    """Return a recovery with the solution nearest to the births known put first.

    Parameters
    ----------
    recovery : :class:`~kzplan.indicator.counts.Recovery`, or None where there is none.
    births : live births known from elsewhere, or None.
    """
    if recovery is None or births is None or recovery.unique:
        return recovery
    every = [(recovery.events, recovery.low, recovery.high), *recovery.alternatives]
    every.sort(key=lambda solution: abs((solution[1] + solution[2]) / 2 - births))
    (events, low, high), *others = every
    return counts.Recovery(events, low, high, tuple(others))


def registered_births(plan: "Plan") -> dict[int, float]:
    """Return births by year as the household register counts them, from ``external.csv``."""
    own = plan.outside(REGISTERED, str(plan.dictionary.get("geo")))
    return dict(zip(own["year"].astype(int).tolist(), own["value"].tolist(), strict=True))


def reported_births(plan: "Plan") -> dict[int, float]:
    """Return live births by year of the plan as departments reported them, the denominators of the births-based rates; the largest where they differ."""
    if not len(plan.returned):
        return {}
    codes = [target.code for target in plan.by_code.values() if target.of_deaths]
    rows = plan.returned[plan.returned["code"].isin(codes) & plan.returned["stratum"].eq("total")].dropna(
        subset=["denominator"]
    )
    return rows[rows["year"] > plan.period.base].groupby("year")["denominator"].max().to_dict()


def expected_births(plan: "Plan") -> float | None:
    """Return the live births expected in the target year, or None where nothing is known (assumption A1).

    Notes
    -----
    Mean of the live births reported for the two latest years. Before any were reported: mean of the registered births of the two latest years, times the ratio of maternal-and-child-health
    live births to registered births in the latest year that has both. Without registered births: the
    live births recovered for the latest year.
    """
    reported = reported_births(plan)
    if reported:
        return float(sum(reported[year] for year in sorted(reported)[-2:]) / len(sorted(reported)[-2:]))
    registered, recovered = registered_births(plan), plan.recovered
    if not recovered:
        return None
    both = sorted(set(registered) & set(recovered))
    latest = recovered[max(recovered)][1].denominator
    if not both:
        return float(latest)
    ratio = recovered[both[-1]][1].denominator / registered[both[-1]]
    recent = sorted(registered)[-2:]
    return float(ratio * sum(registered[year] for year in recent) / len(recent))
