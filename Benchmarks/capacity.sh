#!/bin/sh
# Searches for a capacity that is known: in virtual time over as many seeds as it is told, and one in
# real time against `serve-csms` with four workers of 5 ms.
# Usage: Benchmarks/capacity.sh [SEEDS [constant|exponential|lognormal]...] [--no-live] [--one-core]; prints Markdown.
set -eu
cd "$(dirname "$0")/.."
scripts/build --product fleetsim >&2
exec python3 Benchmarks/Capacity/measure.py .build/release/fleetsim "$@"
