"""Commands of the year's work: forms out, checked, merged, evaluated."""

import sys
from argparse import ArgumentParser
from collections.abc import Callable

from ..words import word
from ..words.errors import Refusal


def add_commands(add: Callable[..., ArgumentParser]) -> None:
    """Commands of the year's work: forms out, checked, merged, evaluated."""
    for command in (_add_start, _add_template, _add_check_and_merge, _add_midterm):
        command(add)


def _add_start(add):
    start = add(
        "start",
        _start,
        "Copy the plan's tables into a folder of one's own, where annual returns can be merged.",
        "kzplan start my_district",
    )
    start.add_argument("folder", metavar="DIR", help="folder to make")


def _add_template(add):
    template = add(
        "template",
        _template,
        "Write the annual return forms, one workbook a department; for all: also what is missing and what is due each year.",
        "kzplan template --year 2025 --department 区卫生健康委 -o forms",
    )
    template.add_argument("--year", type=int, required=True, help="year reported on")
    template.add_argument("--department", metavar="NAME", help="one department (default: all)")
    template.add_argument("-o", "--output", default="forms", metavar="DIR", help="folder to write to")


def _add_check_and_merge(add):
    check = add(
        "check",
        _check,
        "Check returned forms: what blocks, what is to be asked.",
        "kzplan check returns --plan my_district",
    )
    merge = add(
        "merge",
        _merge,
        "Check returned forms and write them into the plan folder's observations.csv.",
        'kzplan merge returns --plan my_district --who 区统计局\n  kzplan merge revised.csv --year 2020 --why "census of 2020" --plan my_district --who 区统计局',
    )
    for command in (check, merge):
        command.add_argument(
            "files", nargs="+", metavar="FILE", help="returned workbooks or CSV files, folders of them, or patterns"
        )
        command.add_argument(
            "--year",
            type=int,
            help="year reported on, for files that are not the form; a year up to the plan's base revises printed values "
            "(a census), with --why: a CSV with 代码,本年值 is enough",
        )
    check.add_argument(
        "-o", "--output", metavar="FILE", help="write the queries as a workbook with a column for the reply"
    )
    merge.add_argument("--who", required=True, help="who merges")
    merge.add_argument("--why", default="", help="why figures reported before are revised")


def _add_midterm(add):
    midterm = add(
        "midterm",
        _midterm,
        "Evaluate a year: Word reports, workbook, page, and a result sheet for each department.",
        "kzplan midterm --year 2025 --plan my_district -o evaluation",
    )
    midterm.add_argument(
        "--year",
        type=int,
        required=True,
        help="year evaluated: the plan's middle year is the mid-term, its last the final evaluation, any other an annual report",
    )
    midterm.add_argument("-o", "--output", default="evaluation", metavar="DIR", help="folder to write to")
    midterm.add_argument(
        "--report",
        action="append",
        choices=("annual", "midterm", "final"),
        help="reports to write (default: those the year calls for)",
    )
    midterm.add_argument(
        "--scope",
        action="append",
        choices=("women", "children", "joint"),
        help="plans that each report is on (default: the annual report on each plan, the others on both together)",
    )
    midterm.add_argument(
        "--max-age",
        type=int,
        default=0,
        metavar="N",
        help="let a value of up to N years before count where the year has none",
    )
    midterm.add_argument(
        "--as-of",
        metavar="DATE",
        help="the folder as it stood at the end of a day (YYYY-MM-DD): a past report comes out as it was then",
    )
    _add_print(midterm)


def _add_print(midterm):
    """What a report looks like and whom it names."""
    midterm.add_argument("--english", action="store_true", help="end the reports with a summary in English")
    midterm.add_argument(
        "--verbatim", action="store_true", help="print the people and telephone numbers that departments wrote down"
    )
    midterm.add_argument("--letterhead", metavar="FILE", help="an office's own .docx to write into")


def _check(options):
    from ..plan import load_plan
    from ..returns import check as room

    plan, files = load_plan(options.plan), _files(options)
    entries, queries = room.check(files, plan, options.year, lang=options.lang)
    written = None
    if options.output:
        from ..returns.queries import write_queries

        written = write_queries(queries, plan, options.output, options.lang)
    _print_queries(queries, options.lang)
    reported = len({(entry.code, entry.year) for entry in entries})  # a joint target comes from each of its departments
    blocked = int((queries["severity"] == "certain").sum())
    print(
        f"{reported}项报送，{blocked}处须更正后方可入库，{len(queries) - blocked}处待核实"
        if options.lang == "zh"
        else f"{reported} targets reported, {blocked} faults to be mended before a merge, {len(queries) - blocked} questions"
    )
    if written:
        print(written)
    return 1 if blocked else 0


