"""A report as one self-contained page: the same parts as the Word file."""

from .document import Blank, Figure, Heading, Paragraph, Part, Report
from .page import address, environment


def page(report: Report) -> str:
    """Return a :class:`~kzplan.documents.document.Report` as the text of a page; figures are inside it, nothing is fetched."""
    numbers = report.numbers()
    parts = [_shown(part, text, i, report, numbers) for i, (part, text) in enumerate(report.numbered())]
    parts.append({"kind": "heading", "level": 1, "text": "附录", "anchor": "appendix"})
    parts += [_shown(part, "", f"a{i}", report, numbers) for i, part in enumerate(report.appendix)]
    contents = [(part["text"], part["anchor"]) for part in parts if part["kind"] == "heading" and part["level"] == 1]
    return (
        environment()
        .get_template("evaluation.html.j2")
        .render(report=report, parts=parts, contents=[*contents, ("English summary", "english")])
    )


def _shown(part: Part, heading: str, at: object, report: Report, numbers: dict[str, str]) -> dict:
    if isinstance(part, Heading):
        return {"kind": "heading", "level": part.level, "text": heading, "anchor": f"p{at}"}
    if isinstance(part, Paragraph):
        return {"kind": "paragraph", "text": report.resolved(part.text)}
    if isinstance(part, Blank):
        return {"kind": "blank", "text": part.text}
    caption = f"{numbers[part.key]}　{part.title}"
    if isinstance(part, Figure):
        return {"kind": "figure", "source": address(part.png), "caption": caption, "description": part.description}
    shown = part.text
    numeric = [part.official.kinds.get(name, "text") not in ("text", "blank") for name in shown.columns]
    return {
        "kind": "table",
        "caption": caption,
        "anchor": f"t{at}",
        "about": part.official.about,
        "empty": part.official.empty,
        "notes": part.official.notes,
        "headings": list(shown.columns),
        "rows": shown.to_numpy().tolist(),
        "numeric": numeric,
    }
