"""How the shipped parameters scored on what they never saw: the committed tables in ``scores/``."""

from pathlib import Path

import pandas as pd

from ..words.door import door
from ..words.given import one_of


@door
def shipped_table(name: str) -> pd.DataFrame:
    """Return a committed table of the shipped set, as :func:`~kzplan.lab.calibration.run.calibrate` wrote it.

    Parameters
    ----------
    name : "scores", "reliability" (how often chances came true), "edges" (near 0 and 100 %), "levels" (by where forecasts
        started from), "alone" (odds from a class alone), "apart" (what the spread of a class's places is worth), "nation" (a class by how many places it counts as) or "verdicts"
        (what published methods said, and how often it came true).

    >>> sorted(shipped_table("scores")["split"].unique())
    ['decade', 'indicator', 'place']
    """
    folder = Path(__file__).with_name("scores")
    known = sorted(path.stem for path in folder.glob("*.csv"))
    one_of("name", name, known, f"one of {', '.join(known)}")
    return pd.read_csv(folder / f"{name}.csv")


def as_shipped() -> pd.DataFrame:
    """Return the reliability of what ships: of indicators' own sets on places and decades left out, of the kinds' on indicators.

    Returns
    -------
    DataFrame : rows of ``reliability.csv``.

    >>> as_shipped().groupby("split")["method"].first().to_dict()
    {'decade': 'indicator', 'indicator': 'shipped', 'place': 'indicator'}
    """
    table = shipped_table("reliability")
    own, kinds = table["method"].eq("indicator"), table["method"].eq("shipped") & table["split"].eq("indicator")
    return table[(own | kinds) & ~table["reference_class"]].reset_index(drop=True)


@door
def came_true(least: float) -> tuple[float, float]:
    """Return the share of targets given at least the chance ``least`` that came true: (lowest, highest) over splits.

    Without a class, from :func:`as_shipped`; ``least`` one of the edges of its bands.

    >>> low, high = came_true(0.66)
    >>> 0.5 < low < high < 0.95
    True
    """
    rows = as_shipped()
    rows = rows[rows["low"] >= least]
    hits = (rows["came_true"] * rows["targets"]).groupby(rows["split"]).sum() / rows.groupby("split")["targets"].sum()
    return float(hits.min()), float(hits.max())


def came_true_by_split(rows: pd.DataFrame, least: float = 0, most: float = 1) -> pd.Series:
    """Return the share of targets that came true of those given a chance from ``least`` to ``most``, by split.

    Parameters
    ----------
    rows : of ``reliability.csv``, as :func:`as_shipped` returns them.
    least, most : edges of its bands.

    >>> told = came_true_by_split(as_shipped(), least=0.66)
    >>> (told.min(), told.max()) == came_true(0.66)
    True
    """
    known = rows[rows["low"].ge(least) & rows["high"].le(most + 1e-9)]
    hits = (known["came_true"] * known["targets"]).groupby(known["split"]).sum()
    return hits / known.groupby("split")["targets"].sum()
