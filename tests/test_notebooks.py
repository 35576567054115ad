import base64
import re
from pathlib import Path

import nbformat
import pytest

FOLDER = Path(__file__).parent.parent / "notebooks"
PATHS = sorted(FOLDER.glob("*.ipynb"))
EXPECTED = [
    "00_tour",
    "01_data_audit",
    "02_review_of_2020",
    "03_how_we_project",
    "04_how_good_are_the_odds",
    "05_how_others_judge",
    "06_your_own_series",
    "10_maternal_mortality",
    "11_child_survival",
    "12_child_nutrition",
    "13_health_services",
    "20_education",
    "30_women_in_decision_making",
    "40_work_and_social_security",
    "50_environment_family_law",
    "60_outlook_2030",
    "70_midterm_evaluation",
    "80_many_districts",
    "90_explore",
]
# what the numbers beside them did not bear; odds, counts and comparisons are printed by cells
UNTRUE = (
    "if the next years resemble",
    "以往相似",
    "moves both most",
    "No annual value after",
    "two earlier ones are comparable",
    "cannot take two values",
    "required from now",
    "as one witness",
    "lies well inside",
    "will probably",
    "near even",
    "could go either way",
    "hardly differ",
)
NUMBERS = {"2.00", "2.5"}  # a printed cell, a convention: no findings
WRITTEN_ELSEWHERE = ("04", "06")  # tell their findings by asserted cells of their own
PROSE = ("README.md", "README.zh.md", "ASSUMPTIONS.md", "data/README.md", "docs", "kzplan/documents/texts")
DOMAINS = [name for name in EXPECTED if "10" <= name[:2] < "60"]


@pytest.fixture(params=PATHS, ids=lambda path: path.stem)
def notebook(request):
    return nbformat.read(request.param, as_version=4)


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_the_notebooks_of_the_reading_order_are_there():
    assert set(EXPECTED) <= {path.stem for path in PATHS}


def test_every_target_is_treated_in_exactly_one_domain_notebook_and_all_in_the_outlook(plan):
    treated = []
    for name in DOMAINS:
        cells = code_cells(nbformat.read(FOLDER / f"{name}.ipynb", as_version=4))
        chosen = [re.search(r'codes = "{1,3}([^"]+)"', cell.source) for cell in cells]
        listed = next(found for found in chosen if found).group(1).split()
        shown = "".join(
            str(out.get("data", {}).get("text/plain", out.get("text", ""))) for cell in cells for out in cell.outputs
        )
        assert [code for code in listed if code not in shown] == [], name
        treated += listed
    assert sorted(treated) == sorted(plan.targets.index)
    together = (FOLDER / "60_outlook_2030.ipynb").read_text(encoding="utf-8")
    assert [code for code in plan.targets.index if code not in together] == []


def test_a_notebook_was_run_from_top_to_bottom(notebook):
    counts = [cell.execution_count for cell in code_cells(notebook)]
    assert counts == list(range(1, len(counts) + 1))


def test_a_notebook_asks_one_question_in_its_title(notebook):
    titles = [
        line
        for cell in notebook.cells
        if cell.cell_type == "markdown"
        for line in cell.source.splitlines()
        if line.startswith("# ")
    ]
    assert len(titles) == 1 and titles[0].rstrip().endswith("?")


def test_a_notebook_begins_with_its_answer_and_the_figure_that_shows_it(notebook):
    first, second = notebook.cells[:2]
    assert first.source.startswith("# ") and second.cell_type == "code"
    assert second.metadata["jupyter"]["source_hidden"]  # the first screen is question, answer, figure
    said, shown = second.outputs[:2]
    text = said.data["text/markdown"]
    assert text.startswith("**Answer.** ") and any(sign.isdigit() for sign in text)
    assert len(second.outputs) == 2 and base64.b64decode(shown.data["image/png"]).startswith(b"\x89PNG")


def test_the_numbers_of_an_answer_are_computed(notebook):
    cell = notebook.cells[1]
    calls = [line for line in cell.source.splitlines() if not line.startswith(("%", "codes", "values", "cases"))]
    typed = set(re.findall(r"(?<![\w.])\d+(?:\.\d+)?(?= ?%)", "\n".join(calls)))
    assert typed <= {"80"}  # the level of an interval; no share stands in the text as it was typed


