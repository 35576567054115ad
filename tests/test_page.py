"""The page in a browser: nothing fetched, nothing in the way of a reader, and every number from the tables."""

import io
import json
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pypdfium2
import pytest
from browser import CHROMIUM, Page, wait_for

import kzplan as kz
from kzplan.odds.assumptions import Assumptions
from kzplan.odds.batch import run
from kzplan.odds.case import cases
from kzplan.odds.supposed import supposed
from kzplan.odds.verdict import likelihood, met_with_margin
from kzplan.words import labels

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
ENTRIES, NEAR = 1000, 0.01  # values typed at random; how far a chance may be from Python's
TASKS = Path(__file__).parent.parent / "docs" / "page_tasks.md"


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    page = Page(tmp_path_factory.mktemp("browser"))
    page.send("Network.enable")
    page.looks(1440)
    yield page
    page.close()


@pytest.fixture
def opened(browser, report_folder):
    """Open the page at a view: what stands after # in its address."""

    def open_(view="", **looks):
        browser.looks(**{"width": 1440, **looks})
        _, console = browser.opened((report_folder / "index.html").as_uri() + view)
        assert console == []
        wait_for(
            lambda: browser.run("!!window.kzplan"), 20
        )  # what stands in the page is seen before the script's part is made
        return browser

    return open_


def shown(page):
    """Codes of the targets in the list."""
    return page.ask(
        "[...document.querySelectorAll('details.target')].filter(one => !one.hidden).map(one => one.dataset.code)"
    )


def choose(page, name, value):
    page.ask(
        f"{{const one = document.querySelector('#filters [name={name}]'); one.value = {json.dumps(value)};"
        "one.dispatchEvent(new Event('change'));}"
    )


def type_in(page, value):
    field = "document.querySelector('details.target[open] [name=value]')"
    wait_for(lambda: page.ask(f"!!{field}"), 10)  # an article is made once it is open
    page.ask(f"{field}.focus()")
    page.send("Input.insertText", text=value)
    return page.ask("document.querySelector('details.target[open] output').textContent")


def settled(page):
    """Once nothing moves any more: the articles' charts are drawn."""
    page.ask("new Promise(done => setTimeout(done, 150)).then(() => kzplan.drawAll())")


def test_a_complaint_of_the_browser_would_be_noticed(browser, report_folder, tmp_path):
    head = (report_folder / "index.html").read_text(encoding="utf-8").split("<style")[0]  # with what it forbids itself
    free = re.sub('script-src[^;"]*', "script-src 'unsafe-inline'", head)
    for number, (script, complaints) in enumerate(
        {"nonesuch();": 1, "console.warn('a word');": 1, "fetch('https://example.org');": 1, "": 0}.items()
    ):
        path = tmp_path / f"{number}.html"
        path.write_text(f"{free}<body><script>{script}</script></body></html>", encoding="utf-8")
        assert bool(browser.opened(path.as_uri())[1]) == complaints, script
    forbidden = tmp_path / "forbidden.html"
    forbidden.write_text(f"{head}<body><script>document.title = 'ran';</script></body></html>", encoding="utf-8")
    assert browser.opened(forbidden.as_uri())[1] and browser.ask("document.title") != "ran"


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


@pytest.mark.parametrize(
    ("width", "dark", "view"),
    [(390, False, "#open=W03&domain=妇女与健康"), (1440, True, "#lang=en&open=C21&compare=W03,C01&domain=儿童与教育")],
)
def test_no_rule_of_axe_is_broken(opened, width, dark, view):
    import axe_core_python

    page = opened(view, width=width, dark=dark)
    settled(page)
    page.ask("document.querySelector('#ladder details').open = true")
    page.run(next(Path(axe_core_python.__file__).parent.glob("*.min.js")).read_text(encoding="utf-8"))
    found = page.ask(
        "axe.run(document, {resultTypes: ['violations']}).then(told => "
        "told.violations.map(one => [one.id, one.nodes.map(node => node.html.slice(0, 160))]))"
    )
    assert found == []


