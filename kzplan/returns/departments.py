"""Who sent a figure: is the department known, is the target its own, and do the departments of a joint target agree."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..plan import tables
from ..plan.counted import FIGURES, FINAL, TOTAL, Report, counting, of_each, same, standing
from ..plan.plan import Plan
from ..words import labels
from ..words.both import Both
from . import layout
from .numbers import says_nothing
from .records import NUMBERS, SENDER, Entry, Query, query


@dataclass(frozen=True, slots=True)
class Said:
    """What another department says of a target and year.

    Parameters
    ----------
    who : as a query names it.
    status, numbers : 初步数 or 核定数; field of the form → number.
    stored : whether it came in before.
    responsible : whether the target is its own.
    """

    who: str
    status: str
    numbers: dict[str, float]
    stored: bool
    responsible: bool


def sender(file: str, sheet: str, name: str, year: int, plan: Plan) -> Iterator[Query]:
    """Yield the queries on the department that a form says it is from: unknown to the plan, or under a name it no longer has.

    Parameters
    ----------
    file, sheet : where the form stands.
    name : the department; blank where the form does not say.
    year : year reported on.
    plan : a loaded :class:`~kzplan.plan.plan.Plan`.
    """
    departments = plan.departments
    if name and name not in departments.known():
        why = Both(
            "no department of this plan; correct the name, or record first that one was renamed, merged or dissolved: "
            f"kzplan department OLD {name} --from {year} --plan DIR",
            "本规划没有这个责任单位；名称写错的请更正，机构更名、合并、撤销的先登记："
            f"kzplan department 原单位 {name} --from {year} --plan 规划文件夹",
        )
        yield Query(file, sheet, "", "", SENDER, "certain", name, "、".join(departments.called(year)), why)
    elif name and departments.changes:
        after = [departments.stands_for(name, code, year) for code in departments.printed]
        renamed = [one for one in dict.fromkeys(after) if one != name]
        if renamed and name not in after:
            why = Both(
                f"called {renamed[0]} since {year}, and stored as such", f"{year}年起为{renamed[0]}，按{renamed[0]}入库"
            )
            yield Query(file, sheet, "", "", SENDER, "question", name, renamed[0], why)


def responsible(entries: list[Entry], plan: Plan) -> Iterator[Query]:
    """Yield a query for each entry of a target that is not its sender's.

    Parameters
    ----------
    entries : what the forms say.
    plan : a loaded :class:`~kzplan.plan.plan.Plan`.
    """
    names = set(plan.departments.known())
    for entry in entries:
        who = _who(entry, plan)
        if entry.department in names and not plan.departments.is_responsible(who, entry.code, entry.year):
            own = "、".join(plan.departments.responsible(entry.code, entry.year))
            why = Both(
                f"{who} is not responsible for this target: the responsible department's figure counts once it is in; a transfer "
                "of duties is recorded first, by kzplan department",
                f"{who}不是本指标的责任单位，责任单位报送后以责任单位的数为准；职能已划转的，先用kzplan department登记",
            )
            yield query(entry, "code", "question", who, own, why)


def agree(entries: list[Entry], plan: Plan, why: str = "") -> Iterator[Query]:
    """Yield the queries where departments report a target differently.

    Two departments may send their forms on different days, so what is in the store counts as well, but not what the same
    department reported before: that is a revision. Neither of two responsible departments' figures can be taken before they
    agree, or before one of them corrects what it reported, with a reason. A provisional figure beside another's final one, and
    any figure of a department that is not responsible, is asked about.

    Parameters
    ----------
    entries : what the forms say.
    plan : a loaded :class:`~kzplan.plan.plan.Plan`, with what was reported before.
    why : the reason given for revisions; blank where none is.
    """
    asked = {(entry.code, entry.year) for entry in entries}
    lines = [line for line in tables.records(plan.tables["observations"]) if (line["code"], line["year"]) in asked]
    stored = standing(lines, plan.departments)
    sent = {(entry.code, entry.year, _who(entry, plan)) for entry in entries}
    for entry in entries:
        who, reports = _who(entry, plan), stored.get((entry.code, entry.year), [])
        mine = [one for one in reports if one.department == who]
        yield from _beside_its_final(entry, of_each(mine))
        before = next((_numbers(one) for one in mine if one.status == entry.status), None)
        others = [one for one in of_each(reports) if (entry.code, entry.year, one.department) not in sent]
        said = [*_sent_by_others(entry, entries, plan), *map(_stored, others)]
        told = (
            before is not None and before == entry.numbers
        )  # it is stored already: what it was let in with is asked on
        if not told:
            yield from _beside_silence(entry, said)
        yield from _beside_figures(entry, said, plan, bool(mine) and bool(why.strip()), told)


def unlike(reports: Iterable[Report]) -> Both | None:
    """Return what departments say of one target and year where their figures differ, and which one counts; None where they agree.

    Parameters
    ----------
    reports : as :func:`kzplan.plan.counted.standing` lists them.
    """
    listed = [one for one in of_each(list(reports)) if not one.silent]
    used = counting(listed)[0] if listed else None
    others = [one for one in listed if used and not same(one.total, used.total, ("value",))]
    if used is None or not others:
        return None

    def _told(one: Report) -> str:
        return f"{one.department or '未注明单位'}：{labels.number(one.total['value'], 4)}（{one.status}）"

    rest = [_told(one) for one in sorted(others, key=lambda one: (one.place, one.department))]
    return Both(
        f"departments report differently: {_told(used)} is used, {', '.join(rest)} not; let them agree on one",
        f"各单位所报不一致，采用{_told(used)}，未采用{'、'.join(rest)}，请核对一致",
    )


def _who(entry, plan):
    return plan.departments.stands_for(entry.department, entry.code, entry.year)


def _numbers(report: Report) -> dict[str, float]:
    """The numbers of a stored report, as a form has them."""
    total = {name: report.total[name] for name in FIGURES}
    numbers = total | {name: line["value"] for name, line in report.lines.items() if name != TOTAL}
    return {name: number for name, number in numbers.items() if number == number and number is not None}


def _sent_by_others(entry, entries, plan):
    """What other forms of the batch say of the same target and year."""
    for other in entries:
        same = other is not entry and (other.code, other.year) == (entry.code, entry.year)
        if entry.department and other.department == entry.department:
            continue  # another version of the same form, which is told of the form as a whole
        if same and ("value" in other.numbers or says_nothing(other.texts.get("value"))):
            who = _who(other, plan)
            own = plan.departments.is_responsible(who, other.code, other.year)
            yield Said(other.department or other.file, other.status, other.numbers, False, own)


def _stored(report):
    return Said(
        f"{report.department or '未注明单位'}（已入库）", report.status, _numbers(report), True, report.responsible
    )


def _beside_silence(entry, others):
    """A figure of one department beside "no figure" of another."""
    silent = list(dict.fromkeys(one.who for one in others if "value" not in one.numbers))
    if "value" in entry.numbers and silent:
        why = Both(f"{', '.join(silent)} report(s) “无数据” for this target", f"同一指标{'、'.join(silent)}报“无数据”")
        expected = Both("the same from all departments", "各责任单位一致")
        yield query(entry, "value", "question", entry.texts["value"], expected, why)


def _beside_figures(entry, others, plan, corrected, told):
    """Figures of other departments that are not the same."""
    own = plan.departments.is_responsible(_who(entry, plan), entry.code, entry.year)
    for field in NUMBERS:
        number = entry.numbers.get(field)
        unlike = [one for one in others if number is not None and one.numbers.get(field, number) != number]
        if unlike:
            said = "、".join(f"{one.who}：{one.numbers[field]:g}（{one.status}）" for one in unlike)
            equals = [one for one in unlike if own and one.responsible and one.status == entry.status]
            certain = not told and any(not (corrected and one.stored) for one in equals)
            ends = _settled(entry.status, equals, unlike, own, certain)
            why = Both(
                f"departments report this target differently ({said}){ends.en}",
                f"同一指标所报不一致（{said}）{ends.zh}",
            )
            severity = "certain" if certain else "question"
            expected = Both("one figure from all departments", "各责任单位一致的数")
            yield query(entry, field, severity, entry.texts[field], expected, why)


def _settled(status, equals, unlike, own, certain):
    """Why a disagreement blocks, or which figure counts, and how it ends."""
    if equals:
        zh, en = "，故不能入库" if certain else "", ", so none can be merged" if certain else ""
        stored = any(one.stored for one in equals)
        again = Both(", merged with a reason (--why)", "，入库时用--why说明理由") if stored else Both("", "")
        final = Both(", or the one that has checked its figure report it as 核定数", "，或由已核定的单位改报“核定数”")
        final = final if status != FINAL else Both("", "")
        return Both(
            f"; all are {status}, and none comes before the others{en}; let them compare, and the one that is wrong report again{again.en}{final.en}",
            f"；均为{status}，分不出以哪个为准{zh}；请各责任单位核对，由所报有误的单位更正后重报{again.zh}{final.zh}",
        )
    if not own:
        return Both("; the responsible department's counts", "，以责任单位的数为准")
    if all(one.responsible for one in unlike):
        return Both(
            "; the final figure (核定数) counts, the provisional one is stored and not used; let them agree on one",
            "；以核定数为准，初步数入库而不采用，请核对一致",
        )
    return Both(
        "; the responsible department's counts, merged with a reason (--why)",
        "，以责任单位的数为准，入库时用--why说明理由",
    )


def _beside_its_final(entry, mine):
    """A provisional figure after a final one is kept and not used; "no figure" after a figure takes it out of use."""
    number, text = entry.numbers.get("value"), entry.texts.get("value")
    for old in mine:
        if old.silent:
            continue
        was = f"{old.total['value']:g}"
        if number is None and says_nothing(text):
            why = Both(
                f"{was} was reported before ({old.status}), and now there is none",
                f"以前报送过{was}（{old.status}），本次报无数据",
            )
            yield query(entry, "value", "question", text, was, why)
        elif number is not None and number != old.total["value"] and old.status != entry.status == layout.STATUSES[0]:
            why = Both(
                f"there is a final figure, {was}: this provisional one is stored and not used; to correct the final one choose 核定数",
                f"已有核定数{was}，本次为初步数，入库而不采用；要更正核定数请选“核定数”",
            )
            yield query(entry, "value", "question", text, was, why)
