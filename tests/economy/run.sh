#!/bin/sh
# Computes the account of the economy again from the tables of two runs, see reference.py. From anywhere:
#
#   tests/economy/run.sh [path of the gridbound binary, else target/release/gridbound]
#
# Needs Python 3.11 and nothing else; without it, it says "skipped: ..." and passes.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
binary=${1:-$root/target/release/gridbound}
python3 -c "import tomllib" 2>/dev/null || { echo "skipped: the account of the economy again needs Python 3.11"; exit 0; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$root/scenarios" "$work/scenarios"
for scenario in toy baseline; do
    twin=$scenario-twin
    printf 'name = "%s"\nextends = "%s"\n\n[[adjust]]\ntable = "demand"\ncolumn = "mh100e"\nset = 0\nwhy = "nobody pays for compute"\n' \
        "$twin" "$scenario" >"$work/scenarios/$twin.toml"
    at="--block-hours 24 --data $root/data --scenarios $work/scenarios --outputs $work --quiet"
    # shellcheck disable=SC2086 # words of its own
    "$binary" economy "$scenario" $at >"$work/said"
    # shellcheck disable=SC2086
    "$binary" run "$twin" --no-charts $at >"$work/said"
    dataset=$(sed -n 's/^dataset = "\(.*\)"/\1/p' "$work/$scenario/manifest.toml" | head -n 1)
    printf '%s: ' "$scenario"
    python3 -B "$root/tests/economy/reference.py" "$work/$scenario" "$work/$twin" "$root/data/$dataset"
done
