"""What one waits for, in units of ``import pandas``: one table, all measured in one run, processor time, median of several.

Run beside each other on a machine, units stay what they are on a faster or slower one. Answers are made, not remembered: each
round loads a plan anew and changes an assumption.

    python benchmarks/waits.py [README.md ...]     # also writes the table between the markers of these files
"""

import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import tracemalloc
import warnings
from pathlib import Path

import first_chart
import million_series
import numpy as np

ROUNDS = 3
BEGIN, END = "<!-- make bench -->", "<!-- end of make bench -->"
SERIES, BLOCK = 200_000, 10_000


def of_process(*arguments):
    """Processor seconds of a fresh process, median of several."""
    return of_processes([arguments] * ROUNDS)


def of_processes(rounds):
    """Processor seconds of fresh processes, one by one, median: each has its own arguments."""
    taken = []
    for arguments in rounds:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [sys.executable, *map(str, arguments)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(taken)


def of_call(call, *made):
    """Processor seconds of a call in this process, median over what it is called with."""
    taken = []
    for one in made:
        start = time.process_time()
        call(one)
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def calls(folder):
    """[(what, seconds)] of calls in a process that is warm."""
    import kzplan as kz

    places = [shutil.copytree(kz.load_plan().folder, folder / f"plan{i}") for i in range(ROUNDS)]
    warm = kz.load_plan()
    kz.evaluate(warm, 2025), kz.outlook(warm), kz.project(warm, "W03"), kz.audit(warm)
    plans = [kz.load_plan(place) for place in places]
    for plan in plans:
        kz.project(plan, "W04")  # what a loaded plan is, once
    rounds = list(enumerate(plans))
    return [
        ("`kz.load_plan()`", of_call(kz.load_plan, *places)),
        (
            "`kz.project(plan, code)`",
            of_call(lambda one: kz.project(one[1], "C08", damping=0.3 + one[0] / 50), *rounds),
        ),
        ("`kz.outlook(plan)`", of_call(lambda one: kz.outlook(one[1], damping=0.4 + one[0] / 50), *rounds)),
        ("`kz.evaluate(plan, 2025)`", of_call(lambda plan: kz.evaluate(plan, 2025), *plans)),
        ("`kz.audit(plan)`", of_call(kz.audit, *plans)),
    ]


def commands(folder):
    """[(what, seconds)] of commands, each a process of its own."""
    kzplan, forms = ("-m", "kzplan.cli"), folder / "forms"
    listed = [
        ("`kzplan outlook`", ("outlook", "--csv", folder / "outlook.csv")),
        ("`kzplan template` (22 forms)", ("template", "--year", 2025, "-o", forms)),
        ("`kzplan report`", ("report", "-o", folder / "report")),
        ("`kzplan midterm` (all documents)", ("midterm", "--year", 2025, "-o", folder / "evaluation")),
    ]
    found = [("`import kzplan`", of_process("-c", "import kzplan"))]
    found += [(what, of_process(*kzplan, *arguments)) for what, arguments in listed]
    return found + returns(folder, kzplan)


def returns(folder, kzplan):
    """[(what, seconds)] of the filled forms (示例数据) of a year: checked, and merged into a folder that has none yet."""
    from kzplan.lab import sample

    home, _ = sample.write_returns(folder / "returns", wrong=0)
    sent = folder / "returns" / "2025"
    number = len(list(sent.glob("*.xlsx")))
    places = [shutil.copytree(home, folder / f"merged{i}") for i in range(ROUNDS)]
    merging = [(*kzplan, "merge", sent, "--plan", place, "--who", "bench") for place in places]
    return [
        (f"`kzplan check` ({number} filled forms)", of_process(*kzplan, "check", sent, "--plan", home)),
        (f"`kzplan merge` ({number} filled forms)", of_processes(merging)),
    ]


def core():
    """Share of the bare arithmetic's speed that the model keeps, how many times statsmodels takes, memory of a block in MB."""
    values = np.exp(np.random.default_rng(1).normal(2.0, 0.5, (SERIES, 2)))
    ours, bare = (
        statistics.median(million_series.seconds_a_series(run, values) for _ in range(ROUNDS))
        for run in (million_series.with_kzplan, million_series.with_numpy)
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        loop = million_series.seconds_a_series(million_series.with_statsmodels, values[: million_series.SAMPLE])
    tracemalloc.start()
    million_series.with_kzplan(values[:BLOCK])
    memory = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return bare / ours, loop / ours, memory


def table():
    """The table as lines of Markdown."""
    empty = of_process("-c", "pass")
    unit = of_process("-c", "import pandas") - empty
    with tempfile.TemporaryDirectory() as folder:
        rows = [*calls(Path(folder)), *commands(Path(folder))]
        page = first_chart.line(Path(folder) / "report" / "index.html")
    share, loop, memory = core()
    lines = [
        "| wait | × `import pandas` |",
        "|---|---|",
        *(f"| {what} | {seconds / unit:.2g} |" for what, seconds in rows),
    ]
    return [
        *lines,
        "",
        f"The model on {SERIES:,} series of two values, to a median, three intervals and a probability: "
        f"{share:.2f} of the speed of the same arithmetic written out in numpy, {loop:,.0f} times that of a loop over "
        f"statsmodels; {memory:.0f} MB for {BLOCK:,} series.",
        *page,
    ]


def main(*paths):
    lines = table()
    print("\n".join(lines))
    for path in map(Path, paths):
        text = path.read_text(encoding="utf-8")
        before, _, rest = text.partition(BEGIN)
        after = rest.partition(END)[2]
        path.write_text("\n".join([before + BEGIN, *lines, END + after]), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
