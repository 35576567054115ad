"""The sentences of an evaluation report: every number in them comes from its tables."""

from ..evaluation import comparisons, difficulties, judge, summary
from ..evaluation.engine import FEW
from ..words import labels
from .names import names_of

MOVED = 0.1  # a chance that moves by so much in a year is named
MOST = 12  # targets named in one sentence; the tables have all


def number(value):
    """Return a number as the tables print it."""
    return labels.number(float(value), 2)


def share(counted):
    """Return how many are met of those monitored, in words that always hold the denominator.

    >>> share({"monitored": 0, "met": 0, "share_met": float("nan")}), share({"monitored": 8, "met": 6, "share_met": 75.0})
    ('没有可监测的指标', '可监测8项，达标6项（占可监测的75%）')
    """
    if not counted["monitored"]:
        return "没有可监测的指标"
    return f"可监测{counted['monitored']:.0f}项，达标{counted['met']:.0f}项（占可监测的{labels.number(counted['share_met'], 1)}%）"


def rest(counted):
    """Return the other verdicts of a count: 基本达标, 未达标, 无法评价, 无数据, those that there are."""
    words = [f"{labels.verdict(name, 'zh')}{counted[name]:.0f}项" for name in judge.VERDICTS[1:] if counted[name]]
    return "，".join(words)


def counted_words(counted):
    """Return one count in a sentence without its full stop."""
    return "；".join(
        part for part in (f"共有目标{counted['targets']:.0f}项，其中{share(counted)}", rest(counted)) if part
    )


def named(rows, words=lambda row: row["name_zh"]):
    """Return targets by name, at most ``MOST`` of them; the count is given where there are more."""
    listed = [words(row) for row in rows.to_dict("records")]
    return "、".join(listed[:MOST]) + (f"等{len(listed)}项" if len(listed) > MOST else "")


def overall(evaluation):
    """Return the paragraphs on all targets: the plan's own, those of the level above, by plan and nature."""
    table = evaluation.table
    total, by_city = summary.counts(table).loc["all"], summary.counts(table, None, "verdict_city").loc["all"]
    names = names_of(evaluation.plan)
    lines = [
        f"按{names.own}目标，截至{evaluation.year}年，{counted_words(total)}。按{names.above}目标，{counted_words(by_city)}。"
    ]
    parts = [
        f"{labels.group(name, 'zh')}规划{counted_words(row)}" for name, row in summary.counts(table, "plan").iterrows()
    ]
    lines.append("。".join(parts) + "。")
    parts = [
        f"{labels.word(name, 'zh')}指标{counted_words(row)}" for name, row in summary.counts(table, "nature").iterrows()
    ]
    lines.append("。".join(parts) + "。")
    if not total["monitored"] and total["cannot be judged"]:
        lines.append(f"有数据的{total['cannot be judged']:.0f}项均无法评价，不能判定任何一项目标是否达标。")
    elif not total["monitored"]:
        lines.append(
            f"截至{evaluation.year}年没有报送当年数据，不能判定任何一项目标是否达标；以下仅列出历史数据、应达值（推算）和{names.last}年目标实现可能性。"
        )
    elif total["no value"] > total["monitored"]:
        lines.append("无数据的指标多于可监测的指标，上述达标率只反映有数据的部分，不代表全部目标的进展。")
    return lines


def of_domain(rows, year, base):
    """Return the paragraph on the targets of one domain."""
    counted = summary.counts(rows).loc["all"]
    lines = [f"{counted_words(counted)}。"]
    met = rows[rows["verdict"] == "met"]
    if len(met):
        lines.append(f"已达标的有{named(met, _with_value)}。")
    near = rows[rows["verdict"].isin(["nearly met", "not met"])]
    if len(near):
        lines.append(f"尚未达标的有{named(near, _with_gap)}。")
    behind = rows[rows["pace"] == "behind"]
    if len(behind):
        lines.append(f"滞后于序时进度的有{named(behind)}。")
    worse = rows[(rows["direction"].map({"up": -1, "down": 1}) * rows["since_base"]) > 0]
    if len(worse):
        lines.append(f"较{base}年反向变动的有{named(worse, _moved)}。")
    few = rows[rows["few"]]
    if len(few):
        lines.append(f"其中{named(few)}的例数不足{FEW}例，单年判定仅供参考。")
    silent = rows[rows["verdict"] == "no value"]
    if len(silent):
        lines.append(f"无{year}年数据的有{named(silent)}。")
    return "".join(lines)


