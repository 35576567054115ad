"""The process that a worker's tests fork others from: it has imported, once, what kernels of notebooks and commands import."""

import multiprocessing

# where there is no fork, processes are started as they are elsewhere
FORKS = "forkserver" in multiprocessing.get_all_start_methods()
server = multiprocessing.get_context("forkserver" if FORKS else None)
if FORKS:
    server.set_forkserver_preload(["tests.kernels", "tests.warm"])
