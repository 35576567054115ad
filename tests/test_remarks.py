"""What a department remarks beside a figure is asked about where it speaks against the figure, and only there."""

import datetime
import re

import pytest
from loading import reloaded
from sending import send

from kzplan.returns.check import check
from kzplan.returns.merge import Blocked, merge
from kzplan.returns.remarks import doubt_of

YEAR, AFTER = 2024, datetime.date(2025, 3, 1)
AGAINST = {
    "确认可用的数": "此数作废 数据有误 本数有误，请勿使用 该数据作废 数据有错误 数据不准 错了，请勿用",
    "本年值与备注一致": "应为91.2 实际为91.2",
    "核实过的数": "待核实 待核 未经核实 尚未核定 估计数 估计数，待核 估算数 预计数 暂估 存疑",
    "全年的数": "1—9月数据 1-9月 1至9月 2024年1—9月数据 截至9月 截至2024年6月底 上半年数据 前三季度 三季度数",
    "本区（县、市）全部范围的数": "不含开州区 不含部分乡镇 仅含城区 部分乡镇未上报 3个乡镇未上报",
    "本区（县、市）的数": "此为重庆市数据 全市数 系全市平均水平",
    "报告年份的数": "上年数 沿用上年数 本年未统计，沿用2020年",
    "2024年的数": "此数为2023年数 2023年数据 2022年年报 为2023年数据，2024年尚未公布",
    "有数填数，没有数填“无数据”": "无数据 未开展 本年未统计 暂无数据",
    "以%计的数": "单位为‰ 单位：‰",
}
WITH = """经核实无误 已核实 上年所报有误，已更正 原报数有误，已更正 2024年数据 2024年年报 1—12月数据 截至12月31日 截至2024年12月底
截至2024年9月1日在校学生 2023—2024学年数据 高于全市平均水平 低于全市平均 较2023年提高1.2个百分点 与2023年持平 比上年增加 口径调整为常住人口
按七普修订 抽样推算 明年开展 2026年起开展 正在申报 同公安局核对 C04口径同 无 初步数 经核实无误，系一次性调整 数据来源：妇幼健康信息系统
根据2020年第七次全国人口普查推算 含民办幼儿园 户籍口径 分母为活产数 全年共3例 2023年未开展，2024年起开展 受疫情影响 新增2个乡镇 单位为%
每年4—6月开展调查 由区教委提供 核定后与市级一致 达到全国平均水平 包括流动人口 据实填报 已达标 本年值为95.1% 95.1（初步） 不作废
经核实原数作废，现数有效 不含流动人口，与规划口径一致 去年数为75，今年降低 口径同上年"""

