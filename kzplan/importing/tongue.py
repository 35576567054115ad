"""The review workbook in English: its labels, what stands in its cells, and both back again when it is read."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from ..indicator.shapes import CJK
from ..words.errors import Fault
from .facts import NAMES
from .words import PARTS

SHEETS = {"规划": "Plan", "目标": "Targets", "上期指标": "Earlier rows", "正文数据": "Figures", "未读入": "Not read"}
CHOICES = {"确认": "confirm", "修改": "change", "删除": "drop"}
YEAR = "<year>"  # where a heading names one
_HEADINGS = {
    "序": "No.", "来源": "Where", "规划": "Plan of", "类别": "Domain", "序号": "Printed no.", "指标名称": "Name", "上级目标": "Target of the level above",
    "目标": "Target", "属性": "Nature", "责任单位": "Department", "读作": "Read as", "拟用指标": "Proposed indicator", "拟用指标名称": "Its name",
    "相似度": "Likeness", "其他可能": "Other possibilities", "分组": "Stratum", "类型": "Kind", "良好方向": "Good direction", "指标决定": "Decision",
    "改为规划": "Change plan to", "改为指标": "Change indicator to", "改为分组": "Change stratum to", "改为名称": "Change name to", "改为目标": "Change target to",
    "改为类型": "Change kind to", "改为方向": "Change direction to", "补充责任单位": "Add department", "基期来源": "Baseline from", "来源名称": "Its name there",
    "基期值": "Baseline value", "名称相似度": "Likeness of names", "拟定可比性": "Proposed comparability", "基期决定": "Baseline decision",
    "改为来源": "Change baseline to", "改为可比性": "Change comparability to", "补充基期值": "Add baseline value", "补充基期年份": "Year of added value", "理由": "Reason", "原文": "As printed", "单位": "Unit", "规划目标": "Target of the last plan",
    "年份": "Year", "数值": "Value", "改为数值": "Change value to", "原因": "Why", "项目": "Entry", "内容": "As read", "改为": "Change to", "说明": "Note",
    f"{YEAR}年目标": f"{YEAR} target", f"{YEAR}年值": f"{YEAR} value",
}  # fmt: skip
_FACTS = dict(
    zip(
        NAMES.values(),
        ("Title", "Place (Chinese)", "Place", "Source", "First year of the last plan", "Base year", "First year", "Last year", "Mid-term year",
         "Own level (Chinese)", "Own level", "Level above (Chinese)", "Level above", "Statistics office", "Evaluating office", "Live births by year"),
        strict=True,
    )
)  # fmt: skip
_PARTS = {zh: name for name, zh in PARTS.items()}
_SOURCES = {zh: SHEETS[zh] for zh in ("上期指标", "正文数据")}
CODED = ("指标决定", "基期决定", "规划", "改为规划", "项目")  # columns whose cells are words of the workbook


def heading(zh: str) -> str:
    """Return a heading in English.

    >>> heading("指标名称"), heading("2025年目标"), heading("2020年值")
    ('Name', '2025 target', '2020 value')
    """
    return _translated(zh, _HEADINGS)


def heading_back(text: str) -> str:
    """Return a heading as the library has it, of a workbook in either language.

    >>> heading_back("Name"), heading_back("2025 target"), heading_back("目标")
    ('指标名称', '2025年目标', '目标')
    """
    return _translated(text, {en: zh for zh, en in _HEADINGS.items()})


def _translated(text: str, headings: Mapping[str, str]) -> str:
    """A heading by a table of them, whatever year it names; one that the table lacks stays as it is."""
    year = re.search(r"\d{4}", text)
    if year is None:
        return headings.get(text, text)
    return headings.get(text.replace(year[0], YEAR), text).replace(YEAR, year[0])


def cell(column: str, text: str) -> str:
    """Return what stands in a cell in English, where it is made of the workbook's own words.

    >>> cell("来源", "第3页第12行"), cell("基期来源", "正文数据1、正文数据2"), cell("规划", "妇女"), cell("基期值", "2020年5.2")
    ('page 3, line 12', 'Figures 1, Figures 2', 'women', '2020: 5.2')
    """
    if column == "来源":
        return re.sub(r"第(\d+)行", r"line \1", re.sub(r"第(\d+)页", r"page \1, ", text))
    if column == "基期来源":
        for zh, en in _SOURCES.items():
            text = re.sub(rf"{zh}(\d+)", rf"{en} \1", text)
        return text.replace("、", ", ")
    if column == "基期值":
        return re.sub(r"(\d{4})年", r"\1: ", text).replace("；", "; ")
    words: Mapping[str, str] = {"规划": _PARTS, "项目": _FACTS}.get(column, {})
    return words.get(text, text)


def rows_back(rows: Iterable[dict]) -> None:
    """Put the workbook's own words of rows read in English as the library has them."""
    back = {en: zh for words in (_PARTS, _FACTS, CHOICES) for zh, en in words.items()}
    for row in rows:
        for column in [column for column in CODED if column in row]:
            text = row[column].strip()
            row[column] = back.get(text, back.get(text.casefold(), row[column]))
        for column in [column for column in ("基期来源", "改为来源") if column in row]:
            for zh, en in _SOURCES.items():
                row[column] = re.sub(rf"{en} ?(\d+)", rf"{zh}\1", row[column])
        if "来源" in row:
            row["来源"] = re.sub(r"line (\d+)", r"第\1行", row["来源"])


