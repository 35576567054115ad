"""What an office hands in: every number is in the tables, nothing is met without a value, examples are marked."""

import math
import re
import zipfile
from itertools import chain
from xml.etree import ElementTree

import docx
import openpyxl
import pandas as pd
import pytest
from evaluated import Evaluated
from loading import reloaded
from sending import merged, send

import kzplan as kz
from kzplan.documents import evaluation_page, midterm, word
from kzplan.documents.facts import MOVED, past_odds
from kzplan.documents.line import lines_of
from kzplan.documents.official import official_tables
from kzplan.documents.official.future import moves
from kzplan.evaluation import comparisons, counts, difficulties, judge, schedule
from kzplan.indicator.unit import multiplier
from kzplan.lab.examples import MARK
from kzplan.plan import store
from kzplan.plan.definitions import definitions
from kzplan.returns.doubted import doubted, doubts_of
from kzplan.words import labels

CASES = ("none", "partial", "full")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NUMBER = re.compile(r"(?<![A-Za-z\d.])[-+]?\d+(?:\.\d+)?")


@pytest.fixture(scope="module", params=CASES)
def evaluated(request, plan):
    """The evaluation of 2025 with no, partial and full example data, its facts and its tables."""
    return Evaluated(plan, 2025) if request.param == "none" else request.getfixturevalue(f"{request.param}_2025")


@pytest.fixture(scope="module")
def made(evaluated, tmp_path_factory, unpainted):
    """(evaluation of 2025, the mid-term report, the Word file) with no, partial and full example data."""
    with unpainted():
        report = evaluated.report(midterm.MIDTERM)
    path = word.write_word(report, tmp_path_factory.mktemp("made") / "report.docx")
    return evaluated.evaluation, report, path


@pytest.fixture(scope="module")
def known(made):
    """Every number that the tables of the evaluation hold or count, as printed."""
    return numbers_of_tables(made[0])


def texts_of(path):
    """Every paragraph and cell of a Word file, in order of the file."""
    body = ElementTree.fromstring(zipfile.ZipFile(path).read("word/document.xml"))
    return ["".join(t.text or "" for t in paragraph.iter(f"{W}t")) for paragraph in body.iter(f"{W}p")]


def shown(values):
    """How the numbers of a column may be printed: up to two decimals, values in full, absolute for gaps."""
    numbers = {float(value) for value in values if value is not None and not pd.isna(value)}
    return {labels.number(abs(value), digits) for value in numbers for digits in (0, 1, 2, 4)}


def numbers_of_tables(evaluation):
    """Every number that the tables of the evaluation hold or count, as printed."""
    table, plan = evaluation.table, evaluation.plan
    frames = [
        table,
        evaluation.outlook,
        comparisons.strata(evaluation),
        comparisons.ages(evaluation),
        comparisons.nation(evaluation),
        plan.observations,
        schedule.due_values(plan),
        plan.returned,
    ]
    found = set(
        chain.from_iterable(
            shown(frame[name]) for frame in frames for name in frame if pd.api.types.is_numeric_dtype(frame[name])
        )
    )
    place = plan.tables["external"]
    found |= shown(place.loc[place["geo"] == plan.dictionary["geo"], "value"])
    found |= {labels.number(end) for one in evaluation.told if one.case.criterion for end in ends(one.case.criterion)}
    found |= shown(moves(table)) | {
        labels.percent(p).rstrip(" %").lstrip("<>") for name in ("p_reach", "p_before") for p in table[name].dropna()
    }
    small = table[table["few"]]
    for row in small.to_dict("records"):
        found |= shown(kz.counts.rate_interval(row["numerator"], row["denominator"], multiplier(row["unit"])))
    return found | numbers_counted(evaluation)


def ends(criterion):
    """The ends of the values that meet a target."""
    return (criterion.low, criterion.high)


