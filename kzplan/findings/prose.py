"""Figures and claims of the plan's text against its tables."""

import re
import unicodedata
from collections.abc import Iterator

from ..indicator.kind import Kind
from ..indicator.target import parse_target
from ..plan import printed
from ..plan.tables import records
from ..retrospect.decade import MEASURABLE, NOT_MET, verdicts_of
from ..words.errors import TargetError
from .book import Book
from .rule import DRAFTER, Finding, Line, measured, number, printed_line, rule

_ASK = ("Make text and table agree.", "请使正文与表格一致。")


def _claims(book):
    """Lines of ``prose.csv`` that refer to a printed row, with that row: (line, row)."""
    for line in records(book.plan.tables["prose"]):
        table, _, key = line["table_row"].partition(":")
        row = book.rows.get((table, int(key))) if key.isdecimal() else None
        if row is not None and line["year"] in row.cells:
            yield line, row


@rule("text", "正文与表格不符")
def text_against_table(book: Book) -> Iterator[Finding]:
    """A figure in the text is the one in the table, in its unit and to its digits."""
    for line, row in _claims(book):
        cell = row.cells[int(line["year"])]
        value, note = printed.parse_value(line["value"])
        if value is not None and not note:
            agrees = _agrees_in_numbers(value, line, row, book)
        else:
            agrees = _agrees_in_words(line["value"], row, int(line["year"]))
        if agrees is not False:
            continue
        history = " → ".join(row.cells[year].text for year in book.years if year <= int(line["year"]))
        english, chinese = measured(cell.text if value is not None else history, row.unit)
        claim = measured(line["value"], line["unit"])[0]
        lines = [printed_line(row, int(line["year"]), line["value"])]
        whole = book.rows.get(row.parent)
        if line["unit"] == "%" and row.kind is Kind.COUNT and whole is not None:
            share = number(100 * row.value(int(line["year"])) / whole.value(int(line["year"])))
            sums = f"{cell.text} / {whole.cells[int(line['year'])].text} = {share}"
            english, chinese = f"{sums} %", f"{sums}%"
            lines.append(printed_line(whole, int(line["year"])))
        evidence = (
            f"the text (line {line['line']}) says {claim} (“{line['quote']}”), the table has {english}",
            f"正文“{line['quote']}”，表中为{chinese}",
        )
        # a claim in words is our reading of a sentence; a number is a number
        yield Finding("certain" if value is not None else "question", evidence, _ASK, tuple(lines))


def _agrees_in_numbers(value, line, row, book):
    """Whether a number of the text is the row's; a share is set against the headcount's share of its whole."""
    year = int(line["year"])
    cell, whole = row.cells[year], book.rows.get(row.parent)
    if cell.value is None:
        return False
    scale = 10_000 if line["unit"].startswith("万") else 1
    half = 0.5 * 10.0 ** -printed.decimals(line["value"]) * scale
    shown, width = cell.value, cell.half
    if line["unit"] == "%" and row.kind is Kind.COUNT:
        if whole is None or not whole.value(year):
            return None
        shown, width = 100 * cell.value / whole.value(year), 0.0
    return abs(shown - value * scale) <= half + width + 1e-9


def _agrees_in_words(text, row, year):
    """Whether a row bears out a claim that is not a plain number; None where it cannot be told."""
    plain = unicodedata.normalize("NFKC", text).strip()
    value = row.value(year)
    if value is None:
        return None
    near = re.fullmatch(r"(?:将近|接近|近)(\d+(?:\.\d+)?)", plain)
    if near and float(near[1]) > 0:
        share = value / (float(near[1]) * row.scale)
        return 0.85 <= share <= 1.0
    try:
        claim = parse_target(text)
    except TargetError:
        return None
    base = next((row.value(before) for before in row.cells if before < year and row.value(before) is not None), None)
    criterion = claim.criterion(base)
    return None if criterion is None else criterion.met(value)


@rule("text", "“全部完成”与表格不符")
def claim_that_all_was_done(book: Book) -> Iterator[Finding]:
    """A text that says all targets were met is contradicted by each that was not."""
    said = records(book.plan.tables["prose"])
    claims = [line for line in said if not line["table_row"] and line["value"] == "全部完成"]
    reviewed, base = (verdicts_of(book.plan) if claims else []), book.plan.period.base
    for line in claims:
        own = [one for one in reviewed if one["plan"] == line["plan"]]
        missed = [one for one in own if one["outcome"] in NOT_MET]
        if not missed:
            continue
        judged = sum(one["outcome"] in MEASURABLE for one in own)
        evidence = (
            f"the text (line {line['line']}) says all were met; {len(missed)} of {judged} measurable were not",
            f"正文“{line['quote']}”，而可监测的{judged}项中有{len(missed)}项未达到",
        )
        action = ("Correct the text, or the table.", "请更正正文或表格。")
        lines = tuple(
            Line((f"{one['plan']}_{one['table']}", one["row"]), f"value_{base}", base, one["printed"]) for one in missed
        )
        yield Finding("certain", evidence, action, lines, DRAFTER)


@rule("text", "天数与比例不符")
def days_against_share(book: Book) -> Iterator[Finding]:
    """So many days with good air are a share of the days of that year, and both stand in one sentence."""
    lines, found = records(book.plan.tables["prose"]), {}
    shares = [line for line in lines if line["unit"] == "%"]
    for days in (line for line in lines if line["unit"] == "天"):
        for share in (line for line in shares if line["line"] == days["line"]):
            count, printed_share = (printed.parse_value(line["value"])[0] for line in (days, share))
            if days["name"].removesuffix("天数") != share["name"].removesuffix("率") or None in (count, printed_share):
                continue
            year = int(days["year"])
            length = 366 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 365
            exact = 100 * count / length
            if abs(exact - printed_share) <= 0.5 * 10.0 ** -printed.decimals(share["value"]) + 1e-9:
                continue
            evidence = (
                f"{count:g} of {length} days are {exact:.1f} %, the text says {share['value']} %",
                f"{count:g}/{length}={exact:.1f}%，正文为{share['value']}%",
            )
            line = Line((f"{days['plan']}_text", int(days["line"])), "text", year, share["value"], f"{exact:.1f}")
            found.setdefault(evidence, []).append(line)
    for evidence, concerned in found.items():
        yield Finding("question", evidence, _ASK, tuple(concerned))
