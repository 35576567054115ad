"""What a returned figure is set beside that no printed table has: its own counts, its target, the year's other figures."""

from collections.abc import Iterator

from ..findings.relations import relations
from ..indicator.kind import Kind
from ..indicator.unit import multiplier
from ..plan import printed
from ..plan.catalogue import TOTAL
from ..plan.plan import Plan
from ..words import labels
from ..words.both import Both
from ..words.labels import EXAMPLE
from .records import Entry, Query, query

PARTS = {  # column of a form beside the whole, and the strata of a target that is of the same
    "women": ("women", "girls"), "men": ("men", "boys"), "urban": ("urban",), "rural": ("rural",),
}  # fmt: skip
SLACK = 0.011  # of a rate: half a unit of the last digit and a little
FAR = 10.0  # times the target: with no history to compare, such a figure is asked about
_NO_EXAMPLE = Both("real data", "实际数据"), Both("example figures do not enter the store", "示例数据不得入库")
FAR_SHARE = 5.0  # the same for percentages, whose target is half or more


def compare(entries: list[Entry], plan: Plan) -> Iterator[Query]:
    """Yield the queries that setting figures side by side gives.

    Parameters
    ----------
    entries : list of :class:`~kzplan.returns.entries.Entry`.
    plan : a loaded :class:`~kzplan.plan.plan.Plan`, with what was reported before.
    """
    for entry in entries:
        yield from _invented(entry, plan)
        yield from _bare_zero(entry)
        yield from _rate_against_counts(entry, plan)
        yield from _far_from_target(entry, plan)
    yield from _births_agree(entries, plan)
    yield from _deaths_nest(entries, plan)
    yield from _parts_agree(entries, plan)


def _parts_agree(entries, plan):
    """What stands beside a whole of one of its parts, as under 农村, is what is reported for that part's own target."""
    parts = {(target.indicator, target.stratum): code for code, target in plan.by_code.items()}
    values = {(entry.code, entry.year): entry.numbers["value"] for entry in entries if "value" in entry.numbers}
    for entry in [entry for entry in entries if plan.target(entry.code).stratum == TOTAL]:
        indicator = plan.target(entry.code).indicator
        for field, strata in PARTS.items():
            code = next((parts[indicator, one] for one in strata if (indicator, one) in parts), None)
            other = None if code is None else values.get((code, entry.year), _stored(plan, code, entry.year))
            if other is None or field not in entry.numbers:
                continue
            text = entry.texts[field]
            if abs(entry.numbers[field] - other) > 0.5 * 10.0 ** -printed.decimals(text) + 1e-9:
                why = f"与{code}“{plan.target(code).name.zh}”{entry.year}年的数{other:g}不一致，请核对两处"
                yield query(entry, field, "question", text, f"{other:g}", why)


def _stored(plan, code, year):
    """The value of a year that was reported before; None where there is none."""
    one = plan.series_of(code).latest_to(year)
    return one.value if one is not None and one.year == year else None


def _invented(entry, plan):
    """Example figures (示例数据) are never mixed with real ones."""
    for field in ("source", "note"):
        if not plan.invented and EXAMPLE in entry.texts.get(field, ""):
            yield query(entry, field, "certain", entry.texts[field], *_NO_EXAMPLE)


def _bare_zero(entry):
    """0 stands for "no data" more often than for none, unless it comes with its numerator."""
    if entry.numbers.get("value") == 0 and "numerator" not in entry.numbers:
        why = Both("without a numerator: is it 0, or is there no figure?", "没有分子，请确认确为0而不是没有数据")
        expected = Both("0, or “无数据”", "0，或“无数据”")
        yield query(entry, "value", "question", entry.texts["value"], expected, why)