def numbers_counted(evaluation):
    """How many targets each group has of each verdict, pace and outlook, of doubts, gaps and pairs: counts a report may state."""
    table, found = evaluation.table, set()
    for which in ("verdict", "verdict_city"):
        for by in (None, "plan", "nature", "domain", "department"):
            counted = counts(table, by, which)
            found |= set(chain.from_iterable(shown(counted[name]) for name in counted))
    hard, city, nation, strata = (
        difficulties(evaluation),
        comparisons.city(evaluation),
        comparisons.nation(evaluation),
        comparisons.strata(evaluation),
    )
    given = table[table["outlook"] != ""]
    by = pd.Series(moves(given), dtype=float)
    moved, fell = by[by >= MOVED], by[by <= -MOVED]
    births = [labels.points(*pair) for pair in zip(table["p_births"], table["p_before"], strict=True)]
    listed = [
        table["pace"].ne("").sum(),
        *table["pace"].value_counts(),
        len(given),
        len(table) - len(given),
        *given["outlook"].value_counts(),
        given["outlook"].isin(["likely", "very likely"]).sum(),
        len(hard),
        hard["nature"].eq("binding").sum(),
        len(city),
        len(nation),
        nation["better"].eq("yes").sum(),
        strata["year"].eq(evaluation.year).sum(),
        len(moved),
        len(fell),
        MOVED,
        *(abs(points) for points in births if not math.isnan(points)),
        given["outlook"].isin(["unlikely", "very unlikely"]).sum(),
        table[table["verdict"].eq("no value")]["department"].str.split("、").explode().nunique(),
    ]
    for _, rows in table.groupby("domain"):
        listed += [rows["verdict"].isin(["nearly met", "not met"]).sum(), rows["pace"].eq("behind").sum()]
    return found | {str(int(n)) for n in listed}


CONSTANTS = {
    "2",
    "1",
    "10",
    "5",
    "100",
    "95",
    "80",
    "90",
    "66",
    "33",
    "0",  # what the method states: tolerances, levels, cuts
    "2.5",
    "103",
    "107",
    "3",
    *map(str, range(2010, 2031)),
}


def unknown_numbers(evaluation, report, texts, known):
    """Numbers of a report that no table holds, with where they stand; ``known`` are those of the tables."""
    takes = {
        one.to_show for one in lines_of(evaluation, {}).values()
    }  # held by the doctests of kzplan.indicator.showing
    known = known | CONSTANTS | {f"{number}" for number in takes} | {f"{number:,}" for number in takes if number}
    printed = "".join(
        chain.from_iterable(
            evaluation.plan.targets[name].astype(str)
            for name in ("name_zh", "name_en", "target_district", "target_city", "reason_zh", "source_name", "unit")
        )
    )
    printed += (
        evaluation.plan.source + evaluation.plan.dictionary["title"] + "".join(comparisons.nation(evaluation)["source"])
    )
    printed += "".join(comparisons.strata(evaluation)["name_zh"])
    printed += "".join(f"{one.text}{one.formula}" for one in definitions(evaluation.plan).values())
    printed += past_odds(evaluation.plan)  # computed by kz.hindcast, whose own test holds it
    stated = {number.lstrip("+-") for number in NUMBER.findall(printed)}
    labelled = {re.sub(r"\D", "", number) for number in report.numbers().values()}
    unknown = {}
    for text in texts:
        for number in NUMBER.findall(text.replace("—", " ")):
            plain = number.lstrip("+-")
            if plain not in known and plain not in stated and plain not in labelled:
                unknown[number] = text[:80]
    return unknown


def test_every_number_of_the_word_file_is_in_the_tables(made, known):
    evaluation, report, path = made
    assert not unknown_numbers(evaluation, report, texts_of(path), known)


def test_a_number_from_elsewhere_would_be_noticed(made, known):
    evaluation, report, _ = made
    assert set(unknown_numbers(evaluation, report, ["达标率4187.65%，可监测1310项"], known)) == {"4187.65", "1310"}


