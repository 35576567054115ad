"""Calibration on a small panel drawn from the model itself: known parameters come back, faults are all told."""

import os
import pickle
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from kzplan import cli
from kzplan.lab.calibration import calibrate, fit, read_panel, rivals, score
from kzplan.lab.calibration import cases as cases_room
from kzplan.lab.calibration.apart import apart_of
from kzplan.model.parameters import FITTED, parameters_for
from kzplan.model.scores import shipped_table
from kzplan.words.errors import PlanError

YEARS = (1990, 2000, 2010, 2020)


def drawn(places=60, seed=4):
    """Three mortality-like indicators: level sd 0.06 a root year, a shared drift of −2 % a year."""
    rng = np.random.default_rng(seed)
    rows = []
    for i in range(3):
        for place in range(places):
            scale = 0.06 * np.sqrt(3 / rng.chisquare(3))
            drift = -0.02 + rng.normal(0, 0.2 * scale)
            z = 3 + rng.normal() + np.cumsum(rng.normal(10 * drift, scale * np.sqrt(10), len(YEARS)))
            rows += [
                (f"rate{i}", "rate", f"p{place}", year, round(float(np.exp(v)), 4))
                for year, v in zip(YEARS, z, strict=True)
            ]
    panel = pd.DataFrame(rows, columns=["indicator", "unit_kind", "geo", "year", "value"])
    return panel, pd.DataFrame({"indicator": [f"rate{i}" for i in range(3)], "good": [-1, -1, -1]})


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("panel")
    panel, indicators = drawn()
    panel.to_csv(path / "panel.csv", index=False)
    indicators.to_csv(path / "panel_indicators.csv", index=False)
    return path


@pytest.fixture(scope="module")
def calibrated():
    """``calibrate``, which fits and judges the same cases once however many panels of this file hold them."""
    known = {}

    def once(function):
        def asked(*given, **more):
            plain = [
                one.drop(columns="inside", errors="ignore") if isinstance(one, pd.DataFrame) else one for one in given
            ]
            key = function.__name__, pickle.dumps((plain, more))
            if key not in known:
                known[key] = function(*given, **more)
            return known[key]

        return asked

    def run(*arguments):
        with pytest.MonkeyPatch.context() as patch:
            for room, name in ((fit, "fit_kind"), (score, "judge"), (score, "judge_own")):
                patch.setattr(room, name, once(getattr(room, name)))
            return calibrate(*arguments)

    return run


@pytest.fixture(scope="module")
def result(folder, calibrated):
    return calibrated(folder / "panel.csv", folder / "out")


def test_cases_by_hand():
    panel = pd.DataFrame(
        {
            "indicator": "a",
            "unit_kind": "rate",
            "geo": "g",
            "good": -1.0,
            "subclass": "",
            "year": [1990.0, 1999, 2004, 2011],
            "value": [8.0, 4, 3, 2],
        }
    )
    cases = cases_room.cases_of(panel)
    assert cases[["t0", "t1", "t2", "horizon"]].to_numpy().tolist() == [[1990, 1999, 2004, 5], [1990, 1999, 2011, 10]]
    assert cases["change"].tolist() == pytest.approx([np.log(0.5) / 9] * 2)
    assert cases["class_change"].isna().all()


def test_the_class_is_the_mean_of_the_others(folder):
    cases = cases_room.cases_of(read_panel(folder / "panel.csv"))
    group = cases[(cases["indicator"] == "rate0") & (cases["horizon"] == 10) & (cases["t1"] == 2010)]
    first = group.iloc[0]
    assert first["class_change"] == pytest.approx(group["change"].iloc[1:].mean())
    assert first["one_change"] in group["change"].iloc[1:].tolist()


def test_known_parameters_come_back(result):
    kinds = result["shipped"][result["shipped"]["indicator"] == ""]
    found = kinds.set_index("parameter")["value"]
    assert set(found.index) == {*FITTED, "class_apart"} and found["class_apart"] >= 0
    assert found["level"] == pytest.approx(0.06, rel=0.35)
    assert found["class_weight"] == pytest.approx(1.0, abs=0.35)
    assert (kinds["se"].dropna() > 0).all() and (kinds["indicators"] == 3).all()


def test_every_indicator_has_a_set_of_its_own_near_its_kind(result):
    table = result["shipped"]
    own = table[table["indicator"] != ""].pivot(index="indicator", columns="parameter", values="value")
    assert list(own.index) == ["rate0", "rate1", "rate2"] and set(own.columns) == set(FITTED)
    assert own["level"].between(0.03, 0.12).all()
    scores = result["scores"].query("kind == 'all' and split == 'place' and not reference_class").set_index("method")
    assert scores.loc["indicator", "brier_skill"] > scores.loc["climatology", "brier_skill"]


