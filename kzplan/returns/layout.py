"""The columns of a return form: what is shown, what is asked, where each entry goes in the store."""

from dataclasses import dataclass

from ..odds.assumptions import Assumptions
from ..odds.case import cases
from ..odds.needed import table_of
from ..odds.sentence import needed_sentence
from ..odds.verdict import reached
from ..plan.definitions import definition
from ..plan.goals import asked_above
from ..plan.plan import Plan
from ..plan.tables import records
from ..words import labels

STRATA = {"女性": "women", "男性": "men", "城镇": "urban", "农村": "rural"}
AGES = {"0—5岁": "age_0_5", "6—13岁": "age_6_13", "14—17岁": "age_14_17"}
STATUSES = ("初步数", "核定数")
SHEET, WORK, GUIDE, MARK = "年度监测数据报送表", "工作情况", "填表说明", "_kzplan"
WORK_HEADINGS = ("本年实施情况（主要措施、成效）", "存在的困难和问题", "下一年工作安排")
VERSION = 1
FORMER = ("口径说明",)  # headings of earlier versions, shown then and never read
NOTHING = "—"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the form.

    Parameters
    ----------
    heading : as printed.
    width : in characters.
    asked : whether the department fills it.
    field : what the entry is: "value", "numerator", "denominator", "status", "source", "note", "filled_by",
        "checked_by", a stratum; of what is only shown, what it repeats.
    """

    heading: str
    width: int
    asked: bool = False
    field: str = ""


ASKED = (
    Column("数据状态", 8, True, "status"),
    Column("本年值", 9, True, "value"),
    Column("分子", 9, True, "numerator"),
    Column("分母", 9, True, "denominator"),
    *(Column(heading, 8, True, field) for heading, field in STRATA.items()),
)
ASKED_OF_CHILDREN = tuple(Column(heading, 8, True, field) for heading, field in AGES.items())
SIGNED = (
    Column("数据来源", 16, True, "source"),
    Column("备注", 16, True, "note"),
    Column("填报人", 9, True, "filled_by"),
    Column("审核人", 9, True, "checked_by"),
)


def shown_columns(plan: Plan) -> tuple[Column, ...]:
    """Return the columns that are prefilled; their years and levels are the plan's.

    >>> from kzplan import load_plan
    >>> [column.heading for column in shown_columns(load_plan())][4:8]
    ['2010年', '2020年', '最近一次报送', '区2030年目标']
    """
    own, above, last = plan.levels.own.zh, plan.levels.above.zh, plan.period.last
    return (
        Column("代码", 6, field="code"),
        Column("指标", 24, field="name"),
        Column("指标解释", 30, field="definition"),
        Column("单位", 7, field="unit"),
        *(Column(f"{year}年", 8, field=field) for field, year in plan.period.value_columns.items()),
        Column("最近一次报送", 11, field="last"),
        Column(f"{own}{last}年目标", 10, field="target"),
        *((Column(f"{above}{last}年目标", 10, field="target_above"),) if asked_above(plan) else ()),
        Column("本年值与达标可能性", 22, field="needed"),
        Column("责任单位", 14, field="departments"),
    )


def columns(plan: Plan, children: bool) -> tuple[Column, ...]:
    """Return the columns of a form; age groups are asked where there are children's targets.

    >>> from kzplan import load_plan
    >>> plan = load_plan()
    >>> len(columns(plan, True)) - len(columns(plan, False))
    3
    """
    return (*shown_columns(plan), *ASKED, *(ASKED_OF_CHILDREN if children else ()), *SIGNED)


def guarded(plan: Plan) -> tuple[str, ...]:
    """Return the fields of the plan's own data, which nobody is to change.

    >>> from kzplan import load_plan
    >>> guarded(load_plan())
    ('name', 'unit', 'value_2010', 'value_2020', 'target', 'target_above')
    """
    above = ("target_above",) if asked_above(plan) else ()
    return ("name", "unit", *plan.period.value_columns, "target", *above)


def needed(plan: Plan, year: int) -> dict[str, str]:
    """Return what the value of a year would have to be to make each target likely, by code; a dash where that cannot be said.

    >>> from kzplan import load_plan
    >>> needed(load_plan(), 2026)["C10b"].startswith("据推算，")
    True
    """
    if year >= plan.period.last:
        return dict.fromkeys(plan.by_code, NOTHING)
    listed = cases(plan.known_to(year - 1), Assumptions())
    lines = records(table_of(listed, [year] * len(listed)))
    return {
        case.code: needed_sentence(case, line, "zh", now=p) or NOTHING
        for case, line, p in zip(listed, lines, reached(listed), strict=True)
    }


def shown(plan: Plan, code: str, year: int) -> dict[str, str]:
    """Return what a row of the form shows of a target, by field.

    >>> from kzplan import load_plan
    >>> row = shown(load_plan(), "W03", 2025)
    >>> row["value_2020"], row["target"], row["last"]
    ('10.79', '＜8', '—')
    """
    target, series = plan.target(code), plan.series_of(code)
    seen = plan.earlier(code).by_year | series.by_year
    printed = {
        field: labels.number(seen[at], 4) if at in seen else "无数据" for field, at in plan.period.value_columns.items()
    }
    broken = "" if code not in plan.breaks or plan.breaks[code].year > year else f"；{plan.breaks[code].words.zh}"
    later = [at for at in seen if plan.period.base < at < year]
    return {
        "code": code,
        "name": target.name.zh,
        "definition": f"{_defined(plan, code)}{broken}",
        "unit": target.unit or "—",
        **printed,
        "last": f"{later[-1]}年：{labels.number(seen[later[-1]], 4)}" if later else "—",
        "target": target.text,
        "target_above": target.text_above,
        "departments": target.department,
    }


def _defined(plan, code):
    """What the indicator means and how it is worked out; a dash where the plan folder does not say so."""
    one = definition(plan, code)
    if one is None:
        return NOTHING
    return f"{one.text}。计算公式：{one.formula}" if one.formula else one.text


def accepted(plan: Plan, row: dict[str, str], field: str) -> tuple[str, ...]:
    """Return what may stand in a guarded cell: what the form shows, and what one shows that was written before the value was revised.

    Parameters
    ----------
    plan : a loaded plan.
    row : what the form shows of a target, as :func:`shown` returns it.
    field : one of :func:`guarded`.

    >>> from kzplan import load_plan
    >>> plan = load_plan()
    >>> accepted(plan, shown(plan, "W03", 2025), "value_2020")
    ('10.79',)
    """
    at, code = plan.period.value_columns.get(field), row["code"]
    was = plan.revised.get((code, at)) if at is not None else None
    return (row[field], *([was.printed] if was else ["无数据"] if _first_known(plan, code, at) else []))


def _first_known(plan, code, at):
    """Whether the value of a printed year was reported where none was printed."""
    return at is not None and any(row["code"] == code and row["year"] == at for row in plan.returned_rows)
