"""The findings of an audit, one a row, as offices and the page read them."""

from collections.abc import Mapping

import pandas as pd

from ..plan import tables
from ..plan.period import Period

TO_ASK = ("certain", "question")  # severities that somebody has to answer to
PLANS = {"women": "妇女", "children": "儿童"}
COLUMNS = ["finding", "rule", "title", "severity", "lines", "evidence", "action", "departments"]


def gathered(found: pd.DataFrame, period: Period, lang: str = "zh") -> pd.DataFrame:
    """Return the findings of an audit one a row, with their printed rows joined.

    Parameters
    ----------
    found : what :func:`kzplan.audit` returns.
    period : the years of the plan audited.
    lang : language of the joined rows and of the title.

    Returns
    -------
    DataFrame with columns finding, rule, title, severity, lines, evidence, action, departments (a tuple).
    """
    titles, findings, listed = found.attrs["titles"], {}, found.attrs["imported"]
    for line in tables.records(found):  # a table carries its titles along wherever it is cut, which is slow
        findings.setdefault(line["finding"], []).append(line)
    records = []
    for number, lines in sorted(findings.items()):
        first = lines[0]
        rule = first["rule"]
        departments = dict.fromkeys(name for line in lines for name in line["department"].split("、"))
        words = "\n".join(_line_words(line, period, lang, listed) for line in lines)
        title = titles[rule] if lang == "zh" else rule.replace("_", " ")
        said = (first["severity"], words, first["evidence"], first["action"])
        records.append((number, rule, title, *said, tuple(departments)))
    return pd.DataFrame(records, columns=COLUMNS)


def _line_words(line: dict, period: Period, lang: str, listed: bool) -> str:
    """A line of a finding as people read it; ``listed``: targets were read from a document and are counted, not rows of it."""
    aim = line["column"].startswith("target")
    where = where_printed(line, period, lang, listed)
    if lang != "zh":
        expected = f" [for reference: {line['expected']}]" if line["expected"] else ""
        when = f"{line['year']}{' target' if aim else ''}"
        return f"{where}, {line['name']} ({when}): {line['printed']}{expected}"
    expected = f"［参考：{line['expected']}］" if line["expected"] else ""
    when = f"（{line['year']}年{'目标' if aim else ''}）"
    return f"{where} {line['name']}{when}：{line['printed']}{expected}"


def where_printed(line: Mapping, period: Period, lang: str, listed: bool) -> str:
    """Return where a line of a finding is printed, in words.

    Parameters
    ----------
    line : of what :func:`kzplan.audit` returns.
    period : the years of the plan audited.
    lang : "zh" or "en".
    listed : targets were read from a document and are counted, not rows of it.
    """
    stated = listed and line["table"] == f"{period.first}_{period.last}"
    if lang != "zh":
        if stated:
            return f"{line['plan']}'s plan, target {line['row']}"
        return _where_en(line["plan"], line["table"], line["row"])
    place = f"规划{period.last}年目标第{line['row']}项" if stated else _where(line["table"], line["row"], period)
    return f"{PLANS[line['plan']]}{place}"


def _where_en(plan: str, table: str, row: int) -> str:
    """Where a line is printed, as the page says it elsewhere: the table with its years and the row, or the plan's text."""
    if table == "text":
        return f"{plan}'s plan, paragraph {row}"
    return f"{plan}'s table ({table.replace('_', '–')}), row {row}"


def _where(table: str, row: int, period: Period) -> str:
    """Where a line is printed: in the tables of values, that of targets, or the plan's text."""
    if table == "text":
        return f"规划正文第{row}段"
    if table == f"{period.first}_{period.last}":
        return f"{period.last}年目标表第{row}行"
    return f"表（{table.replace('_', '—')}年）第{row}行"