MORE_AGAINST = {  # of figures of 2025, in either language
    "2025年的数": (
        "以2024年数代替|2024 figure used|用2024年数据代替|2024年数替代|借用2024年数据|按2024年数填报|暂用2024年数|figure of 2024|"
        "data for 2024|2024 data|Data from 2023 survey|本数为2023年的|2024年末数|同2024年|2024年度数据|"
        "Figures from 2023 were used|same value as 2024|based on 2024 data"
    ),
    "本区（县、市）全部范围的数": (
        "仅县级医院|抽样只测3所学校|sample of 3 schools only|excludes private hospitals|只测3所学校|仅限城区|仅统计公办园|"
        "只有公立医院|仅含城区|不含民办|未含乡镇|剔除民办学校|除民办园外|只抽查2个乡镇|抽样3所学校|缺2个乡镇数据|2所学校未报|只统计了户籍人口|仅公办|"
        "county hospitals only|only public schools|only county-level hospitals|3 of 12 schools|"
        "excluding private schools|does not include private hospitals|"
        "private hospitals not included|urban areas only|without private schools|only urban|"
        "incomplete|Sample survey of 5 townships|仅城区3所医院上报|只有公办幼儿园的数据|抽样调查，样本为2个镇|乡镇数据不全|数据不完整|缺报2家|"
        "个别乡镇未报|民办学校未统计|不含部队医院|未统计民营医院|covers only 4 towns|public kindergartens only|"
        "private clinics are excluded|not all schools reported|two townships missing|"
        "data incomplete"
    ),
    "与所说来源一致的数，并写明来源": (
        "以民政局数为准|以统计局数为准|以统计年鉴数为准|与统计局数据不一致|与民政局数有出入|以公安局登记数为准|"
        "civil affairs bureau's figure prevails|differs from the bureau's figure|"
        "use the civil affairs figure instead|数据以卫健委年报为准|数据有出入|与公安数据不符|按公安局数据为准|"
        "figures differ from those of the police"
    ),
    "核实过的数": (
        "provisional|初步统计|仅供参考|快报数|暂定|待年报确认|最终以年报数为准|preliminary|to be confirmed|TBC|estimate|"
        "estimated|not yet verified|unaudited|approximately|pending verification|"
        "subject to revision|推算值|估报|Provisional figure, final in March|此为估算|大概数|约数|未审定|待上级审定|"
        "rough estimate|awaiting confirmation from the province|to be updated|not final"
    ),
    "报告年份的数": (
        "以上年数代替|上年数据代填|去年数|last year's figure|figure from last year|carried over|用的是前年的数|抄的去年的|"
        "因系统升级，沿用2024年数据|the 2024 value has been carried forward"
    ),
    "确认可用的数": ("作废|此数据无效|void|wrong figure|do not use|figure is wrong|void - do not use"),
    "全年的数": (
        "Jan-Sep data|January to September|first half|first three quarters|as of end of September|"
        "as of 30 June|Q1-Q3|9月数据|9月底数|截至三季度|half-year figure|data for Jan–Sep only|"
        "as at end-September|first 9 months"
    ),
    "本区（县、市）的数": ("national figure|provincial average|city-wide figure"),
    "有数填数，没有数填“无数据”": ("no data|not available|n/a|no survey this year|n.a."),
    "本年值与备注一致": ("should be 91.2|typing error, should be 92.1"),
}
MORE_WITH = (
    "已核实|见附件|单位：人|与去年持平|verified|see annex|see attachment|unit: persons|"
    "unchanged from last year|same as last year|final|final figure|"
    "source: MCH information system|includes private hospitals|only 1 case|up from 2024|"
    "higher than the 2024 figure|compared with 2024 data|above the national average|"
    "weighted sample|checked and correct|confirmed with the bureau|corrected|"
    "excluding migrants, as the plan defines|仅1例|仅比去年提高0.1个百分点|只增不减|全区12所学校|以此数为准|以本次报送为准|"
    "以户籍人口为准|按常住人口计算|12月数据|截至12月底|2025年数据|2025 figure|2025 data|data of 2025|full-year figure|"
    "by the end of December|provided by the education commission|based on the 2020 census|"
    "以2020年数据为基数下降20%|较2024年数据提高|与2024年数据持平|新增2所学校|全覆盖|含民办园|包括公立和民营医院|无异常|数据准确|本年开展|"
    "the work began in 2025|2 deaths, both preterm|as of 1 September, enrolment|"
    "only a slight rise|denominator: live births|estimated resident population as denominator|"
    "no new cases|not applicable to last year|no change|policy changed in 2024|同比上升|年报数|"
    "2025年年报数|见2025年年报|数据来自妇幼信息系统|民政局提供|与民政局数一致|与上年口径一致|该项工作由民政局负责|估计明年达标|已由统计局核对|与公安数据一致|"
    "与2024年口径一致|自2024年起开展|比2024年多2所|2024年建成投用|全部公办幼儿园和民办幼儿园|各乡镇均已上报|数据完整|无遗漏|无漏报|含民营医院|审核通过|"
    "按新口径|详见附表|见说明|指标值来源于监测系统|截至年底|全年数据|12个月累计|年末数|无重复|逐级审核|仅供内部使用|分子为参保人数|all schools reported|"
    "12 of 12 schools reported|the only hospital in the county|data are complete|"
    "no data errors found|final, verified|in line with the provincial plan|"
    "higher than last year's figure|rose from 2024|as in 2024, the survey is in May|"
    "source: police|agreed with the statistics bureau|includes migrants|"
    "the survey started in 2024|numerator and denominator checked|none|-|ok"
)


