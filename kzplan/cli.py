"""The ``kzplan`` command."""

import argparse
import os
import sys
from pathlib import Path

from . import __version__
from .errors import PlanError, Refusal, of_file


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
    except Refusal as problem:
        print(f"kzplan: {problem.text(options.lang)}", file=sys.stderr)
    except OSError as problem:
        print(f"kzplan: {of_file(problem, options.lang)}", file=sys.stderr)
    except (ValueError, LookupError) as problem:
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

    _analysis(add)
    _offices(add)
    _reports(add)
    return parser


def _analysis(add):
    """Commands that say what can be said of a plan."""
    outlook = add("outlook", _outlook, "Print the outlook of every target, or write it as CSV.",
                  "kzplan outlook --csv outlook_2030.csv")  # fmt: skip
    outlook.add_argument("--csv", metavar="FILE", help="write all columns as UTF-8 CSV")
    project = add("project", _project, "Say what can be said of one target.", "kzplan project W03 --births 9000")
    project.add_argument("code", help="target code, as W03")
    project.add_argument("--births", type=float, help="live births expected in the target year")
    project.add_argument("--target", help="another target, in the plan's own forms: '≥90'")
    project.add_argument("--tolerance", type=float, help="half-width of 左右, in points")
    project.add_argument("--damping", type=float, help="share of the past change that goes on, 0 to 1.5")
    audit = add("audit", _audit, "Say what is wrong or doubtful in a plan's tables.", "kzplan audit --lang zh -o queries")
    audit.add_argument("--csv", metavar="FILE", help="write every finding as UTF-8 CSV")
    audit.add_argument("-o", "--output", metavar="DIR", help="write the errata list and the query sheets (xlsx)")
    audit.add_argument("--skip", metavar="RULE", action="append", default=[], help="leave out a rule; can be repeated")
    audit.add_argument("--notes", action="store_true", help="print notes as well")
    review = add("review", _review, "Say which targets for 2020 were met.", "kzplan review --by department")
    review.add_argument("--csv", metavar="FILE", help="write the verdicts as UTF-8 CSV")
    review.add_argument("--by", choices=("plan", "domain", "department"), help="count the verdicts by group")
    progress = add("progress", _progress, "Set every published method's verdict beside our odds, for the plan or for numbers of one's own.",
                   "kzplan progress W03\n  kzplan progress --from 2010 22 --to 2020 12 --target 8 --direction down")  # fmt: skip
    progress.add_argument("codes", nargs="*", metavar="CODE", help="target codes (default: all that the methods apply to)")
    progress.add_argument("--csv", metavar="FILE", help="write the comparison as UTF-8 CSV")
    progress.add_argument("--from", dest="first", nargs=2, type=float, metavar=("YEAR", "VALUE"), help="first value of a series of one's own")
    progress.add_argument("--to", dest="latest", nargs=2, type=float, metavar=("YEAR", "VALUE"), help="its latest value")
    progress.add_argument("--target", type=float, help="value to reach")
    progress.add_argument("--target-year", type=int, help="year to reach it in (default: 2030)")
    progress.add_argument("--direction", choices=("up", "down"), help="the good direction (default: up)")
    progress.add_argument("--limit", type=float, help="natural limit, 100 for a percentage")


def _offices(add):
    """Commands of the year's work: forms out, checked, merged, evaluated."""
    start = add("start", _start, "Copy the plan's tables into a folder of one's own, where annual returns can be merged.", "kzplan start my_district")
    start.add_argument("folder", metavar="DIR", help="folder to make")
    template = add("template", _template, "Write the annual return forms, one workbook a department; for all: also what is missing and what is due each year.",
                   "kzplan template --year 2025 --department 区卫生健康委 -o forms")  # fmt: skip
    template.add_argument("--year", type=int, required=True, help="year reported on")
    template.add_argument("--department", metavar="NAME", help="one department (default: all)")
    template.add_argument("-o", "--output", default="forms", metavar="DIR", help="folder to write to")
    check = add("check", _check, "Check returned forms: what blocks, what is to be asked.", "kzplan check returns/*.xlsx --plan my_district")
    merge = add("merge", _merge, "Check returned forms and write them into the plan folder's observations.csv.",
                "kzplan merge returns/*.xlsx --plan my_district --who 区统计局")  # fmt: skip
    for command in (check, merge):
        command.add_argument("files", nargs="+", metavar="FILE", help="returned workbooks or CSV files")
        command.add_argument("--year", type=int, help="year reported on, for files that are not the form")
    check.add_argument("-o", "--output", metavar="FILE", help="write the queries as a workbook with a column for the reply")
    merge.add_argument("--who", required=True, help="who merges")
    merge.add_argument("--why", default="", help="why figures reported before are revised")
    midterm = add("midterm", _midterm, "Evaluate a year: Word reports, workbook, page, and a result sheet for each department.",
                  "kzplan midterm --year 2025 --plan my_district -o evaluation")  # fmt: skip
    midterm.add_argument("--year", type=int, required=True, help="year evaluated; 2025 is the mid-term, 2030 the final evaluation, any other an annual report")
    midterm.add_argument("-o", "--output", default="evaluation", metavar="DIR", help="folder to write to")
    midterm.add_argument("--report", action="append", choices=("annual", "midterm", "final"), help="reports to write (default: those the year calls for)")
    midterm.add_argument("--letterhead", metavar="FILE", help="an office's own .docx to write into")
    midterm.add_argument("--max-age", type=int, default=0, metavar="N", help="let a value of up to N years before count where the year has none")


