"""What a spreadsheet makes of a target that looks like a time of day or a date: 2:3 is kept as 0.0854, 1/6 as 6 January."""

import re

_CLOCK = re.compile(r"\d{1,3}:0\d|\d{1,3}:[0-5]\d:[0-5]\d(?:\.\d+)?(?: ?[ap]m)?", re.IGNORECASE)
_DATE = re.compile(
    r"\d{4}[-/]\d{1,2}[-/]\d{1,2}(?:[ T]00:00(?::00)?)?|\d{1,2}月\d{1,2}日|\d{1,2}-[A-Z][a-z]{2}|[A-Z][a-z]{2}-\d{2}"
)
_DAYS = re.compile(r"\d+\.(\d{3,}[1-9]\d*)")
_MINUTES = 24 * 60  # of a day
_SHORT = 6  # decimals from which a whole number of minutes is no chance any more, whatever the number


def turned(text: str) -> tuple[str, str] | None:
    """Return what a spreadsheet has made of a target and what to do, in English and Chinese; None where it has not.

    Parameters
    ----------
    text : the whole target, in signs of one width.

    >>> turned("0.0854166666666667")[0]
    'the time of day 2:03, as a spreadsheet keeps it: format the cell as text and write the ratio again, as 2:3'
    >>> turned("2:3"), turned("0.35"), turned("0.9712")
    (None, None, None)
    """
    days = _DAYS.fullmatch(text)
    minutes = _in_minutes(float(text), len(days[1])) if days else None
    if minutes is not None:
        clock = f"{minutes // 60}:{minutes % 60:02d}"
    elif _CLOCK.fullmatch(text):
        clock = text
    elif _DATE.fullmatch(text):
        return (
            f"a date, {text}, as a spreadsheet makes of a fraction or a range: format the cell as text and write it again",
            f"{text}是日期，疑为电子表格把分数或区间改成了日期：请把单元格设为文本后重新填写",
        )
    else:
        return None
    ratio = ":".join(str(int(part)) for part in clock.split(":")[:2])
    return (
        f"the time of day {clock}, as a spreadsheet keeps it: format the cell as text and write the ratio again, as {ratio}",
        f"这是时刻{clock}，疑为电子表格把比值改成了时间：请把单元格设为文本后重新填写比值（如{ratio}）",
    )


def _in_minutes(days: float, decimals: int) -> int | None:
    """How many whole minutes a number of days is, as far as its decimals tell; None where it is no such number."""
    minutes = round(days * _MINUTES)
    near = abs(days - minutes / _MINUTES) <= 0.5 * 10 ** -min(decimals, 12)
    return minutes if near and minutes and (days < 1 or decimals >= _SHORT) else None
