"""The evaluation of one year: what every target has come to, and what is missing."""

from .difficulties import difficulties
from .engine import COLUMNS, Evaluation, evaluate
from .summary import counts

__all__ = ["COLUMNS", "Evaluation", "counts", "difficulties", "evaluate"]
