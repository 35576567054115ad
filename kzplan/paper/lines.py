"""Texts in lines: how wide they are, where they may be broken, and how a name is shortened."""

import re
import textwrap
import unicodedata

NARROW = 0.6  # of the width of an ideograph: letters and digits, generously
# what is not parted: a word or a number, with the marks that may not end a line and those that may not begin one
PIECE = re.compile(r"[（“《〔【＜≥≤＞]*(?:[!-~‰]+|.)(?:\s*[）”》〕】，。；：、！？％‰…])*")


def ems(text: str) -> float:
    """Return how wide a text is, in ideographs; generously, and the same on every machine.

    >>> ems("婴儿死亡率"), round(ems("C02"), 1)
    (5.0, 1.8)
    """
    return sum(1.0 if unicodedata.east_asian_width(one) in "WFA" else NARROW for one in text)


def broken(text: str, room: float) -> list[str]:
    """Return a text in lines of at most ``room`` ideographs; no word or number is parted, no closing mark begins a line.

    Lines are about equally long: a last line of one character looks like a mistake.

    >>> broken("竖线为95%区间，空心为还原值", 8)
    ['竖线为95%区间，', '空心为还原值']
    """
    lines = _filled(text, room)
    # where each stands alone no closer lines are more
    while room > 1 and len(lines) > 1 and len(closer := _filled(text, room - 1)) == len(lines):
        lines, room = closer, room - 1
    return lines


def even(text: str, room: int) -> list[str]:
    """Return a text of words in lines of at most ``room`` characters, about equally long.

    >>> even("None of them is met, of which one is late", 32)
    ['None of them is met,', 'of which one is late']
    """
    lines = textwrap.wrap(text, room) or [""]
    while room > 1 and len(lines) > 1 and len(closer := textwrap.wrap(text, room - 1)) == len(lines):
        lines, room = closer, room - 1
    return lines


def _filled(text: str, room: float) -> list[str]:
    lines = [""]
    for piece in PIECE.findall(text):
        if lines[-1] and ems(lines[-1] + piece) > room:
            lines.append("")
        lines[-1] = (lines[-1] + piece).lstrip()
    return lines


def shortened(text: str, room: float) -> str:
    """Return a name in at most ``room`` ideographs: of a longer one the middle is left out, for its end says what is counted.

    >>> shortened("抓获刑事案件犯罪嫌疑人中未成年人占比", 13)
    '抓获刑事案件…未成年人占比'
    """
    if ems(text) <= room:
        return text
    tail = ""
    while ems(tail + text[-len(tail) - 1]) <= (room - 1) / 2:
        tail = text[-len(tail) - 1 :]
    head = ""
    while ems(head + text[len(head)] + "…" + tail) <= room:
        head += text[len(head)]
    return f"{head}…{tail}"
