"""Figures of the reports and of the page for the meeting, as they are printed: their lettering, their size, nothing that overlaps."""

import io
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

import matplotlib
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lettering import POINT, measured_once, written_on
from matplotlib import font_manager
from matplotlib.transforms import Bbox
from PIL import Image

import kzplan as kz
from kzplan.documents import brief, midterm, styles
from kzplan.documents.facts import facts_of
from kzplan.documents.texts import Texts
from kzplan.evaluation import judge
from kzplan.paper import printed
from kzplan.paper.lines import broken, ems, even, shortened

COUNTY = Path(__file__).parent.parent / "examples" / "county"
LEAST, TALLEST = 9.0, 11.0  # points, 小五; cm, half a page
ROOM = (styles.A4[0] - styles.MARGINS[1] - styles.MARGINS[3]) / 360000  # cm, of a report's text
NEAR = 1.8  # pixels, 300 of an inch, by which boxes may overlap or stand out: they are wider than their glyphs
CASES = ("shipped", "county", "full", "full women", "full 2030", "crowded")


@dataclass(frozen=True)
class Drawn:
    """A picture with what was written on it."""

    width: float  # cm, as drawn
    height: float
    printed: float  # its width in print
    box: Bbox  # pixels
    written: list  # (text, points, box)


@pytest.fixture(scope="module", autouse=True)
def _measured_once():
    with measured_once():
        yield


@pytest.fixture(scope="module")
def full(full_2025):
    """The evaluation of the mid-term year with all returns; to be read only."""
    return full_2025.evaluation


@pytest.fixture(scope="module", params=CASES)
def evaluation(request):
    """An evaluation of the mid-term year without returns, with all, of one plan, of the last year; and one with more than fits."""
    if request.param == "crowded":
        return _crowded(kz.evaluate(kz.load_plan(), 2025))
    name, _, part = request.param.partition(" ")
    if part.isdigit():
        return kz.evaluate(request.getfixturevalue("example_full"), int(part))
    if name == "full":
        return request.getfixturevalue("full").of(part)
    plan = kz.load_plan(COUNTY if name == "county" else None)
    return kz.evaluate(plan, plan.period.midterm)


def _crowded(evaluation):
    """An evaluation with invented domains, departments and paces: more of each than half a page holds, with long names."""
    at = range(len(evaluation.table))
    table = evaluation.table.assign(
        domain=[f"妇女参与决策和管理第{n % 31}类" for n in at],
        department=[f"区人力资源和社会保障局第{n % 47}科" for n in at],
        covered=[-900.0 + 13 * n for n in at],
        pace=[judge.PACES[n % 4] for n in at],
        time_gone=50.0,
        to_cover=[40.0 + n % 3 * 5 for n in at],
        few=True,
        name_zh=[f"{name}（分城乡、分性别统计）" for name in evaluation.table["name_zh"]],
    )
    return replace(evaluation, table=table)


@pytest.fixture(scope="module")
def drawn(evaluation, unpainted):
    """The figures of the reports and of the page for the meeting by key."""
    written = []

    def look(figure):
        points = figure.dpi / POINT
        said = ((one.said, one.size, one.box) for one in written_on(figure))
        written.append([(text, size, Bbox(box.get_points() * points)) for text, size, box in said])

    with unpainted(look):
        reports = list(midterm.drawings(evaluation).values())
        facts, texts = facts_of(evaluation), Texts(evaluation.plan)
        sheet = brief.brief_of(evaluation, facts, texts).drawn
    named = zip([*reports, *sheet], [None] * len(reports) + [brief.WIDTH.cm] * len(sheet), written, strict=True)
    return {figure.key: _drawn(figure, width, said) for figure, width, said in named}


def _drawn(figure, width, written):
    """In a report a picture keeps its size, but is no wider than the text and no taller than half a page."""
    with Image.open(io.BytesIO(figure.png)) as picture:
        box, dpi = Bbox.from_bounds(0, 0, *picture.size), picture.info["dpi"]
    wide, tall = box.width / dpi[0] * 2.54, box.height / dpi[1] * 2.54
    return Drawn(wide, tall, width or wide * min(1, ROOM / wide, TALLEST / tall), box, written)


