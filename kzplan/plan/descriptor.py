"""The dictionary of a plan folder, ``datapackage.json``: data that anyone may have written, looked at whole before any of it is used."""

import json
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any, NamedTuple

from ..words.both import Both
from ..words.errors import Fault
from ..words.printable import unprintable

DICTIONARY = "datapackage.json"
IMPORTED = "imported-plan"  # name of a folder that the import of a document wrote
MOST_BYTES, MOST_DEPTH, LONGEST = 2_000_000, 20, 1000
CORRECT = Both("Correct the entry.", "请更正该条目。")
START = Both("Start from a copy of the shipped data folder.", "请从随附的data文件夹复制一份开始。")
EXPECTED = Both("the dictionary of a plan folder, as JSON in UTF-8", "规划文件夹的数据字典（UTF-8编码的JSON）")


class Text(NamedTuple):
    """A text; ``said`` where it may not be blank."""

    said: bool = False


class Many(NamedTuple):
    """A list of ``each``."""

    each: Any
    some: bool = False


class Map(NamedTuple):
    """Names of one's own, each with an ``each``."""

    each: Any


MISSING = object()
NAME = Text(said=True)
PAIR = {"en?": Text(), "zh?": Text()}
CONSTRAINTS = {"required?": bool, "unique?": bool, "minimum?": float, "enum?": Many(Text()), "pattern?": Text()}
FIELD = {"name": NAME, "type": NAME, "derived?": bool, "constraints?": CONSTRAINTS}
RESOURCE = {"name": NAME, "path": NAME, "schema": {"fields": Many(FIELD, some=True), "primaryKey?": Many(NAME)}}
SHAPE = {
    **dict.fromkeys(("title?", "district?", "district_en?", "geo?", "nation?"), Text()),
    "areas?": Map(Text()),
    "cite?": PAIR,
    "form?": dict.fromkeys(("number?", "due?", "telephone?"), Text()),
    "sources?": Many({"title": NAME}),
    "resources": Many(RESOURCE),
}
KINDS = {
    bool: Both("true or false", "true或false"),
    float: Both("a number", "数字"),
    Text: Both("a text", "文本"),
    Many: Both("a list", "列表"),
    dict: Both("an object with names", "带名称的对象"),
}


def imported(dictionary: dict) -> bool:
    """Return whether a plan folder was written by the import of a document, so that its rows' form is not the document's.

    >>> from kzplan import load_plan
    >>> imported(load_plan().dictionary), imported({"name": IMPORTED})
    (False, True)
    """
    return dictionary.get("name") == IMPORTED


def district_of(dictionary: dict) -> Both:
    """Return what the district of a plan is called, by its descriptor; where that has no English name, the Chinese one.

    >>> district_of({"district": "开州区", "district_en": "Kaizhou"}).en, district_of({"district": "开州区"}).en
    ('Kaizhou', '开州区')
    """
    name = dictionary.get("district", "")
    return Both(dictionary.get("district_en") or name, name)


def read_dictionary(folder: str | Path) -> tuple[dict, list[Fault]]:
    """Read the dictionary of a plan folder.

    Parameters
    ----------
    folder : plan folder.

    Returns
    -------
    (dictionary, list of :class:`~kzplan.words.errors.Fault`) : empty where there are faults, each of which names the entry;
        its years and levels are looked at by :mod:`kzplan.plan.period`.
    """
    dictionary, fault = _parsed(Path(folder) / DICTIONARY)
    if fault:
        return {}, [Fault(DICTIONARY, fault, EXPECTED, START)]
    listed = dictionary.get("resources") if isinstance(dictionary, dict) else None
    for resource in listed if isinstance(listed, list) else ():
        _listed_key(resource)
    faults = list(_unlike(dictionary, SHAPE, "")) or list(_misnamed(dictionary["resources"]))
    return ({}, faults) if faults else (dictionary, [])


def _parsed(path: Path) -> tuple[Any, Both | None]:
    """What a file says, or why it cannot be read."""
    try:
        if path.stat().st_size > MOST_BYTES:
            return None, Both(f"more than {MOST_BYTES:,} bytes", f"超过{MOST_BYTES:,}字节")
        told = json.loads(
            path.read_bytes().decode("utf-8-sig"),
            object_pairs_hook=_once,
            parse_constant=_no_number,
            parse_int=_integer,
        )
    except (FileNotFoundError, NotADirectoryError):
        return None, Both("no such file", "没有这个文件")
    except (OSError, UnicodeDecodeError) as problem:
        return None, Both(f"not readable ({problem})", f"无法读取（{problem}）")
    except RecursionError:
        return None, Both("lists and objects inside each other without end", "层层嵌套的内容")
    except ValueError as problem:
        return None, Both(f"not readable ({problem})", f"无法读取（{problem}）")
    return told, None


