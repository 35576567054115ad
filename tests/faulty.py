"""What goes wrong around a command: a full disk, a read-only place, a kill, an interruption."""

import builtins
import contextlib
import errno
import io
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.ready import server

COMMAND = (sys.executable, "-m", "kzplan.cli")


def contents(folder):
    """{name: content} of the files of a folder that an office sees; what has no whole name yet is none of them."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(Path(folder).rglob("*"))
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    }


def orphans(folder):
    """Files that a writer left which were never whole."""
    return sorted(path.name for path in Path(folder).rglob(".kzplan-*"))


def killed(arguments, seconds, sign=signal.SIGKILL):
    """Run a command and end it after some seconds; return (status, what it said)."""
    running = subprocess.Popen([*COMMAND, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    time.sleep(seconds)
    running.send_signal(sign)
    out, err = running.communicate(timeout=120)
    return running.returncode, (out + err).decode("utf-8", "replace")


def started(arguments):
    """Start a command in a process that has read everything already; a kill meets its work, not its imports. Return the process."""
    running = server.Process(target=_run, args=([str(one) for one in arguments],))
    running.start()
    return running


def _run(arguments):
    from kzplan import cli

    with open(os.devnull, "w", encoding="utf-8") as nowhere, contextlib.redirect_stdout(nowhere):
        sys.exit(cli.main(arguments))


def interrupted(arguments, seconds, told):
    """Run a command in such a process, which is interrupted after some seconds of its own time; return (status, what it said).

    Parameters
    ----------
    told : path of a file for what it says.
    """
    running = server.Process(target=_interrupt, args=([str(one) for one in arguments], seconds, told))
    running.start()
    running.join(120)
    return running.exitcode, told.read_text(encoding="utf-8")


def _interrupt(arguments, seconds, told):
    from kzplan import cli

    with told.open("w", encoding="utf-8") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    # as a terminal has it, also where the tests run in the background
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGPROF, lambda *_: os.kill(os.getpid(), signal.SIGINT))
    signal.setitimer(signal.ITIMER_PROF, seconds)
    sys.exit(cli.main(arguments))


def limited(arguments, sizes):
    """Run a command that may write no file of more than so many bytes, as on a disk that is full, one size after the other.

    Return (status, errors) of each; one process runs them all.
    """
    code = (
        "import contextlib, io, json, resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"for size in {list(sizes)}:\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))\n"
        "    with contextlib.redirect_stderr(io.StringIO()) as said, contextlib.redirect_stdout(io.StringIO()):\n"
        "        from kzplan import cli\n"
        "        status = cli.main(sys.argv[1:])\n"
        "    print(json.dumps([status, said.getvalue()]))\n"
    )
    # nothing is compiled beside the sources under such a limit
    told = subprocess.run([sys.executable, "-B", "-c", code, *map(str, arguments)], capture_output=True, check=True)
    assert not told.stderr, told.stderr
    return [json.loads(line) for line in told.stdout.splitlines()]


class Full(io.FileIO):
    """A file on a disk that has room for so many bytes more."""

    room = 0

    def write(self, content):
        Full.room -= len(content)
        if Full.room < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return super().write(content)


def full_after(monkeypatch, room):
    """From here on nothing but the first ``room`` bytes can be written, in any file that is opened to be written."""
    Full.room, usual = room, builtins.open

    def opened(file, mode="r", *args, **kwargs):
        if isinstance(file, int) or not set(mode) & set("wax"):
            return usual(file, mode, *args, **kwargs)
        raw = Full(file, mode.replace("b", "").replace("t", "").replace("+", "") + ("+" if "+" in mode else ""))
        buffered = io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
        if "b" in mode:
            return buffered
        told = {name: kwargs.get(name) for name in ("encoding", "errors", "newline")}
        return io.TextIOWrapper(buffered, **told)

    monkeypatch.setattr(builtins, "open", opened)
    monkeypatch.setattr(io, "open", opened)


def moments(seed, times, low, high):
    """Moments, drawn once and for all, at which a command is ended."""
    rng = random.Random(seed)
    return [rng.uniform(low, high) for _ in range(times)]
