"""Returns as text files, as a department would send them: quick to write, read like any form."""

import csv
import datetime

from kzplan.returns.merge import merge


def send(folder, name, department, year, rows):
    """Write a return: rows of {heading: content} with 代码; the year and the department stand above. Return its path."""
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    path = folder / f"{name}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        above = [f"报送单位：{department}"] if department else []
        above += [f"报送年份：{year}年"] if year else []
        writer.writerow(["　".join(above)])
        writer.writerow(headings)
        writer.writerows([row.get(heading, "") for heading in headings] for row in rows)
    return path


def merged(plan, paths, day="2026-03-01", why="", **options):
    """Merge with a date of receipt."""
    return merge(paths, plan, "区统计局", why, today=datetime.date.fromisoformat(day), **options)
