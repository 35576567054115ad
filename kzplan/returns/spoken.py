"""What a remark says of its own figure that the figure is not: a movement the other way, another number."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..indicator.unit import multiplier
from ..words.both import Both

_RISES = "上升|提高|增加|增长|升高|上涨|提升|回升|攀升|反弹"
_FALLS = "下降|降低|减少|减低|回落|下滑"
_BEFORE = r"(?:20\d\d年?|上一?年度?|去年|前一?年)(?:度|底|末)?(?:同期)?"
_NUMBER = r"\d+(?:\.\d+)?"
_UNITS = r"(?:个?百分点|个?千分点|%|‰|个?/?1?0?万?分之一|(?:例|人)?(?:/|每)1?0?万)"
_LEVEL = rf"(?:的?(?:{_NUMBER}{_UNITS}?|(?:数|值|水平|基数|基期值?)))?"
_HOW = "(?:虽然?|仍然?|已经?|均|总体|整体|略有?|有所|稍有?|有|明显|大幅度?|显著|小幅|持续|逐步|逐年|继续|进一步|不断|呈现?|出现|实现|又|也|还|共|平均)*"
_REFERENCE = (  # since when it moved
    rf"(?P<since>(?:相?较|比|相比|相较|对比)于?{_BEFORE}{_LEVEL}(?:相比)?|(?:与|和|同){_BEFORE}{_LEVEL}相?比较?"
    rf"|(?:由|从|自){_BEFORE}{_LEVEL}|自?{_BEFORE}(?:以来|起)|同比)"
)
_TAIL = rf"(?:了|约|近|趋势|态势|状态|较?(?:快|多|大|明显)|(?:至|到|为)?(?:{_NUMBER}{_UNITS}|本年值|本年数|今年值))*"
_THAN = rf"(?:(?P<rises>高于|超过)|低于)(?P<since>{_BEFORE}){_LEVEL}"
_ITSELF = ("本年度?", "今年", "全年", "该?(?:指标|数值|数据)值?", "本指标", "本年值", "[本此该][数值率]")
_ACTUAL = "(?:实际|最终|总体|已经?|均|约?)"
_SAYS = rf"{_ACTUAL}(?:为|达到?|是|完成|:){_ACTUAL}(?P<number>{_NUMBER})"
_SHARES = {"%": "(?:%|per ?cent)", "‰": "(?:‰|per (?:thousand|mille))"}
_WHOLE_EN = r"(?:the |this |its |our |it )?(?:(?:full|whole)[- ]year |annual |actual |overall |district |county )?"
_THING_EN = r"(?:figure|rate|share|value|ratio|proportion|indicator|percentage|result)?"
_UP_EN = r"rose|risen|increased?|grew|grown|went up|gone up|up|higher|rise|increase"
_DOWN_EN = r"fell|fallen|decreased?|declined?|dropped|went down|gone down|down|lower|fall|drop|decrease"
_YEAR_EN = r"(?P<since>20\d\d|last year|the previous year|the year before)(?:'s)?(?: (?:figure|value|level))?"
_POINTS_EN = rf"{_NUMBER} ?(?:%|‰|(?:percentage )?points?|per [\d, ]+|per cent|percent)?"
_HOW_EN = "(?: ?(?:slightly|somewhat|sharply|again|markedly|a little|much))*"
# what a clause must hold to say anything; the patterns of one figure, which take longer to make than to use, are made for those that do
_SINCE, _SAID = re.compile(f"{_BEFORE}|同比"), re.compile(_SAYS)
_SINCE_EN, _SAID_EN = re.compile(_YEAR_EN), re.compile(rf"(?:is|was|reached|stood at|:) {_NUMBER}")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A figure that a remark may speak of.

    Parameters
    ----------
    year, value, decimals : of the figure, and how many decimals it is written with.
    unit : of it, as the plan has it.
    names : what the indicator is called, Chinese and English; blank where it is of a part, whose whole may be meant.
    level : word of the plan's own level, as 区.
    known : year → (value, decimals) of other years.
    """

    year: int
    value: float
    decimals: int
    unit: str = ""
    names: tuple[str, str] = ("", "")
    level: str = ""
    known: Mapping[int, tuple[float, int]] = field(default_factory=dict)


def against(said: str, spoken: str, figure: Spoken) -> tuple[Both, Both] | None:
    """Return (expected, why) of the first thing that a remark says and its figure is not; None where there is none.

    Parameters
    ----------
    said, spoken : the remark as one reads it in Chinese, without blanks, and in English, in small letters.
    figure : what it stands beside.

    Notes
    -----
    A clause counts only if all of it is understood and nothing but the figure is spoken of: 农村较上年上升 is of another group,
    and 活产数较上年减少 of another number.

    >>> figure = Spoken(2025, 13.2, 1, "1/10万", ("孕产妇死亡率", ""), "县", {2020: (18.6, 1)})
    >>> against("较2020年有所上升", "", figure)[0].zh, against("全年为15.8/10万", "", figure)[0].zh
    ('本年值与备注所说的升降一致', '本年值与备注一致')
    >>> [against(text, "", figure) for text in ("农村较2020年上升", "较2020年下降", "较2019年上升", "全市为15.8/10万")]
    [None, None, None, None]
    """
    for rises, year in [*_moves_zh(said, figure), *_moves_en(spoken, figure)]:
        if (found := _otherwise(figure, rises, year)) is not None:
            return found
    numbers = [*_numbers_zh(said, figure), *_numbers_en(spoken, figure)]
    differs = [text for text in numbers if not _same(text, figure)]
    return _another(figure, differs[0]) if differs and len(differs) == len(numbers) else None


