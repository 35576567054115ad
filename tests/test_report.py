"""The report folder, and what its page says without a browser."""

import base64
import hashlib
import itertools
import json
import re

import openpyxl
import pandas as pd
import pytest
from shapes import folder_of

import kzplan as kz
from kzplan import charts
from kzplan.charts.__main__ import EDGES, bundle, in_vega, of_page
from kzplan.documents import html, write_report
from kzplan.documents.answer import counted, worries
from kzplan.documents.articles import source_words
from kzplan.documents.carried import WEB, words
from kzplan.odds.numbered import cited
from kzplan.odds.verdict import LIKELIHOODS

SIZE = 2_500_000  # bytes that a page may have


@pytest.fixture(scope="module")
def page(report_folder):
    return (report_folder / "index.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def carried(page):
    return json.loads(page.split('id="data">')[1].split("</script>")[0])


def test_the_csv_is_the_outlook(plan, report_folder):
    written = pd.read_csv(report_folder / "outlook_2030.csv")
    expected = kz.outlook(plan)
    assert list(written) == list(expected)
    assert written["code"].tolist() == expected["code"].tolist()
    pd.testing.assert_series_equal(written["p_reach"], expected["p_reach"])
    assert written["base_year"].dropna().unique().tolist() == [2010]


def test_the_workbook_has_no_formula_and_the_rows_of_the_outlook(plan, report_folder):
    book = openpyxl.load_workbook(report_folder / "outlook_2030.xlsx")
    short, full, _ = book.worksheets
    assert short.max_row == full.max_row == len(plan.targets) + 1
    assert [cell.value for cell in full["A"]][1:] == plan.targets["code"].tolist()
    assert not [cell for sheet in book for row in sheet for cell in row if cell.data_type == "f"]


def test_the_same_plan_gives_the_same_bytes(plan, report_folder, tmp_path):
    for path in write_report(plan, tmp_path):
        assert path.read_bytes() == (report_folder / path.relative_to(tmp_path)).read_bytes(), path.name


def test_the_page_is_small_and_has_nothing_to_fetch(page, report_folder):
    assert (report_folder / "index.html").stat().st_size < SIZE
    assert re.findall(r'(?:src|href)="(?!data:|#)[^"]*"', page.split('id="data"')[0]) == []
    assert (
        "https://" not in page.split('id="vega"')[0]
    )  # Vega's own names of formats are fetched by nothing: test_page.py


def test_the_policy_of_the_page_lets_its_two_scripts_run_and_no_other_thing(page):
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page).group(1)
    rules = dict(one.strip().split(" ", 1) for one in policy.split(";"))
    assert rules["default-src"] == "'none'" and rules["img-src"] == "data:"
    scripts = re.findall(r'<script type="(?:module|text/plain" id="vega)">(.*?)</script>', page, re.S)
    hashes = [f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts]
    assert rules["script-src"].split() == hashes and len(hashes) == 2  # no eval, nothing inline but these


def test_the_page_carries_the_outlook_once_and_to_the_last_digit(plan, carried):
    expected = kz.outlook(plan)
    assert carried["columns"] == list(expected)
    assert carried["rows"] == expected.astype(object).where(expected.notna(), None).to_numpy().tolist()


def test_every_target_is_carried_with_its_sentences_sources_and_assumptions(plan, carried):
    assert list(carried["targets"]) == plan.targets.index.tolist()
    for code, told in carried["targets"].items():
        projection = kz.project(plan, code)
        assert told["sentence"] == {"en": projection.sentence("en"), "zh": projection.sentence("zh")}
        assert [(one["year"], one["value"], one["source"]) for one in told["history"]] == [
            (seen.year, seen.value, {lang: source_words(seen.source, lang) for lang in ("en", "zh")})
            for seen in projection.case.series
        ]
        assert told["assumptions"] == cited(projection)
        assert len(told["path"]) == len(projection.path())


def test_what_can_be_tried_is_what_can_be_asked_for(plan, carried):
    asked = kz.needed(plan)
    assert set(carried["supposed"]) == set(asked.loc[asked["best_chance"].notna(), "code"])
    for told in carried["supposed"].values():
        assert [int(year) for year in told["years"]] == list(range(plan.period.first, plan.period.last))
    for code in set(carried["targets"]) - set(carried["supposed"]):
        assert carried["targets"][code]["because"]["zh"]  # why not


def test_the_answer_counts_every_target_once(table):
    counts = counted(table.reset_index())
    assert sum(counts.values()) == len(table)
    assert counts["without"] == (table["reason"] != "").sum()
    assert counts["likely"] == (table["p_reach"] >= 0.66).sum()
    assert counts["unlikely"] == (table["p_reach"] < 0.33).sum()


