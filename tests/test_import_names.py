"""Names, departments and baselines of sentences: as a person would write them."""

import openpyxl
import pandas as pd
import pytest
import reviewing

from kzplan.importing.confirmed import read_review
from kzplan.importing.facts import facts_of
from kzplan.importing.folder import write_folder
from kzplan.importing.likeness import SURE, catalogue_names
from kzplan.importing.naming import each_named, in_its_place, offices, without_owners, written
from kzplan.importing.proposals import proposals_of
from kzplan.importing.reading import read_document
from kzplan.importing.review import write_review
from kzplan.plan.printed import split_departments

TITLE = "示例市妇女发展规划（2021—2030年）\n\n一、主要目标\n（一）妇女与健康\n"
CHILDREN = TITLE.replace("妇女", "儿童")


def read(text, folder):
    (folder / "plan.txt").write_text(text, encoding="utf-8")
    return proposals_of(read_document(folder / "plan.txt"))


def named(text, folder):
    return [(goal.name, goal.target) for goal in read(text, folder).goals]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("纳入国家免疫规划的疫苗接种率以乡镇(街道)为单位", "以乡镇（街道）为单位的国家免疫规划疫苗接种率"),
        ("妇女的人均预期寿命", "妇女人均预期寿命"),
        ("孕产妇死亡率继续", "孕产妇死亡率"),
        ("确保孕产妇死亡率", "孕产妇死亡率"),
        ("Maternal mortality (all)", "Maternal mortality (all)"),
    ],
)
def test_a_name_is_without_the_words_that_only_join_it_to_its_sentence(said, name):
    assert written(said) == name


def test_town_and_country_of_one_sentence_are_two_targets_with_their_whole_names(tmp_path):
    text = CHILDREN + "1．城市5岁以下儿童死亡率控制在4‰以下，农村控制在6‰以下。\n"
    found = read(text + "2．城市社区家长学校或家庭教育指导服务站点覆盖率达到95%，农村社区（村）达到85%。\n", tmp_path)
    assert [(goal.name, goal.proposed.key) for goal in found.goals] == [
        ("城市5岁以下儿童死亡率（‰）", ("under5_mortality", "urban")),
        ("农村5岁以下儿童死亡率（‰）", ("under5_mortality", "rural")),
        ("城市社区家长学校或家庭教育指导服务站点覆盖率（%）", ("parenting_sites_urban", "total")),
        ("农村社区（村）家长学校或家庭教育指导服务站点覆盖率（%）", ("parenting_sites_rural", "total")),
    ]
    assert in_its_place("婴儿死亡率", "城市新生儿死亡率") == "婴儿死亡率"


def test_two_shares_of_one_sentence_are_two_indicators_where_each_is_known(tmp_path):
    text = TITLE + "1．村党组织成员、村党组织书记中女性比例逐步提高。\n"
    assert [name for name, _ in named(text, tmp_path)] == ["村党组织成员中女性比例（%）", "村党组织书记中女性比例（%）"]
    assert len(each_named("市人大代表和常委会委员中女性比例")) == 1


def test_what_a_list_of_names_shares_at_its_end_is_said_of_each(tmp_path):
    text = TITLE + "1．村党组织成员、村民委员会成员中女性比例均达到30%以上。\n2．宫颈癌、乳腺癌筛查率均达到70%。\n"
    assert [name for name, _ in named(text, tmp_path)] == [
        "村党组织成员中女性比例（%）",
        "村民委员会成员中女性比例（%）",
        "宫颈癌筛查率（%）",
        "乳腺癌筛查率（%）",
    ]


def test_what_a_proposed_indicator_may_be_a_part_of_stands_in_the_review(tmp_path):
    text = TITLE + "1．市人大代表中女性比例达到30%以上。\n2．孕产妇死亡率降至8/10万以下。\n"
    review = write_review(read(text, tmp_path), tmp_path / "review.xlsx")
    rows = pd.read_excel(review, sheet_name="目标", dtype=str).to_numpy(dtype=str).ravel().tolist()
    (told,) = [cell for cell in rows if cell.startswith("范围可能不同，需核对口径：")]
    assert told.split("；")[0] == "范围可能不同，需核对口径：机构"  # the standing committee is in the whole name


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("市人大代表中女性比例达到30%以上", "机构"),
        ("县人大代表中女性比例达到30%以上", "级别、机构"),
        ("女性文盲率降至3%以下", "年龄"),
    ],
)
def test_the_level_of_a_plan_is_no_difference_of_its_indicators(tmp_path, said, told):
    review = write_review(read(TITLE + f"1．{said}。\n", tmp_path), tmp_path / "review.xlsx")
    cells = pd.read_excel(review, sheet_name="目标", dtype=str).to_numpy(dtype=str).ravel().tolist()
    (scope,) = [cell for cell in cells if cell.startswith("范围可能不同，需核对口径：")]
    assert scope.split("；")[0] == f"范围可能不同，需核对口径：{told}"


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", "gynaecological_screening（妇女常见病筛查率，不同：数量与比例，需核对口径，"),
        ("en", "gynaecological_screening (妇女常见病筛查率, different: a number or a share, to be checked, "),
    ],
)
def test_what_differs_in_another_possibility_stands_beside_it_in_words_with_how_like_it_is(tmp_path, lang, said):
    found = read(TITLE + "1．妇女常见病筛查人数逐步增加。\n", tmp_path)
    review = write_review(found, tmp_path / "review.xlsx", lang)
    cells = [cell.value for row in openpyxl.load_workbook(review).worksheets[1] for cell in row]
    assert any(str(cell).startswith(said) for cell in cells)


