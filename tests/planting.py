"""Faults planted in the clean parts of the shipped plan: one of a known family in a random place."""

from dataclasses import dataclass, replace

from kzplan.findings.book import read_book
from kzplan.findings.relations import relations
from kzplan.indicator.unit import multiplier

OF_THE_GOALS = ("period", "levels", "cite", "conventions", "targets", "by_code", "_outside", "past_rules")
OF_THE_DECADE = ("period", "levels", "cite", "conventions", "decade", "decade_rows", "past_rules", "recovered")
OF_THE_DECADE += ("printed_values", "_outside")
COLUMNS = {2010: "value_2010", 2020: "value_2020"}
KEPT_AS_THEY_ARE = (*COLUMNS.values(), "unit")  # columns of the decade's rows that nothing else of them is made from


@dataclass(frozen=True)
class Plant:
    """Cells to overwrite, and the rows a finding about them may name.

    Parameters
    ----------
    cells : {(table, row, column): text}.
    rows : keys of the planted row and the rows it contradicts.
    """

    cells: dict
    rows: frozenset


class Garden:
    """The shipped plan, the rows that its own audit leaves alone, and a plan with a fault planted."""

    def __init__(self, plan, found):
        self.plan, self.book = plan, read_book(plan)
        soiled = found[found["severity"].isin(["certain", "question"]) & (found["family"] != "text")]
        keys = zip(soiled["plan"] + "_" + soiled["table"], soiled["row"], strict=True)
        self.soiled = {(table, int(row)) for table, row in keys}
        strata = found[(found["severity"] == "certain") & (found["family"] == "strata")]
        keys = zip(strata["plan"] + "_" + strata["table"], strata["row"], strata["year"], strict=True)
        self.broken = set(keys)  # totals that contradict their strata as printed
        self.rows = [row for row in self.book.rows.values() if row.key not in self.soiled]
        self.goals = [goal for goal in self.book.goals if (goal.table, goal.row) not in self.soiled]

    def clean(self, *keys):
        """Whether none of the rows is part of a finding already."""
        return not self.soiled & set(keys)


def overwritten(plan, cells):
    """Return a plan with cells overwritten: {(table, row, column): text}."""
    tables = dict(plan.tables)
    for table in {table for table, _, _ in cells}:
        frame = tables[table].copy()
        for (where, row, column), text in cells.items():
            if where == table:
                frame.loc[frame["row"] == row, column] = text
        tables[table] = frame
    edited = replace(plan, tables=tables)
    if cells and all(table in plan.period.decade_tables and column in KEPT_AS_THEY_ARE for table, _, column in cells):
        for name in OF_THE_GOALS:  # what rests on other tables is the same plan's
            edited.__dict__[name] = getattr(plan, name)
        decade, rows = plan.decade.copy(), {key: dict(row) for key, row in plan.decade_rows.items()}
        for (table, row, column), text in cells.items():
            decade.at[(table, row), column] = rows[table, row][column] = text.strip() if column == "unit" else text
        edited.__dict__.update(decade=decade, decade_rows=rows)
        if not {(table, row) for table, row, _ in cells} & rows_of_deaths(plan):
            edited.__dict__["recovered"] = plan.recovered
    elif cells and all(column in ("target_district", "target_city") for _, _, column in cells):
        for name in OF_THE_DECADE:
            edited.__dict__[name] = getattr(plan, name)
    return edited


def rows_of_deaths(plan):
    """The printed rows that whole deaths and live births are recovered from."""
    return {key for goal in plan.by_code.values() if goal.of_deaths for key in goal.source_rows}


def _number(value, scale=1):
    return f"{value / scale:.4f}".rstrip("0").rstrip(".")


def _cell(row, year, text):
    return {(*row.key, COLUMNS[year]): text}


def _shares(garden):
    """Clean shares with clean headcounts: (share, top, bottom, year)."""
    for row in garden.rows:
        if row.unit != "%" or row.numerator is None or row.denominator is None:
            continue
        top, bottom = garden.book.rows[row.numerator], garden.book.rows[row.denominator]
        for year in garden.book.years:
            values = (row.value(year), top.value(year), bottom.value(year))
            if garden.clean(top.key, bottom.key) and None not in values and min(values) > 0:
                yield row, top, bottom, year


def _pick(rng, options):
    options = list(options)
    return options[rng.integers(len(options))] if options else None


def share_is_wrong(garden, rng):
    row, top, bottom, year = _pick(rng, _shares(garden))
    off = rng.choice([-1, 1]) * rng.uniform(0.6, 9)
    value = min(max(row.value(year) + off, 0.01), 100)
    if abs(value - row.value(year)) < 0.6:
        return None
    return Plant(_cell(row, year, f"{value:.2f}"), frozenset({row.key, top.key, bottom.key}))


def share_is_off_by_a_power_of_ten(garden, rng):
    row, top, bottom, year = _pick(rng, _shares(garden))
    factor = _pick(rng, [0.1, 0.01, 0.001])
    return Plant(_cell(row, year, _number(row.value(year) * factor)), frozenset({row.key, top.key, bottom.key}))


