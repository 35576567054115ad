"""Which targets of the last decade were really met, and what odds they would have been given."""

from .decade import MEASURABLE, MET, NOT_MET, OUTCOMES, counts, review
from .hindcast import Record, hindcast, record_of

__all__ = ["MEASURABLE", "MET", "NOT_MET", "OUTCOMES", "Record", "counts", "hindcast", "record_of", "review"]
