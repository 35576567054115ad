"""Returned figures beside others: departments, targets, the form's own prefilled cells; what nobody could have meant is asked about."""

import datetime

import pytest
from filling import fill_cells, fill_form
from loading import reloaded

from kzplan import cli
from kzplan.returns.check import check
from kzplan.returns.merge import Blocked, merge

DAY = datetime.date(2026, 3, 1)


@pytest.fixture
def cells():
    """Path of a form → its cells, for the forms that are filled and not saved."""
    return {}


@pytest.fixture
def told(forms, tmp_path, cells):
    """Fill a form without saving it; return the path under which its cells stand."""

    def filled(values, department="区卫生健康委"):
        path = tmp_path / f"{department}.xlsx"
        cells[path] = fill_cells(forms[department], values)
        return path

    return filled


@pytest.fixture
def fill(forms, tmp_path):
    def filled(values, department="区卫生健康委", name=None):
        book, _, _ = fill_form(forms[department], values)
        out = tmp_path / (name or f"{department}.xlsx")
        book.save(out)
        return out

    return filled


@pytest.fixture
def asked(cells, plan):
    """(severity, code, heading) of what is asked about forms."""

    def of(paths, beside=plan):
        queries = check(paths, beside, read=cells.get)[1]
        return set(zip(queries["severity"], queries["code"], queries["heading"], strict=True))

    return of


@pytest.mark.parametrize(
    "heading, written, severity",
    [
        ("单位", "%", "certain"),
        ("指标", "婴儿死亡率", "certain"),
        ("指标", "孕产妇死亡比", "question"),
        ("2020年", "9.5", "question"),
        ("区2030年目标", "≤10", "question"),
    ],
)
def test_a_prefilled_cell_that_was_written_over_is_named(told, heading, written, severity, asked):
    assert asked([told({"W03": {"本年值": 13.0, "分子": 1, "分母": 7690, heading: written}})]) == {
        (severity, "W03", heading)
    }


def test_a_prefilled_number_that_excel_made_a_number_is_no_change(told, asked):
    assert not asked([told({"W03": {"本年值": 13.0, "2020年": 10.79, "指标": " 孕产妇 死亡率"}})])


def test_departments_that_disagree_on_different_days_are_both_named(fill, plan_copy):
    first = fill({"C04": {"本年值": 5.5}})
    merge([first], reloaded(plan_copy), "甲", today=DAY)
    second = fill({"C04": {"本年值": 5.9}}, "区公安局")
    queries = check([second], reloaded(plan_copy))[1]
    assert queries["severity"].tolist() == ["certain"] and "区卫生健康委（已入库）：5.5" in queries["why"][0]
    with pytest.raises(Blocked):
        merge([second], reloaded(plan_copy), "乙", "核对", today=DAY)
    mended = fill(
        {"C04": {"本年值": 5.9}}, name="mended.xlsx"
    )  # the first department agrees after all: its own report is revised
    assert merge([mended, second], reloaded(plan_copy), "乙", "核对", today=DAY).revised == 1
    assert merge([second], reloaded(plan_copy), "乙", today=DAY).unchanged == 1


def test_a_provisional_figure_beside_anothers_final_one_is_a_question(told, asked):
    paths = [
        told({"C04": {"本年值": 5.5, "数据状态": "初步数"}}),
        told({"C04": {"本年值": 5.9, "数据状态": "核定数"}}, "区公安局"),
    ]
    assert asked(paths) == {("question", "C04", "本年值")}


def test_the_same_number_typed_otherwise_is_no_disagreement(told, asked):
    assert not asked([told({"C04": {"本年值": 5.5}}), told({"C04": {"本年值": "5.50‰"}}, "区公安局")])


def test_births_are_the_same_behind_every_rate_on_births(told, asked):
    said = {"C01": {"本年值": 2.0, "分子": 15, "分母": 7500}, "C02": {"本年值": 3.0, "分子": 24, "分母": 8000}}
    assert asked([told(said)]) == {("question", "C01", "分母"), ("question", "C02", "分母")}
    said["C02"] = {"本年值": 3.0, "分子": 22.5, "分母": 7500}
    assert ("certain", "C02", "分子") in asked([told(said)])


def test_deaths_of_newborns_are_among_those_of_infants_as_counts_too(told, asked):
    said = {"C01": {"本年值": 2.0, "分子": 15, "分母": 7500}, "C02": {"分子": 14, "分母": 7500, "本年值": 1.87}}
    assert ("certain", "C01", "分子") in asked([told(said)])


def test_what_has_no_history_is_set_beside_its_target(told, asked):
    assert asked([told({"C12": {"本年值": 95}})]) == {("question", "C12", "本年值")}
    assert asked([told({"C12": {"本年值": 3170}})]) == {("certain", "C12", "本年值")}  # a thousand times too large
    assert not asked([told({"C12": {"本年值": 2.9}})])


@pytest.mark.parametrize(
    "code, written, department", [("C23", 20.5, "区卫生健康委"), ("W02", 812, "区卫生健康委"), ("C15a", 95, "区教委")]
)
def test_what_cannot_be_is_certain(told, code, written, department, asked):
    assert ("certain", code, "本年值") in asked([told({code: {"本年值": written}}, department)])


