"""The page of a panel: shares, thirds, places that stand out and areas side by side, self-contained, in two languages."""

import re

import numpy as np
import pandas as pd
import pytest
from browser import wait_for

import kzplan as kz

pytest.importorskip("pyarrow", reason="panels need pyarrow")

from kzplan.documents.panel import gathered, page, write_panel_report
from kzplan.lab.nation import nation
from kzplan.words.labels import EXAMPLE


@pytest.fixture(scope="module")
def made():
    return nation(200, 8, seed=5)


@pytest.fixture(scope="module")
def table(made):
    return kz.project_panel(made.panel, **made.asked)


@pytest.fixture(scope="module")
def one(table):
    """The rows of one indicator that has odds, where a page of one target tells what is asked."""
    told = table[table["indicator"].eq(table.loc[table["outlook"].ne(""), "indicator"].iloc[0])]
    assert told["outlook"].ne("").sum() > 100
    return told.reset_index(drop=True)


@pytest.fixture(scope="module")
def file(made, tmp_path_factory):
    """The table as a file; to be read only."""
    return kz.project_panel(made.panel, **made.asked, to=tmp_path_factory.mktemp("panel") / "table.parquet")


@pytest.fixture(scope="module")
def found(made, table):
    return gathered.gathered(table, made.parents)


@pytest.fixture(scope="module")
def text(found):
    return page.panel_page(found, EXAMPLE)


def test_a_frame_and_the_file_of_it_give_the_same_page(made, table, file, text, tmp_path):
    parents = made.parents
    assert write_panel_report(table, tmp_path / "of frame", parents, EXAMPLE).read_text(encoding="utf-8") == text
    assert write_panel_report(file, tmp_path / "of file", parents, EXAMPLE).read_text(encoding="utf-8") == text
    parts = kz.project_panel(made.panel, **made.asked, to=tmp_path / "parts")
    assert write_panel_report(parts, tmp_path / "of parts", parents, EXAMPLE).read_text(encoding="utf-8") == text


def test_places_are_grouped_by_the_widest_areas_that_part_them(made, found):
    assert found.areas == sorted(set(made.parents.values())) and found.places == 200 and found.at == 2030
    counted = sum(sum(row["counts"].values()) for row in gathered.by_area(found.table, None))
    assert counted == len(found.table)
    assert gathered.gathered(found.table.assign(parent="one")).areas == []


def test_an_area_that_is_a_place_of_its_own_is_not_counted_among_the_places_in_it(made, table):
    city = table["parent"].iloc[0]
    own = table[table["place"].eq(table["place"].iloc[0])].assign(place=city, parent=made.parents[city])
    found = gathered.gathered(pd.concat([table, own]), made.parents)
    assert found.left_out == 1 and found.places == 200 and city not in set(found.table["place"])


def test_the_page_says_what_the_table_holds(table, text):
    told = table[table["outlook"].ne("")]
    low = int((told["p_reach"] < 1 / 3).sum())
    assert f"{low:,} of {len(told):,} odds are below one in three" in text and EXAMPLE in text and "2030" in text
    one = table[table["indicator"].eq("rate 01")]
    own = text[text.index('id="t-rate 01-total"') :]
    counts = one["outlook"].value_counts()
    assert f">{counts.max():,}</i>" in own[: own.index("</ol>")]
    ranked = gathered.ranked(one)
    sure = int(ranked["third"].ne("").sum())
    assert f"{sure} of 200 places can be put into one third with at least 80\u00a0% certainty" in own
    for row in gathered.certain(ranked, "last"):
        assert str(row["place"]) in own


