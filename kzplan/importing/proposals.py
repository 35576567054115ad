"""What is proposed for each printed row: the indicator, its rule, its baseline. A person confirms, changes or drops it."""

import re
from dataclasses import replace

from ..indicator.clauses import NOT_READ
from ..indicator.kind import Direction
from ..indicator.tokens import named_direction
from ..indicator.unit import multiplier
from ..plan.catalogue import TOTAL, known_indicators
from ..plan.decade import DEPENDENT
from ..plan.printed import parse_value, split_name
from ..words.both import Both
from ..words.door import door
from .based import give_baselines
from .cells import due_elsewhere, figures_of_cells, is_dated, unit_of_target
from .columns import ABOVE_TARGET, DEPARTMENT, DOMAIN, NAME, NATURE, NUMBER, TARGET, UNIT, VALUE
from .document import Document
from .facts import facts_of, own_words
from .figures import figures_of, figures_of_targets
from .likeness import SURE, Like, catalogue_names
from .naming import with_unit, without_place
from .parts import named_part, of_age, part_of_row, said_part
from .proposed import Goal, Past, Proposals
from .sections import placed
from .sentences import EARLIER, PAST, Sentence, sentences_of
from .shares import refuse_shares_of_one
from .spoken import asks, numbers
from .strata import set_apart
from .tabled import beside_tables
from .tables import NOTE, Printed, Row, printed_tables
from .unread import NOT_SHOWN, of_tables, told, unread
from .wanted import COUNTED, read_target
from .within import STRATA, half_of, within, without_mark
from .wrapped import CUT
from .years import date, is_above, not_used, one_number

_OF_ANOTHER_YEAR = (
    "has no column of targets of the plan's last year",
    "表中没有规划末年的目标列，请核对规划起止年份和表头",
)
DUE_ELSEWHERE = (
    "is due in another year than the plan's last, by its words or a column of years",
    "目标写明的年份不是规划末年，请核对",
)
_PER = re.compile(r"[千万]名?(?:常住)?人|每[百千万]|\bper 1[, ]?0")  # 每千人口托位数


class _Read(dict):
    """How targets are read, by their words, direction and unit: a document asks the same of many rows, and each is read once."""

    def __missing__(self, asked):
        self[asked] = read_target(*asked)
        return self[asked]


@door
def proposals_of(document: Document) -> Proposals:
    """Return what is proposed for a document."""
    tables = printed_tables(document)
    own = own_words(facts_of(document, tables))
    for table in tables:
        set_apart(table, own)
    found = Proposals(facts_of(document, tables))
    date(tables, found.facts)
    for table in tables:
        _read(table, found)
    places = list(placed(document, higher := lambda words: is_above(words, found.facts)))
    said = [one for one in places if not NOTE.match(one[0].text)]  # a note is listed whole
    sentences, left = sentences_of(
        said, found.facts.first, found.facts.last, lambda words: bool(found.facts.own) and higher(words)
    )
    found.goals += _all_said(sentences)
    for figures, uncertain in (figures_of(said, found.facts), figures_of_targets(sentences, found.facts)):
        found.figures += figures
        found.left += uncertain
    found.left += [one for one in left if not _is_read(one, found)]
    read = _Read()
    for goal in found.goals:
        _propose(goal, read)
        _refuse_other_due(goal, found.facts.last)
    refuse_shares_of_one(found.goals)
    _propose_past(found.past, found.goals)
    _give_parts(found)
    found.left += beside_tables(found.goals)
    give_baselines(found)
    lost = unread(places, told(found))
    asked: dict[int, list[str]] = {}
    for line, _, text, *_ in lost:
        asked.setdefault(line, []).extend([text] if numbers(text) else [])
    for goal in found.goals:
        goal.beside = tuple(asked.get(goal.line, ())) if goal.quote else ()
    found.left += lost
    found.left += of_tables(document, tables)
    found.left += [(*one, *CUT) for one in document.cut]
    found.left += [(*one, *NOT_SHOWN) for one in document.not_shown if numbers(one[2]) or asks(one[2], True)]
    return found


