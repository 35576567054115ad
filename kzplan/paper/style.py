"""What all figures share: fonts, colours, the source line, saving beside the numbers."""

import textwrap
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
from matplotlib import font_manager

from ..words import labels

BLUE, ORANGE, GREY, GREEN = "#0072B2", "#D55E00", "#666666", "#009E73"  # Okabe–Ito, colour-blind-safe
SOURCE = {
    "en": "Source: Kaizhou plan (开州府发〔2023〕4号, 9 February 2023); projection: kzplan",
    "zh": "来源：开州府发〔2023〕4号（2023年2月9日）；2021年起为kzplan推算",
}


def source_of(title, lang):
    """Return the source line of a figure of a plan printed in ``title``; None: the shipped one."""
    if title is None or title.startswith("开州府发〔2023〕4号"):
        return SOURCE[lang]
    first = title.split()[0]
    return f"来源：{first}；2021年起为kzplan推算" if lang == "zh" else f"Source: {first}; projection: kzplan"


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
