"""What of a panel no answer is given for is said: how many, by name, in the result, in a warning and by the command."""

import re
import warnings

import pandas as pd
import pytest

import kzplan as kz

pytest.importorskip("pyarrow", reason="panels need pyarrow")


def panel(*indicators):
    rows = [(place, name, year, 60.0 + year % 7) for place in "ab" for name in indicators for year in (2015, 2020)]
    return pd.DataFrame(rows, columns=["place", "indicator", "year", "value"])


def test_indicators_that_no_target_asks_for_are_named_in_a_warning_and_beside_the_result(plan):
    with pytest.warns(kz.LeftOut, match="2 of the panel's 3 indicators.*: anc, under3_managment$") as told:
        table = kz.project_panel(panel("anc", "under3_management", "under3_managment"), plan)
    assert set(table["indicator"]) == {"under3_management"}
    assert table.attrs["left_out"] == dict.fromkeys(["anc", "under3_managment"], "no target of the plan asks for it")
    assert "3项指标" not in told[0].message.text("zh") and "有2项指标" in told[0].message.text("zh")


def test_a_stratum_that_no_target_asks_for_is_named_with_its_indicator(plan):
    frame = pd.concat([panel("under3_management"), panel("under3_management").assign(stratum="rural")])
    with pytest.warns(kz.LeftOut, match="under3_management:rural"):
        kz.project_panel(frame, plan)


def test_of_many_the_first_are_listed_and_all_are_in_the_result(plan):
    names = [f"x{i:02d}" for i in range(30)]
    with pytest.warns(kz.LeftOut, match="x07 and 22 more$"):
        table = kz.project_panel(panel("under3_management", *names), plan)
    assert list(table.attrs["left_out"]) == names


def test_nothing_is_said_where_nothing_is_left_out(plan):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        kz.project_panel(
            panel("mine"), kind="proportion", unit="%", at=2030
        )  # without a target there is a row all the same


def test_targets_that_the_panel_has_nothing_of_are_named_in_a_warning_and_beside_the_result(plan):
    with pytest.warns(
        kz.LeftOut, match=r"^no values: the panel has nothing of 92 of the plan's targets: W01 .* and 84 more$"
    ) as told:
        table = kz.project_panel(panel("under3_management"), plan)
    asked = set(table["code"])
    assert table.attrs["without"] == {c: one.name._asdict() for c, one in plan.by_code.items() if c not in asked}
    zh = told[0].message.text("zh")
    assert "：W01 " in zh and zh.endswith("，和另外84项") and not re.search(r"[WC]\d\d[a-z]?[^\W\da-z]", zh)
    assert [one.message.text("zh")[:24] for one in told] == ["无数据：规划目标中有92项在面板中没有相应指标：W"[:24]]


def test_nothing_is_said_of_targets_where_the_panel_has_all(plan):
    keys = {(one.indicator, one.stratum): None for one in plan.by_code.values()}
    rows = [(place, *key, 2020, float("nan")) for place in "ab" for key in keys]
    frame = pd.DataFrame(rows, columns=["place", "indicator", "stratum", "year", "value"])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        told = kz.project_panel(frame, plan).attrs
    assert told["left_out"] == {} and told["without"] == {}


@pytest.mark.parametrize(("lang", "said"), [("en", "left out: 1 of the panel's 2"), ("zh", "未推算：面板中有1项指标")])
def test_the_command_says_on_stderr_what_it_left_out(lang, said, tmp_path, capsys):
    from kzplan.cli import main

    panel("under3_management", "anc").to_parquet(tmp_path / "panel.parquet")
    assert main(["panel", str(tmp_path / "panel.parquet"), "-o", str(tmp_path / "out"), "--lang", lang]) == 0
    err = capsys.readouterr().err.splitlines()
    lines = [line for line in err if said in line]
    assert len(lines) == 1 and lines[0].startswith("kzplan: ") and lines[0].endswith("anc")
    nothing = {"en": "kzplan: no values: the panel has nothing of 92 of", "zh": "kzplan: 无数据：规划目标中有92项"}[
        lang
    ]
    assert sum(line.startswith(nothing) for line in err) == 1


def test_the_command_takes_the_unit_of_the_panel(tmp_path, capsys):
    from kzplan.cli import main

    frame = panel("under3_management", "stunting")
    ones = frame.assign(value=frame["value"] / 100)
    for name, table in {
        "ones": ones,
        "mixed": frame.assign(value=ones["value"].where(frame["indicator"].eq("stunting"), frame["value"])),
        "plain": frame,
    }.items():
        table.to_parquet(tmp_path / f"{name}.parquet")

    def run(name, *more):
        assert main(["panel", str(tmp_path / f"{name}.parquet"), "-o", str(tmp_path / "out.parquet"), *more]) == 0, (
            capsys.readouterr().err
        )
        return pd.read_parquet(tmp_path / "out.parquet")

    plain = run("plain")
    pd.testing.assert_frame_equal(run("ones", "--unit", "1"), plain)
    pd.testing.assert_frame_equal(run("mixed", "--unit", "stunting=1"), plain)
    pd.testing.assert_frame_equal(run("ones", "--unit", "stunting=1", "--unit", "under3_management=1"), plain)
    assert main(["panel", str(tmp_path / "ones.parquet"), "-o", "x", "--unit", "1", "--unit", "stunting=1"]) == 2
    assert "--unit is one for all" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["panel", "--help"])
    assert "--unit [INDICATOR=]UNIT" in capsys.readouterr().out
