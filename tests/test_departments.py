"""Departments over the years: renamed, merged, abolished; who may report what, and how a disagreement ends."""

import pytest
from filling import fill_form
from loading import reloaded
from sending import merged, send

import kzplan as kz
from kzplan import cli
from kzplan.documents.feedback import feedback
from kzplan.documents.official.notes import notes_table
from kzplan.documents.official.values import complete_table
from kzplan.plan.departments import Change, Departments, add_department, named
from kzplan.returns.check import check
from kzplan.returns.form import write_forms
from kzplan.returns.merge import Blocked

OLD, NEW = "区残联", "区残疾人联合会"


def report(folder, name, department, value, code="C26", year=2025, **more):
    return send(folder, name, department, year, [{"代码": code, "本年值": value, **more}])


def current(folder, code="C26", year=2025):
    rows = reloaded(folder).returned
    rows = rows[rows["code"].eq(code) & rows["year"].eq(year) & rows["stratum"].eq("total")]
    return rows[["department", "value"]].to_numpy().tolist()


def test_a_department_that_the_plan_does_not_know_blocks_with_the_names_that_are_known(plan_copy):
    path = report(plan_copy, "a", NEW, 90.1)
    certain = check([path], reloaded(plan_copy))[1].query("severity == 'certain'")
    assert certain["found"].tolist() == [NEW] and OLD in certain["expected"].iloc[0].split("、")
    assert f"kzplan department 原单位 {NEW} --from 2025" in certain["why"].iloc[0]
    with pytest.raises(Blocked):
        merged(reloaded(plan_copy), [path])


@pytest.mark.parametrize(
    "written, read",
    [("区残联（盖章）", OLD), ("__区残联__", OLD), ("", OLD), ("　　", OLD), ("区教委", "区教委")],
)
def test_the_name_above_the_table_is_read_as_people_write_it(plan, forms, tmp_path, written, read):
    book, sheet, _ = fill_form(forms[OLD], {"C27": {"本年值": 260}})
    for cell in sheet[2]:
        if cell.value and OLD in str(cell.value):
            sheet[cell.coordinate].value = str(cell.value).replace(OLD, written)
    book.save(tmp_path / "a.xlsx")
    assert check([tmp_path / "a.xlsx"], plan)[0][0].department == read


def test_what_an_unknown_department_writes_of_its_work_blocks_as_well(plan_copy, forms, tmp_path):
    book, sheet, _ = fill_form(forms[OLD], {})
    for cell in sheet[2]:
        if cell.value and OLD in str(cell.value):
            sheet[cell.coordinate].value = str(cell.value).replace(OLD, NEW)
    book["工作情况"]["A3"].value = "开展康复服务"
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(Blocked):
        merged(reloaded(plan_copy), [tmp_path / "a.xlsx"])
    assert not (plan_copy / "work.csv").exists()
    add_department(reloaded(plan_copy), OLD, NEW, 2025)
    assert merged(reloaded(plan_copy), [tmp_path / "a.xlsx"]).texts == 1


def test_a_department_under_its_new_name_is_the_same_department(plan_copy):
    merged(reloaded(plan_copy), [report(plan_copy, "a", OLD, 90.1)])
    add_department(reloaded(plan_copy), OLD, NEW, 2024)
    plan = reloaded(plan_copy)
    again = report(plan_copy, "b", NEW, 89.2)
    assert not len(check([again], plan)[1])
    with pytest.raises(Blocked, match="--why"):
        merged(plan, [again], "2026-03-02")
    assert merged(plan, [again], "2026-03-02", "更正").revised == 1
    assert current(plan_copy) == [[NEW, 89.2]]
    assert merged(plan, [again], "2026-03-05").unchanged == 1


def test_the_old_name_is_accepted_and_said_to_be_old_and_the_new_one_reports_for_the_years_before(plan_copy):
    add_department(reloaded(plan_copy), OLD, NEW, 2024)
    plan = reloaded(plan_copy)
    queries = check([report(plan_copy, "a", OLD, 90.1)], plan)[1]
    assert queries["severity"].tolist() == ["question"] and NEW in queries["why"].iloc[0]
    merged(plan, [report(plan_copy, "b", NEW, 88.0, year=2023), report(plan_copy, "a", OLD, 90.1)])
    assert current(plan_copy, year=2023) == [[OLD, 88.0]] and current(plan_copy) == [[NEW, 90.1]]


