"""The fan chart as lines for pages: the same facts at the same places as the fan chart of matplotlib."""

import re
from xml.etree import ElementTree

import matplotlib.pyplot as plt
import pytest

import kzplan as kz
from kzplan.figures.vector import fan_drawing
from kzplan.paper.svg import SPACE, Drawing, ticks

CODES = ("W03", "W22", "W34a", "W42", "C06", "C30")


def texts(drawing):
    return [node.text for node in ElementTree.fromstring(drawing.svg()).iter(f"{{{SPACE}}}text")]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("code", CODES)
def test_a_drawn_fan_says_what_the_fan_chart_says(plan, code, lang):
    projection = kz.project(plan, code)
    ax = projection.plot(lang=lang)
    ax.figure.draw_without_rendering()
    said = [ax.get_title(loc="left"), ax.get_ylabel(), *(text.get_text() for text in ax.texts)]
    said += [text.get_text() for text in ax.get_legend().get_texts()]
    said += [text.get_text() for text in ax.get_xticklabels()]
    low, high = ax.get_ylim()
    said += [text.get_text() for text in ax.get_yticklabels() if low <= text.get_position()[1] <= high]
    plt.close(ax.figure)
    assert sorted(texts(fan_drawing(projection, lang))) == sorted(line for one in said for line in one.split("\n"))


def test_a_value_stands_where_its_axis_has_it(plan):
    projection = kz.project(plan, "W03")
    root = ElementTree.fromstring(fan_drawing(projection, "en").svg())
    marks = {
        float(node.text): float(node.get("y")) - 4
        for node in root.iter(f"{{{SPACE}}}text")
        if node.get("text-anchor") == "end"
    }
    dots = [float(node.get("cy")) for node in root.iter(f"{{{SPACE}}}circle")][: len(projection.case.series)]
    low, high = min(marks), max(marks)  # far apart: places are told to a tenth of a pixel
    pixels = (marks[low] - marks[high]) / (high - low)
    at = [marks[low] - pixels * (value - low) for value in projection.case.series.values]
    assert dots == pytest.approx(at, abs=0.2)


def test_a_target_without_a_value_is_told_in_a_sentence(plan):
    projection = kz.project(plan, "W10")
    assert "".join(texts(fan_drawing(projection, "zh"))) == projection.sentence("zh")


def test_values_of_the_area_around_are_rings_and_those_of_the_place_are_dots(plan):
    rings = [fan_drawing(kz.project(plan, code), "en").svg().count('fill="white" stroke') for code in ("C20", "W03")]
    assert rings[0] == len(plan.class_of("C20").years) + 1 and rings[1] == 0  # one more in the legend


def test_words_are_escaped_and_a_drawing_describes_itself():
    drawing = Drawing(10, 10, 'less "<" more')
    drawing.text(0, 0, "a < b & c", 10)
    root = ElementTree.fromstring(drawing.svg())
    assert root.get("aria-label") == 'less "<" more' and texts(drawing) == ["a < b & c"]
    assert not re.search("xmlns", drawing.svg(alone=False))


@pytest.mark.parametrize(("low", "high"), [(0, 1e-3), (0.02, 27.3), (99.1, 100.01), (-3, 4.5), (1234, 98765)])
def test_an_axis_has_few_round_marks_within_its_ends(low, high):
    values = [value for value, _ in ticks(low, high)]
    assert 3 <= len(values) <= 10 and low - 1e-9 <= values[0] and values[-1] <= high + 1e-9
    assert len({said for _, said in ticks(low, high)}) == len(values)
