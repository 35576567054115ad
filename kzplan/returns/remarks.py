"""What a department remarks beside a figure that speaks against it: void, not sure, of part of the year or place, of another year or source."""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from ..indicator.unit import multiplier, plain_unit
from ..plan import printed
from ..plan.catalogue import TOTAL
from ..plan.plan import Plan
from ..words.both import LANGUAGES, Both
from ..words.given import SHOWN
from . import layout
from .numbers import plain
from .records import Entry, Query, query
from .spoken import Spoken, against
from .workbook import Cell

# a clause about a figure reported before, which says nothing of the one it stands beside
_EARLIER = re.compile(
    r"原(?:来|先)?(?:所)?(?:数|报|填|值|表|有)|上(?:次|年|期)(?:所)?(?:报|填|的|数|误)|(?:上|去|前|往)年[^,;。]{0,6}(?:有误|错)|以往|此前|之前|先前"
    r"|\bprevious(?:ly)?\b|\bearlier\b|\blast (?:time|year)\b|\bold (?:figure|value|entry)|\b(?:entry|figure|value) of 20\d\d\b"
)
# what says that the figure it stands beside is the one that counts
_NOW = re.compile(
    r"已经?(?:更正|修正|改正)|现(?:数|值|已|改|按|以)|(?:本年|今年|此次)?已经?(?:重新|按)|以(?:此|本)[^,;。]{0,4}为准"
    r"|\bnow\b|\bthis (?:\w+ )?(?:applies|counts|holds|is right)|\breplaced\b|\b(?:been|was|since) corrected\b"
)
# what an English remark sets a figure beside: that is no word of the figure's own
BESIDE = re.compile(
    r"\b(?:than|with|against|vs\.?|since|below|above|over|to|(?<!based )on|(?:up|down|r[io]se|f[ae]ll|increased?|decreased?|changed?|unchanged)(?: by)?(?: [\d.]+)?(?: \w*points?)? from)(?: the| in)*\s*$"
)
_MONTHS = re.compile(r"(?<!\d)(\d{1,2})月?[-—–~至到](?:当年)?(\d{1,2})月")
_UNTIL = re.compile(r"(?:截至|截止到?|^至|(?<=[,;。])至)(?:(20\d\d)年|当年|本年)?(?:(\d{1,2})月|年?[底末])")
_MONTH = re.compile(r"(?:^|[,;。为系是用取填])(?:20\d\d年)?(\d{1,2})月(?:份|底|末)?(?:的)?(?:数|数据|快报|累计)")
_DIGITS = {one: str(at) for at, one in enumerate("零一二三四五六七八九")} | {"〇": "0", "○": "0"}
_MONTHS_ZH = _DIGITS | {"十": "10", "十一": "11", "十二": "12"}
_MONTH_ZH = re.compile(r"(?:十[一二]?|[一二三四五六七八九])(?=月|[-至到][一二三四五六七八九十]{1,2}月)")
_YEAR_ZH = re.compile(r"二[〇零○]([〇零○一二三四五六七八九]{2})(?=年)")
_A_VALUE = r"(?!(?:为|是|:)\d|已|按|经|曾|另)"  # 2024年数为90.1 tells of 2024 beside the year's own
_YEAR = re.compile(
    r"(?:^|[,;。、:(]|为|系|是|用|按|填|取|报|以|借|照|考|自|于)(?:的)?(?:[\u4e00-\u9fff]{1,5}[区县市])?(20\d\d)(?:年度?|\.)?(?:\d{1,2}月)?(?:末|年?底)?(?:的)?"
    rf"(?:(?:(?![比较与])[^,;。]){{0,8}}(?:调查|监测|普查)(?:数据|结果|数)|(?:[^,;。与比较]{{0,8}})(?:年鉴|公报)|数据|数(?!据)|值|年报|统计(?!制)|结果)(?!(?:作)?为?基|相比|比){_A_VALUE}"
    r"|(20\d\d)年?[^,;。]{0,6}(?:代替|替代|代填|顶替)|(?:为|是|系|用的?|抄的?|^同)(20\d\d)年(?:度|末|底)?的?(?:数|值)?(?:$|[,;。])"
)
_YEAR_EN = re.compile(
    r"\b(20\d\d)(?:'s)? (?:annual |survey |reported )?(?:figure|data|value|number|result|return|report|survey|yearbook|one)s?\b(?! ?(?:was|were|is|are|revised|:|=))"
    r"|\b(?:figure|data|value|number|result|survey|report)s? (?:is )?(?:of|for|from|in|as in|as) (?:\d{1,2} [a-z]{3,9} )?(20\d\d)\b"
    r"|\b(?:taken|copied|repeated|reused|is|same as in|carried over) (?:from |in )?(20\d\d)\b"
    r"|(?:\bas (?:of|at) [^,;.]{0,20}|^(?:at )?(?:the )?(?:year[- ]end|end)(?: of)?[ -])\b(20\d\d)\b"
)
_SCHOOL_YEAR = re.compile(
    r"(?<![\d比较于与同])(20\d\d) ?年?[-–—~至到/](?:20)?(\d\d) ?(?:学年|school year|academic year)|(?:school|academic) year (20\d\d)[-–/](?:20)?(\d\d)\b"
)
_QUOTES = str.maketrans("", "", '“”‘’"「」『』')
_UNIT = re.compile(r"单位(?:为|是|:)?(%|‰|1?/?10?万|1?/?万|万人|人次|人)(?=$|[,;。、)])")
_REPORT = re.compile(
    r"(20\d\d)年(?:度)?(?:年报|统计报表|报表|数据)|\b(20\d\d) (?:annual report|data|figures?)\b", re.IGNORECASE
)
_NOTE = re.compile(r"备?注|说明|附注|[※*]|notes?\b|remarks?\b", re.IGNORECASE)
_SCHOOL = re.compile(r"学年|9月1日|学年初|school year|academic year|1 sept|sept\w* 1\b|enrol")
_PROVISIONAL = re.compile(r"初步|provisional|preliminary", re.IGNORECASE)
_NOTHING = {("", lang): "(?!)" for lang in LANGUAGES}  # a pattern that nothing fits
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
    severity = {kind: severity for kind, severity, *_ in _families()}
    return {
        row["kind"]: Doubt(Both.of(row, "expected_"), Both.of(row, "why_"), severity.get(row["kind"], "question"))
        for row in _rows("asked.csv")
    }


