"""Which targets for 2020 were really met."""

from .decade import counts, review

__all__ = ["counts", "review"]
