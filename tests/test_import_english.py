"""A plan in ordinary English sentences, from the document to its outlook."""

import re

import pytest
import reviewing

import kzplan as kz
from kzplan.importing.confirmed import read_review
from kzplan.importing.folder import write_folder
from kzplan.importing.proposals import proposals_of
from kzplan.importing.reading import read_document
from kzplan.importing.review import write_review
from kzplan.indicator.clauses import clauses

PLAN = """Plan for the Development of Women and Children 2021-2030 of Lindow County

Background

In 2020, the maternal mortality ratio was 95 per 100,000 live births.

Targets

1. Reduce the maternal mortality ratio (MMR) to less than 70 per 100,000 live births by 2030 (baseline 2020: 95). (Health Bureau)
2. By 2030, reduce under-five mortality (U5MR) to 25 or fewer deaths per 1,000 live births (from 38 in 2020). (Health Bureau)
3. Reduce neonatal mortality to at most 12 per 1,000 live births by 2030 (2020: 17). (Health Bureau)
4. Increase the proportion of women in local councils from 24 % in 2020 to 40 % by 2030. (Civil Affairs Bureau)
5. At least 90 % of girls are fully vaccinated against HPV by the age of 15 by 2030. (Health Bureau and Education Bureau)
6. Raise the exclusive breastfeeding rate (first six months) to at least 50 % by 2025 and 60 % by 2030. (Health Bureau)
7. Achieve a gender parity index of at least 0.97 in secondary education by 2030. (Education Bureau)
8. Adult female literacy rate of at least 95 % by 2030 (2020: 88 %). (Education Bureau)
9. No increase in childhood overweight by 2030 (baseline 2020: 8.2 %). (Health Bureau)
10. 40 % reduction in the number of children under five who are stunted by 2030 compared with 2020. (Health Bureau)
11. Women hold at least 30 % of seats in the county assembly by 2030 (2020: 18 %). (Office of the County Assembly)
12. Halve the proportion of women experiencing intimate partner violence (IPV) by 2030. (Women's Federation)
"""


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    path = tmp_path_factory.mktemp("english") / "plan.txt"
    path.write_text(PLAN, encoding="utf-8")
    return proposals_of(read_document(path))


def test_each_of_its_sentences_is_a_target_with_name_unit_rule_and_department(found):
    told = [(one.name, one.rule and one.rule.words, one.department) for one in found.goals]
    assert told == [
        ("maternal mortality ratio (per 100,000)", "< 70", "Health Bureau"),
        ("under-five mortality (per 1,000)", "<= 25", "Health Bureau"),
        ("neonatal mortality (per 1,000)", "<= 12", "Health Bureau"),
        ("proportion of women in local councils (%)", ">= 40", "Civil Affairs Bureau"),
        (
            "girls are fully vaccinated against HPV by the age of 15 (%)",
            ">= 90",
            "Health Bureau, Education Bureau",
        ),
        ("exclusive breastfeeding rate (first six months) (%)", ">= 60 (>= 50 in 2025)", "Health Bureau"),
        ("gender parity index in secondary education", ">= 0.97", "Education Bureau"),
        ("Adult female literacy rate (%)", ">= 95", "Education Bureau"),
        ("childhood overweight", "not above its value of 2020", "Health Bureau"),
        ("number of children under five who are stunted", "down by 0.4 of it from 2020", "Health Bureau"),
        ("seats in the county assembly held by women (%)", ">= 30", "Office of the County Assembly"),
        (
            "proportion of women experiencing intimate partner violence",
            "down by 0.5 of it from 2020",
            "Women's Federation",
        ),
    ]


def test_the_value_in_a_bracket_or_before_to_is_the_baseline_and_prose_is_left_by_name(found):
    values = {one.baseline.full: one.baseline.values for one in found.goals if one.baseline}
    assert values == {
        "maternal mortality ratio": {2020: "95"},
        "under-five mortality": {2020: "38"},
        "neonatal mortality": {2020: "17"},
        "proportion of women in local councils": {2020: "24"},
        "Adult female literacy rate": {2020: "88"},
        "childhood overweight": {2020: "8.2"},
        "seats in the county assembly held by women": {2020: "18"},
    }
    assert [text for _, _, text, _, _ in found.left] == [PLAN.splitlines()[4]]


def test_its_folder_gives_an_outlook_without_signs_of_another_language(found, tmp_path):
    ids = iter(range(99))

    def own(sheet, row):
        unnamed = sheet == "目标" and not row["拟用指标"]
        return {"指标决定": "修改", "改为指标": f"example_{next(ids)}"} if unnamed else {}

    review = write_review(found, tmp_path / "review.xlsx")
    plan = write_folder(read_review(reviewing.fill(review, tmp_path / "filled.xlsx", own)), tmp_path / "made")
    table = kz.outlook(plan).set_index("code")
    assert table.loc["W01", "latest_value"] == 95 and 0 < table.loc["W01", "p_reach"] < 1
    read = table[["name_en", "domain", "target", "rule", "outlook", "reason"]].astype(str)
    assert not [text for text in read.to_numpy().ravel() if re.search("[、；：（），。\u4e00-\u9fff]", text)]


@pytest.mark.parametrize(
    "text",
    [
        "Provide free meals to all children under 5.",
        "No girl is married before the age of 18.",
        "At least 90 % of girls are vaccinated and 50 % of boys by 2030.",
        "Reduce stunting by 2030 and wasting to 5 % from 2012.",
    ],
)
def test_an_age_a_second_demand_or_a_year_in_the_name_is_never_a_target(text):
    assert not [one for one in clauses(text) if one.rule]


OF_A_PART = """Women's Plan of Lindow County

1. The cervical cancer screening rate of rural women reaches 80% by 2030.
2. The share of women among urban employees is kept at about 45%.
3. Infant mortality in rural areas falls to below 6‰ by 2030.
4. Women's participation in basic medical insurance is kept above 95%.
5. Anaemia of pregnant women is reduced to below 10% by 2030.
"""


@pytest.fixture(scope="module")
def of_a_part(tmp_path_factory):
    path = tmp_path_factory.mktemp("part") / "plan.txt"
    path.write_text(OF_A_PART, encoding="utf-8")
    return proposals_of(read_document(path)).goals


def test_rural_women_and_rural_areas_are_the_stratum_of_what_is_named(of_a_part):
    screening, _, infants, *_ = of_a_part
    assert (screening.proposed, screening.stratum) == (None, "rural")
    assert infants.proposed.key == ("infant_mortality", "rural") and infants.name.startswith("Infant mortality in")


def test_women_among_employees_are_not_taken_for_those_insured_nor_a_share_for_a_number(of_a_part):
    _, employees, _, insured, _ = of_a_part
    assert employees.proposed.key == ("women_in_urban_units", "total")
    assert insured.proposed.key == ("women_medical_insurance_coverage", "total") and insured.known.kind == "proportion"
