"""Returns are merged without loss: whole or not at all, each report kept, a revision with its reason."""

import subprocess
import time

import openpyxl
import pytest
from faulty import COMMAND, moments, started
from loading import reloaded
from returned import DAY, GOOD, changed, filler

import kzplan as kz
from kzplan import cli
from kzplan.plan import store
from kzplan.returns.merge import Blocked, merge


@pytest.fixture
def fill(forms, tmp_path):
    return filler(forms["区卫生健康委"], tmp_path)


def test_what_was_filled_is_what_the_plan_says_afterwards(fill, plan_copy):
    done = merge([fill(GOOD)], reloaded(plan_copy), "区统计局", today=DAY)
    plan = reloaded(plan_copy)
    series = plan.series()
    got = (
        series[series["table"].eq("observations") & series["stratum"].eq("total")].set_index("code")["value"].to_dict()
    )
    assert got == {"W03": 13.0, "C01": 2.1, "C02": 3.2, "C04": 5.5, "W04": 92.3, "C09": 93.5, "C06": 0.42}
    assert done.added == len(GOOD) + 2 and (done.revised, done.unchanged) == (0, 0)
    assert kz.project(plan, "W04").row["latest_year"] == 2025


def test_the_same_file_twice_changes_nothing_and_a_revision_needs_a_reason(fill, plan_copy):
    first, second = fill(GOOD), fill(changed("C09", 本年值=94.1), "second.xlsx")
    merge([first], reloaded(plan_copy), "甲", today=DAY)
    before = (plan_copy / "observations.csv").read_bytes()
    again = merge([first], reloaded(plan_copy), "甲", today=DAY)
    assert again.added == again.revised == 0 and (plan_copy / "observations.csv").read_bytes() == before
    with pytest.raises(Blocked, match="C09"):
        merge([second], reloaded(plan_copy), "乙", today=DAY)
    assert (plan_copy / "observations.csv").read_bytes() == before
    assert merge([second], reloaded(plan_copy), "乙", "核对台账", today=DAY).revised == 1
    kept = store.read(plan_copy)[0].query("code == 'C09'").sort_values("revision")
    assert (
        kept["value"].tolist() == [93.5, 94.1]
        and kept["why"].tolist() == ["", "核对台账"]
        and kept["checked_by"].tolist() == ["甲", "乙"]
    )


def test_provisional_and_final_figures_are_kept_apart(fill, plan_copy):
    merge([fill(changed("C09", 数据状态="初步数"))], reloaded(plan_copy), "甲", today=DAY)
    merge([fill(changed("C09", 数据状态="核定数", 本年值=94.0), "final.xlsx")], reloaded(plan_copy), "甲", today=DAY)
    kept = store.read(plan_copy)[0].query("code == 'C09'")
    assert dict(zip(kept["status"], kept["value"], strict=True)) == {"初步数": 93.5, "核定数": 94.0}
    assert kz.project(reloaded(plan_copy), "C09").row["latest_value"] == 94.0


def test_a_merge_killed_at_any_moment_leaves_a_whole_store(fill, plan_copy, request):
    merge([fill(GOOD)], reloaded(plan_copy), "甲", today=DAY)
    old = (plan_copy / "observations.csv").read_bytes()
    second = fill(changed("C09", 本年值=94.1), "second.xlsx")
    command = ["merge", second, "--plan", plan_copy, "--who", "乙", "--why", "核对"]
    for moment in moments(7, request.config.getoption("--kills"), 0.0, 0.5):
        running = started(command)
        time.sleep(moment)
        running.kill()
        running.join()
        frame, faults = store.read(plan_copy)
        assert not faults and len(frame) in (len(GOOD) + 2, len(GOOD) + 3)
    assert subprocess.run([*COMMAND, *map(str, command)], check=True, stdout=subprocess.DEVNULL).returncode == 0
    assert (
        store.read(plan_copy)[0].query("code == 'C09'")["value"].max() == 94.1
        and old != (plan_copy / "observations.csv").read_bytes()
    )


def test_merges_at_once_beside_another_command_lose_nothing(fill, plan_copy, tmp_path):
    paths = [fill({code: cells}, f"{code}.xlsx") for code, cells in GOOD.items() if code in ("W03", "C09", "C06")]
    commands = [["merge", path, "--plan", plan_copy, "--who", "甲"] for path in paths]
    commands.insert(1, ["audit", "--plan", plan_copy, "--csv", tmp_path / "audit.csv"])
    at_once = [started(one) for one in commands]
    for running in at_once:
        running.join(timeout=300)
    assert [running.exitcode for running in at_once] == [0, 0, 0, 0]
    assert set(kz.load_plan(plan_copy).returned["code"]) == {"W03", "C09", "C06"}


def test_the_commands_check_and_merge(fill, plan_copy, tmp_path, capsys):
    good, bad = fill(GOOD), fill(changed("C09", 本年值="=HYPERLINK(1)"), "bad.xlsx")
    assert cli.main(["check", str(good), "--plan", str(plan_copy)]) == 0
    assert cli.main(["check", str(bad), "--plan", str(plan_copy), "-o", str(tmp_path / "q.xlsx"), "--lang", "zh"]) == 1
    assert "须更正" in capsys.readouterr().out
    sheet = openpyxl.load_workbook(tmp_path / "q.xlsx").active
    assert not [cell for row in sheet for cell in row if cell.data_type == "f"] and "答复" in [
        cell.value for cell in sheet[3]
    ]
    assert cli.main(["merge", str(bad), "--plan", str(plan_copy), "--who", "甲"]) == 2
    assert "C09" in capsys.readouterr().err
    assert cli.main(["merge", str(good), "--plan", str(plan_copy), "--who", "甲"]) == 0
    (tmp_path / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 999)
    assert cli.main(["check", str(tmp_path / "old.xls"), "--plan", str(plan_copy)]) == 1
    assert ".xls" in capsys.readouterr().out


def test_the_same_figure_typed_otherwise_is_no_revision(fill, plan_copy):
    merge([fill(GOOD)], reloaded(plan_copy), "甲", today=DAY)
    again = merge([fill(changed("C09", 本年值="93.50%"), "again.xlsx")], reloaded(plan_copy), "甲", today=DAY)
    assert again.added == again.revised == 0
