"""Returns: filled forms are checked by the audit's rules and merged without loss."""

import contextlib
import datetime
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace

import openpyxl
import pytest
from filling import fill_form
from loading import reloaded

import kzplan as kz
from kzplan import cli
from kzplan.plan import store
from kzplan.returns import layout
from kzplan.returns.check import check
from kzplan.returns.form import write_forms
from kzplan.returns.merge import Blocked, merge

DAY = datetime.date(2026, 3, 1)
GOOD = {
    "W03": {"本年值": 13.0, "分子": 1, "分母": 7690},
    "C01": {"本年值": 2.1},
    "C02": {"本年值": 3.2},
    "C04": {"本年值": 5.5},
    "W04": {"本年值": "92.30", "分子": 7098, "分母": 7690, "城镇": 92.5, "农村": 92.1},
    "C09": {"本年值": "９３．５"},
    "C06": {"本年值": "0.42%"},
    "W07": {"本年值": "无数据"},
}


@pytest.fixture
def form(forms):
    return forms["区卫生健康委"]


@pytest.fixture
def fill(form, tmp_path):
    def filled(values, name="back.xlsx", damage=None):
        book, sheet, at = fill_form(form, values)
        if damage:
            damage(book, sheet, at)
        book.save(tmp_path / name)
        return tmp_path / name

    return filled


@pytest.fixture
def kept(plan, plan_copy):
    """The shipped plan as it stands in a copy of its folder, without reading it anew."""
    copy = replace(plan, folder=plan_copy)
    copy.__dict__.update(plan.__dict__, folder=plan_copy)  # with what is worked out already
    return copy


def changed(code, **cells):
    return {**GOOD, code: {**GOOD.get(code, {}), **cells}}


def test_a_clean_form_is_not_blocked_however_it_was_typed(fill, plan):
    entries, queries = check([fill(GOOD)], plan)
    assert {entry.code for entry in entries} == set(GOOD) and not len(queries)
    values = {entry.code: entry.numbers.get("value") for entry in entries}
    assert values["C09"] == 93.5 and values["C06"] == 0.42 and values["W07"] is None


def moved_down(book, sheet, at):
    sheet.insert_rows(1, 3)


def renamed(book, sheet, at):
    sheet.title = "Sheet1"


def another_column_order(book, sheet, at):
    sheet.insert_cols(1)


@pytest.mark.parametrize("damage", [moved_down, renamed, another_column_order], ids=lambda f: f.__name__)
def test_rows_columns_and_sheets_may_move(fill, plan, damage):
    entries, queries = check([fill(GOOD, damage=damage)], plan)
    assert {entry.code for entry in entries} == set(GOOD) and not len(queries)


FAULTS = {
    "words for a number": (changed("C09", 本年值="约九成"), "C09", "本年值"),
    "a formula without a result": (changed("C09", 本年值="=A1+1"), "C09", "本年值"),
    "a formula in error": (changed("C09", 本年值="#REF!"), "C09", "本年值"),
    "a date": (changed("C09", 本年值=datetime.date(2025, 9, 3)), "C09", "本年值"),
    "yes for a number": (changed("C09", 本年值=True), "C09", "本年值"),
    "two numbers in a cell": (changed("C09", 本年值="93.5/91.2"), "C09", "本年值"),
    "a share above everyone": (changed("C09", 本年值=935), "C09", "本年值"),
    "a share below nothing": (changed("C09", 本年值=-2), "C09", "本年值"),
    "a share against its counts": (changed("W04", 本年值="82.30"), "W04", "本年值"),
    "a share ten times too small": (changed("W04", 本年值="9.23"), "W04", "本年值"),
    "more than the whole": (changed("W04", 分子=8000, 分母=7690), "W04", None),
    "a rate in another unit": (changed("W03", 本年值=0.13), "W03", "本年值"),
    "a total outside its strata": (changed("W04", 城镇=95.0, 农村=96.0), "W04", None),
    "newborns above infants": (changed("C01", 本年值=4.1), "C01", "本年值"),
    "infants above under-fives": (changed("C02", 本年值=6.6), "C02", "本年值"),
    "words for a count": (changed("W03", 分子="一例"), "W03", "分子"),
}


