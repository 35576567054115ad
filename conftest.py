"""Examples in docstrings draw too: what they drew is closed behind them. Linear algebra keeps to one thread in each worker."""

import os
import sys
from importlib.util import find_spec

import pytest

# a panel's modules are read where pyarrow is there; tests/test_panel.py says so where it is not
collect_ignore = [] if find_spec("pyarrow") else ["kzplan/odds/panel"]

# workers, and the kernels of notebooks, already share out the cores; read when numpy is imported, so set before
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# workbooks are read as where the notebooks' packages are not installed, which is quicker; kzplan looks at the parts itself
os.environ.setdefault("OPENPYXL_DEFUSEDXML", "False")


@pytest.fixture(autouse=True)
def closed_behind():
    yield
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close("all")