def headcount_is_wrong(garden, rng):
    row, top, bottom, year = _pick(rng, _shares(garden))
    wrong = round(top.value(year) * rng.uniform(0.3, 0.93))
    if wrong < 1 or abs(wrong - top.value(year)) < max(1, 0.03 * top.value(year)):
        return None
    return Plant(_cell(top, year, _number(wrong, top.scale)), frozenset({row.key, top.key, bottom.key}))


def body_is_wrong(garden, rng):
    row, top, bottom, year = _pick(rng, _shares(garden))
    wrong = round(bottom.value(year) * rng.uniform(1.1, 3)) + 1
    return Plant(_cell(bottom, year, _number(wrong, bottom.scale)), frozenset({row.key, top.key, bottom.key}))


def share_of_no_whole_number(garden, rng):
    small = [(*rows, year) for *rows, year in _shares(garden) if 10 < rows[2].value(year) < 500]
    row, top, bottom, year = _pick(rng, small)
    share = 100 * (rng.integers(1, bottom.value(year) - 1) + 0.5) / bottom.value(year)
    cells = _cell(row, year, f"{share:.2f}") | _cell(top, year, "—")
    return Plant(cells, frozenset({row.key, top.key, bottom.key}))


def one_quantity_has_two_values(garden, rng):
    pairs = [
        (a, b, year)
        for rows in garden.book.by_identity.values()
        if len(rows) == 2
        for a, b in [rows]
        for year in garden.book.years
        if garden.clean(a.key, b.key) and a.value(year) and b.value(year) and a.unit == b.unit
    ]
    left, right, year = _pick(rng, pairs)
    wrong = left.value(year) * rng.uniform(0.8, 0.99)
    return Plant(_cell(left, year, f"{wrong:.2f}"), frozenset({left.key, right.key}))


def _strata(garden, kinds):
    for parent, parts in garden.book.parts.items():
        total = garden.book.rows[parent]
        pairs = [part for part in parts if part.stratum in ("urban", "rural", "boys", "girls", "town", "village")]
        for year in garden.book.years:
            rows = (total, *pairs)
            broken = (*total.key, year) in garden.broken
            if (
                len(pairs) == 2
                and total.kind in kinds
                and not broken
                and all(row.value(year) is not None for row in rows)
            ):
                yield total, *pairs, year


def total_is_outside_its_strata(garden, rng):
    total, first, second, year = _pick(rng, _strata(garden, ("proportion", "rate")))
    low, high = sorted((first.value(year), second.value(year)))
    value = _pick(rng, [low - rng.uniform(0.5, 5), high + rng.uniform(0.5, 5)])
    if not 0 < value < 100:
        return None
    return Plant(_cell(total, year, f"{value:.2f}"), frozenset({total.key, first.key, second.key}))


def total_is_one_stratum(garden, rng):
    total, first, second, year = _pick(rng, _strata(garden, ("proportion", "rate")))
    low = rng.uniform(20, 60)
    cells = _cell(first, year, f"{low:.2f}") | _cell(second, year, f"{low + rng.uniform(3, 30):.2f}")
    cells |= _cell(total, year, cells[(*_pick(rng, [first, second]).key, COLUMNS[year])])
    return Plant(cells, frozenset({total.key, first.key, second.key}))


def parts_do_not_add_up(garden, rng):
    total, first, second, year = _pick(rng, _strata(garden, ("count",)))
    wrong = total.value(year) + rng.choice([-1, 1]) * rng.integers(1, 30)
    return Plant(_cell(total, year, _number(wrong)), frozenset({total.key, first.key, second.key}))


def part_exceeds_its_whole(garden, rng):
    options = [
        (row, garden.book.rows[row.parent], year)
        for row in garden.rows
        if row.parent and row.kind == "count"
        for year in garden.book.years
        if garden.clean(row.parent) and row.value(year) and garden.book.rows[row.parent].value(year)
    ]
    part, whole, year = _pick(rng, options)
    wrong = whole.value(year) * rng.uniform(1.02, 3) + 1
    near = {row.key for row in garden.book.rows.values() if row.numerator == part.key or row.denominator == part.key}
    return Plant(_cell(part, year, _number(round(wrong), part.scale)), frozenset({part.key, whole.key} | near))


def smaller_exceeds_larger(garden, rng):
    options = [
        (part, whole, year)
        for one in relations("at_most")
        if one.severity == "certain"
        for part in garden.book.find(one.left)
        for whole in garden.book.find(one.right)
        for year in garden.book.years
        if part.value(year) and whole.value(year)
    ]
    part, whole, year = _pick(rng, options)
    wrong = min(whole.value(year) * rng.uniform(1.05, 2) + 1, 100 if part.unit == "%" else 1e9)
    if wrong <= whole.value(year) * 1.01:
        return None
    digits = 2 if part.kind != "count" else 0
    text = _number(round(wrong, digits), part.scale)
    return Plant(_cell(part, year, text), frozenset({part.key, whole.key}))


