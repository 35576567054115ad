"""What the words of a target ask, taken together: the patterns tried one after the other, the year it is due by apart."""

import re
from dataclasses import replace

from . import bounds, changes, parted
from .rule import Rule
from .said import Said, Unread
from .token import Token
from .tokens import base_year

__all__ = ["Unread", "read"]
WHOLE = (parted.interim, parted.strata, changes.not_worse, changes.apart)  # their years are part of what they ask
REST = (
    *(changes.not_worse, parted.strata, bounds.ratio, bounds.between, bounds.clarified),
    *(changes.per_year, changes.relative, changes.multiple, changes.better, changes.beside, changes.each_year),
)
_BY = ("到", "至", "截", "力争", "by")
GOOD = {"up": "越高越好", "down": "越低越好"}


def read(words: tuple[Token, ...], direction: str | None, unit: str, base: int | None = None) -> Rule | None:
    """Return the :class:`~kzplan.indicator.rule.Rule` that words make, or None where they make none.

    Parameters
    ----------
    words : as :func:`kzplan.indicator.tokens.tokens` returns them.
    direction, unit : of the indicator.
    base : the plan's base year; None: the one of the outlines now in force.

    Raises
    ------
    Unread : the words are known and do not say one thing for sure, or ask for what is bad.

    >>> from .tokens import tokens
    >>> read(tokens("提高到88%以上"), "up", "%").words
    '>= 88'
    """
    said = changes.compared(_bare(Said(words, direction, unit, base_year() if base is None else base)))
    if said.has("C"):
        raise Unread(
            "what is added is not what there is to be: write the number to reach",
            "新增数是增量，不是指标的数值；请写明到期应达到的总数",
        )
    # the most are no more than a bound
    found = bounds.threshold(said) or _whole(said) or _dated(said) or _dated(_with_itself(said))
    if found is not None and direction is not None and bounds.against(found, direction):
        raise Unread(
            f"against what is good of the indicator, whose direction is '{direction}'",
            f"与指标方向（{GOOD[direction]}）相反",
        )
    return found


def _bare(said: Said) -> Said:
    """The words without a remark on what was, 95%（2020年90%）, and without brackets around all of them: （≥95%）."""
    match = re.search(r"(?<=.)\((?:R?[:,]?(?P<when>[RY])[:,]?v?n|on(?P<when2>Y))\)$", said.letters)
    if match and said.part(match, "when" if match["when"] else "when2").year("RY") <= said.base:
        said = replace(said, words=said.words[: match.start()])
    match = re.fullmatch(r"\((?P<inside>[^()]+)\)", said.letters)
    return said.part(match, "inside") if match else said


def _with_itself(said: Said) -> Said:
    """The words without (含), where they bound nothing strictly: 下降20%（含）以上."""
    return (
        said
        if said.has("GL") or not said.has("UDJKHX")
        else replace(said, words=tuple(word for word in said.words if word.letter != "e"))
    )


def _whole(said: Said) -> Rule | None:
    return next((found for found in (form(said) for form in WHOLE) if found is not None), None)


def _dated(said: Said) -> Rule | None:
    """What is asked by one year, or by none that is named."""
    whole = said
    said, due = _without_due(said)
    told = said.letters == "n" or (said.letters == "vn" and said.words[0].text in ("为", "是", "is"))
    if due is not None and due <= said.base and told and not whole.the("Y").text.startswith(_BY):
        raise Unread(f"what was in {due}, or what is asked?", f"是{due}年的实际值还是要求，不明确")
    if said.letters in ("N", "Z"):
        return Rule({"N": "not quantified", "Z": "natural band"}[said.letters], due=due)
    spanned = _spanned(said)
    if spanned is not None:
        return spanned
    for form in REST:
        found = form(said)
        if found is not None:
            _possible(found, due)
            return replace(found, due=due or found.due)
    said, named = _without_start(said)
    found = bounds.threshold(said)
    return None if found is None else replace(found, due=due or named, year=due or named)


def _possible(found: Rule, due: int | None) -> None:
    """A change is from a year before the one it is due by."""
    if due is not None and found.year is not None and found.year >= due:
        raise Unread(f"due by {due}, and measured from {found.year}", f"要求{due}年达到，却以{found.year}年为基期")


def _without_due(said: Said) -> tuple[Said, int | None]:
    """The words without the year they are due by, and that year."""
    for pattern in (
        rf"(?P<due>{parted.WHEN})[:,]?(?P<rest>[^Y59]+)",
        rf"(?P<rest>[^Y59]+?),?\(?(?P<due>{parted.WHEN})\)?",
    ):
        match = re.fullmatch(pattern, said.letters)
        if match:
            return said.part(match, "rest"), said.due(said.part(match, "due").words[0])
    match = re.fullmatch(r"(?P<move>[^YB]*[UDHX][^YB]*)(?P<due>Y),?(?P<base>B)", said.letters)
    if match:  # halve by 2030 compared with 2015
        words = said.part(match, "move").words + said.part(match, "base").words
        return replace(said, words=words), said.part(match, "due").words[0].year
    return said, None


def _spanned(said: Said) -> Rule | None:
    """A change over years that are named: 2021—2030年累计下降20%, 十年提高3岁."""
    match = re.fullmatch(r"c,?(?P<after>[^c]+)|(?P<before>[^c]+?),?c", said.letters)
    if not match:
        return None
    span, rest = said.the("c"), said.part(match, "after" if match["after"] else "before")
    start = said.base if span.year in (None, said.base - 1) else span.year  # 2020—2030年 starts from 2020 too
    last = int(start + span.value if span.year is None else span.value)
    for form in (changes.per_year, changes.relative, changes.better):
        found = form(rest)
        if found is None:
            continue
        if (rest.has("BR") and found.year != start) or start > said.base:
            raise Unread("the years it is measured over are not those it starts from", "起止年份与基期不一致")
        from_start = found.form in ("relative", "better")
        return replace(found, due=last, year=start if from_start else found.year)
    return None


def _without_start(said: Said) -> tuple[Said, int | None]:
    """The words without the value that things start from, 从90%提高到95%, and the year that stands with the number to reach."""
    start = r"o(?:Y?[nf]|[nf]Y|[nf]\(Y\))"
    reach = r"(?P<rest>v?[gGlL]?[nfF0][sta]?)\(?(?P<after>Y?)\)?"
    match = re.fullmatch(rf"w*(?P<change>[UDI]?){start}[,&]?(?P<verb>[udv-])(?P<year>Y?),?{reach}", said.letters)
    if not match:
        return said, None
    way = {"u": "up", "U": "up", "d": "down", "D": "down"}.get(match["verb"], "") or {"U": "up", "D": "down"}.get(
        match["change"], ""
    )
    numbers = [said.number(word) for word in said.words if word.letter in "nfF0"]
    moved = "up" if numbers[1] > numbers[0] else "down" if numbers[1] < numbers[0] else None
    if moved is None or way not in ("", moved):
        raise Unread("the number it is to come from lies beyond the one to reach", "起点与终点的数不符合所说的升降方向")
    years = said.part(match, "year").words + said.part(match, "after").words
    verb = Token({"up": "u", "down": "d"}[moved], said.part(match, "verb").words[0].text)
    return replace(said, words=(verb, *said.part(match, "rest").words)), years[0].year if years else None
