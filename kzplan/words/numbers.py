"""Numbers as documents print them: signs of either width, footnote marks, thousands apart, Chinese and English numerals."""

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal

from .errors import InputError

DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "二": 2}
POWERS = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
NUMERAL = "[零〇一二两三四五六七八九十百千万]+"
_SIGNS = str.maketrans(
    {"︰": ":", "∶": ":", "：": ":", "≦": "≤", "⩽": "≤", "≯": "≤", "≧": "≥", "⩾": "≥", "≮": "≥"}
    | dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", "")  # what copied text carries and nobody sees
)
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
# circled and raised figures, asterisks and daggers stand for a note below the table; after m or after 10 a raised one is a power
_NOTES = re.compile(
    rf"[\u2460-\u2473\u24f5-\u24fe\u2776-\u2793*＊†‡※]|(?<![mM㎡{_RAISED}])[{_RAISED}]+|[\[〔](?:注?\d+|注)[\]〕]|[（(]?注[\d一二三四五六七八九]?[）)]?$"
)
_POWER = re.compile(rf"(?<=/)10([{_RAISED}]+)")
_WIDE = re.compile(
    r"(?<![\d.．])(\d{1,3})((?:，\d{3})+)(?![\d.．])"
)  # a comma of Chinese print, which also parts clauses
_APART = re.compile(r"(?<![\d.])(\d{1,3})((?:,\d{3})+|(?:[ \u00a0\u2009\u202f]\d{3})+)(?!\d)")
_SMALL = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_TEENS = ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
ENGLISH = {name: value for value, name in enumerate([*_SMALL, *_TEENS])}
ENGLISH |= {name: 10 * value for value, name in enumerate(_TENS, start=2)} | {"hundred": 100}


def half_up(value: float, digits: int) -> str:
    """Return a number with so many decimals, a half rounded away from 0, as offices round and spreadsheets show it.

    Parameters
    ----------
    value : a finite number; the half is that of its decimal digits, of which a spreadsheet keeps fifteen.
    digits : decimals.

    >>> half_up(99.725, 2), half_up(56.25, 1), half_up(0.5, 0), half_up(-2.5, 0), half_up(1.1 + 2.225, 2), half_up(-0.001, 2)
    ('99.73', '56.3', '1', '-3', '3.33', '0.00')
    """
    rounded = Decimal(f"{value:.15g}").quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return f"{rounded + 0:f}"  # no -0.00


def plain(text: str) -> str:
    """Return a printed text with signs of one width, without footnote marks, its thousands together.

    Parameters
    ----------
    text : as printed.

    >>> plain("≥９５①"), plain("＜8/10⁵"), plain("12 per 100 000"), plain("95％²"), plain("１２，０００人")
    ('≥95', '<8/100000', '12 per 100000', '95%', '12000人')
    """
    marked = _POWER.sub(lambda match: str(10 ** int(unicodedata.normalize("NFKC", match[1]))), str(text))
    marked = _NOTES.sub("", marked.translate(_SIGNS))
    marked = _WIDE.sub(_thousands, marked)
    together = _APART.sub(lambda match: match[1] + re.sub(r"\D", "", match[2]), marked)
    return unicodedata.normalize("NFKC", together).strip()


def _thousands(number: re.Match) -> str:
    """A number with wide commas as one: where it is wide itself and none of a list, or a group of it begins with 0."""
    wide = not re.search("[0-9]", number[0]) and "分别" not in number.string
    if not wide and not re.search("，[0０]", number[2]):
        return number[0]
    return re.sub("，", "", number[0])


def numeral(text: str) -> float:
    """Return the number that Chinese numerals say.

    Parameters
    ----------
    text : numerals, with 点 before decimals.

    Raises
    ------
    InputError : no such number, or one that may be two: 一百二 is said for 120 and written for 102.

    >>> numeral("九十五"), numeral("三点五"), numeral("一百零三"), numeral("二〇三〇"), numeral("十"), numeral("三万二")
    (95.0, 3.5, 103.0, 2030.0, 10.0, 32000.0)
    """
    whole, point, rest = text.partition("点")
    if not re.fullmatch(NUMERAL, whole) or (point and not set(rest) <= set(DIGITS)) or (point and not rest):
        raise InputError(f"no number in Chinese numerals: {text!r}")
    digits_alone = not set(whole) & set(POWERS)
    if digits_alone and 1 < len(whole) < 4 and not set(whole) & set("〇零"):  # 三四个 is three or four
        raise InputError(f"no number in Chinese numerals for sure: {text!r}")
    told = int("".join(str(DIGITS[sign]) for sign in whole)) if digits_alone else _sum(whole)
    return float(f"{told}.{''.join(str(DIGITS[sign]) for sign in rest) or 0}")


def _sum(signs):
    """Digits times powers; 万 takes all that stands before it."""
    head, ten_thousand, tail = signs.rpartition("万")
    if ten_thousand:
        spoken = len(tail) == 1 and DIGITS.get(tail, 0) * POWERS["千"]  # 三万二 leaves out 千; 30002 is 三万零二
        if tail in ("零", "〇"):
            raise InputError(f"no number in Chinese numerals for sure: {signs!r}")
        return (_sum(head) if head else 1) * POWERS["万"] + (spoken or (_sum(tail) if tail else 0))
    total, digit, power = 0, None, POWERS["万"]
    for sign in signs:
        if sign in POWERS:
            if POWERS[sign] >= power:
                raise InputError(f"no number in Chinese numerals: {signs!r}")
            power = POWERS[sign]
            total += (1 if digit is None else digit) * power
            digit = None
        elif digit:  # two digits side by side are no number of this kind
            raise InputError(f"no number in Chinese numerals: {signs!r}")
        else:
            digit = DIGITS[sign]
    if digit and total and power > POWERS["十"] and signs[-2] not in "零〇":  # 一百二 is 120 in speech
        raise InputError(f"no number in Chinese numerals for sure: {signs!r}")
    return total + (digit or 0)


def english(text: str) -> float | None:
    """Return the number that English words say, up to a hundred, or None.

    Parameters
    ----------
    text : words, as "ninety-five".

    >>> english("ninety-five"), english("twelve"), english("many")
    (95.0, 12.0, None)
    """
    parts = re.split(r"[\s-]+", text.strip().lower())
    values = [ENGLISH.get(part) for part in parts]
    if None in values or len(parts) > 2:
        return None
    numbers = [value for value in values if value is not None]
    if len(numbers) == 2 and not (20 <= numbers[0] < 100 and numbers[0] % 10 == 0 and 0 < numbers[1] < 10):
        return 100.0 if parts == ["one", "hundred"] else None
    return float(sum(numbers))
