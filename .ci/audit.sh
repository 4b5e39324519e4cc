#!/usr/bin/env bash
# Holds the dependencies against deny.toml: licences, sources and versions as they are locked, and known advisories.
# What cannot be had here is skipped with a message: cargo-deny itself, or the database of advisories.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
if ! cargo deny --version >/dev/null 2>&1; then
    echo 'cargo-deny is not installed (cargo install cargo-deny): the audit is skipped'
    exit 0
fi
cargo deny --locked check --hide-inclusion-graph bans licenses sources
if cargo deny --locked fetch db >/dev/null 2>&1 || ls "${CARGO_HOME:-$HOME/.cargo}"/advisory-dbs/*/ >/dev/null 2>&1; then
    cargo deny --locked --offline check advisories
else
    echo 'the database of advisories cannot be fetched: advisories are skipped'
fi
