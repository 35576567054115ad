"""The three reports of an evaluation, from one engine: 年度统计监测报告, 中期评估报告, 终期评估报告."""

from .. import figures
from ..evaluation import judge
from ..evaluation.engine import FEW
from ..indicator.target import DEFAULT_CONVENTIONS
from ..plan.period import Levels, Period
from ..words import labels
from . import sentences
from .document import Blank, Figure, Heading, Paragraph, Report, Table, picture
from .official import official_tables

ANNUAL, MIDTERM, FINAL = "年度统计监测报告", "中期评估报告", "终期评估报告"
ANNEXED = ("work", "complete", "schedule", "chances", "gaps", "ages", "missing", "values", "split", "comparable")


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


def compose(evaluation, name, tables=None, drawn=None):
    """Compose a report.

    Parameters
    ----------
    evaluation : :class:`~kzplan.evaluation.Evaluation`.
    name : ``ANNUAL``, ``MIDTERM`` or ``FINAL``.
    tables, drawn : what :func:`~kzplan.documents.official.official_tables` and :func:`drawings` return, where
        they were made already; None: made here.

    Returns
    -------
    Report : the same evaluation gives the same report.
    """
    plan = evaluation.plan
    period, who = plan.period, writer(name, plan.levels)
    tables = dict(official_tables(evaluation) if tables is None else tables)
    drawn = drawings(evaluation) if drawn is None else drawn
    body = [
        *_summary(evaluation),
        *_method(evaluation),
        *_whole(evaluation, tables, drawn),
        *_domains(evaluation),
        *_pace(evaluation, tables, drawn),
    ]
    if name == ANNUAL:
        body += [*_differences(evaluation, tables), *_lacking(evaluation, tables)]
    else:
        body += [*_doubtful(evaluation, tables), *_differences(evaluation, tables), *_beside(evaluation, tables, drawn)]
        future = name == MIDTERM and evaluation.year < period.last  # what happened needs no odds
        body += _odds(evaluation, tables, drawn) if future else _small(tables, drawn)
        body += [*_lacking(evaluation, tables), *_for_the_office(who)]
    title = (
        f"{plan.district}妇女发展规划、儿童发展规划",
        f"（{period.first}—{period.last}年）{'' if usual_year(name, period) == evaluation.year else f'{evaluation.year}年'}{name}",
    )
    facts = (
        f"编制单位：【{who}】　编制日期：【　　　】",
        f"数据截止：{evaluation.year}年　规划：{plan.source.split()[0]}",
    )
    parts = tuple(part for part in body if part is not None)
    if evaluation.year == period.last:
        del tables["chances"]
    return Report(
        name,
        title,
        facts,
        parts,
        tuple(_appendix(tables, parts)),
        sentences.english(evaluation),
        labels.EXAMPLE if plan.invented else "",
    )


def drawings(evaluation):
    """Return the figures of an evaluation that can be drawn, by key; one that has nothing to show is left out."""
    last = evaluation.plan.period.last
    wanted = {
        "domains_figure": ("各领域指标达标情况", lambda: figures.verdict_bars(evaluation, "domain", "zh")),
        "main_figure": (f"主要指标历年变化与{last}年目标", lambda: figures.main_indicators(evaluation, None, "zh")),
        "schedule_figure": (f"{evaluation.year}年序时进度对比", lambda: figures.schedule(evaluation, "zh")),
        "departments_figure": ("责任单位任务热力图", lambda: figures.department_map(evaluation, "zh")),
        "nation_figure": ("与全国对比", lambda: _nation_figure(evaluation)),
        "deaths_figure": ("死亡数与可容许数", lambda: figures.deaths(evaluation, "zh")),
    }
    made = {}
    for key, (title, draw) in wanted.items():
        try:
            axes = draw()
        except ValueError:  # nothing to draw, as the function says
            continue
        made[key] = picture(key, title, axes, f"{title}：{_title_of(axes)}")
    return made


def _title_of(axes):
    """What a figure states in its own title, as a description for those who cannot see it."""
    figure = getattr(axes, "figure", axes)
    said = figure.get_suptitle() or next((ax.get_title(loc="left") or ax.get_title() for ax in figure.axes), "")
    return said.replace("\n", "")


def _nation_figure(evaluation):
    from ..evaluation import comparisons

    codes = comparisons.nation(evaluation)["code"].tolist()[:12]
    return figures.district_and_nation(
        evaluation.projections(codes),
        evaluation.plan.tables["external"],
        evaluation.plan.dictionary.get("nation"),
        "zh",
    )


def _summary(evaluation):
    yield Heading("摘要")
    yield Paragraph(sentences.overall(evaluation)[0])
    yield Paragraph(sentences.on_schedule(evaluation, in_full=False))
    if evaluation.year < evaluation.plan.period.last:
        for text in sentences.chances(evaluation)[:1]:
            yield Paragraph(text)


