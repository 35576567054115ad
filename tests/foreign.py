"""What files and figures say, and which of their lines name another plan: its years, its levels, its place."""

import re

import openpyxl

WITH_QU = re.compile("区间|地区|区域|社区|镇区|城区|区分")  # words that hold the character and no level
OTHERS = re.compile(
    r"(?<![\d.,])20(?:0\d|1[0-4]|2[0-2])(?![\d%])|开州|Kaizhou"
)  # years and the place of the shipped plan
ENGLISH = re.compile(
    r"\b(?:district|city)\b(?<!weaker than city)(?! management)", re.IGNORECASE
)  # its levels; a rule of the audit is named so, and a bureau
# what is said of a plan's last year; of this one's interim year it may be said only where the line says so, or names its targets
INTERIM = re.compile("中期|阶段|interim|规划[^。]*2030年目标|^距?2030年目标(?:判定)?$")
LAST = re.compile(
    r"2030年?(?:规划)?(?:目标|达标|推算|各值|值为|实现)|(?:到|已有|与)2030|(?:to|by|for|in) 2030|2030 (?:target|outlook)|outlook_2030"
)


def lines_of(path):
    """Every piece of text that a file shows, its name first."""
    return [path.name, *{".docx": _of_word, ".xlsx": _of_workbook}.get(path.suffix, _of_page)(path)]


def _of_word(path):
    import docx

    document = docx.Document(path)
    parts = [document.element.body]
    for section in document.sections:
        parts += [section.header._element, section.footer._element]
    tag = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    return ["".join(t.text or "" for t in p.iter(f"{tag}t")) for part in parts for p in part.iter(f"{tag}p")]


def _of_workbook(path):
    sheets = [sheet for sheet in openpyxl.load_workbook(path) if sheet.sheet_state == "visible"]
    cells = [str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    footers = [part.text or "" for sheet in sheets for part in (sheet.oddFooter.left, sheet.oddFooter.center)]
    return [*(sheet.title for sheet in sheets), *cells, *footers]


def _of_page(path):
    text = path.read_text(encoding="utf-8")
    # what a drawing says is looked at as that of a figure
    text = re.sub(r"(?s)<(script|style|text)\b.*?</\1>|data:[^\"')]*|<(path|use|g)\b[^>]*>", "", text)
    return [line for line in re.split(r"<[^>]*>|\n", text) if line.strip()]


def files_of(folder):
    return [path for path in sorted(folder.rglob("*")) if path.suffix in (".docx", ".xlsx", ".html", ".csv")]


def foreign(lines):
    """The lines that name the level, a year or the place of another plan."""
    return [
        line
        for line in map(str, lines)
        if "区" in WITH_QU.sub("", line)
        or OTHERS.search(line)
        or ENGLISH.search(line)
        or (LAST.search(line) and not INTERIM.search(line))
    ]


def in_figures(drawn):
    """The texts of figures that name another plan; an axis may count the years between the plan's own."""
    return foreign(text for text in drawn if not re.fullmatch(r"20(1[5-9]|2\d|3[0-5])", text))


def in_files(paths):
    """The files that name another plan, and the lines in which they do."""
    found = {path.name: foreign(lines_of(path)) for path in paths}
    return {name: lines for name, lines in found.items() if lines}
