"""Files of other office programs, through LibreOffice where it is installed."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from ..words.errors import Refusal
from .document import Paragraph, Table, damaged
from .word import read_word

PROGRAMS = ("soffice", "libreoffice")
LONGEST = 120  # seconds that a file may take


def read_office(path: Path) -> list[Paragraph | Table]:
    """Return the paragraphs and tables of a .doc, .wps, .rtf or .odt.

    Raises
    ------
    Refusal : LibreOffice is not installed, or cannot open the file (damaged, or under a password).
    """
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise Refusal(
            f"{path.suffix} files are read through LibreOffice, which is not installed; save {path.name} as .docx",
            f"读取{path.suffix}文件需要LibreOffice，本机未安装；请将{path.name}另存为.docx",
        )
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [program, profile, "--headless", "--convert-to", "docx", "--outdir", folder, str(path.resolve())]
        try:
            subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=LONGEST, check=False)
        except subprocess.TimeoutExpired:
            raise damaged(path) from None
        converted = Path(folder) / f"{path.stem}.docx"
        if not converted.is_file():
            raise Refusal(
                f"LibreOffice cannot open {path.name}; it is damaged or under a password",
                f"LibreOffice无法打开{path.name}，文件已损坏或设有密码",
            )
        return read_word(converted)
