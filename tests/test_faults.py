"""Nothing that goes wrong around a command costs an office a file: kills, a full disk, read-only places, two at once, a clock gone back."""

import datetime
import gc
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest
from faulty import COMMAND, contents, full_after, interrupted, killed, limited, moments, orphans, started
from loading import reloaded
from sending import merged, send

import kzplan as kz
from kzplan import cli
from kzplan.paper import whole
from kzplan.paper.sheet import open_workbook
from kzplan.plan import store
from kzplan.returns import work

ROWS = [{"代码": "W03", "本年值": "14.08", "分子": 1, "分母": 7102}, {"代码": "C09", "本年值": "93.50"}]


@pytest.fixture
def home(plan_copy, tmp_path):
    """A plan folder with the returns of a year."""
    merged(reloaded(plan_copy), [send(tmp_path, "first", "区卫生健康委", 2024, ROWS)])
    return plan_copy


@pytest.fixture
def second(tmp_path):
    """A return of the next year."""
    return send(tmp_path, "second", "区卫生健康委", 2025, ROWS)


def times(request, few):
    return request.config.getoption("--kills") if request.config.getoption("--long") else few


def ready(home):
    """The plan loads, whatever happened before."""
    return kz.load_plan(home)


def test_a_real_merge_killed_at_any_moment_leaves_the_store_as_it_was_or_as_it_will_be(home, second, request):
    before = contents(home)
    arguments = ["merge", second, "--plan", home, "--who", "统计局"]
    for moment in moments(11, times(request, 2), 0.0, 0.5):
        running = started(arguments)
        time.sleep(moment)
        running.kill()
        running.join()
        frame = store.read(home)[0]
        assert len(frame) in (2, 4) and {**contents(home), "observations.csv": b""} == {
            **before,
            "observations.csv": b"",
        }
        if len(frame) == 4:
            (home / "observations.csv").write_bytes(before["observations.csv"])
    assert cli.main([str(one) for one in arguments]) == 0
    assert len(ready(home).returned) == 4 and not orphans(home)


def test_what_a_killed_writer_left_is_cleared_at_the_next_merge(home, second):
    (home / f"{whole.MARK}0badf00d.csv").write_bytes(b"half a sto")
    merged(ready(home), [second])
    assert not orphans(home)


def test_an_interruption_is_one_line(home, second):
    arguments = ["midterm", "--year", "2024", "--plan", home, "-o", home.parent / "out"]
    status, said = interrupted(arguments, 0.7, home.parent / "said")
    assert status in (130, 0, -signal.SIGINT) and "Traceback" not in said
    assert status == 0 or len(said.splitlines()) < 20  # 0: it was done before it could be interrupted


@pytest.mark.parametrize("command", ["midterm", "report", "template"])
def test_an_interrupted_command_leaves_whole_files_only_and_the_next_one_makes_them_all(
    command, home, tmp_path, request
):
    if not request.config.getoption("--long"):
        pytest.skip("of the long form: --long")
    out = tmp_path / "out"
    arguments = [command, "--plan", home, "-o", out, *([] if command == "report" else ["--year", "2024"])]
    assert subprocess.run([*COMMAND, *map(str, arguments)], check=False, capture_output=True).returncode == 0
    good = contents(out)
    for moment in moments(12, 6, 1.0, 12.0):
        killed(arguments, moment)
        assert {name: good.get(name) for name in contents(out)} == contents(out)
    assert subprocess.run([*COMMAND, *map(str, arguments)], check=False, capture_output=True).returncode == 0
    assert contents(out) == good


def test_a_full_disk_leaves_the_store_and_says_so(home, second):
    before = contents(home)
    told = limited(["merge", second, "--plan", home, "--who", "统计局"], (0, 100, 400))
    assert len(told) == 3 and contents(home) == before
    for status, said in told:
        assert status == 2 and said and "Traceback" not in said
    assert not orphans(home) and len(ready(home).returned) == 2


WRITERS = {
    "a.csv": lambda path, plan: whole.write_csv(plan.series(), path),
    "a.html": lambda path, plan: whole.write_text("x" * 90_000, path),
    "a.xlsx": lambda path, plan: _workbook(path),
    "a.docx": lambda path, plan: _document(path),
}


def _workbook(path):
    with open_workbook(path, "表") as (book, _):
        book.add_worksheet("表").write_string(0, 0, "值")