def test_forms_and_reports_bear_the_name_of_their_year(plan_copy, tmp_path):
    add_department(reloaded(plan_copy), OLD, NEW, 2024)
    plan = reloaded(plan_copy)
    for year, name, gone in ((2023, OLD, NEW), (2024, NEW, OLD)):
        files = {path.name.split("_")[1] for path in write_forms(plan, year, tmp_path / str(year))}
        assert name in files and gone not in files
        shown = complete_table(kz.evaluate(plan, year)).frame.set_index("代码").loc["C26", "责任单位"]
        assert shown == name


def test_departments_that_merge_report_as_one_and_a_joint_target_of_theirs_has_one_left(plan_copy):
    plan = reloaded(plan_copy)
    code = next(code for code, one in plan.by_code.items() if len(one.departments) == 2)
    first, second = plan.target(code).departments
    for old in (first, second):
        add_department(reloaded(plan_copy), old, "区新局", 2026)
    plan = reloaded(plan_copy)
    assert plan.departments.responsible(code, 2025) == (first, second)
    assert plan.departments.responsible(code, 2026) == ("区新局",)
    merged(plan, [report(plan_copy, "a", first, 5.0, code, 2025), report(plan_copy, "b", second, 5.0, code, 2025)])
    merged(plan, [report(plan_copy, "c", "区新局", 5.1, code, 2026)])
    assert current(plan_copy, code, 2025) == [[first, 5.0]] and current(plan_copy, code, 2026) == [["区新局", 5.1]]


def test_one_target_is_handed_over_and_the_others_stay(plan_copy):
    plan = reloaded(plan_copy)
    assert cli.main(["department", OLD, "区教委", "--from", "2026", "--code", "C26", "--plan", str(plan_copy)]) == 0
    departments = reloaded(plan_copy).departments
    assert departments.responsible("C26", 2026) == ("区教委",) and departments.responsible("C27", 2026) == (OLD,)
    assert departments.responsible("C26", 2025) == plan.departments.responsible("C26", 2025)


def test_a_department_that_is_not_responsible_is_asked_about_and_its_figure_gives_way(plan_copy):
    foreign, own = report(plan_copy, "a", "区教委", 90.9), report(plan_copy, "b", OLD, 90.1)
    plan = reloaded(plan_copy)
    queries = check([foreign], plan)[1]
    assert queries["severity"].tolist() == ["question"] and queries["expected"].tolist() == [OLD]
    merged(plan, [foreign])
    assert current(plan_copy) == [["区教委", 90.9]]
    with pytest.raises(Blocked, match="--why"):
        merged(plan, [own])
    merged(plan, [own], why="以责任单位为准")
    assert current(plan_copy) == [[OLD, 90.1]]
    assert merged(plan, [foreign, own]).unchanged == 2


def test_a_foreign_figure_that_comes_later_changes_nothing(plan_copy):
    merged(reloaded(plan_copy), [report(plan_copy, "b", OLD, 90.1)])
    merged(reloaded(plan_copy), [report(plan_copy, "a", "区教委", 90.9)], "2026-04-01")
    assert current(plan_copy) == [[OLD, 90.1]]


@pytest.fixture
def joint(plan_copy):
    """Two departments that are responsible together have reported the same."""
    both = [report(plan_copy, "a", "区卫生健康委", 5.5, "C04"), report(plan_copy, "b", "区公安局", 5.5, "C04")]
    for path in both:
        merged(reloaded(plan_copy), [path])
    return plan_copy


