"""Charts in notebooks: the page's own, of Altair, beside the static figures that stay the default."""

import json
import subprocess
import sys

import matplotlib.pyplot as plt
import pytest

import kzplan as kz
from kzplan.charts.__main__ import of_page

OF_JUPYTERLAB = "5.21"  # the newest Vega-Lite of the level that it has


def bare(spec):
    """A chart without its data, sizes, title and settings: what of it is drawn."""
    kept = {
        key: value
        for key, value in spec.items()
        if key not in ("data", "datasets", "width", "title", "config", "$schema")
    }
    layers = [{key: value for key, value in layer.items() if key != "data"} for layer in kept.pop("layer")]
    kept.pop("params"), kept.pop("height")
    return json.loads(json.dumps([kept, layers]))


@pytest.fixture(scope="module")
def on_page():
    """What is drawn of the charts of the page that notebooks have too; to be read only."""
    charts = of_page()
    return {name: bare(charts[name].to_dict()) for name in ("fan", "ladder")}


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("code", ["W03", "W02", "C10b", "W09", "W42", "C21"])
def test_a_projection_has_the_chart_of_the_page(plan, on_page, code, lang):
    spec = kz.project(plan, code).chart(lang).to_dict()
    assert bare(spec) == on_page["fan"]
    values = {row.get("year") for rows in spec["datasets"].values() for row in rows}
    assert {seen.year for seen in kz.project(plan, code).case.series} <= values
    assert spec["title"]["text"]


def test_a_ladder_can_be_had_that_answers_when_pointed_at_and_a_static_one_stays_the_default(plan, on_page):
    table = kz.outlook(plan)
    spec = kz.figures.ladder(table, "en", interactive=True).to_dict()
    assert bare(spec) == on_page["ladder"]
    rungs = next(iter(spec["datasets"].values()))
    assert [rung["code"] for rung in rungs] == table.dropna(subset="p_reach").sort_values("p_reach", ascending=False)[
        "code"
    ].tolist()
    assert isinstance(kz.figures.ladder(table, "en"), plt.Axes)
    plt.close("all")


def test_a_notebook_draws_the_charts_itself_without_a_network(plan):
    import vl_convert

    for chart in (kz.project(plan, "W03").chart(), kz.figures.ladder(kz.outlook(plan), "en", interactive=True)):
        shown = chart._repr_mimebundle_()
        bundle = shown[0] if isinstance(shown, tuple) else shown
        (spec,) = (value for kind, value in bundle.items() if kind == "application/vnd.vegalite.v5+json")
        assert "text/html" not in bundle  # which would fetch its scripts
        assert "<path" in vl_convert.vegalite_to_svg(spec, vl_version=OF_JUPYTERLAB)


def test_altair_is_loaded_for_a_chart_only_and_figures_load_no_seaborn():
    code = "import sys, kzplan.figures, kzplan as kz; print('seaborn' in sys.modules); kz.outlook(kz.load_plan()); from kzplan.documents import html; print('altair' in sys.modules, 'vl_convert' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["False", "False", "False"]
