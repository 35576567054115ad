"""The tables an office expects of an evaluation, each once: for the Word report, the workbook and the page."""

from dataclasses import dataclass, field

import pandas as pd

from .. import findings
from ..evaluation import comparisons, difficulties, judge, missing, schedule, summary
from ..evaluation.engine import FEW
from ..indicator import counts
from ..indicator.unit import multiplier
from ..odds.verdict import LIKELIHOODS
from ..returns import layout, work
from ..words import labels
from . import queries
from .names import names_of

NONE, ABSENT = "—", "无数据"
DIGITS = 2


@dataclass(frozen=True)
class Official:
    """A table as an office files it.

    Parameters
    ----------
    key : short name, for references.
    title : as printed.
    frame : DataFrame; column names are the headings, numbers are numbers.
    widths : {heading: width in characters}.
    kinds : {heading: "value", "number", "signed", "share" (a probability), "percent", "year"}; text where none is named.
    about : lines above the table: definitions and formulas.
    empty : what to say where the table has no row.
    """

    key: str
    title: str
    frame: pd.DataFrame = field(repr=False)
    widths: dict
    kinds: dict
    about: tuple = ()
    empty: str = "无"

    def text(self):
        """Return the table as readers see it: every cell a word or a number, none blank."""
        shown = {
            name: [_shown(value, self.kinds.get(name, "text")) for value in self.frame[name]] for name in self.frame
        }
        return pd.DataFrame(shown, columns=list(self.frame))

    def numbers(self):
        """Return the table for a workbook: numbers as numbers, a word where there is none."""
        lacking = {name: ABSENT if kind == "value" else NONE for name, kind in self.kinds.items() if kind != "blank"}
        return self.frame.assign(
            **{
                name: self.frame[name].astype(object).where(self.frame[name].notna(), word)
                for name, word in lacking.items()
            }
        )


def _shown(value, kind):
    if kind == "text" or (kind == "value" and isinstance(value, str)):
        return value if value else NONE
    if kind == "blank":  # to be filled in by an office
        return ""
    if value is None or pd.isna(value):
        return ABSENT if kind == "value" else NONE
    if kind == "year":
        return f"{value:.0f}"
    if kind == "share":
        return labels.percent(value).replace(" ", "")
    text = labels.number(float(value), 1 if kind == "percent" else DIGITS)
    return f"+{text}" if kind == "signed" and value > 0 and text != "0" else text


def official_tables(evaluation):
    """Return every table of an evaluation in the order a report refers to them, as {key: :class:`Official`}."""
    makers = (
        _work,
        _overall,
        _by_domain,
        _by_department,
        _complete,
        _schedule,
        _hard,
        _gaps,
        _ages,
        _city,
        _nation,
        _chances,
        _small,
        _missing,
        _split,
        _comparable,
        _errata,
        _values,
    )
    made = [make(evaluation) for make in makers]
    return {table.key: table for table in made}


VERDICT_HEADINGS = {name: f"{labels.verdict(name, 'zh')}（项）" for name in judge.VERDICTS}
COUNT_HEADINGS = {
    "targets": "目标（项）",
    "monitored": "可监测（项）",
    **VERDICT_HEADINGS,
    "share_met": "达标率（%，占可监测）",
}
COUNT_ABOUT = (
    "达标率＝达标项数÷可监测项数；可监测指有当年数据且目标可判定。无数据、无法评价均不计入分母，也不算达标。",
    f"基本达标：距目标不超过目标值的{100 * judge.NEAR_SHARE:g}%，比例并不超过{judge.NEAR_POINTS:g}个百分点；不计为达标。",
)


def _counted(parts, name):
    """Several counts, one below the other, with what each line counts in the first column."""
    frame = pd.concat([part.assign(**{name: labels_}) for part, labels_ in parts])
    return frame.rename(columns=COUNT_HEADINGS)[[name, *COUNT_HEADINGS.values()]].reset_index(drop=True)


COUNT_KINDS = {**dict.fromkeys(list(COUNT_HEADINGS.values())[:-1], "year"), COUNT_HEADINGS["share_met"]: "percent"}


def _count_table(key, title, frame, about=COUNT_ABOUT):
    first = frame.columns[0]
    return Official(key, title, frame, {first: 22, **dict.fromkeys(COUNT_HEADINGS.values(), 9)}, COUNT_KINDS, about)


def _work(evaluation):
    said = work.current(evaluation.plan.folder, evaluation.year)
    frame = said.reset_index(names="责任单位")
    return Official(
        "work",
        "各责任单位实施情况（原文）",
        frame,
        {"责任单位": 12, **dict.fromkeys(layout.WORK_HEADINGS, 34)},
        {},
        (),
        "没有报送实施情况。",
    )


