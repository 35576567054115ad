"""Imported by the process of ``tests.ready``: what notebooks and commands import, and how a kernel goes on from there."""

import builtins
import gc
import os
import sys
import threading
from multiprocessing import parent_process, set_start_method
from runpy import run_module
from signal import SIGKILL
from types import SimpleNamespace

# what an interpreter starts with, the folder it is in apart
PATH = sys.path[:] = [folder for folder in sys.path if folder]
# what matplotlib and pandas ask when they are imported: whether they are in a notebook
os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
builtins.get_ipython = lambda: SimpleNamespace(kernel=True)
sys.modules.setdefault("debugpy", None)  # no notebook is debugged here, and each kernel would import it

import pandas  # noqa: E402, F401

del builtins.get_ipython

import filelock  # noqa: E402, F401
import ipykernel.debugger  # noqa: E402
import ipykernel.kernelapp  # noqa: E402, F401
import IPython.core.magics  # noqa: E402, F401
import matplotlib.pyplot  # noqa: E402, F401
import matplotlib_inline.config  # noqa: E402, F401
import numpy as np  # noqa: E402
import openpyxl  # noqa: E402, F401
import seaborn  # noqa: E402, F401
import tornado.platform.asyncio  # noqa: E402, F401

import kzplan.cli  # noqa: E402
import kzplan.evaluation.missing  # noqa: E402
import kzplan.figures  # noqa: E402
import kzplan.findings  # noqa: E402
import kzplan.lab.nation  # noqa: E402
import kzplan.lab.opening  # noqa: E402
import kzplan.lab.sample  # noqa: E402
import kzplan.odds.panel  # noqa: E402
import kzplan.retrospect  # noqa: E402
import kzplan.returns.merge  # noqa: E402, F401

gc.set_threshold(50_000, 20, 100)  # as in the workers
gc.freeze()  # what is shared by all is no garbage of any


def run(arguments: list[str], env: dict[str, str], cwd: str) -> None:
    """Become a kernel: a module and its arguments, in a session, a folder and an environment of its own."""
    os.setsid()
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    null = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):  # what it says, it says to the notebook
        os.dup2(null, stream)
    sys.path[:], sys.argv = PATH, arguments
    set_start_method(None, force=True)  # the usual one
    np.random.seed()  # Python's own random numbers begin anew in each fork
    threading.Thread(target=_end_with_the_tests, daemon=True).start()
    run_module(arguments[0], run_name="__main__", alter_sys=True)


def _end_with_the_tests() -> None:
    parent_process().join()
    os.killpg(0, SIGKILL)
