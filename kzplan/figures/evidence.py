"""What the odds rest on: a class by how many places it counts as, and the plan's own last decade."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ..paper.placing import places
from ..paper.style import BLUE, GREY, ORANGE, canvas, folded, sign, source_of
from ..words.both import Both
from ..words.door import door
from .model import PANEL

COUNTED = {
    "none": Both("not used", "不用"),
    "1": Both("1 place", "1个地区"),
    "3": Both("3 places", "3个地区"),
    "10": Both("10 places", "10个地区"),
    "many": Both("very many", "很多地区"),
}
BACK = {"fc": "white", "ec": "none", "pad": 0.5}  # behind words, where none is clear
FRAME = (330.0, 205.0)  # points: what the lines stand in
BANDS = (0, 0.2, 0.4, 0.6, 0.8, 1)  # of the chances told


@door
def nation_worth(table: pd.DataFrame, lang: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw what a class that its places lie inside adds to the odds, by how many places it counts as.

    Parameters
    ----------
    table : the committed table "nation", see :func:`kzplan.model.scores.shipped_table`.
    lang : "en", "zh" or None (language set).
    ax : None: a new figure.

    Returns
    -------
    Axes

    >>> from kzplan.model.scores import shipped_table
    >>> "gain" in nation_worth(shipped_table("nation"), "en").get_xlabel()
    True
    """
    ax, lang = canvas(ax, lang, (6.6, 3.2))
    y = np.arange(len(table))
    ends = np.abs(table[["gain_low", "gain_high"]].to_numpy().T - table["gain"].to_numpy())
    ax.errorbar(table["gain"], y, xerr=ends, fmt="o", color=BLUE, capsize=3)
    ax.axvline(0, color=GREY, lw=1, ls=":")
    ax.set_yticks(y, [COUNTED[str(name)].text(lang) for name in table["counted_as"]])
    ax.invert_yaxis()
    ax.set_xlabel(
        Both("gain in Brier skill over one place, with 95 % interval", "比按1个地区计增加的Brier技巧（95%区间）").text(
            lang
        )
    )
    most = table.iloc[-1]
    title = Both(
        f"Counted as very many places, a class its places lie inside adds {most['gain']:.3f} over one place "
        f"({most['gain_low']:.3f} to {most['gain_high']:.3f}), on {most['indicators']} indicators left out",
        f"所在地区作参照，按很多地区计比按1个地区计高{most['gain']:.3f}（{most['gain_low']:.3f}至{most['gain_high']:.3f}；"
        f"{most['indicators']}个未参与拟合的指标）",
    )
    ax.set_title(folded(title, lang, en=64, zh=36))
    panel = Both(*(PANEL.text(one).replace("scores.csv", "nation.csv") for one in ("en", "zh")))
    sign(ax, folded(panel, lang, en=84, zh=46), 40)
    return ax


@door
def own_decade(told: pd.DataFrame, lang: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw the odds told at the start of the plan's last decade beside the share that came true.

    Parameters
    ----------
    told : what :func:`kzplan.hindcast` returns.
    lang : "en", "zh" or None (language set).
    ax : None: a new figure.

    Returns
    -------
    Axes

    >>> import kzplan as kz
    >>> "came true" in own_decade(kz.hindcast(kz.load_plan()), "en").get_ylabel()
    True
    """
    ax, lang = canvas(ax, lang, (5.6, 4.6))
    band = pd.cut(told["p"], BANDS, include_lowest=True)
    groups = told.groupby(band, observed=True)
    chance, share, n = 100 * groups["p"].mean(), 100 * groups["met"].mean(), groups.size()
    from statsmodels.stats.proportion import proportion_confint  # takes a second to load, which few figures need

    wide = 100 * np.array(proportion_confint(groups["met"].sum(), n, method="wilson"))
    ax.plot([0, 100], [0, 100], color=GREY, lw=1, ls=":")
    ax.errorbar(chance, share, yerr=np.abs(wide - share.to_numpy()), fmt="o", color=ORANGE, capsize=3)
    _how_many(ax, chance, share, wide, n, lang)
    ax.set(xlim=(0, 108), ylim=(0, 104))
    ax.set_xlabel(Both("chance told (%)", "给出的概率（%）").text(lang))
    ax.set_ylabel(Both("share that came true (%)", "实际达标的比例（%）").text(lang))
    start, base = told.attrs["start"], told.attrs["base"]
    title = Both(
        f"Told {100 * told['p'].mean():.0f} % on average in {start}, {100 * told['met'].mean():.0f} % "
        f"of this plan's targets for {base} came true",
        f"按{start}年值平均给出{100 * told['p'].mean():.0f}%，{base}年目标实际达标{100 * told['met'].mean():.0f}%",
    )
    ax.set_title(folded(title, lang, en=52, zh=30))
    read = Both(
        "On the dotted line, odds come true as told; bars: 95 % interval of the share (Wilson).",
        "落在虚线上即与所给概率相符；竖线为比例的95%区间（Wilson）。",
    )
    came = Both(*(source_of(told.attrs["cite"], one, base) for one in ("en", "zh")))
    sign(ax, f"{folded(read, lang, en=80, zh=44)}\n{folded(came, lang, en=80, zh=44)}", 40)
    return ax


def _how_many(ax, chance, share, wide, n, lang):
    """How many targets stand behind each point, beside it and clear of the bars."""
    words = [Both(f"{m} target{'' if m == 1 else 's'}", f"{m}项").text(lang) for m in n]
    across, up = FRAME[0] / 108, FRAME[1] / 104
    marks = list(zip(across * chance, up * share, strict=True))
    lines = [[(x, up * low), (x, up * high)] for (x, _), low, high in zip(marks, *wide, strict=True)]
    lines.append([(0.0, 0.0), (100 * across, 100 * up)])
    for place in places(marks, words, 9, lines, FRAME, range(len(marks))):
        spot = (chance.iloc[place.at], share.iloc[place.at])
        offset = {"textcoords": "offset points", "ha": place.ha, "va": place.va, "fontsize": 9, "bbox": BACK}
        ax.annotate(words[place.at], spot, (place.across, place.up), **offset)
