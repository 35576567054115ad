"""A plan in ordinary English sentences, from the document to its outlook."""

import re

import openpyxl
import pytest
import reviewing

import kzplan as kz
from kzplan.cli import main
from kzplan.importing.confirmed import read_review
from kzplan.importing.folder import write_folder
from kzplan.importing.likeness import catalogue_names
from kzplan.importing.marks import shown
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


def test_the_value_in_a_bracket_or_before_to_or_in_a_plain_sentence_is_the_baseline(found):
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
    assert found.left == [] and {one.full: one.values for one in found.figures}["maternal mortality ratio"] == {
        2020: "95"
    }


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


@pytest.mark.parametrize(
    "text",
    [
        "Rural tap water coverage stood at 85.2%",
        "Stunting affected 4.1% of children under five",
        "Women made up 27.1% of village committee members",
        "The anaemia rate fell to 8%",
        "Girls accounted for 48% of pupils",
    ],
)
def test_what_was_is_no_target_whatever_its_verb(text):
    assert not [one for one in clauses(text) if one.rule]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Coverage stands at 95% by 2030", "Coverage"),
        ("The rate of children covered reaches 95%", "rate of children covered"),
        ("Maternal mortality reduced to below 70 per 100,000 by 2030", "Maternal mortality"),
    ],
)
def test_verbs_of_demands_are_no_past(text, name):
    (one,) = clauses(text)
    assert one.rule and one.name == name


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


TWO = """Brookfield County Women's Development Plan (2021-2030)
Women and health
In 2020 the anaemia rate of pregnant women was 9.1%. It fell from 12% in 2010 and 64% of women were screened.
Main targets
1. The anaemia rate of pregnant women is kept below 8%.
2. The cervical cancer screening rate of rural women reaches 90 percent (64% in 2020).

Brookfield County Children's Development Plan (2021-2030)
Children and health
The infant mortality rate was 4.8 per 1,000.
Main targets
1. The infant mortality rate is reduced to below 5 per 1,000 live births.
2. The myopia rate drops by 0.5 percentage points a year.
3. Girls make up at least half of senior secondary students.
"""


@pytest.fixture()
def two(tmp_path):
    (tmp_path / "two.txt").write_text(TWO, encoding="utf-8")
    return proposals_of(read_document(tmp_path / "two.txt"))


def test_its_title_place_and_level_are_read_and_names_end_before_the_verb(two):
    facts = two.facts
    assert (facts.district_en, facts.own_en, facts.own, facts.last) == ("Brookfield County", "county", "县", 2030)
    assert facts.title == "Brookfield County: Plans for the Development of Women and of Children (2021-2030)"
    assert [(goal.part, goal.name) for goal in two.goals] == [
        ("women", "anaemia rate of pregnant women (%)"),
        ("women", "cervical cancer screening rate of rural women (%)"),
        ("children", "infant mortality rate (per 1,000)"),
        ("children", "myopia rate (%)"),
        ("children", "Girls among senior secondary students (%)"),
    ]
    assert [goal.baseline.values if goal.baseline else None for goal in two.goals] == [
        *({2020: "9.1"}, {2020: "64"}, {2020: "4.8"}, None, None),
    ]


def test_what_is_left_of_it_is_what_is_not_read(two):
    assert [text for _, _, text, _, _ in two.left] == [
        "It fell from 12% in 2010 and 64% of women were screened",
    ]


TITLES = {
    "Outline for the Development of Women of Alder County (2021-2030)": "Alder County",
    "North Alder District Plan for the Development of Women and Children, 2021–2030": "North Alder District",
    "Indicator Framework for Children in the Province of Alder 2021-2030": "Province of Alder",
}


@pytest.mark.parametrize("title", TITLES)
def test_the_place_of_an_english_plan_is_found_wherever_its_title_names_it(title, tmp_path):
    (tmp_path / "plan.txt").write_text(f"{title}\nTargets\n1. Stunting is below 5%.\n", encoding="utf-8")
    facts = proposals_of(read_document(tmp_path / "plan.txt")).facts
    assert (facts.title, facts.district_en, bool(facts.own_en)) == (title, TITLES[title], True)


def english(source, target, change=lambda sheet, row: {}):
    """Confirm every row of a review in English."""
    book = openpyxl.load_workbook(source)
    for sheet in book:
        rows = list(sheet.iter_rows())
        top = next((at for at, row in enumerate(rows) if {"Where", "Entry"} & {cell.value for cell in row}), None)
        headings = [cell.value for cell in rows[top]] if top is not None else []
        for row in rows[top + 1 :] if headings else []:
            values = dict(zip(headings, (cell.value for cell in row), strict=True))
            decided = {name: "confirm" for name in ("Decision", "Baseline decision") if name in values}
            for heading, text in (decided | change(sheet.title, values)).items():
                row[headings.index(heading)].value = text
    book.save(target)
    return target


def own_ids(sheet, row):
    unnamed = sheet == "Targets" and not row["Proposed indicator"]
    return {"Decision": "change", "Change indicator to": f"example_{row['No.']}"} if unnamed else {}


