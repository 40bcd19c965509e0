# Two commands for a newcomer: `make demo` and `make test`. Both may be run again at any time.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test install lint bench docs clean

demo: install
	@$(BIN)/b12track demo

test: install lint
	@$(BIN)/python -m pytest -q

install:
	@PYTHON="$(PYTHON)" sh .ci/install

lint: install
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

bench: install
	@$(BIN)/python tests/bench.py docs/benchmarks.md

docs: install
	@$(BIN)/cog -r README.md docs/words.md docs/schema.md

clean:
	rm -rf .venv build dist
