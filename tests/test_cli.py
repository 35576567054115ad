import re
import subprocess
import sys

import pytest

import kzplan as kz
from kzplan import cli


@pytest.mark.parametrize("command", ["outlook", "project", "needed", "audit", "review", "report"])
def test_help_of_each_command_has_an_example(command, capsys):
    with pytest.raises(SystemExit) as stop:
        cli.main([command, "--help"])
    assert stop.value.code == 0
    assert f"example:\n  kzplan {command}" in capsys.readouterr().out


def test_the_outlook_is_printed_a_line_a_target_in_either_language(capsys):
    assert cli.main(["outlook", "--lang", "zh"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 93 and "孕产妇死亡率" in lines[2] and "或许可能" in lines[2]


def test_the_outlook_is_written_as_csv(tmp_path, capsys):
    assert cli.main(["outlook", "--csv", str(tmp_path / "o.csv")]) == 0
    assert (tmp_path / "o.csv").read_text(encoding="utf-8").count("\n") == 94


def test_what_it_would_take_is_printed_in_either_language_and_written_as_csv(tmp_path, capsys):
    assert cli.main(["needed", "--year", "2026", "--lang", "zh", "C10b", "新生儿死亡率", "W16", "W09"]) == 0
    words, none, deaths, share = capsys.readouterr().out.splitlines()
    assert words.endswith("–") and "无论报告何值" in none
    assert "低于1.5‰" in deaths and "2026年报告值在目标以内（低于38%）即可" in share and "三分之二" in share
    assert cli.main(["needed", "--csv", str(tmp_path / "n.csv")]) == 0
    assert (tmp_path / "n.csv").read_text(encoding="utf-8").count("\n") == 94


def test_a_faulty_plan_is_told_on_stderr_with_status_2_and_no_traceback(plan_copy):
    (plan_copy / "prose.csv").unlink()
    done = subprocess.run(
        [sys.executable, "-m", "kzplan.cli", "outlook", "--plan", str(plan_copy), "--lang", "zh"],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2 and done.stdout == ""
    assert "prose.csv" in done.stderr and "Traceback" not in done.stderr


def test_a_department_is_named_in_english_beside_its_own_name(capsys):
    assert cli.main(["project", "C21"]) == 0
    assert "Education commission (区教委)" in capsys.readouterr().out
    assert cli.main(["project", "C21", "--lang", "zh"]) == 0
    assert "责任单位：区教委\n" in capsys.readouterr().out


def test_in_chinese_a_target_is_told_in_chinese_throughout(plan, monkeypatch, capsys):
    monkeypatch.setattr("kzplan.plan.load_plan", {None: plan}.get)  # the shipped one is asked for once for each target
    for code in list(plan.by_code)[::5]:
        assert cli.main(["project", code, "--lang", "zh"]) == 0
        said, *lines = capsys.readouterr().out.splitlines()
        assert said and lines and all("：" in line for line in lines)
        latin = [line for line in lines if re.search(r"[A-Za-z]{3,}", line.split("：", 1)[1].replace("births", ""))]
        assert not latin, code


def test_an_unknown_code_is_told_on_stderr(capsys):
    assert cli.main(["project", "W3"]) == 2
    assert "W03" in capsys.readouterr().err


def test_an_unreadable_target_is_told_on_stderr(capsys):
    assert cli.main(["project", "W03", "--target", "胡说"]) == 2
    assert "胡说" in capsys.readouterr().err


def test_a_missing_folder_of_notebooks_is_told_on_stderr(tmp_path, capsys):
    assert cli.main(["report", "--notebooks", str(tmp_path / "none"), "-o", str(tmp_path)]) == 2
    assert "none" in capsys.readouterr().err


def test_the_audit_is_printed_with_its_counts_and_written_as_csv_and_workbooks(tmp_path, capsys):
    assert cli.main(["audit", "--lang", "zh"]) == 0
    *told, last = capsys.readouterr().out.splitlines()
    assert last.startswith("确有问题 ") and "待核实" in last
    assert any("妇女表（2011—2020年）第139行；妇女表" in line for line in told)
    heads = [line for line in told if line[:4].strip().isdigit()]
    assert heads and not any(re.search(r"women|children|row|_", line) for line in heads)
    assert cli.main(["audit", "--csv", str(tmp_path / "a.csv"), "-o", str(tmp_path)]) == 0
    assert (tmp_path / "a.csv").is_file() and len(list(tmp_path.glob("*.xlsx"))) == 2


def test_the_audit_reads_a_plan_that_the_other_commands_refuse(plan_copy, capsys):
    path = plan_copy / "printed" / "women_2011_2020.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",425,—,548,", ",425,—,5480,"), encoding="utf-8")
    assert cli.main(["outlook", "--plan", str(plan_copy)]) == 2
    assert cli.main(["audit", "--plan", str(plan_copy)]) == 0
    assert "row 86" in capsys.readouterr().out


def test_an_unknown_rule_is_told_on_stderr(capsys):
    assert cli.main(["audit", "--skip", "leaps"]) == 2
    assert "leap" in capsys.readouterr().err


def test_the_review_prints_the_share_met_with_its_denominator(tmp_path, capsys):
    assert cli.main(["review", "--by", "plan"]) == 0
    assert all(" / " in line for line in capsys.readouterr().out.splitlines())
    assert cli.main(["review", "--csv", str(tmp_path / "r.csv")]) == 0
    assert (tmp_path / "r.csv").is_file()


@pytest.mark.parametrize(
    "arguments",
    [("start", ""), ("outlook", "--csv", " "), ("audit", "-o", ""), ("check", ""), ("outlook", "--plan", "")],
)
def test_a_blank_name_of_a_file_or_folder_is_refused_before_anything_is_done(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(list(arguments))
    assert ended.value.code == 2 and "the name is blank" in capsys.readouterr().err


def test_a_table_that_cannot_be_written_where_it_is_wanted_is_told_by_its_place(tmp_path, capsys):
    assert cli.main(["needed", "W03", "--csv", str(tmp_path / "nowhere" / "x.csv")]) == 2
    assert (
        capsys.readouterr().err
        == f"kzplan: {tmp_path / 'nowhere'}: there is no such file or folder; look at its name and place\n"
    )
    assert cli.main(["needed", "W03", "--csv", str(tmp_path)]) == 2
    assert "is a folder, not a file" in capsys.readouterr().err


def test_an_interruption_while_python_loads_the_command_is_one_line():
    code = (
        "import sys\n"
        "class Interrupted:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'kzplan.cli.analysis':\n"
        "            raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Interrupted())\n"
        "from kzplan.__main__ import run\n"
        "sys.exit(run())\n"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, encoding="utf-8")
    assert (told.returncode, told.stderr) == (130, "kzplan: interrupted（已中断）\n")


def test_project_names_the_domain_in_english_and_writes_births_without_decimals(capsys):
    assert not cli.main(["project", "W03", "--births", "9000", "--lang", "en"])
    said = capsys.readouterr().out
    assert "births=9000." in said and "9000.0" not in said and "Women and health" in said


@pytest.mark.parametrize("unit", ["", "=", "stunting=", "=%", " "])
def test_a_blank_unit_of_a_panel_is_refused_by_its_option(unit):
    from kzplan.cli.output import by_name
    from kzplan.words.errors import InputError

    with pytest.raises(InputError, match="--unit"):
        by_name("--unit", [unit])


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["project", "W99"], "规划中没有目标“W99”，相近的有："),
        (["needed", "死亡"], "规划中没有目标“死亡”，相近的有："),
        (["needed", "--year", "2031"], "报告年份应在2011年至目标年份2030年之间，现为2031年"),
        (["project", "W03", "--target", "由2降到8"], "目标“由2降到8”未能读出：起点与终点的数不符合"),
    ],
)
def test_what_is_asked_amiss_is_answered_in_chinese_where_chinese_is_asked_for(typed, said, capsys):
    assert cli.main([*typed, "--lang", "zh"]) == 2
    assert said in capsys.readouterr().err


def test_a_target_that_is_not_read_says_the_cause_before_the_forms_there_are():
    with pytest.raises(kz.TargetError) as told:
        kz.parse_target("提高5%", "down", "1/10万")
    english, chinese = str(told.value), told.value.text("zh")
    assert 0 < english.index("against what is good of the indicator") < english.index("The forms that are read") < 150
    assert chinese.startswith("目标“提高5%”未能读出：与指标方向（越低越好）相反。可识别的写法：")