def _overall(evaluation):
    table, names, parts = evaluation.table, names_of(evaluation.plan), []
    for which, words in (("verdict", f"{names.own}目标"), ("verdict_city", f"{names.above}目标")):
        parts.append((summary.counts(table, None, which), [f"{words}合计"]))
        for by in ("plan", "nature"):
            counted = summary.counts(table, by, which)
            parts.append(
                (
                    counted,
                    [f"{words}：{labels.group(name, 'zh')}{'规划' if by == 'plan' else ''}" for name in counted.index],
                )
            )
    return _count_table("overall", "指标达标情况汇总表", _counted(parts, "范围"))


def _by_domain(evaluation):
    counted = summary.counts(evaluation.table, "domain")
    total = summary.counts(evaluation.table)
    return _count_table(
        "domains", "各领域指标达标情况", _counted([(counted, list(counted.index)), (total, ["合计"])], "领域")
    )


def _by_department(evaluation):
    counted = summary.counts(evaluation.table, "department")
    about = ("多个单位共同负责的指标在各单位中均计入，各单位之和大于总数。", *COUNT_ABOUT)
    return _count_table(
        "departments", "各责任单位指标达标情况", _counted([(counted, list(counted.index))], "责任单位"), about
    )


def _common(table):
    return {"代码": table["code"], "指标": table["name_zh"], "单位": table["unit"].where(table["unit"] != "", NONE)}


def _value_or_word(table):
    """The year's value, or 未开展 where that was reported in place of one."""
    introduced = table["said"].str.contains("未开展")
    return table["value"].astype(object).where(~introduced, "未开展")


def _verdict_words(column):
    return [labels.verdict(name, "zh") for name in column]


def _complete(evaluation):
    table, year, names = evaluation.table, evaluation.year, names_of(evaluation.plan)
    frame = pd.DataFrame(
        {
            **_common(table),
            "属性": [labels.word(name, "zh") for name in table["nature"]],
            names.at_base: table["base_value"].where(table["base_year"] == names.base),
            "上年": table["previous_value"],
            f"{year}年": _value_or_word(table),
            f"较{names.at_base}": table["since_base"],
            "较上年": table["since_previous"],
            names.target: table["target"],
            names.short_of: table["gap"],
            names.judged: _verdict_words(table["verdict"]),
            names.target_above: table["target_city"].map(lambda text: text.strip() or NONE),
            names.judged_above: _verdict_words(table["verdict_city"]),
            "数据状态": table["data_status"],
            "责任单位": table["department"],
        }
    )
    kinds = {
        names.at_base: "value",
        "上年": "value",
        f"{year}年": "value",
        f"较{names.at_base}": "signed",
        "较上年": "signed",
        names.short_of: "number",
    }
    about = [f"变化与差距均以该指标的单位计（比例为百分点）；“{names.short_of}”为0表示已达到或恰在界上。"]
    about += _older(evaluation)
    widths = dict.fromkeys(frame, 8) | {"代码": 7, "指标": 26, names.target: 10, names.target_above: 10, "责任单位": 14}
    return Official("complete", "主要指标完成情况一览表", frame, widths, kinds, tuple(about))


def _older(evaluation):
    """A line that names the values of earlier years that count for the year."""
    old = evaluation.table[evaluation.table["older"]]
    named = "、".join(f"{row['code']}（{row['value_year']}年）" for row in old.to_dict("records"))
    return [f"没有当年数据而取较早年份值的{len(old)}项，“上年”和应达值均以该年份为准：{named}。"] if len(old) else []


def _schedule(evaluation):
    ways = schedule.formulas(evaluation.plan.period)
    table, year, names = evaluation.table, evaluation.year, names_of(evaluation.plan)
    table = table[table["due"].notna() | table["realised"].notna()]
    due = f"{year}年应达值（推算）"
    frame = pd.DataFrame(
        {
            **_common(table),
            "基期年": table["base_year"],
            "基期值": table["base_value"],
            names.target: table["target"],
            due: table["due"],
            f"{year}年": table["value"],
            "目标完成进度（%）": table["covered"],
            "时间已过（%）": table["time_gone"],
            "目标实现程度（%）": table["realised"],
            "序时进度": [labels.word(name, "zh") or NONE for name in table["pace"]],
        }
    )
    kinds = {
        "基期年": "year",
        "基期值": "value",
        due: "number",
        f"{year}年": "value",
        "目标完成进度（%）": "percent",
        "时间已过（%）": "percent",
        "目标实现程度（%）": "percent",
    }
    about = (
        f"应达值均为推算。比例：{ways['proportion']}。",
        f"死亡率及其他：{ways['other']}。",
        "目标完成进度＝（当年值－基期值）÷（目标值－基期值），死亡率及其他按对数计，负数为较基期反向变动；基期已达标的不计。"
        f"当年已达{names.last}年目标为提前实现；目标完成进度与时间已过相差在其{100 * judge.ON_SCHEDULE:g}%以内，或与应达值在小数末位内相同，为基本符合预期；“左右”类目标越过区间的不作判断。",
        "目标实现程度：正向指标＝当年值÷目标值，逆向指标＝目标值÷当年值，最高100%。",
        *_older(evaluation),
    )
    return Official(
        "schedule",
        "目标实现程度与序时进度测算表",
        frame,
        dict.fromkeys(frame, 9) | {"代码": 7, "指标": 28, due: 10},
        kinds,
        about,
        "没有可测算序时进度的指标。",
    )


