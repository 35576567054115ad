"""Which of the two plans a table, a heading or a sentence is of."""

import re
from collections.abc import Hashable, Sequence

from ..indicator.shapes import CJK
from ..plan.period import PARTS
from ..plan.usual import usual_part
from .document import Paragraph

_WORDS = dict(zip(PARTS, (r"妇女|女性|women", r"儿童|未成年|children|child"), strict=True))
_WHOM = dict(
    zip(
        PARTS,
        (
            r"妇|女|孕|分娩|剖宫产|产[前后]|乳腺|宫颈|两癌|婚|\b(?:maternal|mothers?|pregnan\w+|cervical)\b",
            r"孤儿|婴|幼|新生儿|小学|中学|初中|高中|学校|学生|学前|入[学园托]|义务教育|托[育位]|近视|龋|出生缺陷|低出生体重|青少年|未成年|留守"
            r"|\b(?:infants?|neonatal|under-five|newborns?|pupils?|students|schools?|preschool|boys|girls|myopia|stunting|childhood)\b",
        ),
        strict=True,
    )
)
_GROWN = re.compile(
    r"1[5-9]周?岁及?以上|成[年人]|就业|失业|预期寿命|\b(?:adults?|employment|unemployment|life expectancy)\b",
    re.IGNORECASE,
)
_SEXES = {  # words for one sex → as it is called of children, and of others
    ("女", "女性"): ("女童", "女性"),
    ("男", "男性"): ("男童", "男性"),
    ("女生",): ("女童", "女童"),
    ("男生",): ("男童", "男童"),
    ("female", "women"): ("girls", "women"),
    ("male", "men"): ("boys", "men"),
}
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


def part_of(title: str, before: Sequence[Paragraph]) -> str:
    """Return the part of a table: its title's, else the last heading's before it; "" of a table of both, or where none says.

    Parameters
    ----------
    title : the paragraph before it.
    before : paragraphs up to it.
    """
    if any(re.search(words, title, re.IGNORECASE) for words in _WORDS.values()):
        return named_part(title)
    for one in reversed(before):
        if heading_part(one.text):
            return heading_part(one.text)
        if _PLAN.search(one.text) and len(one.text) <= SHORT:
            break  # the title of a plan for both
    return ""


def part_of_row(domain: str, name: str, key: Hashable | None, before: str) -> str:
    """Return the plan of a row of a table of both: that of its heading, its name or its indicator, else that of the row before.

    Parameters
    ----------
    domain, name : the heading it stands under, and its own name.
    key : (id, stratum) of the indicator proposed, or None.
    before : plan of the row before, or of the document; blank where there is none.

    >>> part_of_row("", "5岁以下儿童死亡率（‰）", None, "women"), part_of_row("", "孕产妇死亡率", ("maternal_mortality", "total"), "")
    ('children', 'women')
    """
    return said_part(domain, name, key) or before or PARTS[0]


def said_part(domain: str, name: str, key: Hashable | None) -> str:
    """Return the plan that a row's heading, name or indicator says it is of; blank where none of them does.

    >>> said_part("", "5岁以下儿童死亡率（‰）", None), said_part("健康", "居民健康素养水平（%）", None)
    ('children', '')
    """
    usual = usual_part(*key) if isinstance(key, tuple) else ""
    return named_part(domain) or usual or named_part(name) or _of_whom(name)


def of_age(word: str, name: str, part: str) -> str:
    """Return a word for one sex as boys or girls where an indicator is of children, else as men or women; other words as they are.

    Parameters
    ----------
    word, name : as printed, of a part of the indicator of that name.
    part : plan that the table is of, which decides where the name is of no age.

    >>> of_age("女", "肥胖率（%）", "children"), of_age("女", "平均预期寿命（岁）", "women"), of_age("male", "Obesity (%)", "children")
    ('女童', '女性', 'boys')
    >>> of_age("男性", "高中阶段毛入学率（%）", "women"), of_age("女", "15岁以上文盲率（%）", "children"), of_age("农村", "近视率", "children")
    ('男童', '女性', '农村')
    """
    whose = "" if _GROWN.search(name) else named_part(name) or _of_whom(name) or part
    young = whose == PARTS[1]
    found = next((pair for words, pair in _SEXES.items() if word.casefold() in words), None)
    return word if found is None else found[not young]


def _of_whom(name: str) -> str:
    """The plan that a name speaks of by the age of those it is about."""
    found = [part for part, words in _WHOM.items() if re.search(words, name, re.IGNORECASE)]
    return found[0] if len(found) == 1 else ""
