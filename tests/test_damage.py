"""Whatever is damaged in a file, what comes of reading it is an answer or an error that says what to do, soon and within bounds (tests/harm.py)."""

import io
import time
import zipfile

import pytest
from harm import DOORS, SECONDS, SENT, throw
from loading import reloaded

from kzplan.documents import word
from kzplan.returns.check import check
from kzplan.words.errors import Refusal

FEW = {"a plan folder": 10, "a returned .xlsx": 8, "a returned .csv": 12, "a letterhead": 5, "a document, .docx": 5}
FOUND = {  # inputs that once ended in a bare error or took for ever: (door, first of the seed)
    "a returned .xlsx": (33,),  # packed bytes that do not unpack
    "a letterhead": (37,),  # no table of fonts
}


@pytest.mark.parametrize("door", DOORS)
def test_a_damaged_file_is_read_or_refused_in_a_sentence(door, tmp_path, request):
    inputs = 1000 if request.config.getoption("--long") else FEW.get(door, 0)
    if not inputs:
        pytest.skip("of the long form: --long")
    _, _, failed, (seconds, what) = throw(door, inputs, tmp_path)
    assert not failed and seconds < SECONDS, what


@pytest.mark.parametrize(("door", "at"), [(door, at) for door, listed in FOUND.items() for at in listed])
def test_damage_that_was_not_understood_once_is_now(door, at, tmp_path):
    assert not throw(door, 1, tmp_path, 101, at)[2]


def rebuilt(**changed):
    """A returned workbook with parts put in the place of its own; "/" is written "__"."""
    made = io.BytesIO()
    with zipfile.ZipFile(SENT / "sent.xlsx") as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            change = changed.pop(name.replace("/", "__"), None)
            new.writestr(name, change(old.read(name).decode()) if change else old.read(name))
        for name, content in changed.items():
            new.writestr(name, content)
    return made.getvalue()


SHEET = "xl__worksheets__sheet1.xml"
BOMBS = {
    "sheets": lambda: rebuilt(**{"xl__workbook.xml": lambda text: text.replace("</sheets>", '<sheet name="x" sheetId="9"/>' * 300 + "</sheets>")}),
    "styles": lambda: rebuilt(**{"xl__styles.xml": lambda text: text.replace("</cellXfs>", "<xf/>" * 200_000 + "</cellXfs>")}),
    "strings": lambda: rebuilt(**{"xl__sharedStrings.xml": lambda text: text.replace("</sst>", "<si/>" * 300_000 + "</sst>")}),
    "attributes": lambda: rebuilt(**{SHEET: lambda text: text.replace("<sheetData>", "<sheetData><row " + " ".join(f'a{i}=""' for i in range(200_000)) + "/>")}),
    "parts": lambda: rebuilt(**{f"x{i}": b"" for i in range(1200)}),
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_a_workbook_that_would_take_for_ever_is_refused_before_it_is_read(name, plan, tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(BOMBS[name]())
    entries, found = check([path], plan)
    assert not entries and found["severity"].tolist() == ["certain"] and "填入新表" in found["why"].iloc[0]


def letterhead(tmp_path, change):
    """A letterhead with ``change(document)``."""
    import docx

    document = docx.Document()
    change(document)
    document.save(tmp_path / "head.docx")
    return tmp_path / "head.docx"


def relate(kind, target):
    from docx.opc.constants import RELATIONSHIP_TYPE

    base = RELATIONSHIP_TYPE.HYPERLINK.rpartition("/")[0]
    return lambda document: document.part._settings_part.relate_to(target, f"{base}/{kind}", is_external=True)


def field(code):
    from kzplan.documents.styles import add_field

    return lambda document: add_field(document.add_paragraph(), code, "1")


def test_a_letterhead_loses_the_template_it_is_attached_to(tmp_path):
    head = letterhead(tmp_path, relate("attachedTemplate", "http://example.com/x.dotm"))
    assert b"example.com" in zipfile.ZipFile(head).read("word/_rels/settings.xml.rels")
    word.opened(head).save(tmp_path / "out.docx")
    with zipfile.ZipFile(tmp_path / "out.docx") as archive:
        assert not any(b"example.com" in archive.read(name) for name in archive.namelist())


@pytest.mark.parametrize(
    "change", [relate("image", "http://example.com/x.png"), relate("subDocument", "file:///etc/x"), field("DDEAUTO c:\\x"), field(" INCLUDETEXT http://x")]
)  # fmt: skip
def test_a_letterhead_that_would_fetch_something_is_refused(change, tmp_path):
    with pytest.raises(Refusal, match="letterhead"):
        word.opened(letterhead(tmp_path, change))


def test_a_letterhead_beyond_all_bounds_is_refused_unread(tmp_path):
    head = letterhead(tmp_path, lambda document: None)
    with zipfile.ZipFile(head, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("word/media/x.bin", bytes(70_000_000))
    with pytest.raises(Refusal, match=r"unpacks to 7\d MB"):
        word.opened(head)


def test_control_characters_never_reach_a_document(tmp_path):
    import docx
    import openpyxl
    import pandas as pd

    from kzplan.documents.document import Paragraph, Report
    from kzplan.paper.sheet import open_workbook
    from kzplan.paper.whole import write_csv

    text = "甲\x08乙\x1b丙\ufffe丁\ud800"
    path = word.write_word(Report("报告", (text,), (text,), (Paragraph(text),), (), (text,)), tmp_path / "a.docx")
    assert {one.text for one in docx.Document(path).paragraphs if "甲" in one.text} == {"甲乙丙丁"}
    with open_workbook(tmp_path / "a.xlsx", "表") as (book, formats):
        book.add_worksheet("表").write_string(0, 0, text, formats["text"])
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").active["A1"].value == "甲乙丙丁"
    write_csv(pd.DataFrame({"text": pd.Series([text], dtype=object)}), tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_text(encoding="utf-8") == "text\n甲乙丙丁\n"


HOSTILE = [
    "{{ 9 ** 9 ** 9 }}", "{{ 'a' * 10 ** 10 }}", "{{ '%1000000000d' % 1 }}", "{{ 'a'.ljust(10000000000) }}", "{{ '{:>1000000000}'.format(1) }}",
    "{{ 'a'|center(10000000000) }}", "{{ lipsum(n=100000000) }}", "{% for i in range(99999) %}{% for j in range(99999) %}x{% endfor %}{% endfor %}",
    "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}", "{{ ''.__class__.__mro__ }}", "{% include 'sources.txt' %}{% include 'sources.txt' %}{{ 1 / 0 }}",
    "{% for a in 'x' %}{% for b in 'x' %}{% for c in 'x' %}{% for d in 'x' %}x{% endfor %}{% endfor %}{% endfor %}{% endfor %}",
    "(" * 5000, "{{ " + "(" * 5000 + ")" * 5000 + " }}", "{{ " + "[" * 3000,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_text_of_a_plan_folder_that_would_take_for_ever_is_refused_at_once(text, plan_copy):
    from kzplan.documents.texts import SHIPPED, Texts

    name = sorted(path.name for path in SHIPPED.glob("*.txt"))[0]
    (plan_copy / "texts").mkdir()
    (plan_copy / "texts" / name).write_text(text, encoding="utf-8")
    texts = Texts(reloaded(plan_copy))
    if text.startswith("("):
        assert texts.lines(name, {}) == [text]
        return
    start = time.process_time()
    with pytest.raises(Refusal, match=name):
        texts.lines(name, {})
    assert time.process_time() - start < SECONDS
