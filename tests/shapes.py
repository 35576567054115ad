"""Plan folders of every usual shape, made from the invented county by leaving things out or writing them otherwise (示例数据)."""

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path

COUNTY = Path(__file__).parent.parent / "examples" / "county"
DECADE, GOALS = ("women_2016_2025", "children_2016_2025"), ("women_2026_2035", "children_2026_2035")
CURATED = ("baselines", "indicators", "corrections", "prose", "conventions", "external")
Rows = list[dict[str, str]]


class Shape:
    """The tables of a plan folder as rows of text, to be changed and written."""

    def __init__(self) -> None:
        self.package = json.loads((COUNTY / "datapackage.json").read_text(encoding="utf-8"))
        self.tables: dict[str, Rows] = {}
        for resource in self.package["resources"]:
            with (COUNTY / resource["path"]).open(encoding="utf-8", newline="") as file:
                self.tables[resource["name"]] = list(csv.DictReader(file))

    def resource(self, name: str) -> dict:
        return next(one for one in self.package["resources"] if one["name"] == name)

    def fields(self, name: str) -> list[str]:
        return [field["name"] for field in self.resource(name)["schema"]["fields"]]

    def without_tables(self, *names: str) -> None:
        self.package["resources"] = [one for one in self.package["resources"] if one["name"] not in names]
        for name in names:
            self.tables.pop(name)

    def without_columns(self, name: str, *columns: str) -> None:
        schema = self.resource(name)["schema"]
        schema["fields"] = [field for field in schema["fields"] if field["name"] not in columns]

    def change(self, name: str, column: str, to: Callable[[dict], str]) -> None:
        for row in self.tables[name]:
            row[column] = to(row)

    def targets_of(self, *tables: str) -> None:
        """Keep what is said of the targets of some tables only."""
        self.tables["targets"] = [row for row in self.tables["targets"] if row["table"] in tables]
        kept = {row["code"] for row in self.tables["targets"]}
        self.tables["baselines"] = [row for row in self.tables["baselines"] if row["code"] in kept]

    def write(self, folder: Path) -> Path:
        for resource in self.package["resources"]:
            path = folder / resource["path"]
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, self.fields(resource["name"]), extrasaction="ignore", lineterminator="\n")
                writer.writeheader()
                writer.writerows(self.tables[resource["name"]])
        (folder / "datapackage.json").write_text(json.dumps(self.package, ensure_ascii=False), encoding="utf-8")
        return folder


def no_decade(shape: Shape) -> None:
    """No table of the last decade: nothing is known of the past."""
    shape.without_tables(*DECADE, *CURATED)
    del shape.package["period"]["start"]


def empty_decade(shape: Shape) -> None:
    """Tables of the last decade with their headings alone; a few baselines from the text."""
    for name in (*DECADE, "indicators", "corrections"):
        shape.tables[name] = []
    values = {"W01": ("11.2", "1/10万"), "W06": ("31.5", "%"), "C02": ("4.1", "‰")}
    names = {row["code"]: row["name"].partition("（")[0] for row in shape.tables["targets"]}
    shape.tables["prose"] = [
        {"id": f"P0{i}", "plan": "women" if code[0] == "W" else "children", "line": str(i), "name": names[code]}
        | {"year": "2025", "value": value, "unit": unit, "table_row": "", "quote": f"{names[code]} {value}"}
        for i, (code, (value, unit)) in enumerate(values.items(), start=1)
    ]
    for row in shape.tables["baselines"]:
        known = row["code"] in values
        number = list(values).index(row["code"]) + 1 if known else 0
        row |= {"comparability": "A" if known else "N", "grade_2015": "N", "grade_2025": "A" if known else "N"}
        row |= {"source": f"prose:P0{number}" if known else "", "source_name": names[row["code"]] if known else ""}


