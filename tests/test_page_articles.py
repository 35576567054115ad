"""The articles of the page: every number from the tables, and the odds at values that are typed from Python."""

import json
import re

import numpy as np
import pandas as pd
import pytest
from browser import CHROMIUM, wait_for
from pages import go, settled, type_in

import kzplan as kz
from kzplan.odds.assumptions import Assumptions
from kzplan.odds.batch import run
from kzplan.odds.case import cases
from kzplan.odds.supposed import supposed
from kzplan.odds.verdict import WITHHELD, likelihood, met_with_margin
from kzplan.words import labels

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
ENTRIES, NEAR = 1000, 0.01  # values typed at random; how far a chance may be from Python's


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
        found.append((one, float(np.clip(one.values(one.links)[0].round(3), one.low, one.high))))
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


def test_a_thousand_values_typed_at_random_have_the_odds_that_python_gives(viewed, plan):
    typed = entries(plan)
    expected = told_by_python(typed)
    asked = [[one.case.code, one.year, value] for one, value in typed]
    page = viewed()
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


def test_kz_project_says_the_same_and_the_fan_is_its_path(viewed, plan):
    page = viewed()
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


def test_typing_a_value_moves_odds_sentence_and_fan_and_a_wrong_one_is_refused(viewed):
    page = viewed("#open=W04")
    settled(page)
    before = page.ask("document.querySelector('details.target[open] figure svg').outerHTML")
    said = type_in(page, "95.2")
    settled(page)
    chance = page.ask("kzplan.percent(kzplan.chanceOf('W04', kzplan.state.year, 95.2))")
    assert chance in said and "95.2" in said and "72%" in said  # and what it is without
    assert page.ask("document.querySelector('details.target[open] figure svg').outerHTML") != before
    assert "value=95.2" in page.ask("location.hash")
    page.click("details.target[open] [name=clear]")
    assert type_in(page, "195") == ""
    assert "195" in page.ask("document.querySelector('details.target[open] .small[id]').textContent")
    assert (
        page.ask("document.querySelector('details.target[open] [name=value]').getAttribute('aria-invalid')") == "true"
    )


@pytest.mark.parametrize(
    ("lang", "code", "value"), [("zh", "W04", "95.2"), ("en", "W04", "95.2"), ("en", "C07", "99.9")]
)
def test_the_head_of_an_article_shows_the_odds_with_what_is_typed_beside_those_without(
    viewed, table, lang, code, value
):
    page = viewed(f"#lang={lang}&open={code}")
    head = f"document.querySelector('#t-{code} > summary .odds').innerText"
    shipped = page.ask(head)
    assert labels.percent(table.loc[code, "p_reach"], lang) in shipped
    type_in(page, value)
    told = page.ask(head)
    chance = page.ask(f"kzplan.percent(kzplan.chanceOf('{code}', kzplan.state.year, {value}))")
    assert shipped in told and chance in told.removeprefix(shipped) and value in told
    page.click("#language")
    assert value in page.ask(head)  # and in the other language too
    page.click("details.target[open] [name=clear]")
    assert value not in page.ask(head)
    type_in(page, value)
    page.click(f"#t-{code} > summary")  # closed: nothing is tried any more
    wait_for(lambda: value not in page.ask(head), 5)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_where_the_widest_interval_leaves_the_chart_the_words_under_the_title_say_how_far(viewed, plan, lang):
    cut = {}
    for code in ("W03", "C01", "C20", "W12"):
        page = viewed(f"#lang={lang}&open={code}")
        said = page.ask("document.querySelector('details.target[open] .beyond').textContent")
        top = kz.project(plan, code).path()["hi95"].max()
        cut[code] = top > page.ask(f"kzplan.sides('{code}', kzplan.data.targets['{code}'].path, null)[1]")
        assert (labels.number(top) in said) if cut[code] else said == ""
    assert set(cut.values()) == {True, False}
    go(page, f"#lang={lang}&open=W03&year=2026&value=9.5")  # and of the fan of what is typed
    top = page.ask("kzplan.number(Math.max(...kzplan.fanOf('W03', 2026, 9.5).map((one) => one[7])))")
    assert top in page.ask("document.querySelector('details.target[open] .beyond').textContent")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_chance_of_nine_in_ten_that_is_called_likely_says_why_beside_it(viewed, table, lang):
    page = viewed(f"#lang={lang}")
    noted = "[...document.querySelectorAll('details.target')].filter(one => one.querySelector('summary .why')).map(one => one.dataset.code)"
    high = table.index[table["p_reach"].ge(0.9) & table["outlook"].eq("likely")].tolist()
    assert len(high) and page.ask(noted) == high
    assert "A10" in page.ask(f"document.querySelector('#t-{high[0]} summary').innerText")
    assert WITHHELD.text(lang) in kz.project(kz.load_plan(), high[0]).sentence(lang)


def test_a_typed_comma_parts_thousands_or_nothing(viewed):
    page = viewed("#open=W04")
    said = type_in(page, "95.2")
    for text in ("９５．２", " 95.2 %"):
        page.click("details.target[open] [name=clear]")
        assert type_in(page, text) == said
    for text in ("9,52", "9.5.2", "1e1", "-3", "＜95", "九十五"):
        page.click("details.target[open] [name=clear]")
        assert type_in(page, text) == "", text
        assert "所填不是数" in page.ask("document.querySelector('details.target[open] .small[id]').textContent"), text


