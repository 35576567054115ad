import csv
import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).parent.parent
# permissive, or weak copyleft: what uses the package unchanged may have any licence
TAKEN = set(
    "0BSD Apache-2.0 Artistic-1.0-Perl BSD-2-Clause BSD-3-Clause CC0-1.0 ISC MIT MIT-0 MIT-CMU MPL-2.0 OFL-1.1 PSF-2.0 Zlib".split()
)
SAID = {"PSF": "PSF|Python Software Foundation", "OFL": "OFL|SIL Open Font", "MPL": "MPL|Mozilla"}

with open(ROOT / "docs" / "licences.csv", encoding="utf-8", newline="") as file:
    LISTED = {row["package"]: row["licence"] for row in csv.DictReader(file)}


def test_the_licence_of_every_package_of_the_lock_is_listed():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert set(re.findall(r"^([\w.-]+)==", lock, re.M)) == set(LISTED)


def test_no_licence_of_a_package_asks_more_than_weak_copyleft():
    refused = {
        package: licence
        for package, licence in LISTED.items()
        if not any(set(choice.split(" AND ")) <= TAKEN for choice in licence.split(" OR "))
    }
    assert refused == {}


def test_the_list_of_licences_agrees_with_what_the_packages_declare():
    declared = {package: licence for package in LISTED if (licence := _declared(package))}
    assert len(declared) > 0.9 * len(LISTED)
    assert {package: said for package, said in declared.items() if not _agrees(LISTED[package], said)} == {}


def _declared(package: str) -> str | None:
    """The SPDX expression that an installed package declares, else whatever it says of its licence."""
    try:
        about = metadata(package)
    except PackageNotFoundError:  # of another system or another Python
        return None
    said = [*(about.get_all("License") or []), *(about.get_all("Classifier") or [])]
    return about.get("License-Expression") or " ".join(said)


def _agrees(listed: str, declared: str) -> bool:
    families = {re.split(r"[-\d]", licence)[0] for licence in re.split(" AND | OR ", listed)} - {""}
    return listed == declared or any(re.search(SAID.get(family, family), declared) for family in families)
