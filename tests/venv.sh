# Read by the run.sh of the folders beside: `venv NAME OPTION REQUIRED` makes .tools/NAME, a virtual environment with
# the packages of requirements.txt from PyPI, where it is not there yet. Where Python or the network is missing it
# says "skipped: ..." and ends with 0, or with 1 if REQUIRED is "required". Expects $here; sets $venv.

root=$(cd "$here/../.." && pwd)

# The pinned packages need 3.11 or newer.
find_python() {
    for name in python3 python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            echo "$name"
            return
        fi
    done
}

venv() {
    venv=$root/.tools/$1 option=$2 required=$3
    # Packages keep caches with paths in them: not where another copy of this folder keeps its own.
    export XDG_CACHE_HOME="$venv/cache"
    skip() {
        echo "skipped: $*"
        if [ "$required" = required ]; then exit 1; fi
        exit 0
    }
    if cmp -s "$here/requirements.txt" "$venv/installed.txt"; then return; fi
    python=$(find_python)
    if [ -z "$python" ]; then skip 'no Python 3.11 or newer with venv'; fi
    echo "Fetching what tests/$1 needs from PyPI into .tools/$1 ..."
    rm -rf "$venv"
    mkdir -p "$root/.tools"
    "$python" -m venv "$venv" || skip 'no virtual environment could be made'
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input "$option" \
        -r "$here/requirements.txt" || skip 'the packages could not be fetched from PyPI'
    cp "$here/requirements.txt" "$venv/installed.txt"
}
