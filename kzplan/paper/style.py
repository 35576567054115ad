"""What all figures share: fonts, colours, the source line, saving beside the numbers."""

import io
import re
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from ..words import labels
from ..words.both import Both
from ..words.door import door
from ..words.errors import InputError
from ..words.given import shown
from .leading import Figure as Leaded
from .lines import broken, even
from .whole import folder_at, whole

BLUE, ORANGE, GREY, GREEN = "#0072B2", "#D55E00", "#666666", "#009E73"  # Okabe–Ito, colour-blind-safe
IDEOGRAPH = re.compile("[\u4e00-\u9fff]")
KEPT = "\u00a0"  # a space that no line ends at
COUNTED = re.compile(r" (?=%)|(?<=\d) (?=deaths?\b)")
PNG = ".png"
SAVED = 150  # dots an inch of a saved figure
PACKED = 3  # of PNG's levels: drawings become no larger than at its usual 6, in two thirds of the time


@door
def source_of(cite: Both | None, lang: str, first: int | None = None) -> str:
    """Return the source line of a figure.

    Parameters
    ----------
    cite : the document in few words, in both languages; None: a figure of no plan.
    lang : "en" or "zh".
    first : first year that is projected; None: nothing in the figure is.

    >>> source_of(Both("The plan", "本规划"), "zh", 2021)
    '来源：本规划；2021年起为kzplan推算'
    """
    if cite is None:
        return Both("Projection: kzplan", "kzplan推算").text(lang)
    if first is None:
        return Both(f"Source: {cite.en}", f"来源：{cite.zh}").text(lang)
    return Both(f"Source: {cite.en}; projection: kzplan", f"来源：{cite.zh}；{first}年起为kzplan推算").text(lang)


def source_of_table(table: pd.DataFrame, lang: str, projected: bool = True) -> str:
    """Return the source line of a figure of a table that a plan gave: its ``attrs`` say which document it rests on.

    Parameters
    ----------
    table : of :func:`kzplan.outlook`, :func:`kzplan.audit`, :func:`kzplan.review` or the like, or rows of it.
    lang : "en" or "zh".
    projected : whether the figure shows projections.
    """
    return source_of(table.attrs.get("cite"), lang, table.attrs.get("first") if projected else None)


def year_words(year: int | None, before: str = "") -> Both:
    """Return a year as it stands in a text; blank where none is known.

    Parameters
    ----------
    year : as the ``attrs`` of a table say it.
    before : the English word before it.

    >>> f"met{year_words(2030, 'in').en}", f"met{year_words(None, 'in').en}", year_words(2030).zh
    ('met in 2030', 'met', '2030年')
    """
    if year is None:
        return Both("", "")
    return Both(f" {before} {year}" if before else f" {year}", f"{year}年")


@door
def use_style() -> None:
    """Set fonts and defaults: a Chinese font that travels with kzplan, no reliance on the machine's.

    >>> use_style()
    >>> mpl.rcParams["font.family"]
    ['Noto Sans SC', 'DejaVu Sans']
    """
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
            "axes.titley": 1.0,  # not looked for anew at every drawing
            "axes.titlesize": 11,
            "axes.labelsize": 9.5,
            "xtick.labelsize": 9,
            "ytick.labelsize": 9,
            "legend.frameon": False,
            "legend.fontsize": 8.5,
            "figure.dpi": 90,  # on a screen of 96 a point of 0.94
            "savefig.dpi": 150,
        }
    )


def canvas(ax: Axes | None, lang: str | None, size: tuple[float, float]) -> tuple[Axes, str]:
    """Return (Axes, language): ``ax`` where given, else a new figure of ``size`` inches; "en" or "zh"."""
    use_style()
    return ax or plt.subplots(figsize=size, layout="constrained", FigureClass=Leaded)[1], labels.language(lang)


def panels(rows: int, columns: int, size: tuple[float, float], **more) -> tuple[Figure, np.ndarray]:
    """Return (Figure, array (rows, columns) of its Axes) of ``size`` inches; ``more`` goes to matplotlib."""
    use_style()
    figure = plt.figure(figsize=size, layout="constrained", FigureClass=Leaded)
    return figure, figure.subplots(rows, columns, squeeze=False, **more)


def headline(figure: Figure, text: str) -> None:
    """Write the finding above a figure of several panels."""
    figure.suptitle(text, x=0.01, ha="left", fontsize=11)


def footline(figure: Figure, text: str) -> None:
    """Write the source under a figure of several panels."""
    figure.supxlabel(text, x=0.01, ha="left", fontsize=7.5, color=GREY)


def wrap(text: str, width: int) -> str:
    """Return a text broken into lines of at most ``width`` characters, a Chinese one of as many ideographs.

    >>> wrap("half of them are met", 12)
    'half of them\\nare met'
    """
    letters = [sign for sign in text if not sign.isspace()]
    chinese = 4 * sum(IDEOGRAPH.match(sign) is not None for sign in letters) > len(letters)
    return _lines(text, width, chinese)


