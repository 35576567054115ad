"""Many districts: the chance of each target in each district."""

import seaborn as sns

from ..paper.style import canvas, sign, wrap


def district_grid(table, mark="", lang=None, ax=None):
    """Draw the chance of each target in each district; rows with the lowest chances first.

    Parameters
    ----------
    table : as :func:`kzplan.odds.districts.outlooks` returns it.
    mark : words that are written before the title, 示例数据 where the values are invented.

    Returns
    -------
    Axes
    """
    odds = table[table["outlook"].ne("")].pivot(index="code", columns="district", values="p_reach")
    odds = odds.loc[odds.mean(axis=1).sort_values().index]
    ax, zh = canvas(ax, lang, (0.62 * odds.shape[1] + 4.2, 0.34 * len(odds) + 1.6))
    names = table.drop_duplicates("code").set_index("code")["name_zh" if zh else "name_en"]
    sns.heatmap(
        100 * odds,
        ax=ax,
        cmap="cividis",
        vmin=0,
        vmax=100,
        annot=True,
        fmt=".0f",
        annot_kws={"size": 8},
        linewidths=0.6,
        cbar_kws={"label": "2030年达标可能性（%）" if zh else "chance of meeting the target in 2030 (%)"},
    )
    ax.set_yticks(
        [i + 0.5 for i in range(len(odds))],
        [wrap(f"{code} {names[code]}", 46 if not zh else 24) for code in odds.index],
        fontsize=8.5,
        rotation=0,
    )
    ax.set(xlabel="", ylabel="")
    low = int((odds < 0.33).sum().sum())
    title = (
        f"{odds.notna().sum().sum():.0f}项（次）中{low}项不大可能达标"
        if zh
        else f"{low} of {odds.notna().sum().sum():.0f} targets of {odds.shape[1]} districts are unlikely to be met"
    )
    ax.set_title(wrap(f"{mark}：{title}" if mark else title, 84 if not zh else 44), pad=10)
    said = f"{mark}：kzplan.lab.examples" if zh and mark else f"{mark}: kzplan.lab.examples" if mark else "kzplan"
    sign(ax, said, 34)
    return ax
