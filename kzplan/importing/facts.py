"""What a document says of the plan as a whole: its title, place, years, and what its levels are called."""

import re
import unicodedata
from collections import Counter
from dataclasses import asdict, dataclass, fields

from ..indicator.shapes import CJK
from ..words import labels
from .columns import TARGET, VALUE
from .document import Document
from .parts import heading_part
from .tables import Printed
from .titles import Title, plan_title

DECADE = 10
LONGEST_TITLE = 60  # characters of a title in Chinese
LONGEST_EN = 120  # characters of a title in English
BEFORE = 10  # paragraphs at the beginning, one of which would say that everything is invented
_SPAN = r"(?:19|20)\d\d\s*(?:[-–—]|to)\s*(?:19|20)\d\d"
_TITLE = re.compile(
    r"([^《》“”，。；、\s\d（）()]{2,20}?)(?:妇女儿童|妇女和儿童|妇女、儿童|妇女|儿童)(?:事业)?发展(?:规划|纲要|计划)"
)
_TITLE_LINE = re.compile(  # a line that is a title and nothing else: brackets, or years, may stand behind it
    r"[^。，；：、《》]*(?:妇女|儿童)(?:和|与|、)?(?:妇女|儿童)?(?:事业)?发展(?:规划|纲要|计划)(?:\d{4}年?[—–―~～至到-]+\d{4}年?|[（(〔][^（）()〔〕]*[)）〕])*"
)
_LEVEL_EN = (
    "Autonomous Region|Autonomous Prefecture|County|District|City|Prefecture|Banner|Province|Municipality|Region"
)
_NAME_EN = r"[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*"
_PLAN_EN = re.compile(r"\b(?:plan|programme|program|outline|framework|strategy)\b", re.IGNORECASE)
_PLACE_EN = re.compile(  # Brookfield County …; the Province of Alder; Plan … of Lindow
    rf"\b((?:{_NAME_EN} )(?:{_LEVEL_EN}))\b|\b((?:County|City|Province|District) of {_NAME_EN})|\b(?:of|for|in) (?:the )?({_NAME_EN})\s*(?:\W*{_SPAN}\W*)?$"
)
_YEARS = re.compile(r"((?:19|20)\d\d)\s*年?\s*(?:[—–―\-~～至到]+|to\b)\s*((?:19|20)\d\d)")
NATION = "国家"
_LEVELS = (  # own level's word, its English, the level above
    ("自治区", "autonomous region", "国家", "nation"),
    ("省", "province", "国家", "nation"),
    ("自治州", "prefecture", "省", "province"),
    ("州", "prefecture", "省", "province"),
    ("盟", "league", "自治区", "autonomous region"),
    ("市", "city", "省", "province"),
    ("自治县", "county", "市", "city"),
    ("县", "county", "市", "city"),
    ("旗", "banner", "市", "city"),
    ("区", "district", "市", "city"),
    (NATION, "nation", "", ""),
)
_ENGLISH_LEVELS = tuple(
    zip(("county", "district", "city", "prefecture", "banner", "province"), "县区市州旗省", strict=True)
)
_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,14}〔\d{4}〕\s*\d+号")


@dataclass
class Facts:
    """What stands in ``datapackage.json`` of a plan folder; each can be corrected in the review.

    Parameters
    ----------
    title : of the plan.
    district, district_en : the place; its English name blank where the document has none, for a person to write.
    source : the document.
    start, base : first and last year of the values it prints; base is what 提高 is measured from.
    first, last, midterm : years of the plan.
    own, own_en, above, above_en : words of its level and the one above; the one above blank where there is none.
    statistics, committee : offices; blank where the document's language is not Chinese.
    births : live births by year, which no document is read for: a person writes them, as 2023年7102；2024年7528; may stay blank.
    """

    title: str = ""
    district: str = ""
    district_en: str = ""
    source: str = ""
    start: int = 0
    base: int = 0
    first: int = 0
    last: int = 0
    midterm: int = 0
    own: str = ""
    own_en: str = ""
    above: str = ""
    above_en: str = ""
    statistics: str = ""
    committee: str = ""
    births: str = ""

    def as_dict(self) -> dict:
        """Return the facts by name."""
        return asdict(self)


