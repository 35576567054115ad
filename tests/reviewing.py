"""Filling a review workbook as a person does."""

import openpyxl

DECISIONS = ("指标决定", "基期决定")
WHO = {  # of the worked example, whose document names no departments
    "健康": "县卫生健康局", "教育": "县教育局", "决策": "县委组织部", "社会保障": "县医保局", "环境": "县水利局", "福利": "县民政局",
}  # fmt: skip


def fill(source, target, change=lambda sheet, row: {}):
    """Confirm every row; ``change(sheet, row)`` returns what is written instead, by heading."""
    book = openpyxl.load_workbook(source)
    for sheet in book:
        headings: list[str] = []
        for cells in sheet.iter_rows():
            texts = [cell.value for cell in cells]
            if not headings:
                headings = texts if set(texts) & {"来源", "项目"} else []
                continue
            row = dict(zip(headings, texts, strict=True))
            new = {name: "确认" for name in DECISIONS if name in row} | change(sheet.title, row)
            for cell, heading in zip(cells, headings, strict=True):
                if heading in new:
                    cell.value = new[heading]
    book.save(target)
    return target


def departments(sheet, row):
    """Who reports each target of the worked example."""
    if sheet != "目标":
        return {}
    return {"补充责任单位": next(who for word, who in WHO.items() if word in row["类别"])}
