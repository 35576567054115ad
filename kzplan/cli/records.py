"""Commands that record what changed in a plan's years: definitions, departments."""

from argparse import ArgumentParser
from collections.abc import Callable

from ..words.errors import Refusal


def add_commands(add: Callable[..., ArgumentParser]) -> None:
    """Commands that record what changed in a plan's years: definitions, departments."""
    for command in (_add_break, _add_department):
        command(add)


def _add_break(add):
    broken = add(
        "break",
        _break,
        "Record a change of definition (口径调整): no change, schedule or odds is told across it.",
        'kzplan break C08 --year 2024 --why "denominator: residents" --who 区统计局 --plan my_district',
    )
    broken.add_argument("target", metavar="CODE", help="code or name of the target")
    broken.add_argument("--year", type=int, required=True, help="first year counted in the new way")
    broken.add_argument("--why", required=True, help="what was changed; stands beside the values")
    broken.add_argument("--who", required=True, help="who records it")


def _add_department(add):
    department = add(
        "department",
        _department,
        "Record that a department was renamed, merged or abolished: who reports in its place.",
        "kzplan department 区残联 区残疾人联合会 --from 2024 --plan my_district",
    )
    department.add_argument("department", metavar="OLD", help="name so far")
    department.add_argument("successor", metavar="NEW", help="who reports in its place; of a merger, give each old one")
    department.add_argument(
        "--from", dest="start", type=int, required=True, metavar="YEAR", help="first year whose figures are its own"
    )
    department.add_argument(
        "--code", nargs="+", default=(), metavar="CODE", help="targets that are handed over (default: all)"
    )
    department.add_argument("--why", default="", help="reason, as the document that ordered it")
    department.add_argument("--who", default="", help="who records it")


def _loaded(options):
    from ..plan import load_plan

    if not options.plan:
        raise Refusal(
            "this writes into a plan folder: give --plan (kzplan start DIR makes one)",
            "登记要写入规划文件夹：请用--plan指定（kzplan start 文件夹名 可复制一份）",
        )
    return load_plan(options.plan)


def _break(options):
    from ..plan.breaks import add_break

    print(add_break(_loaded(options), options.target, options.year, options.why, options.who))


def _department(options):
    from ..plan.departments import add_department

    plan, told = _loaded(options), (options.why, options.who)
    print(add_department(plan, options.department, options.successor, options.start, options.code, *told))
