"""The notebook to explore: its plain functions, its controls, and the whole in a real JupyterLab."""

import os
import shutil
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from browser import CHROMIUM, Page, wait_for

import kzplan as kz
from kzplan.lab import explore

# as ``python -m jupyterlab``, without the two seconds that lean.py tells of
START = "import sys; sys.modules['rfc3987_syntax'] = None; from jupyterlab.labapp import main; sys.exit(main())"
NOTEBOOK = Path(__file__).parent.parent / "notebooks" / "90_explore.ipynb"


def test_numbers_stand_side_by_side(plan):
    table = explore.numbers(plan, "W03", births=12000)
    assert table.loc["p_published", "as shipped"] == round(kz.project(plan, "W03").p_published, 3)
    assert table.loc["p_published", "yours"] == round(kz.project(plan, "W03", births=12000).p_published, 3)


def test_controls_answer_as_plain_calls_do(plan):
    panel = explore._Panel(plan, "W34b", "en")
    before = bytes(panel.image.value)
    panel.controls["tolerance"].value = 6
    assert panel.assumptions() == {"tolerance": 6}
    assert kz.project(plan, "W34b", tolerance=6).sentence("en") in panel.text.value.replace("&#x27;", "'")
    assert bytes(panel.image.value) != before
    panel.controls["own_damping"].value = True
    panel.controls["damping"].value = 0.1
    assert panel.assumptions() == {"tolerance": 6, "damping": 0.1}
    panel._reset()
    assert panel.assumptions() == {} and bytes(panel.image.value) == before


def test_every_target_can_be_chosen_in_both_languages(plan):
    panel = explore._Panel(plan, "W01", "en")
    for domain in dict.fromkeys(plan.targets["domain"]):
        panel.controls["domain"].value = domain
        own = plan.targets.index[plan.targets["domain"] == domain].tolist()
        assert [code for _, code in panel.controls["code"].options] == own and panel.controls["code"].value == own[0]
        panel.controls["code"].value = own[-1]
        assert own[-1] in panel.text.value and bytes(panel.image.value[:4]) == b"<svg"
    panel.controls["lang"].value = "zh"
    assert panel.controls["code"].value == own[-1] and plan.target(own[-1]).name.zh in panel.text.value


def test_what_does_not_apply_cannot_be_moved_and_what_cannot_be_read_is_said(plan):
    panel = explore._Panel(plan, "C30", "en")
    assert (
        panel.controls["births"].disabled
        and panel.controls["tolerance"].disabled
        and panel.controls["reference_class"].disabled
    )
    panel.controls["target"].value = "as many as can be"
    assert "role='alert'" in panel.text.value
    panel.controls["target"].value = "≥95"
    assert "≥95" in panel.text.value


def test_a_drag_is_answered_where_it_ends_and_not_at_each_step(plan):
    controls = explore._Panel(plan, "W03", "en").controls
    moving = [control for control in controls.values() if control.has_trait("continuous_update")]
    assert len(moving) >= 4 and not any(control.continuous_update for control in moving)


@pytest.fixture
def lab(tmp_path):
    shutil.copy(NOTEBOOK, tmp_path)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-c",
        START,
        "--no-browser",
        "--allow-root",
        f"--port={port}",
        f"--notebook-dir={tmp_path}",
        "--IdentityProvider.token=",
        "--LabApp.expose_app_in_browser=True",
    ]
    # node, where it is there, would be asked for a second how it is set up; what it builds is not wanted here
    own = os.environ | {"PATH": str(Path(sys.executable).parent)}
    server = subprocess.Popen(command, env=own, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    page = Page(tmp_path / "browser")
    yield page, f"http://127.0.0.1:{port}/lab/tree/{NOTEBOOK.name}"
    page.close()
    server.terminate()
    server.wait(timeout=20)


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
def test_a_slider_moved_in_jupyterlab_changes_the_picture(lab):
    page, address = lab
    picture = "document.querySelector('.widget-image')?.src || ''"

    wait_for(lambda: urllib.request.urlopen(address.split("/lab/")[0] + "/api").status == 200, 60)
    page.send("Page.navigate", url=address)
    wait_for(lambda: page.run("!!window.jupyterapp && !!document.querySelector('.jp-Notebook')"), 60)

    # cells that are asked to run before the kernel listens are not run
    kernel = "[...window.jupyterapp.shell.widgets('main')][0].sessionContext.session?.kernel"
    wait_for(lambda: page.run(f"{kernel}?.connectionStatus === 'connected' && {kernel}.status === 'idle'"), 180)
    page.run("void window.jupyterapp.commands.execute('notebook:run-all-cells')")
    first = wait_for(lambda: page.run(picture), 180)
    page.run("document.querySelector('.widget-checkbox input').click()")
    wait_for(lambda: page.run("!document.querySelector('.noUi-target').hasAttribute('disabled')"))
    page.run("document.querySelector('.noUi-handle').focus()")
    for _ in range(4):
        page.key("ArrowRight", 39)
    wait_for(lambda: page.run(picture) not in ("", first))
    said = page.run("document.querySelector('.widget-html code').textContent")
    assert said.startswith("kz.project(plan, 'W34a', damping=")
