"""Kernels of notebooks: forked from one process that has imported what notebooks import, where a system can fork."""

import multiprocessing
import os
import signal
import time

import pytest

IMPORTED = [
    *("ipykernel.kernelapp", "ipykernel.ipkernel", "ipykernel.zmqshell", "IPython.core.completer", "debugpy"),
    *("numpy", "pandas", "scipy.stats", "scipy.special", "matplotlib.pyplot", "matplotlib.backends.backend_agg"),
    *("seaborn", "statsmodels.api", "ipywidgets", "kzplan.lab.opening", "kzplan.figures", "kzplan.documents"),
    *("kzplan.lab.explore", "kzplan.lab.sample", "kzplan.lab.history", "kzplan.lab.beside", "kzplan.odds.districts"),
]
INLINE = "module://matplotlib_inline.backend_inline"


class Forked:
    """A kernel that runs in a forked process, with what Jupyter asks of a process that it started."""

    stdin = stdout = stderr = None

    def __init__(self, process):
        self.process, self.pid = process, process.pid

    def poll(self):
        return self.process.exitcode

    def wait(self, timeout=None):
        self.process.join(timeout)
        return self.process.exitcode

    def send_signal(self, number):
        os.kill(self.pid, number)

    def terminate(self):
        self.send_signal(signal.SIGTERM)

    def kill(self):
        self.send_signal(signal.SIGKILL)


def forks():
    """Have Jupyter fork its kernels; return whether this system can."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return False
    from jupyter_client.provisioning import local_provisioner

    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(IMPORTED)

    def launch(cmd, cwd=None, env=None, **_):
        process = context.Process(target=run, args=(cmd[cmd.index("-f") :], cwd, dict(env or os.environ)), daemon=True)
        with pytest.MonkeyPatch.context() as patch:
            # as a kernel sets it before its notebook imports matplotlib
            patch.setenv("MPLBACKEND", INLINE)
            process.start()
        while os.getpgid(process.pid) != process.pid:  # a signal to the kernel's group must reach no other
            time.sleep(0.001)
        return Forked(process)

    local_provisioner.launch_kernel = launch
    return True


def run(arguments, cwd, environment):
    """Be a kernel."""
    os.setsid()
    os.environ.clear()
    os.environ.update(environment)
    if cwd:
        os.chdir(cwd)
    import pandas as pd
    from ipykernel.kernelapp import launch_new_instance

    pd.set_option("display.max_columns", 20)  # as pandas sets it where it is imported in a notebook
    launch_new_instance(argv=arguments)
