"""The columns of a return form: what is shown, what is asked, where each entry goes in the store."""

from dataclasses import dataclass

STRATA = {"女性": "women", "男性": "men", "城镇": "urban", "农村": "rural"}
AGES = {"0—5岁": "age_0_5", "6—13岁": "age_6_13", "14—17岁": "age_14_17"}
STATUSES = ("初步数", "核定数")
SHEET, WORK, GUIDE, MARK = "年度监测数据报送表", "工作情况", "填表说明", "_kzplan"
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
        "checked_by", a stratum, or blank for what is only shown.
    """

    heading: str
    width: int
    asked: bool = False
    field: str = ""


SHOWN = (
    Column("代码", 6, field="code"), Column("指标", 24), Column("口径说明", 22), Column("单位", 7), Column("2010年", 8), Column("2020年", 8),
    Column("最近一次报送", 11), Column("区2030年目标", 10), Column("市2030年目标", 10), Column("责任单位", 14),
)  # fmt: skip
ASKED = (
    Column("数据状态", 8, True, "status"), Column("本年值", 9, True, "value"), Column("分子", 9, True, "numerator"),
    Column("分母", 9, True, "denominator"), *(Column(heading, 8, True, field) for heading, field in STRATA.items()),
)  # fmt: skip
SIGNED = (Column("数据来源", 16, True, "source"), Column("备注", 16, True, "note"), Column("填报人", 9, True, "filled_by"),
          Column("审核人", 9, True, "checked_by"))  # fmt: skip


def columns(children):
    """Return the columns of a form; age groups are asked where there are children's targets.

    >>> len(columns(True)) - len(columns(False))
    3
    """
    ages = tuple(Column(heading, 8, True, field) for heading, field in AGES.items()) if children else ()
    return (*SHOWN, *ASKED, *ages, *SIGNED)
