"""What the style sheets within a page say of how its text stands: hidden, struck out, raised, of what colour; put beside each element."""

import re
from collections.abc import Iterator
from typing import Any

_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_OF_OTHERS = re.compile(r"@(?!media\s+(?:all|screen)\b)[\w-]+[^{};]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})")  # of print
_LOOK = re.compile(
    r"font-size\s*:\s*0(?![.\d]*[1-9])[a-z%]*|opacity\s*:\s*0(?![.\d]*[1-9])%?|(?:left|right|top|bottom|text-indent)\s*:\s*-\d{3,}"
    r"|display\s*:\s*none|visibility\s*:\s*hidden|text-decoration(?:-line)?\s*:[^;]*line-through|vertical-align\s*:\s*su(?:per|b)"
    r"|(?<![\w-])(?:color|background(?:-color)?)\s*:[^;]*",
    re.IGNORECASE,
)
_ONE = re.compile(r"([a-z][a-z0-9]*|\*)?((?:[.#][\w-]+)*)", re.IGNORECASE)


def put_beside(page: Any) -> None:
    """Give each element of a page the looks that the page's own style sheets give it by tag, class, id and what lies around it.

    Parameters
    ----------
    page : the root of an lxml tree; what is read of it stands in each element's ``style`` afterwards. Of rules that say
        more (a child of, hovered), none is taken.
    """
    rules = [one for sheet in page.iter("style") for one in _rules(sheet.text or "")]
    for element in page.iter() if rules else ():
        if not isinstance(element.tag, str):
            continue
        looks = [look for selector, look in rules if _fits(element, selector)]
        own = element.get("style") or ""
        if looks and not re.search(r"display\s*:", own):  # its own word counts for more
            element.set("style", ";".join([*looks, own]))


def _rules(sheet: str) -> Iterator[tuple[list[str], str]]:
    """Each selector, as the elements it names from the outermost, with the looks that it gives."""
    text = _OF_OTHERS.sub("", _COMMENT.sub("", sheet))
    for selectors, said in _RULE.findall(re.sub(r"@media[^{]*\{", "", text)):
        looks = _LOOK.findall(said)
        for selector in selectors.split(",") if looks else ():
            steps = selector.split()
            if steps and all(_ONE.fullmatch(step) for step in steps):
                yield steps, ";".join(looks)


def _fits(element: Any, steps: list[str]) -> bool:
    """Whether the last step is of the element, and those before it of elements around it, in their order."""
    if not _is(element, steps[-1]):
        return False
    around = element.iterancestors()
    return all(any(_is(one, step) for one in around) for step in reversed(steps[:-1]))


def _is(element: Any, step: str) -> bool:
    match = _ONE.fullmatch(step)
    if match is None or not isinstance(element.tag, str) or (match[1] or "*").lower() not in ("*", element.tag):
        return False
    classes, own = (element.get("class") or "").split(), element.get("id") or ""
    return all(
        name[1:] in classes if name[0] == "." else name[1:] == own for name in re.findall(r"[.#][\w-]+", match[2])
    )
