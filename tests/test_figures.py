import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib import font_manager

import kzplan as kz
from kzplan import figures
from kzplan.lab import calibration, history
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


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_character_of_every_fan_chart_is_in_the_font_that_ships(plan, odds, lang):
    figures.use_style()
    known = set()
    for family in matplotlib.rcParams["font.family"]:
        known |= set(font_manager.get_font(font_manager.findfont(family)).get_charmap())
    for code in odds.loc[odds["median"].notna(), "code"]:
        text = "".join(drawn_text(kz.project(plan, code).plot(lang=lang).figure))
        assert {c for c in text if ord(c) not in known and not c.isspace()} == set(), code
        plt.close("all")


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


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("code", ["W03", "W34b", "W42", "C06", "W18"])
def test_text_below_and_above_a_fan_chart_does_not_collide(plan, code, lang):
    ax = kz.project(plan, code).plot(lang=lang)
    ax.figure.draw_without_rendering()
    boxes = [ax.get_legend().get_window_extent(), ax.title.get_window_extent(), ax.texts[-1].get_window_extent()]
    boxes += [ax._left_title.get_window_extent()]
    boxes = [box for box in boxes if box.width > 1]
    overlaps = [(i, j) for i in range(len(boxes)) for j in range(i) if boxes[i].overlaps(boxes[j])]
    assert overlaps == []


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


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_figures_of_the_tables_have_every_glyph_and_a_finding_in_the_title(found, reviewed, lang):
    figures.use_style()
    axes = [figures.findings_map(found, lang)[0], figures.verdicts(retrospect.counts(reviewed, "domain"), lang)]
    known = set()
    for family in matplotlib.rcParams["font.family"]:
        known |= set(font_manager.get_font(font_manager.findfont(family)).get_charmap())
    for ax in axes:
        text = "".join(drawn_text(ax.figure))
        assert {c for c in text if ord(c) not in known and not c.isspace()} == set()
        assert any(digit in ax.get_title(loc="left") for digit in "0123456789")


def test_the_map_of_findings_draws_the_numbers_it_hands_out(found):
    _, counts = figures.findings_map(found, "en")
    health = found[found["department"].str.contains("区卫生健康委") & found["severity"].ne("note")]
    row = counts.set_index("department").loc["区卫生健康委"]
    assert row.sum() == health["finding"].nunique()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_figures_of_the_model_state_their_finding_with_every_glyph(plan, lang):
    scores, reliability = calibration.shipped_table("scores"), calibration.shipped_table("reliability")
    unseen = scores[scores["split"].eq("indicator") & scores["kind"].eq("all") & ~scores["reference_class"]]
    own = reliability[reliability["method"].eq("shipped") & ~reliability["reference_class"]]
    series = history.national_series(plan, "婴儿死亡率")
    table = history.hindcast(series, range(2013, 2020), "rate", "down", "mortality")
    figure, ours, _ = figures.hindcasts({("IMR", "2013–2019"): table}, {"IMR": series}, {"IMR": "‰"}, lang)
    assert 0 <= ours <= 1
    known = set()
    for family in matplotlib.rcParams["font.family"]:
        known |= set(font_manager.get_font(font_manager.findfont(family)).get_charmap())
    for drawn in (figure, figures.reliability(own, lang).figure, figures.skills(unseen, lang).figure):
        text = "".join(drawn_text(drawn))
        assert {c for c in text if ord(c) not in known and not c.isspace()} == set()
