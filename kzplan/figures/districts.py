"""Many districts: the chance of each target in each district."""

import pandas as pd
from matplotlib.axes import Axes

from ..paper.style import canvas, figure_of, folded, footline, headline, year_words
from ..words.both import Both
from ..words.door import door
from ..words.english import agreed, many
from .many import UNLIKELY


@door
def district_grid(table: pd.DataFrame, mark: str = "", lang: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw the chance of each target in each district; rows with the lowest chances first.

    Parameters
    ----------
    table : as :func:`kzplan.odds.districts.outlooks` returns it.
    mark : words that are written before the title, 示例数据 where the values are invented.
    lang : "en", "zh" or None (language set).
    ax : None: a new figure.

    Returns
    -------
    Axes

    >>> from kzplan import districts, load_plan
    >>> table = districts.outlooks({"here": load_plan(), "there": load_plan()})
    >>> ax = district_grid(table, lang="en")
    >>> "of 2 districts" in ax.figure.get_suptitle()
    True
    """
    odds = table[table["outlook"].ne("")].pivot(index="code", columns="district", values="p_reach")
    odds = odds.loc[odds.mean(axis=1).sort_values().index]
    ax, lang = canvas(ax, lang, (0.62 * odds.shape[1] + 4.2, 0.34 * len(odds) + 1.6))
    _cells(ax, odds, year_words(table.attrs.get("at"), "in"), lang)
    names = table.drop_duplicates("code").set_index("code").loc[odds.index]
    named = zip(odds.index, names["name_en"], names["name_zh"], strict=True)
    said = [Both(f"{code} {en}", f"{code} {zh}") for code, en, zh in named]
    ax.set_yticks(
        [i + 0.5 for i in range(len(odds))], [folded(one, lang, en=46, zh=24) for one in said], fontsize=8.5, rotation=0
    )
    ax.set(xlabel="", ylabel="")
    low, known = int((odds < UNLIKELY).sum().sum()), odds.notna().sum().sum()
    title = Both(
        f"{low} of {many(int(known), 'target')} of {many(odds.shape[1], 'district')} {agreed(low, 'is', 'are')} unlikely to be met",
        f"{known:.0f}项（次）中{low}项不大可能达标",
    )
    if mark:
        title = Both(f"{mark}: {title.en}", f"{mark}：{title.zh}")
    headline(figure_of(ax), folded(title, lang, en=110, zh=60))
    read = Both(
        "Chance of each target in each district, the poorest at the top; blank: no odds.",
        "各区县各项目标的达标可能性，最低的在上；空白为不给概率。",
    )
    came = Both(f" {mark}: kzplan.lab.examples", f"{mark}：kzplan.lab.examples") if mark else Both("", "")
    footline(figure_of(ax), read.text(lang) + came.text(lang))
    return ax


def _cells(ax, odds, year, lang):
    import seaborn as sns

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
        cbar_kws={"label": Both(f"chance of meeting the target{year.en} (%)", f"{year.zh}达标可能性（%）").text(lang)},
    )
