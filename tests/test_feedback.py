"""The department's own last step: what was accepted, what is asked, what the next year would have to show."""

import shutil
from pathlib import Path

import openpyxl
import pytest
import test_store
from loading import reloaded

import kzplan as kz
from kzplan.documents.evaluation_book import write_results
from kzplan.documents.feedback import TITLE, feedback
from kzplan.documents.official import official_tables
from kzplan.documents.texts import Texts
from kzplan.plan import store

REFERENCE = "2026年报告值参考（推算，不是任务数）"
ROWS = [
    {"code": "W04", "year": 2025, "value": 93.1},
    {"code": "C08", "year": 2025, "value": 90.1, "status": "初步数", "revision": 2},
    {"code": "W43", "year": 2025, "value": 1.5, "printed": "3:2", "department": "区城管局"},
    {"code": "C04", "year": 2025, "value": 5.9, "department": "区公安局"},
    {"code": "W09", "year": 2025, "value": 85.2, "department": "区文化旅游委"},
    {"code": "C09", "year": 2024, "value": 91.9},
]


@pytest.fixture(scope="module")
def known(plan, tmp_path_factory):
    """The plan with some reports; to be read only."""
    folder = Path(shutil.copytree(plan.folder, tmp_path_factory.mktemp("known") / "data"))
    store.write(test_store.rows(*ROWS, {"code": "C14", "year": 2025, "value": 1}), folder)
    path = folder / "observations.csv"  # reported in words that there is no figure
    lines = path.read_text(encoding="utf-8").replace(
        "C14,2025,total,核定数,1,1.0,1,", "C14,2025,total,核定数,1,,无数据,"
    )
    path.write_text(lines, encoding="utf-8")
    return reloaded(folder)


@pytest.fixture(scope="module")
def now(known):
    """Its evaluation of 2025."""
    return kz.evaluate(known, 2025)


@pytest.fixture(scope="module")
def sheets(now):
    """What goes back to each department of 2025; to be read only."""
    return feedback(now)


def sheet_of(sheets, department):
    return sheets[department].text.set_index("代码")


def test_it_says_what_was_accepted_and_what_was_not_received(known, sheets):
    sheet = sheet_of(sheets, "区卫生健康委")
    accepted = sheet["采用情况"]
    assert accepted[["W04", "C08", "C14", "W03"]].tolist() == [
        "已采用核定数",
        "已采用第2次修订的初步数",
        "已收到：无数据",
        "未收到2025年数",
    ]
    assert accepted["C04"] == "已采用区公安局所报的核定数"
    assert sheet.loc[["W04", "W03"], "2025年采用值"].tolist() == ["93.1", "无数据"]
    older = feedback(kz.evaluate(known, 2025, max_age=1))
    assert sheet_of(older, "区卫生健康委").loc["C09", "采用情况"] == "未收到2025年数，采用2024年的"


def test_it_asks_again_what_was_asked_and_for_what_is_missing(sheets):
    health, city = sheet_of(sheets, "区卫生健康委")["请核实、补报"], sheet_of(sheets, "区城管局")["请核实、补报"]
    assert health["W04"] == "—" and health["C08"] == "核定后请再报送" and health["W03"] == "请补充：2025年值"
    assert "本年值3:2：与目标2︰3正好相反" in city["W43"]


def test_it_says_what_the_next_year_would_have_to_show(known, sheets):
    sheet = sheet_of(sheets, "区卫生健康委")
    due, needed = sheet["2026年应达值（推算）"], sheet[REFERENCE]
    assert due["C06"] == "已达标，保持" and due["W04"] == "92.69（2025年已达到）"
    assert needed["W04"].startswith("2025年为93.1%，低于目标值（94%以上）0.9个百分点，为基本达标。据推算，")
    department = known.target("W09").departments[0]
    own = sheet_of(sheets, department).loc["W09"]
    assert "请补充：下一年值" in own["请核实、补报"] and "2026年" in own[REFERENCE]


@pytest.mark.parametrize("value", [0.6, 0.3])
def test_a_department_that_has_met_a_target_is_told_to_stay_within_it_and_no_bound_beyond(plan_copy, value):
    store.write(
        test_store.rows(*({"code": "C01", "year": year, "value": value} for year in range(2021, 2026))), plan_copy
    )
    known = reloaded(plan_copy)
    beyond = kz.needed(known, "C01", year=2026)["needed"].iloc[0]
    assert beyond > 1.5  # what the model asks is less than the target
    said = sheet_of(feedback(kz.evaluate(known, 2025)), "区卫生健康委").loc["C01", REFERENCE]
    assert said.startswith(f"2025年为{value}‰，已达标。") and said.endswith(
        "2026年报告值保持在目标以内（低于1.5‰）即可。"
    )
    assert f"{beyond:g}" not in said and "死亡" not in said


def test_nobody_is_told_to_hold_a_value_that_does_not_meet_its_target(now, sheets):
    verdicts = now.table.set_index("code")["verdict"]
    told = {code: said for name in sheets for code, said in sheet_of(sheets, name)[REFERENCE].items()}
    assert "2025年为5.9‰，高于目标值（低于4.5‰）1.4个千分点。" in told["C04"]
    for code, said in told.items():
        if verdicts[code] in ("not met", "nearly met"):
            assert "保持" not in said and "已达标" not in said, (code, said)


def test_before_the_last_year_the_target_itself_is_asked_and_after_it_nothing(known):
    last = sheet_of(feedback(kz.evaluate(known, 2029)), "区卫生健康委")
    assert last.loc["W04", "2030年报告值参考（推算，不是任务数）"] == "达到目标：≥94"
    over = sheet_of(feedback(kz.evaluate(known, 2030)), "区卫生健康委")
    assert not [name for name in over if "报告值参考" in name or "应达值" in name]


def test_it_stands_first_in_what_each_department_gets_back_and_holds_only_its_own(known, now, tmp_path):
    paths = write_results(now, official_tables(now), tmp_path, Texts(known))
    assert len(paths) == len({name for target in known.by_code.values() for name in target.departments})
    book = openpyxl.load_workbook(next(path for path in paths if "区城管局" in path.name))
    sheet = book[TITLE]
    words = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert book.sheetnames[0] == TITLE and "致：区城管局" in words and any("不是任务数" in word for word in words)
    assert [word for word in words if word in known.by_code] == ["W43"]
