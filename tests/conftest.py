"""Fixtures: the shipped plan, its outlook, its forms, a copy of its folder to damage, the reference folder, an invented district."""

import contextlib
import io
import itertools
import os
import pickle
import shutil
import socket
import time
from pathlib import Path

import hypothesis
import pytest
from browser import CHROMIUM, Page
from pages import begun, cleared, go

import kzplan as kz

# a machine that is busy makes no test fail
hypothesis.settings.register_profile("kzplan", deadline=None)
hypothesis.settings.load_profile("kzplan")

# what fixtures are made with is imported by them: the process that shares out the tests has no need of it

collect_ignore = ["mutants.py"]  # needs a tool that is not among the tests' packages


def pytest_addoption(parser):
    parser.addoption(
        "--installed", action="store_true", help="install the wheel and run the README there (test_installed)"
    )
    parser.addoption("--kills", type=int, default=4, help="merges to kill (test_returns_merged)")
    parser.addoption("--orders", type=int, default=1, help="orders in which a decade of returns arrives (test_decade)")
    parser.addoption(
        "--long", action="store_true", help="every fault at many moments (test_faults), much damage (test_damage)"
    )
    parser.addoption("--pictures", action="store_true", help="look at the lettering of every picture (test_lettering)")
    parser.addoption("--plants", type=int, default=500, help="faults to plant in the plan (test_planted_faults)")
    parser.addoption("--together", type=int, default=5, help="faults to plant in one plan (test_planted_faults)")


# files that take longest come first, so that no worker is left with one of them at the end (--no-loadscope-reorder)
LONGEST = """lettering page evaluation_folder page_numbers other_plan decade 80_many_districts shapes 70_midterm_evaluation
    districts page_articles explore published_figure panel_pieces evaluation_documents planted_faults published
    anywhere page_choices 60_outlook_2030 calibration printed_figures breaks evaluation returns charts departments
    import_tables office_prose faults shares_of_one report panel_page damage returns_merged descriptor slips
    import_plan panel 05_how_others_judge documents_texts 13_health_services target findings sample_returns
    foreign_machine store 01_data_audit 04_how_good_are_the_odds import_review cli documents_references asked_amiss
    types 12_child_nutrition projection 10_maternal_mortality figures_years doubted cheatsheet target_laws
    03_how_we_project needed doors own_series 30_women_in_decision_making panel_apart figures_assumptions""".split()
DATA = Path(__file__).parent.parent / "data"
CHECKED = "checked.pickle"


def pytest_collection_modifyitems(items):
    place = {name: at for at, name in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.path.stem.removeprefix("test_"), len(place)))


TURNS = itertools.count(1)  # a link to where one is already leads nowhere
HERE = ("127.0.0.1", "localhost", "::1")  # the browser and the notebooks of the tests


@pytest.fixture(scope="session", autouse=True)
def _no_network():
    """What asks another machine for anything fails its test."""
    connect = socket.socket.connect

    def refused(one, address):
        assert not isinstance(address, tuple) or address[0] in HERE, f"{address} was asked over the network"
        return connect(one, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", refused)
        yield


@pytest.fixture(scope="session")
def plan():
    return kz.load_plan()


@pytest.fixture(scope="session")
def table(plan):
    return kz.outlook(plan).set_index("code")


@pytest.fixture(scope="session")
def nation():
    """(long table, what is asked of it) of a panel of 19 invented places (示例数据); to be read only."""
    from places import panel

    return panel(19)


@pytest.fixture(scope="session")
def nation_told(nation):
    """The outlook of every place of the panel; to be read only."""
    frame, asked = nation
    return kz.project_panel(frame, **asked)


@pytest.fixture
def plan_copy(tmp_path):
    return Path(shutil.copytree(DATA, tmp_path / "data"))


@pytest.fixture(scope="session")
def reference():
    folder = os.environ.get("KZPLAN_REFERENCE")
    if not folder or not Path(folder).is_dir():
        pytest.skip("no reference folder (KZPLAN_REFERENCE)")
    return Path(folder)


@pytest.fixture(scope="session")
def made_once(tmp_path_factory):
    """Return the folder of a name; the first worker of the run that asks makes it with ``make(folder)``, the others wait for it."""
    base = tmp_path_factory.getbasetemp()
    common = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def asked(name, make, seconds=600):
        folder, making = common / f"made_{name}", common / f"making_{name}"
        until = time.monotonic() + seconds
        while not folder.exists():
            try:
                making.mkdir()
            except FileExistsError:
                assert time.monotonic() < until, f"{making} was never finished"
                time.sleep(0.1)
                continue
            try:
                if not folder.exists():  # another worker may have finished since this one looked
                    make(making)
                    making.rename(folder)  # whole or not at all
            finally:
                shutil.rmtree(making, ignore_errors=True)
        return folder

    return asked


@pytest.fixture(scope="session")
def unpainted():
    """A context: figures of documents are drawn as ever, handed to ``look``, and painted blank, where a test looks at other things."""
    from PIL import Image

    from kzplan.documents import document
    from kzplan.paper import style

    @contextlib.contextmanager
    def context(look=lambda figure: None):
        def blank(drawn, dpi):
            figure, painted = style.figure_of(drawn), io.BytesIO()
            figure.set_dpi(dpi)
            look(figure)
            width, height = (round(one * dpi) for one in figure.get_size_inches())
            Image.new("1", (width, height), 1).save(painted, "PNG", dpi=(dpi, dpi))
            style.plt.close(figure)
            return painted.getvalue()

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(document, "png", blank)
            yield

    return context


@pytest.fixture(scope="session")
def report_folder(plan, made_once):
    """The report of the shipped plan; to be read only."""
    from kzplan.documents import write_report

    return made_once("report", lambda folder: write_report(plan, folder))


@pytest.fixture(scope="session")
def forms(plan, made_once):
    """{department: its empty form of 2025}; to be read only, a test fills a copy."""
    from kzplan.returns.form import write_forms

    folder = made_once("forms", lambda folder: write_forms(plan, 2025, folder))
    return {path.name.split("_")[1]: path for path in sorted(folder.iterdir())}


@pytest.fixture(scope="session")
def example_returns(made_once):
    """A folder of an invented district (示例数据) and its departments' filled forms of 2021–2025, none merged; to be read only."""
    from kzplan.lab import sample

    return made_once("returns", lambda folder: sample.write_returns(folder, wrong=0))


def merged(folder, returns, **options):
    """``write_merged`` on forms that are written already; what each merge read and asked is kept beside the district."""
    from kzplan.lab import sample
    from kzplan.returns import merge
    from kzplan.returns.check import check

    told = []

    def copied(where, seed, wrong):
        return next((Path(shutil.copytree(returns, where, dirs_exist_ok=True)) / "district").iterdir()), None

    def checked(paths, *given):
        told.append((paths, *check(paths, *given)))
        return told[-1][1:]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sample, "write_returns", copied)
        patch.setattr(merge, "check", checked)
        home = sample.write_merged(folder, **options)
    (folder / CHECKED).write_bytes(pickle.dumps(told))
    return home


