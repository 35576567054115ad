"""The command as a test runs it: in this process, and it must succeed."""

import io
import re
from contextlib import redirect_stderr, redirect_stdout

from matplotlib.text import Text

from kzplan import cli


def run(*arguments):
    """Run a command; return what it printed. It must succeed."""
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        status = cli.main([str(one) for one in arguments])
    assert status == 0, said.getvalue()
    return said.getvalue()


def drawn_by(unpainted, command, plan, folder, *more):
    """Run a command that writes documents into a folder; return the folder and the texts of the figures it drew, not painted."""
    drawn = []

    def look(figure):
        figure.draw_without_rendering()  # what is written on an axis is known then
        drawn.extend(text.get_text() for text in figure.findobj(Text))

    with unpainted(look):
        run(command, "--plan", plan, *more, "-o", folder)
    assert drawn or command == "report"  # whose page draws its charts itself
    lines = [one for path in folder.rglob("*.svg") for one in re.split("<[^>]*>", path.read_text(encoding="utf-8"))]
    return folder, drawn + [line for line in lines if line]
