"""English sentences split into what is measured and what is asked of it."""

import re

from .clause import NOT_READ, OTHER_BASE, TWO_DEMANDS, Clause, rule_of
from .doubts import asks_more
from .halves import HALVES, halves_in_english
from .nameless import against
from .phrases import of_another, without_names
from .rule import Rule
from .tokens import base_year

_EN_FIRST = re.compile(
    r"^(?:to )?(reduce|decrease|increase|raise|lower|cut|improve|bring|keep|maintain|halve|double|expand|extend)s?\b (?:the )?(.+)$",
    re.IGNORECASE,
)
_EN_DUE = re.compile(r"^(?:by|in) (?:the end of )?(\d{4}),?\s+", re.IGNORECASE)
_YEAR = r"(?:19|20)\d\d"
_SHORT_NAME = re.compile(r"\s*\([a-z]?[A-Z][A-Z0-9]+\+?\)")
_NUMBER = r"(?P<value{0}>\d[\d.]*)(?P<unit{0}>\s*%|\s*per ?cent|\s*(?:per|/)\s?\d+)?(?: [a-z]+)*"
_WAS = re.compile(
    r"\s*\((?P<sure>(?:(?:up |down )?from|was|were|currently|baseline(?: (?:in|of|value))?|compared (?:with|to))[:,]? )?"
    rf"(?:in )?(?:(?P<year>{_YEAR})(?P<base> baseline)?[:,=]? ?)?{_NUMBER.format('')}(?:,? (?:in )?(?P<year2>{_YEAR}))?\)",
    re.IGNORECASE,
)
_FROM = re.compile(rf"\bfrom (?:(?P<year>{_YEAR})'s )?{_NUMBER.format('')} in (?P<year2>{_YEAR})\s+to\b", re.IGNORECASE)
_WHEN = rf"(?: (?:by|in|from|since|over|against|compared (?:with|to)|relative to) (?:the )?(?:end of )?{_YEAR}(?: (?:level|baseline|value)s?)?)"
_CHANGED = re.compile(
    r"^(?:achieve )?(?:an? )?(?P<much>.+?) (?P<change>reduction|decrease|decline|increase|rise) (?:in|of) (?:the )?"
    rf"(?P<name>[a-z].+?)(?P<when>{_WHEN}*)$",
    re.IGNORECASE,
)
_HELD = re.compile(
    r"^(?P<who>\w[a-z ]+?) (?P<holds>holds?|occupy|occupies|make up|makes up|account for|accounts for|constitute) "
    rf"(?P<much>.+?) of (?P<what>[a-z].+?)(?P<when>{_WHEN}?)$",
    re.IGNORECASE,
)
_INVERTED = re.compile(  # reduce by 20% the number of …
    r"^(?:to )?(?P<verb>reduce|decrease|lower|cut|increase|raise|improve|expand) (?P<much>(?:by|to) (?:at least |at most )?"
    r"(?:\d[\d.]*\s?(?:%|‰|per ?cent)|(?:an? |one |two |three )?(?:half|third|quarter|fifth)s?)) "
    rf"the (?P<name>(?:number|share|proportion|percentage|rate|prevalence|incidence)s? of [^\d]+?)(?P<when>{_WHEN}*)$",
    re.IGNORECASE,
)
_OF_SO_MANY = re.compile(
    r"^(?:achieve|reach|attain|ensure|secure|maintain)?\s*(?:an? |the )?(?P<name>[a-z].+?) of (?P<much>(?:at|no|not|below|under|above|over|less|more|\d).*?)"
    rf"(?P<where> (?:in|among|for) (?!every|each|all|{_YEAR})(?:the )?[a-z].*?)(?P<when>{_WHEN}?)$",
    re.IGNORECASE,
)


_ASKED = re.compile(r"\d\s*(?:%|‰|per ?cent\b)")
_OF_AGE = re.compile(r"(?:under|over|below|above|aged?|of)[ -]\d+(?![\d.]*\s*(?:%|‰|per))", re.IGNORECASE)
_AGED = re.compile(r"\b(?:under|over|below|above|aged?|of|before|than)\s*$", re.IGNORECASE)
_PLAIN = re.compile(r"\d[\d.]*(?!\s*(?:%|‰|per|[\d.]))")
_PEOPLE = re.compile(
    r"(?:children|girls|boys|women|men|people|persons|adolescents|infants|students|pupils|age)\s*$", re.IGNORECASE
)