def no_children(shape: Shape) -> None:
    """One plan of the two."""
    shape.without_tables(DECADE[1], GOALS[1])
    for name in ("indicators", "corrections"):
        shape.tables[name] = [row for row in shape.tables[name] if row["table"].startswith("women")]
    shape.tables["prose"] = [row for row in shape.tables["prose"] if row["plan"] == "women"]
    shape.targets_of(GOALS[0])


def no_level_above(shape: Shape) -> None:
    for name in GOALS:
        shape.without_columns(name, "target_city")
    del shape.package["levels"]["above"]


def no_nature(shape: Shape) -> None:
    for name in GOALS:
        shape.without_columns(name, "nature")


def no_departments(shape: Shape) -> None:
    for name in (*DECADE, *GOALS):
        shape.without_columns(name, "department")


def no_domain(shape: Shape) -> None:
    for name in GOALS:
        shape.without_columns(name, "domain")


def no_number(shape: Shape) -> None:
    """Rows without printed numbers."""
    for name in GOALS:
        shape.without_columns(name, "number")
    _recoded(shape)


def restarting(shape: Shape) -> None:
    """Numbers that begin anew with each domain."""
    for name in GOALS:
        number = 0
        for row in shape.tables[name]:
            number = 1 if row["domain"] else number + bool(row["number"])
            row["number"] = str(number) if row["number"] or row["domain"] else ""
    _recoded(shape)


def many(shape: Shape) -> None:
    """More than 99 targets in a plan."""
    row = shape.tables["women_2026_2035"][-1]
    last = len(shape.tables["women_2026_2035"])
    known = next(one for one in shape.tables["targets"] if one["table"] == GOALS[0] and one["row"] == str(last))
    numbered = max(int(one["number"]) for one in shape.tables["women_2026_2035"] if one["number"])
    for extra in range(1, 101):
        name = f"Share of women in invented body {extra}（%）"
        new = {"row": str(last + extra), "number": str(numbered + extra), "name": name, "target_district": "≥30"}
        shape.tables["women_2026_2035"].append({**row, **new, "domain": "", "target_city": "—", "interim_2030": "—"})
        told = {
            "code": f"W{numbered + extra:02d}",
            "row": str(last + extra),
            "name": name,
            "indicator": f"body_{extra}",
        }
        shape.tables["targets"].append({**known, **told, "kind": "proportion", "direction": "up", "outside": ""})
        blank = dict.fromkeys(shape.fields("baselines"), "")
        grades = {"comparability": "N", "grade_2015": "N", "grade_2025": "N", "reason_en": "none", "reason_zh": "无"}
        shape.tables["baselines"].append({**blank, "code": told["code"], **grades})


def led(shape: Shape) -> None:
    """Departments with the one that leads named."""
    for name in [name for name in GOALS if name in shape.tables]:
        shape.change(
            name, "department", lambda row: row["department"] and f"牵头单位：{row['department']}；配合单位：县妇联"
        )


def parted(shape: Shape) -> None:
    """Departments parted by a slash, a space and a line break."""
    signs = ["/", " ", "\n", "；"]
    for name in GOALS:
        for i, row in enumerate(shape.tables[name]):
            row["department"] = row["department"] and signs[i % 4].join(
                [*re.split("、", row["department"]), "县统计局"]
            )


def english(shape: Shape) -> None:
    """Departments with English names."""
    for name in GOALS:
        shape.change(
            name, "department", lambda row: row["department"] and "Bureau of Health and Care; Women's Federation"
        )


