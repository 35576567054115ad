"""What an office sends out after an audit: 《数据质量审核查询单》, and beside it 《基期数据勘误与待核清单》."""

from pathlib import Path

import pandas as pd

from .. import findings
from ..paper.filenames import apart
from ..paper.sheet import LONGEST, Book, open_workbook, sheet_name, write_table
from ..plan.plan import Plan
from ..words import labels
from ..words.both import Both
from . import errata
from .facts import facts_of_plan
from .gathering import TO_ASK, gathered

QUERIES, CONTENTS = Both("List of queries", "数据质量审核查询单"), Both("Contents", "目录")
# heading, width in characters, where it comes from; blank: for the department to fill
COLUMNS = (
    (Both("No.", "序号"), 5, "number"),
    (Both("kind", "性质"), 9, "severity"),
    (Both("finding", "问题"), 16, "title"),
    (Both("indicators (as printed)", "涉及指标（所印值）"), 44, "lines"),
    (Both("evidence", "查询内容"), 46, "evidence"),
    (Both("please verify", "请核实"), 26, "action"),
    (Both("reply", "答复"), 30, ""),
    (Both("agreed value", "核定值"), 10, ""),
    (Both("filled in by, date", "填报人、日期"), 14, ""),
)


def write(plan: Plan, folder: Path, found: pd.DataFrame | None = None, lang: str = "zh") -> list[Path]:
    """Write both workbooks of a plan into a folder.

    Parameters
    ----------
    plan : a loaded plan.
    folder : where to.
    found : what :func:`kzplan.audit` returns of it in ``lang``, where it was made already; None: made here.
    lang : "zh", as the departments read them, or "en"; departments are called as the plan calls them.

    Returns
    -------
    list of the two files. The same plan gives the same bytes.
    """
    found = findings.audit(plan, lang=lang) if found is None else found
    paths = [folder / f"{name.text(lang)}.xlsx" for name in (errata.ERRATA, QUERIES)]
    errata.write(plan, found, paths[0], lang)
    _write_queries(plan, found, paths[1], lang)
    return paths


def _write_queries(plan: Plan, found: pd.DataFrame, path: Path, lang: str) -> None:
    asked = gathered(found[found["severity"].isin(TO_ASK)], plan.period, lang)
    asked["order"] = asked["severity"].map(TO_ASK.index)
    own = {
        department: asked[[department in names for names in asked["departments"]]].sort_values(["order", "finding"])
        for department in dict.fromkeys(name for names in asked["departments"] for name in names)
    }
    values = facts_of_plan(plan) | {"total": len(asked)}
    sheets = apart([CONTENTS.text(lang), *own], sheet_name, LONGEST)
    with open_workbook(path, QUERIES.text(lang)) as book:
        said = errata.said_in(plan, values | {"department": "", "asked": 0}, lang)
        _write_contents(book, own, said, lang)
        for department, rows in own.items():
            said = errata.said_in(plan, values | {"department": department, "asked": len(rows)}, lang)
            _write_department(book, sheets[department], rows, said, lang)


def _write_department(
    book: Book, department: str, own: pd.DataFrame, said: dict[str, tuple[str, ...]], lang: str
) -> None:
    told = own.assign(
        number=[str(n) for n in range(1, len(own) + 1)], severity=[labels.word(one, lang) for one in own["severity"]]
    )
    table = pd.DataFrame({heading.text(lang): told[field] if field else "" for heading, _, field in COLUMNS})
    widths = {heading.text(lang): width for heading, width, _ in COLUMNS}
    blank = {heading.text(lang): "blank" for heading, _, field in COLUMNS if not field}
    footer = "".join(said["footer"])
    write_table(
        *book, department, table.reset_index(drop=True), widths, footer, blank, QUERIES.text(lang), said["department"]
    )


def _write_contents(book: Book, asked: dict[str, pd.DataFrame], said: dict[str, tuple[str, ...]], lang: str) -> None:
    """The first sheet: how many questions go to whom."""
    rows = [
        (department, *(int((own["severity"] == one).sum()) for one in TO_ASK), len(own))
        for department, own in asked.items()
    ]
    heads = [
        Both("department", "责任单位").text(lang),
        *(labels.word(one, lang) for one in TO_ASK),
        Both("together", "合计").text(lang),
    ]
    table = pd.DataFrame(rows, columns=heads)
    widths = dict(zip(table, (24, 12, 12, 12), strict=True))
    kinds, footer = dict.fromkeys(heads[1:], "year"), "".join(said["footer"])
    write_table(*book, CONTENTS.text(lang), table, widths, footer, kinds, QUERIES.text(lang), said["contents"])
