"""What the review workbook says of itself: its codes, its empty sheets, what was guessed, and whose title the plan has."""

import openpyxl
import pytest
import reviewing

import kzplan as kz
from kzplan.importing.confirmed import read_review
from kzplan.importing.document import Document, Paragraph
from kzplan.importing.facts import facts_of
from kzplan.importing.folder import write_folder
from kzplan.importing.proposals import proposals_of
from kzplan.importing.review import write_review
from kzplan.importing.tongue import SHEETS as ENGLISH
from kzplan.importing.words import DIRECTIONS, KINDS

TITLE = "清溪县妇女儿童发展规划（2021—2030年）"
GOALS = ["一、主要目标", "（一）妇女与健康", "1．孕产妇死亡率控制在12/10万以下。"]


def read(*lines):
    return proposals_of(Document("plan.txt", [Paragraph(line, at) for at, line in enumerate(lines, start=1)]))


def texts(path, sheet):
    return [[str(cell) for cell in row if cell] for row in openpyxl.load_workbook(path)[sheet].values]


def test_every_code_of_the_drop_downs_is_explained_in_chinese_above_the_targets(tmp_path):
    about = [row[0] for row in texts(write_review(read(TITLE, *GOALS), tmp_path / "r.xlsx"), "目标")]
    (kinds,) = [line for line in about if line.startswith("“类型”")]
    (directions,) = [line for line in about if line.startswith("“良好方向”")]
    assert all(f"{code}为" in kinds for code in KINDS) and all(f"{code}为" in directions for code in DIRECTIONS)


@pytest.mark.parametrize(("lang", "said"), [("zh", "本表为空"), ("en", "no table of indicators")])
def test_a_sheet_without_rows_says_why(tmp_path, lang, said):
    path = write_review(read(TITLE, *GOALS), tmp_path / "r.xlsx", lang)
    assert any(said in row[0] for row in texts(path, ENGLISH["上期指标"] if lang == "en" else "上期指标"))
    assert not any(said in row[0] for row in texts(path, ENGLISH["目标"] if lang == "en" else "目标") if row)


def test_what_was_guessed_of_the_level_above_and_of_the_offices_is_marked_as_guessed(tmp_path):
    rows = {row[0]: row for row in texts(write_review(read(TITLE, *GOALS), tmp_path / "r.xlsx"), "规划") if row}
    assert all(
        "推断" in rows[name][-1] and rows[name][1] for name in ("上级称谓", "统计部门", "评估部门", "中期评估年")
    )
    assert "推断" not in "".join(rows["地区"])


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ([TITLE], TITLE),
        (["清溪县妇女儿童发展规划", "（2021—2030年）"], TITLE),
        ([TITLE, "清溪县妇女发展规划（2021—2030年）", "清溪县儿童发展规划（2021—2030年）"], TITLE),
        (["清溪县妇女发展规划（2021—2030年）", "清溪县儿童发展规划（2021—2030年）"], "清溪县妇女、儿童发展规划（2021—2030年）"),
        (["清溪县妇女儿童事业发展规划（2021—2030年）（征求意见稿）"], "清溪县妇女儿童事业发展规划（2021—2030年）（征求意见稿）"),
        ([TITLE, "本文为示例数据，县名与数字均为虚构。"], f"示例数据：{TITLE}"),
    ],
)  # fmt: skip
def test_the_title_is_the_documents_own_where_it_has_one(lines, title):
    paragraphs = [Paragraph(line, at) for at, line in enumerate([*lines, *GOALS], start=1)]
    assert facts_of(Document("plan.txt", paragraphs), []).title == title


def test_a_title_that_a_person_corrects_is_what_the_plan_and_its_source_say(tmp_path):
    own = "清溪县妇女儿童发展规划（修订）"
    change = lambda sheet, row: {"改为": own} if row.get("项目") == "规划名称" else {}  # noqa: E731
    review = write_review(read(TITLE, *GOALS), tmp_path / "r.xlsx")
    write_folder(read_review(reviewing.fill(review, tmp_path / "filled.xlsx", change)), tmp_path / "made")
    assert kz.load_plan(tmp_path / "made").title == own
    assert TITLE not in (tmp_path / "made" / "datapackage.json").read_text(encoding="utf-8")