def _hard(evaluation):
    found, names = difficulties(evaluation), names_of(evaluation.plan)
    frame = pd.DataFrame(
        {
            **_common(found),
            "属性": [labels.word(name, "zh") for name in found["nature"]],
            f"{evaluation.year}年": found["value"].astype(float),
            names.target: found["target"],
            "距目标": found["gap"].astype(float),
            names.chance: found["p_reach"].astype(float),
            "列入依据": ["；".join(labels.word(one, "zh") for one in told) for told in found["reasons"]],
            "责任单位": found["department"],
            "原因分析（责任单位填）": "",
            "措施（责任单位填）": "",
        }
    )
    kinds = {
        f"{evaluation.year}年": "value",
        "距目标": "number",
        names.chance: "share",
        "原因分析（责任单位填）": "blank",
        "措施（责任单位填）": "blank",
    }
    widths = dict.fromkeys(frame, 9) | {
        "代码": 7,
        "指标": 24,
        "列入依据": 24,
        "责任单位": 14,
        "原因分析（责任单位填）": 18,
        "措施（责任单位填）": 18,
    }
    about = (
        "列入依据由数据按统一规则得出：尚未达标（含基本达标）的约束性指标，尚未达标且滞后、反向变动或所需速度超过以往两倍的指标，"
        f"以及{names.chance}低于{_cut('about as likely as not')}的指标；原因须由责任单位分析。",
    )
    return Official("hard", "重点难点指标清单", frame, widths, kinds, about, "按现有数据，没有列入的指标。")


def _gaps(evaluation):
    found = comparisons.strata(evaluation)
    frame = pd.DataFrame(
        {
            "指标": found["name_zh"],
            "单位": found["unit"],
            "分组": [comparisons.pair_words(pair, "zh") for pair in found["pair"]],
            "年份": found["year"],
            "前者": found["first"],
            "后者": found["second"],
            "差距（前者－后者）": found["gap"],
            "合计": found["total"],
            "备注": ["合计不在两组之间，待核" if yes else "" for yes in found["contradicted"]],
        }
    )
    kinds = {"年份": "year", "前者": "value", "后者": "value", "差距（前者－后者）": "signed", "合计": "value"}
    return Official(
        "gaps",
        "分性别、城乡差距表",
        frame,
        dict.fromkeys(frame, 9) | {"指标": 34, "备注": 16},
        kinds,
        (),
        "没有成对的分性别、城乡数据。",
    )


def _ages(evaluation):
    found = comparisons.ages(evaluation)
    groups = {"total": "合计", "age_0_5": "0—5岁", "age_6_13": "6—13岁", "age_14_17": "14—17岁"}
    frame = pd.DataFrame({**_common(found), **{heading: found[name] for name, heading in groups.items()}})
    return Official(
        "ages",
        "分年龄组数据",
        frame,
        dict.fromkeys(frame, 9) | {"指标": 34},
        dict.fromkeys(groups.values(), "value"),
        (),
        "没有分年龄组数据。",
    )


def _city(evaluation):
    found, names = comparisons.city(evaluation), names_of(evaluation.plan)
    frame = pd.DataFrame(
        {
            **_common(found),
            f"{evaluation.year}年": found["value"],
            names.target: found["target"],
            names.judged: _verdict_words(found["verdict"]),
            names.target_above: found["target_city"].map(lambda text: text.strip() or NONE),
            names.judged_above: _verdict_words(found["verdict_city"]),
        }
    )
    return Official(
        "city",
        f"与{names.above}级目标不同的指标",
        frame,
        dict.fromkeys(frame, 11) | {"代码": 7, "指标": 34},
        {f"{evaluation.year}年": "value"},
    )


