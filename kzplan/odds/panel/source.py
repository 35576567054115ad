"""Where a panel comes from, cut into pieces of whole places that fit into memory."""

import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.dataset as ds

from ...words.errors import InputError
from .asked import Key
from .block import NEEDED, NUMBERS, TEXTS, numbers, refuse, texts
from .columns import check_columns, check_types, check_ways, is_text

ROWS = 200_000  # values in a piece, at most
LEAST_ROWS, PIECES = 25_000, 16  # and at least; so many pieces are shared out evenly among a few workers
COLUMNS = (*TEXTS, *NUMBERS)
_read = threading.local()  # the row group that was read last: pieces that follow each other share one


@dataclass(frozen=True)
class Piece:
    """Rows of whole places: of a table in memory, or of a file's row groups.

    Parameters
    ----------
    number : its place in the panel.
    table, fragment : where its rows are, one of the two; ``groups`` the row groups of the fragment that hold them.
    start, stop : its rows, from the first row of ``table`` or of ``groups``.
    stamp : what tells the file from a later one of the same name.
    """

    number: int
    table: pa.Table | None
    fragment: Any
    groups: tuple[int, ...]
    start: int
    stop: int
    stamp: str

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Yield its rows as one record batch."""
        if self.table is not None:
            table = self.table
        else:
            parts = [_row_group(self.fragment, group) for group in self.groups]
            table = parts[0] if len(parts) == 1 else pa.concat_tables(parts).unify_dictionaries()
        yield from table.slice(self.start, self.stop - self.start).combine_chunks().to_batches()


def _row_group(fragment, group):
    key = fragment.path, _stamp(fragment), group  # a file that was written anew since is read anew
    if getattr(_read, "key", None) != key:
        columns = [name for name in COLUMNS if name in fragment.physical_schema.names or name in _partition(fragment)]
        _read.table = fragment.subset(row_group_ids=[group]).to_table(
            schema=_schema(fragment, columns), columns=columns
        )
        _read.key = key
    return _read.table


def _stamp(fragment):
    """What tells a file from a later one of the same name."""
    path = Path(fragment.path)
    stat = path.stat() if path.exists() else None
    return f"{path.name} {stat.st_size} {stat.st_mtime_ns}" if stat else path.name


def _partition(fragment):
    return ds.get_partition_keys(fragment.partition_expression)


def _schema(fragment, columns):
    """The columns wanted; those in the names of folders are texts."""
    own, encoded = fragment.physical_schema, pa.dictionary(pa.int32(), pa.string())
    return pa.schema(
        [
            (
                name,
                encoded
                if name in TEXTS and _encodes(own, name)
                else own.field(name).type
                if name in own.names
                else pa.int32(),
            )
            for name in columns
        ]
    )


def _encodes(schema, name):
    return name not in schema.names or is_text(schema.field(name).type)


@dataclass
class Source:
    """A panel in pieces, and what is in it; made by :func:`source_of`.

    Parameters
    ----------
    pieces : in order.
    keys : (indicator, stratum) by first appearance.
    parents : the areas that places lie in; blank where one lies in none.
    years : that there are values of, rising.
    places, rows : how many of each.
    """

    pieces: list[Piece] = field(default_factory=list)
    keys: dict[Key, None] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    areas: set[str] = field(default_factory=set)
    years: np.ndarray = field(default_factory=lambda: np.zeros(0))
    places: int = 0
    rows: int = 0


def source_of(data: object, rows: int | None = None) -> Source:
    """Return a panel in pieces.

    Parameters
    ----------
    data : a DataFrame, a Parquet file or folder, an Arrow table or dataset.
    rows : how many values a piece holds, about; None: a share of all, from ``LEAST_ROWS`` to ``ROWS``.

    Raises
    ------
    InputError : columns that are missing, stand twice or hold something else; rows without a name, a name written in two ways; a
        place whose rows do not stand together; no rows.
    """
    found, seen = Source(), set()
    parts = _parts(data)
    rows = rows or _share(sum(one.num_rows if isinstance(one, pa.Table) else one.count_rows() for one in parts))
    for one in parts:
        _scan(one, found, seen, rows)
    if not found.rows:
        raise InputError("the panel has no row")
    indicators, strata = zip(*found.keys, strict=True)
    check_ways({"place": found.parents, "parent": found.areas, "indicator": indicators, "stratum": strata})
    return found


def _share(every):
    """How many values a piece holds, of so many in all; whoever works on it, the pieces are the same."""
    return min(max(every // PIECES, LEAST_ROWS), ROWS)


def _parts(data):
    """Tables in memory, or fragments of files."""
    if isinstance(data, pd.DataFrame):
        check_columns(list(data.columns))
        return [_together(_encoded(_of_frame(data[[name for name in COLUMNS if name in data]])))]
    if isinstance(data, pa.Table):
        check_columns(data.schema.names)
        return [_encoded(data.select([name for name in COLUMNS if name in data.schema.names]))]
    if isinstance(data, str | os.PathLike):
        if not Path(data).exists():
            raise InputError(f"no such file or folder: {data}")
        data = _of_files(data)
    if not isinstance(data, ds.Dataset):
        raise InputError(f"a DataFrame, a Parquet path or an Arrow dataset is expected; got {type(data).__name__}")
    check_columns(data.schema.names)
    if isinstance(data, ds.FileSystemDataset) and isinstance(data.format, ds.ParquetFileFormat):
        return sorted(data.get_fragments(), key=lambda one: one.path)
    return _parts(data.to_table())


def _of_frame(frame):
    try:
        return pa.Table.from_pandas(frame, preserve_index=False)
    except (pa.ArrowException, OverflowError, TypeError, UnicodeError) as problem:
        told = str(problem.args[-1] if problem.args else problem).partition("\n")[0]
        raise InputError(f"the frame holds what is neither a name nor a number: {told}") from None


def _of_files(path):
    try:
        found = ds.dataset(str(path), format="parquet", partitioning="hive")
    except (pa.ArrowException, OSError) as problem:
        told = str(problem).partition("\n")[0]
        raise InputError(
            f"{path} is no Parquet file, nor a folder of nothing else, with each column once: {told}"
        ) from None
    if not found.files:
        raise InputError(f"{path} holds no Parquet file")
    return found


def _encoded(table):
    """The table with texts as numbers among names."""
    check_types(table.schema)
    for i, name in enumerate(table.schema.names):
        if name in TEXTS:
            codes, names = texts(table.column(name))
            indices = pa.array(codes.astype(np.int32), mask=codes < 0)
            table = table.set_column(i, name, pa.DictionaryArray.from_arrays(indices, pa.array(names, pa.string())))
    return table.combine_chunks()


def _together(table):
    """The table with the rows of each place together, places by first appearance."""
    codes, _ = texts(table.column("place"))
    if (np.diff(codes) >= 0).all():
        return table
    return table.take(pa.array(np.argsort(codes, kind="stable")))


def _scan(one, found, seen, rows):
    """Add a table's or a fragment's pieces, and what is in it."""
    starts, sizes, at, last = [], [], 0, None
    for table in _tables(one):
        codes, names = texts(table.column("place"))
        if len(codes):
            begins = np.flatnonzero(np.append(True, codes[1:] != codes[:-1]))
            told = [names[code] if code >= 0 else "" for code in codes[begins].tolist()]
            _look(table, begins, told, found)
            skip = int(told[0] == last)
            again = [name for name in told[skip:] if name in seen] or _twice(told[skip:])
            if again:
                raise InputError(
                    f"the rows of {again[0]!r} do not stand together; sort the panel by place, each place in one file"
                )
            seen.update(told)
            starts += (begins[skip:] + at).tolist()
            found.places, last = found.places + len(told) - skip, told[-1]
        sizes.append(len(codes))
        at += len(codes)
    found.rows += at
    edges = np.cumsum([0, *sizes])
    for start, stop in _cuts(starts, at, rows):
        found.pieces.append(_piece(len(found.pieces), one, edges, start, stop))


def _twice(names):
    """Names that stand twice, the first first."""
    known: set[str] = set()
    return [name for name in names if name in known or known.add(name)]


def _tables(one):
    if isinstance(one, pa.Table):
        yield one
        return
    names = [*one.physical_schema.names, *_partition(one)]
    check_columns(names, f" in {one.path}")
    check_types(one.physical_schema, f" in {one.path}")
    columns = [name for name in (*TEXTS, "year") if name in names]
    for group in one.split_by_row_group():
        yield group.to_table(schema=_schema(one, columns), columns=columns)


def _look(table, begins, told, found):
    """Take note of the years, the indicators and the areas of a table."""
    year = numbers(table, "year")
    found.years = np.union1d(found.years, np.unique(year[np.isfinite(year)]))
    indicator, indicators = _named(table, "indicator")
    _named(table, "place")
    names = table.schema.names
    stratum, strata = texts(table.column("stratum")) if "stratum" in names else (np.zeros_like(indicator), ["total"])
    both = indicator * (len(strata) + 1) + stratum
    first = np.sort(np.unique(both, return_index=True)[1])
    found.keys |= {(indicators[indicator[i]], _stratum(strata, stratum[i])): None for i in first}
    if "parent" in names:
        parent, areas = texts(table.column("parent"))
        lies_in = [areas[code] if code >= 0 else "" for code in parent[begins].tolist()]
    else:
        lies_in = [""] * len(told)
    found.areas.update(lies_in)
    found.parents.update(zip(told, lies_in, strict=True))


def _named(table, name):
    """Texts of a column that has one in each row."""
    codes, names = texts(table.column(name))
    blank = np.array([not (one or "").strip() for one in names] + [True])  # −1 is the last
    beside = [one for one in NEEDED if one != name and one in table.schema.names]
    told = lambda i: ", ".join(f"{one} {table.column(one)[i]}" for one in beside)  # noqa: E731
    refuse(blank[codes], told, f"no {name}", "the name of one in each row")
    return codes, names


def _stratum(strata, code):
    return (strata[code] if code >= 0 else "") or "total"


def _cuts(starts, end, rows):
    """(start, stop) of pieces of at least so many rows, each beginning with a place."""
    cuts = [0]
    for start in starts:
        if start - cuts[-1] >= rows:
            cuts.append(start)
    return [(start, stop) for start, stop in zip(cuts, [*cuts[1:], end], strict=True) if stop > start]


def _piece(number, one, edges, start, stop):
    if isinstance(one, pa.Table):
        return Piece(number, one.slice(start, stop - start), None, (), 0, stop - start, "")
    groups = tuple(int(i) for i in np.flatnonzero((edges[:-1] < stop) & (edges[1:] > start)))
    begins = int(edges[groups[0]])
    return Piece(number, None, one, groups, start - begins, stop - begins, f"{_stamp(one)} {start}-{stop}")