def _reports(add):
    """Commands that write the report and fit the model."""
    report = add("report", _report, "Write the report: page, outlook as CSV and workbook, the audit's workbooks.",
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
                           help="folder for the tables of parameters and scores")  # fmt: skip


def _outlook(options):
    from . import labels
    from .assess import outlook
    from .plan import load_plan

    table = outlook(load_plan(options.plan))
    if options.csv:
        _write_csv(table, options.csv)
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


def _audit(options):
    from . import findings, labels
    from .plan import load_plan

    # what cannot be right is what an audit is for, so it is loaded all the same
    plan = load_plan(options.plan, strict=False)
    found = findings.audit(plan, options.skip, options.lang)
    if options.csv:
        _write_csv(found, options.csv)
    if options.output:
        from .report import queries

        folder = Path(options.output)
        folder.mkdir(parents=True, exist_ok=True)
        for path in queries.write(plan, folder):
            print(path)
    if options.csv or options.output:
        return
    for number, lines in found.groupby("finding"):
        first = lines.iloc[0]
        if first["severity"] == "note" and not options.notes:
            continue
        rows = dict.fromkeys(f"{line['plan']} {line['table']} row {line['row']}" for line in lines.to_dict("records"))
        print(f"{number:>4} {labels.word(first['severity'], options.lang)}: {', '.join(rows)}\n     {first['evidence']}")
    kinds = found.drop_duplicates("finding")["severity"].value_counts()
    print(", ".join(f"{labels.word(kind, options.lang)} {kinds.get(kind, 0)}" for kind in findings.SEVERITIES))


def _review(options):
    from . import labels, retrospect
    from .plan import load_plan

    reviewed = retrospect.review(load_plan(options.plan))
    if options.csv:
        _write_csv(reviewed, options.csv)
        return
    if not options.by:
        for row in reviewed.to_dict("records"):
            name = row["name_zh"] if options.lang == "zh" else row["name_en"]
            print(f"{labels.word(row['plan'], options.lang)} {row['row']:<4} {labels.word(row['outcome'], options.lang)}  {name}  "
                  f"{row['target']}  {row['printed']}")  # fmt: skip
    counted = retrospect.counts(reviewed, options.by)
    for group, row in counted.iterrows():
        share = "" if row["share_met"] != row["share_met"] else f"  {row['share_met']:.0f} %"
        met = f"{row['met_of_measurable']:.0f} / {row['measurable']:.0f}"
        words = (f"达标{met}（可监测），共{row['targets']:.0f}项" if options.lang == "zh" else
                 f"{met} measurable met, of {row['targets']:.0f} targets")  # fmt: skip
        print(f"{labels.group(group, options.lang)}: {words}{share}")


def _progress(options):
    from . import labels, progress
    from .plan import load_plan

    own = ("target", "direction", "limit", "target_year")
    if options.first or options.latest:
        _progress_of_numbers(options)
        return
    given = [name for name in own if getattr(options, name) is not None]
    if given:
        raise ValueError(f"--{given[0].replace('_', '-')} goes with numbers of one's own: give --from and --to as well")
    plan = load_plan(options.plan)
    for code in options.codes:
        plan.target(code)  # an unknown one is named before anything is printed
    table = progress.compare_methods(plan)
    table = table[table["code"].isin(options.codes)] if options.codes else table
    if options.csv:
        _write_csv(table, options.csv)
        return
    absent = sorted(set(options.codes) - set(table["code"]))
    if absent:
        print(f"{', '.join(absent)}: the methods need two comparable values and a good direction" if options.lang == "en" else
              f"{'、'.join(absent)}：这些方法需要两期可比数据，且指标有好坏方向")  # fmt: skip
    for row in table.to_dict("records"):
        odds = labels.word(row["reason"], options.lang) if row["reason"] else labels.percent(row["p_reach"])
        print(f"{row['code']} {row[f'name_{options.lang}']}: {labels.number(row['y0'])} → {labels.number(row['y1'])}; "
              f"{labels.methods(row['methods_on_track'], options.lang)}; {odds}")  # fmt: skip
        if options.codes:
            for name, profile in progress.profiles().items():
                basis = "none" if row["target"] != row["target"] else "target"
                print(f"    {getattr(profile, f'name_{options.lang}')}: {profile.words(row[name], options.lang, basis) or '–'}")


