"""The ``kzplan`` command."""

import argparse
import os
import sys
from pathlib import Path

from . import __version__
from .errors import PlanError


def main(arguments=None):
    """Run the command line; return its exit status (2 where the input is at fault)."""
    options = _parser().parse_args(arguments)
    try:
        return options.run(options) or 0
    except PlanError as problem:
        print(problem.text(options.lang), file=sys.stderr)
    except BrokenPipeError:  # the reader of a pipe, such as head, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (ValueError, LookupError, OSError) as problem:
        print(f"kzplan: {problem}", file=sys.stderr)
    return 2


def _parser():
    parser = argparse.ArgumentParser(
        prog="kzplan", description="Will each 2030 target be reached, how sure can we be, and what would it take?"
    )
    parser.add_argument("--version", action="version", version=f"kzplan {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--plan", metavar="DIR", help="plan folder laid out as data/ (default: the Kaizhou plan)")
    common.add_argument("--lang", choices=("en", "zh"), default="en", help="language of words and errors")

    def add(name, run, about, example):
        form = argparse.RawDescriptionHelpFormatter
        command = commands.add_parser(name, parents=[common], help=about, description=about, formatter_class=form,
                                      epilog=f"example:\n  {example}")  # fmt: skip
        command.set_defaults(run=run)
        return command

    outlook = add("outlook", _outlook, "Print the outlook of every target, or write it as CSV.",
                  "kzplan outlook --csv outlook_2030.csv")  # fmt: skip
    outlook.add_argument("--csv", metavar="FILE", help="write all columns as UTF-8 CSV")
    project = add("project", _project, "Say what can be said of one target.", "kzplan project W03 --births 9000")
    project.add_argument("code", help="target code, as W03")
    project.add_argument("--births", type=float, help="live births expected in the target year")
    project.add_argument("--target", help="another target, in the plan's own forms: '≥90'")
    project.add_argument("--tolerance", type=float, help="half-width of 左右, in points")
    project.add_argument("--damping", type=float, help="share of the past change that goes on, 0 to 1.5")
    report = add("report", _report, "Write the report: index.html, outlook_2030.csv, outlook_2030.xlsx.",
                 "kzplan report -o report")  # fmt: skip
    report.add_argument("-o", "--output", default="report", metavar="DIR", help="folder to write to")
    report.add_argument("--notebooks", metavar="DIR", help="run the notebooks of this folder first")
    calibrate = add("calibrate", _calibrate, "Fit the projection's parameters on a panel of histories, and score them.",
                    "kzplan calibrate panel.csv -o calibration")  # fmt: skip
    calibrate.add_argument("panel", metavar="PANEL.csv",
                           help="columns indicator, unit_kind, geo, year, value; one row a value")  # fmt: skip
    calibrate.add_argument("--indicators", metavar="FILE", help="columns indicator, good (1, -1, 0) and, if wanted, "
                           "subclass (default: PANEL_indicators.csv beside the panel)")  # fmt: skip
    calibrate.add_argument("-o", "--output", default="calibration", metavar="DIR",
                           help="folder for shipped.csv, scores.csv and reliability.csv")  # fmt: skip
    return parser


def _outlook(options):
    from . import labels
    from .assess import outlook
    from .plan import load_plan

    table = outlook(load_plan(options.plan))
    if options.csv:
        table.to_csv(options.csv, index=False, encoding="utf-8", lineterminator="\n")
        print(f"{options.csv}: {len(table)} targets")
        return
    for _, row in table.iterrows():
        name = row["name_zh"] if options.lang == "zh" else row["name_en"]
        chance = "" if row["reason"] else labels.percent(row["p_reach"])
        word = labels.word(row["reason"] or row["outlook"], options.lang)
        print(f"{row['code']:<5} {chance:>5}  {word}  {name}  {row['target']}")


def _project(options):
    from .plan import load_plan
    from .projection import project

    names = ("births", "target", "tolerance", "damping")
    chosen = {name: getattr(options, name) for name in names if getattr(options, name) is not None}
    projection = project(load_plan(options.plan), options.code, **chosen)
    print(projection.sentence(options.lang))
    print(projection.summary().to_string(header=False))


def _report(options):
    from .plan import load_plan
    from .report import write_report

    plan = load_plan(options.plan)
    if options.notebooks:
        from .report import notebooks

        folder = Path(options.notebooks)
        if not folder.is_dir():
            raise OSError(f"{folder} is not a folder of notebooks")
        print("running the notebooks")
        notebooks.run(sorted(folder.glob("[0-9]*.ipynb")))
    print("writing the report")
    for path in write_report(plan, options.output):
        print(f"  {path}")


def _calibrate(options):
    from .calibration import calibrate

    calibrate(options.panel, options.output, options.indicators, say=print)


if __name__ == "__main__":
    sys.exit(main())
