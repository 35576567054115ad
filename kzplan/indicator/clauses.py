"""Sentences of a plan split into what is measured and what is asked of it."""

import re

from ..words.numbers import plain
from .behind import apart_behind, in_scope, out_of_brackets
from .clause import NO_NAME, NOT_READ, OF_A_CHANGE, OTHER_BASE, TWO_DEMANDS, Clause, Why, rule_of
from .doubts import is_a_level, other_base
from .english import in_english
from .halves import PAIR, apart, without_half
from .listed import HEAD, MEASURE, WHO, carried, each, in_turn, shared
from .nameless import gone_on
from .rule import Rule
from .shapes import CJK, FIVE_YEAR, WOMEN
from .target import LONGEST
from .tokens import base_year, five_year_ends, may_begin, tokens
from .years import one_more

__all__ = ["NOT_READ", "NO_NAME", "OF_A_CHANGE", "OTHER_BASE", "TWO_DEMANDS", "Clause", "Why", "clauses"]


_PER_HEAD = re.compile(r"每[十百千万]+(?:名|个)?(?:常住)?(?:人口|儿童|老年人|人)(?:拥有|配备)?")
_NAMED = re.compile(
    rf"{MEASURE.pattern[:-1]}(?:\(.*\))?$|(?:{WHO})$|(?:新增|新建|增设)(?!$)"
)  # what a bare number may follow
_HEDGED = re.compile(
    r"(?:未|没有|不|非|难以|接近|基本|大体|近|已|已经|曾|尚|预计|预期|估计|有望)$"
)  # what turns a target into something else
_DUE = re.compile(r"^(?:力争|确保)?(?:到|至|截至)?(\d{4})年(?:年?底|年?末)?(?:以?前|时)?,?(?![、和及与])")
_VERB_FIRST = re.compile(
    r"^((?:进一步|逐步|不断|稳步|持续|明显|显著|大幅|有效|切实)*(?:提高|提升|增加|扩大|降低|减少|缩小|延长|改善))(.+?)(?:(?:到|至)(.+))?$"
)
_NUMBERING = re.compile(r"^(?:[-—·●○■◆]+|\(\d{1,2}\)|\(?[一二三四五六七八九十]+[、.)]\)?|\(?\d{1,2}[.、)](?!\d)\)?)\s*")
_TAKEN = re.compile(r"^(?:力争|确保|争取|努力)?(?:将|把|使)")
_BEGINS = (  # how what is asked begins, where no name may follow
    r"(?:力争|确保|争取|努力)?(?:(?:到|至|截至)?(?:\d{4}年)|达到|达\d|降[到至为]|控制[在到]|(?:保持|稳定|维持)[在\d]|不[低高少多]于|不超过|[≥≤＞＜<>]|(?:城镇|城市|城区|农村|乡村)(?:地区)?(?:达到|不[低高]于|控制在|为|≥|≤|\d)"
    rf"|(?:逐年|逐步|明显|显著|稳步|持续|不断|进一步|大幅)*(?:提高|提升|增加|增长|上升|下降|降低|减少|缩小|延长)(?:[到至\d,]|$)|(?:其中:?)?{PAIR}分别)"
)
_OWN_COMMA = re.compile(
    rf"(?<=[率比例重数量限命间平积模距)])[,:](?={_BEGINS})|(?<=[率比例重数量限命间平积模距)]):(?=\d)|(?<=中),|(?<=年),(?={_BEGINS})"
)
_VALUE_OF = r"(\d{4})年(?:年?底|年?末)?(?:为|是|数据为)?\d[^()年以达,、]*"
_PAST = re.compile(rf"\({_VALUE_OF}(?:[,、]{_VALUE_OF})*\)")  # values of years gone by, as a remark
_TWO_AHEAD = re.compile(r"^((?:到|至)?\d{4}年(?:和|、|及)(?:到|至)?\d{4}年),(.+?)分别")
_HOPE = re.compile(r"^(?:并|且|同时|力争|争取|努力|确保|尽力|最好|进一步|原则上)+")
_REMARK = re.compile(r"\((?:约束性|预期性)(?:指标)?\)")
_SOON = re.compile(r"^(?:到|至)?[“\"]?十[一二三四五六七]五[”\"]?期?(?:末|时)")
_PAST_FIRST = re.compile(r"(?<=[率比例重数量限命间平积模距)])[,:]?(\d{4})年(?:年?底|年?末)?(?:为|是)[^,;年]*,")
_COMING = re.compile(r"^(?:在?(?:今后|未来|接下来)的?(?:[\d一二两三四五六七八九十几]+年|一个时期|一段时间)[内里间]?),?")
_FIVE_YEARS = re.compile(rf"(?:^|(?<=,))(?:在|到|至|截至)?{FIVE_YEAR}(?:期间?内?|期?末期?|结束)时?,?")
_NUMBERED_ON = re.compile(r"(?<=,)\(?\d{1,2}[、.)](?!\d)")  # 1、…,2、… in one sentence
_MOVED = re.compile(  # what an unread clause says of its indicator, which is no part of the name
    r"(?:(?:年均|每年|累计|逐年)?(?:增长|增加|提高|提升|上升|下降|降低|减少)|以每年.*|(?:比|较|高于|低于|优于)(?!例|重).*水平.*)$"
)
_KEPT_AT = re.compile(r"(?:保持|稳定|维持|控制|处于)在?(?!.*平均)[^,]*水平$")
_TOTAL = re.compile("总(?:人数|数量|量|数)(?!的)")
_HAVING = re.compile(r"(?:已|已经|曾|尚)$")
_CHANGE = re.compile(r"(?:增幅|增速|降幅|涨幅|增长率|(?:增长|上升|下降)(?:幅度|速度))(?=$|较|比|与|同|在|相)")
_OTHER_TIME = re.compile(
    r"^(?:截至)?(?:目前|当前|现有|现(?!代|场)|原有|基期|同期|历[年史]|往年|[去上前今]年|预[计期测估]|国家规定)|^每年|\d{4}年|十[一二三四五六七]五[”\"]?(?:期|末|时)|规划(?:中期|末期|期末|终期)|^提前|^(?:近期|中期|远期|阶段性?|年度)目标:|^[前后]?[一二两三四五六七八九十\d]+年内|^[前后][一二两三四五六七八九十\d]+年"
    r"|(?:(?:达到?|[持定制]在|高于|低于|优于).*|[全本][国省市县区州])平均水平$"
)
_FIGURE = r"\d+(?:\.\d+)?(?:%|‰|/10?万|个百分点)"
_COUNTED = re.compile(  # so many of something: 社会工作者2名、…; 50名以上 says of which
    r"(?<![每\d.])(?<!第)\d+(?:\.\d+)?万?(?:名|张|位|人次|人(?!口)|元|所|家|件|套|平方米|个(?!月|百分))(?!(?:及|或)?以[上下内])"
)
_OTHER_BASE = re.compile(r"[同环]比|(?:比|较|与|同)(?:上|前|去年|往年|[“十]|全[国省市区县]|\d{4})")
# names that are no indicator of their own: cut within a word, of what stood before, or of people without saying what of them
_CUT = re.compile(
    r"(?:^|每[\d一二两三四五六七八九十]*)年$|(?:^|率|比例|比重|人数)[\d一二两三四五六七八九十]+年$|年(?:移动|滑动)?平均?$|^占|占(?!比|地)(?!.*(?:率|比|比例|比重|占比|差距)$)|在(?:农村|乡村|城镇|城市|社区)[^内里]"
    r"|不[低高少多大小]于|不[超得]|[高低]于|前$|^其(?![中他它余])|^最[低高多少]$|^[我全本][国省市县区州旗盟]$|^(?:今后|未来|过去)$"
)
_BY = re.compile(r"^(?:到|至)\d{4}年")  # of what comes first in a sentence, no part of what is measured
_PEOPLE = re.compile(r"^(?!其中?).+(?:儿童|女童|男童|妇女|女性|男性|学生|人口|残疾人|老年人|职工|居民|农民)$")
_OF_WHAT = re.compile(
    r"(?:年|目标|指标|总数|数量|比例|占比|比重|覆盖率|建成率|完成率|达标率|(?:(?:城乡|区域|地区|群体|男女|性别)(?:之间)?[、和与]?)+差距)"
)
_ANY_RATE = re.compile("(?:死亡|发病|患病|感染|覆盖|达标|合格|普及|完成|筛查|知晓|检出|参与)率")
_SO_MANY_EACH = re.compile(r"每[十百千万\d]+(?:名|个)?(?:人口|儿童|老年人|学生|人).*\d(?:\.\d+)?[张名个位]")
_DEMAND = re.compile(
    r"\d|至少|不[低高少多大小]于|不[超突]过|不得|高于|低于|超过|多于|少于|上一?届|零发生|零增长|清零|不发生|不出现|不反弹|无.{1,8}(?:发生|案件)|杜绝|消除|全覆盖|全部|分之|半数|一半|过半|均衡|逐年|翻番|减半|[一二三四五六七八九十]成"
)
_FEW = 10  # whole beds or doctors behind 每千名儿童: fewer may be those for so many, and those of all
_NUMBERED = ("at least", "at most", "about", "between", "interim", "strata")


