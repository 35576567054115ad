# Every target is a step of kzplan/dev.py, which needs no make: python -m kzplan.dev report
PYTHON ?= python3
TARGETS := report notebooks test check-long fuzz lab docs bench sample matrix lock clean

.PHONY: help $(TARGETS)
help:
	@$(PYTHON) -m kzplan.dev help

$(TARGETS):
	@FORCE=$(FORCE) $(PYTHON) -m kzplan.dev $@
