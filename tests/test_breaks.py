"""A change of definition: nothing is measured across it, and everything that shows the values says so."""

import math
import shutil
from pathlib import Path

import pandas as pd
import pytest
from evaluated import Evaluated
from filling import fill_form
from loading import reloaded
from sending import merged, send

import kzplan as kz
from kzplan import cli, figures
from kzplan.documents import midterm
from kzplan.documents.line import lines_of
from kzplan.documents.official import official_tables
from kzplan.documents.official.beside import gaps_table
from kzplan.documents.official.lists import comparable_table
from kzplan.evaluation import comparisons
from kzplan.figures.vector import fan_drawing
from kzplan.plan import store
from kzplan.plan.breaks import add_break
from kzplan.returns import layout
from kzplan.returns.check import check

# of an office's own store: the denominator changed from the registered to the resident in 2023
VALUES = {2021: 88.0, 2022: 88.4, 2023: 61.0, 2024: 62.0, 2025: 63.1}
NOTE = "口径调整：分母由在册改为常住"


def with_values(copy):
    """A copy of the plan's folder with the values that were reported."""
    given = {"code": "C08", "stratum": "total", "status": "核定数", "revision": 1, "department": "区卫生健康委"}
    rows = [
        {**given, "year": year, "value": value, "printed": f"{value}", "note": NOTE if year == 2023 else ""}
        for year, value in VALUES.items()
    ]
    frame = pd.DataFrame(rows).assign(received="2026-01-01", origin="x").reindex(columns=store.columns())
    store.write(frame, copy)
    return copy


def with_break(copy):
    """The plan of a folder whose change of definition is recorded."""
    add_break(reloaded(with_values(copy)), "C08", 2023, "分母由在册改为常住", "区统计局")
    return reloaded(copy)


@pytest.fixture
def folder(plan_copy):
    return with_values(plan_copy)


@pytest.fixture
def changing(plan_copy):
    """The plan with the change of definition, for tests that write into its folder."""
    return with_break(plan_copy)


@pytest.fixture(scope="module")
def broken(plan, tmp_path_factory):
    """The plan with the change of definition; to be read only."""
    return with_break(Path(shutil.copytree(plan.folder, tmp_path_factory.mktemp("broken") / "data")))


@pytest.fixture(scope="module")
def told(broken):
    """Year → what the plan with the change of definition comes to in it; to be read only."""
    return {year: Evaluated(broken, year) for year in (2022, 2023, 2025)}


def row_of(evaluation, code="C08"):
    return evaluation.table.set_index("code").loc[code]


def test_no_change_schedule_or_odds_is_told_across_a_change_of_definition(broken, told):
    row = row_of(told[2025].evaluation)
    assert row["break_year"] == 2023 and row["verdict"] == "not met" and row["gap"] == pytest.approx(30.9)
    assert row[["since_base", "base_value", "due", "covered"]].isna().all() and row["pace"] == ""
    assert row["since_previous"] == pytest.approx(1.1) and row["change_so_far"] == pytest.approx(1.05)
    first = row_of(told[2023].evaluation)
    assert math.isnan(first["since_previous"]) and math.isnan(first["p_before"]) and math.isnan(first["p_change"])
    assert list(broken.series_of("C08").by_year) == [2023, 2024, 2025]
    assert list(broken.earlier("C08").by_year) == [2010, 2020, 2021, 2022]
    outlook = kz.outlook(broken).set_index("code").loc["C08"]
    assert outlook["base_year"] == 2023 and kz.project(broken, "C08").p_reach == outlook["p_reach"]


def test_a_change_of_definition_does_not_reach_back_into_the_years_before_it(told, folder):
    before = row_of(kz.evaluate(reloaded(folder), 2022))
    pd.testing.assert_series_equal(row_of(told[2022].evaluation), before)


def test_a_target_without_a_value_in_the_new_definition_is_not_comparable_yet(folder):
    add_break(reloaded(folder), "C08", 2026, "改为抽样调查", "区统计局")
    plan = reloaded(folder)
    found = kz.project(plan, "C08")
    assert found.case.comparability == "C" and not len(plan.series_of("C08"))
    assert row_of(kz.evaluate(plan, 2026))["verdict"] == "no value"


