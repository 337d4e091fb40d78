# Set-up and work. On a fresh Debian or Ubuntu with Swift, `make run` and `make test` are enough:
# both install what is missing. `make help` lists the rest.

SCENARIO ?= Scenarios/zhipu.yaml
PREFIX ?= /usr/local
DESTDIR ?=
BENCH_FLAGS ?=
COVERAGE_FLAGS ?=
FINGERPRINT_FLAGS ?=

# The binary carries the Swift runtime, so that it runs on machines without Swift. macOS has its own.
ifeq ($(shell uname -s),Linux)
RELEASE = -c release --static-swift-stdlib
else
RELEASE = -c release
endif
BINARY = .build/release/ballpark
SOURCES = Package.swift Sources $(wildcard Tests)

.DEFAULT_GOAL := help
# Two apt-get would wait for one another's lock.
.NOTPARALLEL:
.PHONY: help run test test-slurm test-kubernetes slurm fuzz bench coverage fingerprint examples build lint format install clean setup pictures python validator spreadsheet browser

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo 'Variables: SCENARIO=$(SCENARIO)  PREFIX=$(PREFIX)  DESTDIR=$(DESTDIR)  BENCH_FLAGS=$(BENCH_FLAGS)'

run: build pictures ## build, run the Zhipu scenario (or SCENARIO=file) and print the answer
	@$(BINARY) run $(SCENARIO)

test: setup python validator spreadsheet browser lint ## lint, build and run all tests
	swift build --build-tests
	swift test --skip-build

test-slurm: setup slurm ## share a run on a Slurm that is installed and started for it; a minute, as root
	swift build --product ballpark
	Tests/Slurm/cluster Tests/Slurm/test .build/debug/ballpark

test-kubernetes: ## hold the manifests of Examples/kubernetes against the schema of Kubernetes
	Tests/Kubernetes/validate

fuzz: setup ## damage scenarios for a minute and see that each is read or refused
	swift build --build-tests
	BALLPARK_FUZZ_SECONDS=60 swift test --skip-build --filter FuzzTests

bench: build ## measure speed and memory (BENCH_FLAGS='--rounds 3'), print a table
	@Benchmarks/run $(BENCH_FLAGS)

coverage: build python ## count how often intervals hold the true number; a quarter of an hour
	@Benchmarks/coverage $(COVERAGE_FLAGS)

fingerprint: build pictures python ## hash all that is written (FINGERPRINT_FLAGS='--against FILE'); half a minute
	@Benchmarks/fingerprint $(FINGERPRINT_FLAGS)

examples: build pictures python ## run the examples of what-if.md and the rows of mechanisms.md anew
	@Documentation/examples.py
	@Documentation/mechanisms.py

build: setup ## build the release binary
	swift build $(RELEASE) --product ballpark

lint: ## check the layout of the Swift code
	swift format lint --strict --parallel --recursive $(SOURCES)

format: ## lay the Swift code out
	swift format --in-place --parallel --recursive $(SOURCES)

SHARE = $(DESTDIR)$(PREFIX)/share
MANUAL = $(SHARE)/man/man1/ballpark.1
BASH_COMPLETION = $(SHARE)/bash-completion/completions/ballpark
ZSH_COMPLETION = $(SHARE)/zsh/site-functions/_ballpark
FISH_COMPLETION = $(SHARE)/fish/vendor_completions.d/ballpark.fish

# Under sudo, Swift may be off the path and .build would end up root's: then copy what is built.
install: $(if $(SUDO_USER),$(BINARY),build) ## copy binary, manual page and shell completion to $(DESTDIR)$(PREFIX)
	install -d $(DESTDIR)$(PREFIX)/bin $(dir $(MANUAL) $(BASH_COMPLETION) $(ZSH_COMPLETION) $(FISH_COMPLETION))
	install -m 755 $(BINARY) $(DESTDIR)$(PREFIX)/bin/ballpark
	$(BINARY) manual >$(MANUAL)
	$(BINARY) --generate-completion-script bash >$(BASH_COMPLETION)
	$(BINARY) --generate-completion-script zsh >$(ZSH_COMPLETION)
	$(BINARY) --generate-completion-script fish >$(FISH_COMPLETION)
	chmod 644 $(MANUAL) $(BASH_COMPLETION) $(ZSH_COMPLETION) $(FISH_COMPLETION)

$(BINARY):
	@echo 'Nothing is built yet. Run `make build` first, without sudo.' >&2; exit 1

clean: ## remove what was built; results in Output stay
	rm -rf .build Benchmarks/.venv

