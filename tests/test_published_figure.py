"""The figure that is judged is the figure that is printed; what no base or no other series was printed for is judged all the same."""

import math
import re
import shutil

import openpyxl
import pytest
import test_store
from hypothesis import given
from hypothesis import strategies as st
from loading import reloaded

import kzplan as kz
from kzplan.documents import midterm
from kzplan.documents.document import Paragraph
from kzplan.documents.evaluation_book import write_book
from kzplan.documents.facts import facts_of
from kzplan.documents.line import lines_of
from kzplan.documents.official import official_tables
from kzplan.documents.texts import Texts, figure
from kzplan.indicator.published import MOST, published
from kzplan.indicator.target import Criterion, parse_target
from kzplan.plan import store

# （x，目标y…）: a figure, the target, and from what it is measured
TOLD = re.compile(r"（([\d.]+)[^，（）]*，目标(?:为“)?([^，（）”]+)”?((?:，[^（）]*)?)）")
BASIS = re.compile(r"[^\d.]([\d.]+)(?:%|‰|/10万|万人|户|件|人|个|名|张|年|岁)?(?:为基期)?(?=，|$)")
# values of 2025 by target: close to what is asked, closer than is printed or as at the base, short of it or without another's
CLOSE = {"W03": 7.996, "W04": 93.996, "C05": 3.999, "C06": 1.004}
CLOSER, FAR = {"W03": 7.99999, "W04": 94.004, "C06": 0.4}, {"W04": 92.24681, "W21": 31.0}
BESIDE = {"W16": 37.06, "W20": 30.5, "W21": 31.0, "W32": 86.28}  # of targets judged beside another's, and those others'
UNQUANTIFIED = ("保持合理比例", "得到控制", "巩固提高")


def with_values(folder, *rows):
    store.write(test_store.rows(*rows), folder)
    return reloaded(folder)


def yearly(code, values):
    return [{"code": code, "year": year, "value": value, "printed": repr(value)} for year, value in values.items()]


@pytest.fixture(scope="module")
def reported(plan, tmp_path_factory):
    """(evaluation, its tables) of 2025 where targets have these values of that year; targets do not touch each other, so tests share them."""
    known = {}

    def asked(values):
        key = tuple(sorted(values.items()))
        if key not in known:
            folder = shutil.copytree(plan.folder, tmp_path_factory.mktemp("reported") / "data")
            rows = (row for code, value in values.items() for row in yearly(code, {2025: value}))
            evaluation = kz.evaluate(with_values(folder, *rows), 2025)
            known[key] = evaluation, official_tables(evaluation)
        return known[key]

    return asked


def table_of(plan, year=2025, *more):
    return kz.evaluate(plan, year, *more).table.set_index("code")


def judged_again(text, name, plan):
    """Whether a figure that a document prints meets the target printed beside it."""
    value, asked, rest = text.groups()
    target = plan.target(name)
    rule, basis = parse_target(asked, target.direction.good), BASIS.search(rest)
    start = float(basis[1]) if basis else None
    if rule.form == "better every year":
        rule = parse_target("提高" if rule.direction == "up" else "降低")
    return (rule.beside(start) or rule.criterion(start, plan.conventions)).met(float(value))


def told_of(report, plan):
    """(met as the document says, met as judged again, the words) of every figure beside its target."""
    names = sorted((target.name.zh for target in plan.by_code.values()), key=len, reverse=True)
    for part in report.parts:
        if not isinstance(part, Paragraph):
            continue
        for sentence in re.split(r"(?<=。)", part.text):
            said = {"已达标的有": True, "全部达标：": True, "尚未达标的有": False}
            met = next((told for words, told in said.items() if sentence.startswith(words) or words in sentence), None)
            for found in TOLD.finditer(sentence) if met is not None else ():
                before = sentence[: found.start()]
                name = next(name for name in names if before.endswith(name))
                yield met, judged_again(found, name, plan), f"{name}{found[0]}"