def test_better_every_year_is_judged_from_the_new_definition_on(plan_copy):
    plan = reloaded(plan_copy)
    code = next(code for code, one in plan.by_code.items() if one.rule.form == "better every year")
    up = plan.target(code).rule.direction == "up"
    values = {2021: 50, 2022: 51, 2023: 30, 2024: 31, 2025: 32}
    for year, value in values.items():
        rows = [{"代码": code, "本年值": value if up else 100 - value}]
        merged(plan, [send(plan_copy, f"{year}", "", year, rows)])
    assert row_of(kz.evaluate(reloaded(plan_copy), 2025), code)["verdict"] == "not met"
    add_break(plan, code, 2023, "改口径", "区统计局")
    told = [row_of(kz.evaluate(reloaded(plan_copy), year), code)["verdict"] for year in (2023, 2024, 2025)]
    assert told == ["cannot be judged", "met", "met"]


def test_sentence_table_and_picture_say_so(broken, told):
    said = "2023年口径调整（分母由在册改为常住），此前数据不可比"
    found = kz.project(broken, "C08")
    assert said in found.sentence("zh") and "earlier values are not comparable" in found.sentence("en")
    tables = told[2025].tables
    for key in ("complete", "values", "chances"):
        assert any(note.startswith(f"注：C08　{said}") for note in tables[key].notes), key
    values = tables["values"].frame.set_index("代码").loc["C08"]
    assert (values["2022年"], values["2025年"]) == (88.4, 63.1)  # shown, though not used
    assert said in set(tables["notes"].frame["内容"]) and NOTE in set(tables["notes"].frame["内容"])
    drawn = [text.get_text() for text in found.plot(lang="zh").texts]
    assert "2023年口径调整" in drawn and "2023年口径调整" in fan_drawing(found, "zh").svg()
    panel = figures.main_indicators(told[2025].evaluation, ["C08"], "zh").axes[0]
    assert "2023年口径调整" in [text.get_text() for text in panel.texts]
    assert said in layout.shown(broken, "C08", 2026)["definition"]


def test_a_line_of_values_is_never_drawn_across(broken):
    ax = kz.project(broken, "C08").plot(lang="en")
    for line in ax.lines:
        years = [year for year in line.get_xdata() if year > 2000]
        solid = line.get_linestyle() == "-" and len(years) > 1
        assert not (solid and min(years) < 2023 <= max(years))


def test_a_remark_on_the_definition_that_nobody_recorded_is_said_beside_the_values(folder):
    plan = reloaded(folder)
    assert "未登记口径调整" in kz.project(plan, "C08").sentence("zh")
    assert any("未登记口径调整" in line for line in official_tables(kz.evaluate(plan, 2025))["complete"].notes)


def test_a_remark_reaches_the_annex_and_stands_under_the_value(plan_copy):
    plan = reloaded(plan_copy)
    rows = [
        {"代码": "C09", "本年值": 93.5, "备注": "抽样推算"},
        {"代码": "W07", "本年值": "未开展", "备注": "明年开展"},
    ]
    merged(plan, [send(plan_copy, "a", "区卫生健康委", 2025, rows)])
    tables = official_tables(kz.evaluate(reloaded(plan_copy), 2025))
    assert tables["complete"].notes == ("注：C09　备注：抽样推算。",)
    assert tables["notes"].frame[["代码", "内容"]].to_numpy().tolist() == [["W07", "明年开展"], ["C09", "抽样推算"]]


def test_a_change_that_is_recorded_is_not_asked_about_again(broken, tmp_path):
    asked = {}
    for year in (2023, 2024):
        path = send(
            tmp_path,
            f"{year}",
            "区卫生健康委",
            year,
            [{"代码": "C08", "本年值": VALUES[year], "备注": NOTE, "数据状态": "核定数"}],
        )
        asked[year] = check([path], broken)[1]["heading"].tolist()
    assert asked == {2023: [], 2024: ["备注"]}


def test_gaps_between_town_and_country_are_not_set_beside_those_of_another_definition(changing):
    path = send(
        changing.folder,
        "strata",
        "区卫生健康委",
        2025,
        [{"代码": "C08", "本年值": 63.1, "城镇": 66, "农村": 60, "数据状态": "核定数"}],
    )
    merged(changing, [path], "2026-02-01")
    table = gaps_table(kz.evaluate(reloaded(changing.folder), 2025)).frame
    assert table[table["指标"] == "3岁以下儿童系统管理率"]["备注"].str.contains("不作纵向比较").all()


def official(told, key, code="C08"):
    return told.tables[key].frame.set_index("代码").loc[code]


def test_the_table_of_old_and_new_indicators_says_no_longer_that_the_definition_is_the_same(told, changing):
    row = official(told[2025], "comparable")
    assert row["可比性"].startswith("C") and "2023年口径调整" in row["说明"] and "定义一致" not in row["说明"]
    assert official(told[2022], "comparable")["可比性"].startswith("A")  # not yet in that year
    assert official(told[2025], "comparable", code="C06")["可比性"].startswith("A")
    add_break(changing, "W08", 2023, "改按治疗人数计", "区统计局")
    other = comparable_table(kz.evaluate(reloaded(changing.folder), 2025)).frame.set_index("代码")
    row = other.loc["W08"]  # nothing served before, and nothing does now
    assert row["可比性"].startswith("N") and "2023年口径调整" in row["说明"]