def entries(plan):
    """Values typed at random: (supposed, value as printed), some of them years without a death."""
    listed = cases(plan, Assumptions())
    known, random = supposed(listed, plan.period.years), np.random.default_rng(20)
    found = []
    for pick in random.integers(len(known), size=ENTRIES):
        one = known[pick]
        if one.step and random.random() < 0.2:
            found.append((one, 0.0))
            continue
        one = type(one)(one.case, one.year, one.low, one.high, random.uniform(*one.links[[0, -1]], 1), one.horizons)
        found.append((one, float(np.clip(one.values()[0].round(3), one.low, one.high))))
    return found


def told_by_python(typed):
    """The chances that the model gives, all in one run; of the printed figure where the target is a natural limit."""
    listed = [one.case for one, _ in typed]
    batch = run(
        listed,
        [case.at for case in listed],
        (np.array([one.year for one, _ in typed]), np.array([v for _, v in typed])),
    )
    low = np.array([case.criterion.low for case in listed])
    high = np.array([case.criterion.high for case in listed])
    limit = np.array([case.at_limit for case in listed])
    true = batch.each(lambda forecast, i: forecast.chance_between(low[i], high[i]))
    figure = batch.each(lambda forecast, i: forecast.probability(low[i], "up", 2))
    return np.where(limit, figure, true)


def test_a_thousand_values_typed_at_random_have_the_odds_that_python_gives(opened, plan):
    typed = entries(plan)
    expected = told_by_python(typed)
    asked = [[one.case.code, one.year, value] for one, value in typed]
    page = opened()
    got = page.ask(
        f"{json.dumps(asked)}.map(([code, year, value]) => [kzplan.refused(code, year, value), kzplan.chanceOf(code, year, value), kzplan.likelihoodOf(code, year, value)])"
    )
    assert {refusal for refusal, _, _ in got} == {""}
    chances = np.array([chance for _, chance, _ in got])
    worst = np.abs(chances - expected)
    assert worst.max() < NEAR, [(asked[i], chances[i], expected[i]) for i in np.argsort(-worst)[:5]]
    edges = np.array([0.1, 0.33, 0.66, 0.9])
    for (one, value), (_, _, word), p in zip(typed, got, expected, strict=True):
        if np.abs(edges - p).min() > NEAR:  # else another word may stand a hair's breadth away
            assert word == likelihood(p, met_with_margin(one.case.supposing(one.year, value))), (one.case.code, value)


def test_kz_project_says_the_same_and_the_fan_is_its_path(opened, plan):
    page = opened()
    for code, year, value in (
        ("W04", 2025, 92.5),
        ("C01", 2024, 2.1),
        ("W03", 2026, 0),
        ("W02", 2023, 81.2),
        ("W34b", 2028, 48),
    ):
        projection = kz.project(plan, code, values={year: value})
        assert page.ask(f"kzplan.chanceOf('{code}', {year}, {value})") == pytest.approx(projection.p_reach, abs=NEAR)
        path = projection.path().to_numpy()
        path = path[path[:, 0] >= year]
        got = np.array(page.ask(f"kzplan.fanOf('{code}', {year}, {value})"))
        assert got[:, 0].tolist() == path[:, 0].tolist()
        assert np.abs(got - path).max() < 0.02 * np.abs(path[:, 1:]).max(), code


def test_typing_a_value_moves_odds_sentence_and_fan_and_a_wrong_one_is_refused(opened):
    page = opened("#open=W04")
    settled(page)
    before = page.ask("document.querySelector('details.target[open] figure svg').outerHTML")
    said = type_in(page, "95.2")
    settled(page)
    chance = page.ask("kzplan.percent(kzplan.chanceOf('W04', kzplan.state.year, 95.2))")
    assert chance in said and "95.2" in said and "72 %" in said  # and what it is without
    assert page.ask("document.querySelector('details.target[open] figure svg').outerHTML") != before
    assert "value=95.2" in page.ask("location.hash")
    page.click("details.target[open] [name=clear]")
    assert type_in(page, "195") == ""
    assert "195" in page.ask("document.querySelector('details.target[open] .small[id]').textContent")
    assert (
        page.ask("document.querySelector('details.target[open] [name=value]').getAttribute('aria-invalid')") == "true"
    )


