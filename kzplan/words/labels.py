"""The words of figures, reports and sentences, in Chinese and English."""

from ..words.errors import InputError

EXAMPLE = "示例数据"  # marks invented values; they never stand among real ones
_LANGUAGE = {"now": "en"}

WORDS = {
    "very likely": "很可能",
    "likely": "可能",
    "about as likely as not": "或许可能",
    "unlikely": "不大可能",
    "very unlikely": "很不可能",
    "no baseline": "无基线",
    "not comparable": "口径不可比",
    "defective baseline": "基线数据有误",
    "needs reference series": "缺参照数据",
    "not quantified": "目标未量化",
    "ceiling target": "目标为上限值",
    "one value": "仅有一期数据",
    "no model": "无适用模型",
    "met": "已达标",
    "not met": "未达标",
    "no value": "无数据",
    "cannot be judged": "无法评价",
    "strong": "强",
    "moderate": "中",
    "limited": "弱",
    "very limited": "很弱",
    "binding": "约束性",
    "expected": "预期性",
    "women": "妇女",
    "children": "儿童",
    "points/year": "百分点/年",
    "%/year": "%/年",
    "reported": "实际值",
    "projected median": "推算中位数",
    "50 / 80 / 95 % interval": "50/80/95%区间",
    "target": "目标",
    "published chance": "公布值达标可能性",
    "true-rate chance": "真实水平达标可能性",
    "chance of meeting the 2030 target": "2030年达标可能性",
    "no probability": "不给概率",
    "certain": "确有问题",
    "question": "待核实",
    "note": "提示",
    "share": "比例",
    "repetition": "重复指标",
    "strata": "合计与分项",
    "nesting": "包含关系",
    "reconstruction": "人数还原",
    "magnitude": "数量级与变幅",
    "coding": "单位与填报",
    "targets": "目标值",
    "text": "正文",
    "about": "左右（容差内）",
    "at the boundary": "恰在界上",
    "missed": "未达标",
    "moved the wrong way": "反向变动",
    "already at the ceiling": "已达极限",
    "not measurable": "无法评价",
    "nearly met": "基本达标",
    "no target": "无市目标",
    "ahead": "提前实现",
    "faster": "快于预期",
    "as expected": "基本符合预期",
    "behind": "滞后于预期",
    "binding and not met": "约束性指标尚未达标",
    "unlikely by 2030": "2030年达标可能性低",
    "behind schedule": "滞后于序时进度",
    "needs a faster pace": "所需速度超过以往两倍",
    "judged by earlier values": "无当年数据，据以往数据推算",
    "no comparable value of the base year": "缺可比的基期值",
    "a year's value is missing": "缺逐年数据",
    "the year has come": "已有2030年值",
}
UNITS_EN = {
    "1/10万": "per 100,000",
    "‰": "per 1,000",
    "%": "%",
    "岁": "years",
    "万人": "10,000 persons",
    "人": "persons",
    "例": "cases",
    "X:100": "boys per 100 girls",
    "小时": "hours",
    "万人次": "10,000 visits",
    "万册": "10,000 copies",
    "元/人·月": "yuan a month",
    "所": "institutions",
    "项": "events",
    "种": "titles",
    "张": "beds",
    "名": "staff",
    "户": "households",
    "件": "cases",
    "人次": "visits",
    "个": "",
    "": "",
}
DOMAINS_EN = {
    "妇女与健康": "Women and health",
    "妇女与教育": "Women and education",
    "妇女与经济": "Women and the economy",
    "妇女参与决策管理": "Women in decision-making",
    "妇女与社会保障": "Women and social security",
    "妇女与家庭建设": "Women and family",
    "妇女与环境": "Women and the environment",
    "妇女与法律": "Women and the law",
    "儿童与健康": "Children and health",
    "儿童与安全": "Children and safety",
    "儿童与教育": "Children and education",
    "儿童与福利": "Children and welfare",
    "儿童与家庭": "Children and family",
    "儿童与环境": "Children and the environment",
    "儿童与法律": "Children and the law",
}


