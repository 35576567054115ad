"""What a panel is refused for, as a frame, as an Arrow table and as a file alike: by name, before any work, and never in silence."""

import datetime

import numpy as np
import pandas as pd
import pytest

import kzplan as kz

pa = pytest.importorskip("pyarrow", reason="panels need pyarrow")
pq = pytest.importorskip("pyarrow.parquet", reason="panels need pyarrow")

ASKED = {"targets": "≥90", "kind": "proportion", "direction": "up", "unit": "%", "at": 2030}
FORMS = ("frame", "table", "file")


def panel(**columns):
    """Two places of two years, some columns other."""
    rows = [("a", 2015, 70.0), ("a", 2020, 80.0), ("b", 2015, 60.0), ("b", 2020, 75.0)]
    return pd.DataFrame(rows, columns=["place", "year", "value"]).assign(indicator="anc").assign(**columns)


def given(frame, form, folder):
    if form == "frame":
        return frame
    table = pa.Table.from_pandas(frame, preserve_index=False)
    if form == "table":
        return table
    pq.write_table(table, folder / "panel.parquet")
    return folder / "panel.parquet"


def refusal(data):
    with pytest.raises(kz.KzplanError) as refused:
        kz.project_panel(data, **ASKED)
    return str(refused.value)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("blank", [None, "", " "])
@pytest.mark.parametrize("column", ["indicator", "place"])
def test_a_row_without_a_name_is_refused_and_shown(column, blank, form, tmp_path):
    names = [*panel()[column][:-1], blank]
    told = refusal(given(panel(**{column: names}), form, tmp_path))
    assert f"no {column}" in told and "year 2020" in told and told.count("\n") == 1


@pytest.mark.parametrize("form", FORMS)
def test_names_that_differ_in_blanks_width_or_case_are_refused_at_once(form, tmp_path):
    ways = panel(indicator=["anc", "anc ", "ANC", "anc"], place=["a", " a", "b", "b"], parent=["Ｃ", "C", "C", "C"])
    told = refusal(given(ways, form, tmp_path))
    assert "'place' written in two ways" in told and "' a', 'a'" in told
    assert "'ANC', 'anc', 'anc '" in told and "'parent' written in two ways" in told and "'C', 'Ｃ'" in told


def test_codes_of_places_may_differ_in_case():
    assert kz.project_panel(panel(place=["a", "a", "A", "A"]), **ASKED)["place"].tolist() == ["a", "A"]


WRONG = {
    "year": [["2012年"] * 4, [""] * 4, [[1]] * 4, [datetime.date(2015, 1, 1)] * 4, [True] * 4],
    "value": [["x"] * 4, [True] * 4],
    "place": [[["a"]] * 4, [datetime.date(2015, 1, 1)] * 4],
    "parent": [[["a"]] * 4],
    "indicator": [[["anc"]] * 4],
    "stratum": [[["total"]] * 4],
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("column", "cells"), [(name, cells) for name, every in WRONG.items() for cells in every])
def test_a_column_of_something_else_is_refused_by_name(column, cells, form, tmp_path):
    told = refusal(given(panel(**{column: cells}), form, tmp_path))
    assert f"column '{column}'" in told and "holds" in told


def test_all_columns_of_something_else_are_told_at_once(tmp_path):
    told = refusal(given(panel(year=["x"] * 4, parent=[["a"]] * 4), "file", tmp_path))
    assert "column 'year'" in told and "column 'parent'" in told and "panel.parquet" in told


@pytest.mark.parametrize("form", FORMS)
def test_names_that_are_numbers_are_taken_as_they_are_written(form, tmp_path):
    numbered = panel(place=[500101, 500101, 500102, 500102], stratum=1)
    told = kz.project_panel(given(numbered, form, tmp_path), **ASKED)
    assert told["place"].tolist() == ["500101", "500102"] and told["stratum"].tolist() == ["1", "1"]


