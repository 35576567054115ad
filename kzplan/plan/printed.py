"""Reading printed cells: numbers, codes for missing, units in names, joint departments."""

import re
import unicodedata

from ..indicator.unit import per_how_many, plain_unit
from ..words import numbers
from ..words.door import door
from .period import PARTS

MISSING = {
    "—": "not reported",
    "-": "not reported",
    "": "blank",
    "未开展": "not yet introduced",
    "无数据": "no data",
}
IN_CELL = "unit in the cell"  # the note on a value that has its unit beside it
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")  # as most cells are printed
_DECIMALS = re.compile(r"\.(\d+)")
_NUMBER = re.compile(r"[-+]?\d+(?:,\d{3})*(?:\.\d+)?")
_MARKED = re.compile(r"(?<=[)）])\s*(?:[¹²³⁴-⁹①-⑳*†‡]+|\[[a-z\d]{1,2}\])$")  # a footnote's mark behind the unit
_BRACKETS = re.compile(r"^(?P<name>.*\S)\s*(?P<open>[（(])(?P<unit>[^（）()]*)[）)]$")
_SHARE_OF = re.compile(r"^% of .*")
# a unit in half-width brackets is told from what else stands in them: (women), (0-6岁)
_KNOWN = re.compile(
    r"%(?: of .*)?|‰|(?:1?/|每|per ?)(?:10|十)?[百千万]|(?:1/|per ?)[\d, ]+.*|[万亿]?(?:人次?|个|张|名|件|户|例|所|项|种|册|元|平方米|年|岁|周岁|小时|分钟|m2)"
    r"(?:/\S+)?|[xX]:100|years?|hours?|persons?|beds?|thousands?|millions?",
    re.IGNORECASE,
)


def parse_value(text: str | None) -> tuple[float | None, str]:
    """Read a printed value cell as (number or None, note).

    Full-width digits, thousands separators, spaces, footnote marks and a unit inside the cell are read; the note
    says so, or why there is no number. None with the note "unreadable" marks a cell that is neither.

    >>> parse_value("47.40%"), parse_value("—"), parse_value("约三成"), parse_value("10.79①")
    ((47.4, 'unit in the cell'), (None, 'not reported'), (None, 'unreadable'), (10.79, ''))
    """
    if isinstance(text, str) and _PLAIN.fullmatch(text):
        return float(text), ""
    plain = numbers.plain(str(text)).replace(" ", "")
    if text is None or plain in MISSING or str(text).strip() in MISSING:
        return None, MISSING.get(plain) or MISSING["" if text is None else str(text).strip()]
    number, note = plain, ""
    if plain[-1] in "%‰":
        number, note = plain[:-1], IN_CELL
    if not _NUMBER.fullmatch(number):
        return None, "unreadable"
    return float(number.replace(",", "")), note


def decimals(text: str) -> int:
    """Return how many decimals a printed number shows.

    >>> decimals("13.00"), decimals("88"), decimals("47.40%")
    (2, 0, 2)
    """
    plain = text if isinstance(text, str) and text.isascii() else unicodedata.normalize("NFKC", str(text))
    match = _DECIMALS.search(plain)
    return len(match[1]) if match else 0


@door
def split_name(name: str) -> tuple[str, str]:
    """Split a printed indicator name into (name, unit); the unit is blank where none is printed.

    Parameters
    ----------
    name : as printed, the unit in brackets of either width at its end.

    >>> split_name("孕产妇死亡率（1/10万）"), split_name("巩固率(％)"), split_name("出生人口性别比")
    (('孕产妇死亡率', '1/10万'), ('巩固率', '%'), ('出生人口性别比', ''))
    >>> split_name("Stunting (%)²"), split_name("婴儿死亡率（‰）①")
    (('Stunting', '%'), ('婴儿死亡率', '‰'))
    """
    name = _MARKED.sub("", name.strip())
    match = _BRACKETS.match(name)
    if not match:
        return name, ""
    unit = written_unit(match["unit"])
    known = _KNOWN.fullmatch(unit) is not None
    return (match["name"], unit) if known or (match["open"] == "（" and name[-1] == "）") else (name, "")


def written_unit(text: str) -> str:
    """Return a printed unit with signs of one width, a rate's as "‰", "1/万" or "1/10万".

    >>> written_unit("１／１０万"), written_unit("per 1,000"), written_unit("万人 ")
    ('1/10万', '‰', '万人')
    """
    unit = _SHARE_OF.sub("%", unicodedata.normalize("NFKC", text).strip())
    plain = plain_unit(unit)
    return plain if per_how_many(plain) else unit


def unit_of(row: dict) -> str:
    """Return the unit of a printed row: of its column ``unit`` where it has one, else of its name."""
    return written_unit(row["unit"]) if row.get("unit") else split_name(row["name"])[1]


def path_of(table: str) -> str:
    """Return the file of a table within the plan folder."""
    return f"printed/{table}.csv" if table.split("_")[0] in PARTS else f"{table}.csv"


UNNAMED = "未列责任单位"  # whose figures those are that the plan gives to nobody
_LEADS = r"(?:牵头|责任|主责|负责|主管|实施)(?:单位|部门)?"
_HELPERS = "(?:配合|协助|参与|协办)"
_HELPS = re.compile(  # a name may end so: 区政协办
    rf"{_HELPERS}(?:单位|部门)[:：]?|(?:^|(?<=[；;，,、\s])){_HELPERS}[:：]|in cooperation with:?|supported by:?",
    re.IGNORECASE,
)
_LED = re.compile(rf"{_LEADS}\s*[:：]|lead(?:ing)?(?: agency| department| bureau)?s?\s*[:：]", re.IGNORECASE)


def split_departments(text: str, own: str = "区") -> tuple[str, ...]:
    """Split a printed 责任单位 cell into departments, with or without a separator between them.

    Parameters
    ----------
    text : the cell. Of 牵头单位：… 配合单位：… those that lead report; names in English are parted by a comma, semicolon,
        slash or line break, others by a space as well.
    own : word of the plan's own level, with which its departments' names begin: 区, 县, 市.

    >>> split_departments("区委组织部、区国资委"), split_departments("县发展改革委县卫生健康委", "县")
    (('区委组织部', '区国资委'), ('县发展改革委', '县卫生健康委'))
    >>> split_departments("牵头单位：市教育局；配合单位：市妇联", "市"), split_departments("Bureau of Health; Women's Federation")
    (('市教育局',), ('Bureau of Health', "Women's Federation"))
    """
    lead = _LED.sub("、", re.sub(r"[（(](?:牵头|负责|主责)[）)]", "", text))
    lead = next(
        (part for part in _HELPS.split(lead) if part.strip(" 、；;")), ""
    )  # who helps reports where nobody leads
    signs = r"[、，,；;/／\n\r]+" if re.search(r"[A-Za-z]{2}", lead) else r"[、，,；;/／\s]+"
    parts = re.split(rf"{signs}|(?<=[委局办部院会联])(?={re.escape(own)}(?!县))", lead.strip())
    return tuple(part for one in parts if (part := one.strip(" :：")))