def test_a_typed_comma_parts_thousands_or_nothing(opened):
    page = opened("#open=W04")
    said = type_in(page, "95.2")
    for text in ("９５．２", " 95.2 %"):
        page.click("details.target[open] [name=clear]")
        assert type_in(page, text) == said
    for text in ("9,52", "9.5.2", "1e1", "-3", "＜95", "九十五"):
        page.click("details.target[open] [name=clear]")
        assert type_in(page, text) == "", text


def test_where_nothing_can_be_tried_the_page_says_why(opened):
    page = opened("#open=W09&lang=en")
    assert "no earlier value" in page.ask("document.querySelector('details.target[open] .suppose').textContent")


def test_the_ladder_and_the_bars_are_seen_before_any_script_has_run(browser, report_folder, table):
    browser.send("Emulation.setScriptExecutionDisabled", value=True)
    try:
        for width in (390, 1440):
            browser.looks(width)
            browser.send("Page.enable")
            browser.send("Page.navigate", url=(report_folder / "index.html").as_uri())
            seen = (
                "[...document.querySelectorAll('#ladder [data-code] .dot')].filter(one => one.getClientRects().length)"
            )
            wait_for(lambda seen=seen: browser.run(f"document.readyState === 'complete' && {seen}.length"), 20)
            assert browser.run(f"{seen}.length") == table["p_reach"].notna().sum()
            assert browser.run("document.querySelectorAll('#domains .parts i:not([hidden])').length") > 20
            assert browser.run("document.querySelectorAll('.canvas').length") == 0  # and no script has
    finally:
        browser.send("Emulation.setScriptExecutionDisabled", value=False)


def test_what_is_filtered_away_leaves_ladder_and_bars(opened, table):
    page = opened()
    choose(page, "outlook", "unlikely")
    drawn = (
        "[...document.querySelectorAll('#ladder [data-code]')].filter(one => !one.hidden).map(one => one.dataset.code)"
    )
    expected = table[table["outlook"] == "unlikely"].sort_values("p_reach", ascending=False, kind="stable")
    assert page.ask(drawn) == expected.index.tolist()
    counted = "[...document.querySelectorAll('#domains li')].filter(one => !one.hidden).map(one => [one.dataset.group, one.querySelector('.unlikely').textContent])"
    assert dict(page.ask(counted)) == expected["domain"].value_counts().astype(str).to_dict()
    choose(page, "outlook", "no baseline")
    assert page.ask(drawn) == [] and page.ask("!document.querySelector('#ladder .none').hidden")


def test_a_picture_to_keep_shows_what_the_ladder_shows(opened):
    page = opened("#outlook=unlikely&lang=en")
    page.ask(
        "void (window.kept = new Promise(done => { URL.createObjectURL = blob => (blob.text().then(done), 'data:,') }))"
    )
    page.ask("document.querySelector('#ladder .under button').click()")
    svg = page.ask("kept")
    names = page.ask(
        "[...document.querySelectorAll('#ladder [data-code]:not([hidden]) a .en')].map(one => one.textContent)"
    )
    assert svg.startswith("<svg") and len(names) > 5 and all(name in svg for name in names)
    assert page.ask("document.querySelectorAll('.aside').length") == 0


