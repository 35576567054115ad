"""Ten years of an invented district: reorganisations, a change of definition, a census, late and revised returns, in any order of arrival."""

import datetime
import random
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from loading import reloaded
from sending import merged, send
from test_evaluation_folder import said_in_file

import kzplan as kz
from kzplan import cli
from kzplan.documents import midterm
from kzplan.documents.evaluation import write_evaluation
from kzplan.documents.official.notes import notes_table, with_notes
from kzplan.documents.official.values import complete_table, values_table
from kzplan.lab.examples import write_districts
from kzplan.plan.breaks import add_break
from kzplan.plan.departments import add_department
from kzplan.returns.doubted import doubted

YEARS = range(2021, 2031)
RENAMED, MERGED = 2024, 2027  # 区残联 is renamed, 区公安局 and 区司法局 become one
BROKEN = 2026
UNTIL = "2026-07-01"  # the past day that is asked for
PROVISIONAL = (2023, 2024, 2030)
CENSUS = "第七次全国人口普查修订"
WATCHED = ("C04", "C08", "C26", "C27", "W31", "W04", "C09")


@dataclass(frozen=True)
class Event:
    """Something that reaches the office: a return, or a change to be recorded."""

    day: str
    what: str
    sender: str = ""
    year: int = 0
    rows: tuple = ()
    why: str = ""

    def arrive(self, plan, sent, day=None):
        """Record it in the plan's folder; return the plan as it is to be read from then on."""
        day = day or self.day
        if self.what == "break":
            add_break(plan, "C08", BROKEN, "改为常住人口", "区统计局", datetime.date.fromisoformat(day))
        elif self.what == "rename":
            add_department(plan, *self.rows, today=datetime.date.fromisoformat(day))
        else:
            base = {"year": 2020} if self.year == 2020 else {}
            path = send(sent, self.what, self.sender, None if base else self.year, [dict(row) for row in self.rows])
            merged(plan, [path], day, self.why, **base)
            return plan
        return reloaded(plan.folder)


def row(code, value, **more):
    return tuple({"代码": code, "本年值": value, "数据来源": "示例数据", **more}.items())


def sender_of(name, year):
    if name == "区残联" and year >= RENAMED:
        return "区残疾人联合会"
    return "区政法局" if name in ("区公安局", "区司法局") and year >= MERGED else name


def events():
    """A decade in the order of its days."""
    rng, found = random.Random(20260101), []
    found.append(Event("2024-01-15", "rename", rows=("区残联", "区残疾人联合会", RENAMED)))
    found += [Event("2027-01-15", "rename", rows=(name, "区政法局", MERGED)) for name in ("区公安局", "区司法局")]
    found.append(Event("2027-02-01", "break"))
    found.append(Event("2023-06-01", "census", year=2020, rows=(row("C08", 86.0), row("C09", 91.1)), why=CENSUS))
    for year in YEARS:
        final, day = "初步数" if year in PROVISIONAL else "核定数", f"{year + 1}-03-{rng.randint(1, 20):02d}"
        value = {code: round(rng.uniform(80, 95), 2) for code in WATCHED}
        value["C04"], value["C08"] = round(rng.uniform(4, 6), 2), value["C08"] - (25 if year >= BROKEN else 0)
        health = [
            row("C04", value["C04"], 数据状态=final, 城镇=value["C04"] - 0.5, 农村=value["C04"] + 0.5),
            row("C08", value["C08"], 数据状态=final),
            row("W04", value["W04"], 数据状态=final),
        ]
        joint = row("C04", value["C04"], 数据状态=final, 数据来源="示例数据，户籍")
        late = f"{year + 2}-11-05" if year in (2022, 2025) else day
        police = sender_of("区公安局", year)
        found += [
            Event(late, f"health{year}", "区卫生健康委", year, tuple(health)),
            Event(day, f"police{year}", police, year, (joint,)),
            Event(day, f"disabled{year}", sender_of("区残联", year), year, (row("C26", value["C26"], 数据状态=final),)),
            Event(day, f"party{year}", "区委组织部", year, (row("W31", value["W31"], 数据状态=final),)),
            Event(day, f"assets{year}", "区国资委", year, (row("W31", "无数据", 数据状态=final),)),
        ]
    found += [
        # a provisional figure becomes final; final ones are corrected; a joint one by both, one after the other
        Event("2024-09-01", "health2023f", "区卫生健康委", 2023, (row("W04", 93.3, 数据状态="核定数"),)),
        Event("2025-10-01", "health2024r", "区卫生健康委", 2024, (row("C04", 5.55, 数据状态="初步数"),), "核对"),
        Event("2025-11-01", "disabled2023r", "区残疾人联合会", 2023, (row("C26", 77.7, 数据状态="初步数"),), "核对"),
        Event("2026-06-01", "disabled2025r", "区残疾人联合会", 2025, (row("C26", 79.9, 数据状态="核定数"),), "核对"),
        Event("2026-08-01", "health2021r", "区卫生健康委", 2021, (row("C04", 5.11, 数据状态="核定数"),), "核对"),
        Event("2026-09-01", "police2021r", "区公安局", 2021, (row("C04", 5.12, 数据状态="核定数"),), "再核对"),
    ]
    return sorted(found, key=lambda one: (one.day, one.what))


