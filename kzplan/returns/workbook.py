"""Opening what is sent back, whatever it is: refused by name, or read as plain cells within bounds."""

import csv
import io
import lzma
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from ..plan.consistency import PLANS
from ..words.both import Both
from ..words.errors import Refusal
from . import kinds
from .cells import COLUMNS, LETTERS, ROWS, TOP, Cell, Sheet, as_shown, rounded, trimmed
from .kinds import SAVE_AS
from .raw import Raw, read_raw

# parts that grow to a multiple of their size when read
BOUNDS = {"xl/styles.xml": 4_000_000, "xl/workbook.xml": 1_000_000, "xl/sharedStrings.xml": 6_000_000}
BOUNDS |= {"content.xml": 8_000_000, "styles.xml": 4_000_000}  # of .ods
PART, WHOLE = 30_000_000, 60_000_000  # bytes, unpacked: no form comes near
# what a packed file that is damaged makes its reader raise
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    RuntimeError,
    NotImplementedError,
    ValueError,
)
# signs that open an element or end one: what is cheap to write is dear to read
ELEMENTS = {
    "xl/styles.xml": 100_000,
    "xl/workbook.xml": 40_000,
    "xl/sharedStrings.xml": 250_000,
    "content.xml": 400_000,
}
CELLS, SHEETS, PARTS, LONGEST = 1_000_000, 200, 1000, 1_000_000
SHEET = re.compile(rb"<(?:\w{1,20}:)?sheet[\s/>]")
HEAD = 65536  # bytes of a part in which its first element must begin
# a row that an open quotation mark has swallowed
CODE_BELOW = re.compile(rf"\n[^\w\n]*[{''.join(PLANS.values())}]\d\d[a-z]?[^\S\n]*[,;|\t]")
SEPARATORS = (",", "\t", ";", "|")
COPY = ("Copy the entries into a fresh form.", "请将数据填入新表后重新报送。")
RATIO = 150  # packed so many times smaller is no table that people filled
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Unreadable(Refusal):
    """A file that is not read: what it is (``what``) and what to do (``why``)."""

    def __init__(self, path: str | Path, en: str, zh: str, remedy: tuple[str, str] = SAVE_AS) -> None:
        self.path, self.what = str(path), Both(en, zh)
        self.why = Both(f"{en}. {remedy[0]}", f"{zh}。{remedy[1]}")
        super().__init__(f"{path}: {en}. {remedy[0]}", f"{zh}。{remedy[1]}")


def read_cells(path: str | Path, wanted: Callable[[list[list[Cell]]], bool] = lambda rows: True) -> dict[str, Sheet]:
    """Read a workbook or CSV as cells.

    Parameters
    ----------
    path : file as it was sent; it is only read.
    wanted : told the first ``TOP`` rows of a sheet, whether the rest of it is read.

    Returns
    -------
    dict : sheet name → :class:`Sheet` of rows, each a list of :class:`Cell`; a CSV is one sheet named "CSV".

    Raises
    ------
    Unreadable : an encrypted file, no workbook at all (:mod:`kzplan.returns.kinds`), one that unpacks beyond all
        bounds or that holds document type declarations.

    Notes
    -----
    .xlsx (also in its strict form), .xls and .ods are read within the same bounds; none is executed, no formula is worked out.
    """
    path = Path(path)
    with path.open("rb") as file:
        start = file.read(512)
    if start.startswith(OLE):
        return _old(path)
    if start.startswith(b"PK"):
        return _packed(path, wanted)
    kind = kinds.beginning(start)
    if kind is not None:
        raise Unreadable(path, *kind)
    return {"CSV": Sheet(_csv(path))}


def _old(path):
    """The sheets of an .xls workbook; one with a password is of the same outward form, whatever it is inside."""
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content[:2_000_000]:
        raise _encrypted(path)
    from . import xls  # loads a library of its own

    if len(content) > xls.MOST:
        raise Unreadable(path, "a workbook far larger than any form", "远超报送表大小的工作簿", COPY)
    try:
        return xls.read_xls(content)
    except xls.XLRDError as problem:
        if xls.is_encrypted(problem):
            raise _encrypted(path) from None
        raise Unreadable(path, "no workbook, whatever its name says", "不是工作簿的旧格式文件") from None
    except Exception as problem:  # xlrd raises whatever a damaged part makes it stumble over
        raise Unreadable(path, f"a damaged workbook ({type(problem).__name__})", "损坏的工作簿") from None


