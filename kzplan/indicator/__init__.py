"""What an indicator is: its kind and scale, the counts behind it, what a target asks of it."""
