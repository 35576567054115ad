"""The package as one installs it: a wheel in an environment of its own, every line of the README run outside the checkout (make check-long)."""

import re
import shlex
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pandas as pd
import pytest
from filling import fill_form
from reviewing import departments, fill

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHELL = {
    re.search(r"^## (.*)", part, re.M)[1]: [
        re.sub(r"\s+#.*", "", line) for line in part.split("```")[1].splitlines() if line.startswith(".venv")
    ]
    for part in re.split(r"(?=^## )", README, flags=re.M)
    if "\n.venv/bin/kzplan " in part
}
PYTHON = "\n".join(re.findall(r"```python\n(.*?)```", README, re.S))
OWN = "indicator,year,value\nstunting,2010,12\nstunting,2020,6.5\nanc,2010,82\nanc,2020,93\n"
REVISED = "代码,本年值,备注\nC08,86.4,按七普修订\n"


@pytest.fixture(scope="module")
def binaries(request, tmp_path_factory):
    """The folder of the commands of an environment in which nothing but the wheel and what it asks for is installed."""
    if not request.config.getoption("--installed"):
        pytest.skip("installs anew: make check-long")
    made = tmp_path_factory.mktemp("made")
    pip = ("-m", "pip", "--quiet", "--disable-pip-version-check")
    build = ("wheel", "--no-deps", "--no-build-isolation", "-w", str(made), str(ROOT))
    subprocess.run([sys.executable, *pip, *build], check=True)
    venv.create(made / "clean", with_pip=True)
    there = made / "clean" / ("Scripts" if sys.platform == "win32" else "bin")
    subprocess.run([there / "python", *pip, "install", f"{next(made.glob('*.whl'))}[panel]"], check=True)
    return there


def run(binaries, folder, command, *arguments):
    """Run a command of the environment in a folder; it must succeed without a word of a fault."""
    told = subprocess.run(
        [binaries / command, *arguments],
        cwd=folder,
        env={"MPLBACKEND": "Agg"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0 and "Traceback" not in told.stderr, f"{command} {arguments}: {told.stderr}"
    return told.stdout


def typed(binaries, folder, line):
    command, *arguments = shlex.split(line)
    return run(binaries, folder, Path(command).name, *arguments)


def test_the_wheel_is_what_runs(binaries, tmp_path):
    where = run(binaries, tmp_path, "python", "-c", "import kzplan; print(kzplan.__file__)")
    assert str(binaries.parent) in where and str(ROOT) not in where


def test_the_python_of_the_readme_runs(binaries, tmp_path):
    (tmp_path / "mine.csv").write_text(OWN, encoding="utf-8")
    shutil.copytree(ROOT / "data", tmp_path / "my_district")
    run(binaries, tmp_path, "python", "-c", PYTHON)


def test_a_year_of_returns_goes_as_the_readme_says(binaries, tmp_path):
    for line in SHELL["From annual returns to the mid-term report"]:
        if " merge returned" in line:
            (tmp_path / "returned").mkdir()
            for form in (tmp_path / "forms").glob("*报送表.xlsx"):
                fill_form(form, {"C08": {"本年值": 88.8}})[0].save(tmp_path / "returned" / form.name)
        (tmp_path / "census.csv").write_text(REVISED, encoding="utf-8")
        typed(binaries, tmp_path, line)
    assert list((tmp_path / "evaluation").rglob("*.docx"))


def test_the_commands_of_the_readme_run(binaries, tmp_path):
    for line in SHELL["On the command line"]:
        if "calibrate" not in line:  # needs a panel; the tests of calibration have one
            typed(binaries, tmp_path, line)
    assert (tmp_path / "report" / "index.html").exists()


def test_a_panel_is_projected_as_the_readme_says(binaries, tmp_path):
    shutil.copytree(ROOT / "data", tmp_path / "my_district")
    rows = [("A", "nation", "maternal_mortality", "total", year, value) for year, value in ((2010, 24.0), (2020, 11.0))]
    frame = pd.DataFrame(rows, columns="place parent indicator stratum year value".split())
    frame.to_parquet(tmp_path / "nation.parquet")
    typed(binaries, tmp_path, SHELL["A nation of places"][0])
    assert list((tmp_path / "outlook").glob("*.parquet"))


def test_a_plan_in_sentences_becomes_a_folder_as_the_readme_says(binaries, tmp_path):
    source = ROOT / "examples" / "sentences" / "规划.txt"
    for line in SHELL["Your own district"]:
        if "--confirm" in line:
            review = tmp_path / "review" / "导入核对表.xlsx"
            fill(review, review, departments)
        typed(binaries, tmp_path, line.replace("plan.docx", shlex.quote(str(source))))
    assert list((tmp_path / "forms").iterdir())
