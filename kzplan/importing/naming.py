"""Names of indicators as a person would write them, of the words that a sentence has for them."""

import re

from .likeness import catalogue_names

AS_NAMED = 0.9  # likeness from which a part of a list is taken for an indicator of its own
URBAN, RURAL = ("城镇", "城市", "城区"), ("农村", "乡村")
PLACES = dict.fromkeys(URBAN, "urban") | dict.fromkeys(RURAL, "rural")
_PLACE = "|".join(PLACES)
_WITHIN = rf"(?:{_PLACE})(?:社区(?:[(（]村[)）])?|地区|学校)?"
_PEOPLE_EN = (
    "(?:pregnant )?(?:women|girls|boys|men|children|infants|adolescents|people|residents|population|households)"
)
_PLACE_EN = re.compile(
    rf"(?<= )(rural|urban) (?={_PEOPLE_EN}\b)| (?:in|of) (?:the )?(rural|urban) areas$", re.IGNORECASE
)
_FULL_WIDTH = str.maketrans("(),;", "（），；")
_WRITTEN = (
    (r"^(.+?)以(.{2,14}?)为单位$", r"以\2为单位的\1"),
    (r"纳入(国家免疫规划)的", r"\1"),
    (r"^(妇女|女性|儿童|未成年人)的(?=.)", r"\1"),
    (r"^(?:要(?=确保|力争|努力|实现|使)|进一步|继续|持续|不断|逐步|推动|推进|实现|确保|力争|保证|使)+(?=.{3})", ""),
    (r"(?:总体|基本|继续|持续|始终|力争|确保|应当|应|均|都|要|将|也)+$", ""),
)
_VERB_EN = re.compile(  # what joins a name to what is asked of it
    r"\s+(?:(?:is|are|was|were|be|been|being|will be|to be|should be|shall be|must be|has been)(?:\s+(?:further|gradually|steadily))?"
    r"(?:\s+(?:kept|held|maintained|controlled|stabilised|stabilized|reduced|increased|raised|brought|lowered))?"
    r"|stays?|remains?|stands?|reach(?:es)?|keeps?|falls?|rises?|drops?|declines?)$",
    re.IGNORECASE,
)
_TWO = re.compile(r"^(.+?)(?:、|和|与|及)(.+?)((?:中的?|的)?女性(?:所占)?的?(?:比例|比重|占比))$")
_ELSEWHERE = re.compile(rf"^({_PLACE})(.+)[(（]({_PLACE})[)）]$")
_UNITS_EN = {"‰": "per 1,000", "1/万": "per 10,000", "1/10万": "per 100,000", "岁": "years"}
_OWNERS = re.compile(
    r"[(（\[【]?\s*((?:责任|牵头|主管|负责)(?:单位|部门))[:：]\s*([^（）()\[\]【】。]*)[)）\]】]?\s*。?"
)
_IN_BRACKETS = re.compile(r"\s*[（(\[【](?P<inside>[^（）()\[\]【】。]*)[)）\]】]\s*(?P<stop>[。；;，,]|\.(?!\d)|$)?")
_DUE = re.compile(r"\d{4}\s*年|十[一二三四五六七]五")  # which may hold for what follows the comma
_OFFICE = re.compile(
    r"[一-龥]{1,24}(?:局|委|委员会|办|办公室|办事处|部|部门|会|联|院|厅|中心|政府|政协|人大|团委|支队|大队)"
)
_NO_OFFICE = re.compile(  # words that end like an office: of what is measured, or plain ones
    r"^(?:不?含|不?包括|除|以|按|如|指|其中|或|即)|(?:村|居)(?:民?委员?会|委)$|常委$|(?:社|机|大)会$|[全内外干东西中北南]部$"
    r"|[格结布]局$|[公民主举开创]办$|关联$|^(?![县市区省旗州]).*(?:医|卫生|学|福利|养老)院$"
)
_ENGLISH_OFFICES = "Bureau|Office|Department|Committee|Commission|Federation|Administration|Ministry"
_IN_ENGLISH = re.compile(
    rf"(?:[Tt]he )?(?:[A-Z][A-Za-z'’&. -]* )?(?:{_ENGLISH_OFFICES})(?: (?:of|for|on) (?:the )?[A-Z][A-Za-z'’& -]*)?"
)
_LEAD_BEHIND = re.compile(r"(.+?)(?:牵头|负责|主责)(?:[，,；;、](.+?)(?:配合|参与|协助|协同))?")


