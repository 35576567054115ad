"""Write the report folder: the page, the outlook as CSV and workbook, the audit's two workbooks."""

from collections.abc import Callable
from pathlib import Path

from .. import findings
from ..odds.assumptions import Assumptions
from ..odds.case import cases
from ..odds.outlook import table_of
from ..odds.projection import projections
from ..paper.whole import folder_at, write_csv, write_text
from ..plan.plan import Plan
from ..words.door import door
from . import html, queries, workbook

STEPS = ("odds", "audit", "tables", "workbooks", "page")
SHARES = (8, 4, 1, 17, 70)  # about how long each step takes, of a hundred


@door
def write_report(
    plan: Plan, folder: Path | str = "report", say: Callable[[str, float], object] = lambda step, done: None
) -> list[Path]:
    """Write the report of a plan.

    Parameters
    ----------
    plan : a loaded :class:`~kzplan.plan.plan.Plan`.
    folder : where to; made if it is not there.
    say : called as a step begins, with its name and the share of the work that is done.

    Returns
    -------
    list of the files written: CSV, workbook, page, the audit's two workbooks.
    """
    folder = folder_at(folder)
    steps = iter(zip(STEPS, (sum(SHARES[:i]) / 100 for i in range(len(SHARES))), strict=True))
    say(*next(steps))
    told = projections(cases(plan, Assumptions()))
    table = table_of([one.case for one in told], [one.verdict for one in told])
    table.attrs["levels"] = plan.levels
    say(*next(steps))
    found = findings.audits(plan)
    say(*next(steps))
    written = [folder / f"outlook_{plan.period.last}{ending}" for ending in (".csv", ".xlsx")] + [folder / "index.html"]
    write_csv(table, written[0])
    say(*next(steps))
    workbook.write(table, plan, written[1])
    written += queries.write(plan, folder, found["zh"])
    say(*next(steps))
    write_text(html.page(table, plan, told, found), written[2])
    return written
