"""The folder that an evaluation gives an office: every file of it, an office's own letterhead, the commands that write it."""

import re
import zipfile
from contextlib import closing
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from xml.etree import ElementTree

import docx
import openpyxl
import pandas as pd
import pytest
from evaluated import Evaluated
from test_evaluation_documents import texts_of

import kzplan as kz
from kzplan import cli
from kzplan.documents import brief, evaluation_book, midterm, word
from kzplan.documents.evaluation import write_evaluation
from kzplan.documents.texts import number
from kzplan.figures import pace_in_brief
from kzplan.lab.examples import MARK
from kzplan.plan.definitions import definitions
from kzplan.words import labels

COUNTY = Path(__file__).parent.parent / "examples" / "county"


@pytest.fixture(scope="module")
def written(example_partial, tmp_path_factory):
    """Everything that an evaluation of 2025 with partial example data gives an office; to be read only."""
    return write_evaluation(example_partial, 2025, tmp_path_factory.mktemp("written"))


@pytest.fixture(scope="module")
def annual():
    """An annual report of the invented county, without figures: few targets, and pages of every kind."""
    return Evaluated(kz.load_plan(COUNTY), 2027).report(midterm.ANNUAL, drawn={})


@pytest.fixture(scope="module")
def full_texts(full_2025):
    """Every text of the mid-term report of 2025 with full example data, as it stands in the report's parts."""
    parts = full_2025.report(midterm.MIDTERM, drawn={}).parts
    return [text for text in (getattr(part, "text", "") for part in parts) if isinstance(text, str)]