def test_a_place_that_stands_out_is_named_with_its_interval(made, table):
    rows = table[table["indicator"].eq("rate 01")].copy()
    at = rows.index[7]
    rows.loc[at, "latest_denominator"] = 20_000.0
    usual = rows["latest_numerator"].sum() / rows["latest_denominator"].sum()
    rows.loc[at, "latest_numerator"] = round(6 * usual * 20_000)
    told = gathered.standing_out(gathered.gathered(rows, made.parents).table)
    named = {row["place"]: row for row in told[1]}
    row = named[rows.loc[at, "place"]]
    assert (
        row["low"] < row["rate"] == pytest.approx(6000 * usual, rel=0.01)
        and row["rate"] < row["high"]
        and len(named) <= gathered.NAMED
    )


def test_places_that_cannot_be_parted_share_a_third_alike():
    from kzplan.odds.ranks import thirds

    ends = {f"{end}{level}": 100.0 for end in ("lo", "hi") for level in (50, 80, 95)}
    alike = pd.DataFrame(
        {"place": range(30), "indicator": "x", "stratum": "total", "direction": "up", "median": 100.0, **ends}
    )
    told = thirds(alike)
    np.testing.assert_allclose(told[["best", "middle", "last"]], 1 / 3)
    assert (told["third"] == "").all()


def test_what_is_no_table_of_a_panel_is_refused(tmp_path, made):
    with pytest.raises(kz.KzplanError, match="no such file"):
        gathered.gathered(tmp_path / "none.parquet")
    made.panel.to_parquet(tmp_path / "panel.parquet")
    with pytest.raises(kz.KzplanError, match=r"no column 'stratum', 'code', .*; expected what kzplan panel writes"):
        gathered.gathered(tmp_path / "panel.parquet")


WRONG = {
    "p_reach": [np.inf, 2.0, "0.5", -0.1],
    "outlook": ["zzz", None],
    "place": [None, "", pd.Timestamp("2020-01-01"), ["a"], 1, "\ud800"],
    "indicator": [None, " "],
    "target": [5, None],
    "rule": [None],
    "unit": [None],
    "kind": ["unknown"],
    "direction": ["sideways"],
    "reason": ["because"],
    "median": ["x", np.inf],
    "latest_value": ["x"],
    "latest_year": ["2020年", 20.5],
    "latest_numerator": [-1.0],
    "class_spread": [-0.1, "wide"],
}


@pytest.mark.parametrize(("column", "cell"), [(name, cell) for name, cells in WRONG.items() for cell in cells])
def test_a_cell_that_no_panel_comes_to_is_refused_with_its_column(table, column, cell):
    cells = table[column].astype(object).tolist()
    cells[4] = cell
    typed = isinstance(cell, float)
    wrong = table.assign(**{column: pd.Series(cells, table.index, dtype=float if typed else object)})
    with pytest.raises(kz.KzplanError, match=f"column '{column}'") as refused:
        gathered.gathered(wrong)
    assert "row 5: " in str(refused.value) or "expected numbers" in str(refused.value)


def test_all_faults_of_a_table_are_told_at_once(table):
    wrong = table.assign(p_reach=2.0, outlook="zzz", unit=None)
    with pytest.raises(kz.KzplanError) as refused:
        gathered.gathered(wrong)
    assert all(f"column '{name}', row 1: " in str(refused.value) for name in ("p_reach", "outlook", "unit"))
    assert f"and {len(table) - 3} more" in str(refused.value)
    with pytest.raises(kz.KzplanError, match="no column 'unit', 'p_reach'"):
        gathered.gathered(table.drop(columns=["p_reach", "unit"]))
    with pytest.raises(kz.KzplanError, match="twice column 'place'"):
        gathered.gathered(pd.concat([table, table[["place"]]], axis=1))


def test_rows_that_contradict_each_other_are_refused(table):
    with pytest.raises(kz.KzplanError, match="it stands twice"):
        gathered.gathered(pd.concat([table, table.tail(1)], ignore_index=True))
    with pytest.raises(kz.KzplanError, match=r"'parent'.*one area for a place"):
        gathered.gathered(table.assign(parent=[*table["parent"][:-1], "elsewhere"]))
    with pytest.raises(kz.KzplanError, match=r"'unit'.*one for an indicator and stratum"):
        gathered.gathered(table.assign(unit=[*table["unit"][:-1], "km"]))
    with pytest.raises(kz.KzplanError, match=r"'p_reach'.*a chance where there is an outlook"):
        gathered.gathered(table.assign(p_reach=np.nan))
    with pytest.raises(kz.KzplanError, match="no row"):
        gathered.gathered(table.iloc[:0])


