"""Loading a plan folder: whole or not at all, with every fault of every file at once."""

import os
import shutil
import tempfile
from pathlib import Path

import pandas as pd

from ..paper.whole import MARK, folder_at, named
from ..words import labels
from ..words.door import door
from ..words.errors import InputError, PlanError, Refusal
from ..words.given import instance, shown, text
from . import consistency, kept, store, tables
from .breaks import break_faults
from .classes import class_faults
from .departments import department_faults
from .derived import fill_derived
from .descriptor import DICTIONARY, read_dictionary
from .layout import as_asked, columns_of
from .linked import link_faults
from .once import worked_out
from .optional import TEXTS, completed, with_levels
from .outside import nation_faults, outside_faults
from .period import Period, level_faults, period_faults, read_levels, read_period
from .plan import Plan
from .printed import UNNAMED, path_of, split_departments
from .references import reference_faults
from .shipped import data_folder


@door
def copy_plan(source: str | Path | None, folder: str | Path) -> Path:
    """Copy the tables of a plan into a folder of one's own.

    Parameters
    ----------
    source : plan folder, or None for the plan that ships with kzplan.
    folder : where to; must not be there, or be empty.

    Returns
    -------
    Path of the folder.

    Raises
    ------
    Refusal : the folder holds something already, lies within the source, or the source is no plan folder.
    PlanError : the source cannot be read as a plan.
    """
    folder, origin = Path(folder), data_folder() if source is None else Path(source)
    if not (origin / DICTIONARY).is_file():
        raise Refusal(
            f"{source} is no plan folder: it has no {DICTIONARY}", f"{source}不是规划文件夹：其中没有{DICTIONARY}"
        )
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refusal(
            f"{folder} is there already and not empty; give another name", f"{folder}已经存在且不为空，请换一个名称"
        )
    if folder.resolve().is_relative_to(origin.resolve()):
        raise Refusal(
            f"{folder} lies within {origin}; give a folder outside it", f"{folder}在{origin}之内，请换一个位置"
        )
    if source is not None:
        load_plan(source, strict=False)
    folder_at(folder.parent)
    # it comes to its place in one step
    with named(folder), tempfile.TemporaryDirectory(dir=folder.parent, prefix=MARK) as place:
        made = Path(shutil.copytree(origin, Path(place) / folder.name, ignore=shutil.ignore_patterns(f"{MARK}*")))
        if folder.exists():
            folder.rmdir()
        made.rename(folder)
    return folder


def load_plan(path: str | Path | None = None, strict: bool = True) -> Plan:
    """Load a plan folder, or the Kaizhou plan that ships.

    Parameters
    ----------
    path : folder laid out as the shipped ``data/``; None for the shipped plan.
    strict : refuse values that cannot be right (a part larger than its whole, a share above 100 %) unless
        ``corrections.csv`` lists them. False loads them for :func:`kzplan.audit`, which names them.

    Returns
    -------
    Plan

    Raises
    ------
    PlanError : with every fault of every file at once; nothing is loaded then.

    >>> plan = load_plan()
    >>> len(plan.targets), plan.district
    (93, '开州区')
    """
    if not isinstance(path, str | os.PathLike | None):
        raise InputError(f"path must be a folder, or None for the plan that ships; got {shown(path)}")
    instance("strict", strict, bool, "True or False")
    folder = data_folder() if path is None else Path(str.__str__(path) if isinstance(path, str) else path)
    dictionary, faults = read_dictionary(folder)
    if faults:
        raise PlanError(folder, faults)
    dictionary = with_levels(dictionary)
    wrong = period_faults(dictionary)
    if wrong:
        raise PlanError(folder, wrong + level_faults(dictionary))
    period = read_period(dictionary)
    resources, misdescribed = as_asked(dictionary["resources"], period)
    if misdescribed:
        raise PlanError(folder, misdescribed + level_faults(dictionary))
    frames, faults = tables.read_tables(folder, resources)
    frames = {name: _used(frame, name, period) for name, frame in frames.items()}
    faults += level_faults(dictionary)
    missing = _missing(folder, frames, dictionary, period)
    described = {resource["name"] for resource in dictionary["resources"]}
    whole = tables.Tables(completed(frames, period, missing | described))
    # of what the folder itself names, before the catalogue adds to it
    faults += nation_faults(whole, dictionary)
    own = "" if level_faults(dictionary) else read_levels(dictionary).own.en
    faults += fill_derived(whole, period, own)
    faults += _gained(folder, dictionary, whole, period)
    faults += consistency.find_faults(whole, period, strict)
    faults += [*class_faults(whole), *reference_faults(whole), *link_faults(whole)]
    faults += outside_faults(whole, dictionary, period)
    if faults or missing:
        raise PlanError(folder, faults or consistency.undescribed(missing))
    if not strict:
        whole["corrections"] = _current(whole)
    plan = Plan(folder, dictionary, dict(whole))
    worked_out(plan, "rules", lambda _: whole.rules)  # read already
    return plan


