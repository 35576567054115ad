"""What a sentence asks of one indicator in more than two years: the last is the target, those before it are interim."""

import re

from .clause import Clause, rule_of
from .rule import Rule

_YEAR = r"(?:到|至)?(?:19|20)\d\d年(?:底|末)?"
_YEARS = rf"{_YEAR}(?:[、和及与]{_YEAR}){{2,}}"
_VALUE = r"\d+(?:\.\d+)?(?:%|‰|1?/10?万)?"


def one_more(first: Clause, second: Clause) -> Clause | None:
    """Return what two clauses of one indicator ask, the first of two years or more and the second of a later one; None where they do not go on the same way.

    >>> asked = "到2025年降至12‰,到2028年降至11‰"
    >>> one = one_more(Clause("婴儿死亡率", asked, rule_of(asked, "婴儿死亡率")), Clause("婴儿死亡率", "降至10‰", rule_of("降至10‰", "婴儿死亡率", 2030)))
    >>> one.predicate, one.rule.words, one.earlier
    ('降至10‰', '<= 10', ((2025, '到2025年降至12‰'), (2028, '到2028年降至11‰')))
    """
    asked = [*_asked(first), *_asked(second)]
    years = [year for year, _ in asked]
    if len(asked) < 3 or None in years or years != sorted(set(years)):
        return None
    rules = [rule_of(said, first.name, None if str(year) in said else year) for year, said in asked]
    if not _go_on(rules):
        return None
    return Clause(first.name, asked[-1][1], rules[-1], earlier=tuple(asked[:-1]))


def _asked(clause: Clause) -> list[tuple[int, str]]:
    """What a clause asks of each year; nothing where it does not say of which."""
    rule = clause.rule
    if rule is None or rule.due is None:
        return []
    if rule.form != "interim":
        return [*clause.earlier, (rule.due, clause.predicate)]
    parts = clause.predicate.split(",")
    return list(zip((rule.year or 0, rule.due), parts, strict=True)) if len(parts) == 2 else []


def _go_on(rules: list[Rule | None]) -> bool:
    """Whether each year asks for no less than the one before, in the same way."""
    if any(one is None or one.value is None or one.form not in ("at least", "at most") for one in rules):
        return False
    known = [one for one in rules if one is not None]
    alike = len({(one.form, one.strict) for one in known}) == 1
    values = [one.value or 0.0 for one in known]
    return alike and values == sorted(values, reverse=known[0].form == "at most")


def of_each_year(left: str, right: str) -> Clause | None:
    """Return what 分别 asks of three years or more; None where the years and the numbers do not pair.

    Parameters
    ----------
    left, right : what stands before 分别 and behind it.

    >>> one = of_each_year("2025年、2028年和2030年毛入学率", "达到91%、92%和93%以上")
    >>> one.name, one.predicate, one.earlier
    ('毛入学率', '2030年达到93%以上', ((2025, '2025年达到91%以上'), (2028, '2028年达到92%以上')))
    """
    match = re.fullmatch(rf"(?P<before>.*?),?(?P<years>{_YEARS}),?(?P<behind>.*?)", left)
    asked = re.fullmatch(rf"(?P<verb>[^\d]*)(?P<values>{_VALUE}(?:[、和及与]{_VALUE})+)(?P<rest>[^\d、和]*)", right)
    if not match or not asked or bool(match["before"]) == bool(match["behind"]):
        return None
    name = match["before"] or match["behind"]
    years = [int(year) for year in re.findall(r"\d{4}", match["years"])]
    values = re.findall(_VALUE, asked["values"])
    unit = re.sub(r"^\d+(?:\.\d+)?", "", values[-1])
    said = [
        f"{asked['verb']}{value if re.search(r'[%‰万]', value) else value + unit}{asked['rest']}" for value in values
    ]
    rules = [rule_of(f"{year}年{one}", name) for year, one in zip(years, said, strict=False)]
    if len(years) != len(values) or years != sorted(set(years)) or not _go_on(rules):
        return None
    earlier = tuple((year, f"{year}年{one}") for year, one in zip(years[:-1], said, strict=False))
    return Clause(name, f"{years[-1]}年{said[-1]}", rules[-1], earlier=earlier)
