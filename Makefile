# Two commands matter: `make run` and `make test`. Each does all its own set-up.
VENV ?= .venv
PYTHON ?= python3
BIN := $(VENV)/bin

.PHONY: run test check faults format lint types contracts lock

run: $(VENV)/run.stamp
	@$(BIN)/python -m bot run

test: $(VENV)/dev.stamp
	@$(BIN)/python -m pytest -n auto

check: lint types contracts test

# Hundreds of kill -9 at the real program; takes many minutes. KILLS=40 for a look.
faults: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.faults --kills $(or $(KILLS),200)

lint: $(VENV)/dev.stamp
	@$(BIN)/ruff format --check . && $(BIN)/ruff check .

types: $(VENV)/dev.stamp
	@$(BIN)/mypy

contracts: $(VENV)/dev.stamp
	@$(BIN)/lint-imports

format: $(VENV)/dev.stamp
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

$(VENV)/run.stamp: requirements.lock
	@sh tools/setup.sh "$(PYTHON)" "$(VENV)" requirements.lock
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock
	@sh tools/setup.sh "$(PYTHON)" "$(VENV)" requirements-dev.lock
	@touch $@ $(VENV)/run.stamp
