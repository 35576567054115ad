"""What an office sends out after an audit: 《数据质量审核查询单》, and beside it 《基期数据勘误与待核清单》."""

from pathlib import Path

import pandas as pd

from .. import findings
from ..paper.filenames import apart
from ..paper.sheet import LONGEST, Book, open_workbook, sheet_name, write_table
from ..plan.plan import Plan
from ..words import labels
from . import errata
from .facts import facts_of_plan
from .gathering import TO_ASK, gathered
from .texts import Texts

QUERIES, CONTENTS = "数据质量审核查询单", "目录"
QUERY_WIDTHS = {
    "序号": 5,
    "性质": 9,
    "问题": 16,
    "涉及指标（所印值）": 44,
    "查询内容": 46,
    "请核实": 26,
    "答复": 30,
    "核定值": 10,
    "填报人、日期": 14,
}
ANSWERS = ("答复", "核定值", "填报人、日期")  # columns that a department fills in


def write(plan: Plan, folder: Path, found: pd.DataFrame | None = None) -> list[Path]:
    """Write both workbooks of a plan into a folder.

    Parameters
    ----------
    plan : a loaded plan.
    folder : where to.
    found : what :func:`kzplan.audit` returns of it in Chinese, where it was made already; None: made here.

    Returns
    -------
    list of the two files. The same plan gives the same bytes.
    """
    found = findings.audit(plan, lang="zh") if found is None else found
    paths = [folder / f"{errata.ERRATA}.xlsx", folder / f"{QUERIES}.xlsx"]
    errata.write(plan, found, paths[0])
    _write_queries(plan, found, paths[1])
    return paths


def _write_queries(plan: Plan, found: pd.DataFrame, path: Path) -> None:
    asked = gathered(found[found["severity"].isin(TO_ASK)], plan.period)
    asked["order"] = asked["severity"].map(TO_ASK.index)
    own = {
        department: asked[[department in names for names in asked["departments"]]].sort_values(["order", "finding"])
        for department in dict.fromkeys(name for names in asked["departments"] for name in names)
    }
    texts, values = Texts(plan), facts_of_plan(plan) | {"total": len(asked)}
    sheets = apart([CONTENTS, *own], sheet_name, LONGEST)
    with open_workbook(path, QUERIES) as book:
        _write_contents(book, own, texts.blocks("queries.txt", values | {"department": "", "asked": 0}))
        for department, rows in own.items():
            said = texts.blocks("queries.txt", values | {"department": department, "asked": len(rows)})
            _write_department(book, sheets[department], rows, said)


def _write_department(book: Book, department: str, own: pd.DataFrame, said: dict[str, tuple[str, ...]]) -> None:
    table = pd.DataFrame(
        {
            "序号": [str(n) for n in range(1, len(own) + 1)],
            "性质": [labels.word(one, "zh") for one in own["severity"]],
            "问题": own["title"],
            "涉及指标（所印值）": own["lines"],
            "查询内容": own["evidence"],
            "请核实": own["action"],
            **dict.fromkeys(ANSWERS, ""),
        }
    )
    kinds, footer = dict.fromkeys(ANSWERS, "blank"), "".join(said["footer"])
    write_table(*book, department, table, QUERY_WIDTHS, footer, kinds, QUERIES, said["department"])


def _write_contents(book: Book, asked: dict[str, pd.DataFrame], said: dict[str, tuple[str, ...]]) -> None:
    """The first sheet: how many questions go to whom."""
    rows = [
        (department, *(int((own["severity"] == one).sum()) for one in TO_ASK), len(own))
        for department, own in asked.items()
    ]
    table = pd.DataFrame(rows, columns=["责任单位", "确有问题", "待核实", "合计"])
    widths = dict(zip(table, (24, 12, 12, 12), strict=True))
    kinds, footer = dict.fromkeys(list(widths)[1:], "year"), "".join(said["footer"])
    write_table(*book, CONTENTS, table, widths, footer, kinds, QUERIES, said["contents"])
