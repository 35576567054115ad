"""What goes back to a department: 《数据质量审核查询单》, every doubtful cell, with a column for the reply."""

from pathlib import Path

import pandas as pd

from ..paper.sheet import open_workbook, source_line, write_table
from ..plan.plan import Plan
from ..words.errors import Refusal

TITLE = "数据质量审核查询单"
WIDTHS = {
    "序号": 5,
    "性质": 8,
    "文件": 24,
    "工作表": 16,
    "单元格": 8,
    "代码": 6,
    "栏目": 9,
    "所填": 16,
    "应为": 22,
    "问题": 40,
    "答复": 28,
    "核定值": 10,
}
ABOUT = "“须更正”的各处更正后方可入库；“待核实”的请说明情况，数值无误的注明“无误”。"
BLANK = dict.fromkeys(("答复", "核定值"), "blank")


def write_queries(queries: pd.DataFrame, plan: Plan, path: str | Path) -> Path:
    """Write queries as a workbook that prints on A4; text that looks like a formula stays text.

    Parameters
    ----------
    queries : as :func:`kzplan.returns.check.check` returns them.
    plan : the plan they are of.
    path : where to.

    Returns
    -------
    Path of the workbook.

    Raises
    ------
    Refusal : the name does not end in .xlsx, the file is there already (a reply may stand in it), or its folder is not.
    """
    path = Path(path)
    _refuse(path)
    with open_workbook(path, TITLE) as (book, formats):
        write_table(book, formats, TITLE, _table(queries), WIDTHS, source_line(plan), BLANK, TITLE, [ABOUT])
    return path


def _refuse(path):
    if path.suffix != ".xlsx":
        raise Refusal(f"{path}: the name must end in .xlsx", f"{path}：文件名须以.xlsx结尾")
    if path.exists():
        raise Refusal(
            f"{path} is there already; give another name: a form or a reply would be overwritten",
            f"{path}已经存在，请换一个文件名，以免覆盖报送表或答复",
        )
    if not path.parent.is_dir():
        raise Refusal(f"{path.parent} is no folder", f"没有{path.parent}这个文件夹")


def _table(queries):
    return pd.DataFrame(
        {
            "序号": [str(n) for n in range(1, len(queries) + 1)],
            "性质": queries["severity"].map({"certain": "须更正", "question": "待核实"}),
            "文件": queries["file"],
            "工作表": queries["sheet"],
            "单元格": queries["place"],
            "代码": queries["code"],
            "栏目": queries["heading"],
            "所填": queries["found"],
            "应为": queries["expected"].replace("", "—"),
            "问题": queries["why"],
            "答复": "",
            "核定值": "",
        }
    )
