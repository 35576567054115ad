import math
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import kzplan as kz
from kzplan import model
from kzplan.odds import sentence, verdict
from kzplan.words import labels


def test_one_target_says_what_its_line_of_the_outlook_says(plan, table):
    for code in ("W03", "W34b", "W42", "C06", "W05a"):
        projection, row = kz.project(plan, code), table.loc[code]
        assert projection.outlook == row["outlook"]
        for name in ("median", "p_reach", "p_published"):
            here, there = getattr(projection, name), row[name]
            assert here == there or (math.isnan(here) and math.isnan(there))


def test_the_path_ends_at_the_projection_and_starts_about_the_latest_value(plan):
    projection = kz.project(plan, "C08")
    path = projection.path().set_index("year")
    assert path.loc[2030, "median"] == pytest.approx(projection.median)
    assert path.loc[2020, "lo50"] < 87.92 < path.loc[2020, "hi50"]  # a figure is not the level itself
    assert (path.loc[2030, "lo80"], path.loc[2030, "hi80"]) == pytest.approx(projection.interval(0.8))


def test_each_assumption_can_be_changed_in_one_line(plan):
    base = kz.project(plan, "W03")
    assert kz.project(plan, "W03", births=15000).p_reach == base.p_reach
    assert kz.project(plan, "W03", births=15000).p_published != base.p_published
    assert kz.project(plan, "C08", damping=0).median == pytest.approx(87.92, abs=1)
    assert kz.project(plan, "C08", damping=1).median > kz.project(plan, "C08").median
    assert kz.project(plan, "W34b", tolerance=5).p_reach > kz.project(plan, "W34b").p_reach
    assert kz.project(plan, "C08", target="≥99").p_reach < kz.project(plan, "C08").p_reach
    assert kz.project(plan, "C08", at=2025).p_reach < kz.project(plan, "C08").p_reach
    assert kz.project(plan, "C02", reference_change=-0.1).median < kz.project(plan, "C02").median
    assert kz.project(plan, "C02", base_year=2020).row["evidence"] == "very limited"
    assert kz.project(plan, "C02", reference_class=False).median != kz.project(plan, "C02").median
    assert kz.project(plan, "C34", base_year=2020).reason == "one value"


def test_damping_moves_what_has_a_past_change_and_nothing_else(plan):
    as_it_is, damped = (kz.outlook(plan, **chosen).set_index("code") for chosen in ({}, {"damping": 0.6}))
    moved = as_it_is["p_reach"].ne(damped["p_reach"]) & as_it_is["p_reach"].notna()
    assert set(as_it_is.loc[moved, "basis"]) == {"own"}


def test_a_sentence_gives_the_odds_or_the_reason_in_both_languages(plan, table):
    for code, row in table.iterrows():
        projection = kz.project(plan, code)
        english, chinese = projection.sentence("en"), projection.sentence("zh")
        assert ("no probability" in english) == ("不给出概率" in chinese) == (row["reason"] != "")
        assert row["name_zh"] in chinese and row["name_en"] in english
        assert not re.search(r"\bnan\b|<NA>|None", english + chinese)


def test_a_convention_is_named_where_it_is_used(plan):
    assert "by convention" in kz.project(plan, "W28", conventions=True).sentence("en")
    assert kz.project(plan, "W28").reason == "not quantified"


def test_one_may_ask_how_likely_it_is_that_things_get_worse(plan):
    better, worse = (kz.project(plan, "C04", target=target).p_reach for target in ("＜5", "≥5"))
    assert better + worse == pytest.approx(1, abs=1e-12)


def test_an_unknown_code_names_the_nearest(plan):
    with pytest.raises(kz.UnknownCodeError, match="W03"):
        kz.project(plan, "w3")


@pytest.mark.parametrize(
    "wrong",
    [
        {"births": 0},
        {"births": math.nan},
        {"damping": -1},
        {"tolerance": -1},
        {"at": 1990},
        {"target": "胡说"},
        {"parameters": "nonesuch"},
        {"reference_change": -5},
        {"birth": 9000},
    ],
)
def test_an_assumption_out_of_range_is_refused(plan, wrong):
    with pytest.raises(ValueError):
        kz.project(plan, "W03", **wrong)


@pytest.mark.parametrize("level", [0, 1, 80])
def test_an_interval_needs_a_level_between_0_and_1(plan, level):
    with pytest.raises(ValueError, match="level"):
        kz.project(plan, "W03").interval(level)


