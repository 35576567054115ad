"""An English figure of another place or level, or without the unit that its target has, is listed and never a baseline."""

import pytest

from kzplan.importing.proposals import proposals_of
from kzplan.importing.reading import read_document

TITLE = "Brookfield County Plan for the Development of Children (2021-2030)"


def read(tmp_path, told, target):
    (tmp_path / "plan.txt").write_text(f"{TITLE}\nProgress so far\n{told}\nTargets\n1. {target}\n", encoding="utf-8")
    found = proposals_of(read_document(tmp_path / "plan.txt"))
    (goal,) = found.goals
    return goal.baseline and goal.baseline.values, [text for _, _, text, *_ in found.left]


@pytest.mark.parametrize(
    "told",
    [
        "China's infant mortality was 5.4 per 1,000 in 2020.",
        "World infant mortality was 28 per 1,000 in 2020.",
        "In Lindow County infant mortality was 7.7 per 1,000 in 2020.",
        "Lindow infant mortality was 7.7 per 1,000 in 2020.",
        "The city's infant mortality was 5 per 1,000 in 2020.",
        "The OECD infant mortality was 4.1 per 1,000 in 2020.",
        "The infant mortality of migrants was 7.9 per 1,000 in 2020.",
        "In 2020, the county's infant mortality was 5.6 per 1,000 and the city's infant mortality was 5.0 per 1,000.",
    ],
)
def test_a_figure_of_another_place_or_level_is_listed_and_no_baseline(tmp_path, told):
    values, left = read(tmp_path, told, "Reduce infant mortality to 4 per 1,000 by 2030.")
    assert values is None
    assert any(text.startswith(told[:12]) for text in left)


@pytest.mark.parametrize(
    "told",
    [
        "Brookfield's infant mortality was 5.6 per 1,000 in 2020.",
        "The county's infant mortality was 5.6 per 1,000 in 2020.",
        "In 2020 infant mortality in Brookfield County was 5.6 per 1,000.",
        "Infant mortality was 5.6 per 1,000 in 2020.",
    ],
)
def test_a_figure_of_the_plans_own_place_stays_a_baseline(tmp_path, told):
    assert read(tmp_path, told, "Reduce infant mortality to 4 per 1,000 by 2030.")[0] == {2020: "5.6"}


def test_the_rate_behind_a_word_of_another_level_may_be_that_levels(tmp_path):
    target = "Contraceptive use reaches 80%, as in the city by 2030. In 2020 the rate was 75%."
    (tmp_path / "plan.txt").write_text(f"{TITLE}\nTargets\n1. {target}\n", encoding="utf-8")
    assert not proposals_of(read_document(tmp_path / "plan.txt")).figures


@pytest.mark.parametrize("told", ["In 2020 the rate was 0.51.", "In 2020 the number was 12."])
def test_a_number_without_a_unit_is_no_baseline_of_a_target_in_per_cent(tmp_path, told):
    values, left = read(tmp_path, "", f"Cervical cancer screening reaches 70% by 2030. {told}")
    assert values is None
    assert told.rstrip(".") in left
    assert read(tmp_path, "", "Cervical cancer screening reaches 70% by 2030. In 2020 the rate was 51%.")[0] == {
        2020: "51"
    }
