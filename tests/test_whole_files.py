"""Files are written whole or not at all, under names every system takes, and nothing live stands in what we export."""

import errno
import os

import docx
import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kzplan as kz
from kzplan.documents import word
from kzplan.paper import whole
from kzplan.paper.filenames import LONGEST, apart, file_name
from kzplan.paper.sheet import open_workbook, sheet_name
from kzplan.plan import kept
from kzplan.plan.inert import as_said, inert
from kzplan.returns.form import write_forms
from kzplan.words.errors import Refusal, of_file


def writers():
    """One writer of each kind of file, by the file's name."""

    def book(path):
        with open_workbook(path, "title") as (workbook, _):
            workbook.add_worksheet("one").write_string(0, 0, "=1+1")

    return {
        "a.csv": lambda path: whole.write_csv(pd.DataFrame({"a": [1]}), path),
        "a.html": lambda path: whole.write_text("<p>a</p>", path),
        "a.xlsx": book,
        "a.docx": lambda path: word.save(docx.Document(), path),
    }


@pytest.mark.parametrize("name", writers())
def test_a_full_disk_leaves_the_old_file_and_nothing_beside_it(name, tmp_path, monkeypatch):
    path = tmp_path / name
    path.write_bytes(b"the good report")

    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(whole.os, "replace", full)
    with pytest.raises(OSError) as told:
        writers()[name](path)
    assert path.read_bytes() == b"the good report" and list(tmp_path.iterdir()) == [path]
    assert of_file(told.value) == f"{path}: the disk is full; make room and try again"


@pytest.mark.parametrize("name", writers())
def test_what_cannot_be_written_is_told_by_the_name_that_was_asked_for(name, tmp_path):
    (tmp_path / name).mkdir()  # a folder stands in its place
    with pytest.raises(OSError) as told:
        writers()[name](tmp_path / name)
    assert told.value.filename == str(tmp_path / name) and [one.name for one in tmp_path.iterdir()] == [name]


def test_what_a_killed_writer_left_is_cleared_away_by_the_next_one(plan_copy):
    left = plan_copy / f"{whole.MARK}0011aabb.csv"
    left.write_text("half a line", encoding="utf-8")
    with kept.locked(plan_copy):
        assert not left.exists()


def test_whoever_may_write_into_a_shared_folder_may_hold_its_lock(plan_copy):
    with kept.locked(plan_copy):
        pass
    assert (plan_copy / ".observations.lock").stat().st_mode & 0o666 == 0o666


def test_a_second_writer_waits_and_then_is_told(plan_copy, monkeypatch):
    monkeypatch.setattr(kept, "WAIT", 0.1)
    with kept.locked(plan_copy), pytest.raises(Refusal, match="another command is writing"), kept.locked(plan_copy):
        pass


def test_departments_with_any_name_have_forms_of_their_own(plan_copy):
    for table in ("women_2021_2030.csv", "children_2021_2030.csv"):
        path = plan_copy / "printed" / table
        text = path.read_text(encoding="utf-8")
        text = text.replace("区卫生健康委", "Health: A/B?").replace("区教委", "health： a／b？")
        path.write_text(text.replace("区公安局", "局" * 200), encoding="utf-8")
    plan = kz.load_plan(plan_copy)
    folder = plan_copy.parent / "forms"
    written = write_forms(plan, 2025, folder)
    all_ = {name for target in plan.by_code.values() for name in target.departments}
    assert len({path.name.casefold() for path in written}) == len(all_) == len(list(folder.iterdir()))
    assert not any(set(path.name) & set('<>:"/\\|?*') or len(path.name.encode()) > 255 for path in written)


@given(st.lists(st.text(max_size=80), unique=True, max_size=8))
def test_no_two_names_are_one_on_any_system(texts):
    for name, longest in ((file_name, LONGEST), (sheet_name, 31)):
        named = apart(texts, name, longest)
        assert len({one.casefold() for one in named.values()}) == len(texts)
        assert all(0 < len(one) <= longest for one in named.values())


@given(st.lists(st.one_of(st.text(), st.from_regex(r"'*[=+@\t\r-].*")), min_size=1))
def test_no_text_is_a_formula_and_none_is_lost(texts):
    table = pd.DataFrame({"note": pd.Series(texts, dtype=object), "value": 1.0})
    kept_ = inert(table)
    assert not any(text[:1] in "=+-@\t\r" for text in kept_["note"] if text)
    assert as_said(kept_)["note"].tolist() == texts


def test_a_link_that_a_department_wrote_is_no_link_in_the_store(plan_copy):
    line = dict.fromkeys(kept.columns("breaks"), "") | {"code": "W03", "year": 2023, "reason": '=HYPERLINK("http://x")'}
    kept.add_line(plan_copy, "breaks", line)
    assert "'=HYPERLINK" in (plan_copy / "breaks.csv").read_text(encoding="utf-8").replace('"', "")
    assert kept.read(plan_copy, "breaks")[0]["reason"].tolist() == ['=HYPERLINK("http://x")']


def test_a_workbook_holds_no_formula(tmp_path):
    writers()["a.xlsx"](tmp_path / "a.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "a.xlsx")["one"]["A1"]
    assert cell.value == "=1+1" and cell.data_type == "s"


def test_a_name_that_no_file_can_have_is_refused_in_words(tmp_path):
    for write in (lambda path: whole.write_text("x", path), whole.folder_at):
        with pytest.raises(kz.KzplanError, match="no name that a file or folder can have") as refused:
            write(f"{tmp_path}/a\0b")
        assert "不能用作文件或文件夹的名称" in refused.value.text("zh")