def _document(path):
    from kzplan.documents import word
    from kzplan.documents.document import Paragraph, Report

    word.write_word(Report("报告", ("题名",), (), (Paragraph("正文"),), (), ()), path)


@pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning")  # nothing is printed as it is forgotten
@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("room", [0, 3000])
def test_a_disk_that_fills_while_a_file_is_written_leaves_the_old_one(name, room, plan, tmp_path, monkeypatch):
    path = tmp_path / name
    path.write_bytes(b"the good one")
    _document(tmp_path / "warm.docx")  # what is loaded when first used is there
    _workbook(tmp_path / "warm.xlsx")
    before = contents(tmp_path)
    with monkeypatch.context() as patch:
        full_after(patch, room)
        with pytest.raises(OSError, match=name) as caught:
            WRITERS[name](path, plan)
    assert contents(tmp_path) == before and not orphans(tmp_path)
    assert kz.words.errors.of_file(caught.value).startswith(str(path)) and "full" in kz.words.errors.of_file(
        caught.value
    )
    del caught
    gc.collect()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is read-only to root")
def test_a_read_only_folder_is_told_in_a_sentence(home, second, capsys):
    home.chmod(0o555)
    assert cli.main(["merge", str(second), "--plan", str(home), "--who", "统计局"]) == 2
    assert "read-only" in capsys.readouterr().err


def test_a_clock_that_went_back_loses_nothing_and_the_later_date_counts(home, tmp_path):
    new = send(tmp_path, "new", "区卫生健康委", 2025, [{"代码": "C09", "本年值": "94.00"}])
    old = send(tmp_path, "old", "区卫生健康委", 2025, [{"代码": "C09", "本年值": "91.00"}])
    merged(ready(home), [new], "2026-03-10")
    merged(ready(home), [old], "2001-01-01", why="时钟")
    plan = ready(home)
    kept = store.read(home)[0].query("code == 'C09' and year == 2025")
    assert sorted(kept["value"]) == [91.0, 94.0] and sorted(kept["revision"]) == [1, 2]
    assert plan.series_of("C09").by_year[2025] == 94.0


def test_the_order_of_merges_of_joint_targets_never_changes_what_is_stored(plan_copy, tmp_path):
    every = kz.load_plan().departments
    code, names = next((code, names) for code in every.printed if len(names := every.responsible(code, 2025)) > 1)
    sent = [send(tmp_path, name, name, 2025, [{"代码": code, "本年值": "90.1", "数据来源": name}]) for name in names]
    made = []
    for at, order in enumerate((sent, sent[::-1])):
        folder = Path(shutil.copytree(plan_copy, tmp_path / f"home{at}"))
        for path in order:
            merged(reloaded(folder), [path])
        made.append((folder / "observations.csv").read_bytes())
    assert made[0] == made[1]


HAND = {
    "conflict": lambda text: text.replace("\n", "\n<<<<<<< HEAD\n", 1) + "=======\n>>>>>>> theirs\n",
    "another value": lambda text: text.replace("93.5,93.50", "39.5,93.50"),
    "a year after the plan": lambda text: text.replace("C09,2024", "C09,2031"),
    "a row doubled": lambda text: text + text.splitlines()[-1] + "\n",
    "half": lambda text: text[: len(text) // 2],
}


@pytest.mark.parametrize("name", HAND)
def test_a_store_damaged_by_hand_stops_a_merge_before_anything_is_written(home, second, name, capsys):
    path = home / "observations.csv"
    path.write_text(HAND[name](path.read_text(encoding="utf-8")), encoding="utf-8")
    before = contents(home)
    assert cli.main(["merge", str(second), "--plan", str(home), "--who", "统计局"]) == 2
    assert "observations.csv, line" in capsys.readouterr().err and contents(home) == before


def test_a_store_damaged_between_loading_and_merging_is_refused(home, second):
    plan = ready(home)
    (home / "work.csv").write_text("year,department\n", encoding="utf-8")
    before = contents(home)
    with pytest.raises(kz.PlanError, match=r"work\.csv"):
        merged(plan, [second])
    assert contents(home) == before and work.NAME == "work"
    assert datetime.date.today().isoformat() not in (home / "observations.csv").read_text(encoding="utf-8")
