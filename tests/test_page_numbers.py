"""Every number that the page shows stands in the tables: those pointed at, those behind the charts, the review, the audit, the monitoring."""

import json
import math
import re

import numpy as np
import pandas as pd
import pytest
from browser import CHROMIUM, wait_for
from pages import begun

import kzplan as kz
from kzplan import evaluation, findings, retrospect
from kzplan.documents.gathering import gathered
from kzplan.evaluation import comparisons, gaps
from kzplan.odds.assumptions import Assumptions
from kzplan.odds.batch import run
from kzplan.odds.case import cases
from kzplan.odds.supposed import supposed
from kzplan.words import labels

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
NUMBER = re.compile(r"\d+(?:\.\d+)?")
HALF = 0.005  # a chance in whole per cent
NEAR = 0.01  # how far a chance at a value between those carried may be from Python's


@pytest.fixture(scope="module")
def page(browser, report_folder):
    """The shipped plan's page, all its articles' and comparisons' charts drawn one after the other by the test that asks."""
    return opened(browser, report_folder / "index.html")


def opened(browser, path):
    browser.opened(path.as_uri())
    begun(browser)
    return browser


def numbers(text):
    return NUMBER.findall(text.replace(",", ""))


def printed(*values):
    """The numbers in texts, and numbers as the page writes them."""
    found = set()
    for value in values:
        if isinstance(value, str):
            found |= set(numbers(value))
        elif not pd.isna(value):
            found |= set(numbers(f"{labels.number(value)} {labels.number(value, 4)} {abs(value):.2f}"))
    return found


def percents(*chances):
    return [number for p in chances if not math.isnan(p) for number in numbers(labels.percent(p))]


def pointed_at(page, selector):
    """[(what it belongs to, what is said)] for each thing of a standing chart that is pointed at."""
    return page.ask(
        f"[...document.querySelectorAll({json.dumps(selector)})].filter(one => one.getClientRects().length).map(one => {{"
        "one.dispatchEvent(new PointerEvent('pointermove', {bubbles: true, pointerType: 'mouse', clientX: 9, clientY: 9}));"
        "const line = one.closest('li'); return [line.dataset.code || line.dataset.group, document.querySelector('#tip').textContent]})"
    )


def behind(page, figure):
    """The cells of the table behind a chart, line by line."""
    table = f"document.querySelector({json.dumps(figure)} + ' .under details')"
    page.ask(f"{{{table}.open = false}}")
    page.ask(f"{{{table}.open = true}}")
    wait_for(lambda: page.ask(f"!!{table}.querySelector('tbody tr')"), 10)
    return page.ask(
        f"[...{table}.querySelectorAll('tbody tr')].map(line => [...line.cells].map(cell => cell.textContent))"
    )


def test_a_line_of_the_ladder_says_its_row_of_the_outlook_when_pointed_at(page, table):
    told = pointed_at(page, "#ladder [data-code] .dot")
    assert [code for code, _ in told] == table.dropna(subset="p_reach").sort_values(
        "p_reach", ascending=False, kind="stable"
    ).index.tolist()
    for code, said in told:
        row = table.loc[code]
        p = [row[name] for name in ("p_reach", "p_low", "p_high", "p_published")]
        assert row["name_zh"] in said and labels.word(row["outlook"], "zh") in said
        assert numbers(said.replace("（A10）", "")) == numbers(row["name_zh"]) + percents(*p), code


def test_the_ladder_stands_where_the_outlook_says(page, table):
    drawn = page.ask(
        "[...document.querySelectorAll('#ladder [data-code]')].map(one => { const x = part => { const found = one.querySelector(part);"
        "if (!found) return null; const [box, all] = [found, one.querySelector('.track')].map(it => it.getBoundingClientRect());"
        "return [(box.left - all.left) / all.width, (box.right - all.left) / all.width] };"
        "return [one.dataset.code, x('.dot'), x('.reach'), x('.shown'), one.querySelector('.num').innerText]})"
    )
    for code, dot, reach, shown, said in drawn:
        row = table.loc[code]
        assert sum(dot) / 2 == pytest.approx(row["p_reach"], abs=0.003) and said == labels.percent(row["p_reach"], "zh")
        assert reach == pytest.approx([row["p_low"], row["p_high"]], abs=0.003), code
        assert (shown is None) == math.isnan(row["p_published"])
        assert shown is None or sum(shown) / 2 == pytest.approx(row["p_published"], abs=0.003)


