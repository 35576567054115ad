"""The review as it comes back: what was confirmed or changed, and every fault of it at once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ..plan.catalogue import known_indicators
from ..plan.printed import split_name, written_unit
from ..returns.workbook import read_cells
from ..words.door import door
from ..words.errors import Fault, PlanError, Refusal
from . import tongue
from .births import read_births
from .edited import ORIGINALS, ROW, deleted, edits, misplaced, originals, uncalculated
from .facts import NAMES, YEARS, Facts
from .review import (
    ADDED,
    BASELINE,
    CHANGE,
    CHOICES,
    CONFIRM,
    DECIDE,
    FACTS,
    FIGURES,
    GOALS,
    OTHER_PLAN,
    OWN,
    PAST,
    SHEETS,
)
from .shares import AS_SHARE
from .typed import OTHER_VALUE, VALUE, no_number, typed
from .wanted import is_bare, read_target
from .within import STRATA
from .words import DIRECTIONS, GRADES, KINDS, PARTS

NEEDED = ("title", "district", "source", "own", "own_en")  # facts that no folder can do without
KEPT = (CONFIRM, CHANGE)
FORMULAS = "_formulas"  # columns whose cell is a formula without a result
_ID = re.compile(r"[a-z][a-z0-9_]*")
_SOURCE = re.compile(rf"({SHEETS['past']}|{SHEETS['figures']})\s*(\d+)")
_CHOOSE = ("Choose one of the list.", "请从下拉列表中选择。")


@dataclass
class Confirmed:
    """What a person confirmed.

    Parameters
    ----------
    facts : of the plan.
    goals, past, figures : rows of the sheets with what was changed put in place; all rows, ``kept`` says which stay.
    left : (sheet, row, text) of rows that were dropped or not decided; row 0 of those taken out of the sheet.
    edited : (sheet, row, column, as written, as it is) of cells that a person changed where there is no column to change them.
    workbook : name of the review's file.
    in_english : whether its labels are English.
    """

    facts: Facts
    goals: list[dict]
    past: list[dict]
    figures: list[dict]
    left: list[tuple[str, int, str]] = field(default_factory=list)
    edited: list[tuple[str, int, str, str, str]] = field(default_factory=list)
    workbook: str = ""
    in_english: bool = False


@door
def read_review(path: str | Path) -> Confirmed:
    """Return what was confirmed in a review workbook.

    Raises
    ------
    Refusal : no review workbook.
    PlanError : every fault of it at once.
    """
    path = Path(path)
    sheets = read_cells(path)
    needed = {"facts": FACTS, "goals": GOALS, "past": PAST, "figures": FIGURES}
    in_english = tongue.SHEETS[SHEETS["goals"]] in sheets
    called = {name: tongue.SHEETS[zh] if in_english else zh for name, zh in SHEETS.items()}
    missing = [name for name in (*(called[name] for name in needed), ORIGINALS) if name not in sheets]
    if missing:
        names = "、".join(missing)
        raise Refusal(
            f"{path.name} has no sheet {names}; give the workbook that import-plan wrote",
            f"{path.name}缺少工作表{names}，请用import-plan写出的核对表",
        )
    rows = {name: _rows(sheets[called[name]].rows, headings, path, called[name]) for name, headings in needed.items()}
    written = originals([cell.content for cell in row] for row in sheets[ORIGINALS].rows)
    changes, faults = _changes(rows, written)
    for name in rows if in_english else ():
        tongue.rows_back(rows[name])
    facts, more = _facts(rows["facts"])
    faults += more
    for name in ("goals", "past", "figures"):
        faults += [fault for row in rows[name] for fault in _decided(row, SHEETS[name])]
    for row in rows["goals"]:
        if row["kept"]:
            faults += list(_goal(row, rows)) + list(typed(row, rows["figures"], SHEETS["goals"], facts.base))
    faults += list(_twice(rows["goals"]))
    if not any(row["kept"] for row in rows["goals"]):
        faults.append(_none_confirmed())
    if faults:
        raise PlanError(path.name, tongue.faults_in_english(faults) if in_english else faults)
    left = [
        (SHEETS[name], row[ROW], row["指标名称"].strip())
        for name in ("goals", "past", "figures")
        for row in rows[name]
        if not row["kept"]
    ]
    left += [one for name in ("goals", "past", "figures") for one in deleted(SHEETS[name], rows[name], written)]
    return Confirmed(facts, rows["goals"], rows["past"], rows["figures"], left, changes, path.name, in_english)


def _none_confirmed():
    found, expected = ("no target confirmed", "没有确认任何目标"), (f"{CONFIRM} or {CHANGE}", f"{CONFIRM}或{CHANGE}")
    return _fault(SHEETS["goals"], {ROW: 0}, DECIDE, found, expected)


def _changes(rows, written):
    """What was changed outside the columns for it: what is made as it stands, and the faults of the rest."""
    changes, faults = [], []
    for name, listed in rows.items():
        sheet = SHEETS[name]
        faults += [uncalculated(sheet, row[ROW], column) for row in listed for column in row.pop(FORMULAS)]
        for row, column, before, now in edits(sheet, listed, written, OWN):
            fault = misplaced(sheet, row, column, before, now, SHEETS["figures"])
            if fault is None:
                changes.append((sheet, row[ROW], column, before, now))
            else:
                faults.append(fault)
    return changes, faults


def _rows(cells, headings, path, sheet):
    """The rows under the headings, as texts by heading; columns may have been moved, none may be missing."""
    texts = [["" if cell.content is None else _text(cell.content) for cell in row] for row in cells]
    first = next(iter(headings))
    top = next((at for at, row in enumerate(texts) if first in map(tongue.heading_back, row)), None)
    if top is not None:
        texts[top] = [tongue.heading_back(text) for text in texts[top]]
    missing = [one for one in headings if top is None or one not in texts[top]]
    if top is None or missing:
        names = "、".join(missing)
        raise Refusal(
            f"{path.name}, sheet {sheet}: no column {names}", f"{path.name}工作表“{sheet}”缺少{names}列，请勿删改表头"
        )
    found = []
    for at, row in enumerate(texts[top + 1 :], start=top + 2):
        padded = [*row, *[""] * (len(texts[top]) - len(row))]
        formulas = [head for head, cell in zip(texts[top], cells[at - 1], strict=False) if cell.uncalculated]
        if formulas or any(text.strip() for text in padded):
            found.append(dict(zip(texts[top], padded, strict=False)) | {ROW: at, FORMULAS: formulas})
    return found


def _text(content):
    return f"{content:g}" if isinstance(content, float) else str(content)


_YEAR = ("Write the year of the figure.", "请填写该数的年份。")


def _fault(sheet, row, column, found, expected, remedy=_CHOOSE):
    return Fault(sheet, found, expected, remedy, row[ROW], column)


def _facts(rows):
    by_name = {row["项目"]: row for row in rows}
    values, faults = {}, []
    for name, zh in NAMES.items():
        row = by_name.get(zh, {"内容": "", "改为": "", ROW: 0})
        text = (row["改为"] or row["内容"]).strip()
        if name in YEARS and not re.fullmatch(r"(?:19|20)\d\d", text):
            remedy = ("Write it under 改为.", "请填写“改为”列。")
            faults.append(_fault(SHEETS["facts"], row, zh, (f"{text!r}", f"“{text}”"), ("a year", "年份"), remedy))
        if name in NEEDED and not text:
            remedy = ("Write it under 改为.", "请填写“改为”列。")
            faults.append(_fault(SHEETS["facts"], row, zh, ("blank", "空白"), ("a name", "名称"), remedy))
        if name == "births" and read_births(text) is None:
            expected = ("year and number, for example 2023: 7102; 2024: 7528", "年份在前、人数在后，几年以分号分隔")
            remedy = ("Write each year once with its live births.", "每年写一次，写明活产数。")
            faults.append(_fault(SHEETS["facts"], row, zh, (f"{text!r}", f"“{text}”"), expected, remedy))
        values[name] = int(text) if name in YEARS and text.isdigit() else text
    title, source = (by_name.get(NAMES[name], {}) for name in ("title", "source"))
    if title.get("内容") and source and not source["改为"].strip():
        values["source"] = source["内容"].replace(title["内容"], values["title"])  # the document is cited by its title
    return Facts(**values), faults


def _decided(row: dict, sheet: str) -> Iterator[Fault]:
    """Note whether a row stays; faults of its choices."""
    row["kept"] = row[DECIDE].strip() in KEPT
    for column in (DECIDE, BASELINE):
        choice = row.get(column, "").strip()
        if choice and choice not in CHOICES:
            yield _fault(sheet, row, column, (f"{choice!r}", f"“{choice}”"), (", ".join(CHOICES), "、".join(CHOICES)))
    yield from _idle(row, sheet)
    if sheet != SHEETS["goals"] and row["kept"]:
        changed = row[DECIDE].strip() == CHANGE
        row["indicator"] = (changed and row.get("改为指标", "").strip()) or row.get("拟用指标", "")
        row["stratum"] = (changed and row.get("改为分组", "").strip()) or row.get("分组", "") or "total"
        row["value"] = (changed and row.get(OTHER_VALUE, "").strip()) or row.get("数值", "")
        if changed and row.get(OTHER_VALUE, "").strip():
            yield from no_number(row, sheet, OTHER_VALUE)
        if row["indicator"] and not _ID.fullmatch(row["indicator"]):
            yield _id_fault(sheet, row)
        if not re.fullmatch(r"\d{4}(；\d{4})*", row.get("年份", "0000").strip()):
            yield _fault(
                sheet, row, "年份", (f"{row['年份']!r}", f"“{row['年份']}”"), ("a year", "四位数的年份"), _YEAR
            )
    column = OTHER_PLAN if row["kept"] and row.get(OTHER_PLAN, "").strip() else "规划"
    row["part"] = next((part for part, zh in PARTS.items() if zh == row[column].strip()), "")
    if row["kept"] and not row["part"]:
        yield _fault(sheet, row, column, (f"{row[column]!r}", f"“{row[column]}”"), ("妇女 or 儿童", "妇女或儿童"))


def _idle(row, sheet):
    """What was written to change a row whose choice is another."""
    of_baseline = ("改为来源", "改为可比性")
    for column in [name for name in row if isinstance(name, str) and name.startswith("改为") and row[name].strip()]:
        decides = BASELINE if column in of_baseline else DECIDE
        if row[decides].strip() == CONFIRM:
            found = (f"{row[column]!r}, but {decides} is {CONFIRM}", f"“{row[column]}”，而“{decides}”为{CONFIRM}")
            remedy = (f"Choose {CHANGE}, or empty the cell.", f"请选“{CHANGE}”，或清空该单元格。")
            yield _fault(sheet, row, column, found, (f"{CHANGE}, or a blank cell", f"选“{CHANGE}”，或留空"), remedy)


def _id_fault(sheet, row):
    expected = ("an id in small letters, digits and _", "小写英文字母、数字和下划线组成的编号")
    return _fault(
        sheet,
        row,
        "改为指标",
        (f"{row['indicator']!r}", f"“{row['indicator']}”"),
        expected,
        ("Take one of kzplan.catalogue(), or give it one.", "请用kzplan.catalogue()中的编号，或自拟一个。"),
    )


def _stratum(text: str) -> str:
    """A stratum as it is written here, of what a person wrote: 农村 is rural."""
    return STRATA.get(text.strip().casefold(), text.strip())


def _stratum_fault(row):
    found = (f"{row['stratum']!r}", f"“{row['stratum']}”")
    expected = (
        "total, urban, rural, women, girls or another word in small letters",
        "城镇、农村、女性、女童、合计，或小写英文字母组成的分组名",
    )
    return _fault(SHEETS["goals"], row, "改为分组", found, expected, ("Write one of these.", "请填写其中一个。"))


def _goal(row: dict, rows: dict) -> Iterator[Fault]:
    """Put in place what was changed of a target that stays; its faults."""
    sheet, changed = SHEETS["goals"], row[DECIDE].strip() == CHANGE
    changes = {"indicator": ("改为指标", "拟用指标"), "name": ("改为名称", "指标名称"), "target": ("改为目标", "目标"), "kind": ("改为类型", "类型"), "direction": ("改为方向", "良好方向")}  # fmt: skip
    for name, (change, proposed) in changes.items():
        row[name] = (changed and row[change].strip()) or row[proposed]
    row["责任单位"] = row[ADDED].strip() or row["责任单位"]
    another = changed and row["改为指标"].strip() not in ("", row["拟用指标"].strip())
    row["stratum"] = (changed and _stratum(row["改为分组"])) or (
        "total" if another and row["拟用指标"].strip() else row["分组"].strip() or "total"
    )
    told = known_indicators().get((row["indicator"], row["stratum"]))
    row["other"] = told is None or bool(changed and (row["改为类型"].strip() or row["改为方向"].strip()))
    if another and told is not None and not row["other"]:
        row["kind"], row["direction"] = told.kind, told.direction
    if not _ID.fullmatch(row["indicator"].strip()):
        yield _id_fault(sheet, row)
    if not _ID.fullmatch(row["stratum"]):
        yield _stratum_fault(row)
    for column, choices in (("kind", KINDS), ("direction", DIRECTIONS)):
        if row[column] not in choices:
            heading = changes[column][0]
            yield _fault(
                sheet, row, heading, (f"{row[column]!r}", f"“{row[column]}”"), (", ".join(choices), "、".join(choices))
            )
            return
    yield from _read(row)
    yield from _source(row, rows)


def _read(row):
    unit = split_name(row["name"])[1]
    texts = {"目标": row["target"], "上级目标": row["上级目标"]} | {
        name: text for name, text in row.items() if isinstance(name, str) and re.fullmatch(r"\d{4}年目标", name)
    }
    bare = [text for text in texts.values() if row["direction"] == "none" and is_bare(text, unit)]
    if bare:
        yield _no_direction(row, bare[0])
    for column, text in texts.items():
        if text in bare:
            continue
        if not _is_plain(text, row) or read_target(text, row["direction"], unit)[0] is None:
            expected = ("a wording that is read", "能读的目标写法")
            remedy = (
                f"Choose {CHANGE} and write it under 改为目标, or drop the row.",
                f"请选“{CHANGE}”并填写“改为目标”，或删除该行。",
            )
            yield _fault(
                SHEETS["goals"],
                row,
                column,
                (f"{row['name'].strip()}: {text!r} is not read", f"{row['name'].strip()}：“{text}”未能读出"),
                expected,
                remedy,
            )
    row["unit"] = unit


def _no_direction(row: dict, text: str) -> Fault:
    """The fault of a bare number, which is the least or the most by its indicator's good direction."""
    found = (
        f"{row['name'].strip()}: {text.strip()!r}, direction none",
        f"{row['name'].strip()}：“{text.strip()}”，方向none",
    )
    expected = ("up (more is better) or down, of a bare number", "只有数字的目标须写明up（越高越好）或down（越低越好）")
    remedy = (f"Choose {CHANGE} and one of them under 改为方向.", f"请选“{CHANGE}”，并在“改为方向”中选定。")
    return _fault(SHEETS["goals"], row, "改为方向", found, expected, remedy)