def test_a_notebook_ends_with_what_it_does_not_show(notebook):
    headings = [
        line
        for cell in notebook.cells
        if cell.cell_type == "markdown"
        for line in cell.source.splitlines()
        if line.startswith("## ")
    ]
    assert "not show" in headings[-1]


def test_no_cell_is_ignored_prints_to_stderr_or_fails(notebook):
    for cell in code_cells(notebook):
        assert not [tag for tag in cell.metadata.get("tags", []) if tag.startswith(("nbval", "raises"))]
        assert "NBVAL" not in cell.source
        assert not [out for out in cell.outputs if out.get("name") == "stderr" or out.output_type == "error"]


def test_a_cell_is_short_and_defines_nothing_worth_testing(notebook):
    for cell in code_cells(notebook):
        assert len(cell.source.splitlines()) <= 12
        assert not cell.source.startswith("def ") and "\ndef " not in cell.source


def test_a_chart_cell_holds_a_real_picture(notebook):
    for cell in code_cells(notebook):
        if "plt.show()" not in cell.source and not re.search(r"^show\(", cell.source, re.M):
            continue
        pictures = [out.data["image/png"] for out in cell.outputs if "image/png" in out.get("data", {})]
        assert pictures
        for picture in pictures:
            data = base64.b64decode(picture)
            assert data.startswith(b"\x89PNG") and len(data) > 5000


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_notebook_is_light_enough_for_git(path):
    assert path.stat().st_size < 500_000


def test_every_figure_has_its_numbers_beside_it():
    figures = FOLDER.parent / "figures"
    pictures = {path.stem for path in figures.glob("*.png")}
    assert pictures and pictures == {path.stem for path in figures.glob("*.csv")}


def markdown(notebook):
    return [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]


def test_no_sentence_says_what_the_numbers_did_not_bear(notebook):
    assert [(words, text) for text in markdown(notebook) for words in UNTRUE if words in text] == []


def test_no_text_says_that_the_model_repeats_the_past():
    root, files = FOLDER.parent, []
    for name in PROSE:
        files += (
            [root / name]
            if (root / name).is_file()
            else [p for p in (root / name).rglob("*") if p.suffix in (".md", ".txt")]
        )
    assert len(files) > len(PROSE)
    assert [
        (path.name, words) for path in files for words in UNTRUE[:2] if words in path.read_text(encoding="utf-8")
    ] == []


@pytest.mark.parametrize("path", [p for p in PATHS if p.stem[:2] not in WRITTEN_ELSEWHERE], ids=lambda path: path.stem)
def test_measured_numbers_stand_in_cells_and_not_in_sentences(path):
    told = [number for text in markdown(nbformat.read(path, as_version=4)) for number in re.findall(r"\d+\.\d+", text)]
    assert set(told) <= NUMBERS


def test_the_bands_of_the_sex_ratio_stand_under_its_heading():
    heading = under = ""
    for cell in nbformat.read(FOLDER / "50_environment_family_law.ipynb", as_version=4).cells:
        if cell.cell_type == "markdown":
            heading = ([line for line in cell.source.splitlines() if line.startswith("## ")] or [heading])[-1]
        elif "103-107" in cell.source:
            under = heading
    assert "sex ratio" in under


def test_the_outlook_says_of_each_numeric_target_what_it_would_take_and_what_its_odds_rest_on(plan):
    cells = code_cells(nbformat.read(FOLDER / "60_outlook_2030.ipynb", as_version=4))
    needed, ranged = (
        next(cell for cell in cells if mark in cell.source and "to_string" in cell.source)
        for mark in ("kz.needed(", "p_low")
    )
    lines = {line.split()[0] for line in needed.outputs[0].text.splitlines() if line.strip()}
    numeric = {code for code, target in plan.by_code.items() if target.rule.value is not None and target.kind.modelled}
    assert len(numeric) > 40 and numeric - lines == set()
    assert "basis" in ranged.outputs[0].text and "p_high" in ranged.outputs[0].text
