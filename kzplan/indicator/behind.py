"""Parts that are named behind an indicator, each with a number of its own: 自来水普及率县城达到98%，农村达到92%."""

import re

PART = (  # a word for a part of all, as it stands behind what is measured
    r"(?:总体|全体|(?:中心)?城区|县城|城镇|城市|农村|乡村|乡镇|镇区|行政村|建制村|自然村|村|街道|社区|山区|坝区|牧区|[省市县乡村]级|男[性童孩生]?|女[性童孩生]?"
    r"|幼儿园|小学生?|(?:普通)?初中生?|(?:普通)?高中生?|中职)(?:地区|阶段|居民)?"
)
_ASKED = r"(?:达到?|不[低高少多]于|不超过|控制在|(?:下?降|降低|提高|提升|增加)[到至]|(?:稳定|保持|维持)在|为|[≥≤><])\d[^,、;:]*"
_EACH = re.compile(rf"(?P<part>{PART})(?P<asked>{_ASKED})")
_BEHIND = re.compile(
    rf"(?:^|(?<=,))(?P<name>[^,、;:]*?(?:率|比例|比重|占比|寿命|年限))[,:]?(?:其中:?)?(?P<parts>{PART}{_ASKED}(?:[,、]{PART}{_ASKED})*)(?=,|$)"
)
_BOTH_PLACES = re.compile(r"(?:城镇|城市|城区|农村|乡村)(?:地区)?")  # which a rule has both numbers of
_ALL = ("总体", "全体")
_SEX = {"男": "男性", "女": "女性"}
_SEXES = re.compile(r"男([、和与及])女(?![性童孩生婴职工])")


_AMONG = re.compile(r"\((其中:?(?!\d)[^()]*\d[^()]*)\)")
_NOTED = re.compile(  # begins where a clause or bracket does, and is not looked for from each sign of it
    r"(?<![^,;()])(?P<name>[^,;()]*(?:率|比例|比重|占比))(?P<asked>[^,;()率]*\d[^,;()]*)(?P<note>\((?:含|包[括含])[^()\d]+\))"
)


def out_of_brackets(sentence: str) -> str:
    """Return a sentence with what a bracket behind a number asks beside it, and what it says of the name, in their places.

    >>> out_of_brackets("覆盖率达到90%以上(其中公办园占比达到55%以上)"), out_of_brackets("就读比例稳定在90%以上(含政府购买学位)")
    ('覆盖率达到90%以上,其中公办园占比达到55%以上', '就读比例(含政府购买学位)稳定在90%以上')
    >>> out_of_brackets("近视率降至45%(含)以下"), out_of_brackets("覆盖率(含乡村)达到90%")
    ('近视率降至45%(含)以下', '覆盖率(含乡村)达到90%')
    """
    return _NOTED.sub(r"\g<name>\g<note>\g<asked>", _AMONG.sub(r",\1", sentence))


def apart_behind(sentence: str) -> str:
    """Return a sentence that names the indicator again with each part that stands behind it; town and country stay one target.

    >>> apart_behind("自来水普及率县城达到98%,农村达到92%"), apart_behind("教师学历达标率:小学达到100%、初中达到99%")
    ('自来水普及率(县城)达到98%,自来水普及率(农村)达到92%', '教师学历达标率(小学)达到100%,教师学历达标率(初中)达到99%')
    >>> apart_behind("系统管理率城市达到95%,农村达到90%"), apart_behind("文盲率男、女分别降至1%、2%")
    ('系统管理率城市达到95%,农村达到90%', '文盲率男性、女性分别降至1%、2%')
    """
    if "分别" in sentence:
        sentence = _SEXES.sub(r"男性\1女性", sentence)
    return _BEHIND.sub(_named_again, sentence)


def _named_again(match: re.Match) -> str:
    each = list(_EACH.finditer(match["parts"]))
    if len(each) == 2 and all(_BOTH_PLACES.fullmatch(one["part"]) for one in each):
        return match[0]
    return ",".join(f"{of_part(match['name'], one['part'])}{one['asked']}" for one in each)


def of_part(name: str, part: str) -> str:
    """Return the name of an indicator of a part; of all, the name as it is.

    >>> of_part("入学率", "女"), of_part("入学率", "小学"), of_part("入学率", "总体")
    ('入学率(女性)', '入学率(小学)', '入学率')
    """
    return name if part in _ALL else f"{name}({_SEX.get(part, part)})"


_WHERE = (
    r"地区|山区|片区|牧区|城区|县城|城镇|城市|农村|乡村|乡镇|街道|社区|行政村|学校|幼儿园|机构|企业|家庭|委员会|班子"
)
_WHOM = r"妇女|女性|儿童|学生|老年人|残疾人|居民|人口|人群|群体|患者|职工|农民"
_SCOPE = re.compile(
    rf"(?:(?:对于?|针对|在)(?P<of>[^,]{{0,14}}?(?:{_WHERE}|{_WHOM}))|(?P<bare>[^,]{{0,14}}?(?:{_WHERE})|[^,]{{1,14}}的(?:{_WHOM})))[中内里]?"
)
_DOES = re.compile(  # what a plan does, or says of itself, and is no part of the place
    r"加[强大快]|推[进动行]|建[设立成]|完善|健全|关[注爱]|支持|发展|保障|落实|实施|覆盖|深化|优化|强化|促进|创[建新]|开展|实现|坚持|围绕|面向|深入|统筹"
    r"|扩大|构建|改[善革]|巩固|帮扶|振兴|提[高升供]|办好|走进|进入|纳入|支撑|消除|\d|期间|基础上|同时|其中|以.+为"
    r"|依[托靠]|普及|鼓励|引导|推广|规范|培育|重视|聚焦|立足|利用|动员|督促|倡导|打造|做[好强优实]|抓好|大力|积极|切实|不断|继续|着力|重点|逐步|有效|努力|全面|进一步|充分"
)
_OWN_NAME = re.compile(
    r"(?!到|至|其中|[城农乡男女][镇村市区性童生孩]?(?:地区)?(?:达到|不[低高]于|控制在))[^,\d]*(?:率|比例|比重|占比|寿命|年限)"
)


def in_scope(segments: list[str]) -> list[str]:
    """Return the clauses of a sentence, what is measured with the place or the people that stand alone before it.

    Parameters
    ----------
    segments : clauses without a comma.

    >>> in_scope(["到2030年", "脱贫地区", "住院分娩率达到99%", "婚检率达到90%"])
    ['到2030年', '脱贫地区住院分娩率达到99%', '脱贫地区婚检率达到90%']
    >>> in_scope(["加快发展农村", "毛入园率达到95%"]), in_scope(["对未参保的妇女", "参保率达到95%"])
    (['加快发展农村', '毛入园率达到95%'], ['未参保的妇女参保率达到95%'])
    """
    said, scope = [], ""
    for at, segment in enumerate(segments):
        match = _SCOPE.fullmatch(segment)
        if match and not _DOES.search(segment) and any(map(_OWN_NAME.match, segments[at + 1 :])):
            scope = match["of"] or match["bare"]
        else:
            said.append(f"{scope}{segment}" if scope and _OWN_NAME.match(segment) else segment)
    return said
