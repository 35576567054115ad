"""The reference is built from the docstrings: every public name has an example that runs, and no page calls outside."""

import ast
import inspect
import re
from pathlib import Path

import pytest

import kzplan as kz
from kzplan.lab import reference

ROOT = Path(__file__).parent.parent
CALLS = re.compile(
    r"""<(?:script|img|iframe|source)\b[^>]*\bsrc=["']?(https?:)?//|<link\b[^>]*\bhref=["']?(https?:)?//"""
)
CALLS_OF_CODE = re.compile(r"""(?:fetch|import)\s*\(?\s*["']https?://|url\(\s*["']?https?://""")


def public():
    """(name, what it is) of every function and class that ``kzplan`` and its public rooms hand out."""
    for name in kz.__all__:
        found = getattr(kz, name)
        if not inspect.ismodule(found):
            yield name, found
            continue
        own = [part for part, what in vars(found).items() if getattr(what, "__module__", None) == found.__name__]
        for part in getattr(found, "__all__", [part for part in own if not part.startswith("_")]):
            yield f"{name}.{part}", getattr(found, part)


PUBLIC = {name: found for name, found in public() if callable(found)}


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_name_has_an_example(name):
    assert ">>> " in (inspect.getdoc(PUBLIC[name]) or ""), name


def test_examples_run_with_the_tests():
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert "--doctest-modules" in settings and 'testpaths = ["tests", "kzplan"]' in settings


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_function_says_what_it_takes(name):
    if not inspect.isfunction(PUBLIC[name]):
        return
    told, taken = inspect.getdoc(PUBLIC[name]), list(inspect.signature(PUBLIC[name]).parameters)
    if len(taken) > 1:
        assert "Parameters\n---" in told, name
        assert re.search(rf"^(?:\w+, )*{taken[0]}\b", told.partition("Parameters\n")[2], re.M), name


def test_the_front_page_is_the_session_a_researcher_types():
    told = ast.get_docstring(ast.parse((ROOT / "kzplan" / "__init__.py").read_text(encoding="utf-8")))
    for asked in ("kz.series(", "kz.project(", "p.because()", "kz.outlook(", "kz.compare_methods(", "kz.scenarios("):
        assert asked in told


def test_a_docstring_of_the_house_style_becomes_lists():
    made = reference.as_markdown(kz.project.__doc__)
    assert "**Parameters**" in made and "\n- `values`: values of one's own by year" in made
    assert "`kzplan.plan.plan.Plan`" in made and "\n>>> from kzplan import load_plan" in made


def test_the_pages_are_there_and_none_calls_outside(tmp_path):
    pytest.importorskip("pdoc")
    assert reference.write(tmp_path).is_file()
    pages = {path.relative_to(tmp_path).as_posix(): path for path in tmp_path.rglob("*.html")}
    assert {f"{room.replace('.', '/')}.html" for room in reference.ROOMS} <= set(pages)
    for name, path in {**pages, "search.js": tmp_path / "search.js"}.items():
        text = path.read_text(encoding="utf-8")
        assert not CALLS.search(text) and not CALLS_OF_CODE.search(text), name
        assert str(ROOT) not in text, name
    front = pages["kzplan.html"].read_text(encoding="utf-8")
    assert all(f'id="{name}"' in front for name in PUBLIC if "." not in name)
    assert "_SupportsArray" not in front and "ArrayLike" in front
