"""Targets that cannot be judged, ask too little, or cannot be met."""

import re
from collections import defaultdict
from collections.abc import Iterator

from ..indicator.kind import Comparability
from ..indicator.target import IN_NUMBERS, IN_WORDS
from ..indicator.unit import multiplier
from ..plan.catalogue import known_indicators
from .book import Book
from .rule import Finding, Line, goal_line, measured, number, printed_line, rule, target_line

# things joined in one name; a list of kinds of one event (a count) is no such name
JOINED = re.compile(r"[^（）、和与及]{1,}(?:、|；|和|与|或|(?<!普)及)[^（）、]{1,}")
COLLECTIVE = re.compile(r"[两三四五][癌病检]")  # several things by one name
SHARE_UNITS = ("%", "‰", "1/万", "1/10万")
SEVERAL = 3  # targets, all easier than those of the level above: the two columns may be exchanged


@rule("targets", "约束性指标无数值")
def binding_without_number(book: Book) -> Iterator[Finding]:
    """A binding target (约束性) obliges, so it must say how much."""
    for goal in book.goals:
        if goal.nature != "binding" or goal.rule.form in (*IN_NUMBERS, "none"):
            continue
        said = goal.rule.text
        evidence = (f"binding, but the target is words: {said}", f"约束性指标而目标仅为“{said}”，没有数值")
        yield Finding("certain", evidence, ("Set a number.", "请明确目标值。"), (goal_line(book, goal),))


@rule("targets", "{own}目标低于{above}目标")
def weaker_than_city(book: Book) -> Iterator[Finding]:
    """A target below that of the level above cannot deliver the latter."""
    levels, exchanged = book.plan.levels, _exchanged(book)
    for goal in book.goals:
        own, above = goal.rule, goal.rule_above
        if above.form == "none" or not _weaker(own, above, book.plan.conventions):
            continue
        evidence = (
            f"the {levels.own.en} asks {own.text or '—'}, the {levels.above.en} {above.text}",
            f"{levels.own.zh}目标“{own.text or '—'}”低于{levels.above.zh}目标“{above.text}”",
        )
        action = ("Raise it, or say why it is lower.", "请调整，或说明理由。")
        if exchanged:
            action = (
                f"All {exchanged} numbers that differ are below the {levels.above.en}'s: see first whether the two columns are exchanged.",
                f"两级数值不同的{exchanged}项全都低于{levels.above.zh}目标，请先核对两栏目标是否填反。",
            )
        yield Finding("certain", evidence, action, (goal_line(book, goal, above.text),))


def _exchanged(book):
    """How many targets are numbers that differ from the level above's, where there are several and each is the easier one; else 0."""
    pairs = [(goal.rule, goal.rule_above) for goal in book.goals]
    pairs = [pair for pair in pairs if all(one.form in IN_NUMBERS for one in pair)]
    conventions = book.plan.conventions
    easier = sum(_weaker(own, above, conventions) for own, above in pairs)
    harder = sum(_weaker(above, own, conventions) and not _weaker(own, above, conventions) for own, above in pairs)
    return easier if easier >= SEVERAL and not harder else 0


def _weaker(own, other, conventions):
    """Whether values can meet a target and not the other; words are ranked by what they ask."""
    if own.form in IN_NUMBERS and other.form in IN_NUMBERS:
        mine, theirs = own.criterion(None, conventions), other.criterion(None, conventions)
        low = mine.low < theirs.low or (mine.low == theirs.low and theirs.low_strict and not mine.low_strict)
        high = mine.high > theirs.high or (mine.high == theirs.high and theirs.high_strict and not mine.high_strict)
        return low or high
    ranks = {"none": 0, "not quantified": 1, "not worse than": 1, "better": 2, "marked": 3, "relative": 3}
    ranks |= {"better every year": 3, "per year": 3}
    return ranks.get(own.form, 4) < ranks.get(other.form, 4)


