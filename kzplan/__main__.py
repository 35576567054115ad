"""``python -m kzplan``, and the command ``kzplan``: what is interrupted while it loads ends in a line as well."""

import sys


def run() -> int:
    """Run the command line; return its exit status."""
    try:
        from .cli import main

        return main()
    except KeyboardInterrupt:
        print("kzplan: interrupted（已中断）", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(run())