def test_the_width_that_figures_are_drawn_in_is_that_of_a_reports_text():
    assert pytest.approx(ROOM) == printed.WIDTH_CM


def test_each_figure_that_the_data_can_show_is_drawn(drawn, evaluation):
    always = {"domains_figure", "main_figure", "departments_figure", *brief.FIGURES}
    assert always <= set(drawn) <= {*midterm.FIGURES, *brief.FIGURES}
    assert ("schedule_figure" in drawn) == evaluation.table["covered"].notna().any()


def test_lettering_is_9_points_or_more_in_print(drawn):
    sizes = {(key, said): size * one.printed / one.width for key, one in drawn.items() for said, size, _ in one.written}
    assert {key: size for key, size in sizes.items() if size < LEAST - 0.01} == {}


def test_no_figure_is_taller_than_half_a_page(drawn):
    assert {key for key, one in drawn.items() if one.height * one.printed / one.width > TALLEST + 0.01} == set()


def test_no_two_texts_of_a_figure_overlap(drawn):
    overlaps = [
        (key, first, second)
        for key, one in drawn.items()
        for (first, box), (second, other) in combinations([(s, box.padded(-NEAR / 2)) for s, _, box in one.written], 2)
        if box.overlaps(other)
    ]
    assert overlaps == []


def test_no_text_stands_outside_its_figure(drawn):
    def inside(box, sheet):
        low, high = sheet.min - NEAR, sheet.max + NEAR
        return (box.min >= low).all() and (box.max <= high).all()

    assert [(key, s) for key, one in drawn.items() for s, _, box in one.written if not inside(box, one.box)] == []


def test_every_character_is_in_the_font_that_ships(drawn):
    known = set()
    for family in matplotlib.rcParams["font.family"]:
        known |= set(font_manager.get_font(font_manager.findfont(family)).get_charmap())
    texts = "".join(said for one in drawn.values() for said, *_ in one.written)
    assert {character for character in texts if ord(character) not in known and not character.isspace()} == set()


def test_a_figure_that_does_not_show_all_says_which_it_shows(full):
    binding = [one for one in full.told if not one.reason and one.case.target.nature == "binding"]
    assert len(binding) > 6
    figure = midterm.FIGURES["main_figure"][1](full)
    assert len(figure.axes) == 6 and "图示把握最小的6项" in figure.get_suptitle()
    least = sorted(binding, key=lambda one: one.p_reach)[:6]
    written = " ".join(text.get_text() for text in figure.texts)
    assert all(f"{one.code} " in written for one in least)


def test_the_schedule_in_print_begins_with_those_farthest_behind(full):
    codes = [
        tick.get_text().split()[-1] for tick in midterm.FIGURES["schedule_figure"][1](full).axes[0].get_yticklabels()
    ]
    covered = full.table.set_index("code")["covered"].dropna()
    assert codes[::-1] == covered.sort_values(kind="stable").index[: len(codes)].tolist()


CHARACTERS = st.text(alphabet="孕产妇死亡率（），。；%“”1234abc.… ", min_size=1, max_size=60)


@given(text=CHARACTERS, room=st.integers(12, 45))
@example(text="11111“” ）”“1“““", room=12)  # a closing mark behind a space
def test_a_broken_text_loses_nothing_and_no_line_begins_with_a_closing_mark(text, room):
    lines = broken(text, room)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert not any(line[:1] in "），。；”" for line in lines[1:] if line)


def test_words_that_each_fill_a_line_are_broken_and_the_breaking_ends():
    assert broken("institutionalization accountability", 12) == ["institutionalization", "accountability"]
    assert even("a b", 1) == ["a", "b"]


@given(text=CHARACTERS, room=st.integers(4, 30))
def test_a_shortened_name_has_room_and_shows_where_it_was_cut(text, room):
    short = shortened(text, room)
    assert ems(short) <= room
    assert short == text or ("…" in short and text.startswith(short[: short.index("…")][:1]))
