"""English names that name no indicator of the plan's own, and numbers that go on with the name before them."""

import re

from .clause import NO_NAME, NOT_READ, TWO_DEMANDS, Clause, Why, rule_of

_YEAR = r"(?:19|20)\d\d"
_ADJECTIVE = r"(?:national|provincial|municipal|prefectural|regional|global|world)"
_PLACE = r"(?:nation|country|province|prefecture|municipality|city|county|district|region|state|world|china)"
_FIGURE = r"(?:rate|ratio|average|mean|median|level|figure|number|share|proportion|percentage|target|goal|value|norm|standard|baseline)s?"
_WHO = r"(?:urban|rural|girls|boys|wom[ae]n|m[ae]n|females?|males?|children|towns?|cities|villages?|areas?)"
_NOBODY = re.compile(  # the rate, the national target, the average in the city, girls, it: of what does not stand there
    rf"(?:(?:the|an?|its|their|our|this|that|these|those|it|they|which|overall|total|current|average|mean|and|but|{_WHO}|{_ADJECTIVE}|{_PLACE}(?:'s)?)\b\s*)*"
    rf"(?:{_FIGURE})?(?: (?:in|of|for) (?:the )?{_PLACE})*",
    re.IGNORECASE,
)
_OTHER_LEVEL = re.compile(
    rf"(?:the )?(?:{_ADJECTIVE}|{_PLACE}'s) .*|(?:national|provincial|global)ly,? .*|(?:nation|province|world|city|county)-?wide,? .*"
    rf"|in the (?:whole )?{_PLACE}(?: as a whole)?,? .*|.* (?:in|of|for) the (?:whole )?{_PLACE}(?: as a whole)?",
    re.IGNORECASE,
)
_IS = re.compile(r"(?:is|are|stands? at)\s+\d", re.IGNORECASE)  # tells a figure and asks for nothing
_HANGS_ON = re.compile(
    r"(?:among|in|for|of|with|from|at|on|by|to|and|but|or|while|as|against|than)\s[^,]*", re.IGNORECASE
)
_ONLY_VERBS = re.compile(
    r"(?:(?:to|we|will|shall|should|must|have|has|provide|offer|reach|achieve|attain|ensure|secure|maintain|keep|set|create|build|train|there|is|are|be|every|each|year|at|least|most)\s*)+",
    re.IGNORECASE,
)
_A_NUMBER = re.compile(r"\d(?!\d*(?:\s?[-–]\s?\d+)?[- ](?:years?|months?|days?|weeks?)\b)")
_FIGURE_WITHIN = re.compile(r"\d\s*(?:%|‰|per ?cent\b|(?:per|in) \d)")
_SEVERAL = re.compile(r"^both\s|\beach(?:\s+\w+)?$", re.IGNORECASE)
_CONDITION = r"(?:mortality|coverage|stunting|wasting|ana?emia|overweight|obesity|myopia|rate|ratio)"
_TWO_MEASURES = re.compile(  # overweight and obesity are one
    rf"(?:.* )?{_CONDITION}s?(?: (?:among|in|of) [^,]+?)?,? and (?!obesity)(?:.* )?{_CONDITION}s?(?: (?:among|in|of) [^,]+)?",
    re.IGNORECASE,
)
_OTHERS_SAY = re.compile(  # the national target is to …, WHO recommends that …: nothing that the plan asks itself
    r"\b(?:targets?|goals?|aims?|objectives?) (?:is|are|was|were)\b|\b(?:recommend|estimat|project|predict|suggest|call|urg)(?:s|es|ed|ing)? (?:that|for|to)\b",
    re.IGNORECASE,
)
_OWNER_LAST = re.compile(r"\w(?:'s|s')$")


def against(name: str, predicate: str) -> Why | None:
    """Return why an English name is none of one indicator of the plan's own; None where it may be.

    Parameters
    ----------
    name, predicate : what is measured, without its verb, and what is asked of it.

    >>> against("national target", "is 4%") == against("among girls", "4%") == NO_NAME
    True
    >>> against("city's infant mortality", "is 5 per 1000") == NOT_READ, against("city's infant mortality", "falls to 5 per 1000")
    (True, None)
    >>> against("15-49-year-old women with anaemia", "below 10%"), against("2.5 paediatric beds per", "1000 children") == NO_NAME
    (None, True)
    """
    if _FIGURE_WITHIN.search(re.sub(r"\([^)]*\)", "", name)) or _SEVERAL.search(name) or _TWO_MEASURES.fullmatch(name):
        return TWO_DEMANDS
    if _OTHERS_SAY.search(name):
        return NOT_READ
    if _OTHER_LEVEL.fullmatch(name) and not _NOBODY.fullmatch(name) and _IS.match(predicate):
        return NOT_READ
    nameless = (_NOBODY.fullmatch, _HANGS_ON.fullmatch, _ONLY_VERBS.fullmatch, _A_NUMBER.match, _OWNER_LAST.search)
    return NO_NAME if any(shows(name) for shows in nameless) else None


_WHEN = rf"(?:by|in) (?:the end of )?(?P<year{{}}>{_YEAR})"
_BOUND = r"(?:at least|at most|no (?:more|less|higher|lower) than|(?:less|more) than|below|above|under|over)"
_GOES_ON = re.compile(
    rf"(?:(?:and|but),? )?(?:{_WHEN.format(1)},? )?(?:to )?(?P<asked>(?:{_BOUND} )?\d[\d.]*\s*(?:%|‰|per ?cent|per \d+)?)(?:,? {_WHEN.format(2)})?",
    re.IGNORECASE,
)
_BEGINS_SO = re.compile(
    rf"(?:(?:and|but),? )?(?:{_WHEN.format(1)},? )?(?:to )?(?:{_BOUND} )?\d[\d.]*(?:%|‰|\s|$)", re.IGNORECASE
)


def gone_on(said: str, found: list[Clause]) -> list[Clause] | None:
    """Return the targets of a sentence so far with what a part that names nothing asks of the last; None where it names something.

    Parameters
    ----------
    said : the part behind a semicolon.
    found : the targets of the parts before it.

    >>> before = Clause("infant mortality", "is at most 5 by 2025", rule_of("is at most 5 by 2025", "infant mortality"))
    >>> [(one.name, one.rule.words) for one in gone_on("4 by 2030", [before])]
    [('infant mortality', '<= 4 (<= 5 in 2025)')]
    """
    if not found or not _BEGINS_SO.match(said):
        return None
    last, match = found[-1], _GOES_ON.fullmatch(said)
    year = match and (match["year1"] or match["year2"])
    if match and year and last.rule is not None and last.rule.due is not None and last.rule.form != "interim":
        first = last.predicate if str(last.rule.due) in last.predicate else f"{last.predicate} by {last.rule.due}"
        both = f"{first} and {match['asked'].strip()} by {year}"
        rule = rule_of(both, last.name)
        if rule is not None and rule.form == "interim":
            return [*found[:-1], Clause(last.name, both, rule)]
    if last.rule is not None and last.rule.due is not None and not match:  # as of several: 95% and 96% respectively
        return [*found, Clause(said, "", None, NO_NAME)]
    return [*found[:-1], Clause(f"{last.name} {last.predicate}; {said}", "", None, TWO_DEMANDS)]
