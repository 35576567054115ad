"""Units: how each is written, per how many a rate is, and a number of one unit in another."""

import re
import unicodedata

SHARES = {"%": 100, "‰": 1000}
_PARTS = {"1/万": 10_000, "1/10万": 100_000}
_TENS = {"": 1, "百": 100, "千": 1000, "万": 10_000, "十万": 100_000, "百万": 1_000_000}
_RATES = {100: "%", 1000: "‰", 10_000: "1/万", 100_000: "1/10万"}
_PER = re.compile(
    r"(?:1?/|per|每)(十万|10万|百|千|万|10+)\s*(?:名|个|人|人口|常住人口|live births|population|people|births|persons|children|women)?"
)
_APART = re.compile(r"(?<=\d)[, ](?=\d{3})")  # thousands
_OF_TENS = re.compile(r"1/10+")
_RATED = re.compile(
    r"(?P<thing>[^\d/每%‰]{0,4})(?:1?/|每)(?P<per>1?(?:100|10|十|百)?万|1?[千百]|10{2,6})(?:(?:名|个|例|位)?[常户适]?[^\d/]{0,6})?"
)
SAME = {"周岁": "岁", "‱": "1/万", "percent": "%", "per cent": "%", "pct": "%", "years": "岁", "years of age": "岁"}
SAME |= {"m2": "平方米", "平米": "平方米", "persons": "人", "people": "人", "cases": "例", "deaths": "例"}
TIMES = {"百万": 1_000_000, "千万": 10_000_000, "万": 10_000, "亿": 100_000_000, "千": 1000, "百": 100}  # as 万人
ANY_THING = "1"  # unit of a number that can be of things only, as 1.2 million is
ONE_THING = {
    "名": "人",
    "位": "人",
    "人次": "人",
    "个月": "月",
    "日": "天",
    "周岁": "岁",
    "例次": "例",
    "千克": "公斤",
    ANY_THING: "",
}
LASTING = {"小时": (60, "分钟"), "周": (7, "天"), "年": (12, "月")}  # one is so many of the other
CASES = ("", "人", "例")  # of which so many in 10,000 are a rate


def plain_unit(unit: str) -> str:
    """Return a unit as it is written here: signs of one width, a rate as "1/10万", "1/万", "‰" or "%".

    Parameters
    ----------
    unit : as printed, in either language.

    >>> [plain_unit(text) for text in ("％", "1/100 000", "per 1,000", "／10万", "周岁", "万人")]
    ['%', '1/10万', '‰', '1/10万', '岁', '万人']
    """
    text = unicodedata.normalize("NFKC", unit).strip().lower()
    if text in SHARES:
        return text
    if "/" in text or "每" in text or "per" in text:
        match = _PER.fullmatch(_APART.sub("", text).replace("per ", "per"))
        if match:
            per = _how_many(match[1])
            return _RATES.get(per, f"1/{per}")
        rated = _RATED.fullmatch(text)
        if rated:
            per = _how_many(rated["per"])
            return f"{rated['thing']}/{per}" if rated["thing"] else _RATES.get(per, f"1/{per}")
    return SAME.get(text, "".join(text.split())).strip("—–-")  # a dash stands for none


def multiplier(unit: str) -> int | None:
    """Return the multiplier of a unit of rate (100, 1000, 100000), or None.

    Parameters
    ----------
    unit : as printed.

    >>> multiplier("‰"), multiplier("per 100,000"), multiplier("万人")
    (1000, 100000, None)
    """
    return per_how_many(plain_unit(unit))


def per_how_many(unit: str) -> int | None:
    """Return the multiplier of a unit of rate that is written as :func:`plain_unit` writes it, or None.

    Parameters
    ----------
    unit : as :func:`plain_unit` returns it.

    >>> per_how_many("1/10万"), per_how_many("人")
    (100000, None)
    """
    return SHARES.get(unit) or _PARTS.get(unit) or (int(unit[2:]) if _OF_TENS.fullmatch(unit) else None)


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
    asked = plain_unit(to)
    own = asked if unit == "years" and asked in ("年", "岁") else plain_unit(unit)
    if not own or not asked or own == asked:
        return float(value)
    first, second = _rated(own), _rated(asked)
    if first and second:
        alike = first[0] == second[0] or (first[0] in CASES and second[0] in CASES and "" in (first[0], second[0]))
        return round(value * second[1] / first[1], 10) if alike else None
    one, other = _counted(own), _counted(asked)
    if one and other and (one[1] == other[1] or not one[1]):
        return round(value * one[0] / other[0], 10)
    if (first and other and first[0] and first[0] == other[1]) or (
        second and one and second[0] and second[0] == one[1]
    ):
        thing = (own if first else asked).partition("/")[0]
        return float(value) if thing not in CASES else None  # beds per thousand in a row of beds; deaths are no rate
    return None


def _how_many(per):
    """100,000 of 10万, 十万 or 100000."""
    digits = re.match(r"\d*", per)[0]
    return int(digits or 1) * _TENS[per[len(digits) :]]


def _rated(unit):
    """(of what, per how many) a unit is, as 张/1000; None where it is a share or a count."""
    thing, slash, per = unit.partition("/")
    if slash and per.isdigit() and thing != "1":
        return ONE_THING.get(thing, thing), int(per)
    per = multiplier(unit)
    return ("", per) if per and unit != "%" else None


def _counted(unit):
    """(how many, of what) a unit of counts is: 万人 is 10,000 of 人; None where it is a rate."""
    if multiplier(unit) or _rated(unit):
        return None
    if unit in ONE_THING:
        return 1, ONE_THING[unit]
    if unit in LASTING:
        return LASTING[unit]
    times = next((name for name in TIMES if unit.startswith(name)), "")
    return TIMES.get(times, 1), ONE_THING.get(unit.removeprefix(times), unit.removeprefix(times))
