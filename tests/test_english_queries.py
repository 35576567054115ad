"""What is asked about a returned form is asked in Chinese and in English, of the same cells; names and what was written stay as they are."""

import datetime
import re

import openpyxl
import pytest
from loading import reloaded
from sending import merged, send

from kzplan import cli
from kzplan.returns import layout
from kzplan.returns.check import check

HEALTH, DAY = "区卫生健康委", datetime.date(2026, 3, 1)
CHINESE = re.compile("[\u4e00-\u9fff]")
W04 = {"代码": "W04", "本年值": 91.2}
FORMS = {  # rows of a form of 2025, its sender, the year above the table
    "words for a number": ([W04 | {"本年值": "约九成"}], HEALTH, 2025),
    "another unit": ([W04 | {"本年值": "91.2‰"}], HEALTH, 2025),
    "two numbers": ([W04 | {"本年值": "91.2 92"}], HEALTH, 2025),
    "a raised figure": ([W04 | {"本年值": "91.2²"}], HEALTH, 2025),
    "below nothing": ([W04 | {"本年值": -2}], HEALTH, 2025),
    "far too large": ([W04 | {"本年值": "9" * 14}], HEALTH, 2025),
    "a share above everyone": ([W04 | {"本年值": 912}], HEALTH, 2025),
    "ten times too small": ([W04 | {"本年值": 9.12}], HEALTH, 2025),
    "a fraction of one": ([W04 | {"本年值": 0.912}], HEALTH, 2025),
    "a thousand times off": ([{"代码": "W03", "本年值": 10410}], HEALTH, 2025),
    "counts exchanged": ([W04 | {"分子": 1000, "分母": 912}], HEALTH, 2025),
    "a count alone": ([W04 | {"分子": 1000}], HEALTH, 2025),
    "nothing to divide by": ([W04 | {"分子": 0, "分母": 0}], HEALTH, 2025),
    "a rate against its counts": ([{"代码": "W03", "本年值": 10.4, "分子": 3, "分母": 7690}], HEALTH, 2025),
    "no value": ([W04 | {"本年值": "", "分子": 912, "分母": 1000}], HEALTH, 2025),
    "none and counts": ([W04 | {"本年值": "无数据", "分子": 912, "分母": 1000}], HEALTH, 2025),
    "not done and no reason": ([W04 | {"本年值": "未开展", "备注": ""}], HEALTH, 2025),
    "a bare nothing": ([{"代码": "W03", "本年值": 0}], HEALTH, 2025),
    "another code": ([W04, {"代码": "X99", "本年值": 3}], HEALTH, 2025),
    "another plan's codes": ([{"代码": f"X{n}", "本年值": n} for n in range(9)], HEALTH, 2025),
    "no code": ([W04, {"代码": "", "本年值": 3}], HEALTH, 2025),
    "a row twice": ([W04, W04], HEALTH, 2025),
    "a status of one's own": ([W04 | {"数据状态": "大概"}], HEALTH, 2025),
    "some statuses": ([W04 | {"数据状态": "核定数"}, {"代码": "C08", "数据状态": "", "本年值": 88.1}], HEALTH, 2025),
    "a number in the remarks": ([W04 | {"本年值": "", "备注": 91.2}], HEALTH, 2025),
    "only a remark": ([W04 | {"本年值": "", "备注": "另报"}], HEALTH, 2025),
    "a remark against it": ([W04 | {"备注": "1—9月数据"}], HEALTH, 2025),
    "a remark on the definition": ([W04 | {"备注": "今年口径调整为常住人口"}], HEALTH, 2025),
    "an earlier source": ([W04 | {"数据来源": "2022年年报"}], HEALTH, 2025),
    "a name changed": ([W04 | {"指标": "孕妇率"}], HEALTH, 2025),
    "a unit changed": ([W04 | {"单位": "‰"}], HEALTH, 2025),
    "a name of another row": ([W04 | {"指标": "孕产妇死亡率"}], HEALTH, 2025),
    "a column of one's own": ([W04 | {"联系电话": 12345}], HEALTH, 2025),
    "another place": ([W04 | {"地区": "万州区"}], HEALTH, 2025),
    "another department's target": ([{"代码": "C10a", "本年值": 95.0}], HEALTH, 2025),
    "no such department": ([W04], "区航天局", 2025),
    "no year": ([W04], HEALTH, None),
    "a year outside the plan": ([W04], HEALTH, 2035),
    "a year to come": ([W04], HEALTH, 2029),
    "empty": ([{"代码": "W04", "本年值": ""}], HEALTH, 2025),
    "no form": ([{"甲": 1, "乙": 2}], HEALTH, 2025),
    "example figures": ([W04 | {"备注": "示例数据"}], HEALTH, 2025),
    "newborns above infants": ([{"代码": "C01", "本年值": 4.1}, {"代码": "C02", "本年值": 3.2}], HEALTH, 2025),
    "births that differ": (
        [
            {"代码": "C01", "本年值": 2.0, "分子": 15, "分母": 7500},
            {"代码": "C02", "本年值": 3.0, "分子": 24, "分母": 8000},
        ],
        HEALTH,
        2025,
    ),
    "rows exchanged": ([{"代码": "W03", "本年值": 91.37}, {"代码": "W04", "本年值": 10.41}], HEALTH, 2025),
    "a ratio upside down": ([{"代码": "W43", "本年值": "3:2"}], "区城管局", 2025),
    "a control character": ([W04 | {"备注": "经\x07核实"}], HEALTH, 2025),
}