_HANGS = re.compile(  # no name ends so: what it ends with belongs to the number
    r"(?:^|\s)(?:by|up|down|for|to|from|at|least|most|minimum|maximum|than|more|less|fewer|not|no|about|around|roughly|nearly|almost|approximately|some|below|above"
    r"|under|over|beyond|within|without|minus|plus|or|until|up to|only|just)$",
    re.IGNORECASE,
)


_AND = r",? and |, "
_VALUE = r"\d[\d.]*(?: ?%| per ?cent| per \d+(?: [a-z]+){0,2}?)?"
_SHARED_END = re.compile(  # what several names may end with together
    r"(?<=[a-z0-9 ]) ?\b(?:(?:cancer|vaccination|immuni[sz]ation|care) )?(?:screening )?(?:(?:mortality|incidence|prevalence|coverage|enrolment|screening|literacy|attendance)(?: (?:rates?|ratios?|coverage))?|rates?|ratios?)(?: (?:among|in|of|for) .+)?$|^ ?(?:proportion|share|percentage) of .+$",
    re.IGNORECASE,
)
_HALVES = "(?P<one>urban|rural|boys|girls|women|men) and (?P<two>urban|rural|boys|girls|women|men)(?: (?:areas|rates?|ratios?))?"
_BY_HALF = re.compile(  # …, with urban and rural rates below 2% and 4%; … and to below 2% and 4% in urban and rural areas
    rf"(?P<whole>.+?\d.*?),? (?:(?:and|with|including)(?: (?:in|among|for))? )?(?:the )?(?:{_HALVES}(?: (?:to|at|is|are|falls? to|kept))? (?P<bound>[a-z ]+? )??)(?P<values>{_VALUE} and {_VALUE})",
    re.IGNORECASE,
)
_HALF_LAST = re.compile(
    rf"(?P<whole>.+?\d.*?),? and (?:to |at )?(?P<bound>[a-z ]+? )??(?P<values>{_VALUE} and {_VALUE}) (?:in|among|for|of) (?:the )?{_HALVES}",
    re.IGNORECASE,
)
_RESPECTIVELY = re.compile(
    rf"^(?P<first>(?:by|in) (?:the end of )?{_YEAR}(?:(?:,? and |, ){_YEAR})*,? )?(?P<lead>(?:reduce|lower|cut|decrease|raise|increase|improve|bring|keep) )?(?P<names>[a-z].+?)"
    r" (?P<verb>(?:(?:to|will|should|shall) )?(?:(?:be|is|are) )?(?:falls?|drops?|declines?|decreases?|reduced|lowered|rises?|increases?|grows?|reach(?:es)?|kept|held|are|is|raised|increased|improves?|brought|to)(?: to)?)"
    rf" (?P<bound>(?:at least|at most|no more than|no less than|less than|more than|below|above|under|over) )?(?P<values>{_VALUE}(?:(?:,? and |, ){_VALUE})+)(?P<when>,? (?:by|in) (?:the end of )?{_YEAR}(?:(?:,? and |, )(?:by |in )?{_YEAR})*)?$",
    re.IGNORECASE,
)


_LEAD = re.compile(  # what only says that a target follows, of the plan's own
    r"^(?:(?:(?:the|our) (?:(?:government|ministry|department|council|plan|programme|strategy|framework)(?:'s)? )?(?:aim|goal|objective|target|intention) is)"
    r"|(?:we|the (?:government|ministry|department|council|plan|programme|strategy)) (?:aims?|intends?|plans?|seeks?))"
    r" (?:to|that)\s+(?:we will )?",
    re.IGNORECASE,
)
_MOVED_FROM = re.compile(
    rf"(\bfrom \d[\d.]*(?: ?%| per ?cent| per \d+(?: [a-z]+)*)?) \(({_YEAR})\) (?=to\b)", re.IGNORECASE
)
_MEASURED_FROM = re.compile(
    rf"\((?:vs\.?|versus|compared (?:with|to)|relative to|against|from) (?:the )?({_YEAR})(?: (?:level|baseline|value)s?)?\)",
    re.IGNORECASE,
)


def _plainer(sentence: str) -> str:
    """A sentence without the words that only say that a target follows, its years where others have them: from 45% (2019) to 60%."""
    said = _MEASURED_FROM.sub(r"compared with \1", _MOVED_FROM.sub(r"\1 in \2 ", sentence))
    return _LEAD.sub("", said)


