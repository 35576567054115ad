"""How many targets are met, with the denominator that the share is of."""

from collections.abc import Sequence

import pandas as pd

from . import judge


def counts(table: pd.DataFrame, by: str | Sequence[str] | None = None, which: str = "verdict") -> pd.DataFrame:
    """Count the verdicts of an evaluation's table.

    Parameters
    ----------
    table : :attr:`Evaluation.table`, or rows of it.
    by : "plan", "domain", "nature" or "department", several of them, or None for all targets. A joint target counts for each of its departments.
    which : "verdict" (the district's targets) or "verdict_city" (targets that the city does not set are left out).

    Returns
    -------
    DataFrame
        One row a group in the plan's order (index named ``by``, or "all"): ``targets``; a column a verdict; ``monitored`` (可监测:
        a value and a measurable target), ``share_met`` (per cent of the monitored; empty where there are none). "Nearly met" is monitored and
        not met; "no value" and "cannot be judged" are neither.

    >>> from kzplan import load_plan
    >>> from kzplan.evaluation import evaluate
    >>> counts(evaluate(load_plan(), 2025).table).loc["all", ["targets", "monitored", "no value"]].astype(int).tolist()
    [93, 0, 93]
    """
    columns = ["all"] if by is None else [by] if isinstance(by, str) else list(by)
    rows = table[table[which] != judge.NO_TARGET].assign(all="all")
    if "department" in columns:
        rows = rows.assign(department=rows["department"].str.split("、")).explode("department")
    counted: dict[tuple, dict[str, int]] = {}
    for verdict, *group in zip(rows[which], *(rows[column] for column in columns), strict=True):
        counted.setdefault(tuple(group), dict.fromkeys(judge.VERDICTS, 0))[verdict] += 1
    if by is None:
        counted.setdefault(("all",), dict.fromkeys(judge.VERDICTS, 0))  # where nothing is asked there is still a total
    groups = rows[columns].drop_duplicates() if by is not None else pd.DataFrame({"all": ["all"]})
    index = pd.Index(groups[columns[0]]) if len(columns) == 1 else pd.MultiIndex.from_frame(groups)
    found = pd.DataFrame(list(counted.values()), index=index, columns=list(judge.VERDICTS), dtype="int64")
    found.insert(0, "targets", found.sum(axis=1))
    found["monitored"] = found[list(judge.JUDGED)].sum(axis=1)
    found["share_met"] = (100 * found["met"] / found["monitored"]).where(found["monitored"] > 0)
    return found