def _used(frame: pd.DataFrame, name: str, period: Period) -> pd.DataFrame:
    """A table without columns of one's own, which nothing here reads and others of that name would be taken for."""
    asked = columns_of(name, period)
    used = [one for one in frame if asked is None or one == tables.LINE or one in asked]
    return frame if len(used) == frame.shape[1] else frame[used]


def _missing(folder: Path, frames: dict, dictionary: dict, period: Period) -> set[str]:
    """The tables that the dictionary leaves out and no plan can do without: targets, one table of them as printed, what is
    said of earlier values; and any whose file is there."""
    described = {resource["name"] for resource in dictionary["resources"]}
    needed = {"targets"} | ({"indicators"} if described & set(period.decade_tables) else set())
    if not described & set(period.goal_tables):
        needed |= set(period.goal_tables)
    optional = {*period.decade_tables, *period.goal_tables, *TEXTS, "indicators", "baselines"}
    needed |= {name for name in optional if (folder / path_of(name)).exists()}
    return needed - described


def _gained(folder, dictionary, frames, period):
    """Read the tables that came in over the years into ``frames``; their faults."""
    faults = []
    for name in kept.GAINED:
        frames[name], found = kept.read(folder, name)
        faults += found
    if "targets" not in frames:
        return faults
    kinds = dict(zip(frames["targets"]["code"], frames["targets"]["kind"], strict=True))
    invented = labels.EXAMPLE in dictionary.get("title", "")
    faults += store.faults_of(frames["observations"], kinds, period.last, invented)
    faults += break_faults(frames["breaks"], set(kinds), period)
    return faults + list(
        department_faults(frames["departments"], set(kinds), _printed(dictionary, frames, period), period)
    )


def _printed(dictionary, frames, period):
    """The departments that the plan prints."""
    own = "" if level_faults(dictionary) else read_levels(dictionary).own.zh  # what is wrong with them is told already
    cells = [cell for name in period.goal_tables if name in frames for cell in frames[name]["department"]]
    return {name for cell in cells for name in split_departments(cell, own)} | {UNNAMED}


def _current(frames):
    """Corrections whose cell is still as it was when they were made."""
    cells = frames["corrections"]
    kept = [
        bool(
            (frames[one["table"]].loc[frames[one["table"]]["row"] == one["row"], one["column"]] == one["printed"]).any()
        )
        for one in tables.records(cells)
    ]
    return cells[pd.Series(kept, index=cells.index, dtype=bool)]


def indicators(q: str | None = None, plan: Plan | None = None) -> pd.DataFrame:
    """List the plan's targets, or those whose Chinese or English name, id or code holds ``q``.

    Parameters
    ----------
    q : text to look for; None: all targets.
    plan : a loaded plan; None: the shipped one.

    Returns
    -------
    DataFrame by code: name_zh, name_en, indicator (its id), unit, target_district, domain, department.

    Raises
    ------
    InputError : ``q`` is no text.

    >>> indicators(q="孕产妇死亡").index.tolist(), indicators(q="stunting").index.tolist()
    (['W03'], ['C06'])
    """
    chosen = load_plan() if plan is None else instance("plan", plan, Plan, "a plan, as load_plan() returns it")
    targets = chosen.targets
    listed = targets[["name_zh", "name_en", "indicator", "unit", "target_district", "domain", "department"]]
    if not text("q", q, "text to look for (a plan goes by name: kzplan.indicators(plan=plan))"):
        return listed
    told = (targets["code"] + " " + targets["name"] + " " + targets["name_en"] + " " + targets["indicator"]).str
    return listed[told.contains(q, case=False, regex=False)]
