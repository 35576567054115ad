"""Annual returns: the forms that departments fill, checked and merged into the store of a plan folder."""
