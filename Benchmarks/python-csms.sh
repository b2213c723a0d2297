#!/bin/sh
# Finds the capacity of a CSMS on PyPI's `ocpp` that is slowed by a known law, and names its stuck worker; takes ten minutes.
set -eu
cd "$(dirname "$0")/.."
scripts/setup test >&2
scripts/build --product fleetsim >&2
exec .venv/bin/python Benchmarks/Capacity/python_csms.py .build/release/fleetsim .venv/bin/python
