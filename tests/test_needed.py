"""What it would take: the value that, reported for a year, would make reaching a target likely."""

import math
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import kzplan as kz
from kzplan.indicator.target import Criterion
from kzplan.odds import needed as rooms
from kzplan.odds.reading import Reading, bound, reading
from kzplan.odds.sentence import needed_sentence
from kzplan.words.errors import UnknownNameError

YEAR = 2026
COUNTY = Path(__file__).parent.parent / "examples" / "county"


@pytest.fixture(scope="module")
def wanted(plan):
    return kz.needed(plan, year=YEAR).set_index("code")


def chance_at(plan, code, value, **more):
    return kz.project(plan, code, values={YEAR: value}, **more).p_reach


def worse(plan, row, code):
    """The next value on the bad side of one that is needed."""
    case = rooms.cases_asked(plan, None, {}, code)[0]
    step = case.multiplier / case.births if case.target.of_deaths else 10.0 ** -rooms.digits_of(case)
    from_above = math.isfinite(case.criterion.high)
    return row.needed + step if from_above else row.needed - step


def test_every_target_with_a_number_has_a_value_needed_or_the_best_chance_there_is(plan, wanted):
    said = wanted.index[wanted["needed"].notna() | wanted["best_chance"].notna()]
    numeric = {code for code, one in plan.by_code.items() if one.rule.criterion(None) is not None and one.projected}
    assert numeric <= set(said) and len(said) >= 55
    assert list(wanted.reset_index()) == rooms.COLUMNS


def test_the_value_needed_gives_the_chance_by_the_model_and_a_slightly_worse_one_less(plan, wanted):
    told = wanted[wanted["needed"].notna()]
    assert len(told) > 40
    for row in told.itertuples():
        assert chance_at(plan, row.Index, row.needed) >= row.chance, row.Index
        assert chance_at(plan, row.Index, worse(plan, row, row.Index)) < row.chance, row.Index


def test_a_higher_chance_never_asks_for_less(plan):
    tables = [kz.needed(plan, year=YEAR, chance=chance).set_index("code") for chance in (0.5, 0.6, 0.7, 0.8, 0.9)]
    wanted = pd.concat([table["needed"] for table in tables], axis=1).to_numpy()
    up = np.array(
        [one.criterion is None or math.isinf(one.criterion.high) for one in rooms.cases_asked(plan, None, {})]
    )
    steps = np.diff(wanted, axis=1) * np.where(up, 1, -1)[:, None]
    assert (np.isnan(steps) | (steps >= -1e-9)).all()
    # what one chance cannot be had for, a higher one cannot either
    assert (np.diff(np.isnan(wanted).astype(int), axis=1) >= 0).all()


def test_where_no_value_would_do_the_best_chance_is_below_the_one_asked_for(plan, wanted):
    none = wanted[wanted["needed"].isna() & wanted["best_chance"].notna()]
    assert (none["best_chance"] < none["chance"]).all() and len(none)
    for code in ("W15", "W18"):  # near a number from both sides: whatever is reported, it may drift out
        row = none.loc[code]
        goal = plan.target(code).rule.value
        near = max(chance_at(plan, code, goal + off) for off in np.arange(-5, 5, 0.25))
        assert near == pytest.approx(row["best_chance"], abs=0.002)


def test_a_target_at_the_limit_is_told_by_the_figure_as_printed(plan, wanted):
    for code in ("W10", "C21"):
        assert math.isnan(wanted.loc[code, "needed"])
        shown = kz.project(plan, code, values={YEAR: 100}).verdict.p_limit_shown
        assert wanted.loc[code, "best_chance"] == pytest.approx(shown, abs=0.01)


def test_a_target_that_names_no_number_asks_for_none(plan, wanted):
    for code in ("W01", "W09", "W20", "W32", "C27"):
        assert wanted.loc[code, ["needed", "best_chance", "events_allowed"]].isna().all(), code
    assert (
        wanted.loc["W37", "needed"] > kz.outlook(plan).set_index("code").loc["W37", "latest_value"]
    )  # 提高 on a known base


def test_what_is_needed_has_the_digits_the_indicator_is_printed_with(wanted):
    assert wanted.loc["C19", "needed"] == round(wanted.loc["C19", "needed"])  # printed as 91
    assert wanted.loc["W04", "needed"] == round(wanted.loc["W04", "needed"], 2)
    assert wanted.loc["C12", "needed"] == round(wanted.loc["C12", "needed"], 2)  # no value, a target of 3.17


