"""The long table of a plan, one row per printed number, and the values its targets may be measured from."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ..words import labels
from ..words.both import Both
from . import printed, store, tables
from .counted import blank

if TYPE_CHECKING:
    from .plan import Plan

COLUMNS = ["plan", "table", "row", "code", "indicator", "name_zh", "name_en", "year", "value", "unit", "stratum"]
COLUMNS += ["numerator", "denominator", "source", "used", "reason", "printed"]
OBSERVED = ["code", "year", "value", "numerator", "denominator", "decimals", "grade", "source"]
TEN_THOUSAND = 10_000


@dataclass(frozen=True, slots=True)
class Revision:
    """A printed value in whose place another was reported; the printed table stays as it is.

    Parameters
    ----------
    code, year : of what.
    printed, used : both values, as they are written.
    why : on what ground, in the office's words.

    >>> print(Revision("W03", 2020, "10.79", "10.61", "第七次全国人口普查修订").words.zh)
    2020年值据第七次全国人口普查修订为10.61（所印10.79）
    """

    code: str
    year: int
    printed: str
    used: str
    why: str

    @property
    def words(self) -> Both:
        """What stands beside every figure it concerns."""
        ground = self.why.removeprefix("据").removesuffix("修订")
        told = f"据{ground}修订为" if ground else "已修订为"
        why = f" ({self.why})" if self.why else ""
        return Both(
            f"the value of {self.year} was revised to {self.used}{why}, printed {self.printed}",
            f"{self.year}年值{told}{self.used}（所印{self.printed}）",
        )


def long_table(plan: "Plan") -> pd.DataFrame:
    """Return one row per printed number of a plan; see :meth:`kzplan.plan.plan.Plan.series`."""
    values = (
        pd.DataFrame(rows, columns=COLUMNS).astype({"numerator": float, "denominator": float})
        for rows in (plan.printed_values, returned_values(plan))
    )
    parts = [*values, _targets(plan)]
    return pd.concat([part for part in parts if len(part)], ignore_index=True)[COLUMNS]


def printed_values(plan: "Plan") -> list[dict]:
    """Return the printed numbers of the years up to the base as rows of the long table, in printed order.

    Parameters
    ----------
    plan : a loaded plan.
    """
    cells = tables.records(plan.tables["corrections"])
    defects = {(one["table"], one["row"], one["column"]): one for one in cells}
    rows = plan.decade_rows
    columns = plan.period.value_columns
    read = [_printed_value(key, rows, column, columns[column], defects) for key in rows for column in columns]
    records, behind = [record for record in read if record], _counts_behind(plan)
    for record in records:
        record.update(behind.get((record["table"], record["row"], record["year"]), {}))
    return records


def _printed_value(key, rows, column, year, defects):
    (table, row), line = key, rows[key]
    value, note = printed.parse_value(line[column])
    if value is None:
        return None
    defect = defects.get((table, row, column))
    if defect:
        value = defect["corrected"] if defect["corrected"] == defect["corrected"] else value
        note = defect["reason_en"]
    parts = (line["numerator_row"], line["denominator_row"])
    top, bottom = (None if pd.isna(part) else _headcount(rows[table, int(part)], column) for part in parts)
    return {
        "plan": table.split("_")[0],
        "table": table,
        "row": row,
        "code": "",
        "indicator": line["indicator"],
        "name_zh": line["name"],
        "name_en": line["name_en"],
        "year": year,
        "value": value,
        "unit": line["unit"],
        "stratum": line["stratum"],
        "numerator": top,
        "denominator": bottom,
        "source": f"{table} row {row} {column}",
        "used": not defect,
        "reason": note,
        "printed": line[column],
    }


def _headcount(line, column):
    """A printed count in persons, whatever unit it is printed in; None where there is no number."""
    value = printed.parse_value(line[column])[0]
    return None if value is None else round(value * (TEN_THOUSAND if line["unit"].startswith("万") else 1), 6)


def _counts_behind(plan):
    """Deaths and births recovered behind the births-based rates, by (table, row, year) of the printed rate."""
    return {
        (*plan.by_code[code].source_rows[0], year): {"numerator": events, "denominator": found.denominator}
        for year, (codes, found) in plan.recovered.items()
        for code, events in zip(codes, found.events, strict=True)
    }


def returned_values(plan: "Plan") -> list[dict]:
    """Return the annual values that were reported and count, as rows of the long table.

    Parameters
    ----------
    plan : a loaded plan.
    """
    return [_returned_value(row, plan) for row in plan.returned_rows if not blank(row["value"])]


def _returned_value(row, plan):
    code, year, line = row["code"], int(row["year"]), row[tables.LINE]
    target, broken = plan.by_code[code], plan.breaks.get(code)
    said = broken.words.en if broken is not None and year < broken.year else ""
    return {
        "plan": target.plan,
        "table": "observations",
        "row": line,
        "code": code,
        "indicator": target.indicator,
        "name_zh": target.name.zh,
        "name_en": target.name.en,
        "year": year,
        "value": float(row["value"]),
        "unit": target.unit,
        "stratum": row["stratum"],
        "numerator": row["numerator"],
        "denominator": row["denominator"],
        "source": f"observations line {line}",
        "used": not said,
        "reason": said or ("" if row["status"] == store.FINAL else "provisional"),
        "printed": row["printed"],
    }


def _targets(plan):
    goals = plan.targets
    numbers = pd.Series([rule.value for rule in goals["rule_district"]], index=goals.index, dtype=float)
    absolute = [rule.form in ("at least", "at most", "about", "ratio") for rule in goals["rule_district"]]
    frame = goals[["plan", "table", "row", "code", "indicator", "name_zh", "name_en", "unit", "stratum"]].assign(
        year=plan.period.last,
        value=numbers,
        numerator=float("nan"),
        denominator=float("nan"),
        source=goals["table"] + " row " + goals["row"].astype(str) + " target_district",
        used=False,
        reason="target",
        printed=goals["target_district"],
    )
    return frame[absolute].reset_index(drop=True)


def observations(plan: "Plan") -> pd.DataFrame:
    """Return the values each target may be measured from; see :attr:`kzplan.plan.plan.Plan.observations`.

    Parameters
    ----------
    plan : a loaded plan.
    """
    reported = _returned_observations(plan)
    taken = {(one["code"], one["year"]) for one in reported}
    printed_ = [one for one in plan.printed_observations if (one["code"], one["year"]) not in taken]
    columns: dict[str, Any] = {name: [one[name] for one in printed_ + reported] for name in OBSERVED}
    columns |= {name: np.array(columns[name], dtype=float) for name in ("value", "numerator", "denominator")}
    return pd.DataFrame(columns)


def revisions(plan: "Plan") -> dict[tuple[str, int], Revision]:
    """Return the printed values in whose place others were reported; see :attr:`kzplan.plan.plan.Plan.revised`.

    Parameters
    ----------
    plan : a loaded plan.
    """
    rows = [row for row in plan.returned_rows if not blank(row["value"]) and row["year"] <= plan.period.base]
    own = {(row["code"], int(row["year"])): row for row in rows if row["stratum"] in _strata(plan, row)}
    found = {}
    for one in plan.printed_observations if own else ():
        row = own.get((one["code"], one["year"]))
        if row is not None and row["value"] != one["value"]:
            said = labels.number(one["value"], 4), labels.number(row["value"], 4)
            found[one["code"], one["year"]] = Revision(one["code"], one["year"], *said, row["why"] or "")
    return found


def _strata(plan, row):
    """The strata whose value is a target's own."""
    return ("total", plan.by_code[row["code"]].stratum)


