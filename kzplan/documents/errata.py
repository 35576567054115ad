"""《基期数据勘误与待核清单》: what is kept out of trends already, and what the audit doubts in the printed tables."""

from pathlib import Path

import pandas as pd

from ..paper.sheet import Book, open_workbook, write_table
from ..plan.plan import Plan
from ..words import labels
from ..words.both import Both
from .facts import facts_of_plan
from .gathering import TO_ASK, gathered
from .texts import Texts

ERRATA = Both("Errata and open questions", "基期数据勘误与待核清单")
WIDTHS = (  # heading, width in characters
    (Both("No.", "序号"), 5),
    (Both("kind", "性质"), 9),
    (Both("finding", "问题"), 16),
    (Both("indicators (as printed)", "涉及指标（所印值）"), 52),
    (Both("evidence", "依据"), 50),
    (Both("what to do", "处理"), 28),
    (Both("department", "责任单位"), 20),
)
CORRECTIONS = (
    (Both("plan", "规划"), 8),
    (Both("row", "行号"), 6),
    (Both("indicator", "指标"), 40),
    (Both("unit", "单位"), 8),
    (Both("column", "列"), 10),
    (Both("as printed", "所印值"), 10),
    (Both("likely right value", "可能的正确值"), 14),
    (Both("evidence", "依据"), 56),
    (Both("department", "责任单位"), 16),
)
NOT_USED = Both("not used", "不采用")
SHEET = Both("Errata (not used already)", "勘误（已不采用）")
TO_SETTLE = (
    Both("Open (base figures)", "待核（基期数据）"),
    Both("Open (targets)", "待核（目标值）"),
    Both("Notes", "提示"),
)


def said_in(plan: Plan, values: dict, lang: str) -> dict[str, tuple[str, ...]]:
    """Return what stands above and below the sheets, in a language."""
    return Texts(plan).blocks({"zh": "queries.txt", "en": "queries.en.txt"}[lang], values)


def write(plan: Plan, found: pd.DataFrame, path: Path, lang: str = "zh") -> None:
    """Write the workbook.

    Parameters
    ----------
    plan : a loaded plan.
    found : what :func:`kzplan.audit` returns of it, in ``lang``.
    path : file to write. The same plan gives the same bytes.
    lang : "zh" or "en".
    """
    said = said_in(plan, facts_of_plan(plan) | {"total": 0, "department": "", "asked": 0}, lang)
    base = found[found["severity"].isin(TO_ASK)]
    parts = (base[base["family"] != "targets"], base[base["family"] == "targets"], found[found["severity"] == "note"])
    with open_workbook(path, ERRATA.text(lang)) as book:
        _write_corrections(book, plan, said, lang)
        for name, lines in zip(TO_SETTLE, parts, strict=True):
            _write_part(book, name, gathered(lines, plan.period, lang), "".join(said["footer"]), lang)


def _write_part(book: Book, name: Both, own: pd.DataFrame, footer: str, lang: str) -> None:
    columns = [
        [str(n) for n in range(1, len(own) + 1)],
        [labels.word(one, lang) for one in own["severity"]],
        *(own[column].to_numpy() for column in ("title", "lines", "evidence", "action")),
        ["、".join(names) for names in own["departments"]],
    ]
    _write(book, name, WIDTHS, columns, footer, name, (), lang)


def _write_corrections(book: Book, plan: Plan, said: dict[str, tuple[str, ...]], lang: str) -> None:
    """Cells that are kept out of trends already, printed and used value side by side."""
    cells = plan.tables["corrections"]
    rows = plan.decade.loc[list(zip(cells["table"], cells["row"].astype(int), strict=True))]
    years = [plan.period.value_columns[name] for name in cells["column"]]
    columns = [
        [labels.group(name.split("_")[0], lang) for name in cells["table"]],
        cells["row"].astype(int).astype(str).to_numpy(),
        rows["name_zh"].to_numpy(),
        rows["unit"].to_numpy(),
        [Both(f"value of {year}", f"{year}年值").text(lang) for year in years],
        cells["printed"].to_numpy(),
        [labels.number(value, 4) if value == value else NOT_USED.text(lang) for value in cells["corrected"]],
        cells[f"reason_{lang}"].to_numpy(),
        rows["department"].to_numpy(),
    ]
    _write(
        book, SHEET, CORRECTIONS, columns, "".join(said["footer"]), Both("errata", "勘误"), said["corrections"], lang
    )


def _write(book, sheet, headed, columns, footer, name, about, lang):
    """One sheet of the workbook."""
    headings = [heading.text(lang) for heading, _ in headed]
    table = pd.DataFrame(dict(zip(headings, columns, strict=True)))
    widths = {heading.text(lang): width for heading, width in headed}
    title = Both(f"{ERRATA.en}: {name.en}", f"{ERRATA.zh}：{name.zh}").text(lang)
    write_table(*book, sheet.text(lang), table, widths, footer, title=title, about=about)
