"""A word or sentence in both languages, English first."""

from typing import NamedTuple


class Both(NamedTuple):
    """The same thing said in English and in Chinese.

    >>> Both("city", "市").text("zh")
    '市'
    """

    en: str
    zh: str

    def text(self, lang: str) -> str:
        """Return it in ``lang``, "en" or "zh"."""
        return self.zh if lang == "zh" else self.en
