"""Run notebooks beside each other and keep their outputs, byte-identical where nothing changed.

A notebook whose cells, library, data and own output are those of the run before is left out: ``.stamps/`` says what they
were.
"""

import argparse
import hashlib
import json
import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import Any

TIMEOUT = 300  # seconds a cell
STAMPS = ".stamps/notebooks.json"  # beside the folder of notebooks; ignored by git
READ = ("kzplan", "data", "examples")  # folders beside that of the notebooks that a run depends on
LOCK = "requirements.lock"
SAVED = re.compile(r'(?:save_figure|show)\(.+?, f?"([^"]+)"')  # name of a figure in a cell
UNTOLD = 30.0  # seconds that a notebook never run is taken to need


def run(paths: Iterable[str | Path], progress: Callable[[str], object] = print, force: bool = False) -> list[Path]:
    """Execute notebooks in place, each in its own folder, as many at a time as there are cores.

    Parameters
    ----------
    paths : notebook files of one folder.
    progress : called with one line a notebook.
    force : run also those of which nothing changed since they were run.

    Returns
    -------
    list of those that were run.

    Raises
    ------
    nbclient.exceptions.CellExecutionError : the first cell that fails; that notebook is left as it was.
    """
    listed = [Path(path).resolve() for path in paths]
    if not listed:
        return []
    stamps = Stamps(listed[0].parent.parent)
    waiting = [path for path in listed if force or not stamps.hold(path)]
    if len(waiting) < len(listed):
        progress(f"{len(listed) - len(waiting)} of {len(listed)} notebooks: nothing changed since they were run")
    waiting.sort(key=stamps.seconds, reverse=True)  # the longest first, so that none is waited for alone
    start, whole, done = time.monotonic(), sum(map(stamps.seconds, waiting)), 0.0
    with ProcessPoolExecutor(min(os.cpu_count() or 1, len(waiting) or 1)) as pool:
        asked = {pool.submit(execute, path): path for path in waiting}
        try:
            for number, finished in enumerate(as_completed(asked), start=1):
                path, seconds = asked[finished], finished.result()
                done += stamps.seconds(path)
                left = (time.monotonic() - start) * (whole - done) / done
                stamps.set(path, seconds)
                progress(f"  {path.name} ({number} of {len(waiting)}; about {left:.0f} s left)")
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return waiting


def execute(path: Path) -> float:
    """Execute one notebook in place; return how many seconds it took."""
    import nbformat
    from nbclient import NotebookClient

    start = time.monotonic()
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=TIMEOUT,
        kernel_name="python3",
        record_timing=False,
        coalesce_streams=True,
        shutdown_kernel="immediate",  # all that it had to say is in the notebook: no need to wait for it to tidy up
        extra_arguments=["--IPKernelApp.log_level=ERROR"],
        resources={"metadata": {"path": str(path.parent)}},
    )
    client.execute()
    # the interpreter's version is the machine's, not the notebook's
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }
    )
    text = nbformat.writes(notebook) + "\n"
    if path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")
    return time.monotonic() - start


class Stamps:
    """What notebooks were run on, and what came out.

    Parameters
    ----------
    root : folder in which ``notebooks/``, the library and the data stand.
    """

    def __init__(self, root: Path):
        self.root, self.path = root, root / STAMPS
        try:
            self.known: dict[str, dict[str, Any]] = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):  # never run, or a file of another version: run all
            self.known = {}
        self._read = self._hash(self._files())

    def hold(self, path: Path) -> bool:
        """Whether a notebook was run on what there is now, and what it wrote is still there."""
        return self.known.get(path.name, {}).get("stamp") == self.stamp(path)

    def seconds(self, path: Path) -> float:
        """Return how long a notebook took when it was last run."""
        return self.known.get(path.name, {}).get("seconds", UNTOLD)

    def set(self, path: Path, seconds: float) -> None:
        """Note that a notebook was run."""
        self.known[path.name] = {"stamp": self.stamp(path), "seconds": round(seconds, 1)}
        self.path.parent.mkdir(exist_ok=True)
        self.path.write_text(json.dumps(self.known, indent=1, sort_keys=True), encoding="utf-8")

    def stamp(self, path: Path) -> str:
        """Return a hash of everything that a notebook is run on, of its cells, its outputs and its figures."""
        names = [re.sub(r"\{.*?\}", "*", name) for name in SAVED.findall(path.read_text().replace('\\"', '"'))]
        own = [found for name in names for found in sorted((self.root / "figures").glob(f"{name}.*"))]
        return self._hash([path, *own], self._read)

    def _files(self) -> Iterator[Path]:
        """What every notebook may read: the library, the data, the lock of its dependencies."""
        for folder in READ:
            found = sorted((self.root / folder).rglob("*"))
            yield from (path for path in found if path.is_file() and path.parent.name != "__pycache__")
        if (self.root / LOCK).is_file():
            yield self.root / LOCK

    def _hash(self, files: Iterable[Path], before: str = "") -> str:
        told = hashlib.sha256(before.encode())
        for path in files:
            told.update(path.relative_to(self.root).as_posix().encode() + b"\0" + path.read_bytes())
        return told.hexdigest()


def main(arguments: list[str] | None = None) -> int:
    """Run the notebooks of a folder."""
    parser = argparse.ArgumentParser(prog="python -m kzplan.lab.notebooks", description=main.__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--force", action="store_true", help="also those of which nothing changed since they were run")
    options = parser.parse_args(arguments)
    run(sorted(options.folder.glob("[0-9]*.ipynb")), lambda line: print(line, flush=True), options.force)
    return 0


if __name__ == "__main__":
    sys.exit(main())
