"""The page in a browser: nothing fetched, nothing in the way of a reader, on any screen and on paper."""

import io
import json
import re
from pathlib import Path

import pandas as pd
import pypdfium2
import pytest
from browser import CHROMIUM, wait_for
from pages import FRAME, settled, shown, type_in

import kzplan as kz
from kzplan.words import labels

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
TASKS = Path(__file__).parent.parent / "docs" / "page_tasks.md"


def test_a_button_has_its_words_before_any_script_runs(report_folder):
    head = (report_folder / "index.html").read_text(encoding="utf-8").split("<script")[0]
    buttons = re.findall(r"<button[^>]*>(.*?)</button>", head, re.DOTALL)
    assert len(buttons) >= 2 and all(words.strip() for words in buttons) and "配色：自动" in head


def test_a_complaint_of_the_browser_would_be_noticed(browser, report_folder, tmp_path):
    head = (report_folder / "index.html").read_text(encoding="utf-8").split("<style")[0]  # with what it forbids itself
    free = re.sub('script-src[^;"]*', "script-src 'unsafe-inline'", head)
    for number, (script, complaints) in enumerate(
        {"nonesuch();": 1, "console.warn('a word');": 1, "fetch('https://example.org');": 1, "": 0}.items()
    ):
        path = tmp_path / f"{number}.html"
        path.write_text(f"{free}<body><script>{script}</script></body></html>", encoding="utf-8")
        assert bool(browser.opened(path.as_uri())) == complaints, script
    forbidden = tmp_path / "forbidden.html"
    forbidden.write_text(f"{head}<body><script>document.title = 'ran';</script></body></html>", encoding="utf-8")
    assert browser.opened(forbidden.as_uri()) and browser.ask("document.title") != "ran"


@pytest.mark.parametrize(("width", "dark", "lang"), [(390, False, "zh"), (820, True, "en"), (1440, False, "en")])
def test_the_page_opens_without_complaint_asks_for_nothing_and_fits_the_screen(opened, plan, width, dark, lang):
    page = opened(f"#lang={lang}&open=W03&compare=C01,C05", width=width, dark=dark)
    settled(page)
    asked = [one["params"]["request"]["url"] for one in page.events if one["method"] == "Network.requestWillBeSent"]
    assert [address for address in asked if not address.startswith(("file:", "data:", "about:"))] == []
    assert page.ask("document.documentElement.lang") == lang and shown(page) == plan.targets.index.tolist()
    assert page.ask("document.documentElement.scrollWidth") <= width
    assert page.ask("document.querySelectorAll('.canvas svg').length") >= 5
    assert (
        page.ask(
            "[...document.querySelectorAll('.canvas:not([data-drawn])')].filter(one => one.getClientRects().length).length"
        )
        == 0
    )
    paper = page.ask("getComputedStyle(document.body).backgroundColor")
    assert (paper != "rgb(255, 255, 255)") == dark


ONE_OF_EACH = """(() => {
  const own = (name) => ["id", "href", "title", "value", "aria-label"].includes(name) || name.startsWith("data-");
  const look = (one) => {
    const copy = one.cloneNode(true);
    for (const part of [copy, ...copy.querySelectorAll("*")]) {
      for (const { name, value } of [...part.attributes]) if (own(name)) part.setAttribute(name, value ? "x" : "");
      for (const text of part.childNodes) if (text.nodeType === 3) text.data = text.data.trim() ? "x" : "";
    }
    return copy.outerHTML;
  };
  const lists = [...document.querySelectorAll("tbody, ul, ol")].map((list) => list.children);
  for (const list of [...lists, document.querySelectorAll("#list details.target")]) {
    const seen = new Set();
    for (const one of [...list]) if (seen.size === seen.add(look(one)).size) one.remove();
  }
})()"""  # of the lines of a list that differ in nothing but their words


