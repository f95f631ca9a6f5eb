# Massastudie: `make run` and `make test` are all a newcomer needs. `make help` lists the rest.

PYTHON ?= python3
VENV := .venv
VPY := $(VENV)/bin/python
PACKAGES := $(wildcard massastudie modellen ui)
PIP := $(VPY) -m pip install --quiet --disable-pip-version-check --no-input --root-user-action=ignore --use-pep517
PYTEST_ARGS ?=

# Under a virtual screen when there is none (Linux only); a Wayland session would draw Qt outside it.
VIRTUAL_SCREEN = $(shell [ "$$(uname -s)" = Linux ] && ! $(PYTHON) scripts/machine.py display \
	&& echo 'env -u WAYLAND_DISPLAY QT_QPA_PLATFORM=xcb xvfb-run -a -s "-screen 0 1920x1200x24"')

.PHONY: help run venv libraries test lint format bench clean
.DEFAULT_GOAL := help

help:  ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/.ready-run  ## open the window; without a screen: figures as a table and pictures in uit/
	@if $(VPY) scripts/machine.py display; then \
		$(VPY) scripts/machine.py libs window && exec $(VPY) -m ui.cli open; \
	else \
		$(VPY) scripts/machine.py libs picture && exec $(VPY) scripts/overview.py uit; \
	fi

venv: $(VENV)/.ready-dev  ## only prepare: .venv with everything for running, testing and checking

test: libraries $(VENV)/.ready-dev  ## all tests, under a virtual screen where there is none
	$(VIRTUAL_SCREEN) $(VPY) -m pytest $(PYTEST_ARGS)

libraries:
	@$(PYTHON) scripts/machine.py libs test

lint: $(VENV)/.ready-dev  ## style, types and import contracts
	$(VPY) -m ruff check .
	$(VPY) -m ruff format --check .
	$(VPY) -m mypy $(PACKAGES)
	$(VENV)/bin/lint-imports

format: $(VENV)/.ready-dev  ## lay out the code and sort its imports
	$(VPY) -m ruff check --fix .
	$(VPY) -m ruff format .

bench: libraries $(VENV)/.ready-bench  ## measure: one change, the first picture; each script of benchmarks/ in turn
	@for script in benchmarks/*.py; do \
		echo "== $$script"; $(VIRTUAL_SCREEN) $(VPY) $$script || exit 1; \
	done

clean:  ## take away .venv, caches and uit/
	rm -rf $(VENV) uit .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A mark of each kind of set-up: made anew only when pyproject.toml changed.
$(VENV)/.ready-run: pyproject.toml | $(VENV)/.pip
	$(PIP) -e .
	@touch $@

$(VENV)/.ready-dev: pyproject.toml | $(VENV)/.pip
	$(PIP) -e '.[dev]'
	@touch $@ $(VENV)/.ready-run

$(VENV)/.ready-bench: $(VENV)/.ready-dev
	$(PIP) -e '.[bench]'
	@touch $@

$(VENV)/.pip:
	@$(PYTHON) scripts/machine.py python
	@echo "Omgeving klaarzetten in $(VENV) (eenmalig, ongeveer een halve minuut) ..."
	@$(PYTHON) -m venv --clear $(VENV)
	@touch $@
