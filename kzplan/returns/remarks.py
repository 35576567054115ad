"""What a department remarks beside a figure that speaks against it: void, not sure, of part of the year or place, of another year or source."""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ..indicator.unit import multiplier, plain_unit
from ..plan.plan import Plan
from ..words.both import Both
from ..words.given import SHOWN
from . import layout
from .numbers import plain
from .records import Entry, Query, query
from .workbook import Cell

SETTLED = re.compile(
    "口径(?:一致|相同|不变)|同口径|(?<!未)经核实|已(经)?(更正|修正|改正|核实|核定|核对)|原报|原填|上次|此前|无误|核实后|核定后"
)
SETTLED_EN = re.compile(
    r"\b(?:verified|checked|confirmed|corrected|reconciled)\b|\bsame (?:definition|scope|coverage|method)\b"
    r"|\bas (?:the )?(?:defined|required|definition|plan)\b|\bas (?:in )?the (?:plan|definition)|\bconsistent with the (?:definition|plan)|\bpreviously reported\b"
)
NOT_SETTLED = re.compile(
    r"\b(?:not|never|to be|un|awaiting|pending)(?: \w+){0,2} ?(?:verif|check|confirm|correct|reconcil)"
)
# what an English remark sets a figure beside: that is no word of the figure's own
BESIDE = re.compile(
    r"\b(?:than|with|against|vs\.?|since|below|above|over|to|(?<!based )on|(?:up|down|r[io]se|f[ae]ll|increased?|decreased?|changed?|unchanged) from)(?: the| in)*\s*$"
)
_MONTHS = re.compile(r"(?<!\d)(\d{1,2})月?[-—–~至到](?:当年)?(\d{1,2})月")
_UNTIL = re.compile(r"(?:截至|截止|截止到)(?:(20\d\d)年|当年|本年)?(\d{1,2})月(\d{1,2})?")
_MONTH = re.compile(r"(?:^|[,;。为系是用取填])(?:20\d\d年)?(\d{1,2})月(?:份|底|末)?(?:的)?(?:数|数据|快报|累计)")
_YEAR = re.compile(
    r"(?:^|[,;。、:]|为|系|是|用|按|填|取|报|以|借|照|考)(?:的)?(20\d\d)年?(?:度|末|年?底)?(?:的)?(?:数据|数(?!据)|值|年报|统计|结果)(?!(?:作)?为?基|相比|比)"
    r"|(20\d\d)年?[^,;。]{0,6}(?:代替|替代|代填|顶替)|(?:为|是|系|用的?|抄的?|^同)(20\d\d)年(?:度|末|底)?的?(?:数|值)?(?:$|[,;。])"
)
_YEAR_EN = re.compile(
    r"\b(20\d\d)(?:'s)? (?:annual |survey |reported )?(?:figure|data|value|number|result|return|report|survey)s?\b"
    r"|\b(?:figure|data|value|number|result|survey|report)s? (?:of|for|from|in|as in|as) (20\d\d)\b"
)
_UNIT = re.compile(r"单位(?:为|是|:)?(%|‰|1?/?10?万|1?/?万|万人|人次|人)(?=$|[,;。、)])")
_REPORT = re.compile(
    r"(20\d\d)年(?:度)?(?:年报|统计报表|报表|数据)|\b(20\d\d) (?:annual report|data|figures?)\b", re.IGNORECASE
)
_NOTE = re.compile(r"备?注|说明|附注|[※*]|notes?\b|remarks?\b", re.IGNORECASE)
_SCHOOL = re.compile(r"学年|9月1日|学年初|school year|academic year|1 sept|sept\w* 1\b|enrol")
_PROVISIONAL = re.compile(r"初步|provisional|preliminary", re.IGNORECASE)
_LENGTH = 500  # signs of a remark that are looked through


@dataclass(frozen=True, slots=True)
class Doubt:
    """A way in which a remark speaks against the figure it stands beside.

    Parameters
    ----------
    expected, why : what is asked for, and why.
    severity : "certain" where the figure cannot be used, else "question".
    """

    expected: Both
    why: Both
    severity: str = "question"


@cache
def _asked() -> dict[str, Doubt]:
    """Kind of doubt → what is asked, as ``asked.csv`` lists it."""
    severity = {kind: severity for kind, severity, _, _ in _families()}
    with Path(__file__).with_name("asked.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        row["kind"]: Doubt(Both.of(row, "expected_"), Both.of(row, "why_"), severity.get(row["kind"], "question"))
        for row in rows
    }


@cache
def _families() -> tuple[tuple[str, str, str, re.Pattern], ...]:
    """(kind, severity, language, pattern) of ``remarks.csv``, in its order."""
    with Path(__file__).with_name("remarks.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            (row["kind"], row["severity"], row["lang"], re.compile(row["said"])) for row in csv.DictReader(file)
        )


def doubt_of(note: str, year: int, unit: str = "", status: str = "", lang: str = "zh") -> tuple[str, str, str] | None:
    """Return what a remark beside a figure gives cause to ask: (what is expected, why, severity), or None.

    Parameters
    ----------
    note : the remark, in Chinese or English.
    year : that the figure is reported for.
    unit : that it is asked for in; blank: whatever it is.
    status : 初步数 or 核定数, which the figure is said to be; blank where it is not said.
    lang : language of what is expected and why.

    >>> doubt_of("1—9月数据", 2025)[0], doubt_of("此数作废", 2025)[0], doubt_of("估计数，待核实", 2025)[0]
    ('全年的数', '确认可用的数', '核实过的数')
    >>> [doubt_of(text, 2025) for text in ("经核实无误", "2025年年报数据", "高于全市平均水平", "抽样推算", "")]
    [None, None, None, None, None]
    >>> doubt_of("sample of 3 schools only", 2025, lang="en")[0], doubt_of("2024 figure used", 2025, lang="en")[0]
    ('the figure of the whole district', 'the figure of 2025')
    """
    found = _doubt(note[:_LENGTH], year, unit, status)
    return None if found is None else (found.expected.text(lang), found.why.text(lang), found.severity)


