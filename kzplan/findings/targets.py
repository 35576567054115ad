"""Targets that cannot be judged, ask too little, or cannot be met."""

import re
from collections import defaultdict

from ..indicator.target import IN_NUMBERS, IN_WORDS, parse_target
from ..indicator.unit import multiplier
from .rule import Finding, Line, measured, number, printed_line, rule, target_line

# things joined in one name; a list of kinds of one event (a count) is no such name
JOINED = re.compile(r"[^（）、和与及]{1,}(?:、|；|和|与|或|(?<!普)及)[^（）、]{1,}")
SHARE_UNITS = ("%", "‰", "1/万", "1/10万")


def _goal_line(goal, expected=""):
    return Line((goal["table"], int(goal["row"])), "target_district", 2030, goal["target_district"], expected)


def _goals(book):
    """Targets for 2030 with the rules of district and city."""
    for goal in book.goals:
        yield goal, goal["rule_district"], goal["rule_city"]


def _past_rule(row):
    """The rule of a 2020 target, or None where none is printed or it cannot be read."""
    way = row.direction if row.direction in ("up", "down") else None
    found = parse_target(row.target, way)
    return None if found.form == "none" else found


def _base_row(book, goal):
    """The printed row of 2011–2020 that a target is measured from, or None where it is none or several."""
    table, _, key = str(goal["source"]).partition(":")
    return book.rows.get((table, int(key))) if key.isdecimal() else None


@rule("targets", "约束性指标无数值")
def binding_without_number(book):
    """A binding target (约束性) obliges, so it must say how much."""
    for goal, own, _ in _goals(book):
        if goal["nature"] != "binding" or own.form in (*IN_NUMBERS, "none"):
            continue
        evidence = (f"binding, but the target is words: {own.text}", f"约束性指标而目标仅为“{own.text}”，没有数值")
        yield Finding("certain", evidence, ("Set a number.", "请明确目标值。"), (_goal_line(goal),))


@rule("targets", "区目标低于市目标")
def weaker_than_city(book):
    """A district's target below the city's cannot deliver the city's."""
    for goal, own, city in _goals(book):
        if city.form == "none" or not _weaker(own, city, book.plan.conventions):
            continue
        evidence = (
            f"the district asks {own.text or '—'}, the city {city.text}",
            f"区目标“{own.text or '—'}”低于市目标“{city.text}”",
        )
        action = ("Raise it, or say why it is lower.", "请调整，或说明理由。")
        yield Finding("certain", evidence, action, (_goal_line(goal, city.text),))


def _weaker(own, city, conventions):
    """Whether values can meet the district's target and not the city's; words are ranked by what they ask."""
    if own.form in IN_NUMBERS and city.form in IN_NUMBERS:
        mine, theirs = own.criterion(None, conventions), city.criterion(None, conventions)
        low = mine.low < theirs.low or (mine.low == theirs.low and theirs.low_strict and not mine.low_strict)
        high = mine.high > theirs.high or (mine.high == theirs.high and theirs.high_strict and not mine.high_strict)
        return low or high
    ranks = {"none": 0, "not quantified": 1, "better": 2, "marked": 3, "relative": 3, "better every year": 3}
    mine, theirs = ranks.get(own.form, 4), ranks.get(city.form, 4)
    return mine < theirs


@rule("targets", "目标低于上一规划")
def weaker_than_before(book):
    """A target for 2030 that asks less than the same indicator's target for 2020 lowers the aim; where the
    old one was missed, it also hides that."""
    for goal, own, _ in _goals(book):
        row = _base_row(book, goal)
        past = _past_rule(row) if row is not None else None
        if past is None or past.form not in (*IN_NUMBERS, *IN_WORDS) or not _weaker(own, past, book.plan.conventions):
            continue
        if own.value is not None and own.value == past.value:
            continue  # ＞30 and ≥30 are one aim
        evidence = (
            f"the target for 2020 was {past.text}, that for 2030 is {own.text}",
            f"2020年目标为“{past.text}”，2030年目标为“{own.text}”",
        )
        action = ("Say why it was lowered.", "请说明降低目标的理由。")
        yield Finding("question", evidence, action, (_goal_line(goal, past.text), target_line(row)))


