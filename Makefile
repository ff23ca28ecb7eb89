PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN := $(VENV)/.installed-to-run
DEV := $(VENV)/.installed-to-test
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: study test lint types contracts pytest format docs pictures bench bench-memory bench-plan torture powercut failing-disk fuzz corruption firewall zones clean

study: $(RUN)  ## study the sample deck
	@$(BIN)/studyapp study decks/nuclear-security-coe.deck.yaml

test: lint types contracts pytest  ## everything that CI runs

lint: $(DEV)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(DEV)
	$(BIN)/mypy

contracts: $(DEV)
	$(BIN)/lint-imports

pytest: $(DEV)
	$(BIN)/pytest

format: $(DEV)
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

docs: $(DEV)
	$(BIN)/python -m tests.generated_docs

pictures: $(DEV)
	$(BIN)/python -m tests.pictures

bench: $(DEV)
	$(BIN)/python -m tests.bench

bench-memory: $(DEV)  ## beside Anki's backend where that can be installed
	-$(BIN)/pip install --quiet --constraint constraints.txt --group anki
	$(BIN)/python -m tests.bench_memory

bench-plan: $(DEV)
	$(BIN)/python -m tests.bench_plan

torture: $(DEV)  ## kill the app a thousand times, amid fifty thousand answers
	$(BIN)/python -m tests.torture

powercut: $(DEV)  ## cut the power four thousand times
	$(BIN)/python -m tests.disk

fuzz: $(DEV)  ## a quarter of an hour of broken files and input
	$(BIN)/python -m tests.fuzz

corruption: $(DEV)  ## damage the progress file in more than a thousand ways
	$(BIN)/python -m tests.corruption

failing-disk: $(DEV)  ## let every single call on files fail
	$(BIN)/python -m tests.disk.sweeping

firewall: $(DEV)
	STUDYAPP_EVERY_CELL=1 $(BIN)/pytest -q tests/firewall

zones: $(DEV)  ## sessions around every leap of every time zone's clocks
	STUDYAPP_EVERY_ZONE=1 $(BIN)/pytest -q tests/study/test_clocks.py

clean:
	rm -rf $(VENV)

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(RUN): $(VENV)/bin/python pyproject.toml constraints.txt
	$(BIN)/pip install --quiet --constraint constraints.txt --editable .
	@touch $@

$(DEV): $(RUN)
	$(BIN)/pip install --quiet --constraint constraints.txt "pip>=25.1"
	$(BIN)/pip install --quiet --constraint constraints.txt --group dev
	@touch $@
