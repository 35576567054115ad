"""Merging checked returns into the store of a plan folder: nothing is lost, nothing is overwritten silently."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from ..plan import kept, store, tables
from ..plan.counted import standing
from ..plan.plan import Plan
from ..words.both import Both
from ..words.door import door
from ..words.errors import Refusal
from ..words.printable import printable
from . import departments, layout, stored, work
from .check import check
from .heading import find_form, heading_row
from .workbook import Sheet, read_cells


class Blocked(Refusal):
    """A merge that was refused; ``queries`` holds what blocks it."""

    def __init__(self, en: str, zh: str, queries: pd.DataFrame | None = None) -> None:
        self.queries = queries
        super().__init__(f"{en}; nothing was written", f"{zh}；没有写入任何数据")


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge did.

    Parameters
    ----------
    added, revised, unchanged : figures reported for the first time, revised ones, ones that were there already (those that
        another department of a joint target reported alike among them).
    questions : how many queries do not block and remain to be answered.
    texts : how many texts of 工作情况 were added.
    unlike : code, year and words of what departments report differently, and which figure counts.
    """

    added: int
    revised: int
    unchanged: int
    questions: int = 0
    texts: int = 0
    unlike: tuple[tuple[str, int, Both], ...] = ()


@door
def merge(
    paths: Iterable[str | Path],
    plan: Plan,
    who: str,
    why: str = "",
    year: int | None = None,
    today: datetime.date | None = None,
    lang: str = "zh",
) -> Merged:
    """Check returned files and write them into the store of the plan's folder.

    Parameters
    ----------
    paths : files as they were sent.
    plan : a loaded :class:`~kzplan.plan.plan.Plan`; its folder's ``observations.csv`` is written.
    who : who merges.
    why : why a figure is revised; needed where one is.
    year : year reported on, for files without the form's hidden mark.
    today : date of receipt; None for today's.
    lang : language of the queries of a merge that is refused, "zh" or "en".

    Returns
    -------
    Merged

    Raises
    ------
    Blocked : a certain fault in any file, or a revision without a reason; nothing is written then.
    """
    who, why = kept.spoken(who, "--who"), kept.spoken(why, "--why")
    if not who:
        raise Blocked("who merges is not said (--who)", "没有说明由谁入库（--who）")
    paths, received = [Path(path) for path in paths], (today or datetime.date.today()).isoformat()
    with kept.locked(plan.folder):
        known = _stored(plan)
        # what another merge has written since the plan was loaded counts as well
        sheets: dict[Path, dict[str, Sheet]] = {}
        # set beside what had come in by the day of receipt
        now = plan.with_reports(known[known["received"] <= received])
        day = datetime.date.fromisoformat(max([received, *known["received"]]))  # a clock may have gone back
        entries, queries = check(paths, now, year, lambda path: sheets.setdefault(path, _cells(path)), why, day, lang)
        _refuse_faults(queries)
        strata = (*layout.STRATA.values(), *layout.AGES.values())
        reports = [stored.lines_of(entry, who, why, received, strata) for entry in entries]
        frame, told = stored.add(known, [lines for lines in reports if lines], plan.departments)
        over_print = {(one.code, one.year) for one in entries if _revises_print(one, now)}
        changed = told.changed | {f"{code}（{year}）" for code, year in over_print}
        # a printed value that is reported anew for the first time is new to the store, and a revision to its readers
        first = len(over_print - set(zip(known["code"], known["year"].astype(int), strict=True)))
        if changed and not why.strip():
            raise _unexplained(changed)
        if frame is not None:
            store.write(frame, plan.folder)
        said = [texts for path, cells in sheets.items() for texts in _work_of(path, cells, plan, year)]
        texts = work.add(plan.folder, said, received)
    unlike = _unlike(entries, plan, known if frame is None else frame)
    return Merged(told.added - first, told.revised + first, told.unchanged, len(queries), texts, unlike)


def _unlike(entries, plan, stored_now):
    """What departments report differently of the targets and years that were merged."""
    asked = {(entry.code, entry.year) for entry in entries}
    lines = [line for line in tables.records(stored_now) if (line["code"], int(line["year"])) in asked]
    reported = standing(lines, plan.departments)
    told = [(*key, departments.unlike(reports)) for key, reports in sorted(reported.items())]
    return tuple(one for one in told if one[-1] is not None)


def _stored(plan):
    """The store as it is by now; refused, before anything is written, where it or what is beside it was damaged since."""
    kept.read_whole(plan.folder, work.NAME)
    return kept.read_whole(plan.folder, store.NAME)


def _refuse_faults(queries):
    certain = queries[queries["severity"] == "certain"]
    if len(certain):
        raise Blocked("certain faults block the merge", "有须更正之处，不能入库", certain)


def _revises_print(entry, plan):
    """Whether an entry takes the place of a value of the base year or before, which is printed."""
    seen = (plan.series_of(entry.code).by_year | plan.earlier(entry.code).by_year).get(entry.year)
    value = entry.numbers.get("value")
    return entry.year <= plan.period.base and None not in (seen, value) and seen != value


def _unexplained(changed):
    """The refusal of revisions without a reason."""
    listed = "、".join(sorted(changed))
    return Blocked(
        f"figures reported before would be revised: {listed}; give a reason (--why)",
        f"将修订以前报送的数：{listed}；请用--why说明理由",
    )


def _cells(path):
    """The cells of a returned file: its form, and what it says of the work."""
    return read_cells(path, lambda rows: heading_row(rows) is not None or work.has_work(rows))


def _work_of(path, sheets, plan, year):
    """(year, department, file, texts) of a form's 工作情况, where it has any."""
    texts = work.read_work(sheets)
    form = find_form(sheets, path.name, plan, year)[0] if texts else None
    if form is not None:
        yield form.year, form.department or printable(path.stem), printable(path.name), texts
