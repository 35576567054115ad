"""A plan: its printed tables, what is said about them, and the targets and series they make."""

import datetime
import re
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape
from pathlib import Path

import pandas as pd

from ..indicator.kind import Direction
from ..indicator.series import Series
from ..indicator.target import DEFAULT_CONVENTIONS, Rule
from ..words import labels
from ..words.both import Both
from ..words.errors import Refusal, UnknownCodeError
from ..words.given import written
from . import births, counted, long, tables
from .breaks import Break, breaks_of, remarked, suspected
from .classes import ClassValues, series_outside, values_of_classes
from .decade import decade_rows, decade_table
from .departments import Change, Departments, changes_of
from .goals import goal_table, named_goals, target_of
from .long import Revision
from .measured import SeriesByCode
from .once import of_the_printed
from .period import Levels, Period, read_levels, read_period
from .references import references_of
from .tables import Rules
from .target import Target

NAMED = ("targets", "by_code")  # with the departments' names


@dataclass(frozen=True)
class Plan:
    """A loaded plan; made by :func:`~kzplan.plan.load.load_plan`.

    Parameters
    ----------
    folder : where it was read from.
    dictionary : its ``datapackage.json``.
    tables : printed and curated tables by name, as DataFrames.
    year : the year it is known to, whose names the departments bear; None: all that came in, and the latest names.
    until : date (2026-03-31) it is seen as of; blank: today.

    >>> from kzplan import load_plan
    >>> plan = load_plan()
    >>> plan.period.last, plan.target("孕产妇死亡率").code, plan.series_of("W03").latest.value
    (2030, 'W03', 10.79)
    """

    folder: Path
    dictionary: dict
    tables: dict
    year: int | None = None
    until: str = ""

    def __repr__(self):
        return f"<Plan {self.title or self.folder}: {len(self.targets)} targets>"

    def _repr_html_(self) -> str:
        """What a notebook shows: what the plan is, its years, and how many targets each domain has."""
        goals = self.targets
        values = {code: len(self.series_of(code)) for code in goals.index}
        table = goals.assign(measured=goals.index.map(values) > 0).groupby(["plan", "domain"], sort=False)
        counted = table.agg(targets=("code", "size"), measured=("measured", "sum"))
        years = f"{self.period.first}–{self.period.last}"
        return f"<p><b>{escape(self.title)}</b> ({years}): {len(goals)} targets</p>{counted.to_html()}"

    @of_the_printed
    def period(self) -> Period:
        """The years of the plan."""
        return read_period(self.dictionary)

    @of_the_printed
    def levels(self) -> Levels:
        """What its levels and offices are called."""
        return read_levels(self.dictionary)

    @property
    def title(self) -> str:
        """Title of the plan's tables."""
        return self.dictionary.get("title", "")

    @property
    def district(self) -> str:
        """Short name of the district."""
        return self.dictionary.get("district", "")

    @property
    def nation(self) -> str:
        """Name of the nation's area in ``external.csv``."""
        return self.dictionary.get("nation", "")

    @property
    def invented(self) -> bool:
        """Whether the plan's values are an example's."""
        return labels.EXAMPLE in self.title

    @property
    def source(self) -> str:
        """Title of the document that the plan is printed in."""
        listed = self.dictionary.get("sources") or [{"title": self.title}]
        return listed[0]["title"]

    @of_the_printed
    def cite(self) -> Both:
        """The document in few words, as a figure names it; where none are given the first word of its title, of an English one all up to a bracket or comma."""
        words = re.split(r" \(|[:,] ", self.source, maxsplit=1) if self.source.isascii() else self.source.split()
        short = words[0].strip() if words else ""
        given = self.dictionary.get("cite", {})
        en = f"{short} (invented)" if short == labels.EXAMPLE else short
        return Both(given.get("en", en), given.get("zh", short))

    @of_the_printed
    def conventions(self) -> dict:
        """Numbers behind words (左右, 明显, 趋于平衡), as a dict; where the plan lists none, the usual one."""
        listed = dict(zip(*(self.tables["conventions"][name].tolist() for name in ("key", "value")), strict=True))
        return {key: listed.get(key, usual) for key, usual in DEFAULT_CONVENTIONS.items()}

    @cached_property
    def wording_conventions(self) -> dict:
        """Conventions for wordings the plan does not quantify; used only where they are asked for."""
        listed = dict(zip(*(self.tables["conventions"][name].tolist() for name in ("key", "value")), strict=True))
        return {key: value for key, value in listed.items() if key not in DEFAULT_CONVENTIONS}

    @cached_property
    def targets(self) -> pd.DataFrame:
        """One row per target in code order, merged cells filled and the printed words beside the codes."""
        return named_goals(self)

    @of_the_printed
    def printed_goals(self) -> pd.DataFrame:
        """The same with the departments as they are printed."""
        return goal_table(self)

    @cached_property
    def by_code(self) -> dict[str, Target]:
        """The targets by code, in code order."""
        others = references_of(self.tables)
        return {row["code"]: target_of(row, self.period, others) for row in tables.records(self.targets)}

    def target(self, name: str) -> Target:
        """Return one target by its code, or by an indicator's id or its Chinese or English name.

        Raises
        ------
        UnknownCodeError : no such target; the message names the nearest by spelling.

        >>> from kzplan import load_plan
        >>> plan = load_plan()
        >>> plan.target("孕产妇死亡率").code, plan.target("stunting").code
        ('W03', 'C06')
        """
        found = self.by_code.get(name) or self._named.get(written(name).strip().casefold())
        if found is None:
            every = self.by_code.values()
            raise UnknownCodeError(
                written(name),
                [*self.by_code, *(one.indicator for one in every), *(n for one in every for n in one.name)],
            )
        return found

    @cached_property
    def _named(self) -> dict[str, Target]:
        """Targets by everything they are called, case folded; the total before a stratum of the same name."""
        found: dict[str, Target] = {}
        for target in sorted(self.by_code.values(), key=lambda target: target.stratum != "total"):
            for name in (target.code, target.indicator, *target.name):
                found.setdefault(name.casefold(), target)
        return found

    @of_the_printed
    def decade(self) -> pd.DataFrame:
        """One row per printed row of the years up to the base: merged departments filled, names that stand on their own.

        Index (table, row); columns ``name_zh`` (with the row it is a part of), ``name``, ``unit``,
        ``department``, ``block`` (the row that opens its printed number), the printed value and target
        cells, and what ``indicators.csv`` says of the row.
        """
        return decade_table(self)

    @of_the_printed
    def decade_rows(self) -> dict[tuple[str, int], dict]:
        """The rows of :attr:`decade` as dicts by (table, row), in printed order."""
        return decade_rows(self)

    @of_the_printed
    def rules(self) -> Rules:
        """Its printed targets as rules, each wording as it was read when the plan was loaded."""
        return Rules()

    @of_the_printed
    def past_rules(self) -> dict[tuple[str, int], Rule]:
        """What each printed row had to meet in the base year, by (table, row); the form "none" where no target is printed."""
        column, period = self.period.past_target, self.period
        return {
            key: self.rules[row[column], Direction(row["direction"]).good, row["unit"], period.start].at(period.base)
            for key, row in self.decade_rows.items()
        }

    def known_to(self, year: int) -> "Plan":
        """Return the plan as of a year's figures: later annual values and changes of definition are left out, departments bear its names."""
        earlier = {name: self.tables[name][self.tables[name]["year"] <= year] for name in ("observations", "breaks")}
        known = self._with(year=year, tables={**self.tables, **earlier})  # which reports count is told year by year
        known.__dict__.update(returned_rows=[row for row in self.returned_rows if row["year"] <= year])
        return known

    def as_of(self, date: datetime.date | str) -> "Plan":
        """Return the plan as it stood at the end of a day: what was received or recorded later is left out.

        Parameters
        ----------
        date : the day, a date or as "2026-03-31".

        Raises
        ------
        Refusal : no date.

        >>> from kzplan import load_plan
        >>> load_plan().as_of("2026-03-31").until
        '2026-03-31'
        """
        try:
            day = datetime.date.fromisoformat(str(date)).isoformat()
        except ValueError:
            raise Refusal(f"a date is written YYYY-MM-DD; got {date}", f"日期写作YYYY-MM-DD，所给为{date}") from None
        came = {"observations": "received", "breaks": "recorded", "departments": "recorded"}
        then = {name: self.tables[name][self.tables[name][column] <= day] for name, column in came.items()}
        rows = then["observations"]
        # lines are counted as the file counted them then
        then["observations"] = rows.assign(**{tables.LINE: range(2, len(rows) + 2)})
        return self._with(until=day, tables={**self.tables, **then})

    def with_reports(self, observations: pd.DataFrame) -> "Plan":
        """Return the plan with other annual values in place of its own, columns as :func:`kzplan.plan.store.columns`."""
        return self._with(tables={**self.tables, "observations": observations})

    def _with(self, **changes) -> "Plan":
        """This plan with other values; what does not rest on them is the same plan's."""
        other = of_the_printed.shared(self, replace(self, **changes))
        departments = self.tables["departments"]
        same_names = not len(departments) or (other.year == self.year and other.tables["departments"] is departments)
        for name in NAMED if same_names else ():
            other.__dict__[name] = getattr(self, name)
        return other

    @cached_property
    def _changes(self) -> tuple[Change, ...]:
        return changes_of(self.tables["departments"])

    @cached_property
    def departments(self) -> Departments:
        """Who reports which target's figures of which year."""
        return Departments(self.targets["printed_departments"].to_dict(), self._changes)

    @cached_property
    def breaks(self) -> dict[str, Break]:
        """The last change of definition of each target that has one, by code."""
        return breaks_of(self.tables["breaks"])

    @of_the_printed
    def recovered(self) -> dict:
        """Whole deaths and live births behind the births-based rates: {year: (codes, Recovery)}."""
        return births.recover_births(self)

    @of_the_printed
    def printed_values(self) -> list[dict]:
        """The printed numbers of the years up to the base, as rows of :meth:`series`; not to be changed."""
        return long.printed_values(self)

    @of_the_printed
    def printed_observations(self) -> list[dict]:
        """What is printed of the targets, where it may be measured from; not to be changed."""
        return long.printed_observations(self)

    @cached_property
    def _long(self) -> pd.DataFrame:
        return long.long_table(self)

    def series(self) -> pd.DataFrame:
        """Return the tidy long table: one row per printed number.

        Returns
        -------
        DataFrame
            Columns plan, table, row, code, indicator, name_zh, name_en, year, value, unit, stratum,
            numerator, denominator, source, used, reason, printed. ``used`` is False, with a reason,
            where a value must not enter a trend; rows of the plan's last year are targets. Annual values that were
            reported (``observations.csv``, the revision that counts) stand between them. Printed cells without a
            number (—, 未开展, 提高) have no row here; they stand in ``plan.tables``.

        >>> from kzplan import load_plan
        >>> s = load_plan().series()
        >>> s[s.indicator.eq("maternal_mortality") & s.stratum.eq("total")].value.tolist()
        [19.34, 10.79, 8.0]
        """
        return self._long.copy()

    @cached_property
    def returned(self) -> pd.DataFrame:
        """Annual values that were reported: of each code, year and stratum the revision that counts."""
        return counted.table_of(self.returned_rows, self.tables["observations"])

    @cached_property
    def returned_rows(self) -> list[dict]:
        """The rows of :attr:`returned` as dicts; not to be changed."""
        return counted.current_lines(tables.records(self.tables["observations"]), self.departments)

    @cached_property
    def observations(self) -> pd.DataFrame:
        """The values each target may be measured from: usable grades only, since its last change of definition, one row a code and year.

        Columns code, year, value, numerator, denominator, decimals, grade, source.
        """
        return self.seen[~self._broken].reset_index(drop=True)

    @cached_property
    def seen(self) -> pd.DataFrame:
        """The same with the values from before a change of definition, which nothing is measured from."""
        return long.observations(self)

    @cached_property
    def _broken(self) -> pd.Series:
        """Which of the values seen lie before a change of definition."""
        since = {code: one.year for code, one in self.breaks.items()}
        before = [
            year < since.get(code, year)
            for code, year in zip(self.seen["code"], self.seen["year"].astype(int), strict=True)
        ]
        return pd.Series(before, index=self.seen.index, dtype=bool)

    @cached_property
    def revised(self) -> dict[tuple[str, int], Revision]:
        """Printed values in whose place departments reported others, by (code, year)."""
        return long.revisions(self)

    def remarks(self, code: str) -> tuple[Both, ...]:
        """Return what stands beside a target's values: its change of definition, its revised values, a change that was only remarked."""
        if code in self.breaks:
            return (self.breaks[code].words,)
        own = [one.words for (name, _), one in sorted(self.revised.items()) if name == code]
        return (*own, *(suspected(year, note) for year, note in self._remarked.get(code, ())))

    @cached_property
    def _remarked(self) -> dict[str, list[tuple[int, str]]]:
        """(year, remark) of reported values whose remark speaks of another definition, by code."""
        return remarked(self.returned_rows)

    @cached_property
    def _series_by_code(self) -> SeriesByCode:
        return SeriesByCode(self.by_code, self.observations)

    @cached_property
    def _earlier(self) -> SeriesByCode:
        return SeriesByCode(self.by_code, self.seen[self._broken])

    def series_of(self, code: str) -> Series:
        """Return the usable values of one target, in order of the years; empty where there are none."""
        return self._series_by_code[code]

    def earlier(self, code: str) -> Series:
        """Return the values of one target from before its last change of definition, which nothing is measured from."""
        return self._earlier[code]

    @of_the_printed
    def _outside(self) -> dict[tuple[str, str], list[dict]]:
        return series_outside(self.tables["external"])

    @of_the_printed
    def _classes(self) -> dict[str, ClassValues]:
        return values_of_classes(self)

    def class_of(self, code: str) -> ClassValues | None:
        """Return the values of one target in the area around the district, or None where no usable ones are known."""
        return self._classes.get(code)

    def outside_names(self) -> list[str]:
        """Return the names of the nation's series."""
        return sorted(name for geo, name in self._outside if geo == self.nation)

    def outside(self, indicator: str, geo: str | None = None) -> pd.DataFrame:
        """Return a series from outside the plan, rows of ``external.csv`` in order of the years.

        Parameters
        ----------
        indicator : its name there.
        geo : the area; None: the nation.
        """
        rows, place = self.tables["external"], self.nation if geo is None else geo
        rows = rows[rows["geo"].eq(place) & rows["indicator"].eq(indicator) & rows["stratum"].eq("")]
        return rows.sort_values("year", kind="stable")

    def outside_rows(self, indicator: str, geo: str | None = None) -> list[dict]:
        """Return the rows of :meth:`outside` as dicts; not to be changed."""
        return self._outside.get((self.nation if geo is None else geo, indicator), [])