def said_in_brief(told):
    """What the result of an evaluation on one page says; its figures are not drawn."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(brief, "FIGURES", {})
        return "".join(one.text for one in brief.brief_of(told.evaluation, told.facts, told.texts).lines)


def test_the_last_year_is_evaluated_like_any_other(example_full, tmp_path, unpainted):
    with unpainted():
        of_2030 = write_evaluation(example_full, 2030, tmp_path)
    assert {path.name for path in of_2030 if path.suffix == ".docx"} == {
        "2030年年度统计监测报告（妇女）.docx",
        "2030年年度统计监测报告（儿童）.docx",
        "2030年终期评估报告.docx",
        "2030年监测评估一页纸.docx",
    }


def test_the_same_inputs_give_the_same_bytes(example_partial, written, tmp_path):
    again = write_evaluation(example_partial, 2025, tmp_path)
    assert [path.name for path in written] == [path.name for path in again] and len(written) > 25
    for a, b in zip(written, again, strict=True):
        assert a.read_bytes() == b.read_bytes(), a.name


def test_an_offices_own_letterhead_is_kept(annual, tmp_path):
    own = docx.Document()
    own.add_paragraph("开州区妇女儿童工作委员会办公室文件")
    own.sections[0].footer.paragraphs[0].text = "某某印制"
    own.save(tmp_path / "letterhead.docx")
    texts = texts_of(word.write_word(annual, tmp_path / "out.docx", tmp_path / "letterhead.docx"))
    assert texts[0] == "开州区妇女儿童工作委员会办公室文件" and any("年度统计监测报告" in text for text in texts)
    assert docx.Document(tmp_path / "out.docx").sections[0].footer.paragraphs[0].text == "某某印制"


def test_a_letterhead_that_is_none_is_refused_before_anything_is_written(plan_copy, tmp_path, capsys):
    (tmp_path / "bad.docx").write_text("no document")
    for arguments in (["--letterhead", str(tmp_path / "bad.docx")], ["--letterhead", str(tmp_path / "none.docx")]):
        assert (
            cli.main(
                [
                    "midterm",
                    "--year",
                    "2025",
                    "--plan",
                    str(plan_copy),
                    "-o",
                    str(tmp_path / "out"),
                    "--lang",
                    "zh",
                    *arguments,
                ]
            )
            == 2
        )
        assert "模板" in capsys.readouterr().err and not (tmp_path / "out").exists()
    assert cli.main(["midterm", "--year", "2035", "--plan", str(plan_copy), "-o", str(tmp_path / "out")]) == 2


def test_the_workbook_has_every_official_table_and_no_formula(partial_2025, written):
    path = next(path for path in written if path.name == "2025年评估数据表.xlsx")
    book = openpyxl.load_workbook(path)
    wanted = {
        "指标达标情况汇总表",
        "主要指标完成情况一览表",
        "目标实现程度与序时进度测算表",
        "重点难点指标清单",
        "2030年目标实现可能性预测表",
        "小样本指标说明",
        "分性别、城乡差距表",
        "新旧指标衔接及可比性表",
        "目标任务分解表（推算）",
        "缺项数据清单",
        "基期数据勘误与待核清单",
    }
    assert wanted <= set(book.sheetnames)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    sheet = book["主要指标完成情况一览表"]
    head = next(row for row in sheet.iter_rows() if row[0].value == "代码")
    at = {cell.value: cell.column for cell in head}
    values = partial_2025.evaluation.table.set_index("code")["value"]
    for row in sheet.iter_rows(min_row=head[0].row + 1):
        value = sheet.cell(row[0].row, at["2025年"]).value
        expected = values.loc[row[0].value]
        assert value == "无数据" if pd.isna(expected) else value == expected


def test_each_department_gets_its_own_targets_back(example_partial, written):
    results = {path.name.split("_")[1]: path for path in written if "反馈" in path.name}
    assert set(results) == {name for names in example_partial.targets["departments"] for name in names}
    for department, path in results.items():
        with closing(openpyxl.load_workbook(path, read_only=True)) as book:
            first = [row[0] for row in book["主要指标完成情况一览表"].iter_rows(values_only=True)]
        codes = {cell for cell in first if cell in example_partial.targets.index}
        assert codes == {code for code, names in example_partial.targets["departments"].items() if department in names}


def test_from_an_empty_folder_to_word_in_four_commands(tmp_path, monkeypatch, unpainted, capsys):
    monkeypatch.chdir(tmp_path)
    assert cli.main(["start", "my"]) == 0
    assert cli.main(["template", "--plan", "my", "--year", "2025", "--department", "区卫生健康委", "-o", "forms"]) == 0
    form = next((tmp_path / "forms").glob("*.xlsx"))
    book = openpyxl.load_workbook(form)
    sheet = book["年度监测数据报送表"]
    at = {cell.value: cell.column for cell in sheet[3]}
    for row in sheet.iter_rows(min_row=4):
        if row[0].value == "C09":
            sheet.cell(row[0].row, at["本年值"]).value = 93.5
    book.save(form)
    assert cli.main(["merge", str(form), "--plan", "my", "--who", "区统计局"]) == 0
    with unpainted():
        assert cli.main(["midterm", "--year", "2025", "--plan", "my"]) == 0
    texts = texts_of(tmp_path / "evaluation" / "2025年中期评估报告.docx")
    assert any("93项目标中，可监测1项，达标；无2025年数据92项" in text for text in texts) and not any(
        MARK in text for text in texts
    )
    assert cli.main(["start", "my", "--lang", "zh"]) == 2 and "不为空" in capsys.readouterr().err


def two_sections(own):
    own.add_section().header.is_linked_to_previous = False
    own.sections[1].header.paragraphs[0].text = "第二节"


def first_page_apart(own):
    own.sections[0].different_first_page_header_footer = True
    own.sections[0].first_page_header.paragraphs[0].text = "红头"


def even_pages_apart(own):
    own.settings.odd_and_even_pages_header_footer = True
    own.sections[0].even_page_header.paragraphs[0].text = "双页"


def header_of_a_table(own):
    header = own.sections[0].header
    header.add_table(1, 1, own.sections[0].page_width)
    header._element.remove(header.paragraphs[0]._p)


def lying_without_saying_so(own):
    section = own.sections[0]
    section.page_width, section.page_height = section.page_height, section.page_width


@pytest.mark.parametrize(
    "shape",
    [two_sections, first_page_apart, even_pages_apart, header_of_a_table, lying_without_saying_so],
    ids=lambda f: f.__name__,
)
def test_any_letterhead_carries_the_mark_on_every_page(annual, tmp_path, shape):
    own = docx.Document()
    shape(own)
    own.save(tmp_path / "own.docx")
    document = docx.Document(word.write_word(annual, tmp_path / "out.docx", tmp_path / "own.docx"))
    for i, section in enumerate(document.sections):
        heads = [section.header] + ([section.first_page_header] if section.different_first_page_header_footer else [])
        heads += [section.even_page_header] if document.settings.odd_and_even_pages_header_footer else []
        assert all(
            (i and head.is_linked_to_previous) or MARK in "".join(p.text for p in head.paragraphs) for head in heads
        )
    wide = [section for section in document.sections if section.page_width > section.page_height]
    assert wide and len(wide) < len(document.sections)


def test_a_letterhead_without_a_section_or_with_our_names_taken_is_refused(tmp_path):
    own = docx.Document()
    own.styles.add_style("kz正文", 2)  # a character style
    own.save(tmp_path / "own.docx")
    with pytest.raises(kz.Refusal):
        word.opened(tmp_path / "own.docx")


def test_the_final_evaluation_rests_on_the_last_year_alone(example_partial, tmp_path, capsys):
    assert (
        cli.main(
            [
                "midterm",
                "--year",
                "2025",
                "--plan",
                str(example_partial.folder),
                "--report",
                "final",
                "-o",
                str(tmp_path / "o"),
                "--lang",
                "zh",
            ]
        )
        == 2
    )
    assert "终期评估以2030年" in capsys.readouterr().err and not (tmp_path / "o").exists()


def test_no_document_of_today_names_a_day(written):
    for path in written:
        for said in said_in_sheets(path) if path.suffix == ".xlsx" else [said_in_file(path)]:
            assert "入库为准" not in said or path.suffix == ".csv", path.name


def said_in_file(path):
    """All that a document says, as text."""
    if path.suffix == ".xlsx":
        return min(said_in_sheets(path), key=lambda one: "入库为准" in one)  # every sheet says it, or the book does not
    return "".join(texts_of(path)) if path.suffix == ".docx" else path.read_text(encoding="utf-8")


def said_in_sheets(path):
    """The text of each sheet of a workbook, numbers left out."""
    with zipfile.ZipFile(path) as book:
        texts = ["".join(one.itertext()) for one in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))]
        sheets = [book.read(name) for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
    cells = [ElementTree.fromstring(sheet).iterfind(".//{*}c[@t='s']/{*}v") for sheet in sheets]
    return ["".join(texts[int(cell.text)] for cell in sheet) for sheet in cells]


def test_what_was_met_at_the_base_is_counted_apart_from_what_was_reached_since(full_2025, full_texts):
    evaluation = full_2025.evaluation
    table = evaluation.table
    met = table[(table["pace"] != "") & table["verdict"].eq("met")]
    counted = met.groupby("held")["code"].count().to_dict()
    assert min(counted.get(True, 0), counted.get(False, 0)) > 0  # both kinds are there
    facts = full_2025.facts
    assert dict(facts["paces"])["ahead"] == counted[False] and dict(facts["paces"])["held"] == counted[True]
    assert sum(n for _, n in facts["paces"]) == facts["paced"] == (table["pace"] != "").sum()
    words = f"提前实现{counted[False]}项，基期已达标并保持{counted[True]}项"
    sheet = said_in_brief(full_2025)
    assert words in sheet and sum(words in text for text in full_texts) == 2
    shown = full_2025.tables["schedule"].text.set_index("代码")["序时进度"].value_counts()
    assert (shown["提前实现"], shown["基期已达标并保持"]) == (counted[False], counted[True])
    ax = pace_in_brief(evaluation, "zh")
    drawn = {tick.get_text(): bar.get_width() for tick, bar in zip(ax.get_yticklabels(), ax.patches, strict=True)}
    assert (drawn["提前实现"], drawn["基期已达标并保持"]) == (counted[False], counted[True])


def as_displayed(value, number_format):
    """A number as a spreadsheet displays it in one of the workbook's formats: of fifteen digits, a half away from 0."""
    if number_format.startswith("["):
        low, high, number_format = number_format.split(";")
        if value < 0.01 or value > 0.99:
            return re.search('"(.+)"', low if value < 0.01 else high)[1]
    shape = re.match(r"0(?:\.([0#]*))?(%?)", number_format)
    digits = Decimal(f"{value * (100 if shape[2] else 1):.15g}")
    shown = f"{digits.quantize(Decimal(1).scaleb(-len(shape[1] or '')), ROUND_HALF_UP):f}"
    return (shown.rstrip("0").rstrip(".") if "." in shown else shown) + shape[2]


