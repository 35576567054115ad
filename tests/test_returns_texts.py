"""Returns as text files: legal ones are read, those that would lose rows are refused in one line."""

import pytest
from returned import queries_of

from kzplan.returns.check import check


def csv_of(tmp_path, text, name="back.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "text, why",
    [
        ("代码,本年值,分子\nC23,1,234,\n", "没有未加引号"),
        ('代码,本年值,备注\nW04,92.1,"示例\nC08,95\n', "引号"),
        ("代码,本年值\n" + "".join(f"X{i},1\n" for i in range(2000)), "代码"),
        ("<table>代码</table>" + "y" * 300000, "报送表"),
    ],
    ids=["a comma too many", "a quotation mark too few", "another table", "a page of the web"],
)
def test_text_files_that_would_lose_rows_are_refused_in_one_line(plan, tmp_path, text, why):
    found = queries_of(csv_of(tmp_path, text), plan, year=2025)
    assert (found["severity"] == "certain").sum() == 1 and len(found) == 1


@pytest.mark.parametrize("year", [1999, 2035])
def test_a_year_outside_the_plan_is_refused(plan, tmp_path, year):
    assert "不在规划期内" in queries_of(csv_of(tmp_path, "代码,本年值\nC08,95\n"), plan, year=year)["why"].iloc[0]


def test_the_year_a_text_file_states_is_not_overruled(plan, tmp_path):
    path = csv_of(tmp_path, "报送年份：2024年\n代码,本年值\nC08,95\n")
    assert check([path], plan)[0][0].year == 2024
    assert (queries_of(path, plan, year=2025)["severity"] == "certain").all()


@pytest.mark.parametrize(
    "text",
    ["代码,本年值\nC08,95,,,\n", '代码,本年值,备注\nC08,95,"同公安局核对\nC04口径同"\n'],
    ids=["trailing commas", "a note of two lines"],
)
def test_legal_text_files_are_read(plan, tmp_path, text):
    entries, found = check([csv_of(tmp_path, text)], plan, year=2025)
    assert [entry.numbers for entry in entries] == [{"value": 95.0}] and not (found["severity"] == "certain").any()
