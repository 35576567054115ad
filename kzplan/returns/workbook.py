"""Opening what is sent back, whatever it is: refused by name, or read as plain cells within bounds."""

import csv
import io
import math
import re
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ..plan.consistency import PLANS
from ..words.errors import Refusal
from .raw import Raw, read_raw

ROWS, COLUMNS = 2000, 80  # no form has more
TOP = 60  # rows in which a heading is looked for
# parts that grow to a multiple of their size when read
BOUNDS = {"xl/styles.xml": 4_000_000, "xl/workbook.xml": 1_000_000, "xl/sharedStrings.xml": 6_000_000}
PART, WHOLE = 30_000_000, 60_000_000  # bytes, unpacked: no form comes near
HEAD = 65536  # bytes of a part in which its first element must begin
# a row that an open quotation mark has swallowed
CODE_BELOW = re.compile(rf"\n\W*[{''.join(PLANS.values())}]\d\d[a-z]?\s*[,\t]")
RATIO = 150  # packed so many times smaller is no table that people filled
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SAVE_AS = ("Save it as .xlsx and send it again.", "请另存为.xlsx格式后重新报送。")


class Unreadable(Refusal):
    """A file that is not read: what it is (``what``, in Chinese) and what to do."""

    def __init__(self, path: str | Path, en: str, zh: str, remedy: tuple[str, str] = SAVE_AS) -> None:
        self.path, self.what = str(path), zh
        super().__init__(f"{path}: {en}. {remedy[0]}", f"{zh}。{remedy[1]}")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as sent.

    Parameters
    ----------
    place : as "C7".
    content : as its reader sees it.
    uncalculated : whether a formula stands there without a result.
    marked : whether it or some of its characters are raised, lowered or struck through.
    covered : whether a merged cell that begins in a row above covers it.
    note : text of the note attached to it.
    """

    place: str
    content: object
    uncalculated: bool = False
    marked: bool = False
    covered: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as sent: its rows of cells, whether it is hidden, and whether it goes on below what is read."""

    rows: list[list[Cell]]
    hidden: bool = False
    beyond: bool = False


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
    Unreadable : an old .xls, an encrypted file, no workbook at all, one that unpacks beyond all bounds or
        that holds document type declarations.
    """
    path = Path(path)
    with path.open("rb") as file:
        start = file.read(8)
    if start == OLE:
        raise _old_or_encrypted(path)
    if start[:2] == b"PK":
        _inspect(path)
        return _sheets(path, wanted)
    return {"CSV": Sheet(_csv(path))}


def _old_or_encrypted(path):
    with path.open("rb") as file:
        head = file.read(2_000_000)
    if "EncryptedPackage".encode("utf-16-le") in head:
        remedy = ("Remove the password and send it again.", "请取消密码后重新报送。")
        return Unreadable(path, "an encrypted workbook", "加密的工作簿", remedy)
    return Unreadable(path, "a workbook of the old .xls format", "旧版.xls格式的工作簿")


def _inspect(path):
    """Refuse, before anything is unpacked, what no form can be."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            whole = sum(part.file_size for part in parts)
            packed = max(sum(part.compress_size for part in parts), 1)
            if (
                whole > WHOLE
                or any(part.file_size > BOUNDS.get(part.filename, PART) for part in parts)
                or (whole > 5_000_000 and whole / packed > RATIO)
            ):
                remedy = ("Copy the entries into a fresh form.", "请将数据填入新表后重新报送。")
                raise Unreadable(
                    path, f"a file that unpacks to {whole / 1e6:.0f} MB", f"解压后达{whole / 1e6:.0f}MB的文件", remedy
                )
            if "xl/workbook.xml" not in names:
                raise Unreadable(path, "a packed file that is no .xlsx workbook", "不是.xlsx工作簿的压缩文件")
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with archive.open(part) as file:
                        if _declares_a_type(file.read(HEAD)):
                            raise Unreadable(
                                path, "a workbook with a document type declaration", "含有文档类型声明的工作簿"
                            )
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, NotImplementedError) as problem:
        raise Unreadable(path, f"a damaged workbook ({problem})", "损坏的工作簿") from None


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


