"""What thousands of places may be told beside each other: thirds, places that stand out, a nation whose truth is known."""

import numpy as np
import pandas as pd
import pytest

import kzplan as kz

pytest.importorskip("pyarrow", reason="panels need pyarrow")


def test_thirds_are_told_where_intervals_part_and_not_where_they_cover_each_other():
    from kzplan.odds.ranks import thirds

    medians = np.repeat([10.0, 50.0, 90.0], 10)
    ends = {
        f"{end}{level}": medians + sign * reach
        for level, reach in ((50, 1), (80, 2), (95, 3))
        for end, sign in (("lo", -1), ("hi", 1))
    }
    table = pd.DataFrame(
        {"place": range(30), "indicator": "x", "stratum": "total", "direction": "down", "median": medians, **ends}
    )
    told = thirds(table)
    assert told["third"].tolist() == ["best"] * 10 + ["middle"] * 10 + ["last"] * 10
    assert (
        thirds(table.assign(median=50.0, **{name: 50.0 + end[0] - 50 for name, end in table[list(ends)].items()}))[
            "third"
        ]
        == ""
    ).all()
    assert thirds(table.assign(direction="up"))["median"].iloc[0] == 90
    with pytest.raises(kz.KzplanError, match="neither way is good"):
        thirds(table.assign(direction="none"))


def test_hardly_a_place_is_named_where_chance_alone_parts_them():
    from kzplan.odds.ranks import funnel

    rng = np.random.default_rng(4)
    bottom = rng.integers(200, 20_000, 1500)
    for spread in (0.0, 0.2):
        rows = pd.DataFrame({"place": range(1500), "denominator": bottom})
        rows["numerator"] = rng.poisson(0.01 * bottom * rng.lognormal(0, spread, 1500))
        assert funnel(rows, 1000)["named"].sum() <= 3
    rows.loc[:4, "denominator"] = 20_000
    rows.loc[:4, "numerator"] = 600
    found = funnel(rows, 1000)
    assert found["named"][:5].all() and found["named"].sum() <= 9


def test_what_became_of_a_simulated_nation_agrees_with_what_it_was_asked():
    from kzplan.lab.nation import nation

    made, again = nation(60, 17, seed=3), nation(60, 17, seed=3)
    pd.testing.assert_frame_equal(made.panel, again.panel)
    assert len(made.targets) == 17 and made.truth["met"].mean() == pytest.approx(0.5, abs=0.15)
    told = kz.project_panel(made.panel, **made.asked).merge(made.truth, on=["place", "indicator"])
    # so many points above a base near 100 % is more than there is, which no place can meet
    beyond = told["reason"].eq("ceiling target")
    assert told["reason"][~beyond].eq("").all() and not told["met"][beyond].any() and beyond.mean() < 0.05
    assert told["truth"].between(told["lo80"], told["hi80"]).mean() > 0.6


def _told(outlook, p, area):
    return pd.DataFrame({"indicator": "a", "area": area, "outlook": outlook, "p_reach": p})


def _foot(ax):
    return " ".join(text.get_text() for text in ax.figure.texts)


def test_the_shares_by_likelihood_say_that_very_likely_asks_for_a_margin_where_it_was_kept_back():
    from kzplan import figures

    kept = figures.likelihood_shares(_told(["likely", "likely"], [0.95, 0.7], ["x", "y"]), lang="zh")
    assert "90%以上的，已达标且有余地的才称“很可能”" in _foot(kept)
    none = figures.likelihood_shares(_told(["very likely", "likely"], [0.95, 0.7], ["x", "y"]), lang="zh")
    assert "有余地" not in _foot(none)


def test_areas_stand_in_the_tables_order_whatever_their_chances():
    from kzplan import figures

    for p in ([0.4, 0.5, 0.6], [0.6, 0.5, 0.4]):
        table = _told(["about as likely as not"] * 3, p, ["乙", "甲", "丙"])
        shares = figures.likelihood_shares(table, "area", "zh")
        names = [label.get_text() for label in shares.get_yticklabels()]
        assert names[::-1] == ["乙", "甲", "丙"]  # from above
        small = figures.provinces(table, "area", "zh")
        assert [ax.get_title("left")[0] or ax.get_title()[0] for ax in small.axes] == ["乙", "甲", "丙"]
        assert "不分先后" in " ".join(text.get_text() for text in small.texts)


@pytest.mark.parametrize("most", [6_000, 9_000, 150_000, 9_000_000])
def test_sizes_of_a_funnel_are_written_as_a_reader_counts_them(most):
    from kzplan import figures
    from kzplan.odds.ranks import funnel
    from kzplan.words.both import Both

    births = np.geomspace(2_000, most, 30).round()
    rows = pd.DataFrame({"place": [f"p{i}" for i in range(30)], "numerator": [0, 1, 0] * 10, "denominator": births})
    ax = figures.funnel_plot(funnel(rows, 1000), Both("deaths", "死亡率"), "‰", "zh")
    ax.figure.draw_without_rendering()
    low, high = ax.get_xlim()
    shown = [(at, text.get_text()) for at, text in zip(ax.get_xticks(), ax.get_xticklabels(), strict=True)]
    assert len([said for at, said in shown if low <= at <= high and said]) >= 2
    assert not [text for text in ax.get_xticklabels(minor=True) if text.get_text()]