@pytest.mark.parametrize("form", FORMS)
def test_columns_that_hold_nothing_are_as_if_they_were_not_there(form, tmp_path):
    plain = kz.project_panel(panel(), **ASKED)
    empty = panel(parent=None, stratum=None, numerator=None, denominator=None)
    pd.testing.assert_frame_equal(kz.project_panel(given(empty, form, tmp_path), **ASKED), plain)
    told = kz.project_panel(given(panel(value=None), form, tmp_path), **ASKED)
    assert (told["reason"] == "no baseline").all()


@pytest.mark.parametrize("form", FORMS)
def test_counts_beyond_what_a_float_holds_to_the_unit_are_taken(form, tmp_path):
    big = 2**62 + 1
    told = kz.project_panel(given(panel(value=50.0, numerator=big // 2, denominator=big), form, tmp_path), **ASKED)
    assert told["latest_denominator"].tolist() == [float(big)] * 2


def test_a_file_that_was_written_anew_is_read_anew(tmp_path):
    first = kz.project_panel(given(panel(), "file", tmp_path), **ASKED)
    again = kz.project_panel(given(panel(value=[71.0, 81.0, 61.0, 76.0]), "file", tmp_path), **ASKED)
    assert (again["latest_value"] - first["latest_value"]).tolist() == [1.0, 1.0]


def test_odd_frames_are_refused():
    assert "column 'value' holds Sparse" in refusal(panel(value=pd.arrays.SparseArray([70.0, 80.0, 60.0, 75.0])))
    odd = panel()
    odd.columns = pd.Index([["place"], "year", "value", "indicator"], dtype=object, tupleize_cols=False)
    assert "a column is called ['place'], which is no name" in refusal(odd)
    assert "no row" in refusal(panel().iloc[:0])


def test_a_column_twice_is_refused(tmp_path):
    table = given(panel(), "table", tmp_path)
    table = table.append_column("year", table["year"])
    assert "column 'year' stands twice" in refusal(table)
    pq.write_table(table, tmp_path / "twice.parquet")
    assert "each column once" in refusal(tmp_path / "twice.parquet")


def test_a_folder_without_parquet_and_a_part_without_a_column_are_refused(tmp_path):
    assert "holds no Parquet file" in refusal(tmp_path)
    panel().query("place == 'a'").to_parquet(tmp_path / "1.parquet", index=False)
    panel().query("place == 'b'").drop(columns="value").to_parquet(tmp_path / "2.parquet", index=False)
    told = refusal(tmp_path)
    assert "no column 'value'" in told and "2.parquet" in told


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


@pytest.mark.parametrize("place", ["panel.parquet", "./panel.parquet", "", "of\0nothing.parquet"])
def test_an_outlook_is_never_written_over_the_panel_or_where_no_one_said(tmp_path, monkeypatch, place):
    monkeypatch.chdir(tmp_path)
    path = given(panel(), "file", tmp_path)
    before = path.read_bytes()
    with pytest.raises(kz.KzplanError):
        kz.project_panel(str(path), to=place, **ASKED)
    assert path.read_bytes() == before and [one.name for one in tmp_path.iterdir()] == ["panel.parquet"]


def test_parts_of_an_outlook_do_not_stand_among_the_files_of_the_panel(tmp_path):
    folder = tmp_path / "panel"
    folder.mkdir()
    given(panel(), "file", folder)
    for place in (folder, folder / "outlook", folder / "outlook.parquet"):
        with pytest.raises(kz.KzplanError, match="another place than the panel's own"):
            kz.project_panel(folder, to=place, **ASKED)
    assert kz.project_panel(folder, to=tmp_path / "outlook", **ASKED).is_dir()


def test_a_client_of_a_cluster_that_is_not_asked_for_is_refused():
    with pytest.raises(kz.KzplanError, match="client is for engine='dask'"):
        kz.project_panel(panel(), **ASKED, client="tcp://127.0.0.1:1")