@pytest.mark.parametrize("code, written, value", [("C23", "20个", 20), ("C23", "2.1E+01", 21), ("W02", "81.2岁", 81.2)])
def test_a_unit_behind_the_number_is_read(told, plan, code, written, value, cells):
    entries, queries = check([told({code: {"本年值": written}})], plan, read=cells.get)
    assert not len(queries) and entries[0].numbers == {"value": value}


def test_a_count_with_its_word_is_read(told, plan, cells):
    entries, queries = check([told({"W03": {"本年值": 13.0, "分子": "1例", "分母": "7690人"}})], plan, read=cells.get)
    assert not len(queries) and entries[0].numbers == {"value": 13.0, "numerator": 1, "denominator": 7690}


def test_no_denominator_is_said_in_its_own_words(told, plan, cells):
    queries = check([told({"W03": {"本年值": 0, "分子": 0, "分母": 0}})], plan, read=cells.get)[1]
    assert queries["heading"].tolist() == ["分母"] and "分母为0" in queries["why"][0]


def test_what_was_not_introduced_asks_for_the_reason(told, asked):
    assert asked([told({"W07": {"本年值": "未开展"}})]) == {("question", "W07", "备注")}
    assert not asked([told({"W07": {"本年值": "未开展", "备注": "2026年起开展"}})])


def test_statuses_chosen_for_some_are_asked_of_the_others(told, asked):
    said = {"W03": {"本年值": 13.0, "数据状态": "核定数"}, "C09": {"本年值": 93.5}}
    assert asked([told(said)]) == {("question", "C09", "数据状态")}


def test_a_number_in_a_row_without_code_is_not_lost(told, asked):
    path = told({"W03": {"本年值": 13.0, "代码": None}})
    assert asked([path]) == {("certain", "", "本年值")}


def test_messages_to_an_office_are_in_its_language(plan_copy, tmp_path, capsys):
    for arguments, said in (
        (["check", str(tmp_path / "none.xlsx")], "没有这个文件"),
        (["template", "--year", "2035", "-o", str(tmp_path)], "2021—2030"),
        (["template", "--year", "2025", "--department", "区气象局", "-o", str(tmp_path)], "区教委"),
    ):
        assert cli.main([*arguments, "--plan", str(plan_copy), "--lang", "zh"]) == 2
        assert said in capsys.readouterr().err


def test_who_merges_must_be_said(fill, plan_copy):
    with pytest.raises(Blocked, match="--who"):
        merge([fill({"C09": {"本年值": 93.5}})], reloaded(plan_copy), " ", today=DAY)


def test_a_merge_never_writes_into_the_plan_that_ships(fill, capsys):
    assert cli.main(["merge", str(fill({"C09": {"本年值": 93.5}})), "--who", "甲", "--lang", "zh"]) == 2
    assert "--plan" in capsys.readouterr().err


def test_a_merge_says_where_it_wrote_and_what_remains_to_be_asked_and_which_forms_are_without_faults(
    fill, plan_copy, capsys
):
    doubtful, bad = fill({"C08": {"本年值": 9.25}}), fill({"C04": {"本年值": "约五"}}, "区公安局")
    assert cli.main(["merge", str(doubtful), str(bad), "--plan", str(plan_copy), "--who", "甲", "--lang", "zh"]) == 2
    assert f"可先并入无须更正的：{doubtful}" in capsys.readouterr().err
    assert cli.main(["merge", str(doubtful), "--plan", str(plan_copy), "--who", "甲", "--lang", "zh"]) == 0
    said = capsys.readouterr().out
    assert str(plan_copy) in said and "1处待核实" in said


def test_a_nought_without_counts_and_a_signature_without_a_value_are_asked_about(told, asked):
    assert asked([told({"C18": {"本年值": 0}})]) == {("question", "C18", "本年值")}
    signed = told({"C09": {"本年值": 93.5, "填报人": "张三"}, "C08": {"填报人": "张三"}})
    assert asked([signed]) == {("question", "", "填报人")}


def test_queries_go_into_a_workbook_by_name(fill, plan_copy, tmp_path, capsys):
    assert (
        cli.main(
            [
                "check",
                str(fill({"C09": {"本年值": 93.5}})),
                "--plan",
                str(plan_copy),
                "-o",
                str(tmp_path / "查询单"),
                "--lang",
                "zh",
            ]
        )
        == 2
    )
    assert ".xlsx" in capsys.readouterr().err


def test_a_department_that_also_gave_strata_is_not_said_to_have_reported_nothing(fill, plan_copy, asked):
    cells = {"本年值": 5.5, "城镇": 5.0, "农村": 6.0}
    merge([fill({"C04": cells})], reloaded(plan_copy), "甲", today=DAY)
    assert not asked([fill({"C04": {"本年值": 5.5}}, "区公安局")], reloaded(plan_copy))


def test_a_target_that_two_departments_report_is_counted_once(fill, capsys):
    files = [fill({"C04": {"本年值": 5.5}}), fill({"C04": {"本年值": 5.5}}, "区公安局")]
    cli.main(["check", *map(str, files)])
    assert "1 targets reported" in capsys.readouterr().out
