"""Whatever is handed in at a public function in place of what it takes, the answer is one or a sentence of ours, never a bare error."""

import importlib
import inspect

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from odd import Mute

import kzplan as kz
from kzplan.words.errors import InputError, KzplanError

PUBLIC = (
    "kzplan kzplan.indicator.counts kzplan.indicator.frame kzplan.odds.districts kzplan.progress kzplan.figures".split()
)
NEAR_COMMANDS = {  # what the commands call
    "kzplan.documents": "write_report",
    "kzplan.documents.evaluation": "write_evaluation",
    "kzplan.documents.official": "official_tables",
    "kzplan.documents.panel": "write_panel_report",
    "kzplan.evaluation": "counts difficulties evaluate",
    "kzplan.findings": "audit rules",
    "kzplan.importing.confirmed": "read_review",
    "kzplan.importing.folder": "write_folder",
    "kzplan.importing.proposals": "proposals_of",
    "kzplan.importing.wanted": "direction_of kind_of read_target",
    "kzplan.importing.reading": "read_document",
    "kzplan.importing.review": "write_review",
    "kzplan.lab.calibration": "calibrate came_true read_panel shipped_table",
    "kzplan.odds.sentence": "needed_sentence sentence",
    "kzplan.plan": "copy_plan",
    "kzplan.plan.breaks": "add_break breaks_of",
    "kzplan.plan.departments": "add_department changes_of",
    "kzplan.retrospect": "counts record_of review",
    "kzplan.returns.check": "check questions",
    "kzplan.returns.form": "write_forms",
    "kzplan.returns.lists": "write_lists",
    "kzplan.returns.merge": "merge",
}
WRONG = {
    "None": None, "a number": 5, "a text": "no such thing", "nothing": [], "a mapping": {"a": 1}, "a thing": object(), "a truth": True,
    "a table": pd.DataFrame({"x": [1]}), "an empty table": pd.DataFrame(), "a column": pd.Series([1.0]), "an array": np.array([[1]]), "an array of nothing": np.array(5), "a huge number": 10**5000,
    "texts": ["a"], "a pair": (1, 2), "mute things": [Mute()], "a class": dict, "a function": len, "a projection": kz.project(kz.load_plan(), "W03"),
}  # fmt: skip


def functions():
    """(name of its module, name) of every public function and of those that commands call."""
    for module in PUBLIC:
        room = importlib.import_module(module)
        names = getattr(room, "__all__", None) or [
            name for name, one in vars(room).items() if getattr(one, "__module__", "") == module
        ]
        for name in names:
            if inspect.isfunction(getattr(room, name)) and not name.startswith("_"):
                yield module, name
    yield from ((module, name) for module, names in NEAR_COMMANDS.items() for name in names.split())


def answers(function, arguments):
    """Whether a call ends in an answer, a refusal of ours, or Python's own word about the number of arguments or a file."""
    try:
        function(**arguments)
    except (KzplanError, TypeError, OSError) as problem:
        assert str(problem).strip()
        if isinstance(problem, TypeError):  # of the call itself, not of what is done inside
            assert "argument" in str(problem), problem
    finally:
        plt.close("all")


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("module", "name"), list(functions()))
def test_wrong_objects_in_each_position_are_refused_in_a_sentence(module, name, plan, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    function = getattr(importlib.import_module(module), name)
    needed = [
        one.name
        for one in inspect.signature(function).parameters.values()
        if one.default is one.empty and one.kind not in (one.VAR_POSITIONAL, one.VAR_KEYWORD)
    ]
    if not needed:  # there is no position for any
        answers(function, {})
        return
    for wrong in WRONG.values():
        answers(function, dict.fromkeys(needed, wrong))
        for position in needed if len(needed) > 1 else ():
            answers(function, {one: wrong if one == position else plan for one in needed})


def test_what_is_asked_by_yes_or_no_is_answered_by_nothing_else(plan, table, nation, tmp_path):
    panel, asked = nation
    right = {"plan": plan, "of": plan, "name": "W03", "code": "W03", "named": {"all": {}}, "plans": {"here": plan}}
    right |= {"table": table.reset_index(), "year": 2025, "folder": tmp_path / "made"}
    tried = set()
    for module, name in functions():
        function = getattr(importlib.import_module(module), name)
        takes = inspect.signature(function).parameters.values()
        needed = {one.name: right[one.name] for one in takes if one.name in right}
        needed |= {"data": panel, **asked} if name == "project_panel" else {}
        for one in takes:
            for wrong in ("no", 0, np.array([True])) if isinstance(one.default, bool) else ():
                with pytest.raises(InputError, match=f"{one.name} must be True or False; got"):
                    function(**needed, **{one.name: wrong})
                tried.add(name)
    assert {"load_plan", "outlook", "outlooks", "project_panel", "ladder"} < tried
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize("skip", [np.array(5), [Mute()], [10**5000], 5])
def test_rules_to_leave_out_that_are_none_are_refused_in_a_sentence(plan, skip):
    with pytest.raises(KzplanError, match="rule"):
        kz.audit(plan, skip)


def test_what_is_no_plan_is_named_with_what_would_be_one(tmp_path):
    from kzplan.documents import write_report

    with pytest.raises(
        InputError, match=r"write_report: plan must be a plan, as kzplan\.load_plan\(\) returns it; got 5"
    ):
        write_report(5, tmp_path / "report")
    assert not (tmp_path / "report").exists()


def test_a_table_without_a_column_that_is_drawn_is_named(tmp_path):
    with pytest.raises(InputError, match="ladder: the table has no column"):
        kz.figures.ladder(pd.DataFrame({"x": [1]}))
