"""A panel comes to the same bytes in whatever pieces it is worked on, wherever the work runs and whenever it is stopped."""

import pandas as pd
import pytest

import kzplan as kz

pa = pytest.importorskip("pyarrow", reason="panels need pyarrow")
pq = pytest.importorskip("pyarrow.parquet", reason="panels need pyarrow")

from kzplan.odds import panel as room  # noqa: E402
from kzplan.odds.panel import source, work  # noqa: E402
from kzplan.odds.panel.asked import asked_of  # noqa: E402
from tests.ready import server  # noqa: E402


def few(nation):
    """The same of three indicators: a share, a rate with counts, a quantity."""
    frame, asked = nation
    kept = ["i00", "i08", "i14"]
    parts = {name: {key: value[key] for key in kept} for name, value in asked.items() if name not in ("at", "parents")}
    return frame[frame["indicator"].isin(kept)].reset_index(drop=True), asked | parts


def batches_of(table, size):
    return table.to_batches(max_chunksize=size)


def asked_as(frame, asked):
    """(what is asked, the classes) as project_panel has them, for the bare work."""
    from kzplan.odds.panel import classes

    found = source.source_of(frame)
    measured = {name: asked[name] for name in ("kind", "direction", "unit")}
    above = {area: asked["parents"][area] for area in sorted(found.areas)}
    told = asked_of(found.keys, asked["targets"], measured, asked["at"], int(found.years[-1]), {}, above)
    ranks = classes.ranks_of(found.areas, above, found.years)
    table = pa.Table.from_pandas(frame, preserve_index=False)
    sums = classes.Sums.none(ranks, told)
    for part in work.sum_batches(batches_of(table, 10_000), told, ranks)[0]:
        sums.add(part)
    return table, told, classes.classes_of(ranks, sums, told)


def test_a_piece_gives_sums_to_the_areas_around_its_places_and_to_no_others(nation):
    from kzplan.odds.panel import classes

    frame, asked = nation
    table, told, _ = asked_as(frame, asked)
    found = source.source_of(frame)
    above = {area: asked["parents"][area] for area in sorted(found.areas)}
    ranks = classes.ranks_of(found.areas, above, found.years)
    parts = work.sum_batches(batches_of(table, 300), told, ranks)[0]
    around = {at for (area, _), at in ranks.rows.items() if area in {*found.areas, *above.values(), classes.TOP}}
    assert all(len(part.rows) < len(ranks.rows) for part in parts)
    assert {at for part in parts for at in part.rows.tolist()} <= around


def test_the_same_bits_in_whatever_pieces_or_batches_the_rows_come(nation, nation_told, tmp_path, monkeypatch):
    frame, asked = nation
    table, question, classes = asked_as(frame, asked)
    # Spark's mapInArrow: an iterator of record batches to another
    batches = list(work.project_batches(iter(batches_of(table, 301)), question, classes))
    one = room.projecting.frame_of(pa.Table.from_batches(batches, work.SCHEMA))
    pd.testing.assert_frame_equal(one, nation_told, check_exact=True)
    frame, asked = few(nation)
    path = tmp_path / "panel.parquet"
    frame.to_parquet(path, row_group_size=61)
    nation_told = nation_told[nation_told["indicator"].isin(asked["kind"])].reset_index(drop=True)
    monkeypatch.setattr(source, "ROWS", 60)
    pd.testing.assert_frame_equal(kz.project_panel(path, **asked), nation_told, check_exact=True)
    pd.testing.assert_frame_equal(kz.project_panel(ds_of(path), **asked), nation_told, check_exact=True)


def ds_of(path):
    import pyarrow.dataset as ds

    return ds.dataset(path)