def test_the_table_behind_the_ladder_is_the_outlook(page, table):
    lines = behind(page, "#ladder")
    assert len(lines) == table["p_reach"].notna().sum()
    for code, _, chance, reach, shown, _ in lines:
        row = table.loc[code]
        assert chance == labels.percent(row["p_reach"], "zh")
        assert reach == f"{labels.percent(row['p_low'], 'zh')} – {labels.percent(row['p_high'], 'zh')}"
        assert shown == ("—" if math.isnan(row["p_published"]) else labels.percent(row["p_published"], "zh"))


def test_the_bars_of_the_domains_count_the_outlook(page, table):
    counted = pd.crosstab(table["domain"], table["outlook"])
    for domain, *cells in behind(page, "#domains"):
        assert sorted(map(int, cells)) == sorted([*counted.loc[domain], *[0] * (len(cells) - counted.shape[1])]), domain
    for domain, said in pointed_at(page, "#domains i"):
        (outlook,) = (word for word in counted if said.endswith(f"{_called(word)}{counted.loc[domain, word]}项"))
        assert numbers(said) == [str(counted.loc[domain, outlook])]


def _called(outlook):
    return f"：{labels.word(outlook, 'zh')}" if outlook else "：不给概率"


ARTICLES = """(async () => {
  const open = (one) => new Promise((done) => {
    one.addEventListener("toggle", done, { once: true });
    one.open = true;
  });
  const lines = (one) => [...one.querySelectorAll("tbody tr")].map((line) => [...line.cells].map((cell) => cell.textContent));
  const tips = (one) => [...one.querySelectorAll("svg *")].map((part) => part.__data__ && part.__data__.tooltip).filter(Boolean).map(String);
  const told = {};
  history.replaceState = () => {}; // a browser takes longer over the address of each article than over its charts
  for (const one of document.querySelectorAll("details.target")) {
    await open(one);
    await kzplan.drawAll();
    const figures = [...one.querySelectorAll("figure")];
    await Promise.all(figures.map((figure) => open(figure.querySelector(".under details"))));
    told[one.dataset.code] = figures.map((figure) => ({
      curve: !!figure.closest(".suppose"), beside: !!figure.closest(".pair"), tips: [...new Set(tips(figure))], lines: lines(figure),
      key: figure.querySelector("figcaption small").textContent,
    }));
  }
  delete history.replaceState; // the browser's own is there again
  return told;
})()"""  # what each article shows: the tips and the tables of its charts, each by what the chart is


@pytest.fixture(scope="module")
def articles(page, plan):
    told = page.ask(ARTICLES)
    assert list(told) == plan.targets.index.tolist()
    return told


def test_what_a_fan_says_is_the_path_the_values_and_the_target(articles, plan, table):
    seen = 0
    for code, figures in articles.items():
        told = kz.project(plan, code)
        known = printed(labels.target(table.loc[code], "zh"), "50 80 95 2030")
        for row in told.path().itertuples():
            known |= printed(*row[1:])
        for series in (told.case.series, told.case.drawn, told.case.earlier or ()):
            for one in series:
                known |= printed(one.value, float(one.year), float(one.numerator))
        known |= printed(told.case.broken.mark.zh) if told.case.broken is not None else set()
        for figure in figures:
            if not figure["curve"] and not figure["beside"]:
                seen += len(figure["tips"])
                said = set(numbers(" ".join([*figure["tips"], *(cell for line in figure["lines"] for cell in line)])))
                assert figure["tips"] and figure["lines"] and said <= known, (code, sorted(said - known))
    assert seen > 400


def test_the_words_under_a_chart_name_what_is_drawn_in_it_and_nothing_else(articles, plan):
    seen = {True: set(), False: set()}
    for code, figures in articles.items():
        case = kz.project(plan, code).case
        for figure in figures:
            if figure["curve"]:
                tips = [tip.split(" ")[0] for tip in figure["tips"]]
                drawn = {"点线": any(tip.startswith("目标") for tip in tips), "虚线": "最新值" in tips, "直线": False}
            elif not figure["beside"]:
                drawn = {"点线": case.criterion is not None, "实线": len(case.series) > 0, "虚线": True, "色带": True}
            else:
                continue
            seen[figure["curve"]].add(tuple(drawn.values()))
            assert {word: word in figure["key"] for word in drawn} == drawn, (code, figure["key"])
    assert all(len(kinds) > 1 for kinds in seen.values())