@cache
def _families() -> tuple[tuple[str, str, str, re.Pattern, re.Pattern], ...]:
    """(kind, severity, language, pattern, what in the same remark takes it back) of ``remarks.csv``, in its order.

    What takes one back is named there and written in ``unless.csv``, once a language.
    """
    taken_back = {(row["unless"], row["lang"]): row["said"] for row in _rows("unless.csv")} | _NOTHING
    return tuple(
        (
            row["kind"],
            row["severity"],
            row["lang"],
            re.compile(row["said"]),
            re.compile(taken_back[row["unless"], row["lang"]]),
        )
        for row in _rows("remarks.csv")
    )


def _rows(name: str) -> list[dict[str, str]]:
    with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@dataclass(frozen=True, slots=True)
class Figure:
    """What a remark stands beside, as far as it is known.

    Parameters
    ----------
    year : that the figure is reported for.
    unit : that it is asked for in; blank: whatever it is.
    status : 初步数 or 核定数, which the figure is said to be; blank where it is not said.
    place, name : of the plan and of the indicator, as the plan calls them; blank: not known.
    value : the figure; None: not known.
    """

    year: int
    unit: str = ""
    status: str = ""
    place: str = ""
    name: str = ""
    value: float | None = None


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
    found = _doubt(note, Figure(year, unit, status))
    return None if found is None else (found.expected.text(lang), found.why.text(lang), found.severity)


def _read(note: str, place: str) -> tuple[str, str]:
    """A remark as one reads it in Chinese, with years and months in digits, and in English."""
    note = note[:_LENGTH].replace(place, "本区") if place else note[:_LENGTH]
    said = re.sub(r"^(备?注|说明)\d*[:：]?", "", plain(note)).translate(str.maketrans("，；：—–", ",;:--"))
    spoken = " ".join(unicodedata.normalize("NFKC", note).lower().replace("’", "'").split())
    said = _YEAR_ZH.sub(lambda found: "20" + "".join(_DIGITS[one] for one in found[1]), said.translate(_QUOTES))
    return _MONTH_ZH.sub(lambda found: _MONTHS_ZH[found[0]], said), spoken