def close_to_its_target(plan):
    """A value of every target in numbers that rounds to its bound and lies beyond it or short of it."""
    for i, target in enumerate(plan.by_code.values()):
        if target.rule.form in ("at least", "at most") and 1 < target.rule.value < 100:
            side = (-1, 1)[i % 2] * (0.004 if i % 3 else 0.00004)
            yield {"code": target.code, "year": 2025, "value": target.rule.value + side}


def test_no_document_prints_a_figure_that_its_own_verdict_contradicts(plan, plan_copy, example_full):
    close = with_values(plan_copy, *close_to_its_target(plan))
    for known in (close, example_full):
        told = list(told_of(midterm.compose(kz.evaluate(known, 2025), midterm.MIDTERM, drawn={}), known))
        assert len(told) > 20
        assert not [words for met, again, words in told if met != again]


@given(value=st.floats(0.001, 200), bound=st.integers(1, 10_000), strict=st.booleans())
def test_the_published_figure_is_judged_as_it_reads(value, bound, strict):
    criterion = Criterion(high=bound / 100, high_strict=strict)
    shown = published(value, criterion.met)
    assert float(figure(shown)) == shown and criterion.met(shown) == criterion.met(round(value, MOST))
    assert abs(shown - value) <= 0.005 + 1e-9


@pytest.mark.parametrize(
    ("code", "value", "verdict", "printed", "gap", "values"),
    [
        ("W03", 7.996, "met", "7.996", 0.0, CLOSE),
        ("W03", 7.99999, "nearly met", "8", 0.0, CLOSER),
        ("W04", 93.996, "nearly met", "93.996", 0.004, CLOSE),
        ("W04", 94.004, "met", "94", 0.0, CLOSER),
        ("C05", 3.999, "met", "3.999", 0.0, CLOSE),
        ("C06", 1.004, "nearly met", "1.004", 0.004, CLOSE),
        ("W04", 92.24681, "not met", "92.25", 1.75, FAR),
    ],
)
def test_a_figure_near_its_target_is_printed_with_the_decimals_that_decide(
    reported, code, value, verdict, printed, gap, values
):
    evaluation, tables = reported(values)
    row = evaluation.table.set_index("code").loc[code]
    assert values[code] == value
    assert (row["verdict"], figure(row["value"]), row["gap"]) == (verdict, printed, pytest.approx(gap))
    shown = tables["complete"].text.set_index("代码").loc[code]
    assert (shown["2025年"], shown["距区目标"]) == (printed, figure(gap))


def test_a_workbook_shows_the_decimals_that_decide(reported, tmp_path):
    evaluation, tables = reported(CLOSE)
    book = openpyxl.load_workbook(write_book(evaluation, tables, tmp_path, Texts(evaluation.plan)))
    cell = next(cell for row in book["主要指标完成情况一览表"].iter_rows() for cell in row if cell.value == 7.996)
    assert cell.number_format == "0.00##"


def test_a_target_met_at_the_base_is_to_be_held_and_never_shown_a_path_down(plan, reported):
    evaluation, tables = reported(CLOSER)
    row = evaluation.table.set_index("code").loc["C06"]
    assert row["held"] and math.isnan(row["due"]) and row["pace"] == "held"
    split = tables["split"].text.set_index("代码").loc["C06"]
    assert set(split[[f"{year}年" for year in plan.period.years]]) == {"保持"}
    assert tables["schedule"].text.set_index("代码").loc["C06", "2025年应达值（推算）"] == "已达标，保持"


def test_a_target_without_a_base_is_judged_from_its_first_report_and_says_so(plan_copy):
    plan = with_values(plan_copy, *yearly("W09", {2022: 85.2, 2023: 85.0, 2025: 86.1}))
    evaluation = kz.evaluate(plan, 2025)
    row = evaluation.table.set_index("code").loc["W09"]
    assert (row["verdict"], row["base_year"], row["base_value"], row["first_base"]) == ("met", 2022, 85.2, True)
    assert row["since_base"] == pytest.approx(0.9) and row["why_not_judged"] == ""
    assert table_of(plan, 2023).loc["W09", "verdict"] == "not met"
    facts = facts_of(evaluation)
    tables = official_tables(evaluation, facts)
    shown = tables["complete"].text.set_index("代码").loc["W09"]
    assert (shown["基期"], shown["基期值"], shown["较基期"]) == ("2022年（首报）", "85.2", "+0.9")
    report = midterm.compose(evaluation, midterm.MIDTERM, tables, {}, facts)
    words = "".join(part.text for part in report.parts if isinstance(part, Paragraph))
    assert "（86.1%，目标为“提高”，以首个报告年2022年的85.2%为基期）" in words


