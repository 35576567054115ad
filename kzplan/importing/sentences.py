"""Targets that stand in sentences and lists."""

from dataclasses import dataclass

from .document import Document


@dataclass(frozen=True, slots=True)
class Sentence:
    """A target said in a sentence.

    Parameters
    ----------
    part, line, page, quote : where it stands, and the sentence.
    domain : the heading it stands under.
    name, unit, target : its indicator, the unit the number has, and its predicate, as printed.
    """

    part: str
    line: int
    page: int
    quote: str
    domain: str
    name: str
    unit: str
    target: str


def sentences_of(document: Document, tabled: set[str]) -> tuple[list[Sentence], list[tuple[int, int, str, str, str]]]:
    """Return the targets in sentences, and what was left."""
    return [], []