def _once(pairs: list[tuple[str, Any]]) -> dict:
    names = [name for name, _ in pairs]
    twice = next((name for name in names if names.count(name) > 1), None) if len(set(names)) < len(names) else None
    if twice is not None:
        raise ValueError(f"{twice[:40]!r} stands twice in one object 同一对象中重复")
    return dict(pairs)


def _no_number(text: str) -> None:
    raise ValueError(f"{text} is no number of JSON 不是JSON数字")


def _integer(text: str) -> int:
    if len(text) > 15:
        raise ValueError(f"a number of {len(text)} digits 数字过长: {text[:20]}")
    return int(text)


def _listed_key(resource: object) -> None:
    """The key of one column may be written without a list around it, as the standard of such dictionaries allows."""
    schema = resource.get("schema") if isinstance(resource, dict) else None
    if isinstance(schema, dict) and isinstance(schema.get("primaryKey"), str):
        schema["primaryKey"] = [schema["primaryKey"]]


def _unlike(value: Any, shape: Any, place: str, depth: int = 0) -> Iterator[Fault]:
    """Faults of an entry that is not of the shape that is asked for, and of all inside it."""
    if isinstance(shape, Text):
        yield from _no_text(value, shape, place)
    elif isinstance(shape, Many):
        if not isinstance(value, list) or (shape.some and not value):
            yield _fault(place, value, KINDS[Many])
            return
        for at, one in enumerate(value):
            yield from _unlike(one, shape.each, f"{place}[{at}]", depth + 1)
    elif isinstance(shape, Map | dict):
        if not isinstance(value, dict):
            yield _fault(place, value, KINDS[dict])
            return
        for name, one, each in _entries(value, shape):
            where = f"{place}.{name}" if place else name
            if one is MISSING:
                yield Fault(DICTIONARY, Both("no such entry", "没有该条目"), _kind(each), CORRECT, column=where)
            else:
                yield from _unlike(one, each, where, depth + 1)
    elif shape is bool and not isinstance(value, bool):
        yield _fault(place, value, KINDS[bool])
    elif shape is float and (isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > 1e15):
        yield _fault(place, value, KINDS[float])


def _kind(shape: Any) -> Both:
    """What an entry of a shape is."""
    return KINDS[
        shape if isinstance(shape, type) else next(kind for kind in (Text, Many, dict) if isinstance(shape, kind))
    ]


def _entries(value: dict, shape: Any) -> Iterator[tuple[str, Any, Any]]:
    """(name, entry or MISSING, its shape) of an object. Entries that nobody asks for are passed over."""
    if isinstance(shape, Map):
        yield from ((name, one, shape.each) for name, one in value.items())
        return
    for asked, each in shape.items():
        name = asked.removesuffix("?")
        if name in value:
            yield name, value[name], each
        elif name == asked:
            yield name, MISSING, each


def _no_text(value: Any, shape: Text, place: str) -> Iterator[Fault]:
    if not isinstance(value, str) or (shape.said and not value.strip()):
        yield _fault(place, value, KINDS[Text])
    elif len(value) > LONGEST:
        yield _fault(place, value, Both(f"at most {LONGEST} characters", f"不超过{LONGEST}个字符"))
    elif unprintable(value):
        yield _fault(place, value, Both("a text without control characters", "不含控制字符的文本"))


def _fault(place: str, value: Any, expected: Both) -> Fault:
    shown = json.dumps(value, ensure_ascii=True)
    shown = shown if len(shown) <= 60 else f"{shown[:60]}…"
    return Fault(DICTIONARY, Both(shown, shown), expected, CORRECT, column=place)


def _misnamed(resources: list[dict]) -> Iterator[Fault]:
    """Tables and columns that are named twice, keys of no column, files outside the folder."""
    for at, resource in enumerate(resources):
        place, schema = f"resources[{at}]", resource["schema"]
        if any(other["name"] == resource["name"] for other in resources[:at]):
            yield _fault(f"{place}.name", resource["name"], Both("each table once", "每个表只列一次"))
        if not _inside(resource["path"]):
            inside = Both("a file within the plan folder", "规划文件夹内的文件")
            yield _fault(f"{place}.path", resource["path"], inside)
        names = [field["name"] for field in schema["fields"]]
        for position, name in enumerate(names):
            if name in names[:position]:
                where = f"{place}.schema.fields[{position}].name"
                yield _fault(where, name, Both("each column once", "每列只列一次"))
        for name in schema.get("primaryKey", ()):
            if name not in names:
                known = ", ".join(names)[:200]
                expected = Both(f"columns of the table: {known}", f"表中的列：{known}")
                yield _fault(f"{place}.schema.primaryKey", name, expected)


def _inside(path: str) -> bool:
    """Whether a path stays within the folder it is looked for in, on every system."""
    parts = re.split(r"[/\\]", path)
    return (
        len(path) < 200
        and ".." not in parts
        and not PurePosixPath(path).is_absolute()
        and not PureWindowsPath(path).drive
        and not path.startswith(("/", "\\"))
    )