@pytest.mark.parametrize(
    ("width", "dark", "view"),
    [(390, False, "#open=W03&domain=妇女与健康"), (1440, True, "#lang=en&open=C21&compare=W03,C01&domain=儿童与教育")],
)
def test_no_rule_of_axe_is_broken(spoiled, width, dark, view):
    import axe_core_python

    page = spoiled(view, width=width, dark=dark)
    settled(page)
    ids = page.ask("[...document.querySelectorAll('[id]')].map(one => one.id)")
    assert len(ids) > 100 and sorted(ids) == sorted(set(ids))
    page.ask(ONE_OF_EACH)
    page.ask("document.querySelectorAll('details:not(.target)').forEach(one => { one.open = true })")
    page.ask(f"{FRAME}.then(() => {ONE_OF_EACH})")  # of the tables too that are made once they are unfolded
    page.ask("document.querySelectorAll('script').forEach(one => one.remove())")  # else axe copies them again and again
    page.run(next(Path(axe_core_python.__file__).parent.glob("*.min.js")).read_text(encoding="utf-8"))
    found = page.ask(
        "axe.run(document, {resultTypes: ['violations']}).then(told => "
        "told.violations.map(one => [one.id, one.nodes.map(node => node.html.slice(0, 160))]))"
    )
    assert found == []


def test_a_chart_that_is_drawn_is_an_image_that_says_what_it_shows(viewed, plan):
    page = viewed("#open=C21&compare=W03")
    settled(page)
    told = page.ask(
        "[...document.querySelectorAll('.canvas[data-drawn]')].map(one => ['role', 'aria-roledescription', 'aria-label'].map(name => one.getAttribute(name)))"
    )
    said = [label for role, other, label in told if (role, other) == ("img", None)]
    assert len(said) == len(set(said)) == len(told) >= 5
    assert {kz.project(plan, code).sentence("zh") for code in ("C21", "W03")} <= set(said)


