# Two commands for a newcomer: `make demo` and `make test`. Both may be run again at any time.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test torture install lint simulate bench gallery docs mutate release clean

demo: install
	@$(BIN)/b12track demo

test: install lint
	@$(BIN)/python -m pytest -q -n auto --dist worksteal

# Every fault sweep; the figures go into docs/promises.md. EVERY=5: each fifth point. PART: one alone.
EVERY ?= 1
torture: install
	@$(BIN)/python -m tools.torture $(EVERY) $(PART)

install:
	@PYTHON="$(PYTHON)" sh .ci/install

lint: install
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

simulate: install
	@$(BIN)/python -m tools.simulate

bench: install
	@$(BIN)/python tools/bench.py docs/benchmarks.md

# The same text on Spark's local mode, where Java is; pyspark is large, so it is no part of `test`.
spark: install
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[spark]'
	@$(BIN)/python -m pytest -q -rs tests/cohort/test_engine.py -k spark

gallery: install
	@$(BIN)/python tools/gallery.py docs

docs: install
	@$(BIN)/cog -r README.md docs/words.md docs/schema.md docs/examples.md docs/cohort.md docs/analysis.md docs/exchange.md docs/explain.md
	@$(BIN)/python -m tools.manual docs/b12track.1

# ROOM=quantity: that room alone; all of them take hours.
mutate: install
	@$(BIN)/python -m pip install -q --disable-pip-version-check 'mutmut>=3.3'
	@$(BIN)/python -m tools.mutate $(ROOM)

release: install
	@$(BIN)/python -m tools.release

clean:
	rm -rf .venv build dist
