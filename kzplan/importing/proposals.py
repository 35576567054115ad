"""What is proposed for each printed row: the indicator, its rule, its baseline. A person confirms, changes or drops it."""

import re
from dataclasses import dataclass, field, replace

from ..indicator.kind import Direction
from ..indicator.target import Rule, parse_target
from ..indicator.unit import plain_unit
from ..plan.catalogue import TOTAL, Known, known_indicators
from ..plan.decade import DEPENDENT
from ..plan.period import PARTS
from ..plan.printed import parse_value, split_name
from ..words.errors import TargetError
from .columns import ABOVE_TARGET, DEPARTMENT, DOMAIN, NAME, NATURE, NUMBER, TARGET, UNIT, VALUE
from .document import Document
from .facts import Facts, facts_of
from .figures import Figure, figures_of, figures_of_targets
from .likeness import PART, SURE, Like, Names, catalogue_names, likeness, plain
from .naming import with_unit, without_place
from .scope import differing, levels_differ
from .sentences import Sentence, sentences_of
from .tables import Printed, Row, printed_tables
from .within import within

KINDS = (  # of an indicator that the catalogue does not have, by its unit
    (r"%|百分", "proportion"),
    (r"‰|/\d*[千万]|/10万", "rate"),
    (r"[人个件户所家例项次]$|万人|人次", "count"),
)
_DOWN = re.compile(r"死亡|患病|发病|贫血|近视|龋|迟缓|低体重|缺陷|犯罪|案件|伤害|自杀|文盲|传播|感染|肥胖|剖宫产|流产")


@dataclass
class Past:
    """A printed row of the years up to the base.

    Parameters
    ----------
    part, line, page : where it stands.
    number, name, unit, values, target, department : its cells; ``values`` by year.
    full : its name with the row it is a part of.
    proposed : the catalogue's indicator, or None.
    """

    part: str
    line: int
    page: int
    number: str
    name: str
    unit: str
    values: dict[int, str]
    target: str
    department: str
    full: str
    proposed: Like | None = None

    @property
    def key(self) -> str:
        """How the review refers to it."""
        return f"{self.part}:{self.line}"


@dataclass
class Goal:
    """A target as printed, and what is proposed for it.

    Parameters
    ----------
    part, line, page, quote : where it stands, and the sentence where it stands in one.
    number, domain, name, unit, above, target, interim, nature, department : its cells; ``unit`` where a column has it.
    proposed, others : the catalogue's indicator and the next ones.
    known : what the catalogue says of it.
    rule, amiss : how the target is read, or why it is not.
    baseline : the printed row or figure of the text it may be measured from, with the likeness of the names.
    apart : where none is proposed, the nearest that words part from it, with what these are about.
    narrower : what the proposed indicator may be a part of, or the whole: "level", "age" and the like.
    whole, stratum : the target it is a part of and whose part it is, of a row as 其中：农村.
    earlier : further figures of the text under the same name, of other years.
    """

    part: str
    line: int
    page: int
    quote: str
    number: str
    domain: str
    name: str
    unit: str
    above: str
    target: str
    interim: dict[int, str]
    nature: str
    department: str
    proposed: Like | None = None
    others: tuple[Like, ...] = ()
    rule: Rule | None = None
    amiss: str = ""
    baseline: Past | Figure | None = None
    baseline_score: float = 0.0
    earlier: tuple[Figure, ...] = ()
    apart: tuple[tuple[Like, str], ...] = ()
    narrower: tuple[str, ...] = ()
    whole: "Goal | None" = None
    stratum: str = ""

    @property
    def known(self) -> Known | None:
        """What the catalogue says of the proposed indicator; of town or country alone what it says of all."""
        if self.proposed is None:
            return None
        key: tuple[str, str] = self.proposed.key  # type: ignore[assignment]
        known = known_indicators()
        return known.get(key) or replace(known[key[0], TOTAL], stratum=key[1])

    @property
    def comparability(self) -> str:
        """What is proposed for the baseline: A where the names are the same, B where they are alike, N where there is none."""
        if self.baseline is None:
            return "N"
        return "A" if self.baseline_score >= SURE else "B"


@dataclass
class Proposals:
    """All that a document gives.

    Parameters
    ----------
    facts : of the plan.
    goals, past, figures : targets, printed rows up to the base, figures of the text.
    left : (line, page, text, why in English and Chinese) of what was not taken.
    """

    facts: Facts
    goals: list[Goal] = field(default_factory=list)
    past: list[Past] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    left: list[tuple[int, int, str, str, str]] = field(default_factory=list)


def proposals_of(document: Document) -> Proposals:
    """Return what is proposed for a document."""
    tables = printed_tables(document)
    found = Proposals(facts_of(document, tables))
    for table in tables:
        if table.of_goals:
            found.goals += _goals(table)
            found.past += _beside(table, found.goals[len(found.goals) - len(table.rows) :])
        else:
            found.past += _past(table)
        found.left += [(line, 0, text, en, zh) for line, text, en, zh in table.amiss]
    sentences, left = sentences_of(document, {goal.part for goal in found.goals}, found.facts.first, found.facts.last)
    found.goals += [_said(one) for one in sentences]
    found.left += left
    for figures, uncertain in (figures_of(document, found.facts), figures_of_targets(sentences, found.facts)):
        found.figures += figures
        found.left += uncertain
    for goal in found.goals:
        _propose(goal)
    _propose_past(found.past, found.goals)
    _baselines(found)
    return found


