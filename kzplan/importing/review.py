"""The review workbook: every proposal in a row, with a choice to confirm, change or drop it."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter

from ..indicator.unit import multiplier
from ..paper.sheet import open_workbook, write_table
from ..paper.whole import folder_at
from ..plan.printed import parse_value
from ..words.door import door
from ..words.labels import EXAMPLE
from . import tongue, typed
from .defined import in_level
from .edited import write_originals
from .facts import GUESSED, INVENTED, NAMES
from .likeness import Like, to_check
from .proposals import Goal, Past, Proposals
from .scope import levels
from .sentences import CHANGES
from .typed import CHANGE, CONFIRM, DROP
from .wanted import direction_of, kind_of
from .words import APART, DIRECTIONS, GRADES, KINDS, NARROWS, PARTS, rule_in_words

CHOICES = (CONFIRM, CHANGE, DROP)
SHEETS = {"facts": "规划", "goals": "目标", "past": "上期指标", "figures": "正文数据", "left": "未读入"}
DECIDE, BASELINE = "指标决定", "基期决定"
NARROWER = "范围可能不同，需核对口径"
OTHER_PLAN = "改为规划"
FOOTER = {"zh": "导入核对表", "en": "Import review"}
ADDED = "补充责任单位"  # what a plan in sentences does not print
# headings of the targets' sheet: what they hold, and how wide
GOALS = {
    "序": 5, "来源": 10, "规划": 6, "类别": 12, "序号": 6, "指标名称": 28, "上级目标": 10, "目标": 14, "属性": 8, "责任单位": 14,
    "读作": 18, "拟用指标": 22, "拟用指标名称": 22, "相似度": 8, "其他可能": 26, "分组": 9, "类型": 11, "良好方向": 9,
    DECIDE: 10, OTHER_PLAN: 9, "改为指标": 18, "改为分组": 9, "改为名称": 18, "改为目标": 14, "改为类型": 11, "改为方向": 9, ADDED: 16,
    "基期来源": 18, "来源名称": 22, "基期值": 14, "名称相似度": 10, "拟定可比性": 10,
    BASELINE: 10, "改为来源": 16, typed.VALUE: 10, typed.YEAR: 10, "改为可比性": 10, "理由": 24, "原文": 40,
}  # fmt: skip
PAST = {
    "序": 5, "来源": 10, "规划": 6, "序号": 6, "指标名称": 28, "单位": 8, "规划目标": 10, "责任单位": 14,
    "拟用指标": 24, "拟用指标名称": 24, "相似度": 8, "分组": 10, DECIDE: 10, OTHER_PLAN: 9, "改为指标": 20, "改为分组": 10,
}  # fmt: skip
FIGURES = {
    "序": 5,
    "来源": 10,
    "规划": 6,
    "指标名称": 28,
    "单位": 8,
    "年份": 8,
    "数值": 10,
    "原文": 50,
    DECIDE: 10,
    "改为数值": 10,
}
LEFT = {"来源": 10, "原文": 60, "原因": 40}
FACTS = {"项目": 16, "内容": 60, "改为": 60, "说明": 44}
OWN = {
    DECIDE,
    BASELINE,
    *[name for name in (*GOALS, *PAST, *FIGURES, *FACTS) if name.startswith("改为")],
    ADDED,
    typed.VALUE,
    typed.YEAR,
    "理由",
}
ABOUT = {
    "facts": [
        "请核对文件中读出的规划名称、地区、年份和称谓；有误的写入“改为”列。年份缺失（0）时必须填写。",
        "“地区英文名”用于英文标题和报告（如Qingxi County），可以不填。",
        "“年活产数”写入“改为”列，年份在前、人数在后，几年以分号分隔，可以不填；不填的，孕产妇、儿童死亡率的推算不计入例数少的偶然波动。",
    ],
    "goals": [
        f"逐行在“{DECIDE}”列选择：{CONFIRM}（采用拟用指标）、{CHANGE}（按“改为”各列）、{DROP}（不写入）；未选择的行不写入规划文件夹。",
        f"“{BASELINE}”列确认基期值与目标是否可比，这只能由人判断；未确认的不采用基期。可比性：A定义相同，B可用但须说明，C定义不同，D数据有误，N无。",
        f"文件没有给出基期数据或未能读出的，可在“{typed.VALUE}”“{typed.YEAR}”两列填写本级数值和年份，“{BASELINE}”选“{CONFIRM}”，并在“理由”列写明出处。",
        f"“基期来源”指“上期指标”“正文数据”两表的某一行：采用该基期的，那一行也须在该表的“{DECIDE}”列选“{CONFIRM}”，三张表都要选。",
        "文件没有写明类别（领域）、属性（预期性、约束性）的，可直接填在“类别”“属性”两列；类别填在每类的首行即可。",
        "文件没有写明责任单位的，填在“补充责任单位”列（几个单位以顿号分隔），报送表按责任单位生成。",
        "“读作”为“未能读出”的目标须改写（“改为目标”）或删除，否则整个文件不写入。拟用指标编号见kzplan.catalogue()；目录中没有的指标可自拟英文编号并填写类型、方向。",
        f"“其他可能”注有“{NARROWER}”的，拟用指标的全称比这一行的名称宽或窄，请对照“拟用指标名称”后再决定。",
        f"“规划”为妇女或儿童；两个规划合列一表的按标题、名称拟定，有误的选“{CHANGE}”，在“{OTHER_PLAN}”中选择。",
        f"分组为total是全体，urban、rural是城镇、农村；分组不对的选“{CHANGE}”，在“改为分组”写明（可写城镇、农村、女性、女童、合计等）。",
        "“类型”：rate为率（千分率、十万分率等），proportion为百分比，positive为正数（年限、面积、每千人拥有数等），count为个数，none为不作测算。",
        "“良好方向”：up为越高越好，down为越低越好，none为不分高低。“改为类型”“改为方向”须从下拉列表中选这些代码。",
        "“其他可能”注有“不同”且“需核对口径”的排在前面，或是同一事项的另一部分（如女童与全体），或算法不同（如人数与比例），或名称不够相近（称谓）；核对无误的可写入“改为指标”。",
        "“其他可能”只注“不同”的，名称相近而所指不同，一般不能采用，供自拟编号时参考。",
    ],
    "past": [
        f"文件中列出以往年份数据的表格各行，作为基期数据（本规划目标表中的现状值、基期值也列在这里）。逐行在“{DECIDE}”列选择；可从首行向下填充。",
        "这里没有确认的行，“目标”表中不能用作基期。",
    ],
    "figures": [
        f"正文和目标表中读到的以往年份数据，作为基期的来源。逐行在“{DECIDE}”列选择；可从首行向下填充。",
        "这里没有确认的行，“目标”表中不能用作基期。",
    ],
    "left": [
        "以下内容没有读成目标或数据，不能确定的一律不读；确属目标或本地数据的，请在文件中改成单独一句（写明指标、年份和数值）或列表后重新导入。"
    ],
}

EMPTY = {  # what a sheet says that has no rows
    "goals": "文件中没有读到目标，本表为空；有数字或要求而没有读成目标的见“未读入”。",
    "past": "文件中没有列出以往年份数据的指标表，本表为空；正文叙述中的以往数据见“正文数据”，没有读入的表格见“未读入”。",
    "figures": "正文叙述中没有读到以往年份的数据，本表为空；没有读入的语句见“未读入”，也可在“目标”表直接填写基期。",
    "left": "文件中有数字或要求的语句和表格均已读入，本表为空。",
}


@door
def write_review(found: Proposals, path: str | Path, lang: str = "zh") -> Path:
    """Write the review workbook of a document's proposals.

    Parameters
    ----------
    found : what :func:`kzplan.importing.proposals.proposals_of` returns.
    path : the workbook to write.
    lang : "zh" or "en", of its labels; what the document prints stays as it is.

    Returns
    -------
    Path of the workbook.
    """
    path = Path(path)
    folder_at(path.parent)
    tables = {
        "goals": (_goal_rows(found, lang), _interim(found.goals) | GOALS),
        "past": (_past_rows(found.past), _years(found.past) | PAST),
        "figures": (_figure_rows(found), FIGURES),
        "left": (
            [
                dict(zip(LEFT, (place(line, page), text, en if lang == "en" else zh), strict=True))
                for line, page, text, en, zh in found.left
            ],
            LEFT,
        ),
    }
    tables = {name: (_in_tongue(rows, lang), widths) for name, (rows, widths) in tables.items()}
    facts = _in_tongue(_fact_rows(found, lang), lang)
    with open_workbook(path, f"{found.facts.title} {FOOTER[lang]}") as (book, formats):
        _write(book, formats, "facts", pd.DataFrame(facts), FACTS, lang)
        for name, (rows, widths) in tables.items():
            order = list(widths)
            if name == "past":  # values stand where they are printed
                order = _beside(order, "单位", [column for column in widths if column.endswith("年值")])
            if name == "goals":
                order = _beside(order, "上级目标", [column for column in widths if column.endswith("年目标")])
            shown = pd.DataFrame(rows, columns=order)
            _write(book, formats, name, shown, {column: widths[column] for column in order}, lang)
        listed = {SHEETS[name]: rows for name, (rows, _) in tables.items() if name != "left"}
        write_originals(book, {SHEETS["facts"]: facts, **listed})
    return path


def _in_tongue(rows: list[dict[str, str]], lang: str) -> list[dict[str, str]]:
    """Rows with the workbook's own words in the language of its labels."""
    if lang == "zh":
        return rows
    return [{column: tongue.cell(column, text) for column, text in row.items()} for row in rows]


