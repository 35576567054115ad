"""What an office sends out after an audit: 《基期数据勘误与待核清单》 and 《数据质量审核查询单》."""

import pandas as pd

from .. import findings
from ..paper.sheet import open_workbook, source_line, write_table
from ..words import labels

ERRATA, QUERIES = "基期数据勘误与待核清单", "数据质量审核查询单"
TO_ASK = ("certain", "question")
PLANS = {"women": "妇女", "children": "儿童"}
TABLES = {"2011_2020": "表第{}行", "2021_2030": "2030年目标表第{}行", "text": "规划正文第{}段"}
VALUE = {"value_2010": "2010年值", "value_2020": "2020年值"}
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


def write(plan, folder):
    """Write both workbooks of a plan into a folder.

    Returns
    -------
    list of the two files. The same plan gives the same bytes.
    """
    found = findings.audit(plan, lang="zh")
    paths = [folder / f"{ERRATA}.xlsx", folder / f"{QUERIES}.xlsx"]
    _write_errata(plan, found, paths[0])
    _write_queries(plan, found, paths[1])
    return paths


def _line_words(line, lang="zh"):
    """A line of a finding as people read it."""
    if lang == "en":
        aim = " target" if line["column"].startswith("target") else ""
        expected = f" [{line['expected']}]" if line["expected"] else ""
        return f"{line['plan']} {line['table']} row {line['row']} {line['name']} ({line['year']}{aim}): {line['printed']}{expected}"
    where = PLANS[line["plan"]] + TABLES[line["table"]].format(line["row"])
    expected = f"［参考：{line['expected']}］" if line["expected"] else ""
    when = f"（{line['year']}年{'目标' if line['column'].startswith('target') else ''}）"
    return f"{where} {line['name']}{when}：{line['printed']}{expected}"


def gathered(found, lang="zh"):
    """Return the findings of an audit one a row, with their printed rows joined.

    Parameters
    ----------
    found : what :func:`kzplan.audit` returns.
    lang : language of the joined rows and of the title.

    Returns
    -------
    DataFrame with columns finding, rule, title, severity, lines, evidence, action, departments (a tuple).
    """
    records = []
    for number, lines in found.groupby("finding"):
        first = lines.iloc[0]
        departments = dict.fromkeys(name for joint in lines["department"] for name in joint.split("、"))
        words = "\n".join(_line_words(line, lang) for line in lines.to_dict("records"))
        title = found.attrs["titles"][first["rule"]] if lang == "zh" else first["rule"].replace("_", " ")
        records.append(
            (
                number,
                first["rule"],
                title,
                first["severity"],
                words,
                first["evidence"],
                first["action"],
                tuple(departments),
            )
        )
    columns = ["finding", "rule", "title", "severity", "lines", "evidence", "action", "departments"]
    return pd.DataFrame(records, columns=columns)


def _write_queries(plan, found, path):
    asked = gathered(found[found["severity"].isin(TO_ASK)])
    asked["order"] = asked["severity"].map(TO_ASK.index)
    book, formats = open_workbook(path, QUERIES)
    with book:
        departments = dict.fromkeys(name for names in asked["departments"] for name in names)
        _summary(book, formats, asked, departments, plan)
        for department in departments:
            own = asked[[department in names for names in asked["departments"]]].sort_values(["order", "finding"])
            table = pd.DataFrame(
                {
                    "序号": [str(n) for n in range(1, len(own) + 1)],
                    "性质": [labels.word(one, "zh") for one in own["severity"]],
                    "问题": own["title"],
                    "涉及指标（所印值）": own["lines"],
                    "查询内容": own["evidence"],
                    "请核实": own["action"],
                    "答复": "",
                    "核定值": "",
                    "填报人、日期": "",
                }
            )
            about = [
                f"致：{department}",
                f"下列{len(own)}处系按统一规则审核《{plan.dictionary.get('title', '')}》印发各表及正文所得。“确有问题”指所印各数互相矛盾，"
                "或与规划自身要求不符；“待核实”指请予说明。请逐条答复，核定值与所印值不同的，请注明依据。",
            ]
            write_table(
                book,
                formats,
                department,
                table,
                QUERY_WIDTHS,
                source_line(plan),
                dict.fromkeys(("答复", "核定值", "填报人、日期"), "blank"),
                QUERIES,
                about,
            )


def _summary(book, formats, asked, departments, plan):
    """The first sheet: how many questions go to whom."""
    rows = []
    for department in departments:
        own = asked[[department in names for names in asked["departments"]]]
        rows.append((department, *(int((own["severity"] == one).sum()) for one in TO_ASK), len(own)))
    table = pd.DataFrame(rows, columns=["责任单位", "确有问题", "待核实", "合计"])
    about = [f"共{len(asked)}处；涉及多个单位的在各单位表中均列出，故各单位之和大于总数。"]
    widths = {"责任单位": 24, "确有问题": 12, "待核实": 12, "合计": 12}
    write_table(
        book, formats, "目录", table, widths, source_line(plan), dict.fromkeys(list(widths)[1:], "year"), QUERIES, about
    )


def _write_errata(plan, found, path):
    book, formats = open_workbook(path, ERRATA)
    with book:
        _corrections(book, formats, plan)
        base = found[found["severity"].isin(TO_ASK)]
        parts = {
            "待核（基期数据）": base[base["family"] != "targets"],
            "待核（目标值）": base[base["family"] == "targets"],
            "提示": found[found["severity"] == "note"],
        }
        widths = {"序号": 5, "性质": 9, "问题": 16, "涉及指标（所印值）": 52, "依据": 50, "处理": 28, "责任单位": 20}
        for name, lines in parts.items():
            own = gathered(lines)
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
            write_table(book, formats, name, table, widths, source_line(plan), title=f"{ERRATA}：{name}")


def _corrections(book, formats, plan):
    """Cells that are kept out of trends already, printed and used value side by side."""
    cells = plan.tables["corrections"]
    rows = plan.decade.loc[list(zip(cells["table"], cells["row"].astype(int), strict=True))]
    used = [labels.number(value, 4) if value == value else "不采用" for value in cells["corrected"]]
    table = pd.DataFrame(
        {
            "规划": [PLANS[name.split("_")[0]] for name in cells["table"]],
            "行号": cells["row"].astype(int).astype(str).to_numpy(),
            "指标": rows["name_zh"].to_numpy(),
            "单位": rows["unit"].to_numpy(),
            "列": cells["column"].map(VALUE).to_numpy(),
            "所印值": cells["printed"].to_numpy(),
            "可能的正确值": used,
            "依据": cells["reason_zh"].to_numpy(),
            "责任单位": rows["department"].to_numpy(),
        }
    )
    widths = {
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
    about = ["所印各数一律保留；下列各数不进入趋势推算，“可能的正确值”仅供核对，须由责任单位核定。"]
    write_table(
        book, formats, "勘误（已不采用）", table, widths, source_line(plan), title=f"{ERRATA}：勘误", about=about
    )
