"""Live births by year, as a person writes them in the review: no document is read for them."""

import re
import unicodedata

from ..plan.births import LIVE
from .facts import Facts

_YEAR = r"(?<!\d)((?:19|20)\d\d)"
_ONE = re.compile(
    rf"{_YEAR}(?: *年(?:活产数?)?[:=]?| *[:=]|(?= )) *(\d{{1,3}}(?:,\d{{3}})+(?!\d)|\d+)(?![\d.]) *(?:人|名|例)?"
)


def read_births(text: str) -> dict[int, int] | None:
    """Return live births by year; None where anything else is written, a year twice or none born.

    >>> read_births("2023年7102；2024年7,528人"), read_births("2023: 7102; 2024: 7528"), read_births("")
    ({2023: 7102, 2024: 7528}, {2023: 7102, 2024: 7528}, {})
    >>> read_births("7102"), read_births("2023年7.1"), read_births("2023年7102，2023年7201")
    (None, None, None)
    """
    plain = unicodedata.normalize("NFKC", text)
    found = [(int(year), int(number.replace(",", ""))) for year, number in _ONE.findall(plain)]
    births = dict(found)
    if re.sub(r"[\s,;、。.]", "", _ONE.sub("", plain)) or len(births) < len(found) or not all(births.values()):
        return None
    return births


def external_of(facts: Facts) -> list[dict]:
    """Return the lines of ``external.csv`` that the live births of a review give."""
    return [
        {
            "geo": facts.district,
            "indicator": LIVE,
            "year": year,
            "value": number,
            "unit": "人",
            "basis": "stated",
            "second_hand": "no",
            "source_title": "导入核对表",
            "source_kind": "核对时填写",
        }
        for year, number in sorted((read_births(facts.births) or {}).items())
    ]