NAMES = {
    "title": "规划名称",
    "district": "地区",
    "district_en": "地区英文名",
    "source": "文件",
    "start": "上期首年",
    "base": "基期年",
    "first": "规划首年",
    "last": "规划末年",
    "midterm": "中期评估年",
    "own": "本级称谓",
    "own_en": "本级英文",
    "above": "上级称谓",
    "above_en": "上级英文",
    "statistics": "统计部门",
    "committee": "评估部门",
    "births": "年活产数",
}
GUESSED = {  # what is told by custom, not by the document, and how
    **dict.fromkeys(
        ("above", "above_en", "statistics", "committee"),
        ("guessed from the name of the place; check it", "按地区名称推断，请核对"),
    ),
    **dict.fromkeys(
        ("start", "base"),
        ("from the years of the tables, else from the plan's first year; check it", "按表中年份或规划首年推断，请核对"),
    ),
    "midterm": ("guessed as the middle of the plan; check it", "按规划期正中一年推断，请核对"),
}
INVENTED = (
    f"the document says that it is an example; {labels.EXAMPLE} marks it as one",
    f"文件注明为示例，名称中标明“{labels.EXAMPLE}”，以免误作实际数据",
)
YEARS = tuple(one.name for one in fields(Facts) if one.type is int or one.type == "int")


def facts_of(document: Document, tables: list[Printed]) -> Facts:
    """Return what the document says; years are 0 and words blank where it does not."""
    texts = [unicodedata.normalize("NFC", one.text) for one in document.paragraphs]
    title_line = plan_title(texts)
    other = title_line if title_line and not re.search("妇女|儿童", title_line.text) else None
    district = other.place if other else _district(texts)
    first, last = _years(texts, tables, other)
    values = sorted({one.year for table in tables for one in table.columns if one.kind == VALUE and one.year})
    base = max((year for year in values if year < first), default=first - 1 if first else 0)
    start = min((year for year in values if year < base), default=base - DECADE if base else 0)
    title = _dated(other.text, texts, first, last) if other else _title(texts, district, first, last)
    return Facts(
        title=title,
        district=district,
        district_en=district if district.isascii() else "",
        source=_source(texts, title) or document.name,
        start=start,
        base=base,
        first=first,
        last=last,
        midterm=(first + last) // 2 if first else 0,
        **_levels(district),
    )


def own_words(facts: Facts) -> str:
    """Return a pattern of the words for all of the plan's own level, as 全县 or county; blank where its level is not known.

    >>> own_words(Facts(own="县", own_en="county")), own_words(Facts())
    ('[全本我]县|county', '')
    """
    return "|".join(filter(None, [f"[全本我]{facts.own[-1]}" if facts.own else "", facts.own_en]))


def _levels(district: str) -> dict[str, str]:
    """Words of a place's level, of the one above and of its offices; blank, for a person to write, where its name ends in no level's word."""
    if district.isascii():
        words = district.casefold().split()
        own_en, own = next((one for one in _ENGLISH_LEVELS if words and one[0] in (words[-1], words[0])), ("", ""))
        return {"own": own, "own_en": own_en}
    level = NATION if district == "中国" else district
    word, own_en, above, above_en = next((one for one in _LEVELS if level.endswith(one[0])), ("", "", "", ""))
    own = word if word in ("自治区", NATION) else word[-1:]
    of_state = {"statistics": "国家统计局", "committee": "国务院妇儿工委办公室"}
    offices = of_state if own == NATION else {"statistics": f"{own}统计局", "committee": f"{own}妇儿工委办公室"}
    return {"own": own, "own_en": own_en, "above": above, "above_en": above_en} | (offices if own else {})


def _title(texts: list[str], district: str, first: int, last: int) -> str:
    """The plan's title as it stands in the document; of both plans in one where it holds both."""
    if district.isascii() and (named := _titles_en(texts)):
        return (
            named[0]
            if len(named) == 1
            else f"{district}: Plans for the Development of Women and of Children ({first}-{last})"
        )
    own = _own_title(texts, district)
    if own:
        return _dated(own, texts, first, last)
    outline = any(f"{district}{whose}发展纲要" in text for text in texts for whose in ("妇女", "儿童"))
    years = f"（{first}—{last}年）" if first else ""
    title = f"{district}{_of_whom(texts)}发展{'纲要' if outline else '规划'}{years}"
    return f"{_mark(texts)}{title}"


def _mark(texts: list[str]) -> str:
    """What marks a title as an example's, where the head of the document says that it is one."""
    return f"{labels.EXAMPLE}：" if any(labels.EXAMPLE in text for text in texts[:BEFORE]) else ""