def _nation(evaluation):
    found, here = comparisons.nation(evaluation), names_of(evaluation.plan).here
    words = {"yes": "好于全国", "no": "差于全国", "": "—"}
    frame = pd.DataFrame(
        {
            **_common(found),
            here: found["value"],
            f"{here}年份": found["year"],
            "全国": found["nation"],
            "全国年份": found["nation_year"],
            f"差（{here}－全国）": found["difference"],
            "比较": [words[one] for one in found["better"]],
            "全国数据来源": [
                f"{source}{'（转引）' if second else ''}"
                for source, second in zip(found["source"], found["second_hand"], strict=True)
            ],
        }
    )
    kinds = {here: "value", f"{here}年份": "year", "全国": "value", "全国年份": "year", f"差（{here}－全国）": "signed"}
    return Official(
        "nation",
        "与全国比较",
        frame,
        dict.fromkeys(frame, 10) | {"代码": 7, "指标": 22, "全国数据来源": 28},
        kinds,
        (),
        "没有可比的全国数据。",
    )


def _cut(word):
    """The chance from which on a likelihood word is used, in per cent."""
    return f"{100 * next(least for least, name in LIKELIHOODS if name == word):.0f}%"


def _chances(evaluation):
    table, names = evaluation.table, names_of(evaluation.plan)
    frame = pd.DataFrame(
        {
            **_common(table),
            names.target: table["target"],
            "推算中位数": table["median"],
            "80%区间下限": table["lo80"],
            "80%区间上限": table["hi80"],
            "达标可能性": table["p_reach"],
            "上年底的可能性": table["p_before"],
            "变化（百分点）": 100 * table["p_change"],
            "判断或不给概率的原因": [
                labels.word(outlook or reason, "zh")
                for outlook, reason in zip(table["outlook"], table["reason"], strict=True)
            ],
        }
    )
    kinds = {
        "推算中位数": "number",
        "80%区间下限": "number",
        "80%区间上限": "number",
        "达标可能性": "share",
        "上年底的可能性": "share",
        "变化（百分点）": "signed",
    }
    cuts = [_cut(word) for word in ("very likely", "likely", "about as likely as not", "unlikely")]
    about = (
        f"{names.last}年各值均为推算；可能性为真实水平达到{names.own}目标的概率。"
        "很可能≥{0}且最新值已达标并留有余地，可能≥{1}，或许可能{2}—{1}，不大可能＜{2}，很不可能＜{3}。".format(*cuts),
    )
    return Official(
        "chances",
        names.chances,
        frame,
        dict.fromkeys(frame, 10) | {"代码": 7, "指标": 30, "判断或不给概率的原因": 13},
        kinds,
        about,
    )


def _small(evaluation):
    table, names = evaluation.table[evaluation.table["few"]], names_of(evaluation.plan)
    per = [multiplier(unit) for unit in table["unit"]]
    low, high = (
        counts.rate_interval(
            table["numerator"].astype(float),
            table["denominator"].astype(float),
            pd.Series(per, index=table.index, dtype=float),
        )
        if len(table)
        else ([], [])
    )
    frame = pd.DataFrame(
        {
            **_common(table),
            "例数": table["numerator"],
            "分母": table["denominator"],
            f"{evaluation.year}年": table["value"],
            "95%区间下限": low,
            "95%区间上限": high,
            names.target: table["target"],
            names.judged: _verdict_words(table["verdict"]),
        }
    )
    kinds = {
        "例数": "year",
        "分母": "year",
        f"{evaluation.year}年": "value",
        "95%区间下限": "number",
        "95%区间上限": "number",
    }
    about = (
        f"例数不足{FEW}例的率，一年之内多一例少一例就可能改变判定；区间为按例数计算的泊松95%区间，区间跨过目标的，单年达标与否不足为据。",
    )
    return Official(
        "small",
        "小样本指标说明",
        frame,
        dict.fromkeys(frame, 9) | {"代码": 7, "指标": 30},
        kinds,
        about,
        f"没有报送例数且不足{FEW}例的指标。",
    )


def _missing(evaluation):
    table = evaluation.table[evaluation.table["verdict"].isin(["no value", "cannot be judged"])]
    asks = missing.to_collect(evaluation.plan, evaluation.outlook).set_index("code")["collect_zh"]
    last = [
        NONE if pd.isna(year) else f"{year}年：{labels.number(value)}"
        for year, value in zip(table["last_year"], table["last_value"], strict=True)
    ]
    need = [
        f"{evaluation.year}年值" if row["verdict"] == "no value" else _need(row, asks, evaluation.plan.period.base)
        for row in table.to_dict("records")
    ]
    frame = pd.DataFrame(
        {
            **_common(table),
            "情况": _verdict_words(table["verdict"]),
            "最近的值": last,
            "需补充": need,
            "责任单位": table["department"],
        }
    )
    return Official(
        "missing",
        "缺项数据清单",
        frame,
        {"代码": 7, "指标": 30, "单位": 8, "情况": 9, "最近的值": 14, "需补充": 40, "责任单位": 18},
        {},
        (),
        "各指标均有数据且可评价。",
    )


