# Everything that Mia needs is brought into this folder: .uv/, .venv/, models/, var/.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.ONESHELL:
.DEFAULT_GOAL := help

PYTHON ?= python3.11
# uv from the PATH where there is one, else the one that uv.lock names, in the checkout.
UV = $$(command -v uv || $(PYTHON) scripts/bootstrap_uv.py)
SYNC = "$(UV)" sync --locked --quiet --python $(PYTHON)

.PHONY: help
help: ## what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

.PHONY: sync
sync: ## the locked dependencies, in .venv/
	@$(SYNC)

.PHONY: run
run: sync ## Mia on 127.0.0.1:8000, with all that she needs
	@MIA_WITH_PARENT=1 exec .venv/bin/mia run

.PHONY: train
train: sync ## the model, when its data is newer than it
	@.venv/bin/mia train

.PHONY: test
test: train ## all tests, against a real Redis and a real browser
	@.venv/bin/python -m pytest -n 2 --dist worksteal

.PHONY: pbx
pbx: train ## calls through a real Asterisk and a real phone, where Debian sid can be fetched
	@if why=$$(bash tests/pbx/fetch.sh var/pbx/root 2>&1); then
	  .venv/bin/python -m pytest -rP -m pbx tests/pbx
	else
	  echo "NOT RUN: calls through a real PBX: $${why##*$$'\n'}"
	fi

.PHONY: check
check: sync ## style, types, and the knowledge itself
	@.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/mia knowledge check

.PHONY: voice-model
voice-model: ## the small recognizer, made anew (needs what voice_gateway/model/README.md names)
	@$(SYNC) --group voice-model
	.venv/bin/python -m voice_gateway.sandbox_model build --fresh

.PHONY: clean
clean: ## remove what was brought or made, the data in var/ too
	@rm -rf .venv .uv models var .pytest_cache .mypy_cache .ruff_cache .hypothesis .rasa
