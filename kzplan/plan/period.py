"""When a plan runs and what its levels of government are called: the plan's own data, in ``datapackage.json``."""

from collections.abc import Iterator
from dataclasses import dataclass, fields

from ..words.both import LANGUAGES, Both
from ..words.errors import Fault, Refusal
from ..words.printable import unprintable
from .descriptor import DICTIONARY

PARTS = ("women", "children")  # the plans of one folder; their tables and codes begin with them
# what stands for the domain of all targets of a plan that prints none, in the order of PARTS; none of them is counted as a domain
UNDIVIDED = (Both("Development of women", "妇女发展"), Both("Development of children", "儿童发展"))
CORRECT = Both("Correct the entry.", "请更正该条目。")
EARLIEST, LATEST = 1900, 2200
SHOWN = 200  # characters of an entry that a message shows


@dataclass(frozen=True, slots=True)
class Period:
    """The years of a plan.

    Parameters
    ----------
    start : first year whose values are printed; the base where no earlier ones are.
    base : last year whose values are printed; what 提高 and 降低 are measured from.
    first, last : years the plan runs from and to.
    midterm : year whose data the mid-term evaluation rests on.
    election : year in which bodies were last elected or appointed anew; None: not known.
    interim : years of interim targets.

    >>> period = Period(2010, 2020, 2021, 2030, 2025)
    >>> period.decade_tables[0], list(period.value_columns), 2025 in period.years
    ('women_2011_2020', ['value_2010', 'value_2020'], True)
    """

    start: int
    base: int
    first: int
    last: int
    midterm: int
    election: int | None = None
    interim: tuple[int, ...] = ()

    @property
    def years(self) -> range:
        """The years reported on."""
        return range(self.first, self.last + 1)

    @property
    def decade_tables(self) -> tuple[str, ...]:
        """Names of the printed tables of the years up to the base."""
        return tuple(f"{part}_{self.start + 1}_{self.base}" for part in PARTS)

    @property
    def goal_tables(self) -> tuple[str, ...]:
        """Names of the printed tables of targets."""
        return tuple(f"{part}_{self.first}_{self.last}" for part in PARTS)

    @property
    def value_columns(self) -> dict[str, int]:
        """Columns of values in the tables of the years up to the base, and the year of each."""
        return {f"value_{year}": year for year in (self.start, self.base)}

    @property
    def interim_columns(self) -> dict[str, int]:
        """Columns of interim targets in the tables of targets, and the year of each."""
        return {f"interim_{year}": year for year in self.interim}

    @property
    def past_target(self) -> str:
        """Column of the targets that the base year had to meet."""
        return f"target_{self.base}"

    @property
    def a_year(self) -> Both:
        """What a year of the plan is called where one is asked for."""
        return Both(
            f"one of the plan's years, {self.first} to {self.last}", f"规划期内的年份（{self.first}—{self.last}年）"
        )

    def refuse_outside(self, year: int) -> None:
        """Refuse a year that the plan does not report on.

        >>> Period(2010, 2020, 2021, 2030, 2025).refuse_outside(2031)
        Traceback (most recent call last):
        ...
        kzplan.words.errors.Refusal: the year must be one of the plan's years, 2021 to 2030; got 2031
        """
        if year not in self.years:
            raise Refusal(f"the year must be {self.a_year.en}; got {year}", f"年份须为{self.a_year.zh}，所给为{year}")


@dataclass(frozen=True, slots=True)
class Levels:
    """What a plan's own level of government, the one above and its offices are called.

    Parameters
    ----------
    own : the level of the plan: Both("district", "区"), or 县, 市, 省.
    above : the level that sets targets for it.
    statistics : the office that collects the returns.
    committee : the office that evaluates.
    """

    own: Both
    above: Both
    statistics: Both
    committee: Both

    def __deepcopy__(self, memo: dict) -> "Levels":
        """Return itself, as :class:`~kzplan.words.both.Both` does."""
        return self


LEVELS = tuple(field.name for field in fields(Levels))


def read_period(dictionary: dict) -> Period:
    """Return the years that a dictionary gives; :func:`period_faults` says whether it does."""
    given = dictionary["period"]
    return Period(**{"start": given["base"], **given, "interim": tuple(given.get("interim", ()))})


def period_faults(dictionary: dict) -> list[Fault]:
    """Return the faults of the entry ``period`` of a dictionary."""
    return list(_period_faults(dictionary.get("period")))


def _period_faults(given: object) -> Iterator[Fault]:
    needed, known = ("base", "first", "last", "midterm"), set(Period.__dataclass_fields__)
    example = (
        '{"start": 2010, "base": 2020, "first": 2021, "last": 2030, "midterm": 2025, "election": 2021, "interim": []}'
    )
    if not isinstance(given, dict) or not set(needed) <= set(given) <= known:
        found = (
            Both("none, or other entries", "没有，或条目不同")
            if isinstance(given, dict)
            else Both("no entry", "没有该条目")
        )
        expected = Both(f"the plan's years, as {example}", f"规划的年份，如{example}")
        yield Fault(DICTIONARY, found, expected, Both("Add it.", "请补上。"), column="period")
        return
    interim = given.get("interim", [])
    start, election = given.get("start", given["base"]), given.get("election")
    years = [given[name] for name in needed] + [start, *([] if election is None else [election])]
    years += interim if isinstance(interim, list) else [interim, "no list"]
    shown = str(given)[:SHOWN]
    if not all(isinstance(year, int) and not isinstance(year, bool) and EARLIEST <= year <= LATEST for year in years):
        expected = Both(f"whole years from {EARLIEST} to {LATEST}", f"{EARLIEST}—{LATEST}之间的整数年份")
        yield Fault(DICTIONARY, Both(shown, shown), expected, CORRECT, column="period")
    elif not (
        start <= given["base"] < given["first"] <= given["midterm"] <= given["last"]
        and all(given["first"] <= year < given["last"] for year in interim)
        and len(set(interim)) == len(interim)
    ):
        expected = Both(
            "start (optional) not after base, base before first, midterm and interim years within the plan",
            "起始年（可不填）不晚于基期年，基期年早于首年，中期年份和阶段目标年份在规划期内",
        )
        yield Fault(DICTIONARY, Both(shown, shown), expected, CORRECT, column="period")


def read_levels(dictionary: dict) -> Levels:
    """Return the words that a dictionary gives for levels and offices; :func:`level_faults` says whether it does."""
    return Levels(
        **{
            name: Both(**{lang: one.get(lang, one["en"]) for lang in LANGUAGES})
            for name, one in dictionary["levels"].items()
            if name in LEVELS
        }
    )


def level_faults(dictionary: dict) -> list[Fault]:
    """Return the faults of the entry ``levels`` of a dictionary."""
    given = dictionary.get("levels")
    told = given if isinstance(given, dict) else {}
    lacking = [name for name in LEVELS if not _is_pair(told.get(name))]
    if not lacking:
        return []
    example = '{"own": {"en": "district", "zh": "区"}, …}'
    found = Both(f"no {', '.join(lacking)}", f"缺{'、'.join(lacking)}")
    expected = Both(f"the words of levels and offices, as {example}", f"各级和各机构的名称，如{example}")
    return [Fault(DICTIONARY, found, expected, Both("Add them.", "请补上。"), column="levels")]


def _is_pair(given: object) -> bool:
    return isinstance(given, dict) and all(
        isinstance(text := given.get(lang), str) and text.strip() and len(text) <= SHOWN and not unprintable(text)
        for lang in LANGUAGES
        if lang not in Both._field_defaults  # a further language may be left out
    )
