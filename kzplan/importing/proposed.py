"""A printed row, a target and what is proposed for each; all that a document gives."""

import re
from dataclasses import dataclass, field, replace

from ..indicator.shapes import CJK
from ..indicator.target import Rule
from ..plan.catalogue import TOTAL, Known, known_indicators
from ..words.both import Both
from .facts import Facts
from .figures import Figure
from .likeness import SURE, Like


@dataclass
class Past:
    """A printed row of the years up to the base.

    Parameters
    ----------
    part, line, page : where it stands.
    number, name, unit, values, target, department : its cells; ``values`` by year.
    full : its name with the row it is a part of.
    proposed : the catalogue's indicator, or None.
    """

    part: str
    line: int
    page: int
    number: str
    name: str
    unit: str
    values: dict[int, str]
    target: str
    department: str
    full: str
    proposed: Like | None = None

    @property
    def key(self) -> str:
        """How the review refers to it."""
        return f"{self.part}:{self.line}"


@dataclass
class Goal:
    """A target as printed, and what is proposed for it.

    Parameters
    ----------
    part, line, page, quote : where it stands, and the sentence where it stands in one.
    number, domain, name, unit, above, target, interim, nature, department : its cells; ``unit`` where a column has it.
    proposed, others : the catalogue's indicator and the next ones.
    known : what the catalogue says of it.
    rule, amiss : how the target is read, or why it is not.
    baseline : the printed row or figure of the text it may be measured from, with the likeness of the names.
    apart : where none is proposed, the nearest that words part from it, with what these are about.
    narrower : what the proposed indicator may be a part of, or the whole: "level", "age" and the like.
    whole, stratum : the target it is a part of and whose part it is, of a row as 其中：农村.
    part_unsaid : whether the document holds both plans and nothing of this target says which it is of.
    beside : passages of its sentence with numbers that are not read.
    earlier : further figures of the text under the same name, of other years.
    """

    part: str
    line: int
    page: int
    quote: str
    number: str
    domain: str
    name: str
    unit: str
    above: str
    target: str
    interim: dict[int, str]
    nature: str
    department: str
    proposed: Like | None = None
    others: tuple[Like, ...] = ()
    rule: Rule | None = None
    amiss: Both | None = None
    baseline: Past | Figure | None = None
    baseline_score: float = 0.0
    earlier: tuple[Figure, ...] = ()
    apart: tuple[tuple[Like, str], ...] = ()
    narrower: tuple[str, ...] = ()
    whole: "Goal | None" = None
    stratum: str = ""
    part_unsaid: bool = False
    beside: tuple[str, ...] = ()

    @property
    def known(self) -> Known | None:
        """What the catalogue says of the proposed indicator; of town or country alone what it says of all."""
        if self.proposed is None:
            return None
        key: tuple[str, str] = self.proposed.key  # type: ignore[assignment]
        known = known_indicators()
        return known.get(key) or replace(known[key[0], TOTAL], stratum=key[1])

    @property
    def comparability(self) -> str:
        """What is proposed for the baseline: A where the names are the same, B where they are alike, N where there is none."""
        if self.baseline is None:
            return "N"
        return "A" if self.baseline_score >= SURE else "B"


@dataclass
class Proposals:
    """All that a document gives.

    Parameters
    ----------
    facts : of the plan.
    goals, past, figures : targets, printed rows up to the base, figures of the text.
    left : (line, page, text, why in English and Chinese) of what was not taken.
    """

    facts: Facts
    goals: list[Goal] = field(default_factory=list)
    past: list[Past] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    left: list[tuple[int, int, str, str, str]] = field(default_factory=list)

    @property
    def language(self) -> str:
        """The document's: "en" where no target has a Chinese name."""
        return "zh" if any(re.search(f"[{CJK}]", goal.name) for goal in self.goals) else "en"
