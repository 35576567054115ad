"""The dictionary of a plan folder may say anything: what comes of it is a plan, or faults that name the entry; and files as spreadsheets leave them."""

import json
import time

import pytest
from loading import reloaded

import kzplan as kz
from kzplan.plan import kept, layout
from kzplan.plan.descriptor import DICTIONARY


def told(folder):
    return json.loads((folder / DICTIONARY).read_text(encoding="utf-8"))


def write(folder, dictionary):
    (folder / DICTIONARY).write_text(json.dumps(dictionary), encoding="utf-8")


def faults(folder):
    with pytest.raises(kz.PlanError) as caught:
        kz.load_plan(folder)
    return caught.value.faults


def resource(dictionary, name):
    at = next(at for at, one in enumerate(dictionary["resources"]) if one["name"] == name)
    return at, dictionary["resources"][at]


def field(dictionary, table, name):
    at, one = resource(dictionary, table)
    position = next(i for i, each in enumerate(one["schema"]["fields"]) if each["name"] == name)
    return f"resources[{at}].schema.fields[{position}]", one["schema"]["fields"][position]


def test_what_is_asked_of_each_table_is_what_the_shipped_dictionary_says(plan):
    for one in plan.dictionary["resources"]:
        asked = layout.columns_of(one["name"], plan.period)
        own = [each["name"] for each in one["schema"]["fields"]]
        assert sorted(set(asked) - {"unit"}) == sorted(set(own) - {"unit"}), one["name"]
    assert layout.as_asked(plan.dictionary["resources"], plan.period)[1] == []


@pytest.mark.parametrize("pattern", ["(a+)+$", "[", "(?P<", "([a-z]*)*X", "x" * 500])
def test_a_pattern_that_is_not_ours_is_refused_and_never_run(plan_copy, pattern):
    dictionary = told(plan_copy)
    place, one = field(dictionary, "targets", "indicator")
    one["constraints"]["pattern"] = pattern
    write(plan_copy, dictionary)
    rows = (plan_copy / "targets.csv").read_text(encoding="utf-8")
    (plan_copy / "targets.csv").write_text(rows.replace("maternal_mortality", "a" * 5000), encoding="utf-8")
    start = time.process_time()
    assert {fault.column for fault in faults(plan_copy)} == {f"{place}.constraints.pattern"}
    assert time.process_time() - start < 5


WRONG = {
    "title": (None, 3, "\x00", "\ud800", "长" * 5000, ["x"]),
    "district": (None, {}),
    "areas": (None, [], {"全国": None}),
    "cite": ("x", {"en": 1}),
    "form": ("x", {"number": []}),
    "sources": ("x", [{}], [{"title": " "}]),
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in WRONG.items() for value in values])
def test_an_entry_of_another_kind_is_named(plan_copy, name, value):
    write(plan_copy, told(plan_copy) | {name: value})
    found = faults(plan_copy)
    assert {fault.file for fault in found} == {DICTIONARY} and all(fault.column.startswith(name) for fault in found)


@pytest.mark.parametrize(
    "levels", ["row", 3, [], {}, {"own": "区"}, {"own": {"zh": 3}}, {"own": ["zh"]}, {"own": None}]
)
def test_levels_of_another_kind_are_named_with_whatever_else_is_wrong(plan_copy, levels):
    (plan_copy / "departments.csv").write_text("department,successor\n区残联,区新局\n", encoding="utf-8")
    write(plan_copy, told(plan_copy) | {"levels": levels})
    assert "levels" in {fault.column for fault in faults(plan_copy)}


@pytest.mark.parametrize(
    "path",
    ["/etc/passwd", "../targets.csv", "a/../../x.csv", "C:\\x.csv", "\\\\host\\x", "x" * 300, "a\0b", "", 3, None],
)
def test_no_table_is_read_from_outside_the_folder(plan_copy, path):
    dictionary = told(plan_copy)
    at, one = resource(dictionary, "external")
    one["path"] = path
    write(plan_copy, dictionary)
    assert {fault.column for fault in faults(plan_copy)} == {f"resources[{at}].path"}


