"""For those who build and explore: calibration, past forecasts, invented districts, the controls of a notebook."""
