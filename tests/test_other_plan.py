"""An invented county's plan runs through every command: other years, levels, codes and language of names, no line of code changed."""

import csv
import re
import shutil
from pathlib import Path

import matplotlib.pyplot as plt
import openpyxl
import pandas as pd
import pytest
from filling import fill_form
from foreign import files_of, foreign, in_figures, in_files, lines_of
from lettering import crossed, cut_off, overlaps, written_on
from matplotlib.text import Text
from running import drawn_by, run

import kzplan as kz
from kzplan import figures
from kzplan.documents.facts import facts_of
from kzplan.documents.texts import Texts
from kzplan.evaluation import judge, schedule
from kzplan.paper.style import figure_of
from kzplan.words.labels import EXAMPLE

COUNTY = Path(__file__).parent.parent / "examples" / "county"
RETURNS = COUNTY.parent / "returns"
CODES = "W01 W02 W03a W03b W04 W05 W06 W07 W08 W09 C01 C02 C03 C04 C05 C06".split()
EVALUATED = (2027, 2030, 2035)


@pytest.fixture(scope="module")
def county():
    return kz.load_plan(COUNTY)


@pytest.fixture(scope="module")
def forms(tmp_path_factory):
    """(plan folder with the returns of three years merged, folder of their forms), by the commands alone."""
    home, forms = tmp_path_factory.mktemp("county") / "home", tmp_path_factory.mktemp("forms")
    run("start", home, "--plan", COUNTY)
    for year in EVALUATED:
        run("template", "--year", year, "--plan", home, "-o", forms / str(year))
        returned = sorted((forms / str(year)).glob(f"{year}年*.xlsx"))
        for path in returned:
            fill_form(path, reported(year))[0].save(path)
        run("check", *returned, "--plan", home, "--lang", "zh", "-o", forms / str(year) / "queries.xlsx")
        run("merge", *returned, "--plan", home, "--who", "县统计局")
    return home, forms


def reported(year):
    """What departments write of each target, by heading; numbers as numbers."""
    with (RETURNS / f"{year}.csv").open(encoding="utf-8", newline="") as file:
        rows = {row.pop("代码"): row for row in csv.DictReader(file)}
    return {code: {name: _number(text) for name, text in row.items() if text} for code, row in rows.items()}


def _number(text):
    return float(text) if re.fullmatch(r"[\d.]+", text) else text


@pytest.fixture(scope="module")
def merged(forms):
    return kz.load_plan(forms[0])


@pytest.fixture(scope="module")
def judged(merged):
    """Year → the evaluation of it; to be read only."""
    return {year: kz.evaluate(merged, year) for year in EVALUATED}


@pytest.fixture(scope="module")
def evaluations(forms, tmp_path_factory, unpainted):
    """Year → (folder that ``midterm`` wrote, texts of the figures it drew)."""
    return {
        year: drawn_by(unpainted, "midterm", forms[0], tmp_path_factory.mktemp(str(year)), "--year", year)
        for year in EVALUATED
    }


@pytest.fixture(scope="module", params=["printed", "merged"])
def report(request, forms, tmp_path_factory, unpainted):
    """(folder that ``report`` wrote, texts of the figures it drew), without returns and with them."""
    return drawn_by(
        unpainted, "report", COUNTY if request.param == "printed" else forms[0], tmp_path_factory.mktemp("report")
    )


# the plan as data


def test_the_county_s_plan_loads_and_is_marked_as_invented(county):
    assert county.invented and EXAMPLE in county.title and county.source.startswith(EXAMPLE)
    assert list(county.by_code) == CODES and (county.period.last, county.period.interim) == (2035, (2030,))
    assert county.levels.own.zh == "县" and county.levels.above.zh == "市" and county.nation == "Exland"
    assert county.target("W01").interim[2030].value == 16 and county.target("W03b").interim[2030].value is None
    assert county.target("W08").departments == ("县卫生健康局", "县公安局")  # printed without a sign between them
    assert in_files([*files_of(COUNTY), *files_of(RETURNS)]) == {}


