"""The pictures of what moves a median and of scenarios: their numbers, their words, and nothing on top of anything else."""

from functools import cache

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib import font_manager

import kzplan as kz
from kzplan import figures

matplotlib.use("Agg")
CASES = {"slow": {"damping": 0.3}, "as fitted": {}, "fast": {"damping": 1}}


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


@pytest.fixture(scope="module")
def compared(plan):
    return kz.scenarios(plan, CASES)


def own(n):
    frame = pd.DataFrame({"indicator": [f"series {i}" for i in range(n)] * 2, "year": [2012] * n + [2022] * n})
    frame["value"] = np.linspace(20, 80, 2 * n)
    return kz.series(frame, kind="proportion", direction="up", unit="%")


@cache
def characters(families):
    """What the fonts have."""
    return {c for name in families for c in font_manager.get_font(font_manager.findfont(name)).get_charmap()}


def faults(figure):
    """(pairs of texts that lie on top of each other, characters that the fonts do not have)."""
    figure.draw_without_rendering()  # every text where it will stand
    known = characters(tuple(matplotlib.rcParams["font.family"]))
    found = [t for t in figure.findobj(matplotlib.text.Text) if t.get_visible() and t.get_text().strip()]
    texts = [t.get_text() for t in found]
    left, low, right, high = np.array([t.get_window_extent().extents for t in found]).T
    meet = (left[:, None] <= right) & (right[:, None] >= left) & (low[:, None] <= high) & (high[:, None] >= low)
    on_top = [(texts[a], texts[b]) for a, b in zip(*np.nonzero(np.tril(meet, -1)), strict=True)]
    return on_top, {c for text in texts for c in text if ord(c) not in known and not c.isspace()}


def test_the_bars_of_a_taken_apart_median_are_its_parts_and_end_at_it(plan):
    p = kz.project(plan, "W03")
    ax = figures.because(p, "en")
    assert [bar.get_width() for bar in ax.patches] == pytest.approx(p.because().tolist())
    assert np.exp(ax.lines[-2].get_xdata()[0]) == pytest.approx(p.median)
    assert f"median {p.median:.2f}" in ax.figure.get_suptitle() and "开州府发" in ax.figure.get_supxlabel()


def test_the_reference_set_has_one_part_and_a_series_of_ones_own_is_drawn_in_its_unit():
    p = kz.project(own(1).only, target="≥70", at=2032, parameters="reference")
    ax = figures.because(p, "zh")
    assert len(ax.patches) == 1 and ax.get_xlabel() == "%" and faults(ax.figure) == ([], set())


def test_what_has_no_projection_is_refused_with_the_reason(plan, compared):
    with pytest.raises(kz.KzplanError, match="not comparable"):
        figures.because(kz.project(plan, "W05a"))
    with pytest.raises(kz.KzplanError, match=r"kzplan\.scenarios"):
        figures.scenarios(kz.outlook(plan))
    with pytest.raises(kz.KzplanError, match="no scenario has a projection"):
        figures.scenarios(compared.query("code == 'W05a'"))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_scenarios_of_a_whole_plan_are_one_line_a_target_with_odds(compared, lang):
    figure = figures.scenarios(compared, lang)
    odds = compared[compared["p_reach"].notna()]
    assert len(figure.axes[0].get_yticks()) == odds["code"].nunique()
    changed = int((odds.groupby("code")["outlook"].nunique() > 1).sum())
    assert str(changed) in figure.get_suptitle() and "2030" in figure.get_suptitle()
    assert faults(figure) == ([], set())


@pytest.mark.parametrize("n", [1, 2])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_scenarios_of_one_or_two_series_show_their_intervals(n, lang):
    table = kz.scenarios(own(n), CASES, "≥70", at=2032)
    figure = figures.scenarios(table, lang)
    drawn = [tuple(bar.get_segments()[0][:, 0]) for ax in figure.axes for bar in ax.collections]
    assert drawn[::2] == [pytest.approx(ends) for ends in zip(table["lo80"], table["hi80"], strict=True)] or n > 1
    assert len(drawn) == 2 * len(table) and "70" in figure.axes[0].get_title(loc="left")
    assert faults(figure) == ([], set())


def test_scenarios_of_very_many_series_stand_under_each_other_as_wide_as_a_notebook_shows():
    figure = figures.scenarios(kz.scenarios(own(93), CASES, "≥70", at=2032), "en")
    assert len(figure.axes) == 1 and len(figure.axes[0].get_yticks()) == 93
    assert figure.get_figwidth() < 10.6 and faults(figure) == ([], set())


def test_scenarios_of_different_years_name_none(plan):
    figure = figures.scenarios(kz.scenarios(plan, {"2030": {}, "2035": {"at": 2035}}), "en")
    assert "for 2030" not in figure.get_suptitle()