@pytest.fixture(scope="session")
def example_full(made_once, example_returns):
    """An invented district (示例数据) whose returns of 2021–2025 are all merged."""
    folder = made_once("full", lambda folder: merged(folder, example_returns))
    return kz.load_plan(next((folder / "district").iterdir()))


@pytest.fixture(scope="session")
def full_report(made_once, example_full):
    """The report of that district's plan; to be read only."""
    from kzplan.documents import write_report

    return made_once("full_report", lambda folder: write_report(example_full, folder))


@pytest.fixture(scope="session")
def example_checked(example_full):
    """[(forms, entries, queries)] of each year's returns of the invented district as they came in, one year after the other."""
    return pickle.loads((example_full.folder.parent.parent / CHECKED).read_bytes())


@pytest.fixture(scope="session")
def example_partial(made_once, example_returns):
    """The same district with six departments' returns of 2025 and six of 2024."""
    some = {
        2025: ("区卫生健康委", "区人力社保局", "区医保局", "区人大办", "区公安局", "区司法局"),
        2024: ("区公安局", "区教委", "区司法局", "区妇联", "区水利局", "区残联"),
    }
    chosen = lambda path, year: path.name.split("_")[1] in some.get(year, ())  # noqa: E731
    folder = made_once("partial", lambda folder: merged(folder, example_returns, chosen=chosen))
    return kz.load_plan(next((folder / "district").iterdir()))


@pytest.fixture(scope="session")
def full_2025(example_full):
    """The evaluation of 2025 where all returns are merged, with its facts, texts and tables; to be read only."""
    from evaluated import Evaluated

    return Evaluated(example_full, 2025)


@pytest.fixture(scope="session")
def partial_2025(example_partial):
    """The evaluation of 2025 where some returns are merged, with its facts, texts and tables; to be read only."""
    from evaluated import Evaluated

    return Evaluated(example_partial, 2025)


@pytest.fixture(scope="session")
def _browser(tmp_path_factory):
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    pytest.importorskip("websocket")
    page = Page(tmp_path_factory.mktemp("browser"))
    page.send("Network.enable")
    yield page
    page.close()


@pytest.fixture(scope="module")
def browser(_browser):
    """The one browser of the session, as wide as a desk's screen; a test that asks for another look sets it."""
    _browser.looks(1440)
    return _browser


@pytest.fixture
def opened(browser, report_folder):
    """Open the page at a view: what stands after # in its address."""

    def open_(view="", **looks):
        browser.looks(**{"width": 1440, **looks})
        browser.opened((report_folder / "index.html").as_uri() + view)
        begun(browser)
        assert browser.complaints() == []
        return browser

    return open_


@pytest.fixture
def viewed(browser, report_folder, opened):
    """As ``opened``, but by a link within the page where it is open already: a view and a look set anew all that they are asked."""

    def viewed_(view="", **looks):
        address = (report_folder / "index.html").as_uri()
        if browser.run("window.kzplan && location.href.split(/[?#]/)[0]") != address:
            return opened(view, **looks)
        browser.looks(**{"width": 1440, **looks})
        cleared(browser)
        go(browser, f"#{view[1:]}&turn={next(TURNS)}")
        return browser

    return viewed_


@pytest.fixture
def spoiled(browser, opened):
    """``opened`` for a test that takes the page itself apart: none finds it afterwards."""
    yield opened
    browser.opened("about:blank")
