"""What all figures share: fonts, colours, the source line, saving beside the numbers."""

import textwrap
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
from matplotlib import font_manager

from ..words import labels

BLUE, ORANGE, GREY, GREEN = "#0072B2", "#D55E00", "#666666", "#009E73"  # Okabe–Ito, colour-blind-safe


def source_of(cite, lang, first=None):
    """Return the source line of a figure.

    Parameters
    ----------
    cite : the document in few words, in both languages; None: a figure of no plan.
    lang : "en" or "zh".
    first : first year that is projected; None: nothing in the figure is.
    """
    if cite is None:
        return "kzplan推算" if lang == "zh" else "Projection: kzplan"
    if first is None:
        return f"来源：{cite.zh}" if lang == "zh" else f"Source: {cite.en}"
    return f"来源：{cite.zh}；{first}年起为kzplan推算" if lang == "zh" else f"Source: {cite.en}; projection: kzplan"


def source_of_table(table, lang, projected=True):
    """Return the source line of a figure of a table that a plan gave: its ``attrs`` say which document it rests on.

    Parameters
    ----------
    table : DataFrame of :func:`kzplan.outlook`, :func:`kzplan.audit`, :func:`kzplan.review` or the like, or rows of it.
    lang : "en" or "zh".
    projected : whether the figure shows projections.
    """
    return source_of(table.attrs.get("cite"), lang, table.attrs.get("first") if projected else None)


def use_style():
    """Set fonts and defaults: a Chinese font that travels with kzplan, no reliance on the machine's."""
    import pylopdf_fonts_zh_cn

    folder = Path(pylopdf_fonts_zh_cn.__file__).parent
    if "Noto Sans SC" not in {font.name for font in font_manager.fontManager.ttflist}:
        font_manager.fontManager.addfont(str(folder / "NotoSansSC-Regular.otf"))
    mpl.rcParams.update(
        {
            "font.family": ["Noto Sans SC", "DejaVu Sans"],
            "axes.unicode_minus": False,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.titlelocation": "left",
            "axes.titlesize": 11,
            "axes.labelsize": 9.5,
            "xtick.labelsize": 9,
            "ytick.labelsize": 9,
            "legend.frameon": False,
            "legend.fontsize": 8.5,
            "figure.dpi": 90,
            "savefig.dpi": 150,
        }
    )


def canvas(ax, lang, size):
    """Return (Axes, whether the language is Chinese): ``ax`` where given, else a new figure of ``size`` inches."""
    use_style()
    return ax or plt.subplots(figsize=size, layout="constrained")[1], labels.language(lang) == "zh"


def wrap(text, width):
    """Return a title broken into lines of at most ``width`` characters, between words where there are any."""
    if " " in text:
        return "\n".join(textwrap.wrap(text, width))
    return "\n".join(text[i : i + width] for i in range(0, len(text), width))


def sign(ax, text, drop=42):
    """Write the source under an Axes, ``drop`` points below it."""
    ax.annotate(
        text,
        (0, 0),
        (0, -drop),
        xycoords="axes fraction",
        textcoords="offset points",
        fontsize=7.5,
        color=GREY,
        va="top",
    )


def save_figure(fig, name, data, folder="figures"):
    """Save a figure as PNG beside a CSV of the numbers it shows; both are byte-identical on a re-run.

    Parameters
    ----------
    fig : Figure, or an Axes of it.
    name : file name without ending.
    data : DataFrame with the numbers drawn.
    folder : where to; made if it is not there.

    Returns
    -------
    Path of the PNG.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.png"
    getattr(fig, "figure", fig).savefig(path, dpi=150, bbox_inches="tight", metadata={"Software": None})
    data.to_csv(path.with_suffix(".csv"), index=False, encoding="utf-8", lineterminator="\n", float_format="%.6g")
    return path
