"""A headless browser that a test can talk to."""

import base64
import contextlib
import itertools
import json
import shutil
import subprocess
import time
import urllib.request
from pathlib import Path

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


def wait_for(question, seconds=60):
    """Ask until there is an answer that is true, and return it."""
    until, pause = time.monotonic() + seconds, 0.01
    while time.monotonic() < until:
        with contextlib.suppress(OSError, KeyError, ValueError):
            answer = question()
            if answer:
                return answer
        time.sleep(pause)
        pause = min(2 * pause, 0.1)  # what takes long is asked for less often
    raise TimeoutError(f"no answer in {seconds} s")


class Page:
    """One page of a browser, driven by Chromium's own debugging protocol."""

    def __init__(self, folder):
        import websocket

        flags = [
            "--headless",
            "--kiosk",  # the page alone: bars and tabs would be drawn anew with each page that is opened
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--remote-debugging-port=0",
            "--remote-allow-origins=*",
            "--window-size=1400,1400",
            "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup",  # pages of its own, made though none is seen
            f"--user-data-dir={folder}",
        ]
        self.process = subprocess.Popen(
            [CHROMIUM, *flags, "about:blank"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        port = wait_for(lambda: (Path(folder) / "DevToolsActivePort").read_text().split()[0])
        pages = wait_for(lambda: json.load(urllib.request.urlopen(f"http://127.0.0.1:{port}/json")))
        address = next(page for page in pages if page["type"] == "page")["webSocketDebuggerUrl"]
        self.socket, self.numbers = (
            websocket.create_connection(address, timeout=60, skip_utf8_validation=True),
            itertools.count(1),
        )
        self.events, self.turns = [], itertools.cycle("01")

    def send(self, method, **parameters):
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            said = json.loads(self.socket.recv())
            if said.get("id") == number:
                return said.get("result", {})
            self.events.append(said)

    def opened(self, address):
        """Open a page and return what the browser's console said until it was loaded."""
        for room in ("Page", "Runtime", "Log"):
            self.send(f"{room}.enable")
        self.send("Page.setLifecycleEventsEnabled", enabled=True)
        self.send("Log.clear")
        self.events.clear()
        place, mark, view = address.partition("#")
        # else another view of the same page would not load it anew; a script is compiled once for each address that it is of
        anew = f"{place}?{next(self.turns)}{mark}{view}"
        loader = self.send("Page.navigate", url=anew)["loaderId"]
        self._until(lambda event: event["params"].get("loaderId") == loader and event["params"]["name"] == "load")
        return self.complaints()

    def complaints(self):
        """What the browser's console has said since the page was opened."""
        self.run("0")  # what was said before the answer has come by then
        console = ("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded")
        return [event for event in self.events if event.get("method") in console]

    def _until(self, told):
        """Take in the browser's events until one of the page's life is what is waited for."""
        while not any(event["method"] == "Page.lifecycleEvent" and told(event) for event in self.events):
            self.events.append(json.loads(self.socket.recv()))

    def run(self, script):
        """Return the value of a script; promises are awaited."""
        result = self.send("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        return result.get("result", {}).get("value")

    def ask(self, script):
        """Return the value of a script that must not fail."""
        result = self.send("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in result, json.dumps(result["exceptionDetails"], ensure_ascii=False)[:900]
        return _spaced(result["result"].get("value"))

    def looks(self, width, dark=False, height=900):
        """Set how wide the window is, and whether light or dark is preferred."""
        phone = width < 700
        self.send("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=phone)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        still = {"name": "prefers-reduced-motion", "value": "reduce"}
        self.send("Emulation.setEmulatedMedia", features=[scheme, still])

    def click(self, selector):
        """Click what a selector finds, as a reader would: where it lies, once it is in sight."""
        where = (
            f"(() => {{const one = document.querySelector({json.dumps(selector)}); if (!one) return null;"
            "const out = r => r.top < 60 || r.bottom > innerHeight; if (out(one.getBoundingClientRect()) && !one.closest('header'))"
            "one.scrollIntoView({block: 'center', behavior: 'instant'}); const r = one.getBoundingClientRect();"
            "return [r.left + Math.min(r.width / 2, 40), r.top + r.height / 2]})()"
        )
        place = wait_for(lambda: self.ask(where), 10)
        for kind in ("mousePressed", "mouseReleased"):
            self.send("Input.dispatchMouseEvent", type=kind, x=place[0], y=place[1], button="left", clickCount=1)

    def printed(self):
        """Return the page as a PDF."""
        return base64.b64decode(self.send("Page.printToPDF", preferCSSPageSize=True, printBackground=True)["data"])

    def key(self, name, code, text=""):
        for kind, typed in (("keyDown", text), ("keyUp", "")):
            self.send("Input.dispatchKeyEvent", type=kind, key=name, code=name, windowsVirtualKeyCode=code, text=typed)

    def close(self):
        self.socket.close()
        self.process.terminate()
        self.process.wait(timeout=20)


def _spaced(told):
    """What a page says, its no-break spaces as spaces: where a line breaks is not what is asked."""
    if isinstance(told, str):
        return told.replace("\u00a0", " ")
    if isinstance(told, list):
        return [_spaced(one) for one in told]
    return {name: _spaced(one) for name, one in told.items()} if isinstance(told, dict) else told
