"""Units and codes: a unit that does not fit the name, a unit in the cell, what "none" can mean."""

import re
from collections.abc import Iterator
from itertools import combinations, takewhile

from ..plan.descriptor import imported
from ..plan.printed import IN_CELL
from .book import Book
from .relations import relations
from .rule import Finding, Line, printed_line, rule, target_line, where

# the head noun of a name, and the units it can be counted in
NOUN_UNITS = (
    (re.compile(r"(班子|组织|机构|站|点|站点|学校|幼儿园)(总数|个数|数量|数)$"), ("个", "所", "处", "家")),
    (re.compile(r"人数$"), ("人", "万人", "名")),
    (re.compile(r"人次(数)?$"), ("人次", "万人次")),
    (re.compile(r"案件数$"), ("件", "起", "例")),
    (re.compile(r"(?<!性别)(率|比例|占比|比重)$"), ("%", "‰", "1/万", "1/10万")),
)
LONG_WORD = 5  # characters two names must end in alike for one word
SHARE_IN_NAME = re.compile(r"(率|比例|占比|比重)$")
SUBSTITUTED = re.compile(r"（用[^（）]+）")
_REWRITE = ("Correct the unit or the name.", "请更正单位或指标名称。")


def _head(name):
    """A name without what stands in parentheses and without 其中."""
    plain = re.sub(r"（[^（）]*）", "", name)
    return re.sub(r"^其中[:：]?\s*", "", plain).strip()


def _first_year(book, row):
    return next((year for year in reversed(book.years) if row.value(year) is not None), None)


@rule("coding", "单位与名称不符")
def unit_against_name(book: Book) -> Iterator[Finding]:
    """What a name counts decides its unit: bodies are not counted in persons, persons not in visits, and
    a share has a unit of share."""
    found = {}
    for row in book.rows.values():
        year, head = _first_year(book, row), _head(row.name)
        units = next((units for pattern, units in NOUN_UNITS if pattern.search(head)), None)
        if year is not None and units and row.unit not in units:
            found.setdefault((row.block, row.unit, units), []).append((row, year))
    for (_, unit, units), rows in found.items():
        fitting, names = " / ".join(units), "、".join(row.name for row, _ in rows)
        evidence = (
            f"{names}: given in {unit or 'no unit'}, but counted in {fitting}",
            f"“{names}”的单位为“{unit or '空白'}”，应为{fitting}",
        )
        yield Finding("question", evidence, _REWRITE, tuple(printed_line(row, year, fitting) for row, year in rows))


@rule("coding", "有数值无单位")
def value_without_unit(book: Book) -> Iterator[Finding]:
    """A number without a unit cannot be compared; a heading that carries numbers is no indicator."""
    for row in book.rows.values():
        year = _first_year(book, row)
        if year is None or row.unit not in ("", "—", "-") or SHARE_IN_NAME.search(_head(row.name)):
            continue
        heading = any(other is not row for other in book.blocks.get(row.key, ()))
        evidence = (
            ("a heading with a value and no unit", "标题行填有数值而无单位")
            if heading
            else ("a value without a unit", "有数值而无单位")
        )
        action = ("Leave the cell blank, or give the unit.", "标题行请留空，或补填单位。")
        yield Finding("question", evidence, action, (printed_line(row, year),))


@rule("coding", "单位写入单元格")
def unit_in_cell(book: Book) -> Iterator[Finding]:
    """A unit inside a value or target cell turns a number into text and is lost in sums; cells that an import wrote from a
    document's sentences are none of the document's."""
    for row in book.rows.values():
        lines = [printed_line(row, year) for year in book.years if row.cells[year].note == IN_CELL]
        if re.search("[%‰]", row.target):
            lines.append(target_line(book, row))
        if lines:
            evidence = (
                f"the unit stands in the cell: {', '.join(line.printed for line in lines)}",
                f"单位写入数值单元格：{'、'.join(line.printed for line in lines)}",
            )
            yield Finding("note", evidence, ("Enter the number alone.", "单元格内只填数字。"), tuple(lines))
    for goal in () if imported(book.plan.dictionary) else book.goals:
        for column, text in (("target_district", goal.text), ("target_city", goal.text_above)):
            if re.search(r"[%‰]", text) and goal.unit:
                line = Line((goal.table, goal.row), column, book.plan.period.last, text)
                evidence = (f"the unit stands in the cell: {text}", f"单位写入目标单元格：{text}")
                yield Finding("note", evidence, ("Enter the number alone.", "单元格内只填数字。"), (line,))


@rule("coding", "分母为零仍填数")
def nothing_over_nothing(book: Book) -> Iterator[Finding]:
    """Where there is nothing to take a share of, the share is undefined, and a printed 0 (or 100) reads
    as a failure (or success) that did not happen."""
    for relation in relations("remainder"):
        for share in book.find(relation.left):
            for whole in book.find(relation.right):
                for year in book.years:
                    if share.value(year) is None or whole.value(year) != 100:
                        continue
                    evidence = (
                        f"{share.cells[year].text} % of nothing: {where(whole)} is {whole.cells[year].text} %, and this is "
                        "a share of the rest",
                        f"{where(whole, 'zh')}已为{whole.cells[year].text}%，分母为0，本项不应填{share.cells[year].text}",
                    )
                    action = ("Print — (not applicable).", "请填“—”（不适用）。")
                    yield Finding(
                        relation.severity, evidence, action, (printed_line(share, year, "—"), printed_line(whole, year))
                    )
    yield from _shares_of_nothing(book)


