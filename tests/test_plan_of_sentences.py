"""The documents of a plan whose targets stand in sentences and whose level above asks nothing, as departments first report."""

import shutil
from pathlib import Path

import pandas as pd
import pytest
from browser import CHROMIUM
from test_store import rows

import kzplan as kz
from kzplan.cli.output import Progress
from kzplan.documents import evaluation_page, facts, midterm, workbook
from kzplan.documents.gathering import gathered
from kzplan.documents.official import official_tables
from kzplan.documents.texts import Texts
from kzplan.plan import store
from kzplan.words import labels

FOLDER = Path(__file__).parents[1] / "examples" / "sentences" / "plan"
YEAR = 2025
BIRTHS = 8929
REPORTED = (
    {"code": "W01", "value": 11.2, "numerator": 1, "denominator": BIRTHS, "note": "全年1例，高龄产妇增多。"},
    {"code": "W02", "value": 95.6, "note": "全年增加2个站点"},
    {"code": "C02", "value": 5.38, "numerator": 48, "denominator": BIRTHS},
    {"code": "C03", "value": 7.28, "numerator": 65, "denominator": BIRTHS},
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    copied = Path(shutil.copytree(FOLDER, tmp_path_factory.mktemp("sentences") / "plan"))
    table = copied / "prose.csv"  # one figure more, of a year that stands between those of the tables
    lines = table.read_text(encoding="utf-8").splitlines()
    between = lines[1].replace("P01", "P99").replace("2020", "2015").replace("14.6", "17.2")
    table.write_text("\n".join([*lines, between]) + "\n", encoding="utf-8")
    graded = copied / "baselines.csv"
    said = graded.read_text(encoding="utf-8")
    twice = said.replace("prose:P01,孕产妇死亡率,", "prose:P01 + prose:P99,孕产妇死亡率 + 孕产妇死亡率,")
    graded.write_text(twice, encoding="utf-8")
    store.write(rows(*({"year": YEAR, **one} for one in REPORTED)), copied)
    return copied


@pytest.fixture(scope="module")
def evaluation(folder):
    return kz.evaluate(kz.load_plan(folder), YEAR)


@pytest.fixture(scope="module")
def tables(evaluation):
    return official_tables(evaluation)


@pytest.fixture(scope="module")
def told(evaluation):
    """Every paragraph of the mid-term report."""
    report = midterm.compose(evaluation, midterm.MIDTERM, drawn={})
    return "\n".join(part.text for part in report.parts if isinstance(part, midterm.Paragraph))


def test_a_remark_ends_with_one_stop_whether_its_writer_set_one_or_not(tables):
    notes = "\n".join(tables["complete"].notes)
    assert "高龄产妇增多。" in notes and "2个站点。" in notes
    assert "。。" not in notes


def test_every_year_with_a_value_that_is_used_has_a_column(tables):
    values = tables["values"].text.set_index("代码")
    assert values.loc["W01", "2015年"] == "17.2"
    assert values.columns.tolist().index("2015年") == values.columns.tolist().index("2020年") - 1


def test_an_indicator_of_several_years_is_named_once_and_its_heading_names_no_table_that_is_not_there(tables):
    met = tables["comparable"].text.set_index("代码")
    assert met.loc["W01"].tolist().count("孕产妇死亡率") == 2  # its own name, and that of the text
    assert "2011—2020年对应指标" not in met.columns and "正文所载2020年及以前对应指标" in met.columns


def test_a_level_above_that_asks_nothing_differs_in_nothing(tables):
    assert not len(tables["city"].frame) and "没有为本规划的指标设定目标" in tables["city"].empty


def test_no_distance_is_told_as_missing_data_where_a_value_was_reported(evaluation, tables):
    complete = tables["complete"].text.set_index("代码")
    judged = evaluation.table.set_index("code")
    for code in judged.index:
        assert (complete.loc[code, "距县目标"] == "无数据") == (judged.loc[code, "verdict"] == "no value")


def test_a_chance_moves_by_whole_points_between_the_two_that_are_printed(tables):
    chances = tables["chances"].text
    seen = chances[chances["变化（百分点）"] != "—"]
    whole = seen[
        ~seen[["达标可能性", "上年底的可能性"]].apply(lambda column: column.str.contains(r"[.<>]")).any(axis=1)
    ]
    assert len(whole)
    for now, before, moved in zip(whole["达标可能性"], whole["上年底的可能性"], whole["变化（百分点）"], strict=True):
        assert int(moved) == int(now[:-1]) - int(before[:-1])


def test_births_that_became_known_with_a_report_take_their_own_share_of_its_credit(evaluation, tables, told):
    row = evaluation.table.set_index("code").loc["W01"]
    again = kz.project(evaluation.plan.known_to(YEAR - 1), "W01", births=BIRTHS)
    assert row["p_births"] == pytest.approx(again.p_reach) and row["p_births"] != row["p_before"]
    assert any(note.startswith("注：W01") and "上年底尚无活产数" in note for note in tables["chances"].notes)
    assert "上年底尚无活产数" in told


def test_births_that_were_known_before_are_no_reason_of_a_change(example_partial):
    assert kz.evaluate(example_partial, YEAR).table["p_births"].isna().all()


def test_chances_that_fell_are_told_by_the_same_measure_as_those_that_rose(evaluation, told):
    lines = facts.lines_of(evaluation, {})
    for line in lines.values():
        moved = line.chance_moved or 0
        if abs(moved) >= facts.MOVED and line.outlook:
            way = "增大" if moved > 0 else "减小"
            (sentence,) = [one for one in told.splitlines() if f"把握{way}{facts.MOVED}个百分点以上的有" in one]
            assert line.name in sentence
    assert "把握减小5个百分点以上的" in told and "把握增大5个百分点以上的" in told


def test_a_count_of_what_is_missing_is_that_of_the_list_it_points_to(tables, told, evaluation):
    rows = len(tables["missing"].frame)
    lacking = int(evaluation.table["verdict"].eq("no value").sum())
    assert f"缺2025年数据的指标{lacking}项" in told
    assert f"共{rows}项，逐项见" in told or rows == lacking


def test_the_form_of_cells_that_an_import_wrote_is_no_finding_of_the_document(folder, tmp_path):
    plan = kz.load_plan(folder)
    assert "unit_in_cell" not in set(kz.audit(plan)["rule"])
    own = Path(shutil.copytree(folder, tmp_path / "own"))  # the same cells in a table of somebody's own
    dictionary = own / "datapackage.json"
    dictionary.write_text(dictionary.read_text(encoding="utf-8").replace("imported-plan", "own-plan"), encoding="utf-8")
    assert "unit_in_cell" in set(kz.audit(kz.load_plan(own))["rule"])


def test_what_was_audited_is_what_the_plan_has(folder, plan):
    told = facts.facts_of_plan(kz.load_plan(folder))
    assert told["audited"] == "规划各项目标和正文所载的数" and "table" not in told["audited_en"]
    assert facts.facts_of_plan(plan)["audited"] == "四张表和正文"


def test_a_target_read_from_a_document_is_found_by_its_count_and_not_as_a_row_of_a_table(folder, plan):
    read = kz.load_plan(folder)
    lines = "\n".join(gathered(kz.audit(read, lang="zh"), read.period)["lines"])
    assert "妇女规划2030年目标第" in lines and "目标表" not in lines
    assert "2030年目标表第" in "\n".join(gathered(kz.audit(plan, lang="zh"), plan.period)["lines"])


@pytest.mark.parametrize(
    ("name", "indicator", "several"),
    [
        ("适龄妇女宫颈癌和乳腺癌筛查率（%）", "cervical_breast_screening", False),  # 两癌
        ("婚前医学检查和产前筛查率（%）", "premarital_checkup", True),
    ],
)
def test_what_goes_by_one_name_is_one_indicator(folder, tmp_path, name, indicator, several):
    changed = Path(shutil.copytree(folder, tmp_path / "plan"))
    for table in (changed / "printed" / "women_2021_2030.csv", changed / "targets.csv"):
        said = table.read_text(encoding="utf-8").replace("适龄妇女宫颈癌人群筛查率（%）", name)
        table.write_text(said.replace("cervical_screening", indicator), encoding="utf-8")
    found = kz.audit(kz.load_plan(changed))
    assert found["rule"].eq("two_indicators_in_one_row").any() == several


def test_values_reported_since_give_no_grade_to_a_baseline_that_is_not_there(folder, tmp_path):
    copied = Path(shutil.copytree(folder, tmp_path / "plan"))
    store.write(rows({"year": YEAR, "code": "W04", "value": 58.3}), copied)
    plan = kz.load_plan(copied)
    table = kz.outlook(plan).set_index("code", drop=False)
    target, grade = plan.target("W04"), table.loc["W04", "comparability"]
    assert grade == "A" and target.since_only(grade) and "其后报送" in target.note(grade).zh
    shown = workbook._in_words(table, plan).set_index("code")
    assert shown.loc["W04", "comparability"] == "—" and shown.loc["W01", "comparability"] == "A"


def test_the_line_of_progress_is_in_the_language_asked_for(capsys):
    progress = Progress(lang="zh")
    progress.step("odds", 0.0)
    progress.step("page", 0.5)
    progress.end()
    told = capsys.readouterr().err
    assert "正在编写报告：推算可能性（0%）" in told and "网页（50%，约余" in told and not set("abcdefghijk") & set(told)
    Progress().step("odds", 0.0)
    assert capsys.readouterr().err == "writing the report: odds (0 %)\n"


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
def test_a_report_shows_every_column_on_a_telephone(browser, evaluation, tables, tmp_path):
    path = tmp_path / "report.html"
    report = midterm.compose(evaluation, midterm.MIDTERM, tables, drawn={})
    path.write_text(evaluation_page.page(report), encoding="utf-8")
    browser.looks(390)
    browser.opened(path.as_uri())
    assert browser.ask("document.documentElement.scrollWidth") <= 390
    outside = "[...document.querySelectorAll('td')].filter(one => one.getBoundingClientRect().right > 390).length"
    assert browser.ask(outside) == 0
    headed = "getComputedStyle(document.querySelector('td:nth-child(2)'), '::before').content"
    assert browser.ask(headed) not in ("none", "")
    browser.looks(1400)
    assert browser.ask(headed) == "none"


def test_one_value_says_what_odds_rest_on_and_elsewhere_why_there_are_none(folder):
    plan = kz.load_plan(folder)
    table = kz.outlook(plan).set_index("code", drop=False)
    resting = table.index[table["basis"].eq("one value")]
    shown = workbook._in_words(table, plan).set_index("code")
    assert len(resting) and set(shown.loc[resting, "basis"]) == {"仅有一期数据"}
    assert labels.word("one value", "zh") == "一期数据看不出方向"


def test_a_plan_that_prints_no_domains_is_not_said_to_have_any(plan, plan_copy):
    assert facts.facts_of(kz.evaluate(plan, 2025))["areas"] == plan.targets["domain"].nunique()
    path = plan_copy / "printed" / "children_2021_2030.csv"
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    table["domain"] = ["儿童发展", *[""] * (len(table) - 1)]  # as a folder is written of a document that prints none
    table.to_csv(path, index=False, lineterminator="\n")
    evaluation = kz.evaluate(kz.load_plan(plan_copy), 2025)
    told = {**facts.facts_of(evaluation), "writer": "区妇儿工委办"}
    assert told["areas"] == 0 and len(told["domains"]) > 1
    said = "".join(Texts(evaluation.plan).lines("work.txt", told))
    assert "个领域" not in said and f"对{told['total'].targets}项目标" in said
