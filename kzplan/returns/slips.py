"""Slips of whole figures and whole forms: copied from last year, of another year, exchanged, upside down, a thousand times too large."""

import datetime
import math
import re
from collections.abc import Iterable, Iterator
from itertools import combinations, pairwise
from pathlib import Path

from ..findings.relations import bounds
from ..indicator import measure
from ..indicator.kind import Kind
from ..indicator.unit import multiplier
from ..plan.counted import blank
from ..plan.plan import Plan
from ..words import labels
from ..words.both import Both
from . import exchanged, remarks
from .numbers import plain, says_nothing
from .records import COUNTED, FIGURES, Entry, Query, query

FAR = 500.0  # times an earlier value or the target: a slip by a thousand, whatever else changed by a half; no figure moves so far
REASON = 4  # signs of a remark that gives a reason, without those that give none
_NO_REASON = re.compile(
    "(?:数据|情况|本数|此数)?(?:已|经)*(?:核实|核对|核定|审核|确认)(?:无误|属实|准确)?|(?:详?见|附)(?:附件|附表|说明|材料)|情况说明|说明|备注|无误|属实|"
    "(?:计量)?单位(?:为|是|:)?\\S*"
)
_NOTHING = Both("", "")
NEAR = 10.0  # times it: what a rate is when its unit is put right
FEW, MANY = 2, 5  # figures that must be alike: of a form without another, and where others changed
MOST = 0.8  # share of the figures that must be alike where others changed
APART, AKIN = (
    0.3,
    0.2,
)  # how far (natural logarithm) two figures must lie apart to be told apart; share of that which is near
EPOCH = datetime.date(1899, 12, 30)  # from which spreadsheets count days
# a year in a file's name that is no part of a date: 2025年_区教委, but not 2026年1月 or 20260115
YEAR = re.compile(r"(?<!\d)(20\d\d)(?![\d.\-]|年\d{1,2}月)")


def compare(entries: list[Entry], plan: Plan) -> Iterator[Query]:
    """Yield the queries of slips.

    Parameters
    ----------
    entries : list of :class:`~kzplan.returns.records.Entry`.
    plan : a loaded :class:`~kzplan.plan.plan.Plan`, with what was reported before.
    """
    for entry in entries:
        yield from _beyond(entry, plan)
        yield from _date(entry, plan)
        yield from _upside_down(entry, plan)
        yield from _on_two_sides(entry, plan)
        yield from exchanged.of_counts(entry, plan)
    years = {entry.year for entry in entries}
    last = {year: _last_year(year, entries, plan) for year in years}
    known = {year: exchanged.known_before(year, plan) for year in years}
    for own in _by_file(entries):
        yield from _name_of_another_year(own)
        yield from _copied(own, last[own[0].year], plan)
        yield from _exchanged(own, plan)
        yield from exchanged.of_strata(own, known[own[0].year])
    yield from _two_versions(entries)


def without_repeats(queries: list[Query], blocked: Iterable[Query]) -> list[Query]:
    """Return queries without the questions about cells that are asked about with certainty already."""
    places = {(one.file, one.sheet, one.place) for one in blocked if one.place and one.severity == "certain"}
    return [one for one in queries if one.severity == "certain" or (one.file, one.sheet, one.place) not in places]


def _by_file(entries):
    """The entries of each form, in its order."""
    forms = {}
    for entry in entries:
        forms.setdefault((entry.file, entry.sheet, entry.year), []).append(entry)
    return forms.values()


def _explained(entry):
    """Whether a remark gives a reason: 已核实, 见附件 and a unit give none, nor does one that speaks against the figure."""
    note = plain(entry.texts.get("note", ""))
    reason = not says_nothing(note) and len(re.findall("[\u4e00-\u9fff]", _NO_REASON.sub("", note))) >= REASON
    return reason and remarks.doubt_of(entry.texts["note"], entry.year) is None


