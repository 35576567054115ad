"""The ``kzplan`` command."""

import argparse
import atexit
import gc
import io
import logging
import os
import sys
from collections.abc import Callable, Sequence

from .. import __version__
from ..words.both import LANGUAGES
from ..words.errors import KzplanError, PlanError, of_file
from . import analysis, imports, offices, panels, records, reports

# what is called so is a file or folder
PLACES = ("DIR", "FILE", "DOC", "WORKBOOK", "OUT", "PANEL.parquet", "PANEL.csv")
SELDOM = 1_000_000  # objects made before garbage is looked for: most commands end sooner, and looking takes a twelfth of their time


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return its exit status (2 where the input is at fault)."""
    for stream in (sys.stdout, sys.stderr):
        # a console that lacks a character is told its number: no result is lost to how it would look
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    # that a folder for what it remembers cannot be written is nothing that the one who typed a command can use
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    options, usual = _parser().parse_args(arguments), gc.get_threshold()
    gc.set_threshold(SELDOM)
    atexit.register(
        gc.freeze
    )  # what ends with the process need not be looked through once more: a tenth of a short command
    import pandas as pd  # only now: help and what is typed amiss are answered without it

    try:
        # tables of a plan are small: text kept as Python's own is read and picked a tenth sooner than as Arrow's
        with pd.option_context("mode.string_storage", "python"):
            return options.run(options) or 0
    except BrokenPipeError:  # the reader of a pipe, such as head, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except PlanError as problem:
        print(problem.text(options.lang), file=sys.stderr)
    except KzplanError as problem:
        print(f"kzplan: {problem.text(options.lang)}", file=sys.stderr)
    except OSError as problem:
        print(f"kzplan: {of_file(problem, options.lang)}", file=sys.stderr)
    except KeyboardInterrupt:
        print("kzplan: 已中断" if options.lang == "zh" else "kzplan: interrupted", file=sys.stderr)
        return 130
    finally:
        gc.set_threshold(*usual)
    return 2


def _parser():
    parser = argparse.ArgumentParser(
        prog="kzplan", description="Will each target of a plan be reached, how sure can we be, and what would it take?"
    )
    parser.add_argument("--version", action="version", version=f"kzplan {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--plan", metavar="DIR", help="plan folder laid out as data/ (default: the Kaizhou plan)")
    common.add_argument(
        "--lang",
        choices=LANGUAGES,
        default="en",
        help="language of words and errors; codes in the tables of CSV and Parquet (met, likely, points/year) stay English",
    )

    def add(name: str, run: Callable, about: str, example: str) -> argparse.ArgumentParser:
        form = argparse.RawDescriptionHelpFormatter
        command = commands.add_parser(
            name, parents=[common], help=about, description=about, formatter_class=form, epilog=f"example:\n  {example}"
        )
        command.set_defaults(run=run)
        return command

    for room in (analysis, imports, offices, panels, records, reports):
        room.add_commands(add)
    for command in commands.choices.values():
        for argument in command._actions:
            if argument.metavar in PLACES and argument.type is None:
                argument.type = _place
    return parser


def _place(said):
    """The name of a file or folder; a blank one would be the folder one stands in."""
    if not said.strip():
        raise argparse.ArgumentTypeError("the name is blank; give a file or folder（名称为空，请写明文件或文件夹）")
    return said