def _goals(table: Printed) -> list[Goal]:
    """The targets of a table, those that are a part of one above with its name."""
    goals: list[Goal] = []
    whole: Goal | None = None
    for row in table.rows:
        goal = _goal(table, row)
        part = within(goal.name, whole.name if whole else "")
        if part is None or whole is None:
            whole = goal
        else:
            goal.name, goal.stratum = part
            goal.unit, goal.whole = goal.unit.strip() or whole.unit, whole
        goals.append(goal)
    return goals


def _goal(table, row):
    years = sorted({one.year for one in table.columns if one.kind == TARGET})
    last = years[-1]
    interim = {year: table.cell(row, TARGET, year) for year in years[:-1] if year}
    above = [one.year for one in table.columns if one.kind == ABOVE_TARGET]
    name, unit = table.cell(row, NAME), table.cell(row, UNIT).strip()
    if unit and not split_name(name)[1]:  # a plan folder has the unit in the name
        name = f"{name}（{unit}）"
    return Goal(
        table.part or PARTS[0],
        row.line,
        row.page,
        "",
        table.cell(row, NUMBER),
        row.domain or table.cell(row, DOMAIN),
        name,
        unit,
        table.cell(row, ABOVE_TARGET, last) if last in above else "—",
        table.cell(row, TARGET, last),
        interim,
        table.cell(row, NATURE),
        table.cell(row, DEPARTMENT),
    )


def _beside(table, goals):
    """Values that stand beside the targets, as rows of the years up to the base; each is its target's baseline."""
    years = sorted({one.year for one in table.columns if one.kind == VALUE and one.year})
    rows = []
    for goal, row in zip(goals, table.rows, strict=True):
        values = {year: table.cell(row, VALUE, year) for year in years}
        if any(parse_value(text)[0] is not None for text in values.values()):
            name, unit = split_name(goal.name)
            one = Past(
                goal.part, goal.line, goal.page, "", name, goal.unit.strip() or unit, values, "—", goal.department, name
            )
            goal.baseline, goal.baseline_score = one, 1.0
            rows.append(one)
    return rows


def _said(one: Sentence) -> Goal:
    name = with_unit(one.name, one.unit)
    return Goal(
        one.part, one.line, one.page, one.quote, "", one.domain, name, "", "—", one.target, {}, "", one.department
    )


def _past(table: Printed) -> list[Past]:
    years = [one.year for one in table.columns if one.kind == VALUE]
    found: list[Past] = []
    heads: list[Row] = []  # the rows of this number so far that stand on their own
    for row in table.rows:
        name, number = table.cell(row, NAME), table.cell(row, NUMBER)
        heads = [] if number.strip() else heads
        own = re.sub(r"^(?:其中|of which)[:：]?\s*", "", name.strip(), flags=re.IGNORECASE)
        depends = bool(heads) and (name[:1].isspace() or name.strip().casefold().startswith(DEPENDENT))
        full = f"{table.cell(heads[-1], NAME).strip()}，{own}" if depends else own
        heads += [] if depends else [row]
        values = {year: table.cell(row, VALUE, year) for year in years}
        cells = (number, name, table.cell(row, UNIT), values, table.cell(row, TARGET), table.cell(row, DEPARTMENT))
        found.append(Past(table.part or PARTS[0], row.line, row.page, *cells, full))
    return found


def _propose(goal):
    bare, unit = split_name(goal.name)
    goal.unit = goal.unit.strip() or unit
    goal.proposed, goal.others = None, ()
    found = tuple(like for like in catalogue_names().nearest(bare) if not _against(like, goal.target, goal.unit))
    found = _of_the_whole(goal, found) or found or _of_a_place(bare)
    if found:
        goal.proposed, goal.others = found[0], found[1:]
        goal.narrower = catalogue_names().of_a_part(bare, found[0].key, found[0].name)
    goal.apart = () if found else catalogue_names().apart(bare)
    if not found and not goal.stratum and bare.isascii():
        goal.stratum = without_place(bare)[1]
    known = goal.known
    if known and goal.quote and not goal.unit and known.kind == "proportion":  # which its sentence has no number to say
        goal.name, goal.unit = with_unit(goal.name, "%"), "%"
    goal.rule, goal.amiss = read_target(goal.target, known.direction if known else None, goal.unit)


def _of_the_whole(goal: Goal, own: tuple[Like, ...]) -> tuple[Like, ...]:
    """The indicator of the row above in the stratum that a row is of, unless its own name is surely another's."""
    above = goal.whole.proposed if goal.whole else None
    if above is None or not goal.stratum or (own and own[0].score >= SURE):
        return ()
    return (replace(above, key=(above.key[0], goal.stratum)),) if above.key[1] == TOTAL else ()  # type: ignore[index]


