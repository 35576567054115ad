"""Charts that are drawn where they are looked at, in a page or a notebook: tables in, Vega-Lite through Altair out."""

from .drawn import bars, beside, curve, fan, ladder

__all__ = ["bars", "beside", "curve", "fan", "ladder"]