def test_a_correction_with_a_reason_settles_a_disagreement(joint):
    right = report(joint, "c", "区卫生健康委", 5.9, "C04")
    assert check([right], reloaded(joint))[1]["severity"].tolist() == ["certain"]
    with pytest.raises(Blocked):
        merged(reloaded(joint), [right], "2026-04-01")
    merged(reloaded(joint), [right], "2026-04-01", "核对台账")
    assert current(joint, "C04") == [["区卫生健康委", 5.9]]
    again = [joint / "b.csv", right]  # everything in the folder once more
    assert merged(reloaded(joint), again, "2026-05-01").unchanged == 2


def test_two_new_figures_that_differ_are_never_settled_by_a_reason(plan_copy):
    both = [report(plan_copy, "a", "区卫生健康委", 5.5, "C04"), report(plan_copy, "b", "区公安局", 5.9, "C04")]
    with pytest.raises(Blocked):
        merged(reloaded(plan_copy), both, why="核对")
    merged(reloaded(plan_copy), both[:1])
    with pytest.raises(Blocked):
        merged(reloaded(plan_copy), both[1:], why="核对")


def test_a_nought_is_not_the_same_as_no_figure(plan_copy):
    merged(reloaded(plan_copy), [report(plan_copy, "a", "", 0, "C18", 分子=0, 分母=900)])
    with pytest.raises(Blocked, match="--why"):
        merged(reloaded(plan_copy), [report(plan_copy, "b", "", "无数据", "C18")])


def test_a_form_sent_under_another_name_than_it_was_made_for_is_asked_about(plan, forms, tmp_path):
    book, sheet, _ = fill_form(forms[OLD], {"C26": {"本年值": 90.1}})
    for cell in sheet[2]:
        if cell.value and OLD in str(cell.value):
            sheet[cell.coordinate].value = str(cell.value).replace(OLD, "区教委")
    book.save(tmp_path / "a.xlsx")
    entries, queries = check([tmp_path / "a.xlsx"], plan)
    assert entries[0].department == "区教委" and queries["heading"].tolist() == ["报送单位", "代码"]


def test_the_offices_own_forms_come_through(plan_copy, reference):
    office = reference.parent / "inputs" / "office"
    if not office.is_dir():
        pytest.skip("no files as they were sent here")
    plan = reloaded(plan_copy)
    merged(plan, [office / "d2_foreign.xlsx"])
    with pytest.raises(Blocked, match="--why"):
        merged(plan, [office / "d3a.xlsx"])
    merged(plan, [office / "d3a.xlsx"], "2026-03-02", "以责任单位为准")
    with pytest.raises(Blocked):
        merged(plan, [office / "d3b_renamed_revision.xlsx"], "2026-03-03", "更正")
    add_department(plan, OLD, NEW, 2025)
    merged(reloaded(plan_copy), [office / "d3b_renamed_revision.xlsx"], "2026-03-03", "更正")
    assert current(plan_copy) == [[NEW, 89.2]]


@pytest.mark.parametrize(
    "arguments, said",
    [
        (["区气象局", NEW, "--from", "2024"], "没有责任单位"),
        ([OLD, OLD, "--from", "2024"], "另一个名称"),
        ([OLD, NEW, "--from", "2019"], "2021—2030"),
        ([OLD, NEW, "--from", "2024", "--code", "C99"], "C99"),
    ],
)
def test_a_change_that_cannot_be_is_refused(plan_copy, arguments, said, capsys):
    assert cli.main(["department", *arguments, "--plan", str(plan_copy), "--lang", "zh"]) == 2
    assert said in capsys.readouterr().err and not (plan_copy / "departments.csv").exists()


def test_a_year_outside_the_plan_is_refused_in_the_same_words_at_every_door(plan_copy, tmp_path, capsys):
    plan, here = str(plan_copy), str(tmp_path / "out")
    doors = (
        ["department", OLD, NEW, "--from", "2031"],
        ["break", "C08", "--year", "2031", "--why", "改", "--who", "甲"],
        ["template", "--year", "2031", "-o", here],
        ["midterm", "--year", "2031", "-o", here],
    )
    for lang, said in (
        ("en", "the year must be one of the plan's years, 2021 to 2030; got 2031"),
        ("zh", "年份须为规划期内的年份（2021—2030年），所给为2031"),
    ):
        for door in doors:
            assert cli.main([*door, "--plan", plan, "--lang", lang]) == 2
            assert said in capsys.readouterr().err


