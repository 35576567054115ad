"""What stands raised, lowered, struck out or hidden in a document: a power of ten, a mark of a note, or no text of it at all."""

import re

from ..indicator.shapes import CJK

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_NOTE = r"[\[(（〔【]?(?:注|note)?[\s\da-z①-⑳*＊#†‡§,，、~–-]*[\])）〕】]?"
_LOW, _GONE, _HIDDEN = (
    ("\ue000", "\ue001"),
    ("\ue002", "\ue003"),
    ("\ue004", "\ue005"),
)  # signs of no text, around what is lowered, struck out and hidden
UNSURE = "□"  # in place of a number that hidden text touches
_LOWERED = re.compile(rf"(?:(?<=[\d%‰]){_LOW[0]}{_NOTE}{_LOW[1]})|[{_LOW[0]}{_LOW[1]}]", re.IGNORECASE)
_NOT_SHOWN = re.compile(rf"{_GONE[0]}([^{_GONE[1]}]*){_GONE[1]}")
# a number is tried from its first figure only, and never in part: a run of a hundred thousand figures took minutes
_TOUCHING = re.compile(rf"(?:(?<!\d)(?<!\d\.)(\d[\d.]*+))?((?:{_HIDDEN[0]}[^{_HIDDEN[1]}]*{_HIDDEN[1]})+)([\d.]*\d)?")
_SIGNS = re.compile("|".join(_HIDDEN))


def raised(text: str) -> str:
    """Return raised text as it is read: figures as raised figures, which are powers or marks of a note; other marks not at all.

    >>> raised("5"), raised("[1]"), raised("a"), raised("（试行）")
    ('⁵', '', '', '（试行）')
    """
    bare = text.strip()
    if bare.isascii() and bare.isdecimal():
        return bare.translate(_RAISED)
    return "" if re.fullmatch(_NOTE, bare, re.IGNORECASE) else text


def lowered(text: str) -> str:
    """Return lowered text with signs around it, by which ``shown`` knows it."""
    return f"{_LOW[0]}{text}{_LOW[1]}"


def gone(text: str) -> str:
    """Return text that is struck out with signs around it, by which ``shown`` and ``not_shown`` know it."""
    return text.translate(dict.fromkeys(map(ord, _GONE))).join(_GONE)


def hidden(text: str) -> str:
    """Return text that a reader does not see, no more than that there is any, with signs around it as ``gone`` does."""
    return text.translate(dict.fromkeys(map(ord, _HIDDEN))).join(_HIDDEN) if text.strip() else ""


def _beside(touching: re.Match) -> str:
    """What stands in place of hidden text and the numbers it touches."""
    before, inside, after = touching[1] or "", _SIGNS.sub("", touching[2]), touching[3] or ""
    joined = (before and re.match(r"[\d.]", inside)) or (after and re.search(r"[\d.]$", inside))
    return UNSURE if joined else before + after


def shown(text: str) -> str:
    """Return a text as a reader sees it; a lowered mark behind a figure is of a note, other lowered text is of a name. 10⁵ is written out.

    >>> shown(f"PM{lowered('2.5')}降至{gone('8')}10{lowered('2')}")
    'PM2.5降至10'
    >>> shown(f"降至{hidden('9')}4.5‰"), shown(f"降至4{hidden('.5')}‰"), shown(f"降至{hidden('约')}4.5‰")
    ('降至□‰', '降至□‰', '降至4.5‰')
    >>> shown("1/10⁵"), shown("residents’ committees")
    ('1/10万', "residents' committees")
    """
    seen = _LOWERED.sub("", _TOUCHING.sub(_beside, _NOT_SHOWN.sub("", text)))
    if not re.search(f"[{CJK}]", seen):  # names in English are compared with one apostrophe
        seen = seen.replace("’", "'")
    return re.sub(r"(?<=per )10⁵", "100,000", re.sub(r"(?<=[/／])10⁵", "10万", seen))


def not_shown(text: str) -> str:
    """Return what of a text is struck out or hidden, the latter with the numbers it touches.

    >>> not_shown(f"降至{gone('8')}10"), not_shown(f"降至{hidden('9')}4.5‰")
    ('8', '9 4.5')
    """
    found = list(_NOT_SHOWN.findall(text))
    for touching in _TOUCHING.finditer(_NOT_SHOWN.sub("", text)):
        inside = _SIGNS.sub("", touching[2])
        found.append(
            " ".join(filter(None, [touching[1], inside, touching[3]])) if _beside(touching) == UNSURE else inside
        )
    return "；".join(filter(None, (_LOWERED.sub("", one).strip() for one in found)))