def test_the_value_of_another_level_is_no_baseline(tmp_path):
    text = TITLE.replace("一、主要目标", "一、规划背景\n2020年，省人大代表中女性比例为28%。\n二、主要目标")
    (goal,) = read(text + "县人大代表中女性比例达到30%以上。\n", tmp_path).goals
    assert goal.baseline is None


def test_a_place_that_is_to_be_covered_wholly_is_measured_by_its_coverage(tmp_path):
    assert named(CHILDREN + "乡镇（街道）未成年人保护工作站实现全覆盖。\n", tmp_path) == [
        ("乡镇（街道）未成年人保护工作站覆盖率（%）", "实现全覆盖")
    ]


def test_signs_of_a_chinese_sentence_are_its_own_and_a_share_without_a_number_is_per_cent(tmp_path):
    text = TITLE + "1．妇女健康素养水平2025年达到26%，2030年达到30%。\n2．乳腺癌人群筛查率逐步提高。\n"
    assert named(text, tmp_path) == [
        ("妇女健康素养水平（%）", "2025年达到26%，2030年达到30%"),
        ("乳腺癌人群筛查率（%）", "逐步提高"),
    ]


@pytest.mark.parametrize(
    ("text", "bare", "owners"),
    [
        ("婴儿死亡率降至5‰。（责任单位：市卫生健康委、市妇联）", "婴儿死亡率降至5‰。", "市卫生健康委、市妇联"),
        ("（牵头单位：市教育局）", "", "市教育局"),
        ("（牵头单位：市教育局；配合单位：市财政局）", "", "牵头单位：市教育局；配合单位：市财政局"),
        ("婴儿死亡率降至5‰。", "婴儿死亡率降至5‰。", ""),
    ],
)
def test_departments_named_in_brackets_are_told_from_the_text(text, bare, owners):
    assert without_owners(text) == (bare, owners)


def test_a_target_has_the_departments_of_its_own_paragraph_or_of_the_line_below(tmp_path):
    text = TITLE + "1．孕产妇死亡率控制在8/10万以下。（责任单位：市卫生健康委）\n2．剖宫产率降至30%以下。\n"
    found = read(text + "（责任单位：市卫生健康委、市妇联）\n3．孕产妇系统管理率达到95%以上。\n", tmp_path)
    assert [goal.department for goal in found.goals] == ["市卫生健康委", "市卫生健康委、市妇联", ""]


@pytest.mark.parametrize(
    ("end", "department"),
    [
        ("。（县卫生健康委、县妇联）", "县卫生健康委、县妇联"),
        ("（县卫生健康委）。", "县卫生健康委"),
        ("；（县卫生健康委，县人民政府）", "县卫生健康委，县人民政府"),
        ("。（县卫生健康委牵头，县妇联、县疾控中心配合）", "牵头单位：县卫生健康委；配合单位：县妇联、县疾控中心"),
        ("。（县卫生健康委负责）", "县卫生健康委"),
        ("。（牵头单位：县卫生健康委；配合单位：县妇联）", "牵头单位：县卫生健康委；配合单位：县妇联"),
        ("。\n（县卫生健康委、县妇联）", "县卫生健康委、县妇联"),
    ],
)
def test_a_bracket_of_offices_alone_at_the_end_of_a_target_is_its_departments(end, department, tmp_path):
    text = TITLE + f"1．孕产妇系统管理率达到95%以上{end}\n2．剖宫产率降至30%以下。\n"
    one, other = read(text.replace("市", "县"), tmp_path).goals
    assert (one.name, one.target, one.department) == ("孕产妇系统管理率（%）", "达到95%以上", department)
    assert (one.rule.value, other.department) == (95, "")


def test_those_that_lead_report_and_those_that_cooperate_do_not():
    assert split_departments(offices("县卫生健康委牵头，县妇联、县教育局配合"), "县") == ("县卫生健康委",)


@pytest.mark.parametrize(
    "inside",
    [
        "不含城区",
        "不含医院",
        "学校、医院",
        "村委会",
        "家庭、学校、社会",
        "公办",
        "中西部",
        "县妇联、城区",
        "以乡镇为单位",
        "rural",
    ],
)
def test_a_bracket_that_lists_anything_but_offices_stays_with_the_target(inside, tmp_path):
    assert offices(inside) == ""
    (goal,) = read(TITLE + f"1．孕产妇系统管理率达到95%以上（{inside}）。\n", tmp_path).goals
    assert (goal.target, goal.department) == (f"达到95%以上（{inside}）", "")