def printed_observations(plan: "Plan") -> list[dict]:
    """Return what is printed of the targets, where it may be measured from; see :attr:`kzplan.plan.plan.Plan.printed_observations`."""
    cells = {(one["table"], one["row"], one["year"]): one for one in plan.printed_values if one["used"]}
    prose = tables.Tables(plan.tables).source
    pairs = [(target, year) for target in plan.by_code.values() for year in _years(target, plan, prose)]
    return [one for target, year in pairs if (one := _observation(target, year, cells, prose))]


def _years(target, plan, prose):
    """The years that a target's earlier values may be of: those of the tables, and those that the text names."""
    lines = [prose(reference) for reference in target.source.split(" + ") if reference.startswith("prose:")]
    return sorted({*plan.period.value_columns.values(), *(int(line["year"]) for line in lines if line)})


def _observation(target, year, cells, prose):
    grade = target.grades.get(year, target.comparability)
    if not grade.usable or not target.source:
        return None
    parts = [_source_value(one, year, cells, prose) for one in _of_year(target.source.split(" + "), year, prose)]
    if any(part is None for part in parts):
        return None
    one = parts[0] if len(parts) == 1 else {"numerator": None, "denominator": None}
    return {
        "code": target.code,
        "year": year,
        "value": round(sum(part["value"] for part in parts), 10),
        "numerator": one["numerator"],
        "denominator": one["denominator"],
        "decimals": max(printed.decimals(part["printed"]) for part in parts),
        "grade": str(grade),
        "source": " + ".join(part["source"] for part in parts),
    }


def _of_year(references, year, prose):
    """The references without the text's figures of other years where the text has the same indicator's of this one."""
    lines = {reference: prose(reference) for reference in references if reference.startswith("prose:")}
    told = {line["name"] for line in lines.values() if line and int(line["year"]) == year}
    other = {name for name, line in lines.items() if line and int(line["year"]) != year and line["name"] in told}
    return [reference for reference in references if reference not in other]


def _source_value(reference, year, cells, prose):
    """The value of a year that ``table:row`` or ``prose:id`` refers to, or None."""
    table, _, key = reference.partition(":")
    if table != "prose":
        return cells.get((table, int(key), year))
    line = prose(reference)
    value = printed.parse_value(line["value"])[0]
    if int(line["year"]) != year or value is None:
        return None
    source = f"text line {line['line']}"
    return {"value": value, "numerator": None, "denominator": None, "printed": line["value"], "source": source}


def _returned_observations(plan):
    """The annual values of the targets' own definition: grade A."""
    return [
        {
            "code": seen["code"],
            "year": int(seen["year"]),
            "value": float(seen["value"]),
            "numerator": seen["numerator"],
            "denominator": seen["denominator"],
            "decimals": printed.decimals(seen["printed"]),
            "grade": "A",
            "source": f"observations line {seen[tables.LINE]}",
        }
        for seen in plan.returned_rows
        if not blank(seen["value"]) and seen["stratum"] in _strata(plan, seen)
    ]
