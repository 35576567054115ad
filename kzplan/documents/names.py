"""What headings call a plan's levels and its years, and what tells whether anything was reported for them."""

from dataclasses import dataclass

from ..plan.plan import Plan

NATION = "国家"  # what the nation calls its own level


@dataclass(frozen=True, slots=True)
class Names:
    """Chinese headings that hold a plan's own words and years.

    Parameters
    ----------
    own, above : words for the plan's level and the one above: 区 and 市, 县 and 市.
    start, base, first, last : years, as in :class:`~kzplan.plan.period.Period`.
    tabled : whether a table of the indicators of the plan before is printed.
    """

    own: str
    above: str
    start: int
    base: int
    first: int
    last: int
    tabled: bool

    @property
    def target(self) -> str:
        """Heading of the plan's own targets: 区2030年目标."""
        return f"{self.own}{self.last}年目标"

    @property
    def target_above(self) -> str:
        """Heading of the targets of the level above: 市2030年目标."""
        return f"{self.above}{self.last}年目标"

    @property
    def judged(self) -> str:
        """Heading of the verdict on the plan's own target: 区目标判定."""
        return f"{self.own}目标判定"

    @property
    def judged_above(self) -> str:
        """Heading of the verdict on the target of the level above: 市目标判定."""
        return f"{self.above}目标判定"

    @property
    def short_of(self) -> str:
        """Heading of the distance from the plan's own target: 距区目标."""
        return f"距{self.own}目标"

    @property
    def here(self) -> str:
        """The place itself: 本区; of the nation 全国."""
        return "全国" if self.own == NATION else f"本{self.own}"

    @property
    def chance(self) -> str:
        """Heading of the chance of meeting the target: 2030年达标可能性."""
        return f"{self.last}年达标可能性"

    @property
    def chances(self) -> str:
        """Title of the table of chances: 2030年目标实现可能性预测表."""
        return f"{self.last}年目标实现可能性预测表"

    @property
    def before(self) -> str:
        """Heading of what targets are measured from: 2011—2020年对应指标, or the text where no table of those years is printed."""
        return f"{self.start + 1}—{self.base}年对应指标" if self.tabled else f"正文所载{self.base}年及以前对应指标"


def names_of(plan: Plan) -> Names:
    """Return the headings of a plan.

    >>> from kzplan import load_plan
    >>> names = names_of(load_plan())
    >>> names.target, names.judged_above, names.before
    ('区2030年目标', '市目标判定', '2011—2020年对应指标')
    """
    period, levels = plan.period, plan.levels
    return Names(
        levels.own.zh, levels.above.zh, period.start, period.base, period.first, period.last, bool(plan.decade_rows)
    )


def reported(plan: Plan) -> bool:
    """Whether departments have reported anything for a year of the plan; what revises printed values is not of one."""
    return any(row["year"] >= plan.period.first for row in plan.returned_rows)
