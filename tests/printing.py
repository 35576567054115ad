"""A plan's printed tables as documents: Word, a web page, and through LibreOffice PDF and the old Word format."""

import csv
import html
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest

PRINTED = Path(__file__).parent.parent / "data" / "printed"
DECADE = ["序号", "指标名称", "单位", "2010年统计值", "规划目标", "2020年完成值", "责任单位"]
GOALS = ["类别", "序号", "指标名称（单位）", "市规划2030年目标值", "示例区2030年目标值", "指标属性", "责任单位"]
TITLES = {
    "women_2011_2020": ("专栏1  2011—2020年妇女发展主要指标完成情况", DECADE),
    "women_2021_2030": ("专栏2  2021—2030年妇女发展主要指标", GOALS),
    "children_2011_2020": ("专栏1  2011—2020年儿童发展主要指标完成情况", DECADE),
    "children_2021_2030": ("专栏2  2021—2030年儿童发展主要指标", GOALS),
}
PAGE = 30  # rows until a table is broken by hand
MERGED = ("序号", "类别", "责任单位", "指标属性")  # a blank cell of these is one with the cell above


def rows_of(table):
    with (PRINTED / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return [list(row.values())[1:] for row in csv.DictReader(file)]


def word(path, tables=tuple(TITLES), broken=True):
    """Write the tables as a .docx, a blank cell merged with the one above, a long table broken with its headings repeated."""
    from docx import Document

    document = Document()
    for table in tables:
        title, headings = TITLES[table]
        document.add_paragraph(title)
        rows = rows_of(table)
        for start in range(0, len(rows), PAGE if broken else len(rows)):
            if start:
                document.add_page_break()
            _word_table(document, headings, rows[start : start + PAGE] if broken else rows)
        document.add_paragraph("三、重点任务")
    document.save(path)
    return path


def _word_table(document, headings, rows):
    from docx.oxml import OxmlElement

    grid = document.add_table(rows=len(rows) + 1, cols=len(headings))
    grid.style = "Table Grid"
    columns = [column.cells for column in grid.columns]
    grid.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for at, heading in enumerate(headings):
        columns[at][0].text = heading.replace("指标属性", "指标\n属性")
        for row, cells in enumerate(rows, start=1):
            columns[at][row].text = cells[at].replace("、", "、\n", 1) if heading == "责任单位" else cells[at]
        if heading in MERGED:
            filled = [row for row, cells in enumerate(rows, start=1) if cells[at]] + [len(rows) + 1]
            for first, after in pairwise(filled):
                if after - first > 1:
                    columns[at][first].merge(columns[at][after - 1])
                    _only_first(columns[at][first])


def _only_first(cell):
    for paragraph in cell.paragraphs[1:]:
        if not paragraph.text:
            paragraph._p.getparent().remove(paragraph._p)


def page(path, tables=tuple(TITLES)):
    """Write the tables as a web page: spans for merged cells, hard spaces for indents, line breaks in headings."""
    parts = ["<!DOCTYPE html><html><head><meta charset='utf-8'><title>x</title></head><body><table><tr><td>"]
    for table in tables:
        title, headings = TITLES[table]
        parts.append(f"<p>{html.escape(title)}</p>\n<table border=1><tr>")
        parts += [f"<th>{heading[:4]}<br>{heading[4:]}</th>\n" for heading in headings]
        rows = rows_of(table)
        for at, cells in enumerate(rows):
            parts.append("</tr>\n<tr>")
            for column, (text, heading) in enumerate(zip(cells, headings, strict=True)):
                if heading in MERGED and not text and _covered(rows, at, column):
                    continue
                high = 1
                while heading in MERGED and text and at + high < len(rows) and not rows[at + high][column]:
                    high += 1
                shown = html.escape(text).replace(" ", "&nbsp;")
                parts.append(f"<td rowspan={high}>\n   <p>{shown}</p>\n</td>" if high > 1 else f"<td>{shown}</td>")
        parts.append("</tr></table>")
    parts.append("</td></tr></table></body></html>")
    path.write_text("".join(parts), encoding="utf-8")
    return path


def _covered(rows, at, column):
    return any(rows[row][column] for row in range(at))


def through_office(path, kind):
    """Convert a document by LibreOffice; the test is skipped where it is not installed."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("no LibreOffice")
    folder = path.parent
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [program, profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(path)]
    subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=120, check=False)
    return folder / f"{path.stem}.{kind.partition(':')[0]}"
