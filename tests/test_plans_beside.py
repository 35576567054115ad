"""The invented county beside the shipped district, under other numbers, and with a period of five years."""

import re
import shutil
from pathlib import Path

import pandas as pd
import pytest
from running import run
from test_other_plan import CODES, COUNTY

import kzplan as kz
from kzplan.evaluation import schedule
from kzplan.odds import districts
from kzplan.plan.consistency import expected_codes


@pytest.fixture(scope="module")
def county():
    return kz.load_plan(COUNTY)


def test_a_county_and_the_shipped_district_meet_by_indicator_not_by_code(county, plan):
    changes, _ = districts.sister_changes({"county": county, "district": plan})
    table = districts.outlooks({"county": county, "district": plan}).set_index(["district", "code"])
    assert len(table) == len(CODES) + 93
    own = kz.project(plan, "W34a").case  # women in village committees; the county's is W05
    change = changes.loc["county", ("women_in_village_committees", "total")]
    given = kz.project(county, "W05", reference_change=change, reference_places=1)  # one other district
    assert own.target.indicator == "women_in_village_committees"
    assert table.loc[("county", "W05"), "p_reach"] == pytest.approx(given.p_reach)
    alone = kz.project(county, "W07", reference_class=False)  # no value of 2010 in the district: no class
    assert table.loc[("county", "W07"), "p_reach"] == pytest.approx(alone.p_reach)


def test_another_numbering_changes_no_odds(county, plan, tmp_path):
    other = kz.load_plan(renumbered(tmp_path / "other"))
    assert other.target("W09").indicator == "maternal_mortality" and other.target("W07a").code != "W03a"
    key = ["district", "indicator", "stratum"]
    tables = []
    for second in (county, other):
        plans = {"district": plan, "first": county, "second": second}
        ids = {(name, c): (t.indicator, t.stratum) for name, one in plans.items() for c, t in one.by_code.items()}
        table = districts.outlooks(plans)
        table[key[1:]] = [ids[pair] for pair in zip(table["district"], table["code"], strict=True)]
        tables.append(table.set_index(key).sort_index().drop(columns="code"))
    pd.testing.assert_frame_equal(*tables)


def renumbered(folder):
    """Write the county's plan with the numbers of its targets in reverse, so that its codes are others."""
    shutil.copytree(COUNTY, folder)
    codes = {}
    for name in ("women_2026_2035", "children_2026_2035"):
        goals = _table(folder / "printed" / f"{name}.csv")
        before = expected_codes(name, goals)
        filled = ["domain", "number", "nature", "department"]
        goals[filled] = goals[filled].where(goals[filled] != "").ffill()
        order = sorted(range(len(goals)), key=lambda i: -int(goals.loc[i, "number"]))
        turned = goals.loc[order].reset_index(drop=True)
        turned["row"] = [str(i + 1) for i in range(len(turned))]
        turned["number"] = (turned["number"] != turned["number"].shift()).cumsum().astype(str)
        turned["number"] = turned["number"].where(turned["number"] != turned["number"].shift(), "")
        after = expected_codes(name, turned)
        codes |= {before[i]: (code, str(at + 1)) for at, (i, code) in enumerate(zip(order, after, strict=True))}
        _write(turned, folder / "printed" / f"{name}.csv")
    for name in ("targets", "baselines"):
        table = _table(folder / f"{name}.csv")
        if name == "targets":
            table["row"] = [codes[code][1] for code in table["code"]]
        table["code"] = [codes[code][0] for code in table["code"]]
        _write(table, folder / f"{name}.csv")
    return folder


def _table(path):
    return pd.read_csv(path, dtype=str, keep_default_na=False)


def _write(table, path):
    table.to_csv(path, index=False, encoding="utf-8", lineterminator="\n")


def test_a_five_year_plan_loads_and_has_its_outlook(tmp_path):
    home = Path(shutil.copytree(COUNTY, tmp_path / "five"))
    years = {"2024": "2019", "2025": "2020", "2026": "2021", "2030": "2023", "2035": "2025", "2016": "2016"}
    for path in [*home.glob("*.*"), *(home / "printed").glob("*.csv")]:
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"20(?:2[456]|3[05])", lambda match: years[match[0]], text), encoding="utf-8")
        path.rename(path.with_name(re.sub(r"20(?:2[56]|35)", lambda match: years[match[0]], path.name)))
    plan = kz.load_plan(home)
    assert (plan.period.start, plan.period.base, *plan.period.years) == (2015, 2020, 2021, 2022, 2023, 2024, 2025)
    table = kz.outlook(plan).set_index("code")
    assert list(table.index) == CODES and table.loc["W04", "outlook"] and table.loc["W04", "latest_year"] == 2020
    assert kz.project(plan, "W04").case.at == 2025 and run("outlook", "--plan", home)
    assert schedule.due_values(plan).set_index("code").loc["W04", 2023] == 94
