"""The nation's outline: headings with a full stop, no department, no level above, no targets for the base year."""

import openpyxl
import pytest
from docx import Document
from test_import_headings import read
from test_store import rows

import kzplan as kz
from kzplan.cli import main
from kzplan.documents import midterm
from kzplan.importing.likeness import catalogue_names, parted
from kzplan.plan import store
from kzplan.plan.derived import in_level

LINES = (  # 示例数据
    "中国妇女发展纲要（2021—2030年）",
    "二、发展领域、主要目标和策略措施",
    "（一）妇女与健康。",
    "主要目标：",
    "1.孕产妇死亡率下降到12/10万以下，城乡、区域差距缩小。",
    "策略措施：",
    "1.完善保障妇女健康的制度机制。",
    "（四）妇女参与决策和管理。",
    "主要目标：",
    "1.村委会成员中的女性比例达到30%以上。",
    "（五）妇女与社会保障。",
    "主要目标：",
    "1.妇女基本医疗保险参保率稳定在95%以上。",
)


def written(at, document):
    """The folder of a document whose rows are all confirmed."""
    main(["import-plan", str(at / document), "-o", str(at), "--lang", "zh"])
    book = openpyxl.load_workbook(at / "导入核对表.xlsx")
    sheet = book["目标"]
    head = next(row for row in sheet.iter_rows() if row[0].value == "序")
    columns = {cell.value: cell.column for cell in head}
    for row in range(head[0].row + 1, sheet.max_row + 1):
        sheet.cell(row, columns["指标决定"]).value = "确认"
    book.save(at / "confirmed.xlsx")
    main(["import-plan", "--confirm", str(at / "confirmed.xlsx"), "-o", str(at / "plan"), "--lang", "zh"])
    return at / "plan"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    at = tmp_path_factory.mktemp("nation")
    (at / "plan.txt").write_text("\n".join(LINES), encoding="utf-8")
    return written(at, "plan.txt")


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    at = tmp_path_factory.mktemp("city")
    book = Document()
    book.add_paragraph(CITY[0])
    table = book.add_table(0, 6)
    for line in CITY[1:]:
        for cell, text in zip(table.add_row().cells, line.split(" | "), strict=True):
            cell.text = text
    book.save(at / "plan.docx")
    return written(at, "plan.docx")


def test_a_domain_that_is_printed_with_a_full_stop_is_a_domain_without_it(tmp_path):
    found = read(tmp_path, *LINES)
    assert [goal.domain for goal in found.goals] == ["妇女与健康", "妇女参与决策和管理", "妇女与社会保障"]


def test_a_sentence_that_asks_is_no_domain_however_short(tmp_path):
    found = read(tmp_path, *LINES[:4], "（1）妇女与儿童健康水平提高。", *LINES[4:5])
    assert {goal.domain for goal in found.goals} == {"妇女与健康"}


def test_of_a_plan_without_departments_the_reports_say_so_and_ask_none_to_report(folder):
    evaluation = kz.evaluate(kz.load_plan(folder), 2025)
    for kind in (midterm.MIDTERM, midterm.ANNUAL):
        report = midterm.compose(evaluation, kind, drawn={})
        told = "\n".join(part.text for part in report.parts if isinstance(part, midterm.Paragraph))
        assert "未列责任单位" not in told and "个责任单位" not in told
        assert "没有列明责任单位" in told


def test_of_a_plan_without_a_level_above_nothing_is_said_of_its_targets(folder, capsys):
    for lang, above in (("zh", "上级"), ("en", "city")):
        main(["project", "W01", "--plan", str(folder), "--lang", lang])
        told = capsys.readouterr().out
        assert "W01" in told and above not in told
    assert "no department named" in told and "“未列责任单位”" not in told


@pytest.mark.parametrize("by", [[], ["--by", "domain"], ["--by", "department"]])
def test_a_review_of_a_plan_without_targets_for_the_base_year_says_that_there_are_none(folder, capsys, by):
    main(["review", "--plan", str(folder), *by, "--lang", "zh"])
    assert capsys.readouterr().out.strip() == "规划没有印发基期年的目标，没有可评判的项目"


def test_mental_health_is_not_health_and_the_share_of_women_is_not_the_teams_that_have_one():
    assert parted("妇女心理健康素养水平", "妇女健康素养水平") == "narrow"
    assert parted("领导班子中的女干部比例", "领导班子中女干部配备率") == "seats"
    assert catalogue_names().nearest("领导班子中女干部配备率")
    assert not catalogue_names().nearest("县级以上地方政府领导班子中的女干部比例")


CITY = (  # 示例数据
    "临川市妇女发展规划（2021—2030年）",
    "序号 | 指标名称 | 单位 | 2025年目标 | 2030年目标 | 责任单位",
    "1 | 市人大代表和市人大常委会委员中女性比例 | % | 逐步提高 | 逐步提高 | 市人大常委会",
    "2 | 孕产妇死亡率 | 1/10万 | ≤9.5 | ≤9 | 市卫生健康委",
)


def test_an_interim_target_to_rise_is_not_judged_by_the_first_report_alone(city):
    store.write(rows({"code": "W01", "value": 27.5, "year": 2025}, {"code": "W02", "value": 9.2, "year": 2025}), city)
    table = kz.evaluate(kz.load_plan(city), 2025).table.set_index("code")
    assert table["verdict_interim"].to_dict() == {"W01": "cannot be judged", "W02": "met"}


def test_an_indicators_english_name_is_in_the_word_of_the_plans_own_level(city):
    name = "Women among {}People's Congress deputies and standing committee"
    assert kz.load_plan(city).target("W01").name.en == name.format("city ")
    assert in_level(name.format("district "), "nation") == name.format("")
    assert in_level(name.format("district "), "district") == name.format("district ")