def in_english(sentence: str) -> list[Clause]:
    """Return the targets of an English sentence; where it asks for more than was read, none of them is.

    Parameters
    ----------
    sentence : without its full stop; short names and values of a year gone by may stand in brackets.

    >>> (one,) = in_english("Reduce the maternal mortality ratio (MMR) to less than 70 per 100000 by 2030 (baseline 2020: 95)")
    >>> one.name, one.predicate, one.rule.words
    ('maternal mortality ratio', 'reduce to less than 70 per 100000 by 2030', '< 70')
    """
    said = _SHORT_NAME.sub("", _WAS.sub(lambda was: "" if _is_past(was) else was[0], _plainer(sentence)))
    apart = re.split(r",? respectively\b,?", said.rstrip(" ."), flags=re.IGNORECASE)
    if len(apart) == 2:
        each = _by_half("".join(apart)) or _each("".join(apart))
        return _named(each, sentence) or [Clause(sentence, "", None, NOT_READ)]
    found = _named([_whole(clause, said) for clause in _english(said)], sentence)
    if asks_more(said, [clause.rule for clause in found]):
        return [Clause(sentence, "", None, TWO_DEMANDS)]
    return found


def _named(found: list[Clause], sentence: str) -> list[Clause]:
    """The targets of a sentence; where the name of one is that of no indicator of the plan's own, the sentence unread."""
    whys = [against(clause.name, clause.predicate) for clause in found if clause.rule is not None]
    refused = next((why for why in whys if why is not None), None)
    return [Clause(sentence, "", None, refused)] if refused else found


def values_before(sentence: str) -> list[tuple[int | None, str, str]]:
    """Return (year, value, unit as printed) of what an English sentence says was before: in brackets, or as from … to ….

    Parameters
    ----------
    sentence : in signs of one width. The year is None where it only says that it is the baseline.

    >>> values_before("Increase it from 24 % in 2020 to 40 %"), values_before("Reduce it to 70 (baseline: 95)")
    ([(2020, '24', '%')], [(None, '95', '')])
    """
    moved = _FROM.finditer(_MOVED_FROM.sub(r"\1 in \2 ", sentence))
    found = [match for match in _WAS.finditer(sentence) if _is_past(match)] + list(moved)
    years = [match["year"] or match["year2"] for match in found]
    return [
        (int(year) if year else None, match["value"], (match["unit"] or "").strip())
        for match, year in zip(found, years, strict=True)
    ]


def _is_past(was: re.Match) -> bool:
    """Whether a bracket tells a value of a year gone by."""
    year = was["year"] or was["year2"]
    return bool(was["sure"] or was["base"]) or (year is not None and int(year) <= base_year())


_BEFORE = (
    r"(?:is|are|is to|are to|is to be|are to be|to be|to|will|will be|shall|shall be|should|should be|must|must be)"
)
_MOVES = {
    "up": r"ris(?:e|es|en)|rais(?:e|ed)|increases?d?|grows?|improves?d?|climbs?",
    "down": r"falls?|drops?|declines?|decreases?d?|reduced|lowered|cut",
}
_STAYS = (
    r"kept|held|maintained|sustained|brought|limited|reach(?:es)?|remains?|stays?|stands?|exceeds?|attains?|achieved?"
)
_FINITE = (
    r"reaches|remains|stays|stands|exceeds|attains|rises|increases|grows|improves|climbs|falls|drops|declines|decreases"
)
_VERB_LAST = re.compile(
    rf"\s+(?:{_BEFORE}\s+(?P<with>{_STAYS}|{_MOVES['up']}|{_MOVES['down']})|(?P<alone>{_FINITE})|{_BEFORE})$",
    re.IGNORECASE,
)
_HAD = re.compile(  # a verb of what was; “reduced to” and the like may be asked
    r"\s(?:(?:has|have|had|was|were)(?: been)?(?: \w+)?|stood|made up|amounted|accounted(?: for)?|came|totall?ed|averaged"
    r"|comprised|constituted|numbered|ran|lay|rose|fell|grew|dropped|declined|climbed|remained|stayed|exceeded)$",
    re.IGNORECASE,
)
_DID = re.compile(
    r"\s(?:affected|concerned|covered|represented)$", re.IGNORECASE
)  # with a number behind: children affected are no verb


def _without_verb(clause: Clause) -> Clause:
    """A clause whose name ends before its verb: insurance coverage is kept, infant mortality falls; unread where the verb says otherwise, or what was."""
    if clause.rule is None:
        return clause
    if _HAD.search(clause.name) or (_DID.search(clause.name) and clause.predicate[:1].isdigit()):
        return Clause(f"{clause.name} {clause.predicate}", "", None, NOT_READ)
    match = _VERB_LAST.search(clause.name)
    if match is None:
        return clause
    verb = (match["with"] or match["alone"] or "").lower()
    way = next((way for way, verbs in _MOVES.items() if re.fullmatch(verbs, verb)), "")
    asked = {"at least": "up", "at most": "down"}.get(clause.rule.bound or clause.rule.form, clause.rule.direction)
    if way and asked not in (way, None):
        return Clause(f"{clause.name} {clause.predicate}", "", None, NOT_READ)
    return clause._replace(name=clause.name[: match.start()])


