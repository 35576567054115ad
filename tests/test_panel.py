"""Panels: many places at once come to what each series comes to alone, in whatever pieces and wherever the work runs."""

import numpy as np
import pandas as pd
import pytest

import kzplan as kz
from kzplan.indicator import measure

pa = pytest.importorskip("pyarrow", reason="panels need pyarrow")
pq = pytest.importorskip("pyarrow.parquet", reason="panels need pyarrow")

from kzplan.odds import panel as room  # noqa: E402
from kzplan.odds.own import case_of  # noqa: E402
from kzplan.odds.panel import source, work  # noqa: E402
from kzplan.odds.panel.asked import asked_of  # noqa: E402

MEASURED = ("kind", "direction", "unit")
KINDS = ("proportion", "rate", "positive", "count")
TARGETS = {
    "proportion": ["≥70", "50左右", "提高", "100", "—", "30-60", "≥98.5", "降低"],
    "rate": ["＜6", "降低", "0", "以2015年为基数下降1/6", "每年下降3%", "≤4.25"],
    "positive": ["≤6", "提高", "≥7.5"],
    "count": ["≤5", "减少", "—"],
}
YEARS = (2010, 2014, 2015, 2020, 2021)
SAME = [
    "base_year", "base_value", "latest_year", "latest_value", "status", "median", "lo50", "hi50", "lo80", "hi80", "lo95", "hi95",
    "p_reach", "change_so_far", "change_required", "change_unit", "acceleration", "attainment_year", "outlook", "evidence",
    "reason", "basis", "kind", "direction", "rule", "target", "p_low", "p_high", "p_limit_shown", "methods_on_track",
    "name_zh", "name_en", "status_city", "p_city", "target_city", "plan", "domain", "department", "nature",
]  # fmt: skip


