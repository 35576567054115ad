"""Commands that write the report and fit the model."""

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path


def add_commands(add: Callable[..., ArgumentParser]) -> None:
    """Commands that write the report and fit the model."""
    report = add(
        "report",
        _report,
        "Write the report: page, outlook as CSV and workbook, the audit's workbooks.",
        "kzplan report -o report",
    )
    report.add_argument("-o", "--output", default="report", metavar="DIR", help="folder to write to")
    report.add_argument("--notebooks", metavar="DIR", help="run the notebooks of this folder first")
    _of_panel(report)
    calibrate = add(
        "calibrate",
        _calibrate,
        "Fit the projection's parameters on a panel of histories, and score them.",
        "kzplan calibrate panel.csv -o calibration",
    )
    calibrate.add_argument(
        "panel", metavar="PANEL.csv", help="columns indicator, unit_kind, geo, year, value; one row a value"
    )
    calibrate.add_argument(
        "--indicators",
        metavar="FILE",
        help="columns indicator, good (1, -1, 0) and, if wanted, "
        "subclass (default: PANEL_indicators.csv beside the panel)",
    )
    calibrate.add_argument(
        "--more",
        nargs="+",
        default=(),
        metavar="FILE",
        help="further panels, whose indicators get a set of their own only",
    )
    calibrate.add_argument(
        "-o", "--output", default="calibration", metavar="DIR", help="folder for the tables of parameters and scores"
    )


def _of_panel(report: ArgumentParser) -> None:
    """What a report on a panel may be told."""
    report.add_argument(
        "--panel",
        metavar="TABLE",
        help="write the page of a panel instead: what kzplan panel wrote, a .parquet or a folder",
    )
    report.add_argument(
        "--parents", metavar="FILE", help="with --panel: CSV with columns area, parent: the area each area lies in"
    )
    report.add_argument(
        "--mark", default="", metavar="TEXT", help="with --panel: words on the page, 示例数据 of invented values"
    )


def _report(options):
    from ..documents import write_report
    from ..plan import load_plan
    from .output import Progress

    progress = Progress(lang=options.lang)
    if options.panel:
        return _panel_report(options, progress)
    plan = load_plan(options.plan)
    if options.notebooks:
        from ..lab import notebooks

        folder = Path(options.notebooks)
        if not folder.is_dir():
            raise OSError(f"{folder} is not a folder of notebooks")
        print("running the notebooks")
        notebooks.run(sorted(folder.glob("[0-9]*.ipynb")))
    written = write_report(plan, options.output, progress.step)
    progress.end()
    for path in written:
        print(f"  {path}")


def _panel_report(options, progress):
    from ..documents.panel import write_panel_report
    from .output import parents_of

    written = write_panel_report(
        options.panel, options.output, parents_of(options.parents), options.mark, progress.step
    )
    progress.end()
    print(f"  {written}")


def _calibrate(options):
    from ..lab.calibration import calibrate

    calibrate(options.panel, options.output, options.indicators, options.more, say=print)