VERIFIED_AND = {  # a word of settlement beside what speaks against the figure
    "确认可用的数": "经核实有误|经核实此数作废|上次报的数作废，这次也不准|checked and found wrong|confirmed to be in error|previously reported value, withdrawn",
    "核实过的数": "待核实后确定|核实后再填，暂估|cannot be verified|not corrected|to be corrected|consistent with the definition, but provisional|待更正|需核实|数据异常|偏高|not sure|unreliable",
    "本区（县、市）全部范围的数": "已核实，仅统计公办园|与上年口径一致，但不含民办|verified, excludes private hospitals|excl. migrants|boys only",
    "报告年份的数": "上次报送后未更新，沿用上年数|同口径，上年数",
    "与所说来源一致的数，并写明来源": "已核对，与民政数据不一致",
    "全年的数": "same scope but only Jan-Sep|一至九月|截至十月底|前三季|年化数|缺第四季度",
    "2025年的数": "截至2024年底|截至2024年12月|2024年调查结果|取自2024年年报|二〇二四年数据|as of 31 December 2024",
    "有数填数，没有数填“无数据”": "数据缺失|缺失|0表示无数据|999表示缺失",
    "本年实际达到的数": "目标数|计划数|2025年目标值|target value|projected",
    "报告年份一年的数": "2021—2025年累计|三年平均值",
    "与目标口径一致的数": "口径不一致|与规划口径不一致|不可比|not comparable|proxy",
    "以本栏单位计的数": "in persons|系统导出数据未换算",
}
BESIDE_IT = (  # what is said of another figure, of cases or of how the target is defined
    "原数作废，以此为准|not void|void ballots 3|previous figure withdrawn, this one applies|void entry of 2024 replaced|"
    "2024年数为90.1，今年92.1|the 2024 figure was 90.1|national average 95|last year's figure was 91.2|按规划不含托班|"
    "definition: excludes boarding schools|2 cases pending|2 of 12 schools did not meet the standard|not all schools have a gym|"
    "截至2025年底|as of 31 December 2025|2025年调查结果|目标值为95|个别学校近视率偏高|一至十二月|typo corrected|作废选票5张"
)


def answered_otherwise(notes, year, parted="|"):
    """The remarks that are not asked about as they should be, all of them; {what is asked for, None for nothing: remarks}."""
    every = [(note, expected) for expected, written in notes.items() for note in written.split(parted)]
    assert len(every) > 20
    return [note for note, expected in every if (doubt_of(note, year, "%") or (None,))[0] != expected]


def test_a_remark_that_speaks_against_its_figure_is_asked_about():
    assert answered_otherwise(AGAINST, YEAR, None) == []


def test_a_remark_that_goes_with_its_figure_is_not_asked_about():
    assert answered_otherwise({None: WITH}, YEAR, None) == []


def test_a_family_of_words_against_a_figure_is_asked_about():
    assert answered_otherwise(MORE_AGAINST, YEAR + 1) == []


@pytest.mark.parametrize("notes", MORE_AGAINST.values())
def test_what_is_asked_about_in_chinese_is_asked_about_in_english(notes):
    for note in notes.split("|"):
        chinese, english = doubt_of(note, YEAR + 1, "%"), doubt_of(note, YEAR + 1, "%", lang="en")
        said = re.sub("“无数据”|初步数", "", english[0] + english[1])
        assert (english[2], re.findall("[\u4e00-\u9fff]", said)) == (chinese[2], []), note


def test_a_remark_in_either_language_that_goes_with_its_figure_is_not_asked_about():
    assert answered_otherwise({None: MORE_WITH}, YEAR + 1) == []