def folded(said: Both, lang: str, en: int, zh: int) -> str:
    """Return a text in ``lang``, broken into lines of at most ``en`` characters or ``zh`` ideographs.

    Lines are about equally long; no word is parted, nor a number from its per cent sign or from its deaths.

    >>> folded(Both("one of them (22 %)", "半数达标"), "zh", en=10, zh=2)
    '半数\\n达标'
    >>> folded(Both("one of them (22 %)", "半数达标"), "en", en=16, zh=2)
    'one of them\\n(22 %)'
    """
    return _lines(said.text(lang), zh if lang == "zh" else en, lang == "zh")


def _lines(text: str, width: int, chinese: bool) -> str:
    kept = COUNTED.sub(KEPT, text)
    lines = broken(kept, width) if chinese else even(kept, width)
    return "\n".join(line.strip() for line in lines).replace(KEPT, " ")


@door
def sign(ax: Axes, text: str, drop: float = 42, va: str = "top") -> None:
    """Write the source under an Axes.

    Parameters
    ----------
    ax : where to.
    text : the source in words; see :func:`source_of`.
    drop : points below the Axes.
    va : which part of the text stands there, as matplotlib's ``va``.

    >>> _, ax = plt.subplots()
    >>> sign(ax, "Source: own survey, 2023")
    >>> ax.texts[-1].get_text()
    'Source: own survey, 2023'
    """
    ax.annotate(
        text,
        (0, 0),
        (0, -drop),
        xycoords="axes fraction",
        textcoords="offset points",
        fontsize=7.5,
        color=GREY,
        va=va,
    )


def figure_of(drawn: Figure | Axes) -> Figure:
    """Return the figure that an Axes stands in; a figure as it is."""
    return drawn if isinstance(drawn, Figure) else cast(Figure, drawn.get_figure(root=True))


def png(drawn: Figure | Axes, dpi: int) -> bytes:
    """Return a figure as PNG, and close it. It is laid out and drawn in one pass, where ``savefig`` takes two or three."""
    figure, buffer = figure_of(drawn), io.BytesIO()
    figure.set_dpi(dpi)
    FigureCanvasAgg(figure).print_png(buffer, metadata={"Software": None}, pil_kwargs={"compress_level": PACKED})
    plt.close(figure)
    return buffer.getvalue()


@door
def save_figure(fig: Figure | Axes, name: str, data: pd.DataFrame | pd.Series, folder: str | Path = "figures") -> Path:
    """Save a figure as PNG beside a CSV of the numbers it shows; both are byte-identical on a re-run.

    Parameters
    ----------
    fig : Figure, or an Axes of it.
    name : file name; ``.png`` after it may be left out.
    data : the numbers drawn; of a series with names its names as well, as ``project(…).because()`` has them.
    folder : where to; made if it is not there.

    Returns
    -------
    Path of the PNG.

    >>> import tempfile
    >>> figure, _ = plt.subplots()
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = save_figure(figure, "one", pd.DataFrame({"year": [2020]}), folder)
    ...     sorted(part.name for part in path.parent.iterdir())
    ['one.csv', 'one.png']
    """
    for what, told, kinds, expected in (
        ("fig", fig, Figure | Axes, "a figure of matplotlib, or axes of one"),
        ("data", data, pd.DataFrame | pd.Series, "the numbers drawn, a DataFrame or a Series"),
        ("folder", folder, str | Path, "the name of a folder"),
    ):
        if not isinstance(told, kinds):
            raise InputError(f"{what} must be {expected}; got {shown(told)}")
    stem = name[: -len(PNG)] if name.lower().endswith(PNG) else name
    path = folder_at(folder) / f"{stem}{PNG}"
    with whole(path) as place, _laid_out(figure_of(fig)) as box:
        figure_of(fig).savefig(place, dpi=SAVED, bbox_inches=box, metadata={"Software": None})
    with whole(path.with_suffix(".csv")) as place:
        _table(data).to_csv(place, index=False, encoding="utf-8", lineterminator="\n", float_format="%.6g")
    return path


@contextmanager
def _laid_out(figure):
    """Lay a figure out as large as it is saved, and yield the box of what is on it; behind it the figure is as it was.

    ``savefig`` draws a figure whole to learn as much, and then draws it again.
    """
    engine, dpi, canvas = figure.get_layout_engine(), figure.dpi, figure.canvas
    FigureCanvasAgg(figure).figure.dpi = SAVED
    try:
        if isinstance(figure, Leaded):
            figure.lead()
        if engine:
            engine.execute(figure)
        figure.set_layout_engine(None)
        yield figure.get_tightbbox().padded(mpl.rcParams["savefig.pad_inches"])
    finally:
        figure.dpi = dpi
        figure.set_layout_engine(engine)
        figure.set_canvas(canvas)


def _table(data):
    """The numbers as a table: a series with its names, where it has any beside numbers from 0 on."""
    if isinstance(data, pd.DataFrame):
        return data
    plain = isinstance(data.index, pd.RangeIndex) and data.index.name is None
    return data.to_frame("value" if data.name is None else data.name).reset_index(drop=plain)
