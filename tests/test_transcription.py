import csv
import hashlib
from pathlib import Path

import pytest
import readings

PRINTED = Path(__file__).parent.parent / "data" / "printed"
CHECKSUMS = {
    "women_2011_2020": "dd8cfc37c7fcc1cd5e07ffac407bfb31326b0ab5a4dd9ff8e2b3380ede50bd21",
    "children_2011_2020": "da89465a5f57f9b695b7af852cf705b93db3390b661d0c64e81f906ac1051534",
    "women_2021_2030": "30b3c5ac6e76f42edee6653fb5836acc98bec412a5653d841f4a44d077b9d2b2",
    "children_2021_2030": "45dee2d4500420829b4229fdbe44dffddd36ef6d6392c3bc42ed20bc0447758b",
}


def committed(table):
    with (PRINTED / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("table", readings.TABLES)
def test_two_independent_readings_of_the_plan_agree_with_each_other_and_with_the_table(reference, table):
    text = (reference / "plan.txt").read_text(encoding="utf-8")
    first, second = readings.read_cells_first(text, table), readings.read_rows_first(text, table)
    assert first == second
    rows = committed(table)
    assert [int(row.pop("row")) for row in rows] == list(range(1, len(rows) + 1))
    assert rows == first


@pytest.mark.parametrize("table", readings.TABLES)
def test_a_printed_table_is_the_one_that_was_proved(table):
    assert hashlib.sha256((PRINTED / f"{table}.csv").read_bytes()).hexdigest() == CHECKSUMS[table]
    assert len(committed(table)) == readings.TABLES[table][3]


def test_oddities_stay_as_printed():
    women, children = committed("women_2011_2020"), committed("children_2011_2020")
    assert women[3]["value_2020"] == "47.40%"
    assert women[38]["value_2010"] == "未开展"
    assert women[2]["name"] == "  其中：女童数"
    assert children[20]["value_2020"] == "2.00 "
    assert children[63]["unit"] == "\u3000"
    assert committed("women_2021_2030")[45]["target_city"] == "2︰3"


def test_every_prose_figure_stands_on_its_line(reference):
    lines = (reference / "plan.txt").read_text(encoding="utf-8").split("\n")
    with (PRINTED.parent / "prose.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            assert row["quote"] in lines[int(row["line"]) - 1], row["id"]
