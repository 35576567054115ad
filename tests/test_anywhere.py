"""The same numbers and figures on machines of another kind: other kernels, threads, hashes, time zones and locales."""

import json
import os
import subprocess
import sys
from pathlib import Path

import digest
import pytest
from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__

DISPATCHED = " ".join(name for name in __cpu_dispatch__ if __cpu_features__.get(name))  # what numpy chooses a kernel by
MACHINES = {
    "an old kernel, one thread": {
        "OPENBLAS_CORETYPE": "Sandybridge",
        "OPENBLAS_NUM_THREADS": "1",
        "NPY_DISABLE_CPU_FEATURES": DISPATCHED,
        "PYTHONHASHSEED": "1",
        "TZ": "Asia/Shanghai",
        "LC_ALL": "C",
    },
    "a newer kernel, two threads": {
        "OPENBLAS_CORETYPE": "Haswell",
        "OPENBLAS_NUM_THREADS": "2",
        "PYTHONHASHSEED": "77",
        "TZ": "America/St_Johns",
        "LC_ALL": "C.UTF-8",
    },
}


@pytest.fixture(scope="module")
def here():
    return digest.digests()


@pytest.mark.parametrize("machine", MACHINES)
def test_tables_and_figures_are_the_same_on_another_machine(here, machine):
    script = Path(digest.__file__)
    root = os.pathsep.join([str(script.parent.parent), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, **MACHINES[machine], "PYTHONPATH": root}
    told = subprocess.run([sys.executable, str(script)], capture_output=True, env=environment, check=True)
    there = json.loads(told.stdout)
    assert {name for name in here if here[name] != there[name]} == set() and set(here) == set(there) and len(here) > 30
