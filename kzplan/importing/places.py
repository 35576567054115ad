"""Whether English words are of another place or level than the plan's own: China's, of the city, Lindow, the OECD."""

import re
from collections.abc import Iterable
from functools import cache

from ..plan.catalogue import known_indicators
from .facts import Facts

_LEVELS = "county|district|city|prefecture|municipality|banner|league|province|region|state|nation|country|world|globe"
_OTHERS = re.compile(
    r"\b(?:global|globally|worldwide|international|internationally|european|municipal|national|nationally|nationwide|provincial|regional"
    r"|elsewhere|neighbou?ring|abroad|migrants|refugees|oecd|asean|brics|eu|un|uk|us|usa)\b",
    re.IGNORECASE,
)
_OF_LEVEL = re.compile(
    rf"\b(?:{_LEVELS})(?:'s\b|\b(?! (?:committees?|congress|deputies|council|hospitals?)))", re.IGNORECASE
)
_CAPITAL = re.compile(r"\b[A-Z][a-z]+\b")


class Places:
    """Tells the words of another place from those of the plan's own.

    Parameters
    ----------
    facts : of the plan.
    texts : of its document; a word that stands in them in small letters is no name of a place.

    >>> there = Places(Facts(district="Brookfield County", own="县"), ["1. Reduce wasting to 5%."])
    >>> [there.elsewhere(one) for one in ("Wasting", "The county's wasting", "Brookfield's wasting", "Wasting in Brookfield County")]
    [False, False, False, False]
    >>> [there.elsewhere(one) for one in ("China's wasting", "The city's wasting", "World wasting", "In Lindow County wasting", "wasting of migrants")]
    [True, True, True, True, True]
    """

    def __init__(self, facts: Facts, texts: Iterable[str]):
        self._level = {
            "县": "county",
            "区": "district",
            "市": "city",
            "州": "prefecture",
            "旗": "banner",
            "省": "province",
        }.get(facts.own, "")
        own = facts.district_en or (facts.district if facts.district.isascii() else "")
        short = re.sub(rf"\b(?:the|of|{_LEVELS})\b", "", own, flags=re.IGNORECASE).strip()
        named = [re.escape(one) for one in (own, short) if one]
        named += [self._level] if self._level else []
        self._own = re.compile(rf"\b(?:{'|'.join(named)})\b(?:'s)?", re.IGNORECASE) if named else None
        self._known = _catalogue_words() | {word for text in texts for word in re.findall(r"\b[a-z]+\b", text)}

    def elsewhere(self, words: str, first: bool = True) -> bool:
        """Return whether words name another place or level; ``first``: whether a name that no text knows is one."""
        said = self._own.sub(" ", words) if self._own else words
        if _OTHERS.search(said) or _OF_LEVEL.search(said):
            return True
        return first and any(one.lower() not in self._known for one in _CAPITAL.findall(said))


@cache
def _catalogue_words() -> frozenset[str]:
    """The words of the names that the catalogue has in English."""
    told = " ".join(known.name.en for known in known_indicators().values())
    return frozenset(re.findall(r"[a-z]+", told.lower())) | {
        "the",
        "in",
        "a",
        "an",
        "this",
        "that",
        "its",
        "all",
        "both",
        "as",
        "of",
        "per",
    }
