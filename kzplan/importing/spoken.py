"""What a passage says that a plan is held to: numbers that may be values, and verbs that ask for something."""

import re
import unicodedata

from ..indicator.shapes import CJK
from ..words.numbers import plain

_YEAR = r"(?:19|20)\d\d"
_NO_VALUES = re.compile(  # numbers that are of a date, a document, an item, an age, a unit
    rf"^\s*\d{{1,2}}(?:\.\d{{1,2}})+[.、]?\s+(?=\D)|^\s*(?:[-—·●○■◆#]+|\(?\d{{1,2}}[.、)](?!\d)|\(?[一二三四五六七八九十]+[、.)])\s*"
    rf"|{_YEAR}\s*年?\s*(?:[-—–~～至到]+|to\b)\s*{_YEAR}\s*年?|{_YEAR}\s*年(?:\d{{1,2}}月(?:\d{{1,2}}日)?)?|\d{{1,2}}月\d{{1,2}}日"
    rf"|(?<![\d.])(?:by|in|from|since|of|until|to|than|baseline|against|end|year)\s+{_YEAR}(?!\d|[.,]\d)|\b{_YEAR}(?:'s)? (?:baseline|levels?|values?)|(?<=\(){_YEAR}(?=[):,=])"
    rf"|[〔\[(]{_YEAR}[〕\])]\s*(?:第?\d+号)?|第?\d+号|(?:专栏|附[件表图]|表|图|table|annex|figure|box)\s*\d+|第[\d一二三四五六七八九十百]+[条章节届次期版批轮]|十[一二三四五六七]五"
    rf"|(?<![到至在为达于过超\d.])\d+(?:-\d+)?(?:周?岁|个?月龄?)(?:(?:及?以[下内上])(?=[{CJK}])|内?(?=[婴儿幼妇女男人青学的入孩适]))"
    r"|\b(?:under|over|below|above|aged?|ages|age of|before|than)[ -]\d+(?:\s*(?:-|–|to|and)\s*\d+)?(?![\d.]*\s*(?:%|‰|per))(?: years?| months?)?(?: of age| old)?(?=\b)"
    r"|1?/10{0,6}[十百千万]+|(?:per|/|every|out of|each)\s*10{2,6}\b|每\d+[万千]?",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?<![\d.A-Za-z])\d+(?:\.\d+)?|百分之[零一二三四五六七八九十百点]+|千分之[零一二三四五六七八九十百点]+|[一二三四五六七八九两]+分之[一二三四五六七八九两]+|[一二两三四五六七八九]成半?(?![功就果立员为])|一半|半数|翻[一两]?番"
    r"|\b(?:half|halve|halved|third|quarter|one fifth|double)\b",
    re.IGNORECASE,
)
_LEVEL = re.compile(  # verbs that ask for a level
    r"达到|达[\d到]|降[到至]|提[高升][到至]|控制在|稳定在|保持在|维持在|不[低高少多]于|不超过|覆盖(?:所有|全部|率)|全覆盖|全部|消除|杜绝|零(?:发生|死亡|增长)"
    r"|\b(?:at least|at most|no more than|no fewer than|no less than|universal|full coverage|eliminate[sd]?|eradicate[sd]?)\b"
    r"|\b(?:all|every|each|no) (?:\w+ ){1,4}?(?:ha(?:s|ve)|is|are|receives?|gets?|attends?|provides?|offers?|meets?|dies?)\b"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine) (?:in|out of|of) (?:every )?(?:two|three|four|five|six|seven|eight|nine|ten)\b"
    r"|\b(?:one|two|three|four) (?:thirds?|quarters?|fifths?|tenths?)\b|\b(?:half|most|a third|a quarter) of\b",
    re.IGNORECASE,
)
_MOVE = re.compile(
    r"提[高升]|增[加长]|扩大|延长|上升|下降|降低|减少|缩小|控制|保持|稳定|覆盖|实现"
    r"|\b(?:reduc|increas|rais|decreas|lower|improv|expand|extend|narrow|keep|kept|maintain|reach|achiev|ris|fall)\w*\b",
    re.IGNORECASE,
)
_LESS = str.maketrans("≦≧⩽⩾", "≤≥≤≥")
_COVERS = re.compile(r"覆盖(?:所有|全部|全体|各|每[一个]?个?)的?[^，。；;,0-9]*")
_CLAUSE = re.compile(r"[。;；!?！？\n]|[,，](?![^()（）]*[)）])")
_CLAUSE_EN = re.compile(r"[;!?\n]|(?:(?<=[A-Za-z%‰)])|(?<=\d\d))\.(?:\s+|$)")
_THOUSANDS = re.compile(  # one number for certain: what stands before it asks for one, or says of how many it is
    r"(?:(?<=[到至达为于过超少多低高/≥≤<>])|(?<=\bper)|(?<=\bto)|(?<=\bof)|(?<=\bthan)|(?<=\bleast)|(?<=\bmost)|(?<=\bfrom)|(?<=\breach))"
    r" *\d{1,3}(?: \d{3})+(?![\d.]| +[≥≤<>]?\d)"
)
_DATED_EN = re.compile(rf"\b(?:by|in|from|since|until|of|than|year) {_YEAR}\b", re.IGNORECASE)
_PARTED = re.compile(r"(?:\d\s*[%‰]?(?:以[上下内])?\s+|\|\s*)[≥≤<>]?\s*\d")  # a stroke stands between columns


