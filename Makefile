# Two commands matter: `make run` and `make test`. Each does all its own set-up.
VENV ?= .venv
PYTHON ?= python3
BIN := $(VENV)/bin
# One more than cores: browsers and platforms are waited for, too.
WORKERS := $(shell expr $$(nproc) + 1)

# Tests start the program often: it is compiled once, whatever this machine says of that.
test databases faults fuzz mutants: export PYTHONDONTWRITEBYTECODE =

.PHONY: run test check databases faults fuzz mutants format lint types contracts security packages bench soak wheel wheel-test sbom screenshots

run: $(VENV)/run.stamp
	@$(BIN)/python -m bot run

test: $(VENV)/dev.stamp
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

check: lint types contracts security test

# Every story on PostgreSQL, too; `test` tells only the first of each file there.
databases: $(VENV)/dev.stamp
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal --every-database tests/stories

# Every trouble, then hundreds of kill -9 at the real program with 500 officials on their phones;
# takes an hour. KILLS=40 for a look.
faults: $(VENV)/dev.stamp
	@$(BIN)/python -m pytest -m long tests/faults
	@$(BIN)/python -m tests.faults --kills $(or $(KILLS),200) --side-by-side $$(nproc)

# The readers of everything that comes from outside, tried with twenty times the examples, ended after
# ten minutes, failing; then by coverage, a minute for each of what platforms and plans hand in.
fuzz: $(VENV)/dev.stamp $(VENV)/fuzz.stamp
	@timeout 600 $(BIN)/python -m pytest -m fuzz --hypothesis-profile=fuzz -n $(WORKERS)
	@mkdir -p var && for target in telegram zalo plan days; do \
	  $(BIN)/python -m tests.coverage_fuzz $$target -max_total_time=$(or $(SECONDS),60) \
	    -artifact_prefix=var/ || exit 1; done

# Small changes to the rules, the lifecycle, the outbox, permissions and dates, and how many of them
# the tests named in tests/mutants/groups.toml notice; 1 where a group has fewer than 90 %. Half an
# hour on two cores; GROUP="rules dates" for some, SAMPLE=30 for a look.
mutants: $(VENV)/dev.stamp $(VENV)/mutants.stamp
	@$(BIN)/python -m tests.mutants $(GROUP) $(if $(SAMPLE),--sample $(SAMPLE))

# The pictures of the documents, from the running program; needs Chromium (tools/browser.sh).
screenshots: $(VENV)/dev.stamp
	@$(BIN)/python -m tools.screenshots

# What everything costs, with the libraries it is measured against (bench/peers); about half an hour.
# Redis for one of them comes from Debian where root runs this, else that one is left out.
bench: $(VENV)/dev.stamp $(VENV)/bench.stamp
	@BENCH_PYTHON=$(abspath $(VENV))/bench/bin/python $(BIN)/python -m bench

# Ten working days of a commune in an hour: MINUTES=5 for a look, FACTOR=20 for more days.
soak: $(VENV)/dev.stamp
	@$(BIN)/python -m bench.soak --minutes $(or $(MINUTES),60) --factor $(or $(FACTOR),10)

lint: $(VENV)/dev.stamp
	@$(BIN)/ruff format --check . && $(BIN)/ruff check .

types: $(VENV)/dev.stamp
	@$(BIN)/mypy

contracts: $(VENV)/dev.stamp
	@$(BIN)/lint-imports

security: $(VENV)/dev.stamp
	@$(BIN)/bandit -q -c pyproject.toml -r bot scheduler storage tools

# Known weaknesses of the pinned libraries. Not part of `check`: it needs the network, where it
# fetches pip-audit and asks for each library.
packages:
	@$(PYTHON) -m venv $(VENV)/audit && $(VENV)/audit/bin/pip install --quiet pip-audit
	@$(VENV)/audit/bin/pip-audit --require-hashes --disable-pip -r requirements.lock

# What `pipx install` takes, and beside it the pinned libraries: see docs/deploy.md.
wheel: $(VENV)/dev.stamp
	@rm -rf build dist && $(BIN)/python -m build --wheel --outdir dist >/dev/null
	@sed -n 's/ *\\$$//; /^[a-z]/p' requirements.lock > dist/constraints.txt
	@ls dist

# Builds the wheel and runs it where no checkout is; it fetches the libraries once more.
wheel-test: $(VENV)/dev.stamp
	@$(BIN)/python -m pytest -m long tests/packaging

# A bill of materials (CycloneDX) and the licences of what the lock names; it fetches the libraries
# and the tool that writes it.
sbom:
	@sh tools/sbom.sh "$(PYTHON)" "$(VENV)"

format: $(VENV)/dev.stamp
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

$(VENV)/run.stamp: requirements.lock
	@sh tools/setup.sh "$(PYTHON)" "$(VENV)" requirements.lock
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock
	@sh tools/setup.sh "$(PYTHON)" "$(VENV)" requirements-dev.lock
	@touch $@ $(VENV)/run.stamp

$(VENV)/fuzz.stamp: requirements-fuzz.lock $(VENV)/dev.stamp
	@sh tools/setup.sh "$(PYTHON)" "$(VENV)" requirements-fuzz.lock
	@touch $@

$(VENV)/mutants.stamp: requirements-mutants.lock $(VENV)/dev.stamp
	@sh tools/setup.sh "$(PYTHON)" "$(VENV)" requirements-mutants.lock
	@touch $@

$(VENV)/bench.stamp: bench/requirements.lock
	@sh tools/setup.sh "$(PYTHON)" "$(VENV)/bench" bench/requirements.lock
	@if ! command -v redis-server >/dev/null && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && apt-get install -y -qq redis-server >/dev/null; fi
	@touch $@
