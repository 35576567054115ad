import re
import shutil
import subprocess

import openpyxl
import pandas as pd
import pytest

import kzplan as kz
from kzplan.report import write_report

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="module")
def folder(plan, tmp_path_factory):
    folder = tmp_path_factory.mktemp("report")
    write_report(plan, folder)
    return folder


def test_the_csv_is_the_outlook(plan, folder):
    written = pd.read_csv(folder / "outlook_2030.csv")
    expected = kz.outlook(plan)
    assert list(written) == list(expected)
    assert written["code"].tolist() == expected["code"].tolist()
    pd.testing.assert_series_equal(written["p_reach"], expected["p_reach"])
    assert written["base_year"].dropna().unique().tolist() == [2010]


def test_the_page_fetches_nothing(folder):
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert re.findall(r'(?:src|href)="(?!data:|#)[^"]*"', page) == []
    assert "http" not in re.sub(r"data:image/png;base64,[A-Za-z0-9+/=]+", "", page)


def test_the_page_has_every_target_in_both_languages_and_every_picture_described(plan, folder):
    page = (folder / "index.html").read_text(encoding="utf-8")
    for code in plan.targets.index:
        assert f'id="zh-{code}"' in page and f'id="en-{code}"' in page
    assert len(re.findall("<img", page)) == len(re.findall(r'<img[^>]*alt="[^"]+"', page)) > 2


def test_the_workbook_has_no_formula_and_the_rows_of_the_outlook(plan, folder):
    book = openpyxl.load_workbook(folder / "outlook_2030.xlsx")
    short, full, _ = book.worksheets
    assert short.max_row == full.max_row == len(plan.targets) + 1
    assert [cell.value for cell in full["A"]][1:] == plan.targets["code"].tolist()
    assert not [cell for sheet in book for row in sheet for cell in row if cell.data_type == "f"]


def test_the_same_plan_gives_the_same_bytes(plan, folder, tmp_path):
    for path in write_report(plan, tmp_path):
        assert path.read_bytes() == (folder / path.name).read_bytes(), path.name


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
def test_the_page_opens_in_a_browser_and_switches_language(folder, tmp_path):
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run",
             f"--user-data-dir={tmp_path}", "--dump-dom", "--virtual-time-budget=3000"]  # fmt: skip
    page = (folder / "index.html").read_text(encoding="utf-8")
    clicked = tmp_path / "clicked.html"
    clicked.write_text(page.replace("</body>", "<script>document.getElementById('language').click()</script></body>"))
    for path, lang in ((folder / "index.html", "zh"), (clicked, "en")):
        done = subprocess.run([CHROMIUM, *flags, path.as_uri()], capture_output=True, text=True, timeout=120)
        assert f'<html lang="{lang}">' in done.stdout
