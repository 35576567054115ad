"""The words of figures, reports and sentences, in Chinese and English: ``words.csv``, one table for all rooms."""

import csv
import math
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from . import given
from .both import LANGUAGES, Both
from .numbers import half_up

EXAMPLE = "示例数据"  # marks invented values; they never stand among real ones
PERCENT = Both(" %", "%")  # as it stands after a number
EDGES = (10, 33, 66, 90)  # per cent: chances at which the likelihood words change (kzplan.odds.verdict)
DEFINED = re.compile("[=＝:：]")  # in a unit that is a definition, and no measure: 女=100
RATIO = re.compile(r"\d+(?:\.\d+)?\s*[:：︰∶]\s*\d+(?:\.\d+)?")
SAID_YEAR = re.compile(r"\d{4}(?=年)")
SIGNS = {"<": "＜", "<=": "≤", ">": "＞", ">=": "≥"}  # of a rule, as plans print them
OF_IT = re.compile(r"\bby ([\d.]+) of it\b")  # of a rule: a part of the value
NO_UNIT = re.compile(r"\bby [\d.]+ %| points\b")  # in a target's English words: what it counts is said
YEAR = re.compile(r"\b\d{4}\b")
IDEOGRAPH = re.compile("[\u4e00-\u9fff]")
WHOM = {"妇女": "Women", "儿童": "Children"}
OF_WHOM = re.compile(f"(?P<whom>{'|'.join(WHOM)})(?:与|和|参与)(?P<about>.+)")
_LANGUAGE = {"now": "en"}


@cache
def words() -> dict[tuple[str, str], Both]:
    """Return the vocabulary: (space, key) → Both; ``{year}`` in a key stands for any year.

    >>> words()["verdict", "met"].zh, words()["status", "met"].zh
    ('达标', '已达标')
    """
    with Path(__file__).with_name("words.csv").open(encoding="utf-8", newline="") as file:
        return {(row["space"], row["key"]): Both.of(row) for row in csv.DictReader(file)}


@cache
def _by_key() -> dict[str, Both]:
    """The vocabulary by key alone; a key of several spaces stands for its first."""
    found: dict[str, Both] = {}
    for (space, key), both in words().items():
        if space not in ("unit", "domain", "part of a domain", "department"):
            found.setdefault(key, both)
    return found


def set_language(lang: str) -> None:
    """Set the language of figures and sentences: "en" or "zh".

    >>> set_language("en")
    """
    _LANGUAGE["now"] = _known(lang)


def language(lang: str | None = None) -> str:
    """Return ``lang`` where given, else the language that is set.

    >>> language("zh"), language() in LANGUAGES
    ('zh', True)
    """
    return _LANGUAGE["now"] if lang is None else _known(lang)


def _known(lang):
    return given.one_of("language", lang, LANGUAGES, f"one of {', '.join(LANGUAGES)}")


def word(text: str, lang: str | None = None, space: str | None = None) -> str:
    """Return a word of the vocabulary in the language asked for; unknown words come back as they are.

    Parameters
    ----------
    text : the word, as tables hold it; a year in it is anyone's.
    lang : "en", "zh" or None (language set).
    space : where it stands, for words that mean different things; None: wherever it is found first.

    >>> word("likely", "zh"), word("likely", "en"), word("unlikely by 2035", "zh")
    ('可能', 'likely', '2035年达标可能性低')
    """
    year = YEAR.search(text)
    key = YEAR.sub("{year}", text) if year else text
    both = words().get((space, key)) if space else _by_key().get(key)
    if both is None:
        return text
    return both.text(language(lang)).replace("{year}", year[0] if year else "")


def status(row: Mapping) -> str:
    """Return an outlook row's status as people read it: a value that cannot be judged is not a missing one.

    >>> status({"status": "no value", "latest_value": 1.97})
    'cannot be judged'
    """
    unjudged = row["status"] == "no value" and row["latest_value"] == row["latest_value"]
    return "cannot be judged" if unjudged else row["status"]


def verdict(name: str, lang: str | None = None) -> str:
    """Return a verdict of an evaluation in the official word: 达标, 基本达标, 未达标, 无法评价, 无数据.

    >>> verdict("met", "zh"), verdict("no value", "zh"), verdict("met", "en")
    ('达标', '无数据', 'met')
    """
    return word(name, lang, "verdict") if name == "met" else word(name, lang)