def _files(options):
    """The files that are meant; what was passed over is said."""
    from ..returns.files import expand

    files, passed = expand(options.files)
    for path, en, zh in passed:
        print(f"略过{path}：{zh}" if options.lang == "zh" else f"passed over {path}: {en}", file=sys.stderr)
    if not files:
        raise Refusal("there is no file to read", "没有可读的文件")
    return files


def _print_queries(queries, lang, file=None):
    for one in queries.to_dict("records"):
        where = " ".join(
            part for part in (one["file"], one["sheet"], one["place"], one["code"], one["heading"]) if part
        )
        severity = word(one["severity"], lang, "query")
        if lang == "zh":
            expected = f"；应为{one['expected']}" if one["expected"] else ""
            said = f"{severity} {where}：{one['found']}{expected}。{one['why']}"
        else:
            expected = f"; expected {one['expected']}" if one["expected"] else ""
            said = f"{severity} {where}: {one['found']}{expected}. {one['why']}"
        print(said, file=file)


def _merge(options):
    from ..plan import load_plan
    from ..returns import merge as room
    from ..returns.files import labels

    if not options.plan:
        raise Refusal(
            "merge writes into a plan folder: give --plan (kzplan start DIR makes one)",
            "入库要写入规划文件夹：请用--plan指定（kzplan start 文件夹名 可复制一份）",
        )
    plan, files = load_plan(options.plan), _files(options)
    try:
        done = room.merge(files, plan, options.who, options.why, options.year, lang=options.lang)
    except room.Blocked as problem:
        if problem.queries is not None:
            _print_queries(problem.queries, options.lang, sys.stderr)
            clean = [str(path) for path, name in labels(files).items() if name not in set(problem.queries["file"])]
            if clean:
                print(
                    f"可先并入无须更正的：{'、'.join(clean)}"
                    if options.lang == "zh"
                    else f"without faults: {', '.join(clean)}",
                    file=sys.stderr,
                )
        raise
    print(
        f"新增{done.added}条（含分组数），修订{done.revised}条，未变{done.unchanged}条；实施情况{done.texts}条；写入{plan.folder}"
        if options.lang == "zh"
        else f"{done.added} added (strata included), {done.revised} revised, {done.unchanged} unchanged; {done.texts} texts on the work done; into {plan.folder}"
    )
    for code, year, said in done.unlike:
        print(f"{code}（{year}年）{said.zh}" if options.lang == "zh" else f"{code} ({year}): {said.en}")
    if done.questions:
        print(
            f"另有{done.questions}处待核实，已入库；逐处见kzplan check"
            if options.lang == "zh"
            else f"{done.questions} questions remain; kzplan check lists them"
        )


def _template(options):
    from ..plan import load_plan
    from ..returns.form import write_forms
    from ..returns.lists import write_lists

    plan = load_plan(options.plan)
    written = write_forms(plan, options.year, options.output, options.department)
    if not options.department:
        written += write_lists(plan.known_to(options.year), options.output, options.lang)
    for path in written:
        print(path)


def _start(options):
    from ..plan import copy_plan

    print(copy_plan(options.plan, options.folder))


def _midterm(options):
    from ..documents.evaluation import write_evaluation
    from ..documents.midterm import ANNUAL, FINAL, MIDTERM
    from ..plan import load_plan

    plan = load_plan(options.plan)
    if options.as_of is not None:
        plan = plan.as_of(options.as_of)
    names = {"annual": ANNUAL, "midterm": MIDTERM, "final": FINAL}
    chosen = [names[name] for name in dict.fromkeys(options.report or ())]
    scopes = ["" if scope == "joint" else scope for scope in dict.fromkeys(options.scope or ())]
    for path in write_evaluation(
        plan,
        options.year,
        options.output,
        chosen,
        options.letterhead,
        options.max_age,
        scopes,
        options.english,
        options.verbatim,
    ):
        print(path)