def _doubt(note: str, year: int, unit: str, status: str) -> Doubt | None:
    said = re.sub(r"^(备?注|说明)\d*[:：]?", "", plain(note)).translate(str.maketrans("，；：—–", ",;:--"))
    spoken = " ".join(unicodedata.normalize("NFKC", note).lower().replace("’", "'").split())
    kind = _in_words(said, spoken)
    if kind is not None:
        return _asked()[kind]
    if _part_of_year(said, year):
        return _asked()["year part"]
    other = _other_year(said, spoken, year)
    if other is not None:
        return other
    if status.startswith(layout.STATUSES[1][:2]) and _PROVISIONAL.search(spoken):
        return Doubt(
            Both("初步数 as its status", "数据状态选初步数"),
            Both("the status says final and the remark provisional", "数据状态选的是核定数，备注却说是初步的；请核对"),
        )
    return _other_unit(said, unit)


def _in_words(said: str, spoken: str) -> str | None:
    """The first kind of doubt whose words a remark holds, unless it says that it is settled."""
    settled = SETTLED.search(said) or (SETTLED_EN.search(spoken) and not NOT_SETTLED.search(spoken))
    for kind, _, lang, pattern in () if settled else _families():
        match = pattern.search(said if lang == "zh" else spoken)
        beside = lang == "en" and kind in ("place", "other year") and match and BESIDE.search(spoken[: match.start()])
        if match and not beside and not (kind == "year part" and _SCHOOL.search(spoken)):
            return kind
    return None


def _other_year(said: str, spoken: str, year: int) -> Doubt | None:
    """The doubt of a remark that says that the figure is of another year, whose number it names."""
    named = [match[1] or match[2] or match[3] for match in _YEAR.finditer(said)]
    named += [match[1] or match[2] for match in _YEAR_EN.finditer(spoken) if not BESIDE.search(spoken[: match.start()])]
    other = next((one for one in named if int(one) != year), None)
    if other is None:
        return None
    return Doubt(
        Both(f"the figure of {year}", f"{year}年的数"),
        Both(
            f"the remark says that this is the figure of {other}; where there is none of {year}, write “无数据”",
            f"备注说这是{other}年的数；没有{year}年的数，请填“无数据”",
        ),
    )


def _other_unit(said: str, unit: str) -> Doubt | None:
    """The doubt of a remark that names another unit than the column's; that counts are of persons says nothing of a share."""
    written = _UNIT.search(said)
    own = plain_unit(_unit(written[1])) if written else ""
    rates = [multiplier(one) is not None for one in (own, unit)]
    if not own or not unit or own == plain_unit(unit) or (rates[1] and not rates[0]):
        return None
    return Doubt(
        Both(f"the number in {unit}", f"以{unit}计的数"),
        Both(
            f"the unit that the remark names is not the column's ({unit}); convert the number",
            f"备注所写的单位与本栏单位（{unit}）不同，请换算后填报",
        ),
    )


def _part_of_year(said, year):
    """Whether a remark names months that begin the year and do not end it, other than those of a school year."""
    if _SCHOOL.search(said):
        return False
    spans = [(int(first), int(last)) for first, last in _MONTHS.findall(said)]
    ends = [(int(at or year), int(month)) for at, month, _ in _UNTIL.findall(said)]
    ends += [(year, int(month)) for month in _MONTH.findall(said)]
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
    found = _doubt(note[:_LENGTH], entry.year, plan.target(entry.code).unit, plain(entry.texts.get("status")))
    if found is not None:
        yield query(entry, "note", found.severity, note, found.expected, found.why)
    named = [int(match[1] or match[2]) for match in _REPORT.finditer(unicodedata.normalize("NFKC", source))]
    earlier = [year for year in named if year < entry.year]
    if earlier:
        why = Both(
            f"the source is a report of {earlier[0]}, which cannot hold a figure of {entry.year}",
            f"数据来源写的是{earlier[0]}年的报表，其中不会有{entry.year}年的数；请核对",
        )
        expected = Both(f"the source of {entry.year}", f"{entry.year}年的数据来源")
        yield query(entry, "source", "question", source, expected, why)


def below(rows: Iterable[list[Cell]], file: str, sheet: str, year: int) -> Iterator[Query]:
    """Yield the questions of notes under a form's table, which no row carries.

    Parameters
    ----------
    rows : of the form, those that are of no target.
    file, sheet, year : of the form.
    """
    for cell in (cell for row in rows for cell in row):
        said = cell.content if isinstance(cell.content, str) else ""
        found = _doubt(said[:_LENGTH], year, "", "") if _NOTE.match(plain(said)) else None
        if found is not None:
            why = Both(
                f"{found.why.en}; notes below the table are not read: write it beside the indicator",
                f"{found.why.zh}；表下的说明不会读入，请写进有关指标的备注",
            )
            yield Query(file, sheet, cell.place, "", "", "question", said[:SHOWN], found.expected, why)
