"""Where the work runs: here, in threads or processes, or on a Dask cluster; results come in the order of the pieces."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any

from ...words.errors import InputError
from ...words.given import shown

AHEAD = 2  # pieces a worker that are begun before the first is asked for: memory does not grow with the panel
Map = Callable[[Callable, Iterable, Any], Iterator]


@contextmanager
def engine_of(engine: str | None, workers: int, client: Any) -> Iterator[Map]:
    """Give a function that maps work over pieces: ``(work, pieces, known) → results in order``, each ``work(piece, known)``.

    Parameters
    ----------
    engine : None (this machine) or "dask".
    workers : processes of this machine; 1: this process.
    client : a Dask client, or the address of a scheduler; None: the client there is, else one of this machine.

    Raises
    ------
    InputError : an engine that there is not, or a client where none is asked.
    """
    if engine not in (None, "dask"):
        raise InputError(f"engine is None (this machine) or 'dask'; got {shown(engine)}")
    if client is not None and engine is None:
        raise InputError(f"client is for engine='dask'; got {shown(client)} without it")
    if engine == "dask":
        with _dask(client) as found:
            yield lambda work, pieces, known: _on_cluster(found, work, pieces, known)
    elif workers <= 1:
        yield lambda work, pieces, known: (work(piece, known) for piece in pieces)
    else:
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            yield lambda work, pieces, known: _in_order(pool, work, pieces, known, workers)


def _in_order(pool: Executor, work, pieces, known, workers):
    begun: deque = deque()
    for piece in pieces:
        begun.append(pool.submit(work, piece, known))
        if len(begun) >= AHEAD * workers:
            yield begun.popleft().result()
    while begun:
        yield begun.popleft().result()


@contextmanager
def _dask(client):
    from dask.distributed import Client, default_client

    if client is None:
        try:
            client = default_client()
        except ValueError:
            client = None
    if isinstance(client, Client):
        yield client
        return
    with Client(client) if client is not None else Client() as own:
        yield own


def _on_cluster(client, work, pieces, known):
    # as a task, not as data that was sent: what a worker that dies held is made again
    told, begun = client.submit(_itself, known, pure=False), deque()
    ahead = AHEAD * max(len(client.scheduler_info()["workers"]), 1)
    for piece in pieces:
        begun.append(client.submit(work, piece, told, pure=False))
        if len(begun) >= ahead:
            yield begun.popleft().result()
    while begun:
        yield begun.popleft().result()


def _itself(known):
    return known