def _is_plain(text, row):
    """Whether a target is not the printed one that looks like a share of 1."""
    return text != row["目标"] or not any(why in row["读作"] for why in (AS_SHARE.en, AS_SHARE.zh))


def _source(row: dict, rows: dict) -> Iterator[Fault]:
    """The rows a confirmed baseline stands in."""
    row["sources"], row["grade"] = [], "N"
    choice = row[BASELINE].strip()
    if choice not in KEPT or row[VALUE].strip():
        return
    changed = choice == CHANGE
    text = (changed and row["改为来源"].strip()) or row["基期来源"]
    row["grade"] = (changed and row["改为可比性"].strip()) or row["拟定可比性"].strip()
    if row["grade"] not in GRADES:
        yield _fault(
            SHEETS["goals"],
            row,
            "改为可比性",
            (f"{row['grade']!r}", f"“{row['grade']}”"),
            (", ".join(GRADES), "、".join(GRADES)),
        )
    for sheet, number in _SOURCE.findall(text):
        name = "past" if sheet == SHEETS["past"] else "figures"
        one = next((one for one in rows[name] if one["序"].strip() == number), None)
        if one is None or not one["kept"]:
            expected = (f"a row of {sheet} that is confirmed", f"“{sheet}”中已确认的行")
            remedy = ("Confirm that row too, or drop the baseline.", f"请同时确认该行，或在“{BASELINE}”选删除。")
            yield _fault(SHEETS["goals"], row, "基期来源", (f"{sheet}{number}", f"{sheet}{number}"), expected, remedy)
        else:
            row["sources"].append((name, one))
            if name == "past" and one["来源"] == row["来源"] and not one[OTHER_PLAN].strip():
                one["part"] = row["part"]  # values beside a target go with it
            yield from _other_unit(row, one, sheet)
    if row["grade"] in ("A", "B") and not _SOURCE.search(text):
        yield _fault(
            SHEETS["goals"],
            row,
            "基期来源",
            ("no source", "没有来源"),
            (f"as {SHEETS['past']}12", f"如{SHEETS['past']}12"),
        )


