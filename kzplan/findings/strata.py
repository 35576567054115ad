"""Totals against their strata: range, equality, the weights they imply, means that were not weighted."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ..indicator.kind import Kind
from ..plan.printed import decimals
from ..words.both import LANGUAGES, Both
from ..words.labels import PERCENT
from .book import Book, Row
from .rule import Finding, number, printed_line, rule, where

PAIRS = (("urban", "rural"), ("boys", "girls"), ("men", "women"), ("town", "village"))
SEXES = (("boys", "girls"), ("men", "women"))
MEANS = (Kind.PROPORTION, Kind.RATE, Kind.POSITIVE)  # of these a total is a weighted mean of its strata
NATURAL_SHARE = (0.51, 0.56)  # of boys among children: sex ratios at birth of about 104 to 127
PLAUSIBLE_SHARE = (0.42, 0.60)  # of either sex in any total
WIDEST = 0.6  # a wider interval of a weight says nothing
WEIGHT_GAP = 0.10  # weights of one year further apart than this do not describe one population
BREAK = 0.20  # a change of weight over a decade that no migration explains within one definition

_ASK = ("Ask for the total and its strata from one source.", "请按同一来源核对合计与分项。")


@dataclass(frozen=True, slots=True)
class Weight:
    """Share of the first stratum in a total, as its printed values imply it: an interval.

    ``equal`` marks a total that equals one stratum, which ``total_is_one_stratum`` tells; it is no weight.
    """

    row: Row
    year: int
    low: float
    high: float
    one_sided: bool
    equal: bool

    @property
    def said(self) -> Both:
        """The interval in per cent, as evidence shows it."""
        if self.high - self.low < 0.02:
            said = f"{100 * (self.low + self.high) / 2:.0f}"
        else:
            said = f"{100 * self.low:.0f}–{100 * self.high:.0f}"
        return Both(*(said + PERCENT.text(lang) for lang in LANGUAGES))


def _strata(book, pairs=PAIRS, kinds=MEANS):
    """(total row, first stratum row or None, second or None, pair) wherever one of a pair is printed."""
    for parent, parts in book.parts.items():
        total = book.rows.get(parent)
        named = {part.stratum: part for part in parts}
        for pair in pairs:
            if total is not None and total.kind in kinds and set(pair) & set(named):
                yield total, named.get(pair[0]), named.get(pair[1]), pair


def _complete(book, pairs=PAIRS, kinds=MEANS):
    """Totals with both strata printed, by year: (total, first, second, year)."""
    for total, first, second, _ in _strata(book, pairs, kinds):
        for year in book.years if first and second else ():
            if None not in (total.value(year), first.value(year), second.value(year)):
                yield total, first, second, year


def _finest(*rows):
    return max(decimals(cell.text) for row in rows for cell in row.cells.values())


def _triple(total, first, second, year):
    return tuple(printed_line(row, year) for row in (total, first, second))


@rule("strata", "合计超出分项范围")
def total_outside_strata(book: Book) -> Iterator[Finding]:
    """A rate of the whole lies between the rates of its parts, whatever their weights."""
    for total, first, second, year in _complete(book):
        cells = [row.cells[year] for row in (first, second)]
        low, high = min(cell.low for cell in cells), max(cell.high for cell in cells)
        cell = total.cells[year]
        if cell.high >= low - 1e-9 and cell.low <= high + 1e-9:
            continue
        texts = " / ".join(part.text for part in cells)
        evidence = (
            f"total {cell.text} lies outside its strata {texts} ({first.stratum} / {second.stratum})",
            f"合计{cell.text}不在分项{texts}之间",
        )
        yield Finding("certain", evidence, _ASK, _triple(total, first, second, year))


@rule("strata", "合计等于其中一项")
def total_is_one_stratum(book: Book) -> Iterator[Finding]:
    """A total that equals one stratum while the other differs gives the other no weight at all: one of
    the three was copied, or the other stratum is missing and not zero."""
    for total, first, second, year in _complete(book):
        cell = total.cells[year]
        for same, other in ((first, second), (second, first)):
            if same.value(year) != cell.value or other.value(year) == cell.value:
                continue
            gap = abs(cell.value - other.value(year))
            if gap * 0.02 <= 2 * max(cell.half, same.cells[year].half):
                continue  # a weight of one part in fifty would not show in the digits printed
            evidence = (
                f"the total equals the {same.stratum} value {cell.text}, while {other.stratum} is "
                f"{other.cells[year].text}",
                f"合计与其中一项同为{cell.text}，而另一项为{other.cells[year].text}",
            )
            yield Finding("certain", evidence, _ASK, _triple(total, first, second, year))


@rule("strata", "分项之和不等于合计")
def parts_do_not_add_up(book: Book) -> Iterator[Finding]:
    """Counts of the parts that make up a whole (towns and villages, boys and girls) add up to it."""
    for total, first, second, year in _complete(book, kinds=(Kind.COUNT,)):
        if total.scale != first.scale or total.scale != second.scale:
            continue
        parts = [first.cells[year], second.cells[year]]
        whole = total.cells[year]
        if sum(p.low for p in parts) <= whole.high + 1e-6 and sum(p.high for p in parts) >= whole.low - 1e-6:
            continue
        sums = " + ".join(part.text for part in parts)
        value = number(sum(part.value for part in parts) / total.scale, 4)
        evidence = (f"{sums} = {value}, printed {whole.text}", f"{sums}={value}，合计所印为{whole.text}")
        yield Finding("certain", evidence, _ASK, _triple(total, first, second, year))


@rule("strata", "综合率与分项不合")
def head_above_all_parts(book: Book) -> Iterator[Finding]:
    """The figure that heads a block of shares is made from them: above or below all but one of three or
    more, it measures something else or is wrong."""
    for head in book.rows.values():
        parts = [row for row in book.blocks.get(head.key, ()) if row is not head]
        for year in book.years:
            cell = head.cells[year]
            shown = [row for row in parts if row.unit == head.unit == "%" and row.value(year) is not None]
            if cell.value is None or len(shown) < 3 or head.numerator:
                continue
            above = [row for row in shown if row.cells[year].high < cell.low]
            below = [row for row in shown if row.cells[year].low > cell.high]
            side = max(above, below, key=len)
            if len(side) < max(len(shown) - 1, 3):
                continue
            values = sorted(row.value(year) for row in shown)
            evidence = (
                f"{cell.text} heads parts of {number(values[0])} to {number(values[-1])}, outside "
                f"{len(side)} of {len(shown)}",
                f"合计{cell.text}，分项为{number(values[0])}—{number(values[-1])}，有{len(side)}项（共{len(shown)}项）与之不合",
            )
            yield Finding("question", evidence, _ASK, tuple(printed_line(row, year) for row in (head, *side)))


def weights(book: Book) -> Iterator[tuple[tuple[str, str], Weight]]:
    """Return the :class:`Weight` of the first stratum wherever values say anything about it.

    Notes
    -----
    T = w·A + (1−w)·B with each value known to half a unit of its last digit; where one stratum is not
    printed, its natural limits stand in, and the result is a bound on one side.
    """
    for total, first, second, pair in _strata(book):
        for year in book.years:
            known = [row for row in (first, second) if row is not None and row.value(year) is not None]
            if total.value(year) is None or not known:
                continue
            one_sided = len(known) == 1
            cell = total.cells[year]
            if one_sided:
                found = _bound(cell, known[0].cells[year], total.kind.limits, known[0] is second)
            else:
                found = _interval(cell, first.cells[year], second.cells[year])
            if found is not None and found[1] - found[0] <= WIDEST:
                equal = any(row.value(year) == cell.value for row in known) and not one_sided
                low, high = found
                yield pair, Weight(total, year, low, high, one_sided, equal)


def _interval(total, a, b):
    """The interval of w in T = w·A + (1−w)·B, or None where A and B overlap or T lies outside them."""
    if a.low <= b.high and b.low <= a.high:
        return None
    corners = [(t - y) / (x - y) for t in (total.low, total.high) for x in (a.low, a.high) for y in (b.low, b.high)]
    low, high = max(min(corners), 0.0), min(max(corners), 1.0)
    return (low, high) if low <= high else None


def _bound(total, known, limits, known_is_second):
    """The interval of w where only one stratum is printed: the other at most reaches its natural limit."""
    gap = max(total.low - known.high, known.low - total.high)
    room = limits[1] - known.low if total.value > known.value else known.high - limits[0]
    if gap <= 0 or room == float("inf"):
        return None
    least = min(gap / room, 1.0)  # weight of the stratum that is not printed
    return (least, 1.0) if known_is_second else (0.0, 1.0 - least)


@rule("strata", "反推城乡（性别）权重互相矛盾")
def weights_disagree(book: Book) -> Iterator[Finding]:
    """Within one year the strata of related indicators describe one population, so the weights that
    their totals imply agree; where they do not, a value or a definition differs."""
    for pair, year, found in _groups(book):
        highest = max(found, key=lambda w: w.low)
        apart = [w for w in found if highest.low - w.high > WEIGHT_GAP]
        if not apart:
            continue
        told = [*apart, highest]
        shares = "; ".join(f"{where(w.row)}: {w.said.en}" for w in told)
        shares_zh = "；".join(f"{where(w.row, 'zh')}为{w.said.zh}" for w in told)
        evidence = (
            f"the {pair[0]} share that the totals of {year} imply does not agree: {shares}",
            f"由{year}年合计与分项反推的{_ZH[pair[0]]}占比互不一致：{shares_zh}".replace(" %", "%"),
        )
        action = ("Ask how each indicator delimits its strata.", "请核实各指标分层的划分口径。")
        yield Finding("question", evidence, action, tuple(line for w in told for line in _lines(book, w)))


_ZH = {"urban": "城市", "boys": "男童", "men": "男性", "town": "镇区"}


def _groups(book):
    """Weights by pair and year of one department, where there are two or more; a total that equals one
    stratum gives no weight and is told by ``total_is_one_stratum``."""
    groups = {}
    for pair, weight in weights(book):
        if not weight.equal:
            groups.setdefault((pair, weight.year, weight.row.department), []).append(weight)
    for (pair, year, _), found in groups.items():
        if len(found) > 1:
            yield pair, year, found


def _lines(book, weight):
    rows = [weight.row, *(part for part in book.parts.get(weight.row.key, ()) if part.value(weight.year) is not None)]
    return tuple(printed_line(row, weight.year) for row in rows)


@rule("strata", "反推男女占比不合理")
def implausible_sex_weight(book: Book) -> Iterator[Finding]:
    """Boys are about half of the children and men of the people, so a total that gives either sex much more
    or less than half of the weight does not belong to its strata."""
    for pair, weight in weights(book):
        low, high = PLAUSIBLE_SHARE
        if pair not in SEXES or weight.one_sided or weight.equal or (weight.high >= low and weight.low <= high):
            continue
        evidence = (
            f"the total implies that {pair[0]} are {weight.said.en} of the whole",
            f"由合计与分项反推{_ZH[pair[0]]}占比{weight.said.zh}，不合理",
        )
        yield Finding("question", evidence, _ASK, _lines(book, weight))


@rule("strata", "反推城市占比与户籍不符")
def weight_against_register(book: Book) -> Iterator[Finding]:
    """The urban share that a total implies should be near that of the registered population; far from it,
    "urban" means something else in the indicator."""
    people, urban = book.outside.get("年末户籍总人口", {}), book.outside.get("户籍城镇人口", {})
    for pair, weight in weights(book):
        year = weight.year
        if pair[0] != "urban" or weight.one_sided or not people.get(year) or year not in urban:
            continue
        known = urban[year] / people[year]
        if max(weight.low - known, known - weight.high) <= WEIGHT_GAP or weight.equal:
            continue
        evidence = (
            f"the totals imply an urban share of {weight.said.en}; of the registered population {100 * known:.0f} % are urban",
            f"由合计与分项反推城市占比{weight.said.zh}，户籍城镇人口占{100 * known:.0f}%",
        )
        action = ("Ask how urban and rural are delimited.", "请说明城乡划分口径。")
        yield Finding("question", evidence, action, _lines(book, weight))


@rule("strata", "反推权重前后跳变")
def weights_break_over_time(book: Book) -> Iterator[Finding]:
    """The weight of a stratum moves slowly; a leap between two years shows that the line between the
    strata was redrawn, and that their series cannot be compared."""
    for pair, told in breaks(book):
        listed = "; ".join(f"{w.year} {where(w.row)}: {w.said.en}" for w in told)
        listed_zh = "；".join(f"{w.year}年{where(w.row, 'zh')}：{w.said.zh}" for w in told)
        evidence = (
            f"the {pair[0]} share implied by the totals leaps: {listed}",
            f"反推的{_ZH[pair[0]]}占比前后跳变：{listed_zh}，分层口径疑有变更".replace(" %", "%"),
        )
        action = (
            "Do not compare the strata over time; ask when the line between them was redrawn.",
            "分层数据不作纵向比较，并请说明口径何时变更。",
        )
        lines = tuple(dict.fromkeys(line for w in told for line in _lines(book, w)))
        yield Finding("question", evidence, action, lines)


def breaks(book: Book) -> Iterator[tuple[tuple[str, str], list[Weight]]]:
    """Return each pair of strata whose weights leap between two years of one department, with the weights that say so."""
    groups = {}
    for pair, weight in weights(book):
        if not (weight.equal or weight.one_sided):
            groups.setdefault((pair, weight.row.department), {}).setdefault(weight.year, []).append(weight)
    for (pair, _), years in groups.items():
        for before, after in pairwise(sorted(years)):
            gaps = [max(b.low - a.high, a.low - b.high) for a in years[before] for b in years[after]]
            if min(gaps) > BREAK:
                yield pair, [w for year in (before, after) for w in years[year]]


@rule("strata", "合计为简单平均")
def total_is_unweighted_mean(book: Book) -> Iterator[Finding]:
    """Boys are more than half of the children, so a total that is the plain mean of boys and girls, to
    the last digit and again and again, was not weighted."""
    plain, telling = [], 0
    for total, first, second, year in _complete(book, SEXES):
        a, b, cell = first.value(year), second.value(year), total.cells[year]
        # a value printed with fewer digits than its neighbours has dropped a zero
        half = 0.5 * 10.0 ** -_finest(total, first, second) + 1e-9
        low, *_, high = sorted(share * a + (1 - share) * b for share in NATURAL_SHARE)
        is_mean, is_weighted = abs((a + b) / 2 - cell.value) <= half, low - half <= cell.value <= high + half
        telling += is_mean != is_weighted
        if is_mean:
            plain.append((total, year, a, b, not is_weighted))
    told = sum(tells for *_, tells in plain)
    if not told or told < 0.75 * telling or len(plain) < 2:
        return
    shown = "; ".join(
        f"{where(row)} {year}: ({number(a)} + {number(b)}) / 2 = {row.cells[year].text}"
        for row, year, a, b, tells in plain
        if tells
    )
    shown_zh = "；".join(
        f"{where(row, 'zh')}{year}年：（{number(a)}+{number(b)}）/2={row.cells[year].text}"
        for row, year, a, b, tells in plain
        if tells
    )
    evidence = (
        f"{told} of {telling} totals where it can be told are plain means of boys and girls ({shown}), and {len(plain)} "
        "in all agree with it",
        f"可判别的{telling}个合计中有{told}个为男女简单平均，未加权（{shown_zh}）；合计共{len(plain)}个与之相符",
    )
    action = ("Compute totals from the pupils, not from the two rates.", "合计应按人数计算，不应取男女比率的平均。")
    lines = tuple(printed_line(row, year) for row, year, *_ in plain)
    yield Finding("question", evidence, action, lines)
