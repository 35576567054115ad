"""The year that a table's caption, or the sentence above it, gives for columns that name none: 2020年…情况 above 全县 | 城镇 | 农村."""

import re
import unicodedata
from collections.abc import Sequence

from .columns import is_stratum

LONGEST = 60  # characters of a caption; a longer sentence must say that the table follows
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SPAN = re.compile(r"(?:19|20)\d\d\s*年?\s*[-—–―~～至到]+\s*(?:19|20)\d\d")
_AHEAD = re.compile(r"目标|[规计]划值|预期|target|goal", re.IGNORECASE)
_UNITS = re.compile(r"^\s*[（(]?\s*(?:计量)?(?:单位|units?)\s*[:：]", re.IGNORECASE)
_FOLLOWS = re.compile(r"[:：]\s*$|如下|下表|见表|as follows|table|below", re.IGNORECASE)
_WHOLE = re.compile(r"[全本][省市县区州旗盟](?:平均)?|全体|总体|(?:数值|指标值|实际值|统计值|监测值|value)")


def dated(headings: list[str], above: Sequence[str]) -> list[str]:
    """Return headings of which those of all, town and country, or boys and girls have the year that stands above the table.

    Parameters
    ----------
    headings : of the columns, as printed.
    above : paragraphs and rows between the last table and these headings, in their order.

    Returns
    -------
    list of str : the headings as they are where one names a year itself, or what stands above names none or several.

    >>> dated(["指标", "单位", "全县", "城镇", "农村"], ["2020年主要健康指标城乡情况："])
    ['指标', '单位', '2020年全县', '2020年城镇', '2020年农村']
    >>> dated(["指标", "城镇", "农村"], ["2010年和2020年城乡情况："]), dated(["指标", "2015年"], ["2020年情况"])
    (['指标', '城镇', '农村'], ['指标', '2015年'])
    """
    year = _year(above)
    if not year or any(_YEAR.search(one) for one in headings):
        return headings
    return [year + one if _is_of_all_or_part(one) else one for one in headings]


def _year(above: Sequence[str]) -> str:
    """The one year of the nearest caption, with the word of a target where it is of one; blank where there is none."""
    said = next((text for text in reversed(above) if text.strip() and not _UNITS.match(text)), "")
    said = re.split(r"[。;；]", unicodedata.normalize("NFKC", said).strip().rstrip("。;；"))[-1]
    years = set(_YEAR.findall(said))
    if len(years) != 1 or _SPAN.search(said) or (len(said) > LONGEST and not _FOLLOWS.search(said)):
        return ""
    return f"{years.pop()}年{'目标' if _AHEAD.search(said) else ''}"


def _is_of_all_or_part(heading: str) -> bool:
    bare = re.sub(r"\s", "", unicodedata.normalize("NFKC", heading))
    return is_stratum(bare) or bool(_WHOLE.fullmatch(bare))
