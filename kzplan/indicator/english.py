"""English sentences split into what is measured and what is asked of it."""

import re

from .clause import TWO_DEMANDS, Clause, rule_of
from .doubts import asks_more

_EN_FIRST = re.compile(
    r"^(?:to )?(reduce|increase|raise|lower|cut|improve|bring|keep|maintain|halve|double|expand|extend)s?\b (?:the )?(.+)$",
    re.I,
)
_EN_DUE = re.compile(r"^(?:by|in) (?:the end of )?(\d{4}),?\s+", re.I)


def in_english(sentence: str) -> list[Clause]:
    """Return the targets of an English sentence; where it asks for more than was read, none of them is.

    >>> [(one.name, one.rule.words) for one in in_english("Reduce stunting to below 15%") if one.rule]
    [('stunting', '< 15')]
    """
    found = _english(sentence)
    if asks_more(sentence, [clause.rule for clause in found]):
        return [Clause(sentence, "", None, TWO_DEMANDS)]
    return found


def _verb_first(said: str, verb: re.Match, starts: list[int], due: int | None) -> list[Clause]:
    """Reduce … to 5%: the name stands between the verb and what is asked."""
    own = verb[1].lower()
    for start in starts:
        name, predicate = said[verb.start(2) : start].strip(), f"{own} {said[start:]}"
        if rule := rule_of(predicate, name, due, "by {}, "):
            return [Clause(name, predicate, rule)]
    rule = rule_of(own, verb[2], due, "by {}, ")
    return [Clause(verb[2], own, rule)] if rule and not re.search(r"\d", verb[2]) else []


def _english(sentence: str) -> list[Clause]:
    year = _EN_DUE.match(sentence)
    due, said = (int(year[1]), sentence[year.end() :]) if year else (None, sentence)
    verb = _EN_FIRST.match(said)
    starts = [match.start() for match in re.finditer(r"(?<=\s)\S", said)]
    if verb:
        found = _verb_first(said, verb, [start for start in starts if start > verb.start(2)], due)
        if found:
            return found
    for start in starts:
        if rule := rule_of(said[start:], said[:start], due, "by {}, "):
            return [
                Clause(
                    re.sub(r"\s+(?:is|are|will be|to be|should be)\s*$", "", said[:start]).strip(), said[start:], rule
                )
            ]
    for match in reversed(list(re.finditer(r"\sof\s", said))):
        if rule := rule_of(said[: match.start()], said[match.end() :], due, "by {}, "):
            return [Clause(said[match.end() :], said[: match.start()], rule)]
    numbered = re.search(r"\d+(?:\.\d+)?\s*(?:%|per)", said)
    return [Clause(said, "", None)] if numbered else []
