"""The types that public signatures promise hold throughout the library."""

import subprocess
import sys
from pathlib import Path


def test_types_hold():
    root = Path(__file__).parent.parent
    told = subprocess.run([sys.executable, "-m", "mypy"], cwd=root, capture_output=True, text=True)
    assert told.returncode == 0, told.stdout + told.stderr
