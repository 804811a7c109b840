# The two promises of the README are `make demo` and `make test`; the rest is for developers.
# Everything is installed inside .venv, from locks with hashes; ensurepip is not needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# A program whose byte code is kept starts in half the time, and the tests start many.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help install install-dev demo test test-slow check format lock bench bench-language bench-forecast pictures clean

help:
	@echo "make demo       try Firebreak in a browser, without Slack"
	@echo "make test       the fast tests          make test-slow  the slow ones"
	@echo "make check      style, types, imports   make format     tidy up"
	@echo "make install    the firebreak command   make bench      figures"

$(BIN)/uv:
	$(PYTHON) -m venv --without-pip $(VENV)
	$(PYTHON) -m pip --python $(BIN)/python install --quiet --disable-pip-version-check 'uv>=0.13,<0.14'

$(VENV)/installed: $(BIN)/uv requirements.lock pyproject.toml
	VIRTUAL_ENV=$(abspath $(VENV)) $(BIN)/uv pip install --quiet --require-hashes -r requirements.lock
	VIRTUAL_ENV=$(abspath $(VENV)) $(BIN)/uv pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed requirements-dev.lock
	VIRTUAL_ENV=$(abspath $(VENV)) $(BIN)/uv pip install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

install: $(VENV)/installed
install-dev: $(VENV)/installed-dev

demo: install
	$(BIN)/firebreak demo $(ARGS)

test: install-dev
	$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder $(ARGS)

test-slow: install-dev
	$(BIN)/pytest -m slow $(ARGS)

check: install-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: install-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

LOCK = $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml --extra demo --extra postgres --group build
lock: $(BIN)/uv
	$(LOCK) -o requirements.lock
	$(LOCK) --group dev -c requirements.lock -o requirements-dev.lock

bench-language: install-dev
	$(BIN)/python -m benchmarks.language $(ARGS)

bench-forecast: install-dev
	$(BIN)/python -m benchmarks.projection
	$(BIN)/python -m benchmarks scale $(ARGS)

bench: install-dev
	$(BIN)/python -m benchmarks $(ARGS)

pictures: install-dev
	$(BIN)/python -m tests.bot.pictures

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache build dist
