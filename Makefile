# `make demo` shows what the program does, `make test` checks it. Both set up what they need.

PYTHON ?= python3
BIN := .venv/bin
STAMPS := .venv/stamps
SOURCES := pyproject.toml
# Saved pages beside fields from another parser; `make bench` reads them where they are.
PAGES ?= ../shared/pages
# Reports by incident; `make bench` seeks the quotations that they share.
TOLLS ?= ../shared/tolls/incidents-dev.jsonl.gz

# So many examples for each fuzzed thing in `make soak`: 20,000 take hours.
FUZZ ?= 20000
# Minutes of `make fuzz`.
MINUTES ?= 120

.DEFAULT_GOAL := help
.PHONY: help demo test lint types imports docs bench soak fuzz clean

help:  ## what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /make \1\t/' | expand -t 14

demo: $(STAMPS)/program  ## read the bundled examples, print their brief, write it as a page
	@rm -rf demo-case
	@$(BIN)/earwitness read examples/arlen-bridge --case demo-case
	@rm -rf demo-call
	@$(BIN)/earwitness read examples/ferry-call --case demo-call --quiet
	@$(BIN)/earwitness tape demo-call --transcript call.vtt --sound examples/ferry-call/call.ogg >/dev/null
	@printf "\nA phone call that three reports quote, held against its transcript (examples/ferry-call):\n\n"
	@$(BIN)/earwitness tape demo-call

test: $(STAMPS)/tools $(STAMPS)/browser $(STAMPS)/postgres $(STAMPS)/spreadsheet $(STAMPS)/voices lint types imports  ## format, lint, types, import rules, tests
	@$(BIN)/python -m pytest -n 2 --dist loadfile

lint: $(STAMPS)/tools
	@$(BIN)/ruff format --check -q .
	@$(BIN)/ruff check -q .

types: $(STAMPS)/tools
	@$(BIN)/mypy --no-error-summary

imports: $(STAMPS)/tools
	@$(BIN)/lint-imports > $(STAMPS)/imports.log || { cat $(STAMPS)/imports.log; exit 1; }

docs: $(STAMPS)/tools  ## the documentation as a site, in build/site; needs no network
	@$(BIN)/mkdocs build --quiet
	@echo "The documentation: build/site/index.html"

bench: $(STAMPS)/tools $(STAMPS)/voices  ## words a second, intake, same words among a million, a crawl, the desk, a call (7 minutes)
	@$(BIN)/python bench/speed.py
	@if [ -d "$(PAGES)" ]; then $(BIN)/python bench/intake.py "$(PAGES)"; fi
	@if [ -f "$(TOLLS)" ]; then $(BIN)/python bench/same_event.py "$(TOLLS)"; fi
	@$(BIN)/python bench/same_words.py 1000000
	@$(BIN)/python bench/crawl.py
	@$(BIN)/python bench/desk.py
	@$(BIN)/python bench/listening.py

soak: $(STAMPS)/tools $(STAMPS)/browser $(STAMPS)/postgres $(STAMPS)/spreadsheet $(STAMPS)/voices  ## hours: 200 kills, 10,000 decisions, the hostile list full size, fuzzing, all properties with more examples
	@EARWITNESS_KILLS=200 $(BIN)/python -m pytest tests/casefile/test_crash.py
	@EARWITNESS_SOAK=100 $(BIN)/python -m pytest tests/hostile
	@EARWITNESS_FUZZ=$(FUZZ) $(BIN)/python -m pytest tests/fuzz
	@HYPOTHESIS_PROFILE=soak EARWITNESS_DECISIONS=10000 $(BIN)/python -m pytest \
		--ignore tests/casefile/test_crash.py --ignore tests/hostile --ignore tests/fuzz
	@$(BIN)/python bench/growth.py
	@$(BIN)/python bench/spread.py 2,000,000

fuzz: $(STAMPS)/tools  ## hours: fuzzing led by what each try reaches, MINUTES=120, two targets at a time
	@scripts/setup.sh fuzz
	@$(BIN)/python tests/fuzz/guided.py --minutes $(MINUTES)

clean:  ## remove what was made
	rm -rf .venv demo-case demo-call build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# -- setting up; a stamp says what is done, so that the second run starts at once

$(BIN)/python:
	@scripts/setup.sh venv $(PYTHON)

$(STAMPS)/program: $(SOURCES) | $(BIN)/python
	@scripts/setup.sh program
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/tools: $(SOURCES) | $(BIN)/python
	@scripts/setup.sh tools
	@mkdir -p $(STAMPS) && touch $@ $(STAMPS)/program

$(STAMPS)/browser: | $(BIN)/python
	@scripts/setup.sh browser
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/postgres: | $(BIN)/python
	@scripts/setup.sh postgres
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/spreadsheet: | $(BIN)/python
	@scripts/setup.sh spreadsheet
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/voices: | $(BIN)/python
	@scripts/setup.sh voices
	@mkdir -p $(STAMPS) && touch $@
