"""Figures take years and levels from the plan and its tables."""

import dataclasses

import matplotlib
import matplotlib.pyplot as plt
import pytest

import kzplan as kz
from kzplan import figures
from kzplan.evaluation import comparisons, gaps
from kzplan.lab import history

matplotlib.use("Agg")


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


@pytest.fixture(scope="module")
def later(plan):
    """The plan's own targets as those of 2035."""
    return kz.outlook(plan, at=2035)


def said(made):
    figure = getattr(made, "figure", made)
    return " ".join(t.get_text().replace("\n", " ") for t in figure.findobj(matplotlib.text.Text))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_figures_of_a_table_name_the_year_it_is_of(later, lang):
    for draw in (figures.ladder, figures.overview, figures.domain_page):
        text = said(draw(later, lang))
        assert "2035" in text and "2030" not in text, draw.__name__


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_table_that_says_no_year_gets_a_figure_without_one(later, lang):
    table = later.copy()
    table.attrs = {}
    for draw in (figures.ladder, figures.overview, figures.domain_page):
        text = said(draw(table, lang))
        assert "2035" not in text and "None" not in text, draw.__name__


def test_small_panels_have_ticks_at_the_years_of_the_plan(plan):
    drawn = figures.small_multiples([kz.project(plan, code, at=2035) for code in ("W03", "C01")], "en")
    assert drawn.axes[0].get_xticks().tolist() == [plan.period.start, plan.period.base, 2035]


def test_the_nation_stands_beside_the_plan_s_own_level(plan):
    county = dataclasses.replace(plan)
    county.__dict__["levels"] = dataclasses.replace(plan.levels, own=type(plan.levels.own)("county", "县"))
    drawn = figures.district_and_nation([kz.project(plan, "W03")], county, "en")
    assert "The county (black)" in said(drawn)
    assert "县目标" in said(figures.domain_page(kz.outlook(plan), "zh", levels=county.levels))


def test_missed_numbers_are_labelled_by_the_years_given(plan):
    reviewed = kz.review(plan)
    missed = reviewed[reviewed["outcome"].eq("missed") & reviewed["unit"].eq("%")].copy()
    missed["goal"] = [kz.parse_target(text).value for text in missed["target"]]
    text = said(figures.missed_numbers(missed, "en", start=2015, base=2025))
    assert "2015" in text and "target for 2025" in text
    missed.attrs |= {"start": 2010, "base": 2020}
    assert "target for 2020" in said(figures.missed_numbers(missed, "en"))


@pytest.fixture(scope="module")
def now(plan):
    return kz.evaluate(plan, 2025)


def test_town_and_country_are_not_compared_over_a_line_that_was_redrawn(plan):
    printed = gaps.strata_gaps(plan)
    rural = printed[printed["pair"].eq("rural/urban") & printed["unit"].eq("%")]
    assert rural["broken"].all()
    assert "narrowed" not in said(figures.strata_gaps(rural, "en")) and "缩小" not in said(
        figures.strata_gaps(rural, "zh")
    )
    assert "narrowed in 1 of 1" in said(figures.strata_gaps(rural.assign(broken=False), "en"))
    sexes = printed[printed["pair"].eq("girls/boys") & ~printed["contradicted"]]
    assert not sexes["broken"].any() and "narrowed in 4 of 4" in said(figures.strata_gaps(sexes, "en"))


def test_girls_stand_beside_no_series_of_all_pupils(plan, now):
    codes = comparisons.nation(now)["code"].tolist()
    assert "C22" in codes and not {"W11", "W12"} & set(codes)
    text = said(figures.district_and_nation([kz.project(plan, code) for code in ("W12", "C22")], plan, "en"))
    assert "W12" not in text and "of 1 at its latest value" in text


def test_the_nation_is_counted_over_every_target_drawn_that_has_a_better_side(plan, now):
    nation = comparisons.nation(now)
    drawn = figures.district_and_nation(now.projections(nation["code"].tolist()), plan, "en")
    better, known = nation["better"].eq("yes").sum(), nation["better"].ne("").sum()
    assert len([ax for ax in drawn.axes if ax.get_visible()]) == len(nation) > known
    assert f"in {better} of {known} at its latest value (not counted: {len(nation) - known}" in said(drawn)


def test_deaths_of_the_base_year_are_told_as_rates_of_one_year_and_cite_no_returns(now):
    text, text_zh = said(figures.deaths(now, "en")), said(figures.deaths(now, "zh"))
    assert "In 2020" in text and "target for 2030" in text and "4 rates" in text and "4 years" not in text
    assert "returns" not in text and "报送" not in text_zh and "recovered from its printed rates" in text


def test_no_figure_of_an_evaluation_cites_returns_before_there_are_any(now):
    assert "no return of a department up to 2025" in said(figures.verdict_bars(now, lang="en"))


def test_the_pace_required_is_from_the_latest_value_on(plan):
    text = said(figures.pace(kz.outlook(plan), "en"))
    assert "required from 2020 on" in text and "from now" not in text
    assert "2020年起所需" in said(figures.pace(kz.outlook(plan), "zh"))


def test_intervals_that_hold_every_figure_are_called_too_wide(plan):
    known = history.national_series(plan, "婴儿死亡率")
    table = history.hindcast(known, range(2013, 2020), "rate", "down").assign(low=0.0, high=1000.0)
    text = said(figures.hindcasts({("IMR", "seven years"): table}, {"IMR": known}, {"IMR": "‰"}, "en")[0])
    assert "wider than these series need" in text and "statsmodels" not in text
