"""Parts named behind an indicator, lists that are asked in turn, and names that a list shares with care."""

import pytest

from kzplan.indicator.clauses import clauses


def told(text):
    return [(one.name, one.rule.words if one.rule else None) for one in clauses(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("自来水普及率县城达到98%，农村达到92%", [("自来水普及率(县城)", ">= 98"), ("自来水普及率(农村)", ">= 92")]),
        ("5G网络通达率乡镇达到100%、行政村达到90%", [("5G网络通达率(乡镇)", ">= 100"), ("5G网络通达率(行政村)", ">= 90")]),
        ("教师学历达标率：幼儿园达到98%，小学达到100%，初中达到99%", [("教师学历达标率(幼儿园)", ">= 98"), ("教师学历达标率(小学)", ">= 100"), ("教师学历达标率(初中)", ">= 99")]),
        ("九年义务教育巩固率女童达到98%以上", [("九年义务教育巩固率(女童)", ">= 98")]),
        ("孕产妇系统管理率农村达到90%", [("孕产妇系统管理率(农村)", ">= 90")]),
        ("文盲率男、女分别控制在1%、2%以内", [("文盲率(男性)", "<= 1"), ("文盲率(女性)", "<= 2")]),
        ("肥胖率男生控制在10%以内，女生控制在8%以内", [("肥胖率(男生)", "<= 10"), ("肥胖率(女生)", "<= 8")]),
        ("小学净入学率男童达到99.8%，女童达到99.7%，总体达到99.9%", [("小学净入学率(男童)", ">= 99.8"), ("小学净入学率(女童)", ">= 99.7"), ("小学净入学率", ">= 99.9")]),
        ("贫血率城镇、农村、总体分别控制在8%、12%、10%以内", [("贫血率(城镇)", "<= 8"), ("贫血率(农村)", "<= 12"), ("贫血率", "<= 10")]),
        ("体质健康优良率小学、初中、高中分别达到60%、55%、50%", [("体质健康优良率(小学)", ">= 60"), ("体质健康优良率(初中)", ">= 55"), ("体质健康优良率(高中)", ">= 50")]),
        ("系统管理率城市达到95%，农村达到90%", [("系统管理率", "urban >= 95, rural >= 90")]),
    ],
)  # fmt: skip
def test_a_part_named_behind_an_indicator_has_its_number_and_no_other(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("婚检率、产前筛查率达到90%、95%以上", [("婚检率", ">= 90"), ("产前筛查率", ">= 95")]),
        ("体质健康合格率、优良率达到95%、50%以上", [("体质健康合格率", ">= 95"), ("体质健康优良率", ">= 50")]),
        ("孕产妇死亡率、婴儿死亡率和5岁以下儿童死亡率降至10/10万、4‰和5‰以下", [("孕产妇死亡率", "<= 10"), ("婴儿死亡率", "<= 4"), ("5岁以下儿童死亡率", "<= 5")]),
    ],
)  # fmt: skip
def test_a_list_of_names_and_one_of_as_many_numbers_pair_in_turn(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "婚检率、产前筛查率达到90%、95%、97%",
        "婚检率、产前筛查率、访视率达到90%、95%",
        "优良率小学、初中、高中分别达到60%、55%",
    ],
)
def test_lists_of_another_length_are_not_read(text):
    assert all(rule is None for _, rule in told(text))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("示例县、临县产前筛查率分别达到85%、90%", ["示例县产前筛查率", "临县产前筛查率"]),
        ("高血压、糖尿病患者基层规范管理服务率分别达到61%、62%", ["高血压患者基层规范管理服务率", "糖尿病患者基层规范管理服务率"]),
        ("高血压、糖尿病患者规范管理率分别不低于70%", ["高血压患者规范管理率", "糖尿病患者规范管理率"]),
        ("高血压知晓率、治疗率和控制率分别达到60%、50%、40%", ["高血压知晓率", "高血压治疗率", "高血压控制率"]),
        ("男童、女童、全体入学率分别达到97%、98%、97.5%", ["男童入学率", "女童入学率", "全体入学率"]),
        ("宫颈癌、乳腺癌筛查率分别达到70%、60%", ["宫颈癌筛查率", "乳腺癌筛查率"]),
    ],
)  # fmt: skip
def test_each_name_of_a_list_is_whole(text, names):
    assert [name for name, rule in told(text) if rule] == names


