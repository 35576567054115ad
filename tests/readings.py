"""Two independent readings of the plan's published text, used to prove the transcription in data/printed."""

import re

DECADE = ["number", "name", "unit", "value_2010", "target_2020", "value_2020", "department"]
GOALS = ["domain", "number", "name", "target_city", "target_district", "nature", "department"]

TABLES = {
    "women_2011_2020": ("专栏1  2011—2020年妇女发展主要指标完成情况", "二、总体思路", DECADE, 170),
    "children_2011_2020": ("专栏1  2011—2020年儿童发展主要指标完成情况", "二、总体思路", DECADE, 89),
    "women_2021_2030": ("专栏2  2021—2030年妇女发展主要指标", "三、重点任务", GOALS, 51),
    "children_2021_2030": ("专栏2  2021—2030年儿童发展主要指标", "三、重点任务", GOALS, 42),
}


def _block(text, table):
    start, end, columns, _ = TABLES[table]
    begin = text.index(start) + len(start)
    return text[begin : text.index(end, begin)], columns


def read_cells_first(text, table):
    """Walk the lines: a tab opens a cell, any other line continues it; seven cells make a row."""
    block, columns = _block(text, table)
    cells = []
    for line in block.split("\n"):
        if line.startswith("\t"):
            cells.append(line[1:])
        elif cells:
            cells[-1] += line
    width = len(columns)
    rows = [cells[i : i + width] for i in range(0, len(cells), width)]
    return [dict(zip(columns, row, strict=True)) for row in rows[1:]]


def read_rows_first(text, table):
    """Split at blank lines that a tab follows into rows, then each row at its tabs into cells."""
    block, columns = _block(text, table)
    rows = []
    for chunk in re.split(r"\n\n(?=\t)", block.rstrip("\n")):
        cells = [cell.replace("\n", "") for cell in re.split(r"(?:^|\n)\t", chunk)[1:]]
        if cells:
            rows.append(dict(zip(columns, cells, strict=True)))
    return rows[1:]