@pytest.mark.parametrize(
    ("change", "column"),
    [
        (lambda schema: schema.update(primaryKey=["nothing"]), "schema.primaryKey"),
        (lambda schema: schema.update(primaryKey=[3]), "schema.primaryKey[0]"),
        (lambda schema: schema.update(primaryKey=None), "schema.primaryKey"),
        (lambda schema: schema.update(fields=[]), "schema.fields"),
        (lambda schema: schema["fields"].append(dict(schema["fields"][0])), "schema.fields[5].name"),
        (lambda schema: schema["fields"][0].pop("type"), "schema.fields[0].type"),
        (lambda schema: schema["fields"][0].update(type="integer"), "schema.fields[0].type"),
        (lambda schema: schema["fields"][1].update(name="other"), "schema.fields"),
        (lambda schema: schema["fields"][1].update(constraints={"minimum": "x"}), "schema.fields[1].constraints.minimum"),
        (lambda schema: schema["fields"][1].update(constraints={"enum": "x"}), "schema.fields[1].constraints.enum"),
        (lambda schema: schema["fields"][1].update(constraints={"required": "x"}), "schema.fields[1].constraints.required"),
    ],
)  # fmt: skip
def test_a_description_that_does_not_fit_its_table_is_named(plan_copy, change, column):
    dictionary = told(plan_copy)
    at, one = resource(dictionary, "definitions")
    change(one["schema"])
    write(plan_copy, dictionary)
    assert f"resources[{at}].{column}" in {fault.column for fault in faults(plan_copy)}


def test_a_key_of_one_column_may_be_written_as_text(plan_copy):
    dictionary = told(plan_copy)
    resource(dictionary, "definitions")[1]["schema"]["primaryKey"] = "code"
    write(plan_copy, dictionary)
    assert len(kz.load_plan(plan_copy).targets) == 93


@pytest.mark.parametrize(
    "content",
    [
        b"[" * 100_000 + b"]" * 100_000,
        b'{"a": ' * 3000 + b"1" + b"}" * 3000,
        b'{"resources": [], "resources": []}',
        b'{"period": 99999999999999999999}',
        b'{"period": NaN}',
        b"1" * 5000,
        "{}".encode("utf-16"),
        b"\x00\x00",
        b"",
        b" " * 3_000_000,
    ],
    ids=lambda content: str(content[:20]),
)
def test_a_text_that_is_no_dictionary_is_told_in_one_fault(plan_copy, content):
    (plan_copy / DICTIONARY).write_bytes(content)
    assert {fault.file for fault in faults(plan_copy)} == {DICTIONARY}


def test_a_byte_order_mark_before_the_dictionary_says_nothing(plan_copy):
    path = plan_copy / DICTIONARY
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert len(kz.load_plan(plan_copy).targets) == 93


@pytest.mark.parametrize(
    "years", [{"base": 10**12}, {"base": True}, {"election": "x"}, {"first": 1e3}, {"interim": [2025, 2025]}, {"last": 9999}]
)  # fmt: skip
def test_years_beyond_all_bounds_are_refused(plan_copy, years):
    dictionary = told(plan_copy)
    dictionary["period"] |= years
    write(plan_copy, dictionary)
    assert {(fault.file, fault.column) for fault in faults(plan_copy)} == {(DICTIONARY, "period")}


@pytest.mark.parametrize("text", ["99999999999999999999", "1_000", "١٢", "1e3", "0x10", "²"])
def test_what_only_a_program_takes_for_a_whole_number_is_none(plan_copy, text):
    rows = (plan_copy / "external.csv").read_text(encoding="utf-8").splitlines()
    cells = rows[1].split(",")
    cells[rows[0].split(",").index("year")] = text
    (plan_copy / "external.csv").write_text("\n".join([rows[0], ",".join(cells), *rows[2:]]), encoding="utf-8")
    assert ("external.csv", 2, "year") in {(fault.file, fault.row, fault.column) for fault in faults(plan_copy)}


def test_a_column_of_ones_own_changes_nothing(plan_copy):
    dictionary = told(plan_copy)
    resource(dictionary, "targets")[1]["schema"]["fields"].append({"name": "department", "type": "string"})
    write(plan_copy, dictionary)
    path = plan_copy / "targets.csv"
    head, *rows = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([f"{head},department", *(f"{row},x" for row in rows)]), encoding="utf-8")
    assert kz.load_plan(plan_copy).targets["department"].tolist() == kz.load_plan().targets["department"].tolist()