def test_the_ladder_and_the_bars_are_seen_before_any_script_has_run(browser, report_folder, table):
    browser.send("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.send("Page.enable")
        browser.send("Page.navigate", url=(report_folder / "index.html").as_uri())
        seen = "[...document.querySelectorAll('#ladder [data-code] .dot')].filter(one => one.getClientRects().length)"
        wait_for(lambda: browser.run(f"document.readyState === 'complete' && {seen}.length"), 20)
        for width in (390, 1440):
            browser.looks(width)
            assert browser.run(f"{seen}.length") == table["p_reach"].notna().sum()
            assert browser.run("document.querySelectorAll('#domains .parts i:not([hidden])').length") > 20
            assert browser.run("document.querySelectorAll('.canvas').length") == 0  # and no script has
    finally:
        browser.send("Emulation.setScriptExecutionDisabled", value=False)


def test_a_picture_to_keep_shows_what_the_ladder_shows(viewed):
    page = viewed("#outlook=unlikely&lang=en")
    page.ask(
        "{const real = URL.createObjectURL; window.kept = new Promise(done => { "
        "URL.createObjectURL = blob => { URL.createObjectURL = real; blob.text().then(done); return 'data:,'; } }); 0}"
    )
    page.ask("document.querySelector('#ladder .under button').click()")
    svg = page.ask("kept")
    names = page.ask(
        "[...document.querySelectorAll('#ladder [data-code]:not([hidden]) a .en')].map(one => one.textContent)"
    )
    assert svg.startswith("<svg") and len(names) > 5 and all(name in svg for name in names)
    assert page.ask("document.querySelectorAll('.aside').length") == 0


def test_a_table_of_many_columns_is_whole_on_a_phone(viewed):
    page = viewed(width=390, height=844)
    page.ask("document.querySelector('#domains .under details').open = true")
    table = "document.querySelector('#domains .under table')"
    wait_for(lambda: page.ask(f"!!{table}"), 10)
    assert page.ask(f"{table}.getBoundingClientRect().right") <= 390
    page.ask("document.querySelectorAll('details:not(.target)').forEach(one => { one.open = true })")
    assert page.ask("document.documentElement.scrollWidth") <= 390
    assert page.ask(f"[...{table}.querySelectorAll('td')].every(one => one.getBoundingClientRect().right <= 390)")
    assert "可能" in page.ask(f"getComputedStyle({table}.querySelector('td.num'), '::before').content")


def test_the_language_changes_without_losing_ones_place(viewed):
    page = viewed("#open=C05")
    settled(page)
    page.ask("document.querySelector('details.target[open] .suppose').scrollIntoView({behavior: 'instant'})")
    top = "document.querySelector('details.target[open] .suppose').getBoundingClientRect().top"
    before = page.ask(top)
    page.click("#language")
    wait_for(lambda: page.run("document.documentElement.lang") == "en", 5)
    settled(page)
    assert page.ask("document.querySelector('details.target[open]').dataset.code") == "C05"
    assert abs(page.ask(top) - before) < 60


def test_the_first_screen_says_what_the_outlook_says(viewed, table):
    page = viewed()
    tiles = page.ask("[...document.querySelectorAll('.tile b')].map(one => Number(one.textContent))")
    p = table["p_reach"]
    assert tiles == [
        int((p >= 0.66).sum()),
        int(((p >= 0.33) & (p < 0.66)).sum()),
        int((p < 0.33).sum()),
        int(p.isna().sum()),
    ]
    for code, said in page.ask(
        "[...document.querySelectorAll('.worries li')].map(one => [one.querySelector('a').dataset.open, one.textContent])"
    ):
        assert labels.percent(table.loc[code, "p_reach"], "zh") in said and table.loc[code, "name_zh"] in said
    assert page.ask("document.querySelector('.worries').getBoundingClientRect().bottom") < 900


def test_the_answer_is_in_the_first_screen_of_a_phone(viewed):
    page = viewed(width=390, height=844)
    page.ask("scrollTo(0, 0)")
    assert page.ask("document.querySelector('.worries').getBoundingClientRect().bottom") < 844


def test_the_table_can_be_kept_as_a_file_and_is_the_outlook(viewed, plan):
    written = pd.read_csv(io.StringIO(viewed().ask("kzplan.toCSV()").lstrip("\ufeff")))
    expected = pd.read_csv(io.StringIO(kz.outlook(plan).to_csv(index=False)))
    pd.testing.assert_frame_equal(written, expected, check_dtype=False)


def test_no_heading_stands_alone_at_the_foot_of_a_printed_page(viewed):
    page = viewed("#open=W03&compare=W03,C01", width=820)
    settled(page)
    page.ask("document.querySelectorAll('.zh details').forEach(one => { one.open = true; })")
    titles = "main h1, main h2, main h3, main h4, main figcaption, main summary"
    headings = set(
        page.ask(
            f"[...document.querySelectorAll('{titles}')].filter(one => one.getClientRects().length && !one.closest('details:not([open])'))"
            ".map(one => one.innerText.split('\\n')[0].trim())"
        )
    )
    book = pypdfium2.PdfDocument(page.printed())
    assert 3 < len(book) < 80 and len(headings) > 10
    for at in range(len(book) - 1):
        text = book[at].get_textpage()
        places = [text.get_rect(i) for i in range(text.count_rects())]
        foot = min(bottom for _, bottom, _, _ in places)
        line = text.get_text_bounded(bottom=foot - 1, top=foot + 6).strip()
        assert line and line not in headings, (at + 1, line)


@pytest.fixture(scope="module")
def tasks():
    """The tasks of a newcomer as written down: (question, steps, clicks, words that the answer must hold)."""
    found = re.findall(
        r"^## \d+\. (.+?)\n.*?^Steps: (.+?)\n.*?^Clicks: (\d+)\n.*?^Look at: `(.+?)`\n",
        TASKS.read_text(encoding="utf-8"),
        re.M | re.S,
    )
    return [(question, re.findall(r"`(.+?)`", steps), int(clicks), where) for question, steps, clicks, where in found]


def test_ten_tasks_of_a_newcomer_are_done_in_the_clicks_written_down(viewed, tasks, table):
    assert len(tasks) == 10
    for question, steps, clicks, where in tasks:
        page, made = viewed("#lang=en"), 0
        for step in steps:
            settled(page)  # what is still being drawn would move what is clicked
            kind, _, what = step.partition(" ")
            if kind == "click":
                page.click(what)
                made += 1
            elif kind == "choose":  # opening a list and picking from it are two clicks
                selector, _, value = what.partition(" = ")
                page.ask(
                    f"{{const one = document.querySelector({json.dumps(selector)}); one.value = {json.dumps(value)}; one.dispatchEvent(new Event('change'));}}"
                )
                made += 2
            else:
                assert kind == "type"
                type_in(page, what)
        selector, _, words = where.partition(" says ")
        shown = f"[...document.querySelectorAll({json.dumps(selector)})].filter(one => one.getClientRects().length).map(one => one.innerText).join(' ')"
        assert made == clicks, question
        for word in words.split(" + "):  # an article is made once it is open
            wait_for(lambda page=page, word=word, shown=shown: word in page.ask(shown), 20)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [390, 820, 1440])