def _each(said: str) -> list[Clause]:
    """What a sentence with respectively asks: infant and under-5 mortality fall to 5 and 6 per 1,000, or one of two years each.

    Nothing where names and numbers do not pair.
    """
    match = _RESPECTIVELY.match(said)
    if match is None:
        return []
    names, values, whens = (re.split(_AND, match[part] or "") for part in ("names", "values", "when"))
    years = re.findall(_YEAR, match["when"] or match["first"] or "")
    unit = re.sub(r"^[\d.]+", "", values[-1])
    asked = [value if re.search(r"[^\d.]", value) else value + unit for value in values]
    verb = (match["verb"] + " " + (match["bound"] or "")).strip()
    if len(years) == len(asked) > 1:
        names = [match["names"]]
        dated = " and ".join(f"{match['bound'] or ''}{one} by {year}" for one, year in zip(asked, years, strict=True))
        texts = [f"{match['lead'] or ''}{names[0]} {match['verb']} {dated}"]
    elif len(names) == len(asked) > 1 and len(whens) == 1:
        names, due = halves_in_english(names) or _ended(names), match["when"] or (f" by {years[0]}" if years else "")
        texts = [f"{match['lead'] or ''}{name} {verb} {one}{due}" for name, one in zip(names, asked, strict=False)]
    else:
        return []
    found = [_without_verb(clause) for text in texts for clause in _english(text)]
    bare = [re.sub("^the ", "", name, flags=re.IGNORECASE) for name in names]
    found = [one._replace(name=re.sub("^the ", "", one.name, flags=re.IGNORECASE)) for one in found]
    asked_of_halves = verb.lower() not in ("is", "are") and halves_in_english(re.split(_AND, match["names"]))
    named = asked_of_halves or all(_SHARED_END.search(f" {name}") for name in bare)
    sure = all(one.rule for one in found) and named
    return found if sure and [one.name for one in found] == bare else []


def _by_half(said: str) -> list[Clause]:
    """A target of all and those of town and country, or of the two sexes, behind it; nothing where not all of it is read."""
    match = _BY_HALF.fullmatch(said) or _HALF_LAST.fullmatch(said)
    whole = [_whole(clause, match["whole"]) for clause in _english(match["whole"])] if match else []
    if (
        match is None
        or len(whole) != 1
        or whole[0].rule is None
        or HALVES[match["one"].lower()] != match["two"].lower()
    ):
        return []
    found, bound = whole, match["bound"] or ("at least " if whole[0].rule.form == "at least" else "at most ")
    for word, value in zip((match["one"], match["two"]), match["values"].split(" and "), strict=True):
        word, asked = word.lower(), f"{bound}{value}"
        name = f"{whole[0].name} in {word} areas" if word in ("urban", "rural") else f"{whole[0].name}, {word}"
        found = [*found, Clause(name, asked, rule_of(asked, name))]
    return found if all(one.rule and one.rule.form == whole[0].rule.form for one in found) else []


_STRATUM = r"(?:the )?(?:urban|rural|male|female|boys'|girls'|women's|men's)"
_TWO_WORDS = re.compile(
    r"\b(?:senior|junior|upper|lower) secondary|\b(?:under|over) (?=five\b|\d)|\bearly (?=neonatal)", re.IGNORECASE
)


def _ended(names: list[str]) -> list[str]:
    """Names of a list with the words that the last ends with for all: infant and under-5 mortality; none where it is not sure which they are."""
    end, others = _SHARED_END.search(names[-1]), [one for one in names[:-1] if not _SHARED_END.search(one)]
    if not others or not end:
        return names
    own = re.match(rf"{_STRATUM}(?=\s)", names[-1], re.IGNORECASE)
    strata = all(re.fullmatch(_STRATUM, one, re.IGNORECASE) for one in others)
    rest = names[-1][own.end() :].strip() if own and strata else end[0].strip()
    left = _words(names[-1]) - _words(rest)
    if left > max(map(_words, others)):  # urban and rural sanitary toilet coverage
        return []
    return [f"{one} {rest}" if one in others else one for one in names]


def _words(name: str) -> int:
    return len(re.sub("^the ", "", _TWO_WORDS.sub("one", name), flags=re.IGNORECASE).split())


