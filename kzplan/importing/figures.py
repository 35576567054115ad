"""Figures of earlier years in the sentences on what was reached."""

import re
import unicodedata
from dataclasses import dataclass, field

from ..plan.period import PARTS
from .document import Document
from .parts import heading_part

_STATES = "达到了|达到|达|为|是|降至|降到|降低到|降低至|下降到|下降至|提高到|提高至|上升到|上升至|增加到|增至|提升到|提升至|升至"
_NUMBER = r"\d+(?:\.\d+)?"
_UNIT = r"%|‰|/10万|1/10万|/万|岁|年|万人|小时|张|个|名|人|件|户"
_FIGURE = re.compile(
    rf"(?:(?:截至|到|至)?(?P<year>(?:19|20)\d\d)年(?:底|末)?[，,]?)?(?P<name>(?:\d+(?:-\d+)?(?:岁|个月))?[^\d，,；;。：:、][^，,；;。：:]{{2,38}}?)"
    rf"(?:由[^，,；;。]*?)?(?:{_STATES})(?P<value>{_NUMBER})(?P<unit>{_UNIT})(?![一-龥]*目标)"
)
_YEAR = re.compile(r"((?:19|20)\d\d)年")
_AHEAD = re.compile(
    r"^[（(]?[一二三四五六七八九十]*[）)、.．]?\s*(?:主要目标|发展目标|总体目标|目标任务|主要指标|主要任务|重点任务|策略措施|总体思路|总体要求)"
)
_BEHIND = re.compile(r"发展基础|发展现状|主要成[就效]|发展成就|回顾|形势|发展背景")


@dataclass
class Figure:
    """A figure that the document gives of an earlier year.

    Parameters
    ----------
    part, line, page, quote : where it stands, and its words.
    full, unit : what it is of.
    values : the printed figure by year.
    """

    part: str
    line: int
    page: int
    quote: str
    full: str
    unit: str
    values: dict[int, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """How the review refers to it."""
        return f"{self.part}:{self.line}:{self.full}"


def figures_of(document: Document, base: int) -> list[Figure]:
    """Return the figures of earlier years that sentences before the goals give."""
    found: list[Figure] = []
    part, behind = PARTS[0], True
    for paragraph in document.paragraphs:
        part = heading_part(paragraph.text) or part
        if len(paragraph.text) < 40 and (_BEHIND.search(paragraph.text) or _AHEAD.search(paragraph.text)):
            behind = bool(_BEHIND.search(paragraph.text))
        elif behind:
            found += list(_said(paragraph, part, base))
    return found


def _said(paragraph, part, base):
    text = unicodedata.normalize("NFKC", paragraph.text)
    year = base
    for clause in re.split(r"[，,；;。]", text):
        named = _YEAR.search(clause)
        year = int(named[1]) if named and int(named[1]) <= base else year
        match = _FIGURE.search(clause)
        if match and year:
            unit = match["unit"].replace("/10万", "1/10万").replace("11/", "1/")
            name = re.sub(r"^.*?(?:年|底|末)", "", match["name"]) if _YEAR.search(match["name"]) else match["name"]
            name = re.sub(r"^(?:全|我|本)(?:国|省|市|区|县|州)", "", name)
            values = {year: match["value"] + (unit if unit in "%‰" else "")}
            yield Figure(part, paragraph.line, paragraph.page, clause.strip(), name, unit, values)