def place(line: int, page: int) -> str:
    """Return where something stands, in a cell's words.

    >>> place(12, 0), place(12, 3)
    ('第12行', '第3页第12行')
    """
    return f"第{page}页第{line}行" if page else f"第{line}行"


def _beside(order, after, columns):
    rest = [one for one in order if one not in columns]
    at = rest.index(after) + 1
    return [*rest[:at], *columns, *rest[at:]]


def _interim(goals):
    return {f"{year}年目标": 12 for year in sorted({year for one in goals for year in one.interim})}


def _years(past):
    return {f"{year}年值": 10 for year in sorted({year for one in past for year in one.values})}


def _write(
    book: xlsxwriter.Workbook,
    formats: dict[str, Any],
    name: str,
    table: pd.DataFrame,
    widths: Mapping[str, float],
    lang: str,
) -> None:
    in_english = lang == "en"
    label, about = (tongue.heading, tongue.ABOUT[name]) if in_english else (str, ABOUT[name])
    if table.empty:
        about = [*about, (tongue.EMPTY if in_english else EMPTY)[name]]
    choose = [*tongue.CHOICES.values()] if in_english else CHOICES
    plans = [*PARTS] if in_english else [*PARTS.values()]
    kinds = dict.fromkeys([label(column) for column in table if column in OWN], "blank")
    shown, wide = table.rename(columns=label), {label(column): width for column, width in widths.items()}
    called = tongue.SHEETS[SHEETS[name]] if in_english else SHEETS[name]
    sheet = write_table(book, formats, called, shown, wide, FOOTER[lang], kinds, about=about)
    first = len(about) + 1
    lists: dict[str, Iterable[str]] = {
        DECIDE: choose, BASELINE: choose, "改为可比性": GRADES, "改为类型": KINDS, "改为方向": DIRECTIONS, OTHER_PLAN: plans,
    }  # fmt: skip
    for column, choices in lists.items():
        if column in table and len(table):
            at = list(table).index(column)
            sheet.data_validation(first, at, first + len(table) - 1, at, {"validate": "list", "source": list(choices)})


