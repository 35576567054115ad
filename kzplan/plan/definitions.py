"""What each indicator means and how it is worked out (指标解释), as ``definitions.csv`` of a plan folder says, which a plan need not have."""

import re
from dataclasses import dataclass

from .once import worked_out
from .plan import Plan
from .tables import records
from .target import Target

PARTS = {"%": "×100%", "‰": "×1000‰", "1/10万": "×10万"}  # what a ratio is multiplied by, by unit
OF_A_HUNDRED = re.compile("为100|[=＝:：]100")  # the same in words, or in a unit that is a definition


@dataclass(frozen=True, slots=True)
class Definition:
    """What one indicator means.

    Parameters
    ----------
    code : of the target.
    text : what is counted, of whom.
    numerator, denominator : blank for numbers that are no ratio.
    basis : 通用统计口径, or 按指标名称拟定 where the department has to confirm it.
    unit : of the indicator.
    """

    code: str
    text: str
    numerator: str
    denominator: str
    basis: str
    unit: str

    @property
    def formula(self) -> str:
        """How it is worked out; blank for numbers that are no ratio.

        >>> Definition("C02", "", "婴儿死亡数", "活产数", "", "‰").formula
        '婴儿死亡数÷活产数×1000‰'
        >>> Definition("W42", "以女婴为100", "出生男婴数", "出生女婴数", "", "").formula
        '出生男婴数÷出生女婴数×100'
        """
        hundred = "×100" if OF_A_HUNDRED.search(f"{self.text} {self.unit}") else ""
        return f"{self.numerator}÷{self.denominator}{PARTS.get(self.unit, hundred)}" if self.denominator else ""


def definitions(plan: Plan) -> dict[str, Definition]:
    """Return the definitions of a plan's indicators by code; none where its folder has no ``definitions.csv``.

    >>> from kzplan import load_plan
    >>> definitions(load_plan())["W03"].formula
    '孕产妇死亡人数÷活产数×10万'
    """
    return {code: _definition(row, plan.target(code)) for code, row in worked_out(plan, "_definitions", _rows).items()}


def definition(plan: Plan, code: str) -> Definition | None:
    """Return the definition of one indicator; None where the plan's folder does not say it.

    >>> from kzplan import load_plan
    >>> definition(load_plan(), "W03").formula
    '孕产妇死亡人数÷活产数×10万'
    """
    row = worked_out(plan, "_definitions", _rows).get(code)
    return None if row is None else _definition(row, plan.target(code))


def _rows(plan):
    """The rows of ``definitions.csv`` by code."""
    return {row["code"]: row for row in records(plan.tables["definitions"])} if "definitions" in plan.tables else {}


def _definition(row: dict, target: Target) -> Definition:
    text, numerator, denominator = (str(row[name] or "") for name in ("definition", "numerator", "denominator"))
    return Definition(target.code, text, numerator, denominator, row["basis"], target.unit)
