"""A value that a check doubts and an office merges all the same is marked wherever a document prints it."""

import shutil
from pathlib import Path

import openpyxl
import pytest
from evaluated import Evaluated
from loading import reloaded
from matplotlib.text import Text
from sending import merged, send

import kzplan as kz
from kzplan import figures
from kzplan.documents import articles, brief, feedback, line
from kzplan.documents.evaluation_book import write_results
from kzplan.documents.facts import facts_of
from kzplan.documents.official import official_tables
from kzplan.documents.texts import Texts
from kzplan.odds.asked import cases_asked
from kzplan.odds.sentence import needed_sentence
from kzplan.returns.doubted import doubted

YEAR = 2025
ROW = {"代码": "W04", "本年值": 92.1, "数据状态": "核定数", "备注": "1—9月数据"}
WHOLE = ROW | {"备注": "全年数据"}


@pytest.fixture
def sent(plan_copy, tmp_path):
    """What the plan says after a department's form came in with some rows."""

    def told(*rows):
        for at, row in enumerate(rows):
            plan = reloaded(plan_copy)
            path = send(tmp_path, f"back{at}", "区卫生健康委", YEAR, [row])
            merged(plan, [path], f"2026-03-0{at + 1}", "再报")
        return reloaded(plan_copy)

    return told


@pytest.fixture(scope="module")
def asked(plan, tmp_path_factory):
    """The evaluation of the year where one value is doubted, its facts, texts and tables; to be read only."""
    folder = Path(shutil.copytree(plan.folder, tmp_path_factory.mktemp("asked") / "data"))
    path = send(folder.parent, "back", "区卫生健康委", YEAR, [ROW])
    merged(reloaded(folder), [path], "2026-03-01", "再报")
    return Evaluated(reloaded(folder), YEAR)


def test_a_doubted_value_is_told_with_the_reason_in_both_languages(asked):
    found = doubted(asked.plan, [YEAR])
    assert list(found) == [("W04", YEAR)]
    assert "一年中的一段时间" in found["W04", YEAR].zh and "part of the year" in found["W04", YEAR].en


def test_a_value_without_doubt_or_reported_anew_bears_no_mark(sent, asked):
    assert doubted(sent(WHOLE), [YEAR]) == {}
    assert doubted(sent(ROW, WHOLE), [YEAR]) == {}
    assert doubted(asked.plan, [YEAR - 1]) == {}


def test_a_doubted_value_is_marked_in_text_and_tables_with_the_reason_below(asked):
    told = line.lines_of(asked.evaluation)["W04"]
    assert (
        told.figure == "92.1%（待核实）" and told.said == "为92.1%（待核实）" and told.way.endswith("92.1%（待核实）")
    )
    for key in ("complete", "schedule"):
        table = asked.tables[key]
        at = table.frame["代码"].tolist().index("W04")
        assert table.text[f"{YEAR}年"][at] == "92.1（待核实）" and table.cells[f"{YEAR}年"][at] == 92.1
        assert any(one.startswith("注：W04　") and f"{YEAR}年值待核实：" in one for one in table.notes)
        assert "待核实" not in "".join(table.text[f"{YEAR}年"].drop(index=at))


def test_only_values_of_the_year_doubted_are_marked_wherever_they_stand(asked):
    tables = official_tables(kz.evaluate(asked.plan, YEAR + 1, 1))  # the value used is the one of the year before
    assert tables["values"].doubted == {f"{YEAR}年": {"W04": YEAR}}
    assert tables["schedule"].doubted == {f"{YEAR + 1}年": {"W04": YEAR}}
    assert tables["nation"].doubted == {"本区": {"W04": YEAR}}
    split = asked.tables["split"]  # what is due in a year was not reported by anyone
    assert not split.doubted and "待核实" not in split.text.to_string()


