"""Files damaged at random: plan folders by cell, row, column, byte and entry, workbooks by cell, element and part; the same seed, the same damage."""

import copy
import csv
import io
import json
import random
import zipfile

from lxml import etree

LONG = "长" * 300
ODD = [
    "", " ", "0", "-1", "1e400", "nan", "inf", "99999999999999999999", "1_000", "١٢", "8", "8.0", "≥98%", "＜8", "1/10万", "—",
    "未开展", "null", "true", "=1+1", "'=x", "@SUM(1)", "2026/11/26", "2026-02-30", "1月2日", "W03", "C99", "a\x08b", "\x00", "\u202e逆",
    "\ufffe", "a\nb", "<<<<<<< HEAD", "women_2021_2030:3", "women_2011_2020:99999", "prose:P01", "../../etc/passwd", LONG, '"', "0" * 5000,
    "提高", "比2020年下降1/0", "∞", "½", "①", "五", "2:3", "2:0", "90以上或不低于全市平均水平", "(a+)+$", "𠮷", "％", "9.5.1", "--", "a" * 140_000,
]  # fmt: skip
NODES = [
    None, True, False, 0, -1, 1e300, 10**20, 2030, "", "x", "2030", "\x00", "\ud800", LONG, [], {}, [None], [[]], {"a": None}, ["x"] * 50,
    "(a+)+$", "[", "/etc/passwd", "../x.csv", "targets.csv", "integer", "date", "women_2021_2030", "row",
]  # fmt: skip


def replaced(rng, cells, value):
    """A list with one of its entries replaced."""
    cells = list(cells)
    if cells:
        cells[rng.randrange(len(cells))] = value
    return cells


def damaged_bytes(rng, content):
    """Bytes flipped, cut, doubled, put in, or the whole in another encoding."""
    at = rng.randrange(len(content) + 1)
    end = min(at + rng.choice([1, 1, 4, 64, 1000]), len(content))
    kind = rng.randrange(9)
    if kind < 3:
        flipped = bytes(byte ^ 1 << rng.randrange(8) for byte in content[at : at + 1])
        return content[:at] + flipped + content[at + 1 :], "a bit flipped"
    if kind < 5:
        put = rng.choice(
            [b"\0", b"\xff", b"\r", b'"', b",", b"\xef\xbb\xbf", b"{", b"\x1b[0m", "“".encode(), b"\n\n\n"]
        )
        return content[:at] + put + content[at:], f"{put!r} put in"
    if kind == 5:
        return content[:at], "cut"
    if kind == 6:
        return content[:at] + content[end:], "a piece gone"
    if kind == 7:
        return content[:end] + content[at:end] + content[end:], "a piece doubled"
    try:
        encoding = rng.choice(["utf-16", "gb18030", "utf-8-sig", "utf-7", "utf-32"])
        return content.decode("utf-8").encode(encoding), encoding
    except UnicodeDecodeError:
        return b"", "emptied"


def damaged_table(rng, content):
    """A CSV with cells, rows or columns changed, or saved as a spreadsheet would."""
    rows = list(csv.reader(io.StringIO(content.decode("utf-8"), newline="")))
    if not rows or rng.random() < 0.15:
        return damaged_bytes(rng, content)
    at, kind, separator, end, encoding = rng.randrange(len(rows)), rng.randrange(16), ",", "\n", "utf-8"
    column = rng.randrange(len(rows[0]))
    if kind < 6:
        for _ in range(rng.choice([1, 1, 1, 3, 20])):
            at = rng.randrange(len(rows))
            rows[at] = replaced(rng, rows[at], rng.choice(ODD))
    elif kind == 6:
        del rows[at]
    elif kind == 7:
        rows.insert(at, list(rng.choice(rows)))
    elif kind == 8:
        other = rng.randrange(len(rows))
        rows[at], rows[other] = rows[other], rows[at]
    elif kind == 9:
        rows = [row[:column] + row[column + 1 :] for row in rows]
    elif kind == 10:
        rows = [[*row, *row[column : column + 1]] for row in rows]
    elif kind == 11:
        rows[0] = replaced(rng, rows[0], rng.choice([*ODD, *rows[0]]))
    elif kind == 12:
        rows.insert(at, [""] * rng.choice([0, 1, len(rows[0])]))
    elif kind == 13:
        one, two = rng.randrange(len(rows[0])), column
        rows = [
            [row[{one: two, two: one}.get(i, i)] for i in range(len(row))] for row in rows if len(row) == len(rows[0])
        ]
    elif kind == 14:
        rows = [[row[column] if i == column else rng.choice([cell, ""]) for i, cell in enumerate(row)] for row in rows]
    else:
        separator, end, encoding = (
            rng.choice(";\t,"),
            rng.choice(["\r\n", "\n"]),
            rng.choice(["utf-8-sig", "gb18030", "utf-16"]),
        )
    made = io.StringIO()
    csv.writer(made, delimiter=separator, lineterminator=end).writerows(rows)
    return made.getvalue().encode(encoding, "replace"), f"table {kind}"


def _places(node, found, parent=None, key=None):
    if parent is not None:
        found.append((parent, key))
    for name, one in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        _places(one, found, node, name)


