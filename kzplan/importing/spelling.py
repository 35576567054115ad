"""Names of indicators as they are compared: one word for each of the usual variants, without unit, place and year."""

import re
import unicodedata
from functools import cache

_DIGITS = {"十二": "12", "十八": "18", "十四": "14", "三": "3", "五": "5", "六": "6", "七": "7"}
_REWORDED = (
    (r"[\s《》“”\"'‘’①②③④⑤⑥⑦⑧⑨*※]", ""),
    (r"(?:19|20)\d\d(?:年?[-—–~至](?:19|20)\d\d)?年?", ""),  # which year it is of names no indicator
    (r"\((?:目标值|现状值|合计|总计|全体|全部)\)$", ""),
    (r"\((?:按|含|不含|以|注)[^()]*\)$|\([^()]*口径\)$", ""),
    (r"\((%|‰|1?/?10?[万千]?|[年岁人万个张名件户所小时.·/x:\d]{1,6}|万人|元)\)$", ""),
    (r"\([^()]{0,2}(?:/|每)[\d,]{0,9}[十百千万亿]{0,2}[^()]{0,3}\)$", ""),  # (1/100000), (例/10万), (每千活产)
    (r"艾梅乙", "艾滋病梅毒和乙肝"),
    (r"中职(?:学校|教育)?|中等职业(?:技术)?教育", "中等职业学校"),
    (r"高级职称(?:专业技术)?(?:人员|人才)?", "高级专业技术人员"),
    (r"未保站", "未成年人保护工作站"),
    (r"公厕", "公共厕所"),
    (r"(?:基本)?医保", "基本医疗保险"),
    (r"低保", "最低生活保障"),
    (r"(十二|十八|十四|三|五|六|七)(?=(?:周岁|岁|个月))", lambda m: _DIGITS[m[1]]),
    (r"周岁", "岁"),
    (r"(?<=\d)[~—–至到](?=\d)", "-"),
    (r"^(?:全|我|本)(?:国|省|市|区|县|州|自治区)(?!人大|政协|党)", ""),
    (r"^[^\d(]{2,5}(?:省|自治区|市)(?!人大|政协|委|级|属)", ""),
    (r"城乡(?!居民)", ""),
    (r"乡\(镇\)|乡镇\(街道\)|乡\(镇、街道\)|乡镇、?街道|乡、镇", "乡镇"),
    (r"村\(居\)(?:民委员会|委会)?", "村居委会"),
    (r"村民委员会", "村委会"),
    (r"居民委员会", "居委会"),
    (r"(?:中国)?(?:人民)?政治协商会议|人民政协", "政协"),
    (r"人民代表大会", "人大"),
    (r"(?:中国共产党|中共)[^代]{0,6}代表大会|(?:党员|党的|党)代表大会", "党代会"),
    (r"党代表(?!大?会)", "党代会代表"),
    (r"党(?:总支部?|支部)", "党组织"),  # the party's constitution: its organisations at the base
    (r"中国共产党|中共", ""),
    (r"职工代表大会", "职代会"),
    (r"(?:区|县|市|省|州|区县|区\(县\)|县\(市、区\)|县\(市\)|地方各?)级(?=政府|人大|政协|党|委|工作|文明|领导)", ""),
    (r"(?:区|县|市|省|全国)(?=人大|政协|党代会|属|委、|政府)", ""),
    (r"委、政府", "党政"),
    (r"妇女|女性(?!别)|女生|女童|女孩|女职工|女学生", "女"),
    (r"占([^占]+?)总(?:人?数|量|体)的?(?:比例|比重)?$", r"占\1比例"),
    (r"所占比重|所占比例|总体占比|占比|比重|所占", "比例"),
    (r"^(女[^占]{0,6})占(?:全部|全社会|全体|整个)?([^占]{2,}?)的?比例$", r"\2中女比例"),  # 女性占…的比重
    (r"(?:建成|建有|设置|设立|配建|开设)率$", "覆盖率"),  # of a room or a service
    (r"从业人员", "就业人员"),  # the statistics bureau's earlier word
    (r"期望寿命", "预期寿命"),
    (r"队伍(?=中)", ""),
    (r"民警", "警察"),
    (r"公办(?:园|幼儿园)?[和与及、]普惠性?(?:民办)?", "普惠"),  # what makes a place in preschool affordable
    (r"执业\(助理\)医|执业医", "医"),
    (r"医师", "医生"),
    (r"普惠性", "普惠"),
    (r"在校学生|在校生", "在校"),
    (r"达标优良|优良达标", "优良"),
    (r"患病率|检出率|患病", "患病"),
    (r"儿童青少年", "儿童"),
    (r"以内|以下|内", "内"),
    (r"拥有|(?<!目)的|总体", ""),
    (r"[、,，。;；:：()]", ""),
)
_PER_EN = r"per 1(?:0{3,5}|[ ,]000|00[ ,]000)(?!\d)(?: live births)?(?!\s*(?:pop|people|child|pers|women|inhab))"
_REWORDED_EN = (
    (r"^\d+(?:\.[a-z\d]+){1,2}\.?\s+", ""),  # the number of an indicator of the development goals
    (r"[’']s\b|[’']", ""),
    (r"\(% of ([^()]*)\)", r" \1"),
    (
        r"\((?:%|years?|both sexes|total|all|modell?ed estimate|national estimate|moderate (?:and|or) severe)(?:, [^()]*)?\)",
        "",
    ),
    (rf"\((?:deaths )?{_PER_EN}\)|,?\s*(?<!deaths ){_PER_EN}", ""),
    (rf"deaths {_PER_EN}", "mortality"),
    (r"\b(?:male|boys?)[- ](?:to|per)[- ](?:female|girls?) (?:births? )?ratio\b", "sex ratio"),
    (r"\bnewborn\b", "neonatal"),
    (r",? (?:height|weight)[- ]for[- ](?:age|height)", ""),
    (r"\bu5mr\b", "under 5 mortality"),
    (r"\bimr\b", "infant mortality"),
    (r"\bnmr\b", "neonatal mortality"),
    (r"\bmmr\b", "maternal mortality"),
    (r"\be?mtct\b|vertical transmission", "mother-to-child transmission"),
    (r"\bger\b", "gross enrolment"),
    (r"\bner\b", "net enrolment"),
    (r"\btwelve\b", "12"),
    (r"\bfive\b|\bfives\b", "5"),
    (r"\bthree\b|\bthrees\b", "3"),
    (r"\bsix\b", "6"),
    (
        r"\b(?:under|below|younger than|less than)[- ](?:the )?(?:ages? )?(?:of )?(\d+)s?(?:[- ]years?)?(?: of age)?\b",
        r"under \1",
    ),
    (r"enroll", "enrol"),
    (r"\banemia\b|\banae?mic\b", "anaemia"),
    (r"\bstunted\b", "stunting"),
    (r"pre-?primary|pre-school|nursery school|kindergarten", "preschool"),
    (r"(?:senior|higher) secondary|(?:senior )?high school", "upper secondary"),
    (r"junior secondary|junior high school|middle school", "lower secondary"),
    (r"\bfemales?\b|\bwoman\b", "women"),
    (r"pregnant (?:and|or) (?:lying-in|postpartum) women|pregnant women|\bmothers\b", "maternal"),
    (r"\b(?:employment|workforce|employed persons|employed people|employed population)\b", "employed"),
    (r"life expectancy at birth", "life expectancy"),
    (r"[%,;:]", " "),
)


@cache
def plain(name: str) -> str:
    """Return a name as it is compared: half-width, without unit, quotation marks and place, its usual variants as one word.

    >>> plain("村民委员会成员中女性占比（％）"), plain("五岁以下儿童 贫血患病率")
    ('村委会成员中女比例', '5岁内儿童贫血患病')
    >>> plain("3.2.1 Under-five mortality rate (deaths per 1,000 live births)"), plain("U5MR")
    ('under 5 mortality rate', 'under 5 mortality')
    """
    text = unicodedata.normalize("NFKC", name).casefold()
    if text.isascii():
        for words, instead in _compiled(_REWORDED_EN):
            text = words.sub(instead, text)
        return re.sub(r"\s+", " ", text).strip()
    for words, instead in _compiled(_REWORDED):
        text = words.sub(instead, text)
    return text


@cache
def _compiled(reworded):
    return [(re.compile(words), instead) for words, instead in reworded]
