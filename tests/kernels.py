"""Kernels of notebooks that start at once: one process imports what notebooks import and forks a kernel from itself for each.

Every notebook has a process and a namespace of its own, as ever; what is imported is imported once. ``forked`` is for the
tests' set-up, ``serve`` runs in the process that forks, ``ask`` is what Jupyter starts as the kernel.
"""

import contextlib
import gc
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import weakref
from pathlib import Path

NAME = "forked"
BLANK = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg=="  # PNG, one point
IMPORTED = ("ipykernel.kernelapp", "kzplan.lab.opening", "kzplan.figures")


@contextlib.contextmanager
def forked(folder):
    """Start the process that forks kernels; what asks Jupyter for the kernel ``NAME`` meanwhile is given one of them."""
    address, spec = folder / "kernels", folder / "share" / "kernels" / NAME
    spec.mkdir(parents=True)
    argv = [sys.executable, "-S", __file__, "ask", str(address), "{connection_file}"]
    (spec / "kernel.json").write_text(json.dumps({"argv": argv, "display_name": NAME, "language": "python"}))
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    serving = subprocess.Popen([sys.executable, __file__, "serve", str(address)], **quiet)
    before = os.environ.get("JUPYTER_PATH")
    os.environ["JUPYTER_PATH"] = os.pathsep.join([str(folder / "share"), *([before] if before else [])])
    try:
        yield
    finally:
        serving.terminate()
        serving.wait(timeout=30)
        os.environ.pop("JUPYTER_PATH") if before is None else os.environ.update(JUPYTER_PATH=before)


def serve(address):
    """Import, and fork a kernel for each that asks."""
    import builtins
    import importlib
    from types import SimpleNamespace

    sys.path.pop(0)  # the tests' folder, which no kernel sees
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"  # as every kernel does before it imports
    builtins.get_ipython = lambda: SimpleNamespace(kernel=None)  # pandas asks at its import whether this is a notebook
    for name in IMPORTED:
        importlib.import_module(name)
    del builtins.get_ipython
    gc.freeze()  # what was imported stays, is shared with every kernel, and need not be looked through there
    gc.set_threshold(50_000, 20, 100)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(f"{address}.new")
        listening.listen()
        os.rename(f"{address}.new", address)  # from now on there is somebody to ask
        with contextlib.suppress(SystemExit):
            while True:
                asked, _ = listening.accept()
                if os.fork() == 0:
                    signal.signal(signal.SIGTERM, signal.SIG_DFL)
                    return _kernel(asked)
                asked.close()
    with contextlib.suppress(ChildProcessError):
        while os.wait():  # so that their time is counted
            pass


def _kernel(asked):
    """Be the kernel that was asked for, for as long as who asked is there."""
    from ipykernel.kernelapp import IPKernelApp

    wanted = json.loads(asked.makefile().readline())
    os.setsid()
    os.chdir(wanted["folder"])
    os.environ.clear()
    os.environ.update(wanted["environment"])
    asked.sendall(f"{os.getpid()}\n".encode())
    _leave_out_painting()
    threading.Thread(target=lambda: (asked.recv(1), os._exit(0)), daemon=True).start()
    IPKernelApp.launch_instance(argv=["-f", wanted["file"], "--IPKernelApp.log_level=ERROR"])
    os._exit(0)


def _leave_out_painting():
    """Pictures that a notebook shows are blank, for nbval does not look at them; those that are not kept, and so painted, are laid out."""
    from IPython.core import pylabtools
    from matplotlib.figure import Figure

    keep, kept = Figure.savefig, weakref.WeakSet()

    def savefig(figure, *given, **more):
        kept.add(figure)
        return keep(figure, *given, **more)

    def blank(figure, *_, **__):
        if figure not in kept:
            figure.draw_without_rendering()
        return BLANK

    Figure.savefig, pylabtools.print_figure = savefig, blank


def ask(address, file):
    """Ask for a kernel and stand for it: an interruption reaches it, and both end together."""
    while not Path(address).exists():
        time.sleep(0.02)
    with socket.socket(socket.AF_UNIX) as asking:
        asking.connect(address)
        wanted = {"file": file, "folder": os.getcwd(), "environment": dict(os.environ)}
        asking.sendall(json.dumps(wanted).encode() + b"\n")
        kernel = int(asking.makefile().readline())
        signal.signal(signal.SIGINT, lambda *_: os.kill(kernel, signal.SIGINT))
        asking.recv(1)


if __name__ == "__main__":
    {"serve": serve, "ask": ask}[sys.argv[1]](*sys.argv[2:])
