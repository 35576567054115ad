"""Numbers in the tables of a Word report: their decimal points stand below each other, and no digit changes."""

from docx.oxml.ns import qn
from docx.shared import Cm
from hypothesis import given
from hypothesis import strategies as st

from kzplan.documents.rows import MARGINS, rows

WIDTH = Cm(2)
CELLS = st.lists(
    st.one_of(
        st.decimals(-999, 999, places=2).map(lambda value: f"{value:+}".rstrip("0").rstrip(".")),
        st.integers(0, 99999).map(str),
        st.sampled_from(["7%", "12.5%", ">99%", "<1%", "—", "无数据", "未开展"]),
    ),
    min_size=1,
    max_size=12,
)


def column(cells, kind):
    """[(text, place of the decimal point in twips or None, alignment or None)] of a column's cells below its heading."""
    _, *lines = rows(["值"], [(cell,) for cell in cells], [WIDTH], "style", [kind])
    found = []
    for line in lines:
        stops = list(line.iter(qn("w:tab")))
        side = next(line.iter(qn("w:jc")), None)
        text = "".join(part.text for part in line.iter(qn("w:t")))
        assert all(stop.get(qn("w:val")) == "decimal" for stop in stops)
        place = int(stops[0].get(qn("w:pos"))) if stops else None
        found.append((text, place, None if side is None else side.get(qn("w:val"))))
    return found


@given(CELLS)
def test_the_points_of_a_columns_numbers_stand_at_one_place_and_words_at_the_right(cells):
    found = column(cells, "value")
    assert [text for text, *_ in found] == cells
    assert len({place for _, place, _ in found if place is not None}) <= 1
    for text, place, side in found:
        is_number = text.strip("+-<>%").replace(".", "").isdigit()
        assert (place is not None, side) == ((True, None) if is_number else (False, "right"))


def test_what_follows_the_longest_point_ends_within_the_cell():
    narrow, wide = column(["1.25%", "3"], "percent"), column(["1", "3"], "percent")
    assert narrow[0][1] < wide[0][1] <= WIDTH.twips - MARGINS


def test_numbers_in_a_column_of_words_stay_where_words_are():
    assert column(["100", "95.5"], "text") == [("100", None, None), ("95.5", None, None)]
