"""The house: which room may use which, how large a room may be, and what stands in no line of it."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "kzplan"
# each room may use those before it and none after it
FLOORS = {
    "words": "both languages, the table of words, numbers in text, errors",
    "indicator": "kinds, scales, rules of targets, series, counts",
    "paper": "what pictures and workbooks share",
    "charts": "pictures that are drawn where they are looked at: tables in, Vega-Lite out",
    "model": "parameters, level and drift, predictive distribution: arrays in, arrays out",
    "progress": "published methods as profiles: numbers in, words out",
    "plan": "printed tables, what is said about them, values that came in later",
    "odds": "case, forecast, verdict, outlook",
    "retrospect": "the targets of the last decade",
    "findings": "what is wrong in the tables",
    "evaluation": "the verdicts of a year",
    "returns": "forms out, checked, merged",
    "importing": "a plan as published, into a plan folder",
    "figures": "pictures",
    "documents": "Word, page, workbook",
    "lab": "calibration, history, examples, exploring",
    "cli": "commands",
}
LINES, BODY = 400, 40  # of a file; of a function without its docstring
# names that a year of code may stand in, and why: they are no years of a plan
OTHER_YEARS = {
    "progress/change.py": "the years of the 2030 Agenda, to which ESCAP's indices are tied",
    "progress/profile.py": "names of methods",
    "progress/engine.py": "names of methods",
    "figures/methods.py": "names of methods",
    "lab/calibration/cases.py": "the split of the panel by decade",
    "lab/calibration/fit.py": "seeds of draws",
    "lab/calibration/score.py": "seeds of draws",
    "lab/examples.py": "seed of the draws",
    "lab/nation.py": "seed of the draws, and the years of what is made",
    "lab/sample.py": "seed of the draws",
    "paper/svg.py": "the name of the format",
    "paper/sheet.py": "a fixed moment, so that the same input gives the same bytes",
    "documents/word.py": "a fixed moment, so that the same input gives the same bytes",
    "odds/view.py": "the name of a set of parameters, and the decade it is of",
    "returns/raw.py": "names of the workbook format",
    "returns/cells.py": "a number of rows",
    "cli/analysis.py": "examples of commands, and the 2030 Agenda",
    "plan/period.py": "the example that an error shows",
    "words/errors.py": "the example that an error shows",
    "words/numbers.py": "the code of a character",
}


@cache
def files():
    return {
        path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(ROOT.rglob("*.py"))
    }


@cache
def nodes(tree):
    return list(ast.walk(tree))


def imports_of(name, tree):
    """Modules of the library that a file imports, as dotted names without ``kzplan``."""
    here = name.removesuffix(".py").split("/")
    here = here[:-1]
    found = set()
    for node in nodes(tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = here[: len(here) - node.level + 1] + (node.module.split(".") if node.module else [])
            found |= {".".join([*base, alias.name]) for alias in node.names}
    return found


def functions(tree):
    return [node for node in nodes(tree) if isinstance(node, ast.FunctionDef)]


def body_of(function):
    documented = ast.get_docstring(function) is not None
    return function.body[1:] if documented else function.body


def test_every_folder_of_the_library_has_a_floor():
    rooms = {path.name for path in ROOT.iterdir() if path.is_dir() and any(path.rglob("*.py"))}
    assert rooms == set(FLOORS)


@pytest.mark.parametrize("room", FLOORS)
def test_a_room_uses_only_the_rooms_above_it(room):
    order = list(FLOORS)
    for name, tree in files().items():
        if not name.startswith(f"{room}/"):
            continue
        for used in imports_of(name, tree):
            other = used.split(".")[0]
            if other in FLOORS:
                assert order.index(other) <= order.index(room), f"{name} imports {used}"


def test_no_file_is_imported_by_what_it_imports():
    known = {name.removesuffix(".py").removesuffix("/__init__").replace("/", "."): name for name in files()}
    arrows = {}
    for module, name in known.items():
        tree = files()[name]
        later = {
            id(n)
            for node in nodes(tree)
            if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
            for n in ast.walk(node)
        }
        plain = ast.Module([node for node in tree.body if id(node) not in later], [])
        used = imports_of(name, plain)
        arrows[module] = {
            known_name
            for one in used
            for known_name in (one, one.rpartition(".")[0])
            if known_name in known and known_name != module
        }
        if name.endswith("__init__.py"):
            arrows[module] = set()  # a room's face only hands names on
    done, path = set(), []

    def visit(module):
        if module in path:
            pytest.fail(" → ".join([*path[path.index(module) :], module]))
        if module not in done:
            path.append(module)
            for other in sorted(arrows[module]):
                visit(other)
            path.pop()
            done.add(module)

    for module in sorted(arrows):
        visit(module)


def test_no_file_is_long_and_no_function_is():
    long = [name for name in files() if len((ROOT / name).read_text(encoding="utf-8").splitlines()) > LINES]
    tall = [
        f"{name}:{function.name} {function.end_lineno - body_of(function)[0].lineno + 1}"
        for name, tree in files().items()
        for function in functions(tree)
        if body_of(function) and function.end_lineno - body_of(function)[0].lineno + 1 > BODY
    ]
    assert (long, tall) == ([], [])


def docstrings(tree):
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef)
    return {
        id(node.body[0].value)
        for node in nodes(tree)
        if isinstance(node, owners) and node.body and ast.get_docstring(node) is not None
    }


def constants(tree):
    told = docstrings(tree)
    return [
        (node.lineno, node.value) for node in nodes(tree) if isinstance(node, ast.Constant) and id(node) not in told
    ]


def test_no_year_of_a_plan_stands_in_code():
    found = {
        f"{name}:{line} {value}"
        for name, tree in files().items()
        if name not in OTHER_YEARS
        for line, value in constants(tree)
        if (isinstance(value, int) and not isinstance(value, bool) and 2000 <= value <= 2100)
        or (
            isinstance(value, str)
            and re.search(r"(?<!\d)20[0-4]\d(?!\d)", value)
            and not re.search(r"kzplan \w+|example|e\.g\.", value)
        )
    }
    assert found == set()


def test_no_place_office_or_document_of_the_shipped_plan_stands_in_code():
    found = {
        f"{name}:{line} {value}"
        for name, tree in files().items()
        for line, value in constants(tree)
        if isinstance(value, str) and re.search("开州|开府|重庆|Kaizhou", value) and "default: the" not in value
    }
    assert found == set()


def test_every_public_function_says_its_types():
    bare = [
        f"{name}:{function.name}"
        for name, tree in files().items()
        for function in functions(tree)
        if not function.name.startswith("_")
        and (
            function.returns is None
            or any(
                arg.annotation is None
                for arg in [*function.args.args, *function.args.kwonlyargs]
                if arg.arg not in ("self", "cls")
            )
        )
    ]
    assert bare == []