def test_the_three_to_worry_about_bind_or_are_least_likely_and_rest_on_values(table):
    table = table.reset_index()
    named = table.set_index("code").loc[worries(table)]
    assert len(named) == 3 and (named["basis"] != "class").all() and (named["p_reach"] < 0.66).all()
    rest = table[table["nature"].eq("binding") & table["p_reach"].lt(0.5) & table["basis"].isin(["own", "one value"])]
    assert set(rest["code"]) <= set(named.index) or (named["p_reach"].max() <= rest["p_reach"].max())
    loose = table.assign(nature="expected")
    assert worries(loose) == (
        loose[loose["basis"].ne("class") & loose["p_reach"].lt(0.66)]
        .sort_values(["p_reach", "code"])["code"]
        .head(3)
        .tolist()
    )
    assert worries(table[table["outlook"] == ""]) == []


def test_the_page_can_be_read_without_seeing_it(page):
    text = page.split('id="data"')[0]
    levels = [int(found) for found in re.findall(r"<h([1-6])", text)]
    assert levels[0] == 1 and levels.count(1) == 1 and all(b - a <= 1 for a, b in itertools.pairwise(levels))
    ids = re.findall(r' id="([^"]+)"', page.split('id="vega"')[0])
    assert len(ids) == len(set(ids))
    assert not re.findall(r"<th(?! scope)[ >]", text)
    assert "@media print" in text and "prefers-color-scheme" in text


def test_what_the_page_said_before_it_says_still(plan, page):
    text = page.split('id="data"')[0]
    found = kz.audit(plan, lang="zh")
    assert all(html.Markup.escape(said) in text for said in found.loc[found["severity"] == "certain", "evidence"])
    reviewed = kz.review(plan, plan.period.base)
    assert all(str(html.Markup.escape(name)) in text for name in reviewed["name_zh"])
    assert all(source["title"] in text for source in plan.dictionary["sources"])
    assert set(re.findall(r'<dt id="(A[0-9]+)">', text)) == set(html.assumptions(plan.period))


def test_the_charts_of_the_page_are_those_of_the_room_of_charts():
    kept = json.loads((WEB / "charts.json").read_text(encoding="utf-8"))
    made = {name: in_vega(chart) for name, chart in of_page().items()}
    assert kept == json.loads(json.dumps(made)), "run python -m kzplan.charts"
    assert [100 * least for least, _ in reversed(LIKELIHOODS) if least > 0] == pytest.approx(EDGES)
    assert set(charts.__all__) - {"drawn_by_the_notebook"} == set(kept)


def test_the_script_that_draws_is_what_vl_convert_makes_and_can_stand_in_a_page():
    kept = (WEB / "vega.js").read_text(encoding="utf-8")
    assert kept == bundle(), "run python -m kzplan.charts"
    assert "<!--" not in kept and "</script" not in kept and "BSD-3-Clause" in kept


def test_every_word_the_script_asks_for_is_there_in_both_languages_and_none_is_left_over():
    script = html.script()
    template = html.environment().loader.get_source(html.environment(), "index.html.j2")[0]
    known = words()
    asked = set(re.findall(r'say\(\s*"(\w+)"', script))
    assert asked - set(known) <= set(html.COMPLETED)
    assert all(one["en"] and one["zh"] for one in known.values())
    used = script + template
    stems = ("f_", "nav_", "theme_", "_said")
    unused = {key for key in known if not re.search(rf"\b{key}\b", used) and not any(stem in key for stem in stems)}
    assert unused <= {"likely", "open", "unlikely", "without"}
    for name, told in known.items():
        assert set(re.findall(r"\{(\w+)\}", told["en"])) == set(re.findall(r"\{(\w+)\}", told["zh"])), name


def test_the_files_of_the_script_are_all_in_the_page_and_none_is_long():
    files = {path.stem: path.read_text(encoding="utf-8") for path in (WEB / "page").glob("*.js")}
    assert set(files) == set(html.SCRIPT) and len(files) == len(html.SCRIPT)
    assert max(len(text.splitlines()) for text in files.values()) < 400


@pytest.mark.parametrize("shape", ["no_decade", "empty_decade"])
def test_a_plan_without_tables_of_the_last_decade_has_no_sentence_of_nought_targets(shape, tmp_path):
    plan = kz.load_plan(folder_of(shape, tmp_path))
    text = html.page(kz.outlook(plan), plan)
    assert not re.search(r"(?<![\d.,])0 targets|年目标共0项", text) and "nothing to look back on" in text


def test_where_departments_have_reported_nothing_says_that_all_is_projected(example_full, full_report):
    said = (full_report / "index.html").read_text(encoding="utf-8")
    assert '"reported": true' in said or '"reported":true' in said
    assert "没有报送数据的年份，数值均为推算" in said and "起各值均为推算" not in said
    projection = kz.project(example_full, next(iter(example_full.by_code)))
    assert projection.case.projected_from == max(example_full.period.first, projection.case.latest.year + 1)
