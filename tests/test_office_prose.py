"""The reports read as an editor in a district office would leave them: GB/T 9704, verbs by direction, differences with their unit."""

import itertools
import re
import shutil
import subprocess
import zipfile

import docx
import pandas as pd
import pytest
from test_evaluation_documents import W, texts_of

import kzplan as kz
from kzplan.documents import brief, midterm, prose, word
from kzplan.documents.evaluation import write_evaluation
from kzplan.documents.line import lines_of
from kzplan.indicator.target import Criterion, parse_target
from kzplan.words import labels

# what reports said before an editor went over them
NEVER = (
    "→",
    "占可监测的",
    "达标0项",
    "或许可能",
    "泊松",
    "不给概率",
    "由None",
    "变为",
    "相差0",
    "nan",
    "None",
    "（%）",
    "；；",
    "。。",
)


@pytest.fixture(scope="module")
def evaluation(full_2025):
    return full_2025.evaluation


@pytest.fixture(scope="module")
def reports(full_2025):
    """{(report, plan): its paragraphs} of a year with full example data; figures are left out."""
    parts = {scope: full_2025.of(scope) for scope in ("women", "children", "")}
    made = {}
    for name, scope in itertools.product((midterm.ANNUAL, midterm.MIDTERM), parts):
        report = parts[scope].report(name, drawn={})
        made[name, scope] = [report.resolved(part.text) for part in report.parts if isinstance(part, midterm.Paragraph)]
    return made


def test_no_sentence_is_one_that_an_editor_would_change(reports):
    for key, paragraphs in reports.items():
        for text in paragraphs:
            assert not any(words in text for words in NEVER), (key, text)


def test_a_target_in_words_stands_between_quotes(reports):
    """目标提高 would say that the target was raised."""
    moves = "(?:逐步|逐年|明显)?(?:提高|提升|增加|降低|减少|下降|得到控制|保持合理比例)"
    told = "".join(text for paragraphs in reports.values() for text in paragraphs)
    assert "目标为“提高”" in told and "已达到目标（“提高”）" in told
    assert re.findall(f"目标(?:为|（)?{moves}", told) == []


def test_what_all_meet_is_said_once_and_a_number_told_is_not_told_again(reports):
    for key, paragraphs in reports.items():
        for text in paragraphs:
            assert not re.search(r"项目标全部达标。已达标的有|(\d+)项(?:（[^）]*）)?，包括[^。]*等\1项", text), (
                key,
                text,
            )
            assert not re.search(r"\d (?=%)|[一-龥] [一-龥]", text), (key, text)
            assert text.rstrip("】").endswith(("。", "：")), (key, text)


def test_the_annual_report_says_what_was_and_not_what_may_come(reports):
    for (name, _), paragraphs in reports.items():
        if name == midterm.ANNUAL:
            assert not [text for text in paragraphs if re.search("可能性|概率|展望|预测|难度|[A-Za-z]{3}", text)]


@pytest.mark.parametrize("scope", ["women", "children"])
def test_a_report_on_one_plan_names_no_target_of_the_other(reports, evaluation, scope):
    table = evaluation.table
    own, other = (set(table.loc[mask, "name_zh"]) for mask in (table["plan"] == scope, table["plan"] != scope))
    text = "".join("".join(paragraphs) for (_, part), paragraphs in reports.items() if part == scope)
    for name in own:
        text = text.replace(name, "")
    assert not [name for name in other if name in text and not any(name in one for one in own)]


def test_every_change_is_said_with_the_verb_and_the_unit_of_its_direction(evaluation):
    said = 0
    for line in lines_of(evaluation).values():
        told = line.since("上年", line.previous)
        if not told or "持平" in told:
            continue
        said += 1
        rose = line.value > line.previous
        assert re.match("比上年(上升|提高|增加)" if rose else "比上年(下降|减少)", told), told
        unit = {"%": "个百分点", "‰": "个千分点"}.get(line.unit, line.unit.removeprefix("1"))
        assert told.endswith(unit), told
        assert not (line.kind == "rate" and "提高" in told)
    assert said > 50


