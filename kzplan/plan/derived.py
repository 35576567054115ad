"""Cells of a plan folder that need not be written: they follow from the printed row, or from the catalogue by the indicator's id."""

import re
from collections.abc import Iterator
from difflib import get_close_matches

import pandas as pd

from ..words.errors import Fault
from .catalogue import TOTAL, Known, known_indicators
from .consistency import expected_codes
from .period import Period
from .printed import path_of, split_name
from .tables import LINE, Tables

SAID = ("kind", "direction")  # what every indicator has
FILLED = ("name", "stratum", "name_en", *SAID)  # of every row
SELDOM = ("subclass", "counts", "outside")  # of some
_DISTRICT = re.compile(r"\b(district)\b(?:-level)?\s*", re.IGNORECASE)
NATION = "nation"
GRADES = "ABDCN"  # the best first; a defective value is one of the right definition


def fill_derived(tables: Tables, period: Period, own: str) -> list[Fault]:
    """Fill the blank cells of ``targets``, ``indicators`` and ``baselines`` in place; return a fault for each that nothing says.

    Parameters
    ----------
    tables : of a plan folder.
    period : of the plan.
    own : English word of the plan's own level; blank: not known.
    """
    faults: list[Fault] = []
    if "targets" in tables:
        _places(tables, period)
    for name in ("targets", "indicators"):
        if name in tables:
            faults += _from_catalogue(name, tables, own)
    if "baselines" in tables:
        _baselines(tables, period)
    return faults


def _places(tables, period):
    """The code of a target from its table and row, or these from its code."""
    codes, places = {}, {}
    for table in period.goal_tables:
        if table in tables:
            for code, row in zip(expected_codes(table, tables[table]), tables[table]["row"].tolist(), strict=True):
                codes[table, row], places[code] = code, (table, row)
    for one in tables.rows("targets"):
        one["code"] = one["code"] or codes.get((one["table"], one["row"]), "")
        if not one["table"] and pd.isna(one["row"]):
            one["table"], one["row"] = places.get(one["code"], (one["table"], one["row"]))
    tables.fill("targets", ("code", "table", "row"))


def _from_catalogue(name, tables, own):
    frame, rows, known = tables[name], tables.rows(name), known_indicators()
    told = [column for column in FILLED if column in frame]
    if not set(SELDOM) & set(frame) and all(row[column] for row in rows for column in told):
        return []  # nothing is left to the catalogue
    outside = {row["indicator"] for row in tables.rows("external")} if "external" in tables else set()
    printed = {
        table: {one["row"]: one["name"] for one in tables.rows(table)}
        for table in {row["table"] for row in rows} & set(tables)
    }
    columns = [column for column in (*SAID, "name_en", "unit_en", "subclass", "counts") if column in frame]
    faults = []
    for row in rows:
        row["stratum"] = row["stratum"] or TOTAL
        one = known.get((row["indicator"], row["stratum"])) or known.get((row["indicator"], TOTAL))
        row["name"] = row["name"] or printed.get(row["table"], {}).get(row["row"], "")
        if one is not None:
            for column in columns:
                row[column] = row[column] or _told(one, column, row["stratum"], own)
            if "outside" in frame and not row["outside"] and one.outside in outside and one.stratum == row["stratum"]:
                row["outside"] = one.outside
        row["name_en"] = row["name_en"] or split_name(row["name"])[0]
        faults += _unsaid(name, row)
    tables.fill(name, [column for column in ("name", "stratum", "outside", *columns) if column in frame], object)
    return faults


def in_level(name: str, own: str) -> str:
    """Return an English name that speaks of a district in the word of another level; of the nation it speaks of none.

    >>> in_level("Women among district CPPCC members", "city"), in_level("District department leadership teams", "nation")
    ('Women among city CPPCC members', 'Department leadership teams')
    >>> in_level("Kindergartens in the district", "nation"), in_level("District cadres", "county")
    ('Kindergartens in the nation', 'County cadres')
    """
    if own in ("", "district") or not _DISTRICT.search(name):
        return name
    name = re.sub(r"\bin the district$", f"in the {own}", name)
    name = _DISTRICT.sub("" if own == NATION else f"{own} ", name).strip()
    return name[:1].upper() + name[1:]


def _told(one: Known, column: str, stratum: str, own: str) -> str:
    """What the catalogue says; a stratum that it does not know has the name of the whole beside its own word."""
    if column == "name_en":
        name = in_level(one.name.en, own)
        return name if one.stratum == stratum else f"{name}, {stratum}"
    return str(one.behind) if column == "counts" else getattr(one, column)


def _unsaid(name: str, row: dict) -> Iterator[Fault]:
    for column in SAID:
        if not row[column]:
            ids = sorted({one for one, _ in known_indicators()})
            near = ", ".join(get_close_matches(row["indicator"], ids, n=3, cutoff=0.0))
            found = (f"blank, of the indicator {row['indicator']!r}", f"空白，指标为“{row['indicator']}”")
            expected = (
                f"a value, or an indicator of the catalogue; nearest: {near}",
                f"有值，或用目录中的指标，相近的有：{near}",
            )
            remedy = (
                "Write the cell, or take an id that kzplan.catalogue() lists.",
                "请填写该单元格，或改用kzplan.catalogue()所列的编号。",
            )
            yield Fault(path_of(name), found, expected, remedy, int(row[LINE]), column)


def _baselines(tables, period):
    """What follows from the grades and the source: the year without a grade has the target's, the target the best of its years'."""
    grades = [f"grade_{year}" for year in period.value_columns.values()]
    for row in tables.rows("baselines"):
        given = [row[column] for column in grades if row.get(column)]
        row["comparability"] = row["comparability"] or min(given, key=GRADES.index, default="N")
        for column in grades:
            row[column] = row[column] or row["comparability"]
        if row["source"] and not row["source_name"]:
            found = [tables.source(reference) for reference in row["source"].split(" + ")]
            row["source_name"] = " + ".join(one["name"].strip() for one in found if one is not None)
    told = ("comparability", "source_name", *grades)
    tables.fill("baselines", [column for column in told if column in tables["baselines"]], object)