def test_its_births_are_recovered_from_whole_deaths(county):
    found = {year: (codes, one.events, one.denominator) for year, (codes, one) in county.recovered.items()}
    assert {year: (codes, events) for year, (codes, events, _) in found.items()} == {
        2015: (("W01", "C01", "C02", "C03"), (2, 33, 58, 80)),
        2025: (("W01", "C01", "C02", "C03"), (1, 9, 17, 24)),
    }
    assert found[2015][2] == pytest.approx(7246, abs=1) and found[2025][2] == pytest.approx(4317, abs=1)


def test_targets_are_found_by_their_printed_english_names(county):
    assert county.target("Infant mortality rate").code == "C02" == county.target("infant_mortality").code
    assert kz.indicators(q="village committees", plan=county).index.tolist() == ["W05"]
    assert kz.project(county, "Maternal mortality ratio").code == "W01"


def changed(folder, **texts):
    """Write the county's plan with one text of a file (its name without the ending) replaced by another."""
    home = Path(shutil.copytree(COUNTY, folder / "county"))
    for path in [path for path in home.rglob("*.*") if path.stem in texts]:
        before, after = texts[path.stem]
        text = path.read_text(encoding="utf-8")
        assert before in text
        path.write_text(text.replace(before, after), encoding="utf-8")
    return home


@pytest.mark.parametrize(
    "texts, told",
    [
        ({"women_2026_2035": ("＜16", "十来个")}, r"women_2026_2035\.csv, line 2, column interim_2030"),
        ({"datapackage": ("   2030\n", "   2030,\n   2032\n")}, "interim_2032"),  # a year without its column
        ({"datapackage": ("   2030\n", "   2040\n")}, "column period"),
        ({"datapackage": ('"interim": [\n   2030\n  ]', '"interim": 2030')}, "column period"),
    ],
)
def test_interim_targets_that_cannot_be_read_are_named(texts, told, tmp_path):
    with pytest.raises(kz.PlanError, match=told):
        kz.load_plan(changed(tmp_path, **texts))


def test_english_names_may_print_the_unit_in_half_width_brackets(tmp_path):
    texts = ("Systematic antenatal care（%）", "Systematic antenatal care (%)")
    target = kz.load_plan(changed(tmp_path, women_2026_2035=texts, targets=texts)).target("W04")
    assert (target.name.zh, target.unit) == ("Systematic antenatal care", "%")


def test_a_gross_ratio_may_exceed_100_whatever_the_language_of_its_name(tmp_path):
    assert (
        kz.load_plan(changed(tmp_path, children_2016_2025=("91.30", "101.30"))).series_of("C06").latest.value == 101.3
    )


def test_a_miss_names_the_nearest_once(county):
    with pytest.raises(kz.UnknownCodeError, match=r"Nearest: (Maternal mortality ratio)(?!, \1)"):
        county.target("Maternal mortalty ratio")


# the questions a researcher asks


def test_the_outlook_has_a_line_a_target_and_looks_to_2035(county):
    table = kz.outlook(county).set_index("code")
    assert list(table.index) == CODES and set(table["base_year"].dropna()) == {2015}
    assert table["reason"][table["reason"] != ""].to_dict() == {
        "W03a": "not comparable",
        "W03b": "no baseline",
        "W09": "no baseline",
        "C04": "defective baseline",
        "C05": "ceiling target",
    }
    assert table["attainment_year"].dropna().ge(2025).all() and table.loc["W01", "p_published"] > 0


