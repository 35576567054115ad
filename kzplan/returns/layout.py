"""The columns of a return form: what is shown, what is asked, where each entry goes in the store."""

from dataclasses import dataclass

from ..words import labels

STRATA = {"女性": "women", "男性": "men", "城镇": "urban", "农村": "rural"}
AGES = {"0—5岁": "age_0_5", "6—13岁": "age_6_13", "14—17岁": "age_14_17"}
STATUSES = ("初步数", "核定数")
SHEET, WORK, GUIDE, MARK = "年度监测数据报送表", "工作情况", "填表说明", "_kzplan"
WORK_HEADINGS = ("本年实施情况（主要措施、成效）", "存在的困难和问题", "下一年工作安排")
VERSION = 1


@dataclass(frozen=True)
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


SHOWN = (
    Column("代码", 6, field="code"),
    Column("指标", 24, field="name"),
    Column("口径说明", 22, field="reason"),
    Column("单位", 7, field="unit"),
    Column("2010年", 8, field="value_2010"),
    Column("2020年", 8, field="value_2020"),
    Column("最近一次报送", 11, field="last"),
    Column("区2030年目标", 10, field="target"),
    Column("市2030年目标", 10, field="target_city"),
    Column("责任单位", 14, field="departments"),
)
ASKED = (
    Column("数据状态", 8, True, "status"),
    Column("本年值", 9, True, "value"),
    Column("分子", 9, True, "numerator"),
    Column("分母", 9, True, "denominator"),
    *(Column(heading, 8, True, field) for heading, field in STRATA.items()),
)
SIGNED = (
    Column("数据来源", 16, True, "source"),
    Column("备注", 16, True, "note"),
    Column("填报人", 9, True, "filled_by"),
    Column("审核人", 9, True, "checked_by"),
)


def shown(plan, code, year):
    """Return what a row of the form shows of a target, by field.

    >>> from kzplan import load_plan
    >>> row = shown(load_plan(), "W03", 2025)
    >>> row["value_2020"], row["target"], row["last"]
    ('10.79', '＜8', '—')
    """
    target, seen = plan.target(code), plan.observations[plan.observations["code"] == code].set_index("year")["value"]
    printed = {at: labels.number(seen[at], 4) if at in seen.index else "无数据" for at in (2010, 2020)}
    later = seen[(seen.index > 2020) & (seen.index < year)]
    last = f"{later.index[-1]}年：{labels.number(later.iloc[-1], 4)}" if len(later) else "—"
    return {
        "code": code,
        "name": target.name.zh,
        "reason": target.reason.zh,
        "unit": target.unit or "—",
        "value_2010": printed[2010],
        "value_2020": printed[2020],
        "last": last,
        "target": target.text,
        "target_city": target.text_above,
        "departments": target.department,
    }


def columns(children):
    """Return the columns of a form; age groups are asked where there are children's targets.

    >>> len(columns(True)) - len(columns(False))
    3
    """
    ages = tuple(Column(heading, 8, True, field) for heading, field in AGES.items()) if children else ()
    return (*SHOWN, *ASKED, *ages, *SIGNED)