def _with_value(row):
    return f"{row['name_zh']}（{number(row['value'])}{_unit(row)}{_of_year(row)}，目标{row['target']}）"


def _with_gap(row):
    near = "，基本达标" if row["verdict"] == "nearly met" else ""
    gap = f"，相差{number(row['gap'])}" if row["gap"] == row["gap"] else ""
    return f"{row['name_zh']}（{number(row['value'])}{_unit(row)}{_of_year(row)}，目标{row['target']}{gap}{near}）"


def _of_year(row):
    """The year of an older value that counts for the year evaluated."""
    return f"，{row['value_year']}年数据" if row["older"] else ""


def _moved(row):
    return f"{row['name_zh']}（由{number(row['base_value'])}变为{number(row['value'])}{_unit(row)}）"


def _unit(row):
    return row["unit"].removeprefix("1") if row["unit"] != "" else ""


def on_schedule(evaluation, in_full=True):
    """Return the paragraph on the schedule; ``in_full`` names the targets that are behind it."""
    table = evaluation.table[evaluation.table["pace"] != ""]
    if not len(table):
        return f"没有同时具备{evaluation.year}年数据、可比基期值和数值目标的指标，不能测算序时进度。"
    counted = {name: table[table["pace"] == name] for name in judge.PACES}
    words = "，".join(f"{labels.word(name, 'zh')}{len(rows)}项" for name, rows in counted.items())
    behind = counted["behind"]
    told = f"滞后的有{named(behind, _against_due)}。" if len(behind) and in_full else ""
    return f"{len(table)}项可测算序时进度：{words}。{told}应达值均为推算，不是规划所定的年度目标。"


def _against_due(row):
    return f"{row['name_zh']}（{number(row['value'])}{_unit(row)}，应达值{number(row['due'])}）"


def chances(evaluation):
    """Return the paragraphs on the odds for the last year and how they moved in the year."""
    table = evaluation.table
    given = table[table["outlook"] != ""]
    words = [
        (word, given[given["outlook"] == word])
        for word in ("very likely", "likely", "about as likely as not", "unlikely", "very unlikely")
    ]
    said = "，".join(f"{labels.word(word, 'zh')}{len(rows)}项" for word, rows in words if len(rows))
    lines = [
        f"{len(table)}项目标中{len(given)}项可给出{evaluation.plan.period.last}年达标概率{'：' + said if said else ''}；其余{len(table) - len(given)}项不给概率，原因逐项列于表中。"
    ]
    low = given[given["outlook"].isin(("unlikely", "very unlikely"))]
    if len(low):
        lines.append(f"达标可能性低的有{named(low.sort_values('p_reach', kind='stable'), _with_chance)}。")
    moved = given.dropna(subset=["p_change"])
    moved = moved[moved["p_change"].abs() >= MOVED]
    for first, since in ((False, "与上年底相比"), (True, "首次有报送值、与此前只用规划所印数据的推算相比")):
        own = moved[moved["first_report"] == first]
        for rows, way in ((own[own["p_change"] > 0], "提高"), (own[own["p_change"] < 0], "降低")):
            if len(rows):
                lines.append(f"{since}，可能性{way}{100 * MOVED:.0f}个百分点以上的有{named(rows, _change_of_chance)}。")
    return lines


def _percent(p):
    return labels.percent(p).replace(" ", "")


def _with_chance(row):
    return f"{row['name_zh']}（{_percent(row['p_reach'])}）"


def _change_of_chance(row):
    return f"{row['name_zh']}（{_percent(row['p_before'])}→{_percent(row['p_reach'])}）"


def hard(evaluation):
    """Return the paragraph on the targets in doubt."""
    found = difficulties(evaluation)
    if not len(found):
        return "按现有数据，没有列入重点难点的指标。"
    binding = found[found["nature"] == "binding"]
    also = f"其中约束性指标{len(binding)}项：{named(binding)}。" if len(binding) else ""
    return f"按统一规则列出重点难点指标{len(found)}项。{also}列入依据见{{hard}}，原因须由责任单位分析。"


