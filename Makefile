# `make site` builds the sample site, `make test` passes the tests; both set up what they need.

PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
PIP = $(BIN)/python -m pip --disable-pip-version-check --quiet
# Hashes are pinned; packages that come as source are built by the pinned tools, not by the newest.
INSTALL = $(PIP) install --require-hashes --no-build-isolation

.PHONY: site serve test check lint docs golden pictures lock clean

site: $(VENV)/.site
	$(BIN)/python build.py

serve: $(VENV)/.site
	$(BIN)/python build.py serve

test: $(VENV)/.dev
	$(BIN)/python -m pytest -n auto --dist worksteal

check: lint test

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# The golden site, made anew; review the difference.
golden: $(VENV)/.dev
	TAGARCHIVE_GOLDEN=1 $(BIN)/python -m pytest --quiet tests/test_golden.py

# The reference pages of docs/, written anew from the code.
docs: $(VENV)/.dev
	PYTHONPATH=. $(BIN)/python docs/reference.py

# The pictures of the sample site, drawn anew.
pictures: $(VENV)/.site
	$(BIN)/python docs/sample_pictures.py

# The pinned versions and hashes, made anew from pyproject.toml.
lock:
	$(PYTHON) -m venv $(VENV)/lock
	$(VENV)/lock/bin/python -m pip --quiet install pip-tools
	for set in "build requirements/build.in" "servers requirements/servers.in" "site --extra=deploy --extra=images --extra=import --extra=search pyproject.toml" "dev --extra=deploy --extra=dev --extra=images --extra=import --extra=search pyproject.toml"; do \
		set -- $$set; name=$$1; shift; \
		$(VENV)/lock/bin/pip-compile --quiet --upgrade --generate-hashes --allow-unsafe --strip-extras --no-annotate \
			--no-header --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
			--output-file requirements/$$name.txt "$$@"; \
	done

clean:
	rm -rf $(VENV) public dist .tagarchive .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit("tagarchive needs Python 3.11 or newer; name one: make PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.site: $(VENV)/.python requirements/build.txt requirements/site.txt
	$(INSTALL) --requirement requirements/build.txt
	$(INSTALL) --requirement requirements/site.txt
	@touch $@

$(VENV)/.dev: $(VENV)/.site requirements/dev.txt requirements/servers.txt
	$(INSTALL) --requirement requirements/dev.txt
	$(PYTHON) -m venv $(VENV)/servers
	$(PIP) --python $(VENV)/servers install --require-hashes --requirement requirements/servers.txt
	$(PIP) wheel --require-hashes --no-build-isolation --wheel-dir $(VENV)/wheels --requirement requirements/site.txt
	sh tests/install-programs
	@touch $@
