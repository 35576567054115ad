"""What is chosen on the page: filters, links to a view, targets that are compared."""

import re

import pytest
from browser import CHROMIUM, wait_for
from pages import choose, go, settled, shown

from kzplan.words import labels

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")


def test_what_is_filtered_away_leaves_ladder_and_bars(viewed, table):
    page = viewed()
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


@pytest.mark.parametrize(
    "chosen",
    [
        {"department": "区民政局"},
        {"plan": "children", "outlook": "no baseline"},
        {"domain": "儿童与健康", "nature": "binding"},
        {"outlook": "likely"},
    ],
)
def test_filters_show_the_targets_chosen_and_no_others_and_stay_in_the_address(plan, table, viewed, opened, chosen):
    table = table.reset_index().assign(outlook=lambda t: t["outlook"].where(t["outlook"] != "", t["reason"]))
    for name, value in chosen.items():
        table = table[table[name].map(lambda cell, value=value: value in cell.split("、"))]
    page = viewed()
    for name, value in chosen.items():
        choose(page, name, value)
    assert len(table) and shown(page) == table["code"].tolist()
    assert f"显示{len(table)}项" in page.ask("document.querySelector('.count').textContent")
    view = page.ask("location.hash")
    again = opened(view)
    assert shown(again) == table["code"].tolist()
    again.click("#filters button")
    assert len(shown(again)) == len(plan.targets) and again.ask("location.hash") == ""


def test_targets_that_lack_data_can_be_had_alone(table, viewed):
    page = viewed()
    page.click("#filters [name=lacking]")
    assert shown(page) == table.index[table["latest_value"].isna()].tolist()


def test_what_a_link_asks_for_and_the_page_has_not_is_said(opened, viewed):
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
    assert viewed("#open=W03&year=2026&value=9.5").ask("document.querySelector('#unknown').hidden")


def test_a_view_can_be_sent_and_opens_as_it_was(opened, browser):
    page = opened("#open=W03&compare=W03,C01&year=2027&value=12.5&lang=en&theme=dark&plan=women")
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


def test_two_to_four_targets_are_compared_and_a_fifth_is_not_taken(viewed, table):
    page = viewed()
    for code in ("W03", "C01", "C05", "W18", "W04"):
        page.ask(
            "{const pick = document.querySelector('#compare select'); "
            f"pick.value = '{code}'; pick.dispatchEvent(new Event('change'));}}"
        )
    assert page.ask("kzplan.state.compare") == ["W03", "C01", "C05", "W18"]
    assert page.ask("document.querySelector('#compare select').disabled")
    cells = page.ask("[...document.querySelectorAll('#compare table tr')].map(line => line.innerText)")
    assert any(labels.percent(table.loc["C05", "p_reach"], "zh") in line for line in cells)
    page.click("#compare .picked button")
    assert page.ask("kzplan.state.compare") == ["C01", "C05", "W18"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_charts_that_are_compared_stand_in_one_line(viewed, lang):
    page = viewed(f"#lang={lang}&compare=W03,C05,C07")
    settled(page)
    tops = page.ask(
        "[...document.querySelectorAll('#compare .canvas')].map(one => Math.round(one.getBoundingClientRect().top))"
    )
    assert len(tops) == 3 and len(set(tops)) == 1


LISTENING = """window.listening = 0;
for (const [name, more] of [["addEventListener", 1], ["removeEventListener", -1]]) {
  const real = window[name];
  window[name] = (kind, ...rest) => {
    if (kind === "resize") window.listening += more;
    return real.call(window, kind, ...rest);
  };
}"""


def test_only_the_charts_that_stand_in_the_page_answer_when_the_window_changes(spoiled):
    page = spoiled()
    page.ask(LISTENING)
    for code in ("W03", "C21", "W04"):
        go(page, f"#open={code}")
        settled(page)
        assert page.ask("[...document.querySelectorAll('details.target[open]')].map(one => one.dataset.code)") == [code]
        assert page.ask("listening") == page.ask("document.querySelectorAll('.canvas svg').length") > 1


def test_groups_and_the_nation_stand_beside_the_district(viewed, plan):
    page = viewed("#open=C21&lang=en")
    titles = page.ask(
        "[...document.querySelectorAll('details.target[open] .pair figcaption')].map(one => one.textContent)"
    )
    assert any("girls" in one and "boys" in one for one in titles) and any("nation" in one for one in titles)


def test_departments_have_english_names_on_the_english_page(viewed, plan):
    page = viewed("#lang=en&open=W03&compare=W03,C20")
    shown = page.ask(
        "[...document.querySelectorAll('details.target[open] .facts, #compare > .wide table, #filters, #audit .en td, #review .en td')].map(one => one.innerText).join(' ')"
    )
    assert "Health commission" in shown
    names = {name for row in plan.targets["department"] for name in row.split("、")}
    assert [name for name in names if name in shown.replace("\n", " ") and labels.department(name, "en") != name] == []


def test_the_one_domain_of_a_plan_without_headings_has_a_name_in_both_languages():
    from kzplan.importing.folder import DOMAINS, DOMAINS_EN

    assert {part: labels.group(name, "en") for part, name in DOMAINS.items()} == DOMAINS_EN


@pytest.mark.parametrize("typed", ["", "&year=2029&value=90"])
def test_where_a_band_leaves_the_picture_its_end_is_told_with_the_year_it_is_of(viewed, typed):
    page = viewed(f"#open=W03{typed}")
    settled(page)
    article = "document.querySelector('details.target[open]')"
    said = re.search(r"图幅，(\d{4})年至([\d.]+)", page.ask(f"{article}.querySelector('.beyond').textContent"))
    numbers = f"{article}.querySelector('.beyond').closest('figure')"
    page.ask(f"{numbers}.querySelector('details').open = true")
    wait_for(lambda: page.run(f"{numbers}.querySelectorAll('table tr').length"), 10)
    cells = f"[...{numbers}.querySelectorAll('tbody tr')].map(row => [...row.cells].map(cell => cell.textContent))"
    ends = [row[-1].split("–")[-1].strip() for row in page.ask(cells) if row[0] == said[1] and "–" in row[-1]]
    assert ends == [said[2]]


def test_why_a_value_between_none_and_the_lowest_cannot_be_tried_is_said(viewed):
    page = viewed("#open=W03&lang=zh")
    near = "document.querySelector('details.target[open] .suppose .small').textContent"
    wait_for(lambda: page.run(near), 10)
    low = re.fullmatch(
        r"可填0（全年无一例），或([\d.]+)至[\d.]+：按([\d,]+)名活产计，介于0和\1之间的不足半例。", page.ask(near)
    )
    births = float(low[2].replace(",", ""))
    assert 0.4 < float(low[1]) * births / 100_000 < 0.6
    page.ask("document.getElementById('language').click()")
    assert "less than half an event" in page.ask(near)
    far = viewed("#open=C01&lang=zh")
    wait_for(lambda: far.run(near), 10)
    assert "距已有数据和目标过远，不作推算" in far.ask(near)
