import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

import kzplan as kz
from kzplan import figures
from kzplan.retrospect import decade as retrospect

matplotlib.use("Agg")


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


@pytest.fixture(scope="module")
def odds(table):
    return table.reset_index()


@pytest.fixture(scope="module")
def found(plan):
    return kz.audit(plan)


@pytest.fixture(scope="module")
def reviewed(plan):
    return kz.review(plan)


def drawn_text(figure):
    figure.set_layout_engine("none")  # where a text stands is no matter of what it says
    figure.draw_without_rendering()
    return [t.get_text() for t in figure.findobj(matplotlib.text.Text) if t.get_visible() and t.get_text().strip()]


def test_the_intervals_of_a_fan_chart_are_those_of_the_projection(plan):
    projection = kz.project(plan, "C08")
    ax = projection.plot(lang="en")
    low, high = projection.interval(0.95)
    ends = ax.collections[0].get_paths()[0].vertices
    at_end = ends[ends[:, 0] == 2030][:, 1]
    assert np.isclose([at_end.min(), at_end.max()], [low, high]).all()


def test_a_fan_chart_states_the_finding_and_its_source(plan):
    ax = kz.project(plan, "W34a").plot(lang="en")
    assert "about as likely as not" in ax.get_title(loc="left").replace("\n", " ")
    assert any("开州府发" in text for text in drawn_text(ax.figure))


def test_the_ladder_has_one_line_for_each_target_with_odds(odds):
    ax = figures.ladder(odds, "en")
    assert len(ax.get_yticks()) == (odds["outlook"] != "").sum()


def test_the_overview_counts_every_target_once(odds):
    ax = figures.overview(odds, "zh")
    assert round(sum(bar.get_width() for bar in ax.patches)) == len(odds)


def test_a_saved_figure_has_a_twin_of_numbers_and_is_the_same_bytes_again(plan, tmp_path):
    projection = kz.project(plan, "C02")
    first = kz.save_figure(projection.plot(lang="zh"), "one", projection.path(), tmp_path)
    second = kz.save_figure(kz.project(plan, "C02").plot(lang="zh"), "two", projection.path(), tmp_path)
    assert first.read_bytes() == second.read_bytes()
    assert first.with_suffix(".csv").read_text().startswith("year,median,lo50")


def test_a_saved_figure_is_what_savefig_makes_of_it_and_stays_as_it_was(plan, tmp_path):
    figure = kz.project(plan, "C02").plot(lang="zh").figure
    engine, dpi, canvas = figure.get_layout_engine(), figure.dpi, figure.canvas
    saved = kz.save_figure(figure, "one", pd.Series([1]), tmp_path)
    assert (figure.get_layout_engine(), figure.dpi, figure.canvas) == (engine, dpi, canvas)
    figure.savefig(tmp_path / "other.png", dpi=150, bbox_inches="tight", metadata={"Software": None})
    assert saved.read_bytes() == (tmp_path / "other.png").read_bytes()


@pytest.mark.parametrize("name", ["x", "x.png", "x.PNG"])
def test_a_figure_is_saved_under_the_name_given_with_its_ending_or_without(plan, tmp_path, name):
    small, path = plt.figure(figsize=(1, 1)), kz.project(plan, "C02").path()
    assert kz.save_figure(small, name, path, tmp_path).name == "x.png"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["x.csv", "x.png"]
    assert kz.save_figure(small, "fig.1", path, tmp_path).name == "fig.1.png"


def test_the_numbers_beside_a_figure_may_be_a_series_and_keep_its_names(plan, tmp_path):
    parts = kz.project(plan, "W03").because()
    told = pd.read_csv(kz.save_figure(plt.figure(figsize=(1, 1)), "parts", parts, tmp_path).with_suffix(".csv"))
    assert told.iloc[:, 0].tolist() == parts.index.tolist()
    np.testing.assert_allclose(told["value"], parts, rtol=1e-5)
    plain = kz.save_figure(plt.figure(figsize=(1, 1)), "plain", pd.Series([3.0, 4.0], name="rate"), tmp_path)
    assert plain.with_suffix(".csv").read_text() == "rate\n3\n4\n"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_figures_of_the_tables_have_a_finding_in_the_title(found, reviewed, lang):
    for ax in (figures.findings_map(found, lang)[0], figures.verdicts(retrospect.counts(reviewed, "domain"), lang)):
        assert any(digit in ax.figure.get_suptitle() for digit in "0123456789")


def test_an_english_figure_names_departments_in_english(found):
    ticks = [tick.get_text() for tick in figures.findings_map(found, "en")[0].get_yticklabels()]
    assert ticks and all(name.isascii() for name in ticks)


def test_a_target_that_is_a_count_says_what_it_counts(odds, plan):
    rows = odds[odds["code"].isin(["W36", "C12"])]
    rows.attrs = kz.outlook(plan).attrs
    said = [text.get_text() for text in figures.domain_page(rows, "zh").texts]
    assert "万人" in said and "张" in said and "35.81" in said


def test_a_rate_that_rises_on_falling_births_alone_says_so(plan, example_full):
    same = kz.project(example_full, "W03").plot(lang="en").get_title(loc="left")
    assert "1 death in each year" in same and "births fall" in same
    assert "in each year" not in kz.project(plan, "W03").plot(lang="en").get_title(loc="left")


def test_the_deaths_that_a_target_allows_are_drawn_for_rates_of_deaths_alone(plan):
    with pytest.raises(kz.KzplanError, match="no death rate"):
        figures.deaths_allowed(kz.project(plan, "C06"), [5000, 9000])


def test_the_map_of_findings_draws_the_numbers_it_hands_out(found):
    _, counts = figures.findings_map(found, "en")
    health = found[found["department"].str.contains("区卫生健康委") & found["severity"].ne("note")]
    row = counts.set_index("department").loc["区卫生健康委"]
    assert row.sum() == health["finding"].nunique()


def test_where_a_band_is_highest_before_the_target_year_the_picture_names_that_year(plan):
    from kzplan.odds.window import beyond

    told = kz.project(plan, "W03")
    path = told.path()
    path.loc[path["year"].eq(2027), "hi95"] = 300.0
    assert beyond(told.case, path).zh == "95%区间上端超出图幅，2027年至300。"
    assert beyond(told.case, path).en.endswith("to 300 in 2027.")
