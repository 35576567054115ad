"""Damaged files at every door that reads files: ``python tests/harm.py 3000`` prints what came of it (make fuzz)."""

import collections
import datetime
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
import warnings
from pathlib import Path

import damage
from filling import fill_form
from sending import merged, send

import kzplan as kz
from kzplan.documents import word
from kzplan.documents.document import Heading, Paragraph, Report
from kzplan.importing.confirmed import read_review
from kzplan.importing.folder import write_folder
from kzplan.importing.proposals import proposals_of
from kzplan.importing.reading import read_document
from kzplan.importing.review import write_review
from kzplan.returns.check import check
from kzplan.returns.form import write_forms
from kzplan.words.errors import KzplanError

ROOT = Path(__file__).parent.parent
SENT, COUNTY, PLAN_TEXT = (
    ROOT / "tests" / "sent",
    ROOT / "examples" / "county",
    ROOT / "examples" / "sentences" / "规划.txt",
)
SECONDS, MEGABYTES = 10, 300  # that reading any file may take, and above what importing takes
DAY = datetime.date(2026, 3, 1)
WORDS = Report("报告", ("题名",), (), (Heading("一", 1), Paragraph("正文")), (), ())


class Refused(KzplanError):
    """What the test itself counts as refused: a return with faults."""


def folder_files(folder):
    """{name: content} of a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name[0] != "."
    }


class Folder:
    """A plan folder of which one file is damaged at a time."""

    def __init__(self, home, grown):
        self.folder = home / "plan"
        shutil.copytree(COUNTY if not grown else kz.load_plan().folder, self.folder)
        if grown:
            self._grow(home)
        self.files = folder_files(self.folder)
        self.chosen = (
            self.files
            if not grown
            else {
                name: self.files[name]
                for name in ("observations.csv", "breaks.csv", "departments.csv", "work.csv", "datapackage.json")
            }
        )
        self.changed = {}

    def _grow(self, home):
        """Values of two years, a change of definition, a department renamed, and what was written of the work."""
        from kzplan.plan.breaks import add_break
        from kzplan.plan.departments import add_department

        form = write_forms(kz.load_plan(), 2025, home / "forms", "区残联")[0]
        book, *_ = fill_form(form, {"C26": {"本年值": 90.1}})
        sheet = book["工作情况"]
        sheet.cell(sheet.max_row, 1).value = "新建机构3所。"
        book.save(home / "form.xlsx")
        for year in (2024, 2025):
            path = send(
                home,
                f"{year}",
                "区卫生健康委",
                year,
                [
                    {"代码": "W03", "本年值": "14.08", "分子": 1, "分母": 7102},
                    {"代码": "C09", "本年值": f"9{year - 2020}.10"},
                ],
            )
            merged(kz.load_plan(self.folder), [path])
        merged(kz.load_plan(self.folder), [home / "form.xlsx"])
        plan = kz.load_plan(self.folder)
        add_break(plan, "C09", 2025, "口径", "统计局", DAY)
        add_department(plan, "区残联", "区残疾人联合会", 2026, [], "改名", "统计局", DAY)

    def put(self, rng):
        for name in self.changed:
            (self.folder / name).write_bytes(self.files[name])
        self.changed, what = damage.damaged_folder(rng, self.chosen)
        for name, content in self.changed.items():
            (self.folder / name).unlink() if content is None else (self.folder / name).write_bytes(content)
        return what

    def read(self, at):
        plan = kz.load_plan(self.folder)
        kz.outlook(plan)
        if at % 5 == 0:
            (
                kz.audit(plan),
                kz.review(plan),
                kz.needed(plan),
                plan.series(),
                plan.departments.called(plan.period.midterm),
            )
        if "work.csv" in self.files:
            path = self.folder.parent / "new.csv"
            if not path.exists():
                send(path.parent, "new", "区教委", 2025, [{"代码": "C10b", "本年值": "95.1"}])
            merged(plan, [path])
            for name in ("observations.csv", "work.csv"):
                self.changed.setdefault(name, None)


class Sent:
    """A file of one kind, damaged, at one door."""

    def __init__(self, home, content, name, door, harm):
        self.path, self.content, self.door, self.harm, self.home = home / name, content, door, harm, home

    def put(self, rng):
        content, what = self.harm(rng, self.content)
        self.path.write_bytes(content)
        return what

    def read(self, at):
        self.door(self.path)


def _returned(plan):
    def read(path):
        _, queries = check([path], plan)
        if (queries["severity"] == "certain").any():
            raise Refused("faults")

    return read


def _letterhead(path):
    word.write_word(WORDS, path.with_name("out.docx"), path)


def _proposed(path):
    write_review(proposals_of(read_document(path)), path.with_name("review_out.xlsx"))


def _confirmed(path):
    shutil.rmtree(path.with_name("made"), ignore_errors=True)
    write_folder(read_review(path), path.with_name("made"))


def _form(home, plan):
    form = write_forms(plan, 2025, home, "区卫生健康委")[0]
    book, *_ = fill_form(form, {"W03": {"本年值": 14.08, "分子": 1, "分母": 7102}, "C09": {"本年值": "93.5"}})
    book.save(home / "form.xlsx")
    return (home / "form.xlsx").read_bytes()


def _csv(home):
    rows = [{"代码": "W03", "本年值": "14.08", "分子": 1, "分母": 7102, "备注": "x"}, {"代码": "C09", "本年值": "93.5"}]
    return send(home, "sent", "区卫生健康委", 2025, rows).read_bytes()


def _document(home):
    import docx

    document = docx.Document()
    for line in PLAN_TEXT.read_text(encoding="utf-8").splitlines():
        document.add_paragraph(line)
    table = document.add_table(rows=2, cols=3)
    for cell, text in zip(
        [*table.rows[0].cells, *table.rows[1].cells],
        ["指标名称", "2020年", "2030年目标", "孕产妇死亡率（1/10万）", "10", "＜8"],
        strict=True,
    ):
        cell.text = text
    document.save(home / "plan_.docx")
    return (home / "plan_.docx").read_bytes()


def _review(home):
    from reviewing import fill

    _proposed(Path(shutil.copy(PLAN_TEXT, home / "plan.txt")))
    return fill(home / "review_out.xlsx", home / "filled.xlsx").read_bytes()


def _page(home):
    lines = "".join(f"<p>{line}</p>" for line in PLAN_TEXT.read_text(encoding="utf-8").splitlines())
    return f"<html><meta charset='utf-8'><body>{lines}<table><tr><td>指标名称<td>2030年目标<tr><td>孕产妇死亡率<td>＜8</table></body></html>".encode()


DOORS = {
    "a plan folder": lambda home: Folder(home, grown=False),
    "a folder with returns": lambda home: Folder(home, grown=True),
    "a returned .xlsx": lambda home: Sent(home, _form(home, kz.load_plan()), "sent.xlsx", _returned(kz.load_plan()), damage.damaged_archive),
    "a returned .ods": lambda home: Sent(home, (SENT / "sent.ods").read_bytes(), "sent.ods", _returned(kz.load_plan()), damage.damaged_archive),
    "a returned .xls": lambda home: Sent(home, (SENT / "sent.xls").read_bytes(), "sent.xls", _returned(kz.load_plan()), damage.damaged_bytes),
    "a returned .csv": lambda home: Sent(home, _csv(home), "sent_.csv", _returned(kz.load_plan()), damage.damaged_table),
    "a letterhead": lambda home: Sent(home, _document(home), "head.docx", _letterhead, damage.damaged_archive),
    "a document, .docx": lambda home: Sent(home, _document(home), "plan.docx", _proposed, damage.damaged_archive),
    "a document, .txt": lambda home: Sent(home, PLAN_TEXT.read_bytes(), "plan.txt", _proposed, damage.damaged_bytes),
    "a document, .html": lambda home: Sent(home, _page(home), "plan.html", _proposed, damage.damaged_bytes),
    "a review": lambda home: Sent(home, _review(home), "review.xlsx", _confirmed, damage.damaged_archive),
}  # fmt: skip


def memory():
    """Most megabytes this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def throw(door, inputs, home, seed=1, first=0):
    """(answers, refusals, {what failed: (how often, first input)}, slowest in seconds) of a door."""
    told, failed, slowest = collections.Counter(), {}, (0.0, "")
    one = DOORS[door](home)
    for at in range(first, first + inputs):
        what = one.put(damage.seeded(seed, at))
        begun = time.process_time()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                one.read(at)
            told["answer"] += 1
        except KzplanError as problem:
            assert str(problem).strip() and str(problem.text("zh")).strip()
            told["refusal"] += 1
        except Exception as problem:
            where = [f for f in traceback.extract_tb(problem.__traceback__) if "/kzplan/" in f.filename][-1:]
            place = f"{where[0].filename.split('/kzplan/')[-1]}:{where[0].lineno}" if where else "?"
            key = f"{type(problem).__name__} {place} {str(problem)[:80]!r}"
            failed[key] = (failed.get(key, (0, ""))[0] + 1, failed.get(key, (0, f"{at}: {what}"))[1])
        spent = time.process_time() - begun
        slowest = max(slowest, (spent, f"{at}: {what}"))
    return told["answer"], told["refusal"], failed, slowest