@pytest.mark.parametrize(
    "text",
    [
        "1．孕产妇系统管理率达到95%以上（市卫健委）；剖宫产率降至30%以下（市妇联）。",
        "1．孕产妇系统管理率达到95%以上（市卫健委），剖宫产率降至30%以下（市妇联）。",
        "1．孕产妇系统管理率达到95%以上。（市卫健委）剖宫产率降至30%以下。（市妇联）",
    ],
)
def test_each_target_of_a_paragraph_has_the_departments_of_its_own_bracket(text, tmp_path):
    found = read(TITLE + text, tmp_path).goals
    assert [(goal.target, goal.department) for goal in found] == [
        ("达到95%以上", "市卫健委"),
        ("降至30%以下", "市妇联"),
    ]


def test_a_year_before_two_targets_stays_that_of_both_where_a_bracket_stands_between(tmp_path):
    found = read(TITLE + "1．到2025年，孕产妇系统管理率达到95%（市卫健委），剖宫产率降至30%（市妇联）。", tmp_path)
    assert not any(goal.rule for goal in found.goals)


def test_a_target_in_english_has_the_departments_of_its_bracket(tmp_path):
    head = "Plan for the development of women 2021-2030 of Example County\n\nTargets\n"
    said = "1. Maternal mortality rate is reduced to 12 per 100,000 by 2030 ({}). \n"
    for inside, department in (
        ("Health Bureau", "Health Bureau"),
        ("Bureau of Health and Women's Federation", "Bureau of Health, Women's Federation"),
    ):
        (goal,) = read(head + said.format(inside), tmp_path).goals
        assert (goal.department, goal.rule.value, "(" in goal.target) == (department, 12, False)


def test_both_values_that_a_text_gives_of_an_indicator_are_its_baseline(tmp_path):
    text = TITLE.replace(
        "一、主要目标", "一、规划背景\n2020年，全市孕产妇死亡率由2010年的21.3/10万下降到8.9/10万。\n二、主要目标"
    )
    (goal,) = read(text + "孕产妇死亡率控制在8/10万以下。\n", tmp_path).goals
    assert [one.values for one in (goal.baseline, *goal.earlier)] == [{2020: "8.9"}, {2010: "21.3"}]


def facts(title, folder, kind="txt"):
    (folder / f"plan.{kind}").write_text(f"{title}\n\n孕产妇死亡率降至12/10万以下。\n", encoding="utf-8")
    return facts_of(read_document(folder / f"plan.{kind}"), [])


def test_levels_and_offices_are_those_of_the_documents_language_and_place(tmp_path):
    nation = facts("中国妇女发展纲要（2021—2030年）", tmp_path)
    assert (nation.title, nation.own, nation.above) == ("中国妇女发展纲要（2021—2030年）", "国家", "")
    english = facts("Plan for the development of women 2026-2035 of Example County", tmp_path)
    assert (english.own_en, english.above, english.statistics, english.committee) == ("county", "", "", "")
    assert english.title == "Plan for the development of women 2026-2035 of Example County"
    unknown = facts("示例妇女发展规划（2021—2030年）", tmp_path)
    assert (unknown.own, unknown.own_en) == ("", "")  # for a person to write


def test_a_plan_in_english_is_confirmed_with_its_own_units_and_no_office_of_another_language(tmp_path):
    head = "<tr><th>Indicator</th><th>Unit</th><th>Baseline 2025</th><th>Target 2035</th><th>Responsible department</th></tr>"
    row = "<tr><td>Maternal mortality ratio</td><td>per 100,000</td><td>23.2</td><td>below 14</td><td>Bureau of Health</td></tr>"
    page = f"<h1>Plan for the development of women 2026-2035 of Example County</h1><table>{head}{row}</table>"
    (tmp_path / "plan.html").write_text(page, encoding="utf-8")
    review = write_review(proposals_of(read_document(tmp_path / "plan.html")), tmp_path / "review.xlsx")
    plan = write_folder(read_review(reviewing.fill(review, tmp_path / "filled.xlsx")), tmp_path / "made")
    assert plan.target("W01").comparable and plan.levels.statistics.zh == "统计局"
    assert (plan.levels.own.zh, plan.title) == ("县", "Plan for the development of women 2026-2035 of Example County")


@pytest.mark.parametrize("name", ["农村卫生厕所普及率", "农村卫生户厕普及率"])
def test_an_indicator_whose_own_name_has_a_restriction_that_the_row_lacks_is_not_sure(name):
    (like, *_) = catalogue_names().nearest(name, 1)
    assert like.key == ("rural_sanitary_toilets", "total") and like.score < SURE
    assert catalogue_names().of_a_part(name, like.key, like.name) == ("bound",)


@pytest.mark.parametrize("name", ["小学学龄儿童净入学率", "建立妇女信访服务站的乡镇比例", "孕产妇死亡率（1/10万）"])
def test_another_name_or_a_unit_in_brackets_restricts_nothing(name):
    (like, *_) = catalogue_names().nearest(name, 1)
    assert "bound" not in catalogue_names().of_a_part(name, like.key, like.name)
