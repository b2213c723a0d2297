#!/bin/sh
# Plants five faults in a stub CSMS that serves metrics, and asks reports which metric moved; takes eleven minutes.
# Usage: Benchmarks/observing.sh [FAULT...]; prints Markdown.
set -eu
cd "$(dirname "$0")/.."
scripts/setup test >&2
scripts/build --product fleetsim >&2
exec .venv/bin/python Benchmarks/Observing/measure.py .build/release/fleetsim .venv/bin/python "$@"