FAULTS |= {
    f"{damage} in {code}": (changed(code, **{heading: written}), code, heading)
    for damage, written in {
        "a number and a remark": "93.5（预计）",
        "an ideographic number": "九十三点五",
        "a percent sign twice": "93.5%%",
        "two dots": "93.5.1",
        "a letter O for a nought": "9O.5",
        "a comma in a wrong place": "93,5",
        "a slash date": "2025/9/3",
        "a division by nothing": "#DIV/0!",
        "a name that is missing": "#NAME?",
        "see elsewhere": "详见附件",
        "same as last year": "同上年",
        "a unit of ten thousand": "93.5万",
        "a tilde": "~93.5",
        "a question mark": "93.5?",
        "more or less": "93.5左右",
        "greater than": ">93.5",
        "an exponent": "9.35e1 %",
        "a negative": "-93.5",
    }.items()
    for code, heading in (("C09", "本年值"), ("W04", "分母"))
    if not (damage == "more or less" and heading == "分母")
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_certain_fault_is_named_with_its_cell_and_changes_nothing(fill, kept, plan_copy, name):
    values, code, heading = FAULTS[name]
    plan, path = kept, fill(values)
    before = path.read_bytes()
    certain = check([path], plan)[1].query("severity == 'certain'")
    named = certain[certain["code"].eq(code) & (certain["heading"].eq(heading) if heading else True)]
    assert len(named) and named["place"].str.fullmatch("[A-Z]+[0-9]+").all()
    row = int(named["place"].iloc[0].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    with contextlib.closing(openpyxl.load_workbook(path, read_only=True)) as book:
        assert next(book[layout.SHEET].iter_rows(row, row, 1, 1, values_only=True)) == (code,)
    with pytest.raises(Blocked):
        merge([path], plan, "区统计局", today=DAY)
    assert not (plan_copy / "observations.csv").exists() and path.read_bytes() == before


def test_a_leap_is_asked_about_and_does_not_block(fill, plan_copy):
    plan = reloaded(plan_copy)
    path = fill(changed("C08", 本年值=9.25))
    queries = check([path], plan)[1]
    assert queries["severity"].tolist() == ["question"] and queries["code"].tolist() == ["C08"]
    assert merge([path], plan, "区统计局", today=DAY).added > 0


def test_what_was_filled_is_what_the_plan_says_afterwards(fill, plan_copy):
    done = merge([fill(GOOD)], reloaded(plan_copy), "区统计局", today=DAY)
    plan = reloaded(plan_copy)
    series = plan.series()
    got = (
        series[series["table"].eq("observations") & series["stratum"].eq("total")].set_index("code")["value"].to_dict()
    )
    assert got == {"W03": 13.0, "C01": 2.1, "C02": 3.2, "C04": 5.5, "W04": 92.3, "C09": 93.5, "C06": 0.42}
    assert done.added == len(GOOD) + 2 and (done.revised, done.unchanged) == (0, 0)
    assert kz.project(plan, "W04").row["latest_year"] == 2025


def test_the_same_file_twice_changes_nothing_and_a_revision_needs_a_reason(fill, plan_copy):
    first, second = fill(GOOD), fill(changed("C09", 本年值=94.1), "second.xlsx")
    merge([first], reloaded(plan_copy), "甲", today=DAY)
    before = (plan_copy / "observations.csv").read_bytes()
    again = merge([first], reloaded(plan_copy), "甲", today=DAY)
    assert again.added == again.revised == 0 and (plan_copy / "observations.csv").read_bytes() == before
    with pytest.raises(Blocked, match="C09"):
        merge([second], reloaded(plan_copy), "乙", today=DAY)
    assert (plan_copy / "observations.csv").read_bytes() == before
    assert merge([second], reloaded(plan_copy), "乙", "核对台账", today=DAY).revised == 1
    kept = store.read(plan_copy)[0].query("code == 'C09'").sort_values("revision")
    assert (
        kept["value"].tolist() == [93.5, 94.1]
        and kept["why"].tolist() == ["", "核对台账"]
        and kept["checked_by"].tolist() == ["甲", "乙"]
    )


def test_provisional_and_final_figures_are_kept_apart(fill, plan_copy):
    merge([fill(changed("C09", 数据状态="初步数"))], reloaded(plan_copy), "甲", today=DAY)
    merge([fill(changed("C09", 数据状态="核定数", 本年值=94.0), "final.xlsx")], reloaded(plan_copy), "甲", today=DAY)
    kept = store.read(plan_copy)[0].query("code == 'C09'")
    assert dict(zip(kept["status"], kept["value"], strict=True)) == {"初步数": 93.5, "核定数": 94.0}
    assert kz.project(reloaded(plan_copy), "C09").row["latest_value"] == 94.0


def test_a_merge_killed_at_any_moment_leaves_a_whole_store(fill, plan_copy, request):
    merge([fill(GOOD)], reloaded(plan_copy), "甲", today=DAY)
    old = (plan_copy / "observations.csv").read_bytes()
    second = fill(changed("C09", 本年值=94.1), "second.xlsx")
    command = [
        sys.executable,
        "-m",
        "kzplan.cli",
        "merge",
        str(second),
        "--plan",
        str(plan_copy),
        "--who",
        "乙",
        "--why",
        "核对",
    ]
    rng = random.Random(7)
    for _ in range(request.config.getoption("--kills")):
        running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(rng.uniform(0.2, 2.5))
        running.send_signal(signal.SIGKILL)
        running.wait()
        frame, faults = store.read(plan_copy)
        assert not faults and len(frame) in (len(GOOD) + 2, len(GOOD) + 3)
    assert subprocess.run(command, check=True, env=os.environ, stdout=subprocess.DEVNULL).returncode == 0
    assert (
        store.read(plan_copy)[0].query("code == 'C09'")["value"].max() == 94.1
        and old != (plan_copy / "observations.csv").read_bytes()
    )


def test_merges_at_once_beside_another_command_lose_nothing(fill, plan_copy, tmp_path):
    paths = [fill({code: cells}, f"{code}.xlsx") for code, cells in GOOD.items() if code in ("W03", "C09", "C06")]
    commands = [["merge", path, "--plan", plan_copy, "--who", "甲"] for path in paths]
    commands.insert(1, ["audit", "--plan", plan_copy, "--csv", tmp_path / "audit.csv"])
    started = [
        subprocess.Popen([sys.executable, "-m", "kzplan.cli", *map(str, one)], stdout=subprocess.DEVNULL)
        for one in commands
    ]
    assert [running.wait(timeout=300) for running in started] == [0, 0, 0, 0]
    assert set(kz.load_plan(plan_copy).returned["code"]) == {"W03", "C09", "C06"}


def test_the_commands_check_and_merge(fill, plan_copy, tmp_path, capsys):
    good, bad = fill(GOOD), fill(changed("C09", 本年值="=HYPERLINK(1)"), "bad.xlsx")
    assert cli.main(["check", str(good), "--plan", str(plan_copy)]) == 0
    assert cli.main(["check", str(bad), "--plan", str(plan_copy), "-o", str(tmp_path / "q.xlsx"), "--lang", "zh"]) == 1
    assert "须更正" in capsys.readouterr().out
    sheet = openpyxl.load_workbook(tmp_path / "q.xlsx").active
    assert not [cell for row in sheet for cell in row if cell.data_type == "f"] and "答复" in [
        cell.value for cell in sheet[3]
    ]
    assert cli.main(["merge", str(bad), "--plan", str(plan_copy), "--who", "甲"]) == 2
    assert "C09" in capsys.readouterr().err
    assert cli.main(["merge", str(good), "--plan", str(plan_copy), "--who", "甲"]) == 0
    (tmp_path / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 999)
    assert cli.main(["check", str(tmp_path / "old.xls"), "--plan", str(plan_copy)]) == 1
    assert ".xls" in capsys.readouterr().out


def test_departments_that_report_a_joint_target_differently_are_both_asked(plan, tmp_path):
    paths = []
    for department, value in (("区卫生健康委", 5.5), ("区公安局", 5.9)):
        path = write_forms(plan, 2025, tmp_path, department)[0]
        book = openpyxl.load_workbook(path)
        sheet = book[layout.SHEET]
        at = {cell.value: cell.column for cell in sheet[3]}
        row = next(row for row in sheet.iter_rows(min_row=4) if row[0].value == "C04")
        sheet.cell(row[0].row, at["本年值"]).value = value
        book.save(path)
        paths.append(path)
    queries = check(paths, plan)[1]
    assert (
        queries["severity"].tolist() == ["certain"] * 2
        and set(queries["code"]) == {"C04"}
        and queries["file"].nunique() == 2
    )
    assert not len(check(paths[:1], plan)[1])


def code_changed(book, sheet, at):
    sheet["A6"].value = "W3"


def code_of_another_plan(book, sheet, at):
    sheet["A6"].value = "X03"


def row_twice(book, sheet, at):
    sheet["A7"].value = sheet["A6"].value


def heading_gone(book, sheet, at):
    sheet.cell(3, at["本年值"]).value = "今年"


def status_of_ones_own(book, sheet, at):
    sheet.cell(6, at["数据状态"]).value = "预计数"


def mark_gone_and_no_year(book, sheet, at):
    del book[layout.MARK]


@pytest.mark.parametrize(
    "damage",
    [code_changed, code_of_another_plan, row_twice, heading_gone, status_of_ones_own],
    ids=lambda f: f.__name__,
)
def test_damage_to_the_form_itself_is_named(fill, plan, damage):
    path = fill(GOOD, damage=damage)
    certain = check([path], plan)[1].query("severity == 'certain'")
    assert len(certain) and (certain["file"] == path.name).all() and certain["why"].ne("").all()


def test_a_form_of_another_year_is_not_taken_for_this_one(fill, plan):
    certain = check([fill(GOOD)], plan, year=2024)[1].query("severity == 'certain'")
    assert certain["found"].tolist() == ["2025年的报送表"]


def test_a_note_on_the_definition_is_asked_about(fill, plan):
    queries = check([fill(changed("C09", 备注="今年口径调整为常住人口"))], plan)[1]
    assert queries["severity"].tolist() == ["question"] and "口径" in queries["found"][0]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig"])
def test_a_csv_with_the_two_headings_is_enough(plan, tmp_path, encoding):
    path = tmp_path / "returned.csv"
    path.write_bytes(
        '某表\n代码,指标,本年值,分子,分母,备注\nW04,孕产妇系统管理率,９２.３０％,"7,098",7690,\nC09,,未开展,,,明年开展\n'.encode(
            encoding
        )
    )
    entries, queries = check([path], plan, year=2025)
    assert [(entry.code, entry.numbers) for entry in entries] == [
        ("W04", {"value": 92.3, "numerator": 7098, "denominator": 7690}),
        ("C09", {}),
    ]
    assert not len(queries)


def test_merged_cells_read_by_their_first(fill, plan):
    def merged(book, sheet, at):
        sheet.merge_cells(start_row=6, end_row=6, start_column=at["数据来源"], end_column=at["备注"])

    entries, queries = check([fill(GOOD, damage=merged)], plan)
    assert {entry.code for entry in entries} == set(GOOD) and not len(queries)


UNREADABLE = (
    "约九成",
    "=B2*2",
    "#REF!",
    "#VALUE!",
    "93.5/91",
    "93.5（预计）",
    "九十三点五",
    "93.5%%",
    "93.5.1",
    "9O.5",
    "93,5",
    "2025/9/3",
    "详见附件",
    "同上年",
    "93.5万",
    "~93.5",
    "93.5?",
    ">93.5",
    "<93.5",
    "9.35e1 %",
    "-93.5",
    "－9",
    "93。5",
    "93·5",
    "？",
    "待定",
    "未统计完",
    "nan",
    "inf",
    "1 2 3 元",
    "93.5例",
    "共93人",
    "93+1",
    "(93)",
    "[93]",
    "0x5D",
    "93.5‰%",
    "TRUE",
    "有",
    "√",
    "×",
)


def test_forty_kinds_of_damage_in_random_cells_are_each_named_with_the_cell(fill, plan_copy):
    plan, rng = reloaded(plan_copy), random.Random(20260101)
    codes = [code for code, target in plan.targets.iterrows() if "区卫生健康委" in target["departments"]]
    headings = ["本年值", "分子", "分母", "女性", "男性", "城镇", "农村"]
    assert len(UNREADABLE) >= 40
    for start in range(0, len(UNREADABLE), 7):
        cells = {}
        for written in UNREADABLE[start : start + 7]:
            cells.setdefault(rng.choice([code for code in codes if code not in cells]), {})[rng.choice(headings)] = (
                written
            )
        path = fill(cells, f"{start}.xlsx")
        certain = check([path], plan)[1].query("severity == 'certain'")
        named = set(zip(certain["code"], certain["heading"], strict=True))
        wanted = {(code, heading) for code, own in cells.items() for heading in own}
        assert wanted <= named, wanted - named
        with pytest.raises(Blocked):
            merge([path], plan, "区统计局", today=DAY)
    assert not (plan_copy / "observations.csv").exists()


def test_a_percentage_format_is_read_as_it_is_shown(fill, plan):
    def percent(book, sheet, at):
        for row in sheet.iter_rows(min_row=4):
            if row[0].value == "W04":
                cell = sheet.cell(row[0].row, at["本年值"])
                cell.value, cell.number_format = 0.923, "0.0%"

    entries, queries = check([fill(GOOD, damage=percent)], plan)
    assert not len(queries) and next(entry for entry in entries if entry.code == "W04").numbers["value"] == 92.3


def test_counts_without_their_value_and_values_in_another_column_are_not_lost(fill, plan):
    lonely = check(
        [fill({"W04": {"分子": 7098, "分母": 7690}, "W05a": {"数据来源": "65.3"}, "C09": {"数据状态": "93.5"}})], plan
    )[1]
    assert dict(zip(lonely["code"], lonely["severity"], strict=True)) == {
        "W04": "certain",
        "W05a": "certain",
        "C09": "certain",
    }


def test_whole_numbers_in_a_workbook_are_no_excuse(fill, plan):
    queries = check([fill({"C01": {"本年值": 4}, "C02": {"本年值": 3}, "C04": {"本年值": 5}})], plan)[1]
    assert "C01" in set(queries.query("severity == 'certain'")["code"])


def test_the_same_figure_typed_otherwise_is_no_revision(fill, plan_copy):
    merge([fill(GOOD)], reloaded(plan_copy), "甲", today=DAY)
    again = merge([fill(changed("C09", 本年值="93.50%"), "again.xlsx")], reloaded(plan_copy), "甲", today=DAY)
    assert again.added == again.revised == 0


def another_table(book, sheet, at):
    book.copy_worksheet(sheet).title = "旧版"


def another_district(book, sheet, at):
    book[layout.MARK]["A1"].value = book[layout.MARK]["A1"].value.replace("开州区", "万州区")


@pytest.mark.parametrize("damage", [another_table, another_district], ids=lambda f: f.__name__)
def test_a_second_table_or_another_district_is_refused(fill, plan, damage):
    assert (check([fill(GOOD, damage=damage)], plan)[1]["severity"] == "certain").any()


def test_the_year_above_the_table_is_enough(fill, plan):
    entries, queries = check([fill(GOOD, damage=mark_gone_and_no_year)], plan)
    assert {entry.year for entry in entries} == {2025} and not len(queries)


def test_queries_never_overwrite_a_form(fill, plan, tmp_path, capsys):
    path = fill(GOOD)
    before = path.read_bytes()
    assert cli.main(["check", str(path), "-o", str(path)]) == 2 and path.read_bytes() == before
    assert cli.main(["check", str(path), "-o", str(tmp_path / "nowhere" / "q.xlsx")]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_an_empty_form_is_asked_about_and_rows_are_named_by_their_plan(fill, plan):
    assert check([fill({})], plan)[1]["severity"].tolist() == ["question"]
    queries = check([fill(changed("W04", 本年值="82.30", 城镇=95.0, 农村=96.0))], plan)[1]
    assert not queries["why"].str.contains("儿童表第W04").any()
