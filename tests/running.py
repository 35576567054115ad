"""The command as a test runs it: in this process, and it must succeed."""

import io
from contextlib import redirect_stderr, redirect_stdout

from kzplan import cli


def run(*arguments):
    """Run a command; return what it printed. It must succeed."""
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        status = cli.main([str(one) for one in arguments])
    assert status == 0, said.getvalue()
    return said.getvalue()