@pytest.mark.parametrize(
    "text", ["学校、幼儿园食品安全管理率分别达到90%、95%", "示例县、学校食堂达标率分别达到90%、95%"]
)
def test_a_list_whose_names_cannot_be_made_whole_is_not_read(text):
    assert all(rule is None for _, rule in told(text))


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("婚检率达到70%以上，2025年达到60%以上", ">= 70 (>= 60 in 2025)"),
        ("近视率控制在45%以下，2025年控制在50%以下", "<= 45 (<= 50 in 2025)"),
        ("婴儿死亡率降至5‰以下（2020年为5.6‰，2015年为8.1‰）", "<= 5"),
    ],
)
def test_a_year_on_the_way_or_gone_by_behind_a_target_leaves_it_the_target(text, rule):
    assert [rule for _, rule in told(text)] == [rule]


@pytest.mark.parametrize("text", ["婚检率达到83%，2022年为81.3%", "婚检率达到70%以上，2025年达到80%以上"])
def test_a_year_behind_a_target_that_says_what_was_or_asks_for_more_is_not_taken_for_one_on_the_way(text):
    assert all(rule is None for _, rule in told(text))


def test_a_rate_of_nobody_beside_another_s_is_no_target():
    assert told("提高宫颈癌早诊早治率，降低死亡率")[-1] == ("死亡率", None)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("脱贫地区，孕产妇住院分娩率达到99%，婚检率达到90%", ["脱贫地区孕产妇住院分娩率", "脱贫地区婚检率"]),
        ("农村，自来水普及率达到90%；城市，污水处理率达到95%", ["农村自来水普及率", "城市污水处理率"]),
        ("到2030年，对未参保的妇女，参保率达到95%", ["未参保的妇女参保率"]),
        ("在村民委员会，女性比例达到30%", ["村民委员会女性比例"]),
        ("加快发展农村教育，支持乡镇，毛入园率达到95%", ["毛入园率"]),
        ("依托社区，养老服务覆盖率达到90%", ["养老服务覆盖率"]),
        ("大力普及家庭，家庭教育指导覆盖率达到95%", ["家庭教育指导覆盖率"]),
        ("在保持稳定的前提下，毛入园率达到95%", ["毛入园率"]),
    ],
)  # fmt: skip
def test_a_place_or_people_alone_before_a_target_are_part_of_its_name(text, names):
    assert [name for name, rule in told(text) if rule] == names


def test_what_has_not_met_its_target_yet_is_not_taken_for_the_whole():
    assert told("目前尚未达标的乡镇，产前筛查率达到85%")[0][1] is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("普惠性幼儿园覆盖率达到90%以上（其中公办园在园幼儿占比达到55%以上）", [("普惠性幼儿园覆盖率", ">= 90"), ("公办园在园幼儿占比", ">= 55")]),
        ("孕产妇系统管理率达到90%以上（其中农村达到85%以上）", [("孕产妇系统管理率", ">= 90"), ("孕产妇系统管理率(农村)", ">= 85")]),
        ("公办学校就读比例稳定在90%以上（含政府购买学位）", [("公办学校就读比例(含政府购买学位)", ">= 90")]),
        ("婴儿死亡率控制在5‰以下（不含流动人口）", [("婴儿死亡率", None)]),
        ("近视率控制在45%（含）以下", [("近视率", "<= 45")]),
    ],
)  # fmt: skip
def test_what_a_bracket_behind_a_number_says_is_read_in_its_place(text, expected):
    assert told(text) == expected
