"""Charts that are drawn where they are looked at, in a page or a notebook: tables in, Vega-Lite through Altair out."""

from .drawn import bars, beside, curve, fan, ladder
from .notebook import drawn_by_the_notebook

__all__ = ["bars", "beside", "curve", "drawn_by_the_notebook", "fan", "ladder"]