def test_a_rate_on_births_says_how_many_events_its_value_allows(plan, wanted):
    rates = wanted[wanted["events_allowed"].notna()]
    assert set(rates.index) == {
        code for code in ("W03", "C01", "C02", "C04") if wanted.loc[code, "needed"] >= 0
    } and len(rates)
    births = kz.project(plan, "C04").case.births
    for code, row in rates.iterrows():
        per = kz.project(plan, code).case.multiplier
        assert round(row["events_allowed"] / births * per, 2) == pytest.approx(row["needed"])
        assert chance_at(plan, code, (row["events_allowed"] + 1) / births * per) < row["chance"]


def test_a_rate_of_few_deaths_is_asked_for_in_whole_deaths(plan, wanted):
    case = kz.project(plan, "W03").case
    near = [chance_at(plan, "W03", deaths / case.births * case.multiplier) for deaths in range(4)]
    assert wanted.loc["W03", "best_chance"] == pytest.approx(max(near), abs=0.01)  # half a death cannot be reported


def test_the_year_before_the_target_asks_for_more_certainty_of_less_change(plan):
    early, late = (kz.needed(plan, "W35", year=year).iloc[0] for year in (2022, 2030))
    assert early["needed"] < late["needed"] and late["best_chance"] > early["best_chance"]


def test_assumptions_move_what_is_needed(plan):
    plain, eased = kz.needed(plan, "W04", year=YEAR), kz.needed(plan, "W04", year=YEAR, target="≥80")
    assert eased["needed"].item() < plain["needed"].item()
    damped = kz.needed(plan, "W04", year=YEAR, damping=0.0)
    assert chance_at(plan, "W04", damped["needed"].item(), damping=0.0) >= 2 / 3