def _read(table: Printed, found: Proposals) -> None:
    """Take the rows of a table; what cannot be taken is left."""
    last = max((one.year for one in table.columns if one.kind == TARGET), default=0)
    if table.of_goals and found.facts.last and last != found.facts.last:
        found.left += [
            (row.line, row.page, "；".join(filter(None, map(str.strip, row.cells))), *_OF_ANOTHER_YEAR)
            for row in table.rows
        ]
    elif table.of_goals:
        found.left += _due_elsewhere(table, found.facts.last)
        goals = _goals(table)
        found.goals += [goal for goal, row in zip(goals, table.rows, strict=True) if not table.is_hollow(row)]
        found.figures += figures_of_cells(table, goals, found.facts.base)
        found.past += _beside(table, goals)
        found.left += not_used(table, found.facts)
    else:
        found.past += _past(table)
        found.left += not_used(table, found.facts)
    found.left += [(line, 0, text, en, zh) for line, text, en, zh in table.amiss]


def _due_elsewhere(table, last):
    """Take away the rows whose target is due in another year by a column of years, and say so."""
    others = [row for row in table.rows if due_elsewhere(table, row, last)]
    table.rows = [row for row in table.rows if row not in others]
    said = [(row, "；".join(filter(None, map(str.strip, row.cells)))) for row in others]
    return [(row.line, row.page, text, *DUE_ELSEWHERE) for row, text in said]


def _is_read(left, found):
    """Whether what was left as a thing of the past is read as a figure all the same."""
    values = {
        one
        for figure in found.figures
        if figure.line == left[0]
        for text in figure.values.values()
        for one in numbers(text)
    }
    told = left[3:] == PAST or (left[2].isascii() and left[3:] in (NOT_READ, EARLIER))
    return told and bool(values) and set(numbers(left[2])) <= values


def _give_parts(found: Proposals) -> None:
    """Give the rows of tables, the sentences and the figures of a document of both plans the plan that each is of."""
    before = of_all = named_part(found.facts.title)
    parts = {}
    for goal in found.goals:
        if goal.whole is not None:
            goal.part = goal.whole.part
        alone = of_all if goal.quote else ""  # a sentence of a document of one plan
        said = goal.domain, goal.name, _key(goal.proposed)
        goal.part_unsaid = not (goal.part or of_all or said_part(*said))
        before = goal.part = goal.part or alone or part_of_row(*said, before)
        parts[id(goal.baseline)] = goal.part
    for figure in found.figures:
        named = figure.part or parts.get(id(figure)) or of_all
        figure.part = named or part_of_row("", figure.full, _nearest(figure.full), "")
    before = of_all
    for row in found.past:
        before = row.part = row.part or parts.get(id(row)) or part_of_row("", row.full, _key(row.proposed), before)


def _nearest(name):
    return next((like.key for like in catalogue_names().nearest(name, 1)), None)


def _key(like):
    return like.key if like else None


def _goals(table: Printed) -> list[Goal]:
    """The targets of a table, those that are a part of one above with its name."""
    goals: list[Goal] = []
    whole: Goal | None = None
    for row in table.rows:
        goal = _goal(table, row)
        if (
            goals and not table.part
        ):  # the rows of two plans part: the domain that one cell names for all below it goes with each
            goal.domain = goal.domain.strip() or goals[-1].domain
        part = within(goal.name, whole.name if whole else "")
        if part is None or whole is None:
            goal.name, whole = without_mark(goal.name), goal
        else:
            goal.name, goal.stratum = part
            goal.stratum = STRATA.get(of_age(goal.stratum, whole.name, table.part), goal.stratum)
            goal.unit, goal.whole = goal.unit.strip() or whole.unit, whole
        goals.append(goal)
    return goals


def _goal(table, row):
    years = sorted({one.year for one in table.columns if one.kind == TARGET})
    last = years[-1]
    interim = {year: table.cell(row, TARGET, year) for year in years[:-1] if year}
    above = [one.year for one in table.columns if one.kind == ABOVE_TARGET]
    name, unit = table.cell(row, NAME), table.cell(row, UNIT).strip()
    unit = unit or ("" if split_name(name)[1] else table.unit(row) or unit_of_target(table.cell(row, TARGET, last)))
    other = [one.year for one in table.columns if one.kind == TARGET and table.is_of_another_unit(row, one)]
    interim = {year: text for year, text in interim.items() if year not in other}
    if unit and not split_name(name)[1]:  # a plan folder has the unit in the name
        name = f"{name}（{unit}）"
    return Goal(
        table.part,
        row.line,
        row.page,
        "",
        table.cell(row, NUMBER),
        row.domain or table.cell(row, DOMAIN),
        name,
        unit,
        table.cell(row, ABOVE_TARGET, last) if last in above else "—",
        table.cell(row, TARGET, last) or "—" * table.apart,
        interim,
        table.cell(row, NATURE),
        table.cell(row, DEPARTMENT),
    )


