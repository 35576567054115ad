"""Slips that pass the eye: a copied form, another year's, exchanged rows, a ratio upside down, a thousand times too large; never a false query."""

import json

import openpyxl
import pytest
from filling import fill_cells, fill_form
from loading import reloaded

from kzplan.returns import layout
from kzplan.returns.check import check
from kzplan.returns.form import write_forms
from kzplan.returns.merge import Blocked, merge

HEALTH = "区卫生健康委"
SOUND = {"W02": 80.53, "W03": 10.41, "W04": 91.37, "C01": 2.21, "C02": 3.31, "C03": 77.83, "C05": 4.13, "C08": 88.13}


@pytest.fixture(scope="module")
def of_2024(plan, tmp_path_factory):
    """{department: its empty form of 2024}."""
    written = write_forms(plan, 2024, tmp_path_factory.mktemp("forms"))
    return {path.name.split("_")[1]: path for path in written}


@pytest.fixture
def cells():
    """Path of a form → its cells, for the forms that are filled and not written."""
    return {}


@pytest.fixture
def queries(cells, plan):
    """The queries of filled forms, of files where they were written."""
    return lambda paths, beside=plan: check(paths, beside, read=cells.get)[1]


@pytest.fixture
def sent(forms, of_2024, tmp_path, cells):
    """Fill a form and return the path it has, or would have; ``saved`` writes the file, for what reads it."""

    def made(values, department=HEALTH, year=2025, name=None, saved=False, **more):
        empty = (forms if year == 2025 else of_2024)[department]
        rows = {code: {"本年值": value, "数据状态": "核定数"} for code, value in values.items()}
        for code, row in more.items():
            rows[code] |= row
        path = tmp_path / (name or f"{year}年_{department}.xlsx")
        if saved:
            fill_form(empty, rows)[0].save(path)
        else:
            cells[path] = fill_cells(empty, rows)
        return path

    return made


def test_a_form_that_is_not_written_says_what_the_file_would(sent, cells, plan):
    values, remark = {**SOUND, "W03": 13.0, "W04": "9１.3％"}, {"W03": {"分子": 1, "分母": 7690, "备注": "说明"}}
    read, told = (check([sent(values, saved=saved, **remark)], plan, read=cells.get) for saved in (True, False))
    assert read[0] == told[0] and len(read[0]) == len(values) and read[1].equals(told[1])


def whys(found, severity=None):
    rows = found if severity is None else found[found["severity"] == severity]
    return "".join(rows["why"])


def test_a_form_copied_from_last_year_is_asked_about(sent, queries, plan_copy):
    before, now = sent(SOUND, year=2024, saved=True), sent(SOUND)
    together = queries([before, now])
    assert together["file"].tolist() == [now.name] and "整表沿用了上年的数" in whys(together, "question")
    assert "可比的8项全部与2024年所报相同" in together.loc[0, "found"]
    merge([before], reloaded(plan_copy), "区统计局")
    assert "整表沿用" in whys(queries([now], reloaded(plan_copy)))


def test_a_form_with_the_base_year_s_printed_figures_is_asked_about(sent, queries, plan):
    printed = {code: plan.series_of(code).by_year.get(2020) for code in (*SOUND, "C09", "C10a")}
    copied = sent({code: value for code, value in printed.items() if value is not None}, year=2024)
    found = queries([copied])
    assert "与2020年值完全相同" in "".join(found["found"]) and set(found["severity"]) == {"question"}
    assert "2020" not in "".join(queries([sent(SOUND, year=2024, name="own.xlsx")])["found"])


def test_a_form_with_nearly_every_figure_of_last_year_is_asked_about_too(sent, queries):
    changed = sent({**SOUND, "C08": 88.9})
    assert "8项中7项" in queries([sent(SOUND, year=2024), changed]).loc[0, "found"]


@pytest.mark.parametrize(
    ("department", "before", "now"),
    [
        (HEALTH, SOUND, {code: round(value * 1.01, 2) for code, value in SOUND.items()}),
        (HEALTH, {"C08": 88.13}, {"C08": 88.13}),  # one figure may stay what it is
        ("区委组织部", {"W24": 30.1, "W25": 20.2, "W26": 25.3}, {"W24": 30.1, "W25": 20.2, "W26": 25.3}),  # elected
    ],
)
def test_what_may_well_stay_the_same_is_not_asked_about(sent, queries, department, before, now):
    found = queries([sent(before, department, 2024), sent(now, department)])
    assert "整表沿用" not in whys(found)


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("2024年_区卫生健康委_报送表.xlsx", True),
        ("区卫生健康委2023.xlsx", True),
        ("2025年_区卫生健康委_报送表.xlsx", False),
        ("2025年报送表（2026年报）.xlsx", False),
        ("区卫生健康委20260115.xlsx", False),
        ("区卫生健康委2026年1月.xlsx", False),
        ("2026.1.15区卫生健康委.xlsx", False),
        ("2026-01-15.xlsx", False),
        ("区卫生健康委.xlsx", False),
    ],
)
def test_a_file_name_of_another_year_is_asked_about(sent, queries, name, asked):
    found = queries([sent(SOUND, name=name)])
    assert ("文件名" in whys(found, "question")) == asked and len(found) == asked


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("3:2", "正好相反"),
        ("1.5", "正好相反"),
        ("5:2", "方向相反"),
        ("2:3", ""),
        ("1:2", ""),
        ("0.67", ""),
        ("1:1", ""),
    ],
)
def test_a_ratio_upside_down_is_asked_about(sent, queries, written, asked):
    found = queries([sent({"W43": written}, "区城管局")])
    assert asked in whys(found, "question") and len(found) == bool(asked)


