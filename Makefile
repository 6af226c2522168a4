# Everything this project does. `make` alone lists it.
.DEFAULT_GOAL := help
.PHONY: help serve build check test test-fast lint format schema fonts gallery bench permalinks formats successor simulation lock clean setup setup-dev browser browsers
.SUFFIXES:
.DELETE_ON_ERROR:

# Never install into anything but our own environment.
export PIP_REQUIRE_VIRTUALENV := 1
# The theme's notice of its end of life (5 May 2027) is dealt with in CONTRIBUTING.md.
export NO_MKDOCS_2_WARNING := 1

PORT ?= 8000
VENV := .venv
RUN := $(VENV)/bin/python
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11, 5))' 2>/dev/null && { echo $$p; break; }; done)
PIP := $(RUN) -m pip --disable-pip-version-check --quiet install --require-hashes

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

serve: setup ## Build the site, serve it with live reload and print its address (PORT=8000)
	@$(RUN) -c 'import socket, sys; sys.exit(socket.socket().connect_ex(("127.0.0.1", int("$(PORT)"))) == 0)' 2>/dev/null \
		|| { echo "Port $(PORT) is taken or is no port. Name another: make serve PORT=8001" >&2; exit 1; }
	@echo "Two Kinds of Certainty will be at http://127.0.0.1:$(PORT)/ (Ctrl+C stops it)"
	@DRAFT=1 $(RUN) -m mkdocs serve --livereload --dev-addr 127.0.0.1:$(PORT)

# Built beside and moved into place: a build that fails leaves the last good site/ as it was. To delete that takes
# longer than to move it, and nobody need wait.
build: setup ## Write the site to site/
	@rm -rf .build .old && PROMISED=1 $(RUN) -m mkdocs build --site-dir .build
	@if [ -e site ]; then mv site .old; fi; mv .build site && { rm -rf .old & }

check: setup ## Name every problem in data/ and docs/, without building
	@$(RUN) -m macros check

test: setup-dev browsers ## Run every test
	@$(RUN) -m pytest -n auto --dist loadfile

test-fast: setup-dev ## Run the tests that need no browser
	@$(RUN) -m pytest -m "not browser"

lint: setup-dev ## Check the Python's style
	@$(RUN) -m ruff check macros tests && $(RUN) -m ruff format --check macros tests

format: setup-dev ## Format the Python
	@$(RUN) -m ruff check --fix macros tests && $(RUN) -m ruff format macros tests

schema: setup ## Write the JSON Schemas of the data files
	@$(RUN) -m macros schema

# For maintainers: fetches the face with npm, which nothing else needs.
fonts: setup-dev ## Cut the reading face and print the rules of its fallbacks
	@$(RUN) -m tests.fonts

gallery: setup-dev browser ## Take pictures of every kind of page and write gallery/ (ONLY=quiz,home WIDTHS=390 SCHEMES=dark)
	@$(RUN) -m tests.gallery $(if $(ONLY),--only $(ONLY)) $(if $(WIDTHS),--widths $(WIDTHS)) $(if $(SCHEMES),--schemes $(SCHEMES))

# It fails if a target is missed. Lighthouse takes Node, which nothing else needs.
bench: setup-dev browser ## Measure bytes, Lighthouse and builds against a stock site (ONLY=bytes RUNS=3 PAGES=/quiz/ SIZES=20,200 PROFILE=1)
	@$(RUN) -m tests.bench $(if $(ONLY),--only $(ONLY)) $(if $(RUNS),--runs $(RUNS)) $(if $(PAGES),--pages $(PAGES)) $(if $(SLOWER),--slower $(SLOWER)) $(if $(SIZES),--sizes $(SIZES)) $(if $(PROFILE),--profile)

permalinks: setup ## Add new addresses and ids to those that never break
	@rm -rf .build && $(RUN) -m mkdocs build --site-dir .build
	@$(RUN) -m macros permalinks .build

# The site with the guide as a PDF and as an e-book; printing takes a browser.
formats: build browser ## Write the site to site/, with the PDF and the e-book
	@rm -rf .build && DRAFT=1 $(RUN) -m mkdocs build --quiet --site-dir .build
	@$(RUN) -m macros.formats .build site --browser "$$($(RUN) -m tests.browser)"
	@$(RUN) -m macros permalinks --check site
	@rm -rf .build

# Beside site/, to compare. CONTRIBUTING.md says what differs.
successor: setup-dev ## Write the site to successor/, built with Zensical, the theme's successor
	@rm -rf .build .cache && $(RUN) -m macros.successor .build
	@$(RUN) -m macros permalinks --check .build
	@rm -rf successor .cache && mv .build successor

simulation: setup ## Simulate readers of the quiz and write data/simulation.yml
	@$(RUN) -m macros simulation

# uv resolves for every platform and Python at once; it is needed here only.
lock: $(RUN) ## Pin all dependencies anew, with hashes
	@$(RUN) -m venv $(VENV)/lock && $(VENV)/lock/bin/python -m pip --disable-pip-version-check --quiet install uv==0.13.9
	@set -e; compile="$(VENV)/lock/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11.5 --generate-hashes --no-header --no-annotate pyproject.toml"; \
		$$compile --output-file requirements.lock; \
		$$compile --group dev --constraint requirements.lock --output-file requirements-dev.lock

clean: ## Remove all that make has made
	rm -rf $(VENV) .build .old .cache site successor gallery .bench .pytest_cache .ruff_cache .hypothesis

setup: $(VENV)/site.stamp
setup-dev: $(VENV)/dev.stamp
browser: setup-dev
	@$(RUN) -m tests.browser >/dev/null
# Firefox and WebKit, for the journeys; where one cannot be had, that is said.
browsers: browser
	@$(RUN) -m tests.browser others

$(VENV)/site.stamp: requirements.lock $(RUN)
	@echo "Installing what the site is built with ..."
	@$(PIP) --requirement requirements.lock
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock $(VENV)/site.stamp
	@echo "Installing what the tests need ..."
	@$(PIP) --requirement requirements-dev.lock
	@touch $@

$(RUN):
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11, 5))' 2>/dev/null || { \
		echo "Python 3.11.5 or newer is needed. Install it, or name one: make PYTHON=/path/to/python3" >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
		test "$$(id -u)" = 0 && { apt-get update -qq && apt-get install -y -qq python3-venv; } >/dev/null 2>&1; } || { \
		echo "Python's venv module is missing. Install it (Debian: sudo apt-get install python3-venv) and try again." >&2; exit 1; }
	@"$(PYTHON)" -m venv --clear $(VENV)
