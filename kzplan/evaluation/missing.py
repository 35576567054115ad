"""What would have to be collected before a target can be followed: 《缺项数据清单》."""

COLUMNS = ["code", "name_zh", "name_en", "department", "unit", "reason", "known", "collect_zh", "collect_en"]
ASKS = {
    "no baseline": (
        "2020年值及其分子、分母、来源，有的补2010年值",
        "the value of 2020 with numerator, denominator and source; 2010 where it exists",
    ),
    "not comparable": (
        "按2030年指标口径重算的2020年值及其分子、分母",
        "the value of 2020 in the definition of the target, with numerator and denominator",
    ),
    "defective baseline": (
        "核实后的2010年、2020年值及其分子、分母",
        "the values of 2010 and 2020, checked, with numerator and denominator",
    ),
    "needs reference series": ("目标所参照的比例（同年度）", "the share that the target refers to, year by year"),
    "one value": (
        "2020年以前同口径的值，或2021年起的年度值",
        "a value of an earlier year in the same definition, or the yearly ones from 2021",
    ),
    "no model": ("2021年起的年度值", "the yearly values from 2021"),
    "not quantified": ("怎样算达标的说明", "what would count as success, in a number"),
}


def to_collect(plan, table=None):
    """Return what would have to be collected for each target without odds, by department.

    Parameters
    ----------
    plan : a loaded :class:`~kzplan.plan.plan.Plan`.
    table : outlook table, or rows of it; None: the plan's.

    Returns
    -------
    DataFrame
        One row a target whose reason can be mended by data or a definition, with what is printed so far
        (used or not) and what to collect in both languages; joint departments stand together as printed.

    >>> from kzplan import load_plan
    >>> asked = to_collect(load_plan()).set_index("code")
    >>> asked.loc["W07", "collect_en"][:17]
    'the value of 2020'
    """
    if table is None:
        from ..odds.assess import outlook

        table = outlook(plan)
    lacking = table[table["reason"].isin(ASKS)]
    asks = [ASKS[reason] for reason in lacking["reason"]]
    units = [plan.target(code)["unit"] for code in lacking["code"]]
    known = [_known(plan, code) for code in lacking["code"]]
    return lacking.assign(
        unit=units, known=known, collect_zh=[zh for zh, _ in asks], collect_en=[en for _, en in asks]
    ).reset_index(drop=True)[COLUMNS]


def _known(plan, code):
    """What is printed for a target so far, used or not, as "2010: 0.02, 2020: 1.97"; blank where nothing is."""
    seen = plan.observations[plan.observations["code"] == code]
    if len(seen):
        return ", ".join(f"{year}: {value:g}" for year, value in zip(seen["year"], seen["value"], strict=True))
    said = []
    for reference in plan.target(code)["source"].split(" + "):
        table, _, row = reference.partition(":")
        if row.isdigit():
            line = plan.decade.loc[table, int(row)]
            said += [f"{year}: {line[f'value_{year}']}" for year in (2010, 2020) if line[f"value_{year}"]]
    return ", ".join(said)