@pytest.mark.parametrize("code", CODES)
def test_every_target_is_told_and_drawn_in_both_languages(county, code):
    told = kz.project(county, code)
    assert told.case.at == 2035 and not foreign([told.sentence("zh"), told.sentence("en")])
    if told.outlook:
        assert "2035" in told.sentence("zh") and "2035" in told.sentence("en")
    for lang in ("en", "zh"):
        if not told.drawn:
            continue
        told.plot(lang=lang)
        assert not in_figures(text.get_text() for text in plt.gcf().findobj(Text))
        plt.close("all")


def test_a_share_of_before_the_election_of_2026_is_said_to_be_a_term_old(county):
    assert "a term old" in kz.project(county, "W05").sentence("en")
    assert "届别指标" in kz.project(county, "W05").sentence("zh")


def test_audit_review_and_methods_read_the_county_s_own_years(county):
    for lang in ("en", "zh"):
        found = kz.audit(county, lang=lang)
        assert set(found["year"].dropna()) <= {2015, 2025, 2035} and not foreign(found.astype(str).to_numpy().ravel())
    assert {"2016_2025", "2026_2035"} <= set(found["table"])
    lower = found[found["rule"] == "weaker_than_city"]
    assert lower["name"].tolist() == ["Life expectancy of women"] and lower["evidence"].str.startswith("县目标").all()
    reviewed = kz.review(county).set_index(["plan", "row"])
    assert reviewed.loc[("women", 1), "outcome"] == "missed" and reviewed.loc[("children", 2), "outcome"] == "met"
    assert reviewed.loc[("children", 11), "note_zh"] == "2015年未开展"
    assert reviewed.loc[("women", 16), "note_en"] == "no value is printed for 2015"
    assert kz.compare_methods(county)["code"].tolist()[0] == "W01"


def test_what_is_due_in_2030_is_the_interim_target(county, judged):
    due, numbers = schedule.due_values(county).set_index("code"), 0
    table = judged[2030].table.set_index("code")
    for code in due.index:
        asked = county.target(code).interim[2030].value
        if due.loc[code, "held"]:
            assert table.loc[code, "held"] and due.loc[code, list(range(2026, 2036))].isna().all()
            continue
        if asked is not None:
            assert due.loc[code, 2030] == pytest.approx(asked) == table.loc[code, "due"], code
            numbers += 1
        assert due.loc[code, 2035] == pytest.approx(county.target(code).rule.value)
    assert numbers == 9 - due["held"].sum() > 4 and list(due.columns[-10:]) == list(range(2026, 2036))


def test_what_is_ahead_of_the_value_due_is_not_behind(judged):
    for evaluation in judged.values():
        table = evaluation.table.query("pace != ''")
        sign = table["direction"].map({"up": 1, "down": -1, "none": 0})
        ahead = table[sign * (table["value"] - table["due"]) > 0]
        assert len(ahead) > 2 and "behind" not in set(ahead["pace"]), ahead[
            ["code", "value", "due", "pace"]
        ].to_string()


def above_the_schedule(evaluation):
    """What stands above the table of the schedule in a report."""
    return "".join(Texts(evaluation.plan).blocks("tables.txt", facts_of(evaluation))["schedule"])


@pytest.mark.parametrize("year", [2027, 2030])
def test_the_table_of_the_schedule_names_the_rule_by_which_its_verdicts_are_given(merged, judged, year):
    evaluation, bent = judged[year], 0
    said = above_the_schedule(evaluation)
    assert "改与应达进度比较，应达进度＝应达值代入上式）相差在其5%以内，或当年值与应达值" in said
    cases = {one.code: one.case for one in evaluation.told}
    for row in evaluation.table[evaluation.table["covered"].notna()].to_dict("records"):
        way = schedule.schedule_of(cases[row["code"]])
        to_cover = 100 * judge.way_covered(way.base_value, row["due"], way.goal, row["kind"])
        compared = to_cover if merged.target(row["code"]).interim else row["time_gone"]
        bent += abs(compared - row["time_gone"]) > 1
        assert row["to_cover"] == pytest.approx(compared)
        if row["pace"] in ("faster", "behind"):
            assert (row["pace"] == "faster") == (row["covered"] > compared)
            assert abs(row["covered"] - compared) > 0.05 * compared
        elif row["pace"] == "as expected" and row["value"] != pytest.approx(row["due"], abs=0.5):
            assert abs(row["covered"] - compared) <= 0.05 * compared
    assert bent


