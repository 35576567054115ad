"""An office's own Word file to write into: bounded, and with nothing in it that another file or address would be opened for."""

import re
from collections.abc import Iterator
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.part import XmlPart
from docx.oxml.ns import qn

from ..paper.packed import amiss
from ..words.both import Both
from ..words.errors import Refusal
from . import styles

HYPERLINK, TEMPLATE = "/hyperlink", "/attachedTemplate"
FETCHED = ("w:attachedTemplate", "w:linkStyles", "w:mailMerge")  # of the settings
LIVE = re.compile(r"\s*(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|LINK|DATABASE|IMPORT)\b", re.IGNORECASE)


def opened(path: Path | str) -> WordDocument:
    """Return the document to write into, without the template that it may be attached to.

    Parameters
    ----------
    path : of the .docx.

    Raises
    ------
    Refusal : it is no Word file, beyond all bounds, or fetches something from elsewhere.
    """
    fault = amiss(path)
    if fault:
        raise refusal(path, fault)
    try:
        word = docx.Document(str(path))
        fault = _taken(word) or next(_fetched(word), None)
    except Exception as problem:  # python-docx raises whatever the file makes it stumble over
        raise refusal(path, Both(type(problem).__name__, type(problem).__name__)) from None
    if fault:
        raise refusal(path, fault)
    return word


def refusal(path: Path | str, fault: Both) -> Refusal:
    """Return the refusal of a letterhead for a fault."""
    return Refusal(
        f"{path}: not a Word file (.docx) that can be used as letterhead ({fault.en})",
        f"{path}：不是可用作模板的Word文件（.docx）（{fault.zh}）",
    )


def _taken(word: WordDocument) -> Both | None:
    """A document without a section to write into, or in which a name that a report's styles bear is another kind's."""
    if not len(word.sections):
        return Both("no section", "没有节")
    taken = [one.name for one in word.styles if one.name in styles.STYLES and one.type != WD_STYLE_TYPE.PARAGRAPH]
    return Both(f"a style named {taken[0]}", f"已有名为{taken[0]}的样式") if taken else None


def _fetched(word: WordDocument) -> Iterator[Both]:
    """What opening the file would fetch from elsewhere; the template is let go of, for most offices' files name one."""
    package = word.part.package
    for part in package.iter_parts():
        for key, relation in list(part.rels.items()):
            if not relation.is_external or relation.reltype.endswith(HYPERLINK):
                continue
            if relation.reltype.endswith(TEMPLATE):
                del part.rels[key]
            else:
                target = relation.target_ref[:80]
                yield Both(f"it fetches {target}", f"打开时会读取{target}")
        if isinstance(part, XmlPart):
            codes = [one.text or "" for one in part.element.iter(qn("w:instrText"))]
            codes += [one.get(qn("w:instr"), "") for one in part.element.iter(qn("w:fldSimple"))]
            yield from (
                Both(f"a field {code.strip()[:40]}", f"含域{code.strip()[:40]}") for code in codes if LIVE.match(code)
            )
    settings = word.settings.element
    for name in FETCHED:
        for one in settings.findall(qn(name)):
            settings.remove(one)