def shuffled(listed, seed):
    """The events in another order: no correction before what it corrects, nobody under a name that is not recorded yet."""
    rng, waiting, done = random.Random(seed), list(listed), []
    while waiting:
        ready = [one for one in waiting if not any(_before(other, one) for other in waiting if other is not one)]
        done.append(rng.choice(ready))
        waiting.remove(done[-1])
    return done


def _before(other, one):
    if other.what == "rename":
        return one.what != "rename" and one.sender == other.rows[1]
    same = other.year == one.year and _who(other) == _who(one) and one.year
    return bool(same) and other.day < one.day


def _who(event):
    return {"区残疾人联合会": "区残联", "区政法局": "区公安局"}.get(event.sender, event.sender)


def arrived(home, folder, listed, days=None):
    plan = kz.load_plan(shutil.copytree(home, folder / "plan"))
    for at, event in enumerate(listed):
        plan = event.arrive(plan, folder, days and days[at])
    return folder / "plan"


GAINED = ("observations.csv", "breaks.csv", "departments.csv")


def content(folder):
    return {name: (folder / name).read_bytes() for name in GAINED}


def counting(folder):
    rows = kz.load_plan(folder).returned
    columns = ["code", "year", "stratum", "status", "value", "department", "source", "note", "origin"]
    return rows[columns].astype(str).to_numpy().tolist()


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return write_districts(tmp_path_factory.mktemp("decade"), number=1)[0]


@pytest.fixture(scope="module")
def decade(home, tmp_path_factory):
    """The folder after ten years, and what its evaluation said at the end of each year's round: {day: (year, table, tables)}."""
    folder, told = tmp_path_factory.mktemp("in_order"), {}
    plan, listed = kz.load_plan(shutil.copytree(home, folder / "plan")), events()
    for at, event in enumerate(listed):
        plan = event.arrive(plan, folder)
        over = at + 1 == len(listed) or listed[at + 1].day > f"{event.day[:4]}-04-01" >= event.day
        year = int(event.day[:4]) - 1
        if over and year in YEARS:
            told[f"{event.day[:4]}-04-01"] = year, *said(reloaded(folder / "plan"), year)
    return folder / "plan", told


def said(plan, year):
    evaluation = kz.evaluate(plan, year)
    shown = [make(evaluation) for make in (complete_table, values_table, notes_table)]
    asked = doubted(plan, range(year + 1))
    return evaluation.table.to_csv(), [
        (told.text.to_csv(), told.notes) for told in (with_notes(one, evaluation, asked) for one in shown)
    ]


def test_the_store_is_the_same_whatever_order_its_returns_are_merged_in(home, decade, tmp_path, pytestconfig):
    for seed in range(pytestconfig.getoption("--orders")):
        folder = arrived(home, tmp_path / str(seed), shuffled(events(), seed))
        assert content(folder) == content(decade[0]), seed


def test_what_counts_and_who_reported_it_is_the_same_whatever_day_each_return_came(
    home, decade, tmp_path, pytestconfig
):
    for seed in range(pytestconfig.getoption("--orders")):
        folder = arrived(home, tmp_path / str(seed), *on_other_days(seed))
        assert counting(folder) == counting(decade[0]), seed