def _encrypted(path):
    remedy = ("Remove the password and send it again.", "请取消密码后重新报送。")
    return Unreadable(path, "an encrypted workbook", "加密的工作簿", remedy)


def _packed(path, wanted):
    """The sheets of an .xlsx or .ods workbook; refused, before anything is unpacked, what no form can be."""
    try:
        with zipfile.ZipFile(path) as archive:
            kind = kinds.packed(archive)
            if not isinstance(kind, str):
                raise Unreadable(path, *kind)
            _inspect(path, archive)
            if kind == "ods":
                return _ods(path, archive)
            usual = kinds.usual(archive) if kinds.is_strict(archive) else path
    except Unreadable:
        raise
    except DAMAGED as problem:
        raise Unreadable(path, f"a damaged workbook ({problem})", "损坏的工作簿") from None
    return _sheets(path, usual, wanted)


def _inspect(path, archive):
    """Refuse what grows beyond all bounds when it is unpacked or read, and parts with a document type declaration."""
    parts = archive.infolist()
    whole = sum(part.file_size for part in parts)
    packed = max(sum(part.compress_size for part in parts), 1)
    if (
        whole > WHOLE
        or any(part.file_size > BOUNDS.get(part.filename, PART) for part in parts)
        or (whole > 5_000_000 and whole / packed > RATIO)
    ):
        size = whole / 1e6
        raise Unreadable(path, f"a file that unpacks to {size:.0f} MB", f"解压后达{size:.0f}MB的文件", COPY)
    if len(parts) > PARTS:
        raise Unreadable(path, f"a workbook of {len(parts):,} parts", f"内含{len(parts)}个部件的工作簿", COPY)
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            _inspect_part(path, archive.read(part), part.filename)


def _inspect_part(path, content, name):
    if _declares_a_type(content[:HEAD]):
        raise Unreadable(path, "a workbook with a document type declaration", "含有文档类型声明的工作簿")
    sheets = sum(1 for _ in SHEET.finditer(content)) if name == "xl/workbook.xml" else 0
    if sheets > SHEETS:
        raise Unreadable(path, f"a workbook of {sheets:,} sheets", f"有{sheets}张表的工作簿", COPY)
    most = ELEMENTS.get(name, CELLS)
    if (
        content.count(b"<") > most
        or content.count(b"=") > 3 * most
        or max(map(len, content.split(b"<")))
        > LONGEST  # what begins in one element is read again and again until it ends
    ):
        raise Unreadable(path, f"far more in it ({name}) than in any form", f"内容（{name}）远多于报送表的工作簿", COPY)


def _ods(path, archive):
    from . import ods

    if "META-INF/manifest.xml" in archive.namelist() and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise _encrypted(path)
    try:
        return ods.read_ods(archive)
    except Exception as problem:
        raise Unreadable(path, f"a damaged workbook ({type(problem).__name__})", "损坏的工作簿") from None


def _declares_a_type(head):
    """Whether XML has a document type declaration, which may stand after comments; or more of those than it should."""
    text = head.decode("utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8", errors="replace").lstrip(
        "\ufeff"
    )
    while (text := text.lstrip()).startswith(("<?", "<!--")):
        end = "?>" if text.startswith("<?") else "-->"
        at = text.find(end)
        if at < 0:
            return True
        text = text[at + len(end) :]
    return text[:9].upper() == "<!DOCTYPE"


def _sheets(path, usual, wanted):
    """The sheets of an .xlsx workbook; ``usual``: the file, or one in memory that says the same in the usual vocabulary."""
    import openpyxl

    try:
        with zipfile.ZipFile(usual) as archive:
            raw = read_raw(archive)
        # once for results and, where there are any, once for formulas: one without a result reads as empty otherwise
        asked = (True, False) if any(sheet.calculated for sheet in raw.values()) else (True,)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl warns of is either read or refused here
            results, *formulas = (
                openpyxl.load_workbook(usual, read_only=True, data_only=only, keep_links=False, rich_text=only)
                for only in asked
            )
        try:
            names = [name for name in results.sheetnames if hasattr(results[name], "iter_rows")]
            written = {name: [book[name] for book in formulas] for name in names}
            return {name: _sheet(results[name], written[name], raw.get(name, Raw()), wanted) for name in names}
        finally:
            for book in (results, *formulas):
                book.close()
    except Unreadable:
        raise
    except Exception as problem:  # openpyxl raises whatever a damaged part makes it stumble over
        raise Unreadable(path, f"a damaged workbook ({type(problem).__name__})", "损坏的工作簿") from None