def _fact_rows(found, lang):
    facts = found.facts.as_dict()
    said = GUESSED | ({"title": INVENTED} if EXAMPLE in found.facts.title else {})
    told = {name: why[lang == "zh"] for name, why in said.items() if facts[name]}
    return [
        {"项目": zh, "内容": str(facts[name]), "改为": "", "说明": told.get(name, "")} for name, zh in NAMES.items()
    ]


def _goal_rows(found, lang):
    places = {id(one): f"{SHEETS['past']}{at}" for at, one in enumerate(found.past, start=1)}
    places |= {id(one): f"{SHEETS['figures']}{at}" for at, one in enumerate(found.figures, start=1)}
    return [_goal_row(at, goal, places, lang, found.facts.own) for at, goal in enumerate(found.goals, start=1)]


def _goal_row(at: int, goal: Goal, places: dict[int, str], lang: str, own: str) -> dict[str, Any]:
    known, baseline = goal.known, goal.baseline
    row: dict[str, Any] = dict.fromkeys(GOALS, "")
    row |= {f"{year}年目标": text for year, text in goal.interim.items()}
    row |= {
        "序": str(at), "来源": place(goal.line, goal.page), "规划": PARTS[goal.part], "类别": goal.domain, "序号": goal.number,
        "指标名称": goal.name, "上级目标": goal.above, "目标": goal.target, "属性": goal.nature, "责任单位": goal.department,
        "读作": _read_as(goal, lang) + _of_which_plan(goal, lang), "原文": goal.quote,
        "分组": known.stratum if known else goal.stratum or "total",
        "类型": known.kind if known else kind_of(goal.unit),
        "良好方向": known.direction if known else direction_of(goal.name, goal.rule),
        "拟定可比性": goal.comparability,
    }  # fmt: skip
    row["其他可能"] = _others(goal, lang, own)
    if known and goal.proposed:
        row |= {
            "拟用指标": known.indicator,
            "拟用指标名称": known.name.en if lang == "en" else in_level(known.name.zh, own) or known.name.zh,
            "相似度": f"{goal.proposed.score:.2f}",
        }
    if baseline is not None:
        told = [baseline, *goal.earlier]
        values = [f"{year}年{text.strip()}" for one in told for year, text in one.values.items() if _is_value(text)]
        row |= {"基期来源": "、".join(places[id(one)] for one in told), "来源名称": baseline.full}
        row["基期值"] = "；".join(values)
        row["名称相似度"] = f"{goal.baseline_score:.2f}"
    return row