def _progress_of_numbers(options):
    from . import progress

    if options.codes or options.csv or not (options.first and options.latest):
        raise ValueError("numbers of one's own need --from YEAR VALUE and --to YEAR VALUE, and neither a code nor --csv")
    lines, cautions = [], []
    for profile in progress.profiles().values():
        lacking = progress.lacking(profile, options.target, options.limit)
        name = getattr(profile, f"name_{options.lang}")
        if lacking:
            lines.append(f"{name}: – (--{', --'.join(lacking)})")
            continue
        told = progress.evaluate(profile, *options.first, *options.latest, options.target, options.target_year,
                                 options.direction or "up", options.limit)  # fmt: skip
        cautions += told.cautions
        lines.append(f"{name}: {getattr(told, options.lang)} ({told.value:.4g})")
    print("\n".join([*lines, *(f"! {progress.explain(caution, options.lang)}" for caution in dict.fromkeys(cautions))]))


def _check(options):
    from .plan import load_plan
    from .returns import check as room

    plan = load_plan(options.plan)
    entries, queries = room.check(options.files, plan, options.year)
    _print_queries(queries)
    blocked = int((queries["severity"] == "certain").sum())
    print(f"{len(entries)}项报送，{blocked}处须更正后方可入库，{len(queries) - blocked}处待核实" if options.lang == "zh" else
          f"{len(entries)} targets reported, {blocked} faults to be mended before a merge, {len(queries) - blocked} questions")  # fmt: skip
    if options.output:
        from .returns.queries import write_queries

        print(write_queries(queries, plan, options.output))
    return 1 if blocked else 0


def _print_queries(queries, file=None):
    for one in queries.to_dict("records"):
        where = " ".join(part for part in (one["file"], one["sheet"], one["place"], one["code"], one["heading"]) if part)
        expected = f"；应为{one['expected']}" if one["expected"] else ""
        print(f"{'须更正' if one['severity'] == 'certain' else '待核实'} {where}：{one['found']}{expected}。{one['why']}", file=file)


def _merge(options):
    from .plan import load_plan
    from .returns import merge as room

    if not options.plan:
        raise Refusal("merge writes into a plan folder: give --plan (kzplan start DIR makes one)",
                      "入库要写入规划文件夹：请用--plan指定（kzplan start 文件夹名 可复制一份）")  # fmt: skip
    plan = load_plan(options.plan)
    try:
        done = room.merge(options.files, plan, options.who, options.why, options.year)
    except room.Blocked as problem:
        if problem.queries is not None:
            _print_queries(problem.queries, sys.stderr)
            clean = [path for path in options.files if Path(path).name not in set(problem.queries["file"])]
            if clean:
                print(f"可先并入无须更正的：{'、'.join(clean)}" if options.lang == "zh" else f"without faults: {', '.join(clean)}", file=sys.stderr)
        raise
    print(f"新增{done.added}条（含分组数），修订{done.revised}条，未变{done.unchanged}条；实施情况{done.texts}条；写入{plan.folder}" if options.lang == "zh" else
          f"{done.added} added (strata included), {done.revised} revised, {done.unchanged} unchanged; {done.texts} texts on the work done; into {plan.folder}")  # fmt: skip
    if done.questions:
        print(f"另有{done.questions}处待核实，已入库；逐处见kzplan check" if options.lang == "zh" else
              f"{done.questions} questions remain; kzplan check lists them")  # fmt: skip


def _template(options):
    from .plan import load_plan
    from .returns.form import write_forms
    from .returns.lists import write_lists

    plan = load_plan(options.plan)
    written = write_forms(plan, options.year, options.output, options.department)
    for path in written + ([] if options.department else write_lists(plan, options.output)):
        print(path)


def _start(options):
    from .plan import copy_plan

    print(copy_plan(options.plan, options.folder))


def _midterm(options):
    from .plan import load_plan
    from .report.evaluation import write_evaluation
    from .report.midterm import ANNUAL, FINAL, MIDTERM

    names = {"annual": ANNUAL, "midterm": MIDTERM, "final": FINAL}
    chosen = [names[name] for name in dict.fromkeys(options.report or ())]
    for path in write_evaluation(load_plan(options.plan), options.year, options.output, chosen, options.letterhead, options.max_age):
        print(path)


def _write_csv(table, path):
    table.to_csv(path, index=False, encoding="utf-8", lineterminator="\n")
    print(f"{path}: {len(table)} lines")


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
