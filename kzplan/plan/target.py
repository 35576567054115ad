"""One target of a plan, with everything that is printed and said about it."""

from dataclasses import dataclass, field

from ..indicator.kind import Behind, Comparability, Direction, Kind
from ..indicator.target import Rule
from ..words.both import Both
from .breaks import Break
from .consistency import PROGRAMME

SINCE = Both("only the values reported since are used", "只采用其后报送的数")


@dataclass(frozen=True, slots=True)
class Target:
    """One printed target.

    Parameters
    ----------
    code, plan, table, row : W03, women, women_2021_2030, 3: where it stands.
    name : Both languages; unit as printed, blank where none is.
    indicator, stratum : what is measured, of whom.
    kind, direction, subclass, behind : facts for the model.
    domain, nature, departments : as printed; joint departments parted.
    comparability, grades, source, source_name, reason : which earlier values serve, by year, and why; ``source``
        are the printed rows they stand in.
    outside : name of the nation's series in ``external.csv``; blank where none is.
    text, text_above : target as printed, of the plan's own level and the level above.
    rule, rule_above : what each asks.
    interim : what the plan's own level asks of interim years.
    reference : code of the target whose figure of the same year it is measured from; blank where it names none.
    """

    code: str
    plan: str
    table: str
    row: int
    name: Both
    unit: str
    indicator: str
    stratum: str
    kind: Kind
    direction: Direction
    subclass: str
    behind: Behind
    domain: str
    nature: str
    departments: tuple[str, ...]
    comparability: Comparability
    grades: dict[int, Comparability]
    source: str
    source_name: str
    reason: Both
    outside: str
    text: str
    text_above: str
    rule: Rule
    rule_above: Rule
    interim: dict[int, Rule] = field(default_factory=dict)
    reference: str = ""

    @property
    def named(self) -> dict[str, str]:
        """What a row of a table says first of a target: code, names, plan, domain, departments and nature."""
        return {
            "code": self.code,
            "name_zh": self.name.zh,
            "name_en": self.name.en,
            "plan": self.plan,
            "domain": self.domain,
            "department": self.department,
            "nature": self.nature,
        }

    @property
    def comparable(self) -> bool:
        """Whether it may be measured from the values that are known."""
        return self.comparability.usable

    @property
    def on_births(self) -> bool:
        """Whether the year's births make its figure move by chance."""
        return self.behind.on_births

    @property
    def of_deaths(self) -> bool:
        """Whether it is a rate of deaths on live births."""
        return self.behind is Behind.LIVE_BIRTHS

    @property
    def elected(self) -> bool:
        """Whether the body it is a share of changes at elections only."""
        return self.behind is Behind.ELECTED

    @property
    def projected(self) -> bool:
        """Whether a model of its kind exists; a programme's count does not drift."""
        return self.kind.modelled and self.subclass != PROGRAMME

    @property
    def department(self) -> str:
        """Departments as one text."""
        return "、".join(self.departments)

    def since_only(self, grade: Comparability | str) -> bool:
        """Whether ``grade``, of the values that count, is of those reported since alone, as no earlier one serves: none beside a baseline."""
        return Comparability(grade).usable and not self.comparable

    def note(self, grade: Comparability | str, broken: Break | None = None) -> Both:
        """Return what is said of its comparability beside ``grade``, that of the values that count, and of a change of definition."""
        if (
            broken is not None and self.comparable
        ):  # what agreed with the printed values agrees with none of them any more
            return broken.words
        more = [broken.words] if broken is not None else [SINCE] if self.since_only(grade) else []
        if not more:
            return self.reason
        return Both(f"{self.reason.en}; {more[0].en}", f"{self.reason.zh.rstrip('。；，')}；{more[0].zh}")

    @property
    def source_names(self) -> str:
        """Names of what it is measured from; one that stands in several places, as of several years, is named once."""
        return " + ".join(dict.fromkeys(self.source_name.split(" + ")))

    @property
    def source_rows(self) -> tuple[tuple[str, int], ...]:
        """(table, row) of the printed rows that its values stand in."""
        parts = (part.partition(":") for part in self.source.split(" + "))
        return tuple((table, int(row)) for table, _, row in parts if row.isdigit())
