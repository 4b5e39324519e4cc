#!/bin/sh
# Loads what gridbound exports with the tools that it is meant for, see README.md. From anywhere:
#
#   tests/pyam/run.sh [--break WHAT] [path of the gridbound binary, else target/release/gridbound]
#
# Python packages come into .tools/pyam on the first run. Where Python or the network is missing it says
# "skipped: ..." and passes, unless PYAM=required.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../venv.sh"
venv pyam --no-deps "${PYAM:-}"
exec "$venv/bin/python" -B "$here/check.py" "$@"
