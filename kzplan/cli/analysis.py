"""Commands that say what can be said of a plan."""

from argparse import ArgumentParser
from collections.abc import Callable

from ..words.both import Both
from ..words.english import many
from ..words.errors import InputError
from .lines import in_chinese, not_asked
from .output import write_csv

NO_TARGETS = Both(
    "the plan prints no targets for its base year, so there is none to judge",
    "规划没有印发基期年的目标，没有可评判的项目",
)


def add_commands(add: Callable[..., ArgumentParser]) -> None:
    """Commands that say what can be said of a plan."""
    for command in (_add_outlook, _add_project, _add_needed, _add_audit, _add_review, _add_progress):
        command(add)


def _add_outlook(add):
    outlook = add(
        "outlook",
        _outlook,
        "Print the outlook of every target, or write it as CSV.",
        "kzplan outlook --csv outlook_2030.csv",
    )
    outlook.add_argument("--csv", metavar="FILE", help="write all columns as UTF-8 CSV")


def _add_project(add):
    project = add("project", _project, "Say what can be said of one target.", "kzplan project W03 --births 9000")
    project.add_argument("code", help="target code, as W03")
    project.add_argument("--births", type=float, help="live births expected in the target year")
    project.add_argument("--target", help="another target, in the plan's own forms: '≥90'")
    project.add_argument("--tolerance", type=float, help="half-width of 左右, in points")
    project.add_argument("--damping", type=float, help="share of the past change that goes on, 0 to 1.5")


def _add_needed(add):
    needed = add(
        "needed",
        _needed,
        "Say what value, reported for a year, would make reaching each target likely.",
        "kzplan needed --year 2026 C10b W03",
    )
    needed.add_argument("codes", nargs="*", metavar="CODE", help="target codes (default: all)")
    needed.add_argument("--year", type=int, help="year the value is reported for (default: the one asked for next)")
    needed.add_argument("--chance", type=float, help="chance of meeting the target (default: two thirds)")
    needed.add_argument("--csv", metavar="FILE", help="write the table as UTF-8 CSV")


def _add_audit(add):
    audit = add(
        "audit", _audit, "Say what is wrong or doubtful in a plan's tables.", "kzplan audit --lang zh -o queries"
    )
    audit.add_argument("--csv", metavar="FILE", help="write every finding as UTF-8 CSV")
    audit.add_argument("-o", "--output", metavar="DIR", help="write the errata list and the query sheets (xlsx)")
    audit.add_argument("--skip", metavar="RULE", action="append", default=[], help="leave out a rule; can be repeated")
    audit.add_argument("--notes", action="store_true", help="print notes as well")


def _add_review(add):
    review = add("review", _review, "Say which targets for the base year were met.", "kzplan review --by department")
    review.add_argument("--csv", metavar="FILE", help="write the verdicts as UTF-8 CSV")
    review.add_argument("--by", choices=("plan", "domain", "department"), help="count the verdicts by group")


def _add_progress(add):
    progress = add(
        "progress",
        _progress,
        "Set every published method's verdict beside our odds, for the plan or for numbers of one's own.",
        "kzplan progress W03\n  kzplan progress --from 2010 22 --to 2020 12 --target 8 --direction down",
    )
    progress.add_argument(
        "codes", nargs="*", metavar="CODE", help="target codes (default: all that the methods apply to)"
    )
    progress.add_argument("--csv", metavar="FILE", help="write the comparison as UTF-8 CSV")
    progress.add_argument(
        "--from",
        dest="first",
        nargs=2,
        type=float,
        metavar=("YEAR", "VALUE"),
        help="first value of a series of one's own",
    )
    progress.add_argument(
        "--to", dest="latest", nargs=2, type=float, metavar=("YEAR", "VALUE"), help="its latest value"
    )
    progress.add_argument("--target", type=float, help="value to reach")
    progress.add_argument("--target-year", type=int, help="year to reach it in (default: the last of the 2030 Agenda)")
    progress.add_argument("--direction", choices=("up", "down"), help="the good direction (default: up)")
    progress.add_argument("--limit", type=float, help="natural limit, 100 for a percentage")


