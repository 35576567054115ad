"""The texts of the documents: files in ``texts/``, each of which a plan folder may replace by its own of the same name."""

import re
import traceback
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from types import CodeType

import jinja2
from jinja2 import meta, nodes
from jinja2.bccache import Bucket

from ..indicator.published import MOST
from ..plan.plan import Plan
from ..words import labels
from ..words.errors import Refusal
from . import prose
from .sandbox import Bounded, too_deep

FOLDER = "texts"  # in kzplan/documents/, and in a plan folder
SHIPPED = Path(__file__).with_name(FOLDER)
KEY = re.compile(r"^\[(\w+)\]$", re.MULTILINE)  # opens a block
MOST_SHOWN = 3  # names that a message offers
CALLS = (nodes.Include, nodes.FromImport, nodes.Import)  # what brings another text in


class _Compiled(jinja2.BytecodeCache):
    """Texts that were compiled in this process, by their content; reports of many years have them in common."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self.kept[bucket.key, bucket.checksum] = bucket.code


COMPILED = _Compiled()


class _Read:
    """A text as it was read: its tree, the names that it asks for, and what in it may be unknown."""

    def __init__(self, tree: nodes.Template) -> None:
        self.tree = tree

    @cached_property
    def names(self) -> frozenset[str]:
        """What must be given to it; known once its filters and tests are."""
        return frozenset(meta.find_undeclared_variables(self.tree))

    @cached_property
    def parts(self) -> tuple[nodes.Node, ...]:
        """Its filters, tests, names and the texts that it includes."""
        return tuple(self.tree.find_all((nodes.Filter, nodes.Test, nodes.Name, *CALLS)))


READ: dict[str, _Read] = {}  # texts that were read in this process, by their content, as those that were compiled


class Texts:
    """The texts of a plan's documents.

    Parameters
    ----------
    plan : a loaded plan; files of its folder ``texts/`` stand in the place of kzplan's of the same name.

    Raises
    ------
    Refusal : a file there that kzplan has none of, so that it would never be used.

    Notes
    -----
    A text is a jinja2 template in UTF-8; each of its lines is a paragraph, blank lines mean nothing. It is run in a
    sandbox: a plan folder may come from anyone. ``kzplan/documents/texts/README.md`` lists files and values.
    """

    def __init__(self, plan: Plan):
        self.folder = Path(plan.folder) / FOLDER
        self._loader = jinja2.FileSystemLoader([self.folder, SHIPPED], encoding="utf-8-sig")
        self._environment = Bounded(loader=self._loader, undefined=jinja2.StrictUndefined, bytecode_cache=COMPILED)
        self._environment.filters |= FILTERS
        self._checked: set[tuple[str, frozenset[str]]] = set()
        self._read: dict[str, _Read] = {}
        for path in sorted(self.folder.glob("*")):
            if path.suffix == ".txt" and not (SHIPPED / path.name).is_file():
                raise _unused(path)

    def lines(self, name: str, values: Mapping[str, object]) -> list[str]:
        """Return the lines of a text that say something.

        Parameters
        ----------
        name : of the file, as "summary.txt".
        values : what its names stand for.

        Raises
        ------
        Refusal : a name that stands for nothing, or a text that cannot be read; with file and line, in both languages.
        """
        asked, fresh = frozenset(values), list[str]()
        if (name, asked) not in self._checked:
            for one, path in self._files(name):
                if (one, asked) not in self._checked:  # many a text includes the same other
                    self._check(one, path, values)
                    fresh.append(one)
            self._checked |= {(one, asked) for one in fresh}
        try:
            for one in fresh:
                self._compile(one)
            text = self._environment.get_template(name).render(values)
        except (jinja2.TemplateError, TypeError, ValueError, ArithmeticError, LookupError, RecursionError) as problem:
            raise self._refusal(problem) from problem
        return [line.strip() for line in text.splitlines() if line.strip()]

    def blocks(self, name: str, values: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
        """Return the lines of a text by the block they stand in; a line ``[key]`` opens one.

        Every block that kzplan's own file has is there, without lines where the text in use has none of that key.
        """
        known = KEY.findall((SHIPPED / name).read_text(encoding="utf-8"))
        found: dict[str, list[str]] = {key: [] for key in known}
        now = None
        for line in self.lines(name, values):
            opened = KEY.match(line)
            now = opened[1] if opened else now
            if now not in found:
                raise _no_block(self._path(name), line, known)
            if not opened:
                found[now].append(line)
        return {key: tuple(lines) for key, lines in found.items()}

    def refusal(self, name: str, words: str, en: str, zh: str) -> Refusal:
        """Return the refusal of something that a text says, with the place where it says so.

        Parameters
        ----------
        name : of the file; the words may also stand in one that it includes.
        words : as they stand in the text.
        en, zh : what is wrong with them.
        """
        for _, path in self._files(name):
            for line, said in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), start=1):
                if words in said:
                    return _at(path, line, en, zh)
        return _at(self._path(name), 0, en, zh)

    def _path(self, name: str) -> Path:
        own = self.folder / name
        return own if own.is_file() else SHIPPED / name

    def _files(self, name: str) -> Iterator[tuple[str, Path]]:
        """The file of a name and all that it includes, each once."""
        waiting, seen = [name], set()
        while waiting:
            one = waiting.pop(0)
            if one not in seen:
                seen.add(one)
                yield one, self._path(one)
                waiting += [other for other in meta.find_referenced_templates(self._parsed(one).tree) if other]

    def _parsed(self, name: str) -> _Read:
        if name not in self._read:
            self._read[name] = self._parse(name)
        return self._read[name]

    def _parse(self, name: str) -> _Read:
        path = self._path(name)
        try:
            source = self._loader.get_source(self._environment, name)[0]
            if source not in READ:
                READ[source] = _Read(self._environment.parse(source, name, str(path)))
            return READ[source]
        except UnicodeDecodeError as problem:
            raise _not_utf8(path) from problem
        except RecursionError as problem:
            raise _at(path, 0, "blocks within each other without end", "层层嵌套的写法") from problem
        except jinja2.TemplateSyntaxError as problem:
            raise _at(path, problem.lineno, f"{problem.message}", f"写法有误（{problem.message}）") from problem

    def _compile(self, name: str) -> None:
        """Compile a text as it was read for its check: reading takes as long as either."""
        source, filename, _ = self._loader.get_source(self._environment, name)
        bucket = COMPILED.get_bucket(self._environment, name, filename, source)
        if bucket.code is None:
            bucket.code = self._environment.compile(self._parsed(name).tree, name, filename)
            COMPILED.set_bucket(bucket)

    def _check(self, name: str, path: Path, values: Mapping[str, object]) -> None:
        """Refuse names that stand for nothing, also in sentences that this plan happens not to need."""
        parsed = self._parsed(name)
        for line in too_deep(parsed.tree):
            raise _at(path, line, "more loops within each other than a text needs", "循环嵌套过深")
        for used, known in ((nodes.Filter, self._environment.filters), (nodes.Test, self._environment.tests)):
            for one in parsed.parts:
                if isinstance(one, used) and one.name not in known:
                    raise _no_value(path, one.lineno, one.name, list(known))
        unknown = parsed.names - set(values) - set(self._environment.globals)
        for node in parsed.parts if unknown else ():
            if isinstance(node, nodes.Name) and node.name in unknown:
                raise _no_value(path, node.lineno, node.name, list(values))
        for called in parsed.parts:
            other = getattr(getattr(called, "template", None), "value", None)
            if isinstance(called, CALLS) and other and not self._path(other).is_file():
                near = _near(other, [one.name for one in SHIPPED.glob("*.txt")])
                en, zh = f"there is no text {other!r}; nearest: {near}", f"没有名为“{other}”的文本，相近的有{near}"
                raise _at(path, called.lineno, en, zh)

    def _refusal(self, problem: Exception) -> Refusal:
        """What a text stumbled over while it was filled in, where it did so."""
        frames = [one for one in traceback.extract_tb(problem.__traceback__) if one.filename.endswith(".txt")]
        path, line = (Path(frames[-1].filename), frames[-1].lineno or 0) if frames else (self.folder, 0)
        name = re.search(r"attribute '(\w+)'", str(problem))
        if isinstance(problem, jinja2.UndefinedError) and name:
            return _no_value(path, line, name[1], [])
        return _at(path, line, str(problem), f"无法填写（{problem}）")


def number(value: float, digits: int = 2) -> str:
    """Return a number as the tables print it: at most ``digits`` decimals, none that say nothing.

    >>> number(37.9747), number(75, 1)
    ('37.97', '75')
    """
    return labels.number(float(value), digits)


def figure(value: float) -> str:
    """Return a value of an indicator as it is published and judged: in full, up to four decimals.

    >>> figure(7.996), figure(10.79), figure(94.0)
    ('7.996', '10.79', '94')
    """
    return labels.number(float(value), MOST)


def percent(p: float) -> str:
    """Return a chance in Chinese type, as :func:`kzplan.words.labels.percent` writes it.

    >>> percent(0.384), percent(0.004)
    ('38%', '<1%')
    """
    return labels.percent(p, "zh")


def whole(value: float) -> str:
    """Return a large number without decimals, its thousands apart.

    >>> whole(7528.4)
    '7,528'
    """
    return f"{value:,.0f}"


def oneline(text: str) -> str:
    """Return what a department wrote as one paragraph.

    >>> oneline("新建幼儿园3所。\\n培训教师。")
    '新建幼儿园3所。培训教师。'
    """
    lines = (line.strip() for line in text.splitlines())
    return "".join(line if re.search(r"[。；！？，：]$", line) else f"{line}。" for line in lines if line)


FILTERS = {
    "joined": prose.joined,
    "oneline": oneline,
    "number": number,
    "figure": figure,
    "percent": percent,
    "whole": whole,
    "word": lambda text: labels.word(text, "zh"),
    "verdict": lambda text: labels.verdict(text, "zh"),
    "group": lambda text: labels.group(text, "zh"),
}


def _near(name: str, known: list[str]) -> str:
    return ", ".join(get_close_matches(name, known, MOST_SHOWN, 0.3) or sorted(known)[:MOST_SHOWN])


def _at(path: Path, line: int, en: str, zh: str) -> Refusal:
    """What is wrong in a line of a text; line 0 where it is not known."""
    return Refusal(f"{path}{f', line {line}' if line else ''}: {en}", f"{path}{f'，第{line}行' if line else ''}：{zh}")


def _no_value(path: Path, line: int, name: str, known: list[str]) -> Refusal:
    near = f"; nearest: {_near(name, known)}" if known else ""
    listed = SHIPPED / "README.md"
    return _at(
        path,
        line,
        f"{name!r} stands for nothing{near}. The values a text may use are listed in {listed}",
        f"没有名为“{name}”的值{near.replace('; nearest: ', '，相近的有')}。可用的值见{listed}",
    )


def _no_block(path: Path, line: str, known: list[str]) -> Refusal:
    near = _near(line.strip("[]"), known)
    return Refusal(
        f"{path}: {line[:40]!r} stands in no block that is known; expected one of [{near}], …",
        f"{path}：“{line[:40]}”不在已知的段落中，应在[{near}]等之下",
    )


def _not_utf8(path: Path) -> Refusal:
    return Refusal(f"{path}: not UTF-8 text; save it again as UTF-8", f"{path}：不是UTF-8文本，请另存为UTF-8编码")


def _unused(path: Path) -> Refusal:
    near = _near(path.name, [one.name for one in SHIPPED.glob("*.txt")])
    return Refusal(
        f"{path}: kzplan has no text of this name, so it would never be used; nearest: {near}",
        f"{path}：没有这一名称的文本，不会被使用；相近的有{near}",
    )
