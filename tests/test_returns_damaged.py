"""Forms that came back damaged: each kind of damage is named, and nothing is read as something else."""

import random

import pytest
from loading import reloaded
from returned import DAY, GOOD, filler

from kzplan.returns import layout
from kzplan.returns.check import check
from kzplan.returns.merge import Blocked, merge


@pytest.fixture
def fill(forms, tmp_path):
    return filler(forms["区卫生健康委"], tmp_path)


def code_changed(book, sheet, at):
    sheet["A6"].value = "W3"


def code_of_another_plan(book, sheet, at):
    sheet["A6"].value = "X03"


def row_twice(book, sheet, at):
    sheet["A7"].value = sheet["A6"].value


def heading_gone(book, sheet, at):
    sheet.cell(3, at["本年值"]).value = "今年"


def status_of_ones_own(book, sheet, at):
    sheet.cell(6, at["数据状态"]).value = "预计数"


@pytest.mark.parametrize(
    "damage",
    [code_changed, code_of_another_plan, row_twice, heading_gone, status_of_ones_own],
    ids=lambda f: f.__name__,
)
def test_damage_to_the_form_itself_is_named(fill, plan, damage):
    path = fill(GOOD, damage=damage)
    certain = check([path], plan)[1].query("severity == 'certain'")
    assert len(certain) and (certain["file"] == path.name).all() and certain["why"].ne("").all()


UNREADABLE = (
    "约九成",
    "=B2*2",
    "#REF!",
    "#VALUE!",
    "93.5/91",
    "93.5（预计）",
    "九十三点五",
    "93.5%%",
    "93.5.1",
    "9O.5",
    "93,5",
    "2025/9/3",
    "详见附件",
    "同上年",
    "93.5万",
    "~93.5",
    "93.5?",
    ">93.5",
    "<93.5",
    "9.35e1 %",
    "-93.5",
    "－9",
    "93。5",
    "93·5",
    "？",
    "待定",
    "未统计完",
    "nan",
    "inf",
    "1 2 3 元",
    "93.5例",
    "共93人",
    "93+1",
    "(93)",
    "[93]",
    "0x5D",
    "93.5‰%",
    "TRUE",
    "有",
    "√",
    "×",
)


def test_forty_kinds_of_damage_in_random_cells_are_each_named_with_the_cell(fill, plan_copy):
    plan, rng = reloaded(plan_copy), random.Random(20260101)
    codes = [code for code, target in plan.targets.iterrows() if "区卫生健康委" in target["departments"]]
    headings = ["本年值", "分子", "分母", "女性", "男性", "城镇", "农村"]
    assert len(UNREADABLE) >= 40
    for start in range(0, len(UNREADABLE), 7):
        cells = {}
        for written in UNREADABLE[start : start + 7]:
            cells.setdefault(rng.choice([code for code in codes if code not in cells]), {})[rng.choice(headings)] = (
                written
            )
        path = fill(cells, f"{start}.xlsx")
        certain = check([path], plan)[1].query("severity == 'certain'")
        named = set(zip(certain["code"], certain["heading"], strict=True))
        wanted = {(code, heading) for code, own in cells.items() for heading in own}
        assert wanted <= named, wanted - named
        with pytest.raises(Blocked):
            merge([path], plan, "区统计局", today=DAY)
    assert not (plan_copy / "observations.csv").exists()


def another_table(book, sheet, at):
    book.copy_worksheet(sheet).title = "旧版"


def another_district(book, sheet, at):
    book[layout.MARK]["A1"].value = book[layout.MARK]["A1"].value.replace("开州区", "万州区")


@pytest.mark.parametrize("damage", [another_table, another_district], ids=lambda f: f.__name__)
def test_a_second_table_or_another_district_is_refused(fill, plan, damage):
    assert (check([fill(GOOD, damage=damage)], plan)[1]["severity"] == "certain").any()