def test_the_review_of_an_english_plan_is_in_english_and_is_read_back(tmp_path, capsys):
    (tmp_path / "plan.txt").write_text(TWO, encoding="utf-8")
    assert main(["import-plan", str(tmp_path / "plan.txt"), "-o", str(tmp_path / "review")]) == 0
    review = tmp_path / "review" / "import_review.xlsx"
    shown = {
        str(cell.value)
        for sheet in openpyxl.load_workbook(review)
        if sheet.sheet_state == "visible"
        for row in sheet.iter_rows()
        for cell in row
        if cell.value and re.search("[\u4e00-\u9fff]", str(cell.value))
    }
    assert shown <= {"县"}
    filled = english(review, tmp_path / "filled.xlsx", own_ids)
    assert main(["import-plan", "--confirm", str(filled), "-o", str(tmp_path / "made")]) == 0
    assert "5 targets, 3 with a baseline" in capsys.readouterr().out
    plan = kz.load_plan(tmp_path / "made")
    assert list(plan.by_code) == ["W01", "W02", "C01", "C02", "C03"]


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"Decision": "perhaps"}, "Decision"),
        ({"Target": "below 7%"}, "Target"),
        ({"Change target to": "below 7%"}, "Change target to"),
        ({"Baseline from": "Figures 9"}, "Baseline from"),
    ],
)
def test_a_fault_of_a_review_in_english_is_told_in_its_own_words(two, tmp_path, change, column):
    review = write_review(two, tmp_path / "review.xlsx", "en")

    def first(sheet, row):
        return own_ids(sheet, row) | (change if sheet == "Targets" and row["No."] == "1" else {})

    with pytest.raises(kz.PlanError) as problem:
        read_review(english(review, tmp_path / "filled.xlsx", first))
    assert {(fault.file, fault.column) for fault in problem.value.faults} == {("Targets", column)}
    assert not re.search("[\u4e00-\u9fff]", problem.value.text("en"))


def test_rows_without_an_indicator_are_told_once_each_and_not_as_doubles(two, tmp_path):
    review = write_review(two, tmp_path / "review.xlsx", "en")
    with pytest.raises(kz.PlanError) as problem:
        read_review(english(review, tmp_path / "filled.xlsx"))
    assert all("again" not in fault.text() for fault in problem.value.faults)


def test_messages_on_a_review_name_its_sheets_and_rows(tmp_path, capsys):
    (tmp_path / "plan.txt").write_text(
        "Elm District Children's Development Plan (2021-2030)\nTargets\n1. Reduce the infant mortality rate to 8 per 1,000 by 2030.\n2. Raise preschool enrolment to 95% by 2030.\n",
        encoding="utf-8",
    )
    assert main(["import-plan", str(tmp_path / "plan.txt"), "-o", str(tmp_path / "review")]) == 0
    book = openpyxl.load_workbook(tmp_path / "review" / "import_review.xlsx")
    sheet = book["Targets"]
    head = next(row for row in sheet.iter_rows() if "Decision" in [cell.value for cell in row])
    at = {cell.value: cell.column for cell in head}
    first = head[0].row + 1
    sheet.cell(first, at["Decision"]).value = "confirm"
    sheet.cell(first, at["Add department"]).value = "Health Bureau"
    sheet.cell(first + 1, at["Change target to"]).value = "whatever"
    book.save(tmp_path / "done.xlsx")
    capsys.readouterr()
    assert main(["import-plan", "--confirm", str(tmp_path / "done.xlsx"), "-o", str(tmp_path / "mine")]) == 0
    assert f"left out: Targets, row {first + 1}: preschool enrolment (%)" in capsys.readouterr().out
    sheet.cell(first + 1, at["Decision"]).value = "change"
    book.save(tmp_path / "wrong.xlsx")
    assert main(["import-plan", "--confirm", str(tmp_path / "wrong.xlsx"), "-o", str(tmp_path / "other")]) == 2
    assert f"Targets, row {first + 1}, column" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ("Women among members of residents' committees", "residents_committee"),
        ("women in residents’ committees", "residents_committee"),
        ("members of residents' committees", "residents_committee"),
        ("Women among members of villagers' committees", "village_committee"),
    ],
)
def test_committees_of_villages_and_of_residents_are_told_apart(said, known):
    found = catalogue_names().nearest(shown(said), 2)
    assert found and all(known in like.key[0] for like in found)


def test_a_chinese_place_is_asked_for_its_english_name_and_may_have_none(tmp_path):
    (tmp_path / "plan.txt").write_text(
        "清溪县儿童发展规划（2021—2030年）\n二、主要目标\n1．婴儿死亡率降至5‰以下。\n", encoding="utf-8"
    )
    source = write_review(proposals_of(read_document(tmp_path / "plan.txt")), tmp_path / "review.xlsx")
    for name, said in (("Qingxi County", {"改为": "Qingxi County"}), ("清溪县", {})):

        def change(sheet, row, said=said):
            return (said if row.get("项目") == "地区英文名" else {}) | (
                {"补充责任单位": "县卫生健康局"} if sheet == "目标" else {}
            )

        filled = reviewing.fill(source, tmp_path / f"{name}.xlsx", change)
        assert write_folder(read_review(filled), tmp_path / name).dictionary["district_en"] == name
