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
