PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: help report notebooks test check-long lab docs bench sample lock clean
help:  ## what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "kzplan needs Python 3.11 or newer; found " + sys.version.split()[0] + ". Set PYTHON=/path/to/python3.11")'
	@echo "setting up $(VENV) (once, a few minutes)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

report: $(READY)  ## write report/: the page, the tables, the figures
	@$(BIN)/kzplan report -o report
	@echo "open report/index.html; the table is report/outlook_2030.csv"

notebooks: $(READY)  ## re-run the notebooks that something changed for (FORCE=1: all), beside each other; refresh figures/
	@$(BIN)/python -m kzplan.lab.notebooks notebooks $(if $(FORCE),--force)

test: $(READY)  ## every test, and every notebook cell by cell
	$(BIN)/ruff format --check -q kzplan tests benchmarks conftest.py
	$(BIN)/ruff check kzplan tests notebooks benchmarks conftest.py
	$(BIN)/python -m pytest -q -n 2 --dist=loadfile --no-loadscope-reorder --nbval --nbval-cell-timeout=300 tests kzplan notebooks

check-long: $(READY)  ## the long forms of the tests: ten times as many planted faults, 200 merges killed
	$(BIN)/python -m pytest -q -s tests/test_planted_faults.py --plants 5000
	$(BIN)/python -m pytest -q tests/test_returns.py -k killed --kills 200

lab: $(READY)  ## JupyterLab on notebooks/
	$(BIN)/jupyter lab notebooks

docs: $(READY)  ## API reference from the docstrings, in docs/api; opens without a network
	@$(BIN)/python -m kzplan.lab.reference docs/api

bench: $(READY)  ## what one waits for, in units of import pandas; the table in README.md is renewed
	$(BIN)/python benchmarks/waits.py README.md

sample: $(READY)  ## invented returns (示例数据) of 2021–2025 in sample/, with planted mistakes, and corrected
	@$(BIN)/python -m kzplan.lab.sample sample

lock:  ## renew requirements.lock (needs uv)
	printf 'hatchling>=1.27\neditables>=0.5\n' | uv pip compile pyproject.toml - --extra docs --extra notebooks --extra test --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -o requirements.lock

clean:  ## remove what was made
	rm -rf $(VENV) report docs/api .stamps
