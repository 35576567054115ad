"""Write the report folder: the page, the outlook as CSV and workbook, the audit's two workbooks."""

from pathlib import Path

from ..odds.outlook import outlook
from ..plan.plan import Plan
from . import html, queries, workbook


def write_report(plan: Plan, folder: Path | str = "report") -> list[Path]:
    """Write the report of a plan.

    Parameters
    ----------
    plan : a loaded :class:`~kzplan.plan.plan.Plan`.
    folder : where to; made if it is not there.

    Returns
    -------
    list of the files written.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    table = outlook(plan)
    written = [folder / f"outlook_{plan.period.last}{ending}" for ending in (".csv", ".xlsx")] + [folder / "index.html"]
    table.to_csv(written[0], index=False, encoding="utf-8", lineterminator="\n")
    workbook.write(table, plan, written[1])
    written[2].write_text(html.page(table, plan), encoding="utf-8")
    return written + queries.write(plan, folder)