@rule("targets", "目标低于上一规划")
def weaker_than_before(book: Book) -> Iterator[Finding]:
    """A target that asks less than the last plan's target of the same indicator lowers the aim; where the
    old one was missed, it also hides that."""
    base, last = book.plan.period.base, book.plan.period.last
    for goal in book.goals:
        own, row = goal.rule, book.base_row(goal)
        past = book.past_rules[row.key] if row is not None else None
        if past is None or past.form not in (*IN_NUMBERS, *IN_WORDS) or not _weaker(own, past, book.plan.conventions):
            continue
        if own.value is not None and own.value == past.value:
            continue  # ＞30 and ≥30 are one aim
        evidence = (
            f"the target for {base} was {past.text}, that for {last} is {own.text}",
            f"{base}年目标为“{past.text}”，{last}年目标为“{own.text}”",
        )
        action = ("Say why it was lowered.", "请说明降低目标的理由。")
        yield Finding("question", evidence, action, (goal_line(book, goal, past.text), target_line(book, row)))


@rule("targets", "目标无单位")
def target_without_unit(book: Book) -> Iterator[Finding]:
    """A target without a unit leaves open what its number, or its balance, is measured in."""
    for goal in book.goals:
        if goal.unit or goal.rule.form not in IN_NUMBERS:
            continue
        evidence = (f"{goal.name.en}: no unit is printed", f"“{goal.name.zh}”未印单位")
        yield Finding("note", evidence, ("Print the unit.", "请补印单位。"), (goal_line(book, goal),))


@rule("targets", "不可能的目标")
def impossible_target(book: Book) -> Iterator[Finding]:
    """A share of more than 100 %, or a rate of more than 1,000 per 1,000, can never be reached."""
    correct = ("Correct the target.", "请更正目标值。")
    for goal in book.goals:
        for column, wanted in (("target_district", goal.rule), ("target_city", goal.rule_above)):
            if _beyond_the_end(wanted, goal.unit, goal.name.zh):
                line = Line((goal.table, goal.row), column, book.plan.period.last, wanted.text)
                yield Finding("certain", _cannot_be_reached(wanted, goal.unit), correct, (line,))
    for row in book.rows.values():
        wanted = book.past_rules[row.key]
        if wanted is not None and _beyond_the_end(wanted, row.unit, row.name):
            yield Finding("certain", _cannot_be_reached(wanted, row.unit), correct, (target_line(book, row),))


def _beyond_the_end(wanted, unit, name):
    """Whether a target lies beyond the natural end of its unit; a gross enrolment ratio has none."""
    end = {"%": 100.0, "‰": 1000.0}.get(unit)
    return end is not None and "毛入" not in name and wanted.form in ("at least", "about") and wanted.value > end


def _cannot_be_reached(wanted, unit):
    return f"{wanted.text} in {unit} cannot be reached", f"目标“{wanted.text}”（{unit}）不可能达到"


@rule("targets", "基期已达标")
def met_at_the_start(book: Book) -> Iterator[Finding]:
    """A target that the base value already meets asks for nothing; what it can guard is the level."""
    for row in book.rows.values():
        wanted, base = book.past_rules[row.key], book.years[0]
        if wanted is None or wanted.form not in IN_NUMBERS or row.value(base) is None:
            continue
        criterion = wanted.criterion(None, book.plan.conventions)
        if criterion.met(row.value(base) / row.scale):
            yield _met(row.cells[base].text, row.target, base, target_line(book, row), printed_line(row, base))
    for goal in book.goals:
        seen = _latest_printed(book, goal)
        if seen is None or goal.rule.form not in IN_NUMBERS:
            continue
        if goal.rule.criterion(None, book.plan.conventions).met(seen.value):
            measured = book.base_row(goal)
            lines = (printed_line(measured, seen.year),) if measured is not None else ()
            yield _met(f"{seen.value:g}", goal.text, seen.year, goal_line(book, goal), *lines)


def _latest_printed(book, goal):
    """The last usable value of a target that is printed; annual returns are no matter of the printed tables."""
    return book.plan.series_of(goal.code).latest_to(book.years[-1])


def _met(value, target, year, *lines):
    evidence = (f"{value} in {year} already met the target {target}", f"{year}年值{value}已达到目标{target}")
    action = ("Judge whether the level is held.", "按“保持”评价。")
    return Finding("note", evidence, action, lines)