def _beside(table, goals):
    """Values that stand beside the targets, as rows of the years up to the base; each is its target's baseline."""
    years = sorted({one.year for one in table.columns if one.kind == VALUE})
    rows = []
    for goal, row in zip(goals, table.rows, strict=True):
        other = [
            one.year
            for at, one in enumerate(table.columns)
            if one.kind == VALUE and (table.is_of_another_unit(row, one) or is_dated(table, row, at))
        ]
        values = {year: one_number(table.cell(row, VALUE, year), goal.unit) for year in years if year not in other}
        if any(parse_value(text)[0] is not None for text in values.values()):
            name, unit = split_name(goal.name)
            one = Past(
                goal.part, goal.line, goal.page, "", name, goal.unit.strip() or unit, values, "—", goal.department, name
            )
            goal.baseline, goal.baseline_score = one, 1.0
            rows.append(one)
    return rows


def _all_said(sentences: list[Sentence]) -> list[Goal]:
    """The targets of sentences, those of town or country or of one sex as parts of what is named before."""
    goals: list[Goal] = []
    for goal in map(_said, sentences):
        half = half_of(goal.name)
        if half is not None:
            goal.name, bare, goal.stratum = half
            goal.whole = next(
                (one for one in goals if one.line == goal.line and split_name(one.name)[0].strip() == bare), None
            ) or replace(goal, name=with_unit(bare, goal.unit), stratum="")
        goals.append(goal)
    return goals


def _said(one: Sentence) -> Goal:
    name = with_unit(one.name, one.unit)
    return Goal(
        *(one.part, one.line, one.page, one.quote, "", one.domain, name, "", "—", one.target),
        *(dict(one.interim), "", one.department),
    )


def _past(table: Printed) -> list[Past]:
    years = [one.year for one in table.columns if one.kind == VALUE and one.year]
    found: list[Past] = []
    heads: list[Row] = []  # the rows of this number so far that stand on their own
    for row in table.rows:
        name, number = table.cell(row, NAME), table.cell(row, NUMBER)
        heads = [] if number.strip() else heads
        own = re.sub(r"^(?:其中|of which)[:：]?\s*", "", without_mark(name).strip(), flags=re.IGNORECASE)
        depends = bool(heads) and (
            name[:1].isspace() or without_mark(name) != name or name.strip().casefold().startswith(DEPENDENT)
        )
        full = f"{table.cell(heads[-1], NAME).strip()}，{own}" if depends else own
        heads += [] if depends else [row]
        if table.is_hollow(row):
            continue
        values = {year: one_number(table.cell(row, VALUE, year), table.unit(row)) for year in years}
        cells = (number, name, table.cell(row, UNIT), values, table.cell(row, TARGET), table.cell(row, DEPARTMENT))
        found.append(Past(table.part, row.line, row.page, *cells, full))
    return found


def _propose(goal: Goal, read: _Read) -> None:
    bare, unit = split_name(goal.name)
    goal.unit = goal.unit.strip() or unit
    goal.proposed, goal.others = None, ()
    near = [like for like in catalogue_names().nearest(bare) if not _against(like, goal, read)]
    rated = (multiplier(goal.unit) or 0) > 100  # then what is named per so many comes first
    found = tuple(sorted(near, key=lambda like: not (rated and _is_per(like))))
    found = _of_the_whole(goal, found, read) or found or _of_a_place(bare)
    if found:
        goal.proposed, goal.others = found[0], found[1:]
        goal.narrower = catalogue_names().of_a_part(bare, found[0].key, found[0].name)
    goal.apart = () if found else catalogue_names().apart(bare)
    if not found and not goal.stratum and bare.isascii():
        goal.stratum = without_place(bare)[1]
    known = goal.known
    if known and goal.quote and not goal.unit and known.kind == "proportion":  # which its sentence has no number to say
        goal.name, goal.unit = with_unit(goal.name, "%"), "%"
    goal.rule, goal.amiss = read[goal.target, known.direction if known else named_direction(bare), goal.unit]


