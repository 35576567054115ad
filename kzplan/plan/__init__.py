"""A plan: its printed tables, what is said about them, the values that came in later."""

from .load import copy_plan, data_folder, indicators, load_plan
from .plan import Plan

__all__ = ["Plan", "copy_plan", "data_folder", "indicators", "load_plan"]
