"""The projection model: arrays in, arrays out."""

from .trend import Forecast, LevelDrift, Parameters, damped, forecast, parameter_sets, parameters_for, stacked

__all__ = ["Forecast", "LevelDrift", "Parameters", "damped", "forecast", "parameter_sets", "parameters_for", "stacked"]
