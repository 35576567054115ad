"""A plan: its printed tables, what is said about them, and the targets and series they make."""

import re
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape
from pathlib import Path

import numpy as np
import pandas as pd

from ..indicator.kind import Behind, Comparability, Direction, Kind
from ..indicator.series import Series
from ..indicator.target import Rule, parse_target
from ..words import labels
from ..words.both import Both
from ..words.errors import UnknownCodeError
from . import births, long, printed, store, tables
from .classes import ClassValues, class_values
from .period import Levels, Period, read_levels, read_period
from .target import Target

NATURES = {"约束性": "binding", "预期性": "expected"}
ALWAYS = ("about_tolerance", "marked_decrease", "sex_ratio_low", "sex_ratio_high")  # conventions that need no asking

DEPENDENT = ("其中", "所占", "女性", "of which", "share of")  # beginnings of names that need the row above
# what does not rest on annual values
OF_THE_PRINTED = (
    *("period", "levels", "cite", "conventions", "targets", "by_code", "_outside"),
    *("decade", "decade_rows", "past_rules", "recovered", "printed_values"),
)

OBSERVED = ("year", "value", "numerator", "denominator", "decimals", "grade", "source")  # as Series holds them


@dataclass(frozen=True)
class Plan:
    """A loaded plan; made by :func:`~kzplan.plan.load.load_plan`.

    Parameters
    ----------
    folder : where it was read from.
    dictionary : its ``datapackage.json``.
    tables : printed and curated tables by name, as DataFrames.

    >>> from kzplan import load_plan
    >>> plan = load_plan()
    >>> plan.period.last, plan.target("孕产妇死亡率").code, plan.series_of("W03").latest.value
    (2030, 'W03', 10.79)
    """

    folder: Path
    dictionary: dict
    tables: dict

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

    @cached_property
    def period(self) -> Period:
        """The years of the plan."""
        return read_period(self.dictionary)

    @cached_property
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

    @cached_property
    def cite(self) -> Both:
        """The document in few words, as a figure names it; the first word of its title where none are given."""
        short = self.source.split()[0] if self.source.split() else ""
        given = self.dictionary.get("cite", {})
        return Both(given.get("en", short), given.get("zh", short))

    @cached_property
    def conventions(self) -> dict:
        """Numbers behind words (左右, 明显, 趋于平衡), as a dict."""
        listed = dict(self.tables["conventions"][["key", "value"]].itertuples(index=False))
        return {key: listed[key] for key in ALWAYS if key in listed}

    @cached_property
    def wording_conventions(self) -> dict:
        """Conventions for wordings the plan does not quantify; used only where they are asked for."""
        listed = dict(self.tables["conventions"][["key", "value"]].itertuples(index=False))
        return {key: value for key, value in listed.items() if key not in ALWAYS}

    @cached_property
    def targets(self) -> pd.DataFrame:
        """One row per target in code order, merged cells filled and the printed words beside the codes."""
        parts = []
        for name in self.period.goal_tables:
            frame = self.tables[name].copy()
            for column in ("domain", "nature", "department"):
                frame[column] = frame[column].where(frame[column] != "").ffill().str.strip()
            frame["table"] = name
            parts.append(frame.drop(columns=[tables.LINE, "name"]))
        goals = pd.concat(parts, ignore_index=True)
        merged = self.tables["targets"].drop(columns=tables.LINE).merge(goals, on=["table", "row"], how="left")
        merged = merged.merge(self.tables["baselines"].drop(columns=tables.LINE), on="code", how="left")
        merged[["name_zh", "unit"]] = [printed.split_name(name) for name in merged["name"]]
        merged["plan"] = merged["table"].str.split("_").str[0]
        merged["departments"] = [printed.split_departments(text, self.levels.own.zh) for text in merged["department"]]
        merged["department"] = merged["departments"].map("、".join)
        merged["nature"] = merged["nature"].map(NATURES)
        for which in ("district", "city", *(name for name in merged if name.startswith("interim_"))):
            column = f"target_{which}" if which in ("district", "city") else which
            merged[f"rule_{which}"] = [
                parse_target(text, Direction(way).good)
                for text, way in zip(merged[column], merged["direction"], strict=True)
            ]
        order = merged["table"].map(self.period.goal_tables.index)
        merged = merged.assign(order=order).sort_values(["order", "row"], ignore_index=True).drop(columns="order")
        return merged.set_index("code", drop=False)

    @cached_property
    def by_code(self) -> dict[str, Target]:
        """The targets by code, in code order."""
        return {row["code"]: _target(row, self.period) for row in tables.records(self.targets)}

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
        found = self.by_code.get(name) or self._named.get(str(name).strip().casefold())
        if found is None:
            every = self.by_code.values()
            raise UnknownCodeError(
                name, [*self.by_code, *(one.indicator for one in every), *(n for one in every for n in one.name)]
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

    @cached_property
    def decade(self) -> pd.DataFrame:
        """One row per printed row of the years up to the base: merged departments filled, names that stand on their own.

        Index (table, row); columns ``name_zh`` (with the row it is a part of), ``name``, ``unit``,
        ``department``, ``block`` (the row that opens its printed number), the printed value and target
        cells, and what ``indicators.csv`` says of the row.
        """
        parts = []
        for table in self.period.decade_tables:
            frame = self.tables[table].drop(columns=tables.LINE).assign(table=table)
            opens = (frame["number"] != "") | (frame.index == frame.index[0])
            frame["block"] = frame["row"].where(opens).ffill().astype(int)
            department = frame["department"].str.strip()
            # a blank cell is merged with the one above it, within its number
            department = department.where(department != "").groupby(frame["block"]).ffill().fillna("")
            own = self.levels.own.zh
            frame["department"] = ["、".join(printed.split_departments(text, own)) for text in department]
            parts.append(frame)
        about = self.tables["indicators"].drop(columns=[tables.LINE, "name"])
        rows = pd.concat(parts).merge(about, on=["table", "row"]).astype({"row": int}).set_index(["table", "row"])
        names = rows["name"].str.strip().to_dict()
        lines = zip(rows.index, tables.records(rows), strict=True)
        rows["name_zh"] = [_full_name(key, row, names) for key, row in lines]
        return rows.assign(name=rows["name"].str.strip(), unit=rows["unit"].str.strip())

    @cached_property
    def decade_rows(self) -> dict[tuple[str, int], dict]:
        """The rows of :attr:`decade` as dicts by (table, row), in printed order."""
        return dict(zip(self.decade.index, tables.records(self.decade), strict=True))

    @cached_property
    def past_rules(self) -> dict[tuple[str, int], Rule]:
        """What each printed row had to meet in the base year, by (table, row); the form "none" where no target is printed."""
        column = self.period.past_target
        return {
            key: parse_target(row[column], Direction(row["direction"]).good) for key, row in self.decade_rows.items()
        }

    def known_to(self, year: int) -> "Plan":
        """Return the plan as it was known at the end of a year: later annual values are left out."""
        rows = self.tables["observations"]
        return self.with_returned(rows[rows["year"] <= year])

    def with_returned(self, rows: pd.DataFrame) -> "Plan":
        """Return the plan with other annual values, rows as of ``observations.csv``."""
        other = replace(self, tables={**self.tables, "observations": rows})
        for name in OF_THE_PRINTED:  # what does not rest on annual values is the same plan's
            other.__dict__[name] = getattr(self, name)
        return other

    @cached_property
    def recovered(self) -> dict:
        """Whole deaths and live births behind the births-based rates: {year: (codes, Recovery)}."""
        return births.recover_births(self)

    @cached_property
    def printed_values(self) -> list[dict]:
        """The printed numbers of the years up to the base, as rows of :meth:`series`; not to be changed."""
        return long.printed_values(self)

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
        return store.current(self.tables["observations"])

    @cached_property
    def observations(self) -> pd.DataFrame:
        """The values each target may be measured from: usable grades only, one row a code and year.

        Columns code, year, value, numerator, denominator, decimals, grade, source.
        """
        return long.observations(self)

    @cached_property
    def _series_by_code(self) -> dict[str, Series]:
        rows, order = self.observations, self.observations["year"].to_numpy().argsort(kind="stable")
        columns, codes = {name: rows[name].to_numpy()[order] for name in OBSERVED}, rows["code"].to_numpy()[order]
        return {code: self._series(target, columns, codes == code) for code, target in self.by_code.items()}

    def _series(self, target: Target, columns: dict[str, np.ndarray], own: np.ndarray) -> Series:
        years, values, numerators, denominators, decimals, grades, sources = (columns[name][own] for name in OBSERVED)
        about = (target.indicator, target.stratum, target.kind, target.direction, target.unit)
        told = (tuple(map(Comparability, grades)), tuple(sources))
        return Series(*about, years, values, numerators, denominators, decimals, *told)

    def series_of(self, code: str) -> Series:
        """Return the usable values of one target, in order of the years; empty where there are none."""
        return self._series_by_code[code]

    @cached_property
    def _outside(self) -> dict[tuple[str, str], pd.DataFrame]:
        rows = self.tables["external"]
        rows = rows[rows["stratum"] == ""].sort_values("year", kind="stable")
        return dict(list(rows.groupby(["geo", "indicator"], sort=False)))

    @cached_property
    def _classes(self) -> dict[str, ClassValues]:
        rows = self.tables["classes"].to_dict("records") if "classes" in self.tables else []
        english = self.dictionary.get("areas", {})
        found = {row["code"]: (row, self.outside(row["indicator"], row["geo"])) for row in rows}
        return {
            code: class_values(row, series, english.get(row["geo"], row["geo"]))
            for code, (row, series) in found.items()
        }

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
        return self._outside.get((self.nation if geo is None else geo, indicator), self.tables["external"].iloc[:0])


def _target(row: dict, period: Period) -> Target:
    """A row of the targets' table as a :class:`Target`."""
    return Target(
        code=row["code"],
        plan=row["plan"],
        table=row["table"],
        row=int(row["row"]),
        name=Both(row["name_en"], row["name_zh"]),
        unit=row["unit"],
        indicator=row["indicator"],
        stratum=row["stratum"],
        kind=Kind(row["kind"]),
        direction=Direction(row["direction"]),
        subclass=row["subclass"],
        behind=Behind(row["counts"]),
        domain=row["domain"],
        nature=row["nature"],
        departments=row["departments"],
        comparability=Comparability(row["comparability"]),
        grades={year: Comparability(row[f"grade_{year}"]) for year in period.value_columns.values()},
        source=row["source"],
        source_name=row["source_name"],
        reason=Both(row["reason_en"], row["reason_zh"]),
        outside=row["outside"],
        text=row["target_district"],
        text_above=row["target_city"],
        rule=row["rule_district"],
        rule_above=row["rule_city"],
        interim={year: row[f"rule_interim_{year}"] for year in period.interim if f"rule_interim_{year}" in row},
    )


def _full_name(key, row, names):
    """A printed name with the name of the row it is a part of, which alone it needs: 其中：女性."""
    own = re.sub(r"^(?:其中|of which)[:：]?\s*", "", names[key], flags=re.IGNORECASE)
    above = row["parent_row"] if pd.notna(row["parent_row"]) else row["block"]
    dependent = pd.notna(row["parent_row"]) or names[key].casefold().startswith(DEPENDENT)
    head = names.get((key[0], int(above)), "")
    joint = ", " if head.isascii() else "，"
    return f"{head}{joint}{own}" if dependent and above != key[1] and head else own
