"""Reading printed cells: numbers, codes for missing, units in names, joint departments."""

import re
import unicodedata

from ..indicator.unit import multiplier, plain_unit
from .period import PARTS

MISSING = {
    "—": "not reported",
    "-": "not reported",
    "": "blank",
    "未开展": "not yet introduced",
    "无数据": "no data",
}
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")  # as most cells are printed
_DECIMALS = re.compile(r"\.(\d+)")
_NUMBER = re.compile(r"[-+]?\d+(?:,\d{3})*(?:\.\d+)?")
_BRACKETS = re.compile(r"^(?P<name>.*\S)\s*(?P<open>[（(])(?P<unit>[^（）()]*)[）)]$")
# a unit in half-width brackets is told from what else stands in them: (women), (0-6岁)
_KNOWN = re.compile(
    r"%|‰|(?:1?/|每|per ?)(?:10|十)?[百千万]|(?:1/|per ?)[\d, ]+.*|[万亿]?(?:人次?|个|张|名|件|户|例|所|项|种|册|元|平方米|年|岁|周岁|小时|分钟|m2)"
    r"(?:/\S+)?|[xX]:100|years?|hours?|persons?|beds?|thousands?|millions?",
    re.IGNORECASE,
)


def parse_value(text: str | None) -> tuple[float | None, str]:
    """Read a printed value cell as (number or None, note).

    Full-width digits, thousands separators, spaces and a unit inside the cell are read; the note says
    so, or why there is no number. None with the note "unreadable" marks a cell that is neither.

    >>> parse_value("47.40%"), parse_value("—"), parse_value("约三成")
    ((47.4, 'unit in the cell'), (None, 'not reported'), (None, 'unreadable'))
    """
    if isinstance(text, str) and _PLAIN.fullmatch(text):
        return float(text), ""
    plain = unicodedata.normalize("NFKC", str(text)).strip().replace(" ", "")
    if text is None or plain in MISSING or str(text).strip() in MISSING:
        return None, MISSING.get(plain) or MISSING["" if text is None else str(text).strip()]
    number, note = plain, ""
    if plain[-1] in "%‰":
        number, note = plain[:-1], "unit in the cell"
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


def split_name(name: str) -> tuple[str, str]:
    """Split a printed indicator name into (name, unit); the unit is blank where none is printed.

    Parameters
    ----------
    name : as printed, the unit in brackets of either width at its end.

    >>> split_name("孕产妇死亡率（1/10万）"), split_name("巩固率(％)"), split_name("出生人口性别比")
    (('孕产妇死亡率', '1/10万'), ('巩固率', '%'), ('出生人口性别比', ''))
    """
    match = _BRACKETS.match(name.strip())
    if not match:
        return name.strip(), ""
    unit = written_unit(match["unit"])
    known = _KNOWN.fullmatch(unit) is not None
    return (match["name"], unit) if known or (match["open"] == "（" and name.strip()[-1] == "）") else (name.strip(), "")


def written_unit(text: str) -> str:
    """Return a printed unit with signs of one width, a rate's as "‰", "1/万" or "1/10万".

    >>> written_unit("１／１０万"), written_unit("per 1,000"), written_unit("万人 ")
    ('1/10万', '‰', '万人')
    """
    unit = unicodedata.normalize("NFKC", text).strip()
    return plain_unit(unit) if multiplier(unit) else unit


def unit_of(row: dict) -> str:
    """Return the unit of a printed row: of its column ``unit`` where it has one, else of its name."""
    return written_unit(row["unit"]) if row.get("unit") else split_name(row["name"])[1]


def path_of(table: str) -> str:
    """Return the file of a table within the plan folder."""
    return f"printed/{table}.csv" if table.split("_")[0] in PARTS else f"{table}.csv"


def split_departments(text: str, own: str = "区") -> tuple[str, ...]:
    """Split a printed 责任单位 cell into departments, with or without a separator between them.

    Parameters
    ----------
    text : the cell.
    own : word of the plan's own level, with which its departments' names begin: 区, 县, 市.

    >>> split_departments("区委组织部、区国资委"), split_departments("县发展改革委县卫生健康委", "县")
    (('区委组织部', '区国资委'), ('县发展改革委', '县卫生健康委'))
    """
    parts = re.split(rf"[、，,；;\s]+|(?<=[委局办部院会联])(?={re.escape(own)}(?!县))", text.strip())
    return tuple(part for part in parts if part)
