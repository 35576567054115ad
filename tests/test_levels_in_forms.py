"""A county's plan of 2026–2035, the shipped one renamed: audit, review, forms, check and merge speak of its years and levels."""

import datetime
import json
import re
import shutil

import openpyxl
import pandas as pd
import pytest
from filling import fill_form
from loading import reloaded

import kzplan as kz
from kzplan import findings
from kzplan.returns import layout
from kzplan.returns.check import check
from kzplan.returns.form import write_forms
from kzplan.returns.lists import write_lists
from kzplan.returns.merge import merge

LATER = 5  # years
DAY = datetime.date(2028, 3, 1)  # when a form of 2027 comes in
YEAR = re.compile(r"(?<![\d.,])(20[0-3]\d)(?![\d.%例])")
OWN = re.compile("(?<![社城镇地片])区(?!间)")  # the level, and not a 社区, a 地区 or a 区间
WORDS = {"重庆市开州区": "云州市江川县", "开州": "江川", "重庆": "云州", "Kaizhou": "Jiangchuan"}
# columns that hold years, or words that name them; numbers stand in the others
DATED = {
    "printed": r"target_.*|name",
    "baselines": r".*",
    "corrections": r"table|column|reason_.*",
    "external": r"year|source_title|note",
    "indicators": r"table|name",
    "prose": r"name|year|table_row|quote",
    "targets": r"table|name",
    "conventions": r"reason_.*",
    "classes": r"never",
    "definitions": r"never",
    "references": r"never",
}


def later(text):
    """A text with the years of the county's plan."""
    return YEAR.sub(lambda match: str(int(match[1]) + LATER), text)


def renamed(text):
    """A text with the county's place and level, its years as they were."""
    for old, new in WORDS.items():
        text = text.replace(old, new)
    return re.sub(r"\bdistrict\b", "county", OWN.sub("县", text)).replace("District-level", "County-level")


def of_the_county(text):
    """What the shipped plan's text is for the county."""
    return renamed(later(text)) if isinstance(text, str) else text


@pytest.fixture(scope="module")
def county(tmp_path_factory, plan):
    """The folder of the county's plan."""
    folder = tmp_path_factory.mktemp("county") / "plan"
    shutil.copytree(plan.folder, folder)
    for path in [*folder.glob("*.csv"), *folder.glob("printed/*.csv")]:
        table = pd.read_csv(path, dtype=str, keep_default_na=False).map(renamed)
        dated = re.compile(DATED["printed" if path.parent.name == "printed" else path.stem])
        for column in filter(dated.fullmatch, table):
            table[column] = table[column].map(later)
        path.unlink()
        table.rename(columns=later).to_csv(path.with_name(f"{later(path.stem)}.csv"), index=False)
    path = folder / "datapackage.json"
    text = later(path.read_text(encoding="utf-8").replace(".csv", " .csv")).replace(" .csv", ".csv")
    dictionary = json.loads(text)
    dictionary |= {name: renamed(dictionary[name]) for name in ("title", "geo", "district", "district_en")}
    dictionary["levels"] = {
        name: {lang: renamed(word) for lang, word in both.items()} for name, both in dictionary["levels"].items()
    }
    dictionary["cite"] = {lang: renamed(text) for lang, text in dictionary["cite"].items()}
    dictionary["sources"] = [{"title": renamed(one["title"])} for one in dictionary["sources"]]
    path.write_text(json.dumps(dictionary, ensure_ascii=False), encoding="utf-8")
    return folder


def foreign(texts):
    """Texts that speak of the shipped plan's level, place or years before the county's."""
    word = re.compile(rf"{OWN.pattern}|开州|重庆|Kaizhou|\bdistrict\b|(?<![\d.,])20(1[0-46-9]|2[0-4])年")
    return [text for text in texts if isinstance(text, str) and word.search(text)]


def texts_of(path):
    book = openpyxl.load_workbook(path, read_only=True)
    yield path.name
    for sheet in book:
        if sheet.title == layout.MARK:  # for machines
            continue
        yield sheet.title
        yield from (cell for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None)
    book.close()


