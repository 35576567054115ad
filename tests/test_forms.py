"""Annual return forms: every target to every department of it, only the entries open, marked for the machine."""

import json
import re
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from loading import reloaded

from kzplan import cli
from kzplan.plan import store
from kzplan.plan.definitions import definitions
from kzplan.returns import layout
from kzplan.returns.check import check
from kzplan.returns.form import write_forms


def opened(path):
    return openpyxl.load_workbook(path)


def rows_of(book):
    sheet = book[layout.SHEET]
    headings = [cell.value for cell in sheet[3]]
    return [dict(zip(headings, row, strict=True)) for row in sheet.iter_rows(min_row=4)]


def test_every_target_reaches_every_department_of_it(plan, forms):
    rows = {department: rows_of(opened(path)) for department, path in forms.items()}
    listed = {department: [row["代码"].value for row in told] for department, told in rows.items()}
    for code, target in plan.targets.iterrows():
        assert {department for department, codes in listed.items() if code in codes} == set(target["departments"])
        for department in target["departments"]:
            row = next(row for row in rows[department] if row["代码"].value == code)
            assert all(name in row["责任单位"].value for name in target["departments"])
    assert sum(len(codes) for codes in listed.values()) == sum(len(names) for names in plan.targets["departments"])


def test_a_form_shows_what_is_known_and_opens_what_is_asked(plan, forms):
    book = opened(forms["区卫生健康委"])
    row = next(row for row in rows_of(book) if row["代码"].value == "W03")
    assert [row[name].value for name in ("2010年", "2020年", "区2030年目标", "单位")] == [
        "19.34",
        "10.79",
        "＜8",
        "1/10万",
    ]
    for column in layout.columns(plan, True):
        assert row[column.heading].protection.locked != column.asked, column.heading
        assert (row[column.heading].value is None) == column.asked
    assert book[layout.SHEET].protection.sheet and book[layout.SHEET].page_setup.paperSize == 9
    statuses = [rule for rule in book[layout.SHEET].data_validations.dataValidation if rule.type == "list"]
    assert len(statuses) == 1 and all(word in statuses[0].formula1 for word in layout.STATUSES)


def test_a_form_says_to_a_machine_which_it_is(plan, forms):
    book = opened(forms["区教委"])
    mark = json.loads(book[layout.MARK]["A1"].value)
    assert mark["year"] == 2025 and mark["department"] == "区教委" and mark["version"] == layout.VERSION
    assert book[layout.MARK].sheet_state == "veryHidden" and mark["codes"] == [
        row["代码"].value for row in rows_of(book)
    ]
    assert not [cell for sheet in book for line in sheet for cell in line if cell.data_type == "f"]


def test_ages_are_asked_of_children_only(forms):
    assert "0—5岁" in rows_of(opened(forms["区教委"]))[0] and "0—5岁" not in rows_of(opened(forms["区委组织部"]))[0]


def test_last_years_figure_is_shown_once_there_is_one(plan_copy, tmp_path):
    import test_store

    import kzplan as kz

    store.write(test_store.rows(*test_store.MATERNAL), plan_copy)
    path = write_forms(kz.load_plan(plan_copy), 2026, tmp_path, "区卫生健康委")[0]
    row = next(row for row in rows_of(opened(path)) if row["代码"].value == "W03")
    assert row["最近一次报送"].value == "2025年：13"


def test_the_same_plan_gives_the_same_forms(plan, forms, tmp_path):
    for path in write_forms(plan, 2025, tmp_path):
        assert path.read_bytes() == forms[path.name.split("_")[1]].read_bytes()


def test_the_command_writes_forms_and_names_the_departments_there_are(tmp_path, capsys):
    assert cli.main(["template", "--year", "2025", "--department", "区民政局", "-o", str(tmp_path)]) == 0
    assert (tmp_path / f"2025年_区民政局_{layout.SHEET}.xlsx").exists()
    assert cli.main(["template", "--year", "2025", "--department", "民政局", "-o", str(tmp_path)]) == 2
    assert "区民政局" in capsys.readouterr().err
    assert cli.main(["template", "--year", "2019", "-o", str(tmp_path)]) == 2


def test_the_form_says_what_an_indicator_means_and_who_asks_for_it(plan, forms):
    sheet = openpyxl.load_workbook(forms["区卫生健康委"])[layout.SHEET]
    at = {cell.value: cell.column - 1 for cell in sheet[3]}
    told = {row[0].value: row[at["指标解释"]].value for row in sheet.iter_rows(min_row=4) if row[0].value}
    assert told["C02"].endswith("计算公式：婴儿死亡数÷活产数×1000‰") and all(len(text) > 5 for text in told.values())
    head = sheet["C2"].value
    for words in ("表号：", "制定机关：区妇儿工委办公室、区统计局", "报送期限：", "联系电话："):
        assert words in head


def test_what_the_plan_folder_says_of_the_form_stands_in_its_head(plan, tmp_path):
    said = {"number": "开妇儿统1表", "due": "每年3月31日前", "telephone": "023-00000000"}
    own = replace(plan, dictionary={**plan.dictionary, "form": said})
    sheet = openpyxl.load_workbook(write_forms(own, 2025, tmp_path, "区教委")[0])[layout.SHEET]
    assert all(words in sheet["C2"].value for words in said.values())


def test_every_target_of_the_plan_that_ships_is_explained(plan):
    found = definitions(plan)
    assert set(found) == set(plan.by_code)
    for code, one in found.items():
        ratio = plan.target(code).unit in ("%", "‰", "1/10万")
        assert bool(one.formula) == (ratio or bool(one.denominator)), code


def test_a_form_of_another_plan_says_which_plan_it_was_checked_by(plan, plan_copy, forms, tmp_path):
    (other,) = write_forms(
        replace(plan, dictionary=plan.dictionary | {"district": "某县"}), 2025, tmp_path, "区卫生健康委"
    )
    for lang, words in (("zh", ("其他地区", "请加--plan")), ("en", ("another district", "--plan DIR"))):
        asked = check([other], reloaded(plan_copy), lang=lang)[1]
        told = asked.loc[asked["severity"] == "certain", "why"]
        assert len(told) and all(word in told.iloc[0] for word in (*words, str(plan_copy))), told.iloc[0]


@pytest.mark.parametrize(("name", "folder"), [("README.md", "my_district"), ("README.zh.md", "本区")])
def test_every_line_of_the_readme_that_checks_returns_names_the_plan(name, folder):
    text = (Path(__file__).parent.parent / name).read_text(encoding="utf-8")
    lines = re.findall(r"kzplan (?:check|merge|midterm) [^`#\n]+", text)
    named = [line for line in lines if " -o " in line or " --who " in line]
    assert len(named) > 3 and all(f"--plan {folder}" in line or "examples" in line for line in named), named
