"""The command for many places at once."""

from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from ..words.both import Both


def add_commands(add: Callable[..., ArgumentParser]) -> None:
    """The command for many places at once."""
    panel = add(
        "panel",
        _panel,
        "Project a panel of places from Parquet to Parquet; begun again, it goes on where it stopped.",
        "kzplan panel nation.parquet -o outlook --plan my_district --workers 2",
    )
    panel.add_argument(
        "panel",
        metavar="PANEL.parquet",
        help="file or folder, one row a value: place, parent, indicator, stratum, year, value, numerator, denominator; the "
        "rows of a place together",
    )
    panel.add_argument(
        "-o",
        "--output",
        required=True,
        metavar="OUT",
        help="folder of parts, or one file that ends in .parquet; "
        "its columns are told in data/README.md, “The outlook of a panel”; its words are codes (met, likely, points/year), in English "
        "whatever --lang: kzplan report --panel shows them in Chinese and English",
    )
    panel.add_argument("--at", type=int, metavar="YEAR", help="target year (default: the plan's last)")
    panel.add_argument(
        "--unit",
        action="append",
        metavar="[INDICATOR=]UNIT",
        help="what values are given in where that is not what the plan says: 1 for shares of 1 (0.85, not 85); of all "
        "indicators, or of one by its id, as often as needed",
    )
    panel.add_argument("--parents", metavar="FILE", help="CSV with columns area, parent: the area each area lies in")
    panel.add_argument("--no-classes", action="store_true", help="do not take each place's class from the panel")
    panel.add_argument("--workers", type=int, default=1, metavar="N", help="processes of this machine (default: 1)")
    panel.add_argument("--cluster", metavar="ADDRESS", help="address of a Dask scheduler, as tcp://10.0.0.1:8786")


def _panel(options):
    from ..odds.panel import project_panel
    from ..plan import load_plan
    from .output import Progress, by_name, left_out_told, parents_of

    plan, progress = load_plan(options.plan), Progress(Both("projecting", "正在推算"), options.lang)
    where: dict[str, Any] = (
        {"engine": "dask", "client": options.cluster} if options.cluster else {"workers": options.workers}
    )
    with left_out_told(options.lang):
        written = project_panel(
            options.panel,
            plan,
            at=options.at,
            unit=by_name("--unit", options.unit),
            classes=not options.no_classes,
            parents=parents_of(options.parents),
            to=options.output,
            progress=lambda done, of: progress.step(
                Both(f"part {min(done + 1, of)} of {of}", f"第{min(done + 1, of)}部分（共{of}部分）").text(
                    options.lang
                ),
                done / of,
            ),
            **where,
        )
    progress.end()
    print(f"{written}: {_asked(plan, options)}")


def _asked(plan, options):
    """Whose targets were asked of every place."""
    from ..plan.descriptor import district_of

    name = district_of(plan.dictionary)
    own = Both(f"the targets of the plan of {name.en}", f"各地均按{name.zh}规划的目标推算")
    shipped = Both(" (no --plan was given: the one that ships)", "（未给--plan，用随附规划）")
    return own.text(options.lang) + ("" if options.plan else shipped.text(options.lang))
