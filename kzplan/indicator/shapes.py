"""How numbers, units, years and spans of years are printed: the pieces, each one a regex, and the shapes made of them."""

from ..words.numbers import ENGLISH, NUMERAL

CJK = "\u4e00-\u9fff〇"
DIGITS = r"\d+(?:\.\d+)?"
CALENDAR = r"(?:1[89]|20)\d\d"  # the year of a calendar, in figures
YEAR_END = r"(?:年?底|年?末)"
FIVE_YEAR = r"[“\"]?(?P<plan>十[一二三四五六七]五)[”\"]?(?:规划|计划)?(?:时?期)?"
NUMBER = rf"(?P<number>{DIGITS}|{NUMERAL}(?:点[零〇一二三四五六七八九]+)?)"
THINGS = (
    "人次|人天|日|平方米|平方公里|公里|米|厘米|公斤|千克|克|吨|周岁|学时|课时|小时|分钟|例次|床位|个月|人|例|件|个|所|项|种|户|岁|年|张"
    "|名|位|次|家|元|册|条|处|片|天|周|月|支|场|期|起|座|对|场次|辆|台|套|间|亩|公顷|本|部|批|篇|分贝|分|微克|毫克|m2"
)
_PER = r"10{2,6}|1?(?:100|10|十|百)?万|(?:10?)?百|1?千"
PEOPLE = (
    "(?:常住|户籍)?人口|(?:名|个|例|位)?(?:常住|户籍|适龄)?(?:活产(?:数|儿|婴儿)?|出生|新生儿|婴幼儿|婴儿|儿童|未成年人|妇女|女性|孕产妇|产妇"
    "|老年人|残疾人|居民|人口|人|学生)"
)
PER = rf"(?:/|每)(?P<per>{_PER})(?:{PEOPLE})?"
_BIG = "百千|百万|千万|百|千|万|亿"
UNIT = (
    rf"(?:(?P<unit>%|‰|‱)|(?P<thing>{THINGS})?{PER}|\((?P<own>%|‰|‱|1?/(?:10|十)?万|1?/千|岁|人|个)\)"
    rf"|(?P<count>(?:{_BIG})?(?:{THINGS})(?:/(?:月|年|天|周|日|人·月|人|户|校|立方米|m3))?|(?:{_BIG})))"
)
VALUE = r"(?:的|时的?)?(?:实际|基期)?(?:水平|数值|数据|实绩|值|数|基数)"
LEVEL = r"(?:levels?|values?|figures?|baselines?|rates?|numbers?)"
SINCE = r"(?:from|compared (?:with|to)|relative to|against|versus|vs\.?|over|on|since)"
_ADJECTIVE = r"(?:live|total|pregnant|married|young|adolescent|uninfected|school-age|under-five|under-5|adult|the|all)"
_WHO = (
    rf"(?:(?:{_ADJECTIVE} )*(?:births|population|people|persons|inhabitants|residents|children|women|girls|adolescents|newborns)"
    r"(?: (?:aged|under) \d+(?:\s?[-–]\s?\d+| to \d+)?(?: years)?)?)"
)
PER_WORDS = {
    "hundred thousand": "100000",
    "ten thousand": "10000",
    "thousand": "1000",
    "mille": "1000",
    "million": "1000000",
}
PER_EN = rf"(?:per|/|in|out of|for every|for each)\s*(?:(?:a|an|one)\s+)?(?P<per>10{{2,6}}|{'|'.join(PER_WORDS)})(?:\s+{_WHO})?\b"
PEOPLE_EN = r"(?:wom[ae]n|m[ae]n|girls?|boys?|people|persons?|child(?:ren)?|adolescents?)"
_CASES_EN = r"(?:cases|deaths|incidents)"
PARTS = {"half": 0.5, "third": 1 / 3, "quarter": 0.25, "fourth": 0.25, "fifth": 0.2, "sixth": 1 / 6, "tenth": 0.1}
MILLIONS = {"thousand": 1e3, "million": 1e6, "billion": 1e9}
FOLDS = {"triple": 3, "tripled": 3, "treble": 3, "quadruple": 4, "twofold": 2, "threefold": 3, "fourfold": 4}
TIME_EN = {"weeks": "周", "months": "月", "days": "天", "hours": "小时", "minutes": "分钟"}
_SAID_EN = "|".join(sorted(set(ENGLISH) - {"zero"}, key=len, reverse=True))
# a year that a value is of: of the calendar, the last of a five-year plan, the plan's own base; its value
ZH_YEAR = rf"(?:(?P<year>{CALENDAR}|[〇零一二三四五六七八九]{{4}})年(?:{YEAR_END}|度)?)"
BASE_YEAR = r"(?:规划)?(?:基期年?|基准年|期初|起始年)"
NOW = r"(?:现有|目前|当前|现在|现|已有|既有|原有)"
OLD = rf"(?:{ZH_YEAR}|{FIVE_YEAR}(?:期?末|期末|末期)?|{BASE_YEAR})"
_EN_YEAR = rf"(?P<year>{CALENDAR})"
_EN_OLD = (  # three ways to name an earlier value
    rf"(?:the |its |that of |that in )?{_EN_YEAR}(?:'s)? {LEVEL}",
    rf"(?:the |its )?{LEVEL} (?:of|in) {_EN_YEAR}",
    "(?:the |its )?baseline(?: (?:level|value))?",
)
OF_EN = "of"  # kept with what it stands before: 80% of the 2020 level is a share of it
_NOUN_END = r"(?!\s*(?:level|value|figure|baseline|rate))"

