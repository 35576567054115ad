import subprocess
import sys

import kzplan


def test_importing_kzplan_loads_no_heavy_library():
    heavy = "{'statsmodels', 'matplotlib', 'seaborn', 'scipy', 'xlsxwriter', 'jinja2'}"
    code = f"import sys, kzplan; print(sorted({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "[]"


def test_every_public_name_can_be_had():
    for name in kzplan.__all__:
        assert getattr(kzplan, name) is not None


def test_an_unknown_name_is_an_attribute_error():
    assert not hasattr(kzplan, "nonesuch")