@rule("targets", "目标无单位")
def target_without_unit(book):
    """A target without a unit leaves open what its number, or its balance, is measured in."""
    for goal, own, _ in _goals(book):
        if goal["unit"] or own.form not in IN_NUMBERS:
            continue
        evidence = (f"{goal['name_en']}: no unit is printed", f"“{goal['name_zh']}”未印单位")
        yield Finding("note", evidence, ("Print the unit.", "请补印单位。"), (_goal_line(goal),))


@rule("targets", "不可能的目标")
def impossible_target(book):
    """A share of more than 100 %, or a rate of more than 1,000 per 1,000, can never be reached."""
    ends = {"%": 100.0, "‰": 1000.0}
    for goal, own, city in _goals(book):
        if goal["unit"] not in ends or "毛入" in goal["name"]:
            continue
        for which, wanted in (("district", own), ("city", city)):
            if wanted.form in ("at least", "about") and wanted.value > ends[goal["unit"]]:
                evidence = (
                    f"{wanted.text} in {goal['unit']} cannot be reached",
                    f"目标“{wanted.text}”（{goal['unit']}）不可能达到",
                )
                line = Line((goal["table"], int(goal["row"])), f"target_{which}", 2030, wanted.text)
                yield Finding("certain", evidence, ("Correct the target.", "请更正目标值。"), (line,))
    for row in book.rows.values():
        wanted = _past_rule(row)
        too_much = wanted is not None and wanted.form in ("at least", "about") and row.unit in ends
        if too_much and "毛入" not in row.name and wanted.value > ends[row.unit]:
            evidence = (f"{row.target} in {row.unit} cannot be reached", f"目标“{row.target}”（{row.unit}）不可能达到")
            yield Finding("certain", evidence, ("Correct the target.", "请更正目标值。"), (target_line(row),))


@rule("targets", "基期已达标")
def met_at_the_start(book):
    """A target that the base value already meets asks for nothing; what it can guard is the level."""
    for row in book.rows.values():
        wanted, base = _past_rule(row), book.years[0]
        if wanted is None or wanted.form not in IN_NUMBERS or row.value(base) is None:
            continue
        criterion = wanted.criterion(None, book.plan.conventions)
        if criterion.met(row.value(base) / row.scale):
            yield _met(row.cells[base].text, row.target, base, target_line(row), printed_line(row, base))
    printed_ = book.plan.observations
    latest = (
        printed_[printed_["year"].isin(book.years)].sort_values("year").groupby("code").last()
    )  # annual returns are no matter of the printed tables
    for goal, own, _ in _goals(book):
        if own.form not in IN_NUMBERS or goal["code"] not in latest.index:
            continue
        seen = latest.loc[goal["code"]]
        if own.criterion(None, book.plan.conventions).met(seen["value"]):
            base = _base_row(book, goal)
            lines = (printed_line(base, int(seen["year"])),) if base is not None else ()
            yield _met(f"{seen['value']:g}", own.text, int(seen["year"]), _goal_line(goal), *lines)


def _met(value, target, year, *lines):
    evidence = (f"{value} in {year} already met the target {target}", f"{year}年值{value}已达到目标{target}")
    action = ("Judge whether the level is held.", "按“保持”评价。")
    return Finding("note", evidence, action, lines)


