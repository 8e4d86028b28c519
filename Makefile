# Everything runs from here: `make run` to try it, `make test` for all tests, `make check` while working.
# The system's interpreter where it is new enough: distributions build it with the profile of real programs, which one
# built by a version manager often lacks (DECISIONS 57).
PYTHON ?= $(shell /usr/bin/python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo /usr/bin/python3 || echo python3)
VENV := .venv
BIN := $(VENV)/bin
GOLD ?= ../shared/gold
HOST ?= 127.0.0.1
PORT ?= 8000
DATA ?= data
WORKERS ?= 2
CODE := extractor index corpus service tests bench

# No module of the working directory may shadow an installed one.
export PYTHONSAFEPATH := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# `many`: with the clients of a cluster, of S3 stores and of identity providers
BUNDLE ?= one

BENCHES := main extract files graph search ingest drafting workplace

.PHONY: run test check setup system lint types contracts samples lock bundle $(addprefix bench-,$(BENCHES))

run: system-run $(VENV)/.run ocr-data
	@if [ -z "$$(ls -A $(DATA) 2>/dev/null)" ]; then \
		echo "The archive $(DATA) is empty: taking in the sample documents of corpus/samples/files"; \
		$(BIN)/vanban ingest --data $(DATA) corpus/samples/files; \
	fi
	$(BIN)/vanban serve --data $(DATA) --host $(HOST) --port $(PORT)

test: system-test setup ocr-data lint types contracts
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup

check: setup lint types contracts
	$(BIN)/python -m pytest -n $(WORKERS) -q -m "not server and not browser and not bundle and not validator"

setup: $(VENV)/.dev

lint:
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check --quiet $(CODE)

types:
	$(BIN)/mypy

contracts:
	$(BIN)/lint-imports

bundle: $(VENV)/.run
	sh scripts/bundle.sh $(BIN)/python $(BUNDLE) dist

samples: setup
	$(BIN)/python -m corpus.samples.build

lock: setup
	sh scripts/lock.sh $(BIN)/pip-compile

$(addprefix bench-,$(BENCHES)): bench-%: setup
	$(BIN)/python -m bench.$* --gold $(GOLD)

.PHONY: system-run system-test ocr-data
# Better recognition data for scans than Debian's, where npm is at hand; without it Debian's is used.
ocr-data: | $(BIN)/python
	@$(BIN)/python -m extractor.readers.ocr_data >/dev/null || echo "Going on with the recognition data of the system."

system-run:
	@sh scripts/system_packages.sh run $(PYTHON)

system-test:
	@sh scripts/system_packages.sh test $(PYTHON)

# The interpreter is checked first: an old one fails much later and says nothing useful.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "vanban needs Python 3.11 or newer; '$(PYTHON)' is older. Try: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.lock pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/.run