def test_what_is_typed_stands_on_the_curve_and_in_the_words_under_the_fan(viewed):
    page = viewed("#open=W03&year=2026&value=0&lang=en")
    settled(page)
    figures = "document.querySelectorAll('details.target[open] figure')"
    assert "Diamond: your value" in page.ask(f"{figures}[0].textContent")
    shown = page.ask("kzplan.curvePoints('W03', 2026, 0).map((one) => one[0])")
    usual = page.ask("kzplan.curvePoints('W03', 2026).map((one) => one[0])")
    assert shown[0] == 0 < usual[0] and shown[-1] == pytest.approx(usual[-1])
    page.click("details.target[open] [name=clear]")
    settled(page)
    assert "Diamond" not in page.ask(f"{figures}[0].textContent")


def test_where_nothing_can_be_tried_the_page_says_why(viewed):
    page = viewed("#open=W09&lang=en")
    assert "no earlier value" in page.ask("document.querySelector('details.target[open] .suppose').textContent")


def test_nothing_is_left_blank_between_the_last_value_and_one_that_is_typed(viewed):
    page = viewed("#open=W04&year=2026&value=93")
    settled(page)
    spec = "document.querySelector('details.target[open] figure svg')"
    joined = page.ask(f"{spec}.querySelector('path[stroke-dasharray=\"3,3\"]').getAttribute('d')")
    ends = np.array(re.findall(r"([\d.]+),([\d.]+)", joined), float)
    assert len(ends) == 2 and ends[0, 0] < ends[1, 0], joined


def numbers_of(text):
    return re.findall(r"\d+(?:\.\d+)?", text.replace(",", ""))


def test_every_number_of_an_article_stands_in_the_tables(viewed, plan, table):
    page = viewed()
    told = page.ask(
        "Object.fromEntries([...document.querySelectorAll('details.target')].map(one => { one.open = true; return one; })"
        ".map(one => [one.dataset.code, one]).map(([code, one]) => { one.dispatchEvent(new Event('toggle'));"
        "return [code, [...one.querySelectorAll('summary > span, .lead, .facts th, .facts td, .suppose > p')]"
        ".map(part => part.textContent).join(' ')]; }))"
    )
    needed = kz.needed(plan).set_index("code")
    carried = page.ask("kzplan.data.targets")
    for code, text in told.items():
        row, projection, told_of = table.loc[code], kz.project(plan, code), carried[code]
        words = [projection.sentence("zh"), row["name_zh"], row["target"], row["target_city"], told_of["unit"]["zh"]]
        words += [told_of["note"]["zh"], *told_of["doubts"]["zh"], *told_of["cautions"]["zh"], *told_of["assumptions"]]
        words += [one["source"]["zh"] for one in told_of["history"]]
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


def test_numbers_and_chances_are_written_as_python_writes_them(viewed):
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
        -0.125,
        -0.001,
        99.725,
        *np.random.default_rng(1).uniform(0, 120, 200),
    ]
    page = viewed()
    assert page.ask(f"{json.dumps(values)}.map(x => [kzplan.number(x), kzplan.number(x, 4)])") == [
        [labels.number(x), labels.number(x, 4)] for x in values
    ]
    chances = [0, 0.004, 0.01, 0.125, 0.345, 0.5, 0.665, 0.985, 0.99, 1]
    for lang in ("zh", "en"):
        go(page, f"#lang={lang}")
        assert page.ask(f"{json.dumps(chances)}.map(kzplan.percent)") == [labels.percent(p, lang) for p in chances]


def test_a_reader_without_a_mouse_opens_an_article_and_tries_a_value(viewed):
    page = viewed()
    page.ask("document.querySelector('#t-W04 > summary').focus()")
    page.key("Enter", 13, "\r")
    wait_for(lambda: page.run("document.querySelector('#t-W04').open"), 5)
    assert type_in(page, "93")
    assert page.ask("document.activeElement.name") == "value"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_number_stands_with_its_unit_as_python_writes_it(viewed, plan, table, lang):
    page = viewed(f"#lang={lang}")
    units = {code: target.unit for code, target in plan.by_code.items()}
    told = page.ask(f"{json.dumps(list(units))}.map(code => [code, kzplan.withUnit(code, '7.5')])")
    carried = page.ask("kzplan.data.targets")
    for code, said in told:
        assert said == labels.latest_with_unit({"code": code, "latest_value": 7.5}, units, lang)
        row = {**table.loc[code], "code": code}
        assert carried[code]["aimed"][lang] == labels.target_with_unit(row, units, lang)
    assert len({said for _, said in told}) > 6  # rates, shares, persons, years, ratios
    for code, typed in (("W03", "9.5"), ("W36", "36.2"), ("C05", "5.5")):  # and in the sentence itself
        go(page, f"#lang={lang}&open={code}")
        assert labels.latest_with_unit({"code": code, "latest_value": float(typed)}, units, lang) in type_in(
            page, typed
        )


@pytest.mark.parametrize(("lang", "measure"), [("zh", r"[+-]\d+\.\d\d(百分点|%)"), ("en", r"[+-]\d+\.\d\d (points|%)")])
def test_a_change_a_year_says_once_that_it_is_one(viewed, lang, measure):
    page = viewed(f"#lang={lang}&open=C05")
    lines = "[...document.querySelectorAll('details.target[open] .facts tr')].map(one => [...one.cells].map(cell => cell.innerText))"
    told = {line[0]: line[1:] for line in page.ask(lines) if line}
    changed, required = told[{"zh": "年均变化", "en": "change a year"}[lang]]
    assert re.fullmatch(measure, changed) and re.search(measure, required)
    assert not re.search("年均变化[+-][\\d.]+[^，。]*/年", page.ask("document.querySelector('.lead').innerText"))