def _beyond(entry, plan):
    """A figure a thousand times another, or beyond what any country has seen, blocks until a remark explains it."""
    for field in FIGURES:
        number = entry.numbers.get(field)
        why = _why_beyond(entry, field, number, plan) if number else None
        if why:
            explained = _explained(entry)
            todo = (
                Both("a remark explains it; verify", "备注已作说明，请核实")
                if explained
                else Both(
                    "check unit and decimal point; where it is right, say why in the remarks and report it again",
                    "请核对单位和小数点；确实无误的，在备注说明原因后再报",
                )
            )
            severity = "question" if explained else "certain"
            expected = Both("of the order of earlier figures and the target", "与以往、目标相近的数量级")
            whole = Both(f"{why.en}; {todo.en}", f"{why.zh}。{todo.zh}")
            yield query(entry, field, severity, entry.texts[field], expected, whole)


def _why_beyond(entry, field, number, plan):
    target = plan.target(entry.code)
    beside = _beside(entry, field, plan)
    if beside is not None and not 1 / FAR < number / beside[0] < FAR:
        times = max(number / beside[0], beside[0] / number)
        like = _like_a_date(number, entry.year) or _as_a_share(number, beside[0], target, field)
        return Both(
            f"{entry.texts[field]} is {times:,.0f} times off {beside[1].en} {beside[0]:g}{like.en}",
            f"{entry.texts[field]}与{beside[1].zh}{beside[0]:g}相差{times:,.0f}倍{like.zh}",
        )
    for bound in bounds() if field == "value" else ():
        same = (bound.indicator, bound.unit) == (target.indicator, target.unit) and bound.countries
        if same and not bound.low <= number <= bound.high:
            return Both(
                f"{entry.texts[field]} lies beyond {bound.low:g}–{bound.high:g}: {bound.reason_en}",
                f"{entry.texts[field]}超出{bound.low:g}—{bound.high:g}：{bound.reason_zh}",
            )
    return None


def _beside(entry, field, plan):
    """(figure, what it is) that one is set beside: the latest before it, else the target's number; None where there is neither."""
    target = plan.target(entry.code)
    if field in COUNTED:
        rows = (row for row in plan.returned_rows if row["code"] == entry.code and row["stratum"] == "total")
        own = {row["year"]: row[field] for row in rows if row[field] > 0}
        last = max((year for year in own if year < entry.year), default=None)
        return None if last is None else (own[last], _of_year(last))
    latest = plan.series_of(entry.code).latest_to(entry.year - 1)
    if latest is not None and latest.value > 0:
        return latest.value, _of_year(latest.year)
    goal = Both(f"the target of {plan.period.last},", f"{plan.period.last}年目标")
    return (target.rule.level, goal) if target.rule.level else None


def _of_year(year):
    return Both(f"the figure of {year},", f"{year}年的")


def _as_a_share(number, beside, target, field):
    """What a rate that was written as a share of one would be in its unit."""
    per = multiplier(target.unit) if field == "value" else None
    right = per is not None and 1 / NEAR < number * per / beside < NEAR
    return (
        Both(
            f"; {number * per:g} {labels.after_number(target.unit, 'en')}, if it is a share of one",
            f"，以{target.unit}计应为{number * per:g}",
        )
        if right
        else _NOTHING
    )


def _like_a_date(number, year):
    """What a number would be as a day counted by a spreadsheet, where that lies about the year reported on."""
    if number != int(number) or not abs(number - (datetime.date(year, 7, 1) - EPOCH).days) < 600:
        return None
    day = EPOCH + datetime.timedelta(days=int(number))
    return Both(f"; it looks like the day {day}", f"，像是日期{day}")


def _date(entry, plan):
    """A date that became a number, where there is nothing to set it beside."""
    number = entry.numbers.get("value")
    if number and _beside(entry, "value", plan) is None and "numerator" not in entry.numbers:
        like = _like_a_date(number, entry.year)
        if like:
            why = Both(
                f"nothing earlier to compare with{like.en}: did a spreadsheet take it for one?",
                f"没有以往数据可比，{like.zh.removeprefix('，')}，请核实是否被表格软件当作日期",
            )
            yield query(entry, "value", "question", entry.texts["value"], Both("the figure itself", "实际数"), why)


