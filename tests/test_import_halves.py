"""Sentences that ask town and country, boys and girls apart: a row each of the same indicator, with its stratum."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzplan.importing.document import Document, Paragraph
from kzplan.importing.proposals import proposals_of
from kzplan.indicator.clauses import clauses

STUNTING = "5岁以下儿童生长迟缓率"
PAIRS = {"城镇和农村": ("urban", "rural"), "农村、城镇": ("rural", "urban"), "城乡": ("urban", "rural"), "男童和女童": ("boys", "girls"), "男童女童": ("boys", "girls")}  # fmt: skip
NUMBERS = st.integers(10, 99).map(lambda tenths: f"{tenths / 10:g}")


def targets(*sentences, title="清溪县儿童发展规划（2021—2030年）", heading="二、主要目标"):
    lines = [title, heading, *sentences]
    found = proposals_of(Document("示例.txt", [Paragraph(text, at + 1) for at, text in enumerate(lines)]))
    return {
        (goal.proposed and goal.proposed.key[0], goal.known.stratum if goal.known else goal.stratum): goal.rule.value
        for goal in found.goals
    }


@settings(deadline=None)
@given(
    st.sampled_from(list(PAIRS)),
    NUMBERS,
    NUMBERS,
    st.sampled_from(["，", "，其中", "，其中："]),
    st.sampled_from("、和"),
)
def test_the_numbers_behind_a_target_of_all_are_of_the_strata_in_their_order(pair, first, second, joint, between):
    said = f"1．{STUNTING}控制在12%以下{joint}{pair}分别控制在{first}%{between}{second}%以下。"
    one, two = PAIRS[pair]
    assert targets(said) == {
        ("stunting", "total"): 12,
        ("stunting", one): float(first),
        ("stunting", two): float(second),
    }


@pytest.mark.parametrize(
    "said",
    [
        f"城镇和农村{STUNTING}分别控制在2%、4%以下",
        f"{STUNTING}城镇和农村分别控制在2%、4%以下",
        f"{STUNTING}，城乡分别控制在2%、4%以下",
        f"城乡{STUNTING}分别控制在2%、4%以下",
    ],
)
def test_strata_without_a_target_of_all_are_rows_of_one_indicator(said):
    assert targets(f"1．{said}。") == {("stunting", "urban"): 2, ("stunting", "rural"): 4}


@pytest.mark.parametrize(
    "said", ["城镇控制在2%以下，农村控制在4%以下", "其中：城镇2%以下，农村4%以下", "城镇2%以下、农村4%以下"]
)
def test_a_target_of_all_with_one_of_each_stratum_behind_it_is_three_rows(said):
    found = targets(f"1．{STUNTING}控制在3%以下，{said}。")
    assert found == {("stunting", "total"): 3, ("stunting", "urban"): 2, ("stunting", "rural"): 4}


def test_boys_and_girls_named_first_have_the_indicator_of_children():
    said = "1．男童和女童肥胖率分别控制在12%、8%以下。"
    assert targets(said) == {("children_overweight", "boys"): 12, ("children_overweight", "girls"): 8}


@pytest.mark.parametrize(
    "said",
    [
        "Reduce stunting among children under five to below 3%, with urban and rural rates below 2% and 4% respectively.",
        "Stunting among children under five is below 3%, and below 2% and 4% in urban and rural areas respectively.",
        "Stunting among children under five falls below 3%, urban and rural below 2% and 4% respectively.",
    ],
)
def test_urban_and_rural_respectively_are_rows_of_one_indicator_in_english(said):
    title = "Plan for the Development of Children of Brookfield County (2021-2030)"
    assert targets(f"1. {said}", title=title, heading="Targets") == {
        ("stunting", "total"): 3,
        ("stunting", "urban"): 2,
        ("stunting", "rural"): 4,
    }


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("Urban and rural stunting rates are reduced to 2% and 4% respectively.", ["Urban stunting rates", "rural stunting rates"]),
        ("Obesity of boys and girls is kept below 12% and 8% respectively.", ["Obesity of boys", "Obesity of girls"]),
        ("Infant and under-five mortality are reduced to 4 and 5 per 1,000 respectively.", ["Infant mortality", "under-five mortality"]),
    ],
)  # fmt: skip
def test_each_english_name_before_respectively_is_whole(said, names):
    assert [one.name for one in clauses(said)] == names


@pytest.mark.parametrize("said", ["城乡居民基本养老保险参保率达到95%以上。", "城乡居民收入分别达到5、4、3万元。"])
def test_names_of_town_and_country_together_are_not_parted(said):
    assert [one.name.startswith("城乡居民") for one in clauses(said)] == [True]
