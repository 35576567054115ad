"""Examples in docstrings share the shipped plan; what they drew is closed behind them. Linear algebra keeps to one thread in each worker."""

import gc
import linecache
import os
import sys
from functools import cache
from importlib.util import find_spec

import pytest

# a panel's modules are read where pyarrow is there; tests/test_panel.py says so where it is not
collect_ignore = [] if find_spec("pyarrow") else ["kzplan/odds/panel"]

# workers, and the kernels of notebooks, already share out the cores; read when numpy is imported, so set before
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# workbooks are read as where the notebooks' packages are not installed, which is quicker; kzplan looks at the parts itself
os.environ.setdefault("OPENPYXL_DEFUSEDXML", "False")


def pytest_collection():
    """What is imported and collected is needed to the end: nothing to look for in it."""
    gc.disable()


def pytest_collection_finish():
    """What was imported and collected stays: the collector of garbage, and doctest, need not look through it again and again."""
    linecache.clearcache()  # each doctest asks of every source that was read whether it has changed since
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    gc.enable()


# as hooks, for fixtures would be set up for each of thousands of tests
@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown():
    """What a test drew is closed behind it."""
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close("all")


@cache
def shipped():
    from kzplan.plan import load_plan

    return load_plan()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    """Examples that ask for the shipped plan share one, which none of them changes; what reads it is tested in tests."""
    if not isinstance(item, pytest.DoctestItem):
        return (yield)
    import kzplan as kz

    load = kz.load_plan
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kz, "load_plan", lambda *given, **more: load(*given, **more) if given or more else shipped())
        return (yield)