def test_years_pooled_allow_more_deaths_and_a_year_alone_is_the_published_chance(plan):
    projection = kz.project(plan, "W03")
    pooled = projection.pooled((1, 3, 5)).set_index("years")
    assert pooled.loc[1, "p_published"] == pytest.approx(projection.p_published, abs=1e-6)
    assert pooled["deaths_allowed"].is_monotonic_increasing and pooled.loc[1, "deaths_allowed"] == 0
    # the more years, the nearer the chance is to that of the true rate
    away = (pooled["p_published"] - projection.p_reach).abs()
    assert away.is_monotonic_decreasing
    assert kz.project(plan, "C08").pooled().empty and kz.project(plan, "C10a").pooled().empty


def test_what_moves_only_at_elections_is_said_to(plan):
    assert "elected" in kz.project(plan, "W34a").sentence("en") and "换届" in kz.project(plan, "W34a").sentence("zh")
    assert "elected" not in kz.project(plan, "C08").sentence("en")


def test_the_reference_set_takes_no_nation_since_it_cannot_tell_one_place_from_many(plan):
    assert "nation" not in kz.project(plan, "W03", parameters="reference").sentence("en")
    assert "nation" in kz.project(plan, "W03").sentence("en")


def test_parameters_that_calibrate_wrote_can_be_used_by_their_path(plan):
    path = Path(model.__file__).with_name("shipped.csv")
    assert kz.project(plan, "C08", parameters=str(path)).p_reach == kz.project(plan, "C08").p_reach


LIKELIHOODS = [word for _, word in verdict.LIKELIHOODS]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("status", ["met", "not met"])
@pytest.mark.parametrize("word", LIKELIHOODS)
@pytest.mark.parametrize("code", ["W03", "W34b", "W02", "W42", "C06"])  # published, elected, one value, a band, a share
def test_a_sentence_says_its_likelihood_and_status_and_no_other(plan, code, word, status, lang):
    found = kz.project(plan, code)
    said = replace(found, verdict=replace(found.verdict, outlook=word, status=status))
    text = said.sentence(lang)
    assert labels.word(word, lang) in text and labels.percent(said.p_reach, lang) in text
    if lang == "zh":
        told = text.partition("换用其他依据")[0]
        assert len(re.findall(f"（{labels.word(word, lang)}[，）]", told)) == 1 and text.endswith("。")
    else:
        assert f"it is {word} (" in text and text.endswith(".")
    assert (("该值已达标" if lang == "zh" else "which meets the target") in text) == (status == "met")


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("status", ["met", "not met", "no value"])
@pytest.mark.parametrize("reason", verdict.REASONS)
def test_a_sentence_without_odds_says_why_and_gives_none(plan, reason, status, lang):
    for code in ("W03", "C30", "W07"):
        found = kz.project(plan, code)
        said = replace(found, verdict=replace(found.verdict, reason=reason, outlook="", p_reach=np.nan, status=status))
        text = said.sentence(lang)
        assert sentence.NOT_YET[reason].text(lang) in text and "%" not in text
        assert not any(f"it is {word}" in text for word in LIKELIHOODS)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_number_of_a_sentence_stands_in_its_row(plan, lang):
    for code in plan.targets.index:
        found = kz.project(plan, code)
        row, case = found.row, found.case
        known = {labels.number(row[name]) for name in ("base_value", "latest_value")} | {
            str(case.at),
            code[1:].strip("abcd"),
        }
        known |= {str(row[name]) for name in ("base_year", "latest_year")} | {
            labels.percent(p).strip("<>% ")
            for p in (row["p_reach"], row["p_published"], row["p_limit_shown"], row["p_low"], row["p_high"])
            if p == p
        }
        known |= set(
            re.findall(
                r"[0-9.]+",
                f"{row['target']} {row['rule']} {row['name_en'].replace(',', '')} {row['name_zh']} {case.target.unit} {labels.unit(case.target.unit, 'en').replace(',', '')}",
            )
        )
        if not found.reason and np.isfinite(case.criterion.low) and np.isfinite(case.criterion.high):
            known |= {labels.number(case.criterion.low), labels.number(case.criterion.high)}
            known |= {
                labels.percent(float(p)).strip("<>% ")
                for p in (found.forecast.under(case.criterion.low)[0], 1 - found.forecast.cdf(case.criterion.high)[0])
            }
        if case.births:
            known.add(f"{case.births:,.0f}".replace(",", ""))
        if case.nation:
            known |= {str(case.nation.from_year), str(case.nation.to_year), f"{abs(case.nation.change):.1f}"}
        known.add(f"{case.class_places:g}")
        if case.alone:
            known |= {str(case.around.years[-1]), labels.number(case.around.values[-1])}
        if case.latest is not None:
            known.add(str(case.latest.decimals))
        text = found.sentence(lang).replace(f"({code})", "").replace(f"（{code}）", "").replace(",", "")
        numbers = re.findall(r"[0-9]+(?:[.][0-9]+)?", text)
        assert [number for number in numbers if number not in known] == [], (code, text)