def test_categories_and_columns_of_nothing_are_what_a_panel_can_come_to(table, one, text, made, tmp_path):
    alike = table.astype({"outlook": "category", "indicator": "category"})
    assert page.panel_page(gathered.gathered(alike, made.parents), EXAMPLE).count("<svg") == text.count("<svg")
    bare = one.assign(latest_numerator=None, latest_denominator=None)
    bare.to_parquet(tmp_path / "bare.parquet")
    assert write_panel_report(tmp_path / "bare.parquet", tmp_path / "out", made.parents).exists()


def test_the_command_writes_the_page(made, file, tmp_path, capsys):
    from kzplan.cli import main

    areas = tmp_path / "areas.csv"
    pd.DataFrame(made.parents.items(), columns=["area", "parent"]).to_csv(areas, index=False)
    told = ["report", "--panel", str(file), "-o", str(tmp_path / "out"), "--parents", str(areas), "--mark", EXAMPLE]
    assert main(told) == 0
    assert "示例省00" in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    areas.write_text("one,two\n", encoding="utf-8")
    assert main(told) == 2 and "expected area, parent" in capsys.readouterr().err


def test_nothing_outside_the_page_is_asked_for(text):
    assert "default-src 'none'" in text
    outside = re.findall(r'(?:src|href)="(?!#)[^"]*"|url\([^)]*\)|https?://', text)
    assert not outside
    page_of = 200 * 8
    assert len(text.encode()) / page_of < 2_500_000 / (2850 * 93) * 20  # small panels weigh mostly words


def test_the_page_says_that_very_likely_asks_for_a_margin_and_how_often_it_is_kept_back_for_want_of_one(one):
    some = one.index[one["outlook"].ne("")][:3]
    rows = one.copy()
    rows.loc[rows["outlook"].ne(""), ["p_reach", "outlook"]] = [0.5, "about as likely as not"]
    rows.loc[some, "p_reach"], rows.loc[some, "outlook"] = 0.95, ["likely", "likely", "very likely"]
    text = page.panel_page(gathered.gathered(rows))
    reading = text[text.index('<section id="reading">') :]
    assert "很可能：90%以上，且最新值已达标并有余地" in reading and "90\u00a0% or more, and the latest value" in reading
    assert "列为“可能”的有2项（次）" in reading and "called likely for want of it: 2." in reading


def test_the_page_says_where_the_spread_of_other_places_narrowed_or_widened_bands(one):
    told = np.flatnonzero(one["outlook"].ne(""))
    spread = pd.Series(np.nan, one.index)
    assert "projections: less widely" not in page.panel_page(gathered.gathered(one.assign(class_spread=spread)))
    spread.iloc[told[:5]] = [0.0, 0.3, 1.2, 1.5, 0.9]
    text = page.panel_page(gathered.gathered(one.assign(class_spread=spread)))
    assert "bands of 5 projections: less widely than places elsewhere in 3" in text and "more widely in 2," in text
    assert "其中3项（次）较其他地方集中" in text and "2项（次）较其他地方分散" in text


def test_areas_stand_in_the_order_of_the_panel_whatever_their_chances(made, table):
    areas = gathered.gathered(table, made.parents).areas
    for turned in (table, table.assign(p_reach=1 - table["p_reach"])):
        found = gathered.gathered(turned, made.parents)
        assert [line["area"] for line in gathered.by_area(found.table, None)] == areas
    assert "不分先后" in page.words()["areas_key"]["zh"] and "不分先后" in page.words()["by_area_key"]["zh"]


