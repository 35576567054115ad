"""Which targets of the decade up to the base year were really met."""

from .decade import counts, review

__all__ = ["counts", "review"]