def test_what_stands_beside_a_target_is_printed_or_the_nations(articles, plan):
    pairs, seen = gaps.strata_gaps(plan).to_dict("records"), 0
    for code, figures in articles.items():
        target = plan.target(code)
        own = gaps.of_target(pairs, target)
        nation = comparisons.beside(plan, target)
        known = printed(*(float(row[name]) for row in own for name in ("first", "second", "year")))
        known |= printed(*(row["value"] for row in nation), *(float(row["year"]) for row in nation))
        for one in kz.project(plan, code).case.series:
            known |= printed(one.value, float(one.year))
        for figure in figures:
            if figure["beside"]:
                seen += len(figure["tips"])
                said = set(numbers(" ".join([*figure["tips"], *(cell for line in figure["lines"] for cell in line)])))
                assert figure["tips"] and said <= known, (code, sorted(said - known))
    assert seen > 50


def test_a_curve_says_the_chances_that_python_gives(articles, plan):
    known = {(one.case.code, one.year): one.case for one in supposed(cases(plan, Assumptions()), plan.period.years)}
    asked = []
    for code, figures in articles.items():
        year = kz.project(plan, code).case.next_year  # which is shown first
        for figure in figures:
            if figure["curve"]:
                told = [re.fullmatch(r"([\d.]+)：([<>]?)([\d.]+)%", tip) for tip in figure["tips"]]
                told = [one.groups() for one in told if one]  # the others are marks: target, latest value
                told += [
                    (value, *re.fullmatch(r"([<>]?)([\d.]+)%", chance).groups()) for value, chance in figure["lines"]
                ]
                assert len(told) > 20, code
                asked += [
                    (known[code, year], year, float(value), sign, float(chance) / 100) for value, sign, chance in told
                ]
    listed = [case for case, *_ in asked]
    tried = np.array([year for _, year, *_ in asked]), np.array([value for _, _, value, *_ in asked])
    batch = run(listed, [case.at for case in listed], tried)
    ends = np.array([(case.criterion.low, case.criterion.high) for case in listed])
    limit = np.array([case.at_limit for case in listed])
    true = batch.each(lambda forecast, i: forecast.chance_between(ends[i, 0], ends[i, 1]))
    figure = batch.each(lambda forecast, i: forecast.probability(ends[i, 0], "up", 2))
    expected = np.clip(np.where(limit, figure, true), 0.01, 0.99)
    said = np.array([chance for *_, chance in asked])
    apart = np.abs(expected - said)
    worst = int(apart.argmax())
    assert len(asked) > 1500 and apart.max() < HALF + NEAR, (listed[worst].code, *asked[worst][1:], expected[worst])


def test_the_comparison_says_the_outlook(page, plan, table):
    codes = ["W03", "C01", "C21", "W09"]
    for code in codes:
        page.ask(
            f"{{const pick = document.querySelector('#compare select'); pick.value = '{code}'; pick.dispatchEvent(new Event('change'))}}"
        )
    lines = page.ask(
        "[...document.querySelectorAll('#compare > .wide tbody tr')].map(line => [...line.cells].map(cell => cell.textContent))"
    )
    needed = kz.needed(plan).set_index("code")
    assert len(lines) == 8
    for at, code in enumerate(codes, 1):
        row = table.loc[code]
        said = [cell for line in lines for cell in [line[at]]]
        known = printed(row["name_zh"], row["target"], row["median"], row["latest_value"])
        known |= printed(row["latest_year"], needed.loc[code, "needed"], float(needed.loc[code, "year"]))
        known |= printed(table.attrs.get("units", {}).get(code, "")) | {"10"}  # 1/10万
        known |= set(percents(*(row[name] for name in ("p_reach", "p_low", "p_high"))))
        assert set(numbers(" ".join(said))) <= known, (code, said)