@rule("targets", "基期已到极限")
def cannot_improve(book):
    """A target in words asks for more (or less) than before; where the base is at the natural limit there
    is no more to be had, and the target cannot be met."""
    for row in book.rows.values():
        wanted, base = _past_rule(row), book.years[0]
        if wanted is None or wanted.form not in IN_WORDS or row.value(base) is None:
            continue
        limit = 100.0 if wanted.direction == "up" else 0.0
        if row.value(base) != limit or (wanted.direction == "up" and row.unit != "%"):
            continue
        evidence = (
            f"{row.target} from {row.cells[base].text}, where nothing is left to gain",
            f"基期已为{row.cells[base].text}，目标“{row.target}”无法实现",
        )
        action = ("Set “keep at” in its place.", "目标宜改为“保持”。")
        yield Finding("certain", evidence, action, (target_line(row), printed_line(row, base)))


@rule("targets", "缺基期值")
def baseline_missing(book):
    """A target in words is measured from a base; without one it can never be judged. A target in numbers
    without an earlier value can be judged, but not projected."""
    past, coming = defaultdict(list), defaultdict(list)
    for row in book.rows.values():
        wanted, base = _past_rule(row), book.years[0]
        asked = wanted is not None and wanted.form in (*IN_WORDS, *IN_NUMBERS)
        if asked and row.value(base) is None and row.cells[base].note != "not yet introduced":
            past[row.department].append(target_line(row))
    for goal in book.goals:
        if goal["comparability"] == "N":
            coming[goal["department"]].append(_goal_line(goal))
    for groups, period in ((past, "2011–2020"), (coming, "2021–2030")):
        for department, lines in groups.items():
            evidence = (
                f"targets of {period} without a base value: {len(lines)}",
                f"{period.replace('–', '—')}年有{len(lines)}项目标没有基期值",
            )
            action = (f"Collect the base value ({department}).", f"请{department}补报基期值。")
            yield Finding("note", evidence, action, tuple(lines))


@rule("targets", "一行含多个指标")
def two_indicators_in_one_row(book):
    """A row that names two bodies or services has two values; one number cannot say which it is."""
    for goal, _, _ in _goals(book):
        name, unit = goal["name_zh"], goal["unit"]
        if unit not in SHARE_UNITS or name.endswith("检查覆盖率"):  # a check-up of several parts is one service
            continue
        plain = re.sub(r"（[^（）]*）|《[^《》]*》", "", name)
        if not JOINED.search(_measured(plain)):
            continue
        evidence = (f"one row, several indicators: {goal['name_en']}", f"一行含多个指标：{name}")
        action = ("Report each on its own.", "请分别填报。")
        yield Finding("question", evidence, action, (_goal_line(goal),))


def _measured(name):
    """The part of a name that says whose or which share it is, up to 中 or the place it is taken in."""
    return re.split(r"中(?=女|由|的|有|配|妇|男)|领导班子", name)[0]


@rule("targets", "口径变更")
def meaning_changed(book):
    """An indicator whose definition changed between two plans has no base value under its new meaning."""
    for goal, _, _ in _goals(book):
        if goal["comparability"] != "C":
            continue
        evidence = (goal["reason_en"], goal["reason_zh"])
        action = ("Collect a base value under the new definition.", "请按新口径补报基期值。")
        yield Finding("question", evidence, action, (_goal_line(goal),))


@rule("targets", "一例死亡即超目标")
def below_one_event(book):
    """Where one death in a year already puts the published rate above the target, the year's figure meets
    it only without a death, and says more about chance than about care."""
    for goal, own, _ in _goals(book):
        if goal["counts"] != "live_births" or own.form != "at most" or not book.births:
            continue
        births, per = book.births[max(book.births)], multiplier(goal["unit"])
        if per is None or per / births <= own.value:
            continue
        english, chinese = measured(number(per / births), goal["unit"])
        evidence = (
            f"one death among {births:,.0f} births is {english}, above the target {own.text}",
            f"按{births:.0f}例活产计，1例死亡即为{chinese}，高于目标{own.text}",
        )
        action = ("Judge three or five years together.", "宜合并三至五年评价。")
        yield Finding("note", evidence, action, (_goal_line(goal),))
