#!/bin/sh
# Compares gridbound's power system with PyPSA's, see README.md. From anywhere:
#
#   tests/pypsa/run.sh [--break] [path of the gridbound binary, else target/release/gridbound]
#
# Python and PyPSA come into .tools/pypsa on the first run. Where Python or the network is missing it says
# "skipped: ..." and passes, unless PYPSA=required.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../venv.sh"
venv pypsa --only-binary=:all: "${PYPSA:-}"
"$venv/bin/python" -B "$here/readback.py" "$@"
exec "$venv/bin/python" -B "$here/compare.py" "$@"
