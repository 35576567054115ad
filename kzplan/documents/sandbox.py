"""Where the texts of a plan folder are filled in: anyone may have written them, so nothing in them reaches out, and nothing grows without bounds."""

from collections.abc import Iterator

from jinja2 import nodes
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment, SecurityError

DEEPEST = 3  # loops within each other, each over what a plan has
# what makes much of little
GLOBALS = ("range", "lipsum")
FILTERS = ("batch", "center", "format", "indent", "pprint", "slice", "wordwrap")
METHODS = frozenset(
    ("center", "encode", "expandtabs", "format", "format_map", "ljust", "replace", "rjust", "translate", "zfill")
)
OPERATORS = frozenset(("*", "**", "%"))


class Bounded(ImmutableSandboxedEnvironment):
    """An environment in which a text can neither reach out nor take for ever."""

    intercepted_binops = OPERATORS

    def __init__(self, **options: object) -> None:
        super().__init__(**options)
        for name in GLOBALS:
            del self.globals[name]
        for name in FILTERS:
            del self.filters[name]

    def call_binop(self, context: Context, operator: str, left: object, right: object) -> object:
        """Refuse an operator that makes much of little."""
        raise SecurityError(f"{operator!r} is not worked out in a text")

    def is_safe_callable(self, obj: object) -> bool:
        """Return whether a text may call something."""
        return super().is_safe_callable(obj) and getattr(obj, "__name__", "") not in METHODS


def too_deep(parsed: nodes.Template) -> Iterator[int]:
    """Yield the lines of loops that stand in more than ``DEEPEST`` others.

    Parameters
    ----------
    parsed : a text.
    """
    waiting: list[tuple[nodes.Node, int]] = [(parsed, 0)]
    while waiting:
        node, depth = waiting.pop()
        inside = depth + isinstance(node, nodes.For)
        if inside > DEEPEST:
            yield node.lineno
            continue
        waiting += [(one, inside) for one in node.iter_child_nodes()]