def _whole(clause: Clause, said: str) -> Clause:
    """A clause whose year stands behind what is measured; one that is not read where another year stands in its name."""
    name = re.sub(r"^the ", "", clause.name.strip(" :,-"), flags=re.IGNORECASE)
    due = re.search(rf",? by (?:the end of )?({_YEAR})$", name)
    if due and clause.rule is not None:
        name, predicate = name[: due.start()], f"{clause.predicate}{due[0]}"
        clause = Clause(name, predicate, rule_of(predicate, name))
    if clause.rule is not None and (re.search(rf"\b{_YEAR}\b", name) or of_another(name, said)):
        return Clause(f"{name} {clause.predicate}", "", None, OTHER_BASE)
    return _without_verb(clause._replace(name=name)) if clause.predicate else clause


def _is_an_age(name: str, predicate: str) -> bool:
    """Whether a number is whom it is about, as of children under 5, or what is asked stands before it already."""
    of_age = (_OF_AGE.match(predicate) and _PEOPLE.search(name)) or (_AGED.search(name) and _PLAIN.match(predicate))
    return bool(_ASKED.search(name) or of_age or _HANGS.search(name.strip()))


def _rule(predicate: str, name: str, due: int | None) -> Rule | None:
    """The rule of what is asked; None where its words hold a part of the name."""
    return rule_of(predicate, name, due, "by {}, ") if without_names(predicate) == predicate else None


def _verb_first(said: str, verb: re.Match, starts: list[int], due: int | None) -> list[Clause]:
    """Reduce … to 5%: the name stands between the verb and what is asked."""
    own = verb[1].lower()
    for start in starts:
        name, predicate = said[verb.start(2) : start].strip(), f"{own} {said[start:]}"
        if rule := _rule(predicate, name, due):
            return [Clause(name, predicate, rule)]
    rule = _rule(own, verb[2], due)
    return [Clause(verb[2], own, rule)] if rule and not re.search(r"\d|^by\b", verb[2]) else []


def _noun_first(said: str, due: int | None) -> list[Clause]:
    """A 40% reduction in …, women hold 30% of …, an index of at least 0.97 in …: the name is on both sides or behind."""
    if match := _INVERTED.match(said):
        parts = [(match["name"], f"{match['verb'].lower()} {match['much']}{match['when']}")]
    elif match := _CHANGED.match(said):
        parts = [(match["name"], f"{match['much'].lower()} {match['change']}{match['when']}")]
    elif match := _HELD.match(said):
        holds = re.match("hold|occup", match["holds"])
        name = f"{match['what']} held by {match['who'].lower()}" if holds else f"{match['who']} among {match['what']}"
        parts = [(name, match["much"] + match["when"])]
    elif match := _OF_SO_MANY.match(said):
        parts = [(match["name"] + match["where"], match["much"] + match["when"])]
    else:
        return []
    return [Clause(name, asked, rule) for name, asked in parts if (rule := _rule(asked, name, due))]


def _english(sentence: str) -> list[Clause]:
    year = _EN_DUE.match(sentence)
    due, said = (int(year[1]), sentence[year.end() :]) if year else (None, sentence)
    verb = _EN_FIRST.match(said)
    starts = [match.start() for match in re.finditer(r"(?<=\s)(?!per )\S", said)]  # per 1,000 people ends a name
    named = verb is not None and not re.match(
        r"(?:by|to) (?:\d|at |an? |one |two |three |half)", verb[2], re.IGNORECASE
    )
    after = [start for start in starts if verb and start > verb.start(2)]
    found = _verb_first(said, verb, after, due) if verb and named else []
    found = found or _noun_first(said, due)
    if found:
        return found
    for start in [start for start in starts if not _is_an_age(said[:start], said[start:])]:
        if rule := _rule(said[start:], said[:start], due):
            name = re.sub(r"\s+(?:is|are|will be|to be|should be)\s*$", "", said[:start])
            return [Clause(name.strip(), said[start:], rule)]
    for match in reversed(list(re.finditer(r"\sof\s", said))):
        if rule := _rule(said[: match.start()], said[match.end() :], due):
            return [Clause(said[match.end() :], said[: match.start()], rule)]
    numbered = re.search(
        r"\bup to \d|\d.{0,40}?(?:%|\bper\b|\bpoints?\b)"
        r"|\bby (?:an? |one |two |three )?(?:half|third|quarter|fifth)s?\b"
        r"|\b(?:eliminate|end|halt|no increase|no rise)\b",
        said,
        re.IGNORECASE,
    )
    return [Clause(said, "", None)] if numbered else []
