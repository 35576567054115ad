"""Rows of a table of targets that are a part of the row above: 其中：农村."""

import pytest
import reviewing
from sending import merged, send

from kzplan.importing.confirmed import read_review
from kzplan.importing.folder import write_folder
from kzplan.importing.proposals import proposals_of
from kzplan.importing.reading import read_document
from kzplan.importing.review import write_review
from kzplan.importing.within import within
from kzplan.plan import load_plan
from kzplan.returns.check import check
from kzplan.words.errors import PlanError

HEAD = ("序号", "指标名称", "2020年", "2030年目标", "属性", "责任单位")
ROWS = [
    ("1", "婴儿死亡率（‰）", "5.2", "≤4", "约束性", "县卫生健康局"),
    ("", "其中：城市", "4.1", "≤3", "", ""),
    ("", "其中：农村", "5.9", "≤5", "", ""),
    ("2", "高中阶段毛入学率（%）", "90", "≥95", "预期性", "县教育局"),
    ("", "  女童", "89", "≥95", "", ""),
    ("3", "儿童近视率（%）", "51", "≤45", "约束性", "县教育局"),
    ("", "其中：小学生", "36", "≤34", "", ""),
    ("4", "示例服务完成率（%）", "40", "≥60", "预期性", "县民政局"),
    ("", "其中：农村", "30", "≥50", "", ""),
]


def page(rows, folder):
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in (HEAD, *rows))
    title = "<h1>示例县儿童发展规划（2021—2030年）</h1><p>儿童发展主要指标</p>"
    (folder / "plan.html").write_text(f"{title}<table>{body}</table>", encoding="utf-8")
    return proposals_of(read_document(folder / "plan.html"))


def test_a_part_of_a_target_has_its_name_unit_indicator_and_stratum(tmp_path):
    goals = page(ROWS, tmp_path).goals
    assert [(one.name, one.unit, one.proposed and one.proposed.key) for one in goals] == [
        ("婴儿死亡率（‰）", "‰", ("infant_mortality", "total")),
        ("城市婴儿死亡率（‰）", "‰", ("infant_mortality", "urban")),
        ("农村婴儿死亡率（‰）", "‰", ("infant_mortality", "rural")),
        ("高中阶段毛入学率（%）", "%", ("upper_secondary_gross_enrolment", "total")),
        ("高中阶段毛入学率，女童（%）", "%", ("upper_secondary_gross_enrolment", "girls")),
        ("儿童近视率（%）", "%", ("myopia_total", "total")),
        ("儿童近视率，小学生（%）", "%", ("myopia_primary", "total")),
        ("示例服务完成率（%）", "%", None),
        ("农村示例服务完成率（%）", "%", None),
    ]


def confirmed(folder, change=lambda row: {}):
    def own(sheet, row):
        if sheet != "目标":
            return {}
        new = {} if row["拟用指标"] else {"指标决定": "修改", "改为指标": "example_services"}
        return new | change(row)

    review = write_review(page(ROWS, folder), folder / "review.xlsx")
    return read_review(reviewing.fill(review, folder / "filled.xlsx", own))


def test_parts_are_targets_of_the_folder_beside_their_whole_with_a_baseline_of_their_own(tmp_path):
    plan = write_folder(confirmed(tmp_path), tmp_path / "made")
    told = [(code, one.indicator, one.stratum, one.departments) for code, one in plan.by_code.items()]
    assert told[:3] == [
        (code, "infant_mortality", stratum, ("县卫生健康局",))
        for code, stratum in (("C01a", "total"), ("C01b", "urban"), ("C01c", "rural"))
    ]
    assert told[-1] == ("C04b", "example_services", "rural", ("县民政局",))
    values = plan.series().query("year == 2020 and used").set_index(["indicator", "stratum"])["value"]
    assert values["infant_mortality", "rural"] == 5.9 and values["infant_mortality", "total"] == 5.2


def test_a_stratum_is_changed_in_the_review_by_its_word_or_its_id(tmp_path):
    def change(row):
        return {"指标决定": "修改", "改为分组": "女童"} if row["指标名称"] == "儿童近视率，小学生（%）" else {}

    goals = confirmed(tmp_path, change).goals
    assert [row["stratum"] for row in goals] == [
        *("total", "urban", "rural", "total", "girls", "total", "girls", "total", "rural")
    ]


def test_a_stratum_that_is_no_word_is_a_fault_that_names_its_cell(tmp_path):
    with pytest.raises(PlanError) as problem:
        confirmed(
            tmp_path, lambda row: {"指标决定": "修改", "改为分组": "山区？"} if "近视率（" in row["指标名称"] else {}
        )
    (fault,) = problem.value.faults
    assert fault.column == "改为分组" and "山区？" in str(fault.found)


@pytest.mark.parametrize("name", ["其中：初中生近视率（%）", "新生儿死亡率（‰）", "农村婴儿死亡率（‰）"])
def test_a_row_whose_own_name_says_what_is_measured_stands_on_its_own(name):
    assert within(name, "婴儿死亡率（‰）") is None


def test_a_part_without_a_row_above_stays_as_it_is_printed(tmp_path):
    (goal,) = page([("1", "其中：农村", "3", "≤2", "约束性", "县卫生健康局")], tmp_path).goals
    assert (goal.name, goal.proposed) == ("其中：农村", None)


def test_a_part_in_english_is_named_behind_its_whole():
    assert within("of which: rural", "Infant mortality rate (per 1,000)") == (
        "Infant mortality rate, rural (per 1,000)",
        "rural",
    )


@pytest.mark.parametrize(("beside", "own", "asked"), [(5.0, 4.2, True), (4.2, 4.2, False), (4.2, None, False)])
def test_a_value_beside_the_whole_that_is_not_that_of_the_parts_own_target_is_asked_about(tmp_path, beside, own, asked):
    plan = write_folder(confirmed(tmp_path), tmp_path / "made")
    rows = [{"代码": "C01a", "本年值": 4.5, "农村": beside}] + ([{"代码": "C01c", "本年值": own}] if own else [])
    queries = check([send(tmp_path, "县卫生健康局", "县卫生健康局", 2025, rows)], plan)[1]
    found = queries[queries["heading"] == "农村"]
    assert bool(len(found)) == asked
    if asked:
        assert found["severity"].tolist() == ["question"] and "C01c" in found["why"].iloc[0]
        assert found["expected"].tolist() == ["4.2"]


def test_the_parts_own_value_that_was_merged_before_is_set_beside_it_too(tmp_path):
    plan = write_folder(confirmed(tmp_path), tmp_path / "made")
    merged(plan, [send(tmp_path, "before", "县卫生健康局", 2025, [{"代码": "C01c", "本年值": 4.2}])])
    later = send(tmp_path, "later", "县卫生健康局", 2025, [{"代码": "C01a", "本年值": 4.5, "农村": 5.0}])
    assert "农村" in check([later], load_plan(plan.folder))[1]["heading"].tolist()
