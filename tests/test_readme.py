"""What the guides say of files and commands is what the code reads, writes and takes."""

import json
import re
import shlex
from pathlib import Path

import pandas as pd
import pytest

import kzplan as kz
from kzplan import cli, dev
from kzplan.plan import kept

ROOT = Path(__file__).parent.parent
GUIDES = ("README.md", "README.zh.md", "CONTRIBUTING.md", "docs/cheatsheet.md", "docs/cheatsheet.zh.md", "data/README.md",
          "examples/README.md", "kzplan/documents/texts/README.md")  # fmt: skip
BOTH = ("README.md", "README.zh.md")
DATA = (ROOT / "data" / "README.md").read_text(encoding="utf-8")


def told(name):
    return (ROOT / name).read_text(encoding="utf-8")


def typed():
    """(guide, command) of all that the guides give to type, in blocks and within sentences."""
    for name in GUIDES:
        text = told(name)
        blocks = "\n".join(text.split("```")[1::2]).splitlines()
        within = re.findall(r"(?<!`)`([^`\n]+)`(?!`)", text)
        for line in (*blocks, *within):
            command = re.sub(r"\s+#.*", "", line).strip()
            if re.match(r"(\S*/)?(kzplan|make) \S|python -m kzplan", command):
                yield name, re.sub(r"^\S*/(?=kzplan |make )", "", command)


COMMANDS = sorted(set(typed()))


def parsers():
    """Command → its parser."""
    return next(action for action in cli._parser()._actions if action.choices and "outlook" in action.choices).choices


def test_the_guides_have_commands_of_every_kind():
    names = {command.split()[1] for _, command in COMMANDS if command.startswith("kzplan ")}
    assert len(COMMANDS) > 60 and names >= {"report", "panel", "midterm", "import-plan", "break", "calibrate"}


@pytest.mark.parametrize(("guide", "command"), COMMANDS)
def test_a_command_of_the_guides_is_one_there_is_with_the_options_it_is_given(guide, command):
    tool, *words = shlex.split(command.replace("[", "").replace("]", ""))
    if tool == "make":
        assert {word for word in words if "=" not in word} <= {*dev.STEPS, *dev.BESIDE}
        return
    if tool == "python":
        tool, *words = ["kzplan.dev", *words[2:]] if words[1] == "kzplan.dev" else [words[1], *words[2:]]
        if tool == "kzplan.dev":
            assert set(words) <= {*dev.STEPS, *dev.BESIDE, "report|test"}
            return
    parser = parsers()[words[0]]
    options = {option for action in parser._actions for option in action.option_strings}
    assert {word for word in words if re.match("--?[a-z]", word)} <= options


@pytest.mark.parametrize("name", BOTH)
def test_a_line_that_a_reader_types_is_taken_as_it_stands(name):
    lines = [line for block in told(name).split("```")[1::2] for line in block.splitlines() if "/kzplan " in line]
    assert len(lines) > 15
    for line in lines:
        _, *words = shlex.split(re.sub(r"\s+#.*", "", line))
        assert cli._parser().parse_args(words).run, line


def listed(text):
    """Names between backticks; a list within one pair of them counts as its members."""
    return [one.strip() for part in re.findall(r"`([^`]+)`", text) for one in part.split(",")]


def rows_under(heading):
    """Names of the first column of the table under a heading of the data dictionary."""
    part = DATA.split(f"\n{heading}", 1)[1].split("\n#", 1)[0]
    return [name for row in re.findall(r"^\| (`[^|]*) \|", part, re.M) for name in listed(row)]


TABLES = ("targets", "baselines", "indicators", "corrections", "prose", "conventions", "external", "classes", "definitions",
          "references")  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_the_columns_said_of_a_table_are_those_it_has(name):
    header = (ROOT / "data" / f"{name}.csv").read_text(encoding="utf-8-sig").splitlines()[0].split(",")
    assert sorted(rows_under(f"### `{name}.csv`")) == sorted(header)


def test_the_columns_said_of_the_printed_tables_are_those_they_have():
    headers = [path.read_text(encoding="utf-8").splitlines()[0].split(",") for path in ROOT.glob("data/printed/*.csv")]
    assert set(rows_under("## As printed: `printed/`")) == {name for header in headers for name in header}


def test_the_columns_said_of_what_departments_report_are_those_that_are_kept():
    assert sorted(rows_under("### `observations.csv` and `work.csv`")) == sorted(kept.columns("observations"))


SAID = {  # file → the words before the list of its columns in the data dictionary
    "breaks.csv": "| `breaks.csv` | ",
    "departments.csv": "| `departments.csv` | ",
    "work.csv": "every version: ",
}


