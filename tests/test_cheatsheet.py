"""The cheat sheet: ten things on one page in both languages, and every line of it runs."""

import re
from pathlib import Path

import matplotlib
import pytest

matplotlib.use("Agg")
ROOT = Path(__file__).parent.parent
SHEETS = [ROOT / "docs" / name for name in ("cheatsheet.md", "cheatsheet.zh.md")]
MINE = "indicator,year,value\nstunting,2012,9.1\nstunting,2022,6.2\nanc,2012,88\nanc,2017,91.5\nanc,2022,93\n"


def blocks(path):
    return re.findall(r"^```python\n(.*?)^```", path.read_text(encoding="utf-8"), re.M | re.S)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.stem)
def test_the_sheet_has_ten_things_of_one_or_two_lines_on_a_page(sheet):
    text = sheet.read_text(encoding="utf-8")
    assert len(blocks(sheet)) == len(re.findall(r"^\*\*\d+\. ", text, re.M)) == 10
    assert all(1 <= len(block.splitlines()) <= 2 for block in blocks(sheet))
    assert len(text.splitlines()) <= 60


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.stem)
def test_every_line_of_the_sheet_runs(sheet, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.csv").write_text(MINE, encoding="utf-8")
    known: dict = {}
    for block in blocks(sheet):
        exec(block, known)
    assert len(known["table"]) == 93 and len(list((tmp_path / "figures").iterdir())) == 2


def test_both_languages_call_the_same():
    called = [[re.findall(r"\b(?:kz|p)\.[\w.]+\(", block) for block in blocks(sheet)] for sheet in SHEETS]
    assert called[0] == called[1]


@pytest.mark.parametrize(("readme", "sheet"), [("README.md", "cheatsheet.md"), ("README.zh.md", "cheatsheet.zh.md")])
def test_the_readme_leads_to_the_sheet_and_to_the_reference(readme, sheet):
    text = (ROOT / readme).read_text(encoding="utf-8")
    assert f"docs/{sheet}" in text and "make docs" in text and "docs/api/index.html" in text
