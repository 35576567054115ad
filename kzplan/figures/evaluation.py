"""The figures of an evaluation: verdicts, main indicators, schedule, departments, deaths."""

import matplotlib.pyplot as plt
import numpy as np
import seaborn as sns
from matplotlib.ticker import MaxNLocator

from ..evaluation import judge, summary
from ..evaluation.engine import FEW
from ..indicator import counts
from ..indicator.unit import multiplier
from ..paper.style import BLUE, GREEN, GREY, canvas, sign, use_style, wrap
from ..plan.births import registered_births
from ..words import labels
from ..words.errors import InputError

COLOURS = {
    "met": "#00507d",
    "nearly met": "#56B4E9",
    "not met": "#D55E00",
    "cannot be judged": "#BBBBBB",
    "no value": "#E9E9E9",
}
PACE_COLOURS = {"ahead": "#00507d", "faster": "#56B4E9", "as expected": "#999999", "behind": "#D55E00"}
SHOWN = (-60, 160)  # per cent of the way that the schedule's axis shows


def source(evaluation, lang):
    """Return the source line of an evaluation's figures."""
    title = evaluation.plan.source.split()[0]
    if lang == "zh":
        return f"来源：{title}；责任单位报送，截至{evaluation.year}年；应达值、可能性与2030年值为kzplan推算"
    return f"Source: {title}; returns of departments up to {evaluation.year}; values due, odds and 2030 are kzplan's projections"


def _met_words(total, zh):
    """ "可监测55项，达标39项（70.9%）" of a line of counts; the share never stands without its denominator."""
    if not total["monitored"]:
        return "无可监测指标" if zh else "none can be monitored"
    share = f"{total['share_met']:.1f}"
    return (
        f"可监测{total['monitored']:.0f}项，达标{total['met']:.0f}项（{share}%）"
        if zh
        else f"{total['met']:.0f} of {total['monitored']:.0f} that can be monitored are met ({share} %)"
    )


def verdict_bars(evaluation, by="domain", lang=None, ax=None):
    """Draw how many targets of each group are met, nearly met, not met, cannot be judged or have no value.

    Parameters
    ----------
    evaluation : :class:`~kzplan.evaluation.Evaluation`.
    by : "plan", "domain", "nature" or "department".

    Returns
    -------
    Axes
    """
    counted = summary.counts(evaluation.table, by)[::-1]
    ax, zh = canvas(ax, lang, (8.4, 0.29 * len(counted) + 1.7))
    lang, left = "zh" if zh else "en", np.zeros(len(counted))
    for name in judge.VERDICTS:
        width = counted[name].to_numpy()
        bars = ax.barh(
            range(len(counted)),
            width,
            left=left,
            color=COLOURS[name],
            edgecolor="white",
            label=labels.verdict(name, lang),
        )
        ax.bar_label(
            bars,
            [f"{n}" if n else "" for n in width],
            label_type="center",
            fontsize=8.5,
            color="white" if name in ("met", "not met") else "black",
        )
        left += width
    ax.set_yticks(range(len(counted)), [labels.group(name, lang) for name in counted.index])
    ax.set_xlabel("目标数（项）" if zh else "number of targets")
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    total = summary.counts(evaluation.table).loc["all"]
    title = (
        f"{evaluation.year}年{total['targets']:.0f}项目标：{_met_words(total, zh)}"
        if zh
        else f"{evaluation.year}: of {total['targets']:.0f} targets, {_met_words(total, zh)}"
    )
    ax.set_title(wrap(title, 78 if not zh else 44), pad=24)
    ax.legend(
        ncols=5, loc="lower left", bbox_to_anchor=(0, 1.0), borderaxespad=0.2, columnspacing=1.2, handlelength=1.4
    )
    sign(ax, source(evaluation, lang))
    return ax


