"""What tests do on the page: choose, type, wait until it is drawn."""

import json

from browser import wait_for


def shown(page):
    """Codes of the targets in the list."""
    return page.ask(
        "[...document.querySelectorAll('details.target')].filter(one => !one.hidden).map(one => one.dataset.code)"
    )


def choose(page, name, value):
    page.ask(
        f"{{const one = document.querySelector('#filters [name={name}]'); one.value = {json.dumps(value)};"
        "one.dispatchEvent(new Event('change'));}"
    )


def type_in(page, value):
    field = "document.querySelector('details.target[open] [name=value]')"
    wait_for(lambda: page.ask(f"!!{field}"), 10)  # an article is made once it is open
    page.ask(f"{field}.focus()")
    page.send("Input.insertText", text=value)
    return page.ask("document.querySelector('details.target[open] output').textContent")


def settled(page):
    """Once nothing moves any more: the articles' charts are drawn."""
    page.ask("new Promise(done => setTimeout(done, 150)).then(() => kzplan.drawAll())")
