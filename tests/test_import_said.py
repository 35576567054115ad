"""English titles in capitals and spans with "to" are read, and demands without a digit are listed."""

import pytest

from kzplan.importing.proposals import proposals_of
from kzplan.importing.reading import read_document


def read(tmp_path, *lines):
    (tmp_path / "plan.txt").write_text("\n".join(lines), encoding="utf-8")
    return proposals_of(read_document(tmp_path / "plan.txt"))


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("LINDOW COUNTY WOMEN DEVELOPMENT PLAN (2021-2030)", "Lindow County"),
        ("LINDOW COUNTY WOMEN DEVELOPMENT PLAN 2021 to 2030", "Lindow County"),
        ("PLAN FOR THE DEVELOPMENT OF CHILDREN IN GREEN VALLEY (2021-2030)", "Green Valley"),
        ("Lindow County Children's Plan 2021 to 2030", "Lindow County"),
    ],
)
def test_a_title_in_capitals_names_its_place_and_to_parts_its_years(tmp_path, title, place):
    found = read(tmp_path, title, "Targets", "1. Infant mortality is at most 4 per 1,000.")
    assert (found.facts.district, found.facts.first, found.facts.last) == (place, 2021, 2030)
    assert not found.left


@pytest.mark.parametrize(
    "demand",
    [
        "One in three members of the committee is a woman",
        "Two thirds of villages have a women's home",
        "All schools have separate toilets for girls",
        "Every village has a women's home",
        "Half of all deputies are women",
    ],
)
def test_an_english_demand_without_a_digit_is_listed(tmp_path, demand):
    title = "Brookfield County Plan for the Development of Women (2021-2030)"
    found = read(tmp_path, title, "Targets", "1. Stunting is at most 5%.", f"2. {demand}.")
    assert [goal.rule.value for goal in found.goals] == [5]
    assert any(demand in text for _, _, text, *_ in found.left)
