"""Packed documents of office programs as they come in: looked at before anything of them is unpacked."""

from pathlib import Path
from zipfile import BadZipFile, ZipFile

from ..words.both import Both
from ..words.errors import of_file

PARTS, TEXT, WHOLE = 1500, 20_000_000, 60_000_000  # how many there are; bytes of texts, and of all, unpacked
RATIO, SMALL = 200, 5_000_000  # packed so many times smaller is no document that people wrote, from this size on
MARKUP = (".xml", ".rels")


def amiss(path: str | Path) -> Both | None:
    """Return what makes a packed document one that is not opened; None where nothing does.

    Parameters
    ----------
    path : of the file.
    """
    try:
        with ZipFile(path) as archive:
            parts = archive.infolist()
    except OSError as problem:
        return Both(of_file(problem), of_file(problem, "zh"))
    except (BadZipFile, ValueError, EOFError, NotImplementedError) as problem:
        return Both(f"damaged ({type(problem).__name__})", "文件已损坏")
    whole = sum(part.file_size for part in parts)
    text = sum(part.file_size for part in parts if part.filename.endswith(MARKUP))
    packed = max(sum(part.compress_size for part in parts), 1)
    if len(parts) > PARTS:
        return Both(f"{len(parts):,} parts", f"内含{len(parts)}个部件")
    if text > TEXT or whole > WHOLE or (whole > SMALL and whole / packed > RATIO):
        return Both(f"unpacks to {whole / 1e6:.0f} MB", f"解压后达{whole / 1e6:.0f}MB")
    return None
