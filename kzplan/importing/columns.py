"""What the columns of a plan's table are, by their headings."""

import re
import unicodedata
from dataclasses import dataclass

NUMBER, DOMAIN, NAME, UNIT, NATURE, DEPARTMENT, OTHER = (
    "number",
    "domain",
    "name",
    "unit",
    "nature",
    "department",
    "other",
)
VALUE, TARGET, ABOVE_TARGET = "value", "target", "above"
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
# levels from the lowest; of two columns of targets the lower level's is the plan's own
_LEVELS = (
    r"乡镇|街道",
    r"[区县旗](?!域)|本级|全县|全区|district|county",
    r"市|州|盟|city|prefecture",
    r"省|自治区|直辖|province",
    r"国|national",
)
_KINDS = (
    (NUMBER, r"^(?:序号|编号|序|号|no\.?|#)$"),
    (DEPARTMENT, r"责任|牵头|主管|单位名称|部门|department|responsible|lead agency"),
    (NATURE, r"属性|性质|nature"),
    (UNIT, r"^(?:计量|指标)?单位$|^units?$"),
    (DOMAIN, r"类别|领域|类型|分类|^domain$|^area$|^field$"),
    (TARGET, r"目标|规划值|规划$|target|goal"),
    (VALUE, r"统计值|完成|实际|现状|实现|基期|基数|基线|基准|监测值|^(?:19|20)\d\d年?$|数据|value|baseline|status"),
    (NAME, r"指标|名称|项目|indicator|name"),
)


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds.

    Parameters
    ----------
    kind : number, domain, name, unit, nature, department, value, target, above (the target of the level above) or other.
    year : of values and targets; 0 where the heading names none.
    heading : as printed.
    """

    kind: str
    year: int = 0
    heading: str = ""


def columns_of(headings: list[str]) -> list[Column] | None:
    """Return what each column is, or None where the headings are not those of a table of indicators.

    >>> [one.kind for one in columns_of(["序号", "指标名称（单位）", "市规划2030年目标值", "示例区2030年目标值", "指标属性", "责任单位"])]
    ['number', 'name', 'above', 'target', 'nature', 'department']
    >>> columns_of(["姓名", "职务"]) is None
    True
    """
    found = [_column(text) for text in headings]
    names = [at for at, one in enumerate(found) if one.kind == NAME]
    if not names or not any(one.kind in (VALUE, TARGET) for one in found):
        return None
    for kind in (NAME, NUMBER, UNIT, DEPARTMENT, NATURE, DOMAIN):
        for at in [at for at, one in enumerate(found) if one.kind == kind][1:]:
            found[at] = Column(OTHER, heading=found[at].heading)
    return of_levels(found)


def _column(heading):
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", heading)).casefold()
    years = [int(year) for year in _YEAR.findall(text)]
    kind = next((kind for kind, pattern in _KINDS if re.search(pattern, text)), OTHER)
    if kind == OTHER and years:
        kind = VALUE
    return Column(kind, max(years, default=0) if kind in (VALUE, TARGET) else 0, heading)


def of_levels(columns: list[Column]) -> list[Column]:
    """Return the columns, of two of targets for one year that of the higher level as the level above's.

    >>> [one.kind for one in of_levels([Column(TARGET, 2030, "市2030年目标"), Column(TARGET, 2030, "县2030年目标")])]
    ['above', 'target']
    """
    for year in {one.year for one in columns if one.kind == TARGET}:
        places = [at for at, one in enumerate(columns) if one.kind == TARGET and one.year == year]
        if len(places) > 1:
            ranks = [_rank(columns[at].heading) for at in places]
            own = places[-1] if len(set(ranks)) == 1 else places[ranks.index(min(ranks))]
            others = [at for at in places if at != own]
            for at in others:
                columns[at] = Column(ABOVE_TARGET if at == others[-1] else OTHER, year, columns[at].heading)
    return columns


def _rank(heading):
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", heading)).casefold()
    found = [at for at, pattern in enumerate(_LEVELS) if re.search(pattern, text)]
    return min(found, default=1)
