"""The nation's outline: headings with a full stop, no department, no level above, no targets for the base year."""

import openpyxl
import pytest
from test_import_headings import read

import kzplan as kz
from kzplan.cli import main
from kzplan.documents import midterm
from kzplan.importing.likeness import catalogue_names, parted

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


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    at = tmp_path_factory.mktemp("nation")
    (at / "plan.txt").write_text("\n".join(LINES), encoding="utf-8")
    main(["import-plan", str(at / "plan.txt"), "-o", str(at), "--lang", "zh"])
    book = openpyxl.load_workbook(at / "导入核对表.xlsx")
    sheet = book["目标"]
    head = next(row for row in sheet.iter_rows() if row[0].value == "序")
    columns = {cell.value: cell.column for cell in head}
    for row in range(head[0].row + 1, sheet.max_row + 1):
        sheet.cell(row, columns["指标决定"]).value = "确认"
    book.save(at / "confirmed.xlsx")
    main(["import-plan", "--confirm", str(at / "confirmed.xlsx"), "-o", str(at / "plan"), "--lang", "zh"])
    return at / "plan"


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
    assert parted("妇女心理健康素养水平", "妇女健康素养水平") == "mind"
    assert parted("领导班子中的女干部比例", "领导班子中女干部配备率") == "seats"
    assert catalogue_names().nearest("领导班子中女干部配备率")
    assert not catalogue_names().nearest("县级以上地方政府领导班子中的女干部比例")
