"""Many districts: invented ones are marked and reproducible, and each has the others as its class."""

import numpy as np
import pytest

import kzplan as kz
from kzplan import districts, examples, measure


@pytest.fixture(scope="module")
def plans(tmp_path_factory):
    folders = examples.write_districts(tmp_path_factory.mktemp("districts"), number=3)
    return {folder.name: kz.load_plan(folder) for folder in folders}


def test_invented_districts_are_marked_and_hold_no_real_value(plans, plan):
    real = {(seen["code"], seen["value"]) for seen in plan.observations.to_dict("records")}
    for one in plans.values():
        assert examples.MARK in one.dictionary["title"] and "示例" in one.district
        own = {(seen["code"], seen["value"]) for seen in one.observations.to_dict("records")}
        assert len(own) > 20 and not own & real
        assert not len(one.tables["external"]) and not len(one.tables["prose"])


def test_the_same_seed_writes_the_same_bytes(tmp_path):
    first, second = (examples.write_districts(tmp_path / name, number=1, seed=5)[0] for name in "ab")
    for path in sorted(first.rglob("*.*")):
        assert path.read_bytes() == (second / path.relative_to(first)).read_bytes()


def test_a_district_is_no_witness_of_itself(plans):
    changes, places = districts.sister_changes(plans)
    names = list(plans)
    others = []
    for name in names[1:]:
        case = kz.project(plans[name], "C08").case
        z = measure.to_link(case.values["value"].to_numpy(float), "proportion")
        others.append((z[-1] - z[0]) / 10)
    assert changes.loc[names[0], "C08"] == pytest.approx(np.mean(others)) and places.loc[names[0], "C08"] == 2


def test_sisters_enter_as_one_call_by_hand_would_have_them(plans):
    table = districts.outlooks(plans).set_index(["district", "code"])
    changes, _ = districts.sister_changes(plans)
    name = list(plans)[1]
    by_hand = kz.project(plans[name], "C08", reference_change=changes.loc[name, "C08"], reference_places=2)
    assert table.loc[(name, "C08"), "p_reach"] == pytest.approx(by_hand.p_reach)
    assert "A reference class" in by_hand.sentence("en")
    alone = districts.outlooks(plans, sisters=False).set_index(["district", "code"])
    assert alone.loc[(name, "C08"), "p_reach"] == pytest.approx(kz.project(plans[name], "C08").p_reach)
