"""The outlook as a workbook an office can read: Chinese headings, one sheet of rows, one of words."""

from pandas.api.types import is_numeric_dtype

from ..model.scores import came_true
from ..paper.sheet import open_workbook, source_line, write_table
from ..words import labels

HEADINGS = {
    "code": "代码",
    "name_zh": "指标名称",
    "unit": "单位",
    "name_en": "Indicator",
    "plan": "规划",
    "domain": "领域",
    "department": "责任单位",
    "nature": "指标属性",
    "kind": "类型",
    "direction": "方向",
    "rule": "判定规则",
    "target": "区2030年目标",
    "target_city": "市2030年目标",
    "base_year": "基期年份",
    "base_value": "基期值",
    "latest_year": "最新年份",
    "latest_value": "最新值",
    "comparability": "可比性",
    "status": "达标状况（区目标）",
    "status_city": "达标状况（市目标）",
    "median": "2030年推算中位数",
    "lo50": "50%区间下限",
    "hi50": "50%区间上限",
    "lo80": "80%区间下限",
    "hi80": "80%区间上限",
    "lo95": "95%区间下限",
    "hi95": "95%区间上限",
    "p_reach": "真实水平达标可能性（区目标）",
    "p_city": "真实水平达标可能性（市目标）",
    "p_published": "公布值达标可能性",
    "change_so_far": "以往年均变化",
    "change_required": "今后年均所需变化",
    "change_unit": "变化单位",
    "acceleration": "加速倍数",
    "attainment_year": "中位达标年份",
    "outlook": "2030年达标判断",
    "evidence": "证据强度",
    "reason": "不给概率的原因",
    "methods_on_track": "认为进展顺利的方法数",
    "p_limit_shown": "公布值恰为上限的可能性",
    "note": "口径说明",
}
TRANSLATED = ("plan", "nature", "status", "status_city", "outlook", "evidence", "reason", "change_unit")
SHORT = {
    "code": 6,
    "name_zh": 34,
    "unit": 8,
    "department": 14,
    "nature": 8,
    "target": 14,
    "base_value": 8,
    "latest_value": 8,
    "status": 9,
    "median": 9,
    "lo80": 9,
    "hi80": 9,
    "p_reach": 10,
    "p_published": 10,
    "outlook": 10,
    "methods_on_track": 10,
    "reason": 13,
}


def write(table, plan, path):
    """Write the outlook as ``path``: a sheet to print, a sheet with every column, the words explained.

    The same outlook gives the same bytes.
    """
    reasons = dict(zip(plan.targets["code"], plan.targets["reason_zh"], strict=True))
    units = dict(zip(plan.targets["code"], plan.targets["unit"], strict=True))
    shown = table.assign(
        note=table["code"].map(reasons),
        unit=table["code"].map(units),
        status=[labels.status(row) for _, row in table.iterrows()],
    )
    for name in TRANSLATED:
        shown[name] = [labels.word(value, "zh") for value in shown[name]]
    shown["methods_on_track"] = [labels.methods(value, "zh") for value in shown["methods_on_track"]]
    book, formats = open_workbook(path, plan.dictionary.get("title", ""))
    with book:
        footer = f"{source_line(plan)}；2021年起各值为推算"
        every = dict.fromkeys(table, 13) | {"name_zh": 34, "note": 40}
        for name, widths in (("2030年目标实现可能性预测表", SHORT), ("全部列", every)):
            headed = {HEADINGS[column]: width for column, width in widths.items()}
            kinds = {HEADINGS[column]: _kind(column) for column in widths if is_numeric_dtype(shown[column])}
            write_table(book, formats, name, shown[list(widths)].rename(columns=HEADINGS), headed, footer, kinds)
        _words(book, formats["head"])


def _kind(column):
    return "share" if column.startswith("p_") else "year" if column.endswith("year") else "number"


def _words(book, head):
    sheet = book.add_worksheet("用语说明")
    rows = [
        ("很可能", "≥90%，且最新值已达标并留有余地"),
        ("可能", "≥66%"),
        ("或许可能", "33%—66%"),
        ("不大可能", "＜33%"),
        ("很不可能", "＜10%"),
        ("空白", "没有该值；原因见“不给概率的原因”"),
        (
            "80%以上",
            "在其他地区的检验中有{:.0f}%—{:.0f}%成真，宜从低看待".format(*(100 * share for share in came_true(0.8))),
        ),
        ("推算", "2021年起各值均为推算，非统计数据"),
    ]
    sheet.write_row(0, 0, ["用语", "含义"], head)
    for row, (word, meaning) in enumerate(rows, start=1):
        sheet.write_string(row, 0, word)
        sheet.write_string(row, 1, meaning)
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 50)
