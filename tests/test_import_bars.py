"""Tables whose cells bars part in a plain text; and a share is no target of a row that counts."""

import pytest
from test_import_headings import read

from kzplan.importing.wanted import read_target

TITLE = "清溪县妇女发展规划（2021—2030年）"  # 示例数据


def in_bars(bar, edge):
    drawn = [
        ("指标", "2020年", "2030年目标"),
        *([("---", ":--:", "---")] * bool(edge)),
        ("孕产妇死亡率（1/10万）", "9", "≤8"),
        ("婴儿死亡率（‰）", "4", "≤3.5"),
    ]
    return [edge + f" {bar} ".join(row) + edge for row in drawn]


@pytest.mark.parametrize(("bar", "edge"), [("|", "|"), ("｜", ""), ("│", "│"), ("|", "")])
def test_a_table_that_bars_part_in_a_text_is_read(tmp_path, bar, edge):
    found = read(tmp_path, TITLE, *in_bars(bar, edge), "孕产妇保健须加强。")
    assert [(goal.name, goal.rule.value, goal.baseline.values) for goal in found.goals] == [
        ("孕产妇死亡率（1/10万）", 8, {2020: "9"}),
        ("婴儿死亡率（‰）", 3.5, {2020: "4"}),
    ]
    assert found.left == []


def test_lines_with_bars_that_do_not_part_all_alike_are_told_as_not_read(tmp_path):
    found = read(tmp_path, TITLE, *in_bars("|", "|")[:-1], "| 婴儿死亡率（‰） | ≤3.5 |")
    assert found.goals == [] and len(found.left) == 3


@pytest.mark.parametrize(
    ("unit", "target", "read_as"),
    [("人", "95%", None), ("个", "≥90‰", None), ("个", "≥500", 500), ("人", "比2020年增长20%", 0.2), ("%", "95%", 95)],
)
def test_a_share_is_no_target_of_a_row_that_counts(unit, target, read_as):
    rule, why = read_target(target, "up", unit)
    assert (rule and rule.value) == read_as and (rule is None) == (why is not None)