NEEDS = {  # {} stands for the base year
    "no comparable value of the base year": "{}年可比的值",
    "a year's value is missing": "{}年起逐年的值",
}


def _need(row, asks, base):
    own = NEEDS.get(row["why_not_judged"], "").format(base)
    return own or asks.get(row["code"], labels.word(row["why_not_judged"], "zh"))


def _split(evaluation):
    ways = schedule.formulas(evaluation.plan.period)
    due = schedule.due_values(evaluation.plan)
    years = {year: f"{year}年" for year in evaluation.plan.period.years}
    frame = pd.DataFrame(
        {
            **_common(due),
            "基期年": due["base_year"],
            "基期值": due["base_value"],
            **{heading: due[year] for year, heading in years.items()},
            "责任单位": due["department"],
        }
    )
    kinds = {"基期年": "year", "基期值": "value", **dict.fromkeys(years.values(), "number")}
    about = (
        "各年数值均为推算的应达值，不是统计数据，也不是规划所定的年度目标。",
        f"比例：{ways['proportion']}。",
        f"死亡率及其他：{ways['other']}。",
    )
    return Official(
        "split",
        "目标任务分解表（推算）",
        frame,
        dict.fromkeys(frame, 7) | {"代码": 7, "指标": 28, "责任单位": 16},
        kinds,
        about,
        "没有可分解的指标。",
    )


GRADES = {
    "A": "A 定义一致",
    "B": "B 可比，须加说明",
    "C": "C 定义不同，不用",
    "D": "D 数据有误，不用",
    "N": "N 无历史数据",
}


def _comparable(evaluation):
    targets, before = evaluation.plan.targets, names_of(evaluation.plan).before
    frame = pd.DataFrame(
        {
            **_common(targets),
            before: targets["source_name"],
            "可比性": targets["comparability"].map(GRADES),
            "说明": targets["reason_zh"],
        }
    ).reset_index(drop=True)
    return Official(
        "comparable",
        "新旧指标衔接及可比性表",
        frame,
        {"代码": 7, "指标": 28, "单位": 8, before: 28, "可比性": 16, "说明": 44},
        {},
    )


def _errata(evaluation):
    """What the audit doubts in the printed tables: certain ones first."""
    found = findings.audit(evaluation.plan, lang="zh")
    asked = queries.gathered(found[found["severity"].isin(queries.TO_ASK)], evaluation.plan.period)
    frame = pd.DataFrame(
        {
            "性质": [labels.word(one, "zh") for one in asked["severity"]],
            "问题": asked["title"],
            "涉及指标（所印值）": asked["lines"],
            "依据": asked["evidence"],
            "处理": asked["action"],
            "责任单位": ["、".join(names) for names in asked["departments"]],
        }
    )
    widths = {"性质": 9, "问题": 16, "涉及指标（所印值）": 52, "依据": 50, "处理": 28, "责任单位": 20}
    return Official(
        "errata",
        queries.ERRATA,
        frame,
        widths,
        {},
        ("按统一规则审核规划印发各表及正文所得；“确有问题”指所印各数互相矛盾或与规划自身要求不符。",),
        "没有发现问题。",
    )


def _values(evaluation):
    """Every value that stands behind the report, year by year."""
    seen = evaluation.plan.observations
    period = evaluation.plan.period
    years = [period.start, period.base, *range(period.first, evaluation.year + 1)]
    wide = seen.pivot_table(index="code", columns="year", values="value", aggfunc="last").reindex(
        index=evaluation.table["code"], columns=years
    )
    graded = {one.code for one in evaluation.told if one.case.comparable}
    frame = pd.DataFrame(
        {
            **_common(evaluation.table),
            **{f"{year}年": wide[year].to_numpy(float) for year in years},
            f"{period.last}年目标": evaluation.table["target"],
            "是否用于推算": ["是" if code in graded else "否" for code in evaluation.table["code"]],
        }
    )
    return Official(
        "values",
        "各指标历年数据",
        frame,
        dict.fromkeys(frame, 8) | {"代码": 7, "指标": 30},
        {f"{year}年": "value" for year in years},
    )
