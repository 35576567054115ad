"""What a district's figures stand beside: groups inside it, the level above, the nation."""

from collections.abc import Mapping

from ...evaluation import comparisons
from ...evaluation.engine import Evaluation
from ...plan.tables import records
from ...returns import layout
from ..names import names_of
from .table import CODE, NONE, Column, Official, indicator_columns, table_of, verdict_words

REDRAWN = "分组口径前后不一，不作纵向比较"
NOT_THE_SAME = "口径已调整，不作比较"
BETTER = {"yes": "好于全国", "no": "差于全国", "": NONE}


def gaps_table(evaluation: Evaluation) -> Official:
    """Return the pairs of women and men, town and country."""
    found = comparisons.strata(evaluation)
    columns = [
        Column(CODE, found["code"].where(found["code"] != "", NONE), 7),
        Column("指标", found["name_zh"], 30),
        Column("单位", found["unit"], 8),
        Column("分组", [comparisons.pair_words(pair, "zh") for pair in found["pair"]], 14),  # 农村/城镇 on one line
        Column("年份", found["year"], 8, "year"),
        Column("前者", found["first"], 9, "value"),
        Column("后者", found["second"], 9, "value"),
        Column("差距（前者－后者）", found["gap"], 9, "difference"),
        Column("合计", found["total"], 9, "value"),
        Column("备注", [_said(row, evaluation.year) for row in records(found)], 13),
    ]
    return table_of("gaps", "分性别、城乡差距表", columns)


def _said(row: Mapping, year: int) -> str:
    """What has to be said beside a pair: that its total is none of it, that it was counted otherwise, that it is of another year."""
    told = ["合计不在两组之间，待核"] if row["contradicted"] else [REDRAWN] if row["broken"] else []
    return "；".join([*told, *([] if row["year"] == year else [f"{row['year']}年数据，非{year}年"])])


def ages_table(evaluation: Evaluation) -> Official:
    """Return the values by age group."""
    found = comparisons.ages(evaluation)
    groups = {"合计": "total", **layout.AGES}
    columns = [Column(heading, found[name], 9, "value") for heading, name in groups.items()]
    code, *named = indicator_columns(found, 34)
    return table_of("ages", "分年龄组数据", [Column(code.heading, code.values, 9), *named, *columns])


def city_table(evaluation: Evaluation) -> Official:
    """Return the targets that differ from those of the level above."""
    found, names = comparisons.city(evaluation), names_of(evaluation.plan)
    columns = [
        *indicator_columns(found, 34, 11),
        Column(f"{evaluation.year}年", found["value"], 11, "value"),
        Column(names.target, found["target"], 11),
        Column(names.judged, verdict_words(found["verdict"]), 11),
        Column(names.target_above, [text.strip() or NONE for text in found["target_city"]], 11),
        Column(names.judged_above, verdict_words(found["verdict_city"]), 11),
    ]
    return table_of("city", f"与{names.above}级目标不同的指标", columns)


def nation_table(evaluation: Evaluation) -> Official:
    """Return the latest values beside the nation's."""
    found, here = comparisons.nation(evaluation), names_of(evaluation.plan).here
    told = zip(found["source"], found["second_hand"], strict=True)
    sources = [f"{source}{'（转引）' if second else ''}" for source, second in told]
    columns = [
        *indicator_columns(found, 22, 10),
        Column(here, found["value"], 10, "value"),
        Column(f"{here}年份", found["year"], 10, "year"),
        Column("全国", found["nation"], 10, "value"),
        Column("全国年份", found["nation_year"], 10, "year"),
        Column(f"差（{here}－全国）", found["difference"], 10, "difference"),
        Column("比较", [NOT_THE_SAME if row["broken"] else BETTER[row["better"]] for row in records(found)], 10),
        Column("全国数据来源", sources, 28),
    ]
    return table_of("nation", "与全国比较", columns)