def _sheet(results, formulas, raw, wanted):
    # behind the last row that holds anything stand rules and settings that are read slowly and say nothing here
    bottom = ROWS if raw.covered else min(raw.lowest, ROWS)
    read = [sheet.iter_rows(max_row=ROWS, max_col=COLUMNS) for sheet in (results, *formulas)]
    lines = (_line(cells[0], cells[-1], raw, number) for number, cells in enumerate(zip(*read, strict=False), start=1))
    top = list(islice(lines, min(TOP, bottom)))
    rest = islice(lines, bottom - TOP) if bottom > TOP and wanted(top) else ()
    rows = trimmed([*top, *rest], lambda line: not line)
    return Sheet(rows, raw.hidden, raw.lowest > ROWS)


def _line(shown, written, raw, number):
    """The cells of a row, without what is empty at its end."""
    pairs = list(zip(shown, written, strict=False))
    if not raw.covered:  # most of a row is nothing, which need not be looked at cell by cell
        pairs = trimmed(pairs, lambda pair: pair[0].value is None and pair[1].value is None)
    line = []
    for letters, (result, formula) in zip(LETTERS, pairs, strict=False):
        place = f"{letters}{number}"
        # a formula whose result is an empty text has one
        uncalculated = formula.data_type == "f" and result.value is None and result.data_type != "str"
        style = getattr(result, "number_format", "") or ""
        line.append(
            Cell(
                place,
                _shown(result, style),
                uncalculated,
                _is_marked(result) or place in raw.marked,
                place in raw.covered,
                raw.notes.get(place, ""),
                rounded(result.value, style),
            )
        )
    return trimmed(line, lambda cell: cell.content is None and not cell.uncalculated and not cell.covered)


def _shown(cell, style):
    """A cell's content as its reader sees it."""
    return str(cell.value) if isinstance(cell.value, list) else as_shown(cell.value, style)  # a text of several runs


def _is_marked(cell):
    """Whether a cell, or a run of its text, is raised, lowered or struck through."""
    runs = cell.value if isinstance(cell.value, list) else []
    fonts = [run.font for run in runs if hasattr(run, "font")] + (
        [cell.font] if cell.value is not None and hasattr(cell, "font") else []
    )
    return any(font is not None and (font.strike or font.vertAlign in ("superscript", "subscript")) for font in fonts)


def _csv(path):
    raw = path.read_bytes()
    if len(raw) > PART:
        raise Unreadable(path, "a text file far larger than any form", "远超报送表大小的文本文件")
    if b"\0" in raw[:4096] and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable(path, "not a workbook and not a table", "既不是工作簿也不是表格")
    for encoding in ("utf-8-sig", "utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "gb18030"):
        try:
            text = raw.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise Unreadable(path, "text in no encoding that is known here", "无法识别编码的文本")
    separator = _separator(text)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error:
        lines = None
    if lines is None or any(CODE_BELOW.search(content) for line in lines for content in line):
        remedy = ("Close the quotation marks, or send the form as .xlsx.", "请检查引号，或改用.xlsx格式报送。")
        raise Unreadable(path, "a text file whose quotation marks do not pair", "引号不成对的文本文件", remedy)
    if len(lines) > ROWS:
        raise Unreadable(path, f"a text file of more than {ROWS} lines", f"超过{ROWS}行的文本文件")
    return [
        [Cell(f"{LETTERS[at]}{number}", _typed(content, separator)) for at, content in enumerate(line[:COLUMNS])]
        for number, line in enumerate(lines, start=1)
    ]


def _separator(text):
    """What parts the cells of a text: the sign that stands most often in the line of the headings."""
    head = next((line for line in text.splitlines() if "代码" in line and "本年值" in line), text)
    return max(SEPARATORS, key=head.count)


def _typed(content, separator):
    """A cell of a text; where no comma parts the cells, one in a number may be a decimal point."""
    if separator == ";" and re.fullmatch(r"\d{1,3},\d{3}", content.strip()):
        return f"{content}（逗号可能是小数点）"
    return content or None
