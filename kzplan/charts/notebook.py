"""How notebooks show the charts: JupyterLab draws them itself, so that nothing is fetched."""

from typing import Any

NAME = "kzplan"  # of the renderer
LEVEL = 5  # of Vega-Lite, that JupyterLab has; the charts keep to what it knows


def drawn_by_the_notebook() -> None:
    """Have notebooks draw charts without a network, unless another renderer of Altair was chosen.

    >>> drawn_by_the_notebook()
    """
    import altair as alt

    if NAME not in alt.renderers.names():
        alt.renderers.register(NAME, _bundle)
    if alt.renderers.active == "default":
        alt.renderers.enable(NAME)


def _bundle(spec: dict[str, Any], **_: Any) -> dict[str, Any]:
    """What a notebook keeps of a chart."""
    address = f"https://vega.github.io/schema/vega-lite/v{LEVEL}.json"
    return {f"application/vnd.vegalite.v{LEVEL}+json": spec | {"$schema": address}, "text/plain": "<chart>"}
