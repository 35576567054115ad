"""Units: how each is written, per how many a rate is, and a number of one unit in another."""

import re
import unicodedata

SHARES = {"%": 100, "‰": 1000}
_TENS = {"十万": 100_000, "百": 100, "千": 1000, "万": 10_000, "10万": 100_000}
_PER = re.compile(
    r"(?:1?/|per|每)(十万|10万|百|千|万|10+)\s*(?:名|个|人|人口|常住人口|live births|population|people|births|persons|children|women)?"
)
SAME = {"周岁": "岁", "‱": "1/万", "percent": "%", "per cent": "%", "pct": "%", "years": "岁", "years of age": "岁"}
TIMES = {"万": 10_000, "亿": 100_000_000}  # before a thing that is counted, as 万人


def plain_unit(unit: str) -> str:
    """Return a unit as it is written here: signs of one width, a rate as "1/10万", "1/万", "‰" or "%".

    Parameters
    ----------
    unit : as printed, in either language.

    >>> [plain_unit(text) for text in ("％", "1/100 000", "per 1,000", "／10万", "周岁", "万人")]
    ['%', '1/10万', '‰', '1/10万', '岁', '万人']
    """
    text = unicodedata.normalize("NFKC", unit).strip().lower()
    match = _PER.fullmatch(re.sub(r"(?<=\d)[, ](?=\d{3})", "", text).replace("per ", "per"))
    if match:
        per = _TENS.get(match[1]) or int(match[1])
        return {100: "%", 1000: "‰", 10_000: "1/万", 100_000: "1/10万"}.get(per, f"1/{per}")
    return SAME.get(text, re.sub(r"\s+", "", text)).strip("—–-")  # a dash stands for none


def multiplier(unit: str) -> int | None:
    """Return the multiplier of a unit of rate (100, 1000, 100000), or None.

    Parameters
    ----------
    unit : as printed.

    >>> multiplier("‰"), multiplier("per 100,000"), multiplier("万人")
    (1000, 100000, None)
    """
    told = plain_unit(unit)
    if told in SHARES:
        return SHARES[told]
    known = {"1/万": 10_000, "1/10万": 100_000}
    return known.get(told) or (int(told[2:]) if re.fullmatch(r"1/10+", told) else None)


def converted(value: float, unit: str, to: str) -> float | None:
    """Return a number of one unit in another, or None where the two measure something else.

    Parameters
    ----------
    value, unit : the number and its unit; a blank unit is the other.
    to : the unit asked for; blank: as it is.

    Notes
    -----
    Rates per thousand, ten thousand and hundred thousand are each other's multiples, and so are counts of things and of
    ten thousand things. A percentage is not turned into a rate, nor a rate into a percentage: where a table has one in
    a row of the other, one of the two is misprinted as often as not.

    >>> converted(0.15, "‰", "1/10万"), converted(9, "/万", "1/10万"), converted(95, "%", "1/10万"), converted(5000, "人", "万人")
    (15.0, 90.0, None, 0.5)
    """
    own, asked = plain_unit(unit), plain_unit(to)
    if not own or not asked or own == asked:
        return float(value)
    first, second = multiplier(own), multiplier(asked)
    if first and second and "%" not in (own, asked):
        return round(value * second / first, 10)
    one, other = _counted(own), _counted(asked)
    if one and other and one[1] == other[1]:
        return round(value * one[0] / other[0], 10)
    return None


def _counted(unit):
    """(how many, of what) a unit of counts is: 万人 is 10,000 of 人; None where it is a rate."""
    if multiplier(unit):
        return None
    return (TIMES[unit[0]], unit[1:]) if unit[0] in TIMES else (1, unit)