def test_a_number_is_rounded_alike_in_the_workbook_and_in_word(full_2025, tmp_path):
    tables, seen = full_2025.tables, 0
    book = openpyxl.load_workbook(evaluation_book.write_book(full_2025.evaluation, tables, tmp_path, full_2025.texts))
    for table, sheet in zip(tables.values(), book.worksheets, strict=True):
        rows = list(sheet.iter_rows())
        head = next(at for at, row in enumerate(rows) if [cell.value for cell in row] == list(table.frame))
        for at, name in enumerate(table.frame):
            if table.kinds.get(name, "text") in ("text", "blank"):
                continue
            for row, text in zip(rows[head + 1 :], table.text[name], strict=True):
                if isinstance(row[at].value, int | float):
                    shown = as_displayed(row[at].value, row[at].number_format)
                    assert shown == text.removesuffix("（待核实）").lstrip("+"), (table.key, name, text)
                    seen += 1
    assert seen > 1000


@pytest.mark.parametrize(
    ("value", "digits", "shown"), [(99.725, 2, "99.73"), (56.25, 1, "56.3"), (-0.125, 2, "-0.13"), (2.5, 0, "3")]
)
def test_half_of_the_last_digit_shown_is_rounded_up_in_every_document(value, digits, shown):
    assert labels.number(value, digits) == number(value, digits) == shown


