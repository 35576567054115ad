import subprocess
import sys

import pytest

from kzplan import cli


@pytest.mark.parametrize("command", ["outlook", "project", "report"])
def test_help_of_each_command_has_an_example(command, capsys):
    with pytest.raises(SystemExit) as stop:
        cli.main([command, "--help"])
    assert stop.value.code == 0
    assert f"example:\n  kzplan {command}" in capsys.readouterr().out


def test_the_outlook_is_printed_a_line_a_target_in_either_language(capsys):
    assert cli.main(["outlook", "--lang", "zh"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 93 and "孕产妇死亡率" in lines[2] and "或许可能" in lines[2]


def test_the_outlook_is_written_as_csv(tmp_path, capsys):
    assert cli.main(["outlook", "--csv", str(tmp_path / "o.csv")]) == 0
    assert (tmp_path / "o.csv").read_text(encoding="utf-8").count("\n") == 94


def test_a_faulty_plan_is_told_on_stderr_with_status_2_and_no_traceback(plan_copy):
    (plan_copy / "prose.csv").unlink()
    done = subprocess.run([sys.executable, "-m", "kzplan.cli", "outlook", "--plan", str(plan_copy), "--lang", "zh"],
                          capture_output=True, text=True)  # fmt: skip
    assert done.returncode == 2 and done.stdout == ""
    assert "prose.csv" in done.stderr and "Traceback" not in done.stderr


def test_an_unknown_code_is_told_on_stderr(capsys):
    assert cli.main(["project", "W3"]) == 2
    assert "W03" in capsys.readouterr().err


def test_an_unreadable_target_is_told_on_stderr(capsys):
    assert cli.main(["project", "W03", "--target", "胡说"]) == 2
    assert "胡说" in capsys.readouterr().err


def test_a_missing_folder_of_notebooks_is_told_on_stderr(tmp_path, capsys):
    assert cli.main(["report", "--notebooks", str(tmp_path / "none"), "-o", str(tmp_path)]) == 2
    assert "none" in capsys.readouterr().err