@pytest.mark.parametrize(
    ("value", "shown_as", "asked"),
    [(7.996, "0.00", True), (7.996, "0.000", False), (7.984, "0.00", False), (7.996, "General", False)],
)
def test_a_cell_that_shows_what_it_does_not_hold_is_asked_about_at_a_target(sent, queries, value, shown_as, asked):
    path = sent({"W03": value}, saved=True)
    book = openpyxl.load_workbook(path)
    cell = next(cell for row in book[layout.SHEET].iter_rows() for cell in row if cell.value == value)
    cell.number_format = shown_as
    book.save(path)
    found = queries([path])
    assert len(found) == asked and (not asked or "显示8.00，实际存的是7.996" in found.loc[0, "why"])


def test_a_form_of_a_newer_version_is_refused_with_what_to_do(sent, plan):
    path = sent(SOUND, saved=True)
    book = openpyxl.load_workbook(path)
    mark = json.loads(book[layout.MARK]["A1"].value)
    book[layout.MARK]["A1"].value = json.dumps(mark | {"version": layout.VERSION + 1}, ensure_ascii=False)
    book.save(path)
    entries, found = check([path], plan)
    assert not entries and "升级kzplan" in whys(found, "certain")


BEYOND = [
    ("W03", 45721, "日期2025-03-05"),
    ("W03", 0.00008, "以1/10万计应为8"),
    ("W03", 3000, "任何国家"),
    ("C01", 0.0022, "以‰计应为2.2"),
    ("C02", 250, "任何国家"),
    ("W02", 99.5, "各国"),
    ("C24", 45721, "目标4.5"),
    ("C06", 0.0004, "2020年的0.38"),
]


@pytest.mark.parametrize(("code", "value", "said"), BEYOND)
def test_what_no_place_has_seen_blocks_until_a_remark_explains_it(sent, queries, plan_copy, code, value, said):
    path = sent({code: value}, saved=True)
    found = queries([path])
    own = found[found["code"] == code]
    assert set(own["severity"]) == {"certain"} and said in whys(own)  # no question beside it about the same figure
    assert own["place"].iloc[0] and "E-" not in own["found"].iloc[0].upper()
    with pytest.raises(Blocked):
        merge([path], reloaded(plan_copy), "区统计局")
    explained = sent({code: value}, name="说明.xlsx", **{code: {"备注": "经核实无误，系一次性调整"}})
    assert "certain" not in set(queries([explained])["severity"])
    for said_of_it in ("无", "已核实", "见附件", "单位：人"):  # none gives a reason
        nothing = sent({code: value}, name="无.xlsx", **{code: {"备注": said_of_it}})
        assert "certain" in set(queries([nothing])["severity"])


def test_a_count_a_thousand_times_last_year_s_blocks_as_well(sent, queries, plan_copy):
    counts = {"W03": {"分子": 1, "分母": 7690}}
    merge([sent({"W03": 13.0}, year=2024, saved=True, **counts)], reloaded(plan_copy), "区统计局")
    now = sent({"W03": 0.0, "C08": 88.1}, W03={"分子": 0, "分母": 7690000})
    found = queries([now], reloaded(plan_copy))
    assert found[(found["heading"] == "分母")]["severity"].eq("certain").all()
    assert "2024年的7690相差1,000倍" in whys(found)


def test_two_rows_whose_figures_changed_places_are_asked_about(sent, queries):
    exchanged = sent({**SOUND, "W03": 91.37, "W04": 10.41})
    found = queries([exchanged])
    assert "W03、W04两行的数可能填反" in whys(found, "question")
    assert "填反" not in whys(queries([sent(SOUND)]))


def test_two_versions_of_one_form_are_named_as_such(sent, queries):
    paths = [sent({"C26": 90.1}, "区残联", name="甲.xlsx"), sent({"C26": 89.2}, "区残联", name="乙.xlsx")]
    found = queries(paths)
    assert set(found["file"]) == {"甲.xlsx", "乙.xlsx"} and set(found["severity"]) == {"certain"}
    assert "区残联2025年有两份表" in found.loc[0, "why"] and "C26为90.1、89.2" in found.loc[0, "why"]
    assert "责任单位一致" not in "".join(found["expected"])


def test_the_same_form_twice_and_a_form_in_both_states_are_no_two_versions(sent, queries):
    again = [sent({"C26": 90.1}, "区残联", name=name) for name in ("甲.xlsx", "乙.xlsx")]
    assert not len(queries(again))
    first = sent({"C26": 89.9}, "区残联", name="初步.xlsx", C26={"数据状态": "初步数"})
    assert "两份表" not in whys(queries([again[0], first]))


def test_no_query_is_false_on_clean_returns_of_five_years(example_checked):
    assert [{entry.year for entry in entries} for _, entries, _ in example_checked] == [{y} for y in range(2021, 2026)]
    for files, _, asked in example_checked:
        assert len(files) > 20
        assert not len(asked), asked[["file", "code", "found", "why"]].to_string()
