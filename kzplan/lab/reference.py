"""The API reference: pages made from the docstrings, which open from the disk without a network."""

import inspect
import re
import sys
import warnings
from pathlib import Path

from numpy.typing import ArrayLike

ROOMS = (
    "kzplan",
    "kzplan.indicator.counts",
    "kzplan.indicator.frame",
    "kzplan.indicator.series",
    "kzplan.odds.assumptions",
    "kzplan.odds.districts",
    "kzplan.odds.projection",
    "kzplan.model.predictive",
    "kzplan.progress",
    "kzplan.figures",
)  # what is public, and what its functions hand out
SECTION = re.compile(r"^(\w[\w ]*)\n-{3,}\n", re.M)
ENTRY = re.compile(r"^(?=\S)([\w*…][\w*…, ().]*?) : ", re.M)  # "name, name : what it is"
ROLE = re.compile(r":\w+:`~?([^`]+)`")


def write(folder: str | Path) -> Path:
    """Write the reference into a folder and return its first page.

    Parameters
    ----------
    folder : made if it is not there; pages of the same name are written over.

    Raises
    ------
    ModuleNotFoundError : pdoc is not installed; it comes with ``pip install kzplan[docs]``.
    """
    from pdoc import pdoc, render, render_helpers

    folder = Path(folder)
    render.configure(docformat="markdown", show_source=False)
    render.env.filters["to_markdown"] = as_markdown
    render.env.filters["format_signature"] = lambda signature, colon: render_helpers.format_signature(
        _short(signature), colon
    )
    with warnings.catch_warnings():
        # a room that its parent names as well is named twice, and kz.counts lies in another room: one page each is wanted
        warnings.filterwarnings("ignore", "The module specification|Found '", UserWarning)
        pdoc(*ROOMS, output_directory=folder)
    return folder / "index.html"


def as_markdown(docstring: str) -> str:
    """Return a docstring of this library as Markdown: sections as headings, parameters and errors as lists.

    >>> print(as_markdown("Add.\\n\\nParameters\\n----------\\nn : a number,\\n    in ``years``."))
    Add.
    <BLANKLINE>
    **Parameters**
    <BLANKLINE>
    - `n`: a number, in `years`.
    """
    text = ROLE.sub(r"`\1`", inspect.cleandoc(docstring)).replace("``", "`")
    head, *rest = SECTION.split(text)
    parts = [head.strip()]
    for name, body in zip(rest[::2], rest[1::2], strict=True):
        body, shell, example = body.partition(">>> ")
        parts += [
            f"**{name}**",
            _listed(body) if ENTRY.search(body) else inspect.cleandoc(body).strip(),
            shell + example,
        ]
    return "\n\n".join(part for part in parts if part)


def _listed(body):
    """Entries as a list; what no name stands before goes above it."""
    before, *entries = ENTRY.split(body)
    joined = [" ".join(part.split()) for part in entries]
    items = [f"- {_coded(name)}: {text}" for name, text in zip(joined[::2], joined[1::2], strict=True)]
    return "\n\n".join(part for part in (before.strip(), "\n".join(items)) if part)


def _coded(names):
    return ", ".join(f"`{name}`" for name in names.split(", "))


class _Word:
    """An annotation that is printed as one word."""

    def __init__(self, word):
        self.word = word

    def __repr__(self):
        return self.word


def _short(signature):
    """A signature in which "array-like" is one word, not the thirty that numpy spells it with."""
    words = {repr(ArrayLike): _Word("ArrayLike"), repr(ArrayLike | None): _Word("ArrayLike | None")}
    told = [
        one.replace(annotation=words.get(repr(one.annotation), one.annotation)) for one in signature.parameters.values()
    ]
    return signature.replace(parameters=told)


if __name__ == "__main__":
    print(f"open {write(sys.argv[1])}")
