#!/bin/sh
# Opens the memo's page in a headless Chromium and uses it as a reader would, see README.md. From anywhere:
#
#   tests/page/run.sh [--break WHAT] [--pictures FOLDER] [path of the gridbound binary, else target/release/gridbound]
#
# Python packages come into .tools/page on the first run, Chromium from the system's package manager where it is missing
# and that needs no password. Where one of them cannot be had it says "skipped: ..." and passes, unless PAGE=required.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../venv.sh"
venv page --no-deps "${PAGE:-}"

find_browser() {
    for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
        if [ -n "$name" ] && command -v "$name"; then return; fi
    done
}
as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}
CHROMIUM=$(find_browser)
if [ -z "$CHROMIUM" ] && command -v apt-get >/dev/null; then
    echo 'Installing chromium with apt-get ...'
    { as_root apt-get -qq update && as_root apt-get -qq install -y --no-install-recommends chromium; } >/dev/null 2>&1 || true
    CHROMIUM=$(find_browser)
fi
if [ -z "$CHROMIUM" ]; then skip 'no Chromium found; CHROMIUM can name one'; fi
export CHROMIUM
exec "$venv/bin/python" -B "$here/check.py" "$@"