def _dated(own: str, texts: list[str], first: int, last: int) -> str:
    """A title as printed, with the plan's years where it does not say them."""
    dated = own if _YEARS.search(own) or not first else f"{own}（{first}—{last}年）"
    return dated if labels.EXAMPLE in dated else f"{_mark(texts)}{dated}"


def _own_title(texts: list[str], district: str) -> str:
    """The one title that a line of its own gives, of both plans where one does; blank where there is none or there are two."""
    lines = [re.sub(r"\s+", "", text) for text in texts if len(text) <= LONGEST_TITLE]
    named = list(dict.fromkeys(line for line in lines if district and district in line and _TITLE_LINE.fullmatch(line)))
    joint = [line for line in named if "妇女" in line and "儿童" in line]
    return next(iter(joint or named)) if len(joint or named) == 1 else ""


def _titles_en(texts: list[str]) -> list[str]:
    """The English titles of plans, each once: short lines at the head, or wherever one names a plan and its years."""
    short = [
        text.strip()
        for text in texts
        if len(text) <= LONGEST_EN and not re.search(f"[{CJK}]", text) and not text.rstrip().endswith(".")
    ]
    named = [text for text in short if _PLAN_EN.search(text)]
    return list(
        dict.fromkeys(
            [text for text in named if re.search(_SPAN, text)] or [text for text in named if text in texts[:BEFORE]][:1]
        )
    )


def _place_en(title: str) -> str:
    """The place that an English title names."""
    if re.sub(r"\bto\b", "", title).isupper():  # LINDOW COUNTY WOMEN DEVELOPMENT PLAN
        title = re.sub(r"\b(Of|For|In|The|And|To)\b", lambda word: word[0].lower(), title.title().replace("'S", "'s"))
        title = re.sub(r"(?<= )(?=(?:Women|Children|Development|Plan)\b)", "for ", title, count=1)
    found = _PLACE_EN.search(re.sub("^[Tt]he ", "", title))
    return next((one.strip() for one in found.groups() if one), "") if found else ""


def _of_whom(texts):
    """Whose plan it is, by its titles; of both where they name both, or none."""
    named = [
        word for word in ("妇女", "儿童") if any(re.search(f"{word}(?:事业)?发展(?:规划|纲要)", text) for text in texts)
    ]
    joint = any(re.search("妇女(?:和|、|与)?儿童(?:事业)?发展", text) for text in texts)
    return named[0] if len(named) == 1 and not joint else "妇女、儿童"


def _source(texts, title):
    """The document in a line: its number where one stands at its head, and its title."""
    head = "\n".join(texts[:BEFORE])
    number = _NUMBER.search(head)
    notice = re.search(r"^.{2,70}?关于印发.{4,60}?的通知", head, re.MULTILINE)
    return " ".join([number[0] if number else "", notice[0] if notice else title]).strip()


def _district(texts):
    found = Counter()
    for text in texts:
        for name in _TITLE.findall(text):
            name = re.sub(r"^.*(?:印发|关于|发布|实施|根据|落实|编制|制定|的|和|与|及)", "", name)
            if len(name) > 1 and not name.startswith(("中国", "全国")):
                found[name] += 1
    if not found:
        places = [place for title in _titles_en(texts) if (place := _place_en(title))]
        if places:
            return places[0]
        return "中国" if any("中国妇女发展纲要" in text or "中国儿童发展纲要" in text for text in texts) else ""
    # a longer name that ends in another is the same place with what lies above it
    most = max(found.values())
    return next(name for name in found if found[name] == most)


def _years(texts: list[str], tables: list[Printed], other: Title | None) -> tuple[int, int]:
    """First and last year: of the plan that runs longest into the time to come; of a five-year plan by its title."""
    spans: Counter[tuple[int, int]] = Counter()
    if other and (other.last or _YEARS.search(other.text)):
        printed = _YEARS.search(unicodedata.normalize("NFKC", other.text))
        return (int(printed[1]), int(printed[2])) if printed else (other.first, other.last)
    titles = [text for text in texts if heading_part(text) or _TITLE.search(text[:LONGEST_EN])] + _titles_en(texts)
    for text in [one for one in titles if _YEARS.search(one)] or texts:  # of its own title, where that names them
        for first, last in _YEARS.findall(unicodedata.normalize("NFKC", text)):
            if 3 <= int(last) - int(first) <= 20:
                spans[int(first), int(last)] += 1
    if spans:
        return max(spans, key=lambda span: (span[1], spans[span]))
    last = max((one.year for table in tables for one in table.columns if one.kind == TARGET), default=0)
    return (last - DECADE + 1 if last else 0), last