def clauses(text: str) -> list[Clause]:
    """Return the targets that a text of one or more sentences states, in its order.

    Parameters
    ----------
    text : sentences or items of a list, in Chinese or English.

    Returns
    -------
    list of :class:`Clause`. Several indicators in one sentence are parted; what has a number and is not read comes with
    the rule None, so that nobody takes it for done; what says nothing to be measured is left out. The direction of an
    indicator is guessed from its name: read the predicate again with :func:`~kzplan.indicator.target.parse_target`
    once it is known. A year before the target, as in 到2030年，…, is the rule's ``due``.

    >>> for name, predicate, rule, *_ in clauses("新生儿、婴儿和5岁以下儿童死亡率分别降至3.1‰、4.1‰和5.1‰以下。"):
    ...     print(name, predicate, rule.words)
    新生儿死亡率 降至3.1‰以下 <= 3.1
    婴儿死亡率 降至4.1‰以下 <= 4.1
    5岁以下儿童死亡率 降至5.1‰以下 <= 5.1
    """
    found: list[Clause] = []
    for whole in re.split(r"[。!?\n]|(?:(?<=[a-z%)])|(?<=\d\d)(?=\.\s+[A-Z]))\.(?:\s+|$)", text):
        one: list[Clause] = []
        names = ""
        for sentence in re.split("[;；]", whole):
            said = _NUMBERING.sub("", plain(sentence).strip(" .,:"))
            if re.search(f"[{CJK}]", said):
                segments, names = carried(in_scope(_plainer(re.sub(r"\s+", "", said)).split(",")), names)
                one = _chinese(segments, one)
            elif said:
                spaced = re.sub(r"\s+", " ", said)
                gone = gone_on(spaced, one)
                one = gone if gone is not None else [*one, *in_english(spaced)]
        found += [_sure(clause, plain(whole)) for clause in one]
    return found


