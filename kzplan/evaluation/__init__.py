"""The evaluation of one year: what every target has come to, and what is missing."""

from . import comparisons
from .difficulties import difficulties
from .engine import COLUMNS, Evaluation, evaluate
from .summary import counts

__all__ = ["COLUMNS", "Evaluation", "comparisons", "counts", "difficulties", "evaluate"]
