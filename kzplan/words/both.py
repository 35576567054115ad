"""A word or sentence in every language, English first."""

from collections.abc import Mapping
from typing import NamedTuple


class Both(NamedTuple):
    """The same thing said in English and in Chinese; a further language is a further field.

    >>> Both("city", "市").text("zh")
    '市'
    """

    en: str
    zh: str

    @classmethod
    def of(cls, row: Mapping[str, str], prefix: str = "") -> "Both":
        """Return what a row says in its columns ``en``, ``zh`` and any further language that it has.

        Parameters
        ----------
        row : of a table of words.
        prefix : what the columns' names begin with, as ``name_``.
        """
        return cls(**{lang: row[f"{prefix}{lang}"] for lang in cls._fields if f"{prefix}{lang}" in row})

    def text(self, lang: str) -> str:
        """Return it in ``lang``, one of ``LANGUAGES``; English where it is not said in that language."""
        return getattr(self, lang, "") or self.en

    def __deepcopy__(self, memo: dict) -> "Both":
        """Return itself, for nothing in it can change: pandas copies what a table is signed with at every step."""
        return self


LANGUAGES = Both._fields
