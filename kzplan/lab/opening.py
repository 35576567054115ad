"""How a notebook begins: its answer in a sentence, and the figure that shows it."""

import io

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .. import progress
from ..model.scores import shipped_table
from ..odds.verdict import LIKELIHOODS
from ..paper.style import figure_of, save_figure
from ..words import labels
from ..words.english import agreed, many

NAMED = 3  # targets of one likelihood word that are named
COLOURS = 256  # of a figure in a notebook, which takes far fewer bytes so than with all its shades


def answer(said: str) -> None:
    """Show the answer as text that stands out; its numbers are computed where it is called.

    >>> answer("One of two targets is met.")  # in a notebook, as Markdown
    <IPython.core.display.Markdown object>
    """
    from IPython.display import Markdown, display

    display(Markdown(f"**Answer.** {said}"))


def show(drawn: Figure | Axes, name: str, data: pd.DataFrame, folder: str = "../figures") -> None:
    """Save a figure beside its numbers, as :func:`kzplan.save_figure` does, and show what was saved, as large as the figure is.

    Parameters
    ----------
    drawn, name, data, folder : as of :func:`kzplan.save_figure`; the figure is closed.
    """
    import matplotlib.pyplot as plt
    from IPython.display import Image, display
    from PIL import Image as Saved

    path, figure, buffer = save_figure(drawn, name, data, folder), figure_of(drawn), io.BytesIO()
    plt.close(figure)  # which a notebook would draw again under the cell
    with Saved.open(path) as saved:
        saved.convert("RGB").quantize(COLOURS, Saved.Quantize.MAXCOVERAGE).save(buffer, "PNG")
        wide = round(saved.width * figure.dpi / saved.info["dpi"][0])
    display(Image(buffer.getvalue(), format="png", width=wide))


def odds_told(table: pd.DataFrame) -> str:
    """Return in a sentence how many targets of an outlook table have odds, which, and that the others have none.

    >>> from kzplan import load_plan, outlook
    >>> table = outlook(load_plan())
    >>> odds_told(table[table["code"].isin(["C06", "C05", "C16"])])[:60]
    'Of 3 targets, 2 can be given odds: very likely is stunting p'
    """
    given = table[table["outlook"] != ""].sort_values("p_reach", ascending=False)
    parts = []
    for _, word in LIKELIHOODS:
        own = given[given["outlook"].eq(word)]
        if len(own):
            more = f" and {len(own) - NAMED} more" if len(own) > NAMED else ""
            named = [f"{_small(row.name_en)} ({labels.percent(row.p_reach)})" for row in own[:NAMED].itertuples()]
            parts.append(f"{word} {'is' if len(own) == 1 else 'are'} {', '.join(named)}{more}")
    rest = len(table) - len(given)
    said = f": {'; '.join(parts)}" if parts else ""
    left = f" The other {rest} {agreed(rest, 'has', 'have')} none, each for a stated reason." if rest else ""
    return f"Of {many(len(table), 'target')}, {len(given) or 'none'} can be given odds{said}.{left}"


def _small(name: str) -> str:
    """A name inside a sentence; one that begins with letters of an abbreviation keeps them."""
    return name if name[1:2].isupper() else name[0].lower() + name[1:]


def methods_told(table: pd.DataFrame) -> tuple[int, pd.Series]:
    """Return on how many targets all published methods agree, and how often each one's "on track" came true elsewhere.

    Parameters
    ----------
    table : as :func:`kzplan.compare_methods` returns it.

    >>> import pandas as pd
    >>> agreed, right = methods_told(pd.DataFrame({"methods_on_track": ["8 of 8", "3 of 8", "0 of 3"]}))
    >>> agreed, bool((right > 0.4).all())
    (2, True)
    """
    pairs = [tuple(map(int, told.split(" of "))) for told in table["methods_on_track"]]
    agreed = sum(yes in (0, every) for yes, every in pairs)
    words = shipped_table("verdicts")
    said = words[words["on_track"].eq(1) & words["method"].isin(progress.profiles())]
    met, share = (
        (said["came_true"] * said["share"]).groupby(said["method"]).sum(),
        said.groupby("method")["share"].sum(),
    )
    return agreed, met / share
