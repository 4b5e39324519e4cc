# `make run` and `make test` do all the set-up they need; `make help` lists the rest.
# Everything uses the release profile, so that the solver is compiled once.

.DEFAULT_GOAL := run
.PHONY: run test test-pdf fuzz faults tables verify build audit notices bench tools check-tools clean help

# Finds or installs cmake and libclang, and says before the first build what is coming.
READY = . ./.ci/tools.sh && { test -e target/release || echo "First build: the solver HiGHS is compiled from source, which takes about five minutes on two cores." >&2; }

run: ## solve the baseline and write outputs/baseline/ (ARGS="name ..." for other scenarios)
	@$(READY) && cargo run --release -- run $(ARGS)

test: ## run all tests (ARGS="name" for some)
	@$(READY) && cargo test --release $(ARGS)

test-pdf: ## run the tests of the memo with PDF, a feature that takes minutes to compile the first time
	@$(READY) && cargo test --release --features pdf --config profile.release.package.gridbound.opt-level=0 --test tests -- memo agreement

faults: ## let every call to the disk fail, and kill the process at every call, in turn
	@$(READY) && FAULTS=all cargo test --release --test tests -- --nocapture faults::

tables: ## solve all scenarios again and write the figures of the tables in README.md and scenarios/README.md
	@$(READY) && UPDATE=1 cargo test --release --test tests -- --ignored tables

fuzz: ## make up inputs for ten minutes (FUZZ_SECONDS=60 for one): each is answered, by results or in words
	@$(READY) && cargo test --release --test tests -- --ignored --nocapture fuzz::

verify: ## hold the model against known answers, other solvers, PyPSA and a second account (ARGS="--quick" for less)
	@$(READY) && cargo run --release -- verify $(ARGS) && tests/pypsa/run.sh target/release/gridbound && tests/economy/run.sh target/release/gridbound

build: ## compile target/release/gridbound
	@$(READY) && cargo build --release

audit: ## hold the dependencies against deny.toml: licences, sources, known advisories (needs cargo-deny)
	@.ci/audit.sh

notices: ## write target/THIRD-PARTY.txt: the licences of all that a release links
	@mkdir -p target && python3 .ci/notices.py > target/THIRD-PARTY.txt && echo target/THIRD-PARTY.txt

bench: ## measure reading, formulating and solving by size (ARGS="growth" for the table of growth)
	@$(READY) && cargo bench $(ARGS)

tools: ## find or install cmake and libclang, and say what is used
	@. ./.ci/tools.sh && tools_report

check-tools: ## the same, installing nothing
	@TOOLS=none; . ./.ci/tools.sh && tools_report

clean: ## remove compiled files and fetched tools; outputs stay
	rm -rf target .tools

help: ## show this list
	@sed -n 's/^\([a-z-]*\): ##/\1 ##/p' Makefile | awk -F ' ## ' '{ printf "  make %-12s %s\n", $$1, $$2 }'