def written(name: str) -> str:
    """Return a name without the words that only join it to its sentence, its brackets and commas full-width.

    >>> written("纳入国家免疫规划的疫苗接种率以乡镇(街道)为单位"), written("妇女的人均预期寿命")
    ('以乡镇（街道）为单位的国家免疫规划疫苗接种率', '妇女人均预期寿命')
    >>> written("Stunting among children under five is held"), written("anaemia rate is kept"), written("rate of births attended")
    ('Stunting among children under five', 'anaemia rate', 'rate of births attended')
    """
    if name.isascii():
        return _VERB_EN.sub("", name)
    for pattern, by in _WRITTEN:
        name = re.sub(pattern, by, name)
    return name.translate(_FULL_WIDTH)


def full_width(text: str) -> str:
    """Return words of a Chinese document with its own brackets and commas; numbers in English keep theirs.

    >>> full_width("到2025年达到81岁,到2030年达到82岁"), full_width("below 1,400")
    ('到2025年达到81岁，到2030年达到82岁', 'below 1,400')
    """
    return text if text.isascii() else re.sub(r"(?<!\d),|,(?!\d)", "，", text).translate(_FULL_WIDTH)


def with_unit(name: str, unit: str) -> str:
    """Return a name with its unit in brackets behind it, in the name's own language.

    >>> with_unit("婴儿死亡率", "‰"), with_unit("infant mortality", "‰"), with_unit("婴儿死亡率", "")
    ('婴儿死亡率（‰）', 'infant mortality (per 1,000)', '婴儿死亡率')
    """
    if not unit:
        return name
    return f"{name} ({_UNITS_EN.get(unit, unit)})" if name.isascii() else f"{name}（{unit}）"


def in_its_place(name: str, before: str) -> str:
    """Return the name of town or country where a sentence says it of the other, or leaves what is measured to the name before.

    >>> in_its_place("城市5岁以下儿童死亡率(农村)", ""), in_its_place("农村社区(村)", "城市社区家长学校覆盖率")
    ('农村5岁以下儿童死亡率', '农村社区(村)家长学校覆盖率')
    """
    other = _ELSEWHERE.match(name)
    if other and PLACES[other[1]] != PLACES[other[3]]:
        return other[3] + other[2]
    whole = re.match(rf"({_WITHIN})(.+)", before)
    if whole and re.fullmatch(_WITHIN, name) and _of(name) != _of(before):
        return name + whole[2]
    return name


def _of(name: str) -> str:
    return next((stratum for word, stratum in PLACES.items() if name.startswith(word)), "")


def without_place(name: str) -> tuple[str, str]:
    """Return a name without the word for town or country, and which it is; "" where there is none.

    A Chinese name begins with it; an English one says of whom or where: rural women, in rural areas.

    >>> without_place("农村5岁以下儿童死亡率"), without_place("婴儿死亡率")
    (('5岁以下儿童死亡率', 'rural'), ('婴儿死亡率', ''))
    >>> without_place("literacy rate of rural women"), without_place("rural tap water coverage")
    (('literacy rate of women', 'rural'), ('rural tap water coverage', ''))
    """
    if name.isascii():
        places = [match[1] or match[2] for match in _PLACE_EN.finditer(name)]
        return (_PLACE_EN.sub("", name), places[0].lower()) if len(places) == 1 else (name, "")
    found = re.match(rf"(?:{_PLACE})(?:地区)?", name)
    return (name[found.end() :], _of(name)) if found else (name, "")


