"""The command where there is no home to write to, no network, and paths with spaces and Chinese."""

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# commands as an office's machine may run them, one after the other: whatever asks the network fails
CUT_OFF = """
import json, socket, sys
def cut_off(*_): raise OSError("the network was asked")
socket.socket.connect = socket.getaddrinfo = cut_off
from kzplan.cli import main
for command in json.loads(sys.argv[1]):
    if main(command):
        sys.exit(f"{command} failed")
"""
COMMANDS = {
    "outlook": ("--csv", "展 望.csv"),
    "start": ("我的 区",),
    "template": ("--plan", "我的 区", "--year", "2025", "-o", "报 表"),
    "midterm": ("--plan", "我的 区", "--year", "2023", "-o", "评 估"),
}


def test_the_tests_themselves_cannot_ask_the_network():
    with socket.socket() as one, pytest.raises(AssertionError, match="over the network"):
        one.connect(("192.0.2.1", 80))


def test_commands_need_no_home_no_network_and_no_plain_path(tmp_path):
    where, nowhere = tmp_path / "文件 夹", str(tmp_path / "a file" / "home")
    where.mkdir()
    (tmp_path / "a file").touch()  # a folder inside a file can be made by nobody, whoever runs this
    bare = {
        "HOME": nowhere,
        "USERPROFILE": nowhere,
        "MPLCONFIGDIR": nowhere,
        "XDG_CACHE_HOME": nowhere,
        "PYTHONPATH": str(ROOT),
    }
    commands = json.dumps([[name, *options] for name, options in COMMANDS.items()])
    command = [sys.executable, "-c", CUT_OFF, commands]
    told = subprocess.run(command, cwd=where, env=bare, capture_output=True, text=True, check=False)
    assert (told.returncode, told.stderr) == (0, "")
    assert [name for name, options in COMMANDS.items() if not (where / options[-1]).exists()] == []
