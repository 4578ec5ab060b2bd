# make, with nothing behind it, lists the verbs.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help setup demo run test lint bench package clean

help: ## list the verbs
	@awk -F':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/.ready ## make .venv with everything the product runs on and the console script in it

demo: setup ## watch tickets come in and notes appear, on a pretend Zendesk (ARGS=--once plays and leaves)
	@$(BIN)/wellheard demo $(ARGS)

run: setup ## run web, worker, scheduler and sweep with the settings at hand
	@$(BIN)/wellheard run

test: $(VENV)/.ready-dev ## every test
	@$(BIN)/python -m pytest -q -n 2 --dist loadfile $(ARGS)

lint: $(VENV)/.ready-dev ## style, types and the arrows between the rooms
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: $(VENV)/.ready-dev ## print the measured ratios
	@$(BIN)/python -m benchmarks

package: setup ## build the Zendesk app package into dist/
	@$(BIN)/wellheard package $(ARGS)

clean: ## remove what make made (the .venv, caches, the demo's state)
	rm -rf $(VENV) dist build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .wellheard

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Wellheard needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Name another with: make PYTHON=python3.12 ...")'
	@echo "Making $(VENV)"
	@$(PYTHON) -m venv $(VENV) || { echo "Python could not make a virtual environment. On Debian and Ubuntu: apt install python3-venv"; exit 1; }

$(VENV)/.ready: requirements.txt constraints.txt pyproject.toml | $(VENV)/bin/python
	@echo "Installing what the product runs on (a minute or two, most of it torch)"
	@$(PIP) install --progress-bar on -r requirements.txt
	@$(PIP) install --quiet --no-deps -e .
	@touch $@

$(VENV)/.ready-dev: requirements-dev.txt $(VENV)/.ready
	@echo "Installing what the tests and linters need"
	@$(PIP) install --progress-bar on -r requirements-dev.txt
	@touch $@
