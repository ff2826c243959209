# Every target starts from a fresh clone: it makes .venv from python3 and installs what it needs.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
JOBS ?= 1

.PHONY: help demo test test-clusters matrix quick lint corpus train bench card docs pictures clean

help: ## show the targets
	@sed -n 's/^\([a-z-]*\):.*## /make \1\t/p' Makefile

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10) and "opinionclf needs Python 3.10 or newer: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	touch $@

demo: $(VENV)/.installed ## label the sentences of an example page
	$(BIN)/opinionclf classify examples/scraped_page.txt

$(VENV)/.installed-clusters: $(VENV)/.installed-dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev,clusters]'
	touch $@

test: $(VENV)/.installed-dev ## run all tests but those on clusters
	$(BIN)/python -m pytest -q -n auto -m 'not clusters'

test-clusters: $(VENV)/.installed-clusters ## run the examples on clusters of Spark (needs Java 17) and Ray
	$(BIN)/python -m pytest -q -m clusters

matrix: $(VENV)/.installed ## run the tests on every supported Python, with the oldest and the newest libraries (an hour)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[matrix]'
	$(BIN)/nox

quick: $(VENV)/.installed-dev ## run the tests without those that take longest (about five minutes)
	$(BIN)/python -m pytest -q -n auto -m 'not slow and not clusters'

lint: $(VENV)/.installed-dev ## check style, types and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

corpus: $(VENV)/.installed ## check the corpus and the lexicons
	$(BIN)/python training_data/tools/check.py

train: $(VENV)/.installed ## build models/default from training_data/
	$(BIN)/opinionclf train training_data/ --output models/default --jobs $(JOBS)

card: $(VENV)/.installed-dev ## write docs/model_card.md and figures of docs/figures.md; needs DATA=folder, real news
	$(BIN)/python benchmarks/model_card.py --data "$(or $(DATA),$(error make card DATA=folder))" \
		--output docs/model_card.md --figures docs/figures.md

docs: $(VENV)/.installed-dev ## write the documentation as a site to build/site
	$(BIN)/mkdocs build --quiet

pictures: $(VENV)/.installed-dev ## run the examples again and write their pictures and outputs
	$(BIN)/python examples/make.py

bench: $(VENV)/.installed ## figures on the held-out part of the corpus, and with DATA=folder on real news
	@if cut -f9 training_data/documents.tsv | grep -qx test; then $(BIN)/opinionclf evaluate models/default training_data; fi
ifdef DATA
	$(BIN)/python benchmarks/real_news.py --data "$(DATA)" --json real_news.json
	$(BIN)/python benchmarks/segmentation.py --data "$(DATA)" --json segmentation_benchmark.json --quick
else
	@echo "for the figures on real news: make bench DATA=folder (see README, Measuring)"
endif

clean: ## remove what the other targets made
	rm -rf $(VENV) build dist .pytest_cache .hypothesis .mypy_cache .ruff_cache .import_linter_cache .nox