def test_chances_that_print_alike_have_not_moved():
    assert (labels.percent(0.265, "zh"), labels.percent(0.2749, "zh")) == ("27%", "27%")
    assert labels.points(0.265, 0.2749) == 0 and labels.points(0.265, 0.264) == 1


def test_a_share_met_of_few_figures_never_stands_without_its_caution(partial_2025, full_2025):
    for told, warned in ((partial_2025, True), (full_2025, False)):
        sheet = said_in_brief(told)
        page, english = (told.texts.lines(name, told.facts)[0] for name in ("monitored.txt", "english.txt"))
        assert "达标率" in sheet and ("只反映有数据的部分" in sheet) == warned
        assert ("只反映有数据的部分" in page) == ("data alone" in english) == warned


def test_progress_beyond_the_target_is_said_in_words_and_an_explanation_once(full_2025, full_texts):
    covered = full_2025.evaluation.table.set_index("code")["covered"]
    shown = full_2025.tables["schedule"].text.set_index("代码")["目标完成进度（%）"]
    beyond = [code for code in shown.index if covered[code] > 101]
    assert beyond and set(shown[beyond]) == {"超过100"} and (shown == "超过100").sum() <= (covered > 100).sum()
    said = "".join(full_texts)
    assert said.count("前者看当年的进展") <= 1 and "虽列入重点难点" in said


def test_the_formula_of_a_ratio_to_a_hundred_says_so(plan):
    assert definitions(plan)["W42"].formula == "出生男婴数÷出生女婴数×100"
