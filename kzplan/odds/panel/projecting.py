"""The door: a panel in, its outlook out."""

from __future__ import annotations

import hashlib
import json
import os
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from ... import __version__
from ...paper.whole import folder_at, named, whole
from ...plan.plan import Plan
from ...words.both import LANGUAGES, Both
from ...words.errors import InputError, LeftOut
from ..asked import DECADE
from .asked import Asked, asked_of, check_years, left_out
from .door import check, check_apart, check_table

if TYPE_CHECKING:
    import pyarrow as pa

    from .classes import Classes
    from .source import Piece, Source

NAMED = 8  # indicators that a warning lists
UNASKED = "no target of the plan asks for it"
Said = str | Mapping[str, str] | None
MARK, ABOUT = (
    b"kzplan",
    b"kzplan_about",
)  # of a part: what it was made of; what a frame of it says in its attrs, as JSON


def project_panel(
    data: object,
    targets: Plan | Said = None,
    *,
    kind: Said = None,
    direction: Said = None,
    unit: Said = None,
    at: int | None = None,
    classes: bool = True,
    parents: Mapping[str, str] | None = None,
    to: str | os.PathLike | None = None,
    engine: str | None = None,
    workers: int = 1,
    client: Any = None,
    progress: Callable[[int, int], None] | None = None,
    **assumptions: Any,
) -> pd.DataFrame | Path:
    """Return the outlook of many places at once: one row a place, indicator and stratum.

    Parameters
    ----------
    data : a DataFrame, a Parquet file or folder, an Arrow table or dataset, one row a value: ``place, indicator, year, value``
        and, if wanted, ``parent`` (the area the place lies in), ``stratum``, ``numerator``, ``denominator``. Shares as 0–100.
        In files the rows of a place stand together. A row without a value asks for the class's answer.
    targets : a plan, whose targets are asked of every place; or name → target, or one for all, as for :func:`kzplan.outlook`.
    kind, direction, unit : one for all or by indicator, as for :func:`kzplan.series`; None: as :func:`kzplan.catalogue` has it.
        A plan says them itself; beside one, unit "1" says that the panel has shares of 1.
    at : target year; None: the plan's last, else ten years after the last value of any.
    classes : whether each series' class is taken from the panel: the other places in the nearest area with at least five.
    parents : area → the area it lies in, for areas that are no places of the panel (city → province → nation).
    to : Parquet file, or folder of one part a piece; parts that are there already and of the same panel are kept. None: a frame.
    engine : None: this machine; "dask".
    workers : processes of this machine.
    client : with "dask": a client or the address of a scheduler; None: the client there is, else one of this machine.
    progress : called with the number of pieces that are done and of all.
    **assumptions : ``parameters``, ``damping``, ``tolerance``: fields of :class:`~kzplan.odds.assumptions.Assumptions`.

    Returns
    -------
    DataFrame, or the path that was written
        Columns of :func:`kzplan.outlook`, but for comparability and note, with ``place, parent, indicator, stratum`` before and
        ``unit``, ``latest_numerator``, ``latest_denominator`` and the class after: ``class`` (the area), ``class_basis`` ("enough places": at least five others; "few places":
        fewer, in the widest area there is), ``class_places`` and ``class_change`` (``reference_places`` and ``reference_change`` of
        :class:`~kzplan.odds.assumptions.Assumptions`), ``class_spread`` (``reference_spread``: how widely the places of the nearest
        area with at least 30 others parted so far, 1 where as widely as the parameters let expect; the scale of the projection is
        drawn to it), ``class_level`` (what a rate of few events is drawn to) and
        ``class_level_se`` (how unsure that is: standard error of its logarithm; the fewer events and places, the less is drawn),
        ``class_median`` and ``class_p_reach`` (told of a place in it of which nothing else is known). In ``attrs`` of the frame
        ``left_out``: indicator → why it is not in it; ``without``: code → name of the plan's targets that the panel has nothing of.

    Raises
    ------
    InputError : a panel that cannot be used as it is, with the rows; percentages that look like shares of 1; pyarrow is not
        there.

    Warns
    -----
    LeftOut : indicators of the panel that no target of the plan asks for, by name; targets of the plan that the panel has
        nothing of.
    TwoReadings : percentages all below 1 under a target many times above them, which may be shares of 1.

    Notes
    -----
    The arithmetic is that of :func:`kzplan.forecast`; a series' numbers are those of ``kzplan.outlook`` with the same class.
    ``p_published`` and ``needed_value`` of rates with counts rest on as many births, or whoever the rate is of, as behind the
    latest value. ``needed_year`` is the year after the latest of any place, and after the plan's mid-term evaluation.

    >>> rows = [("a", 2015, 70.0), ("a", 2020, 80.0), ("b", 2015, 60.0), ("b", 2020, 75.0)]
    >>> frame = pd.DataFrame(rows, columns=["place", "year", "value"]).assign(indicator="anc")
    >>> told = project_panel(frame, "≥90", kind="proportion", direction="up", unit="%", at=2030)
    >>> told["place"].tolist(), told["p_reach"].between(0, 1).all().item(), told["class_places"].tolist()
    (['a', 'b'], True, [1.0, 1.0])
    """
    _check_here()
    check({"targets": targets, "kind": kind, "direction": direction, "unit": unit, "at": at, "classes": classes})
    check({"parents": parents, "to": to, "engine": engine, "workers": workers, "progress": progress})
    check_table(data)
    check_apart(data, to)
    from .engines import engine_of
    from .source import source_of

    source = source_of(data)
    if not len(source.years):
        raise InputError("the panel has no year; expected a whole year of 4 digits in each row")
    latest = int(source.years[-1])
    at = at if at is not None or isinstance(targets, Plan) else latest + DECADE
    above = source.parents | dict(parents or {})
    above = {area: above[area] for area in _areas(source.areas, above)}
    measured = {"kind": kind, "direction": direction, "unit": unit}
    asked = asked_of(source.keys, targets, measured, at, latest, assumptions, above)
    check_years(asked, latest)
    unasked = _unasked(source.keys, asked)
    _tell_without(asked)
    with engine_of(engine, workers, client) as run:
        told = _looked_at(run, source, asked, classes, targets if isinstance(targets, Plan) else None)
        return _made(run, source, (asked, told), to, progress, unasked)


