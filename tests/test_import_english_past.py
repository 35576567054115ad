"""English sentences with several numbers, and English prose of what was reached: targets, baselines, or listed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzplan.importing.proposals import proposals_of
from kzplan.importing.reading import Document
from kzplan.importing.text import blocks_of
from kzplan.indicator.clauses import clauses

PAIRED = [("infant", 5), ("under-five", 6), ("neonatal", 3), ("early neonatal", 2)]


@given(
    st.lists(st.sampled_from(PAIRED), min_size=2, max_size=4, unique=True),
    st.sampled_from(["", " by 2030"]),
    st.booleans(),
    st.sampled_from(["falls to", "is kept below", "is reduced to"]),
)
@settings(deadline=None, max_examples=40)
def test_what_is_asked_of_several_respectively_is_asked_of_each(paired, due, behind, verb):
    names, values = ([text for text, _ in paired], [str(value) for _, value in paired])
    listed = [", ".join(one[:-1]) + f" and {one[-1]}" for one in (names, values)]
    said = f", respectively,{due}" if behind and due else f"{due} respectively"
    found = clauses(f"The {listed[0]} mortality rate {verb} {listed[1]} per 1,000{said}.")
    assert [(one.name, one.rule.value) for one in found] == [
        (f"{name} mortality rate", value) for name, value in paired
    ]
    assert {one.rule.due for one in found} == {2030 if due else None}


@pytest.mark.parametrize(
    "text",
    [
        "Reduce neonatal, infant and under-five mortality to 3 and 7 per 1,000 respectively",
        "The shares of women and men are 45% and 55% respectively",
        "Preschool enrolment and attendance fall to at least 40% and 30% respectively",
        "By 2025 and 2030, screening coverage reaches 70% and 60% respectively",
        "Infant and under-5 mortality fell to 5 and 6 per 1,000 respectively",
    ],
)
def test_what_does_not_pair_or_is_told_respectively_is_listed_whole(text):
    (one,) = clauses(text)
    assert one.rule is None and one.name == text.rstrip(".").replace("1,000", "1000")


@pytest.mark.parametrize("verb", ["is kept below", "falls below", "stays under"])
@pytest.mark.parametrize("first, second", [((2030, 12), (2025, 13)), ((2025, 13), (2030, 12))])
def test_two_bounds_of_two_years_are_one_target_in_either_order(verb, first, second):
    joint = verb.rpartition(" ")[2]
    text = f"The maternal mortality ratio {verb} {first[1]} per 100,000 by {first[0]}, and {joint} {second[1]} per 100,000 by {second[0]}."
    (one,) = clauses(text)
    assert (one.name, one.rule.words, one.rule.due) == ("maternal mortality ratio", "< 12 (< 13 in 2025)", 2030)


def test_what_was_told_behind_a_target_leaves_it_a_target():
    first, second = clauses(
        "Reduce the infant mortality rate to 8 per 1,000 by 2030. In 2020 the rate was 12.3 per 1,000."
    )
    assert (first.name, first.rule.words) == ("infant mortality rate", "<= 8") and second.rule is None


STOOD = ["was", "stood at", "reached", "had fallen to", "rose to"]
PAST_HEADS = [
    "Where we stand",
    "1 Where we stand",
    "Progress so far",
    "Achievements 2011-2020",
    "Review of the last decade",
    "2. Background",
]
MEASURED = [
    "infant mortality rate",
    "under-5 mortality rate",
    "preschool enrolment",
    "anaemia rate among pregnant women",
]


def proposed(*lines):
    """What is proposed for an English plan of these lines."""
    document = Document("plan.txt", blocks_of(["Alder County Children's Development Plan (2021-2030)", *lines]))
    return proposals_of(document)


def told(found):
    return {(one.full, year, text) for one in found.figures for year, text in one.values.items()}


@given(
    st.sampled_from(PAST_HEADS),
    st.lists(st.sampled_from(MEASURED), min_size=1, max_size=3, unique=True),
    st.sampled_from(STOOD),
    st.sampled_from(
        ["In 2020, the {} {} {}%", "In 2020 the {} {} {}%", "The {} {} {}% in 2020", "By 2020, the {} {} {}%"]
    ),
    st.sampled_from([". ", " and "]),
)
@settings(deadline=None, max_examples=40)
def test_english_prose_of_what_was_reached_gives_baselines(head, names, verb, said, joint):
    sentences = [said.format(name, verb, 10 + at) for at, name in enumerate(names)]
    if joint == " and ":
        sentences = [sentences[0], *(f"the {name} {verb} {10 + at}%" for at, name in enumerate(names) if at)]
    goals = [f"{at}. Raise the {name} to 95% by 2030." for at, name in enumerate(names, start=1)]
    found = proposed(head, joint.join(sentences) + ".", "Targets", *goals)
    assert told(found) == {(name, 2020, str(10 + at)) for at, name in enumerate(names)}
    assert all(goal.baseline for goal in found.goals) and not [one for one in found.left if one[0] == 3]


def test_a_change_gives_both_of_its_ends_and_a_sentence_beside_a_target_its_base():
    found = proposed(
        "Progress so far", "The infant mortality rate fell from 20 per 1,000 in 2010 to 9.1 per 1,000 in 2020.",
        "Targets", "1. Reduce the infant mortality rate to 8 per 1,000 by 2030.",
        "2. Reduce the stunting rate to 5% by 2030. In 2020 the rate was 7.3%.", "In 2020, preschool enrolment was 81.2%.", "3. Raise preschool enrolment to 95% by 2030.",
    )  # fmt: skip
    assert told(found) == {
        ("infant mortality rate", 2020, "9.1"),
        ("infant mortality rate", 2010, "20"),
        ("stunting rate", 2020, "7.3"),
        ("preschool enrolment", 2020, "81.2"),
    }
    assert [next(iter(goal.baseline.values.values())) for goal in found.goals] == [
        "9.1",
        "7.3",
        "81.2",
    ] and not found.left


@pytest.mark.parametrize(
    "said",
    [
        "In 2015 coverage of screening was 60%, up from 40% in 2011. The anaemia rate was 12%.",  # of which year?
        "In 2022 the anaemia rate was 12%.",
        "In 2020 the national average was 12%.",
        "In 2020 the rate was 12%.",
        "In 2020 the anaemia rate was about 12%.",
    ],
)
def test_english_prose_that_does_not_say_of_what_or_when_is_listed(said):
    found = proposed("Progress so far", said, "Targets", "1. Reduce the anaemia rate to 8% by 2030.")
    assert not [one for one in told(found) if one[2] == "12"]
    assert any("12%" in text for _, _, text, _, _ in found.left)