def test_what_a_link_asks_for_and_the_page_has_not_is_said(opened):
    page = opened("#open=W03&year=2041&value=9.5&compare=W03,X99&department=nobody&lang=fr")
    said = page.ask("document.querySelector('#unknown').innerText")
    assert all(one in said for one in ("year=2041", "compare=X99", "department=nobody", "lang=fr"))
    near = "document.querySelector('details.target[open] .suppose .small').textContent"
    wait_for(lambda: page.run(near), 10)
    year = page.ask("document.querySelector('details.target[open] [name=year]').value")
    assert "2041年不能试填" in page.ask(near) and f"{year}年显示" in page.ask(near)
    choose_year = "const one = document.querySelector('details.target[open] [name=year]'); one.value = '2024'; one.dispatchEvent(new Event('change'))"
    page.ask(f"{{{choose_year}}}")
    assert "2041" not in page.ask(near)
    assert opened("#open=W03&year=2026&value=9.5").ask("document.querySelector('#unknown').hidden")


def test_nothing_is_left_blank_between_the_last_value_and_one_that_is_typed(opened):
    page = opened("#open=W04&year=2026&value=93")
    settled(page)
    spec = "document.querySelector('details.target[open] figure svg')"
    joined = page.ask(f"{spec}.querySelector('path[stroke-dasharray=\"3,3\"]').getAttribute('d')")
    ends = np.array(re.findall(r"([\d.]+),([\d.]+)", joined), float)
    assert len(ends) == 2 and ends[0, 0] < ends[1, 0], joined


def test_departments_have_english_names_on_the_english_page(opened, plan):
    page = opened("#lang=en&open=W03&compare=W03,C20")
    settled(page)
    shown = page.ask(
        "[...document.querySelectorAll('details.target[open] .facts, #compare > .wide table, #filters, #audit .en td, #review .en td')].map(one => one.innerText).join(' ')"
    )
    assert "Health commission" in shown
    names = {name for row in plan.targets["department"] for name in row.split("、")}
    assert [name for name in names if name in shown.replace("\n", " ") and labels.department(name, "en") != name] == []


def test_a_table_of_many_columns_is_whole_on_a_phone(opened):
    page = opened(width=390, height=844)
    page.ask("document.querySelector('#domains .under details').open = true")
    table = "document.querySelector('#domains .under table')"
    wait_for(lambda: page.ask(f"!!{table}"), 10)
    assert page.ask(f"{table}.getBoundingClientRect().right") <= 390
    assert page.ask(f"[...{table}.querySelectorAll('td')].every(one => one.getBoundingClientRect().right <= 390)")
    assert "可能" in page.ask(f"getComputedStyle({table}.querySelector('td.num'), '::before').content")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_charts_that_are_compared_stand_in_one_line(opened, lang):
    page = opened(f"#lang={lang}&compare=W03,C05,C07")
    settled(page)
    tops = page.ask(
        "[...document.querySelectorAll('#compare .canvas')].map(one => Math.round(one.getBoundingClientRect().top))"
    )
    assert len(tops) == 3 and len(set(tops)) == 1


@pytest.mark.parametrize(
    "chosen",
    [
        {"department": "区民政局"},
        {"plan": "children", "outlook": "no baseline"},
        {"domain": "儿童与健康", "nature": "binding"},
        {"outlook": "likely"},
    ],
)
def test_filters_show_the_targets_chosen_and_no_others_and_stay_in_the_address(plan, table, opened, chosen):
    table = table.reset_index().assign(outlook=lambda t: t["outlook"].where(t["outlook"] != "", t["reason"]))
    for name, value in chosen.items():
        table = table[table[name].map(lambda cell, value=value: value in cell.split("、"))]
    page = opened()
    for name, value in chosen.items():
        choose(page, name, value)
    assert len(table) and shown(page) == table["code"].tolist()
    assert f"显示{len(table)}项" in page.ask("document.querySelector('.count').textContent")
    view = page.ask("location.hash")
    again = opened(view)
    assert shown(again) == table["code"].tolist()
    again.click("#filters button")
    assert len(shown(again)) == len(plan.targets) and again.ask("location.hash") == ""


def test_targets_that_lack_data_can_be_had_alone(table, opened):
    page = opened()
    page.click("#filters [name=lacking]")
    assert shown(page) == table.index[table["latest_value"].isna()].tolist()


