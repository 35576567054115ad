import base64
import itertools
import re

import openpyxl
import pandas as pd
import pytest
from browser import CHROMIUM, Page

import kzplan as kz
from kzplan.documents import write_report
from kzplan.odds.numbered import cited
from kzplan.words import labels


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
    assert not re.search(r"https?://|//[a-z]+\.", re.sub(r"data:image/png;base64,[A-Za-z0-9+/=]+", "", page))


def test_the_page_has_every_target_in_both_languages_and_every_picture_described(plan, folder):
    page = (folder / "index.html").read_text(encoding="utf-8")
    for code in plan.targets.index:
        assert f'id="zh-{code}"' in page and f'id="en-{code}"' in page
    assert len(re.findall("<img", page)) == len(re.findall(r'<img[^>]*alt="[^"]+"', page)) > 2
    drawn = re.findall(r'<p><svg [^>]*role="img" aria-label="([^"]+)"', page)
    assert len(drawn) == 2 * sum(kz.project(plan, code).drawn for code in plan.targets.index) == len(set(drawn))


def test_the_pictures_of_the_page_are_files_beside_it(plan, folder):
    page = (folder / "index.html").read_text(encoding="utf-8")
    for lang in ("zh", "en"):
        overview = base64.b64encode((folder / "figures" / f"overview_{lang}.png").read_bytes()).decode()
        assert overview in page
        drawn = (folder / "figures" / f"W03_{lang}.svg").read_text(encoding="utf-8")
        assert drawn.replace(' xmlns="http://www.w3.org/2000/svg"', "") in page


def test_the_workbook_has_no_formula_and_the_rows_of_the_outlook(plan, folder):
    book = openpyxl.load_workbook(folder / "outlook_2030.xlsx")
    short, full, _ = book.worksheets
    assert short.max_row == full.max_row == len(plan.targets) + 1
    assert [cell.value for cell in full["A"]][1:] == plan.targets["code"].tolist()
    assert not [cell for sheet in book for row in sheet for cell in row if cell.data_type == "f"]


def test_the_same_plan_gives_the_same_bytes(plan, folder, tmp_path):
    for path in write_report(plan, tmp_path):
        assert path.read_bytes() == (folder / path.relative_to(tmp_path)).read_bytes(), path.name


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    page = Page(tmp_path_factory.mktemp("browser"))
    yield page
    page.close()


@pytest.fixture
def opened(browser, folder, tmp_path):
    """Open the page with a script at its end: the page as a browser has it after that ran, and what the browser's console said."""

    def open_(script=""):
        page = (
            (folder / "index.html").read_text(encoding="utf-8").replace("</body>", f"<script>{script}</script></body>")
        )
        (tmp_path / "page.html").write_text(page, encoding="utf-8")
        return browser.opened((tmp_path / "page.html").as_uri())

    return open_


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
def test_a_complaint_of_the_browser_would_be_noticed(browser, folder, tmp_path):
    head = (folder / "index.html").read_text(encoding="utf-8").split("<style")[0]  # with what the page forbids itself
    for number, (script, complaints) in enumerate(
        {"nonesuch();": 1, "console.warn('a word');": 1, "fetch('https://example.org');": 1, "": 0}.items()
    ):
        path = tmp_path / f"{number}.html"
        path.write_text(f"{head}<body><script>{script}</script></body></html>", encoding="utf-8")
        assert bool(browser.opened(path.as_uri())[1]) == complaints, script


def choose(name, value):
    return (
        f"{{const s = document.querySelector('section.zh select[data-filter={name}]'); s.value = '{value}';"
        "s.dispatchEvent(new Event('change', {bubbles: true}));}"
    )


def shown(dom, lang, tag="tr"):
    section = dom.split(f'<section class="{lang}"')[1].split("</section>")[0]
    return [
        found.group(2)
        for found in re.finditer(rf'<{tag}( id="[^"]*")? data-code="(\w+)"([^>]*)>', section)
        if "hidden" not in found.group(3)
    ]


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
def test_the_page_opens_in_a_browser_without_complaint_and_switches_language(plan, opened):
    for script, lang in (("", "zh"), ("document.getElementById('language').click();", "en")):
        dom, console = opened(script)
        assert f'<html lang="{lang}">' in dom and console == []
        assert shown(dom, "zh") == shown(dom, "en") == plan.targets.index.tolist()


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
@pytest.mark.parametrize(
    "chosen",
    [
        {"department": "区民政局"},
        {"plan": "children", "outlook": "no baseline"},
        {"domain": "儿童与健康", "nature": "binding"},
        {"outlook": "likely"},
    ],
)
def test_filters_show_the_targets_chosen_and_no_others_in_both_languages(plan, table, opened, chosen):
    table = table.reset_index().assign(outlook=lambda t: t["outlook"].where(t["outlook"] != "", t["reason"]))
    for name, value in chosen.items():
        table = table[table[name].map(lambda cell, value=value: value in cell.split("、"))]
    dom, console = opened("".join(choose(*pair) for pair in chosen.items()))
    assert len(table) and console == []
    for lang in ("zh", "en"):
        assert shown(dom, lang) == shown(dom, lang, "article") == table["code"].tolist()
        assert f"<b>{len(table)}</b>" in dom
    again, _ = opened("".join(choose(*pair) for pair in chosen.items()) + "document.querySelector('.filters').reset();")
    assert len(shown(again, "zh")) == len(plan.targets)


def test_the_page_can_be_read_without_seeing_it(folder):
    page = (folder / "index.html").read_text(encoding="utf-8")
    levels = [int(found) for found in re.findall(r"<h([1-6])", page)]
    assert levels[0] == 1 and levels.count(1) == 1 and all(b - a <= 1 for a, b in itertools.pairwise(levels))
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)
    assert len(re.findall(r"<select", page)) == len(re.findall(r"<label>[^<]+<select", page))
    assert not re.findall(r"<th(?! scope)[ >]", page)
    assert "@media print" in page and "Content-Security-Policy" in page


def test_every_target_names_its_values_sources_and_assumptions(plan, folder):
    page = (folder / "index.html").read_text(encoding="utf-8")
    for lang in ("zh", "en"):
        for code in plan.targets.index:
            article = page.split(f'<article id="{lang}-{code}"')[1].split("</article>")[0]
            projection = kz.project(plan, code)
            for seen in projection.case.series:
                assert seen.source in article and labels.number(seen.value, 4) in article
            assert re.findall(rf'href="#{lang}-(A[0-9]+)"', article) == cited(projection)
