"""Town and country, boys and girls named beside each other with 分别 or respectively: the name of each."""

import re

from .clause import Clause, rule_of

_PAIRS = (("城镇", "农村"), ("城市", "农村"), ("城区", "农村"), ("城镇", "乡村"), ("男性", "女性"), ("男童", "女童"), ("男孩", "女孩"), ("男生", "女生"))  # fmt: skip
_OTHER = {one: {second for pair in _PAIRS if one in pair for second in pair} - {one} for one in sum(_PAIRS, ())}
_WORD = "|".join(_OTHER)
PAIR = rf"(?:(?:{_WORD})(?:地区)?[、和与及]?(?:{_WORD})(?:地区)?|城乡(?:地区)?|男女)"
_BOTH = re.compile(rf"(?P<one>{_WORD})(?:地区)?[、和与及]?(?P<two>{_WORD})(?:地区)?")
_SHORT = re.compile(r"城乡(?:地区)?(?!居民)|男女(?!性别比|比例|平等|童)")
_LONG = {"城": ("城镇", "农村"), "男": ("男性", "女性")}
_MEASURED = re.compile(r"(?:率|比|比例|比重|占比|数|人数|年限|寿命|水平)$")
_ENDS = re.compile(rf"\((?:{_WORD})\)$")
HALVES = {"urban": "rural", "rural": "urban", "boys": "girls", "girls": "boys", "women": "men", "men": "women", "female": "male", "male": "female"}  # fmt: skip
_HALF = "|".join(HALVES)
_FRONT = re.compile(rf"(?:the )?(?P<one>{_HALF})", re.IGNORECASE)


def without_half(name: str) -> str:
    """Return a name without the stratum in brackets behind it.

    >>> without_half("5岁以下儿童生长迟缓率(城镇)"), without_half("死亡率(溺水)")
    ('5岁以下儿童生长迟缓率', '死亡率(溺水)')
    """
    return _ENDS.sub("", name)


def halves(name: str) -> list[str]:
    """Return the two names of a Chinese one that holds town and country, or the two sexes; none where it holds no such pair.

    >>> halves("城镇和农村5岁以下儿童生长迟缓率"), halves("城镇和农村"), halves("生长迟缓率城乡")
    (['城镇5岁以下儿童生长迟缓率', '农村5岁以下儿童生长迟缓率'], ['城镇', '农村'], ['生长迟缓率(城镇)', '生长迟缓率(农村)'])
    >>> halves("新生儿死亡率和婴儿死亡率"), halves("农村和农村")
    ([], [])
    """
    pairs, short = list(_BOTH.finditer(name)), list(_SHORT.finditer(name))
    if len(pairs) + len(short) != 1:
        return []
    found = (pairs or short)[0]
    one, two = (found["one"], found["two"]) if pairs else _LONG[found[0][0]]
    before, after = re.sub("[,:]?(?:其中)?[,:]?$", "", name[: found.start()]), name[found.end() :]
    if two not in _OTHER[one] or re.search("[、和与及]", before + after):
        return []
    if _MEASURED.search(before) and not after:
        return [f"{before}({one})", f"{before}({two})"]
    return [f"{before}{one}{after}", f"{before}{two}{after}"]


def apart(clause: Clause) -> list[Clause]:
    """Return what one clause asks of town and of country as a clause each; none where its words do not part so.

    >>> asked = "城镇控制在2%以下,农村控制在4%以下"
    >>> [(one.name, one.rule.words) for one in apart(Clause("生长迟缓率", asked, rule_of(asked, "生长迟缓率")))]
    [('生长迟缓率(城镇)', '<= 2'), ('生长迟缓率(农村)', '<= 4')]
    """
    parts = [re.fullmatch(rf"({_WORD})(?:地区)?[:,]?(.+)", part) for part in re.split("[,、]", clause.predicate)]
    found = [
        Clause(f"{clause.name}({part[1]})", part[2], rule_of(part[2], clause.name))
        for part in parts
        if part is not None
    ]
    return found if len(found) == len(parts) == 2 and all(one.rule for one in found) else []


def halves_in_english(names: list[str]) -> list[str]:
    """Return both names whole of a list of two that are halves of one; none of any other list.

    >>> halves_in_english(["Urban", "rural stunting rates"]), halves_in_english(["stunting in urban", "rural areas"])
    (['Urban stunting rates', 'rural stunting rates'], ['stunting in urban areas', 'stunting in rural areas'])
    >>> halves_in_english(["obesity of boys", "girls"]), halves_in_english(["infant", "under-five mortality"])
    (['obesity of boys', 'obesity of girls'], [])
    """
    if len(names) != 2:
        return []
    first, second = names
    front, behind = _FRONT.fullmatch(first), re.search(rf"(?<= )(?P<one>{_HALF})$", first, re.IGNORECASE)
    word = front or behind
    other = HALVES[word["one"].lower()] if word else ""
    begins = re.match(rf"{other}\b", second, re.IGNORECASE) if other else None
    if begins is None:
        return []
    if front:
        return [first + second[begins.end() :], second]
    return [first + second[begins.end() :], first[: behind.start()] + second] if behind else []
