"""A seeded sample of mutants of the arithmetic rooms, each run against its room's tests; survivors are printed to be read.

    pip install cosmic-ray==8.7.0            # in an environment of its own beside kzplan's packages
    python tests/mutants.py                  # every room
    python tests/mutants.py counts targets --each 100 --seed 2

A mutant never reaches the disk: a forked process takes it in place of the file when it imports it. At one place of the code
at most one mutant is drawn; what differs in an annotation alone is none. Needs an operating system that forks.
"""

import argparse
import ast
import importlib.machinery
import os
import random
import signal
import sys
from collections import defaultdict
from difflib import unified_diff
from pathlib import Path

import hypothesis
import pytest
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

HERE = Path(__file__).parent.parent
ROOMS = {  # files of kzplan, and files of tests, quickest first
    "model": ("model/trend model/leveldrift model/predictive model/prepare", "leveldrift trend class_alone"),
    "bell": ("indicator/bell model/student", "bell"),
    "counts": ("indicator/counts indicator/recovery", "counts"),
    "targets": ("indicator/rule indicator/target indicator/bounds indicator/changes", "clauses target target_laws"),
    "judge": ("evaluation/judge", "judge"),
    "schedule": ("evaluation/schedule", "schedule"),
    "statistics": ("progress/statistics progress/change", "progress"),
}
WITH_PLAN = (
    "model",
    "schedule",
    "statistics",
)  # whose tests take fixtures; the others do without conftest.py, which is quicker
LONGEST = 180  # seconds; a mutant that takes longer is killed
OPTIONS = """-x -q -n0 --tb=no -pno:cacheprovider -pno:nbval -Wignore::pytest.PytestAssertRewriteWarning
    --hypothesis-seed=0 --hypothesis-profile=mutants""".split()
OPERATORS = {
    name: get_operator(name)()
    for name in sorted(operator_names())
    if "/Variable" not in name and "Decorator" not in name
}


def mutants(file):
    """Place → [(operator, its occurrence)] of a file."""
    tree, found = get_ast(file.read_text("utf-8")), defaultdict(list)
    for name, operator in OPERATORS.items():
        places = (place for node in ast_nodes(tree) for place in operator.mutation_positions(node))
        for occurrence, (start, _) in enumerate(places):
            found[start].append((name, occurrence))
    return found


def bare(source):
    """What a file does: without its annotations."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        for name in ("annotation", "returns"):
            if getattr(node, name, None) is not None:
                setattr(node, name, ast.Constant(None))
    return ast.dump(tree)


def drawn(files, each, chance):
    """Yield (file, mutated source), one a place, at most so many."""
    places = [(file, start, found) for file in files for start, found in sorted(mutants(file).items())]
    chance.shuffle(places)
    for file, _, found in places:
        source = file.read_text("utf-8")
        name, occurrence = chance.choice(found)
        mutated = mutate_code(source, OPERATORS[name], occurrence)
        try:
            other = mutated and bare(mutated) != bare(source)
        except SyntaxError:  # "a * not b" is no program
            continue
        if other:
            yield file, mutated
            each -= 1
        if not each:
            return


def passes(file, source, tests):
    """Whether the tests pass with a file's source replaced, in a process of its own."""
    child = os.fork()
    if not child:
        signal.alarm(LONGEST)
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1), os.dup2(quiet, 2)
        module = ".".join(file.relative_to(HERE).with_suffix("").parts)
        read = importlib.machinery.SourceFileLoader.get_code
        importlib.machinery.SourceFileLoader.get_code = lambda self, name: (
            compile(source, self.path, "exec") if name == module else read(self, name)
        )
        try:
            importlib.import_module(module)  # before pytest, which reads a file it is given in its own way
        except BaseException:
            os._exit(1)
        told = pytest.main([*OPTIONS, str(file), *tests])
        os._exit(int(told))
    return os.waitpid(child, 0)[1] == 0


def main():
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("rooms", nargs="*", default=list(ROOMS))
    ask.add_argument("--each", type=int, default=30, help="mutants a room")
    ask.add_argument("--seed", type=int, default=1)
    asked = ask.parse_args()
    os.chdir(HERE)
    sys.path[:0] = [str(HERE / "tests"), str(HERE)]
    # the first failure is enough: it is not made small, nor kept
    phases = [hypothesis.Phase.explicit, hypothesis.Phase.generate]
    hypothesis.settings.register_profile("mutants", phases=phases, database=None, deadline=None)
    # what kzplan and its tests take from elsewhere is imported once; kzplan itself by each mutant
    import scipy.special  # noqa: F401

    import conftest  # noqa: F401

    for name in [name for name in sys.modules if name.split(".")[0] in ("kzplan", "conftest")]:
        del sys.modules[name]
    for room in asked.rooms:
        files, tests = ([*one.split()] for one in ROOMS[room])
        files, tests = [HERE / f"kzplan/{file}.py" for file in files], [f"tests/test_{test}.py" for test in tests]
        if room not in WITH_PLAN:
            tests.append("--noconftest")
        if not passes(files[0], files[0].read_text("utf-8"), tests):
            sys.exit(f"{room}: the tests fail without a mutant")
        killed = sampled = 0
        for file, source in drawn(files, asked.each, random.Random(f"{room} {asked.seed}")):
            sampled += 1
            if passes(file, source, tests):
                told = file.relative_to(HERE).as_posix()
                lines = file.read_text("utf-8").splitlines(), source.splitlines()
                print("\n".join(unified_diff(*lines, told, told, n=0, lineterm="")), flush=True)
            else:
                killed += 1
        print(f"{room}: {killed} of {sampled} killed", flush=True)


if __name__ == "__main__":
    main()
