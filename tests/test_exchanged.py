"""Columns that changed places in a returned form are asked about; columns that stand as they were sent are not."""

import pytest
from filling import fill_form
from loading import reloaded
from sending import merged, send

from kzplan.returns.check import check

HEALTH = "区卫生健康委"
PAIRS = [("分子", "分母"), ("女性", "男性"), ("城镇", "农村")]


@pytest.fixture(scope="module")
def returned(forms, tmp_path_factory):
    """Write the health department's form with one row filled and some pairs of headings exchanged; return its path."""

    def made(pairs, cells):
        book, sheet, at = fill_form(forms[HEALTH], {"W04": {"数据状态": "核定数"} | cells})
        for one, other in pairs:
            sheet.cell(3, at[one]).value, sheet.cell(3, at[other]).value = other, one
        path = tmp_path_factory.mktemp("back") / "2025年_区卫生健康委.xlsx"
        book.save(path)
        return path

    return made


@pytest.mark.parametrize("pairs", [[], [PAIRS[0]], [PAIRS[1]], [PAIRS[2]], PAIRS], ids=str)
def test_headings_that_changed_places_are_asked_about_by_name(returned, plan, pairs):
    found = check([returned(pairs, {"本年值": 91.2})], plan)[1]
    asked = found[found["why"].str.contains("表头对调")]
    assert [(row.heading, row.severity) for row in asked.itertuples()] == [(other, "question") for _, other in pairs]
    assert all(f"“{one}”在“{other}”之前" in set(asked["expected"]) for one, other in pairs)


def test_a_table_of_one_s_own_may_have_its_columns_in_any_order(plan, tmp_path):
    rows = [{"代码": "W04", "分母": 1000, "分子": 912, "本年值": 91.2, "男性": "", "女性": ""}]
    assert check([send(tmp_path, "own", HEALTH, 2024, rows)], plan)[1].empty


@pytest.mark.parametrize(("part", "whole"), [(912, 1000), (1, 1300), (17, 18), (900, 901), (55, 5000), (3, 7)])
def test_a_share_that_its_counts_give_only_the_other_way_round_blocks_and_says_so(plan, tmp_path, part, whole):
    value = round(100 * part / whole, 2)
    rows = [{"代码": "W04", "本年值": f"{value:.2f}", "分子": whole, "分母": part}]
    found = check([send(tmp_path, "back", HEALTH, 2024, rows)], plan)[1]
    turned = found[found["why"].str.contains("对调")]
    assert turned[["severity", "code", "heading"]].to_numpy().tolist() == [["certain", "W04", "分子"]]
    rows = [{"代码": "W04", "本年值": f"{value:.2f}", "分子": part, "分母": whole}]
    right = check([send(tmp_path, "right", HEALTH, 2024, rows)], plan)[1]
    assert not right["why"].str.contains("对调").any()


@pytest.mark.parametrize(
    ("women", "men", "asked"), [(4.1, 6.0, True), (6.0, 4.2, False), (5.0, 5.1, False), (2.0, 9.0, False)]
)
def test_women_and_men_with_each_other_s_figures_of_the_year_before_are_asked_about(
    plan_copy, tmp_path, women, men, asked
):
    rows = [{"代码": "C06", "数据状态": "核定数", "本年值": 5.0, "女性": 6.1, "男性": 4.0}]
    merged(reloaded(plan_copy), [send(tmp_path, "a", HEALTH, 2024, rows)], "2025-03-01")
    rows = [{"代码": "C06", "数据状态": "核定数", "本年值": 5.0, "女性": women, "男性": men}]
    found = check([send(tmp_path, "b", HEALTH, 2025, rows)], reloaded(plan_copy))[1]
    turned = found[found["why"].str.contains("正好颠倒")]
    assert turned["heading"].tolist() == (["女性"] if asked else [])