@pytest.mark.parametrize("name", SAID)
def test_the_columns_said_of_what_commands_write_are_those_they_write(name):
    said = re.match("`([^`]+)`", DATA.split(SAID[name], 1)[1])[1]
    assert said.split(", ") == kept.columns(name.removesuffix(".csv"))


TOLD = {  # what the data dictionary says in a list after these words
    "## The long series: `plan.series()`": lambda plan: plan.series(),
    "## The verdicts on 2020: `kzplan.review(plan)`": lambda plan: kz.review(plan, plan.period.base),
    "`kz.hindcast(plan)`": lambda plan: kz.hindcast(plan),
    "## What it would take": lambda plan: kz.needed(plan, year=plan.period.midterm + 1),
}


@pytest.mark.parametrize("words", TOLD)
def test_the_columns_said_of_a_result_are_those_it_has_in_their_order(words, plan):
    said = re.search(r"one row per [^`]*`([a-z_, \d]+,[a-z_, \d]+)`", DATA.split(words, 1)[1], re.I)[1]
    assert said.split(", ") == list(TOLD[words](plan).reset_index().drop(columns="index", errors="ignore"))


def test_the_columns_said_of_the_findings_are_those_they_have(plan):
    assert sorted(rows_under("## The findings: `kzplan.audit(plan)`")) == sorted(kz.audit(plan))


def test_the_columns_said_of_an_evaluation_are_those_it_has(plan):
    told = list(kz.evaluate(plan, plan.period.midterm).table)
    said = rows_under("## The evaluation of a year: `kzplan.evaluate(plan, year).table`")
    said += told[: told.index("direction")]  # “code … direction”
    said += [f"{one}{end}" for one in ("since_base", "since_previous") for end in said if end.startswith("_")]
    assert {one for one in said if not one.startswith("_")} == set(told)


@pytest.mark.parametrize("name", BOTH)
def test_files_that_a_command_reads_have_the_columns_it_reads(name, tmp_path):
    from kzplan.cli.output import parents_of

    said = re.search(r"areas\.csv\w*[:：] ?(\w+(?:,\w+)+)", told(name))[1]
    (tmp_path / "areas.csv").write_text(f"{said}\ncity,province\n", encoding="utf-8")
    assert parents_of(str(tmp_path / "areas.csv")) == {"city": "province"}


@pytest.mark.parametrize("name", BOTH)
def test_a_table_of_ones_own_has_the_columns_that_are_read(name, tmp_path):
    from kzplan.indicator.frame import NEEDED, OPTIONAL

    needed, wanted = re.search(r'read_csv\("mine\.csv"\) +# ([\w, ]+)\[, ([\w, ]+)\]', told(name)).groups()
    columns = [*needed.split(", "), *wanted.split(", ")]
    assert set(NEEDED) <= set(columns) and set(columns) <= {*NEEDED, *OPTIONAL}
    frame = pd.DataFrame(
        [["anc", 2020, 80.0, "rural", 80, 100], ["anc", 2022, 90.0, "rural", 90, 100]], columns=columns
    )
    assert kz.series(frame, kind="proportion", unit="%").only.denominators.tolist() == [100, 100]


@pytest.mark.parametrize("name", BOTH)
def test_a_panel_has_the_columns_that_are_read(name):
    columns = pytest.importorskip("kzplan.odds.panel.source", reason="panels need pyarrow").COLUMNS
    said = re.search(r"`(place, [\w, ]+)`[^`]*`(numerator, denominator)`", told(name))
    assert set(", ".join(said.groups()).split(", ")) == set(columns)


def test_the_columns_said_of_a_panels_outlook_are_those_it_has_beside_the_outlooks_own():
    work = pytest.importorskip("kzplan.odds.panel.work", reason="panels need pyarrow")
    from kzplan.odds.columns import names

    heading = "## The outlook of a panel"
    assert rows_under(heading) == [name for name in work.SCHEMA.names if name not in names()]
    part = DATA.split(heading)[1].split("\n#")[0]
    assert f"but {' and '.join(f'`{name}`' for name in work.LEFT_OUT)}" in part
    shown = parsers()["panel"].format_help()
    assert "“The outlook of a panel”" in " ".join(shown.split()) and "codes (met, likely," in " ".join(shown.split())


def test_the_columns_said_of_a_published_table_are_in_the_dictionary_of_machines():
    described = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    for one in described:
        header = (ROOT / "data" / one["path"]).read_text(encoding="utf-8-sig").splitlines()[0].split(",")
        assert [field["name"] for field in one["schema"]["fields"]] == header, one["path"]