def test_the_values_of_all_years_say_from_which_on_they_stand_behind_the_odds(told):
    assert official(told[2025], "values")["是否用于推算"] == "2023年起"
    assert official(told[2022], "values")["是否用于推算"] == "是"
    assert official(told[2025], "values", code="W08")["是否用于推算"] == "否"


def test_a_value_in_another_definition_is_not_set_beside_the_nations(told):
    now, then = told[2025], told[2022]
    row, before = (comparisons.nation(one.evaluation).set_index("code").loc["C08"] for one in (now, then))
    assert row["broken"] and row["better"] == "" and math.isnan(row["difference"])
    assert not before["broken"] and before["better"] in ("yes", "no")
    assert official(now, "nation")["比较"] == "口径已调整，不作比较"
    assert now.facts["with_nation"] == then.facts["with_nation"] - 1
    assert not lines_of(now.evaluation)["C08"].elsewhere


def test_a_verdict_on_a_value_in_another_definition_is_told_with_a_caution(told):
    tables, lines = told[2025].tables, lines_of(told[2025].evaluation)
    own = {key: [note for note in tables[key].notes if note.startswith("注：C08")] for key in ("complete", "values")}
    assert "判定仅供参考" in own["complete"][0] and "判定仅供参考" not in own["values"][0]
    assert "2023年口径调整前" in lines["C08"].caution and not lines["C06"].caution
    assert not lines_of(told[2022].evaluation)["C08"].caution
    report = told[2025].report(midterm.ANNUAL)
    assert "（目标按2023年口径调整前的口径制定，判定仅供参考）" in str(report.parts)


def test_page_and_workbook_say_the_change_where_they_said_the_definition_was_the_same(broken):
    target = broken.target("C08")
    case = kz.project(broken, "C08").case
    assert case.note == case.broken.words and target.reason.zh not in case.note.zh
    assert target.note(case.comparability) == target.reason


def test_a_form_written_before_the_change_is_not_said_to_be_altered(broken, forms, tmp_path):
    book, _, _ = fill_form(forms["区卫生健康委"], {"C08": {"本年值": 63.1, "数据状态": "核定数"}})
    book.save(tmp_path / "old.xlsx")
    entries, queries = check([tmp_path / "old.xlsx"], broken)
    assert [entry.code for entry in entries] == ["C08"] and not len(queries)


@pytest.mark.parametrize(
    "arguments, said",
    [
        (["C08", "--year", "2024", "--why", " ", "--who", "甲"], "--why"),
        (["C08", "--year", "2024", "--why", "改", "--who", ""], "--who"),
        (["C8", "--year", "2024", "--why", "改", "--who", "甲"], "C08"),
        (["C08", "--year", "2020", "--why", "改", "--who", "甲"], "2021—2030"),
        (["C08", "--year", "2023", "--why", "另一个理由", "--who", "甲"], "已登记"),
    ],
)
def test_a_change_of_definition_that_cannot_be_is_refused(changing, arguments, said, capsys):
    folder = changing.folder
    before = (folder / "breaks.csv").read_bytes()
    assert cli.main(["break", *arguments, "--plan", str(folder), "--lang", "zh"]) == 2
    assert said in capsys.readouterr().err and (folder / "breaks.csv").read_bytes() == before


def test_the_command_records_it_once(folder, capsys):
    command = [
        "break",
        "3岁以下儿童系统管理率",
        "--year",
        "2023",
        "--why",
        "分母改",
        "--who",
        "甲",
        "--plan",
        str(folder),
    ]
    assert cli.main(command) == cli.main(command) == 0
    assert [one.reason for one in reloaded(folder).breaks.values()] == ["分母改"]
    assert cli.main(["break", "C08", "--year", "2023", "--why", "分母改", "--who", "甲", "--lang", "zh"]) == 2
    assert "--plan" in capsys.readouterr().err


@pytest.mark.parametrize("line", ["C99,2023,改,甲,2026-01-01", "C08,2019,改,甲,2026-01-01", "C08,2023,,甲,2026-01-01"])
def test_a_table_of_changes_written_by_hand_is_read_with_its_faults(folder, line):
    (folder / "breaks.csv").write_text(f"code,year,reason,who,recorded\n{line}\n", encoding="utf-8")
    with pytest.raises(kz.PlanError, match=r"breaks\.csv, line 2"):
        reloaded(folder)