def _clauses(said: str, holding: re.Pattern) -> list[str]:
    return [one for one in re.split(r"[,;。、()]", said) if holding.search(one)]


def _own(figure: Spoken) -> str:
    """A pattern of what a clause may begin with that is of the figure alone: its year, its name or the end of that, its place."""
    name = re.sub(r"[（(].*", "", figure.names[0])
    ends = [re.escape(name[at:]) for at in range(len(name) - 2)]
    places = [rf"[全我]{figure.level}", f"本(?:区|{figure.level})"] if name and figure.level else []
    words = [f"{figure.year}年度?", *_ITSELF, *places, *ends]
    return rf"(?:(?:{'|'.join(words)})的?)"


def _moves_zh(said: str, figure: Spoken) -> Iterator[tuple[bool, int]]:
    """(whether it is said to rise, since which year) of each clause that says so of the figure."""
    if not (clauses := _clauses(said, _SINCE)):
        return
    own = _own(figure)
    moved = re.compile(rf"{own}*{_HOW}{_REFERENCE}{own}?{_HOW}(?:(?P<rises>{_RISES})|{_FALLS}){_TAIL}")
    than = re.compile(rf"{own}*{_THAN}")
    for clause in clauses:
        if match := moved.fullmatch(clause) or than.fullmatch(clause):
            yield match["rises"] is not None, _year(match["since"], figure.year)


def _moves_en(spoken: str, figure: Spoken) -> Iterator[tuple[bool, int]]:
    if not (clauses := _sentences(spoken, _SINCE_EN)):
        return
    name = re.escape(figure.names[1].casefold())
    moved = re.compile(
        rf"(?:{_WHOLE_EN}(?:{_THING_EN}|{name}) ?)?(?:has |have |was |is |a )?{_HOW_EN} ?(?:(?P<rises>{_UP_EN})|(?:{_DOWN_EN})){_HOW_EN}"
        rf"(?: (?:by|of) {_POINTS_EN})? (?:since|from|compared (?:with|to)|than|over|against)(?: in)?(?: {_POINTS_EN} in)? {_YEAR_EN}(?: to {_POINTS_EN})?"
    )
    for clause in clauses:
        if match := moved.fullmatch(clause):
            yield match["rises"] is not None, _year(match["since"], figure.year)


def _sentences(spoken: str, holding: re.Pattern) -> list[str]:
    return [one.strip() for one in re.split(r"[;,](?!\d)|\.(?!\d)", spoken) if holding.search(one)]


def _year(text: str, year: int) -> int:
    number = re.search(r"20\d\d", text)
    return int(number[0]) if number else year - 1


def _numbers_zh(said: str, figure: Spoken) -> Iterator[str]:
    """The numbers in the figure's unit that are said of the figure itself."""
    per, clauses = _unit(figure.unit), _clauses(said, _SAID)
    if not per or not clauses:
        return
    told = re.compile(rf"{_own(figure)}+{_SAYS}{per}")
    for clause in clauses:
        if match := told.fullmatch(clause):
            yield match["number"]


def _numbers_en(spoken: str, figure: Spoken) -> Iterator[str]:
    per, clauses = _unit(figure.unit), _sentences(spoken, _SAID_EN)
    if not per or not clauses:
        return
    name = re.escape(figure.names[1].casefold())
    when = rf"(?: (?:for|of|in) (?:the (?:whole |full )?year|this year|{figure.year}))?"
    told = re.compile(
        rf"(?:in {figure.year} )?(?:{_WHOLE_EN}(?:{_THING_EN}|{name})|(?:this year|{figure.year})(?:'s)? {_THING_EN}){when} ?(?:is|was|reached|stood at|:) (?P<number>{_NUMBER}) ?{per}"
    )
    for clause in clauses:
        if match := told.fullmatch(clause):
            yield match["number"]


def _unit(unit: str) -> str:
    """A pattern of how a remark writes the unit of a share or rate; blank for any other, whose numbers may be of anything."""
    if unit in _SHARES:
        return _SHARES[unit]
    many = multiplier(unit)
    if many is None or many < 10_000:
        return ""
    return rf"(?:(?:例|人)?(?:/|每)1?{'0万' if many == 100_000 else '万'}|per {many:,}|per {many})"


def _same(text: str, figure: Spoken) -> bool:
    digits = min(len(text.partition(".")[2]), figure.decimals)
    return abs(float(text) - figure.value) <= 0.5 * 10.0**-digits + 1e-9


def _otherwise(figure: Spoken, rises: bool, year: int) -> tuple[Both, Both] | None:
    """The question of a movement that is not the figure's."""
    if year not in figure.known or year >= figure.year:
        return None
    before, decimals = figure.known[year]
    change = figure.value - before
    rounding = 0.5 * 10.0**-decimals + 0.5 * 10.0**-figure.decimals
    if abs(change) <= rounding + 1e-9 or (change > 0) is rises:
        return None
    told = Both("a rise" if rises else "a fall", "上升" if rises else "下降")
    why = Both(
        f"the remark says {told.en} since {year}, when it was {before:g}; the figure is {figure.value:g}: correct one of them",
        f"备注说较{year}年{told.zh}，而{year}年为{before:g}，本年值为{figure.value:g}；请核对两处",
    )
    return Both("a figure that moved as the remark says", "本年值与备注所说的升降一致"), why


def _another(figure: Spoken, text: str) -> tuple[Both, Both]:
    why = Both(
        f"the remark says {text} of the same figure, which is written as {figure.value:g}: correct one of them",
        f"备注说本年为{text}，与所填的{figure.value:g}不一致；请核对两处",
    )
    return Both("the figure that the remark gives", "本年值与备注一致"), why
