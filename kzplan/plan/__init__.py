"""A plan: its printed tables, what is said about them, the values that came in later."""

from .plan import Plan, copy_plan, data_folder, indicators, load_plan

__all__ = ["Plan", "copy_plan", "data_folder", "indicators", "load_plan"]
