"""Plans as pages and Word documents with marks, for tests of what is read of them."""

import docx

from kzplan.importing.proposals import proposals_of
from kzplan.importing.reading import read_document

HEAD = "<p>清溪县妇女发展规划（2021—2030年）</p><h2>二、主要目标</h2>"


def page(tmp_path, body, style=""):
    path = tmp_path / "plan.html"
    path.write_text(f"<html><head><style>{style}</style></head><body>{HEAD}{body}</body></html>", encoding="utf-8")
    return proposals_of(read_document(path))


def word(tmp_path, fill):
    document = docx.Document()
    for text in ("清溪县妇女发展规划（2021—2030年）", "二、主要目标"):
        document.add_paragraph(text)
    fill(document)
    document.save(tmp_path / "plan.docx")
    return proposals_of(read_document(tmp_path / "plan.docx"))


def values(found):
    return [goal.rule and goal.rule.value for goal in found.goals]
