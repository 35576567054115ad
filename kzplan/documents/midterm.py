"""The three reports of an evaluation, from one engine: 年度统计监测报告, 中期评估报告, 终期评估报告."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from matplotlib.figure import Figure as MatplotlibFigure

from .. import figures
from ..evaluation.engine import Evaluation
from ..plan.period import Levels, Period
from ..plan.plan import Plan
from ..words import labels
from ..words.both import Both
from ..words.errors import Refusal
from .document import (
    Blank,
    Contents,
    Figure,
    Heading,
    Paragraph,
    Part,
    Report,
    Signature,
    Table,
    cited,
    picture,
)
from .facts import facts_of
from .official import Official, official_tables
from .texts import Texts

ANNUAL, MIDTERM, FINAL = "年度统计监测报告", "中期评估报告", "终期评估报告"
NOTES = "notes.txt"  # opens the appendix
TEXTS = {ANNUAL: "annual.txt", MIDTERM: "midterm.txt", FINAL: "final.txt"}
ANNEXED = {  # tables that stand in the appendix of a report, cited or not
    ANNUAL: ("complete", "interim", "schedule", "gaps", "ages", "missing", "values", "notes"),
    MIDTERM: (
        "overall",
        "departments",
        "work",
        "definitions",
        "complete",
        "interim",
        "schedule",
        "chances",
        "gaps",
        "ages",
        "small",
        "missing",
        "values",
        "notes",
        "split",
        "comparable",
    ),
    FINAL: (
        "overall",
        "departments",
        "work",
        "definitions",
        "complete",
        "interim",
        "schedule",
        "gaps",
        "ages",
        "small",
        "missing",
        "values",
        "notes",
        "comparable",
    ),
}
DIRECTIVE = re.compile(r"^\[(表|图|填|落款) (.+)\]$")  # a line of a report's text that is no paragraph
CONTENTS = "[目录]"


def usual_year(name: str, period: Period) -> int | None:
    """Return the year whose data a report rests on; None for the annual one, which every year has."""
    return {MIDTERM: period.midterm, FINAL: period.last}.get(name)


def kinds_of(year: int, period: Period) -> tuple[str, ...]:
    """Return the reports a year calls for: the annual one always, the mid-term's and the final one in their years.

    >>> period = Period(2010, 2020, 2021, 2030, 2025)
    >>> kinds_of(2024, period), kinds_of(2025, period)[1]
    (('年度统计监测报告',), '中期评估报告')
    """
    return (ANNUAL, *(name for name in (MIDTERM, FINAL) if usual_year(name, period) == year))


def writer(name: str, levels: Levels) -> str:
    """Return the office that writes a report."""
    return (levels.statistics if name == ANNUAL else levels.committee).zh


def scopes_of(name: str, plan: Plan) -> tuple[str, ...]:
    """Return which plans a report is written on where nobody asks: the annual one on each, the others on both together.

    >>> from kzplan import load_plan
    >>> scopes_of(ANNUAL, load_plan()), scopes_of(MIDTERM, load_plan())
    (('women', 'children'), ('',))
    """
    plans = tuple(dict.fromkeys(target.plan for target in plan.by_code.values()))
    return plans if name == ANNUAL and len(plans) > 1 else ("",)


def compose(
    evaluation: Evaluation,
    name: str,
    tables: Mapping[str, Official] | None = None,
    drawn: Mapping[str, Figure] | None = None,
    facts: Mapping[str, object] | None = None,
    texts: Texts | None = None,
    english: bool = False,
) -> Report:
    """Compose a report.

    Parameters
    ----------
    evaluation : :class:`~kzplan.evaluation.Evaluation`, or that of one of its plans.
    name : ``ANNUAL``, ``MIDTERM`` or ``FINAL``.
    tables, drawn, facts, texts : what :func:`~kzplan.documents.official.official_tables`, :func:`drawings` and
        :func:`~kzplan.documents.facts.facts_of` return, and the plan's texts, where they were made already; None: made here.
    english : whether a summary in English is added.

    Returns
    -------
    Report : the same evaluation gives the same report.

    Raises
    ------
    Refusal : a text that cannot be used, or that cites or shows what is not there.
    """
    plan = evaluation.plan
    facts = dict(facts_of(evaluation) if facts is None else facts)
    texts = texts or Texts(plan)
    tables = official_tables(evaluation, facts, texts) if tables is None else tables
    drawn = drawings(evaluation) if drawn is None else drawn
    values = facts | {
        "report": name,
        "writer": writer(name, plan.levels),
        "usual_year": usual_year(name, plan.period) == evaluation.year,
        "predicted": name == MIDTERM and evaluation.year < plan.period.last,
    }
    cover = texts.blocks("cover.txt", values)
    parts = tuple(_filled(list(_parts(texts, values, TEXTS[name], tables, drawn))))
    notes = tuple(_parts(texts, values, NOTES, tables, drawn))
    return Report(
        name,
        cover["title"],
        cover["about"],
        parts,
        (*notes, *_appendix((*parts, *notes), texts, name, tables, evaluation)),
        tuple(texts.lines("english.txt", values)) if english else (),
        f"{labels.EXAMPLE}：{''.join(cover['mark'])}" if plan.invented else "",
    )


def _parts(
    texts: Texts,
    values: Mapping[str, object],
    name: str,
    tables: Mapping[str, Official],
    drawn: Mapping[str, Figure],
) -> Iterator[Part]:
    """The parts that a report's text stands for; a figure that could not be drawn is left out.

    "# …" and "## …" are headings, "#* …" one that is not counted; "[表 key]", "[图 key]", "[填 …]", "[落款 …]" and "[目录]" a
    table, a figure, a blank, a signature and the list of headings; any other line is a paragraph.
    """
    for line in texts.lines(name, values):
        directive = DIRECTIVE.match(line)
        kind, said = directive.groups() if directive else ("", line)
        if line.startswith("#"):
            sign, text = line.split(maxsplit=1)
            yield Heading(text, sign.count("#"), "*" not in sign)
        elif line == CONTENTS:
            yield Contents()
        elif kind == "":
            yield Paragraph(line)
        elif kind == "填":
            yield Blank(said)
        elif kind == "落款":
            yield Signature(said)
        elif said not in (tables if kind == "表" else FIGURES):
            raise _unknown(texts, name, line, said, tables if kind == "表" else FIGURES)
        elif kind == "表":
            yield Table(tables[said])
        elif (figure := drawn.get(said)) is not None:
            yield figure


def _filled(parts: list[Part]) -> Iterator[Part]:
    """The parts without headings under which nothing stands."""
    for at, part in enumerate(parts):
        following = parts[at + 1] if at + 1 < len(parts) else None
        closed = following is None or isinstance(following, Signature)
        same = isinstance(part, Heading) and isinstance(following, Heading) and following.level <= part.level
        if not (isinstance(part, Heading) and (closed or same)):
            yield part


def _unknown(texts: Texts, name: str, words: str, key: str, known: Iterable[str]) -> Refusal:
    """A text cites or shows what is not there."""
    listed = list(known)
    en = f"there is no table or figure {key!r} here; there are {', '.join(listed)}"
    return texts.refusal(name, words, en, f"此处没有名为“{key}”的表或图，可用的有{'、'.join(listed)}")


def _appendix(
    parts: tuple[Part, ...], texts: Texts, name: str, tables: Mapping[str, Official], evaluation: Evaluation
) -> Iterator[Table]:
    """The tables that the body does not show: those that belong to every report, and those that it cites."""
    shown = {part.key for part in parts if isinstance(part, Table | Figure)}
    wanted = [key for part in parts if isinstance(part, Paragraph) for key in cited(part.text)]
    for key in wanted:
        if key not in shown and key not in tables:
            listed = [*tables, *(one for one in shown if one not in tables)]
            raise _unknown(texts, TEXTS[name], f"{{{key}}}", key, listed)
    over = evaluation.year >= evaluation.plan.period.last  # what happened needs no odds
    always = [key for key in ANNEXED[name] if not (over and key == "chances") and len(tables[key].frame)]
    annexed = [Table(tables[key]) for key in dict.fromkeys([*always, *wanted]) if key not in shown]
    yield from sorted(annexed, key=lambda table: table.wide)  # pages that lie across come last


Doubts = Mapping[str, Both] | None  # code → why the value of the year is asked about; None: not asked yet
FIGURES: dict[str, tuple[str, Callable[[Evaluation, Doubts], MatplotlibFigure]]] = {
    # {year} and {last} stand for years in the titles
    "domains_figure": ("各领域指标达标情况", lambda evaluation, doubts: figures.verdicts_in_print(evaluation)),
    "main_figure": ("主要指标历年变化与{last}年目标", figures.main_indicators_in_print),
    "schedule_figure": ("{year}年序时进度对比", figures.schedule_in_print),
    "departments_figure": ("责任单位任务热力图", lambda evaluation, doubts: figures.departments_in_print(evaluation)),
    "nation_figure": ("与全国对比", figures.nation_in_print),
    "deaths_figure": ("死亡数与可容许数", figures.deaths_in_print),
}


class Drawings(Mapping[str, Figure]):
    """The figures of an evaluation by key, each drawn when it is first asked for; one that has nothing to show is not there."""

    def __init__(self, evaluation: Evaluation, doubts: Doubts = None) -> None:
        self._evaluation, self._doubts, self._made = evaluation, doubts, dict[str, Figure | None]()

    def __getitem__(self, key: str) -> Figure:
        if key not in self._made:
            self._made[key] = _drawn(self._evaluation, key, self._doubts)
        figure = self._made[key]
        if figure is None:
            raise KeyError(key)
        return figure

    def __iter__(self) -> Iterator[str]:
        return (key for key in FIGURES if self.get(key) is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def drawings(evaluation: Evaluation, doubts: Doubts = None) -> Mapping[str, Figure]:
    """Return the figures of an evaluation that can be drawn, by key; each is drawn when it is asked for."""
    return Drawings(evaluation, doubts)


def _drawn(evaluation: Evaluation, key: str, doubts: Doubts) -> Figure | None:
    words, draw = FIGURES[key]
    try:
        figure = draw(evaluation, doubts)
    except ValueError:  # nothing to draw, as the function says
        return None
    title = words.format(year=evaluation.year, last=evaluation.plan.period.last)
    return picture(key, title, figure, f"{title}：{figure.get_suptitle().replace(chr(10), '')}")
