"""What goes back to a department: 《数据质量审核查询单》, every doubtful cell, with a column for the reply."""

from pathlib import Path

import pandas as pd

from ..paper.sheet import open_workbook, source_line, write_table
from ..plan.plan import Plan
from ..words import word
from ..words.both import Both
from ..words.errors import Refusal

TITLE = Both("List of queries", "数据质量审核查询单")
# heading in English and Chinese, width in characters, where it comes from; blank: for the department to fill
COLUMNS = (
    (Both("No.", "序号"), 5, "number"),
    (Both("kind", "性质"), 8, "severity"),
    (Both("file", "文件"), 24, "file"),
    (Both("sheet", "工作表"), 16, "sheet"),
    (Both("cell", "单元格"), 8, "place"),
    (Both("code", "代码"), 6, "code"),
    (Both("column", "栏目"), 9, "heading"),
    (Both("found", "所填"), 16, "found"),
    (Both("expected", "应为"), 22, "expected"),
    (Both("question", "问题"), 40, "why"),
    (Both("reply", "答复"), 28, ""),
    (Both("agreed value", "核定值"), 10, ""),
)
ABOUT = Both(
    "What is “to be mended” is mended before a merge; what is “to be verified” is explained, or marked as right.",
    "“须更正”的各处更正后方可入库；“待核实”的请说明情况，数值无误的注明“无误”。",
)


def write_queries(queries: pd.DataFrame, plan: Plan, path: str | Path, lang: str = "zh") -> Path:
    """Write queries as a workbook that prints on A4; text that looks like a formula stays text.

    Parameters
    ----------
    queries : as :func:`kzplan.returns.check.check` returns them.
    plan : the plan they are of.
    path : where to.
    lang : language of headings, title and note; the queries are in the one that they were made in.

    Returns
    -------
    Path of the workbook.

    Raises
    ------
    Refusal : the name does not end in .xlsx, the file is there already (a reply may stand in it), or its folder is not.
    """
    path = Path(path)
    _refuse(path)
    title = TITLE.text(lang)
    widths = {heading.text(lang): width for heading, width, _ in COLUMNS}
    blank = {heading.text(lang): "blank" for heading, _, field in COLUMNS if not field}
    with open_workbook(path, title) as (book, formats):
        table = _table(queries, lang)
        write_table(book, formats, title, table, widths, source_line(plan), blank, title, [ABOUT.text(lang)])
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


def _table(queries, lang):
    own = queries.assign(
        number=[str(n) for n in range(1, len(queries) + 1)],
        severity=[word(one, lang, "query") for one in queries["severity"]],
        expected=queries["expected"].replace("", "—"),
    )
    blank = pd.Series("", index=queries.index)
    return pd.DataFrame({heading.text(lang): own[field] if field else blank for heading, _, field in COLUMNS})
