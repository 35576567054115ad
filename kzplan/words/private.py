"""Who is named in what departments write: left out of what is printed, kept where it is stored."""

import re

PHONE, NAME, NUMBER, MAIL = "［电话略］", "［姓名略］", "［证件号略］", "［邮箱略］"
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金"
    "石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤冉牟"
)
_HAN = "\u4e00-\u9fff"
_GAP = r"[-－—\s]?"
# an 18-figure number of a citizen, a mobile or a fixed telephone, a number that is called one, an address of mail
_PATTERNS = (
    (re.compile(r"(?<!\d)\d{17}[\dXx](?![\dA-Za-z])"), NUMBER),
    (re.compile(rf"(?<!\d)(?:\+?86{_GAP})?1[3-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}}(?![\d元万亿人%])"), PHONE),
    (re.compile(rf"(?<!\d)[(（]?0\d{{2,3}}[)）]?{_GAP}[2-8]\d{{2,3}}{_GAP}\d{{4}}(?!\d)"), PHONE),
    (re.compile(rf"(?<=电话|手机|传真)([:：]?\s*)[2-8]\d{{2,3}}{_GAP}\d{{4}}(?!\d)"), rf"\g<1>{PHONE}"),
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII), MAIL),
    (
        re.compile(
            rf"((?:联系人|填报人|负责人|经办人|审核人|制表人|姓名)\s*[:：]\s*)[{_HAN}]{{2,4}}(?:·[{_HAN}]{{1,6}})*"
        ),
        rf"\g<1>{NAME}",
    ),
    (
        re.compile(
            rf"(联系人|填报人|负责人|负责同志|经办人|审核人|制表人|村医|社工|民警)\s?[{_SURNAMES}][{_HAN}]{{1,2}}(?![{_HAN}])"
        ),
        rf"\g<1>{NAME}",
    ),
    (
        re.compile(rf"(联系|[请找])[{_SURNAMES}][{_HAN}]{{0,2}}(?=科长|股长|主任|局长|处长|院长|所长|校长|老师)"),
        rf"\g<1>{NAME}",
    ),
    (re.compile(rf"(?<![{_HAN}])[{_SURNAMES}][{_HAN}]{{1,2}}(?=同志|女士|先生|医生)"), NAME),
)


def masked(text: str) -> str:
    """Return a text without telephone numbers, numbers of identity cards, addresses of mail and the names that labels show to be names.

    Parameters
    ----------
    text : as a department wrote it.

    >>> masked("联系人：王小芳，电话023-52228888、13800138000；新增托位120个。")
    '联系人：［姓名略］，电话［电话略］、［电话略］；新增托位120个。'
    """
    for pattern, instead in _PATTERNS:
        text = pattern.sub(instead, text)
    return text
