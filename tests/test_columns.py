"""Each thing said of a column of the outlook, and each word of the vocabulary, stands in one place."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import kzplan as kz
from kzplan.odds.columns import columns
from kzplan.words import labels
from kzplan.words.labels import words

ROOT = Path(__file__).parent.parent


def test_the_data_dictionary_says_of_each_column_what_its_table_says(plan):
    text = (ROOT / "data" / "README.md").read_text(encoding="utf-8").split("## The outlook table")[1]
    rows = re.findall(r"^\| `(\w+)` \| (\w+) \| (.*?) \| (.*?) \|$", text, re.M)
    expected = [(one.name, one.kind, one.headed(plan.levels, plan.period).zh, one.about) for one in columns()]
    assert rows == expected


def test_the_outlook_has_the_columns_of_their_table_with_numbers_as_numbers(plan):
    table = kz.outlook(plan)
    assert list(table) == [one.name for one in columns()]
    for one in columns():
        assert (table[one.name].dtype.kind in "fi") == (one.kind in ("number", "share", "year")), one.name


def test_every_word_of_a_column_of_words_is_in_the_vocabulary_in_both_languages(plan):
    table = kz.outlook(plan)
    known = {key for _, key in words()}
    for one in columns():
        if one.kind == "word":
            assert set(table[one.name]) <= known | {""}, one.name
    assert all(both.en and both.zh for (space, _), both in words().items() if space != "unit")


def test_a_year_in_a_word_is_the_plans_own():
    assert labels.word("unlikely by 2035", "zh") == "2035年达标可能性低"
    assert labels.word("chance of meeting the 2025 target", "zh") == "2025年达标可能性"


def test_every_method_that_counts_has_a_short_name_in_the_figures():
    from kzplan.figures.methods import SHORT
    from kzplan.progress import profiles

    assert {name for name, profile in profiles().items() if profile.counted} <= set(SHORT)


def test_what_a_further_language_lacks_is_said_in_english(tmp_path):
    # with what is compiled already, of all that is not changed; not what another process is writing at the moment
    shutil.copytree(ROOT / "kzplan", tmp_path / "kzplan", ignore=shutil.ignore_patterns("*.pyc.*"))
    shutil.copytree(ROOT / "data", tmp_path / "data")
    both = tmp_path / "kzplan" / "words" / "both.py"
    both.write_text(
        both.read_text(encoding="utf-8").replace("    zh: str\n", '    zh: str\n    fr: str = ""\n', 1),
        encoding="utf-8",
    )
    code = """
import kzplan as kz
from kzplan import cli, figures
from kzplan.odds.numbered import assumptions
plan = kz.load_plan()
assert kz.project(plan, "W03").sentence("fr") == kz.project(plan, "W03").sentence("en")
assert assumptions(plan.period)["A7"].text("fr") == assumptions(plan.period)["A7"].en
table = kz.outlook(plan)
assert figures.ladder(table, "fr").get_title(loc="left") == figures.ladder(table, "en").get_title(loc="left")
assert list(kz.audit(plan, lang="fr")["evidence"]) == list(kz.audit(plan, lang="en")["evidence"])
for command in ("outlook", "project W03", "review", "progress W03", "audit"):
    assert not cli.main([*command.split(), "--lang", "fr"])
"""
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "MPLBACKEND": "Agg"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, cwd=tmp_path)
    assert done.returncode == 0, done.stderr[-2000:]


def test_a_domain_or_office_of_another_plan_is_told_in_english_by_its_parts_or_marked_as_a_name_in_chinese():
    assert labels.domain("妇女与决策管理", "en") == labels.group("妇女与决策管理", "en") == "Women and decision-making"
    assert labels.domain("儿童与体育", "en") == "Children and sport"
    assert labels.department("县农业农村委", "en") == "Agriculture and rural affairs"
    for told in (labels.domain, labels.group, labels.department):
        assert told("儿童与数字生活", "en") == "“儿童与数字生活”" and told("儿童与数字生活", "zh") == "儿童与数字生活"
        assert told("Elders", "en") == "Elders"
