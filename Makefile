# Each target does its own set-up: from a bare clone with Python 3.11 and pip, `make demo` and `make test` run.
# Two stamps in .venv: `setup` holds what running needs, `setup-dev` adds what checking needs.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
WORKERS ?= 2
DATA ?=
UPGRADE ?= # --upgrade resolves to the newest versions; empty keeps what the lock has
LEDGER := build/demo.db

.PHONY: setup setup-dev demo test lint unit proofs gate eval bench golden readme reference lock clean

setup: $(VENV)/.ready
setup-dev: $(VENV)/.ready-dev

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Twosource needs Python 3.11 or newer; set PYTHON=/path/to/it")'
	$(PYTHON) -m venv $(VENV)

# The locks pin setuptools too, so that building the package fetches nothing that the lock does not name.
$(VENV)/.ready: requirements.lock pyproject.toml | $(BIN)/python
	$(PIP) install --quiet --require-hashes -r requirements.lock
	$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q src
	@touch $@

$(VENV)/.ready-dev: requirements-dev.lock $(VENV)/.ready
	$(PIP) install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

# The main job, on invented reports: read them into a fresh ledger, then print the briefing.
demo: setup
	@mkdir -p build && rm -f $(LEDGER) $(LEDGER)-wal $(LEDGER)-shm
	$(BIN)/twosource read examples --manifest examples/manifest.csv --gazetteer examples/gazetteer.toml --ledger $(LEDGER)
	$(BIN)/twosource brief --ledger $(LEDGER)

# All that CI runs. The tests come last, so that their closing line is the last one.
test: lint gate unit

lint: setup-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell

gate: setup-dev
	$(BIN)/python -m evals.gate

unit: setup-dev
	$(BIN)/pytest -n $(WORKERS)

# The long checks end to end: ten shuffles, a folder of a thousand files, the news texts where they are at hand.
proofs: setup-dev
	PROOFS=all $(BIN)/pytest -n $(WORKERS) tests/e2e

# Scores every corpus whose gold is at hand, records the results, and holds them to their floors.
eval: setup-dev
	@for corpus in $$($(BIN)/python -c 'from evals.corpora import names; print(*names())'); do \
		echo "== $$corpus"; $(BIN)/python -m evals $$corpus --record || exit 1; \
	done
	$(BIN)/python -m evals.gate

# DATA=FOLDER measures reading on your own articles instead of generated ones. The ledger of 10,000 documents takes half an hour.
bench: setup-dev
	$(BIN)/python -m bench --profile full $(if $(DATA),--data $(DATA))
	$(BIN)/python -m bench --profile rules $(if $(DATA),--data $(DATA))
	$(BIN)/python -m bench.growth --past

# Rewrites `read` in tests/golden/*/expected.json from what the code says now; the review of the change is the check.
golden: setup-dev
	$(BIN)/python scripts/golden.py

# Rewrites the outputs in README.md from what the commands print now.
readme: setup
	$(BIN)/python scripts/readme.py

# The pages that are generated from the code.
reference: setup-dev
	$(BIN)/python -m typer twosource.views.cli utils docs --name twosource --output docs/reference/cli.md
	$(BIN)/python scripts/lexicon_page.py

# Resolves anew. Neither lock may name an index or a host: they are read wherever pip is pointed. Hashing every
# platform's wheels takes minutes; the dev lock starts from the runtime lock, whose hashes it shares.
LOCK := CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe \
	--all-build-deps --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options

lock: setup-dev
	$(LOCK) $(UPGRADE) -o requirements.lock pyproject.toml
	cp requirements.lock requirements-dev.lock
	$(LOCK) --extra dev -c requirements.lock -o requirements-dev.lock pyproject.toml
	@! grep -nE '://|^--(index|extra-index|find-links|trusted)' requirements.lock requirements-dev.lock

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis src/*.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