def test_the_first_report_itself_is_a_base_and_not_yet_judged(plan_copy):
    plan = with_values(plan_copy, *yearly("W09", {2025: 85.2}), *yearly("W19", {2025: 2.0}), *yearly("W01", {2025: 50}))
    row = table_of(plan).loc["W09"]
    assert (row["verdict"], row["why_not_judged"]) == ("cannot be judged", "the first report is the base")
    assert table_of(plan).loc["W01", "why_not_judged"] == "a year's value is missing"  # its 2020 value was printed
    assert kz.outlook(plan).set_index("code").loc["W09", ["status", "reason"]].tolist() == ["no value", "one value"]


def test_a_printed_base_stays_the_base(plan, plan_copy):
    base = plan.series_of("W35").latest  # 提高 and the like keep the base year's value where there is one
    better = [one for one in plan.by_code.values() if one.rule.form == "better" and one.comparable]
    assert better and base is not None
    codes = {one.code: plan.series_of(one.code).latest for one in better}
    seen = {code: last for code, last in codes.items() if last is not None and last.year == 2020}
    rows = [row for code, last in seen.items() for row in yearly(code, {2021: last.value, 2025: last.value + 1})]
    table = table_of(with_values(plan_copy, *rows))
    assert seen and (table.loc[list(seen), "base_year"] == 2020).all() and not table["first_base"].any()


def test_a_marked_fall_without_a_base_is_measured_from_the_first_report(plan_copy):
    for last, verdict in ((1.79, "met"), (1.81, "not met")):
        plan = with_values(plan_copy, *yearly("W19", {2021: 2.0, 2025: last}))
        assert table_of(plan).loc["W19", "verdict"] == verdict


def test_every_year_better_starts_from_the_first_report_where_no_base_was_printed(plan_copy):
    path = plan_copy / "baselines.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"^W01,A,A,A,[^,]*,[^,]*", "W01,N,N,N,,", text, flags=re.MULTILINE), encoding="utf-8")
    rising = with_values(plan_copy, *yearly("W01", {2023: 50.0, 2024: 51.0, 2025: 52.0}))
    assert table_of(rising).loc["W01", "verdict"] == "met"
    gap = with_values(plan_copy, *yearly("W01", {2022: 50.0, 2024: 51.0, 2025: 52.0}))
    assert table_of(gap).loc["W01", "why_not_judged"] == "a year's value is missing"


@pytest.mark.parametrize(("value", "verdict"), [(31.0, "met"), (30.5, "met"), (30.49, "not met")])
def test_a_target_beside_another_series_is_judged_by_that_one_of_the_same_year(plan_copy, value, verdict):
    plan = with_values(plan_copy, *yearly("W20", {2024: 45.0, 2025: 30.5}), *yearly("W21", {2025: value}))
    row = table_of(plan).loc["W21"]
    assert (row["verdict"], row["verdict_city"], row["reference"], row["reference_value"]) == (
        verdict,
        verdict,
        "W20",
        30.5,
    )
    assert kz.outlook(plan).set_index("code").loc["W21", "reason"] == "needs reference series"


def test_a_target_judged_beside_another_series_is_nowhere_said_to_lack_it(reported):
    evaluation, tables = reported(BESIDE)
    chances = tables["chances"].frame.set_index("代码")["展望，或暂不预测的原因"]
    for code in ("W21", "W32"):
        assert (
            evaluation.table.set_index("code").loc[code, "verdict"] == "met"
            and chances[code] == "参照数逐年变动，不推算"
        )
        assert code not in set(tables["missing"].frame["代码"])
    _, bare = reported(FAR)
    assert bare["chances"].frame.set_index("代码").loc["W21", "展望，或暂不预测的原因"] == "缺参照数据"