def test_a_class_alone_and_a_nation_are_scored_on_places_inside_one(folder, calibrated, tmp_path):
    panel = pd.read_csv(folder / "panel.csv")
    indicators = pd.DataFrame({"indicator": panel["indicator"].unique(), "good": -1, "level": "small-area"})
    panel.to_csv(tmp_path / "inside.csv", index=False)
    indicators.to_csv(tmp_path / "inside_indicators.csv", index=False)
    told = calibrated(tmp_path / "inside.csv")
    alone = told["alone"].set_index(["kind", "asked"]).loc[("rate", "both sides")]
    assert alone["spread"] == pytest.approx(1.0, rel=0.35)  # the sd of the levels that the panel was drawn with
    assert alone["coverage80"] == pytest.approx(0.8, abs=0.1)
    nation = told["nation"].set_index("counted_as")["brier_skill"]
    assert list(nation.index) == ["none", "1", "3", "10", "many"] and nation.between(0.1, 0.5).all()


def test_how_widely_places_parted_is_worth_something_where_indicators_differ_in_it():
    rng, rows = np.random.default_rng(5), []
    for i in range(12):
        scale = 0.06 * 3.0 ** rng.uniform(-1, 1)
        z = 3 + np.cumsum(rng.normal(-0.1, scale * np.sqrt(10), (40, 3)), axis=1)
        for place, path in enumerate(np.exp(z)):
            rows += [(f"i{i:02d}", "rate", f"p{place}", year, x) for year, x in zip(YEARS[:3], path, strict=True)]
    panel = pd.DataFrame(rows, columns=["indicator", "unit_kind", "geo", "year", "value"]).assign(
        good=-1.0, subclass=""
    )
    cases = cases_room.cases_of(panel)
    cases["inside"] = cases["indicator"] >= "i06"
    p = parameters_for("rate")
    folds = [fit.Fold("rate", p, own.index, own.index[:0]) for _, own in cases.groupby("indicator")]
    told = apart_of(folds, cases).set_index("of")
    assert (
        (told["class_apart"] > 0.5).all() and told.loc["inside", "log_gain"] > 0.02 and (told["indicators"] == 6).all()
    )
    alike = cases.assign(inside=True)
    assert apart_of(folds, alike).empty


def test_scores_of_a_model_that_is_right(result):
    scores = result["scores"].set_index(["split", "kind", "reference_class", "method"]).sort_index()
    for split in ("place", "indicator"):
        shipped = scores.loc[split, "rate", False, "shipped"]
        assert [shipped["coverage50"], shipped["coverage80"], shipped["coverage95"]] == pytest.approx(
            [0.5, 0.8, 0.95], abs=0.08
        )
        assert shipped["brier_skill"] > 0.1 > scores.loc[split, "rate", False, "linear_verdict"]["brier_skill"]
        assert shipped["log_score"] < scores.loc[split, "rate", False, "climatology"]["log_score"]
    methods = set(scores.index.get_level_values("method"))
    assert methods >= {
        "climatology",
        "no_trend",
        "linear_verdict",
        "log_linear_verdict",
        "eurostat_verdict",
        "sdsn_verdict",
        "eurostat_bands",
        "sdsn_bands",
        "reference",
        "shipped",
    }
    told = result["reliability"]
    assert told["came_true"].between(0, 1).all() and (told["chance"] <= told["high"] + 1e-9).all()


def test_tables_are_written_and_the_same_again(result, folder):
    written = pd.read_csv(folder / "out" / "scores.csv")
    assert len(written) == len(result["scores"]) and (folder / "out" / "reliability.csv").exists()
    panel = read_panel(folder / "panel.csv")
    one, again = (asdict(fit.fit_kind(cases_room.cases_of(panel), "rate")) for _ in range(2))
    np.testing.assert_equal(one, again)  # what is not known is NaN, which is the same too