def _method(evaluation):
    period = evaluation.plan.period
    yield Heading("依据与方法")
    yield Paragraph(
        f"依据为《{evaluation.plan.dictionary.get('title', '')}》（{evaluation.plan.source.split('，')[0]}）及各责任单位截至{evaluation.year}年的年度报送。"
        f"历史数据取自规划印发的{period.start}、{period.base}年值，所印有误或口径不同的不采用，逐项说明见{{comparable}}。"
    )
    yield Paragraph(
        f"达标按当年值与{period.last}年目标比较；距目标不超过目标值的{100 * judge.NEAR_SHARE:g}%、比例并不超过{judge.NEAR_POINTS:g}个百分点的为基本达标，不计为达标。"
        "没有当年数据的为无数据；有数据而目标未量化、缺基期或缺参照数据的为无法评价。达标率的分母为可监测项数，即达标、基本达标、未达标之和。"
    )
    bands = {**DEFAULT_CONVENTIONS, **evaluation.plan.conventions}
    yield Paragraph(
        f"“左右”指目标值上下{bands['about_tolerance']:g}以内，“趋于平衡”指出生人口性别比{bands['sex_ratio_low']:g}—{bands['sex_ratio_high']:g}；"
        "相差多少按距这一区间计。规划未规定这些界限，系本报告约定。"
    )
    odds = (
        f"{period.last}年目标实现可能性由统计模型推算，该模型用其他地区的历史数据检验过。"
        if evaluation.year < evaluation.plan.period.last
        else ""
    )
    yield Paragraph(
        f"序时进度以基期到{period.last}年目标之间的应达值（推算）衡量。{odds}例数不足{FEW}例的率，单年判定仅供参考。"
    )
    if evaluation.max_age:
        yield Paragraph(
            f"没有当年数据的，取不早于{evaluation.year - evaluation.max_age}年的最近值，视同有当年数据，逐项注明年份。"
        )


def _whole(evaluation, tables, drawn):
    yield Heading("总体情况")
    for text in sentences.overall(evaluation):
        yield Paragraph(text)
    yield Table(tables["overall"])
    yield drawn.get("domains_figure")
    yield Table(tables["domains"])
    figure = drawn.get("departments_figure")
    yield Paragraph(f"各责任单位承担的指标及其判定见{{departments}}{'和{departments_figure}' if figure else ''}。")
    yield figure
    yield Table(tables["departments"])


def _domains(evaluation):
    yield Heading("分领域情况")
    for domain, rows in evaluation.table.groupby("domain", sort=False):
        yield Heading(domain, 2)
        yield Paragraph(sentences.of_domain(rows, evaluation.year, evaluation.plan.period.base))


def _pace(evaluation, tables, drawn):
    yield Heading("序时进度")
    yield Paragraph(sentences.on_schedule(evaluation))
    yield Paragraph("逐项测算见{schedule}。")
    yield drawn.get("schedule_figure")


def _doubtful(evaluation, tables):
    yield Heading("重点难点指标")
    yield Paragraph(sentences.hard(evaluation))
    yield Table(tables["hard"])


def _differences(evaluation, tables):
    yield Heading("分性别、城乡、年龄差距")
    yield Paragraph(f"{sentences.gaps(evaluation)}逐项见{{gaps}}、{{ages}}。")


def _beside(evaluation, tables, drawn):
    yield Heading(f"与{evaluation.plan.levels.above.zh}级目标、全国的比较")
    yield Paragraph(sentences.beside(evaluation))
    yield Table(tables["city"])
    if len(tables["nation"].frame):
        yield drawn.get("nation_figure")
        yield Table(tables["nation"])


def _odds(evaluation, tables, drawn):
    yield Heading(f"{evaluation.plan.period.last}年目标实现可能性")
    for text in sentences.chances(evaluation):
        yield Paragraph(text)
    yield Paragraph("逐项见{chances}。")
    yield drawn.get("main_figure")
    yield from _small_parts(tables, drawn)


def _small(tables, drawn):
    yield Heading("主要指标变化")
    yield drawn.get("main_figure")
    yield from _small_parts(tables, drawn)


def _small_parts(tables, drawn):
    yield drawn.get("deaths_figure")
    yield Table(tables["small"])


def _lacking(evaluation, tables):
    yield Heading("数据质量与缺项")
    yield Paragraph(sentences.missing(evaluation))


def _for_the_office(who):
    yield Heading("实施情况、主要做法和经验")
    yield Paragraph("各责任单位报送的实施情况原文见{work}。")
    yield Blank(who, "组织领导、政策措施、重点工程、经费保障等情况，以及可推广的做法")
    yield Heading("存在的问题和原因")
    yield Blank(who, "对重点难点指标的原因分析，可参考各责任单位报送的困难和问题")
    yield Heading("对策建议和下一步工作")
    yield Blank(who, "措施、责任单位和时限")


def _appendix(tables, parts):
    """Every table the body does not show: the references of its sentences lead here."""
    shown = {part.key for part in parts if isinstance(part, Table | Figure)}
    return [Table(tables[key]) for key in ANNEXED if key not in shown and key in tables]
