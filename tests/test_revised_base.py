"""Values up to the base year are revised like any other, by a census for one; what is printed stays as it is."""

import shutil
from pathlib import Path

import pytest
from filling import fill_form
from loading import reloaded
from sending import merged, send

import kzplan as kz
from kzplan import cli, figures
from kzplan.documents.html import _monitored
from kzplan.documents.official import official_tables
from kzplan.documents.official.notes import notes_table
from kzplan.documents.texts import Texts
from kzplan.returns.check import check
from kzplan.returns.form import write_forms
from kzplan.returns.merge import Blocked

WHY = "第七次全国人口普查修订"
SAID = "2020年值据第七次全国人口普查修订为86.4（所印87.92）"


def revised(folder, value=86.4, code="C08", year=2020, **more):
    return send(folder, "census", "", None, [{"代码": code, "本年值": value, **more}]), {"year": year}


@pytest.fixture(scope="module")
def folder(plan, tmp_path_factory):
    """A plan folder with a revised base value and a report after it; to be read only."""
    folder = Path(shutil.copytree(plan.folder, tmp_path_factory.mktemp("revised") / "data"))
    path, options = revised(folder)
    merged(reloaded(folder), [path], "2023-06-01", WHY, **options)
    path = send(folder, "a", "区卫生健康委", 2025, [{"代码": "C08", "本年值": 88.8}])
    merged(reloaded(folder), [path])
    return folder


def test_the_revised_base_is_the_one_that_everything_starts_from(folder):
    plan = reloaded(folder)
    row = kz.evaluate(plan, 2025).table.set_index("code").loc["C08"]
    assert (row["base_value"], row["base_printed"], row["value"]) == (86.4, 87.92, 88.8)
    assert row["since_base"] == pytest.approx(2.4) and row["due"] == pytest.approx(90.2)
    assert plan.series_of("C08").by_year[2020] == 86.4 and kz.project(plan, "C08").case.first.year == 2010


def test_printed_and_used_value_stand_side_by_side(folder):
    plan = reloaded(folder)
    assert SAID in kz.project(plan, "C08").sentence("zh")
    assert "revised to 86.4" in kz.project(plan, "C08").sentence("en")
    tables = official_tables(kz.evaluate(plan, 2025))
    for key in ("complete", "schedule", "split"):
        assert f"注：C08　{SAID}。" in tables[key].notes
    assert SAID in set(tables["notes"].frame["内容"])


def test_the_printed_tables_are_never_touched(folder, plan):
    for path in sorted((plan.folder / "printed").iterdir()):
        assert path.read_bytes() == (folder / "printed" / path.name).read_bytes()
    cells = reloaded(folder).series()
    printed = cells[cells["printed"].eq("87.92") & cells["year"].eq(2020)]
    assert len(printed) and not printed["table"].eq("observations").any()


def test_a_revision_of_what_is_printed_needs_a_reason_and_the_year_asked_for(plan_copy):
    path, options = revised(plan_copy)
    with pytest.raises(Blocked, match="--why"):
        merged(reloaded(plan_copy), [path], **options)
    old = send(plan_copy, "old", "", 2020, [{"代码": "C08", "本年值": 86.4}])  # last decade's table, sent by mistake
    found = check([old], reloaded(plan_copy))[1]
    assert found["severity"].tolist() == ["certain"] and "--year" in found["why"].iloc[0]
    assert check([path], reloaded(plan_copy), 2009)[1]["severity"].tolist() == ["certain"]


def test_a_base_value_counted_anew_serves_where_none_could_be_used(plan_copy):
    plan = reloaded(plan_copy)
    code = next(
        code
        for code, one in plan.by_code.items()
        if one.comparability == "C" and one.rule.form == "at least" and one.unit == "%"
    )
    path, options = revised(plan_copy, 55.0, code)
    merged(plan, [path], **options)  # nothing that could be used was printed: nothing is revised
    merged(plan, [send(plan_copy, "b", "", 2025, [{"代码": code, "本年值": 60.0}])])
    row = kz.evaluate(reloaded(plan_copy), 2025).table.set_index("code").loc[code]
    assert row["since_base"] == pytest.approx(5.0)


def test_a_form_written_before_the_revision_is_not_said_to_be_altered(folder, forms, tmp_path):
    book, _, _ = fill_form(forms["区卫生健康委"], {"C08": {"本年值": 88.8}})
    book.save(tmp_path / "old.xlsx")
    assert not len(check([tmp_path / "old.xlsx"], reloaded(folder))[1])
    for path in write_forms(reloaded(folder), 2026, tmp_path, "区卫生健康委"):
        book, sheet, at = fill_form(path, {"C08": {"本年值": 88.9}})
        cells = {row[0]: row for row in sheet.iter_rows(min_row=4, values_only=True)}
        assert cells["C08"][at["2020年"] - 1] == "86.4"


def test_the_command_takes_a_table_of_two_columns(plan_copy, capsys):
    path, _ = revised(plan_copy)
    command = ["merge", str(path), "--plan", str(plan_copy), "--who", "甲", "--why", WHY]
    assert cli.main(command) == 2
    assert cli.main([*command, "--year", "2020"]) == 0
    assert reloaded(plan_copy).revised["C08", 2020].why == WHY


def test_births_of_the_base_year_do_not_stand_for_those_to_come(plan_copy):
    births = kz.project(reloaded(plan_copy), "W03").case.births
    path, options = revised(plan_copy, 10.61, "W03", 分子=1, 分母=9425)
    merged(reloaded(plan_copy), [path], why=WHY, **options)
    plan = reloaded(plan_copy)
    assert plan.series_of("W03").by_year[2020] == 10.61 and kz.project(plan, "W03").case.births == births


def test_a_report_with_a_revised_base_and_no_return_yet_is_written(plan_copy, tmp_path):
    path, options = revised(plan_copy)
    merged(reloaded(plan_copy), [path], why=WHY, **options)
    plan = reloaded(plan_copy)
    assert _monitored(plan, Texts(plan)) is None
    drawn = figures.verdict_bars(kz.evaluate(plan, 2025), "nature", "zh")
    said = [text.get_text() for text in (*drawn.texts, *drawn.figure.texts)]
    assert any("尚无责任单位报送" in text for text in said)


def test_a_value_reported_where_the_printed_one_is_not_used_is_listed_as_such(plan_copy):
    path, options = revised(plan_copy, 42, "W13")
    merged(reloaded(plan_copy), [path], "2023-06-01", WHY, **options)
    notes = notes_table(kz.evaluate(reloaded(plan_copy), 2025)).text
    told = notes.loc[notes["代码"] == "W13", "内容"].tolist()
    assert told == ["2020年值由责任单位报为42，规划所印的口径不同、有误或没有，不用"]


def test_a_printed_value_that_a_census_revises_counts_as_revised(plan_copy):
    plan = reloaded(plan_copy)
    path, options = revised(plan_copy, plan.series_of("C09").by_year[2020] + 0.5, "C09")
    done = merged(plan, [path], why="七普修订", **options)
    assert (done.added, done.revised) == (0, 1)
    assert (again := merged(reloaded(plan_copy), [path], why="七普修订", **options)).revised == again.added == 0