def each_named(name: str) -> list[str]:
    """Return the indicators that one name lists, where the catalogue knows each of them by itself.

    >>> each_named("村党组织成员、村党组织书记中女性比例")
    ['村党组织成员中女性比例', '村党组织书记中女性比例']
    >>> each_named("市人大代表和常委会委员中女性比例")
    ['市人大代表和常委会委员中女性比例']
    """
    two = _TWO.match(name)
    parts = [two[1] + two[3], two[2] + two[3]] if two else []
    likes = [catalogue_names().nearest(part, 1, AS_NAMED) for part in parts]
    known = {like[0].key for like in likes if like}
    return parts if len(known) == len(parts) == 2 else [name]


def without_owners(text: str) -> tuple[str, str]:
    """Return a paragraph without the departments that it names in brackets, and these; the lead stays named as such.

    >>> without_owners("1．婴儿死亡率降至5‰以下。（责任单位：市卫生健康委、市妇联）")
    ('1．婴儿死亡率降至5‰以下。', '市卫生健康委、市妇联')
    """
    found = _OWNERS.search(text)
    if found is None:
        return text, ""
    owners = found[2].strip(" 　；;，,")
    joint = re.search(r"(?:配合|参与|协同)(?:单位|部门)", owners)
    return (text[: found.start()] + text[found.end() :]).strip(), f"{found[1]}：{owners}" if joint else owners


def each_owned(text: str) -> list[tuple[str, str]]:
    """Return the sentences of a paragraph, each run of them with the departments that the bracket at its end names.

    A bracket is of departments where it says so (责任单位：…), or where all that it lists are offices; others stay.

    >>> each_owned("1．婴儿死亡率降至5‰以下（县卫生健康委、县妇联）。2．贫血率降至3%以下（不含城区）。")
    [('1．婴儿死亡率降至5‰以下。', '县卫生健康委、县妇联'), ('2．贫血率降至3%以下（不含城区）。', '')]
    """
    found: list[tuple[str, str]] = []
    at = 0
    within = False  # a bracket of departments that is not at the end of what it is of
    for bracket in _IN_BRACKETS.finditer(text):
        before, stop, owners = text[at : bracket.start()], bracket["stop"], offices(bracket["inside"])
        ends = stop is not None or before.endswith(("。", "；", ";", "."))
        if owners and ends and not within and not (stop in ("，", ",") and _DUE.search(before)):
            found.append((f"{before}{stop or ''}".strip(), owners))
            at = bracket.end()
        else:
            within = within or bool(owners)
    rest = without_owners(text[at:])
    return [*found, rest] if any(rest) or not found else found


def offices(inside: str) -> str:
    """Return the departments that words in a bracket list, the lead named as such; "" where not all of them are offices.

    >>> offices("县卫生健康委牵头，县妇联、各镇人民政府配合"), offices("不含医院"), offices("Health Bureau and Women's Federation")
    ('牵头单位：县卫生健康委；配合单位：县妇联、各镇人民政府', '', "Health Bureau, Women's Federation")
    """
    parted = re.sub(r",?\s+and\s+", ", ", inside.strip())  # but a Bureau of Education and Sports is one
    said = parted if _all_offices([parted]) else inside.strip()
    lead = _LEAD_BEHIND.fullmatch(said)
    if not _all_offices([*lead.groups(default="")] if lead else [said]):
        return ""
    if lead is None:
        return said
    return f"牵头单位：{lead[1]}；配合单位：{lead[2]}" if lead[2] else lead[1]


def _all_offices(lists: list[str]) -> bool:
    parts = [part.strip() for one in lists for part in re.split(r"[、，,；;/／]", one) if part.strip()]
    return bool(parts) and all(map(_is_office, parts))


def _is_office(part: str) -> bool:
    return bool(_IN_ENGLISH.fullmatch(part) or (_OFFICE.fullmatch(part) and not _NO_OFFICE.search(part)))