def test_a_series_of_ones_own_says_what_it_would_take():
    frame = pd.DataFrame({"indicator": "stunting", "year": [2012, 2017, 2022], "value": [9.1, 7.4, 6.2]})
    s = kz.series(frame, kind="proportion", direction="down", unit="%")
    row = kz.needed(s["stunting"], target="＜5", year=2026, at=2030).iloc[0]
    assert (
        row["code"] == "stunting"
        and kz.project(s["stunting"], target="＜5", at=2030, values={2026: row["needed"]}).p_reach >= 2 / 3
    )
    table = kz.needed(s, target={"stunting": "＜5"}, year=2026, at=2030)
    pd.testing.assert_frame_equal(table, kz.needed(s, "stunting", target="＜5", year=2026, at=2030))
    with pytest.raises(kz.KzplanError, match="no target is given"):
        kz.needed(s, year=2026, at=2030)
    with pytest.raises(UnknownNameError):
        kz.needed(s, "wasting", target="＜5", year=2026, at=2030)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"year": 2031}, "target year"),
        ({"year": 2026, "chance": 1}, "between 0 and 1"),
        ({"year": 2026, "damping": -1}, "damping"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(plan, told, said):
    with pytest.raises(kz.KzplanError, match=said):
        kz.needed(plan, **told)


def test_the_table_of_a_plan_is_made_in_one_call_and_fast(plan):
    import time

    listed = rooms.cases_asked(plan, None, {"damping": 0.37})
    waited = []
    for _ in range(3):
        start = time.process_time()
        rooms.solve(listed, [YEAR] * len(listed))
        waited.append(time.process_time() - start)
    assert min(waited) < 0.5  # a tenth of it on a machine of its own


def test_an_invented_countys_plan_says_what_it_would_take():
    county = kz.load_plan(COUNTY)
    table = kz.needed(county, year=2028).set_index("code")
    told = table[table["needed"].notna()]
    assert len(told) > 3
    for row in told.itertuples():
        assert kz.project(county, row.Index, values={2028: row.needed}).p_reach >= row.chance


def test_the_form_says_beside_each_row_what_this_years_value_would_have_to_be(plan):
    from kzplan.returns import layout

    notes = layout.needed(plan, YEAR)
    assert set(notes) == set(plan.by_code) and notes["W09"] == "—"
    value = f"{kz.needed(plan, 'C08', year=YEAR)['needed'].item():g}"
    assert (
        f"{YEAR}年" in notes["C05"]
        and "推算" in notes["C05"]
        and (value in notes["C08"]) == told_as_number(plan, "C08")
    )
    assert set(layout.needed(plan, plan.period.last).values()) == {"—"}  # the last year's value decides by itself


def told_as_number(plan, code):
    one = kz.project(plan, code)
    return reading(one.case, kz.needed(plan, code, year=YEAR).iloc[0], one.p_reach) is Reading.VALUE


def test_the_result_sheets_say_what_the_next_year_would_have_to_bring(plan):
    from kzplan.documents.official.future import IN_WORDS, chances_table

    frame = chances_table(kz.evaluate(plan, 2025)).frame.set_index("代码")
    wanted, told = kz.needed(plan, year=2026).set_index("code"), frame["2026年报告值参考"]
    numbers = told[[isinstance(one, float) and not math.isnan(one) for one in told]]
    assert set(numbers.index) == {code for code in plan.by_code if told_as_number(plan, code)} and len(numbers)
    assert (numbers == wanted.loc[numbers.index, "needed"]).all()
    assert set(told.drop(numbers.index).dropna()) == set(IN_WORDS.values())
    assert "2030年报告值参考" not in chances_table(kz.evaluate(plan, 2029)).frame


@pytest.mark.parametrize("county", [False, True])
def test_no_bound_worse_than_the_target_is_told_of_one_that_is_likely_and_none_that_asks_for_more_than_it(plan, county):
    known, year = (kz.load_plan(COUNTY), 2028) if county else (plan, YEAR)
    rows = kz.needed(known, year=year).set_index("code")
    for code in rows.index[rows["needed"].notna()]:
        one, row = kz.project(known, code), rows.loc[code]
        case, said = one.case, {lang: needed_sentence(one.case, row, lang, now=one.p_reach) for lang in ("en", "zh")}
        goal = {f"{end:.4f}".rstrip("0").rstrip(".") for end in rooms._ends(case.criterion)}
        value = f"{row['needed']:.4f}".rstrip("0").rstrip(".")
        number = {lang: value in re.findall(r"\d+(?:\.\d+)?", text) for lang, text in said.items()}
        if value in goal:
            continue
        assert number["en"] == number["zh"] == told_in(case, row, one.p_reach), (code, said)
        if number["zh"]:
            assert not one.p_reach >= row["chance"] and not case.criterion.met(row["needed"])
            up = math.isfinite(case.criterion.low)
            assert (row["needed"] > case.latest.value) if up else (row["needed"] < case.latest.value)


def told_in(case, row, now):
    return reading(case, row, now) is Reading.VALUE


def test_what_is_to_be_held_has_been_reached_and_what_has_not_been_is_not_to_be_held(plan):
    rows, said = kz.needed(plan, year=YEAR).set_index("code"), 0
    for code in rows.index:
        one = kz.project(plan, code)
        told = needed_sentence(one.case, rows.loc[code], "zh", now=one.p_reach)
        if "保持" in told or "退至" in told:
            said += 1
            assert one.verdict.status == "met", (code, told)
        if "尚未达标" in told:
            assert one.verdict.status == "not met", (code, told)
    assert said


def test_a_rate_of_deaths_is_told_by_its_target_so_that_parts_never_exceed_their_whole(plan):
    told = []
    for code in ("C01", "C02", "C04"):  # newborns among infants, infants among children under five
        case = kz.project(plan, code).case
        far = {**kz.needed(plan, code, year=YEAR).iloc[0], "needed": 7.17, "best_chance": 0.9, "events_allowed": 48}
        said = needed_sentence(case, far, "zh", now=0.4)
        assert "7.17" not in said and "48" not in said
        told.append(int(re.search(r"死亡不超过(\d+)例", said)[1]))
    assert told == sorted(told) and told[0] < told[-1]


def test_a_strict_target_is_told_by_a_word_that_leaves_its_number_out():
    assert bound(Criterion(high=0.1, high_strict=True), "‰", "zh") == "低于0.1‰"
    assert bound(Criterion(low=98.5, low_strict=True), "%", "en") == "above 98.5 %"
    assert bound(Criterion(high=0.1), "‰", "zh") == "不高于0.1‰" and bound(Criterion(low=5), "%", "en") == "5 % or more"


def test_a_quantity_however_large_gets_the_value_that_it_needs():
    grown = pd.DataFrame({"year": [2010, 2020], "value": [1e19, 1.5e19]})
    own = kz.series(grown, kind="positive", direction="up")
    assert kz.needed(own, targets="提高50%", at=2030)["needed"].gt(1e19).all()