def blanks_part(text: str) -> bool:
    """Whether nothing but a blank stands between two numbers of a text, or a stroke before one: they may be of two columns, or of two years.

    >>> blanks_part("孕产妇死亡率 12 10"), blanks_part("托位数 1000 2000"), blanks_part("近视率 52.1 ＜45"), blanks_part("近视率｜45")
    (True, True, True, True)
    >>> blanks_part("到2030 年，托位数达到12 000个"), blanks_part("By 2030, reduce it to 25 per 100 000"), blanks_part("By 2030 95% of births")
    (False, False, False)
    """
    said = re.sub(r"[^\S\n]+", " ", unicodedata.normalize("NFKC", text.translate(_LESS)))
    return bool(_PARTED.search(_DATED_EN.sub("", _THOUSANDS.sub("0", said))))


def numbers(text: str) -> list[str]:
    """Return the numbers of a passage that may be values: no years, dates, ages in a name, numbers of items and documents.

    >>> numbers("1．到2030年，5岁以下儿童死亡率降至6.0‰以下"), numbers("妇女平均预期寿命78.9岁"), numbers("清府发〔2022〕5号")
    (['6.0'], ['78.9'], [])
    >>> numbers("By 2030, reduce under-five mortality to 25 per 1,000 live births (from 38 in 2020)")
    ['25', '38']
    """
    said = unicodedata.normalize("NFKC", plain(text))
    return [_bare(match[0]) for match in _NUMBER.finditer(_NO_VALUES.sub(" ", said))]


def _bare(number: str) -> str:
    return number.lower()


def asks(text: str, level: bool = False) -> bool:
    """Whether a passage has a verb that targets are said with; ``level``: one that asks for a level.

    >>> asks("儿童之家覆盖所有村（社区）", True), asks("妇女健康水平明显提高", True), asks("妇女健康水平明显提高")
    (True, False, True)
    """
    return bool(_LEVEL.search(text) or (not level and _MOVE.search(text)))


def parts_of(text: str) -> list[str]:
    """Return the clauses of a paragraph, as they are printed.

    >>> parts_of("2020年，婴儿死亡率为4.2‰（全市5.1‰，全省5.5‰）；寿命78.9岁。")
    ['2020年', '婴儿死亡率为4.2‰（全市5.1‰，全省5.5‰）', '寿命78.9岁']
    """
    said = re.sub(r"(?<=\d)[,，](?=\d{3}(?!\d))", "", text)
    pattern = _CLAUSE if re.search(f"[{CJK}]", text) else _CLAUSE_EN
    return [part.strip() for part in pattern.split(said) if part.strip()]


def restated(text: str) -> str:
    """Return a text that says of what all is covered as one that says how much is.

    >>> restated("儿童之家覆盖所有村（社区）。"), restated("实现家长学校覆盖全部中小学校")
    ('儿童之家全覆盖。', '实现家长学校全覆盖')
    """
    return _COVERS.sub("全覆盖", text)


def joined(text: str) -> str:
    """Return a passage as it is compared: signs of one width, no white space."""
    return re.sub(r"\s+", "", plain(text)).casefold()