def _outlook(options):
    from ..odds.outlook import outlook
    from ..plan import load_plan
    from ..words import labels

    plan = load_plan(options.plan)
    table = outlook(plan)
    if options.csv:
        if options.lang == "zh":
            table["note"] = [plan.by_code[code].reason.zh or plan.by_code[code].reason.en for code in table["code"]]
        write_csv(table, options.csv, options.lang)
        return
    for _, row in table.iterrows():
        name = row["name_zh"] if options.lang == "zh" else row["name_en"]
        chance = "" if row["reason"] else labels.percent(row["p_reach"], options.lang)
        word = labels.word(row["reason"] or row["outlook"], options.lang)
        print(f"{row['code']:<5} {chance:>5}  {word}  {name}  {row['target']}")


def _project(options):
    from ..odds.projection import project
    from ..plan import load_plan
    from ..words import labels

    names = ("births", "target", "tolerance", "damping")
    chosen = {name: getattr(options, name) for name in names if getattr(options, name) is not None}
    plan = load_plan(options.plan)
    projection = project(plan, options.code, **chosen)
    print(projection.sentence(options.lang))
    if options.lang == "zh":
        print("\n".join(f"{heading}：{cell}" for heading, cell in in_chinese(projection, plan)))
        return
    told = projection.summary().drop(list(not_asked(projection.case.target)), errors="ignore")
    told.loc["domain"] = labels.domain(told.loc["domain"].iloc[0], "en")
    told.loc["department"] = "; ".join(map(_named, projection.case.target.departments))
    print(told.to_string(header=False))


def _named(department: str) -> str:
    """A department in English beside its own name, or its name alone, in quotes, where no English one is known."""
    from ..plan.printed import UNNAMED
    from ..words import labels

    known = labels.department(department, "en")
    if department == UNNAMED:
        return known
    return known if known == labels.in_quotes(department) else f"{known} ({department})"


def _needed(options):
    from ..odds.asked import cases_asked
    from ..odds.needed import needed
    from ..odds.sentence import needed_sentence
    from ..odds.verdict import reached
    from ..plan import load_plan

    plan = load_plan(options.plan)
    codes = [plan.target(code).code for code in options.codes]  # an unknown one is named before anything is printed
    chosen = {name: getattr(options, name) for name in ("year", "chance") if getattr(options, name) is not None}
    table = needed(plan, **chosen)
    if options.csv:
        write_csv(table[table["code"].isin(codes)] if codes else table, options.csv, options.lang)
        return
    listed = cases_asked(plan, None, {})
    for case, row, p in zip(listed, table.to_dict("records"), reached(listed), strict=True):
        said = needed_sentence(case, row, options.lang, now=p)
        if said if not codes else row["code"] in codes:
            print(f"{row['code']:<5} {case.target.name.text(options.lang)}  {case.target.text}  {said or '–'}")


def _audit(options):
    from .. import findings
    from ..documents.gathering import where_printed
    from ..plan import load_plan
    from ..words import labels

    # what cannot be right is what an audit is for, so it is loaded all the same
    plan = load_plan(options.plan, strict=False)
    found = findings.audit(plan, options.skip, options.lang)
    if options.csv:
        write_csv(found, options.csv, options.lang)
    if options.output:
        from ..documents import queries
        from ..paper.whole import folder_at

        folder = folder_at(options.output)
        for path in queries.write(plan, folder, lang=options.lang):
            print(path)
    if options.csv or options.output:
        return
    for number, lines in found.groupby("finding"):
        first = lines.iloc[0]
        if first["severity"] == "note" and not options.notes:
            continue
        rows = dict.fromkeys(
            where_printed(line, plan.period, options.lang, found.attrs["imported"]) for line in lines.to_dict("records")
        )
        told = Both(f": {'; '.join(rows)}", f"：{'；'.join(rows)}").text(options.lang)
        print(f"{number:>4} {labels.word(first['severity'], options.lang)}{told}\n     {first['evidence']}")
    kinds = found.drop_duplicates("finding")["severity"].value_counts()
    print(", ".join(f"{labels.word(kind, options.lang)} {kinds.get(kind, 0)}" for kind in findings.SEVERITIES))