def _other_unit(row, one, sheet):
    """A baseline has the unit of its target."""
    unit, other = split_name(row["name"])[1], one["单位"].strip()
    if unit and written_unit(other) != unit:
        found = (f"{sheet}{one['序']} in {other or 'no unit'}", f"{sheet}{one['序']}单位为{other or '空'}")
        remedy = ("Drop the baseline, or choose another row.", f"请在“{BASELINE}”选删除，或改用其他行。")
        yield _fault(
            SHEETS["goals"], row, "基期来源", found, (f"the target's unit {unit}", f"目标的单位{unit}"), remedy
        )


def _twice(rows: list[dict]) -> Iterator[Fault]:
    """One indicator is one target of a plan."""
    seen: dict[tuple, dict] = {}
    for row in [row for row in rows if row["kept"]]:
        key = (row["part"], row["indicator"], row["stratum"])
        if key in seen and row["indicator"].strip():
            found = (
                f"{row['indicator']} again, as on row {seen[key][ROW]}",
                f"{row['indicator']}与第{seen[key][ROW]}行重复",
            )
            remedy = ("Give one of them another indicator, or drop it.", "请为其中一行改用其他指标，或删除。")
            yield _fault(SHEETS["goals"], row, "拟用指标", found, ("each once", "每个指标一次"), remedy)
        seen.setdefault(key, row)
