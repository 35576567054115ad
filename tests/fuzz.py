"""Throw many odd inputs at every door and print what came of it: ``python tests/fuzz.py 100000 [door …] [--seed=7]`` (make fuzz)."""

import collections
import resource
import sys
import time
import traceback
import warnings

from doors import DOORS
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

import kzplan as kz
from kzplan.words.errors import KzplanError

SHOWN = 40  # failures of a door that are printed


def throw(door, inputs, plan, drawn=20261127):
    """(answers, refusals, {what failed: how often}, slowest in seconds) of a door."""
    told, failed, slowest = collections.Counter(), collections.Counter(), 0.0

    @seed(drawn)
    @settings(
        max_examples=inputs,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def tried(data):
        nonlocal slowest
        spent = []

        def draw(strategy):
            begun = time.process_time()
            drawn = data.draw(strategy)
            spent.append(time.process_time() - begun)
            return drawn

        begun = time.process_time()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                DOORS[door](draw, plan)
            told["answer"] += 1
        except KzplanError:
            told["refusal"] += 1
        except Exception as problem:
            if type(problem).__module__.startswith("hypothesis"):
                raise
            where = [frame for frame in traceback.extract_tb(problem.__traceback__) if "/kzplan/" in frame.filename][
                -1:
            ]
            place = f"{where[0].filename.split('/kzplan/')[-1]}:{where[0].lineno}" if where else "?"
            failed[f"{type(problem).__name__} {place} {str(problem)[:90]!r}"] += 1
        slowest = max(slowest, time.process_time() - begun - sum(spent))

    tried()
    return told["answer"], told["refusal"], failed, slowest


def main(total, names=(), drawn=20261127):
    """Print a table of doors; return how many failed; ``drawn`` is the seed."""
    plan, chosen, all_failed = kz.load_plan(), names or list(DOORS), 0
    print(f"{'door':<20}{'inputs':>8}{'answers':>9}{'refusals':>9}{'failures':>9}{'slowest s':>10}{'peak MB':>9}")
    for door in chosen:
        answers, refusals, failed, slowest = throw(door, total // len(chosen), plan, drawn)
        count, peak = sum(failed.values()), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(
            f"{door:<20}{answers + refusals + count:>8}{answers:>9}{refusals:>9}{count:>9}{slowest:>10.2f}{peak:>9}",
            flush=True,
        )
        for what, times in failed.most_common(SHOWN):
            print(f"    {times} × {what}")
        all_failed += count
    return all_failed


if __name__ == "__main__":
    seeds = [int(word.removeprefix("--seed=")) for word in sys.argv[2:] if word.startswith("--seed=")]
    names = [word for word in sys.argv[2:] if not word.startswith("--")]
    sys.exit(bool(main(int(sys.argv[1]), names, *seeds)))
