"""English sentences that begin by saying that a target follows, or whose: the plan's own are read, those of others are not."""

import pytest

from kzplan.importing.proposals import proposals_of
from kzplan.importing.reading import read_document
from kzplan.indicator.clauses import clauses


@pytest.mark.parametrize(
    ("said", "name", "words"),
    [
        ("The aim is that by 2030 the MMR will be under 70 per 100,000 live births.", "MMR", "< 70"),
        ("Our goal is to reduce stunting to 15% by 2030.", "stunting", "<= 15"),
        (
            "The Government's target is to bring under-five mortality down to 20 per 1,000 by 2030.",
            "under-five mortality",
            "<= 20",
        ),
        ("We aim to halve stunting by 2030 compared with 2020.", "stunting", "down by 0.5 of it from 2020"),
        ("The Ministry plans to raise the literacy rate to 95% by 2030.", "literacy rate", ">= 95"),
    ],
)
def test_words_that_say_a_target_follows_are_no_part_of_its_name(said, name, words):
    (one,) = clauses(said)
    assert (one.name, one.rule.words) == (name, words)


@pytest.mark.parametrize(
    "said",
    [
        "The national target is to reduce stunting to 15% by 2030.",
        "The SDG target is to reduce stunting to 15% by 2030.",
        "The provincial goal is that stunting falls to 15% by 2030.",
        "WHO recommends that caesarean section rates stay between 10% and 15%.",
        "UNICEF estimates that stunting will fall to 15% by 2030.",
    ],
)
def test_what_others_aim_at_or_recommend_is_no_target_of_the_plan(said):
    assert [one.rule for one in clauses(said)] == [None]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Skilled attendance at birth will rise from 45% (2019) to 60% by 2030.", ">= 60"),
        ("Reduce under-five mortality from 38 (2019) to 25 per 1,000 by 2030.", "<= 25"),
        ("Tuberculosis incidence reduced by 80% (vs 2015) by 2030.", "down by 0.8 of it from 2015"),
        ("Reduce tuberculosis incidence by 80% (relative to the 2015 level) by 2030.", "down by 0.8 of it from 2015"),
    ],
)
def test_the_year_of_what_it_is_measured_from_may_stand_in_brackets(said, words):
    (one,) = clauses(said)
    assert one.rule.words == words


def read(tmp_path, heading, said):
    path = tmp_path / "plan.txt"
    path.write_text(f"Health plan 2021-2030 of Lindow County\n\n{heading}\n\n{said}\n", encoding="utf-8")
    return proposals_of(read_document(path))


def test_a_rise_from_a_value_with_its_year_in_brackets_gives_the_baseline(tmp_path):
    found = read(tmp_path, "Targets", "Raise skilled attendance at birth from 45% (2019) to 60% by 2030.")
    assert [goal.baseline.values for goal in found.goals] == [{2019: "45"}]


@pytest.mark.parametrize(("heading", "targets"), [("Hepatitis", 0), ("Targets", 1)])
def test_what_is_so_today_is_a_target_only_where_targets_are_listed(tmp_path, heading, targets):
    found = read(tmp_path, heading, "Hepatitis B prevalence in children under five is below 0.1%.")
    assert len(found.goals) == targets
    assert targets or any("says what is" in why for *_, why, _ in found.left)


def test_what_is_to_be_so_by_a_year_is_a_target_under_any_heading(tmp_path):
    found = read(tmp_path, "Hepatitis", "Hepatitis B prevalence in children under five is below 0.1% by 2030.")
    assert [goal.rule.words for goal in found.goals] == ["< 0.1"]