def main_indicators(evaluation, codes=None, lang=None):
    """Draw the values of main indicators year by year, with median, 80 % interval and target for 2030.

    Parameters
    ----------
    codes : of targets; None: the binding ones that can be projected, twelve at most.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError : no target can be projected.
    """
    use_style()
    lang = labels.language(lang)
    zh = lang == "zh"
    chosen = [
        p for p in evaluation.projections(codes) if not p.reason and (codes is not None or p.row["nature"] == "binding")
    ][:12]
    if not chosen:
        raise InputError("no target here can be projected: there is nothing to draw")
    columns = min(3, len(chosen))
    rows = -(-len(chosen) // columns)
    figure, axes = plt.subplots(
        rows, columns, figsize=(2.9 * columns, 2.25 * rows + 1.0), squeeze=False, layout="constrained"
    )
    for ax, projection in zip(axes.flat, chosen, strict=False):
        _panel(ax, projection, evaluation.year, lang)
    for ax in axes.flat[len(chosen) :]:
        ax.set_visible(False)
    likely = sum(p.p_reach >= 0.66 for p in chosen)
    title = (
        f"{len(chosen)}项中{likely}项2030年“可能”或“很可能”达标（实线：报送值；虚线：推算中位数；阴影：80%区间）"
        if zh
        else f"{likely} of {len(chosen)} are likely or very likely to be met in 2030 (solid: reported; dashed: median; shaded: 80 % interval)"
    )
    figure.suptitle(wrap(title, 50 if zh else 84), x=0.01, ha="left", fontsize=11)
    figure.supxlabel(source(evaluation, lang), x=0.01, ha="left", fontsize=7.5, color=GREY)
    return figure


def _panel(ax, projection, year, lang):
    path, values, criterion = projection.path(), projection.case.series.frame(), projection.case.criterion
    ax.fill_between(path["year"], path["lo80"], path["hi80"], color=BLUE, alpha=0.25, lw=0)
    ax.plot(path["year"], path["median"], color=BLUE, ls="--", lw=1.5)
    ax.plot(values["year"], values["value"], "o-k", ms=3.5, lw=1.2)
    for end in (criterion.low, criterion.high):
        if np.isfinite(end):
            ax.axhline(end, color=GREEN, ls=":", lw=1.3)
    unit = labels.unit(projection.case.target.unit, lang)
    name = projection.row["name_zh" if lang == "zh" else "name_en"]
    odds = (
        f"{labels.target(projection.row, lang)}，{labels.percent(projection.p_reach)}"
        if lang == "zh"
        else (f"{labels.target(projection.row, lang)}: {labels.percent(projection.p_reach)}")
    )
    ax.set_title(f"{wrap(f'{projection.code} {name}', 17 if lang == 'zh' else 34)}\n{odds}", fontsize=8.5)
    ax.set_ylabel(unit, fontsize=8)
    ax.tick_params(labelsize=8)
    ax.set(xticks=[2010, 2020, 2030], xlim=(2009, 2031))
    ax.axvline(year, color=GREY, lw=0.6)


def schedule(evaluation, lang=None, ax=None):
    """Draw how much of the way from base to target is covered, against the share of the time that is gone.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError : no target has a value, a base and a number to reach.
    """
    shown = evaluation.table.dropna(subset=["covered"]).sort_values("covered", kind="stable")
    if not len(shown):
        raise InputError("no target has a value, a base and a number to reach: there is no schedule to draw")
    ax, zh = canvas(ax, lang, (8.4, 0.3 * len(shown) + 1.9))
    lang, y = "zh" if zh else "en", np.arange(len(shown))
    drawn = shown["covered"].clip(*SHOWN)
    ax.hlines(y, 0, drawn, color=[PACE_COLOURS[name] for name in shown["pace"]], lw=2.5)
    for name, colour in PACE_COLOURS.items():
        own = shown["pace"].eq(name).to_numpy()
        if own.any():
            ax.scatter(drawn[own], y[own], color=colour, s=34, zorder=3, label=labels.word(name, lang))
    for at, (covered, few) in enumerate(zip(shown["covered"], shown["few"], strict=True)):
        beyond = covered != np.clip(covered, *SHOWN)
        said = f"{covered:.0f}%" if np.isfinite(covered) else "—"
        ax.annotate(
            ("→ " if beyond and covered > 0 else "← " if beyond else "") + said + ("*" if few else ""),
            (drawn.iloc[at], at),
            (6 if covered >= 0 else -6, 0),
            textcoords="offset points",
            va="center",
            ha="left" if covered >= 0 else "right",
            fontsize=8,
        )
    gone = shown["time_gone"].mode().iloc[0]
    ax.axvline(gone, color="black", lw=1, ls=":")
    ax.axvline(0, color=GREY, lw=0.6)
    names = shown["name_zh" if zh else "name_en"]
    ax.set_yticks(
        y,
        [
            f"{name}  {labels.target(row, lang)}  [{row['code']}]"
            for name, row in zip(names, shown.to_dict("records"), strict=True)
        ]
        if zh
        else [f"{name}  [{code}]" for name, code in zip(names, shown["code"], strict=True)],
        fontsize=8.5,
    )
    ax.set(xlim=(SHOWN[0] - 35, SHOWN[1] + 35), ylim=(-0.7, len(shown) - 0.3))
    few = (
        (f"；*：例数不足{FEW}例，单年波动大", f"; *: fewer than {FEW} cases, chance moves it")[not zh]
        if shown["few"].any()
        else ""
    )
    ax.set_xlabel(
        f"目标完成进度（%）\n虚线：时间已过{gone:.0f}%{few}"
        if zh
        else f"share of the way from base to target covered (%)\ndotted: {gone:.0f} % of the time is gone{few}",
        linespacing=1.6,
    )
    paced = evaluation.table[evaluation.table["pace"] != ""]
    behind = int(paced["pace"].eq("behind").sum())
    drawn_words = (
        ""
        if len(shown) == len(paced)
        else f"（图示基期尚未达标的{len(shown)}项）"
        if zh
        else f" (drawn: the {len(shown)} not met at the base)"
    )
    ax.set_title(
        wrap(
            f"{len(paced)}项可测算序时进度的指标中，{behind}项滞后于预期{drawn_words}"
            if zh
            else f"{behind} of {len(paced)} targets with a schedule are behind it{drawn_words}",
            80,
        ),
        pad=24,
    )
    ax.legend(ncols=4, loc="lower left", bbox_to_anchor=(0, 1.0), borderaxespad=0.2)
    sign(ax, source(evaluation, lang), 56)
    return ax


def department_map(evaluation, lang=None, ax=None):
    """Draw the tasks of each department: its targets by verdict, as a heatmap; a joint target counts for each.

    Returns
    -------
    Axes
    """
    counted = summary.counts(evaluation.table, "department")
    counted = counted.sort_values("targets", ascending=False, kind="stable")[list(judge.VERDICTS)]
    ax, zh = canvas(ax, lang, (7.4, 0.29 * len(counted) + 1.6))
    lang = "zh" if zh else "en"
    sns.heatmap(
        counted,
        ax=ax,
        cmap="Blues",
        annot=counted.map(lambda n: n or ""),
        fmt="",
        annot_kws={"size": 9},
        linewidths=0.8,
        vmin=0,
        mask=counted.eq(0),
        cbar_kws={"label": "目标数（项）" if zh else "number of targets"},
    )
    ax.set_facecolor("#F4F4F4")
    ax.set_xticks(
        np.arange(len(judge.VERDICTS)) + 0.5,
        [labels.verdict(name, lang) for name in judge.VERDICTS],
        rotation=0,
        fontsize=9,
    )
    ax.set_yticks(np.arange(len(counted)) + 0.5, counted.index, rotation=0, fontsize=9)
    ax.set(xlabel="", ylabel="")
    open_ = int((counted["not met"] + counted["nearly met"]).gt(0).sum())
    waiting = int(counted["no value"].gt(0).sum())
    ax.set_title(
        wrap(
            f"{len(counted)}个责任单位中，{open_}个有尚未达标的指标，{waiting}个有缺数据的指标"
            if zh
            else f"Of {len(counted)} departments {open_} have targets still to be met, {waiting} have targets without data",
            70,
        )
    )
    sign(ax, source(evaluation, lang), 30)
    return ax


def deaths(evaluation, lang=None):
    """Draw reported deaths year by year, with their 95 % interval, beside the deaths that the target allows at that year's births.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError : no death rate comes with its deaths and births.
    """
    use_style()
    lang = labels.language(lang)
    zh = lang == "zh"
    # deaths recovered from printed rates are shown only where the register tells which births are the right ones
    known = registered_births(evaluation.plan)
    told = []
    for case in (one.case for one in evaluation.told):
        seen = case.series.frame().dropna(subset=["numerator", "denominator"])
        seen = seen[seen["year"].gt(2020) | seen["year"].isin(known)]
        if case.target.of_deaths and len(seen) and case.criterion is not None:
            told.append((case, seen))
    if not told:
        raise InputError("no death rate comes with its deaths and births: there is nothing to draw")
    figure, axes = plt.subplots(
        1, len(told), figsize=(2.35 * len(told) + 0.4, 3.3), squeeze=False, layout="constrained"
    )
    above = years = 0
    for ax, (case, seen) in zip(axes[0], told, strict=True):
        per, x = multiplier(case.target.unit), np.arange(len(seen))
        low, high = counts.rate_interval(seen["numerator"], np.ones(len(seen)), 1)
        allowed = counts.events_allowed(seen["denominator"], case.criterion, per, int(seen["decimals"].max()))
        ax.yaxis.set_major_locator(MaxNLocator(integer=True))
        ax.errorbar(
            x,
            seen["numerator"],
            yerr=[seen["numerator"] - low, high - seen["numerator"]],
            fmt="o",
            color="black",
            ms=5,
            lw=1,
            capsize=3,
        )
        recovered = seen["year"].le(2020).to_numpy()
        ax.plot(x[recovered], seen["numerator"][recovered], "o", mfc="white", mec="black", ms=5.5, zorder=4)
        ax.plot(x, allowed, "_", color=GREEN, ms=17, mew=2.5)
        ax.set_xticks(x, [f"{at:.0f}" for at in seen["year"]], rotation=90, fontsize=8)
        ax.set_title(
            wrap(
                f"{case.target.name.text(lang)}\n{labels.target({'target': case.rule.text, 'rule': case.rule.words}, lang)}{case.target.unit.removeprefix('1') if zh else ''}",
                40,
            ),
            fontsize=9,
        )
        ax.set_ylim(bottom=min(-0.6, allowed.min() - 0.6))
        ax.set_xlim(-0.6, len(seen) - 0.4)
        if ax is axes[0, 0]:
            ax.set_ylabel("例" if zh else "deaths")
        above, years = above + int((seen["numerator"].to_numpy() > allowed).sum()), years + len(seen)
    figure.suptitle(
        wrap(
            f"{years}个年份（项次）中，{above}个死亡数多于可容许数（黑：例数及95%区间，空心为由印发的率还原；绿：可容许数）"
            if zh
            else f"Deaths exceeded what the target allows in {above} of {years} years (black: deaths and 95 % interval, hollow: recovered "
            "from printed rates; green: allowed)",
            46 if zh else 84,
        ),
        x=0.01,
        ha="left",
        fontsize=11,
    )
    figure.supxlabel(source(evaluation, lang), x=0.01, ha="left", fontsize=7.5, color=GREY)
    return figure