def test_a_table_of_changes_written_by_hand_is_read_with_its_faults(plan_copy):
    lines = ["department,successor,from,code,reason,who,recorded", "区气象局,区新局,2019,C99,,,2026-01-01"]
    (plan_copy / "departments.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(kz.PlanError) as caught:
        reloaded(plan_copy)
    assert {fault.column for fault in caught.value.faults} == {"department", "from", "code"}


def test_a_name_goes_through_every_change_in_order_and_back_again():
    there, back = Change("甲局", "乙局", 2023), Change("乙局", "甲局", 2026)
    assert [named((there, back), ["甲局"], year, "W01") for year in (2022, 2024, 2027)] == [
        ("甲局",),
        ("乙局",),
        ("甲局",),
    ]
    twice = (Change("乙局", "丙局", 2023), Change("甲局", "乙局", 2023))  # renamed and merged in one year
    assert named(twice, ["甲局"], 2023, "W01") == ("丙局",)
    one = Departments({"W01": ("甲局",)}, (there, back))
    assert one.stands_for("乙局", "W01", 2022) == "甲局" and one.stands_for("乙局", "W01", 2027) == "甲局"


@pytest.mark.parametrize("name", ["区残疾人\x01联合会", "区/残联", "区残联:新"])
def test_a_name_that_no_file_or_document_can_bear_is_refused(plan_copy, name):
    with pytest.raises(kz.Refusal):
        add_department(reloaded(plan_copy), "区残联", name, 2024)
    assert not (plan_copy / "departments.csv").exists()


def test_departments_whose_figures_differ_are_all_told_which_one_counts(plan_copy, capsys):
    final = report(plan_copy, "health", "区卫生健康委", 4.8, "C04", 数据状态="核定数")
    early = report(plan_copy, "police", "区公安局", 4.6, "C04", 数据状态="初步数")
    merged(reloaded(plan_copy), [final], "2026-03-01")
    asked = check([early], reloaded(plan_copy))[1]
    assert asked["why"].str.contains("区卫生健康委（已入库）：4.8（核定数）").any()
    assert asked["why"].str.contains("以核定数为准").any() and not asked["why"].str.contains("--why").any()
    command = ["merge", str(early), "--plan", str(plan_copy), "--who", "区统计局", "--lang", "zh"]
    assert cli.main(command) == 0
    words = "采用区卫生健康委：4.8（核定数），未采用区公安局：4.6（初步数）"
    assert words in capsys.readouterr().out
    plan = reloaded(plan_copy)
    for path in (final, early):  # what is in the store already is still asked about
        assert check([path], plan)[1]["why"].str.contains("同一指标所报不一致").any(), path.name
    evaluation = kz.evaluate(plan, 2025)
    told = feedback(evaluation)
    for department in ("区卫生健康委", "区公安局"):
        assert words in told[department].text.set_index("代码").loc["C04", "请核实、补报"]
    notes = notes_table(evaluation).text.set_index("代码").loc[["C04"]]
    assert notes.query("类别 == '所报不一致'")["内容"].str.contains(words, regex=False).tolist() == [True]


def test_a_disagreement_that_blocks_says_why_and_how_it_is_settled(plan_copy):
    paths = [
        report(plan_copy, name, name, value, "C04", 数据状态="初步数")
        for name, value in (("区卫生健康委", 4.8), ("区公安局", 4.6))
    ]
    both = check(paths, reloaded(plan_copy))[1].query("severity == 'certain'")["why"]
    assert len(both) == 2 and both.str.contains("均为初步数，分不出以哪个为准，故不能入库").all()
    assert both.str.contains("改报“核定数”").all() and not both.str.contains("--why").any()  # nothing is stored yet
    merged(reloaded(plan_copy), paths[:1])
    later = check(paths[1:], reloaded(plan_copy))[1].query("severity == 'certain'")["why"]
    assert len(later) == 1 and later.str.contains("入库时用--why说明理由").all()
