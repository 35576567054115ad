"""The sentences of the documents are texts: an office edits a copy in its plan folder; what cannot be used is refused in words."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

import kzplan as kz
from kzplan import cli
from kzplan.documents import brief, build, midterm, texts
from kzplan.documents.evaluation import write_evaluation
from kzplan.documents.facts import facts_of, facts_of_plan
from kzplan.documents.official import official_tables

COUNTY = Path(__file__).parent.parent / "examples" / "county"
YEAR = 2030


@pytest.fixture
def county(tmp_path):
    return Path(shutil.copytree(COUNTY, tmp_path / "county"))


@pytest.fixture
def undrawn(monkeypatch):
    """Figures take most of the time, and no text stands in them."""
    monkeypatch.setattr(midterm, "drawings", lambda *told: {})
    monkeypatch.setattr(brief, "FIGURES", {})
    monkeypatch.setattr(build.html, "page", lambda *told: "")


@pytest.fixture(scope="module")
def evaluated():
    """(evaluation of the invented county, its facts, its tables)."""
    evaluation = kz.evaluate(kz.load_plan(COUNTY), YEAR)
    facts = facts_of(evaluation)
    return evaluation, facts, official_tables(evaluation, facts)


def composed(evaluated, folder, name=midterm.MIDTERM):
    """The report of an evaluation with the texts of another folder, without figures."""
    evaluation, facts, tables = evaluated
    own = replace(evaluation, plan=replace(evaluation.plan, folder=folder))
    if (folder / texts.FOLDER / "tables.txt").exists():
        tables = official_tables(own, facts)
    return midterm.compose(own, name, tables, {}, facts)


def edit(folder, name, old, new):
    """Put a text of kzplan's into a plan folder with one thing changed."""
    said = (texts.SHIPPED / name).read_text(encoding="utf-8")
    assert old in said
    (folder / texts.FOLDER).mkdir(exist_ok=True)
    (folder / texts.FOLDER / name).write_text(said.replace(old, new), encoding="utf-8")


def written(folder, to):
    """{file: bytes} of everything that is written of a plan."""
    plan = kz.load_plan(folder)
    return {path.name: path.read_bytes() for path in [*write_evaluation(plan, YEAR, to), *build.write_report(plan, to)]}


def test_an_edited_text_changes_what_it_is_the_text_of_and_nothing_else(county, tmp_path, undrawn):
    before = written(county, tmp_path / "before")
    edit(county, "office.txt", "措施、责任单位和时限", "今后五年的安排")
    edit(county, "queries.txt", "请逐条答复", "请于月底前逐条答复")
    after = written(county, tmp_path / "after")
    assert set(after) == set(before)
    assert {one for one in after if after[one] != before[one]} == {
        f"{YEAR}年中期评估报告.docx",
        f"{YEAR}年中期评估报告.html",
        "数据质量审核查询单.xlsx",
    }
    assert "今后五年的安排" in after[f"{YEAR}年中期评估报告.html"].decode("utf-8")