def _upside_down(entry, plan):
    """A ratio on the other side of one than the target's: 3:2 for 2:3."""
    rule, value = plan.target(entry.code).rule, entry.numbers.get("value")
    if rule.form == "ratio" and value and rule.value != 1 and (value > 1) != (rule.value > 1):
        exact = abs(value * rule.value - 1) < 0.02
        why = Both(
            f"{'exactly the target' if exact else 'the target'} {rule.text} the other way round: were the sides of the ratio exchanged?",
            f"与目标{rule.text}{'正好相反' if exact else '方向相反'}，请核实比的前项、后项是否写反",
        )
        expected = Both(f"a ratio written as the target, {rule.text}", f"与目标{rule.text}同一写法的比")
        yield query(entry, "value", "question", entry.texts["value"], expected, why)


def _on_two_sides(entry, plan):
    """What a cell holds and what it shows lie on different sides of a target: only one of them is published."""
    stored, shown = entry.numbers.get("value"), entry.shown.get("value")
    if stored is None or shown is None:
        return
    target, known = plan.target(entry.code), plan.series_of(entry.code).by_year
    for rule in (target.rule, target.rule_above):
        criterion = rule.criterion(known.get(rule.starts(known, plan.period.base)), plan.conventions)
        if criterion is not None and criterion.met(stored) != criterion.met(float(shown)):
            held = entry.texts["value"]
            why = Both(
                f"the cell shows {shown} and holds {held}, on the two sides of the target ({rule.text}); write what is published",
                f"单元格显示{shown}，实际存的是{held}，分在目标（{rule.text}）的两边，请填公布的数",
            )
            expected = Both(f"{shown}, or all decimals", f"{shown}，或写明全部小数")
            yield query(entry, "value", "question", held, expected, why)
            return


def _name_of_another_year(own):
    """The name of a file says another year than the form in it."""
    first = own[0]
    said = {int(year) for year in YEAR.findall(Path(first.file).stem)}
    if said and first.year not in said:
        why = Both(
            "file name and form name different years: the wrong form, or the wrong file?",
            "文件名与表内的年份不一致，可能用错了表或拿错了文件",
        )
        found = Both(
            f"{', '.join(map(str, sorted(said)))} in the file's name, {first.year} in the form",
            f"文件名写{'、'.join(f'{year}年' for year in sorted(said))}，表内为{first.year}年",
        )
        yield _of_form(first, "question", found, Both("one year", "年份一致"), why)


def _of_form(entry, severity, found, expected, why):
    """A query of a whole form."""
    return Query(entry.file, entry.sheet, "", "", "", severity, found, expected, why)


def _copied(own, last, plan):
    """All figures are last year's, or nearly all of many: the form was copied, not filled.

    Shares of bodies that change at elections only stay what they are, and so do figures at their limit.
    """
    year, base = own[0].year, plan.period.base
    like = Both(f"as reported for {year - 1}", f"与{year - 1}年所报相同")
    why = Both(
        "was the whole form copied from the year before? Verify each figure", "可能整表沿用了上年的数，请逐项核实"
    )
    yield from _same_as(own, last, like, why, plan)
    if year > base:
        seen = {one.code: plan.series_of(one.code).by_year.get(base) for one in own}
        printed = {code: value for code, value in seen.items() if value is not None}
        like = Both(f"the values of {base}", f"与{base}年值完全相同")
        why = Both(
            f"were the figures of {base} copied as those of {year}? Verify each",
            f"可能把{base}年的数抄作{year}年的数，请逐项核实",
        )
        yield from _same_as(own, printed, like, why, plan)


def _same_as(own, last, like, why, plan):
    """A question about a form of which all comparable figures are those known of another year, or nearly all of many."""
    alike = []
    for entry in own:
        target, value = plan.target(entry.code), entry.numbers.get("value")
        if value is None or entry.code not in last or target.elected or value in target.kind.limits:
            continue
        alike.append(value == last[entry.code])
    broken = sum(entry.numbers.get("value", 0) % 1 != 0 for entry in own)
    whole = all(alike) and len(alike) >= FEW and (broken >= FEW or len(alike) > FEW)
    if whole or (len(alike) >= MANY and sum(alike) >= MOST * len(alike)):
        said = Both(
            f"{'all' if all(alike) else sum(alike)} of {len(alike)} comparable figures {like.en}",
            f"可比的{len(alike)}项" + ("全部" if all(alike) else f"中{sum(alike)}项") + like.zh,
        )
        expected = Both(f"figures of {own[0].year}", f"{own[0].year}年的数")
        yield _of_form(own[0], "question", said, expected, why)