def test_workbooks_mark_a_doubted_value_and_keep_it_a_number(asked, tmp_path):
    paths = write_results(asked.evaluation, asked.tables, tmp_path, asked.texts)
    book = openpyxl.load_workbook(next(path for path in paths if "区卫生健康委" in path.name))
    for name in (feedback.TITLE, "主要指标完成情况一览表", "目标实现程度与序时进度测算表"):
        cells = [cell for row in book[name].iter_rows() for cell in row if cell.value == 92.1]
        assert cells and all("（待核实）" in cell.number_format for cell in cells)
        assert book[name].column_dimensions[cells[0].column_letter].width >= 16  # or it shows as ####
        others = [cell for row in book[name].iter_rows() for cell in row if cell.value == 94]
        assert not any("待核实" in cell.number_format for cell in others)
    told = [str(cell.value) for row in book[feedback.TITLE].iter_rows() for cell in row]
    assert any(one.startswith("待核实：") and "一年中的一段时间" in one for one in told)


def test_figures_say_which_values_are_doubted_in_both_languages(sent, asked):
    evaluation = asked.evaluation
    for figure in (figures.schedule_in_print(evaluation), figures.nation_in_print(evaluation)):
        assert "待核实" in said_in(figure)
    for lang, mark in (("zh", "（待核实）"), ("en", " (to be verified)")):
        for drawn in (
            figures.schedule(evaluation, lang=lang).figure,
            figures.main_indicators(evaluation, ["W04"], lang),
        ):
            assert mark in said_in(drawn).replace("\n", "" if lang == "zh" else " ")
    assert "待核实" not in said_in(figures.schedule_in_print(kz.evaluate(sent(WHOLE), YEAR)))


def said_in(figure):
    """All lettering of a figure."""
    return "".join(text.get_text() + "\n" for text in figure.findobj(Text))


def test_the_one_page_marks_a_doubted_value(sent, unpainted):
    evaluation = kz.evaluate(sent(ROW | {"本年值": 60.5}), YEAR)
    with unpainted():
        told = brief.brief_of(evaluation, facts_of(evaluation), Texts(evaluation.plan))
    assert "60.5%（待核实）" in str(told)


def test_the_page_marks_a_doubted_value_in_both_languages(asked):
    projection, doubts = kz.project(asked.plan, "W04"), doubted(asked.plan, [YEAR])
    told = articles._history(projection.case, doubts)[-1]["source"]
    assert told["en"].endswith(" (to be verified)") and told["zh"].endswith("（待核实）")
    said = articles._asked(projection.case, doubts, "en")
    assert len(said) == 1 and said[0].startswith("2025, to be verified: the remark says")


def test_so_few_that_no_case_can_show_a_target_met_are_told_with_how_many_it_takes(sent):
    plan = sent({"代码": "W06", "本年值": 0, "分子": 0, "分母": 12, "数据状态": "核定数", "备注": "全年无病例"})
    evaluation = kz.evaluate(plan, YEAR)
    told = line.lines_of(evaluation)["W06"]
    assert (told.at_risk, told.to_show) == (12, 149)
    small = official_tables(evaluation)["small"]
    at = small.frame["代码"].tolist().index("W06")
    assert small.text["无一例时说明达标所需分母"][at] == "149"
    case = cases_asked(plan, None, {}, "W06")[0]
    row = kz.needed(plan, "W06").iloc[0]
    assert "Among 12, as in 2025, even no event cannot show" in needed_sentence(case, row, "en")
    assert "分母至少须有149" in needed_sentence(case, row, "zh")


def test_enough_at_risk_raise_no_note(sent):
    plan = sent({"代码": "W06", "本年值": 0, "分子": 0, "分母": 400, "数据状态": "核定数", "备注": "全年无病例"})
    assert line.lines_of(kz.evaluate(plan, YEAR))["W06"].to_show is None
    case = cases_asked(plan, None, {}, "W06")[0]
    assert "Among" not in needed_sentence(case, kz.needed(plan, "W06").iloc[0], "en")