def _sure(clause: Clause, whole: str) -> Clause:
    """A target that the rest of its sentence does not change; else one that is not read."""
    if clause.rule is not None and other_base(whole, clause.predicate, clause.rule):
        return clause._replace(rule=None, why=OTHER_BASE)
    if is_a_level(clause.name):
        return clause._replace(rule=None, why=NO_NAME)
    return clause


def _chinese(segments: list[str], found: list[Clause]) -> list[Clause]:
    """The targets found so far and those of a sentence's clauses, which may go on with the last name."""
    due, at = None, 0
    while at < len(segments):
        year = _due(segments[at])
        due = int(year[1]) if year else due
        one, used = _joined(segments[at:], due)
        changes = {
            clause.predicate for clause in one if _CHANGE.search(clause.name)
        }  # of all whom the predicate is shared by
        for clause in one:
            shares = clause.predicate in changes
            found = _with(found, _checked(clause._replace(rule=None, why=OF_A_CHANGE) if shares else clause))
        at += used
    return found


def _due(said: str) -> re.Match | None:
    """The year a clause begins with and is due by; without 到 only one that a plan may begin or end with."""
    year = _DUE.match(said)
    if year is None or re.search("[到至]", year[0]) or int(year[1]) % 5 == 0:
        return year
    return None  # 2022年参保率为95% is what was