def _spoken(entry: Entry, plan: Plan) -> Spoken:
    """The figure of an entry with the values of other years that the plan or the store has."""
    target, series = plan.target(entry.code), plan.series_of(entry.code)
    told = zip(series.years.tolist(), series.values.tolist(), series.decimals.tolist(), strict=True)
    known = {int(year): (value, int(digits)) for year, value, digits in told if year != entry.year}
    names = (target.name.zh, target.name.en) if target.stratum == TOTAL else ("", "")
    digits = printed.decimals(entry.texts.get("value", ""))
    return Spoken(entry.year, entry.numbers["value"], digits, target.unit, names, plan.levels.own.zh, known)


def _doubt(note: str, figure: Figure) -> Doubt | None:
    said, spoken = _read(note, figure.place)
    if not said and not spoken:  # most figures bear no remark
        return None
    found = _in_words(said, spoken, figure)
    if found is not None:
        return found
    if _part_of_year(said, figure.year):
        return _asked()["year part"]
    other = _other_year(said, spoken, figure.year)
    if other is not None:
        return other
    if figure.status.startswith(layout.STATUSES[1][:2]) and _PROVISIONAL.search(spoken):
        return Doubt(
            Both("初步数 as its status", "数据状态选初步数"),
            Both("the status says final and the remark provisional", "数据状态选的是核定数，备注却说是初步的；请核对"),
        )
    return _other_unit(said, figure.unit)


def _in_words(said: str, spoken: str, figure: Figure) -> Doubt | None:
    """The first doubt whose words a remark holds; that it is verified too takes back none of them."""
    texts, earlier = {"zh": said, "en": spoken}, False
    for kind, _, lang, pattern, unless in _families():
        text = texts[lang]
        match = pattern.search(text)
        if not match or unless.search(text) or _is_its_own(kind, match, figure):
            continue
        if kind in ("void", "corrected") and not pattern.search(_of_now(text)):
            earlier = True
            continue
        beside = lang == "en" and kind in ("place", "other year") and BESIDE.search(text[: match.start()])
        if not beside and not (kind == "year part" and _SCHOOL.search(spoken)):
            return _asked()[kind]
    return replace(_asked()["void"], severity="question") if earlier and not _NOW.search(spoken) else None


def _is_its_own(kind: str, match: re.Match, figure: Figure) -> bool:
    """Whether what a remark names is the figure's own: its measure, or the very number that was written."""
    if kind == "definition" and match.lastindex:
        return match[match.lastindex] in figure.name
    if kind != "corrected" or figure.value is None:
        return False
    number = re.match(r"\d+(?:\.\d+)?", match.string[match.end() - 1 :])  # the words end with its first digit
    return number is not None and float(number[0]) == figure.value


def _of_now(text: str) -> str:
    """A remark without its clauses about a figure reported before."""
    return ",".join(clause for clause in re.split(r"[,;。]|\. ", text) if not _EARLIER.search(clause))


def _other_year(said: str, spoken: str, year: int) -> Doubt | None:
    """The doubt of a remark that says that the figure is of another year, whose number it names."""
    found = [match for match in _YEAR_EN.finditer(spoken) if not BESIDE.search(spoken[: match.start()])]
    named = [next(filter(None, match.groups())) for match in (*_YEAR.finditer(said), *found)]
    if not _SCHOOL.search(spoken):  # what a year ends with, or is counted until
        named += [match[1] for match in _UNTIL.finditer(said) if match[1] and int(match[1]) < year]
    for match in _SCHOOL_YEAR.finditer(spoken):
        first, last = filter(None, match.groups())
        if year % 100 not in (int(first) % 100, int(last)) and not BESIDE.search(spoken[: match.start()]):
            named.append(first)
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
    ends = [(int(at or year), int(month)) for at, month in _UNTIL.findall(said) if month]
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
    target = plan.target(entry.code)
    status, place = plain(entry.texts.get("status")), str(plan.dictionary.get("district", ""))
    found = _doubt(note, Figure(entry.year, target.unit, status, place, target.name.zh, entry.numbers["value"]))
    if note and found is None and (told := against(*_read(note, place), _spoken(entry, plan))) is not None:
        found = Doubt(*told)
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
        found = _doubt(said, Figure(year)) if _NOTE.match(plain(said)) else None
        if found is not None:
            why = Both(
                f"{found.why.en}; notes below the table are not read: write it beside the indicator",
                f"{found.why.zh}；表下的说明不会读入，请写进有关指标的备注",
            )
            yield Query(file, sheet, cell.place, "", "", "question", said[:SHOWN], found.expected, why)