def _check_here():
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        raise InputError(
            "a panel needs pyarrow: pip install 'kzplan[panel]' (on a cluster 'kzplan[cluster]')"
        ) from None


def _areas(areas, above):
    """The areas that places lie in, and those around them."""
    found, left = set(), {area for area in areas if area}
    while left:
        found |= left
        left = {above.get(area, "") for area in left} - found - {""}
    return sorted(area for area in found if above.get(area))


def _unasked(keys, asked: Asked) -> dict[str, str]:
    """What of a panel is left out, with the reason; it is told once."""
    names = left_out(keys, asked)
    if names:
        told = _first([Both(one, one) for one in names])
        en = f"left out: {len(names)} of the panel's {len(list(keys))} indicators, which no target of the plan asks for: {told.en}"
        zh = f"未推算：面板中有{len(names)}项指标规划没有相应目标：{told.zh}"
        warnings.warn(LeftOut(en, zh), stacklevel=3)
    return dict.fromkeys(names, UNASKED)


def _tell_without(asked: Asked) -> None:
    """Say once which targets of the plan the panel has nothing of."""
    if asked.without:
        names = [Both(f"{code} {name.en}", f"{code} {name.zh}") for code, name in asked.without.items()]
        told = _first(names)
        en = f"no values: the panel has nothing of {len(names)} of the plan's targets: {told.en}"
        zh = f"无数据：规划目标中有{len(names)}项在面板中没有相应指标：{told.zh}"
        warnings.warn(LeftOut(en, zh), stacklevel=3)


def _first(names):
    """The first of some names, and how many more there are."""
    more = len(names) - NAMED
    en, zh = ([one.text(lang) for one in names[:NAMED]] for lang in LANGUAGES)
    return Both(", ".join(en) + f" and {more} more" * (more > 0), "、".join(zh) + f"，和另外{more}项" * (more > 0))


def _looked_at(run, source: Source, asked: Asked, wanted: bool, plan: Plan | None) -> Classes | None:
    """The classes of a panel, if wanted, once all its values have been looked at."""
    from .block import block_of
    from .classes import Ranks, Sums, classes_of, ranks_of
    from .fractions import Levels, refuse_shares_of_one

    ranks = ranks_of(source.areas, asked.above, source.years) if wanted else Ranks({}, source.years)
    found, seen = Sums.none(ranks, asked), Levels.none(asked)
    for parts, levels in run(_summed, source.pieces, (asked, ranks)):
        for part in parts:
            found.add(part)
        seen.add(levels)
    blocks = (block_of(batch, asked) for piece in source.pieces for batch in piece.batches())
    refuse_shares_of_one(seen, blocks, asked, plan)
    return classes_of(ranks, found, asked) if wanted else None


