"""Where nothing can be written, every door that writes says which file, why and what to do, in both languages, and leaves nothing behind."""

import ast
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
import pytest

import kzplan as kz
from kzplan.documents import midterm, write_report
from kzplan.documents.evaluation import write_evaluation
from kzplan.lab.examples import write_districts
from kzplan.lab.sample import write_returns
from kzplan.plan.load import copy_plan
from kzplan.returns.form import write_forms
from kzplan.returns.lists import write_lists
from tests.ready import server

ROOT = Path(__file__).parent.parent
PANEL = pd.DataFrame({"place": "a", "indicator": "anc", "year": [2015, 2020], "value": [70.0, 80.0]})
ASKED = {"targets": "≥90", "kind": "proportion", "direction": "up", "unit": "%", "at": 2030}


def page_of_a_panel(plan, folder):
    from kzplan.documents.panel import write_panel_report

    return write_panel_report(kz.project_panel(PANEL, **ASKED), folder)


def figure(plan, folder):
    fig, _ = plt.subplots()
    try:
        return kz.save_figure(fig, "one", pd.DataFrame({"year": [2020]}), folder)
    finally:
        plt.close(fig)


FOLDERS = {  # doors that write into a folder
    "panel in parts": lambda plan, folder: kz.project_panel(PANEL, **ASKED, to=folder),
    "panel in a file": lambda plan, folder: kz.project_panel(PANEL, **ASKED, to=folder / "all.parquet"),
    "page of a panel": page_of_a_panel,
    "figure": figure,
    "report": lambda plan, folder: write_report(plan, folder),
    # of one report: the first file that is written is the first that cannot be
    "evaluation": lambda plan, folder: write_evaluation(plan, 2025, folder, [midterm.ANNUAL], scopes=["women"]),
    "forms": lambda plan, folder: write_forms(plan, 2025, folder),
    "lists": lambda plan, folder: write_lists(plan, folder),
    "plan": lambda plan, folder: copy_plan(None, folder),
    "districts": lambda plan, folder: write_districts(folder, number=1),
    "invented returns": lambda plan, folder: write_returns(folder),
}


@pytest.mark.parametrize("door", FOLDERS)
def test_a_file_in_the_way_of_a_folder_is_told_by_its_name(door, plan, tmp_path):
    if "panel" in door:
        pytest.importorskip("pyarrow", reason="panels need pyarrow")
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    for folder in (tmp_path / "taken", tmp_path / "taken" / "below"):
        with pytest.raises(kz.KzplanError) as refused:
            FOLDERS[door](plan, folder)
        assert str(tmp_path / "taken") in refused.value.text("zh") and str(tmp_path / "taken") in str(refused.value)
        assert "\n" not in str(refused.value)
    assert [one.name for one in tmp_path.iterdir()] == ["taken"]


@pytest.mark.parametrize("name", ["one.png", "one.csv", "all.parquet"])
def test_a_folder_in_the_way_of_a_file_is_told_by_its_name(name, plan, tmp_path):
    if name.endswith("parquet"):
        pytest.importorskip("pyarrow", reason="panels need pyarrow")
    (tmp_path / name).mkdir()
    with pytest.raises(kz.KzplanError, match=rf"{name}: is a folder, not a file"):
        FOLDERS["panel in a file" if name.endswith("parquet") else "figure"](plan, tmp_path)


def on_a_full_disk(folder, doors, told):
    """Send what each door says where no file may hold a byte; of a process of its own."""
    import resource

    plan = kz.load_plan()
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    for door in doors:
        try:
            FOLDERS[door](plan, folder / door)
            told.send(f"{door} was written")
        except kz.KzplanError as problem:
            told.send(f"{door} | {problem} | {problem.text('zh')}")
        except BaseException as problem:
            told.send(f"{door} fell with {problem!r}")


def test_a_full_disk_is_told_by_every_door_and_leaves_no_half_file(tmp_path):
    pytest.importorskip("resource", reason="a limit on files is of POSIX")
    pytest.importorskip("pyarrow", reason="panels need pyarrow")
    here, there = server.Pipe(duplex=False)
    running = server.Process(target=on_a_full_disk, args=(tmp_path, list(FOLDERS), there))
    running.start()
    there.close()  # so that one which ends early is no wait without end
    said = [here.recv() for _ in FOLDERS]
    running.join()
    assert running.exitcode == 0
    for door, line in zip(FOLDERS, said, strict=True):
        assert line.startswith(f"{door} | {tmp_path}") and "disk is full" in line and "磁盘已满" in line, line
    invented = (tmp_path / "districts", tmp_path / "invented returns")  # made anew into the same folder
    left = [one for one in tmp_path.rglob("*") if one.is_file() and not any(map(one.is_relative_to, invented))]
    assert left == []


# what may write without paper/whole.py, and why
OTHERWISE = {
    "paper/whole.py": "it is it",
    "plan/load.py": "a folder of its own, which comes to its place in one step",
    "importing/folder.py": "a folder of its own, which comes to its place in one step",
    "lab/examples.py": "one whole folder under one name",
    "lab/sample.py": "a script's last line",
    "lab/notebooks.py": "the project's own notebooks",
    "lab/reference.py": "the project's own pages",
    "charts/__main__.py": "the project's own build",
    "dev.py": "the project's own build",
    "returns/kinds.py": "into memory",
    "documents/word.py": "into memory",
}
WRITES = ("mkdir", "write_text", "write_bytes", "to_csv", "savefig", "copytree", "copyfile", "touch", "save")


def test_files_are_written_whole_or_under_a_name_that_is_told():
    bare = set()
    for path in sorted((ROOT / "kzplan").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if not any(name in text for name in WRITES):
            continue
        tree = ast.parse(text)
        inside = {
            id(part)
            for block in ast.walk(tree)
            if isinstance(block, ast.With)
            and any(ast.unparse(item.context_expr).startswith(("whole(", "named(")) for item in block.items)
            for part in ast.walk(block)
        }
        for node in ast.walk(tree):
            writes = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES
            if writes and id(node) not in inside:
                of = ast.unparse(node.func.value)
                if of not in ("word", "whole") and "buffer" not in ast.unparse(node):
                    bare.add((path.relative_to(ROOT / "kzplan").as_posix(), ast.unparse(node)[:60]))
    assert {one for one in bare if one[0] not in OTHERWISE} == set()