EDITED = {
    "a rate rises": (prose.went(11.77, 15.15, "1/10万", "rate"), "由11.77/10万升至15.15/10万"),
    "a share falls": (prose.went(99.45, 99.24, "%", "proportion"), "由99.45%降至99.24%"),
    "no arrows": (prose.went(77, 90, "%", "proportion"), "由77%升至90%"),
    "difference with unit": (
        prose.short_of(15.15, 7.15, parse_target("≤8"), "1/10万", "8/10万以下", Criterion(high=8)),
        "高于目标值（8/10万以下）7.15/10万",
    ),
    "percentage points": (
        prose.short_of(99.25, 0.75, parse_target("100"), "%", "100%", Criterion(low=100)),
        "距目标（100%）0.75个百分点",
    ),
    "town and country": (prose.apart("农村", "城镇", -1.98, "%"), "农村低于城镇1.98个百分点"),
    "less than before": (prose.since("2020年", -0.11, "万人", "positive", "up"), "比2020年减少0.11万人"),
    "names that hold a 、": (prose.joined(["A", "B、C", "D"]), "A；B、C；D"),
}


@pytest.mark.parametrize("case", EDITED)
def test_a_sentence_is_as_an_editor_would_have_it(case):
    said, edited = EDITED[case]
    assert said == edited


def test_the_edited_sentences_of_the_reference_are_those_tested_here(reference):
    better = "".join(pd.read_csv(reference / "office_prose.csv")["better"])
    assert all(edited in better for case, (_, edited) in EDITED.items() if "、" not in case)


def test_a_heading_under_which_nothing_stands_is_left_out(full_2025):
    report = full_2025.report(midterm.FINAL, drawn={})
    headings = [part.text for part in report.parts if isinstance(part, midterm.Heading)]
    assert "主要指标变化" not in headings and "突出问题及原因" in headings


@pytest.fixture(scope="module")
def written(full_2025, tmp_path_factory, unpainted):
    """The mid-term report and the page of the result, as Word files, without figures."""
    folder, report = tmp_path_factory.mktemp("office"), full_2025.report(midterm.MIDTERM, drawn={})
    with unpainted():
        one = brief.brief_of(full_2025.evaluation, full_2025.facts, full_2025.texts)
    return word.write_word(report, folder / "report.docx"), brief.write_brief(one, folder, "brief")[0]


def test_page_numbers_stand_at_the_outer_side_in_size_four(written):
    document = docx.Document(written[0])
    assert document.settings.odd_and_even_pages_header_footer
    section = document.sections[0]
    feet = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    assert [foot.alignment for foot in feet] == [
        docx.enum.text.WD_ALIGN_PARAGRAPH.RIGHT,
        docx.enum.text.WD_ALIGN_PARAGRAPH.LEFT,
    ]
    assert {run.font.size.pt for foot in feet for run in foot.runs} == {14}


def test_the_contents_name_every_chapter_and_find_its_page(written):
    document = docx.Document(written[0])
    chapters = [p.text for p in document.paragraphs if p.style.name == "kz一级"]
    listed = [p.text.split("\t")[0] for p in document.paragraphs if p.style.name == "kz目录一"]
    assert listed == chapters and len(chapters) >= 6
    (opened,) = (p for p in document.paragraphs if p.text == "目　录")
    assert not opened.paragraph_format.page_break_before  # it fills the page that the summary ends on
    raw = zipfile.ZipFile(written[0]).read("word/document.xml").decode()
    assert set(re.findall(r"PAGEREF (\w+)", raw)) <= set(re.findall(r'w:bookmarkStart w:id="\d+" w:name="(\w+)"', raw))


def test_a_font_that_a_machine_lacks_has_its_substitute_named(written):
    fonts = zipfile.ZipFile(written[0]).read("word/fontTable.xml").decode()
    used = {
        docx.Document(written[0]).styles[name].element.rPr.rFonts.get(f"{W}eastAsia")
        for name in ("kz题名", "kz正文", "kz二级")
    }
    assert all(re.search(rf'w:name="{font}"><w:altName', fonts) for font in used)


def test_the_result_on_one_page_has_ten_lines_and_four_figures(written):
    document = docx.Document(written[1])
    lines = [p.text for p in document.paragraphs if p.style.name == "kz简报"]
    assert 6 <= len(lines) <= 11 and len(document.inline_shapes) == 4  # ten, and what the meeting is asked


def test_what_departments_wrote_stands_in_the_domain_of_most_of_their_targets(example_full, tmp_path):
    own = shutil.copytree(example_full.folder, tmp_path / "own")
    (own / "work.csv").write_text(
        "year,department,heading,revision,text,received,origin\n2025,区医保局,本年实施情况（主要措施、成效）,1,扩大参保。,2026-01-05,a.xlsx\n",
        encoding="utf-8",
    )
    report = midterm.compose(kz.evaluate(kz.load_plan(own), 2025), midterm.MIDTERM, drawn={})
    domain, found = "", {}
    for part in report.parts:
        if isinstance(part, midterm.Heading):
            domain = part.text
        elif isinstance(part, midterm.Paragraph) and "扩大参保" in part.text:
            found[domain] = part.lead
    assert found == {"妇女与社会保障": "区医保局本年实施情况。"}