def _shares_of_nothing(book):
    for row in book.rows.values():
        whole = book.rows.get(row.denominator)
        for year in book.years if whole is not None else ():
            if whole.value(year) == 0 and row.value(year) is not None:
                evidence = (f"{row.cells[year].text} % of 0", f"分母为0，比例不应填{row.cells[year].text}")
                action = ("Print — (not applicable).", "请填“—”（不适用）。")
                yield Finding("certain", evidence, action, (printed_line(row, year, "—"), printed_line(whole, year)))


@rule("coding", "当年尚未开展")
def not_yet_introduced(book: Book) -> Iterator[Finding]:
    """未开展 is an answer (the service did not exist, so nobody was covered), — is the lack of one; the first
    can serve as a base for 提高, the second cannot."""
    for row in book.rows.values():
        years = [year for year in book.years if row.cells[year].note == "not yet introduced"]
        if not years:
            continue
        evidence = (
            f"not yet introduced in {', '.join(map(str, years))}: none were covered, which is not a missing value",
            f"{'、'.join(map(str, years))}年尚未开展，即覆盖为零，不同于缺数",
        )
        action = ("Judge 提高 from none.", "按“从无到有”评价。")
        yield Finding("note", evidence, action, tuple(printed_line(row, year) for year in years))


@rule("coding", "以其他指标代替")
def name_holds_something_else(book: Book) -> Iterator[Finding]:
    """A name that says another quantity was used in its place is a different indicator, and neither can be
    compared with a row that has the first name."""
    for row in book.rows.values():
        if not SUBSTITUTED.search(row.name):
            continue
        inside = SUBSTITUTED.search(row.name)[0]
        evidence = (
            f"the name says itself that another quantity stands here: {inside}",
            f"行名注明以其他指标代替：{inside}",
        )
        action = ("Report the indicator itself.", "请按指标原口径重新填报。")
        parts = [row, *book.parts.get(row.key, ())]
        lines = tuple(printed_line(part, year) for part in parts for year in book.years if part.value(year) is not None)
        yield Finding("certain", evidence, action, lines or (target_line(book, row),))


@rule("coding", "同名不同口径")
def one_word_two_definitions(book: Book) -> Iterator[Finding]:
    """Two shares that bear the same name but divide different things (women by members, bodies with a
    woman by bodies) cannot be read side by side."""
    shares = [row for row in book.rows.values() if row.numerator in book.rows]
    groups = {}
    for left, right in combinations(shares, 2):
        word = _common_ending(left.name, right.name)
        if (
            len(word) >= LONG_WORD
            and word.endswith("率")
            and book.rows[left.numerator].stratum != book.rows[right.numerator].stratum
        ):
            groups.setdefault(word, {}).update({left.key: left, right.key: right})
    for word, found in groups.items():
        rows = list(found.values())
        listed = "; ".join(f"{where(row)}: {book.rows[row.numerator].name}" for row in rows)
        listed_zh = "；".join(f"{where(row, 'zh')}：{book.rows[row.numerator].name}" for row in rows)
        evidence = (f"{word} divides different things: {listed}", f"“{word}”分子口径不一：{listed_zh}")
        action = ("Give each definition its own name.", "不同口径请分别命名。")
        lines = tuple(printed_line(row, year) for row in rows if (year := _first_year(book, row)))
        yield Finding("question", evidence, action, lines)


def _common_ending(left, right):
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(reversed(left), reversed(right), strict=False))
    return "".join(a for a, _ in pairs)[::-1]


@rule("coding", "名称含义不清")
def name_contradicts_itself(book: Book) -> Iterator[Finding]:
    """当年累计 is either of the year or cumulative; an age span followed by 以下 is either a span or a ceiling."""
    for row in book.rows.values():
        odd = re.search(r"当年累计|累计当年|\d+\s*[-—~至]\s*\d+岁以[下上]", row.name)
        year = _first_year(book, row)
        if not odd or year is None:
            continue
        evidence = (f"the name can be read in two ways: {odd[0]}", f"行名可作两种理解：“{odd[0]}”")
        yield Finding("note", evidence, ("Reword it.", "请改写指标名称。"), (printed_line(row, year),))


@rule("coding", "名称兼指总体与部分")
def name_of_total_and_part(book: Book) -> Iterator[Finding]:
    """A name that gives a total and then 其中 a part stands over one number, which can only be one of them."""
    for row in book.rows.values():
        if not re.search(r"\S.*[,，、]\s*其中", row.name):
            continue
        evidence = (
            f"the name gives a total and a part ({row.name}), the row one value",
            f"行名兼指总体与其中一部分（{row.name}），而只有一个数值",
        )
        lines = tuple(printed_line(row, year) for year in book.years if row.value(year) is not None)
        action = ("Name what the value is of.", "请注明数值所指对象。")
        yield Finding("question", evidence, action, lines or (target_line(book, row),))


@rule("coding", "人数单位不一")
def persons_in_two_units(book: Book) -> Iterator[Finding]:
    """Persons of one block in 人 and in 万人 invite sums that are wrong by ten thousand."""
    blocks = {}
    for row in book.rows.values():
        if row.unit in ("人", "万人") and _first_year(book, row):
            blocks.setdefault(row.block, {}).setdefault(row.unit, []).append(row)
    for units in blocks.values():
        if len(units) < 2:
            continue
        rows = [row for found in units.values() for row in found]
        listed = ", ".join(f"{row.unit} in {where(row)}" for row in rows)
        listed_zh = "，".join(f"{where(row, 'zh')}为{row.unit}" for row in rows)
        evidence = (f"persons in two units under one number: {listed}", f"同一序号下人数单位不一：{listed_zh}")
        lines = tuple(printed_line(row, _first_year(book, row)) for row in rows)
        yield Finding("note", evidence, ("Use one unit.", "请统一单位。"), lines)