def damaged_json(rng, content):
    """A dictionary with entries of other kinds, gone, doubled, renamed or deep."""
    if rng.random() < 0.15:
        return damaged_bytes(rng, content)
    told, found = json.loads(content), []
    _places(told, found)
    for _ in range(rng.choice([1, 1, 1, 2, 5])):
        parent, key = rng.choice(found)
        kind = rng.randrange(7)
        try:
            if kind < 3:
                parent[key] = copy.deepcopy(rng.choice(NODES))
            elif kind == 3:
                del parent[key]
            elif kind == 4 and isinstance(parent, dict):
                parent[rng.choice(["x", "name", "", "\x00"])] = parent.pop(key)
            elif kind == 5:
                other, name = rng.choice(found)
                parent[key] = copy.deepcopy(other[name])
            elif isinstance(parent, list):
                parent.append(copy.deepcopy(parent[key]))
        except (KeyError, IndexError):  # a place that an earlier change took away
            continue
    text = json.dumps(told)
    if rng.random() < 0.03:
        text = text.replace("{", '{"x": ' + "[" * 50_000 + "]" * 50_000 + ", ", 1)
    if rng.random() < 0.05:
        text = text.replace('"name":', '"name": "twice", "name":', 1)
    return text.encode("utf-8", "surrogatepass"), "json"


def damaged_text(rng, content):
    """A text with lines doubled, gone or replaced by what a template could be made to do."""
    odd = [
        "{{",
        "{% for a in b %}",
        "{{ x.y.z }}",
        "{{ 9 ** 9 ** 9 }}",
        "{% include 'x' %}",
        "{{ ''.__class__ }}",
        "[none]",
        "\x08",
        "{{ 'a' * 10**10 }}",
    ]
    lines = content.decode("utf-8").splitlines()
    if not lines or rng.random() < 0.4:
        return damaged_bytes(rng, content)
    at = rng.randrange(len(lines))
    lines[at : at + 1] = rng.choice([[], [lines[at]] * 2, [rng.choice(odd)], [lines[at] + rng.choice(odd)]])
    return "\n".join(lines).encode(), "text"


def damaged_folder(rng, files):
    """Return ({name: content} of what changed, None for a file that is gone, and what was done to it)."""
    name = rng.choice(sorted(files))
    if rng.random() < 0.02:
        return {name: None}, f"{name}: gone"
    if rng.random() < 0.02:
        other = rng.choice(sorted(files))
        return {name: files[other]}, f"{name}: is {other}"
    kinds = {"csv": damaged_table, "json": damaged_json, "txt": damaged_text}
    content, what = kinds.get(name.rpartition(".")[2], damaged_bytes)(rng, files[name])
    return {name: content}, f"{name}: {what}"


TEXTS = [
    *ODD,
    "W03",
    "=HYPERLINK(1)",
    "核定数",
    "1" * 400,
    "9" * 33_000,
    "2025年年度监测数据报送表",
    "代码",
    "本年值",
    "-5",
    "50%",
]
ATTRIBUTES = [
    "",
    "0",
    "-1",
    "1",
    "99999999999",
    "A1",
    "XFD1048576",
    "A0",
    "s",
    "str",
    "inlineStr",
    "b",
    "d",
    "e",
    "n",
    "x",
    "hidden",
    "A1:XFD1048576",
    "rId1",
    "rId99",
    "../../x.xml",
    LONG,
]


def damaged_part(rng, content):
    """XML with elements gone, doubled, moved or with other texts and attributes."""
    try:
        root = etree.fromstring(content, etree.XMLParser(huge_tree=True))
    except etree.XMLSyntaxError:
        return damaged_bytes(rng, content)[0]
    for _ in range(rng.choice([1, 1, 3, 10])):
        every = [one for one in root.iter() if isinstance(one.tag, str)]
        one = rng.choice(every)
        kind = rng.randrange(8)
        if kind == 0 and one is not root:
            one.getparent().remove(one)
        elif kind == 1 and one is not root:
            one.addnext(copy.deepcopy(one))
        elif kind == 2 and one is not root:
            rng.choice(every[: every.index(one)]).append(one)
        elif kind in (3, 4) and one.attrib:
            name = rng.choice(list(one.attrib))
            if rng.random() < 0.2:
                del one.attrib[name]
            else:
                one.set(name, rng.choice(ATTRIBUTES))
        elif kind == 5:
            one.tag = rng.choice(every).tag
        else:
            text = rng.choice(TEXTS)
            one.text = "".join(sign for sign in text if sign in "\t\n" or "\x20" <= sign < "\ud800")
    return etree.tostring(root)


def damaged_archive(rng, content):
    """A packed file (workbook, document) with bytes, parts or elements changed."""
    if rng.random() < 0.12:
        return damaged_bytes(rng, content)[0], "bytes"
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        parts = [(info.filename, old.read(info)) for info in old.infolist()]
    at, kind = rng.randrange(len(parts)), rng.randrange(10)
    name, part = parts[at]
    compression = zipfile.ZIP_DEFLATED
    if kind < 6:
        if rng.random() < 0.5:  # what a reader looks at most
            chosen = [
                i
                for i, (one, _) in enumerate(parts)
                if "sheet1" in one or one in ("content.xml", "word/document.xml", "xl/sharedStrings.xml")
            ]
            at = rng.choice(chosen or [at])
            name, part = parts[at]
        parts[at] = (name, damaged_part(rng, part) if name.endswith((".xml", ".rels")) else damaged_bytes(rng, part)[0])
    elif kind == 6:
        del parts[at]
    elif kind == 7:
        parts.append((rng.choice(["../x", "/x", name + "2", "\u202e.xml", "x" * 300]), part))
    elif kind == 8:
        other = rng.randrange(len(parts))
        parts[at] = (name, parts[other][1])
    else:
        parts[at], compression = (
            (name, damaged_bytes(rng, part)[0]),
            rng.choice([zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]),
        )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", compression) as new:
        for one, written in parts:
            new.writestr(one, written)
    return made.getvalue(), f"{name}: archive {kind}"


def seeded(seed, at):
    """The source of chance of one input."""
    return random.Random(f"{seed} {at}")
