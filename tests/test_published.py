"""Plans as published that say all in sentences, from the document through every command (示例数据): a city, and the nation."""

import json
import re
from functools import cache
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
import reviewing
from matplotlib.figure import Figure
from running import run
from test_evaluation_documents import texts_of

import kzplan as kz
from kzplan.odds.fan import begins
from kzplan.plan.goals import asked_above

DOCUMENTS = Path(__file__).parent / "published"
YEAR = "2025"
# code → value of 2025
RETURNED = {
    "city": {"W01": 80.6, "W02": 9.4, "W07": 26.8, "C01": 1.9, "C12": 53.2, "C19": 4.7},
    "nation": {"W01": 82.1, "W03": 14.4, "W08": 26.1, "C02": 4.6, "C16": 4.2},
}


def decided(seen):
    """A person who confirms what is proposed and gives an id of their own to what the catalogue does not have."""

    def change(sheet, row):
        if sheet != "目标":
            return {}
        own = not row["拟用指标"] or (row["规划"], row["拟用指标"], row["分组"]) in seen
        seen.add((row["规划"], row["拟用指标"], row["分组"]))
        new = {"指标决定": "修改", "改为指标": f"own_{row['序']}", "基期决定": "删除"} if own else {}
        new |= {} if row["基期来源"] else {"基期决定": ""}
        return new | ({} if row["责任单位"] else {"补充责任单位": "卫生健康委、教育局"})

    return change


@pytest.fixture(scope="module", params=RETURNED)
def made(request, tmp_path_factory, unpainted):
    """The folder in which every command has been run on a document, and the plan of it."""
    name, home = request.param, tmp_path_factory.mktemp(request.param)
    run("import-plan", DOCUMENTS / f"{name}.txt", "-o", home / "review")
    review = reviewing.fill(home / "review" / "导入核对表.xlsx", home / "filled.xlsx", decided(set()))
    run("import-plan", "--confirm", review, "-o", home / "plan")
    plan = ("--plan", home / "plan")
    for command in ("outlook", "audit", "review"):
        run(command, *plan)
    run("template", "--year", YEAR, *plan, "-o", home / "forms")
    lines = [f"{code},{value},,,核定数,示例数据,示例" for code, value in RETURNED[name].items()]
    returns = home / "2025.csv"
    returns.write_text("\n".join(["代码,本年值,分子,分母,数据状态,数据来源,填报人", *lines]) + "\n", encoding="utf-8")
    run("merge", returns, "--year", YEAR, *plan, "--who", "示例")
    run("report", *plan, "-o", home / "report")
    with unpainted(Figure.draw_without_rendering):
        run("midterm", "--year", YEAR, *plan, "--report", "midterm", "-o", home / "evaluation")
    return name, home, kz.load_plan(home / "plan")


@cache
def words(home):
    """Everything that the mid-term report, the form of a department and the outlook's workbook say."""
    (report,) = (home / "evaluation").glob("*中期评估报告.docx")
    said = texts_of(report)
    for path in [*(home / "forms").glob("*.xlsx"), home / "report" / "outlook_2030.xlsx"]:
        sheets = openpyxl.load_workbook(path, read_only=True)
        said += [str(cell) for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    return said


def test_nothing_is_said_of_a_level_above_that_asks_for_nothing(made):
    _, home, plan = made
    assert not asked_above(plan)
    said = words(home)
    assert not [text for text in said if "上级" in text or "未设目标" in text or "省2030年目标" in text]


def test_a_plan_is_called_what_its_document_calls_it(made):
    name, home, plan = made
    said = "\n".join(words(home))
    titles = {"city": "《示例市妇女发展规划（2021—2030年）》", "nation": "《中国妇女发展纲要（2021—2030年）》"}
    assert titles[name] in said and plan.source.startswith({"city": "示府发〔2021〕18号", "nation": "国发"}[name])
    assert ("按国家目标" in said and "国情概况" in said) == (name == "nation")
    for wrong in ("国目标", "本国", "国家家"):
        assert wrong not in said.replace("国家目标", "")


def test_the_interim_target_of_the_year_is_judged_and_told(made):
    name, home, plan = made
    table = kz.evaluate(plan, int(YEAR)).table.set_index("code")
    verdicts = {
        "city": {"W01": "nearly met", "W07": "met", "C12": "not met", "C19": "met"},
        "nation": {"W08": "met", "C16": "not met"},
    }
    asked = table[table["verdict_interim"] != "no target"]
    assert asked["verdict_interim"].to_dict() == verdicts[name]
    told = [text for text in words(home) if "提出了2025年目标" in text]
    assert told[0].startswith(f"规划对{len(asked)}项指标提出了2025年目标：达到") and "未达到" in told[0]
    assert table.loc[asked.index, "due"].notna().all()


def carried(home):
    """What the page carries of its targets, by code."""
    page = (home / "report" / "index.html").read_text(encoding="utf-8")
    return json.loads(re.search(r'id="data">(.*?)</script>', page, re.S)[1])["targets"]


def test_the_page_says_what_the_last_year_asks_and_what_interim_years_ask_apart_from_it(made):
    name, home, _ = made
    told = carried(home)
    expected = {
        "city": {
            "W01": ("≥82岁", "≥ 82 years", "≥81岁", "≥ 81 years"),
            "C12": ("≥60%", "≥ 60 %", "≥55%", "≥ 55 %"),
        },
        "nation": {"W08": ("≥30%", "≥ 30 %", "≥25%", "≥ 25 %")},
    }
    for code, (last, last_en, before, before_en) in expected[name].items():
        assert told[code]["aimed"] == {"zh": last, "en": last_en}
        assert told[code]["interim"] == {"zh": {"2025": before}, "en": {"2025": before_en}}
        assert "2025年达到" not in told[code]["sentence"]["zh"]
    assert told["W02" if name == "city" else "W03"]["interim"] == {"zh": {}, "en": {}}
    assert [code for code, one in told.items() if "2025" in one["target"]["zh"]] == []


def test_no_projection_is_said_to_begin_off_the_value_that_it_begins_at(made):
    _, home, plan = made
    said = [one["begins"]["zh"] for one in carried(home).values() if one["begins"]]
    for told in said:
        start, value = re.search("推算起点取(.+)，未取最新值(.+?)：", told).groups()
        assert float(start) != float(value), told
    known = [kz.project(plan, code) for code in plan.by_code]
    for one in (one for one in known if one.drawn and not one.case.alone):
        if one.path()["median"].iloc[0] == pytest.approx(one.case.latest.value, rel=1e-9):
            assert begins(one.case, one.path()) is None


def test_departments_named_in_the_text_report_and_others_are_those_a_person_adds(made):
    name, _, plan = made
    if name == "city":
        assert plan.target("W09").departments == ("市教育局",)
    assert plan.target("W01").departments == ("卫生健康委", "教育局")


def test_town_and_country_are_targets_of_their_own(made):
    _, _, plan = made
    parts = {
        target.stratum: target.rule.value for target in plan.by_code.values() if target.indicator == "under5_mortality"
    }
    assert parts["urban"] < parts["total"] < parts["rural"]


def test_births_that_nobody_gave_are_not_made_up(made):
    _, home, plan = made
    table = kz.outlook(plan)
    assert table["p_published"].isna().all() and pd.isna(kz.project(plan, "孕产妇死亡率").case.births or float("nan"))
    page = (home / "report" / "index.html").read_text(encoding="utf-8")
    assert "出生数假定每年约—名活产" not in page
