# Two commands matter: `make report` and `make test`. Each sets up .venv from the lock first.

STAMP := .venv/.installed
RUN := .venv/bin/exchange-stats

# The newest Python that will do; PYTHON=/path/to/python3 on the command line chooses another.
SUITS := import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))
NAMES := python3.14 python3.13 python3.12 python3.11 python3 python
PYTHON = $(eval PYTHON := $(firstword $(foreach name,$(NAMES),\
	$(shell $(name) -c "$(SUITS)" >/dev/null 2>&1 && echo $(name)))))$(PYTHON)

# pip says three lines a package: show every twentieth package, what fails, and nothing else.
PROGRESS := awk '/^(Collecting|Processing) / { if (++n % 20 == 0) print "  " n " packages fetched" } \
	/^Installing collected/ { print "  " n " packages fetched; installing (about half a minute)" } \
	/^ERROR/ { print; failed = 1 } { fflush() } END { exit failed }'

.DEFAULT_GOAL := help
.PHONY: help report data notebooks test check refusals faults fuzz soak lock fonts pictures audit licences sbom clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

report: $(STAMP) ## build everything: data/processed, notebooks, figures, reports/index.html
	@$(RUN) build

data: $(STAMP) ## build data/processed only
	@$(RUN) build --only processed

notebooks: data ## run every notebook, writing nothing
	@.venv/bin/python -m jupyter execute notebooks/*.ipynb

test: $(STAMP) ## run the whole test suite (ARGS="-k word" for a part)
	@.venv/bin/python -m pytest $(ARGS)

check: $(STAMP) ## lint, formatting and types
	.venv/bin/ruff check src tests notebooks tools
	.venv/bin/ruff format --check src tests notebooks tools
	.venv/bin/mypy

# The packages whose refusals are the promise of official statistics: no number rather than a wrong one.
STATISTICS := ground evidence privacy measures disclosure received issued own_table

refusals: $(STAMP) ## name the refusals of the statistics that no test has seen (half an hour)
	@.venv/bin/python -m coverage run --source=src/exchange_stats \
		-m pytest -q $(addprefix tests/,$(STATISTICS))
	@.venv/bin/python tools/refusals.py $(STATISTICS)

faults: $(STAMP) ## cut off a build at every call of the file system (some minutes; Linux, macOS)
	@PYTHONPATH=$(CURDIR)/tests .venv/bin/python benchmarks/build_faults.py

fuzz: $(STAMP) ## read files changed by chance, on from the last run (COUNT=50000 SECONDS=600)
	@PYTHONPATH=$(CURDIR)/tests .venv/bin/python benchmarks/fuzz.py \
		--count $(or $(COUNT),2000) --seconds $(or $(SECONDS),600)

soak: $(STAMP) ## read sound workbooks again and again (COUNT=10000); Linux
	@PYTHONPATH=$(CURDIR)/tests .venv/bin/python benchmarks/fuzz.py --soak $(or $(COUNT),10000)

# Newer ones have no wheel for Macs with an Intel processor.
HELD_BACK := argon2-cffi-bindings<26

lock: ## write requirements.lock anew from pyproject.toml (UPGRADE=--upgrade for newer versions)
	@$(require_python)
	@test -x .venv-lock/bin/uv || { $(PYTHON) -m venv .venv-lock && \
		.venv-lock/bin/python -m pip install --quiet "uv>=0.9"; }
	@echo "$(HELD_BACK)" > .venv-lock/held-back.txt
	@.venv-lock/bin/uv pip compile pyproject.toml --quiet --all-extras --universal \
		--constraint .venv-lock/held-back.txt \
		--python-version 3.11 --fork-strategy fewest --generate-hashes --no-emit-index-url \
		--custom-compile-command "make lock" --output-file requirements.lock $(UPGRADE)
	@grep -c '==' requirements.lock | sed 's/$$/ packages in requirements.lock/'

FONT_SOURCES := "fonttools==4.68.0" "fontpkg-noto-sans==2.15" "justmytype-intl-cjk==0.1.0"

fonts: ## write the fonts of the pictures anew from their sources (a minute)
	@$(require_python)
	@test -d .venv-fonts || $(PYTHON) -m venv .venv-fonts
	@.venv-fonts/bin/python -m pip install --quiet $(FONT_SOURCES)
	@.venv-fonts/bin/python tools/fonts.py

pictures: $(STAMP) ## draw the pictures of README and docs anew (docs/figures)
	@.venv/bin/python tools/pictures.py

AUDIT_TOOLS := "pip-audit==2.10.1" "cyclonedx-python-lib[json-validation]==11.12.0"
SERVICE := pypi

define audit_tools
$(require_python)
test -d .venv-audit || $(PYTHON) -m venv .venv-audit
.venv-audit/bin/python -m pip install --quiet $(AUDIT_TOOLS)
endef

audit: ## ask for known vulnerabilities of the lock; fails unless all packages were asked (SERVICE=osv)
	@$(audit_tools)
	@.venv-audit/bin/python tools/audit.py .venv-audit/bin/python -m pip_audit \
		--vulnerability-service $(SERVICE)

licences: $(STAMP) ## write docs/licences.csv anew from what is installed
	@.venv/bin/python tools/licences.py

sbom: ## write the bill of materials of the lock: dist/exchange-stats.cdx.json
	@$(audit_tools)
	@.venv-audit/bin/python tools/sbom.py --validate

clean: ## remove .venv, caches and reports/ (data/processed stays)
	rm -rf .venv .venv-lock .venv-fonts .venv-audit reports .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

define require_python
if [ -z "$(PYTHON)" ]; then \
	echo "No Python of version 3.11 or later with the modules venv and ensurepip was found." >&2; \
	echo "Install one (Debian, Ubuntu: apt install python3 python3-venv) or name it:" >&2; \
	echo "  make report PYTHON=/path/to/python3" >&2; exit 1; fi
endef

PIP := .venv/bin/python -m pip install --disable-pip-version-check

$(STAMP): requirements.lock pyproject.toml
	@.venv/bin/python -c "$(SUITS)" 2>/dev/null || { $(require_python); \
		echo "Creating .venv with $(PYTHON) ..."; rm -rf .venv; $(PYTHON) -m venv .venv; }
	@echo "Installing the pinned libraries (once; one to three minutes) ..."
	@{ $(PIP) --progress-bar off --require-hashes -r requirements.lock 2>&1 \
		|| echo "ERROR: not installed; all that pip said is in .venv/install.log"; } \
		| tee .venv/install.log | $(PROGRESS)
	@$(PIP) --quiet --no-deps --no-build-isolation --editable .
	@touch $(STAMP)