def target(row: Mapping, lang: str | None = None) -> str:
    """Return an outlook row's target as printed; in English words where it is printed in Chinese ones, in a sign where these name several years.

    >>> target({"target": "50左右", "rule": "about 50"}, "en"), target({"target": "＜8", "rule": "< 8"}, "en")
    ('about 50', '＜8')
    >>> target({"target": "达到2:3", "rule": "ratio 0.666667"}, "en"), target({"target": "达到82岁", "rule": ">= 82"}, "en")
    ('2:3', '≥ 82')
    >>> target({"target": "下降20%", "rule": "down by 0.2 of it from 2020"}, "en")
    'down by 20 % from 2020'
    >>> target({"target": "到2025年达到81岁，到2030年达到82岁", "rule": ">= 82"}, "zh")  # what is asked of the plan's last year
    '≥82'
    """
    in_words = any("\u4e00" <= character <= "\u9fff" for character in row["target"])
    if in_words and language(lang) == "zh":
        sign, _, number = row["rule"].partition(" ")
        several = len(set(SAID_YEAR.findall(row["target"]))) > 1
        return f"{SIGNS[sign]}{number}" if several and sign in SIGNS else row["target"]
    if not in_words:
        return row["target"]
    ratio = RATIO.search(row["target"]) if row["rule"].startswith("ratio") else None
    if ratio:
        return ratio[0]
    return OF_IT.sub(_in_per_cent, row["rule"]).replace(">=", "≥").replace("<=", "≤")


def _in_per_cent(part):
    """A part of a value as per cent of it: down by 0.2 of it is down by 20 %."""
    return f"by {number(100 * float(part[1]))} %"


def target_with_unit(row: Mapping, units: Mapping[str, str], lang: str | None = None) -> str:
    """Return an outlook row's target with its unit: a number alone does not say what it counts.

    Parameters
    ----------
    row : with ``code``, ``target`` and ``rule``.
    units : {code: printed unit}, as ``attrs["units"]`` of an outlook table.
    lang : "en", "zh" or None (language set).

    >>> row = {"code": "W36", "target": "≥35.81", "rule": ">= 35.81"}
    >>> target_with_unit(row, {"W36": "万人"}, "zh"), target_with_unit(row | {"code": "W35"}, {"W35": "%"}, "en")
    ('≥35.81万人', '≥35.81 %')
    >>> target_with_unit({"code": "C02", "target": "降至5‰以下", "rule": "<= 5"}, {"C02": "‰"}, "zh")
    '降至5‰以下'
    """
    said, named = target(row, lang), after_number(units.get(row["code"], ""), lang)
    if not named or not any(sign.isdigit() for sign in said):
        return said
    if language(lang) != "zh":
        return said if NO_UNIT.search(said) else f"{said} {named}"
    own = re.search(rf"[%％‰]|分点|/10?万|\d{re.escape(named)}\D*$", said)  # a target in a sentence has its unit
    return said if own else re.sub(r"(\d)(?=\D*$)", rf"\g<1>{named}", said)


def latest_with_unit(row: Mapping, units: Mapping[str, str], lang: str | None = None) -> str:
    """Return an outlook row's latest value with its unit; parameters as for :func:`target_with_unit`, with ``latest_value``.

    >>> latest_with_unit({"code": "W03", "latest_value": 10.79}, {"W03": "1/10万"}, "zh")
    '10.79/10万'
    """
    said, named = number(row["latest_value"], 4), after_number(units.get(row["code"], ""), lang)
    if not named or not any(sign.isdigit() for sign in said):
        return said
    return f"{said}{named}" if language(lang) == "zh" else f"{said} {named}"


def methods(tally: str, lang: str | None = None) -> str:
    """Return how many methods say "on track", "3 of 8", in the language asked for.

    >>> methods("3 of 8", "zh"), methods("3 of 8", "en"), methods("", "zh")
    ('8种中3种', '3 of 8', '')
    """
    if not tally or language(lang) != "zh":
        return tally
    yes, n = tally.split(" of ")
    return f"{n}种中{yes}种"


def domain(name: str, lang: str | None = None) -> str:
    """Return a domain's name; the Chinese one is the plan's own. In English by its parts; in quotes where these are not known.

    >>> domain("妇女与决策管理", "en"), domain("儿童与数字生活", "en"), domain("妇女与决策管理", "zh")
    ('Women and decision-making', '“儿童与数字生活”', '妇女与决策管理')
    """
    if language(lang) == "zh":
        return word(name, "zh", "domain")
    return _domain_in_english(name) or in_quotes(name)


def _domain_in_english(name):
    """A domain's English name; blank where neither it nor its parts are known."""
    if ("domain", name) in words():
        return words()["domain", name].en
    parts = OF_WHOM.fullmatch(name)
    about = words().get(("part of a domain", parts["about"])) if parts else None
    return f"{WHOM[parts['whom']]} and {about.en}" if parts and about else ""


def in_quotes(name: str) -> str:
    """Return a name that stands among English words: in quotes where it is a Chinese one.

    >>> in_quotes("县某委"), in_quotes("Bureau A")
    ('“县某委”', 'Bureau A')
    """
    return f"“{name}”" if IDEOGRAPH.search(name) else name


