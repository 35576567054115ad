"""Which targets of the last decade were really met."""

from .decade import MEASURABLE, MET, NOT_MET, OUTCOMES, counts, review

__all__ = ["MEASURABLE", "MET", "NOT_MET", "OUTCOMES", "counts", "review"]
