"""Who is named in what departments write is left out of what is printed, and kept where it is stored."""

import pandas as pd
import pytest

import kzplan as kz
from kzplan.documents.facts import facts_of
from kzplan.documents.official.notes import notes_table
from kzplan.documents.official.values import work_table
from kzplan.evaluation.discreet import discreet
from kzplan.paper.whole import write_csv
from kzplan.plan import kept, store
from kzplan.returns import layout, work
from kzplan.words.private import MAIL, NAME, NUMBER, PHONE, masked


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("电话023-52228888", f"电话{PHONE}"),
        ("（023）5222 8888或138 0013 8000", f"{PHONE}或{PHONE}"),
        ("手机：+86 13800138000。", f"手机：{PHONE}。"),
        ("办公电话：52228888", f"办公电话：{PHONE}"),
        ("身份证500222199001011234", f"身份证{NUMBER}"),
        ("请发a.b@example.cn", f"请发{MAIL}"),
        ("联系人：王小芳，填报人: 买买提·艾力", f"联系人：{NAME}，填报人: {NAME}"),
        ("李强同志和个案", f"{NAME}同志和个案"),
        ("负责同志王建国（分管），经办人赵敏，村医张桂英。", f"负责同志{NAME}（分管），经办人{NAME}，村医{NAME}。"),
        ("请联系李科长或找王主任", f"请联系{NAME}科长或找{NAME}主任"),
    ],
)
def test_what_tells_who_someone_is_is_not_printed(written, printed):
    assert masked(written) == printed


@pytest.mark.parametrize(
    "written",
    [
        "投入13800138000元，新增托位1200个，2021—2025年共5年",
        "负责人由区政府任命，全体同志参加",
        "经办人员全部持证上岗，联系人制度健全，村医水平提高",
        "孕产妇死亡率由10.79/10万降至8.1/10万（1/12345）",
        "2023-2024学年，编号20230512",
    ],
)
def test_figures_and_offices_are_printed_as_they_were_written(written):
    assert masked(written) == written


@pytest.fixture
def told(plan_copy):
    """A plan whose health department wrote a name and a telephone number, in a remark and of its work."""
    said, year = "联系人：王小芳，13800138000。新增产科床位12张", 2025
    line = dict.fromkeys(store.columns()) | {
        "code": "W03", "year": year, "stratum": "total", "value": 13.0, "printed": "13.0", "numerator": 1.0, "denominator": 7690.0,
        "status": "核定数", "revision": 1, "department": "区卫生健康委", "received": "2026-03-01", "note": said, "source": "年报",
    }  # fmt: skip
    store.write(pd.DataFrame([line]).fillna({"origin": "", "who": "x", "reason": ""}), plan_copy)
    work.add(plan_copy, [(year, "区卫生健康委", "a.xlsx", {layout.WORK_HEADINGS[0]: said})], "2026-03-01")
    return kz.load_plan(plan_copy), said


def test_reports_name_no_one_unless_asked_and_the_store_does(told):
    plan, said = told
    evaluation = kz.evaluate(plan, 2025)
    for shown, verbatim in ((discreet(evaluation), False), (evaluation, True)):
        written = [text for domain in facts_of(shown)["domains"] for *_, text in domain.work]
        annexed = [text for text in work_table(shown).frame.loc[0] if "产科" in text]
        printed = [*written, *notes_table(shown).frame["内容"], *annexed]
        assert len(printed) == 3 and all(("王小芳" in text, "1380" in text) == (verbatim, verbatim) for text in printed)
    assert kept.read(plan.folder, "observations")[0]["note"].tolist() == [said]
    assert work.read(plan.folder)["text"].tolist() == [said]


def test_what_a_department_wrote_is_no_formula_in_the_store_and_is_read_as_written(plan_copy):
    said = '=HYPERLINK("http://example.org","点击")'
    work.add(plan_copy, [(2025, "区教委", "a.xlsx", {layout.WORK_HEADINGS[0]: said})], "2026-03-01")
    assert pd.read_csv(plan_copy / "work.csv")["text"].str.startswith("'=").all()
    assert work.read(plan_copy)["text"].tolist() == [said]
    # the same text again is no new version
    assert work.add(plan_copy, [(2025, "区教委", "a.xlsx", {layout.WORK_HEADINGS[0]: said})], "2026-03-02") == 0


def test_a_table_for_a_spreadsheet_says_that_it_is_utf_8(tmp_path):
    write_csv(pd.DataFrame({"指标": ["a"]}), tmp_path / "a.csv", "utf-8-sig")
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")