def _others(goal: Goal, lang: str, own: str) -> str:
    """Further indicators: the next ones, or those that are alike in name only; first what needs no more than a check."""
    in_english = lang == "en"
    others = [_named(one, [], in_english) for one in goal.others]
    for one, group in goal.apart:
        about = f"{'different: ' if in_english else '不同：'}{APART[group].text(lang)}"
        check = ["to be checked" if in_english else "需核对口径"] * to_check(group)
        others.append(_named(one, [about, *check], in_english))
    if scope := _scope(goal, own):
        about = (", " if in_english else "、").join(NARROWS[name].text(lang) for name in scope)
        others.insert(0, f"{'scope: ' if in_english else NARROWER + '：'}{about}")
    return ("; " if in_english else "；").join(others)


def _scope(goal: Goal, own: str) -> list[str]:
    """What a proposed indicator may be wider or narrower in; its level is the plan's own, for it gets that."""
    name = goal.known.name.zh if goal.known else ""
    mine, theirs = levels(goal.name), levels(in_level(name, own) or name)
    differs = mine != theirs and ("level" in goal.narrower or bool(mine and theirs))
    return ["level"] * differs + [about for about in goal.narrower if about != "level"]


def _named(one: Like, said: list[str], in_english: bool) -> str:
    """An indicator by its id, with the name that is alike and how like it is."""
    inside = [one.name, *said, f"{one.score:.2f}"]
    return f"{one.key[0]} ({', '.join(inside)})" if in_english else f"{one.key[0]}（{'，'.join(inside)}）"  # type: ignore[index]


def _is_value(text: str) -> bool:
    return parse_value(text)[0] is not None


def _read_as(goal, lang):
    """How a target is read; of a change, whose number if any has a unit that is not the indicator's, the unit is asked for."""
    if goal.rule is None:
        return f"not read: {goal.amiss.en}" if lang == "en" else f"未能读出：{goal.amiss.zh}"
    said = goal.rule.words if lang == "en" else rule_in_words(goal.rule)
    if goal.beside:
        parts = "; ".join(goal.beside) if lang == "en" else "；".join(goal.beside)
        said += f"; not read beside it: {parts}" if lang == "en" else f"；同段另有未读入的：{parts}，请核对"
    if goal.known and (known := multiplier(goal.known.unit)) and (own := multiplier(goal.unit)) and own != known:
        said += (
            f"; the catalogue's unit is {goal.known.unit}, check {goal.unit}"
            if lang == "en"
            else f"；指标目录的单位为{goal.known.unit}，请核对{goal.unit}"
        )
    if not goal.quote or goal.rule.form not in CHANGES or "分点" in goal.target:
        return said
    if lang == "en":
        asked = (
            f"the unit {goal.unit} is the catalogue's, check it"
            if goal.unit
            else "no unit: write it in brackets at the end of Change name to"
        )
        return f"{said}; {asked}"
    if goal.unit:
        return f"{said}；单位{goal.unit}取自指标目录，请核对"
    return f"{said}；指标单位未写明，请选“{CHANGE}”，在“改为名称”末尾用括号注明单位"


def _of_which_plan(goal: Goal, lang: str) -> str:
    """What is to be checked of a target whose plan is but that of the row before it."""
    if not goal.part_unsaid:
        return ""
    if lang == "en":
        return "; nothing says which plan it is of, and that of the row before is proposed: check it"
    return "；文件没有写明属于哪个规划，暂按上一行拟定，请核对“规划”列"


def _past_rows(past: list[Past]) -> list[dict[str, str]]:
    rows = []
    for at, one in enumerate(past, start=1):
        key = one.proposed.key if one.proposed else ("", "total")
        row = dict.fromkeys(PAST, "") | {f"{year}年值": text for year, text in one.values.items()}
        row |= {
            "序": str(at), "来源": place(one.line, one.page), "规划": PARTS[one.part], "序号": one.number, "指标名称": one.name,
            "单位": one.unit, "规划目标": one.target, "责任单位": one.department, "拟用指标": key[0], "分组": key[1],  # type: ignore[index]
            "拟用指标名称": one.proposed.name if one.proposed else "",
            "相似度": f"{one.proposed.score:.2f}" if one.proposed else "",
        }  # fmt: skip
        rows.append(row)
    return rows


def _figure_rows(found: Proposals) -> list[dict[str, str]]:
    rows = []
    for at, one in enumerate(found.figures, start=1):
        years, texts = list(one.values), list(one.values.values())
        row = dict.fromkeys(FIGURES, "") | {"序": str(at), "来源": place(one.line, one.page), "规划": PARTS[one.part]}
        row |= {"指标名称": one.full, "单位": one.unit, "原文": one.quote}
        row |= {"年份": "；".join(map(str, years)), "数值": "；".join(texts)}
        rows.append(row)
    return rows
