#!/bin/sh
# Plants nine faults in a stub CSMS that serves metrics, and asks reports which metric moved; takes 17 minutes, or six
# with three runs at a time.
# Usage: Benchmarks/observing.sh [FAULT...] [--jobs=3] [--kept=FOLDER]; prints Markdown.
set -eu
cd "$(dirname "$0")/.."
scripts/setup test >&2
scripts/build --product fleetsim >&2
exec .venv/bin/python Benchmarks/Observing/measure.py .build/release/fleetsim .venv/bin/python "$@"
