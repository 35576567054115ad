"""Re-running notebooks: those of which nothing changed are left out."""

import nbformat
import pytest

from kzplan.lab import notebooks

CELL = 'kz.save_figure(ax, "00_one", table, folder="../figures")'


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of two notebooks beside a library, data and figures; running one only counts it."""
    for name in ("kzplan", "data", "examples", "figures", "notebooks"):
        (tmp_path / name).mkdir()
    (tmp_path / "kzplan" / "model.py").write_text("x = 1")
    for name in ("00_one", "01_two"):
        cells = [nbformat.v4.new_code_cell(CELL if name == "00_one" else "1 + 1")]
        nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "notebooks" / f"{name}.ipynb")
    (tmp_path / "figures" / "00_one.png").write_bytes(b"drawn")

    class Here:  # in this process
        def __init__(self, cores):
            self.cores = cores

        __enter__ = lambda self: self  # noqa: E731
        __exit__ = lambda self, *problem: None  # noqa: E731

        def submit(self, call, path):
            from concurrent.futures import Future

            done = Future()
            done.set_result(1.0)
            return done

    monkeypatch.setattr(notebooks, "ProcessPoolExecutor", Here)
    return tmp_path


def ran(folder, **options):
    paths = sorted((folder / "notebooks").glob("*.ipynb"))
    return sorted(path.stem for path in notebooks.run(paths, lambda line: None, **options))


def test_a_notebook_runs_once_and_again_only_where_something_changed(folder):
    assert ran(folder) == ["00_one", "01_two"] and ran(folder) == []
    assert ran(folder, force=True) == ["00_one", "01_two"]
    path = folder / "notebooks" / "01_two.ipynb"
    path.write_text(path.read_text().replace("1 + 1", "1 + 2"))
    assert ran(folder) == ["01_two"] and ran(folder) == []


@pytest.mark.parametrize("place", ["kzplan/model.py", "data/new.csv", "examples/new.csv", "requirements.lock"])
def test_a_change_of_library_data_or_dependencies_runs_all(folder, place):
    ran(folder)
    (folder / place).write_text("x = 2")
    assert ran(folder) == ["00_one", "01_two"] and ran(folder) == []


def test_a_figure_that_is_not_what_was_drawn_is_drawn_again(folder):
    ran(folder)
    (folder / "figures" / "00_one.png").write_bytes(b"another")
    assert ran(folder) == ["00_one"]
    (folder / "figures" / "00_one.png").unlink()
    assert ran(folder) == ["00_one"]


def test_stamps_that_cannot_be_read_are_none(folder):
    ran(folder)
    (folder / notebooks.STAMPS).write_text("{")
    assert ran(folder) == ["00_one", "01_two"]


def test_a_notebook_is_executed_in_place_without_what_differs_by_machine(tmp_path):
    path = tmp_path / "one.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("6 * 7", id="a")]), path)
    assert notebooks.execute(path) > 0
    written, found = path.read_bytes(), nbformat.read(path, as_version=4)
    assert found.cells[0].outputs[0].data["text/plain"] == "42" and "version" not in str(found.metadata)
    notebooks.execute(path)
    assert path.read_bytes() == written
