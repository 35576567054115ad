"""What a table carries along with it and no operation on the table copies."""

from typing import Any


class Fixed(dict):
    """A dict for the ``attrs`` of a table: pandas copies them in depth at every operation, and this one stays itself.

    >>> import pandas as pd
    >>> table = pd.DataFrame({"code": ["W01", "W02"]})
    >>> table.attrs["units"] = Fixed(W01="%", W02="‰")
    >>> table.head(1).attrs["units"] is table.attrs["units"]
    True
    """

    def __deepcopy__(self, memo: dict[int, Any]) -> "Fixed":
        return self
