"""What the pages share: their templates, and pictures that stand inside them."""

import base64
import re
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape

import jinja2
from markupsafe import Markup

from ..words import labels
from . import standing
from .answer import WORRY_EDGES

PARTED = re.compile(r"(?<=\d) %")


@cache
def environment() -> jinja2.Environment:
    """Return the environment of the pages' templates, each compiled once, with the words and numbers that they print."""
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("kzplan.documents"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    made.filters |= {"percents": labels.percents, "number": labels.number, "whole": whole}
    for name in (
        "word",
        "methods",
        "unit",
        "domain",
        "department",
        "status",
        "target",
        "target_with_unit",
        "latest_with_unit",
        "group",
        "verdict",
    ):
        made.globals[name] = getattr(labels, name)
    made.globals |= {"most": standing.most, "place": standing.place, "parted": WORRY_EDGES}
    return made


def whole(said: object) -> str:
    """Return words in which a number and its per cent stay on one line; markup stays markup.

    >>> whole("80 % in %") == "80\\u00a0% in %"
    True
    """
    told = PARTED.sub("\u00a0%", str(said))
    return Markup(told) if isinstance(said, Markup) else told


def prose(blocks: Mapping[str, Sequence[str]]) -> dict[str, Markup]:
    """Return the blocks of a text for a page: their lines one after the other, nothing in them markup.

    >>> str(prose({"odds": ("p < 0.1 on other places' decades",)})["odds"])
    "p &lt; 0.1 on other places' decades"
    """
    return {key: Markup(escape("".join(lines), quote=False)) for key, lines in blocks.items()}


def address(png: bytes) -> str:
    """Return a picture as a data address."""
    return "data:image/png;base64," + base64.b64encode(png).decode("ascii")