def test_the_review_of_the_county_is_the_districts_five_years_later(plan, county):
    ours, theirs = kz.review(reloaded(county)), kz.review(plan).map(of_the_county)
    pd.testing.assert_frame_equal(ours, theirs)
    assert ours["note_zh"].str.contains("2015年").any() and not kz.review(reloaded(county), 2025).empty
    with pytest.raises(ValueError, match="there are for 2025"):
        kz.review(reloaded(county), 2020)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_audit_of_the_county_finds_the_same_in_its_own_words(plan, county, lang):
    leap = ["days_against_share"]  # the shipped base year has 366 days, the county's has not
    ours, theirs = kz.audit(reloaded(county), leap, lang), kz.audit(plan, leap, lang)
    theirs = theirs.assign(year=theirs["year"] + LATER).map(of_the_county)
    pd.testing.assert_frame_equal(ours, theirs)
    assert not foreign(ours.drop(columns="rule").stack())
    weaker = ours[ours["rule"] == "weaker_than_city"]["evidence"].iloc[0]
    assert weaker.startswith("the county asks" if lang == "en" else "县目标“")
    assert ours.attrs["titles"]["weaker_than_city"] == "县目标低于市目标"
    assert findings.rules().set_index("rule").loc["weaker_than_city", "title"] == "本级目标低于上级目标"


def test_the_forms_and_lists_of_the_county_name_its_years_levels_and_office(county, tmp_path):
    plan = reloaded(county)
    forms = write_forms(plan, 2027, tmp_path)
    assert {path.name.split("_")[1] for path in forms} >= {"县卫生健康委", "县教委"}
    for path in [*forms, *write_lists(plan, tmp_path)]:
        assert not foreign(texts_of(path)), path.name
    book = openpyxl.load_workbook(next(path for path in forms if "县卫生健康委" in path.name))
    headings = [cell.value for cell in book[layout.SHEET][3]]
    assert headings[4:9] == ["2015年", "2025年", "最近一次报送", "县2035年目标", "市2035年目标"]
    assert "报送县统计局" in book[layout.GUIDE].cell(11, 1).value
    with pytest.raises(ValueError, match="2026 to 2035"):
        write_forms(plan, 2025, tmp_path)


@pytest.fixture
def filled(county, tmp_path):
    """(a copy of the county's folder, a form with a figure of each of two targets)."""
    home = shutil.copytree(county, tmp_path / "home")
    path = write_forms(reloaded(home), 2027, tmp_path, "县卫生健康委")[0]
    figures = {
        "W03": {"本年值": 9.5, "分子": 1, "分母": 10526, "数据状态": "核定数"},
        "C06": {"本年值": 1.2, "数据状态": "核定数"},
    }
    book, sheet, at = fill_form(path, figures)
    return home, path, book, sheet, at


def test_what_is_odd_about_the_countys_form_is_said_in_its_headings(filled):
    home, path, book, sheet, at = filled
    row = next(row[0].row for row in sheet.iter_rows(min_row=4) if row[0].value == "W03")
    for heading in ("2015年", "县2035年目标"):
        sheet.cell(row, at[heading]).value = "77"
    sheet.cell(3, at["市2035年目标"]).value = "市2030年目标"
    book.save(path)
    queries = check([path], reloaded(home), today=DAY)[1]
    assert {"2015年", "县2035年目标", "市2030年目标"} <= set(queries["heading"])
    assert not foreign(queries.drop(columns="file").stack())
    wrong = check([path], reloaded(home), 2021, today=DAY)[1]
    assert wrong["found"].tolist() == ["2027年的报送表"] and wrong["expected"].tolist() == ["2021年的报送表"]


def test_the_countys_returns_are_merged_and_shown_in_the_next_form(filled, tmp_path):
    home, path, book, *_ = filled
    book.save(path)
    done = merge([path], reloaded(home), "县统计局", today=DAY)
    assert (done.added, done.revised) == (2, 0)
    plan = reloaded(home)
    assert plan.series_of("W03").by_year == {2015: 19.34, 2025: 10.79, 2027: 9.5}
    assert layout.shown(plan, "W03", 2028)["last"] == "2027年：9.5"
    assert len(kz.review(plan)) == 154 and len(kz.audit(plan)) > 400
