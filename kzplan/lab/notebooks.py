"""Run the notebooks in order and keep their outputs, byte-identical where nothing changed."""

from collections.abc import Callable, Iterable
from pathlib import Path

TIMEOUT = 300  # seconds a cell


def run(paths: Iterable[str | Path], progress: Callable[[str], object] = print) -> None:
    """Execute notebooks in place, each in its own folder.

    Parameters
    ----------
    paths : notebook files, in the order they are run.
    progress : called with one line a notebook.

    Raises
    ------
    nbclient.exceptions.CellExecutionError : the first cell that fails; that notebook is left as it was.
    """
    import nbformat
    from nbclient import NotebookClient

    for path in map(Path, paths):
        progress(f"  {path.name}")
        notebook = nbformat.read(path, as_version=4)
        client = NotebookClient(
            notebook,
            timeout=TIMEOUT,
            kernel_name="python3",
            record_timing=False,
            coalesce_streams=True,
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
