"""Reading printed cells: numbers, codes for missing, units in names, joint departments."""

import re
import unicodedata

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
_UNIT = re.compile(
    r"^(?P<name>.*)（(?P<unit>[^（）]*)）$|^(?P<plain>.*\S)\s*\((?P<known>%|‰|1/(?:10)?万|[年岁人万个张名件户]|万人|小时)\)$"
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

    >>> split_name("孕产妇死亡率（1/10万）"), split_name("出生人口性别比")
    (('孕产妇死亡率', '1/10万'), ('出生人口性别比', ''))
    """
    match = _UNIT.match(name.strip())
    return (match["name"] or match["plain"], match["unit"] or match["known"]) if match else (name.strip(), "")


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