# $(1): packages of Debian; $(2): what to do where there is no apt-get, without a comma.
define install_packages
if ! command -v apt-get >/dev/null; then \
    echo 'Missing: $(1); and there is no apt-get to install them with.' >&2; \
    echo '$(2)' >&2; exit 1; \
  fi; \
  root=; \
  if [ "$$(id -u)" -ne 0 ]; then \
    command -v sudo >/dev/null || { \
      echo 'As root, run: apt-get update && apt-get install $(1)' >&2; exit 1; }; \
    root=sudo; \
  fi; \
  echo 'Installing $(1).' >&2; \
  $$root apt-get update -qq && \
  $$root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(1)
endef

# GSL and pkg-config are the only things that neither Swift nor the package manager brings.
setup:
	@command -v swift >/dev/null || { \
	  echo 'Swift is missing. Install Swift 6.0 or later: https://www.swift.org/install/' >&2; exit 1; }
	@if ! { command -v pkg-config && pkg-config --exists gsl; } >/dev/null 2>&1; then \
	  $(call install_packages,libgsl-dev pkg-config,Install both with your package manager (macOS: brew install gsl pkgconf).); \
	fi

# Pictures are no condition: without gnuplot a run writes all the rest, and says so.
pictures:
	@if ! command -v gnuplot >/dev/null; then \
	  ( $(call install_packages,gnuplot-nox,Pictures need gnuplot (macOS: brew install gnuplot).) ) \
	    || true; \
	fi

# Tests of the terminal need it, also where those below are skipped.
python:
	@if ! command -v python3 >/dev/null; then \
	  ( $(call install_packages,python3,The terminal is not tested without python3.) ) || \
	    echo 'NO TERMINAL IS TRIED: THERE IS NO PYTHON3' >&2; \
	fi

# Only tests need these: one has the JSON Schema judged by a validator that is not ours, and one computes
# paths again from the page of the model.
validator:
	@if [ "$$BALLPARK_SKIP_VALIDATOR" != 1 ] && \
	  ! python3 -c 'import jsonschema, yaml' 2>/dev/null && \
	  ! /usr/bin/python3 -c 'import jsonschema, yaml' 2>/dev/null; then \
	  $(call install_packages,python3-jsonschema python3-yaml,Install both or test without them: BALLPARK_SKIP_VALIDATOR=1 make test); \
	fi

# Workbooks are no condition of a run, but tests write one and have it read by a program that is not ours.
XLSX_WRITER = { ldconfig -p 2>/dev/null || /sbin/ldconfig -p; } | grep libxlsxwriter

spreadsheet:
	@if [ "$$BALLPARK_SKIP_WORKBOOK" != 1 ] && ! { { $(XLSX_WRITER); } && \
	  { python3 -c 'import openpyxl' || /usr/bin/python3 -c 'import openpyxl'; }; } >/dev/null 2>&1; then \
	  $(call install_packages,libxlsxwriter-dev python3-openpyxl,Install both or test without them: BALLPARK_SKIP_WORKBOOK=1 make test); \
	fi

# Only `make test-slurm` needs it. The daemons are not started by their packages.
slurm:
	@if ! { PATH=$$PATH:/usr/sbin && command -v sbatch && command -v slurmd && command -v munged; } >/dev/null 2>&1; then \
	  $(call install_packages,slurm-wlm munge,Slurm is tested on Debian and Ubuntu only.); \
	fi

# Only tests need these: they open the page of a run in a browser. That of Ubuntu is a snap, which does
# not start everywhere, so that what is installed is tried.
WORKING_BROWSER = { chromium --version || google-chrome --version || \
  google-chrome-stable --version || chromium-browser --version; } >/dev/null 2>&1
BROWSER_TOOLS = { command -v gnuplot && fc-list | grep DejaVu && \
  { python3 -c 'import websocket' || /usr/bin/python3 -c 'import websocket'; }; } >/dev/null 2>&1

browser:
	@if [ "$$BALLPARK_SKIP_BROWSER" = 1 ]; then \
	  echo 'THE PAGE IS NOT OPENED IN A BROWSER: BALLPARK_SKIP_BROWSER=1' >&2; exit 0; \
	fi; \
	if ! $(BROWSER_TOOLS); then \
	  $(call install_packages,gnuplot-nox python3-websocket fonts-dejavu-core,Install them or test without them: BALLPARK_SKIP_BROWSER=1 make test) || exit 1; \
	fi; \
	if ! $(WORKING_BROWSER); then \
	  ( $(call install_packages,chromium,Install Chromium or Chrome.) ); \
	fi; \
	if ! $(WORKING_BROWSER); then \
	  echo 'NO BROWSER STARTS HERE. Install Google Chrome, or test without:' >&2; \
	  echo '  BALLPARK_SKIP_BROWSER=1 make test' >&2; exit 1; \
	fi
