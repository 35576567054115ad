"""Units of rates."""

import unicodedata

MULTIPLIERS = {"%": 100, "‰": 1000, "1/万": 10_000, "1/10万": 100_000, "per 1,000": 1000, "per 10,000": 10_000}
MULTIPLIERS |= {"per 100,000": 100_000, "per 1000": 1000, "per 10000": 10_000, "per 100000": 100_000}


def multiplier(unit: str) -> int | None:
    """Return the multiplier of a unit of rate (100, 1000, 100000), or None.

    >>> multiplier("‰"), multiplier("万人")
    (1000, None)
    """
    return MULTIPLIERS.get(unicodedata.normalize("NFKC", unit).strip())