def test_a_view_can_be_sent_and_opens_as_it_was(opened, browser):
    page = opened("#open=W03&compare=W03,C01&year=2027&value=12.5&lang=en&theme=dark&plan=women")
    settled(page)
    view = page.ask("location.hash")
    told = dict(part.split("=") for part in view[1:].split("&"))
    assert told == {
        "lang": "en",
        "theme": "dark",
        "plan": "women",
        "compare": "W03%2CC01",
        "open": "W03",
        "year": "2027",
        "value": "12.5",
    }
    assert page.ask("document.querySelectorAll('#compare .panels > div').length") == 2
    assert "12.5" in page.ask("document.querySelector('details.target[open] output').textContent")
    assert page.ask("document.documentElement.dataset.theme") == "dark"


def test_the_language_changes_without_losing_ones_place(opened):
    page = opened("#open=C05")
    settled(page)
    page.ask("document.querySelector('details.target[open] .suppose').scrollIntoView({behavior: 'instant'})")
    top = "document.querySelector('details.target[open] .suppose').getBoundingClientRect().top"
    before = page.ask(top)
    page.click("#language")
    wait_for(lambda: page.run("document.documentElement.lang") == "en", 5)
    settled(page)
    assert page.ask("document.querySelector('details.target[open]').dataset.code") == "C05"
    assert abs(page.ask(top) - before) < 60


def test_two_to_four_targets_are_compared_and_a_fifth_is_not_taken(opened, table):
    page = opened()
    for code in ("W03", "C01", "C05", "W18", "W04"):
        page.ask(
            "{const pick = document.querySelector('#compare select'); "
            f"pick.value = '{code}'; pick.dispatchEvent(new Event('change'));}}"
        )
    assert page.ask("kzplan.state.compare") == ["W03", "C01", "C05", "W18"]
    assert page.ask("document.querySelector('#compare select').disabled")
    cells = page.ask("[...document.querySelectorAll('#compare table tr')].map(line => line.innerText)")
    assert any(labels.percent(table.loc["C05", "p_reach"]) in line for line in cells)
    page.click("#compare .picked button")
    assert page.ask("kzplan.state.compare") == ["C01", "C05", "W18"]


def test_groups_and_the_nation_stand_beside_the_district(opened, plan):
    page = opened("#open=C21&lang=en")
    titles = page.ask(
        "[...document.querySelectorAll('details.target[open] .pair figcaption')].map(one => one.textContent)"
    )
    assert any("girls" in one and "boys" in one for one in titles) and any("nation" in one for one in titles)


def numbers_of(text):
    return re.findall(r"\d+(?:\.\d+)?", text.replace(",", ""))


def test_every_number_of_an_article_stands_in_the_tables(opened, plan, table):
    page = opened()
    told = page.ask(
        "Object.fromEntries([...document.querySelectorAll('details.target')].map(one => { one.open = true; return one; })"
        ".map(one => [one.dataset.code, one]).map(([code, one]) => { one.dispatchEvent(new Event('toggle'));"
        "return [code, [...one.querySelectorAll('summary > span, .lead, .facts th, .facts td, .suppose > p')]"
        ".map(part => part.textContent).join(' ')]; }))"
    )
    needed = kz.needed(plan).set_index("code")
    for code, text in told.items():
        row, projection = table.loc[code], kz.project(plan, code)
        carried = page.ask(f"JSON.stringify(kzplan.data.targets['{code}'])")
        told_of = json.loads(carried)
        words = [projection.sentence("zh"), row["name_zh"], row["target"], row["target_city"], told_of["unit"]["zh"]]
        words += [told_of["note"]["zh"], *told_of["doubts"]["zh"], *told_of["cautions"]["zh"], *told_of["assumptions"]]
        words += [one["source"] for one in told_of["history"]]
        words += [told_of["needed"]["said"]["zh"]] if told_of["needed"] else []
        numbers = [x for x in row if isinstance(x, int | float) and not pd.isna(x)] + [
            seen.value for seen in projection.case.series
        ]
        numbers += [seen.numerator for seen in projection.case.series if np.isfinite(seen.numerator)]
        printed = [labels.number(x, digits) for x in numbers for digits in (2, 4)] + [f"{abs(x):.2f}" for x in numbers]
        printed += [labels.percent(x) for x in numbers if 0 <= x <= 1] + [str(x) for x in numbers]
        printed += [str(seen.year) for seen in projection.case.series] + [row["methods_on_track"], code, "50 80 95"]
        printed += [str(plan.period.last), str(needed.loc[code, "year"])]
        one = (
            supposed([projection.case], [int(needed.loc[code, "year"])])
            if pd.notna(needed.loc[code, "best_chance"])
            else []
        )
        printed += [labels.number(end, 4) for each in one for end in (each.low, each.high)] + ["0"]
        known = set(numbers_of(" ".join(map(str, [*words, *printed]))))
        assert set(numbers_of(text)) <= known, (code, sorted(set(numbers_of(text)) - known))


