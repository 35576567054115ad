"""The words of figures, reports and sentences, in Chinese and English; the errors all rooms raise."""

from .labels import (
    EXAMPLE,
    domain,
    group,
    language,
    methods,
    number,
    percent,
    set_language,
    status,
    target,
    unit,
    verdict,
    word,
)

__all__ = [
    "EXAMPLE",
    "domain",
    "group",
    "language",
    "methods",
    "number",
    "percent",
    "set_language",
    "status",
    "target",
    "unit",
    "verdict",
    "word",
]