def _review(options):
    from .. import retrospect
    from ..plan import load_plan
    from ..words import labels

    reviewed = retrospect.review(load_plan(options.plan))
    if options.csv:
        write_csv(reviewed, options.csv, options.lang)
        return
    if not options.by:
        for row in reviewed.to_dict("records"):
            name = row["name_zh"] if options.lang == "zh" else row["name_en"]
            print(
                f"{labels.word(row['plan'], options.lang)} {row['row']:<4} {labels.word(row['outcome'], options.lang)}  {name}  "
                f"{row['target']}  {row['printed']}"
            )
    if reviewed.empty:
        print(NO_TARGETS.text(options.lang))
        return
    counted = retrospect.counts(reviewed, options.by)
    for group, row in counted.iterrows():
        share = (
            ""
            if row["share_met"] != row["share_met"]
            else f"  {row['share_met']:.0f}{labels.PERCENT.text(options.lang)}"
        )
        met = f"{row['met_of_measurable']:.0f} / {row['measurable']:.0f}"
        words = (
            f"达标{met}（可监测），共{row['targets']:.0f}项"
            if options.lang == "zh"
            else f"{met} measurable met, of {many(int(row['targets']), 'target')}"
        )
        print(f"{labels.group(group, options.lang)}: {words}{share}")


def _progress(options):
    from .. import progress
    from ..evaluation.methods import compare_methods
    from ..plan import load_plan
    from ..words import labels

    own = ("target", "direction", "limit", "target_year")
    if options.first or options.latest:
        _progress_of_numbers(options)
        return
    given = [name for name in own if getattr(options, name) is not None]
    if given:
        raise InputError(f"--{given[0].replace('_', '-')} goes with numbers of one's own: give --from and --to as well")
    plan = load_plan(options.plan)
    for code in options.codes:
        plan.target(code)  # an unknown one is named before anything is printed
    table = compare_methods(plan)
    table = table[table["code"].isin(options.codes)] if options.codes else table
    if options.csv:
        write_csv(table, options.csv, options.lang)
        return
    absent = sorted(set(options.codes) - set(table["code"]))
    if absent:
        print(
            f"{', '.join(absent)}: the methods need two comparable values and a good direction"
            if options.lang != "zh"
            else f"{'、'.join(absent)}：这些方法需要两期可比数据，且指标有好坏方向"
        )
    for row in table.to_dict("records"):
        odds = (
            labels.word(row["reason"], options.lang) if row["reason"] else labels.percent(row["p_reach"], options.lang)
        )
        print(
            f"{row['code']} {Both.of(row, 'name_').text(options.lang)}: {labels.number(row['y0'])} → {labels.number(row['y1'])}; "
            f"{_tally(row['methods_on_track'], options.lang)}; {odds}"
        )
        if options.codes:
            for name, profile in progress.profiles().items():
                basis = "none" if row["target"] != row["target"] else "target"
                print(_method(profile, row[name], basis, options.lang))


def _method(profile, verdict, basis, lang):
    """What a method says, and whether it is not among those that are counted."""
    beside = "" if profile.counted else Both(" (not counted)", "（不计入）").text(lang)
    return f"    {profile.name_in(lang)}: {profile.words(verdict, lang, basis) or '–'}{beside}"


def _tally(told, lang):
    """How many of the methods that judge a pace say "on track"; whether the target is met already is no pace."""
    if not told:
        return ""
    yes, n = told.split(" of ")
    return Both(
        f"{yes} of the {n} methods that judge the pace say on track", f"判断进度的{n}种方法中{yes}种认为进展顺利"
    ).text(lang)


def _progress_of_numbers(options):
    from .. import progress

    if options.codes or options.csv or not (options.first and options.latest):
        raise InputError(
            "numbers of one's own need --from YEAR VALUE and --to YEAR VALUE, and neither a code nor --csv"
        )
    lines, cautions = [], []
    for profile in progress.profiles().values():
        lacking = progress.lacking(profile, options.target, options.limit)
        name = profile.name_in(options.lang)
        if lacking:
            lines.append(f"{name}: – (--{', --'.join(lacking)})")
            continue
        told = progress.evaluate(
            profile,
            *options.first,
            *options.latest,
            options.target,
            options.target_year,
            options.direction or "up",
            options.limit,
        )
        cautions += told.cautions
        lines.append(f"{name}: {Both(told.en, told.zh).text(options.lang)} ({told.value:.4g})")
    print("\n".join([*lines, *(f"! {progress.explain(caution, options.lang)}" for caution in dict.fromkeys(cautions))]))