def _sheets(path, wanted):
    import openpyxl

    try:
        with zipfile.ZipFile(path) as archive:
            raw = read_raw(archive)
        # once for results and, where there are any, once for formulas: one without a result reads as empty otherwise
        asked = (True, False) if any(sheet.calculated for sheet in raw.values()) else (True,)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl warns of is either read or refused here
            results, *formulas = (
                openpyxl.load_workbook(path, read_only=True, data_only=only, keep_links=False, rich_text=only)
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
    rows, seen = _rows(results, formulas, raw, TOP)
    if wanted(rows) and seen == TOP:  # a sheet that ended before is read
        rows, _ = _rows(results, formulas, raw, ROWS)
    return Sheet(rows, raw.hidden, raw.lowest > ROWS)


def _rows(results, formulas, raw, most):
    """The rows that hold anything, and how many the sheet has, of ``most`` looked at."""
    rows, number = [], 0
    read = [sheet.iter_rows(max_row=most, max_col=COLUMNS) for sheet in (results, *formulas)]
    for number, (shown, *written) in enumerate(zip(*read, strict=False), start=1):
        rows.append(_line(shown, written[0] if written else shown, raw, number))
    return _trimmed(rows, lambda line: not line), number


def _line(shown, written, raw, number):
    """The cells of a row, without what is empty at its end."""
    pairs = list(zip(shown, written, strict=False))
    if not raw.covered:  # most of a row is nothing, which need not be looked at cell by cell
        pairs = _trimmed(pairs, lambda pair: pair[0].value is None and pair[1].value is None)
    line = []
    for letters, (result, formula) in zip(LETTERS, pairs, strict=False):
        place = f"{letters}{number}"
        # a formula whose result is an empty text has one
        uncalculated = formula.data_type == "f" and result.value is None and result.data_type != "str"
        line.append(
            Cell(
                place,
                _as_shown(result),
                uncalculated,
                _is_marked(result) or place in raw.marked,
                place in raw.covered,
                raw.notes.get(place, ""),
            )
        )
    return _trimmed(line, lambda cell: cell.content is None and not cell.uncalculated and not cell.covered)


def _as_shown(cell):
    """A cell's content as its reader sees it: 0.923 in a percentage format is shown as 92.3 %."""
    value, form = cell.value, (getattr(cell, "number_format", "") or "").split(";")[0]
    if isinstance(value, list):  # a text of several runs
        return str(value)
    if not isinstance(value, float | int) or isinstance(value, bool) or not math.isfinite(value):
        return value
    # a sign in quotes or behind a backslash is only written there: 6.3 in the format 0.0"%" is 6.3 %
    signs = re.sub(r'"[^"]*"|\\.', "", form)
    if "%" in signs:
        return _plain_number(value * 100) + "%"
    if "万" in form or re.search(r"[0#?],+(?![0#?])", signs):
        return f"{_plain_number(value)}（显示格式为{form}）"  # shown smaller than it is: nobody can say which was meant
    return _plain_number(value) + ("‰" if "‰" in form else "%") if "‰" in form or "%" in form else value


def _plain_number(value):
    return f"{round(value, 10):.10f}".rstrip("0").rstrip(".")


def _is_marked(cell):
    """Whether a cell, or a run of its text, is raised, lowered or struck through."""
    runs = cell.value if isinstance(cell.value, list) else []
    fonts = [run.font for run in runs if hasattr(run, "font")] + (
        [cell.font] if cell.value is not None and hasattr(cell, "font") else []
    )
    return any(font is not None and (font.strike or font.vertAlign in ("superscript", "subscript")) for font in fonts)


def _trimmed(items, empty):
    """A list without what is empty at its end."""
    while items and empty(items[-1]):
        items.pop()
    return items


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
    separator = "\t" if text.count("\t") > text.count(",") else ","
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
        [Cell(f"{_letters(at)}{number}", content or None) for at, content in enumerate(line[:COLUMNS])]
        for number, line in enumerate(lines, start=1)
    ]


def _letters(at):
    """Letters of a column, counted from 0: 0 → A, 27 → AB."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


LETTERS = [_letters(at) for at in range(COLUMNS)]
