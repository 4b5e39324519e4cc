#!/bin/sh
# Loads what gridbound exports with the tools that it is meant for, see README.md. From anywhere:
#
#   tests/pyam/run.sh [--break WHAT] [path of the gridbound binary, else target/release/gridbound]
#
# Python packages come into .tools/pyam on the first run. Where Python or the network is missing it says
# "skipped: ..." and passes, unless PYAM=required.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
venv=$root/.tools/pyam

skip() {
    echo "skipped: $*"
    if [ "${PYAM:-}" = required ]; then exit 1; fi
    exit 0
}

# The pinned packages need 3.11 or newer.
find_python() {
    for name in python3 python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            echo "$name"
            return
        fi
    done
}

if ! cmp -s "$here/requirements.txt" "$venv/installed.txt"; then
    python=$(find_python)
    if [ -z "$python" ]; then skip 'no Python 3.11 or newer with venv'; fi
    echo 'Fetching pyam and frictionless from PyPI into .tools/pyam ...'
    rm -rf "$venv"
    mkdir -p "$root/.tools"
    "$python" -m venv "$venv" || skip 'no virtual environment could be made'
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input --no-deps \
        -r "$here/requirements.txt" || skip 'the packages could not be fetched from PyPI'
    cp "$here/requirements.txt" "$venv/installed.txt"
fi
exec "$venv/bin/python" -B "$here/check.py" "$@"