def _rate_against_counts(entry, plan):
    """A rate is what its own numerator and denominator make; the audit recovers them, a form states them."""
    target = plan.target(entry.code)
    per = multiplier(target.unit)
    top, bottom, value = (entry.numbers.get(field) for field in ("numerator", "denominator", "value"))
    if target.kind is not Kind.RATE or per is None or None in (top, bottom, value) or bottom <= 0:
        return
    made = top / bottom * per
    if abs(made - value) > max(0.5 * 10.0 ** -printed.decimals(entry.texts["value"]), SLACK * max(made, value)):
        why = Both(
            f"the rate is not its counts: {top:g} / {bottom:g} = {made:.2f} {labels.after_number(target.unit, 'en')}",
            f"率与例数不符：{top:g}／{bottom:g}＝{made:.2f}{target.unit.removeprefix('1')}",
        )
        yield query(entry, "value", "certain", entry.texts["value"], f"{made:.2f}", why)


def _far_from_target(entry, plan):
    """A first value many times its target, or a small part of it, is a slip of the unit more often than a fact."""
    target, value = plan.target(entry.code), entry.numbers.get("value")
    goal = target.rule.level
    if not value or not goal:
        return
    known_before = bool(len(plan.series_of(entry.code).up_to(entry.year - 1)))
    if target.kind is Kind.PROPORTION:
        if goal >= 50 and (value <= 1 or (value * FAR_SHARE < goal and not known_before)):
            why = Both(
                "shares are written in per cent (as 91.20); this one lies far below the target: a fraction of one?",
                "比例应以百分数填（如91.20），所报数远低于目标，可能填成了小数",
            )
            expected = Both(f"a share in per cent (target {target.text})", f"以百分数填的比例（目标{target.text}）")
            yield query(entry, "value", "question", entry.texts["value"], expected, why)
        return
    if not known_before and not 1 / FAR < value / goal < FAR:
        why = Both(
            f"nothing earlier to compare with, and more than ten times off the target of {plan.period.last}; check the unit ({target.unit})",
            f"没有以往数据可比，而所报数与{plan.period.last}年目标相差十倍以上，请核对单位（{target.unit}）",
        )
        expected = Both(f"of the order of the target {target.text}", f"与目标{target.text}相近的数量级")
        yield query(entry, "value", "question", entry.texts["value"], expected, why)


def _on_births(entries, plan):
    """Entries whose denominator is the year's live births, by year."""
    by_year = {}
    for entry in entries:
        if plan.target(entry.code).of_deaths:
            by_year.setdefault(entry.year, []).append(entry)
    return by_year.values()


def _births_agree(entries, plan):
    """Maternal, neonatal, infant and under-five deaths of a year are set against the same live births."""
    for own in _on_births(entries, plan):
        stated = {entry.code: entry for entry in own if entry.numbers.get("denominator")}
        if len({entry.numbers["denominator"] for entry in stated.values()}) > 1:
            births = {code: f"{entry.numbers['denominator']:g}" for code, entry in stated.items()}
            why = Both(
                f"live births of one year differ: {', '.join(f'{code} {many}' for code, many in births.items())}",
                f"同一年的活产数不一致：{'、'.join(f'{code}为{many}' for code, many in births.items())}",
            )
            expected = Both("the same live births for all", "各项相同的活产数")
            for entry in stated.values():
                yield query(entry, "denominator", "question", entry.texts["denominator"], expected, why)


def _deaths_nest(entries, plan):
    """Deaths of newborns are among those of infants, and these among those before five; as counts, too."""
    for own in _on_births(entries, plan):
        by = {plan.target(entry.code).indicator: entry for entry in own if entry.numbers.get("numerator") is not None}
        for relation in relations("at_most"):
            part, whole = by.get(relation.left), by.get(relation.right)
            if part and whole and part.numbers["numerator"] > whole.numbers["numerator"]:
                most = f"{whole.numbers['numerator']:g}"
                name = plan.target(whole.code).name
                why = Both(
                    f"more deaths than the {most} of {name.en}; {relation.reason_en}",
                    f"死亡数大于{name.zh}的{most}例；{relation.reason_zh}",
                )
                expected = Both(f"at most {most}", f"不大于{most}")
                yield query(part, "numerator", "certain", part.texts["numerator"], expected, why)