def pages_of(paths, folder):
    """How many pages LibreOffice prints each of some Word files on."""
    if not (shutil.which("soffice") and shutil.which("pdftoppm")):
        pytest.skip("no LibreOffice here to print with")
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "timeout": 180}
    home = f"-env:UserInstallation=file://{folder}/office"
    subprocess.run(
        ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", folder, *paths], check=True, **quiet
    )
    for one in paths:
        page = folder / f"{one.stem}_page"
        subprocess.run(["pdftoppm", "-r", "20", "-png", folder / f"{one.stem}.pdf", page], check=True, **quiet)
    return [len(list(folder.glob(f"{one.stem}_page*.png"))) for one in paths]


@pytest.fixture(scope="module")
def pages(written, tmp_path_factory):
    """How many pages the result on one page is printed on: as it is, and with longer lists of what is short."""
    sheet, folder = docx.Document(written[1]), tmp_path_factory.mktemp("printed")
    line = next(p for p in sheet.paragraphs if p.style.name == "kz简报")
    for _ in range(4):
        line.insert_paragraph_before(line.text, line.style)
    sheet.save(folder / "longer.docx")
    return pages_of([written[1], folder / "longer.docx"], folder)


def test_the_result_on_one_page_is_one_page(pages):
    assert pages[0] == 1


def test_long_lists_of_what_is_short_still_leave_one_page(pages):
    assert pages[1] == 1


def test_every_plan_and_year_is_written_as_the_office_asks(example_partial, tmp_path, monkeypatch):
    monkeypatch.setattr(midterm, "drawings", lambda *told: {})
    monkeypatch.setattr(brief, "FIGURES", {})
    made = write_evaluation(example_partial, 2025, tmp_path, [midterm.MIDTERM], scopes=["women", ""], english=True)
    names = {path.stem for path in made if path.suffix == ".docx"}
    assert names == {"2025年中期评估报告（妇女）", "2025年中期评估报告", "2025年监测评估一页纸"}
    texts = texts_of(tmp_path / "2025年中期评估报告（妇女）.docx")
    assert any(text.startswith("Of 51 targets") for text in texts)


def test_a_unit_that_is_a_definition_is_not_written_behind_a_number():
    ratio = "女=100"
    rule, within = parse_target("103—107"), Criterion(103, 107)
    said = [
        prose.quantity(108.9, ratio),
        prose.goal(rule, ratio),
        prose.short_of(108.9, 1.9, rule, ratio, "", within),
        prose.goal(parse_target("≤109"), ratio),
        prose.since("上年", -0.3, ratio, "positive", "down"),
    ]
    assert said == ["108.9", "103—107", "高于目标范围（103—107）1.9", "109以下", "比上年减少0.3"]
    row, units = {"code": "W46", "target": "109以下", "rule": "<= 109", "latest_value": 108.9}, {"W46": ratio}
    assert [labels.target_with_unit(row, units, "zh"), labels.latest_with_unit(row, units, "zh")] == [
        "109以下",
        "108.9",
    ]
    assert labels.latest_with_unit(row, units, "en") == "108.9 boys per 100 girls"
    assert labels.latest_with_unit(row, {"W46": "男=100"}, "en") == "108.9"
    assert labels.unit(ratio, "zh") == ratio  # at the head of a column it stands


@pytest.mark.parametrize(
    ("target", "said"),
    [("＜1.5", "低于1.5‰"), ("低于0.1", "低于0.1‰"), ("≤1", "1‰以下"), ("＞98", "高于98‰"), ("≥98", "98‰以上")],
)
def test_a_bound_that_is_no_part_of_the_target_is_never_told_by_words_that_include_it(target, said):
    rule = parse_target(target)
    assert prose.goal(rule, "‰") == said
    value = 200.0 if rule.form == "at most" else 0.5
    short = prose.short_of(value, 1.0, rule, "‰", said, rule.criterion(None))
    assert short == f"{'高于' if rule.form == 'at most' else '低于'}目标值（{said}）1个千分点"


def test_no_target_of_the_plan_that_excludes_its_bound_is_told_by_one_that_includes_it(plan):
    strict = [one for one in plan.by_code.values() if one.rule.strict and one.rule.form in ("at most", "at least")]
    told = [prose.goal(one.rule, one.unit) for one in strict]
    assert len(strict) > 5 and not [one for one in told if one.endswith(("以上", "以下"))]
