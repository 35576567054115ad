"""A plan: its printed tables, what is said about them, and the long series they make."""

import re
import shutil
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import pandas as pd

from ..indicator.target import parse_target
from ..words import labels
from ..words.errors import PlanError, Refusal, UnknownCodeError
from . import consistency, printed, store, tables

SERIES_COLUMNS = [
    "plan",
    "table",
    "row",
    "code",
    "indicator",
    "name_zh",
    "name_en",
    "year",
    "value",
    "unit",
    "stratum",
    "numerator",
    "denominator",
    "source",
    "used",
    "reason",
    "printed",
]
NATURES = {"约束性": "binding", "预期性": "expected"}
VALUE_COLUMNS = {"value_2010": 2010, "value_2020": 2020}


def data_folder():
    """Return the folder of the plan that ships with kzplan."""
    here = Path(__file__).resolve().parent.parent
    return here / "data" if (here / "data").is_dir() else here.parent / "data"


def copy_plan(source, folder):
    """Copy the tables of a plan into a folder of one's own.

    Parameters
    ----------
    source : plan folder, or None for the plan that ships with kzplan.
    folder : where to; must not be there, or be empty.

    Returns
    -------
    Path of the folder.

    Raises
    ------
    Refusal : the folder holds something already.
    """
    folder = Path(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refusal(
            f"{folder} is there already and not empty; give another name", f"{folder}已经存在且不为空，请换一个名称"
        )
    shutil.copytree(Path(source) if source is not None else data_folder(), folder, dirs_exist_ok=True)
    return folder


def load_plan(path=None, strict=True):
    """Load a plan folder, or the Kaizhou plan that ships.

    Parameters
    ----------
    path : folder laid out as the shipped ``data/``; None for the shipped plan.
    strict : refuse values that cannot be right (a part larger than its whole, a share above 100 %) unless
        ``corrections.csv`` lists them. False loads them for :func:`kzplan.audit`, which names them.

    Returns
    -------
    Plan

    Raises
    ------
    PlanError : with every fault of every file at once; nothing is loaded then.

    >>> plan = load_plan()
    >>> len(plan.targets), plan.district
    (93, '开州区')
    """
    folder = Path(path) if path is not None else data_folder()
    dictionary, frames, faults = tables.read_tables(folder)
    frames["observations"], found = store.read(folder)
    if "targets" in frames:
        kinds = dict(zip(frames["targets"]["code"], frames["targets"]["kind"], strict=True))
        found = found + store.faults_of(
            frames["observations"], kinds, invented=labels.EXAMPLE in dictionary.get("title", "")
        )
    faults = faults + found + consistency.find_faults(frames, strict)
    missing = set(consistency.DECADE_TABLES + consistency.GOAL_TABLES + _CURATED) - set(frames)
    if faults or missing:
        raise PlanError(folder, faults or consistency.undescribed(missing))
    if not strict:
        frames["corrections"] = _current(frames)
    return Plan(folder, dictionary, frames)


def _current(frames):
    """Corrections whose cell is still as it was when they were made."""
    cells = frames["corrections"]
    kept = [
        bool(
            (frames[one["table"]].loc[frames[one["table"]]["row"] == one["row"], one["column"]] == one["printed"]).any()
        )
        for one in cells.to_dict("records")
    ]
    return cells[pd.Series(kept, index=cells.index, dtype=bool)]


_CURATED = ("targets", "baselines", "indicators", "corrections", "prose", "conventions", "external")


@dataclass(frozen=True)
class Plan:
    """A loaded plan; made by :func:`load_plan`.

    Parameters
    ----------
    folder : where it was read from.
    dictionary : its ``datapackage.json``.
    tables : printed and curated tables by name, as DataFrames.
    """

    folder: Path
    dictionary: dict
    tables: dict

    def __repr__(self):
        return f"<Plan {self.dictionary.get('title', self.folder)}: {len(self.targets)} targets>"

    @property
    def district(self):
        """Short name of the district."""
        return self.dictionary.get("district", "")

    @property
    def invented(self):
        """Whether the plan's values are an example's."""
        return labels.EXAMPLE in self.dictionary.get("title", "")

    @property
    def source(self):
        """Title of the document that the plan is printed in."""
        listed = self.dictionary.get("sources") or [{"title": self.dictionary.get("title", "")}]
        return listed[0]["title"]

    @cached_property
    def conventions(self):
        """Numbers behind words (左右, 明显, 趋于平衡), as a dict."""
        always = ("about_tolerance", "marked_decrease", "sex_ratio_low", "sex_ratio_high")
        listed = dict(self.tables["conventions"][["key", "value"]].itertuples(index=False))
        return {key: listed[key] for key in always if key in listed}

    @cached_property
    def wording_conventions(self):
        """Conventions for wordings the plan does not quantify; used only where they are asked for."""
        listed = dict(self.tables["conventions"][["key", "value"]].itertuples(index=False))
        return {key: value for key, value in listed.items() if key not in self.conventions}

    @cached_property
    def targets(self):
        """One row per target in code order, merged cells filled and the printed words beside the codes."""
        parts = []
        for name in consistency.GOAL_TABLES:
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
        merged["departments"] = merged["department"].map(printed.split_departments)
        merged["department"] = merged["departments"].map("、".join)
        merged["nature"] = merged["nature"].map(NATURES)
        ways = merged["direction"].where(merged["direction"] != "none")
        for which in ("district", "city"):
            merged[f"rule_{which}"] = [
                parse_target(text, way if isinstance(way, str) else None)
                for text, way in zip(merged[f"target_{which}"], ways, strict=True)
            ]
        order = merged["table"].map(consistency.GOAL_TABLES.index)
        merged = merged.assign(order=order).sort_values(["order", "row"], ignore_index=True).drop(columns="order")
        return merged.set_index("code", drop=False)

    @cached_property
    def decade(self):
        """One row per printed row of 2011–2020: merged departments filled, names that stand on their own.

        Index (table, row); columns ``name_zh`` (with the row it is a part of), ``name``, ``unit``,
        ``department``, ``block`` (the row that opens its printed number), the printed value and target
        cells, and what ``indicators.csv`` says of the row.
        """
        parts = []
        for table in consistency.DECADE_TABLES:
            frame = self.tables[table].drop(columns=tables.LINE).assign(table=table)
            opens = (frame["number"] != "") | (frame.index == frame.index[0])
            frame["block"] = frame["row"].where(opens).ffill().astype(int)
            department = frame["department"].str.strip()
            # a blank cell is merged with the one above it, within its number
            frame["department"] = department.where(department != "").groupby(frame["block"]).ffill().fillna("")
            frame["department"] = frame["department"].map(printed.split_departments).map("、".join)
            parts.append(frame)
        about = self.tables["indicators"].drop(columns=[tables.LINE, "name"])
        rows = pd.concat(parts).merge(about, on=["table", "row"]).astype({"row": int}).set_index(["table", "row"])
        names = rows["name"].str.strip().to_dict()
        rows["name_zh"] = [
            _full_name(key, row, names) for key, row in zip(rows.index, rows.to_dict("records"), strict=True)
        ]
        return rows.assign(name=rows["name"].str.strip(), unit=rows["unit"].str.strip())

    def known_to(self, year):
        """Return the plan as it was known at the end of a year: later annual values are left out."""
        rows = self.tables["observations"]
        return replace(self, tables={**self.tables, "observations": rows[rows["year"] <= year]})

    def target(self, code):
        """Return the row of one target; an unknown code names the nearest ones."""
        if code not in self.targets.index:
            raise UnknownCodeError(code, self.targets.index)
        return self.targets.loc[code]

    @cached_property
    def recovered(self):
        """Whole deaths and live births behind the births-based rates: {year: (codes, Recovery)}."""
        from .births import recover_births

        return recover_births(self)

    @cached_property
    def _long(self):
        parts = [self._decade_series(), self._returned_series(), self._goal_series()]
        return pd.concat([part for part in parts if len(part)], ignore_index=True)[SERIES_COLUMNS]

    def series(self):
        """Return the tidy long table: one row per printed number.

        Returns
        -------
        DataFrame
            Columns plan, table, row, code, indicator, name_zh, name_en, year, value, unit, stratum,
            numerator, denominator, source, used, reason, printed. ``used`` is False, with a reason,
            where a value must not enter a trend; 2030 rows are targets. Annual values that were reported
            (``observations.csv``, the revision that counts) stand between them. Printed cells without a
            number (—, 未开展, 提高) have no row here; they stand in ``plan.tables``.

        >>> s = load_plan().series()
        >>> s[s.indicator.eq("maternal_mortality") & s.stratum.eq("total")].value.tolist()
        [19.34, 10.79, 8.0]
        """
        return self._long.copy()

    def _decade_series(self):
        corrections = self.tables["corrections"].to_dict("records")
        defects = {(one["table"], one["row"], one["column"]): one for one in corrections}
        rows, records = self.decade.to_dict("index"), []
        for (table, row), line in rows.items():
            for column, year in VALUE_COLUMNS.items():
                value, note = printed.parse_value(line[column])
                if value is None:
                    continue
                defect = defects.get((table, row, column))
                if defect:
                    value = defect["corrected"] if defect["corrected"] == defect["corrected"] else value
                    note = defect["reason_en"]
                top, bottom = (
                    None if pd.isna(line[part]) else _headcount(rows[table, int(line[part])], column)
                    for part in ("numerator_row", "denominator_row")
                )
                records.append(
                    {
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
                )
        found = pd.DataFrame(records, columns=SERIES_COLUMNS)
        return self._with_counts(found.astype({"numerator": float, "denominator": float}))

    def _with_counts(self, series):
        """Deaths and births recovered behind the births-based rates, beside the printed rates."""
        rates = self.targets[self.targets["counts"] == "live_births"]
        for year, (codes, found) in self.recovered.items():
            for code, events in zip(codes, found.events, strict=True):
                table, _, row = rates.loc[code, "source"].partition(":")
                here = (series["table"] == table) & (series["row"] == int(row)) & (series["year"] == year)
                series.loc[here, ["numerator", "denominator"]] = [events, found.denominator]
        return series

    @cached_property
    def returned(self):
        """Annual values that were reported: of each code, year and stratum the revision that counts."""
        return store.current(self.tables["observations"])

    def _returned_series(self):
        rows = self.returned[self.returned["value"].notna()]
        about = self.targets.loc[rows["code"], ["plan", "indicator", "name_zh", "name_en", "unit"]].reset_index(
            drop=True
        )
        given = rows[["code", "year", "value", "stratum", "numerator", "denominator", "printed"]].reset_index(drop=True)
        final = rows["status"].eq(store.FINAL).to_numpy()
        table = pd.concat([about, given], axis=1).assign(
            table="observations",
            row=rows[tables.LINE].to_numpy(),
            used=True,
            reason=["" if yes else "provisional" for yes in final],
            source=[f"observations line {line}" for line in rows[tables.LINE]],
        )
        return table.astype({"value": float, "numerator": float, "denominator": float, "year": int})

    def _goal_series(self):
        goals = self.targets
        numbers = pd.Series([rule.value for rule in goals["rule_district"]], index=goals.index, dtype=float)
        absolute = [rule.form in ("at least", "at most", "about", "ratio") for rule in goals["rule_district"]]
        frame = goals[["plan", "table", "row", "code", "indicator", "name_zh", "name_en", "unit", "stratum"]].assign(
            year=2030,
            value=numbers,
            numerator=float("nan"),
            denominator=float("nan"),
            source=goals["table"] + " row " + goals["row"].astype(str) + " target_district",
            used=False,
            reason="target",
            printed=goals["target_district"],
        )
        return frame[absolute].reset_index(drop=True)

    @cached_property
    def observations(self):
        """The values each target may be measured from: usable grades only, one row a code and year.

        Columns code, year, value, numerator, denominator, decimals, grade, source.
        """
        values = self._long[self._long["used"]].set_index(["table", "row", "year"])
        records = []
        for code, target in self.targets.iterrows():
            for column, year in VALUE_COLUMNS.items():
                grade = target[f"grade_{year}"]
                if grade not in ("A", "B") or not target["source"]:
                    continue
                parts = [
                    self._source_value(reference, column, year, values) for reference in target["source"].split(" + ")
                ]
                if any(part is None for part in parts):
                    continue
                one = parts[0] if len(parts) == 1 else {"numerator": None, "denominator": None}
                records.append(
                    {
                        "code": code,
                        "year": year,
                        "value": round(sum(p["value"] for p in parts), 10),
                        "numerator": one["numerator"],
                        "denominator": one["denominator"],
                        "decimals": max(printed.decimals(p["printed"]) for p in parts),
                        "grade": grade,
                        "source": " + ".join(p["source"] for p in parts),
                    }
                )
        records += self._returned_observations()
        frame = pd.DataFrame(
            records, columns=["code", "year", "value", "numerator", "denominator", "decimals", "grade", "source"]
        )
        return frame.astype({"numerator": float, "denominator": float, "value": float})

    @cached_property
    def _values_by_code(self):
        rows = self.observations.sort_values("year", kind="stable")
        return dict(list(rows.groupby("code", sort=False)))

    def values_of(self, code):
        """Return the rows of :attr:`observations` of one target, in order of the years."""
        return self._values_by_code.get(code, self.observations.iloc[:0])

    def _returned_observations(self):
        """The annual values of the targets' own definition: grade A."""
        own = self._returned_series()
        strata = self.targets["stratum"].reindex(own["code"]).to_numpy()
        own = own[(own["stratum"].to_numpy() == "total") | (own["stratum"].to_numpy() == strata)]
        return [
            {
                **{name: seen[name] for name in ("code", "year", "value", "numerator", "denominator", "source")},
                "decimals": printed.decimals(seen["printed"]),
                "grade": "A",
            }
            for seen in own.to_dict("records")
        ]

    def _source_value(self, reference, column, year, values):
        table, _, key = reference.partition(":")
        if table == "prose":
            cells = consistency.source_rows(self.tables)(reference)
            value = printed.parse_value(cells["value"])[0]
            if int(cells["year"]) != year or value is None:
                return None
            where = f"text line {cells['line']}"
            return {"value": value, "numerator": None, "denominator": None, "printed": cells["value"], "source": where}
        return values.loc[(table, int(key), year)].to_dict() if (table, int(key), year) in values.index else None


def _headcount(line, column):
    """A printed count in persons, whatever unit it is printed in; None where there is no number."""
    value = printed.parse_value(line[column])[0]
    return None if value is None else round(value * (10_000 if line["unit"].startswith("万") else 1), 6)


def _full_name(key, row, names):
    """A printed name with the name of the row it is a part of, which alone it needs: 其中：女性."""
    own = re.sub(r"^其中[:：]?\s*", "", names[key])
    above = row["parent_row"] if pd.notna(row["parent_row"]) else row["block"]
    dependent = pd.notna(row["parent_row"]) or names[key].startswith(("其中", "所占", "女性"))
    head = names.get((key[0], int(above)), "")
    return f"{head}，{own}" if dependent and above != key[1] and head else own


def indicators(q=None, plan=None):
    """List the plan's targets, or those whose Chinese or English name, id or code holds ``q``.

    >>> indicators(q="孕产妇死亡").index.tolist(), indicators(q="stunting").index.tolist()
    (['W03'], ['C06'])
    """
    targets = (plan or load_plan()).targets
    listed = targets[["name_zh", "name_en", "indicator", "unit", "target_district", "domain", "department"]]
    if not q:
        return listed
    text = (targets["code"] + " " + targets["name"] + " " + targets["name_en"] + " " + targets["indicator"]).str
    return listed[text.contains(str(q), case=False, regex=False)]
