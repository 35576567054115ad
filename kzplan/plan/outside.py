"""What comes from outside the plan must be of the area, in the unit and between the limits that the plan's own tables say."""

from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from ..indicator.kind import Kind
from ..indicator.rule import BY_CONVENTION, DEFAULT_CONVENTIONS
from ..indicator.unit import plain_unit
from ..words.both import Both
from ..words.errors import Fault
from .descriptor import DICTIONARY
from .period import Period
from .printed import unit_of
from .tables import LINE, Tables

FILE = "external.csv"


def outside_faults(tables: Tables, dictionary: Mapping, period: Period) -> Iterator[Fault]:
    """Yield the faults of ``external.csv`` and ``conventions.csv`` that would change odds without a word.

    Parameters
    ----------
    tables : of a plan folder.
    dictionary : its ``datapackage.json``.
    period : the plan's years.
    """
    yield from _of_conventions(tables)
    if "external" not in tables or "targets" not in tables or not len(tables["external"]):
        return
    classes = tables.rows("classes") if "classes" in tables else []
    yield from _of_units(tables, _series(tables), classes, dictionary.get("nation", ""), period)


def _series(tables):
    """(area, name) → rows of ``external.csv``."""
    found: dict[tuple[str, str], list[dict]] = {}
    for row in tables.rows("external"):
        found.setdefault((row["geo"], row["indicator"]), []).append(row)
    return found


def nation_faults(tables: Tables, dictionary: Mapping) -> Iterator[Fault]:
    """Yield the fault of a nation that is called otherwise in ``external.csv``: its series would be left out without a word.

    Parameters
    ----------
    tables : of a plan folder; ``targets.csv`` names the nation's series.
    dictionary : its ``datapackage.json``.
    """
    if "external" not in tables or "outside" not in tables.get("targets", ()):
        return
    nation, own, series = dictionary.get("nation", ""), dictionary.get("geo"), _series(tables)
    asked = {row["outside"] for row in tables.rows("targets") if row["outside"]}
    idle = [key for key in series if key[0] != own and key[1] in asked]
    if idle and not any(geo == nation for geo, _ in series):
        geo = Counter(geo for geo, _ in idle).most_common(1)[0][0]
        rows = series[next(key for key in idle if key[0] == geo)]
        found = Both(
            f"nation {nation!r}, of which external.csv has no row" if nation else "no nation",
            f"nation为“{nation}”，external.csv中没有该地区的数据" if nation else "没有nation",
        )
        expected = Both(
            f"the area as external.csv has it ({geo!r}, line {rows[0][LINE]})",
            f"与external.csv的geo一致（如第{rows[0][LINE]}行“{geo}”）",
        )
        remedy = Both("Correct either; the series would be left out.", "请改成一致，否则这些数据不会被采用。")
        yield Fault(DICTIONARY, found, expected, remedy, 0, "nation")


def _of_conventions(tables):
    """A convention has a name that something is judged by; the natural range of the sex ratio at birth begins below where it ends."""
    rows = {row["key"]: row for row in tables.rows("conventions")} if "conventions" in tables else {}
    known = {*DEFAULT_CONVENTIONS, *BY_CONVENTION.values()}
    for key, row in rows.items():
        if key not in known:
            near = ", ".join(get_close_matches(key, sorted(known), n=3, cutoff=0.0))
            expected = Both(f"a known name; nearest: {near}", f"已有的名称，相近的有：{near}")
            remedy = Both("Correct the name; nothing is judged by this one.", "请更正名称；该名称没有用处。")
            yield Fault("conventions.csv", Both(repr(key), f"“{key}”"), expected, remedy, int(row[LINE]), "key")
    low, high = (
        rows[key]["value"] if key in rows else DEFAULT_CONVENTIONS[key] for key in ("sex_ratio_low", "sex_ratio_high")
    )
    if low >= high:
        found, expected = (
            Both(f"{low:g}", f"{low:g}"),
            Both(f"below sex_ratio_high, {high:g}", f"小于sex_ratio_high（{high:g}）"),
        )
        remedy = Both("The two may have been exchanged; correct them.", "两个数可能填反，请更正。")
        line = next(int(rows[key][LINE]) for key in ("sex_ratio_low", "sex_ratio_high") if key in rows)
        yield Fault("conventions.csv", found, expected, remedy, line, "value")


def _of_units(tables, series, classes, nation, period):
    """A series is in the unit of the target that it is set beside."""
    units = _units(tables, period)
    targets = tables.rows("targets")
    beside = [((nation, row["outside"]), row) for row in targets if row.get("outside")]
    by_code = {row["code"]: row for row in targets}
    beside += [((row["geo"], row["indicator"]), by_code[row["code"]]) for row in classes if row["code"] in by_code]
    told = set()
    for key, target in beside:
        own = units.get((target["table"], target["row"]), "")
        for row in series.get(key, ()):
            said = plain_unit(str(row["unit"] or "")) if isinstance(row["unit"], str) else ""
            wanted = own or ("%" if target["kind"] == Kind.PROPORTION else "")
            if said and wanted and said != wanted and (key, said) not in told:
                told.add((key, said))
                found = Both(f"{key[0]} {key[1]} in {row['unit']}", f"{key[0]}“{key[1]}”单位为{row['unit']}")
                expected = Both(f"{wanted}, as target {target['code']}", f"{wanted}（与目标{target['code']}一致）")
                remedy = Both("Convert the values, or correct the unit.", "请换算后填写，或更正单位。")
                yield Fault(FILE, found, expected, remedy, int(row[LINE]), "unit")


def _units(tables, period):
    """(table, row) → the unit a target is printed in, as units are written here."""
    return {
        (name, row["row"]): plain_unit(unit_of(row))
        for name in period.goal_tables
        if name in tables
        for row in tables.rows(name)
    }