def gaps(evaluation):
    """Return the paragraph on strata: how many pairs there are and where the difference is largest."""
    found = comparisons.strata(evaluation)
    own = found[found["year"] == evaluation.year]
    if not len(own):
        return f"没有报送{evaluation.year}年成对的分性别、城乡数据，不能分析差距。"
    shares = own[own["unit"] == "%"]
    wide = shares.loc[shares["gap"].abs().sort_values(ascending=False, kind="stable").index][:3]
    named_ = "、".join(
        f"{row['name_zh']}（{comparisons.pair_words(row['pair'], 'zh')}相差{number(abs(row['gap']))}个百分点）"
        for row in wide.to_dict("records")
    )
    doubt = int(own["contradicted"].sum())
    return (
        f"{evaluation.year}年有{len(own)}组成对的分性别、城乡数据。"
        + (f"以百分数计的指标中，差距较大的有{named_}。" if named_ else "")
        + (f"{doubt}组的合计不在两组之间，待核。" if doubt else "")
    )


def beside(evaluation):
    """Return the paragraph on the targets of the level above and the nation."""
    differ, nation = comparisons.city(evaluation), comparisons.nation(evaluation)
    names = names_of(evaluation.plan)
    unlike = differ[differ["verdict"] != differ["verdict_city"]]
    unlike = unlike[unlike["verdict"].isin(judge.JUDGED) & unlike["verdict_city"].isin(judge.JUDGED)]
    lines = [
        f"{names.own}、{names.above}目标不同的有{len(differ)}项（{{city}}）"
        + (f"，其中{named(unlike)}的判定因此不同。" if len(unlike) else "。")
    ]
    if len(nation):
        better = nation[nation["better"] == "yes"]
        lines.append(
            f"有全国相近年份（相差不超过{comparisons.NEAR}年）数据的{len(nation)}项中，{names.here}最近的值好于全国的{len(better)}项（{{nation}}，年份见表）；部分全国数据为转引，已注明。"
        )
    else:
        lines.append("没有可比的全国数据。")
    return "".join(lines)


def missing(evaluation):
    """Return the paragraph on what is missing, by department."""
    table = evaluation.table[evaluation.table["verdict"] == "no value"]
    if not len(table):
        return "各指标均有当年数据；无法评价的指标及所缺内容见{missing}。"
    owed = table["department"].str.split("、").explode().value_counts(sort=False)
    owed = owed.sort_values(ascending=False, kind="stable")
    listed = "、".join(f"{name}{n}项" for name, n in owed.items())
    return f"缺{evaluation.year}年数据的指标{len(table)}项，涉及{len(owed)}个责任单位：{listed}（共同负责的分别计）。逐项见{{missing}}。"


def english(evaluation):
    """Return the English summary: the same facts in a few sentences."""
    table, year, last = evaluation.table, evaluation.year, evaluation.plan.period.last
    total = summary.counts(table).loc["all"]
    met = (
        f"{total['met']:.0f} of the {total['monitored']:.0f} that can be monitored are met ({labels.number(total['share_met'], 1)} %)"
        if total["monitored"]
        else "none can be monitored"
    )
    lines = [
        f"Of {total['targets']:.0f} targets for {last}, judged by the figures of {year}, {met}; {total['nearly met']:.0f} are nearly met, {total['not met']:.0f} are not met, "
        f"{total['cannot be judged']:.0f} cannot be judged and {total['no value']:.0f} have no value."
    ]
    paced = table[table["pace"] != ""]
    if len(paced):
        lines.append(
            f"{int((paced['pace'] == 'behind').sum())} of {len(paced)} targets with a schedule are behind it. The values due each year are our projections, not targets of the plan."
        )
    given = table[table["outlook"] != ""]
    likely = given[given["outlook"].isin(("likely", "very likely"))]
    if year < last:
        lines.append(
            f"{len(given)} targets can be given odds for {last}; {len(likely)} of them are likely or very likely to be met."
        )
    found = difficulties(evaluation)
    if len(found):
        names = ", ".join(row["name_en"] for row in found[:MOST].to_dict("records"))
        lines.append(
            f"{len(found)} targets are in doubt: {names}{' and others' if len(found) > MOST else ''}. The reasons are for the departments to give."
        )
    return tuple(lines)
