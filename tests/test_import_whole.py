"""Nothing of a document is lost: every number and every demand in it is read, or listed as left out."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from kzplan.importing.document import Cell, Document, Paragraph, Table
from kzplan.importing.proposals import proposals_of
from kzplan.importing.spoken import numbers

TITLE = "清溪县{whose}发展规划（2021—2030年）"
NAMES = ["孕产妇死亡率", "婴儿死亡率", "高中阶段毛入学率", "学前教育毛入园率", "村委会成员中女性比例", "妇女平均预期寿命", "儿童总体近视率", "示例服务人数"]  # fmt: skip
ASKED = [
    "{name}达到{n}%以上", "{name}控制在{n}‰以内", "{name}降至{n}/10万以下", "{name}{n}%", "到2025年{name}达到{n}%", "建成示例社区{n}个", "每年开展示例活动{n}次",
    "{name}力争接近{n}%", "{name}较2020年提高{n}个百分点", "{name}{n}岁", "（{name}{n}%）", "{name}和{name}均达到{n}%",
]  # fmt: skip
TOLD = ["2020年，{name}为{n}%", "{name}由2010年的{n}%提高到{m}%", "全市{name}为{n}‰", "{name}达{n}%", "比上年提高{n}个百分点", "{name}{n}岁", "惠及妇女{n}人次", "年均增长{n}%"]  # fmt: skip
HEADS = ["一、发展基础", "二、主要目标", "（一）妇女与健康", "（二）儿童与教育", "主要目标", "策略措施", "三、重点任务", "四、组织实施", "专栏1 主要指标"]  # fmt: skip
BARE = ["儿童之家覆盖所有村（社区）", "实现家长学校全覆盖", "杜绝示例案件", "示例服务达到全省平均水平"]
COLUMNS = ["序号", "指标", "单位", "2020年", "2025年", "2030年", "2030年目标", "2025年目标值", "基期值", "备注", "指标说明", "属性", "责任单位", "2022年", "全市2030年目标", "数量", "2030年目标（城镇）", "2030年目标（农村）", "2020年女", "2020年男", "农村2020年", "合计2030年目标", "2025年目标男", "2025年目标女"]  # fmt: skip


@st.composite
def documents(draw):
    """A plan whose every number is met once: its paragraphs and tables in any order."""
    count = iter(range(100, 1000))

    def number():
        return f"{next(count) / 10:.1f}" if draw(st.booleans()) else f"{next(count)}.25"

    def said():
        kind = draw(st.sampled_from([ASKED, TOLD, BARE]))
        text = draw(st.sampled_from(kind))
        return text.format(name=draw(st.sampled_from(NAMES)), n=number(), m=number())

    def paragraph():
        if draw(st.integers(0, 3)) == 0:
            return draw(st.sampled_from([*HEADS, *(TITLE.format(whose=one) for one in ("妇女", "儿童", "妇女儿童"))]))
        head = draw(st.sampled_from(["", "1．", "（2）", "——"]))
        joint, stop = draw(st.sampled_from(["，", "；", "。"])), draw(st.sampled_from(["", "。"]))
        return head + joint.join(said() for _ in range(draw(st.integers(1, 3)))) + stop

    def table(line):
        heads = draw(st.lists(st.sampled_from(COLUMNS), min_size=2, max_size=6, unique=True))
        rows = [[Cell(one) for one in heads]]
        for _ in range(draw(st.integers(1, 3))):
            cells = [draw(st.sampled_from(NAMES)) if one == "指标" else number() for one in heads]
            rows.append([Cell(one) for one in cells])
        return Table(rows, list(range(line, line + len(rows))))

    blocks, line = [Paragraph(TITLE.format(whose=draw(st.sampled_from(["妇女", "儿童"]))), 1)], 2
    for _ in range(draw(st.integers(1, 9))):
        block = table(line) if draw(st.integers(0, 4)) == 0 else Paragraph(paragraph(), line)
        blocks.append(block)
        line += len(block.rows) if isinstance(block, Table) else 1
    return Document("示例.txt", blocks)


def told_of(found):
    """All words of the review: what is read, and what is listed as left out."""
    goals = [f"{one.name} {one.target} {one.above} {one.number} {one.nature} {one.department} {one.unit} {' '.join(one.interim.values())}" for one in found.goals]  # fmt: skip
    past = [f"{one.full} {one.number} {one.target} {one.department} {one.unit} {' '.join(one.values.values())}" for one in found.past]  # fmt: skip
    figures = [" ".join(one.values.values()) for one in found.figures]
    return "\n".join([*goals, *past, *figures, *(text for _, _, text, _, _ in found.left)])


@given(documents())
@settings(deadline=None, max_examples=120)
def test_every_number_of_a_document_is_read_or_listed(document):
    told = told_of(proposals_of(document))
    for block in document.blocks:
        texts = [block.text] if isinstance(block, Paragraph) else [cell.text for row in block.rows[1:] for cell in row]
        for value in re.findall(r"\d+\.\d+", " ".join(texts)):
            assert re.search(rf"(?<![\d.]){re.escape(value)}(?!\d)", told), (value, block)


@given(documents())
@settings(deadline=None, max_examples=40)
def test_every_demand_without_a_number_is_read_or_listed(document):
    found = proposals_of(document)
    lines = {one.line for one in (*found.goals, *found.figures)} | {line for line, *_ in found.left}
    for one in document.paragraphs:
        if any(text in one.text for text in BARE) and not numbers(one.text):
            assert one.line in lines, one
