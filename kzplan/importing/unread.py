"""What of a document was neither read nor listed: so that every number and every demand in it is one or the other."""

from collections import Counter
from collections.abc import Iterable, Mapping

from ..plan.printed import split_name
from .document import Document, Paragraph, Table
from .proposed import Proposals
from .sections import GOALS, OPEN, OTHERS, Place, Placed
from .spoken import asks, joined, numbers, parts_of, restated
from .tables import NOTE, Printed

Left = tuple[int, int, str, str, str]
ASIDE = ("stands in measures, principles or the like", "在策略措施、总体要求等部分，不作目标或数据读入")
NO_GOAL = ("asks for something that is not read as a target", "有要求，但没有读成目标；确属目标的请写明指标和数值")
NO_FIGURE = (
    "has a number that is read neither as a target nor as an earlier figure",
    "有数字，但没有读成目标或以往数据",
)
NO_TABLE = (
    "stands in a table whose headings name no indicator with a target or a value",
    "所在表格的表头没有“指标”和“目标”“年份”等列，没有读入",
)
A_NOTE = (
    "is a note to a table or a number, which only a person can heed",
    "是表注或数字的说明，没有读入，请核对所注数字的年份、范围和口径",
)
NOT_SHOWN = (
    "is struck out or hidden in the document, or is a number that hidden text touches",
    "在文件中已划去或隐藏，或是与隐藏文字相连的数字，没有读入；确属有效的请取消划去或隐藏后重新导入",
)


class Told:
    """What of a paragraph was read or listed.

    Parameters
    ----------
    texts : the words of each reading and of each entry of what is left.
    """

    def __init__(self, texts: Iterable[str]):
        self._texts = [joined(text) for text in texts if text.strip()]
        self._numbers = Counter(one for text in texts for one in numbers(text))

    def holds(self, clause: str, level: bool = False) -> bool:
        """Whether all that a clause says is among it; each number of it counts once."""
        needed = Counter(numbers(clause))
        if needed:
            if needed - self._numbers:
                return False
            self._numbers -= needed
            return True
        said = joined(clause)
        return not asks(clause, level) or any(said in text or text in said for text in self._texts)

    def lacking(self, clause: str) -> list[str]:
        """Return the numbers of a clause that are not among what is left of it, once all that is read whole has been taken off."""
        needed = Counter(numbers(clause))
        lacks = needed - self._numbers
        self._numbers -= needed
        return list(lacks.elements())


def unread(places: Iterable[Placed], told: Mapping[int, list[str]]) -> list[Left]:
    """Return (line, page, text, why in English and Chinese) of the passages with a number or a demand that nobody was told of.

    Parameters
    ----------
    places : the paragraphs of a document with their places.
    told : by line, the words of every reading and of every entry of what is left.
    """
    found: list[Left] = []
    aside: list[Left] = []  # behind all else: there are many
    for paragraph, place in places:
        if NOTE.match(paragraph.text):
            found.append((paragraph.line, paragraph.page, paragraph.text, *A_NOTE))
        elif place.kind == OTHERS and not place.heading:
            aside += _aside(paragraph, told.get(paragraph.line, []))
        else:
            found += _clauses(paragraph, place, told.get(paragraph.line, []))
    return found + aside


def _aside(paragraph: Paragraph, texts: list[str]) -> list[Left]:
    """A paragraph of measures, whole: what it says is the plan's own doing."""
    speaks = bool(numbers(paragraph.text)) or asks(paragraph.text, True)
    listed = any(joined(paragraph.text) == joined(text) for text in texts)
    return [(paragraph.line, paragraph.page, paragraph.text, *ASIDE)] if speaks and not listed else []


def _clauses(paragraph: Paragraph, place: Place, texts: list[str]) -> list[Left]:
    told = Told(texts)
    level = place.heading or place.kind not in (GOALS, OPEN)
    said = parts_of(paragraph.text[place.starts :])
    missed = [clause for clause in said if not told.holds(restated(clause), level)]
    return [(paragraph.line, paragraph.page, clause, *_why(clause, told)) for clause in missed]


def _why(clause: str, told: Told) -> tuple[str, str]:
    """Why a clause is listed; of one that is read in part, by the numbers that are not."""
    said = numbers(restated(clause))
    if not said:
        return NO_GOAL
    lacks = told.lacking(restated(clause))
    if len(lacks) == len(said):
        return NO_FIGURE
    return (
        f"only {', '.join(lacks)} is not read; the other numbers of it are",
        f"其中只有{'、'.join(lacks)}没有读入，其余数字已读入",
    )


def told(found: Proposals) -> dict[int, list[str]]:
    """Return by line the words of all that was read in a document or is left of it.

    A demand that a sentence says once of several indicators counts once.
    """
    texts: dict[int, list[str]] = {}
    once: set[tuple[int, str]] = set()
    for goal in found.goals:
        words = texts.setdefault(goal.line, [])
        words += _new(once, goal.line, split_name(goal.name)[0])
        shared = joined(goal.quote).count(joined(restated(goal.target))) == 1
        words += _new(once, goal.line, goal.target) if shared else [goal.target]
        words += goal.interim.values()
    for figure in found.figures:
        texts.setdefault(figure.line, []).extend(figure.values.values())
        texts[figure.line] += _new(once, figure.line, figure.full)
    for line, _, text, *_ in found.left:
        texts.setdefault(line, []).append(text)
    return texts


def _new(once: set[tuple[int, str]], line: int, text: str) -> list[str]:
    again = (line, text) in once
    once.add((line, text))
    return [] if again else [text]


def of_tables(document: Document, tables: list[Printed]) -> list[Left]:
    """Return the rows with a number or a demand of the tables of a document that are not of indicators, and its tables' notes."""
    lines = {row.line for table in tables for row in table.rows} | {
        line for table in tables for line, *_ in table.amiss
    }
    heads = {line for table in tables for line in table.heads}
    found = []
    for block in document.blocks:
        for cells, line in zip(block.rows, block.lines, strict=True) if isinstance(block, Table) else ():
            text = "；".join(cell.text.strip() for cell in cells if cell.text.strip())
            if line in lines or line in heads:
                continue
            if NOTE.match(text):
                found.append((line, block.page, text, *A_NOTE))
            elif numbers(text) or asks(text, True):
                found.append((line, block.page, text, *NO_TABLE))
    return found
