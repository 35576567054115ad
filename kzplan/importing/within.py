"""Rows of a table of targets that are a part of the row above: 其中：农村 has its name and its indicator from there."""

import re

from ..indicator.listed import MEASURE
from ..plan.printed import split_name
from .naming import PLACES, with_unit

_MARK = re.compile(r"^(\s*)[#＃]\s*")  # how yearbooks mark a part of the row above
_AMONG = re.compile(r"^\s*(?:[#＃]\s*)?(?:其中|of which)\s*[:：,，]?\s*|^\s*[#＃]\s*", re.IGNORECASE)
STRATA = PLACES | {  # a word for a part of all, and the stratum it is
    "合计": "total",
    "女性": "women",
    "妇女": "women",
    "男性": "men",
    "女童": "girls",
    "女孩": "girls",
    "男童": "boys",
    "男孩": "boys",
    "rural": "rural",
    "rural areas": "rural",
    "urban": "urban",
    "urban areas": "urban",
    "girls": "girls",
    "boys": "boys",
    "women": "women",
    "men": "men",
}
_HALF = re.compile(
    r"(?P<whole>.+)（(?P<word>[^（）]+)）|(?P<whole_en>.+)(?:, (?P<sex>boys|girls|women|men)| in (?P<place>urban|rural) areas)"
)
_BEFORE = ("urban", "rural")  # strata whose word stands before a name: 农村婴儿死亡率


def without_mark(name: str) -> str:
    """Return a printed name without the sign that marks it as a part of the row above.

    >>> without_mark("#流动儿童"), without_mark("婴儿死亡率")
    ('流动儿童', '婴儿死亡率')
    """
    return _MARK.sub(r"\1", name)


def within(name: str, above: str) -> tuple[str, str] | None:
    """Return the whole name of a row that is a part of the row above and its stratum; None of a row that stands on its own.

    Parameters
    ----------
    name, above : as printed, with units; ``above`` the last row that stands on its own, blank where there is none.

    Returns
    -------
    (name, stratum) : the stratum is "" where its word is none of those known.

    >>> within("其中：农村", "婴儿死亡率（‰）"), within("  女童", "儿童肥胖率（%）"), within("其中：小学生", "近视率（%）")
    (('农村婴儿死亡率（‰）', 'rural'), ('儿童肥胖率，女童（%）', 'girls'), ('近视率，小学生（%）', ''))
    >>> within("新生儿死亡率（‰）", "婴儿死亡率（‰）"), within("其中：初中生近视率（%）", "近视率（%）")
    (None, None)
    >>> within("#流动儿童（‰）", "5岁以下儿童死亡率（‰）")
    ('5岁以下儿童死亡率，流动儿童（‰）', '')
    """
    own, unit = split_name(_AMONG.sub("", name).strip())
    word = re.sub(r"地区$", "", own.strip()).casefold()
    if not above or not own or not (_AMONG.match(name) or word in STRATA) or MEASURE.search(own):
        return None
    whole, unit_above = split_name(above)
    stratum = STRATA.get(word, "")
    joint = ", " if whole.isascii() else "，"
    named = f"{own}{whole}" if stratum in _BEFORE and not whole.isascii() else f"{whole}{joint}{own}"
    unit = unit or unit_above
    return with_unit(named, unit), stratum


def half_of(name: str) -> tuple[str, str, str] | None:
    """Return the whole name of what a sentence says of town or country or of one sex behind it, the name of all and the stratum.

    >>> half_of("5岁以下儿童生长迟缓率（城镇）（%）"), half_of("stunting in rural areas (%)")
    (('城镇5岁以下儿童生长迟缓率（%）', '5岁以下儿童生长迟缓率', 'urban'), ('stunting in rural areas (%)', 'stunting', 'rural'))
    >>> half_of("儿童伤害死亡率（溺水）（1/10万）") is None
    True
    """
    unit = split_name(name)[1]
    own = (
        name if unit in STRATA else split_name(name)[0].strip()
    )  # without a unit the word in brackets stands in its place
    unit = "" if unit in STRATA else unit
    match = _HALF.fullmatch(own)
    word = (match["word"] or match["sex"] or match["place"]) if match else ""
    if match is None or STRATA.get(word, "total") == "total":
        return None
    if match["whole_en"]:
        return name, match["whole_en"], STRATA[word]
    part = within(f"其中：{word}", with_unit(match["whole"], unit))
    return (part[0], match["whole"], part[1]) if part else None