def panel(places, seed=1, years=YEARS, share=0.6):
    """(frame, what is asked): every kind and form of target, gaps, few events, two provinces of several cities."""
    rng = np.random.default_rng(seed)
    asked = [(kind, text) for kind in KINDS for text in TARGETS[kind]]
    names = [f"i{i:02d}" for i in range(len(asked))]
    rows = [(p, i, year) for p in range(places) for i in range(len(asked)) for year in years if rng.random() < share]
    frame = pd.DataFrame(rows, columns=["p", "i", "year"])
    kind = np.array([one for one, _ in asked])[frame["i"]]
    level = rng.normal(0, 0.7, (places, len(asked)))[frame["p"], frame["i"]]
    z = level + rng.normal(0, 0.2, len(frame)) + 0.03 * (frame["year"] - 2015)
    value = np.where(kind == "proportion", 100 / (1 + np.exp(-z)), np.exp(z + 1.5)).round(2)
    births = np.where(kind == "rate", rng.integers(300, 9000, len(frame)), np.nan)
    deaths = np.where(
        kind == "rate", rng.poisson(np.where(kind == "rate", value * np.nan_to_num(births) / 1000, 0)), np.nan
    )
    frame["value"] = np.where(kind == "rate", (1000 * deaths / births).round(4), np.maximum(value, 0.01))
    frame["place"] = [f"county {p:03d}" for p in frame["p"]]
    frame["parent"] = [f"city {p // 7}" for p in frame["p"]]
    frame["indicator"] = [names[i] for i in frame["i"]]
    frame["numerator"], frame["denominator"] = deaths, births
    told = dict(zip(names, asked, strict=True))
    measured = {
        "kind": {name: kind for name, (kind, _) in told.items()},
        "direction": {  # more is good of a share and of what is to rise, and not of what is to fall
            name: "up" if text[0] in "≥提" or (kind == "proportion" and text != "降低") else "down"
            for name, (kind, text) in told.items()
        },
        "unit": {name: {"proportion": "%", "rate": "‰"}.get(kind, "人") for name, (kind, _) in told.items()},
    }
    targets = {name: text for name, (_, text) in told.items() if text != "—"}
    above = {f"city {c}": f"province {c // 3}" for c in range(places // 7 + 1)}
    return frame.drop(columns=["p", "i"]), {"targets": targets, "at": 2030, "parents": above, **measured}


@pytest.fixture(scope="module")
def nation():
    return panel(19)


@pytest.fixture(scope="module")
def told(nation):
    frame, asked = nation
    return kz.project_panel(frame, **asked)


def few(nation):
    """The same of three indicators: a share, a rate with counts, a quantity."""
    frame, asked = nation
    kept = ["i00", "i08", "i14"]
    parts = {name: {key: value[key] for key in kept} for name, value in asked.items() if name not in ("at", "parents")}
    return frame[frame["indicator"].isin(kept)].reset_index(drop=True), asked | parts


def alone(rows, asked, told):
    """The outlook of one place's series as ``kz.outlook`` gives it, with the class the panel found."""
    measured = {
        name: {key: one for key, one in asked[name].items() if key in set(rows["indicator"])}
        for name in ("kind", "direction", "unit")
    }
    series = kz.series(rows, **measured)
    targets = {name: asked["targets"][name] for name in series if name in asked["targets"]}
    known = told.set_index("indicator")["class_change"].dropna()
    given = {
        "reference_change": known.to_dict(),
        "reference_places": told.set_index("indicator")["class_places"].dropna().to_dict(),
    }
    return kz.outlook(series, targets, at=asked["at"], **given).set_index("code")


def test_a_series_of_a_panel_comes_to_what_it_comes_to_alone_to_the_last_bit(nation, told):
    frame, asked = nation
    assert told["reason"].nunique() > 4 and told["outlook"].nunique() > 4 and told["basis"].nunique() > 2
    checked = 0
    for place in told["place"].unique()[::5]:
        own = told[told["place"] == place].set_index("indicator", drop=False)
        drawn = own["class_level"].notna()  # to the level of its class, which series of one's own have none of
        by_hand = alone(frame[frame["place"] == place], asked, own.reset_index(drop=True)).loc[own.index]
        for name in SAME:
            one, other = own.loc[~drawn, name], by_hand.loc[~drawn, name]
            pd.testing.assert_series_equal(one, other, check_exact=True, check_dtype=False, check_names=False, obj=name)
        checked += int((~drawn).sum())
    assert checked > 30


def test_a_panel_has_the_outlooks_columns(told):
    from kzplan.odds.columns import names

    assert set(names()) - set(told.columns) == set(work.LEFT_OUT)


def test_what_would_make_a_target_likely_is_what_the_search_of_one_series_finds(nation, told):
    frame, asked = nation
    checked = 0
    for place in told["place"].unique()[::6]:
        own = told[told["place"] == place].set_index("indicator")
        rows = frame[frame["place"] == place]
        measured = {key: {name: asked[key][name] for name in set(rows["indicator"])} for key in MEASURED}
        series = kz.series(rows, **measured)
        year = int(own["needed_year"].max())
        for name in set(series) & set(asked["targets"]):
            row, last = own.loc[name], series[name].latest
            if last.year >= year or row["kind"] == "rate":
                continue
            known = {"reference_change": row["class_change"], "reference_places": row["class_places"]}
            given = known if row["class_places"] > 0 else {}
            one = kz.needed(series[name], target=asked["targets"][name], year=year, at=asked["at"], **given)
            assert row["needed_value"] == pytest.approx(one["needed"].iloc[0], nan_ok=True, abs=1e-12), name
            checked += bool(row["needed_value"] == row["needed_value"])
    assert checked > 20


def counted_case(row, rows):
    """A counted rate by hand: births as behind its latest value, its class's change and level around it."""
    from dataclasses import replace

    from kzplan.plan.classes import ClassValues

    series = kz.series(rows, kind="rate", direction="down", unit="‰").only
    known = {"reference_change": row["class_change"], "reference_places": row["class_places"]}
    known = known if row["class_places"] > 0 else {}
    births = float(rows.sort_values("year")["denominator"].iloc[-1])
    case = case_of(series, row["target"], 2030, births=births, **known)
    if np.isnan(row["class_level"]):
        return case
    nearest = inside(ClassValues, {"base_year": rows["year"].min(), "class_level": row["class_level"]}, rows)
    return replace(case, around=ClassValues(*nearest))


def test_published_rates_and_values_needed_rest_on_the_births_behind_the_latest_value(nation):
    from kzplan.odds.needed import solve
    from kzplan.odds.verdict import judge

    frame, asked = nation
    frame = frame[frame["indicator"].isin(["i08", "i13"])].replace(
        {"i08": "under5_mortality", "i13": "infant_mortality"}
    )
    targets = {"under5_mortality": "＜6", "infant_mortality": "≤4.25"}
    told = kz.project_panel(frame, targets, at=2030, parents=asked["parents"])
    checked = 0
    for _, row in told[told["reason"].eq("")].iterrows():
        case = counted_case(row, frame[(frame["place"] == row["place"]) & (frame["indicator"] == row["indicator"])])
        verdict = judge([case])[0][1]
        assert row["p_reach"] == pytest.approx(verdict.p_reach, abs=1e-12)
        assert row["p_published"] == pytest.approx(verdict.p_published, abs=0.005)
        if row["latest_year"] < 2022:
            assert row["needed_value"] == pytest.approx(solve([case], [2022])[0][0], abs=1e-12, nan_ok=True)
            checked += 1
    assert checked > 15


def test_a_target_from_a_base_of_nothing_is_a_natural_limit():
    rows = [("a", 2015, 0.0, 0.0, 463.0), ("a", 2020, 1.3532, 1.0, 739.0)]
    frame = pd.DataFrame(rows, columns=["place", "year", "value", "numerator", "denominator"]).assign(indicator="u5")
    asked = {"kind": "rate", "direction": "down", "unit": "‰", "at": 2030}
    told = kz.project_panel(frame, "以2015年为基数下降1/6", **asked).iloc[0]
    assert told["reason"] == "ceiling target" and np.isnan(told["p_reach"]) and 0 <= told["p_limit_shown"] < 1


def test_a_rate_of_few_events_is_drawn_to_the_level_of_its_class(nation, told):
    """By hand: the case of one series of its own, with the class's change and its level around it."""
    from dataclasses import replace

    from kzplan.odds.verdict import judge
    from kzplan.plan.classes import ClassValues

    frame, _ = nation
    row = told[told["class_level"].notna() & told["reason"].eq("") & told["basis"].eq("own")].iloc[3]
    rows = frame[(frame["place"] == row["place"]) & (frame["indicator"] == row["indicator"])]
    series = kz.series(rows, kind="rate", direction="down", unit="‰").only
    case = case_of(
        series, row["target"], 2030, reference_change=row["class_change"], reference_places=row["class_places"]
    )
    nearest = ClassValues(*inside(ClassValues, row, rows))
    by_hand = judge([replace(case, around=nearest)])[0][1]
    assert by_hand.p_reach == row["p_reach"] and by_hand.hi80 == row["hi80"]
    assert judge([case])[0][1].p_reach != row["p_reach"]


def inside(of, row, rows):
    """The class's value beside a series, as the fields of what a plan's class is."""
    from dataclasses import fields

    given = {"years": np.array([int(row["base_year"])]), "values": np.array([row["class_level"]])}
    return [given.get(field.name, "") for field in fields(of)]


def batches_of(table, size):
    return table.to_batches(max_chunksize=size)


def asked_as(frame, asked):
    """(what is asked, the classes) as project_panel has them, for the bare work."""
    from kzplan.odds.panel import classes

    found = source.source_of(frame)
    measured = {name: asked[name] for name in ("kind", "direction", "unit")}
    above = {area: asked["parents"][area] for area in sorted(found.areas)}
    told = asked_of(found.keys, asked["targets"], measured, asked["at"], int(found.years[-1]), {}, above)
    ranks = classes.ranks_of(found.areas, above, found.years)
    table = pa.Table.from_pandas(frame, preserve_index=False)
    sums, _ = work.sum_batches(batches_of(table, 10_000), told, ranks)
    return table, told, classes.classes_of(ranks, sums, told)


def test_the_same_bits_in_whatever_pieces_or_batches_the_rows_come(nation, told, tmp_path, monkeypatch):
    frame, asked = nation
    table, question, classes = asked_as(frame, asked)
    # Spark's mapInArrow: an iterator of record batches to another
    batches = list(work.project_batches(iter(batches_of(table, 301)), question, classes))
    one = room.projecting.frame_of(pa.Table.from_batches(batches, work.SCHEMA))
    pd.testing.assert_frame_equal(one, told, check_exact=True)
    frame, asked = few(nation)
    path = tmp_path / "panel.parquet"
    frame.to_parquet(path, row_group_size=61)
    told = told[told["indicator"].isin(asked["kind"])].reset_index(drop=True)
    monkeypatch.setattr(source, "ROWS", 60)
    pd.testing.assert_frame_equal(kz.project_panel(path, **asked), told, check_exact=True)
    pd.testing.assert_frame_equal(kz.project_panel(ds_of(path), **asked), told, check_exact=True)


def ds_of(path):
    import pyarrow.dataset as ds

    return ds.dataset(path)


def test_the_class_is_the_other_places_of_the_nearest_area_with_enough_of_them(nation, told):
    frame, asked = nation
    row = told[(told["indicator"] == "i00") & told["class"].eq("city 1")].iloc[0]
    same = told[(told["parent"] == "city 1") & (told["indicator"] == "i00") & told["basis"].eq("own")]
    others = same[same["place"] != row["place"]]
    change = np.diff(measure.to_link(others[["base_value", "latest_value"]].to_numpy(), "proportion"))[:, 0]
    change /= (others["latest_year"] - others["base_year"]).to_numpy(float)
    assert row["class_places"] == len(others) >= 5 and row["class_change"] == pytest.approx(change.mean(), abs=1e-8)
    # the last city has five places, too few: its counties look to the province, and beyond it to all
    assert set(told[told["parent"] == "city 2"]["class"]) <= {"province 0", "all"}
    alone = kz.project_panel(frame, **asked, classes=False)
    assert (alone["class"] == "").all() and alone["class_change"].isna().all() and (alone["class_basis"] == "").all()
    lone = kz.project_panel(frame[frame["parent"].eq("city 2")].iloc[::-1], **asked)  # five places: four others
    assert set(lone["class_basis"]) == {"few places"} and set(told.loc[row.name, ["class_basis"]]) == {"enough places"}
    assert (alone["p_reach"] - told["p_reach"]).abs().max() > 0.05


def test_a_place_without_a_value_is_told_from_its_class_alone_where_that_has_been_earned():
    frame, asked = panel(12)
    asked |= {"targets": "≥70", "kind": "proportion", "direction": "up", "unit": "%"}
    frame = frame[frame["indicator"] == "i00"].drop(columns=["numerator", "denominator"])
    bare = frame[frame["place"] == "county 003"].head(1).assign(value=np.nan)
    told = kz.project_panel(pd.concat([frame[frame["place"] != "county 003"], bare]), **asked).set_index("place")
    row = told.loc["county 003"]
    assert row["basis"] == "" and row["reason"] == "no baseline" and np.isnan(row["p_reach"])
    assert 0 < row["class_p_reach"] < 1 and row["class_p_reach"] == told.loc["county 004", "class_p_reach"]


def test_targets_of_a_plan_are_asked_of_every_place(plan, table):
    rows = [
        {
            "place": f"区 {i}",
            "indicator": target.indicator,
            "stratum": target.stratum,
            "year": one.year,
            "value": one.value,
        }
        for i in range(3)
        for target in plan.by_code.values()
        if target.comparable
        for one in plan.series_of(target.code)
    ]
    frame = pd.DataFrame(rows).drop_duplicates(["place", "indicator", "stratum", "year"])
    told = kz.project_panel(frame, plan, classes=False)
    assert set(told["place"]) == {"区 0", "区 1", "区 2"} and told["target"].isin(table["target"]).all()
    own = told[told["place"] == "区 1"].set_index(["indicator", "stratum"])
    same = 0
    for code, target in plan.by_code.items():
        given = table.loc[code]
        if target.on_births or (target.indicator, target.stratum) not in own.index or given["reason"]:
            continue
        by_itself = kz.project(plan, code, reference_class=False)
        row = own.loc[(target.indicator, target.stratum)]
        if row["target"] == given["target"] and "B" not in by_itself.case.series.grades:
            assert row["median"] == by_itself.median and row["p_reach"] == by_itself.p_reach, code
            assert row["status"] == given["status"] and row["name_zh"] == given["name_zh"], code
            assert row["target_city"] == given["target_city"] and row["status_city"] == given["status_city"], code
            np.testing.assert_array_equal([row["p_city"]], [by_itself.verdict.p_above], err_msg=code)
            assert row["needed_year"] is pd.NA or row["needed_year"] == plan.period.midterm + 1
            same += 1
    assert same > 10


FAULTS = {
    "value": ({"value": 120.0}, "values within natural limits"),
    "year twice": ({"year": 2010}, "a year stands twice"),
    "no year": ({"year": 20}, "no year"),
    "counts": ({"denominator": -1.0}, "counts that cannot be"),
    "another rate": ({"numerator": 1.0, "denominator": 50.0}, "values that are not their counts' rate"),
    "no place": ({"place": ""}, "no place"),
    "another area": ({"parent": "elsewhere"}, "lies in two areas"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_refused_with_its_row(fault):
    frame = pd.DataFrame(
        {"place": "a", "parent": "c", "indicator": "anc", "year": [2010, 2015, 2020], "value": [70.0, 75.0, 81.0]}
    )
    frame = frame.assign(numerator=np.nan, denominator=np.nan)
    changed, said = FAULTS[fault]
    frame.loc[1, list(changed)] = list(changed.values())
    with pytest.raises(kz.KzplanError, match=said):
        kz.project_panel(frame, "≥90", kind="proportion", direction="up", unit="%")


def test_what_cannot_be_a_panel_is_refused(tmp_path):
    frame = pd.DataFrame(
        {"place": ["a", "b", "a"], "indicator": "anc", "year": [2010, 2010, 2020], "value": [70.0, 71.0, 81.0]}
    )
    path = tmp_path / "mixed.parquet"
    frame.to_parquet(path)
    with pytest.raises(kz.KzplanError, match="'a' do not stand together"):
        kz.project_panel(path, kind="proportion")
    assert len(kz.project_panel(frame, kind="proportion")) == 2  # a frame is sorted here
    with pytest.raises(kz.KzplanError, match="no column 'value'"):
        kz.project_panel(frame.drop(columns="value"))
    with pytest.raises(kz.KzplanError, match="kind of 'mine'"):
        kz.project_panel(frame.assign(indicator="mine"))
    with pytest.raises(kz.KzplanError, match="no such file"):
        kz.project_panel(tmp_path / "none.parquet")
    with pytest.raises(kz.KzplanError, match="a year after 2020"):
        kz.project_panel(frame, kind="proportion", at=2019)


def test_parts_that_are_there_are_kept_and_give_the_same_bytes(nation, tmp_path, monkeypatch):
    frame, asked = few(nation)
    path = tmp_path / "panel.parquet"
    frame.to_parquet(path, row_group_size=60)
    monkeypatch.setattr(source, "ROWS", 40)
    seen = []
    whole = kz.project_panel(path, **asked, to=tmp_path / "out", progress=lambda done, of: seen.append((done, of)))
    parts = {part.name: part.read_bytes() for part in sorted(whole.iterdir())}
    n = len(parts)
    assert n >= 4 and seen == [(i, n) for i in range(n + 1)]
    (whole / "part-00002.parquet").unlink()
    (whole / "part-00003.parquet").write_bytes(b"half a file")
    kept = (whole / "part-00001.parquet").stat().st_mtime_ns
    seen.clear()
    kz.project_panel(path, **asked, to=whole, progress=lambda done, of: seen.append((done, of)))
    assert {part.name: part.read_bytes() for part in sorted(whole.iterdir())} == parts
    assert (whole / "part-00001.parquet").stat().st_mtime_ns == kept and seen == [(n - 2, n), (n - 1, n), (n, n)]
    kz.project_panel(path, **asked | {"at": 2031}, to=whole)  # another question: no part is kept
    assert (whole / "part-00001.parquet").read_bytes() != parts["part-00001.parquet"]
    one = kz.project_panel(path, **asked, to=tmp_path / "one.parquet")
    pd.testing.assert_frame_equal(
        pd.read_parquet(one), pq.read_table(kz.project_panel(path, **asked, to=whole)).to_pandas()
    )


@pytest.fixture(scope="module")
def cluster():
    distributed = pytest.importorskip("distributed", reason="a cluster needs dask and distributed")
    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None}
    with distributed.LocalCluster(**options) as found:
        yield found


@pytest.mark.filterwarnings("ignore")
def test_two_workers_of_a_cluster_give_the_same_bytes_even_where_one_is_killed(nation, tmp_path, monkeypatch, cluster):
    frame, asked = few(nation)
    path = tmp_path / "panel.parquet"
    frame.to_parquet(path, row_group_size=60)
    monkeypatch.setattr(source, "ROWS", 16)
    here = kz.project_panel(path, **asked, to=tmp_path / "here.parquet").read_bytes()
    address = cluster.scheduler_address
    there = kz.project_panel(path, **asked, engine="dask", client=address, to=tmp_path / "there.parquet")
    assert there.read_bytes() == here

    killed = []

    def kill(done, of):
        if done == 1 and not killed:
            import os
            import signal

            worker = next(iter(cluster.workers.values()))
            killed.append(worker.pid)
            os.kill(worker.pid, signal.SIGKILL)

    after = kz.project_panel(path, **asked, engine="dask", client=address, to=tmp_path / "after.parquet", progress=kill)
    assert killed and after.read_bytes() == here


def test_a_folder_of_plans_becomes_a_panel_and_a_bad_one_is_named_and_left_out(tmp_path, plan):
    from kzplan.lab.examples import write_districts

    folders = write_districts(tmp_path, number=3)
    (folders[1] / "targets.csv").write_text("nonsense\n", encoding="utf-8")
    with pytest.warns(UserWarning, match=f"left out: {folders[1].name}"):
        rows = kz.districts.load(tmp_path, parents={"示例区01": "市", "示例区03": "市"})
    assert set(rows["place"]) == {"示例区01", "示例区03"} and set(rows.attrs["left_out"]) == {folders[1].name}
    assert set(rows["parent"]) == {"市"}
    told = kz.project_panel(rows, plan).set_index(["place", "indicator", "stratum"])
    row = told.loc[("示例区01", "under3_management", "total")]
    known = {"reference_change": row["class_change"], "reference_places": row["class_places"]}
    assert row["class_places"] == 1 and row["p_reach"] == kz.project(kz.load_plan(folders[0]), "C08", **known).p_reach
    with pytest.raises(kz.KzplanError, match="no plan in"):
        kz.districts.load(tmp_path / "nowhere")


def test_the_command_writes_parts_and_says_how_far_it_is(tmp_path, capsys):
    from kzplan.cli import main

    frame = pd.DataFrame({"place": ["a", "a", "b", "b"], "indicator": "under3_management", "year": [2015, 2020] * 2})
    frame["value"] = [70.0, 80.0, 60.0, 75.0]
    frame.to_parquet(tmp_path / "panel.parquet")
    assert main(["panel", str(tmp_path / "panel.parquet"), "-o", str(tmp_path / "out")]) == 0
    told = pd.read_parquet(tmp_path / "out")
    assert told["place"].tolist() == ["a", "b"] and told["target"].nunique() == 1 and told["p_reach"].notna().all()
    said = capsys.readouterr()
    assert "projecting" in said.err and "the targets of the plan of 开州区 (no --plan was given" in said.out
    assert main(["panel", str(tmp_path / "none.parquet"), "-o", str(tmp_path / "out")]) == 2
    assert "no such file" in capsys.readouterr().err


def test_thirds_are_told_where_intervals_part_and_not_where_they_cover_each_other():
    from kzplan.odds.ranks import thirds

    medians = np.repeat([10.0, 50.0, 90.0], 10)
    ends = {
        f"{end}{level}": medians + sign * reach
        for level, reach in ((50, 1), (80, 2), (95, 3))
        for end, sign in (("lo", -1), ("hi", 1))
    }
    table = pd.DataFrame(
        {"place": range(30), "indicator": "x", "stratum": "total", "direction": "down", "median": medians, **ends}
    )
    told = thirds(table)
    assert told["third"].tolist() == ["best"] * 10 + ["middle"] * 10 + ["last"] * 10
    assert (
        thirds(table.assign(median=50.0, **{name: 50.0 + end[0] - 50 for name, end in table[list(ends)].items()}))[
            "third"
        ]
        == ""
    ).all()
    assert thirds(table.assign(direction="up"))["median"].iloc[0] == 90
    with pytest.raises(kz.KzplanError, match="neither way is good"):
        thirds(table.assign(direction="none"))


def test_hardly_a_place_is_named_where_chance_alone_parts_them():
    from kzplan.odds.ranks import funnel

    rng = np.random.default_rng(4)
    bottom = rng.integers(200, 20_000, 1500)
    for spread in (0.0, 0.2):
        rows = pd.DataFrame({"place": range(1500), "denominator": bottom})
        rows["numerator"] = rng.poisson(0.01 * bottom * rng.lognormal(0, spread, 1500))
        assert funnel(rows, 1000)["named"].sum() <= 3
    rows.loc[:4, "denominator"] = 20_000
    rows.loc[:4, "numerator"] = 600
    found = funnel(rows, 1000)
    assert found["named"][:5].all() and found["named"].sum() <= 9


def test_what_became_of_a_simulated_nation_agrees_with_what_it_was_asked():
    from kzplan.lab.nation import nation

    made, again = nation(60, 17, seed=3), nation(60, 17, seed=3)
    pd.testing.assert_frame_equal(made.panel, again.panel)
    assert len(made.targets) == 17 and made.truth["met"].mean() == pytest.approx(0.5, abs=0.15)
    told = kz.project_panel(made.panel, **made.asked).merge(made.truth, on=["place", "indicator"])
    # so many points above a base near 100 % is more than there is, which no place can meet
    beyond = told["reason"].eq("ceiling target")
    assert told["reason"][~beyond].eq("").all() and not told["met"][beyond].any() and beyond.mean() < 0.05
    assert told["truth"].between(told["lo80"], told["hi80"]).mean() > 0.6