def test_that_a_figure_is_verified_does_not_silence_what_speaks_against_it():
    assert answered_otherwise(VERIFIED_AND, YEAR + 1) == []


def test_a_remark_about_another_figure_is_not_asked_about():
    assert answered_otherwise({None: BESIDE_IT}, YEAR + 1) == []


def test_an_earlier_figure_that_is_void_is_asked_about_without_blocking():
    assert doubt_of("原数作废", YEAR, "%")[2] == "question"


@pytest.mark.parametrize(
    ("note", "severity"), [("系统导出数据未换算", "certain"), ("因区划调整新划入三个乡镇", "question")]
)
def test_a_remark_that_speaks_against_a_figure_does_not_explain_its_magnitude(plan, tmp_path, note, severity):
    found = asked(tmp_path, plan, {"代码": "W03", "本年值": 92100, "备注": note}).query(
        "expected.str.contains('数量级')"
    )
    assert found["severity"].tolist() == [severity]


@pytest.mark.parametrize(("status", "asks"), [("核定数", True), ("初步数", False), ("", False)])
def test_a_remark_that_says_provisional_of_a_final_figure_is_asked_about(status, asks):
    assert (doubt_of("初步数", YEAR, "%", status) is not None) is asks


def asked(folder, plan, row, year=YEAR, today=AFTER):
    path = send(folder, "back", "区卫生健康委", year, [{"代码": "W04", "本年值": 92.1} | row])
    return check([path], plan, today=today)[1]


def test_the_question_names_the_cell_of_the_remark_and_does_not_block(plan, plan_copy, tmp_path):
    found = asked(tmp_path, plan, {"备注": "1—9月数据"})
    assert found[["severity", "code", "heading", "found"]].to_numpy().tolist() == [
        ["question", "W04", "备注", "1—9月数据"]
    ]
    assert found.loc[0, "place"] and asked(tmp_path, plan, {"备注": "经核实无误"}).empty
    assert merge([tmp_path / "back.csv"], reloaded(plan_copy), "统计局", today=AFTER).added == 1


def test_a_source_of_an_earlier_year_is_asked_about(plan, tmp_path):
    assert asked(tmp_path, plan, {"数据来源": "2022年年报"})["heading"].tolist() == ["数据来源"]
    assert asked(tmp_path, plan, {"数据来源": "2024年年报"}).empty


def test_a_note_under_the_table_is_asked_about(plan, tmp_path):
    rows = [{"代码": "W04", "本年值": 92.1, "备注": ""}, {"代码": "", "本年值": "", "备注": "注：W04为1—9月数据"}]
    found = check([send(tmp_path, "back", "区卫生健康委", YEAR, rows)], plan, today=AFTER)[1]
    assert found["found"].tolist() == ["注：W04为1—9月数据"] and "表下的说明不会读入" in found.loc[0, "why"]


def test_a_figure_of_a_year_still_to_come_is_refused_with_its_cell(plan, plan_copy, tmp_path):
    found = asked(tmp_path, plan, {}, 2027, datetime.date(2026, 11, 27))
    assert found[["severity", "code", "heading"]].to_numpy().tolist() == [["certain", "W04", "本年值"]]
    assert found.loc[0, "place"] and "2027年还没有到（今天是2026-11-27）" in found.loc[0, "why"]
    with pytest.raises(Blocked):
        merge([tmp_path / "back.csv"], reloaded(plan_copy), "统计局", today=datetime.date(2026, 11, 27))
    assert asked(tmp_path, plan, {}, 2027, datetime.date(2027, 1, 5)).empty


def test_a_figure_that_its_department_voids_blocks_the_merge(plan, plan_copy, tmp_path):
    found = asked(tmp_path, plan, {"备注": "此数作废"})
    assert found[["severity", "heading", "found"]].to_numpy().tolist() == [["certain", "备注", "此数作废"]]
    with pytest.raises(Blocked):
        merge([tmp_path / "back.csv"], reloaded(plan_copy), "统计局", today=AFTER)
