# The words of this project; `make help` lists them. All the work is done by tools/, in Python.
PYTHON ?= python3
VENV := .venv/bin/python
.DEFAULT_GOAL := help
.PHONY: help setup dev run fast test bench mutants real fix migration seed work docs pin pictures

help:            ## this table
	@sed -n 's/^\([a-z]*\): *\([a-z]* *\)## \(.*\)/  make \1\t\3/p' Makefile | expand -t 18

setup:           ## virtual environment, requirements, assets; made again only when a lock file changed
	@$(PYTHON) tools/setup.py

dev:
	@$(PYTHON) tools/setup.py dev

run: setup       ## the site with the sample health system at http://127.0.0.1:8000, from nothing if need be
	@$(VENV) -m tools.run

fast: dev        ## format, lint, imports, quick tests of engine and architecture: seconds
	@$(VENV) -m tools.check fast

test: dev        ## everything CI runs; T=tests/governance for some of the tests
	@$(VENV) -m tools.check all $(T)

bench: dev       ## figures beside their ceilings, as ratios; B="--sizes 1000 --databases sqlite" for some
	@$(VENV) -m bench $(B)

mutants: dev     ## is each small fault in the engine noticed by a test? an hour or more, at low priority
	@$(VENV) -m tools.mutants $(M)

real: setup      ## the whole chain on the real data of tests/data, on a fresh database
	@$(VENV) -m tools.real

fix: dev         ## what the linter can fix
	@$(VENV) -m ruff check --fix-only app bench tests tools wsgi.py && $(VENV) -m ruff format app bench tests tools wsgi.py

migration: dev   ## the next migration, written from the models: M="waivers expire"
	@$(VENV) -m tools.migration "$(M)"

seed: setup      ## a database with the sample health system, to look at
	@$(VENV) -m tools.run seed

work: setup      ## do the due jobs
	@$(VENV) -m tools.run work

docs: dev        ## print the tree and the permissions into docs/
	@$(VENV) -m tools.docs

pin: dev         ## requirements from pyproject.toml
	@$(VENV) -m tools.pin

pictures: dev    ## every page as a picture into var/pictures; P=governance for some
	@$(VENV) -m tools.pictures $(P)
