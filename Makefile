# Everything a newcomer needs: `make run` and `make test`. `make help` lists the rest.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
# the same version as in requirements.in, so that the sync keeps it
UV_VERSION := 0.13.9

.DEFAULT_GOAL := help
.PHONY: help install run test lint types up score bench drill faults fuzz audit lock clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

install: $(STAMP) ## create .venv from requirements.txt (hash-checked)

# compiled at once: every run is a process of its own, and shall not spend two seconds on compiling Prefect
$(STAMP): requirements.txt pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 is missing: install it, or name it: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || { echo "$(PYTHON) is not Python 3.11: name one that is: make PYTHON=python3.11 $(MAKECMDGOALS)"; exit 2; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python's venv module is missing: install it (Debian: apt-get install python3.11-venv), then run make again"; exit 2; }
	@echo "installing into $(VENV)"
	@$(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/uv pip sync --quiet --system-certs --require-hashes --compile-bytecode requirements.txt
	@VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/uv pip install --quiet --system-certs --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q flows transforms
	@touch $(STAMP)

run: install ## ingest samples/ into data/ and show what came of it
	@$(BIN)/bulletins ingest samples
	@$(BIN)/bulletins sql --limit 3 sql/queries/01_cases_solved_by_region.sql

test: install ## run the whole test suite
	@$(BIN)/python -m pytest

lint: install ## ruff and the import contracts
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/lint-imports

types: install ## mypy --strict on flows/ and transforms/
	@$(BIN)/mypy flows transforms

up: install ## start the Prefect server and serve every deployment
	@$(BIN)/bulletins up

score: install ## score extraction on tests/gold
	@$(BIN)/bulletins extract --json tests/gold/*.txt | $(BIN)/python tests/gold/score.py tests/gold

bench: install ## print speeds, as ratios within one run
	@$(BIN)/python -m tests.bench

drill: install ## bring every alert about and live through a day in minutes; prints what came of it
	@$(BIN)/python -m tests.drill alerts && $(BIN)/python -m tests.drill day

faults: install ## kill, fill up and damage ingest at every step; prints what was lost
	@$(BIN)/python -m tests.faults

fuzz: install ## mutate bulletins and settings for FUZZ_SECONDS (300); prints what broke
	@$(BIN)/python -m tests.fuzz

audit: install ## licences of all locked packages; known weaknesses where they can be looked up
	@$(BIN)/python -m tests.audit

lock: install ## compile requirements.in to requirements.txt with hashes
	@$(BIN)/uv pip compile --quiet --system-certs --python-version 3.11 --generate-hashes --no-strip-extras --no-header --no-annotate --no-emit-index-url requirements.in -o requirements.txt

clean: ## remove .venv and caches, never data/
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis *.egg-info
