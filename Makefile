# Everything that is done with this repository from the command line; `make help` lists it.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.ONESHELL:
.PHONY: help install-dependencies build run test lint format bench ci

PORT ?= 8080

# Needed to build and run; graphviz draws the charts.
PACKAGES := libsqlite3-dev libxml2-dev liblua5.4-dev zlib1g-dev pkg-config graphviz tzdata
# Needed beside them to run all tests.
TEST_PACKAGES := chromium python3-venv curl

# One set of flags per configuration: another would compile everything again. An import of a target that is not declared as a
# dependency is an error, which keeps the levels in Package.swift true.
SWIFT_BUILD := swift build --explicit-target-dependency-import-check error

# Each test with a store has some thirty files open; without a limit all tests begin at once.
TESTS_AT_ONCE ?= 16

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-22s %s\n", $$1, $$2 }' Makefile

install-dependencies: ## Install the Debian packages that are missing
	@.ci/install-packages $(PACKAGES) $(TEST_PACKAGES)

build: ## Build the release binary, .build/release/kontor
	@.ci/install-packages $(PACKAGES)
	$(SWIFT_BUILD) -c release --product kontor

run: build ## Build, apply, fill an empty database with demonstration data, serve on 127.0.0.1:$PORT
	@PORT=$(PORT) exec .ci/start

test: ## Run all tests; those that drive the built program from outside come last
	@.ci/install-packages $(PACKAGES) $(TEST_PACKAGES)
	$(SWIFT_BUILD) --build-tests
	SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=$(TESTS_AT_ONCE) swift test --skip-build
	.ci/outside-tests

lint: ## Check format, imports between targets, and the rules of the house
	@.ci/install-packages $(PACKAGES)
	swift format lint --strict --parallel --configuration .swift-format --recursive Sources Tests Benchmarks Package.swift
	.ci/check-structure
	$(SWIFT_BUILD) --build-tests

format: ## Write all sources in the house's format
	swift format --in-place --parallel --configuration .swift-format --recursive Sources Tests Benchmarks Package.swift

bench: ## Measure against bare twins; prints a table, writes .build/benchmarks.json (BENCH="--full --only list")
	@.ci/install-packages $(PACKAGES)
	$(SWIFT_BUILD) -c release --product Benchmarks
	.build/release/Benchmarks $(BENCH)

ci: ## What decides whether a change is good
	.ci/run
