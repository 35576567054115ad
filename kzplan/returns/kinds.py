"""What a sent file is that is no form: told by its first bytes, with what to do about it."""

import io
import re
from zipfile import ZipFile, ZipInfo

SAVE_AS = ("Save it as .xlsx and send it again.", "请另存为.xlsx格式后重新报送。")
UNPACK = (
    "Unpack it and give the folder it is unpacked into.",
    "请先解压，再用解压后的文件夹报送（kzplan check 文件夹名）。",
)
FILL = ("Ask for the form itself, filled in as .xlsx.", "请索取填好的.xlsx报送表；扫描件、正文只作附件。")
EMPTY = ("Ask for the file to be sent again.", "文件可能没有传完，请重新报送。")

# how a file begins → what it is, in English and in Chinese, and what to do
BEGINNINGS = (
    (b"%PDF", "a PDF", "PDF文件", FILL),
    (b"\xff\xd8\xff", "a picture", "图片", FILL),
    (b"\x89PNG", "a picture", "图片", FILL),
    (b"BM", "a picture", "图片", FILL),
    (b"II*\0", "a picture", "图片", FILL),
    (b"Rar!", "a packed file (.rar)", "压缩文件（.rar）", UNPACK),
    (b"7z\xbc\xaf", "a packed file (.7z)", "压缩文件（.7z）", UNPACK),
    (b"\x1f\x8b", "a packed file (.gz)", "压缩文件（.gz）", UNPACK),
    (b"{\\rtf", "a text document (.rtf)", "文字文档（.rtf）", FILL),
)
MARKUP = re.compile(rb"\s*(<!doctype html|<html|<head|<table|<\?xml|mime-version:)", re.IGNORECASE)
MOST_NAMED = 5  # files of a packed one that a message names
SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"

Kind = tuple[str, str, tuple[str, str]]


def beginning(start: bytes) -> Kind | None:
    """Return what a file is by how it begins, where it is nothing that is read: (English, Chinese, what to do); else None.

    >>> beginning(b"%PDF-1.7")[1], beginning(b"<html><table>")[1], beginning("代码,本年值".encode())
    ('PDF文件', '网页或XML格式的表格（扩展名虽为.xls）', None)
    """
    if not start.strip(b"\0 \r\n\t\xef\xbb\xbf"):
        return "an empty file", "空文件", EMPTY
    for mark, en, zh, remedy in BEGINNINGS:
        if start.startswith(mark):
            return en, zh, remedy
    if MARKUP.match(start.removeprefix(b"\xef\xbb\xbf")):
        return "a web page or XML, whatever its name says", "网页或XML格式的表格（扩展名虽为.xls）", SAVE_AS
    return None


def packed(archive: ZipFile) -> str | Kind:
    """Return what a packed file is: "xlsx" or "ods", which are read, or (English, Chinese, what to do)."""
    names = set(archive.namelist())
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        return "a binary workbook (.xlsb)", "二进制工作簿（.xlsb）", SAVE_AS
    if {"mimetype", "content.xml"} <= names and archive.getinfo("mimetype").file_size < 200:
        kind = archive.read("mimetype").strip()
        return "ods" if kind == SPREADSHEET else ("a text document or slides", "文字或演示文档", FILL)
    if {"word/document.xml", "ppt/presentation.xml"} & names:
        return "a text document or slides", "文字或演示文档", FILL
    files = [_name(part) for part in archive.infolist() if not part.is_dir()]
    if not files:
        return "an empty packed file", "空的压缩文件", EMPTY
    listed = "、".join(files[:MOST_NAMED]) + (f"等{len(files)}个文件" if len(files) > MOST_NAMED else "")
    return f"a packed file (.zip) of {listed}", f"压缩文件（.zip），内有{listed}", UNPACK


def _name(part: ZipInfo) -> str:
    """The name of a packed file; Chinese names are packed in GBK by most programs, without saying so."""
    if part.flag_bits & 1 << 11:
        return part.filename
    try:
        return part.filename.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return part.filename


STRICT = (  # names of the strict form of .xlsx → those of the usual one
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)


def is_strict(archive: ZipFile) -> bool:
    """Return whether a workbook is of the strict form of .xlsx, which Excel writes where it is asked to."""
    return STRICT[0][0] in archive.read("xl/workbook.xml")


def usual(archive: ZipFile) -> io.BytesIO:
    """Return a strict workbook as a usual one; only the names of its vocabularies differ.

    Parameters
    ----------
    archive : an open ZipFile that was looked at before: bounded.
    """
    made = io.BytesIO()
    with ZipFile(made, "w") as copy:
        for part in archive.infolist():
            content = archive.read(part)
            if part.filename.endswith((".xml", ".rels")):
                for strict, common in STRICT:
                    content = content.replace(strict, common)
            copy.writestr(part.filename, content)
    made.seek(0)
    return made
