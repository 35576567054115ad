"""Write the report folder: the page and its pictures, the outlook as CSV and workbook, the audit's two workbooks."""

from collections.abc import Callable
from pathlib import Path

from .. import findings
from ..odds.assumptions import Assumptions
from ..odds.case import cases
from ..odds.outlook import table_of
from ..odds.projection import projections
from ..paper.svg import Drawing
from ..plan.plan import Plan
from . import html, queries, workbook

PICTURES = "figures"  # folder of the pictures, in the report's own
STEPS = ("odds", "audit", "tables", "workbooks", "figures", "page")
SHARES = (12, 15, 3, 25, 25, 20)  # about how long each step takes, of a hundred


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
    list of the files written: CSV, workbook, page, the audit's two workbooks, the page's pictures.
    """
    folder = Path(folder)
    (folder / PICTURES).mkdir(parents=True, exist_ok=True)
    steps = iter(zip(STEPS, (sum(SHARES[:i]) / 100 for i in range(len(SHARES))), strict=True))
    say(*next(steps))
    told = projections(cases(plan, Assumptions()))
    table = table_of([one.case for one in told], [one.verdict for one in told])
    table.attrs["levels"] = plan.levels
    say(*next(steps))
    found = {lang: findings.audit(plan, lang=lang) for lang in html.LANGUAGES}
    say(*next(steps))
    written = [folder / f"outlook_{plan.period.last}{ending}" for ending in (".csv", ".xlsx")] + [folder / "index.html"]
    table.to_csv(written[0], index=False, encoding="utf-8", lineterminator="\n")
    say(*next(steps))
    workbook.write(table, plan, written[1])
    written += queries.write(plan, folder, found["zh"])
    say(*next(steps))
    drawn = html.pictures(table, told)
    say(*next(steps))
    written[2].write_text(html.page(table, plan, told, found, drawn), encoding="utf-8")
    return written + [_kept(folder / PICTURES, name, picture) for name, picture in drawn.items()]


def _kept(folder: Path, name: str, picture: bytes | Drawing) -> Path:
    """Write a picture of the page as a file of its own."""
    raw, ending = (picture, "png") if isinstance(picture, bytes) else (picture.svg().encode(), "svg")
    path = folder / f"{name}.{ending}"
    path.write_bytes(raw)
    return path