def cells(page, selector):
    """The text of each cell of the tables that a selector finds, line by line."""
    return page.ask(
        f"[...document.querySelectorAll({json.dumps(selector + ' tbody tr')})].map(line => [...line.cells].map(cell => cell.textContent))"
    )


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_review_says_what_kz_review_says(page, plan, lang):
    reviewed = kz.review(plan)
    total = retrospect.counts(reviewed).loc["all"]
    sentence = page.ask(f"document.querySelector('#review .{lang} > p').textContent")
    assert set(numbers(sentence)) <= printed(*total.astype(float), f"{total['share_met']:.0f} {plan.period.base}")
    for at, by in enumerate(("domain", "department")):
        counted = retrospect.counts(reviewed, by)
        lines = cells(page, f"#review .{lang} details:nth-of-type({at + 1})")
        expected = [
            [labels.group(group, lang), *(str(int(row[name])) for name in ("targets", "measurable", "met_of_measurable")),
             f"{row['share_met']:.0f}{labels.PERCENT.text(lang)}" if row["measurable"] else "—"]
            for group, row in counted.iterrows()
        ]  # fmt: skip
        assert lines == expected, by
    rows = {(labels.group(row["plan"], lang), str(row["row"])): row for row in reviewed.to_dict("records")}
    lines = [line for at in (3, 4) for line in cells(page, f"#review .{lang} details:nth-of-type({at})")]
    assert len(lines) == len(rows)
    for where, _, aim, start, base, _ in lines:
        row = rows[tuple(where.rsplit(" ", 1))]
        assert aim == labels.target(row, lang) and base == row["printed"]
        assert start == (
            labels.number(row["base_value"], 4)
            if row["base_value"] == row["base_value"]
            else labels.word("no value", lang)
        )


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_audit_says_what_kz_audit_says(page, plan, lang):
    found, apart = gathered(findings.audit(plan, lang=lang), plan.period, lang), "；\n" if lang == "zh" else ";\n"
    for at, severity in enumerate(findings.SEVERITIES):
        own = found[found["severity"] == severity]
        part = f"#audit .{lang} details:nth-of-type({at + 1})"
        assert numbers(page.ask(f"document.querySelector('{part} > summary').textContent")) == [str(len(own))]
        expected = [
            [row.title, row.lines.replace("\n", apart), row.evidence, ("、" if lang == "zh" else "; ").join(labels.department(one, lang) for one in row.departments)]
            for row in own.itertuples()
        ]  # fmt: skip
        assert cells(page, part) == expected
    counted = found["severity"].value_counts()
    sentence = page.ask(f"document.querySelector('#audit .{lang} > p').textContent")
    assert set(numbers(sentence)) <= printed(*counted.astype(float), float(len(found)))


def test_the_monitoring_says_what_the_evaluation_says(page, example_full, full_report):
    opened(page, full_report / "index.html")
    year = int(example_full.returned["year"].max())
    evaluated = evaluation.evaluate(example_full, year).table
    counted = pd.concat([evaluation.counts(evaluated, "domain"), evaluation.counts(evaluated)])
    verdicts = list(evaluation.judge.VERDICTS)
    expected = [
        [labels.group(group, "zh"), *(str(int(row[name])) for name in ("targets", "monitored", *verdicts)),
         f"{row['share_met']:.1f}%" if row["monitored"] else "—"]
        for group, row in counted.iterrows()
    ]  # fmt: skip
    assert cells(page, "#monitored .zh") == expected
    bars = page.ask(
        "[...document.querySelectorAll('#monitored .zh .bars > li')].map(line => [line.dataset.group, [...line.querySelectorAll('i')].map(one => Number(one.textContent))])"
    )
    assert bars == [[group, counted.loc[group, verdicts].astype(int).tolist()] for group in counted.index[:-1]]
    for group, said in pointed_at(page, "#monitored .zh .bars i"):
        assert int(numbers(said)[-1]) in counted.loc[group, verdicts].astype(int).tolist()
    total = counted.loc["all"]
    sentence = page.ask("document.querySelector('#monitored .zh > p').textContent")
    known = printed(*total.astype(float), f"{total['share_met']:.1f} {total['share_met']:.0f}", float(year))
    city = evaluation.counts(evaluated, which="verdict_city").loc["all"]
    known |= printed(*city.astype(float), f"{city['share_met']:.1f}")
    assert set(numbers(sentence)) <= known, sorted(set(numbers(sentence)) - known)