def test_parts_that_are_there_are_kept_and_give_the_same_bytes(nation, tmp_path, monkeypatch):
    frame, asked = few(nation)
    path = tmp_path / "panel.parquet"
    frame.to_parquet(path, row_group_size=60)
    monkeypatch.setattr(source, "ROWS", 40)
    seen = []
    whole = kz.project_panel(path, **asked, to=tmp_path / "out", progress=lambda done, of: seen.append((done, of)))
    parts = {part.name: part.read_bytes() for part in sorted(whole.iterdir())}
    n = len(parts)
    assert n >= 4 and seen == [(i, n) for i in range(n + 1)]
    (whole / "part-00002.parquet").unlink()
    (whole / "part-00003.parquet").write_bytes(b"half a file")
    kept = (whole / "part-00001.parquet").stat().st_mtime_ns
    seen.clear()
    kz.project_panel(path, **asked, to=whole, progress=lambda done, of: seen.append((done, of)))
    assert {part.name: part.read_bytes() for part in sorted(whole.iterdir())} == parts
    assert (whole / "part-00001.parquet").stat().st_mtime_ns == kept and seen == [(n - 2, n), (n - 1, n), (n, n)]
    kz.project_panel(path, **asked | {"at": 2031}, to=whole)  # another question: no part is kept
    assert (whole / "part-00001.parquet").read_bytes() != parts["part-00001.parquet"]
    one = kz.project_panel(path, **asked, to=tmp_path / "one.parquet")
    pd.testing.assert_frame_equal(
        pd.read_parquet(one), pq.read_table(kz.project_panel(path, **asked, to=whole)).to_pandas()
    )


@pytest.fixture(scope="module")
def cluster():
    distributed = pytest.importorskip("distributed", reason="a cluster needs dask and distributed")
    import dask

    begun = server.Process()  # nothing: what workers are forked from has imported what tests need, not what Dask would
    begun.start()
    begun.join()
    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None}
    forked = {"distributed.worker.multiprocessing-method": server.get_start_method()}
    with dask.config.set(forked), distributed.LocalCluster(**options) as found:
        yield found


@pytest.mark.filterwarnings("ignore")
def test_two_workers_of_a_cluster_give_the_same_bytes_even_where_one_is_killed(nation, tmp_path, monkeypatch, cluster):
    frame, asked = few(nation)
    path = tmp_path / "panel.parquet"
    frame.to_parquet(path, row_group_size=60)
    monkeypatch.setattr(source, "ROWS", 16)
    here = kz.project_panel(path, **asked, to=tmp_path / "here.parquet").read_bytes()
    address = cluster.scheduler_address
    there = kz.project_panel(path, **asked, engine="dask", client=address, to=tmp_path / "there.parquet")
    assert there.read_bytes() == here

    killed = []

    def kill(done, of):
        if done == 1 and not killed:
            import os
            import signal

            worker = next(iter(cluster.workers.values()))
            killed.append(worker.pid)
            os.kill(worker.pid, signal.SIGKILL)

    after = kz.project_panel(path, **asked, engine="dask", client=address, to=tmp_path / "after.parquet", progress=kill)
    assert killed and after.read_bytes() == here


def test_the_command_writes_parts_and_says_how_far_it_is(tmp_path, capsys):
    from kzplan.cli import main

    frame = pd.DataFrame({"place": ["a", "a", "b", "b"], "indicator": "under3_management", "year": [2015, 2020] * 2})
    frame["value"] = [70.0, 80.0, 60.0, 75.0]
    frame.to_parquet(tmp_path / "panel.parquet")
    assert main(["panel", str(tmp_path / "panel.parquet"), "-o", str(tmp_path / "out")]) == 0
    told = pd.read_parquet(tmp_path / "out")
    assert told["place"].tolist() == ["a", "b"] and told["target"].nunique() == 1 and told["p_reach"].notna().all()
    said = capsys.readouterr()
    assert "projecting" in said.err and "the targets of the plan of Kaizhou (no --plan was given" in said.out
    assert main(["panel", str(tmp_path / "none.parquet"), "-o", str(tmp_path / "out")]) == 2
    assert "no such file" in capsys.readouterr().err


def test_pieces_are_as_many_as_a_few_workers_share_evenly_and_never_larger_than_memory_bears():
    sizes = {every: source._share(every) for every in (10, 530_100, 2_000_000, 20_000_000)}
    assert sizes[10] == source.LEAST_ROWS and sizes[20_000_000] == source.ROWS
    for every in (530_100, 2_000_000):
        assert -(-every // sizes[every]) in range(source.PIECES, source.PIECES + 2)
