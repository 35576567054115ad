"""A small drawing as SVG text: shapes and words at places in pixels. No layout is measured, so it is made at once."""

import math
from collections.abc import Iterable, Sequence
from html import escape

import numpy as np

FONTS = "Noto Sans SC, PingFang SC, Microsoft YaHei, sans-serif"
SPACE = "http://www.w3.org/2000/svg"
STEPS = (1, 2, 2.5, 5, 10)  # of an axis, times a power of ten
MOST = 9  # steps of an axis
WIDE, NARROW = 1.0, 0.53  # of a Chinese character and of any other, in sizes of the type

Points = Iterable[tuple[float, float]]


class Drawing:
    """Shapes and words in drawing order.

    Parameters
    ----------
    width, height : in pixels.
    described : what it shows, for those who cannot see it.
    """

    def __init__(self, width: float, height: float, described: str):
        self.width, self.height, self.described = width, height, described
        self.parts: list[str] = []

    def line(self, points: Points, colour: str, width: float = 1.0, dashes: str = "") -> None:
        """Draw a line through points."""
        dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
        self.parts.append(
            f'<polyline points="{_listed(points)}" fill="none" stroke="{colour}" stroke-width="{width}"{dashed}/>'
        )

    def area(self, points: Points, colour: str, alpha: float) -> None:
        """Fill the area that points enclose."""
        self.parts.append(f'<polygon points="{_listed(points)}" fill="{colour}" fill-opacity="{alpha}"/>')

    def dot(self, x: float, y: float, radius: float = 3.75, fill: str = "black") -> None:
        """Draw a black dot, or a black ring filled with another colour."""
        ring = "" if fill == "black" else f' fill="{fill}" stroke="#000"'
        self.parts.append(f'<circle cx="{_number(x)}" cy="{_number(y)}" r="{radius}"{ring}/>')

    def text(
        self,
        x: float,
        y: float,
        said: str,
        size: float,
        colour: str = "#000",
        anchor: str = "start",
        turned: bool = False,
    ) -> None:
        """Write lines, the last one's baseline at ``y``; ``turned`` from bottom to top."""
        lines = said.split("\n")
        for i, one in enumerate(lines):
            at = y - 1.2 * size * (len(lines) - 1 - i)
            turn = f' transform="rotate(-90 {_number(x)} {_number(at)})"' if turned else ""
            self.parts.append(
                f'<text x="{_number(x)}" y="{_number(at)}" font-size="{size}" fill="{colour}" '
                f'text-anchor="{anchor}"{turn}>{escape(one, quote=False)}</text>'
            )

    def window(self, x: float, y: float, width: float, height: float) -> None:
        """From here on draw in a window only; coordinates stay those of the drawing."""
        box = " ".join(map(_number, (x, y, width, height)))
        place = f'x="{_number(x)}" y="{_number(y)}" width="{_number(width)}" height="{_number(height)}"'
        self.parts.append(f'<svg {place} viewBox="{box}" overflow="hidden">')

    def end_window(self) -> None:
        """Draw anywhere again."""
        self.parts.append("</svg>")

    def svg(self, alone: bool = True) -> str:
        """Return the drawing: ``alone`` as a file of its own, otherwise to stand inside a page."""
        space = f' xmlns="{SPACE}"' if alone else ""
        head = (
            f'<svg{space} viewBox="0 0 {self.width:g} {self.height:g}" width="{self.width:g}" height="{self.height:g}" '
            f'role="img" aria-label="{escape(self.described)}" font-family="{FONTS}">'
        )
        return "".join([head, *self.parts, "</svg>"])


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _listed(points: Points) -> str:
    return " ".join(f"{_number(x)},{_number(y)}" for x, y in points)


def text_width(said: str, size: float) -> float:
    """Return about how wide a line of text is.

    >>> text_width("来源", 10), text_width("ab", 100)
    (20.0, 106.0)
    """
    return size * sum(WIDE if character >= "\u2e80" else NARROW for character in said)


def ticks(low: float, high: float) -> list[tuple[float, str]]:
    """Return the round values between two ends of an axis, each with its label; at most ten.

    >>> ticks(0, 25.6)
    [(0.0, '0'), (5.0, '5'), (10.0, '10'), (15.0, '15'), (20.0, '20'), (25.0, '25')]
    >>> ticks(0.9, 1.32)[:2]
    [(0.9, '0.90'), (0.95, '0.95')]
    """
    rough = (high - low) / MOST
    tens = 10.0 ** math.floor(math.log10(rough))
    step = next(one * tens for one in STEPS if one * tens >= rough * (1 - 1e-9))
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    digits = _decimals(step)
    return [(round(n * step, digits + 1) + 0.0, f"{n * step:.{digits}f}") for n in range(first, last + 1)]


def _decimals(step: float) -> int:
    """Digits after the point that a step has."""
    return next(digits for digits in range(12) if abs(round(step, digits) - step) < 1e-9 * step)


def scale(low: float, high: float, start: float, end: float, values: Sequence[float] | np.ndarray) -> np.ndarray:
    """Return where values stand between two pixels, as their axis runs from ``low`` to ``high``.

    >>> scale(0, 10, 100, 200, [5]).tolist()
    [150.0]
    """
    return start + (np.asarray(values, dtype=float) - low) / (high - low) * (end - start)
