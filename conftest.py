"""Examples in docstrings draw too: what they drew is closed behind them. Linear algebra keeps to one thread in each worker."""

import os
import sys

import pytest

# workers, and the kernels of notebooks, already share out the cores; read when numpy is imported, so set before
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


@pytest.fixture(autouse=True)
def closed_behind():
    yield
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close("all")