def group(name: str, lang: str | None = None) -> str:
    """Return the name of a group of targets: a plan, a domain, a department, or all of them.

    >>> group("all", "zh"), group("women", "zh"), group("妇女与健康", "en")
    ('全部', '妇女', 'Women and health')
    """
    if name == "all":
        return "全部" if language(lang) == "zh" else "all targets"
    if name in _by_key():
        return word(name, lang)
    if language(lang) == "zh":
        return word(name, "zh", "domain")
    return _domain_in_english(name) or department(name, "en")


def department(name: str, lang: str | None = None) -> str:
    """Return a department's name; in English without its level, and in quotes where the vocabulary does not know it.

    >>> department("区卫生健康委", "en"), department("县妇联", "en"), department("区卫生健康委", "zh"), department("Bureau A", "en")
    ('Health commission', "Women's federation", '区卫生健康委', 'Bureau A')
    """
    if language(lang) == "zh" or not name:
        return name
    key = next((key for key in (name, name[1:]) if ("department", key) in words()), None)
    return in_quotes(name) if key is None else word(key, lang, "department")


def unit(text: str, lang: str | None = None) -> str:
    """Return a printed unit in the language asked for.

    >>> unit("1/10万", "en"), unit("1/10万", "zh")
    ('per 100,000', '1/10万')
    """
    return word(text, lang, "unit")


def after_number(text: str, lang: str | None = None) -> str:
    """Return a unit as it stands after a number; blank where it says what a number is of and counts nothing: 女=100.

    >>> after_number("1/10万", "zh"), after_number("女=100", "zh"), after_number("女=100", "en")
    ('/10万', '', 'boys per 100 girls')
    >>> after_number("万人", "zh"), after_number("万人", "en")
    ('万人', '× 10,000 persons')
    """
    said = unit(text, lang)
    if DEFINED.search(said):
        return ""
    if language(lang) == "zh":
        return said.removeprefix("1")
    return f"× {said}" if said[:1].isdigit() else said


def percent(p: float, lang: str | None = None, edges: Sequence[float] = EDGES) -> str:
    """Return a probability as whole per cent, never 0 or 100; with decimals where whole ones would stand beyond one of ``edges``.

    >>> percent(0.004, "en"), percent(0.38, "en"), percent(0.655, "en"), percent(0.66, "en"), percent(0.999, "en")
    ('<1 %', '38 %', '65.5 %', '66 %', '>99 %')
    >>> percent(0.38, "zh")
    '38%'
    >>> percent(0.496, "en"), percent(0.496, "en", (50,))
    ('50 %', '49.6 %')
    """
    sign = PERCENT.text(language(lang))
    if p < 0.01:
        return f"<1{sign}"
    if p > 0.99:
        return f">99{sign}"
    share, digits = 100 * p, 0
    while any(share < edge <= float(half_up(share, digits)) for edge in edges):
        digits += 1
    return f"{half_up(share, digits)}{sign}"


def about(p: float, lang: str | None = None) -> str:
    """Return a probability as a sentence has it: about so much, or more or less than what :func:`percent` has at its ends.

    >>> about(0.46, "zh"), about(0.999, "zh"), about(0.004, "zh"), about(0.999, "en")
    ('约为46%', '超过99%', '不到1%', 'more than 99 %')
    """
    told = percent(p, lang)
    above, below, near = Both("more than ", "超过"), Both("less than ", "不到"), Both("about ", "约为")
    sign = {">": above, "<": below}.get(told[0], near)
    return sign.text(language(lang)) + told.lstrip("<>")


def points(p: float, before: float, edges: Sequence[float] = EDGES) -> float:
    """Return how far a probability moved, in whole points between the two as :func:`percent` prints them; NaN where either is missing.

    >>> points(0.7160, 0.8132), points(0.4643, 0.3143), points(0.004, 0.31), points(0.38, math.nan)
    (-9.0, 15.0, -31.0, nan)
    """
    if math.isnan(p) or math.isnan(before):
        return math.nan
    ends = (100 * one if not 0.01 <= one <= 0.99 else float(percent(one, "zh", edges)[:-1]) for one in (p, before))
    now, then = ends
    return float(half_up(now - then, 0)) + 0.0


def percents(p: float, edges: Sequence[float] = EDGES) -> Both:
    """Return a probability as :func:`percent` writes it, in both languages.

    >>> percents(0.38)
    Both(en='38 %', zh='38%')
    """
    return Both(*(percent(p, lang, edges) for lang in LANGUAGES))


def number(value: float | None, digits: int = 2) -> str:
    """Return a number with at most ``digits`` decimals and no trailing zeros; a dash where there is none.

    >>> number(10.79), number(100.0), number(float("nan"))
    ('10.79', '100', '—')
    >>> number(99.725), number(56.25, 1)
    ('99.73', '56.3')
    """
    if value is None or value != value:
        return "—"
    text = half_up(value, digits) if math.isfinite(value) else f"{value}"
    return text.rstrip("0").rstrip(".") if "." in text else text