def on_other_days(seed):
    """The events in another order, and a day for each."""
    listed = shuffled(events(), seed)
    # each day as it comes; corrections come after what they correct, and nothing else hangs on the day
    days = [(datetime.date(2031, 1, 1) + datetime.timedelta(days=at)).isoformat() for at in range(len(listed))]
    settled = [one for one in listed if one.what in ("health2024r", "health2021r", "police2021r")]
    return [one for one in listed if one not in settled] + sorted(settled, key=lambda one: one.day), days


def test_every_past_report_comes_out_as_it_was_on_its_day(decade):
    folder, told = decade
    assert [year for year, *_ in told.values()] == list(YEARS)
    plan, now = kz.load_plan(folder), 0
    for day, (year, table, tables) in told.items():
        assert said(plan.as_of(day), year) == (table, tables), day
        now += now < 4 and said(plan, year) != (table, tables)
    assert now == 4  # what came later did change what would be said today


def test_a_decade_shows_what_happened_in_it(decade):
    plan = kz.load_plan(decade[0])
    rows = plan.returned.query("stratum == 'total'").set_index(["code", "year"])
    assert rows.loc["C26", "department"].to_dict() == {
        year: "区残疾人联合会" if year >= RENAMED else "区残联" for year in YEARS
    }
    assert rows.loc[("C26", 2023), "value"] == 77.7 and rows.loc[("C04", 2021), "value"] == 5.12
    assert set(rows.loc["W31", "department"]) == {"区委组织部"} and rows.loc["W31", "value"].notna().all()
    assert plan.departments.responsible("C04", 2026) != plan.departments.responsible("C04", 2028)
    row_ = kz.evaluate(plan, 2030).table.set_index("code").loc["C08"]
    assert row_["break_year"] == BROKEN and row_[["since_base", "due"]].isna().all()
    assert kz.evaluate(plan, 2025).table.set_index("code").loc["C08", "base_value"] == 86.0
    strata = plan.returned.query("code == 'C04' and year == 2021 and stratum != 'total'")
    assert not len(strata)  # they belonged to a total that was corrected without them


@pytest.fixture(scope="module")
def past(decade, tmp_path_factory):
    """(what the store as it stood on a past day says of 2025, the same that the command writes after ten years): two folders."""
    folder = Path(shutil.copytree(decade[0], tmp_path_factory.mktemp("past") / "plan"))
    for path in [folder / name for name in GAINED]:
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        at = lines[0].strip().split(",").index("received" if path.name == "observations.csv" else "recorded")
        kept = [line for line in lines[1:] if _cells(line)[at] <= UNTIL]
        path.write_text("".join([lines[0], *kept]), encoding="utf-8")
    then, again = folder.parent / "then", folder.parent / "again"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(midterm, "drawings", lambda *told: {})  # figures take most of the time
        write_evaluation(kz.load_plan(folder).as_of(UNTIL), 2025, then, english=True)
        assert cli.main([*again_on(UNTIL, decade[0]), "-o", str(again)]) == 0
    return then, again


def again_on(day, folder):
    """The command that evaluates 2025 as of a day."""
    return ["midterm", "--year", "2025", "--english", "--as-of", day, "--plan", str(folder)]


def files_of(folder):
    return {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_command_writes_a_past_report_again_byte_for_byte(past):
    then, again = map(files_of, past)
    assert len(then) > 25 and set(then) <= set(again)
    for name, path in then.items():
        assert again[name].read_bytes() == path.read_bytes(), name


def test_a_day_that_is_none_is_refused(decade, tmp_path, capsys):
    assert cli.main([*again_on("2026年7月", decade[0]), "-o", str(tmp_path / "out")]) == 2
    assert "YYYY-MM-DD" in capsys.readouterr().err


def test_every_document_of_a_past_day_names_the_day(past):
    named = [path for path in files_of(past[1]).values() if path.suffix != ".csv"]
    assert len(named) > 20 and not [
        path.name for path in named if "2026年7月1日前（含当日）入库" not in said_in_file(path)
    ]


def _cells(line):
    import csv

    return next(csv.reader([line]))
