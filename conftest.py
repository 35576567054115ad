"""Examples in docstrings draw too: what they drew is closed behind them."""

import sys

import pytest


@pytest.fixture(autouse=True)
def closed_behind():
    yield
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close("all")