def _refuse_other_due(goal: Goal, last: int) -> None:
    """Leave a row unread whose target says that it is due in another year than its column is of."""
    due = goal.rule.due if goal.rule and not goal.quote else None
    if last and due and due != last:
        goal.rule, goal.amiss = None, Both(*DUE_ELSEWHERE)


def _of_the_whole(goal: Goal, own: tuple[Like, ...], read: _Read) -> tuple[Like, ...]:
    """The indicator of the row above in the stratum that a row is of, unless its own name is surely another's."""
    if goal.whole and goal.whole.proposed is None:  # of a row that has its parts only
        _propose(goal.whole, read)
    above = goal.whole.proposed if goal.whole else None
    if above is None or not goal.stratum or (own and own[0].score >= SURE):
        return ()
    return (replace(above, key=(above.key[0], goal.stratum)),) if above.key[1] == TOTAL else ()  # type: ignore[index]


def _of_a_place(name: str) -> tuple[Like, ...]:
    """The indicator that a name of town or country, of boys or girls is of, where the catalogue has it of all only."""
    rest, stratum = without_place(name)
    found = catalogue_names().nearest(rest, 1, SURE) if stratum else ()
    if not stratum and name[:2] in ("男童", "男孩", "女童", "女孩"):
        stratum, found = STRATA[name[:2]], catalogue_names().nearest(f"儿童{name[2:]}", 1)
    return tuple(replace(one, key=(one.key[0], stratum)) for one in found if one.key[1] == TOTAL)  # type: ignore[index]


def _is_per(like):
    return bool(_PER.search(known_indicators()[like.key].name.zh))


def _against(like, goal, read):
    """Whether a target asks, in so many words, for more of what is good when low or less of what is good when high, for a rate of a count or a count of a rate."""
    target, unit = goal.target, goal.unit
    if _of_another_unit(like, f"{goal.name}{target}", unit):
        return True
    known = known_indicators()[like.key]
    good = Direction(known.direction or "none").good
    named = named_direction(split_name(goal.name)[0])
    if good and named not in (None, good) and named_direction(known.name.zh) != named:
        return True
    return good is not None and read[target, good, unit][0] is None and read[target, None, unit][0] is not None


def _of_another_unit(like: Like, name: str, unit: str) -> bool:
    """Whether a row counts where the indicator is a rate or share, or the other way round: 婴儿死亡率 in 人 are deaths."""
    kind = known_indicators()[like.key].kind  # type: ignore[index]
    if multiplier(unit):
        return kind == "count"
    counted = bool(unit.strip()) and not _PER.search(f"{name}{unit}")  # 1500个 are no places per thousand people
    return counted and (_is_per(like) or (kind in ("rate", "proportion") and bool(COUNTED.search(unit.strip()))))


def _propose_past(rows, goals):
    beside = {id(goal.baseline): goal.proposed for goal in goals if goal.whole and goal.stratum}
    for row in rows:
        if beside.get(id(row)):
            row.proposed = beside[id(row)]
            continue
        alone = catalogue_names().nearest(row.full.rpartition("，")[2], 1)
        near = alone if alone and alone[0].score >= SURE else catalogue_names().nearest(row.full)
        found = [like for like in near if not _of_another_unit(like, row.full, row.unit)]
        row.proposed = found[0] if found else next(iter(_of_a_place(row.full)), None) or _of_a_part(row.full)


def _of_a_part(name: str) -> Like | None:
    """The indicator that a row of town or country, boys or girls is of, by the name of the row above: 婴儿死亡率，农村."""
    whole, _, word = name.rpartition("，" if "，" in name else ", ")
    found = catalogue_names().nearest(whole, 1) if word in STRATA else ()
    keys = [(like, like.key[0]) for like in found if like.key[1] == TOTAL]  # type: ignore[index]
    return next((replace(like, key=(indicator, STRATA[word])) for like, indicator in keys), None)


__all__ = ["TOTAL", "Goal", "Past", "Proposals", "proposals_of"]
