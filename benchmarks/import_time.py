"""What `import kzplan` costs beside `import pandas`: fresh interpreters in turn, best of several."""

import subprocess
import sys
import time

RUNS = 7


def seconds(statement):
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", statement], check=True)
    return time.perf_counter() - start


def main():
    times = {"import pandas": [], "import kzplan": [], "import kzplan; kzplan.load_plan()": []}
    for _ in range(RUNS):
        for statement, taken in times.items():
            taken.append(seconds(statement))
    base = min(times["import pandas"])
    for statement, taken in times.items():
        print(f"{statement:<36} {min(taken) / base:5.2f} of import pandas")
    heavy = "import sys, kzplan; print([m for m in ('statsmodels', 'matplotlib', 'seaborn') if m in sys.modules])"
    print(
        "loaded by import kzplan:",
        subprocess.run([sys.executable, "-c", heavy], check=True, capture_output=True, text=True).stdout.strip(),
    )


if __name__ == "__main__":
    main()