_OF_WHICH = rf"(?:{DIGITS}[^(),;]{{0,6}})?"
_ONES = "[零〇一二三四五六七八九]"
KEPT = "(?:数量|人数|数|床位|托位|医生|医师|护士|面积)"  # what is kept for so many people; cases of something are not
_THING = "(?:个|名|张|人|位|平方米)"
WOMEN = "(?:女性|妇女|女)(?:干部|委员|代表|领导(?:干部|成员)?|成员|教师|职工|村民|党员)?"

_B, _R, _Y, _N = "B", "R", "Y", "n"
# letter, unit where it is said by the words, and the regex of what stands for it; the longest that fits counts
IN_CHINESE = [
    (_B, "", rf"以{OLD}(?:{VALUE})?(?:作)?为(?:基数|基期|基准(?:值|年)?|基础|基点|基线|参照|起点)"),
    (_B, "", rf"(?:在|于)?(?:{OLD}(?:{VALUE})?|{NOW}(?:水平)?)的?基础(?:上|之上)"),
    (_B, "", rf"(?:比起?|较|相比于?|相较于?|相对于?|对比|对照){OLD}(?:{VALUE})?(?:相比|时)?"),
    (_B, "", rf"(?:与|同|和){OLD}(?:{VALUE})?(?:相比较?|比较|对比|相较|比|(?=保?持?(?:持平|相当|一致)))"),
    (_R, "", rf"{OLD}\({VALUE}\)"),
    (_R, "", rf"{OLD}{VALUE}|{NOW}(?:水平|状况|状态)|现状(?:水平)?|原来(?:水平)?"),
    (_R, "", BASE_YEAR),
    (_Y, "", rf"(?:截至|截止|力争到|至|到|在|于)?{ZH_YEAR}(?:之前|以?前|时|达标)?"),
    (_Y, "", rf"(?:截至|截止|至|到|在|于)?{FIVE_YEAR}(?:期?末|期末|末期|结束)时?"),
    ("c", "", rf"(?:从|自)?(?P<first>{CALENDAR})年?(?:-|—|–|~|～|至|到){{1,2}}(?P<last>{CALENDAR})年?(?:期间|间)?"),
    ("c", "", rf"{FIVE_YEAR}(?:期?间内?|内|(?<=期))"),
    (
        "c",
        "",
        r"(?P<span>\d|10|[一二三四五六七八九十])年(?:内|间|时间|期间)?(?=累计|内|间|时间|共|提高|降低|下降|增加|减少|增长)",
    ),
    (_N, "%", rf"(?:百|100)分之{NUMBER}"),
    (_N, "‰", rf"(?:千|1000)分之{NUMBER}"),
    (_N, "1/10万", rf"(?:十|10)万分之{NUMBER}"),
    (_N, "1/万", rf"[一1]?万分之{NUMBER}"),
    (_N, "1/100万", rf"(?:百|100)万分之{NUMBER}"),
    (_N, "%", rf"(?P<tens>{DIGITS}|[一二两三四五六七八九])成(?P<half>半)?"),
    (_N, "%", r"(?P<tens>[一二三四五六七八九])成(?P<ones>[一二三四五六七八九])"),
    ("/", "", rf"每(?P<per>{_PER})(?:{PEOPLE})?(?:拥有|配备|中|有)?"),
    ("m", "", rf"{NUMBER}倍"),
    ("P", "%", rf"{NUMBER}个?百分点"),
    ("P", "‰", rf"{NUMBER}个?千分点"),
    ("X", "", rf"翻了?(?P<times>{NUMERAL})番|翻番|加倍|倍增"),
    ("f", "", rf"(?P<below>{NUMERAL}|\d+)分之(?P<over>{NUMERAL}|\d+)"),
    (
        _N,
        "",
        rf"(?P<number>(?![百千万]){NUMERAL[:-1]}*[十百千万]{NUMERAL[:-1]}*(?:点{_ONES}+)?|[二两三四五六七八九](?:点{_ONES}+)?)",
    ),
    (_N, "", "(?P<number>一)(?=比)|(?<=比)(?P<number2>一)"),  # alone it may be a dash
    (":", "", r"(?<=[\d一二两三四五六七八九十])比(?=[\d一二两三四五六七八九十])"),
    ("f", "", r"一半|半数|(?<=[过超])半"),
    ("G", "", r"(?:超出|超|逾|破|过)(?=\d|百分之|[一二两三四五六七八九]成|半|[一二两三四五六七八九十百千]+分之)"),
    (
        "e",
        "",
        rf"\(均?(?:包?含|包括)(?:本数|本级|等于)?{_OF_WHICH}\)|,(?:包?含|包括)(?:本数|{DIGITS}[^\d(),;]{{0,5}})$",
    ),
    ("", "", r"\((?:约束性|预期性|指导性)(?:指标)?\)"),
    (
        "/",
        "",
        rf"每(?P<per>{_PER})(?:{PEOPLE})?(?:拥有|配备|配有)?的?[{CJK}\d()]{{0,20}}?{KEPT}(?=达|不|至少|[增提][加高]?[到至]|{DIGITS}{_THING}$)",
    ),
    ("", "", rf"(?<=[名人位个%的]){WOMEN}(?=$|[,;)])"),
    (
        "",
        "",
        rf"(?<=[%‰{CJK}\d]),?并(?:且)?(?:得到)?(?:持续|不断|进一步)改善$",
    ),  # names nothing that could be met or missed
    ("S", "", rf"(?:规划)?(?:目标|指标|计划)(?:值|数)?的(?=[{CJK}\d])"),  # 目标值的90% is no level
    ("", "", "^(?:(?:男女|城乡|性别|区域)之?间?的?)?差距"),
    ("v", "", r"(?:(?<=至少)|(?<=最少))有(?=\d)"),
    ("U", "", r"高出?(?=\d)"),
    ("D", "", r"低(?=\d)"),
    ("G", "", rf"高出(?={OLD})"),
    ("x", "", rf"\(不(?:含|包括|包含)(?:本数)?{_OF_WHICH}\)"),
    ("p", "", r"(?:比|较)(?:上一?年|前一年|上年度)"),
    ("5", "", r"(?:到|至)?(?:规划)?中期(?:年|时)?"),
    ("9", "", r"(?:到|至)?(?:规划)?(?:终期|末期|期末|终了)(?:年|时)?"),
    ("y", "", r"年(?=增长率|递增率|增速|增幅|降幅|下降率|降低率|递减率)"),
    (
        "0",
        "",
        r"零(?:发生|死亡|事故|案件|新增|感染|病例|发病|报告|辍学|溺亡|犯罪)|不再?(?:发生|出现)|无(?:发生|新发|新增)",
    ),
]
IN_ENGLISH = [
    (_B, "", rf"{SINCE}\s+(?:a |the |its )?{_EN_YEAR}\b{_NOUN_END}"),
    *((_B, "", rf"{SINCE}\s+(?:a )?{old}\b") for old in _EN_OLD),
    *((_R, "", rf"(?:{OF_EN} )?{old}\b") for old in _EN_OLD),
    (_R, "", rf"(?:{OF_EN} )?(?:the |its )?{_EN_YEAR} \({LEVEL}\)"),
    (_R, "", rf"(?:the )?baseline(?: in|:)? {_EN_YEAR}\b"),
    (
        _Y,
        "",
        rf"(?:by|in|until|before|no later than|for)\s+(?:the )?(?:end[- ](?:of )?)?(?:december )?(?:the year )?{_EN_YEAR}\b{_NOUN_END}",
    ),
    ("c", "", rf"(?:between|from)\s+(?P<start>{CALENDAR})\s+(?:and|to)\s+(?P<last>{CALENDAR})\b"),
    (
        _N,
        "%",
        rf"(?P<number>{DIGITS})\s*(?:per ?cent|percent|pct)\b(?:\s+(?:{PEOPLE_EN}|female|coverage|enrolment|attendance|completion)\b)?",
    ),
    (_N, "%", rf"(?P<number>{DIGITS})\s*%\s*(?:{PEOPLE_EN}|female|coverage|enrolment|attendance|completion)\b"),
    (_N, "%", r"(?P<word>[a-z]+(?:[ -][a-z]+)?) per ?cent\b"),
    (_N, "", rf"(?P<number>{DIGITS})\s*(?:(?:[a-z-]+ )?[a-z]+s )?{PER_EN}"),
    (_N, "", rf"(?P<number>{DIGITS})\s*(?P<big>thousand|million|billion)\b(?:\s+(?P<who>{PEOPLE_EN})\b)?"),
    (_N, "", rf"(?P<word>{_SAID_EN})\b"),
    (_N, "years", rf"(?P<number>{DIGITS})\s*years(?: of age| of life| of schooling| of education)?\b"),
    *((_N, unit, rf"(?P<number>{DIGITS})\s*{name[:-1]}s?\b") for name, unit in TIME_EN.items()),
    (_N, "人", rf"(?P<number>{DIGITS}|{_SAID_EN})\s*{PEOPLE_EN}\b"),
    (_R, "", "(?:the |its )?(?:current|present|existing) (?:levels?|rates?)"),
    (_R, "", rf"{OF_EN} {_EN_YEAR}\b{_NOUN_END}"),
    ("S", "", rf"{OF_EN} (?:the |its )?(?:target|goal|plan|objective)s?\b"),  # 50% of the target is no level
    ("X", "", rf"(?P<fold>{'|'.join(FOLDS)})\b"),
    ("c", "", rf"(?:over|in|within) (?:the )?(?:next |coming )?(?P<span>\d|10|{_SAID_EN}) years\b"),
    ("", "", r"(?:in )?the (?:number|rate|prevalence|ratio|proportion)s?\b|in (?:number|rate|prevalence)s?\b"),
    (_N, "例", rf"(?P<number>{DIGITS})\s*(?:new )?{_CASES_EN}\b"),
    ("p", "", "on the (?:previous|preceding) year"),
    ("5", "", "(?:by )?(?:the )?mid-?term"),
    ("9", "", "(?:by )?(?:the )?end of the plan"),
    ("/", "", rf"(?:{_CASES_EN}\s+)?{PER_EN}"),
    ("m", "", rf"(?P<number>{DIGITS})\s*times|(?P<twice>twice)\b"),
    (
        "P",
        "%",
        rf"(?P<number>{DIGITS})[\s-]*(?:percentage|per ?cent|percent|%)[ -]points?\b|(?P<number2>{DIGITS}) points?\b",
    ),
    ("f", "", rf"(?P<over>\d+|{_SAID_EN})\s+(?:in|out of|of every|in every)\s+(?P<below>\d|10|{_SAID_EN})\b(?!\d)"),
    ("f", "", rf"(?:(?:an?|one|(?P<some>two|three|four|five))[ -])?(?P<part>{'|'.join(PARTS)})s?\b"),
    ("e", "", rf"\((?:incl\.?|including|inclusive(?: of)?)(?: {_OF_WHICH})?\)"),
    ("", "", r"(?<=.)(?:, )?and (?:continue to improve|keep improving)$"),
    ("0", "", r"(?:zero|no) (?:new )?(?:cases|deaths|infections|incidents)\b"),
]
EITHER = [
    (_Y, "", rf"(?<=\(){_EN_YEAR}(?=\)|[:,]?\D)"),
    (_N, "", rf"{NUMBER}\s*{UNIT}"),
    (_N, "", rf"(?P<number>{DIGITS})"),
    ("f", "", r"(?P<over>\d+)/(?P<below>\d+)(?![\d万千])"),
    ("", "", r"[“”\"「」『』]"),
]
