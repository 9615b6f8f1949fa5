# Every target does its own set-up; `make` alone lists them.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.pret
CHROMIUM := $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)
WORKERS ?= auto

.DEFAULT_GOAL := help
.PHONY: help venv run test check bench captures lock chromium

help: ## Cette liste
	@grep -hE '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## (.*)/make \1\t\2/' | expand -t 16

venv: $(READY) ## L’environnement Python seul (.venv/bin/asv)

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Il faut Python 3.11 ou plus récent : $(PYTHON) ne convient pas. Essayez « make PYTHON=python3.12 venv »."; exit 1; }
	@test -x $(BIN)/python || { echo "Création de l’environnement…"; $(PYTHON) -m venv $(VENV) || { echo "Le module venv manque : installez le paquet python3-venv de votre système."; exit 1; }; }
	@echo "Installation des dépendances verrouillées (une à deux minutes la première fois)…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock || { echo "L’installation a échoué : vérifiez l’accès au registre de paquets Python, puis relancez."; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(READY)

run: $(READY) ## Le site de démonstration sur http://127.0.0.1:$(PORT)
	@$(BIN)/asv demo --port $(PORT)

test: $(READY) chromium ## Tous les essais, navigateur compris
	@echo "Essais sans navigateur…"; failed=0; \
	$(BIN)/python -m pytest -n $(WORKERS) --maxprocesses 4 --ignore tests/browser || failed=1; \
	echo "Essais dans le navigateur…"; \
	$(BIN)/python -m pytest -n $(WORKERS) --maxprocesses 4 tests/browser || failed=1; exit $$failed

check: $(READY) ## Format, style, types, étages, gabarits, migrations, ressources
	@$(BIN)/ruff format --check --quiet . || { echo "Lancez : $(BIN)/ruff format ."; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-cache > /dev/null || $(BIN)/lint-imports --no-cache
	@$(BIN)/djlint --quiet --lint templates --extension html
	@$(BIN)/python tools/check_migrations.py
	@$(BIN)/python -m pytest -q -p no:cacheprovider tests/guards
	@echo "make check : tout est en ordre."

bench: $(READY) ## Les mesures ; BENCH_WRITE=1 les écrit dans docs/performance.md
	@$(BIN)/python -m tests.bench

captures: $(READY) chromium ## Refait les images du README
	@$(BIN)/python tools/captures.py

lock: $(READY) ## Recalcule les versions verrouillées
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --upgrade pyproject.toml --group dev -o requirements.lock
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -c requirements.lock pyproject.toml -o requirements-run.lock

chromium:
ifeq ($(CHROMIUM),)
	@if command -v apt-get > /dev/null && [ "$$(id -u)" = 0 ]; then \
	  echo "Installation de Chromium pour les essais de navigateur…"; \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium > /dev/null \
	    || echo "Chromium n’a pas pu être installé."; \
	else echo "Chromium manque : installez-le (paquet chromium) pour les essais de navigateur."; fi
endif