def _plainer(sentence: str) -> str:
    """A sentence without the comma between a name and what is asked of it, and without remarks on a year gone by."""
    for past in (_PAST, _PAST_FIRST):
        sentence = past.sub(lambda match: "" if _all_gone(match[0]) else match[0], sentence)
    sentence = out_of_brackets(sentence)
    sentence = _NUMBERED_ON.sub("", _COMING.sub("", sentence))
    sentence = _FIVE_YEARS.sub(lambda named: f"到{five_year_ends()[named['plan']]}年,", sentence)
    sentence = re.sub(r"(目前|当前|现在|[去上今]年底?),", r"\1", sentence)
    sentence = _TWO_AHEAD.sub(r"\2\1分别", _REMARK.sub("", sentence))

    def joined(comma: re.Match) -> str:  # 降低死亡率,到2030年… asks in its own words before the comma
        return comma[0] if _VERB_FIRST.match(sentence[: comma.start()].rpartition(",")[2]) else ""

    return apart_behind(_OWN_COMMA.sub(joined, sentence))


def _all_gone(remark: str) -> bool:
    """Whether all years of a remark on values have gone by."""
    return max(map(int, re.findall(r"\d{4}(?=年)", remark))) <= base_year()


def _checked(clause: Clause) -> Clause:
    """A clause, refused where its name shows that it says something else."""
    shown = (
        (_CHANGE, OF_A_CHANGE),
        (re.compile(rf"{_FIGURE}(?!\))"), TWO_DEMANDS),
        (_COUNTED, TWO_DEMANDS),
        (_OTHER_BASE, OTHER_BASE),
        (_OTHER_TIME, NOT_READ),
    )
    if MEASURE.search(clause.name):
        clause = clause._replace(name=re.sub("^(?:保持|维持|实现|确保|力争)", "", clause.name))
    clause = clause._replace(name=_KEPT_AT.sub("", clause.name))
    if clause.rule is not None and clause.rule.form == "interim":
        clause = clause._replace(predicate=_dated(clause.predicate, clause.rule.year))
    for against, why in shown:
        if against.search(clause.name) and clause.predicate:  # without one, the name is the whole sentence
            return clause._replace(rule=None, why=why)
    if clause.rule is not None and clause.rule.value is None and _ANY_RATE.fullmatch(clause.name):
        return clause._replace(rule=None, why=NO_NAME)  # 提高宫颈癌早诊早治率,降低死亡率
    if clause.rule is not None and _not_whole(clause.name, clause.predicate):
        return clause._replace(rule=None, why=NO_NAME)
    return clause


def _not_whole(name: str, predicate: str) -> bool:
    """Whether a name says no indicator by itself, or was cut where it does not end."""
    each = _SO_MANY_EACH.search(predicate) and not _PER_HEAD.search(name) and not name.endswith("率")
    of_whom = (
        not predicate.startswith("占") and re.search(r"[%‰](?:[以之][上下内])?$", predicate) and _PEOPLE.search(name)
    )
    return bool(each or of_whom or _OF_WHAT.fullmatch(name) or _CUT.search(name))


