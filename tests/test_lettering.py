"""Every figure, in both languages: its lettering is large enough, nothing lies on anything else, nothing is cut off."""

import re

import matplotlib
import matplotlib.pyplot as plt
import pytest
from gallery import of_an_evaluation, of_an_outlook, of_tables, of_targets, of_the_model, of_the_shipped, of_thousands
from lettering import crossed, cut_off, measured_once, missing_glyphs, overlaps, squeezed, written_on
from test_printed_figures import COUNTY

import kzplan as kz
from kzplan.paper.style import figure_of
from kzplan.words.errors import InputError

matplotlib.use("Agg")
PER_CENT = {"en": r"\d%", "zh": r"\d\s+%"}  # as the other language has it
ONE_ARE = re.compile(
    r"(?<![\d.,–-])\b1 (targets|places|indicators|departments|districts|shares|findings|deaths|are|have|were|need|go)\b"
)
LEAST = 7.0  # points on the screen of a notebook
SCREEN = 96.0  # pixels of an inch there
WIDEST = 10.6  # inches that a notebook shows without making a figure smaller
ALONE = ("fan", "because", "deaths_allowed")  # pictures of one target: one language after the other
EVERY = {"shipped": 6, "county": 12, "full": 12}  # which of those are looked at, of so many; all with --pictures
ELSEWHERE = {"full": ("small_multiples",)}  # as large as that of the same targets without returns; with --pictures
ROOMS = {
    "shipped": [of_the_model, of_thousands, of_the_shipped, of_an_outlook, of_tables, of_targets, of_an_evaluation],
    "county": [of_an_outlook, of_tables, of_targets, of_an_evaluation],
    "full": [of_targets, of_an_evaluation],
}


@pytest.fixture(scope="module", autouse=True)
def _measured_once():
    with measured_once():
        yield


@pytest.fixture(scope="module", params=list(ROOMS))
def looked_at(request):
    """{(language, picture): its faults by name} of one plan's figures, each drawn once."""
    name, shared = request.param, {"shipped": "plan", "full": "example_full"}
    plan = request.getfixturevalue(shared[name]) if name in shared else kz.load_plan(COUNTY)
    given, found = {of_an_evaluation: kz.evaluate(plan, plan.period.midterm)}, {}
    for lang in ("en", "zh"):
        rooms = [
            room(lang) if room in (of_the_model, of_thousands) else room(given.get(room, plan), lang)
            for room in ROOMS[name]
        ]
        every = request.config.getoption("pictures")
        step = 1 if every else EVERY[name]
        for at, (key, draw) in enumerate(picture for room in rooms for picture in room):
            if key in ELSEWHERE.get(name, ()) and not every:
                continue
            if not key.startswith(ALONE) or (at % step == 0 and ("en", "zh")[at // step % 2] == lang):
                found |= _looked_at(lang, key, draw)
    return found


def _looked_at(lang, key, draw):
    try:
        figure = figure_of(draw())
    except InputError:  # nothing to draw, and it says so
        return {}
    written = written_on(figure)
    faults = {
        "too small": [one.said for one in written if one.size * figure.dpi / SCREEN < LEAST],
        "on each other": overlaps(written),
        "cut off": cut_off(figure, written),
        "squeezed": squeezed(written),
        "not in the fonts": sorted(missing_glyphs(written)),
        "crossed": crossed(figure, written),
        "too wide": [figure.get_figwidth()] if figure.get_figwidth() > WIDEST else [],
        "no words": [] if written else [key],
        "per cent": [one.said for one in written if re.search(PER_CENT[lang], one.said)],
        "one are": [one.said for one in written if lang == "en" and ONE_ARE.search(one.said)],
    }
    plt.close(figure)
    return {(lang, key): faults}


@pytest.mark.parametrize(
    "fault",
    [
        "too small",
        "on each other",
        "cut off",
        "squeezed",
        "not in the fonts",
        "crossed",
        "too wide",
        "no words",
        "per cent",
        "one are",
    ],
)
def test_the_lettering_of_every_figure_is_without_fault(looked_at, fault):
    assert len(looked_at) > 40
    assert {key: faults[fault] for key, faults in looked_at.items() if faults[fault]} == {}
