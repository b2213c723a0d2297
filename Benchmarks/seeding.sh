#!/usr/bin/env bash
# Loads a list of 10,000 chargers, and seeds 10,000 chargers and 10,000 tokens into a stub of an interface on loopback, twice, and
# undoes it: `Benchmarks/seeding.sh FLEETSIM [CHARGERS]`. Prints how long each took; ends with 1 if the lists take a second or more,
# seeding a minute or more, the second time does anything, or undoing leaves anything.
set -euo pipefail
exec python3 "$(dirname "$0")/Seeding/seeding.py" "$@"