def test_that_suited_to_another_figure_is_read_as_no_less_is_said_beside_the_verdict(reported):
    evaluation, tables = reported(BESIDE)
    notes = tables["complete"].notes
    suited, bound = (next(note for note in notes if note.startswith(f"注：{code}")) for code in ("W32", "W21"))
    assert "37.06%，约定按不低于该数判定" in suited and "30.5%" in bound and "约定" not in bound
    lines = lines_of(evaluation)
    assert lines["W32"].basis.endswith("约定按不低于该数判定") and "约定" not in lines["W21"].basis
    assert "“相适应”" in str(midterm.compose(evaluation, midterm.MIDTERM, tables, {}).appendix)


def test_without_that_year_of_the_other_series_nothing_is_judged(plan_copy):
    plan = with_values(plan_copy, *yearly("W20", {2024: 30.5}), *yearly("W21", {2025: 31.0}))
    assert table_of(plan).loc["W21", ["verdict", "why_not_judged"]].tolist() == [
        "cannot be judged",
        "needs reference series",
    ]


def test_of_a_fully_reported_plan_only_what_the_plan_leaves_unquantified_cannot_be_judged(full_2025):
    table = full_2025.evaluation.table
    left = table[table["verdict"] == "cannot be judged"]
    assert len(left) <= 14 and set(left["target"]) <= set(UNQUANTIFIED)
    assert not table["verdict"].eq("no value").any()


def test_a_reference_that_is_no_target_is_refused(plan_copy):
    path = plan_copy / "references.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("W21,W20", "W21,W99"), encoding="utf-8")
    with pytest.raises(kz.PlanError, match="W99"):
        reloaded(plan_copy)


def test_without_returns_no_odds_change_by_the_rule_of_the_first_report(plan):
    cases = [one.case for one in kz.evaluate(plan, 2021).told]
    assert not any(case.from_first_report or case.starts_at_latest(case.rule) for case in cases)


def test_a_sentence_says_the_figure_that_it_calls_met_or_not(plan_copy):
    near = {"C05": 3.996, "W04": 93.996}
    plan = with_values(plan_copy, *(row for code, value in near.items() for row in yearly(code, {2025: value})))
    for code, value in near.items():
        told = kz.project(plan, code)
        assert f"{value:g}" in told.sentence("zh") and f"{value:g}" in told.sentence("en")
    assert kz.outlook(plan).set_index("code").loc[list(near), "status"].tolist() == ["met", "not met"]


def test_what_rounds_onto_its_bound_is_judged_at_the_bound_everywhere(plan_copy):
    plan = with_values(plan_copy, *yearly("C05", {2025: 3.99999}))
    assert kz.outlook(plan).set_index("code").loc["C05", "status"] == "not met"
    assert table_of(plan).loc["C05", "verdict"] == "nearly met"


def test_a_figure_that_stands_still_is_not_told_as_a_fall(plan_copy):
    base = reloaded(plan_copy).series_of("W36").at(2020).value
    rows = ({"code": "W36", "year": 2024, "value": base}, {"code": "W36", "year": 2025, "value": base + 0.0004})
    own = with_values(plan_copy, *rows)
    still, risen = (kz.evaluate(own, year).table.set_index("code").loc["W36"] for year in (2024, 2025))
    assert still["since_base"] == 0 and still["gap"] == 0
    assert risen["since_base"] > 0 and risen["since_previous"] > 0 and risen["verdict"] == "met"


def test_one_target_is_nearly_met_and_two_are(plan_copy):
    def told(*values):
        evaluation = kz.evaluate(with_values(plan_copy, *values), 2025)
        return " ".join(Texts(evaluation.plan).lines("english.txt", facts_of(evaluation)))

    one = told(*yearly("W04", {2025: 93.996}))
    assert "1 is nearly met" in one and re.findall(r"(?<![\d.])\b1 (?:are|have|targets)\b", one) == []
    assert "2 are nearly met" in told(*yearly("W04", {2025: 93.996}), *yearly("C06", {2025: 1.004}))
