# The commands of the house; `make` alone lists them. All of them make their own environment first.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
BIN := .venv/bin
ONLY ?=
TEST_SETTINGS := config.settings.test

.PHONY: help
help: ## say what each command does
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

.PHONY: demo
demo: .venv/run.stamp ## set up and run the whole loop on this machine: the service and an LMS to try it from
	$(BIN)/python manage.py demo

.PHONY: test
test: .venv/dev.stamp ## set up and run the tests; say which are left out, and why
	$(BIN)/python -m tests.run

.PHONY: sure
sure: format lint types contracts migrations templates test ## everything that must hold before work leaves the desk

.PHONY: format
format: .venv/dev.stamp ## check how the code is set
	$(BIN)/ruff format --check .

.PHONY: lint
lint: .venv/dev.stamp ## check the code for known mistakes
	$(BIN)/ruff check .

.PHONY: types
types: .venv/dev.stamp ## check the types
	$(BIN)/mypy

.PHONY: contracts
contracts: .venv/dev.stamp ## check who imports whom
	$(BIN)/lint-imports --no-cache

.PHONY: migrations
migrations: export DJANGO_SETTINGS_MODULE := $(TEST_SETTINGS)
migrations: export DATABASE_URL := sqlite://:memory:
migrations: .venv/dev.stamp ## check that the migrations are complete and safe to apply
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py lintmigrations --no-cache --ignore-initial-migrations --warnings-as-errors --quiet ok ignore

.PHONY: templates
templates: .venv/dev.stamp ## check the templates
	$(BIN)/djlint lti_exams --profile=django --lint --quiet --ignore=H006,H030,H031,H043,T002

.PHONY: bench
bench: .venv/dev.stamp ## measure: one JSON object a line; ONLY=launches measures one app
	$(BIN)/python -m benchmarks --only "$(ONLY)"

.PHONY: kill
kill: export KILLS ?= 1000
kill: .venv/dev.stamp ## kill workers while scores flow, 1,000 times, and hold the LMS's ledger against ours
	$(BIN)/python -m benchmarks --only grades.killed_lost_or_doubled
	KILLS=100 env -u DATABASE_URL $(BIN)/python -m pytest -q -n 0 tests/integration/grades/test_killed_workers.py

.PHONY: nightly
nightly: export LONG := 1
nightly: .venv/dev.stamp ## run the long forms of what the tests do briefly
	$(BIN)/python -m tests.run

.PHONY: lock
lock: .venv/dev.stamp ## pin every dependency anew
	test -x .venv/lock/bin/uv || { $(BIN)/python -m venv .venv/lock && .venv/lock/bin/pip install --quiet uv; }
	.venv/lock/bin/uv pip compile setup.cfg --universal --generate-hashes --python-version 3.11 --quiet --no-header --no-annotate --upgrade -o requirements.lock
	.venv/lock/bin/uv pip compile setup.cfg --extra dev --constraint requirements.lock --universal --generate-hashes --python-version 3.11 --quiet --no-header --no-annotate --upgrade -o requirements-dev.lock

# The tests need all that the service needs, so their environment serves the demo as well.
.venv/run.stamp: requirements.lock
	@test -f .venv/dev.stamp || { echo "Making the environment, once: less than a minute …"; $(call make-environment) && $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock; }
	@touch $@

.venv/dev.stamp: requirements-dev.lock requirements.lock
	@$(call make-environment)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

define make-environment
for python in $(PYTHON) python3.11 python3.12 python3.13 python3; do \
	if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found=$$python; break; fi; \
done; \
if test -z "$${found:-}"; then echo "Python 3.11 or newer is needed and was not found; name it: make PYTHON=/path/to/python3.11" >&2; exit 1; fi; \
if ! test -x $(BIN)/python; then $$found -m venv .venv || { echo "$$found cannot make environments: install its venv module (Debian: python3-venv)" >&2; exit 1; }; fi
endef
