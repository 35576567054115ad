"""Whole events behind rates that share a denominator, and that denominator against what is known of it."""

import math
from collections.abc import Iterator

from ..indicator import counts
from ..indicator.unit import multiplier
from ..plan.births import REGISTERED
from .book import Book
from .rule import Finding, measured, number, printed_line, rule

SAMPLE_SHARES = 4  # distinct shares that must agree on one sample size
SAMPLE_LIMIT = 1000  # persons; larger samples fit by chance
FEW_EVENTS = 10  # deaths; below it an exact interval is wide
REGISTER_GAP = 0.05  # births behind the rates and in the register differ less than this in one definition


@rule("reconstruction", "死亡率无整数解")
def no_whole_events(book: Book) -> Iterator[Finding]:
    """Rates on one denominator are whole numbers of deaths over one number of births; where no number of
    births of a plausible size makes all of them whole, one of the rates is wrong or rests on other births."""
    for rates in book.birth_rates:
        if rates.recovery is not None or rates.several:
            continue
        shown = [measured(row.cells[rates.year].text, row.unit) for row in rates.rows]
        evidence = (
            f"no number of live births turns all of {', '.join(en for en, _ in shown)} into whole deaths",
            f"没有一个活产数能使{'、'.join(zh for _, zh in shown)}同时为整数例死亡",
        )
        action = ("Ask for deaths and live births.", "请报送死亡人数与活产数。")
        lines = tuple(printed_line(row, rates.year) for row in rates.rows)
        yield Finding("certain", evidence, action, lines)


@rule("reconstruction", "活产数无法还原")
def several_numbers_of_births(book: Book) -> Iterator[Finding]:
    """Where more than one number of live births turns all rates into whole deaths, and the births of the year are not
    given, no counts are taken: what is said of chance would rest on a guess."""
    for rates in book.birth_rates:
        if not rates.several:
            continue
        shown = [measured(row.cells[rates.year].text, row.unit) for row in rates.rows]
        evidence = (
            f"several numbers of live births fit {', '.join(en for en, _ in shown)}; no deaths or births are counted",
            f"符合{'、'.join(zh for _, zh in shown)}的活产数不止一个，未还原死亡数与活产数",
        )
        action = (
            f"Give the births of {rates.year} in external.csv as {REGISTERED}.",
            f"请在external.csv中补充{rates.year}年{REGISTERED}。",
        )
        lines = tuple(printed_line(row, rates.year) for row in rates.rows)
        yield Finding("note", evidence, action, lines)


@rule("reconstruction", "死亡例数过少")
def few_events(book: Book) -> Iterator[Finding]:
    """A rate made of a handful of deaths moves by chance; its exact interval says by how much."""
    for rates in book.birth_rates:
        if rates.recovery is None:
            continue
        for row, events in zip(rates.rows, rates.recovery.events, strict=True):
            if events >= FEW_EVENTS:
                continue
            births = rates.recovery.denominator
            low, high = (number(float(end)) for end in counts.rate_interval(events, births, multiplier(row.unit)))
            english, chinese = measured(row.cells[rates.year].text, row.unit)
            deaths = f"{events} death{'s' if events != 1 else ''}"
            evidence = (
                f"{english} is {deaths} among {births:,} births; 95 % interval {low} to {high}",
                f"{chinese}即{births}例活产中{events}例死亡，95%区间{low}—{high}",
            )
            action = (
                "Report deaths and births; judge several years together.",
                "同时报送死亡数与活产数，合并多年评价。",
            )
            yield Finding("note", evidence, action, (printed_line(row, rates.year),))


@rule("reconstruction", "活产数与户籍出生数不符")
def births_differ_from_register(book: Book) -> Iterator[Finding]:
    """The births behind the death rates and those in the register describe one year; a gap of more than a
    twentieth means two definitions, and rates that cannot be carried from one to the other."""
    for rates in book.birth_rates:
        known = book.outside.get(REGISTERED, {}).get(rates.year)
        if rates.recovery is None or not known:
            continue
        births = rates.recovery.denominator
        if abs(births / known - 1) <= REGISTER_GAP:
            continue
        evidence = (
            f"the rates rest on about {births:,} live births, the register has {known:,.0f}",
            f"由各死亡率反推活产约{births}人，户籍登记出生{known:.0f}人",
        )
        action = ("State which births a rate is based on.", "请注明活产数口径。")
        lines = tuple(printed_line(row, rates.year) for row in rates.rows)
        yield Finding("question", evidence, action, lines)