def _with(found: list[Clause], clause: Clause) -> list[Clause]:
    """What was found and one more: of the indicator before where it names none, with its earlier year as one target."""
    clause = _each_head(found, clause)
    own = _HOPE.sub("", clause.name)
    hoped, last = own != clause.name or bool(_HOPE.match(clause.predicate)), found[-1] if found else None
    before = _HAVING.sub("", _SOON.sub("", _BY.sub("", last.name))) if last and last.predicate else ""
    before = re.sub(r"(?:到|至|在)?\d{4}年$", "", before)  # of a year gone by
    before = _MOVED.sub("", re.sub(r"^\d{4}年", "", before)) if last and last.rule is None else before
    among, name = own.startswith("其中"), re.sub("^其中:?", "", _of_the_same(before, own))
    if among and before.endswith("差距"):  # a level among gaps is none of them
        return [*found, clause._replace(rule=None, why=NO_NAME)]
    among = among and name != before and not name.startswith(f"{before}(")
    clause = clause._replace(name=name)
    if not name or HEAD.fullmatch(name) or (among and not MEASURE.search(name)):
        return [*found, clause._replace(rule=None, why=clause.why or NO_NAME)]
    at = next((at for at, one in enumerate(found) if one.name == name and one.rule is not None), None)
    if at is None or clause.rule is None:
        return [*found, clause]
    if _numbered(found[at]):
        if clause.rule.form == "strata" and (each_half := apart(clause)):
            return [*found, *each_half]
        asks_both = clause.rule.form == "strata" or (_numbered(clause) and not hoped)
        if asks_both:
            return [*found[:at], _two_years(found[at], clause), *found[at + 1 :]]
        return [*found, clause._replace(rule=None, why=TWO_DEMANDS)]
    if _numbered(clause):  # it says more than that things get better, or by how much
        return [*found[:at], found[at]._replace(rule=None, why=TWO_DEMANDS), *found[at + 1 :], clause]
    return [*found, clause]


def _each_head(found: list[Clause], clause: Clause) -> Clause:
    """A clause with the 每千名儿童 that stands before the one before it, where its number can be no count; unread where it is hardly one."""
    head = _PER_HEAD.match(found[-1].name) if found else None
    value = clause.rule.value if clause.rule else None
    counted = value is not None and re.search(r"\d(?:名|张|个|位|人)(?:[以之][上下内])?$", clause.predicate)
    if head is None or not counted or value is None or value >= _FEW or "每" in clause.name + clause.predicate:
        return clause
    if value % 1:
        return clause._replace(name=head[0] + clause.name)
    return clause._replace(rule=None, why=NO_NAME)


def _numbered(clause: Clause) -> bool:
    return clause.rule is not None and clause.rule.form in _NUMBERED


def _two_years(first: Clause, second: Clause) -> Clause:
    """Two numbers asked of one indicator: of two years they are one target, else nobody knows which counts."""
    if (several := one_more(first, second)) is not None:
        return several
    dues = [clause.rule.due if clause.rule else None for clause in (first, second)]
    told = re.search(r"(?:^|年底?)[为是]\d", second.predicate)  # 2022年为81.3岁 is what was
    if dues[0] is None and dues[1] is not None and _numbered(second) and not told:  # 达到70%以上,2025年达到60%以上
        both = f"{first.predicate}({_dated(second.predicate, dues[1])})"
        rule = rule_of(both, first.name)
        if rule is not None and rule.form == "interim":
            return Clause(first.name, both, rule)
    if None not in dues and dues[0] != dues[1]:
        parts = [_dated(clause.predicate, due) for clause, due in zip((first, second), dues, strict=True)]
        rule = rule_of(",".join(parts), first.name)
        if rule is not None and rule.form == "interim":
            return Clause(first.name, ",".join(parts), rule)
    return Clause(first.name, f"{first.predicate},{second.predicate}", None, TWO_DEMANDS)


def _dated(predicate: str, due: int | None) -> str:
    return predicate if str(due) in predicate else f"到{due}年{predicate}"


def _of_the_same(before: str, name: str) -> str:
    """A name that stands for no more than a stratum, or for nothing, is of what was named before."""
    if not before:
        return name
    stratum = re.fullmatch(r"(?:其中|其)?[:：]?(城镇|城市|农村|乡村|女性|男性|女童|男童|)", name)
    if not stratum:
        return name
    before = without_half(before) if stratum[1] else before
    return f"{before}({stratum[1]})" if stratum[1] and stratum[1] not in before else before


