"""The series of a plan's targets, each made of its rows when it is first asked for."""

import numpy as np
import pandas as pd

from ..indicator.kind import Comparability
from ..indicator.series import COLUMNS, Series
from .target import Target


class SeriesByCode(dict[str, Series]):
    """The series of targets by code, of those without values empty ones.

    Parameters
    ----------
    targets : by code.
    rows : column ``code`` and those of a series, in any order.
    """

    def __init__(self, targets: dict[str, Target], rows: pd.DataFrame) -> None:
        super().__init__()
        order = rows["year"].to_numpy().argsort(kind="stable")
        self._targets = targets
        self._places: dict[str, list[int]] = {}
        for place, code in enumerate(rows["code"].to_numpy()[order].tolist()):
            self._places.setdefault(code, []).append(place)
        self._columns = {name: rows[name].to_numpy()[order] for name in COLUMNS}

    def __missing__(self, code: str) -> Series:
        target, own = self._targets[code], np.array(self._places.get(code, ()), dtype=int)
        years, values, numerators, denominators, decimals, grades, sources = (
            self._columns[name][own] for name in COLUMNS
        )
        about = (target.indicator, target.stratum, target.kind, target.direction, target.unit)
        told = (tuple(map(Comparability, grades)), tuple(sources))
        made = self[code] = Series(*about, years, values, numerators, denominators, decimals, *told)
        return made
