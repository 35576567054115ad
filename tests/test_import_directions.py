"""A bare number is the most where the name says that less is better, and a person says which where it tells nothing."""

import pytest
import reviewing

import kzplan as kz
from kzplan.importing.confirmed import read_review
from kzplan.importing.proposals import proposals_of
from kzplan.importing.reading import read_document
from kzplan.importing.review import write_review
from kzplan.indicator.tokens import named_direction


def proposed(tmp_path, names, title="清溪县儿童发展规划（2021—2030年）", heads=("指标", "2030年目标"), number="5"):
    rows = "".join(f"<tr><td>{name}</td><td>{number}</td></tr>" for name in names)
    table = f"<table><tr><td>{heads[0]}</td><td>{heads[1]}</td></tr>{rows}</table>"
    (tmp_path / "plan.html").write_text(f"<meta charset=utf-8><p>{title}</p>{table}", encoding="utf-8")
    return proposals_of(read_document(tmp_path / "plan.html"))


@pytest.mark.parametrize(
    "name",
    [
        "女童肥胖率",
        "初中辍学率",
        "农村留守儿童辍学率",
        "女性失业率",
        "早产率",
        "青少年吸烟率",
        "女童失学率",
        "妇女贫困率",
    ],
)
def test_a_bare_number_of_what_is_good_when_low_is_the_most(tmp_path, name):
    (goal,) = proposed(tmp_path, [f"{name}（%）"]).goals
    assert (goal.rule.form, goal.rule.value) == ("at most", 5)


@pytest.mark.parametrize(
    "name", ["Child marriage", "Drop-out of girls", "Open defecation", "Unemployment, women", "Illiteracy of women"]
)
def test_english_names_tell_the_direction_of_a_bare_number_too(tmp_path, name):
    title = "Brookfield County Plan for the Development of Women (2021-2030)"
    (goal,) = proposed(tmp_path, [f"{name} (%)"], title, ("Indicator", "2030 target")).goals
    assert goal.rule.form == "at most"


def test_a_name_of_what_is_good_when_high_makes_a_bare_number_the_least(tmp_path):
    (goal,) = proposed(tmp_path, ["家庭暴力案件办结率（%）"], number="95").goals
    assert goal.rule.form == "at least"


def test_a_bare_number_under_a_name_that_tells_nothing_is_not_read(tmp_path):
    (goal,) = proposed(tmp_path, ["离婚率（‰）"]).goals
    assert goal.rule is None
    assert "改为方向" in goal.amiss.zh


def test_a_confirmed_bare_number_without_a_direction_is_refused_at_its_cell_until_one_is_chosen(tmp_path):
    book = write_review(proposed(tmp_path, ["离婚率（‰）"]), tmp_path / "review.xlsx")

    def write(**more):
        change = {"指标决定": "修改", "改为指标": "divorce_rate"} | more
        return reviewing.fill(
            book, tmp_path / "filled.xlsx", lambda sheet, row: change | {"基期决定": ""} if sheet == "目标" else {}
        )

    with pytest.raises(kz.PlanError) as caught:
        read_review(write())
    (fault,) = caught.value.faults
    assert fault.column == "改为方向"
    assert "离婚率" in fault.text("zh")
    (goal,) = read_review(write(改为方向="down")).goals
    assert goal["direction"] == "down"


@pytest.mark.parametrize(
    "name",
    [
        "Treatment failure rate", "Insurance coverage gap", "Loss to follow-up in treatment", "Late registration of births",
        "Non-attendance at antenatal care", "Screening refusal rate", "Waiting time for treatment", "Population lacking insurance",
        "Literacy gap between men and women", "Cost of treatment", "Children missing vaccination", "Incompletion rate",
        "Deaths averted", "Under-five mortality reduction rate", "Violence-free schools", "Smoking cessation rate",
        "Deaths registered", "Women who reported violence", "Suicide prevention hotlines", "Maternal death reviews completed",
    ],
)  # fmt: skip
def test_an_english_name_whose_words_are_turned_round_tells_no_direction(name):
    assert named_direction(name) is None


@pytest.mark.parametrize(
    ("name", "direction"),
    [
        ("Population without access to safe water", "down"), ("Households with no access to electricity", "down"),
        ("Zero-dose children", "down"), ("Unvaccinated children", "down"), ("Case fatality rate", "down"),
        ("Mortality from non-communicable diseases", "down"), ("Unmet need for contraception", "down"),
        ("Preventable deaths", "down"), ("Number of deaths", "down"), ("No. of deaths", "down"),
        ("Births attended by skilled personnel", "up"), ("Children fully immunized", "up"), ("Contraceptive prevalence rate", "up"),
        ("Exclusive breastfeeding rate", "up"), ("Seats held by women in parliament", "up"), ("Access to sanitation", "up"),
    ],
)  # fmt: skip
def test_an_english_name_tells_its_direction_by_the_words_that_hold_for_the_whole_of_it(name, direction):
    assert named_direction(name) == direction
