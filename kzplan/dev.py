"""What ``make`` makes, with or without make: ``python -m kzplan.dev report``, in a checkout, with any Python from 3.11 on."""

from __future__ import annotations  # an older Python gets as far as being told

import os
import shutil
import subprocess
import sys
from pathlib import Path

VENV = Path(".venv")
INSIDE = "Scripts/python.exe" if os.name == "nt" else "bin/python"
PYTHON = str(VENV / INSIDE)
STAMP, ASKED = VENV / ".ready", (Path("requirements.lock"), Path("pyproject.toml"))
CODE = ("kzplan", "tests", "benchmarks", "conftest.py")
MATRIX = Path(".matrix")
MADE = (str(VENV), str(MATRIX), "report", "docs/api", ".stamps")
OLDEST = (3, 11)
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
PYTEST = ("-m", "pytest", "-q")
UNIT = (*PYTEST, "-p", "tests.lean", "-n", "2", "--dist=loadfile", "--no-loadscope-reorder", "tests", "kzplan")
# of the package itself, for the lock: what builds it
BUILD = "hatchling>=1.27\neditables>=0.5\n"
LOCK = "uv pip compile pyproject.toml - --extra panel --extra cluster --extra docs --extra notebooks --extra test --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -o requirements.lock"

# name → what it makes, and the steps: arguments of the environment's Python
STEPS: dict[str, tuple[str, tuple[tuple[str, ...], ...]]] = {
    "report": ("write report/: the page, the tables, the figures", (("-m", "kzplan.cli", "report", "-o", "report"),)),
    "notebooks": (
        "re-run the notebooks that something changed for (FORCE=1: all), beside each other; refresh figures/",
        (("-m", "kzplan.lab.notebooks", "notebooks"),),
    ),
    "test": (
        "every test, and every notebook cell by cell",
        (
            ("-m", "ruff", "format", "--check", "-q", *CODE),
            ("-m", "ruff", "check", "notebooks", *CODE),
            # once, and not in each of the hundred processes that tests start where Python is told to write no bytecode
            ("-m", "compileall", "-q", "kzplan", "tests"),
            (*UNIT, "-p", "tests.warm", "notebooks", "--nbval", "--nbval-cell-timeout=300"),
        ),
    ),
    "check-long": (
        "the long forms of the tests: ten times as many planted faults, 200 merges killed, ten orders of a decade's returns, "
        "every picture, the wheel installed, faults of disks and folders at many moments",
        (
            (*PYTEST, "-s", "tests/test_planted_faults.py", "--plants", "5000", "--together", "1"),
            (*PYTEST, "tests/test_returns_merged.py", "-k", "killed", "--kills", "200"),
            (*PYTEST, "tests/test_decade.py", "--orders", "10"),
            (*PYTEST, "tests/test_lettering.py", "--pictures"),
            (*PYTEST, "tests/test_installed.py", "--installed"),
            (*PYTEST, "tests/test_faults.py", "--long", "--kills", "50"),
        ),
    ),
    "fuzz": (
        "100,000 odd inputs at every public door, 3,000 damaged files at every door that reads: what comes back is an answer or a typed error",
        (("tests/fuzz.py", "100000"), ("tests/harm.py", "3000")),
    ),
    "lab": ("JupyterLab on notebooks/", (("-m", "jupyter", "lab", "notebooks"),)),
    "docs": (
        "API reference from the docstrings, in docs/api; opens without a network",
        (("-m", "kzplan.lab.reference", "docs/api"),),
    ),
    "bench": (
        "what one waits for, in units of import pandas; the table in README.md is renewed",
        (("benchmarks/waits.py", "README.md"),),
    ),
    "sample": (
        "invented returns (示例数据) of five years in sample/, with planted mistakes, and corrected",
        (("-m", "kzplan.lab.sample", "sample"),),
    ),
}  # fmt: skip
BESIDE = {
    "matrix": f"the unit tests on each Python of {', '.join(PYTHONS)} that is installed",
    "lock": "renew requirements.lock (needs uv)",
    "clean": "remove what was made",
}
AFTER = {"report": "open report/index.html; the table beside it is the outlook"}


def main(arguments: list[str]) -> int:
    """Make what is asked for; return the status of the first step that failed."""
    if arguments == ["lock"]:
        return subprocess.run(LOCK.split(), input=BUILD, text=True, check=False).returncode
    if arguments == ["matrix"]:
        return _matrix()
    if arguments == ["clean"]:
        for made in MADE:
            shutil.rmtree(made, ignore_errors=True)
        return 0
    if len(arguments) != 1 or arguments[0] not in STEPS:
        print("\n".join(f"{name:<12}{about}" for name, (about, _) in STEPS.items()))
        print("\n".join(f"{name:<12}{about}" for name, about in BESIDE.items()))
        return 0 if arguments in ([], ["help"]) else 2
    return _made(arguments[0])


def _made(name: str) -> int:
    if not all(path.is_file() for path in ASKED):
        print(f"run this in a checkout of kzplan: there is no {ASKED[0]} here", file=sys.stderr)
        return 2
    status = _set_up()
    force = ("--force",) if name == "notebooks" and os.environ.get("FORCE") else ()
    for step in STEPS[name][1]:
        status = status or subprocess.run([PYTHON, *step, *force], check=False).returncode
    if not status and name in AFTER:
        print(AFTER[name])
    return status


def _set_up() -> int:
    """Make the environment from the lock, where that has not been done since the lock changed."""
    if STAMP.exists() and all(STAMP.stat().st_mtime >= path.stat().st_mtime for path in ASKED):
        return 0
    if sys.version_info < OLDEST:
        print(
            f"kzplan needs Python 3.11 or newer; found {sys.version.split()[0]} (make: set PYTHON=/path/to/python3.11)",
            file=sys.stderr,
        )
        return 2
    print(f"setting up {VENV} (once, a few minutes)", flush=True)
    status = _installed(VENV, sys.executable)
    if not status:
        STAMP.touch()
    return status


def _installed(where: Path, interpreter: str) -> int:
    """Make an environment of an interpreter from the lock, with this checkout in it; return the status of what failed."""
    python = str(where / INSIDE)
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    steps = [
        [*pip, "--require-hashes", "-r", str(ASKED[0])],
        [*pip, "--no-deps", "--no-build-isolation", "-e", "."],
    ]
    if not Path(python).exists():
        steps.insert(0, [interpreter, "-m", "venv", str(where)])
    return next((status for step in steps if (status := subprocess.run(step, check=False).returncode)), 0)


def _matrix() -> int:
    """Run the unit tests on each Python that is installed, in an environment of its own; say how each went."""
    said = {}
    for version in PYTHONS:
        interpreter = shutil.which(f"python{version}")
        if not interpreter or subprocess.run([interpreter, "-V"], capture_output=True, check=False).returncode:
            said[version] = "not installed here"
            continue
        where = MATRIX / version
        print(f"Python {version}", flush=True)
        failed = _installed(where, interpreter) or subprocess.run([str(where / INSIDE), *UNIT], check=False).returncode
        said[version] = "FAILED" if failed else "passed"
    print("\n".join(f"Python {version}: {word}" for version, word in said.items()))
    return 1 if "FAILED" in said.values() else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
