"""A kernel that is forked sees what one that is started sees, is interrupted as one, and is known to be dead when it is."""

import ast
import time

import pytest
from jupyter_client.manager import start_new_kernel

from tests.ready import FORKS

pytestmark = pytest.mark.skipif(not FORKS, reason="kernels are forked where there is fork")
# what a notebook could see of how its kernel came to be; encodings are spelt in two ways, packages silence warnings of their own,
# and the debugger, which one that is forked has not, sets a variable
SEEN = """
names = sorted(globals())
import locale, multiprocessing, os, signal, sys, warnings
import matplotlib.pyplot as plt, pandas as pd, kzplan
options = {name: str(pd.get_option(name)).lower() for name in pd._config.config._registered_options}
print({
    "names": names, "main": __name__, "path": sys.path, "argv": sys.argv[0], "flags": str(sys.flags), "cwd": os.getcwd(),
    "environment": {name: value for name, value in os.environ.items() if not name.startswith(("JPY_PARENT_PID", "PYDEVD_"))},
    "leads": [os.getsid(0) == os.getpid(), os.getpgid(0) == os.getpid()], "locale": locale.getlocale(),
    "signals": [str(signal.getsignal(one)) for one in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD)],
    "warnings": sorted(str(one) for one in warnings.filters if one[1] is None and one[2].__module__ == "builtins"),
    "pools": [multiprocessing.get_start_method(), multiprocessing.current_process().daemon],
    "library": kzplan.__file__, "figures": plt.get_fignums(), "style": str(dict(plt.rcParams)), "options": options,
})
"""
CHANCE = "import random, numpy; print([random.random(), numpy.random.rand()])"
POOL = """
from concurrent.futures import ProcessPoolExecutor
with ProcessPoolExecutor(2) as pool:
    print(list(pool.map(abs, [-1, 2])))
"""


@pytest.fixture
def started(tmp_path, monkeypatch):
    """Start a kernel with a provisioner of a name; return what speaks to it, and its manager."""
    from tests import warm

    kernels = []

    def start(name=warm.WARM):
        monkeypatch.setattr(warm.factory, "default_provisioner_name", name)
        manager, client = start_new_kernel(kernel_name="python3", cwd=str(tmp_path))
        kernels.append((manager, client))
        return client, manager

    yield start
    for manager, client in kernels:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
        client.context.destroy(linger=0)


def answers(client, cell):
    """What a cell says, or the name of its error, when it comes."""
    asked = client.execute(cell, stop_on_error=False)
    while True:
        message = client.get_iopub_msg(timeout=60)
        kind, content = message["msg_type"], message["content"]
        if message["parent_header"].get("msg_id") == asked and kind in ("stream", "error", "execute_input"):
            yield content.get("text") or content.get("ename")


def answer(client, cell):
    return next(filter(None, answers(client, cell)))


def test_a_kernel_that_is_forked_sees_what_one_that_is_started_sees(started):
    fresh, forked = (
        ast.literal_eval(answer(started(name)[0], SEEN)) for name in ("local-provisioner", "warm-provisioner")
    )
    assert {name: (seen, forked[name]) for name, seen in fresh.items() if forked[name] != seen} == {}


def test_each_has_luck_of_its_own_and_may_start_processes(started):
    one, other = started()[0], started()[0]
    drawn = [ast.literal_eval(answer(each, CHANCE)) for each in (one, other)]
    assert drawn[0][0] != drawn[1][0] and drawn[0][1] != drawn[1][1]
    assert answer(one, POOL) == "[1, 2]\n"


def test_it_is_interrupted_and_its_death_is_noticed(started):
    client, manager = started()
    endless = answers(client, "while True: pass")
    assert next(endless) is None  # it has begun
    time.sleep(0.1)
    manager.interrupt_kernel()
    assert next(endless) == "KeyboardInterrupt"
    assert manager.is_alive()
    client.execute("import os; os._exit(3)")
    until = time.monotonic() + 60
    while manager.is_alive():
        assert time.monotonic() < until
        time.sleep(0.01)
    assert manager.provisioner.process.exitcode == 3