def _funnel_of(births, deaths):
    from kzplan.documents.panel.pictures import funnel
    from kzplan.odds.ranks import funnel as limits_of

    rows = pd.DataFrame({"place": [f"p{i}" for i in range(len(births))], "numerator": deaths, "denominator": births})
    return funnel(limits_of(rows, 100_000))


@pytest.mark.parametrize("most", [4_000, 9_000, 200_000])
def test_a_funnel_has_sizes_to_read_and_shows_all_of_the_places_without_an_event(most):
    births = np.geomspace(2_000, most, 60).round()
    picture = _funnel_of(births, [0, 1, 0] * 20)
    sizes = re.findall(r'<text x="([\d.]+)" y="([\d.]+)" text-anchor="middle">([\d,]+)<', picture)
    places = [float(x) for x, _, _ in sizes]
    assert len(sizes) >= 2 and min(np.diff(places)) >= 60
    axis = max(float(y) for y in re.findall(r"M54 ([\d.]+)H634", picture))
    cells = [(float(y), float(high)) for y, high in re.findall(r"M[\d.]+ ([\d.]+)h[\d.]+v([\d.]+)h-", picture)]
    lowest, high = max(cells)
    assert lowest + high / 2 == pytest.approx(axis, abs=0.2)  # as much below the line of zero as above it


def test_the_limits_of_chance_are_cut_off_by_the_frame_not_drawn_along_it():
    picture = _funnel_of(np.geomspace(500, 9_000, 60).round(), [0, 1, 0] * 20)
    inner = re.search(r"<svg x=.*?</svg>", picture)[0]
    top = float(re.search(r'viewBox="[\d.]+ ([\d.]+)', inner)[1])
    upper = [
        [float(y) for _, y in re.findall(r"([-\d.]+),([-\d.]+)", one)] for one in re.findall('points="([^"]+)"', inner)
    ]
    highest = min(upper, key=min)
    assert min(highest) < top - 50 and len(set(highest)) > 5


def test_the_page_works_on_a_phone_in_both_languages(browser, text, tmp_path):
    path = tmp_path / "index.html"
    path.write_text(text, encoding="utf-8")
    browser.send("Emulation.setDeviceMetricsOverride", width=390, height=844, deviceScaleFactor=1, mobile=True)
    console = browser.opened(f"{path.as_uri()}#t-rate%2001-total")
    assert not console
    assert browser.run("document.querySelectorAll('details.target[open]').length") == 1
    assert browser.run("document.documentElement.scrollWidth") <= 390
    shown = "getComputedStyle(document.querySelector('h1 .{}')).display"
    assert browser.run(shown.format("en")) == "none"
    browser.run("document.getElementById('language').click()")
    assert browser.run(shown.format("zh")) == "none" and browser.run(shown.format("en")) != "none"
    browser.run("document.getElementById('theme').click()")
    assert browser.run("document.documentElement.dataset.theme") == "light"
    browser.run("document.getElementById('choose').value = 't-positive 01-total'")
    browser.run("document.getElementById('choose').dispatchEvent(new Event('change'))")
    wait_for(lambda: browser.run("document.getElementById('t-positive 01-total').open"), 10)


def test_the_key_stands_once_and_a_unit_is_called_one(text):
    assert text.count('<p class="key"><span class="chance very-likely">') == 1
    assert re.findall(r"<small>\s*<span[^>]*>[%‰]</span>", text) == [] and "Unit: %" in text and "单位：%" in text


def test_chinese_has_no_blank_before_per_cent(text):
    chinese = re.findall(r'<span class="zh" lang="zh">([^<]*)</span>', text)
    english = re.findall(r'<span class="en" lang="en">([^<]*)</span>', text)
    assert any("%" in one for one in chinese) and any("%" in one for one in english)
    assert [one for one in chinese if re.search(r"\d\s%", one)] == []
    assert [one for one in english if re.search(r"\d%", one)] == []


