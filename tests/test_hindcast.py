"""The odds that the last decade's targets would have been given, beside what came true."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import kzplan as kz
from kzplan.retrospect import MET, record_of
from kzplan.retrospect.hindcast import COLUMNS

COUNTY = Path(__file__).parent.parent / "examples" / "county"


@pytest.fixture(scope="module")
def past(plan):
    return kz.hindcast(plan)


def test_each_line_is_a_target_of_the_last_decade_with_its_odds_and_its_verdict(plan, past):
    reviewed = kz.review(plan).set_index(["plan", "row"])
    assert list(past) == COLUMNS and len(past) > 100
    told = reviewed.loc[pd.MultiIndex.from_frame(past[["plan", "row"]])]
    assert past["met"].tolist() == told["outcome"].isin(MET).tolist()
    assert past["p"].between(0, 1).all() and past["value_first"].notna().all()


def test_the_odds_are_those_of_a_series_of_one_value(past):
    line = past[past["indicator"] == "preschool_gross_enrolment"].iloc[0]
    frame = pd.DataFrame({"indicator": [line["indicator"]], "year": [2010], "value": [line["value_first"]]})
    own = kz.series(frame, kind=line["kind"], direction="up", unit="%").only
    told = kz.project(own, target=line["target"], at=2020)
    assert told.p_reach == pytest.approx(line["p"]) and told.interval(0.8) == pytest.approx(
        (line["lo80"], line["hi80"])
    )


def test_a_value_lies_inside_its_interval_or_not(past):
    inside = (past["value_came"] >= past["lo80"]) & (past["value_came"] <= past["hi80"])
    assert inside.equals(past["inside80"])


def test_a_base_that_is_set_aside_gives_no_odds(plan, past):
    aside = plan.tables["corrections"].query("column == 'value_2010' and corrected != corrected")
    gone = set(zip(aside["table"].str.split("_").str[0], aside["row"], strict=True))
    assert gone and not gone & set(zip(past["plan"], past["row"], strict=True))


def test_the_line_says_what_the_table_holds(past):
    record = record_of(past)
    high = past[past["p"] >= 0.8]
    assert (record.targets, record.met) == (len(past), past["met"].sum())
    assert (record.high, record.high_met) == (len(high), high["met"].sum())
    for text in record.words:
        for number in (record.targets, record.met, record.high_met, f"{100 * record.told:.0f}%"):
            assert str(number) in text.replace(" %", "%")


def test_a_decade_without_odds_is_passed_over_in_silence(past):
    none = past.iloc[:0]
    none.attrs |= past.attrs
    assert set(record_of(none).words) == {""}


def test_the_line_stands_beside_the_warning_about_high_odds(plan, past):
    from kzplan.documents.facts import facts_of_plan, past_odds
    from kzplan.documents.texts import Texts

    words = record_of(past).words
    assert past_odds(plan) == words.zh
    low_high = {"came_true_low": 70.0, "came_true_high": 80.0}
    said = Texts(plan).blocks(
        "outlook_book.txt", facts_of_plan(plan) | low_high | {"past_odds": words.zh, "views": (), "needed_year": ""}
    )
    assert any(line.endswith(words.zh) for line in said["words"])


def test_a_countys_decade_is_its_own():
    county = kz.load_plan(COUNTY)
    record = record_of(kz.hindcast(county))
    assert (record.start, record.base) == (county.period.start, county.period.base) and record.targets
    assert np.isfinite(record.told) and str(record.start) in record.words.zh