def faults_in_english(faults: Iterable[Fault]) -> list[Fault]:
    """Return faults in the words of the English workbook."""
    return [
        replace(
            one,
            file=SHEETS.get(one.file, one.file),
            column=_FACTS.get(one.column, heading(one.column)),
            found=_in_english(one.found),
            expected=_in_english(one.expected),
            remedy=_in_english(one.remedy),
        )
        for one in faults
    ]


def _in_english(pair: tuple[str, ...]) -> tuple[str, ...]:
    return (_worded(pair[0]), *pair[1:])


def _worded(text: str) -> str:
    words = CHOICES | _HEADINGS | _SOURCES | SHEETS | _PARTS
    longest = sorted(words, key=len, reverse=True)
    said = "|".join(map(re.escape, longest))
    return re.sub(rf"(?<![{CJK}])(?:{said})(?![{CJK}])", lambda match: words[match[0]], text)


ABOUT: dict[str, list[str]] = {
    "facts": ["Check title, place, years and words as they were read; write what is wrong under Change to. A year of 0 must be filled in.",
        "Live births by year (for example 2023: 7102; 2024: 7528) may stay blank; without them the odds of maternal and child deaths leave out the chance in few events."],
    "goals": [
        "Choose in each row under Decision: confirm (the proposed indicator), change (by the columns Change … to) or drop; rows without a choice are not written.",
        "Under Baseline decision confirm that baseline and target may be compared, which only a person can say. Comparability: A same definition, B usable with a note, C another definition, D defective value, N none.",
        "Where the document gives no baseline, or it was not read: write value and year under Add baseline value and Year of added value, choose confirm under Baseline decision, and say under Reason where it is from.",
        "Baseline from names a row of Earlier rows or of Figures: to use that baseline choose confirm under Decision on its sheet as well; all three sheets need their choices.",
        "Where the document prints no Domain or Nature (expected, binding), write them into these two columns; a domain in the first row of each is enough.",
        "A plan that names no departments: write them under Add department; the forms are made by department.",
        "Targets under Read as 'not read' must be rewritten (Change target to) or dropped, or nothing is written. Ids stand in kzplan.catalogue(); for an indicator that it lacks give an id of your own, with kind and direction.",
        "Plan of is women or children; where one table holds both it is proposed by titles and names: choose change and the other under Change plan to.",
        "Stratum total is of all, urban and rural of towns and country; where it is wrong choose change and write another under Change stratum to.",
        "Other possibilities that are 'different, to be checked' come first: another part of the same thing (girls for all), measured otherwise (a number for a share), or not much alike in wording; once checked write the id under Change indicator to. Those that are only 'different' are alike in name and not to be used.",
        "'scope' says in what the proposed indicator may be wider or narrower than the row; compare it with Its name.",
    ],
    "past": ["The rows of tables with values of earlier years, from which targets are measured (a column of such values beside this plan's own targets stands here too). Choose in each row under Decision.",
        "A row that is not confirmed here cannot be the baseline of a target."],
    "figures": ["Figures of earlier years in the text and beside targets. Choose in each row under Decision.",
        "A row that is not confirmed here cannot be the baseline of a target."],
    "left": [
        "This was read neither as a target nor as a figure; what is not certain is not read. What is a target or a figure all the same: put it in the document as a sentence of its own (indicator, year and value) or an item of a list, and import again."
    ],
}  # fmt: skip
EMPTY: dict[str, str] = {
    "goals": "No target was read in the document; what has a number or a demand and was not read stands under Not read.",
    "past": "The document has no table of indicators with values of earlier years; what its text tells of them stands under Figures, tables that were not read under Not read.",
    "figures": "No value of an earlier year was read in the text; sentences that were not read stand under Not read, and a baseline may be written beside its target.",
    "left": "All that has a number or a demand was read.",
}