CUT = """[...document.querySelectorAll('.parts i')].flatMap(part => {
    const told = document.createRange(); told.selectNodeContents(part);
    const box = part.getBoundingClientRect(), text = told.getBoundingClientRect();
    const seen = text.top < box.bottom - 1;
    return seen && (text.left < box.left - 0.5 || text.right > box.right + 0.5) ? [part.textContent] : [];
})"""
SEEN = """[...document.querySelectorAll('.parts i')].filter(part => {
    const told = document.createRange(); told.selectNodeContents(part);
    return told.getBoundingClientRect().top < part.getBoundingClientRect().bottom - 1;
}).length"""


@pytest.mark.parametrize("width", [390, 820, 1440])
def test_a_number_in_a_bar_is_seen_whole_or_not_at_all(browser, text, tmp_path, width):
    path = tmp_path / "index.html"
    path.write_text(text, encoding="utf-8")
    browser.send("Emulation.setDeviceMetricsOverride", width=width, height=844, deviceScaleFactor=1, mobile=width < 600)
    browser.opened(path.as_uri())
    assert browser.run(CUT) == []
    assert browser.run(SEEN) > 20


FOLDED = """(() => {const nav = document.querySelector('.bar nav'), links = [...nav.querySelectorAll('a')];
    return [document.querySelector('.bar').getBoundingClientRect().height, links.filter(one => one.checkVisibility()).length, links.length,
        Math.max(...links.map(one => one.getBoundingClientRect().right))]})()"""


def test_the_contents_fold_on_a_phone_and_stand_in_a_row_on_a_screen(browser, text, tmp_path):
    path = tmp_path / "index.html"
    path.write_text(text, encoding="utf-8")
    browser.looks(390)
    browser.opened(path.as_uri())
    height, seen, links, _ = browser.ask(FOLDED)
    assert seen == 0 and links == 5 and height < 64
    browser.click("#menu")
    height, seen, links, right = browser.ask(FOLDED)
    assert seen == links and height < 64 and right <= 390
    browser.click("#sections a[href='#each']")
    assert browser.ask(FOLDED)[1] == 0 and browser.ask("location.hash") == "#each"
    browser.looks(1280)
    assert browser.ask(FOLDED)[1] == 5 and browser.ask("document.getElementById('menu').checkVisibility()") is False


def test_what_the_pictures_show_is_said_once(text):
    for key in ("thirds_key", "funnel_key", "areas_key"):
        assert text.count(page.words()[key]["zh"]) == 1, key
    assert text.count('<span class="chance untold">') == 1 and text.count('<span class="chance very-likely">') == 1


def test_the_plan_is_called_by_its_name_in_each_language_and_its_targets_without_values_are_listed(plan, tmp_path):
    rows = [(place, "under3_management", year, 60.0 + year % 7) for place in "abc" for year in (2015, 2020)]
    frame = pd.DataFrame(rows, columns=["place", "indicator", "year", "value"])
    with pytest.warns(kz.LeftOut):
        table = kz.project_panel(frame, plan)
    with pytest.warns(kz.LeftOut):
        kz.project_panel(frame, plan, to=tmp_path / "parts")
    text = page.panel_page(gathered.gathered(table))
    assert page.panel_page(gathered.gathered(tmp_path / "parts")) == text
    assert "各地均按开州区规划的目标推算" in text and "judged against the targets of the plan of Kaizhou." in text
    assert (
        "The panel has no values of 92 of the plan's targets" in text.replace("&#39;", "'")
        and "规划目标中有92项" in text
    )
    assert plan.by_code["W01"].name.zh in text and plan.by_code["W01"].name.en in text


def test_where_no_odds_are_low_the_page_leads_with_how_many_are_likely(one):
    high = one.assign(p_reach=0.7).mask(one["outlook"].eq(""), one)
    text = page.panel_page(
        gathered.gathered(high.assign(outlook=high["outlook"].mask(high["outlook"].ne(""), "likely")))
    )
    told = int(one["outlook"].ne("").sum())
    assert f"{told:,} of {told:,} odds are likely or better" in text and "below one in three" not in text