@rule("targets", "基期已到极限")
def cannot_improve(book: Book) -> Iterator[Finding]:
    """A target in words asks for more (or less) than before; where the base is at the natural limit there
    is no more to be had, and the target cannot be met."""
    for row in book.rows.values():
        wanted, base = book.past_rules[row.key], book.years[0]
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
        yield Finding("certain", evidence, action, (target_line(book, row), printed_line(row, base)))


@rule("targets", "缺基期值")
def baseline_missing(book: Book) -> Iterator[Finding]:
    """A target in words is measured from a base; without one it can never be judged. A target in numbers
    without an earlier value can be judged, but not projected."""
    past, coming = defaultdict(list), defaultdict(list)
    for row in book.rows.values():
        wanted, base = book.past_rules[row.key], book.years[0]
        asked = wanted is not None and wanted.form in (*IN_WORDS, *IN_NUMBERS)
        if asked and row.value(base) is None and row.cells[base].note != "not yet introduced":
            past[row.department].append(target_line(book, row))
    for goal in book.goals:
        if goal.comparability is Comparability.N:
            coming[goal.department].append(goal_line(book, goal))
    period = book.plan.period
    for groups, first, last in ((past, period.start + 1, period.base), (coming, period.first, period.last)):
        for department, lines in groups.items():
            evidence = (
                f"targets of {first}–{last} without a base value: {len(lines)}",
                f"{first}—{last}年有{len(lines)}项目标没有基期值",
            )
            action = (f"Collect the base value ({department}).", f"请{department}补报基期值。")
            yield Finding("note", evidence, action, tuple(lines))


@rule("targets", "一行含多个指标")
def two_indicators_in_one_row(book: Book) -> Iterator[Finding]:
    """A row that names two bodies or services has two values; one number cannot say which it is."""
    for goal in book.goals:
        name = goal.name.zh
        # a check-up of several parts is one service
        if goal.unit not in SHARE_UNITS or name.endswith("检查覆盖率"):
            continue
        plain = re.sub(r"（[^（）]*）|《[^《》]*》", "", name)
        if not JOINED.search(_measured(plain)) or _one_by_name(goal):
            continue
        evidence = (f"one row, several indicators: {goal.name.en}", f"一行含多个指标：{name}")
        yield Finding("question", evidence, ("Report each on its own.", "请分别填报。"), (goal_line(book, goal),))


def _one_by_name(goal):
    """Whether what a name joins goes by one name, as 两癌: then it is asked, done and counted together."""
    known = known_indicators().get((goal.indicator, goal.stratum))
    return any(COLLECTIVE.search(name) for name in (known.names if known else ()))


def _measured(name):
    """The part of a name that says whose or which share it is, up to 中 or the place it is taken in."""
    return re.split(r"中(?=女|由|的|有|配|妇|男)|领导班子", name)[0]


@rule("targets", "口径变更")
def meaning_changed(book: Book) -> Iterator[Finding]:
    """An indicator whose definition changed between two plans has no base value under its new meaning."""
    for goal in book.goals:
        if goal.comparability is Comparability.C:
            action = ("Collect a base value under the new definition.", "请按新口径补报基期值。")
            yield Finding("question", goal.reason, action, (goal_line(book, goal),))


@rule("targets", "一例死亡即超目标")
def below_one_event(book: Book) -> Iterator[Finding]:
    """Where one death in a year already puts the published rate above the target, the year's figure meets
    it only without a death, and says more about chance than about care."""
    if not book.births:
        return
    births = book.births[max(book.births)]
    for goal in book.goals:
        own, per = goal.rule, multiplier(goal.unit)
        if not goal.of_deaths or own.form != "at most" or per is None or per / births <= own.value:
            continue
        english, chinese = measured(number(per / births), goal.unit)
        evidence = (
            f"one death among {births:,.0f} births is {english}, above the target {own.text}",
            f"按{births:.0f}例活产计，1例死亡即为{chinese}，高于目标{own.text}",
        )
        action = ("Judge three or five years together.", "宜合并三至五年评价。")
        yield Finding("note", evidence, action, (goal_line(book, goal),))