def strokes(ax):
    """Shares of the way that strokes stand at, by the target's line; a line that is no stroke has no place."""
    drawn = [line for line in ax.lines if line.get_marker() == "|"]
    return {int(y): x for line in drawn for x, y in line.get_xydata()}


@pytest.mark.parametrize("lang", ["zh", "en", None])
def test_the_figure_of_the_schedule_marks_what_interim_targets_ask(judged, lang):
    evaluation = judged[2027]
    drawn = figures.schedule(evaluation, lang) if lang else figures.schedule_in_print(evaluation)
    figure = figure_of(drawn)
    shown = evaluation.table.dropna(subset=["covered"]).sort_values("covered", ignore_index=True)
    order = shown if lang else shown[::-1].reset_index(drop=True)
    asked = order.loc[(order["to_cover"] - order["time_gone"]).abs() > 0.5, "to_cover"].to_dict()
    assert strokes(figure.axes[0]) == pytest.approx(asked) and 0 < len(asked) < len(shown)
    written = written_on(figure)
    assert any("阶段目标" in one.said or "interim" in one.said for one in written)
    assert [overlaps(written), cut_off(figure, written), crossed(figure, written)] == [[], [], []]
    plt.close(figure)


def test_a_plan_without_interim_targets_compares_with_the_time_alone(plan):
    said = above_the_schedule(kz.evaluate(plan, 2023))
    assert "目标完成进度与时间已过相差在其5%以内" in said and "应达进度" not in said


def test_an_interim_target_relative_to_the_base_is_its_number(tmp_path):
    plan = kz.load_plan(changed(tmp_path, women_2026_2035=("＜16", "以2025年为基数下降20%")))
    assert schedule.due_values(plan).set_index("code").loc["W01", 2030] == pytest.approx(0.8 * 23.16)


def test_evaluate_measures_from_2025(judged):
    table = judged[2030].table.set_index("code")
    first = table["first_base"]  # 提高 without a value of 2025: from the first report
    assert set(table.loc[~first, "base_year"].dropna()) == {2025} and (table.loc[first, "base_year"] > 2025).all()
    assert first.any() and table.loc["W04", "since_base"] == pytest.approx(1.08)
    assert table["verdict"].isin(["met", "nearly met", "not met", "cannot be judged"]).all()
    assert judged[2035].table["reason"].eq("the year has come").all()


# the commands


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    "arguments",
    ["outlook", "project W01", "audit --notes", "review", "review --by department", "progress", "progress W01 C02"],
)
def test_a_command_answers_in_the_county_s_own_years(arguments, lang):
    said = run(*arguments.split(), "--plan", COUNTY, "--lang", lang)
    assert said and not foreign(said.splitlines())