def prose(said, plan):
    """What is said without what stays Chinese in any language: what stands in the form, and names."""
    names = {target.name.zh for target in plan.by_code.values()} | set(plan.departments.known()) | {plan.district}
    names |= {column.heading for column in layout.columns(plan, True)} | {*layout.STATUSES, "区航天局"}
    names |= {word for target in plan.by_code.values() for word in (target.unit, target.text)}
    for name in sorted(filter(None, names), key=len, reverse=True):
        said = said.replace(name, "")
    return re.sub("“[^”]*”", "", said)


@pytest.mark.parametrize("name", FORMS)
def test_every_query_is_said_in_english_too_of_the_same_cells(plan, tmp_path, name):
    path = send(tmp_path, "2025年_back", *[FORMS[name][at] for at in (1, 2)], FORMS[name][0])
    chinese, english = (check([path], plan, today=DAY, lang=lang)[1] for lang in ("zh", "en"))
    same = ["file", "sheet", "place", "code", "heading", "severity"]
    assert english[same].equals(chinese[same]) and len(english)
    for row in english.itertuples():
        assert not CHINESE.search(prose(row.why, plan)) and not CHINESE.search(prose(row.expected, plan)), row
    assert all(CHINESE.search(why) for why in chinese["why"])


def test_what_departments_say_differently_is_told_in_english(plan_copy, tmp_path):
    plan = reloaded(plan_copy)
    code = next(code for code, target in plan.by_code.items() if "、" in target.department)
    first, second = plan.target(code).department.split("、")[:2]
    value = plan.series_of(code).up_to(2020).latest
    number = 50.0 if value is None else value.value
    merged(plan, [send(tmp_path, "a", first, 2024, [{"代码": code, "本年值": number}])], "2025-03-01")
    again = send(tmp_path, "b", second, 2024, [{"代码": code, "本年值": number * 1.01}])
    asked = check([again], reloaded(plan_copy), today=DAY, lang="en")[1]
    assert asked["why"].str.contains("departments report this target differently").any()


def test_the_commands_print_and_write_queries_in_the_language_asked_for(plan_copy, tmp_path, capsys):
    path = send(tmp_path, "2025年_back", HEALTH, 2025, FORMS["another unit"][0])
    written = tmp_path / "queries.xlsx"
    options = ["--plan", str(plan_copy)]
    assert cli.main(["check", str(path), *options, "-o", str(written), "--lang", "en"]) == 1
    said = capsys.readouterr().out
    assert "to be mended" in said and "another unit than the column's" in said and "须更正" not in said
    sheet = openpyxl.load_workbook(written).active
    assert sheet.title == "List of queries" and "agreed value" in [cell.value for cell in sheet[3]]
    assert cli.main(["merge", str(path), *options, "--who", "甲", "--lang", "en"]) == 2
    assert "another unit than the column's" in capsys.readouterr().err
    assert cli.main(["check", str(path), *options, "--lang", "zh"]) == 1
    assert "所填单位与本栏单位不同" in capsys.readouterr().out