def set_language(lang):
    """Set the language of figures and sentences: "en" or "zh".

    >>> set_language("en")
    """
    if lang not in ("en", "zh"):
        raise InputError(f"language must be 'en' or 'zh', got {lang!r}")
    _LANGUAGE["now"] = lang


def language(lang=None):
    """Return ``lang`` where given, else the language that is set."""
    if lang not in (None, "en", "zh"):
        raise InputError(f"language must be 'en' or 'zh', got {lang!r}")
    return lang or _LANGUAGE["now"]


def word(text, lang=None):
    """Return a word of the vocabulary in the language asked for; unknown words come back as they are.

    >>> word("likely", "zh"), word("likely", "en")
    ('可能', 'likely')
    """
    return WORDS.get(text, text) if language(lang) == "zh" else text


def status(row):
    """Return an outlook row's status as people read it: a value that cannot be judged is not a missing one.

    >>> status({"status": "no value", "latest_value": 1.97})
    'cannot be judged'
    """
    unjudged = row["status"] == "no value" and row["latest_value"] == row["latest_value"]
    return "cannot be judged" if unjudged else row["status"]


def verdict(name, lang=None):
    """Return a verdict of an evaluation in the official word: 达标, 基本达标, 未达标, 无法评价, 无数据.

    >>> verdict("met", "zh"), verdict("no value", "zh"), verdict("met", "en")
    ('达标', '无数据', 'met')
    """
    return "达标" if name == "met" and language(lang) == "zh" else word(name, lang)


def target(row, lang=None):
    """Return an outlook row's target as printed, or in English words where it is printed in Chinese ones.

    >>> target({"target": "50左右", "rule": "about 50"}, "en"), target({"target": "＜8", "rule": "< 8"}, "en")
    ('about 50', '＜8')
    """
    in_words = any("\u4e00" <= character <= "\u9fff" for character in row["target"])
    return row["rule"] if in_words and language(lang) == "en" else row["target"]


def methods(tally, lang=None):
    """Return how many methods say "on track", "3 of 8", in the language asked for.

    >>> methods("3 of 8", "zh"), methods("3 of 8", "en"), methods("", "zh")
    ('8种中3种', '3 of 8', '')
    """
    if not tally or language(lang) == "en":
        return tally
    yes, n = tally.split(" of ")
    return f"{n}种中{yes}种"


def domain(name, lang=None):
    """Return a domain's name; the Chinese one is the plan's own."""
    return name if language(lang) == "zh" else DOMAINS_EN.get(name, name)


def group(name, lang=None):
    """Return the name of a group of targets: a plan, a domain, a department, or all of them.

    >>> group("all", "zh"), group("women", "zh"), group("妇女与健康", "en")
    ('全部', '妇女', 'Women and health')
    """
    if name == "all":
        return "全部" if language(lang) == "zh" else "all targets"
    return word(name, lang) if name in WORDS else domain(name, lang)


def unit(text, lang=None):
    """Return a printed unit in the language asked for.

    >>> unit("1/10万", "en"), unit("1/10万", "zh")
    ('per 100,000', '1/10万')
    """
    return text if language(lang) == "zh" else UNITS_EN.get(text, text)


def percent(p):
    """Return a probability as whole per cent, never 0 or 100.

    >>> percent(0.004), percent(0.38), percent(0.999)
    ('<1 %', '38 %', '>99 %')
    """
    if p < 0.01:
        return "<1 %"
    return ">99 %" if p > 0.99 else f"{100 * p:.0f} %"


def number(value, digits=2):
    """Return a number with at most ``digits`` decimals and no trailing zeros; a dash where there is none.

    >>> number(10.79), number(100.0), number(float("nan"))
    ('10.79', '100', '—')
    """
    if value is None or value != value:
        return "—"
    text = f"{value:.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