@pytest.mark.parametrize("command", ["outlook", "audit", "review", "progress"])
def test_a_command_writes_its_table(command, tmp_path):
    run(command, "--plan", COUNTY, "--csv", tmp_path / "table.csv")
    with (tmp_path / "table.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))
    assert len(lines) > 5 and not foreign(cell for line in lines for cell in line)


def test_the_query_sheets_are_the_county_s(tmp_path):
    run("audit", "--plan", COUNTY, "-o", tmp_path)
    assert len(files_of(tmp_path)) == 2
    assert in_files(files_of(tmp_path)) == {}


def test_the_forms_ask_for_the_county_s_targets_and_show_its_years(forms):
    path = next((forms[1] / "2027").glob("*县卫生健康局*.xlsx"))
    headings = [cell.value for cell in openpyxl.load_workbook(path)["年度监测数据报送表"][3]]
    assert {"2015年", "2025年", "县2035年目标", "市2035年目标"} <= set(headings)
    assert any("报送县统计局" in line for line in lines_of(path))


@pytest.mark.parametrize("year", EVALUATED)
def test_forms_lists_and_queries_name_no_other_plan(forms, year):
    assert in_files(files_of(forms[1] / str(year))) == {}


def test_what_departments_filled_in_comes_back_out(merged):
    rows = merged.series().query("table == 'observations' and stratum == 'total'").set_index(["code", "year"])["value"]
    assert rows.to_dict() == {(code, year): row["本年值"] for year in EVALUATED for code, row in reported(year).items()}
    strata = merged.returned[merged.returned["stratum"] != "total"]
    assert set(strata["code"]) == {"W04", "C06"} and set(strata["stratum"]) == {"urban", "rural"}


def test_returns_as_tables_are_merged_as_the_forms_are(merged, tmp_path):
    run("start", tmp_path / "home", "--plan", COUNTY)
    for year in EVALUATED:
        run("merge", RETURNS / f"{year}.csv", "--year", year, "--plan", tmp_path / "home", "--who", "县统计局")
    pd.testing.assert_frame_equal(kz.outlook(kz.load_plan(tmp_path / "home")), kz.outlook(merged))


@pytest.mark.parametrize("year", EVALUATED)
def test_the_year_calls_for_its_reports(evaluations, year):
    names = ["年度统计监测报告（妇女）", "年度统计监测报告（儿童）", "监测评估一页纸"]
    names += {2030: ["中期评估报告"], 2035: ["终期评估报告"]}.get(year, [])
    assert sorted(path.stem for path in evaluations[year][0].glob("*.docx")) == sorted(
        f"{year}年{name}" for name in names
    )
    words = "\n".join(line for path in evaluations[year][0].glob("*.docx") for line in lines_of(path))
    assert "县目标" in words and "市目标" in words and "（2026—2035年）" in words and "县统计局" in words
    assert "县妇儿工委办公室" in words


@pytest.mark.parametrize("year", EVALUATED)
def test_documents_of_an_evaluation_name_no_other_plan(evaluations, year):
    folder, drawn = evaluations[year]
    assert len(files_of(folder)) > 5 and drawn
    assert in_files(files_of(folder)) == {} and not in_figures(drawn)


def test_the_report_is_the_county_s(report):
    folder, _ = report
    assert {"outlook_2035.csv", "outlook_2035.xlsx", "index.html"} <= {path.name for path in files_of(folder)}
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert EXAMPLE in page and "示例县" in page and "县2035年目标" in page
    headings = [
        cell.value for row in openpyxl.load_workbook(folder / "outlook_2035.xlsx").worksheets[0] for cell in row
    ]
    assert "县2035年目标" in headings


def test_the_report_names_no_other_plan(report):
    folder, drawn = report
    assert in_files(files_of(folder)) == {} and not in_figures(drawn)


def test_the_level_above_is_called_what_the_plan_calls_it(tmp_path, unpainted):
    above = '"above": {\n   "en": "%s",\n   "zh": "%s"'
    texts = (above % ("prefecture", "市"), above % ("autonomous prefecture", "州"))
    home = changed(tmp_path, datapackage=texts)
    run("template", "--year", 2027, "--plan", home, "-o", tmp_path / "made")
    with unpainted():
        run("midterm", "--year", 2027, "--report", "midterm", "--plan", home, "-o", tmp_path / "made")
    run("audit", "--plan", home, "-o", tmp_path / "made")
    texts = [line for path in files_of(tmp_path / "made") for line in lines_of(path)]
    assert [line for line in texts if re.search(r"市(?:目标|级|规划|\d{4})", line)] == []
    assert {"州2035年目标", "州目标判定"} <= set(texts) and any("与州级目标" in line for line in texts)