def test_a_table_of_many_repeated_keys_is_refused_at_once(plan_copy):
    head, first, *_ = (plan_copy / "external.csv").read_text(encoding="utf-8").splitlines()
    (plan_copy / "external.csv").write_text("\n".join([head, *[first] * 30_000]), encoding="utf-8")
    start = time.process_time()
    assert len(faults(plan_copy)) >= 29_999
    assert time.process_time() - start < 10


STORE = """code,year,stratum,status,revision,value,printed,numerator,denominator,department,source,note,filled_by,checked_by,received,origin,why
C09,2024,total,核定数,1,92.5,92.50,,,区卫生健康委,妇幼年报,,甲,乙,2025-11-26,a.xlsx,
C09,2025,total,核定数,1,93.5,93.50,,,区卫生健康委,妇幼年报,"第一行
第二行",甲,乙,2026-01-05,a.xlsx,
"""
BLANK = "," * 16 + "\n"
SAVED = {  # what spreadsheets make of a store that is opened and saved
    "dates": STORE.replace("2025-11-26", "2025/11/26").replace("2026-01-05", "2026/1/5"),
    "dates with an hour": STORE.replace("2025-11-26", "2025/11/26 0:00"),
    "blank rows": STORE + BLANK * 3,
    "a blank row within": STORE.replace("C09,2025", BLANK + "C09,2025"),
    "line ends": STORE.replace("\n", "\r\n"),
    "semicolons": STORE.replace(",", ";"),
    "tabs": STORE.replace(",", "\t"),
    "blank columns": "\n".join(line + ",," if line[0] == "c" or line.endswith(("x,", 'x,"')) else line for line in STORE.splitlines()),
    "control characters of an earlier version": STORE.replace("妇幼年报", "妇幼\x08年报\x1b"),
    "zeros lost": STORE.replace("92.50", "92.5").replace("93.50", "93.5"),
}  # fmt: skip


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["", "BOM"])
@pytest.mark.parametrize("name", SAVED)
def test_a_store_that_a_spreadsheet_saved_is_read_as_it_was(plan_copy, name, mark):
    (plan_copy / "observations.csv").write_bytes((mark + SAVED[name]).encode())
    frame, found = kept.read(plan_copy, "observations")
    assert not found and frame["received"].tolist() == ["2025-11-26", "2026-01-05"]
    assert frame["value"].tolist() == [92.5, 93.5] and frame["year"].tolist() == [2024, 2025]
    assert kz.project(reloaded(plan_copy), "C09").row["latest_value"] == 93.5


DAMAGED = {  # what is done to a store → (line, column) of what is said
    "conflict": (STORE.replace("C09,2025", "<<<<<<< HEAD\nC09,2025") + "=======\n>>>>>>> other\n", (3, "")),
    "no date": (STORE.replace("2025-11-26", "11月26日"), (2, "received")),
    "no such day": (STORE.replace("2025-11-26", "2025-02-30"), (2, "received")),
    "a year beyond the plan": (STORE.replace("C09,2024", "C09,2031"), (2, "year")),
    "a value beside another print": (STORE.replace("92.5,92.50", "95.2,92.50"), (2, "value")),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_store_changed_by_hand_is_refused_with_the_line(plan_copy, name):
    text, place = DAMAGED[name]
    (plan_copy / "observations.csv").write_text(text, encoding="utf-8")
    assert ("observations.csv", *place) in {(fault.file, fault.row, fault.column) for fault in faults(plan_copy)}


@pytest.mark.parametrize(("encoding", "said"), [("gb18030", "GBK"), ("utf-16", "UTF-16")])
def test_a_store_in_another_encoding_is_named_and_never_guessed_at(plan_copy, encoding, said):
    (plan_copy / "observations.csv").write_bytes(STORE.encode(encoding))
    (fault,) = faults(plan_copy)
    assert fault.file == "observations.csv" and said in fault.text("en") and said in fault.text("zh")