def _last_year(year, entries, plan):
    """code → value of the year before, as it was stored or is sent together."""
    rows = (row for row in plan.returned_rows if row["year"] == year - 1 and row["stratum"] == "total")
    stored = {row["code"]: row["value"] for row in rows if not blank(row["value"])}
    sent = {one.code: one.numbers["value"] for one in entries if one.year == year - 1 and "value" in one.numbers}
    return stored | sent


def _exchanged(own, plan):
    """Two rows beside each other each have the figure that the other one would be expected to have."""
    set_beside = [(entry, _beside(entry, "value", plan)) for entry in own if entry.numbers.get("value")]
    for (above, a), (below, b) in pairwise(set_beside):
        if a is None or b is None:
            continue
        shares = all(plan.target(one.code).kind is Kind.PROPORTION for one in (above, below))
        x, y = (_scaled(one.numbers["value"], shares) for one in (above, below))
        expected_x, expected_y = _scaled(a[0], shares), _scaled(b[0], shares)
        apart = abs(expected_x - expected_y)
        own_way = min(abs(x - expected_x), abs(y - expected_y))
        other_way = max(abs(x - expected_y), abs(y - expected_x))
        if apart > APART and own_way > (1 - AKIN) * apart and other_way < AKIN * apart:
            said = f"{above.texts['value']}、{below.texts['value']}"
            why = Both(
                f"{above.code} and {below.code} seem to have each other's figures: {a[1].en} {a[0]:g} and {b[1].en} {b[0]:g} are near "
                "only the other way round",
                f"{above.code}、{below.code}两行的数可能填反：{a[1].zh}{a[0]:g}和{b[1].zh}{b[0]:g}，对调后才相近。请核对",
            )
            yield query(above, "value", "question", said, Both("each in its own row", "各填各行"), why)


def _scaled(value, shares):
    """A figure on the scale on which two are set beside each other."""
    return float(measure.to_logit(value)) if shares and 0 < value < 100 else math.log(value)


def _two_versions(entries):
    """Two files of one department and year that say different things: which of them counts nobody can tell."""
    files = {}
    for entry in entries:
        if entry.department:
            files.setdefault((entry.department, entry.year), {}).setdefault(entry.file, {})[entry.code] = entry
    for (department, year), versions in files.items():
        for one, other in combinations(versions, 2):
            unlike = [
                code
                for code, entry in versions[one].items()
                if code in versions[other] and _differ(entry, versions[other][code])
            ]
            if unlike:
                yield from _of_versions(department, year, (one, other), unlike, versions)


def _differ(entry, other):
    same = all(entry.numbers.get(field) == other.numbers.get(field) for field in {*entry.numbers, *other.numbers})
    silent = [plain(one.texts.get("value")) for one in (entry, other) if "value" not in one.numbers]
    return entry.status == other.status and (not same or len(set(silent)) > 1)


def _of_versions(department, year, names, unlike, versions):
    texts = {code: "、".join(versions[name][code].texts.get("value", "") for name in names) for code in unlike[:3]}
    many = len(unlike) > len(texts)
    said = Both(
        "; ".join(f"{code}: {text}" for code, text in texts.items()) + (f"; {len(unlike)} in all" if many else ""),
        "；".join(f"{code}为{text}" for code, text in texts.items()) + (f"等{len(unlike)}项" if many else ""),
    )
    why = Both(
        f"two forms of {department} for {year} that differ ({said.en}); say which counts, and send that one only",
        f"{department}{year}年有两份表，所填不同（{said.zh}）。请确认以哪一份为准，只交这一份",
    )
    for name in names:
        first = versions[name][unlike[0]]
        found = Both(f"“{names[0]}” and “{names[1]}”", f"“{names[0]}”与“{names[1]}”")
        expected = Both("one form a department and year", "同一单位同一年一份表")
        yield _of_form(first, "certain", found, expected, why)
