"""English targets that name what they are of: the words that only name it are left out."""

import re

from .shapes import CJK

_CHANGE = "reduction|decrease|decline|increase|rise|improvement|drop"
_MOVED = (  # words of a demand, which no name holds
    r"reduc\w*|increas\w*|rais\w*|ris(?:e|es|ing)|lower\w*|cut\w*|decreas\w*|declin\w*|fall\w*|drop\w*|halv\w*|doubl\w*"
    r"|improv\w*|gr(?:ow|owth|owing)|chang\w*|gap|half|third|quarter|twice|annual\w*|average|baseline|levels?|values?|figures?"
    r"|current|existing|total|target|per|than|at (?:least|most)|no|not|by|since|countries|districts|counties|provinces|regions|places|compared|relative|between|versus|against"
)
_WORD = rf"(?!(?:{_MOVED})(?![\w-])|from (?:the|its|baseline|\d)|to (?:at|no|not|less|more|fewer|below|under|above|over|about|half|zero|one|two|three|\d))(?:\(?[a-z][a-z'’/-]*\)?|(?<=under )\d+|(?<=aged )\d+(?:[-–]\d+)?|(?<=under-)\d+)"
_WORDS = rf"{_WORD}(?:,? {_WORD}){{0,14}}"
_ENDS = r"(?=\s*(?:$|[,;(]| (?:by|in|from|since|over|compared|relative|between|versus|against)\b))"
_BOUND = r"at (?:least|most)|no (?:more|less|fewer|higher|lower) |not |below|under|above|over|less|more|fewer|[≥≤<>]|\d[\d.]*\s*(?:%|per\b|$)"
_NOUNS = "index|ratio|rate|share|proportion|coverage|prevalence|mortality|literacy|enrolment|incidence"
_VERBS = "reduce|lower|cut|decrease|increase|raise|improve|expand|bring|keep|maintain|limit"
_MIDDLE = re.compile(
    rf"^(?P<verb>{_VERBS})(?: and (?:maintain|keep|sustain))? {_WORDS}(?P<up> up)?(?= (?:to|by|from|at (?:least|most|or)|below|above|within) )",
    re.IGNORECASE,
)
_HEAD = re.compile(
    rf"^(?:(?:an?|the) )?(?:{_WORD} ){{0,8}}?(?:{_NOUNS})s?(?: (?:at birth|(?:of|among|for|in) {_WORDS}))?(?: of|:| is)?(?= (?:{_BOUND}))",
    re.IGNORECASE,
)
_TAILS = (
    re.compile(rf"\b({_CHANGE}) (?:in|of) {_WORDS}{_ENDS}", re.IGNORECASE),
    re.compile(rf"(%|\bper ?cent) of {_WORDS}{_ENDS}", re.IGNORECASE),
)


def without_names(text: str) -> str:
    """Return an English target without the words that say what it is of; another text as it is.

    Parameters
    ----------
    text : in signs of one width.

    >>> without_names("gender parity index of at least 0.97"), without_names("40% reduction in the number of stunted children by 2030")
    ('at least 0.97', '40% reduction by 2030')
    >>> without_names("half the rate of 2015"), without_names("80% of the 2015 level")
    ('half the rate of 2015', '80% of the 2015 level')
    """
    if re.search(f"[{CJK}]", text):
        return text
    for tail in _TAILS:
        text = tail.sub(r"\1", text)
    text = _MIDDLE.sub(r"\g<verb>", text)
    return _HEAD.sub("", text).strip()