def _of_a_place(name: str) -> tuple[Like, ...]:
    """The indicator that a name of town or country is of, where the catalogue has it of all only."""
    rest, stratum = without_place(name)
    found = catalogue_names().nearest(rest, 1, SURE) if stratum else ()
    return tuple(replace(one, key=(one.key[0], stratum)) for one in found if one.key[1] == TOTAL)  # type: ignore[index]


def _against(like, target, unit):
    """Whether a target asks, in so many words, for more of what is good when low or less of what is good when high, or for a share of a count."""
    if plain_unit(unit) == "%" and known_indicators()[like.key].kind == "count":
        return True
    good = Direction(known_indicators()[like.key].direction or "none").good
    return (
        good is not None
        and read_target(target, good, unit)[0] is None
        and read_target(target, None, unit)[0] is not None
    )


def read_target(text: str, direction: str | None, unit: str) -> tuple[Rule | None, str]:
    """Return the rule of a printed target, or why it is not read."""
    try:
        return parse_target(text, Direction(direction or "none").good), ""
    except TargetError as problem:
        return None, problem.text("zh")


def _propose_past(rows, goals):
    beside = {id(goal.baseline): goal.proposed for goal in goals if goal.whole and goal.stratum}
    for row in rows:
        if beside.get(id(row)):
            row.proposed = beside[id(row)]
            continue
        alone = catalogue_names().nearest(row.full.rpartition("，")[2], 1)
        found = alone if alone and alone[0].score >= SURE else catalogue_names().nearest(row.full, 1)
        row.proposed = found[0] if found else None


def _baselines(found):
    """Of each target the printed row or figure of the same indicator; of its own plan first, then the likest name."""
    every: dict[int, Past | Figure] = dict(enumerate([*found.past, *found.figures]))
    names = Names({at: (one.full,) for at, one in every.items()})
    for goal in [goal for goal in found.goals if goal.baseline is None]:
        bare = split_name(goal.name)[0]
        same = [
            one
            for one in found.past
            if goal.proposed
            and one.proposed
            and one.proposed.key == goal.proposed.key
            and _same_unit(goal.unit, one.unit)
            and not levels_differ(bare, one.full)
        ]
        same.sort(key=lambda one: one.part != goal.part)
        if same:
            alike = 1.0 if plain(same[0].full) == plain(bare) else likeness(same[0].full, bare)
            goal.baseline = same[0]
            goal.baseline_score = min(alike, PART) if differing(bare, same[0].full) else alike
            continue
        likes = [(every[like.key], like.score) for like in names.nearest(bare, 12)]
        fitting = [
            (one, score)
            for one, score in likes
            if _same_unit(goal.unit, one.unit) and _has_value(one) and _of_level(bare) == _of_level(one.full)
        ]
        if fitting:
            goal.baseline, goal.baseline_score = max(fitting, key=lambda like: _nearness(goal, *like))
            goal.earlier = _of_other_years(goal.baseline, found.figures)


def _of_other_years(one: Past | Figure, figures: list[Figure]) -> tuple[Figure, ...]:
    """Figures that the text gives of the same indicator under the same name, the latest first, one a year."""
    if not isinstance(one, Figure):
        return ()
    same = [other for other in figures if (other.part, other.full, other.unit) == (one.part, one.full, one.unit)]
    by_year = {max(other.values): other for other in same if max(other.values) != max(one.values)}
    return tuple(by_year[year] for year in sorted(by_year, reverse=True))


def _of_level(name):
    """Whether a name is of something itself, and not of its growth or of a gap in it."""
    return not re.search(r"差距|增幅|增速|增长率|之差", name)


def _nearness(goal, one, score):
    """The likest name first; then the target's own sentence, its own plan, the latest year."""
    return score, isinstance(one, Figure) and one.line == goal.line, one.part == goal.part, max(one.values)


def _has_value(one):
    return any(parse_value(text)[0] is not None for text in one.values.values())


def _same_unit(one, other):
    return not one.strip() or not other.strip() or plain(one) == plain(other)


def kind_of(unit: str) -> str:
    """Return the kind of an indicator that the catalogue does not have, by its unit.

    >>> kind_of("%"), kind_of("1/10万"), kind_of("岁")
    ('proportion', 'rate', 'positive')
    """
    return next((kind for pattern, kind in KINDS if re.search(pattern, unit)), "positive")


def direction_of(name: str, rule: Rule | None) -> str:
    """Return the good direction that a rule or a name suggests; "none" where neither does."""
    if rule is not None and rule.direction:
        return rule.direction
    if rule is not None and rule.form in ("at least", "at most"):
        return "up" if rule.form == "at least" else "down"
    return "down" if _DOWN.search(name) else "none"


__all__ = ["TOTAL", "Goal", "Past", "Proposals", "direction_of", "kind_of", "proposals_of", "read_target"]
