"""What make makes can be made without make, and what the README says to type means the same in PowerShell."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from kzplan import dev

ROOT = Path(__file__).parent.parent
SPECIAL = set("`$@(){};,#&|<>")  # what PowerShell reads as more than itself outside quotes


def powershell(line):
    """Words of a command as PowerShell 5 passes them on, or None where it would read the line as something else."""
    words, word, quote, begun = [], "", "", False
    for character in line:
        if quote:
            if character == quote:
                quote = ""
            elif quote == '"' and character in "`$":
                return None
            else:
                word += character
        elif character in "\"'":
            quote, begun = character, True
        elif character == " ":
            words, word, begun = ([*words, word] if word or begun else words), "", False
        elif character in SPECIAL:
            return None
        else:
            word += character
    return None if quote else [*words, word] if word or begun else words


def commands():
    """(file, line) of the commands that the guides give for a shell."""
    for name in ("README.md", "README.zh.md", "CONTRIBUTING.md"):
        fences = (ROOT / name).read_text(encoding="utf-8").split("```")
        for block in fences[1::2]:
            language, *lines = block.splitlines()
            for line in lines if language in ("", "sh", "bash") else ():
                command = re.sub(r"\s+#.*", "", line).strip()
                if re.match(r"(\S*kzplan|make|\S*python) ", command):
                    yield name, command


def test_make_and_its_twin_make_the_same_things():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.search(r"^TARGETS := (.*)$", makefile, re.M)[1].split()
    assert set(targets) == {*dev.STEPS, *dev.BESIDE}
    listed = subprocess.run([sys.executable, "-m", "kzplan.dev"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert [line.split()[0] for line in listed.stdout.splitlines()] == [*dev.STEPS, *dev.BESIDE]


def test_outside_a_checkout_it_says_where_to_go(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert dev.main(["report"]) == 2 and "in a checkout of kzplan" in capsys.readouterr().err
    assert dev.main(["repotr"]) == 2 and not list(tmp_path.iterdir())


def test_a_step_that_fails_stops_what_follows_and_is_the_status(tmp_path, monkeypatch):
    for path in (*dev.ASKED, dev.STAMP):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(dev, "PYTHON", sys.executable)
    steps = (("-c", "raise SystemExit(3)"), ("-c", "open('made', 'w')"))
    monkeypatch.setitem(dev.STEPS, "report", ("", steps))
    assert dev.main(["report"]) == 3 and not (tmp_path / "made").exists()
    monkeypatch.setitem(dev.STEPS, "report", ("", steps[1:]))
    assert dev.main(["report"]) == 0 and (tmp_path / "made").exists()


def test_the_guides_have_commands():
    assert len(list(commands())) > 15


@pytest.mark.parametrize(("name", "command"), list(commands()))
def test_a_command_of_the_guides_means_the_same_in_powershell(name, command):
    assert powershell(command) == shlex.split(command)
