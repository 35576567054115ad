"""What a department remarks beside a figure that speaks against it: void, not sure, of part of the year or place, of another year."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..indicator.unit import plain_unit
from ..plan.plan import Plan
from ..words.given import SHOWN
from .numbers import plain
from .records import Entry, Query, query
from .workbook import Cell

SETTLED = re.compile(
    "口径(?:一致|相同|不变)|同口径|(?<!未)经核实|已(经)?(更正|修正|改正|核实|核定|核对)|原报|原填|上次|此前|无误|核实后|核定后"
)
_MONTHS = re.compile(r"(?<!\d)(\d{1,2})月?[-—–~至到](?:当年)?(\d{1,2})月")
_UNTIL = re.compile(r"(?:截至|截止|截止到)(?:(20\d\d)年|当年|本年)?(\d{1,2})月(\d{1,2})?")
_YEAR = re.compile(
    r"(?:^|[,;。、:]|为|系|是|用|按|填|取|报)(?:的)?(20\d\d)年(?:度)?(?:的)?(?:数|数据|值|年报|统计|结果)"
)
_UNIT = re.compile(r"单位(?:为|是|:)?(%|‰|1?/?10万|1?/?万|万人|人次|人)(?=$|[,;。、)])")
_REPORT = re.compile(r"(20\d\d)年(?:度)?(?:年报|统计报表|报表|数据)")
_NOTE = re.compile(r"备?注|说明|附注|[※*]")
_SCHOOL = re.compile("学年|9月1日|学年初")


@dataclass(frozen=True, slots=True)
class Doubt:
    """A way in which a remark speaks against the figure it stands beside.

    Parameters
    ----------
    pattern : of the remark, in plain text.
    expected, why : in Chinese, as the department reads them.
    severity : "certain" where the figure cannot be used, else "question".
    """

    pattern: re.Pattern
    expected: str
    why: str
    severity: str = "question"


DOUBTS = (
    Doubt(
        re.compile(
            "(?<!不)作废|错了|(?<![无没])有误|(?:数据|此数|填报|统计|录入|该数)(?:存在)?(?:有)?(?:错误|不实|不准|失真)|(?:不能|不可|请勿|勿)(?:使用|采用|采信|用)"
        ),
        "确认可用的数",
        "备注说这个数有误或作废；数作废的，请改填正确的数，没有的填“无数据”",
        "certain",
    ),
    Doubt(
        re.compile(r"(?:应|实际应|实际|正确)(?:应)?(?:为|是)\d"),
        "本年值与备注一致",
        "备注里另有一个数；请把正确的数填入本年值",
    ),
    Doubt(
        re.compile(
            "待(?:进一步)?(?:核|审|确认|定$|上级|市级|补充|更新|统计)|(?:未|没有|尚未)经?(?:核实|核对|审核|核定|确认)|存疑|(?:估|预)计(?:数|值|为|约|数据|$)|"
            "预估|暂估|估算(?:数|值|$)|估计$"
        ),
        "核实过的数",
        "备注说这个数是估计的或尚待核实；请核实，暂不能定的，数据状态选初步数并说明何时可定",
    ),
    Doubt(
        re.compile(
            r"上半年(?:数|数据|累计|$)|半年(?:数|报)|前[二三两]个?季度|第?[一二三]季度(?:末|数|数据|累计|$)|前\d{1,2}个月"
        ),
        "全年的数",
        "备注说这个数只是一年中的一段时间；请填全年的数",
    ),
    Doubt(
        re.compile(
            r"不含|不包括|不包含|未包括|未包含|未含|仅(?:含|包括|统计)|只(?:含|包括|统计)了?|(?:部分|\d+个)(?:乡镇|街道|镇街|学校|医院|单位|机构)(?:数据)?(?:未|没)?(?:上报|报送|统计|数据)"
        ),
        "本区（县、市）全部范围的数",
        "备注说这个数没有包括全部范围；请填全部范围的数，或说明与目标的口径一致",
    ),
    Doubt(
        re.compile(
            r"(?:^|为|系|是|用|取|填)(?:的)?(?:全国|全省|全市|全自治区|(?:(?![于到过较比])[\u4e00-\u9fff]){1,4}[省市])(?:的)?(?:平均)?(?:数|数据|值|水平)(?:$|[,;。])"
        ),
        "本区（县、市）的数",
        "备注说这是别的地方或上一级的数；请填本地的数",
    ),
    Doubt(
        re.compile(
            "沿用|同上年数|(?:^|为|系|是|用|填|取)(?:的)?(?:上年|去年|上一年|往年)(?:度)?(?:的)?(?:数|数据|值)(?!为?\\d)"
        ),
        "报告年份的数",
        "备注说这是别的年份的数；没有本年的数，请填“无数据”",
    ),
    Doubt(
        re.compile(
            "^(?:本年|今年|当年)?(?:度)?(?:尚|暂|还)?(?:无|未|没有)(?:此|该)?(?:项)?(?:数据|统计|开展|监测|调查|掌握|统计数据)(?:$|[,;。])"
        ),
        "有数填数，没有数填“无数据”",
        "本年值填了数，备注却说没有数据或未开展",
    ),
)


def doubt_of(note: str, year: int, unit: str = "") -> tuple[str, str, str] | None:
    """Return what a remark beside a figure gives cause to ask: (what is expected, why, severity), or None.

    Parameters
    ----------
    note : the remark.
    year : that the figure is reported for.
    unit : that it is asked for in; blank: whatever it is.

    >>> doubt_of("1—9月数据", 2025)[0], doubt_of("此数作废", 2025)[0], doubt_of("估计数，待核实", 2025)[0]
    ('全年的数', '确认可用的数', '核实过的数')
    >>> [doubt_of(text, 2025) for text in ("经核实无误", "2025年年报数据", "高于全市平均水平", "抽样推算", "")]
    [None, None, None, None, None]
    """
    said = (
        re.sub(r"^(备?注|说明)\d*[:：]?", "", plain(note))
        .replace("，", ",")
        .replace("；", ";")
        .replace("：", ":")
        .replace("—", "-")
        .replace("–", "-")
    )
    settled = SETTLED.search(said)
    for doubt in DOUBTS:
        if doubt.pattern.search(said) and not settled:
            return doubt.expected, doubt.why, doubt.severity
    if _part_of_year(said, year):
        return "全年的数", "备注说这个数只是一年中的一段时间；请填全年的数", "question"
    other = _YEAR.search(said)
    if other and int(other[1]) != year:
        return f"{year}年的数", f"备注说这是{other[1]}年的数；没有{year}年的数，请填“无数据”", "question"
    written = _UNIT.search(said)
    if written and unit and plain_unit(_unit(written[1])) != plain_unit(unit):
        return f"以{unit}计的数", f"备注所写的单位与本栏单位（{unit}）不同，请换算后填报", "question"
    return None


def _part_of_year(said, year):
    """Whether a remark names months that begin the year and do not end it, other than those of a school year."""
    if _SCHOOL.search(said):
        return False
    spans = [(int(first), int(last)) for first, last in _MONTHS.findall(said)]
    ends = [(int(at or year), int(month)) for at, month, _ in _UNTIL.findall(said)]
    return any(first == 1 and last < 12 for first, last in spans) or any(
        at == year and month < 12 for at, month in ends
    )


def _unit(said):
    return f"1/{said.removeprefix('1').removeprefix('/')}" if said.endswith("万") else said


def of_entry(entry: Entry, plan: Plan) -> Iterator[Query]:
    """Yield the question of a remark that speaks against the figure it stands beside.

    Parameters
    ----------
    entry : with its numbers read.
    plan : a loaded :class:`~kzplan.plan.plan.Plan`.
    """
    note, source = entry.texts.get("note", ""), entry.texts.get("source", "")
    if "value" not in entry.numbers:
        return
    found = doubt_of(note, entry.year, plan.target(entry.code).unit)
    if found is not None:
        expected, why, severity = found
        yield query(entry, "note", severity, note, expected, why)
    earlier = [int(year) for year in _REPORT.findall(plain(source)) if int(year) < entry.year]
    if earlier:
        why = f"数据来源写的是{earlier[0]}年的报表，其中不会有{entry.year}年的数；请核对"
        yield query(entry, "source", "question", source, f"{entry.year}年的数据来源", why)


def below(rows: Iterable[list[Cell]], file: str, sheet: str, year: int) -> Iterator[Query]:
    """Yield the questions of notes under a form's table, which no row carries.

    Parameters
    ----------
    rows : of the form, those that are of no target.
    file, sheet, year : of the form.
    """
    for cell in (cell for row in rows for cell in row):
        said = cell.content if isinstance(cell.content, str) else ""
        found = doubt_of(said, year) if _NOTE.match(plain(said)) else None
        if found is not None:
            why = f"{found[1]}；表下的说明不会读入，请写进有关指标的备注"
            yield Query(file, sheet, cell.place, "", "", "question", said[:SHOWN], found[0], why)
