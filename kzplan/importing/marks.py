"""What stands raised, lowered, struck out or hidden in a document: a power of ten, a mark of a note, or no text of it at all."""

import re

from ..indicator.shapes import CJK

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_NOTE = r"[\[(（〔【]?(?:注|note)?[\s\da-z①-⑳*＊#†‡§,，、~–-]*[\])）〕】]?"
_LOW, _GONE = (
    ("\ue000", "\ue001"),
    ("\ue002", "\ue003"),
)  # signs of no text, around what is lowered, and what is not shown
_LOWERED = re.compile(rf"(?:(?<=[\d%‰]){_LOW[0]}{_NOTE}{_LOW[1]})|[{_LOW[0]}{_LOW[1]}]", re.IGNORECASE)
_NOT_SHOWN = re.compile(rf"{_GONE[0]}([^{_GONE[1]}]*){_GONE[1]}")


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
    """Return text that is struck out or hidden with signs around it, by which ``shown`` and ``not_shown`` know it."""
    return text.translate(dict.fromkeys(map(ord, _GONE))).join(_GONE)


def shown(text: str) -> str:
    """Return a text as a reader sees it; a lowered mark behind a figure is of a note, other lowered text is of a name. 10⁵ is written out.

    >>> shown(f"PM{lowered('2.5')}降至{gone('8')}10{lowered('2')}")
    'PM2.5降至10'
    >>> shown("1/10⁵"), shown("residents’ committees")
    ('1/10万', "residents' committees")
    """
    seen = _LOWERED.sub("", _NOT_SHOWN.sub("", text))
    if not re.search(f"[{CJK}]", seen):  # names in English are compared with one apostrophe
        seen = seen.replace("’", "'")
    return re.sub(r"(?<=per )10⁵", "100,000", re.sub(r"(?<=[/／])10⁵", "10万", seen))


def not_shown(text: str) -> str:
    """Return what of a text is struck out or hidden.

    >>> not_shown(f"降至{gone('8')}10")
    '8'
    """
    return "；".join(filter(None, (_LOWERED.sub("", one).strip() for one in _NOT_SHOWN.findall(text))))