def _joined(segments: list[str], due: int | None) -> tuple[list[Clause], int]:
    """The targets at the head of segments, and how many they take: two years or town and country span a comma."""
    for used in (2, 1):
        said = ",".join(segments[:used])
        if len(segments) < used or (used == 2 and (not _spans(said) or _names_after_year(said))):
            continue
        found = _segment(said[year.end() :] if used == 1 and (year := _due(said)) else said, due)
        whole = found and found[0].rule is not None and found[0].rule.form in ("interim", "strata")
        if used == 1 or (whole and "," not in found[0].name):
            return found, used
    return [], 1


def _names_after_year(said: str) -> bool:
    """Whether a name stands between the year that a text begins with and what is asked: its year is no part of the name."""
    year = _due(said)
    return year is not None and not _opens(said[year.end() :])


def _spans(said):
    words = [word.letter for word in tokens(said[said.index(",") :].lstrip(",")) or ()]
    return bool(words) and words[0] in ("Y", "1", "2")


def _segment(said: str, due: int | None) -> list[Clause]:
    """The targets of a clause without a comma of its own."""
    said = _TAKEN.sub("", said)
    if "分别" in said:
        return each(said, due)
    if several := in_turn(said, due):
        return several
    verb = _VERB_FIRST.match(said)
    if verb and verb[3] and MEASURE.search(verb[2]):
        return [Clause(verb[2], f"{verb[1]}到{verb[3]}", rule_of(f"{verb[1]}到{verb[3]}", verb[2], due))]
    for start in range(max(len(said) - LONGEST, 0), len(said)):  # nothing longer is read as a target
        name, predicate = said[:start], said[start:]
        if re.search(r"[\d.]$", name) and predicate[0].isdigit():  # in the middle of a number
            continue
        rule = rule_of(predicate, name, due) if _opens(predicate) else None
        if rule is not None and (not name or re.search(f"[{CJK}a-zA-Z]", name)):
            sure = not _HEDGED.search(name) and (not predicate[0].isdigit() or not name or _NAMED.search(name))
            return _parted(name, predicate, rule, due) if sure else [Clause(name, predicate, None, NOT_READ)]
    if verb and MEASURE.search(verb[2]):
        return [Clause(verb[2], verb[1], rule_of(verb[1], verb[2], due))]
    return _unread(said)


def _unread(said: str) -> list[Clause]:
    """What asks for something and is not read."""
    numbered = re.search(rf"{_FIGURE}|百分之", said)
    if numbered:
        verb = re.search(
            r"(?:达到|提高到|提升到|增加到|降低到|下降到|缩小到|控制在|达|[≤≥<>]|保持在|稳定在|降到|降至|在|为)$",
            said[: numbered.start()],
        )
        start = verb.start() if verb else numbered.start()
        if re.fullmatch("(?:不[低高少多]于|不超过|至少|至多)?", said[:start]):
            return [Clause(said, "", None, NOT_READ)]
        return [Clause(said[:start], said[start:], None)]
    return [Clause(said, "", None, NOT_READ)] if _DEMAND.search(said) else []


def _parted(name: str, predicate: str, rule: Rule, due: int | None) -> list[Clause]:
    """A clause, or two of which the first is parted from the second by no more than 、: 医生达到1.12名、床位增至3.17张."""
    for match in re.finditer(r"(?<=[%‰名张个人岁年下上内])、", name):
        first = _segment(name[: match.start()], due)
        if first and first[-1].rule is not None:
            head, own = _PER_HEAD.match(first[0].name), name[match.end() :]
            return [*first, Clause(own if head is None else head[0] + own, predicate, rule)]
    return shared(name, predicate, rule)


def _opens(predicate: str) -> bool:
    """Whether a predicate may begin here: with a word that says something, and no other word begins before it ends."""
    words = (may_begin(predicate) and tokens(predicate)) or ()
    if not words or re.search(rf"{WOMEN}$", predicate):  # 至少1名女干部 does not say of what
        return False
    if _TOTAL.match(predicate):  # 经济总量 is what is measured
        return False
    counts_nothing = words[0].letter == "n" and not words[0].unit and not words[0].text.isascii()  # 第三, 三统一
    return predicate.startswith(words[0].text) and words[0].letter not in ",&:()-" and not counts_nothing
