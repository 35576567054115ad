"""Whatever the year, the report and the figures that can be drawn: every table and figure that a text cites is there."""

from pathlib import Path

import pytest

import kzplan as kz
from kzplan.documents import midterm
from kzplan.documents.document import Figure, Paragraph
from kzplan.documents.evaluation import write_evaluation
from kzplan.documents.facts import facts_of
from kzplan.documents.official import official_tables
from kzplan.documents.texts import Texts

COUNTY = Path(__file__).parent.parent / "examples" / "county"
REPORTS = (midterm.ANNUAL, midterm.MIDTERM, midterm.FINAL)
FIGURES = ("domains_figure", "main_figure", "schedule_figure", "departments_figure", "nation_figure", "deaths_figure")
DRAWN = {key: Figure(key, key, b"", key) for key in FIGURES}


@pytest.mark.parametrize("data", ["shipped", "county"])
def test_any_report_on_any_year_finds_every_table_and_figure_it_cites(plan, data):
    own = plan if data == "shipped" else kz.load_plan(COUNTY)
    texts = Texts(own)
    tables = official_tables(kz.evaluate(own, own.period.midterm), texts=texts)  # the same keys in every year
    for year in own.period.years if data == "county" else (own.period.last,):
        evaluation = kz.evaluate(own, year)
        facts = facts_of(evaluation)
        for name in REPORTS:
            report = midterm.compose(evaluation, name, tables, DRAWN if year % 2 else {}, facts, texts)
            said = [part.text for part in report.parts if isinstance(part, Paragraph)]
            assert said and not any("{" in report.resolved(text) for text in said), (year, name)


def test_a_midterm_report_on_the_last_year_is_written_without_odds(tmp_path, monkeypatch, unpainted):
    monkeypatch.setattr(midterm, "drawings", lambda *told: {})
    county = kz.load_plan(COUNTY)
    with unpainted():
        written = write_evaluation(county, county.period.last, tmp_path, [midterm.MIDTERM])
    page = next(path for path in written if path.suffix == ".html").read_text(encoding="utf-8")
    assert "目标实现可能性预测表" not in page and "目标展望" not in page and "重点难点" in page
