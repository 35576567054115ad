"""A report as one self-contained page: the same parts as the Word file."""

from .document import Blank, Contents, Figure, Heading, Paragraph, Part, Report, Signature
from .page import address, environment


def page(report: Report) -> str:
    """Return a :class:`~kzplan.documents.document.Report` as the text of a page; figures are inside it, nothing is fetched."""
    numbers = report.numbers()
    parts = [_shown(part, text, i, report, numbers) for i, (part, text) in enumerate(report.numbered())]
    parts.append({"kind": "heading", "level": 1, "text": "附录", "anchor": "appendix"})
    for i, part in enumerate(report.appendix):
        parts.append(_shown(part, part.text if isinstance(part, Heading) else "", f"a{i}", report, numbers))
    contents = [(part["text"], part["anchor"]) for part in parts if part["kind"] == "heading" and part["level"] == 1]
    contents += [("English summary", "english")] if report.english else []
    return (
        environment()
        .get_template("evaluation.html.j2")
        .render(report=report, parts=[part for part in parts if part["kind"] != "contents"], contents=contents)
    )


def _shown(part: Part, heading: str, at: object, report: Report, numbers: dict[str, str]) -> dict:
    if isinstance(part, Heading):
        return {"kind": "heading", "level": part.level, "text": heading, "anchor": f"p{at}"}
    if isinstance(part, Paragraph):
        return {"kind": "paragraph", "lead": report.resolved(part.lead), "text": report.resolved(part.rest)}
    if isinstance(part, Blank):
        return {"kind": "blank", "text": part.text}
    if isinstance(part, Contents):
        return {"kind": "contents"}  # a page has its list of headings at the top
    if isinstance(part, Signature):
        return {"kind": "signature", "text": part.office}
    caption = f"{numbers[part.key]}　{part.title}"
    if isinstance(part, Figure):
        return {"kind": "figure", "source": address(part.png), "caption": caption, "description": part.description}
    shown = part.text
    headings = list(shown.columns)
    numeric = [part.official.kinds.get(name, "text") not in ("text", "blank") for name in headings]
    return {
        "kind": "table",
        "caption": caption,
        "anchor": f"t{at}",
        "about": part.official.about,
        "empty": part.official.empty,
        "notes": part.official.notes,
        "headings": headings,
        "rows": [list(zip(headings, numeric, row, strict=True)) for row in shown.to_numpy().tolist()],
    }
