"""A report as one self-contained page: the same parts as the Word file."""

import base64

from .document import Blank, Figure, Heading, Paragraph


def page(report):
    """Return a :class:`~kzplan.documents.document.Report` as the text of a page; figures are inside it, nothing is fetched."""
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("kzplan.documents"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    numbers = report.numbers()
    parts = [_shown(part, text, i, report, numbers) for i, (part, text) in enumerate(report.numbered())]
    parts.append({"kind": "heading", "level": 1, "text": "附录", "anchor": "appendix"})
    parts += [_shown(part, "", f"a{i}", report, numbers) for i, part in enumerate(report.appendix)]
    contents = [(part["text"], part["anchor"]) for part in parts if part["kind"] == "heading" and part["level"] == 1]
    return environment.get_template("evaluation.html.j2").render(
        report=report, parts=parts, contents=[*contents, ("English summary", "english")]
    )


def _shown(part, heading, at, report, numbers):
    if isinstance(part, Heading):
        return {"kind": "heading", "level": part.level, "text": heading, "anchor": f"p{at}"}
    if isinstance(part, Paragraph):
        return {"kind": "paragraph", "text": report.resolved(part.text)}
    if isinstance(part, Blank):
        return {"kind": "blank", "text": part.text}
    caption = f"{numbers[part.key]}　{part.title}"
    if isinstance(part, Figure):
        source = "data:image/png;base64," + base64.b64encode(part.png).decode("ascii")
        return {"kind": "figure", "source": source, "caption": caption, "description": part.description}
    shown = part.text()
    numeric = [part.official.kinds.get(name, "text") not in ("text", "blank") for name in shown.columns]
    return {
        "kind": "table",
        "caption": caption,
        "anchor": f"t{at}",
        "about": part.official.about,
        "empty": part.official.empty,
        "headings": list(shown.columns),
        "rows": shown.to_numpy().tolist(),
        "numeric": numeric,
    }
