"""Numbers in English sentences: one target is, two targets are."""


def many(n: int, one: str, more: str = "") -> str:
    """Return a number with what it counts.

    Parameters
    ----------
    n : how many.
    one, more : what they are called; blank: with an s.

    >>> many(1, "target"), many(1200, "place"), many(2, "body", "bodies")
    ('1 target', '1,200 places', '2 bodies')
    """
    return f"{n:,} {agreed(n, one, more or f'{one}s')}"


def agreed(n: int, one: str, more: str) -> str:
    """Return the word that goes with a number.

    >>> agreed(1, "is", "are"), agreed(0, "is", "are")
    ('is', 'are')
    """
    return one if n == 1 else more