def report(door, inputs, seed):
    """Print a line of the table, and what failed."""
    before = memory()
    with tempfile.TemporaryDirectory() as home:
        answers, refusals, failed, (seconds, what) = throw(door, inputs, Path(home), seed)
    above, count = memory() - before, sum(times for times, _ in failed.values())
    print(f"{door:<24}{inputs:>8}{answers:>9}{refusals:>9}{count:>9}{seconds:>10.2f}{above:>9}   {what}", flush=True)
    for key, (times, first) in sorted(failed.items(), key=lambda item: -item[1][0]):
        print(f"    {times} × {key}  [{first}]", flush=True)
    return count or seconds > SECONDS or above > MEGABYTES


def main(inputs, doors, seed=1):
    """Print a table of doors, each in a process of its own; return how many failed."""
    if len(doors) == 1:
        return bool(report(doors[0], inputs, seed))
    print(
        f"{'door':<24}{'inputs':>8}{'answers':>9}{'refusals':>9}{'failures':>9}{'slowest s':>10}{'MB above':>9}",
        flush=True,
    )
    return sum(
        subprocess.run([sys.executable, __file__, str(inputs), door], check=False).returncode != 0
        for door in doors or DOORS
    )


if __name__ == "__main__":
    sys.exit(bool(main(int(sys.argv[1]), sys.argv[2:])))
