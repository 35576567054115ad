"""A bare number is the most where the name says that less is better, and a person says which where it tells nothing."""

import pytest
import reviewing

import kzplan as kz
from kzplan.importing.confirmed import read_review
from kzplan.importing.proposals import proposals_of
from kzplan.importing.reading import read_document
from kzplan.importing.review import write_review


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
