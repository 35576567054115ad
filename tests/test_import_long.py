"""A long document, a long paragraph and one of nothing but numbers: each is read in seconds, and no reading grows faster than what is read."""

from time import process_time

import pytest

from kzplan.importing.document import Document, Paragraph
from kzplan.importing.proposals import proposals_of
from kzplan.indicator.tokens import may_begin, tokens

HEAD = ["清溪县妇女发展规划（2021—2030年）", "二、主要目标"]
LONG = 3000  # signs
PARAGRAPHS = {
    "a list of numbers": "孕产妇死亡率达到" + "、".join(f"{at / 10}%" for at in range(LONG // 6)),
    "numbers without a sign between": "孕产妇死亡率达到" + "".join(f"{at / 10}%" for at in range(LONG // 6)),
    "nothing but verbs": "达到" * (LONG // 2),
    "open brackets": "（达到95%" * (LONG // 7),
    "a list of whom": "儿童、" * (LONG // 3) + "死亡率分别达到" + "、".join(["5%"] * (LONG // 10)),
    "digits": "1" * LONG,
    "English without a stop": "maternal mortality to 12% and " * (LONG // 30),
}


def seconds(*texts):
    document = Document("示例.txt", [Paragraph(text, at) for at, text in enumerate([*HEAD, *texts], start=1)])
    began = process_time()
    proposals_of(document)
    return process_time() - began


@pytest.mark.parametrize("text", PARAGRAPHS.values(), ids=PARAGRAPHS)
def test_a_paragraph_of_one_thing_over_and_over_is_read_in_seconds(text):
    seconds("孕产妇死亡率降至8/10万以下。")
    assert seconds(text) < 10


def test_whether_a_text_may_begin_a_target_agrees_with_its_words():
    texts = [
        "达到95%以上",
        "由80%提高到95%",
        "孕产妇死亡率达到95%",
        "与全省平均水平持平",
        "全覆盖",
        "，达到5%",
        "2025年达到90%",
        "率（%）",
    ]
    for text in texts:
        assert may_begin(text) or not tokens(text), text
