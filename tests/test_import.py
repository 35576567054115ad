import subprocess
import sys

import kzplan


def test_importing_kzplan_loads_no_heavy_library_and_neither_does_the_outlook_of_a_plan():
    code = """
import sys, kzplan as kz
heavy = {"statsmodels", "matplotlib", "seaborn", "scipy", "xlsxwriter", "jinja2"}
print(sorted(heavy & set(sys.modules)))
assert kz.outlook(kz.load_plan())["p_published"].notna().any()
print(sorted(heavy & set(sys.modules)))
"""
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.split("\n")[:2] == ["[]", "[]"]


def test_every_public_name_can_be_had():
    for name in kzplan.__all__:
        assert getattr(kzplan, name) is not None


def test_an_unknown_name_is_an_attribute_error():
    assert not hasattr(kzplan, "nonesuch")