def test_the_share_met_is_never_printed_without_its_denominator(made):
    evaluation, _, path = made
    groups = [
        counts(evaluation.table, by, which)
        for by in (None, "plan", "nature", "domain")
        for which in ("verdict", "verdict_city")
    ]
    known = {(int(row["monitored"]), int(row["met"])) for group in groups for _, row in group.iterrows()}
    own, said = [*evaluation.plan.targets["name_zh"], *evaluation.plan.targets["reason_zh"]], 0
    for text in texts_of(path):
        for monitored, met, share in re.findall(r"可监测(\d+)项，其中达标(\d+)项，达标率([\d.]+)%", text):
            assert (int(monitored), int(met)) in known and share == labels.number(100 * int(met) / int(monitored), 1)
            said += 1
        for said_of_itself in own if "达标率" in text else ():
            text = text.replace(said_of_itself, "")
        assert "达标率" not in text or "可监测" in text or "分母" in text or "有数据的部分" in text, text
    assert said or not counts(evaluation.table).loc["all", "monitored"]


def test_nothing_is_printed_as_met_without_a_value(evaluated):
    evaluation, tables = evaluated.evaluation, evaluated.tables
    shown_ = tables["complete"].text
    silent = shown_[shown_["2025年"] == "无数据"]
    assert set(silent["区目标判定"]) <= {"无数据"} and set(silent["市目标判定"]) <= {"无数据", "未设目标"}
    assert (shown_["区目标判定"] == "达标").sum() == (evaluation.table["verdict"] == "met").sum()
    for table in tables.values():
        text = table.text
        asked = [name for name, kind in table.kinds.items() if kind == "blank"]
        assert not (text.drop(columns=asked) == "").any(axis=None), table.key


def test_examples_are_marked_on_every_page_and_real_reports_never(made):
    evaluation, report, path = made
    whole = "".join(
        zipfile.ZipFile(path).read(name).decode("utf-8", "ignore")
        for name in zipfile.ZipFile(path).namelist()
        if name.endswith(".xml")
    )
    page = evaluation_page.page(report)
    if not evaluation.plan.invented:
        assert MARK not in whole and MARK not in page
        return
    document = docx.Document(path)
    assert (
        all(MARK in "".join(p.text for p in section.header.paragraphs) for section in document.sections)
        and MARK in page
    )


def test_tables_and_figures_are_numbered_in_order_and_every_reference_has_its_target(made):
    _, _, path = made
    captions = [text for text in texts_of(path) if re.match(r"附?[表图]\d+　", text)]
    for kind in ("表", "图", "附表"):
        numbers = [int(re.match(rf"{kind}(\d+)　", text)[1]) for text in captions if re.match(rf"{kind}\d+　", text)]
        assert numbers == list(range(1, len(numbers) + 1)), kind
    labelled = {text.split("　")[0] for text in captions}
    for text in (paragraph.text for paragraph in docx.Document(path).paragraphs):
        assert set(re.findall(r"附?[表图]\d+", text)) <= labelled, text
        assert "{" not in text and "}" not in text


def test_a_figure_says_what_it_states_to_those_who_cannot_see_it(made):
    _, report, path = made
    body = ElementTree.fromstring(zipfile.ZipFile(path).read("word/document.xml"))
    pictures = [
        node.get("descr")
        for node in body.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr")
    ]
    assert len(pictures) == len([part for part in report.parts if isinstance(part, midterm.Figure)]) >= 3
    assert all(text and "：" in text for text in pictures)


def test_the_page_is_a4_and_the_fonts_are_those_of_official_documents(made):
    _, _, path = made
    document = docx.Document(path)
    sizes = {tuple(sorted((round(s.page_width.cm, 1), round(s.page_height.cm, 1)))) for s in document.sections}
    assert sizes == {(21.0, 29.7)}
    fonts = {
        document.styles[name].element.rPr.rFonts.get(f"{W}eastAsia")
        for name in ("kz题名", "kz一级", "kz二级", "kz正文", "kz表格")
    }
    assert fonts == {"方正小标宋简体", "黑体", "楷体", "仿宋", "宋体"}


@pytest.mark.parametrize("name", [midterm.ANNUAL, midterm.MIDTERM, midterm.FINAL])
def test_each_report_has_its_name_and_the_blanks_only_an_office_can_fill(partial_2025, name):
    report = partial_2025.report(name, drawn={})
    blanks = [part for part in report.parts if isinstance(part, midterm.Blank)]
    assert name in "".join(report.title) and (len(blanks) >= 3) == (name != midterm.ANNUAL)
    assert ("2030年目标展望" in [part.text for part in report.parts if isinstance(part, midterm.Heading)]) == (
        name == midterm.MIDTERM
    )