@rule("reconstruction", "分层死亡率无整数解")
def strata_without_whole_events(book: Book) -> Iterator[Finding]:
    """The deaths of a stratum are a whole number among those of the total, on fewer births."""
    for rates in book.birth_rates:
        if rates.recovery is None:
            continue
        for row, events in zip(rates.rows, rates.recovery.events, strict=True):
            parts = [part for part in book.parts.get(row.key, ()) if part.value(rates.year) and multiplier(part.unit)]
            for part in parts:
                per, value = multiplier(part.unit), part.value(rates.year)
                # fewest births that give the printed rate with a whole number of deaths
                fewest = min((deaths / value * per for deaths in range(1, events + 1)), default=math.inf)
                if fewest <= rates.recovery.high:
                    continue
                english, chinese = measured(part.cells[rates.year].text, part.unit)
                evidence = (
                    f"{english} would take {fewest:,.0f} births for one death, more than all {rates.recovery.denominator:,}",
                    f"{chinese}若有1例死亡需活产{fewest:.0f}人，超过全部{rates.recovery.denominator}人",
                )
                action = ("Ask for deaths and births of the stratum.", "请报送分层死亡人数与活产数。")
                yield Finding(
                    "certain", evidence, action, (printed_line(part, rates.year), printed_line(row, rates.year))
                )


@rule("reconstruction", "出生性别比无整数解")
def sex_ratio_without_whole_boys(book: Book) -> Iterator[Finding]:
    """Boys and girls are whole, so the sex ratio at birth must be possible among the births that the
    death rates rest on."""
    for rates in book.birth_rates:
        if rates.recovery is None:
            continue
        for row in book.find("sex_ratio_at_birth"):
            cell = row.cells[rates.year]
            if cell.value is None or _possible(cell, rates.recovery.low, rates.recovery.high):
                continue
            evidence = (
                f"no number of boys among {rates.recovery.denominator:,} births gives {cell.text}",
                f"在{rates.recovery.denominator}例活产中没有男婴数能得出{cell.text}",
            )
            action = ("Ask for the births of boys and girls.", "请报送男、女婴活产数。")
            yield Finding("question", evidence, action, (printed_line(row, rates.year),))


def _possible(cell, low, high):
    for births in range(low, high + 1):
        boys = births * cell.value / (100 + cell.value)
        for count in (math.floor(boys), math.ceil(boys)):
            # rounded or cut, either way of printing it
            ratio = 100 * count / (births - count) if births > count else math.inf
            if cell.low - 1e-9 <= ratio < cell.value + 2 * cell.half:
                return True
    return False


@rule("reconstruction", "疑为小样本调查")
def shares_of_a_small_sample(book: Book) -> Iterator[Finding]:
    """Several shares that are all whole numbers out of one small number come from a survey of that many,
    not from complete records; such a base cannot be set against complete records ten years later."""
    for rows in book.blocks.values():
        for year in book.years:
            shown = [row for row in rows if row.unit == "%" and row.value(year) is not None and row.value(year) % 100]
            size = _sample_size([row.cells[year] for row in shown])
            if size is None:
                continue
            evidence = (
                f"{', '.join(row.cells[year].text for row in shown)} % are all whole numbers out of {size}",
                f"{'、'.join(row.cells[year].text for row in shown)}均恰为{size}分之若干，疑为{size}人的抽样调查",
            )
            action = ("Say how many were examined, and how they were chosen.", "请说明调查人数与抽样方式。")
            yield Finding("question", evidence, action, tuple(printed_line(row, year) for row in shown))


def _sample_size(cells):
    """The smallest number of persons that makes every share whole, where chance would hardly do so; or None."""
    values = {cell.value: cell.half for cell in cells}
    if len(values) < SAMPLE_SHARES:
        return None
    by_chance = 0.0
    for size in range(2, SAMPLE_LIMIT + 1):
        by_chance += math.prod([min(1.0, 2 * half * size / 100) for half in values.values()])
        if by_chance > 0.01:
            return None
        for value, half in values.items():
            if abs(round(value * size / 100) * 100 / size - value) > half + 1e-9:
                break
        else:
            return size
    return None
