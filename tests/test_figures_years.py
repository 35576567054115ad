"""Figures take years and levels from the plan and its tables, and load what draws them when they draw."""

import dataclasses
import subprocess
import sys

import matplotlib
import matplotlib.pyplot as plt
import pytest

import kzplan as kz
from kzplan import figures

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


def test_importing_the_figures_does_not_load_seaborn():
    code = "import sys, kzplan.figures; print('seaborn' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "False"


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
        assert "2035" not in said(draw(table, lang)) and "None" not in said(draw(table, lang)), draw.__name__


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
