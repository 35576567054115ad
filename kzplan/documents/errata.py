"""《基期数据勘误与待核清单》: what is kept out of trends already, and what the audit doubts in the printed tables."""

from pathlib import Path

import pandas as pd

from ..paper.sheet import Book, open_workbook, write_table
from ..plan.plan import Plan
from ..words import labels
from .facts import facts_of_plan
from .gathering import PLANS, TO_ASK, gathered
from .texts import Texts

ERRATA = "基期数据勘误与待核清单"
WIDTHS = {"序号": 5, "性质": 9, "问题": 16, "涉及指标（所印值）": 52, "依据": 50, "处理": 28, "责任单位": 20}
CORRECTION_WIDTHS = {
    "规划": 6,
    "行号": 6,
    "指标": 40,
    "单位": 8,
    "列": 10,
    "所印值": 10,
    "可能的正确值": 14,
    "依据": 56,
    "责任单位": 16,
}


def write(plan: Plan, found: pd.DataFrame, path: Path) -> None:
    """Write the workbook.

    Parameters
    ----------
    plan : a loaded plan.
    found : what :func:`kzplan.audit` returns of it, in Chinese.
    path : file to write. The same plan gives the same bytes.
    """
    values = facts_of_plan(plan) | {"total": 0, "department": "", "asked": 0}
    said = Texts(plan).blocks("queries.txt", values)
    base = found[found["severity"].isin(TO_ASK)]
    parts = {
        "待核（基期数据）": base[base["family"] != "targets"],
        "待核（目标值）": base[base["family"] == "targets"],
        "提示": found[found["severity"] == "note"],
    }
    with open_workbook(path, ERRATA) as book:
        _write_corrections(book, plan, said)
        for name, lines in parts.items():
            _write_part(book, name, gathered(lines, plan.period), "".join(said["footer"]))


def _write_part(book: Book, name: str, own: pd.DataFrame, footer: str) -> None:
    table = pd.DataFrame(
        {
            "序号": [str(n) for n in range(1, len(own) + 1)],
            "性质": [labels.word(one, "zh") for one in own["severity"]],
            "问题": own["title"],
            "涉及指标（所印值）": own["lines"],
            "依据": own["evidence"],
            "处理": own["action"],
            "责任单位": ["、".join(names) for names in own["departments"]],
        }
    )
    write_table(*book, name, table, WIDTHS, footer, title=f"{ERRATA}：{name}")


def _write_corrections(book: Book, plan: Plan, said: dict[str, tuple[str, ...]]) -> None:
    """Cells that are kept out of trends already, printed and used value side by side."""
    cells = plan.tables["corrections"]
    rows = plan.decade.loc[list(zip(cells["table"], cells["row"].astype(int), strict=True))]
    table = pd.DataFrame(
        {
            "规划": [PLANS[name.split("_")[0]] for name in cells["table"]],
            "行号": cells["row"].astype(int).astype(str).to_numpy(),
            "指标": rows["name_zh"].to_numpy(),
            "单位": rows["unit"].to_numpy(),
            "列": [f"{plan.period.value_columns[name]}年值" for name in cells["column"]],
            "所印值": cells["printed"].to_numpy(),
            "可能的正确值": [labels.number(value, 4) if value == value else "不采用" for value in cells["corrected"]],
            "依据": cells["reason_zh"].to_numpy(),
            "责任单位": rows["department"].to_numpy(),
        }
    )
    footer, title = "".join(said["footer"]), f"{ERRATA}：勘误"
    write_table(*book, "勘误（已不采用）", table, CORRECTION_WIDTHS, footer, title=title, about=said["corrections"])
