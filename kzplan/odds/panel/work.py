"""The work itself: record batches of a panel in, record batches of its outlook out; the same bits wherever it runs.

The signature is that of Spark's ``mapInArrow``: an iterator of record batches to another.
"""

from collections.abc import Iterable, Iterator

import numpy as np
import pyarrow as pa

from ...indicator import measure
from ...indicator.kind import Kind
from ..columns import columns
from .asked import PRINTED, Asked
from .block import Block, block_of, texts
from .classes import LEAST, Classes, OfClass, Ranks, Sums, sums_of
from .fractions import Levels, levels_of
from .verdicts import verdicts

TEXT, YEAR, NUMBER = pa.string(), pa.int32(), pa.float64()
FIRST = ("place", "parent", "indicator", "stratum")
OF_LATEST = ("latest_numerator", "latest_denominator")
OF_CLASS = (
    "class_places",
    "class_change",
    "class_spread",
    "class_level",
    "class_level_se",
    "class_median",
    "class_p_reach",
)
YEARS = ("base_year", "latest_year", "attainment_year", "needed_year")
TYPES = {"text": TEXT, "word": TEXT, "year": YEAR, "number": NUMBER, "share": NUMBER}
CLASS_BASIS = [
    "",
    "few places",
    "enough places",
]  # the weight of a class was fitted on those of ``LEAST`` others or more
LEFT_OUT = ("comparability", "note")  # columns of the outlook that are of one plan's printed rows alone
SCHEMA = pa.schema(
    [
        *((name, TEXT) for name in FIRST),
        *((column.name, TYPES[column.kind]) for column in columns() if column.name not in LEFT_OUT),
        ("unit", TEXT),
        *((name, NUMBER) for name in OF_LATEST),
        ("class", TEXT),
        ("class_basis", TEXT),
        *((name, NUMBER) for name in OF_CLASS),
    ]
)


def project_batches(
    batches: Iterable[pa.RecordBatch], asked: Asked, classes: Classes | None = None
) -> Iterator[pa.RecordBatch]:
    """Yield the outlook of the places in some record batches; a place may go on in the next batch, and in no other.

    Parameters
    ----------
    batches : rows of a panel, those of a place together; columns as for :func:`kzplan.project_panel`.
    asked, classes : what is asked, and the classes; None: no series has a class.
    """
    for whole in whole_places(batches):
        yield outlook_of(block_of(whole, asked), asked, classes)


def sum_batches(batches: Iterable[pa.RecordBatch], asked: Asked, ranks: Ranks) -> tuple[list[Sums], Levels]:
    """Return what the places of some record batches give to their classes, in parts, and at what levels their percentages lie;
    batches as for :func:`project_batches`."""
    parts, seen = [], Levels.none(asked)
    for whole in whole_places(batches):
        block = block_of(whole, asked)
        seen.add(levels_of(block, asked))
        if ranks.rows:
            parts.append(sums_of(block, asked, ranks))
    return parts, seen


def whole_places(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.Table]:
    """Yield the rows of the batches, cut between places only."""
    kept: pa.Table | None = None
    for batch in batches:
        if not batch.num_rows:
            continue
        table = pa.Table.from_batches([batch])
        if kept is not None:
            start = _last_place(kept)
            if start:
                yield kept.slice(0, start)
            table = pa.concat_tables([kept.slice(start), table]).unify_dictionaries().combine_chunks()
        kept = table
    if kept is not None:
        yield kept


def _last_place(table):
    """Position of the first row of the last place."""
    codes, _ = texts(table.column("place"))
    other = np.flatnonzero(codes != codes[-1])
    return int(other[-1]) + 1 if len(other) else 0


def outlook_of(block: Block, asked: Asked, classes: Classes | None) -> pa.RecordBatch:
    """Return the outlook of a block, one row a series."""
    of_class = OfClass.none(len(block)) if classes is None else classes.of(block, asked)
    known = block.count > 0
    told = {
        "place": _named(block.place, block.places),
        "parent": _named(block.place, block.parents),
        **_of_questions(block, asked),
        "base_year": np.where(block.count > 1, block.end(block.year, last=False), np.nan),
        "base_value": np.where(block.count > 1, block.end(block.value, last=False), np.nan),
        "latest_year": block.end(block.year, last=True),
        "latest_value": np.where(known, block.end(block.value, last=True), np.nan),
        "latest_numerator": block.end(block.top, last=True),
        "latest_denominator": block.end(block.bottom, last=True),
        **verdicts(block, asked, of_class),
        **_of_class(block, of_class, classes),
    }
    arrays = [_array(told[field.name], field.type) for field in SCHEMA]
    return pa.RecordBatch.from_arrays(arrays, schema=SCHEMA)


def _of_questions(block, asked):
    told = {
        "indicator": [one.indicator for one in asked.questions],
        "stratum": [one.stratum for one in asked.questions],
        "kind": [str(one.kind) for one in asked.questions],
        "direction": [str(one.direction) for one in asked.questions],
        "rule": [one.rule.words for one in asked.questions],
        "target": [one.rule.text for one in asked.questions],
        **{name: [one.printed[name] for one in asked.questions] for name in PRINTED},
        "change_unit": [measure.change_unit(one.kind) if one.kind is not Kind.NONE else "" for one in asked.questions],
    }
    return {name: _named(block.question, names) for name, names in told.items()}


def _of_class(block, of_class, classes):
    few = np.where(of_class.number >= LEAST, 2, np.minimum(of_class.number, 1))
    return {"class_basis": (few, CLASS_BASIS)} | _as_told(block, of_class, classes)


def _as_told(block, of_class, classes):
    n, row = len(block), of_class.row
    names = ("class_median", "class_p_reach")
    if classes is None:
        return {"class": _named(np.zeros(n, np.intp), [""]), "class_places": of_class.places, "class_change": of_class.change,
                "class_spread": of_class.spread, "class_level": of_class.level, "class_level_se": of_class.unsure, **{name: np.full(n, np.nan) for name in names}}  # fmt: skip
    alone = zip(names, (classes.median, classes.p_reach), strict=True)
    return {
        "class": _named(row, [*classes.ranks.areas, ""]),
        "class_places": of_class.places,
        "class_change": of_class.change,
        "class_spread": of_class.spread,
        "class_level": of_class.level,
        "class_level_se": of_class.unsure,
        **{name: np.where(row >= 0, values[row, block.question], np.nan) for name, values in alone},
    }


def _named(codes, names):
    """Texts by their number among the names; −1 is the last."""
    return pa.array(names, TEXT).take(pa.array(np.where(codes < 0, len(names) - 1, codes)))


def _array(values, kind):
    """An Arrow array of numbers, where none is null, or of texts by their number among the words."""
    if isinstance(values, pa.Array):
        return values
    if kind == NUMBER:
        return pa.array(values, NUMBER, mask=np.isnan(values))
    if kind == YEAR:
        return pa.array(np.nan_to_num(values).astype(np.int32), YEAR, mask=np.isnan(values))
    codes, words = values
    return _named(codes, words)
