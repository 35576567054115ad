import re

import openpyxl
import pytest

import kzplan as kz
from kzplan.documents import queries


@pytest.fixture(scope="module")
def paths(plan, tmp_path_factory):
    return queries.write(plan, tmp_path_factory.mktemp("queries"))


@pytest.fixture(scope="module")
def found(plan):
    return kz.audit(plan, lang="zh")


def cells(sheet):
    return [str(cell.value) for row in sheet for cell in row if cell.value is not None]


def test_each_department_with_a_question_has_its_sheet_and_no_other(paths, found):
    book = openpyxl.load_workbook(paths[1])
    asked = found[found["severity"].isin(["certain", "question"])]
    departments = set(asked["department"].str.split("、").explode())
    assert set(book.sheetnames) == {"目录"} | departments


def test_a_department_is_asked_about_every_finding_on_its_rows_and_has_room_to_reply(paths, found):
    book = openpyxl.load_workbook(paths[1])
    asked = found[found["severity"].isin(["certain", "question"])]
    for department in book.sheetnames[1:]:
        sheet = book[department]
        own = asked[[department in names.split("、") for names in asked["department"]]]
        headings = [cell.value for cell in sheet[4]]
        assert headings == [heading.zh for heading, _, _ in queries.COLUMNS] and f"致：{department}" in cells(sheet)
        evidence = [row[headings.index("查询内容")].value for row in sheet.iter_rows(min_row=5)]
        assert sorted(evidence) == sorted(own.drop_duplicates("finding")["evidence"])
        assert all(row[headings.index("答复")].value is None for row in sheet.iter_rows(min_row=5))


def test_every_printed_cell_of_a_finding_stands_in_the_errata_list(paths, found):
    book = openpyxl.load_workbook(paths[0])
    text = "\n".join(cell for sheet in book for cell in cells(sheet))
    for line in found[found["table"] != "text"].to_dict("records"):
        assert f"{line['name']}" in text and line["evidence"] in text


def test_printed_and_used_value_of_a_correction_stand_side_by_side(paths, plan):
    sheet = openpyxl.load_workbook(paths[0])["勘误（已不采用）"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert len(rows) == len(plan.tables["corrections"])
    injury = next(row for row in rows if "伤害死亡率" in row[2])
    assert injury[5:7] == ["11.84", "0.1184"] and injury[-1] == "区卫生健康委"


def test_no_cell_is_a_formula_and_the_same_plan_gives_the_same_bytes(paths, plan, tmp_path):
    for path in paths:
        book = openpyxl.load_workbook(path)
        assert not [cell for sheet in book for row in sheet for cell in row if cell.data_type == "f"]
    for path, again in zip(paths, queries.write(plan, tmp_path), strict=True):
        assert path.read_bytes() == again.read_bytes()


def test_an_office_reads_no_english_word(paths):
    book = openpyxl.load_workbook(paths[1])
    words = " ".join(cell for sheet in book for cell in cells(sheet))
    for english in ("women", "children", "urban", "rural", "boys", "girls", "certain", "question", "printed"):
        assert english not in words


def test_in_english_nothing_but_names_is_chinese(plan, tmp_path):
    paths = queries.write(plan, tmp_path, lang="en")
    assert [path.name for path in paths] == ["Errata and open questions.xlsx", "List of queries.xlsx"]
    for path in paths:
        for sheet in openpyxl.load_workbook(path):
            said = " ".join(cells(sheet))
            assert not re.search("[。；]", said) and "请" not in said and "查询" not in said
            heads = [str(cell.value) for row in sheet.iter_rows(max_row=3) for cell in row if cell.value is not None]
            named = [plan.source.split()[0], sheet.title, *plan.source.split()]
            for name in named:
                heads = [head.replace(name, "") for head in heads]
            assert not re.search("[\u4e00-\u9fff]{12}", " ".join(heads))
    book = openpyxl.load_workbook(paths[1])
    assert [cell.value for cell in book.worksheets[1][4]] == [heading.en for heading, _, _ in queries.COLUMNS]
