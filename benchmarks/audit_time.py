"""What an audit costs beside loading the plan: both in one process, in turn, medians of several."""

import statistics
import time

import kzplan as kz

RUNS = 9


def seconds(function):
    start = time.perf_counter()
    result = function()
    return time.perf_counter() - start, result


def main():
    kz.audit(kz.load_plan())  # imports and caches
    loads, audits, reviews = [], [], []
    for _ in range(RUNS):
        taken, plan = seconds(kz.load_plan)
        loads.append(taken)
        audits.append(seconds(lambda plan=plan: kz.audit(plan))[0])
        reviews.append(seconds(lambda plan=plan: kz.review(plan))[0])
    load = statistics.median(loads)
    print(f"audit  {statistics.median(audits) / load:5.2f} of load_plan")
    print(f"review {statistics.median(reviews) / load:5.2f} of load_plan")
    print(
        f"of load and audit together, the audit is {100 * statistics.median(audits) / (load + statistics.median(audits)):.0f} %"
    )


if __name__ == "__main__":
    main()
