"""What departments reported of a year as entries again, as if their forms had just come in: for what remains to be asked."""

from ..plan.plan import Plan
from . import layout
from .check import questions
from .records import COUNTED, Entry, Query


def entries_of(plan: Plan, year: int) -> list[Entry]:
    """Return the reports that count of a year, one entry a target that has any.

    Parameters
    ----------
    plan : a loaded :class:`~kzplan.plan.plan.Plan`.
    year : reported on.
    """
    headings = {column.field: column.heading for column in layout.columns(plan, True)}
    own = [row for row in plan.returned_rows if row["year"] == year]
    parts = {(row["code"], row["stratum"]): row for row in own if row["stratum"] != "total"}
    strata = (*layout.STRATA.values(), *layout.AGES.values())
    return [
        _entry(row, {name: parts[row["code"], name] for name in strata if (row["code"], name) in parts}, headings)
        for row in own
        if row["stratum"] == "total"
    ]


def asked_of(plan: Plan, year: int) -> list[Query]:
    """Return the questions that what is stored of a year still raises; what blocks never came into the store unexplained."""
    return [one.told("zh") for one in questions(entries_of(plan, year), plan)]


def _entry(row, parts, headings):
    figures = {name: row[name] for name in ("value", *COUNTED)} | {name: part["value"] for name, part in parts.items()}
    numbers = {name: float(number) for name, number in figures.items() if number == number and number is not None}
    texts = {name: f"{numbers[name]:g}" for name in COUNTED if name in numbers}
    texts |= {name: part["printed"] for name, part in parts.items()}
    texts |= {"value": row["printed"], "note": row["note"], "source": row["source"], "status": row["status"]}
    where = {"file": row["origin"], "sheet": "", "department": row["department"]}
    return Entry(row["code"], int(row["year"]), row["status"], numbers, texts, {}, headings, **where)
