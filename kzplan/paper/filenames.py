"""Names of departments and tables as names of files and sheets, on every system."""

import re
from collections.abc import Callable, Iterable

# what Windows and its shares do not allow in a name, by the full-width sign that says the same to a reader
FORBIDDEN = str.maketrans('<>:"/\\|?*', "＜＞：＂／＼｜？＊")
LONGEST = 60  # characters of a name: with a year and a title it stays under 255 bytes, three for a Chinese character


def file_name(text: str) -> str:
    """Return a text as part of the name of a file.

    >>> file_name("区教委/区卫生健康委: 妇幼?")
    '区教委／区卫生健康委： 妇幼？'
    """
    plain = re.sub(r"[\x00-\x1f\x7f]", "", text).translate(FORBIDDEN).strip(" .")
    return plain[:LONGEST].rstrip(" .") or "_"


def apart(texts: Iterable[str], name: Callable[[str], str], longest: int) -> dict[str, str]:
    """Return a name for each text; those that a system would take for one another get a number.

    Parameters
    ----------
    texts : what is to be named, each once.
    name : makes one name.
    longest : characters that a name may have.

    >>> apart(["Health/A", "health／a", "教委"], file_name, LONGEST)
    {'Health/A': 'Health／A', 'health／a': 'health／a（2）', '教委': '教委'}
    """
    taken: set[str] = set()
    named: dict[str, str] = {}
    for text in texts:
        own, turn = name(text), 1
        while own.casefold() in taken:
            turn += 1
            mark = f"（{turn}）"
            own = name(text)[: longest - len(mark)] + mark
        taken.add(own.casefold())
        named[text] = own
    return named