def town_and_country(shape: Shape) -> None:
    """Sub-targets for town and country under one number, and an interim value in the words of the target."""
    rows = shape.tables["children_2026_2035"]
    last = len(rows)
    number = max(int(row["number"]) for row in rows if row["number"]) + 1
    blank = dict.fromkeys(shape.fields("baselines"), "")
    for i, (name, goal) in enumerate([("其中：城镇（%）", "2030年达到95%，2035年达到98%"), ("其中：农村（%）", "≥90")]):
        rows.append({**rows[-1], "row": str(last + 1 + i), "domain": "", "name": name, "target_city": "—"})
        rows[-1] |= {"number": "" if i else str(number), "target_district": goal, "interim_2030": "—"}
        told = {
            "table": "children_2026_2035",
            "row": str(last + 1 + i),
            "name": name,
            "code": f"C{number:02d}{'ab'[i]}",
        }
        told |= {"indicator": "school_meals", "stratum": ("urban", "rural")[i], "kind": "proportion", "direction": "up"}
        shape.tables["targets"].append(
            {**dict.fromkeys(shape.fields("targets"), ""), **told, "name_en": f"School meals, {('town', 'country')[i]}"}
        )
        grades = {"comparability": "N", "grade_2015": "N", "grade_2025": "N", "reason_en": "none", "reason_zh": "无"}
        shape.tables["baselines"].append({**blank, "code": told["code"], **grades})


def half_width(shape: Shape) -> None:
    """Units in half-width brackets."""
    for name in [name for name in GOALS if name in shape.tables]:
        shape.change(name, "name", lambda row: row["name"].replace("（", "(").replace("）", ")"))
    shape.change("targets", "name", lambda row: row["name"].replace("（", "(").replace("）", ")"))


def nation(shape: Shape) -> None:
    """The nation: nothing above it, no decade, births by the million."""
    no_decade(shape)
    no_level_above(shape)
    shape.package |= {"geo": "Exland", "district": "Exland", "nation": "Exland"}
    shape.package["levels"] = {"own": {"en": "nation", "zh": "国"}}


def city(shape: Shape) -> None:
    """A city with baselines from its text, no level above, no nature, no departments."""
    empty_decade(shape)
    no_level_above(shape)
    no_nature(shape)
    no_departments(shape)
    shape.package["levels"] = {"own": {"en": "city", "zh": "市"}}


def another_base(shape: Shape) -> None:
    """A base year that is not the one before the plan."""
    shape.package = json.loads(json.dumps(shape.package).replace("2025", "2022"))
    for resource in shape.package["resources"]:
        resource["path"] = resource["path"].replace("2025", "2022")
    shape.tables = {
        name.replace("2025", "2022"): [
            {key.replace("2025", "2022"): value.replace("2025", "2022") for key, value in row.items()} for row in rows
        ]
        for name, rows in shape.tables.items()
    }


def _recoded(shape: Shape) -> None:
    """Codes as rows counted on from the first give them."""
    codes = {}
    for name in GOALS:
        number, letters = 0, {}
        numbered = "number" in shape.fields(name)
        for row in shape.tables[name]:
            number += 1 if not numbered or row["number"] else 0
            letters.setdefault(number, []).append(row["row"])
        for n, rows in letters.items():
            for i, row in enumerate(rows):
                codes[name, row] = f"{name[0].upper()}{n:02d}{chr(97 + i) if len(rows) > 1 else ''}"
    renamed = {row["code"]: codes[row["table"], row["row"]] for row in shape.tables["targets"]}
    for table in ("targets", "baselines"):
        shape.change(table, "code", lambda row: renamed[row["code"]])


def county_alone(shape: Shape) -> None:
    """One plan without its domains, numbers that begin anew, a lead department named, units in half-width brackets."""
    restarting(shape)  # before what tells where the domains begin is gone
    no_children(shape)
    for change in (led, half_width):
        change(shape)
    shape.without_columns(GOALS[0], "domain")


def other_county(shape: Shape) -> None:
    """Targets parted by town and country, departments parted in every way, another base year."""
    for change in (town_and_country, parted, another_base):
        change(shape)


SHAPES = {
    function.__name__: function
    for function in (
        *(no_decade, empty_decade, no_children, no_level_above, no_nature, no_departments, no_domain, no_number),
        *(restarting, many, led, parted, english, town_and_country, half_width, another_base),
        *(nation, city, county_alone, other_county),
    )
}


def folder_of(name: str, folder: Path) -> Path:
    """Write the folder of a shape."""
    shape = Shape()
    SHAPES[name](shape)
    return shape.write(folder)