def test_what_others_say_of_a_decade_by_hand():
    # 20 → 15 in ten years, 12 wanted in ten more: compound −2.84 % over −2.52 % a year, linear 0.5 over 0.4
    row = pd.DataFrame(
        {
            "kind": ["rate"] * 2,
            "good": [-1.0] * 2,
            "t0": [2000.0] * 2,
            "t1": [2010.0] * 2,
            "t2": [2020.0] * 2,
            "z0": np.log([20.0] * 2),
            "z1": np.log([15.0] * 2),
            "target": np.log([12.0, 5.0]),
        }
    )
    told = rivals.verdicts(row)
    assert set(told) > {"linear", "log_linear", "canada", "eurostat", "sdsn", "un2023", "escap_current", "cn_schedule"}
    assert told["sdsn"]["verdict"].tolist() == ["on track", "moderately increasing"]
    for name, said in told.items():
        judged = said["on_track"].dropna().tolist()
        assert judged == ([] if name.startswith("escap") else [1.0, 0.0]), name  # a panel's rates have no logit


def test_words_of_others_came_true_as_often_as_committed_tables_say():
    words = shipped_table("verdicts")
    assert words.groupby("method")["share"].sum().round(3).eq(1).all() and words["came_true"].between(0, 1).all()
    said = words[words["on_track"] == 1]
    assert (said.groupby("method")["came_true"].max() < 0.75).all()  # none of them is a promise


def test_every_fault_of_a_panel_is_told_at_once(tmp_path):
    rows = [
        "indicator,unit_kind,geo,year,value",
        "a,rate,g,1990,5",
        "a,rate,g,1990,6",
        "b,share,g,2000,5",
        "c,proportion,g,2000,130",
        "d,rate,g,soon,x",
        "e,rate,g,2000,-1",
    ]
    (tmp_path / "p.csv").write_text("\n".join(rows))
    (tmp_path / "p_indicators.csv").write_text("indicator,good\na,2\n")
    with pytest.raises(PlanError) as caught:
        read_panel(tmp_path / "p.csv")
    lines = {(fault.file, fault.row, fault.column) for fault in caught.value.faults}
    assert lines == {
        ("p.csv", 3, "year"),
        ("p.csv", 4, "unit_kind"),
        ("p.csv", 5, "value"),
        ("p.csv", 6, "year"),
        ("p.csv", 6, "value"),
        ("p.csv", 7, "value"),
        ("p_indicators.csv", 2, "good"),
    }


def test_the_command_names_what_is_wrong_and_writes_nothing(tmp_path, capsys):
    (tmp_path / "p.csv").write_text("indicator,geo\na,g\n")
    assert cli.main(["calibrate", str(tmp_path / "p.csv"), "-o", str(tmp_path / "out")]) == 2
    told = capsys.readouterr().err
    assert "unit_kind" in told and "p_indicators.csv" in told and "Traceback" not in told
    assert not (tmp_path / "out").exists()


def test_the_shipped_set_earned_its_place():
    scores, reliability = shipped_table("scores"), shipped_table("reliability")
    scores = scores[scores["kind"] == "all"].set_index(["split", "reference_class", "method"]).sort_index()
    for split in ("place", "indicator"):
        for with_class, least in ((False, 0.20), (True, 0.25)):
            shipped, reference = (scores.loc[split, with_class, name] for name in ("shipped", "reference"))
            assert shipped["brier_skill"] >= least and shipped["log_score"] < reference["log_score"]
            width = shipped["coverage80_high"] - shipped["coverage80_low"]
            assert width < 0.43
            got = [shipped["coverage50"], shipped["coverage80"], shipped["coverage95"]]
            assert np.abs(np.array(got) - [0.5, 0.8, 0.95]) == pytest.approx([0, 0, 0], abs=0.02)
    likely = reliability[(reliability["method"] == "shipped") & (reliability["split"] == "indicator")]
    likely = likely[likely["low"] >= 0.66]
    assert np.average(likely["came_true"], weights=likely["targets"]) >= 0.66


@pytest.mark.skipif("KZPLAN_REFERENCE" not in os.environ, reason="KZPLAN_REFERENCE names no folder with a panel")
def test_the_reference_panel_is_read_without_a_fault():
    panel = read_panel(Path(os.environ["KZPLAN_REFERENCE"]) / "panel.csv")
    assert panel["indicator"].nunique() > 50 and set(panel["good"]) == {-1.0, 0.0, 1.0}


def test_a_panel_too_thin_to_calibrate_on_is_told_so(tmp_path, capsys):
    (tmp_path / "thin.csv").write_text(
        "indicator,unit_kind,geo,year,value,source,se\na,rate,X,2000,5,s,\n", encoding="utf-8"
    )
    (tmp_path / "thin_indicators.csv").write_text("indicator,unit_kind,good\na,rate,-1\n", encoding="utf-8")
    assert cli.main(["calibrate", str(tmp_path / "thin.csv")]) == 2
    assert "nothing to calibrate on" in capsys.readouterr().err
