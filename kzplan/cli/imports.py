"""The command that makes a plan folder of a plan as published."""

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path

from ..words.both import Both
from ..words.errors import Refusal
from ..words.given import SHOWN

NO_BIRTHS = Both(
    "the plan names no live births, so the odds of maternal and child mortality do not count the chance in few events and are "
    "less sure than they look; write the births of a year in the review workbook and confirm it again, or in external.csv",
    "规划没有年活产数，孕产妇、儿童死亡率的推算未计入例数少的偶然波动，把握没有看上去那么大；请在核对表填写年活产数后重新写入，或在external.csv中补充",
)
WORKBOOK = {"zh": "导入核对表.xlsx", "en": "import_review.xlsx"}


def add_commands(add: Callable[..., ArgumentParser]) -> None:
    """The command that makes a plan folder of a plan as published."""
    command = add(
        "import-plan",
        _import,
        "Read a plan as published into a review workbook; with --confirm, write the plan folder of what was confirmed in it.",
        "kzplan import-plan plan.docx -o review\n  kzplan import-plan --confirm review/import_review.xlsx -o my_district",
    )
    command.add_argument(
        "document",
        nargs="?",
        metavar="DOC",
        help=".docx, .html, .pdf with text, .txt; .doc, .wps, .rtf, .odt where LibreOffice is installed",
    )
    command.add_argument(
        "--confirm", metavar="WORKBOOK", help="the review workbook, with a choice in every row that is to stay"
    )
    command.add_argument(
        "-o",
        "--output",
        required=True,
        metavar="DIR",
        help="folder to write to; with --confirm the plan folder to make",
    )


def _import(options):
    if bool(options.document) == bool(options.confirm):
        raise Refusal(
            "give a document, or --confirm with the review workbook", "请给出规划文件，或用--confirm给出填好的核对表"
        )
    (_confirm if options.confirm else _review)(options)


def _say(options, en, zh):
    print(Both(en, zh).text(options.lang))


def _cut(text):
    """A text in at most so many characters; the whole of it stands in the review workbook."""
    text = text.strip()
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def _review(options):
    from ..importing.proposals import proposals_of
    from ..importing.reading import read_document
    from ..importing.review import SHEETS, write_review
    from ..importing.tongue import SHEETS as IN_ENGLISH

    folder = Path(options.output)
    for path in [folder / name for name in WORKBOOK.values()]:
        if path.exists():
            raise Refusal(f"{path} is there already; give another folder", f"{path}已经存在，请换一个文件夹")
    found = proposals_of(read_document(options.document))
    if not found.goals:
        raise _nothing(options.document, found)
    lang = (
        options.lang if found.language == "en" else "zh"
    )  # of a Chinese plan, whose offices fill it in, it is Chinese
    path = folder / WORKBOOK[lang]
    unread = [goal for goal in found.goals if goal.amiss]
    alike, based = (
        sum(map(bool, one)) for one in ([g.proposed for g in found.goals], [g.baseline for g in found.goals])
    )
    write_review(found, path, lang)
    left = _left(found, SHEETS["left"], SHEETS["left"] if lang == "zh" else IN_ENGLISH[SHEETS["left"]])
    _say(
        options,
        f"{len(found.goals)} targets: an indicator is proposed for {alike}, a baseline for {based}; {len(unread)} are not read{left.en}",
        f"目标{len(found.goals)}项：拟定指标{alike}项，拟定基期{based}项；未能读出{len(unread)}项{left.zh}",
    )
    for goal in unread:
        name, target = _cut(goal.name), _cut(goal.target)
        _say(options, f"not read: {name}: {target}", f"未能读出：{name}：{target}")
    print(path)
    typed = f'"{path}"' if " " in str(path) else path  # as every shell takes it
    _say(
        options,
        f"Choose in every row, then: kzplan import-plan --confirm {typed} -o my_district",
        f"请在核对表中逐行选择，然后运行：kzplan import-plan --confirm {typed} -o 文件夹名",
    )


def _left(found, sheet, sheet_en):
    """What is left out, and how many of it in measures; blank where nothing is."""
    from ..importing.unread import ASIDE

    if not found.left:
        return Both("", "")
    aside = sum(one[3:] == ASIDE for one in found.left)
    measures = (
        Both(f", {aside} of them in measures and the like", f"，其中{aside}处在策略措施等部分")
        if aside
        else Both("", "")
    )
    return Both(
        f"; {len(found.left)} passages left (sheet {sheet_en}){measures.en}",
        f"；另有{len(found.left)}处未读入（见“{sheet}”表{measures.zh}）",
    )


def _nothing(document, found):
    """The refusal of a document without targets, with the first reason why what it says is none."""
    why = found.left[0] if found.left else None
    said = Both(f"; line {why[0]} {why[3]}", f"；第{why[0]}行{why[4]}") if why else Both("", "")
    return Refusal(f"no target was found in {document}{said.en}", f"{document}中没有找到目标{said.zh}")


def _confirm(options):
    from ..importing.confirmed import read_review
    from ..importing.folder import write_folder
    from ..importing.tongue import SHEETS as IN_ENGLISH
    from ..importing.tongue import heading
    from ..importing.traced import place_of
    from ..plan.births import expected_births

    done = read_review(options.confirm)
    plan = write_folder(done, options.output)
    called = IN_ENGLISH if done.in_english else {}
    for sheet, row, name in done.left:
        where = (
            Both(f"row {row}", f"第{row}行") if row else Both("a row taken out of the sheet", "（该行已从表中删去）")
        )
        shown = called.get(sheet, sheet)
        _say(options, f"left out: {shown}, {where.en}: {name}", f"未写入：{shown}{where.zh} {name}")
    for sheet, row, column, before, now in done.edited:
        shown, head = called.get(sheet, sheet), heading(column) if done.in_english else column
        _say(
            options,
            f"changed by hand: {shown}, row {row}, {head}: {before!r} to {now!r}",
            f"手工改动：{shown}第{row}行“{head}”由“{before}”改为“{now}”，按改动后的写入",
        )
    for one in plan.tables["corrections"].to_dict("records"):
        sheet, row = place_of(done, one["table"], one["row"])
        shown = called.get(sheet, sheet)
        _say(
            options,
            f"set aside: {shown}, row {row}: {one['reason_en']}",
            f"暂不采用：{shown}第{row}行：{one['reason_zh']}",
        )
    if any(target.on_births for target in plan.by_code.values()) and expected_births(plan) is None:
        _say(options, f"note: {NO_BIRTHS.en}", f"注意：{NO_BIRTHS.zh}")
    based = sum(target.comparable for target in plan.by_code.values())
    _say(
        options,
        f"{len(plan.by_code)} targets, {based} with a baseline; {len(done.left)} rows left out; into {plan.folder}",
        f"写入目标{len(plan.by_code)}项，其中有基期{based}项；未写入{len(done.left)}行；写入{plan.folder}",
    )