def _summed(piece, known):
    from .work import sum_batches

    return sum_batches(piece.batches(), *known)


def _projected(piece, known):
    import pyarrow as pa

    from .work import SCHEMA, project_batches

    return pa.Table.from_batches(list(project_batches(piece.batches(), *known)), SCHEMA)


def _made(run, source, known, to, progress, unasked):
    """Map the work over the pieces, and write or join what comes."""
    import pyarrow as pa

    tell = progress or (lambda done, of: None)
    if to is not None and Path(to).suffix != ".parquet":
        return _parts(run, source, known, Path(to), tell)
    results = _told(run(_projected, source.pieces, known), len(source.pieces), tell)
    if to is None:
        frame = frame_of(pa.concat_tables(results))
        frame.attrs |= about(known[0]) | {"left_out": unasked}
        return frame
    return _one_file(results, Path(to), known[0])


def about(asked: Asked) -> dict[str, Any]:
    """Return what a panel's outlook says beside its rows, as plain values: ``at``, ``plan_of`` and ``without``."""
    without = {code: name._asdict() for code, name in asked.without.items()}
    return {"at": asked.at, "plan_of": asked.plan_of._asdict(), "without": without}


def _told(results, number, tell):
    for i, one in enumerate(results):
        tell(i + 1, number)
        yield one


def frame_of(table: pa.Table) -> pd.DataFrame:
    """Return a panel's outlook as a frame; years are whole numbers, missing where there is none."""
    from .work import YEARS

    frame = table.to_pandas()
    return frame.astype(dict.fromkeys(YEARS, "Int64"))


def _one_file(results, path, asked):
    folder_at(path.parent)
    with whole(path) as place:
        _write(results, place, asked)
    return path


def _write(results, where, asked, mark=""):
    """Write tables as one Parquet file to a path or a stream."""
    import pyarrow.parquet as pq

    from .work import SCHEMA, TEXT

    said = {MARK: mark, ABOUT: json.dumps(about(asked), ensure_ascii=False)}
    texts = [field.name for field in SCHEMA if field.type == TEXT]
    with pq.ParquetWriter(where, SCHEMA.with_metadata(said), use_dictionary=texts) as writer:
        for table in results:
            writer.write_table(table)


def _part(given, known):
    """The bytes of one part: where a piece is worked on, so that not one process writes for all."""
    import pyarrow as pa

    (piece, mark), stream = given, pa.BufferOutputStream()
    _write([_projected(piece, known)], stream, known[0], mark)
    return stream.getvalue().to_pybytes()


def _parts(run, source, known, folder, tell):
    """Write one part a piece; those that are there already are kept."""
    folder_at(folder)
    made_of = _made_of(*known)
    marks = [_mark(piece, made_of) for piece in source.pieces]
    paths = [folder / f"part-{piece.number:05d}.parquet" for piece in source.pieces]
    with named(folder):
        for path in set(folder.glob("part-*.parquet")) - set(paths):
            path.unlink()
    left = [piece for piece in source.pieces if _mark_of(paths[piece.number]) != marks[piece.number]]
    done = len(source.pieces) - len(left)
    tell(done, len(source.pieces))
    given = [(piece, marks[piece.number]) for piece in left]
    for piece, part in zip(left, run(_part, given, known), strict=True):
        with whole(paths[piece.number]) as place:
            place.write_bytes(part)
        done += 1
        tell(done, len(source.pieces))
    return folder


def _made_of(asked: Asked, classes: Classes | None) -> str:
    """What all parts are made of: the version, what is asked and the classes."""
    whole = hashlib.sha256("\n".join([__version__, repr(asked)]).encode())
    for sums in vars(classes.sums).values() if classes is not None else ():
        whole.update(sums.tobytes())
    return whole.hexdigest()


def _mark(piece: Piece, made_of: str) -> str:
    """What a part is made of: what all are, and its rows."""
    import pickle

    whole = hashlib.sha256(f"{made_of}\n{piece.stamp}".encode())
    if piece.table is not None:
        whole.update(pickle.dumps([column.to_pylist() for column in piece.table.columns]))
    return whole.hexdigest()


def _mark_of(path):
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return (pq.read_schema(path).metadata or {}).get(MARK, b"").decode()
    except (OSError, pa.ArrowInvalid):
        return ""
