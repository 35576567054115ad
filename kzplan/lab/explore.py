"""Explore one target: move an assumption, see figure, odds and sentence change at once."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from html import escape
from itertools import count

import ipywidgets as widgets
import pandas as pd

from ..figures.vector import fan_drawing
from ..odds.projection import Projection, project
from ..plan.births import expected_births
from ..plan.plan import Plan
from ..plan.target import Target
from ..words import labels
from ..words.both import Both
from ..words.errors import KzplanError

ROWS = {"median": "median", "lo80": "lo80", "hi80": "hi80", "p_reach": "p_reach", "p_city": "p_above"}
ROWS |= {name: name for name in ("p_published", "outlook", "reason")}  # row → fact of the verdict
WORDS = {
    "domain": Both("domain", "领域"),
    "code": Both("target", "目标"),
    "lang": Both("language", "语言"),
    "own_damping": Both("let a share of the past change go on", "自定过去变化延续的份额"),
    "damping": Both("share", "份额"),
    "reference_class": Both("the nation as a witness", "以全国为参照"),
    "base_year": Both("first year used", "起始年份"),
    "target": Both("another target", "另设目标"),
    "births": Both("live births a year", "年活产数"),
    "tolerance": Both("width of 左右 (±)", "左右的宽度（±）"),
    "reset": Both("as shipped", "恢复默认"),
}
MOVED = ("own_damping", "damping", "reference_class", "target", "births", "tolerance")
BIRTHS = 5000  # a year, where nothing is known of them
_IDS = count(1)  # a name the same in every run, so that a notebook that was run again is the same file


def numbers(plan: Plan, code: str, digits: int = 3, **assumptions) -> pd.DataFrame:
    """Return the answer for one target as shipped and with assumptions of one's own, side by side.

    Parameters
    ----------
    plan : a loaded plan.
    code : target code.
    digits : decimals shown.
    **assumptions : as for :func:`kzplan.project`.

    Returns
    -------
    DataFrame : rows median, ends of the 80 % interval, chances, words; columns "as shipped" and "yours".

    >>> from kzplan import load_plan
    >>> table = numbers(load_plan(), "W34b", tolerance=5)
    >>> bool(table.loc["p_reach", "yours"] > table.loc["p_reach", "as shipped"])
    True
    """
    both = {"as shipped": project(plan, code), "yours": project(plan, code, **assumptions)}
    told = {name: [getattr(one.verdict, fact) for fact in ROWS.values()] for name, one in both.items()}
    table = pd.DataFrame(told, index=list(ROWS), dtype=object)
    return table.map(lambda cell: round(cell, digits) if isinstance(cell, float) else cell)


def picture(projection: Projection, lang: str | None = None) -> bytes:
    """Return the fan chart of a projection as an SVG file; of one without values, its reason as a line of text.

    >>> from kzplan import load_plan
    >>> picture(project(load_plan(), "W03"))[:4]
    b'<svg'
    """
    return fan_drawing(projection, lang).svg().encode()


def panel(plan: Plan, code: str | None = None, lang: str | None = None) -> widgets.VBox:
    """Return the controls with the answer below them, for a notebook.

    Parameters
    ----------
    plan : a loaded plan.
    code : target shown first; None: the plan's first.
    lang : "en", "zh" or None (language set).

    Returns
    -------
    ipywidgets.VBox
    """
    return _Panel(plan, code or next(iter(plan.by_code)), labels.language(lang)).box


class _Box(widgets.VBox):
    """A box that says in plain text what it is, where it cannot be drawn."""

    def _repr_mimebundle_(self, **kwargs) -> dict | None:
        bundle = super()._repr_mimebundle_(**kwargs)
        return bundle and {**bundle, "text/plain": "controls, sentence and figure: run this cell to move them"}


class _Panel:
    """The controls, and what they say of the target chosen."""

    def __init__(self, plan: Plan, code: str, lang: str):
        self.plan, self.waiting = plan, False
        self.controls = self._controls(plan.target(code), lang)
        self.image = widgets.Image(format="svg+xml", layout=widgets.Layout(max_width="46rem"))
        self.text = widgets.HTML()
        grid = widgets.GridBox(
            list(self.controls.values()), layout=widgets.Layout(grid_template_columns="repeat(2, 23rem)")
        )
        self.box = _Box([grid, self.text, self.image], model_id=f"kzplan-explore-{next(_IDS)}")
        self.defaults = {name: self.controls[name].value for name in MOVED}
        for name, control in self.controls.items():
            if name != "reset":
                control.observe(self._changed, names="value")
        self.controls["reset"].on_click(lambda _: self._reset())
        self._choose_target()

    def _controls(self, target: Target, lang: str) -> dict[str, widgets.DOMWidget]:
        style = {"style": {"description_width": "initial"}, "layout": widgets.Layout(width="22rem")}
        moved = style | {"continuous_update": False}  # answered where a drag ends, not at each step of it
        births, width = round(expected_births(self.plan) or BIRTHS), self.plan.conventions["about_tolerance"]
        reach = {"min": min(500, births), "max": max(20000, 2 * births), "step": 25}
        return {
            "lang": widgets.Dropdown(options=[("English", "en"), ("中文", "zh")], value=lang, **style),
            "domain": widgets.Dropdown(options=self._domains(lang), value=target.domain, **style),
            "code": widgets.Dropdown(options=self._codes(target.domain, lang), value=target.code, **style),
            "own_damping": widgets.Checkbox(value=False, indent=False, **style),
            "damping": widgets.FloatSlider(value=0.5, min=0, max=1.5, step=0.05, disabled=True, **moved),
            "reference_class": widgets.Checkbox(value=True, indent=False, **style),
            "base_year": widgets.Dropdown(options=["–"], **style),
            "target": widgets.Text(placeholder="≥90", **moved),
            "births": widgets.IntSlider(value=births, **reach, **moved),
            "tolerance": widgets.FloatSlider(value=width, min=0, max=max(15, 2 * width), step=0.5, **moved),
            "reset": widgets.Button(layout=style["layout"]),
        }

    def _domains(self, lang: str) -> list[tuple[str, str]]:
        names = dict.fromkeys(target.domain for target in self.plan.by_code.values())
        return [(labels.domain(name, lang), name) for name in names]

    def _codes(self, domain: str, lang: str) -> list[tuple[str, str]]:
        own = [target for target in self.plan.by_code.values() if target.domain == domain]
        return [(f"{target.code} {target.name.text(lang)}", target.code) for target in own]

    @contextmanager
    def _quiet(self) -> Iterator[None]:
        """While controls are set from here, their changes are not answered one by one."""
        self.waiting = True
        yield
        self.waiting = False

    def _changed(self, change: Mapping) -> None:
        if self.waiting:
            return
        chosen = [self.controls[name] for name in ("domain", "lang")]
        if change["owner"] in chosen:
            with self._quiet():
                self._offer_targets()
        if change["owner"] in (*chosen, self.controls["code"]):
            self._choose_target()
        else:
            self._answer()

    def _offer_targets(self) -> None:
        """Offer the targets of the domain chosen, in the language chosen; the target stays where it is one of them."""
        lang, domain, code = (self.controls[name].value for name in ("lang", "domain", "code"))
        self.controls["domain"].options = self._domains(lang)
        self.controls["domain"].value = domain
        options = self._codes(domain, lang)
        self.controls["code"].options = options
        self.controls["code"].value = code if code in [one for _, one in options] else options[0][1]

    def _choose_target(self) -> None:
        """Offer what can be moved for the target chosen, and answer."""
        case = project(self.plan, self.controls["code"].value).case
        with self._quiet():
            self.controls["target"].value = ""  # it was meant for another target
            years = case.series.years.tolist()
            self.controls["base_year"].options = ["–", *years] if len(years) > 1 else ["–"]
            for name, words in WORDS.items():
                self.controls[name].description = words.text(self.controls["lang"].value)
            self.controls["births"].disabled = not case.target.on_births
            self.controls["tolerance"].disabled = case.rule.form != "about"
            self.controls["reference_class"].disabled = case.nation is None
        self._answer()

    def _reset(self) -> None:
        with self._quiet():
            for name, value in self.defaults.items():
                self.controls[name].value = value
            self.controls["base_year"].value = "–"
        self._answer()

    def assumptions(self) -> dict:
        """Return what the controls say, in the words of :func:`kzplan.project`; what stands as shipped is left out."""
        seen = {name: control.value for name, control in self.controls.items() if name != "reset"}
        moved = {
            name: seen[name]
            for name in ("births", "tolerance", "reference_class")
            if seen[name] != self.defaults[name] and not self.controls[name].disabled
        }
        if seen["own_damping"]:
            moved["damping"] = seen["damping"]
        if seen["base_year"] != "–":
            moved["base_year"] = seen["base_year"]
        if seen["target"].strip():
            moved["target"] = seen["target"].strip()
        return moved

    def _answer(self) -> None:
        self.controls["damping"].disabled = not self.controls["own_damping"].value
        lang, moved = self.controls["lang"].value, self.assumptions()
        try:
            projection = project(self.plan, self.controls["code"].value, **moved)
        except KzplanError as problem:  # a target that cannot be read: this is said, and no answer stands beside it
            self.text.value = f"<p role='alert'><b>{escape(problem.text(lang))}</b></p>"
            self.image.value = b""
            return
        call = ", ".join([repr(projection.code), *(f"{name}={value!r}" for name, value in moved.items())])
        self.text.value = (
            f"<p>{escape(projection.sentence(lang))}</p><p><code>kz.project(plan, {escape(call)})</code></p>"
        )
        self.image.value = picture(projection, lang)
