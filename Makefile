# Needs Python 3.10 or newer and nothing else; the rest is set up in .venv.
# `make site` and `make browser` also want a bench: $FRAPPE_BENCH_ROOT, else ~/frappe-bench.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
ARGS ?=

.PHONY: demo test lint unit site browser bench clean

demo: $(READY)
	@$(BIN)/lead-intelligence demo

test: $(READY)
	@$(BIN)/python -m tests.suite

lint: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

unit: $(READY)
	@$(BIN)/python -m pytest tests/unit $(ARGS)

site: $(READY)
	@$(BIN)/python -m tests.bench site $(ARGS)

browser: $(READY)
	@$(BIN)/python -m tests.bench browser $(ARGS)

bench: $(READY)
	@$(BIN)/python -m benchmarks $(ARGS)

$(READY): pyproject.toml setup.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10) and "Python 3.10 or newer is needed: make PYTHON=python3.x")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis tests/browser/screenshots
	find lead_intelligence tests -name __pycache__ -type d -prune -exec rm -rf {} +
