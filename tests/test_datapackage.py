import json
from pathlib import Path

import pytest

DATA = Path(__file__).parent.parent / "data"


@pytest.mark.filterwarnings("ignore")
def test_the_data_folder_is_a_valid_frictionless_package():
    import frictionless

    report = frictionless.validate(str(DATA / "datapackage.json"))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "message"])
    assert len(report.tasks) == 14


def test_every_table_of_the_data_folder_is_described_and_no_other():
    described = {r["path"] for r in json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))["resources"]}
    assert described == {path.relative_to(DATA).as_posix() for path in DATA.rglob("*.csv")}


def test_the_dictionary_in_words_names_every_table():
    words = (DATA / "README.md").read_text(encoding="utf-8")
    for path in DATA.rglob("*.csv"):
        assert path.name in words