def death_rate_fits_no_whole_death(garden, rng):
    rates = garden.book.birth_rates[rng.integers(2)]
    row, births = _pick(rng, rates.rows), rates.recovery.denominator
    per = multiplier(row.unit)
    # a third to two thirds of a death more than some whole number; a whole number more could not be told
    events = round(row.value(rates.year) * births / per) + rng.integers(0, 4) + rng.uniform(0.35, 0.65)
    return Plant(_cell(row, rates.year, f"{events / births * per:.2f}"), frozenset(one.key for one in rates.rows))


def share_of_nothing(garden, rng):
    share, whole = garden.book.find("modern_midwifery_outside_hospital")[0], garden.book.find("hospital_delivery")[0]
    year = 2010
    cells = _cell(share, year, _pick(rng, ["0", "100", f"{rng.uniform(1, 99):.2f}"])) | _cell(whole, year, "100")
    return Plant(cells, frozenset({share.key, whole.key}))


def value_is_impossible(garden, rng):
    options = [
        (row, year)
        for row in garden.rows
        if row.unit == "%" and "毛入" not in row.name
        for year in garden.book.years
        if row.value(year)
    ]
    row, year = _pick(rng, options)
    return Plant(
        _cell(row, year, f"{rng.uniform(100.5, 990):.2f}"), frozenset({row.key, row.numerator, row.denominator})
    )


def text_differs(garden, rng):
    lines = [
        line
        for line in garden.plan.tables["prose"].to_dict("records")
        if line["unit"] == "%" and line["table_row"].partition(":")[2].isdecimal()
    ]
    options = []
    for line in lines:
        table, _, row = line["table_row"].partition(":")
        found = garden.book.rows[table, int(row)]
        if found.unit == "%" and garden.clean(found.key) and line["value"].replace(".", "").isdecimal():
            options.append((found, float(line["value"])))
    row, value = _pick(rng, options)
    wrong = value - rng.uniform(0.3, 5)
    return Plant(_cell(row, 2020, f"{wrong:.2f}"), frozenset({row.key, row.numerator, row.denominator}))


def district_asks_less_than_the_city(garden, rng):
    options = [
        g for g in garden.goals if g.rule_above.form in ("at least", "at most") and g.rule.form == g.rule_above.form
    ]
    goal = _pick(rng, options)
    worse = rng.uniform(0.5, 0.97) if goal.rule_above.form == "at least" else rng.uniform(1.03, 1.8)
    sign = "≥" if goal.rule_above.form == "at least" else "≤"
    text = _pick(rng, [f"{sign}{goal.rule_above.value * worse:.2f}", "保持合理比例"])
    return Plant({(goal.table, goal.row, "target_district"): text}, frozenset({(goal.table, goal.row)}))


def binding_target_is_words(garden, rng):
    goal = _pick(rng, [g for g in garden.goals if g.nature == "binding" and g.rule.form.startswith("at")])
    better = "提高" if goal.rule.form == "at least" else "降低"
    text = _pick(rng, [better, f"逐步{better}", "保持合理比例"])
    cells = {(goal.table, goal.row, "target_district"): text, (goal.table, goal.row, "target_city"): "—"}
    return Plant(cells, frozenset({(goal.table, goal.row)}))


def nothing_is_left_to_gain(garden, rng):
    options = [
        row
        for row in garden.rows
        if row.target in ("提高", "增加")
        and row.unit == "%"
        and row.value(2010)
        and row.value(2010) < 100
        and row.numerator is None
    ]
    row = _pick(rng, options)
    return Plant(_cell(row, 2010, "100"), frozenset({row.key}))


def unit_stands_in_the_cell(garden, rng):
    options = [(row, year) for row in garden.rows if row.unit == "%" for year in garden.book.years if row.value(year)]
    row, year = _pick(rng, options)
    return Plant(_cell(row, year, row.cells[year].text + "%"), frozenset({row.key}))


def unit_does_not_fit_the_name(garden, rng):
    options = [row for row in garden.rows if row.name.endswith(("人数", "率", "比例", "占比")) and row.value(2020)]
    row = _pick(rng, options)
    wrong = "个" if row.name.endswith("人数") else "人"
    if row.value(2020) % 1 and wrong == "人":
        wrong = "个"
    others = {other.key for other in garden.book.rows.values() if other.block == row.block}
    return Plant({(*row.key, "unit"): wrong}, frozenset({row.key} | others))


FAMILIES = (
    share_is_wrong,
    share_is_off_by_a_power_of_ten,
    headcount_is_wrong,
    body_is_wrong,
    share_of_no_whole_number,
    one_quantity_has_two_values,
    total_is_outside_its_strata,
    total_is_one_stratum,
    parts_do_not_add_up,
    part_exceeds_its_whole,
    smaller_exceeds_larger,
    death_rate_fits_no_whole_death,
    share_of_nothing,
    value_is_impossible,
    text_differs,
    district_asks_less_than_the_city,
    binding_target_is_words,
    nothing_is_left_to_gain,
    unit_stands_in_the_cell,
    unit_does_not_fit_the_name,
)
