"""A word or sentence in every language, English first."""

from typing import NamedTuple


class Both(NamedTuple):
    """The same thing said in English and in Chinese; a further language is a further field.

    >>> Both("city", "市").text("zh")
    '市'
    """

    en: str
    zh: str

    def text(self, lang: str) -> str:
        """Return it in ``lang``, one of ``LANGUAGES``; English where it is not said in that language."""
        return getattr(self, lang, "") or self.en


LANGUAGES = Both._fields
