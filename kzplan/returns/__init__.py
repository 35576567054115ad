"""Annual returns: the store that checked ones go into, and the forms that departments fill."""

from .store import FINAL, current, faults_of, read, write

__all__ = ["FINAL", "current", "faults_of", "read", "write"]