def test_the_first_screen_says_what_the_outlook_says(opened, table):
    page = opened()
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
        assert labels.percent(table.loc[code, "p_reach"]) in said and table.loc[code, "name_zh"] in said
    assert page.ask("document.querySelector('.worries').getBoundingClientRect().bottom") < 900


def test_the_answer_is_in_the_first_screen_of_a_phone(opened):
    page = opened(width=390, height=844)
    page.ask("scrollTo(0, 0)")
    assert page.ask("document.querySelector('.worries').getBoundingClientRect().bottom") < 844


def test_the_table_can_be_kept_as_a_file_and_is_the_outlook(opened, plan):
    written = pd.read_csv(io.StringIO(opened().ask("kzplan.toCSV()").lstrip("\ufeff")))
    expected = pd.read_csv(io.StringIO(kz.outlook(plan).to_csv(index=False)))
    pd.testing.assert_frame_equal(written, expected, check_dtype=False)


def test_numbers_and_chances_are_written_as_python_writes_them(opened):
    values = [
        0,
        0.005,
        0.125,
        0.375,
        2.5,
        10.79,
        100.0,
        1 / 3,
        36.125,
        2.675,
        1e-7,
        99.995,
        6625.0,
        *np.random.default_rng(1).uniform(0, 120, 200),
    ]
    page = opened()
    assert page.ask(f"{json.dumps(values)}.map(x => [kzplan.number(x), kzplan.number(x, 4)])") == [
        [labels.number(x), labels.number(x, 4)] for x in values
    ]
    chances = [0, 0.004, 0.01, 0.125, 0.345, 0.5, 0.665, 0.985, 0.99, 1]
    assert page.ask(f"{json.dumps(chances)}.map(kzplan.percent)") == [labels.percent(p) for p in chances]


def test_no_heading_stands_alone_at_the_foot_of_a_printed_page(opened):
    page = opened("#open=W03&compare=W03,C01", width=820)
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


def test_a_reader_without_a_mouse_opens_an_article_and_tries_a_value(opened):
    page = opened()
    page.ask("document.querySelector('#t-W04 > summary').focus()")
    page.key("Enter", 13, "\r")
    wait_for(lambda: page.run("document.querySelector('#t-W04').open"), 5)
    assert type_in(page, "93")
    assert page.ask("document.activeElement.name") == "value"


@pytest.fixture(scope="module")
def tasks():
    """The tasks of a newcomer as written down: (question, steps, clicks, words that the answer must hold)."""
    found = re.findall(
        r"^## \d+\. (.+?)\n.*?^Steps: (.+?)\n.*?^Clicks: (\d+)\n.*?^Look at: `(.+?)`\n",
        TASKS.read_text(encoding="utf-8"),
        re.M | re.S,
    )
    return [(question, re.findall(r"`(.+?)`", steps), int(clicks), where) for question, steps, clicks, where in found]


def test_ten_tasks_of_a_newcomer_are_done_in_the_clicks_written_down(opened, tasks, table):
    assert len(tasks) == 10
    for question, steps, clicks, where in tasks:
        page, made = opened("#lang=en"), 0
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