def test_the_english_summary_says_the_same(made, evaluated):
    evaluation, report, _ = made
    total = counts(evaluation.table).loc["all"]
    assert not report.english  # only where it is asked for
    english = evaluated.report(midterm.MIDTERM, {}, english=True).english
    assert f"Of {total['targets']:.0f} targets" in english[0] and f"{total['no value']:.0f} have no value" in english[0]
    assert not any("\u4e00" <= character <= "\u9fff" for text in english for character in text)
    assert set(judge.VERDICTS) == set(counts(evaluation.table).columns) - {"targets", "monitored", "share_met"}


def test_what_departments_write_of_their_work_reaches_the_report_and_is_kept_in_every_version(plan_copy, tmp_path):
    from kzplan.returns import layout, work
    from kzplan.returns.form import write_forms
    from kzplan.returns.merge import merge

    path = write_forms(reloaded(plan_copy), 2025, tmp_path / "forms", "区教委")[0]
    for text in ("新建幼儿园3所。\n=1+1", "新建幼儿园4所。"):
        book = openpyxl.load_workbook(path)
        book[layout.WORK]["A3"].value = text
        book.save(path)
        done = merge([path], reloaded(plan_copy), "区统计局")
        assert done.texts == 1 and merge([path], reloaded(plan_copy), "区统计局").texts == 0
    assert work.read(plan_copy)["text"].tolist() == ["新建幼儿园3所。\n=1+1", "新建幼儿园4所。"]
    table = official_tables(kz.evaluate(reloaded(plan_copy), 2025))["work"].text
    assert table["责任单位"].tolist() == ["区教委"] and table[layout.WORK_HEADINGS[0]].tolist() == ["新建幼儿园4所。"]


def test_what_was_not_introduced_is_said_so_and_is_not_met(plan_copy):
    import test_store

    store.write(
        test_store.rows({"code": "W10", "year": 2025, "value": math.nan, "printed": "未开展", "note": "正在申报"}),
        plan_copy,
    )
    row = official_tables(kz.evaluate(reloaded(plan_copy), 2025))["complete"].text.set_index("代码").loc["W10"]
    assert row["2025年"] == "未开展" and row["区目标判定"] == "无数据"


def test_what_is_asked_of_all_years_at_once_is_what_is_asked_of_each(plan_copy, tmp_path):
    for year, value in ((2024, 92.1), (2025, 92.4)):
        row = {"代码": "W04", "本年值": value, "数据状态": "核定数", "备注": "1—9月数据"}
        merged(reloaded(plan_copy), [send(tmp_path, f"{year}", "区卫生健康委", year, [row])])
    evaluation = kz.evaluate(reloaded(plan_copy), 2026, 1)  # the values used are those of the year before
    asked = doubted(evaluation.plan, range(1, 2027))
    assert list(asked) == [("W04", 2024), ("W04", 2025)]
    assert list(doubts_of(evaluation)) == ["W04"] and doubts_of(evaluation, asked) == doubts_of(evaluation)
    assert official_tables(evaluation, asked=asked)["schedule"].doubted == {"2026年": {"W04": 2025}}


def test_the_work_done_is_read_whole_however_its_headings_were_retyped(plan, tmp_path):
    from kzplan.returns import layout, work
    from kzplan.returns.form import write_forms
    from kzplan.returns.workbook import read_cells

    path = write_forms(plan, 2025, tmp_path, "区教委")[0]
    book = openpyxl.load_workbook(path)
    sheet = book[layout.WORK]
    sheet.title = "工作情况 "
    sheet["A2"], sheet["A4"] = "本年实施情况", "二、存在的困难和问题："
    sheet["A3"], sheet["B3"], sheet["A5"] = "甲", "乙", "丙"
    for row in range(7, 108):
        sheet.cell(row, 1).value = f"第{row}行"
    book.save(path)
    said = work.read_work(read_cells(path, work.has_work))
    assert [said[heading] for heading in layout.WORK_HEADINGS[:2]] == ["甲　乙", "丙"] and said[
        layout.WORK_HEADINGS[2]
    ].endswith("第107行")
