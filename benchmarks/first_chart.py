"""How long a phone takes to show the page's first chart, in units of an empty page: both in one browser, turn by turn.

The processor is slowed four times. Needs Chromium and websocket-client.

    python benchmarks/first_chart.py [report/index.html]
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from browser import CHROMIUM, Page, wait_for

ROUNDS, SLOWED = 9, 4
EMPTY = '<!doctype html><html lang="zh"><meta charset="utf-8"><title>.</title><p id="seen">.</p></html>'
SEEN = (
    "(() => {{ const look = () => {{ const one = document.querySelector('{0}');"
    "if (one && one.getClientRects().length) window.seenAt = performance.now(); else requestAnimationFrame(look) }};"
    "requestAnimationFrame(look) }})()"
)


def seconds_until(page, address, selector):
    """Seconds from asking for an address to the frame in which something of it is laid out."""
    told = page.send("Page.addScriptToEvaluateOnNewDocument", source=SEEN.format(selector))
    page.send("Page.navigate", url="about:blank")
    time.sleep(0.3)
    page.send("Page.navigate", url=address)
    taken = wait_for(lambda: page.run("location.href !== 'about:blank' && window.seenAt"))
    page.send("Page.removeScriptToEvaluateOnNewDocument", identifier=told["identifier"])
    return taken / 1000


def ratio(report):
    """Median seconds of the first chart over those of an empty page, taken turn by turn."""
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder) / "empty.html"
        empty.write_text(EMPTY, encoding="utf-8")
        page = Page(tempfile.mkdtemp(dir=folder))
        page.send("Page.enable")
        page.looks(390, height=844)
        page.send("Emulation.setCPUThrottlingRate", rate=SLOWED)
        taken = [
            (
                seconds_until(page, empty.as_uri(), "#seen"),
                seconds_until(page, report.resolve().as_uri(), "#ladder .dot"),
            )
            for _ in range(ROUNDS)
        ]
        page.close()
    return statistics.median(chart for _, chart in taken) / statistics.median(nothing for nothing, _ in taken)


def line(report):
    """What the table of waits says of it; nothing where there is no browser."""
    if CHROMIUM is None:
        return []
    return ["", f"The page's first chart on a phone: {ratio(report):.1f} × an empty page."]


if __name__ == "__main__":
    print(line(Path(sys.argv[1] if len(sys.argv) > 1 else "report/index.html"))[-1])