REFUSED = {
    "a value that is not there": ("work.txt", "{{ writer }}", "{{ wirter }}", "wirter", "writer"),
    "one in a sentence this plan does not need": (
        "gaps.txt",
        "不能分析差距",
        "{{ yaer }}不能分析差距",
        "yaer",
        "year",
    ),
    "a property that is not there": ("phrases.txt", "group.targets", "group.tragets", "tragets", "README.md"),
    "a text that is not there": ("midterm.txt", "summary.txt", "sumary.txt", "sumary.txt", "summary.txt"),
    "a table that is not there": ("whole.txt", "[表 domains]", "[表 domians]", "domians", "domains"),
    "a citation of what is not there": ("compared.txt", "{city}", "{ctiy}", "ctiy", "city"),
    "a tag that is not closed": ("gaps.txt", "{%- else %}", "{%- else", "gaps.txt", "写法有误"),
    "a filter that is not there": ("phrases.txt", "| number(1)", "| nubmer(1)", "nubmer", "number"),
    "a block that is not there": ("tables.txt", "[overall]", "[ovreall]", "ovreall", "overall"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_text_that_cannot_be_used_is_refused_with_its_place(county, evaluated, case):
    name, old, new, *said = REFUSED[case]
    edit(county, name, old, new)
    with pytest.raises(kz.Refusal) as refused:
        composed(evaluated, county)
    zh, en = refused.value.text("zh"), refused.value.text("en")
    assert all(word in zh for word in (*said, name)), zh
    lines = (county / texts.FOLDER / name).read_text(encoding="utf-8").splitlines()
    told = re.search(r"第(\d+)行", zh)
    assert "block" in case or (told and new.split("}}")[0].strip("{} ") in lines[int(told[1]) - 1]), zh
    assert name in en and not re.search("第|没有", en), en


def test_a_text_that_cannot_be_used_is_refused_before_anything_is_written(county, tmp_path, undrawn, capsys):
    edit(county, "cover.txt", "{{ document }}", "{{ docment }}")
    arguments = ["midterm", "--year", str(YEAR), "--plan", str(county), "-o", str(tmp_path / "out"), "--lang", "zh"]
    assert cli.main(arguments) == 2
    told = capsys.readouterr().err
    assert "没有名为“docment”的值，相近的有document" in told and "cover.txt，第" in told
    assert "Traceback" not in told and not (tmp_path / "out").exists()


def test_a_text_of_an_unknown_name_or_another_encoding_is_refused(county, evaluated):
    edit(county, "work.txt", "经费", "经费")
    own = county / texts.FOLDER / "work.txt"
    own.write_bytes(own.read_text(encoding="utf-8").encode("gb18030"))
    with pytest.raises(kz.Refusal, match=r"work\.txt: not UTF-8"):
        composed(evaluated, county)
    own.rename(own.with_name("works.txt"))
    with pytest.raises(kz.Refusal, match=r"works\.txt.*never be used; nearest: work\.txt"):
        composed(evaluated, county)


def test_a_text_saved_by_an_office_program_is_read(county, evaluated):
    edit(county, "work.txt", "经费和机制保障", "经费落实")
    own = county / texts.FOLDER / "work.txt"
    own.write_bytes(b"\xef\xbb\xbf" + own.read_bytes().replace(b"\n", b"\r\n"))
    report = composed(evaluated, county)
    blanks = [part.text for part in report.parts if isinstance(part, midterm.Blank)]
    assert any("经费落实" in text for text in blanks) and not any("\r" in text for text in blanks)


def test_a_text_from_a_stranger_reaches_nothing_but_its_values(county, evaluated):
    edit(county, "office.txt", "# 对策", "{{ total.__class__.__mro__ }}\n# 对策")
    with pytest.raises(kz.Refusal, match=r"office\.txt"):
        composed(evaluated, county)


def test_the_guide_lists_every_file_and_every_value(plan):
    guide = (texts.SHIPPED / "README.md").read_text(encoding="utf-8")
    names = {path.name for path in texts.SHIPPED.glob("*.txt")}
    values = {
        *facts_of_plan(plan),
        *facts_of(kz.evaluate(plan, plan.period.first)),
        "writer",
        "report",
        "predicted",
        "usual_year",
    }
    assert {name for name in names | values if f"`{name}`" not in guide} == set()


def test_a_text_is_read_once_in_a_process_and_an_offices_own_is_another(county, monkeypatch):
    plan, read = kz.load_plan(county), []
    parse = texts.Bounded.parse
    monkeypatch.setattr(texts, "READ", {})
    monkeypatch.setattr(texts.Bounded, "parse", lambda self, *told: read.append(told[1]) or parse(self, *told))
    values = {"report": "x"}
    (county / "texts").mkdir(exist_ok=True)
    name = next(texts.SHIPPED.glob("*.txt")).name
    (county / "texts" / name).write_text("{{ report }}一句\n", encoding="utf-8")
    assert [texts.Texts(plan).lines(name, values) for _ in range(3)] == [["x一句"]] * 3 and read == [name]
    (county / "texts" / name).write_text("{{ report }}另一句\n", encoding="utf-8")
    assert texts.Texts(plan).lines(name, values) == ["x另一句"] and read == [name, name]