def test_no_word_of_the_navigation_is_cut_and_all_of_it_can_be_reached(viewed, width, lang):
    page = viewed(f"#lang={lang}", width=width, height=844)
    links = "[...document.querySelectorAll('.bar nav a')].filter(one => one.getClientRects().length)"
    if width == 390:  # they stand below each other, once they are asked for
        assert page.ask(f"{links}.length") == 0
        page.click("#menu")
    within = "(box => box.left >= 0 && box.right <= innerWidth && box.top >= 0 && box.bottom <= innerHeight)"
    assert page.ask(f"{links}.map(one => {within}(one.getBoundingClientRect()))") == [True] * 7
    bar = "[...document.querySelectorAll('.bar, .bar *')].filter(one => one.getClientRects().length)"
    assert page.ask(f"{bar}.filter(one => one.scrollWidth > one.clientWidth + 1 && one.clientWidth).length") == 0
    page.click(".bar nav a[href='#audit']")
    wait_for(lambda: 0 <= page.ask("document.querySelector('#audit').getBoundingClientRect().top") < 120, 5)
    assert (page.ask(f"{links}.length") == 0) == (width == 390)


def test_links_stand_in_a_row_of_their_own_where_no_script_may_unfold_them(browser, report_folder):
    browser.send("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.looks(390)
        browser.send("Page.navigate", url=(report_folder / "index.html").as_uri())
        links = "[...document.querySelectorAll('.bar nav a')].map(one => one.getBoundingClientRect())"
        wait_for(lambda: browser.run(f"document.readyState === 'complete' && {links}.length"), 20)
        assert browser.run(f"{links}.every(one => one.width && one.right <= innerWidth)")
        assert not browser.run("document.querySelector('#menu').getClientRects().length")
    finally:
        browser.send("Emulation.setScriptExecutionDisabled", value=False)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_speaks_of_no_command_that_its_reader_has_not(viewed, lang):
    page = viewed(f"#lang={lang}&open=W03")
    page.ask("document.querySelectorAll('details:not(.target)').forEach(one => { one.open = true })")
    said = page.ask("document.querySelector('main').innerText")
    assert len(said) > 5000 and re.findall(r"kzplan\s+\w+|--\w+|kz\.\w+", said) == []


WORD = """(() => {
  const found = [];
  const all = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (all.nextNode()) {
    const { currentNode: node } = all;
    if (!node.parentElement.closest(".chance, .tried")) continue;
    for (const match of node.textContent.matchAll(/[一-龥]+/g)) {
      const range = document.createRange();
      range.setStart(node, match.index);
      range.setEnd(node, match.index + match[0].length);
      if (range.getClientRects().length && new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size > 1 && !node.parentElement.closest(".why")) found.push(match[0]);
    }
  }
  return found;
})()"""


@pytest.mark.parametrize("width", [390, 820])
def test_no_word_for_a_chance_is_broken_over_two_lines(viewed, width):
    page = viewed("#compare=W03,C20&open=W03&year=2026&value=9.5", width=width)
    assert page.ask("document.querySelectorAll('#compare table .chance').length") == 2
    assert page.ask(WORD) == []
    assert page.ask("document.querySelector('#compare table').scrollWidth") <= width


@pytest.mark.parametrize("view", ["#open=W03&compare=W03,C20", "#open=C20&year=2026&value=83"])
def test_chinese_has_no_blank_before_per_cent_and_english_has_one(viewed, view):
    """In all that a reader sees, the charts' own letters too."""
    for lang, wrong in (("zh", r"\d\s+%"), ("en", r"\d%")):
        page = viewed(f"{view}&lang={lang}")
        settled(page)
        page.ask("document.querySelectorAll('details:not(.target)').forEach(one => { one.open = true })")
        said = page.ask(
            "[...document.querySelectorAll('main *')].filter(one => one.getClientRects().length).flatMap(one => [...one.childNodes])"
            ".filter(one => one.nodeType === 3 && !one.parentElement.closest('[lang=zh] [lang=en], ul[lang=zh], #audit, #review')).map(one => one.textContent).join('\\n')"
        )
        assert "%" in said and re.findall(f".{{0,20}}{wrong}", said) == []
