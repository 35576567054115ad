import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import yaml

import kzplan

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_the_conda_environment_asks_for_what_the_package_asks_for():
    asked = {*PROJECT["dependencies"], *(d for extra in PROJECT["optional-dependencies"].values() for d in extra)}
    listed = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    from_pip = next(entry["pip"] for entry in listed if isinstance(entry, dict))
    plain = {entry for entry in listed if isinstance(entry, str)} - {"pip"}
    plain.remove(f"python{PROJECT['requires-python']}")
    assert plain | {entry for entry in from_pip if not entry.startswith("-")} == asked
    # conda hands these lines to pip as a requirements file, which takes no --no-deps
    assert [entry for entry in from_pip if entry.startswith("-")] == ["-e ."]


def test_every_package_of_the_lock_has_a_hash_and_none_an_address():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    entries = re.split(r"\n(?=\S)", lock.strip())
    assert len(entries) > 50 and all("--hash=sha256:" in entry for entry in entries)


def test_the_lock_has_every_package_that_is_asked_for():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    for extra in (PROJECT["dependencies"], *PROJECT["optional-dependencies"].values()):
        for requirement in extra:
            assert re.search(rf"^{re.split('[><=]', requirement)[0]}==", lock, re.M), requirement


def test_every_package_that_the_library_imports_is_asked_for():
    extras = PROJECT["optional-dependencies"]
    users = (*PROJECT["dependencies"], *(one for name in extras if name != "test" for one in extras[name]))
    asked = {re.split("[><=]", requirement)[0] for requirement in users}
    named = packages_distributions()
    for path in (ROOT / "kzplan").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_bytes())):
            taken = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level:
                taken = [node.module]
            for room in {one.split(".")[0] for one in taken} - sys.stdlib_module_names - {"kzplan"}:
                assert {one.lower() for one in named[room]} & asked, (path, room)


def test_one_version_stands_everywhere():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))["version"]
    changes = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)[1]
    assert PROJECT["version"] == kzplan.__version__ == citation == changes
