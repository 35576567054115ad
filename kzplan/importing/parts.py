"""Which of the two plans a table, a heading or a sentence is of."""

import re
from collections.abc import Sequence

from ..indicator.shapes import CJK
from ..plan.period import PARTS
from .document import Paragraph

_WORDS = dict(zip(PARTS, (r"妇女|女性|women", r"儿童|未成年|children|child"), strict=True))
_PLAN = re.compile(r"(?:发展)?(?:规划|纲要)|plan|outline|programme", re.IGNORECASE)
_OPENS = re.compile(r"(?:妇女|儿童)(?:与|和|发展|健康|教育|安全|福利)")
_OPENS_EN = re.compile(
    r"^(?:part|chapter|section) \S+[:. ]|^(?:women|children)(?:['’]s)?(?: and | ?[:—–-]|$)", re.IGNORECASE
)
SHORT, SHORT_EN = 40, 100  # signs of a heading, in Chinese and in English


def named_part(text: str) -> str:
    """Return women or children where a text names one of them, else "".

    >>> named_part("专栏2 妇女发展主要指标"), named_part("妇女儿童发展规划")
    ('women', '')
    """
    found = [part for part, words in _WORDS.items() if re.search(words, text, re.IGNORECASE)]
    return found[0] if len(found) == 1 else ""


def heading_part(text: str) -> str:
    """Return the part that a heading opens: the title of a plan, or "（一）妇女与健康"; else "".

    >>> heading_part("示例县儿童发展规划"), heading_part("（一）妇女与健康"), heading_part("妇女健康水平明显提高。")
    ('children', 'women', '')
    >>> heading_part("Brookfield County Children's Development Plan (2021-2030)"), heading_part("Part II Children")
    ('children', 'children')
    """
    in_english = not re.search(f"[{CJK}]", text)
    if len(text) > (SHORT_EN if in_english else SHORT) or text.rstrip().endswith(("。", "；", "，", ".", ";", ",")):
        return ""
    opens = _PLAN.search(text) or (_OPENS_EN if in_english else _OPENS).search(text.strip())
    return named_part(text) if opens else ""


def part_of(title: str, before: Sequence[Paragraph], names: Sequence[str]) -> str:
    """Return the part of a table: its title's, else the last heading's before it, else the one its names speak of."""
    if named_part(title):
        return named_part(title)
    for one in reversed(before):
        if heading_part(one.text):
            return heading_part(one.text)
    said = [named_part(name) for name in names]
    return max(PARTS, key=said.count) if any(said) else ""
