"""The title of a plan that is not of women's or children's development alone, as a health or an economic plan's: its place and years."""

import re
from typing import NamedTuple

from ..indicator.tokens import five_year_ends

HEAD = 10  # paragraphs among which the title stands
LONGEST = 60  # characters of a title
_LEVEL = r"(?:(?<!城)市|省|自治[州县旗]|盟|县|旗|(?<![城社地园校学山市牧库景辖农林矿湾景])区)(?![级民域])"
_PLAN = re.compile(
    rf"(?P<place>(?:[一-龥]{{1,8}}?{_LEVEL})+)(?P<rest>[^。；：:;《》，,]*(?:规划|纲要|计划|方案))"
    r"(?:[（(〔][^（）()〔〕]*[)）〕]|\d{4}年?[—–―~～至到-]+\d{4}年?)*"
)
_NO_PLACE = re.compile(r"[全本我各该]|关于|印发|国家")
_FIVE_YEARS = re.compile(r"第?(?P<plan>十[一二三四五六七]五|十[一二三四五六七]个五年)")
LASTS = 5  # years of a five-year plan


class Title(NamedTuple):
    """A title as printed, the place that it begins with, and the years of the five-year plan that it names; 0 where it names none."""

    text: str
    place: str
    first: int
    last: int


def plan_title(texts: list[str]) -> Title | None:
    """Return the title at the head of a document, a line of its own that begins with a place; None where there is none.

    Parameters
    ----------
    texts : paragraphs of the document.

    >>> plan_title(["示例县“十四五”卫生健康发展规划", "到2025年，……"])[1:]
    ('示例县', 2021, 2025)
    >>> plan_title(["示例市示例区国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要"])[1:]
    ('示例市示例区', 2021, 2025)
    >>> plan_title(["一、全县养老服务规划", "示例县人民政府办公室关于印发养老规划的通知"]) is None
    True
    """
    for text in texts[:HEAD]:
        said = re.sub(r"\s+", "", text)
        match = _PLAN.fullmatch(said) if len(said) <= LONGEST else None
        if match and not _NO_PLACE.match(match["place"]):
            first, last = five_years(match["rest"])
            return Title(said, match["place"], first, last)
    return None


def five_years(text: str) -> tuple[int, int]:
    """Return the first and last year of the five-year plan that a text names; zeros where it names none, or several.

    >>> five_years("“十四五”残疾人保障和发展规划"), five_years("第十四个五年规划"), five_years("老龄事业规划")
    ((2021, 2025), (2021, 2025), (0, 0))
    """
    named = {match["plan"].replace("个五年", "五") for match in _FIVE_YEARS.finditer(text)}
    ends = {five_year_ends().get(one, 0) for one in named}
    last = ends.pop() if len(ends) == 1 else 0
    return (last - LASTS + 1, last) if last else (0, 0)
