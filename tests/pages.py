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


def begun(page):
    """Once the page's script has made its part, and the article that its address asks for; what stands in the page is seen before that."""
    wait_for(
        lambda: page.run(
            "!!window.kzplan && (!kzplan.state.open || !!document.querySelector('details.target[open] > div > *'))"
        )
    )


def go(page, view):
    """Follow a link to another view of the page that is open."""
    arrived = "new Promise(done => addEventListener('hashchange', () => setTimeout(done), {once: true}))"
    page.ask(f"(() => {{const told = {arrived}; location.hash = {json.dumps(view)}; return told}})()")
    begun(page)
    assert page.complaints() == []


def cleared(page):
    """Fold up what was unfolded, and go to the top of the page; what was still to be done is done."""
    page.ask(
        "document.querySelectorAll('details:not(.target)[open]').forEach(one => { one.open = false });"
        "document.getElementById('menu').setAttribute('aria-expanded', 'false');"
        "scrollTo(0, 0); new Promise(done => setTimeout(done))"
    )


FRAME = "new Promise(done => requestAnimationFrame(() => setTimeout(done)))"
PENDING = "[...document.querySelectorAll('.canvas:not([data-drawn])')].some(one => one.getClientRects().length)"


def settled(page):
    """Once nothing moves any more: what was asked for stands where it will stay, the articles' charts are drawn."""
    page.ask(f"{FRAME}.then(() => {FRAME}).then(() => kzplan.drawAll())")
    wait_for(lambda: not page.ask(PENDING))  # what had begun to be drawn before
