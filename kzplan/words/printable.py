"""Characters that no document can print: control characters, halves of characters, and those that XML does not allow."""

import re

# what XML 1.0 does not allow, and the controls it allows and nobody prints; tabs and line breaks are left alone
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def unprintable(text: str) -> str:
    """Return the first character of a text that no document can print, as "U+001B"; blank where there is none.

    >>> unprintable("4.4\\x1b[31m"), unprintable("统计年报\\n（终稿）")
    ('U+001B', '')
    """
    match = UNPRINTABLE.search(text)
    return f"U+{ord(match[0]):04X}" if match else ""


def printable(text: str) -> str:
    """Return a text without what no document can print.

    >>> printable("a\\x08b"), printable("统计年报")
    ('ab', '统计年报')
    """
    return UNPRINTABLE.sub("", text)
